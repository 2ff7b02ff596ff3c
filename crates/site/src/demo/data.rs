//! What the demonstration says: the files of `data/`, with years and days as of the day they are read.

use std::collections::BTreeMap;

use chrono::{Datelike, Days as Count, NaiveDate};
use gongjian_domain::organisation::side::SideKind;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::DemoError;
use super::cases::Cases;
use super::days::Days;
use crate::job::papers::Paper;

macro_rules! file {
    ($name:literal) => {
        // The name a file is brought under, and what is in it.
        ($name, include_str!(concat!("data/", $name)))
    };
}

const UNITS: File = file!("units.csv");
const ORGANISATIONS: File = file!("organisations.csv");
const ROSTERS: [(&str, File); 4] = [
    ("020100", file!("roster-college.csv")),
    ("020300", file!("roster-park.csv")),
    ("020400", file!("roster-market.csv")),
    ("020500", file!("roster-association.csv")),
];
const ACTIVISTS: File = file!("roster-activists.csv");
const STUDENTS: File = file!("roster-students.csv");
const REGISTER: File = file!("register.toml");
const FOUNDING: File = file!("founding.toml");
const THEME_DAYS: File = file!("theme_days.toml");
const CASES: File = file!("cases.toml");
const ACCOUNTS: File = file!("accounts.toml");

/// A file's name and text.
type File = (&'static str, &'static str);

/// Everything the demonstration says.
pub(super) struct Data {
    /// When it happened.
    pub(super) days: Days,
    /// Units, then Party organisations.
    pub(super) organisations: [Paper; 2],
    /// The rosters of the beginning, by the code of the organisation they are brought for.
    pub(super) rosters: Vec<(&'static str, Paper)>,
    /// The activists who joined the branch soon after its founding.
    pub(super) activists: Paper,
    /// This term's students; two rows of it are refused.
    pub(super) students: Paper,
    /// Ties and offices.
    pub(super) register: Register,
    /// The branch founded and the one still planned.
    pub(super) foundings: Foundings,
    /// The theme days.
    pub(super) theme_days: ThemeDays,
    /// Those on the way to membership.
    pub(super) cases: Cases,
    /// The accounts.
    pub(super) accounts: Accounts,
}

impl Data {
    /// Reads everything as of `today`.
    ///
    /// # Errors
    ///
    /// When a file does not parse.
    pub(super) fn read(today: NaiveDate) -> Result<Self, DemoError> {
        let register: Register = parsed(REGISTER, today)?;
        let paper = |file: File| paper(file, &register, today);
        let theme_days: ThemeDays = parsed(THEME_DAYS, today)?;
        let week_of = |month: u32| theme_days.of_month(month).map_or(3, |one| one.week);
        Ok(Self {
            days: Days::of(today, week_of),
            organisations: [paper(UNITS)?, paper(ORGANISATIONS)?],
            rosters: ROSTERS
                .into_iter()
                .map(|(code, file)| Ok((code, paper(file)?)))
                .collect::<Result<_, DemoError>>()?,
            activists: paper(ACTIVISTS)?,
            students: paper(STUDENTS)?,
            register,
            foundings: parsed(FOUNDING, today)?,
            theme_days,
            cases: parsed(CASES, today)?,
            accounts: accounts(today)?,
        })
    }
}

/// The accounts alone, for the page on which they are offered.
///
/// # Errors
///
/// When the file does not parse.
pub(super) fn accounts(today: NaiveDate) -> Result<Accounts, DemoError> {
    parsed(ACCOUNTS, today)
}

fn parsed<T: DeserializeOwned>((name, text): File, today: NaiveDate) -> Result<T, DemoError> {
    toml::from_str(&dated(text, today)?).map_err(|error| DemoError::data(format!("{name}: {error}")))
}

/// The file as somebody brings it, under the name it has on that desk.
fn paper((name, text): File, register: &Register, today: NaiveDate) -> Result<Paper, DemoError> {
    let called = register.files.get(name).ok_or_else(|| DemoError::data(format!("{name} has no name")))?;
    Ok(Paper { name: called.clone(), bytes: dated(text, today)?.into_bytes() })
}

/// `text` with the year of `{y+1}` and the day of `{-52d}` in it. Other braces stay for whoever knows them.
fn dated(text: &str, today: NaiveDate) -> Result<String, DemoError> {
    let mut parts = text.split('{');
    let mut done = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (inside, rest) = part.split_once('}').ok_or_else(|| DemoError::data("a brace is not closed"))?;
        match date_of(inside, today) {
            Some(date) => done.push_str(&date),
            None => done.extend(["{", inside, "}"]),
        }
        done.push_str(rest);
    }
    Ok(done)
}

fn date_of(word: &str, today: NaiveDate) -> Option<String> {
    if let Some(years) = word.strip_prefix('y') {
        return Some((today.year() + years.parse::<i32>().ok()?).to_string());
    }
    let days = word.strip_prefix('-')?.strip_suffix('d')?.parse().ok()?;
    Some(today.checked_sub_days(Count::new(days))?.to_string())
}

/// Ties between units and offices.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Register {
    files: BTreeMap<String, String>,
    pub(super) relation: Vec<Relation>,
    pub(super) office: Vec<Office>,
}

