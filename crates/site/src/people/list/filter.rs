//! Which people a list is asked for.

use chrono::NaiveDate;
use gongjian_domain::organisation::side::SideKind;
use gongjian_domain::people::identity_number;
use gongjian_domain::people::stage::Stage;
use gongjian_domain::reason::Reason;
use gongjian_domain::script;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::web::{AppError, FieldError};

/// Digits of a mobile number on the mainland; the first is a 1.
const MOBILE: usize = 11;

/// The filter of the list of people, as it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PeopleFilter {
    /// Part of a name, pinyin initials, or the beginning of a staff number.
    #[serde(default, deserialize_with = "crate::web::typed::sent_words")]
    pub q: String,
    /// People of this Party organisation and of those below it.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub organisation: Option<Uuid>,
    /// `applicant`, `activist`, `target`, `probationary` or `full`.
    #[serde(default)]
    pub stage: String,
    /// Members on a side of this kind: `school`, `enterprise`, `association` or `other`.
    #[serde(default)]
    pub side: String,
    /// People affiliated with this unit.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub unit: Option<Uuid>,
    /// As it was on this day.
    #[serde(default, deserialize_with = "crate::web::typed::sent_day")]
    pub as_of: Option<NaiveDate>,
    /// What follows the person with this id.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub after: Option<Uuid>,
}

/// What was typed into the search field, by its look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Search {
    /// A part of a name.
    Name(String),
    /// The beginning of a name's pinyin initials; a Latin name is its own.
    Initials(String),
    /// The beginning of a staff number.
    StaffNumber(String),
}

impl Search {
    /// Reads what was typed; nothing when it is blank.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = script::compact(text);
        if text.is_empty() {
            None
        } else if text.chars().any(|c| c.is_ascii_digit()) {
            Some(Self::StaffNumber(text))
        } else if text.is_ascii() {
            Some(Self::Initials(text.to_ascii_lowercase()))
        } else {
            Some(Self::Name(text))
        }
    }
}

/// Why what was typed was not looked for. It stands in an address, and addresses stay in the histories of browsers
/// and in the logs of proxies; so it is not repeated either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotSearched {
    /// It reads as an identity number. No staff number and no code does, so nothing is lost.
    IdentityNumber,
    /// It reads as a mobile number, which nobody is found by. A staff number may read the same way, so it is looked
    /// for as one first, and this is said only when nothing has it.
    Phone,
}

impl NotSearched {
    /// The word in the interface and in the keys of the sentences.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IdentityNumber => "identity_number",
            Self::Phone => "phone",
        }
    }

    /// Why `typed` is not looked for at all.
    #[must_use]
    pub fn before(typed: &str, today: NaiveDate) -> Option<Self> {
        identity_number::is_meant(typed, today).then_some(Self::IdentityNumber)
    }

    /// What is to be said when `typed` was looked for and not found.
    #[must_use]
    pub fn after(typed: &str) -> Option<Self> {
        let typed = script::compact(typed);
        let mobile = typed.len() == MOBILE && typed.starts_with('1');
        (mobile && typed.bytes().all(|place| place.is_ascii_digit())).then_some(Self::Phone)
    }
}

/// The filter, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// What is searched for.
    pub search: Option<Search>,
    /// The organisation, with everything below it.
    pub organisation: Option<Uuid>,
    /// The stage.
    pub stage: Option<Stage>,
    /// The kind of side.
    pub side: Option<SideKind>,
    /// The unit.
    pub unit: Option<Uuid>,
    /// An earlier or later day to look at; none for today.
    pub as_of: Option<NaiveDate>,
    /// Today: rights are asked for today whatever day is looked at.
    pub today: NaiveDate,
}

impl Wanted {
    /// The day looked at.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        self.as_of.unwrap_or(self.today)
    }
}

impl PeopleFilter {
    /// Reads the filter.
    ///
    /// # Errors
    ///
    /// When a word in it means nothing, or an identity number is looked for.
    pub fn read(&self, today: NaiveDate) -> Result<Wanted, AppError> {
        if let Some(why) = NotSearched::before(&self.q, today) {
            let reason = Reason::new(&format!("search-not-{}", why.as_str()));
            return Err(AppError::Invalid(vec![FieldError::new("q", reason)]));
        }
        let unknown =
            |field| AppError::Invalid(vec![FieldError::new(field, Reason::new("filter-unknown-word"))]);
        let stage = match self.stage.as_str() {
            "" => None,
            word => Some(Stage::parse(word).ok_or_else(|| unknown("stage"))?),
        };
        let side = match self.side.as_str() {
            "" => None,
            word => Some(SideKind::parse(word).ok_or_else(|| unknown("side"))?),
        };
        Ok(Wanted {
            search: Search::parse(&self.q),
            organisation: self.organisation,
            stage,
            side,
            unit: self.unit,
            as_of: self.as_of.filter(|day| *day != today),
            today,
        })
    }

    /// The address of `path` with this filter, without the page; keys and values are plain words.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        let uuid = |id: &Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        let pairs = [
            ("q", self.q.clone()),
            ("organisation", uuid(&self.organisation)),
            ("stage", self.stage.clone()),
            ("side", self.side.clone()),
            ("unit", uuid(&self.unit)),
            ("as_of", self.as_of.map(|day| day.to_string()).unwrap_or_default()),
        ];
        crate::web::paging::address(path, &pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_a_name_initials_or_a_number_by_its_look() {
        assert_eq!(Search::parse(" 李 雷 "), Some(Search::Name("李雷".into())));
        assert_eq!(Search::parse("ZGJ"), Some(Search::Initials("zgj".into())));
        assert_eq!(Search::parse("Li Lei"), Some(Search::Initials("lilei".into())));
        assert_eq!(Search::parse("２０１９"), Some(Search::StaffNumber("2019".into())));
        assert_eq!(Search::parse("𠮷"), Some(Search::Name("𠮷".into())));
        assert_eq!(Search::parse(" \u{3000} "), None);
    }

    #[test]
    fn eleven_digits_are_a_staff_number_until_nothing_has_it() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        for (typed, before, after) in [
            ("13812345678", None, Some(NotSearched::Phone)),
            (" 138 1234 5678", None, Some(NotSearched::Phone)),
            ("20190010001", None, None),
            ("1381234567", None, None),
            ("11010120000101001x", Some(NotSearched::IdentityNumber), None),
        ] {
            assert_eq!(
                (NotSearched::before(typed, today), NotSearched::after(typed)),
                (before, after),
                "{typed}"
            );
        }
    }
}
