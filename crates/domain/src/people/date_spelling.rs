//! The many ways in which a spreadsheet spells a date.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::cell::Cell;
use crate::script;

/// Years outside this range are slips of the pen.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;
/// Serial numbers of spreadsheet programs that are taken as dates: from 1910-01-01
/// to 2100-12-31. Below lie the numbers 1900 to 2100, which are years someone typed.
const SERIALS: std::ops::RangeInclusive<u32> = 3654..=73_415;

/// How much of a date was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// Year, month and day.
    Day,
    /// Year and month; the date stands for its first day.
    Month,
}

/// A date as far as it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SpelledDate {
    /// The day, or the first day of the month.
    pub date: NaiveDate,
    /// Whether the day was given.
    pub precision: Precision,
}

/// The cell holds no date that can be read in one way only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no date that can be read in one way only")]
pub struct NotADate;

impl SpelledDate {
    /// A date given to the day.
    #[must_use]
    pub const fn day(date: NaiveDate) -> Self {
        Self { date, precision: Precision::Day }
    }

    /// The first day it can mean.
    #[must_use]
    pub const fn earliest(self) -> NaiveDate {
        self.date
    }

    /// The last day it can mean: the day itself, or the last of the month.
    #[must_use]
    pub fn latest(self) -> NaiveDate {
        match self.precision {
            Precision::Day => self.date,
            Precision::Month => {
                let next = self.date.checked_add_months(Months::new(1));
                next.and_then(|next| next.pred_opt()).unwrap_or(self.date)
            }
        }
    }

    /// Reads a cell: a date, a serial number, a number like 20040223, or text as
    /// [`parse`](Self::parse) takes it. Empty cells and formulas are the caller's.
    ///
    /// # Errors
    ///
    /// [`NotADate`].
    pub fn read(cell: &Cell) -> Result<Self, NotADate> {
        match cell {
            Cell::Date(date) if YEARS.contains(&date.year()) => Ok(Self::day(*date)),
            Cell::Number(number) => from_number(*number),
            Cell::Text(text) => Self::parse(text),
            Cell::Date(_) | Cell::Empty | Cell::Foreign(_) => Err(NotADate),
        }
    }

    /// Reads `2004-02-23`, `2004/2/3`, `2004.02.03`, `20040203`, `2004年2月3日`, a
    /// serial number, each with a time behind it, with full-width digits or
    /// spaces; and `2004-02`, `2004.02`, `2004年2月` as a month.
    ///
    /// # Errors
    ///
    /// [`NotADate`] for a day that does not exist, a year alone or of two digits,
    /// a day before the year (`03/04/2004`), and what can be read twice: `2010.1`
    /// (January, or October with its zero lost) and `200402` (or 2 April 2020).
    pub fn parse(text: &str) -> Result<Self, NotADate> {
        let text: String =
            text.chars().filter(|c| !script::is_invisible(*c)).map(script::half_width).collect();
        let text = script::compact(without_time(text.trim().trim_start_matches(['\'', '‘', '’']))?);
        if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
            return from_digits(&text);
        }
        let (parts, separator) = parts(&text)?;
        match parts[..] {
            [_, month] if separator == '.' && month == "1" => Err(NotADate),
            [year, month] => self_or(year, month, "1", Precision::Month),
            [year, month, day] => self_or(year, month, day, Precision::Day),
            _ => Err(NotADate),
        }
    }
}

/// `text` up to the time of day, if one follows.
fn without_time(text: &str) -> Result<&str, NotADate> {
    let Some(at) = text.find(':') else { return Ok(text) };
    let before = &text[..at];
    let start = before.rfind(|c: char| c == 'T' || script::is_space(c)).ok_or(NotADate)?;
    let time = text[start..].trim_start_matches(['T', 't']).trim();
    let is_time = time
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | 'Z' | 'A' | 'P' | 'M' | ' '));
    if is_time { Ok(&text[..start]) } else { Err(NotADate) }
}

