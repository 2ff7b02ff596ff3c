//! The theme day 主题党日: held every month, confirmed by every side.

use chrono::{Datelike, Months, NaiveDate};

use super::book::Month;
use super::{Meeting, Party, Signature};
use crate::rule::{Finding, MeetingRules};

/// A theme day as the branch book knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The day.
    pub on: NaiveDate,
    /// Whether every side has confirmed it.
    pub confirmed: bool,
}

/// Whether a month had its theme day (MT-ZTDR).
///
/// It is met by theme days every side has confirmed. One that was held and
/// still waits for a side, and a month that is not over, leave it provisional;
/// the month's last day is still in time.
#[must_use]
pub fn held_in(month: Month, held: &[Held], today: NaiveDate, rules: &MeetingRules) -> Finding {
    let rule = &rules.theme_day.rule;
    let least = rules.theme_day.value;
    let count = |wanted: fn(&Held) -> bool| {
        let days = held.iter().filter(|one| month.contains(one.on) && wanted(one));
        days.fold(0, |sum: u32, _| sum.saturating_add(1))
    };
    let (confirmed, waiting) = (count(|one| one.confirmed), count(|one| !one.confirmed));
    let due = month.last_day();
    let finding = |met: bool, word: &str| {
        let reason = rule
            .reason(word)
            .with("year", month.year().to_string())
            .with("month", month.number())
            .with("period", month.to_string())
            .with("held", confirmed.saturating_add(waiting))
            .with("confirmed", confirmed)
            .with("min", least)
            .with("due", due);
        rule.finding(met, reason).due(Some(due))
    };
    if confirmed >= least {
        finding(true, "met")
    } else if confirmed.saturating_add(waiting) >= least {
        finding(false, "waiting").provisional()
    } else if today <= due {
        finding(false, "open").provisional()
    } else {
        finding(false, "unmet")
    }
}

/// The day a branch would hold its next theme day on by habit: the day of the month it held the
/// last one on, in the first month that has none in `taken` and where that day is not over.
///
/// Within a year from `today`, which itself is still in time. A month without such a day gives its last.
#[must_use]
pub fn usual_day(last: NaiveDate, taken: &[NaiveDate], today: NaiveDate) -> Option<NaiveDate> {
    let first = Month::of(today).first_day();
    let months = (0..MONTHS_AHEAD).filter_map(|ahead| first.checked_add_months(Months::new(ahead)));
    months
        .filter(|month| taken.iter().all(|day| Month::of(*day) != Month::of(*month)))
        .map(|month| month.with_day(last.day()).unwrap_or(Month::of(month).last_day()))
        .find(|day| *day >= today)
}

const MONTHS_AHEAD: u32 = 12;

/// Whether every party has confirmed the minutes (JB-CONFIRM); provisional while one has not.
#[must_use]
pub fn confirmed_by_all(meeting: &Meeting, rules: &MeetingRules) -> Finding {
    let signatures: &[Signature] = meeting.state.signatures();
    let signed = |party: &&Party| signatures.iter().any(|signature| signature.side == party.side);
    let seals = |parties: Vec<&Party>| {
        parties.iter().map(|party| party.seal.to_string()).collect::<Vec<_>>().join("、")
    };
    let (done, missing): (Vec<&Party>, Vec<&Party>) = meeting.parties.iter().partition(signed);
    let met = missing.is_empty();
    let reason = rules
        .confirm
        .reason(if met { "met" } else { "unmet" })
        .with("done", seals(done))
        .with("missing", seals(missing));
    let finding = rules.confirm.finding(met, reason);
    if met { finding } else { finding.provisional() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_branch_keeps_its_day_of_the_month_and_skips_months_that_have_a_theme_day() {
        let usual = |last: &str, taken: &[&str], today: &str| {
            let taken: Vec<_> = taken.iter().map(|one| day(one)).collect();
            usual_day(day(last), &taken, day(today))
        };
        assert_eq!(usual("2026-10-26", &[], "2026-11-24"), Some(day("2026-11-26")));
        assert_eq!(usual("2026-10-24", &[], "2026-11-24"), Some(day("2026-11-24")));
        assert_eq!(usual("2026-10-05", &[], "2026-11-24"), Some(day("2026-12-05")));
        assert_eq!(usual("2026-11-26", &["2026-11-03", "2026-12-08"], "2026-11-24"), Some(day("2027-01-26")));
        assert_eq!(usual("2026-10-31", &["2027-01-31"], "2027-01-31"), Some(day("2027-02-28")));
    }
}
