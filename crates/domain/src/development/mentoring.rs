//! Two mentors 双培养人: who may be one, in which order they are offered, and from when to when.
//!
//! An activist has one mentor on the school's side and one on the enterprise's. A mentor is a full
//! member on that side, never the activist and never both mentors at once; where the mentor belongs
//! to another Party organisation, that organisation agrees first, and until it has, nobody is a mentor yet.

use std::cmp::Reverse;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::kinds::{OrganisationId, PersonId, UnitId};
use crate::organisation::side::SideKind;
use crate::organisation::unit::UnitKind;
use crate::people::stage::Stage;
use crate::reason::Reason;
use crate::rule::{Finding, MentorRules};

/// The side a mentor sees the activist from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MentorSide {
    /// 校: study and conduct at school.
    School,
    /// 企: practice in the enterprise.
    Enterprise,
}

impl MentorSide {
    /// Both, the school first.
    pub const ALL: [Self; 2] = [Self::School, Self::Enterprise];

    /// The word in tables and addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::School => "school",
            Self::Enterprise => "enterprise",
        }
    }

    /// The side stored as `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.as_str() == word)
    }

    /// The side somebody in a unit of this kind sees from; none for an authority.
    #[must_use]
    pub const fn of(unit: UnitKind) -> Option<Self> {
        match unit {
            UnitKind::School | UnitKind::College => Some(Self::School),
            UnitKind::Enterprise | UnitKind::Association | UnitKind::Park => Some(Self::Enterprise),
            UnitKind::Authority => None,
        }
    }

    /// The kind of side whose seal it bears.
    #[must_use]
    pub const fn kind(self) -> SideKind {
        match self {
            Self::School => SideKind::School,
            Self::Enterprise => SideKind::Enterprise,
        }
    }
}

/// A stretch of civil days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Term {
    /// Its first day.
    pub from: NaiveDate,
    /// The first day that no longer belongs to it; none while it runs on.
    pub until: Option<NaiveDate>,
}

impl Term {
    /// From `from` on, without an end.
    #[must_use]
    pub const fn open(from: NaiveDate) -> Self {
        Self { from, until: None }
    }

    /// From `from` to the day before `until`; none when that is not a single day.
    #[must_use]
    pub fn new(from: NaiveDate, until: Option<NaiveDate>) -> Option<Self> {
        until.is_none_or(|until| from < until).then_some(Self { from, until })
    }

    /// Whether `day` belongs to it.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }

    /// Whether a day belongs to both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let begins_before_end = |a: &Self, b: &Self| b.until.is_none_or(|until| a.from < until);
        begins_before_end(self, other) && begins_before_end(other, self)
    }
}

/// Whether the mentor's own Party organisation agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Consent {
    /// The mentor belongs to the activist's own branch.
    NotNeeded,
    /// The organisation is asked.
    Asked,
    /// It agreed.
    Given {
        /// Who said so for it.
        by: PersonId,
        /// When.
        on: NaiveDate,
    },
    /// It did not agree.
    Refused {
        /// Who said so for it.
        by: PersonId,
        /// When.
        on: NaiveDate,
    },
}

impl Consent {
    /// The word in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotNeeded => "not_needed",
            Self::Asked => "asked",
            Self::Given { .. } => "given",
            Self::Refused { .. } => "refused",
        }
    }

    /// Whether nothing stands in the way any more.
    #[must_use]
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::NotNeeded | Self::Given { .. })
    }
}

/// One person as the mentor of one side for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assignment {
    /// The mentor.
    pub mentor: PersonId,
    /// The side.
    pub side: MentorSide,
    /// The unit the mentor works in.
    pub unit: Option<UnitId>,
    /// From when to when.
    pub term: Term,
    /// Whether the mentor's own organisation agreed.
    pub consent: Consent,
}

impl Assignment {
    /// Whether the mentor sees the activist on `day`: within the term, the first day and the last
    /// included, and never before the mentor's own organisation agreed.
    #[must_use]
    pub fn runs_on(&self, day: NaiveDate) -> bool {
        self.consent.is_settled() && self.term.contains(day)
    }

    /// The mentor's own organisation answered.
    ///
    /// # Errors
    ///
    /// [`MentorRefusal::NotAsked`] when it had nothing to answer.
    pub fn answered(mut self, agrees: bool, by: PersonId, on: NaiveDate) -> Result<Self, MentorRefusal> {
        if self.consent != Consent::Asked {
            return Err(MentorRefusal::NotAsked);
        }
        self.consent = if agrees { Consent::Given { by, on } } else { Consent::Refused { by, on } };
        Ok(self)
    }

    /// The same, with `until` as the first day that no longer belongs to it. One that had not begun by
    /// then never ran, and ends on the day after its first.
    ///
    /// # Errors
    ///
    /// [`MentorRefusal::Ended`] when it has an end already.
    pub fn ended(mut self, until: NaiveDate) -> Result<Self, MentorRefusal> {
        if let Some(on) = self.term.until {
            return Err(MentorRefusal::Ended { on });
        }
        let first_after = self.term.from.succ_opt().unwrap_or(self.term.from);
        self.term.until = Some(until.max(first_after));
        Ok(self)
    }
}

