//! A pack: the rules of one source document, as its file states them.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};

use super::chart::StepEntry;
use super::{Alternative, Ask, Base, Finding};
use crate::reason::Reason;

/// Whether a clause binds, or says "generally".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Force {
    /// 应当、须: unmet, the step is not taken.
    Must,
    /// 一般: unmet, a committee may go on and says why.
    Generally,
}

/// Who made a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layer {
    /// A regulation for the whole country.
    Nation,
    /// A province's regulation.
    Province,
    /// The college's own practice, or this program's default until the college decides.
    College,
}

impl Layer {
    /// The word in packs, in sentences and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nation => "nation",
            Self::Province => "province",
            Self::College => "college",
        }
    }
}

/// How far a rule's text has been checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Number and article were seen in the text.
    Confirmed,
    /// The number was seen; the article is to be checked.
    ConfirmedNumber,
    /// Known from somebody else's account of the text.
    SecondHand,
    /// Taken over from the earlier text until the new one has been read.
    CarriedOver,
    /// A local practice, never a national rule.
    Practice,
    /// This program's own default; nobody outside stands behind it.
    Default,
    /// From memory only.
    Unconfirmed,
}

/// What sort of rule it is, and so which values it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A count between `min` and `max` or under `below`, `usual` being the upper end in most cases.
    CountRange,
    /// At most `value` after an event.
    Deadline,
    /// At least `value` long.
    MinDuration,
    /// At most `value` long.
    MaxDuration,
    /// At least `value` times in one `unit`.
    Cadence,
    /// At least once in every `value` units.
    Interval,
    /// At least `value` workdays, both ends of the window included.
    WindowWorkdays,
    /// A share, `numerator` of `denominator`: at least that, or more than that when `strict`.
    Share,
    /// One of `items`, or each of them.
    Enum,
    /// Something that has to be done or written.
    Document,
    /// Something that may not be done.
    Forbid,
}

/// What the values count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// People.
    Person,
    /// Units covered.
    Unit,
    /// Sides of a joint body.
    Side,
    /// Digits of a number.
    Digit,
    /// Courses attended.
    Course,
    /// Hours of study.
    ClassHour,
    /// Civil days.
    Day,
    /// Days on which work is done, by the calendar of public holidays.
    Workday,
    /// Calendar months.
    Month,
    /// Quarters of a year.
    Quarter,
    /// Years.
    Year,
    /// Years of age, counted from the day of birth.
    Age,
    /// Nothing is counted.
    None,
}

impl Measure {
    /// The word in packs, in sentences and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Unit => "unit",
            Self::Side => "side",
            Self::Digit => "digit",
            Self::Course => "course",
            Self::ClassHour => "class-hour",
            Self::Day => "day",
            Self::Workday => "workday",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Age => "age",
            Self::None => "none",
        }
    }
}

/// The numbers and words of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Values {
    /// The one number of a duration, a cadence or a deadline.
    pub value: Option<u32>,
    /// The least that is enough.
    pub min: Option<u32>,
    /// The most in the usual case.
    pub usual: Option<u32>,
    /// The most.
    pub max: Option<u32>,
    /// The first number that is too many.
    pub below: Option<u32>,
    /// The upper part of a share.
    pub numerator: Option<u32>,
    /// The lower part of a share.
    pub denominator: Option<u32>,
    /// Whether a share has to be exceeded, not only reached.
    pub strict: bool,
    /// The number of people a share is taken of.
    pub base: Option<Base>,
    /// The most in a special case, for a deadline.
    pub special: Option<u32>,
    /// A second length that satisfies the rule just as well.
    pub alternative: Option<Alternative>,
    /// The words of an enumeration.
    pub items: Vec<String>,
}

/// A rule's paraphrase in both languages, in our own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// One rule, with everything needed to cite it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// Its id, such as `BR-MIN`; unique among the rules in force on one day.
    pub id: String,
    /// The pack it stands in.
    pub pack: String,
    /// What sort of rule it is.
    pub kind: Kind,
    /// What the values count.
    pub unit: Measure,
    /// The numbers and words.
    pub values: Values,
    /// Whether it binds, or says "generally".
    pub force: Force,
    /// The force of the upper end, where it differs from that of the lower.
    pub upper_force: Option<Force>,
    /// The article; empty when there is none.
    pub article: String,
    /// Who made it.
    pub layer: Layer,
    /// How far it has been checked.
    pub status: Status,
    /// Where it was seen, as the pack's sources name it.
    pub sources: Vec<String>,
    /// The paraphrase.
    pub text: Words,
    /// Where it holds: `cn`, a province such as `cn-33`, `college`.
    pub jurisdiction: String,
    /// Where in a case of member development it is asked.
    pub asks: Vec<Ask>,
    /// The first day it holds.
    pub effective_from: NaiveDate,
    /// The first day it no longer holds.
    pub effective_until: Option<NaiveDate>,
}

