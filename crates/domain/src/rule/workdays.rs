//! The calendar of workdays: weekends, public holidays and make-up workdays.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Deserialize;

use super::RuleBookError;

/// Days of a week on which work is done when nothing was announced.
const WORKDAYS_IN_WEEK: i64 = 5;
const DAYS_IN_WEEK: i64 = 7;

/// Public holidays on weekdays and make-up workdays at weekends, year by year.
///
/// A year nobody entered is unknown: what is counted across it is provisional,
/// with every Monday to Friday taken for a workday.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Workdays {
    years: BTreeMap<i32, Announced>,
}

/// What was announced for one year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Announced {
    off: Vec<NaiveDate>,
    work: Vec<NaiveDate>,
}

/// A number of workdays, and whether it is final.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkdayCount {
    /// How many workdays there are, both ends included.
    pub days: u32,
    /// True when a day of a year without a calendar was looked at.
    pub provisional: bool,
}

/// The last day of a window of workdays, and whether it is final.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WindowEnd {
    /// The last workday of the window.
    pub day: NaiveDate,
    /// True when a day of a year without a calendar was looked at.
    pub provisional: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    year: BTreeMap<String, Year>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Year {
    off: Vec<String>,
    work: Vec<String>,
}

impl Workdays {
    /// Reads `[year.2026] off = ["01-01", …] work = [… ]`.
    ///
    /// # Errors
    ///
    /// A file that is no TOML, a year or a day that is none, a holiday on a
    /// weekend or a make-up workday in the week. The error names the day.
    pub fn read(file: &str, text: &str) -> Result<Self, RuleBookError> {
        let bad = |detail: String| RuleBookError::Unreadable { file: file.to_owned(), detail };
        let read: File = toml::from_str(text).map_err(|error| bad(error.to_string()))?;
        let mut years = BTreeMap::new();
        for (name, year) in read.year {
            let number: i32 = name.parse().map_err(|_| bad(format!("`{name}` is no year")))?;
            let days = |list: &[String], in_week: bool| {
                let mut days = list
                    .iter()
                    .map(|day| {
                        let parsed = format!("{number}-{day}").parse::<NaiveDate>().ok();
                        let date = parsed.ok_or_else(|| bad(format!("`{day}` is no day of {number}")))?;
                        if is_weekend(date) == in_week {
                            return Err(bad(format!("{date} is on the wrong side of the weekend")));
                        }
                        Ok(date)
                    })
                    .collect::<Result<Vec<_>, _>>()?;
                days.sort_unstable();
                days.dedup();
                Ok::<_, RuleBookError>(days)
            };
            years.insert(number, Announced { off: days(&year.off, true)?, work: days(&year.work, false)? });
        }
        Ok(Self { years })
    }

    /// Whether `day` is a workday, and whether its year's calendar is known.
    #[must_use]
    pub fn is_workday(&self, day: NaiveDate) -> (bool, bool) {
        let Some(year) = self.years.get(&day.year()) else { return (!is_weekend(day), false) };
        let works = if is_weekend(day) { holds(&year.work, day) } else { !holds(&year.off, day) };
        (works, true)
    }

    /// The workdays from `from` to `to`, both included; none when `to` is before `from`.
    #[must_use]
    pub fn count(&self, from: NaiveDate, to: NaiveDate) -> WorkdayCount {
        if to < from {
            return WorkdayCount { days: 0, provisional: false };
        }
        let mut days = weekdays(from, to);
        let mut known: i64 = 0;
        for year in self.years.range(from.year()..=to.year()).map(|(_, year)| year) {
            known += 1;
            days += within(&year.work, from, to) - within(&year.off, from, to);
        }
        let asked = i64::from(to.year()) - i64::from(from.year()) + 1;
        WorkdayCount { days: u32::try_from(days).unwrap_or_default(), provisional: known < asked }
    }

    /// The day on which `length` workdays are full, the first counted being the
    /// first workday on or after `from`. None when it would leave the calendar.
    ///
    /// Monday 2026-03-02 and five workdays end on Friday 2026-03-06.
    #[must_use]
    pub fn window_end(&self, from: NaiveDate, length: u32) -> Option<WindowEnd> {
        let mut day = from;
        let mut left = length;
        let mut provisional = false;
        loop {
            let (works, known) = self.is_workday(day);
            provisional |= !known;
            left = left.saturating_sub(u32::from(works));
            if left == 0 {
                return Some(WindowEnd { day, provisional });
            }
            day = day.checked_add_days(Days::new(1))?;
        }
    }