/// The numbers between the separators, and which separator it was.
fn parts(text: &str) -> Result<(Vec<&str>, char), NotADate> {
    if let Some((year, rest)) = text.split_once('年') {
        let (month, day) = rest.split_once('月').ok_or(NotADate)?;
        let day = day.strip_suffix(['日', '号']).unwrap_or(day);
        let parts = if day.is_empty() { vec![year, month] } else { vec![year, month, day] };
        return Ok((parts, '年'));
    }
    let separator = text.chars().find(|c| !c.is_ascii_digit()).ok_or(NotADate)?;
    if !matches!(separator, '-' | '/' | '.' | '、' | '–' | '—' | '\\' | '。') {
        return Err(NotADate);
    }
    Ok((text.split(separator).collect(), separator))
}

fn self_or(year: &str, month: &str, day: &str, precision: Precision) -> Result<SpelledDate, NotADate> {
    let number = |text: &str, places: std::ops::RangeInclusive<usize>| -> Result<u32, NotADate> {
        let formed = places.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        if formed { text.parse().map_err(|_| NotADate) } else { Err(NotADate) }
    };
    from_ymd(number(year, 4..=4)?, number(month, 1..=2)?, number(day, 1..=2)?, precision)
}

fn from_ymd(year: u32, month: u32, day: u32, precision: Precision) -> Result<SpelledDate, NotADate> {
    let year = i32::try_from(year).map_err(|_| NotADate)?;
    let date = NaiveDate::from_ymd_opt(year, month, day).filter(|date| YEARS.contains(&date.year()));
    Ok(SpelledDate { date: date.ok_or(NotADate)?, precision })
}

fn from_digits(digits: &str) -> Result<SpelledDate, NotADate> {
    let number: u32 = digits.parse().map_err(|_| NotADate)?;
    match digits.len() {
        8 => from_ymd(number / 10_000, number / 100 % 100, number % 100, Precision::Day),
        6 => from_six(number),
        5 => from_serial(number),
        _ => Err(NotADate),
    }
}

/// Year and month, unless the six digits also make a day of this century with a short year.
fn from_six(number: u32) -> Result<SpelledDate, NotADate> {
    let short = from_ymd(2000 + number / 10_000, number / 100 % 100, number % 100, Precision::Day);
    let long = from_ymd(number / 100, number % 100, 1, Precision::Month);
    if short.is_ok() { Err(NotADate) } else { long }
}

fn from_serial(serial: u32) -> Result<SpelledDate, NotADate> {
    let zero = NaiveDate::from_ymd_opt(1899, 12, 30);
    let date = zero
        .filter(|_| SERIALS.contains(&serial))
        .and_then(|zero| zero.checked_add_days(Days::new(u64::from(serial))));
    date.map(SpelledDate::day).ok_or(NotADate)
}

fn from_number(number: f64) -> Result<SpelledDate, NotADate> {
    if !(0.0..1e9).contains(&number) {
        return Err(NotADate);
    }
    // Whole part of a number below 1e9: fits.
    let whole = number.trunc() as u32;
    if number.fract() == 0.0 && whole >= 100_000 {
        return from_digits(&whole.to_string());
    }
    if SERIALS.contains(&whole) {
        return from_serial(whole);
    }
    from_year_and_fraction(whole, number.fract())
}

