//! The days of the demonstration, counted from the day it is filled.

use chrono::{Datelike, Days as Count, Months, NaiveDate, Weekday};

/// The last theme day is at least so many days old, so that its minutes are written and wait.
const LEAST_AGE: u64 = 4;
/// Days on which nobody meets: month, first and last day.
const HOLIDAYS: [(u32, u32, u32); 2] = [(5, 1, 5), (10, 1, 7)];

/// When everything happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Days {
    /// The installation is opened and the rosters come in.
    pub(super) opened: NaiveDate,
    /// The offices are filled.
    pub(super) appointed: NaiveDate,
    /// The founding is begun and handed in.
    pub(super) applied: NaiveDate,
    /// The committee replies.
    pub(super) replied: NaiveDate,
    /// The branch is founded.
    pub(super) founded: NaiveDate,
    /// The twelve theme days every side has confirmed, the first one first.
    pub(super) year: Vec<NaiveDate>,
    /// The theme day of the branches without sides.
    pub(super) elsewhere: NaiveDate,
    /// The theme day whose minutes wait.
    pub(super) waiting: NaiveDate,
    /// The next one, to which people are invited.
    pub(super) invited: NaiveDate,
    /// The one after it.
    pub(super) planned: NaiveDate,
}

impl Days {
    /// The days as seen from `today`; `week_of` says on which Thursday of a month its theme day is.
    pub(super) fn of(today: NaiveDate, week_of: impl Fn(u32) -> u8) -> Self {
        let waiting = last_thursday(today - Count::new(LEAST_AGE));
        let month = waiting.with_day(1).unwrap_or(waiting);
        let thursday = |first: NaiveDate| nth_thursday(first, week_of(first.month()));
        let before = |months: u32| month.checked_sub_months(Months::new(months)).unwrap_or(month);
        let after = |months: u32| month.checked_add_months(Months::new(months)).unwrap_or(month);
        let opened = before(13);
        Self {
            opened,
            appointed: opened + Count::new(3),
            applied: opened + Count::new(6),
            replied: opened + Count::new(15),
            founded: opened + Count::new(22),
            year: (1..=12).rev().map(|months| thursday(before(months))).collect(),
            elsewhere: last_thursday(waiting - Count::new(1)),
            waiting,
            invited: thursday(after(1)),
            planned: thursday(after(2)),
        }
    }
}

/// The last Thursday until `day` that is no holiday.
fn last_thursday(mut day: NaiveDate) -> NaiveDate {
    while day.weekday() != Weekday::Thu || is_holiday(day) {
        day = day.pred_opt().unwrap_or(day);
    }
    day
}

fn is_holiday(day: NaiveDate) -> bool {
    HOLIDAYS.iter().any(|(month, first, last)| day.month() == *month && (*first..=*last).contains(&day.day()))
}

fn nth_thursday(first: NaiveDate, week: u8) -> NaiveDate {
    NaiveDate::from_weekday_of_month_opt(first.year(), first.month(), Weekday::Thu, week).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn week_of(month: u32) -> u8 {
        match month {
            1 => 2,
            2 => 4,
            _ => 3,
        }
    }

    #[test]
    fn the_year_ends_with_the_month_before_the_one_that_waits() {
        let days = Days::of(day("2026-11-24"), week_of);
        assert_eq!(days.waiting, day("2026-11-19"));
        assert_eq!(days.invited, day("2026-12-17"));
        assert_eq!((days.year[0], days.year[11]), (day("2025-11-20"), day("2026-10-15")));
        assert_eq!(days.opened, day("2025-10-01"));
    }

    #[test]
    fn whichever_day_it_is_filled_everything_happens_in_its_order() {
        for today in day("2026-11-24").iter_days().take(1_200) {
            let days = Days::of(today, week_of);
            assert!(days.waiting <= today - Count::new(LEAST_AGE), "{today}");
            assert!(today < days.invited && days.invited < days.planned, "{today}");
            assert!(days.opened < days.applied && days.replied < days.founded, "{today}");
            let mut held = vec![days.founded + Count::new(7)];
            held.extend(&days.year);
            held.push(days.waiting);
            assert!(held.is_sorted_by(|a, b| *b >= *a + Count::new(7)), "{today}: {held:?}");
        }
    }
}
