//! Which numbers a workbook shows as dates, and which day each is.

use chrono::{Days, NaiveDate};

/// How a cell's number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Shown {
    /// As a number, or as a time of day.
    #[default]
    Number,
    /// As a day, a month or a year.
    Date,
}

/// How a number format of the standard's own list shows its number.
///
/// # Source
///
/// ECMA-376 part 1, 18.8.30, with the East Asian lists (27–36, 50–58).
pub(super) fn built_in(id: u32) -> Shown {
    match id {
        14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Shown::Date,
        _ => Shown::Number,
    }
}

/// How a format code a person chose shows its number, such as `yyyy"年"m"月"d"日"`.
///
/// A year or a day in the first section makes a date. A month alone would be minutes as well.
pub(super) fn custom(code: &str) -> Shown {
    // The name of the plain format holds an `e` and is written in any case.
    if code.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("general")) {
        return Shown::Number;
    }
    let mut characters = code.chars();
    let mut last = ' ';
    while let Some(character) = characters.next() {
        match character {
            ';' => return Shown::Number,
            '"' => drop(characters.by_ref().find(|end| *end == '"')),
            '[' => drop(characters.by_ref().find(|end| *end == ']')),
            '\\' | '_' | '*' => drop(characters.next()),
            'y' | 'Y' | 'd' | 'D' => return Shown::Date,
            // The year of an era, but not the exponent of `0.00E+00`.
            'e' | 'E' if !matches!(last, '0' | '#' | '?') => return Shown::Date,
            _ => {}
        }
        last = character;
    }
    Shown::Number
}

/// The day a serial number means. `from_1904`: the workbook counts from 1904-01-01 as day 0.
///
/// Days run from 1 January 1900 as 1 to the end of the year 9999; a fraction is the time of day and is
/// dropped. Number 60 is the 29 February 1900 that never was: `None`, like everything outside.
pub(super) fn day(serial: f64, from_1904: bool) -> Option<NaiveDate> {
    /// 9999-12-31 counted from 1900.
    const LAST: f64 = 2_958_466.0;
    if !(0.0..LAST).contains(&serial) {
        return None;
    }
    // In range, so the whole part fits.
    let whole = serial as u64;
    if from_1904 {
        return NaiveDate::from_ymd_opt(1904, 1, 1)?
            .checked_add_days(Days::new(whole))
            .filter(|day| *day <= NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX));
    }
    match whole {
        0 | 60 => None,
        1..=59 => NaiveDate::from_ymd_opt(1899, 12, 31)?.checked_add_days(Days::new(whole)),
        _ => NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(whole)),
    }
}

/// The serial number of a day, counted from 1900; `None` for days before that, which workbooks cannot hold.
pub(crate) fn serial(day: NaiveDate) -> Option<f64> {
    let from = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let days = u32::try_from(day.signed_duration_since(from).num_days()).ok()?;
    match days {
        0 | 1 => None,
        // Up to the 29 February 1900 that never was, numbers are one lower.
        2..=60 => Some(f64::from(days - 1)),
        _ => Some(f64::from(days)),
    }
}

/// The day of a date written in the file's own notation, such as `2019-03-15T00:00:00`.
pub(super) fn written(iso: &str) -> Option<NaiveDate> {
    iso.get(..10).and_then(|day| day.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    #[test]
    fn serial_numbers_are_the_days_excel_shows() {
        for (serial, expected) in [
            (1.0, date("1900-01-01")),
            (59.0, date("1900-02-28")),
            (60.0, None),
            (61.0, date("1900-03-01")),
            (40277.0, date("2010-04-09")),
            (45658.99, date("2025-01-01")),
            (2_958_465.0, date("9999-12-31")),
            (2_958_466.0, None),
            (0.5, None),
            (-3.0, None),
            (f64::NAN, None),
            (f64::INFINITY, None),
        ] {
            assert_eq!(day(serial, false), expected, "{serial}");
        }
        assert_eq!(day(0.0, true), date("1904-01-01"));
        assert_eq!(day(40277.0 - 1462.0, true), date("2010-04-09"));
    }

    #[test]
    fn every_day_from_1900_on_comes_back_from_its_number() {
        let mut day_after = date("1900-01-01").unwrap();
        for _ in 0..60_000 {
            assert_eq!(serial(day_after).and_then(|number| day(number, false)), Some(day_after));
            day_after = day_after.succ_opt().unwrap();
        }
        assert_eq!(serial(date("1899-12-31").unwrap()), None);
    }

    #[test]
    fn chinese_and_odd_formats_are_told_from_numbers() {
        for code in [
            r#"yyyy"年"m"月"d"日""#,
            r#"[$-804]yyyy"年"m"月"d"日";@"#,
            "yyyy-mm-dd",
            r"yyyy\-mm\-dd",
            "YYYY/M/D",
            "[Red]d.m.yy",
            r#"e"年"m"月""#,
            "m/d/yy h:mm",
        ] {
            assert_eq!(custom(code), Shown::Date, "{code}");
        }
        for code in [
            "General",
            "0",
            "0.00E+00",
            "#,##0",
            "@",
            "h:mm",
            "[h]:mm:ss",
            r#"0"day""#,
            r#"#,##0;yyyy"#,
            "GENERAL",
        ] {
            assert_eq!(custom(code), Shown::Number, "{code}");
        }
    }
}
