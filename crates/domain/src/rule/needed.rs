//! The rules the program itself asks, typed: what a procedure holds instead of an id.

use chrono::{Days, Months, NaiveDate};

use super::book::Shelf;
use super::{Force, Measure, Rule, RuleBookError};

const MONTHS_IN_YEAR: u32 = 12;

/// A rule with one number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// The rule.
    pub rule: Rule,
    /// Its number, in the rule's unit.
    pub value: u32,
}

/// A rule about a number with a lower end, a usual upper end and an outer one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Size {
    /// The rule.
    pub rule: Rule,
    /// The least that is enough; the rule's `force` speaks of this end.
    pub min: u32,
    /// The most in the usual case.
    pub usual: u32,
    /// The most.
    pub max: u32,
    /// The force of the upper end.
    pub upper_force: Force,
}

/// A rule about a length of civil time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The rule.
    pub rule: Rule,
    /// How many of the rule's unit: days, months or years.
    pub value: u32,
}

impl Span {
    /// The day this much after `from`, day 0 being `from` itself.
    ///
    /// Months and years keep the day of the month and are clamped to the
    /// month's end: 31 January and one month is the last day of February.
    /// None when the day would leave the calendar.
    #[must_use]
    pub fn after(&self, from: NaiveDate) -> Option<NaiveDate> {
        match self.rule.unit {
            Measure::Day => from.checked_add_days(Days::new(u64::from(self.value))),
            _ => from.checked_add_months(Months::new(self.in_months())),
        }
    }

    /// The same length in months; 0 for one counted in days.
    #[must_use]
    pub fn in_months(&self) -> u32 {
        match self.rule.unit {
            Measure::Year | Measure::Age => self.value.saturating_mul(MONTHS_IN_YEAR),
            Measure::Month => self.value,
            _ => 0,
        }
    }
}

/// One rule through the packs that follow one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated<T> {
    first: (NaiveDate, T),
    later: Vec<(NaiveDate, T)>,
}

impl<T> Dated<T> {
    fn all(&self) -> impl Iterator<Item = &T> {
        std::iter::once(&self.first).chain(&self.later).map(|(_, rule)| rule)
    }

    /// The rule in force on `day`; the first one also for the days before it.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> &T {
        self.later.iter().rev().find(|(from, _)| *from <= day).map_or(&self.first.1, |(_, rule)| rule)
    }
}

/// What the founding of a joint branch asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundingRules {
    /// BR-MIN: full members a branch needs.
    pub full_members: Limit,
    /// BR-MAX: members of one branch.
    pub members: Limit,
    /// BR-JOINT: units one joint branch covers.
    pub units: Limit,
    /// BR-JOINT-FEW: the units a joint branch is meant for have fewer full members than this.
    pub few: Limit,
    /// BR-APPROVE: the time for the reply.
    pub reply: Span,
    /// BR-COMM: from how many full members a committee is set up.
    pub committee_from: Limit,
    /// BR-COMM-N: how many sit on it.
    pub committee_size: Size,
    /// BR-NOCOMM: the secretary and perhaps a deputy where there is no committee.
    pub no_committee: Size,
    /// BR-POSTS: the posts of a committee.
    pub posts: Rule,
    /// JB-SIGN: somebody on each side who confirms for it.
    pub signatory: Rule,
}

impl FoundingRules {
    pub(super) fn from_shelf(shelf: &Shelf) -> Result<Self, RuleBookError> {
        Ok(Self {
            full_members: least(shelf, "BR-MIN")?,
            members: most(shelf, "BR-MAX")?,
            units: most(shelf, "BR-JOINT")?,
            few: under(shelf, "BR-JOINT-FEW")?,
            reply: span(shelf, "BR-APPROVE")?,
            committee_from: least(shelf, "BR-COMM")?,
            committee_size: size(shelf, "BR-COMM-N")?,
            no_committee: size(shelf, "BR-NOCOMM")?,
            posts: needed(shelf, "BR-POSTS")?.clone(),
            signatory: needed(shelf, "JB-SIGN")?.clone(),
        })
    }
}

/// What meetings ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingRules {
    /// MT-ZTDR: theme days in a month.
    pub theme_day: Limit,
    /// JB-CONFIRM: the sides that confirm the minutes.
    pub confirm: Rule,
}

impl MeetingRules {
    pub(super) fn from_shelf(shelf: &Shelf) -> Result<Self, RuleBookError> {
        Ok(Self { theme_day: counted(shelf, "MT-ZTDR")?, confirm: needed(shelf, "JB-CONFIRM")?.clone() })
    }
}

/// What the two mentors and their observations are asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MentorRules {
    /// PD-MENTOR: how many mentors an activist has at most, full members all.
    pub mentors: Limit,
    /// DM-1: one mentor from each side.
    pub each_side: Rule,
    /// DM-2: each side writes its own form for every half year.
    pub each_form: Rule,
    /// DM-4: the mentor's own organisation agrees where it is another one.
    pub consent: Rule,
    /// PD-REVIEW6, later PD26-REVIEW: how often an observation is due.
    pub interval: Dated<Span>,
}

impl MentorRules {
    pub(super) fn from_shelf(shelf: &Shelf) -> Result<Self, RuleBookError> {
        Ok(Self {
            mentors: most(shelf, "PD-MENTOR")?,
            each_side: needed(shelf, "DM-1")?.clone(),
            each_form: needed(shelf, "DM-2")?.clone(),
            consent: needed(shelf, "DM-4")?.clone(),
            interval: dated(shelf, &["PD-REVIEW6", "PD26-REVIEW"])?,
        })
    }