/// The activist, as far as the choice of a mentor looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Student {
    /// The person.
    pub person: PersonId,
    /// The branch that leads the case.
    pub branch: OrganisationId,
    /// The day the person became an activist; none before.
    pub activist_on: Option<NaiveDate>,
    /// The school's unit the person studies in.
    pub unit: Option<UnitId>,
    /// The enterprise the person is placed in today.
    pub placed_at: Option<UnitId>,
}

/// Somebody who might be a mentor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// The person.
    pub person: PersonId,
    /// The stage reached.
    pub stage: Option<Stage>,
    /// The Party organisation the person formally belongs to.
    pub organisation: OrganisationId,
    /// The unit the person works in.
    pub unit: Option<UnitId>,
    /// What that unit is.
    pub unit_kind: Option<UnitKind>,
    /// Whether that unit takes part in the apprenticeship scheme.
    pub apprenticeship: bool,
    /// The activists the person is a mentor of today.
    pub load: u32,
}

impl Candidate {
    /// The side this person can see from.
    #[must_use]
    pub fn side(&self) -> Option<MentorSide> {
        self.unit_kind.and_then(MentorSide::of)
    }

    /// How near this person is to the student's daily work.
    #[must_use]
    pub fn nearness(&self, student: &Student) -> Nearness {
        let same = |unit: Option<UnitId>| unit.is_some() && unit == self.unit;
        match (same(student.placed_at), self.apprenticeship) {
            (true, true) => Nearness::MasterWherePlaced,
            (true, false) => Nearness::WherePlaced,
            (false, _) if same(student.unit) => Nearness::SameUnit,
            (false, true) => Nearness::MasterElsewhere,
            (false, false) => Nearness::Elsewhere,
        }
    }
}

/// Why a person is offered before another, the nearest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nearness {
    /// Nothing but the side.
    Elsewhere,
    /// Works in an apprenticeship enterprise, though not where the student is placed.
    MasterElsewhere,
    /// Teaches in the student's own college.
    SameUnit,
    /// Works where the student is placed.
    WherePlaced,
    /// Works where the student is placed, and that is an apprenticeship enterprise.
    MasterWherePlaced,
}

impl Nearness {
    /// Every one, the nearest last.
    pub const ALL: [Self; 5] =
        [Self::Elsewhere, Self::MasterElsewhere, Self::SameUnit, Self::WherePlaced, Self::MasterWherePlaced];

    /// The word in sentences and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Elsewhere => "elsewhere",
            Self::MasterElsewhere => "master_elsewhere",
            Self::SameUnit => "same_unit",
            Self::WherePlaced => "where_placed",
            Self::MasterWherePlaced => "master_where_placed",
        }
    }
}

/// Those who may be the mentor on `side` from `from` on, the most fitting first: the nearest, then whoever has the
/// fewest activists. Who may not be one is left out; nobody is put in by name.
#[must_use]
pub fn ranked(
    student: &Student,
    side: MentorSide,
    from: NaiveDate,
    candidates: &[Candidate],
    standing: &[Assignment],
) -> Vec<(Candidate, Nearness)> {
    let holding = || standing.iter().filter(|other| other.holds_from(from));
    let taken = |one: &Candidate| holding().any(|other| other.mentor == one.person);
    let mut fit: Vec<(Candidate, Nearness)> = candidates
        .iter()
        .filter(|one| one.side() == Some(side) && one.stage == Some(Stage::Full))
        .filter(|one| one.person != student.person && !taken(one))
        .map(|one| (*one, one.nearness(student)))
        .collect();
    fit.sort_by_key(|(one, nearness)| (Reverse(*nearness), one.load, one.person));
    fit
}

impl Assignment {
    /// Whether it holds its place on `day` or later, and nobody said no to it.
    #[must_use]
    pub fn holds_from(&self, day: NaiveDate) -> bool {
        self.term.overlaps(&Term::open(day)) && !matches!(self.consent, Consent::Refused { .. })
    }
}

/// Why a mentor cannot be named, or an assignment not be changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MentorRefusal {
    /// Only an activist has mentors.
    #[error("the person is no activist yet")]
    NoActivist,
    /// The mentoring would begin before the person became an activist.
    #[error("{from} is before {activist_on}, the day the person became an activist")]
    TooEarly {
        /// The day given.
        from: NaiveDate,
        /// The first day possible.
        activist_on: NaiveDate,
    },
    /// The activist cannot be the own mentor.
    #[error("the activist cannot be the own mentor")]
    IsApplicant,
    /// The person works on the other side, or on none.
    #[error("the person does not work on the {} side", .side.as_str())]
    WrongSide {
        /// The side asked for.
        side: MentorSide,
    },
    /// A rule is not met.
    #[error("{} is not met", .0.rule)]
    RuleNotMet(Box<Finding>),
    /// The mentor's own organisation has nothing to answer.
    #[error("no consent is asked for")]
    NotAsked,
    /// The assignment has an end already.
    #[error("the assignment ended on {on}")]
    Ended {
        /// The first day it no longer held.
        on: NaiveDate,
    },
}