/// 2004.02 typed as a number: the month stands behind the point. One tenth is
/// refused: it was January, or October before the program dropped the zero.
fn from_year_and_fraction(year: u32, fraction: f64) -> Result<SpelledDate, NotADate> {
    let hundredths = (fraction * 100.0).round();
    if (fraction * 100.0 - hundredths).abs() > 1e-6 {
        return Err(NotADate);
    }
    let month = match hundredths as u32 {
        month @ (1..=9 | 11 | 12) => month,
        tenths @ (20 | 30 | 40 | 50 | 60 | 70 | 80 | 90) => tenths / 10,
        _ => return Err(NotADate),
    };
    from_ymd(year, month, 1, Precision::Month)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::case_table;

    fn told(read: Result<SpelledDate, NotADate>) -> (String, &'static str) {
        match read {
            Ok(SpelledDate { date, precision: Precision::Day }) => (date.to_string(), "日"),
            Ok(SpelledDate { date, precision: Precision::Month }) => (date.to_string(), "月"),
            Err(NotADate) => ("不收".to_owned(), "—"),
        }
    }

    #[test]
    fn the_manual_tells_the_truth_about_dates_in_text() {
        for row in case_table::rows(include_str!("../../cases/date_spelling.md"), "写法") {
            let (date, precision) = told(SpelledDate::read(&Cell::Text(row["写法"].clone())));
            assert_eq!((date.as_str(), precision), (row["读作"].as_str(), row["到"].as_str()), "{row:?}");
        }
    }

    #[test]
    fn the_manual_tells_the_truth_about_dates_in_numbers() {
        for row in case_table::rows(include_str!("../../cases/date_spelling.md"), "数字") {
            let (date, precision) = told(SpelledDate::read(&Cell::Number(row["数字"].parse().unwrap())));
            assert_eq!((date.as_str(), precision), (row["读作"].as_str(), row["到"].as_str()), "{row:?}");
        }
    }

    #[test]
    fn a_month_means_all_of_its_days() {
        let february = SpelledDate::parse("2004.02").unwrap();
        assert_eq!(february.earliest().to_string(), "2004-02-01");
        assert_eq!(february.latest().to_string(), "2004-02-29");
        let december = SpelledDate::parse("2100-12").unwrap();
        assert_eq!(december.latest().to_string(), "2100-12-31");
    }

    #[test]
    fn numbers_that_are_none_are_no_dates() {
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, -0.0] {
            assert_eq!(SpelledDate::read(&Cell::Number(number)), Err(NotADate));
        }
    }

    fn any_day() -> impl Strategy<Value = NaiveDate> {
        let first = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap();
        (0u64..73_000).prop_map(move |days| first + Days::new(days))
    }

    proptest! {
        #[test]
        fn every_day_is_the_same_day_in_every_spelling(day in any_day()) {
            let (y, m, d) = (day.year(), day.month(), day.day());
            for text in [
                format!("{y}-{m:02}-{d:02}"), format!("{y}/{m}/{d}"), format!("{y}.{m:02}.{d:02}"),
                format!("{y}{m:02}{d:02}"), format!("{y}年{m}月{d}日"), format!("{y}-{m}-{d} 00:00:00"),
            ] {
                prop_assert_eq!(SpelledDate::parse(&text), Ok(SpelledDate::day(day)), "{}", text);
            }
            prop_assert_eq!(SpelledDate::read(&Cell::Date(day)), Ok(SpelledDate::day(day)));
        }

        #[test]
        fn a_serial_number_is_its_day_as_number_and_as_text(serial in 10_000u32..=73_415) {
            let day = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap() + Days::new(u64::from(serial));
            prop_assert_eq!(SpelledDate::read(&Cell::Number(f64::from(serial))), Ok(SpelledDate::day(day)));
            prop_assert_eq!(SpelledDate::parse(&serial.to_string()), Ok(SpelledDate::day(day)));
        }

        #[test]
        fn whatever_is_read_lies_in_the_years_that_can_be_meant(text in "[0-9年月日/.: T-]{0,20}", number in -1e12..1e12f64) {
            for read in [SpelledDate::parse(&text), SpelledDate::read(&Cell::Number(number))].into_iter().flatten() {
                prop_assert!(YEARS.contains(&read.earliest().year()));
                prop_assert!(read.earliest() <= read.latest());
            }
        }

        #[test]
        fn no_text_whatever_makes_it_panic(text in ".*") {
            let _ = SpelledDate::parse(&text);
        }
    }
}