    /// The rules asked that no step of a chart asks.
    pub(super) fn beside_the_chart(&self) -> [&Rule; 2] {
        [&self.each_form, &self.consent]
    }
}

/// What a placement in an enterprise is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacementRules {
    /// IN-AGREE: the agreement of the three parties, before the first day.
    pub agreement: Rule,
    /// IN-LEN: how long a placement in a post generally lasts at most.
    pub length: Span,
    /// IN-AGE16: the age somebody on placement has reached.
    pub age: Span,
}

impl PlacementRules {
    pub(super) fn from_shelf(shelf: &Shelf) -> Result<Self, RuleBookError> {
        Ok(Self {
            agreement: needed(shelf, "IN-AGREE")?.clone(),
            length: span(shelf, "IN-LEN")?,
            age: span(shelf, "IN-AGE16")?,
        })
    }
}

/// What the import of a roster asks of a person's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterRules {
    /// PD-AGE: the age an applicant has reached.
    pub adult: Dated<Span>,
    /// PD-PROB, later PD26-PROB: how long probation lasts.
    pub probation: Dated<Span>,
}

impl RosterRules {
    /// Whether `rule` is one of these, in whichever of the packs that followed one another.
    pub(super) fn asks(&self, rule: &Rule) -> bool {
        self.adult.all().chain(self.probation.all()).any(|span| span.rule == *rule)
    }

    /// The age, in full years, somebody who applied on `day` should have reached.
    #[must_use]
    pub fn application_age(&self, day: NaiveDate) -> u32 {
        self.adult.on(day).value
    }

    /// The length, in months, of a probation that began on `day`.
    #[must_use]
    pub fn probation_months(&self, day: NaiveDate) -> u32 {
        self.probation.on(day).in_months()
    }

    pub(super) fn from_shelf(shelf: &Shelf) -> Result<Self, RuleBookError> {
        Ok(Self { adult: dated(shelf, &["PD-AGE"])?, probation: dated(shelf, &["PD-PROB", "PD26-PROB"])? })
    }
}

fn needed<'a>(shelf: &'a Shelf, id: &str) -> Result<&'a Rule, RuleBookError> {
    shelf.find(id).ok_or_else(|| RuleBookError::Missing { rule: id.to_owned() })
}

fn number(rule: &Rule, name: &'static str, value: Option<u32>) -> Result<u32, RuleBookError> {
    value.ok_or_else(|| RuleBookError::BadRule {
        pack: rule.pack.clone(),
        rule: rule.id.clone(),
        detail: format!("the program needs `{name}` here"),
    })
}

fn limit(
    shelf: &Shelf,
    id: &str,
    name: &'static str,
    pick: fn(&Rule) -> Option<u32>,
) -> Result<Limit, RuleBookError> {
    let rule = needed(shelf, id)?;
    Ok(Limit { value: number(rule, name, pick(rule))?, rule: rule.clone() })
}

fn least(shelf: &Shelf, id: &str) -> Result<Limit, RuleBookError> {
    limit(shelf, id, "min", |rule| rule.values.min)
}

fn most(shelf: &Shelf, id: &str) -> Result<Limit, RuleBookError> {
    limit(shelf, id, "max", |rule| rule.values.max)
}

fn under(shelf: &Shelf, id: &str) -> Result<Limit, RuleBookError> {
    limit(shelf, id, "below", |rule| rule.values.below)
}

fn counted(shelf: &Shelf, id: &str) -> Result<Limit, RuleBookError> {
    limit(shelf, id, "value", |rule| rule.values.value)
}

fn size(shelf: &Shelf, id: &str) -> Result<Size, RuleBookError> {
    let rule = needed(shelf, id)?;
    Ok(Size {
        min: number(rule, "min", rule.values.min)?,
        usual: number(rule, "usual", rule.values.usual)?,
        max: number(rule, "max", rule.values.max)?,
        upper_force: rule.upper_force.unwrap_or(rule.force),
        rule: rule.clone(),
    })
}

fn length(rule: &Rule) -> Result<Span, RuleBookError> {
    if !matches!(rule.unit, Measure::Day | Measure::Month | Measure::Year | Measure::Age) {
        return Err(RuleBookError::BadRule {
            pack: rule.pack.clone(),
            rule: rule.id.clone(),
            detail: "the program needs a length in days, months or years here".to_owned(),
        });
    }
    Ok(Span { value: number(rule, "value", rule.values.value)?, rule: rule.clone() })
}

fn span(shelf: &Shelf, id: &str) -> Result<Span, RuleBookError> {
    length(needed(shelf, id)?)
}

fn dated(shelf: &Shelf, ids: &[&str]) -> Result<Dated<Span>, RuleBookError> {
    let mut found = shelf
        .rules()
        .filter(|rule| ids.contains(&rule.id.as_str()))
        .map(|rule| Ok((rule.effective_from, length(rule)?)))
        .collect::<Result<Vec<_>, RuleBookError>>()?;
    found.sort_by_key(|(from, _)| *from);
    let mut in_order = found.into_iter();
    let first = in_order.next().ok_or_else(|| RuleBookError::Missing { rule: ids.join(", ") })?;
    Ok(Dated { first, later: in_order.collect() })
}