/// A lasting tie between two units.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Relation {
    pub(super) unit: String,
    pub(super) other: String,
    pub(super) kind: String,
    pub(super) from: NaiveDate,
    pub(super) note: String,
}

/// An office of an organisation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Office {
    pub(super) organisation: String,
    pub(super) name: String,
    pub(super) person: String,
}

/// The branch founded and the one still planned.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Foundings {
    pub(super) branch: Branch,
    pub(super) planned: Branch,
}

/// A joint branch as it is planned.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Branch {
    pub(super) name: String,
    pub(super) code: String,
    pub(super) above: String,
    /// The number of the written reply.
    #[serde(default)]
    pub(super) reply: String,
    /// Why the committee went beyond what is generally so.
    #[serde(default)]
    pub(super) reason: String,
    pub(super) side: Vec<Side>,
    pub(super) committee: Committee,
}

/// A side of a planned branch.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Side {
    pub(super) kind: SideKind,
    pub(super) name: String,
    /// Who chooses the people.
    pub(super) home: String,
    /// The branch they leave.
    pub(super) from: String,
    pub(super) units: Vec<String>,
    pub(super) signatory: String,
    pub(super) people: Vec<String>,
}

/// Who leads a planned branch.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Committee {
    pub(super) size: u32,
    pub(super) secretary: String,
    pub(super) deputy: String,
    pub(super) organisation: Option<String>,
    pub(super) publicity: Option<String>,
    pub(super) discipline: Option<String>,
}

/// All theme days.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ThemeDays {
    year: Vec<Monthly>,
    pub(super) waiting: ThemeDay,
    pub(super) invited: ThemeDay,
    pub(super) planned: ThemeDay,
    pub(super) branch: Vec<Elsewhere>,
}

impl ThemeDays {
    /// The theme day of the month with this number.
    pub(super) fn of_month(&self, month: u32) -> Option<&Monthly> {
        self.year.iter().find(|one| one.month == month)
    }
}

/// The theme day of one month of the calendar.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Monthly {
    month: u32,
    /// On which Thursday of the month.
    week: u8,
    pub(super) day: ThemeDay,
}

/// The theme day of a branch without sides.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Elsewhere {
    pub(super) organisation: String,
    pub(super) day: ThemeDay,
}

/// A theme day: what was planned, who was there, what was written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ThemeDay {
    /// The side whose secretary plans it and writes the minutes; none for a branch without sides.
    pub(super) by: Option<SideKind>,
    pub(super) title: String,
    pub(super) theme: String,
    pub(super) agenda: Vec<String>,
    pub(super) place: String,
    #[serde(default = "usual_beginning")]
    pub(super) from: String,
    #[serde(default = "usual_end")]
    pub(super) until: String,
    #[serde(default)]
    pub(super) minutes: String,
    #[serde(default)]
    pub(super) resolutions: Vec<String>,
    /// Who was on leave, and why.
    #[serde(default)]
    pub(super) leave: Vec<(String, String)>,
    #[serde(default)]
    pub(super) absent: Vec<String>,
    /// Who has said to come, before the day.
    #[serde(default)]
    pub(super) coming: Vec<String>,
    /// Guests of other organisations.
    #[serde(default)]
    pub(super) guests: Vec<String>,
    /// Visitors known by name, and where they come from.
    #[serde(default)]
    pub(super) visitors: Vec<(String, String)>,
    pub(super) returned: Option<Returned>,
    pub(super) addendum: Option<Added>,
}

/// Why minutes were sent back, and the text that was confirmed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Returned {
    pub(super) comment: String,
    pub(super) minutes: String,
}

/// What was added after every side had confirmed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Added {
    pub(super) side: SideKind,
    pub(super) text: String,
}

fn usual_beginning() -> String {
    "14:30".to_owned()
}

fn usual_end() -> String {
    "16:30".to_owned()
}

/// The accounts and the password they share.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Accounts {
    pub(super) password: String,
    pub(super) account: Vec<Account>,
}

/// An account that is offered.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Account {
    pub(super) name: String,
    pub(super) person: String,
    /// The number on the rosters; none for an administrator.
    pub(super) number: Option<String>,
    pub(super) administers: Option<String>,
    pub(super) role: String,
    pub(super) group: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn years_and_days_follow_the_day_they_are_read() {
        let read = dated("{y-2}0051,{-52d},{month},{y+1}-09-01", day("2026-11-24")).unwrap();
        assert_eq!(read, "20240051,2026-10-03,{month},2027-09-01");
        assert!(dated("{y", day("2026-11-24")).is_err());
    }

    #[test]
    fn every_month_of_the_calendar_has_a_theme_day_with_minutes_and_resolutions() {
        let data = Data::read(day("2026-11-24")).unwrap();
        for month in 1..=12 {
            let one = data.theme_days.of_month(month).unwrap();
            // The first Thursday may be a holiday, the fifth is not always there.
            assert!((2..=4).contains(&one.week), "{month}");
            assert!(!one.day.minutes.is_empty() && !one.day.resolutions.is_empty(), "{month}");
            assert!(one.day.by.is_some(), "{month}");
        }
    }
}
