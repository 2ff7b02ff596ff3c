//! The periods of the branch book 台账: months, quarters, years.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    year: i32,
    month: u32,
}

/// A quarter of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Quarter {
    year: i32,
    number: u32,
}

/// Not a month (`2026-03`) or a quarter (`2026-Q1`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a period")]
pub struct NotAPeriod;

const MONTHS_IN_QUARTER: u32 = 3;

impl Month {
    /// The month `day` lies in.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), month: day.month() }
    }

    /// Its year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year
    }

    /// Its number, 1 to 12.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.month
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month, 1).unwrap_or(NaiveDate::MIN)
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        last_day(self.first_day(), 1)
    }

    /// Whether `day` lies in it, both ends included.
    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        Self::of(day) == self
    }

    /// The quarter it lies in.
    #[must_use]
    pub const fn quarter(self) -> Quarter {
        Quarter { year: self.year, number: (self.month - 1) / MONTHS_IN_QUARTER + 1 }
    }
}

impl Quarter {
    /// The quarter `day` lies in.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Month::of(day).quarter()
    }

    /// The quarters of a year, in order.
    #[must_use]
    pub const fn of_year(year: i32) -> [Self; 4] {
        [
            Self { year, number: 1 },
            Self { year, number: 2 },
            Self { year, number: 3 },
            Self { year, number: 4 },
        ]
    }

    /// Its year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year
    }

    /// Its number, 1 to 4.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.number
    }

    /// Its months, in order.
    #[must_use]
    pub const fn months(self) -> [Month; 3] {
        let before = (self.number - 1) * MONTHS_IN_QUARTER;
        [
            Month { year: self.year, month: before + 1 },
            Month { year: self.year, month: before + 2 },
            Month { year: self.year, month: before + 3 },
        ]
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        let [first, ..] = self.months();
        first.first_day()
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        last_day(self.first_day(), MONTHS_IN_QUARTER)
    }

    /// Whether `day` lies in it, both ends included.
    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        Self::of(day) == self
    }
}

/// The last of `months` calendar months that begin on `first_day`.
fn last_day(first_day: NaiveDate, months: u32) -> NaiveDate {
    first_day
        .checked_add_months(Months::new(months))
        .and_then(|next| next.checked_sub_days(Days::new(1)))
        .unwrap_or(NaiveDate::MAX)
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-Q{}", self.year, self.number)
    }
}

impl std::str::FromStr for Month {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (year, month) = text.split_once('-').ok_or(NotAPeriod)?;
        let day = NaiveDate::from_ymd_opt(number(year)?, number(month)?, 1).ok_or(NotAPeriod)?;
        Ok(Self::of(day))
    }
}

impl std::str::FromStr for Quarter {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (year, quarter) = text.split_once("-Q").ok_or(NotAPeriod)?;
        let year: i32 = number(year)?;
        let quarter: u32 = number(quarter)?;
        Self::of_year(year).into_iter().find(|one| one.number == quarter).ok_or(NotAPeriod)
    }
}

/// Digits only: no sign, no space.
fn number<T: std::str::FromStr>(digits: &str) -> Result<T, NotAPeriod> {
    if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NotAPeriod);
    }
    digits.parse().map_err(|_| NotAPeriod)
}

impl TryFrom<String> for Month {
    type Error = NotAPeriod;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl TryFrom<String> for Quarter {
    type Error = NotAPeriod;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

impl From<Quarter> for String {
    fn from(quarter: Quarter) -> Self {
        quarter.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn quarters_and_months_divide_the_year_without_gap() {
        for year in [2023, 2024, 2026] {
            let quarters = Quarter::of_year(year);
            assert_eq!(quarters[0].first_day(), NaiveDate::from_ymd_opt(year, 1, 1).unwrap());
            assert_eq!(quarters[3].last_day(), NaiveDate::from_ymd_opt(year, 12, 31).unwrap());
            for pair in quarters.windows(2) {
                assert_eq!(pair[0].last_day().succ_opt(), Some(pair[1].first_day()));
            }
            for quarter in quarters {
                let [first, _, last] = quarter.months();
                assert_eq!((first.first_day(), last.last_day()), (quarter.first_day(), quarter.last_day()));
                assert_eq!(quarter.to_string().parse(), Ok(quarter));
                assert_eq!(last.to_string().parse(), Ok(last));
            }
        }
        for no_period in ["2026-13", "2026-00", "2026", "2026-Q5", "2026-Q0", "-1-03", "2026-+3", ""] {
            assert!(no_period.parse::<Month>().is_err(), "{no_period}");
            assert!(no_period.parse::<Quarter>().is_err(), "{no_period}");
        }
    }

    proptest! {
        #[test]
        fn every_day_lies_in_its_month_and_its_quarter(days in 0i32..80_000) {
            let day = NaiveDate::from_num_days_from_ce_opt(700_000 + days).unwrap();
            let (month, quarter) = (Month::of(day), Quarter::of(day));
            prop_assert!(month.first_day() <= day && day <= month.last_day());
            prop_assert!(quarter.first_day() <= month.first_day() && month.last_day() <= quarter.last_day());
            prop_assert!(quarter.contains(day) && quarter.months().contains(&month));
        }
    }
}