    /// The years there is a calendar for, in order.
    pub fn years(&self) -> impl Iterator<Item = i32> {
        self.years.keys().copied()
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn holds(days: &[NaiveDate], day: NaiveDate) -> bool {
    days.binary_search(&day).is_ok()
}

/// How many of the sorted `days` lie from `from` to `to`, both included.
fn within(days: &[NaiveDate], from: NaiveDate, to: NaiveDate) -> i64 {
    let until = days.partition_point(|day| *day <= to);
    let before = days.partition_point(|day| *day < from);
    i64::try_from(until.saturating_sub(before)).unwrap_or_default()
}

/// Mondays to Fridays from `from` to `to`, both included.
fn weekdays(from: NaiveDate, to: NaiveDate) -> i64 {
    let total = to.signed_duration_since(from).num_days() + 1;
    let first = i64::from(from.weekday().num_days_from_monday());
    let rest =
        (0..total % DAYS_IN_WEEK).filter(|day| (first + day) % DAYS_IN_WEEK < WORKDAYS_IN_WEEK).count();
    total / DAYS_IN_WEEK * WORKDAYS_IN_WEEK + i64::try_from(rest).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::case_table::rows;

    fn shipped() -> Workdays {
        Workdays::read("workdays.toml", include_str!("../../../../rulebook/workdays.toml")).unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_manual_tells_the_truth_about_windows_of_workdays() {
        for row in rows(include_str!("../../cases/workdays.md"), "工作日数") {
            let (from, to) = (day(&row["起"]), day(&row["止"]));
            let count = shipped().count(from, to);
            assert_eq!(count.days.to_string(), row["工作日数"], "{row:?}");
            assert_eq!(if count.provisional { "暂定" } else { "确定" }, row["结论"], "{row:?}");
        }
    }

    #[test]
    fn five_workdays_from_a_monday_end_on_its_friday_and_a_holiday_moves_the_end() {
        let end = |from: &str| shipped().window_end(day(from), 5).unwrap();
        assert_eq!(end("2026-03-02"), WindowEnd { day: day("2026-03-06"), provisional: false });
        assert_eq!(end("2026-04-30").day, day("2026-05-09"));
        assert!(end("2026-12-29").provisional);
    }

    #[test]
    fn a_calendar_with_a_day_that_is_none_or_on_the_wrong_side_is_refused_by_name() {
        let told = |text: &str| Workdays::read("w.toml", text).unwrap_err().to_string();
        assert_eq!(told("[year.2026]\noff=[\"02-30\"]\nwork=[]"), "w.toml: `02-30` is no day of 2026");
        assert_eq!(
            told("[year.2026]\noff=[\"01-03\"]\nwork=[]"),
            "w.toml: 2026-01-03 is on the wrong side of the weekend"
        );
        assert_eq!(told("[year.next]\noff=[]\nwork=[]"), "w.toml: `next` is no year");
    }

    proptest! {
        #[test]
        fn counting_at_once_is_counting_day_by_day(start in 0u64..4000, length in 0u64..500) {
            let calendar = shipped();
            let from = day("2017-01-01") + Days::new(start);
            let to = from + Days::new(length);
            let each: Vec<(bool, bool)> = from.iter_days().take_while(|d| *d <= to).map(|d| calendar.is_workday(d)).collect();
            let count = calendar.count(from, to);
            prop_assert_eq!(count.days as usize, each.iter().filter(|(works, _)| *works).count());
            prop_assert_eq!(count.provisional, each.iter().any(|(_, known)| !known));
        }

        #[test]
        fn a_window_holds_exactly_its_workdays(start in 0u64..3000, length in 1u32..60) {
            let calendar = shipped();
            let from = day("2018-01-01") + Days::new(start);
            let end = calendar.window_end(from, length).unwrap();
            prop_assert_eq!(calendar.count(from, end.day).days, length);
            prop_assert!(calendar.is_workday(end.day).0);
        }
    }
}