impl MentorRefusal {
    /// The sentence with the numbers, for people.
    #[must_use]
    pub fn reason(&self) -> Reason {
        match self {
            Self::NoActivist => Reason::new("mentor-refused-no-activist"),
            Self::TooEarly { from, activist_on } => {
                Reason::new("mentor-refused-early").with("from", *from).with("activist", *activist_on)
            }
            Self::IsApplicant => Reason::new("mentor-refused-applicant"),
            Self::WrongSide { side } => Reason::new("mentor-refused-wrong-side").with("side", side.as_str()),
            Self::RuleNotMet(finding) => finding.reason.clone(),
            Self::NotAsked => Reason::new("mentor-refused-not-asked"),
            Self::Ended { on } => Reason::new("mentor-refused-ended").with("on", *on),
        }
    }

    /// The finding behind it, where a rule stands behind it.
    #[must_use]
    pub fn finding(&self) -> Option<&Finding> {
        match self {
            Self::RuleNotMet(finding) => Some(finding),
            _ => None,
        }
    }
}

/// What the rules say of naming `candidate` on `side` from `from` on, beside the assignments `standing`
/// of the same case: all of it, met or not.
#[must_use]
pub fn mentor_findings(
    student: &Student,
    candidate: &Candidate,
    side: MentorSide,
    from: NaiveDate,
    standing: &[Assignment],
    rules: &MentorRules,
) -> Vec<Finding> {
    let holding = || standing.iter().filter(move |other| other.holds_from(from));
    vec![
        full_member(candidate, rules),
        few_enough(holding().count(), rules),
        one_a_side(candidate, side, holding(), rules),
        own_organisation_agrees(student, candidate, rules),
    ]
}

/// Names `candidate` the mentor on `side` from `from` on. The consent of another organisation is then asked for.
///
/// # Errors
///
/// Somebody who is no activist on `from`, the activist in person, somebody of another side, or a rule that is not met: PD-MENTOR (a full member,
/// and no more mentors than it allows) or DM-1 (one on each side, and not the same person).
pub fn assign(
    student: &Student,
    candidate: &Candidate,
    side: MentorSide,
    from: NaiveDate,
    standing: &[Assignment],
    rules: &MentorRules,
) -> Result<Assignment, MentorRefusal> {
    let activist_on = student.activist_on.ok_or(MentorRefusal::NoActivist)?;
    if from < activist_on {
        return Err(MentorRefusal::TooEarly { from, activist_on });
    }
    if candidate.person == student.person {
        return Err(MentorRefusal::IsApplicant);
    }
    if candidate.side() != Some(side) {
        return Err(MentorRefusal::WrongSide { side });
    }
    let findings = mentor_findings(student, candidate, side, from, standing, rules);
    if let Some(binds) = findings.into_iter().find(Finding::blocks) {
        return Err(MentorRefusal::RuleNotMet(Box::new(binds)));
    }
    let consent = if candidate.organisation == student.branch { Consent::NotNeeded } else { Consent::Asked };
    Ok(Assignment { mentor: candidate.person, side, unit: candidate.unit, term: Term::open(from), consent })
}

fn full_member(candidate: &Candidate, rules: &MentorRules) -> Finding {
    let rule = &rules.mentors.rule;
    let met = candidate.stage == Some(Stage::Full);
    let outcome = if met { "full" } else { "not-full" };
    rule.finding(met, rule.reason(outcome).with("stage", candidate.stage.map_or("none", Stage::as_str)))
}

fn few_enough(standing: usize, rules: &MentorRules) -> Finding {
    let (rule, most) = (&rules.mentors.rule, rules.mentors.value);
    let named = u32::try_from(standing).unwrap_or(u32::MAX).saturating_add(1);
    let met = named <= most;
    let reason = rule.reason(if met { "few" } else { "many" });
    rule.finding(met, reason.with("named", named).with("max", most))
}

fn one_a_side<'a>(
    candidate: &Candidate,
    side: MentorSide,
    mut holding: impl Iterator<Item = &'a Assignment>,
    rules: &MentorRules,
) -> Finding {
    let rule = &rules.each_side;
    let worded = |outcome| rule.reason(outcome).with("side", side.as_str());
    match holding.find(|one| one.side == side || one.mentor == candidate.person) {
        Some(one) if one.side == side => rule.finding(false, worded("taken").with("since", one.term.from)),
        Some(one) => rule.finding(false, worded("both").with("other", one.side.as_str())),
        None => rule.finding(true, worded("free")),
    }
}

fn own_organisation_agrees(student: &Student, candidate: &Candidate, rules: &MentorRules) -> Finding {
    let own = candidate.organisation == student.branch;
    let rule = &rules.consent;
    let found = rule.finding(own, rule.reason(if own { "own" } else { "asked" }));
    if own { found } else { found.provisional() }
}
