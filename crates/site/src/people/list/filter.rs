//! Which people a list is asked for.

use chrono::NaiveDate;
use gongjian_domain::organisation::side::SideKind;
use gongjian_domain::people::stage::Stage;
use gongjian_domain::reason::Reason;
use gongjian_domain::script;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::web::{AppError, FieldError};

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
    /// When a word in it means nothing.
    pub fn read(&self, today: NaiveDate) -> Result<Wanted, AppError> {
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
}