impl Rule {
    /// The rule's answer: whether it is met, and the sentence with the numbers.
    #[must_use]
    pub fn finding(&self, met: bool, reason: Reason) -> Finding {
        Finding {
            rule: self.id.clone(),
            pack: self.pack.clone(),
            met,
            provisional: false,
            force: self.force,
            layer: self.layer,
            status: self.status,
            article: self.article.clone(),
            reason,
            due: None,
        }
    }

    /// The sentence of this rule for one outcome: `finding-BR-MIN-met`.
    #[must_use]
    pub fn reason(&self, outcome: &str) -> Reason {
        Reason::new(&format!("finding-{}-{outcome}", self.id))
    }

    /// Whether the rule holds on `day`.
    #[must_use]
    pub fn in_force_on(&self, day: NaiveDate) -> bool {
        self.effective_from <= day && self.effective_until.is_none_or(|until| day < until)
    }
}

/// One source document and its rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pack {
    /// Its id, which is also its file's name: `zbtl-2018`.
    pub id: String,
    /// The document's title, and an English rendering of it.
    pub title: Words,
    /// Who issued it.
    pub issuer: String,
    /// Its document number; empty when it has none or it is not known.
    pub doc_no: String,
    /// The day it was issued.
    pub issued: NaiveDate,
    /// The day it was published.
    pub published: Option<NaiveDate>,
    /// The first day it holds.
    pub effective_from: NaiveDate,
    /// The first day it no longer holds.
    pub effective_until: Option<NaiveDate>,
    /// The pack that took its place.
    pub superseded_by: Option<String>,
    /// Who made it.
    pub layer: Layer,
    /// Where it holds: `cn`, a province such as `cn-33`, `college`.
    pub jurisdiction: String,
    /// What a reader should know before relying on it.
    pub note: Option<Words>,
    /// Its rules, in the order of the file.
    pub rules: Vec<Rule>,
    /// Whether it holds only for the committees that take it over.
    pub optional: bool,
    /// The chart whose steps this pack's steps are put between.
    pub based_on: Option<String>,
    /// The steps it charts, in order; empty for a pack of rules alone.
    pub steps: Vec<StepEntry>,
}

/// The `[pack]` table of a file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PackHead {
    pub(super) id: String,
    pub(super) title: Words,
    pub(super) issuer: String,
    #[serde(default)]
    pub(super) doc_no: String,
    #[serde(deserialize_with = "civil_date")]
    pub(super) issued: NaiveDate,
    #[serde(default, deserialize_with = "some_civil_date")]
    pub(super) published: Option<NaiveDate>,
    #[serde(deserialize_with = "civil_date")]
    pub(super) effective_from: NaiveDate,
    #[serde(default, deserialize_with = "some_civil_date")]
    pub(super) effective_until: Option<NaiveDate>,
    pub(super) superseded_by: Option<String>,
    pub(super) layer: Layer,
    pub(super) jurisdiction: String,
    #[serde(default)]
    pub(super) optional: bool,
    pub(super) based_on: Option<String>,
    pub(super) note: Option<Words>,
}

/// One `[[rule]]` table of a file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleEntry {
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) unit: Measure,
    pub(super) value: Option<u32>,
    pub(super) min: Option<u32>,
    pub(super) usual: Option<u32>,
    pub(super) max: Option<u32>,
    pub(super) below: Option<u32>,
    pub(super) numerator: Option<u32>,
    pub(super) denominator: Option<u32>,
    #[serde(default)]
    pub(super) strict: bool,
    pub(super) base: Option<Base>,
    pub(super) special: Option<u32>,
    pub(super) alternative: Option<Alternative>,
    #[serde(default)]
    pub(super) items: Vec<String>,
    #[serde(default)]
    pub(super) asks: Vec<Ask>,
    pub(super) force: Force,
    pub(super) upper_force: Option<Force>,
    pub(super) article: String,
    pub(super) status: Status,
    pub(super) sources: Vec<String>,
    pub(super) text: Words,
}

fn civil_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let written = toml::value::Datetime::deserialize(deserializer)?;
    written.to_string().parse().map_err(|_| serde::de::Error::custom("a date without a time is needed"))
}

fn some_civil_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    civil_date(deserializer).map(Some)
}
