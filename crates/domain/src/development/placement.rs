//! Placements 岗位实习: where a student works, from when to when, and what the enterprise says each week.
//!
//! The placements of one student do not overlap. A change ends the old one and begins the new one on the
//! same day, so that the counted time has no gap, and the enterprise's mentor follows. During a placement
//! the enterprise records presence and conduct in a line a week: in words, never by a clock.

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::mentoring::{Assignment, MentorSide, Term};
use crate::kinds::UnitId;
use crate::reason::Reason;
use crate::rule::{Finding, PlacementRules};

const DAYS_IN_WEEK: u64 = 7;

/// The agreement of school, enterprise and student.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TripartiteAgreement {
    /// Its number.
    pub number: String,
    /// The day all three had signed.
    pub on: NaiveDate,
}

/// One stay of a student in an enterprise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// The enterprise.
    pub unit: UnitId,
    /// The post, in the enterprise's words.
    pub post: String,
    /// From when to when.
    pub term: Term,
    /// The agreement, where there is one.
    pub agreement: Option<TripartiteAgreement>,
}

/// What a new placement leaves behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The place, among the earlier ones, of the placement that ends with it, and its shortened term.
    pub ends: Option<(usize, Term)>,
    /// What the rules say of the new one, met or not.
    pub findings: Vec<Finding>,
}

/// Why a placement, or a line of a week, cannot be recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlacementRefusal {
    /// The post is not named.
    #[error("the post is not named")]
    NoPost,
    /// It would end before it begins.
    #[error("a placement from {from} cannot end before {until}")]
    Backwards {
        /// Its first day.
        from: NaiveDate,
        /// The first day after it.
        until: NaiveDate,
    },
    /// The student is elsewhere on some of these days.
    #[error("the student is elsewhere from {from} on")]
    Overlaps {
        /// The first day of the other placement.
        from: NaiveDate,
        /// Its last day; none while it runs on.
        to: Option<NaiveDate>,
    },
    /// It has ended already.
    #[error("the placement ended before {on}")]
    Ended {
        /// The first day it no longer held.
        on: NaiveDate,
    },
    /// A rule is not met.
    #[error("{} is not met", .0.rule)]
    RuleNotMet(Box<Finding>),
    /// The week has not begun, or the placement does not reach into it.
    #[error("the week of {week} is not one of the placement")]
    NoSuchWeek {
        /// Its Monday.
        week: NaiveDate,
    },
    /// What was there already is changed without saying why.
    #[error("a correction needs its reason")]
    NoReason,
}

impl PlacementRefusal {
    /// The sentence with the numbers, for people.
    #[must_use]
    pub fn reason(&self) -> Reason {
        let said = |word: &str| Reason::new(&format!("placement-refused-{word}"));
        match self {
            Self::NoPost => said("no-post"),
            Self::Backwards { from, until } => said("backwards").with("from", *from).with("until", *until),
            Self::Overlaps { from, to: Some(to) } => said("overlaps").with("from", *from).with("to", *to),
            Self::Overlaps { from, to: None } => said("runs").with("from", *from),
            Self::Ended { on } => said("ended").with("on", *on),
            Self::RuleNotMet(finding) => finding.reason.clone(),
            Self::NoSuchWeek { week } => said("no-such-week").with("week", *week),
            Self::NoReason => said("no-reason"),
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

/// Records `new` after the placements `earlier` of the same student, born on `born`. One that still runs
/// and began before `new` ends on the day `new` begins.
///
/// # Errors
///
/// A post without a name, days on which the student is elsewhere, or a "must" that is not met: IN-AGREE
/// (the agreement before the first day), IN-AGE16.
pub fn place(
    earlier: &[Placement],
    new: &Placement,
    born: Option<NaiveDate>,
    rules: &PlacementRules,
) -> Result<Placed, PlacementRefusal> {
    if new.post.trim().is_empty() {
        return Err(PlacementRefusal::NoPost);
    }
    if let Some(until) = new.term.until.filter(|until| *until <= new.term.from) {
        return Err(PlacementRefusal::Backwards { from: new.term.from, until });
    }
    let mut ends = None;
    for (place, other) in earlier.iter().enumerate().filter(|(_, other)| other.term.overlaps(&new.term)) {
        if other.term.until.is_some() || other.term.from >= new.term.from || ends.is_some() {
            let to = other.term.until.and_then(|until| until.pred_opt());
            return Err(PlacementRefusal::Overlaps { from: other.term.from, to });
        }
        ends = Some((place, Term { until: Some(new.term.from), ..other.term }));
    }
    let findings = placement_findings(new, born, rules);
    match findings.iter().find(|finding| finding.blocks()) {
        Some(binds) => Err(PlacementRefusal::RuleNotMet(Box::new(binds.clone()))),
        None => Ok(Placed { ends, findings }),
    }
}

/// The same placement with `until` as the first day that no longer belongs to it.
///
/// # Errors
///
/// One that has ended already, or that would end before its first day is over.
pub fn leave(placement: &Placement, until: NaiveDate) -> Result<Term, PlacementRefusal> {
    let from = placement.term.from;
    if let Some(on) = placement.term.until.filter(|ends| *ends <= until) {
        return Err(PlacementRefusal::Ended { on });
    }
    Term::new(from, Some(until)).ok_or(PlacementRefusal::Backwards { from, until })
}

/// Which of the standing assignments end when the student moves to `unit`: the enterprise mentors who work elsewhere.
#[must_use]
pub fn follows(standing: &[Assignment], unit: UnitId) -> Vec<usize> {
    let elsewhere =
        |one: &Assignment| one.side == MentorSide::Enterprise && one.unit.is_some_and(|own| own != unit);
    let open = standing.iter().enumerate().filter(|(_, one)| one.term.until.is_none());
    open.filter(|(_, one)| elsewhere(one)).map(|(place, _)| place).collect()
}

/// What the rules say of a placement: the agreement, the age, the length.
#[must_use]
pub fn placement_findings(
    placement: &Placement,
    born: Option<NaiveDate>,
    rules: &PlacementRules,
) -> Vec<Finding> {
    let mut all = vec![agreed_before(placement, rules)];
    all.extend(born.and_then(|born| old_enough(placement, born, rules)));
    all.push(not_too_long(placement, rules));
    all
}

/// The day of signing may be the first day itself.
fn agreed_before(placement: &Placement, rules: &PlacementRules) -> Finding {
    let (rule, from) = (&rules.agreement, placement.term.from);
    match &placement.agreement {
        None => rule.finding(false, rule.reason("none").with("from", from)),
        Some(signed) => {
            let met = signed.on <= from;
            let outcome = if met { "met" } else { "late" };
            rule.finding(met, rule.reason(outcome).with("on", signed.on).with("from", from))
        }
    }
}

fn old_enough(placement: &Placement, born: NaiveDate, rules: &PlacementRules) -> Option<Finding> {
    let rule = &rules.age.rule;
    let reached = rules.age.after(born)?;
    let met = reached <= placement.term.from;
    let reason = rule.reason(if met { "met" } else { "younger" });
    Some(rule.finding(met, reason.with("age", rules.age.value).with("from", placement.term.from)))
}

/// The last day in time is the day before the same day so many months later; without an end nothing is said yet.
fn not_too_long(placement: &Placement, rules: &PlacementRules) -> Finding {
    let (rule, term) = (&rules.length.rule, placement.term);
    let latest = rules.length.after(term.from);
    let said = |outcome: &str| rule.reason(outcome).with("months", rules.length.value);
    match (term.until, latest) {
        (Some(until), Some(latest)) if until > latest => rule.finding(false, said("longer")),
        (Some(_), _) => rule.finding(true, said("met")),
        (None, latest) => {
            let due = latest.and_then(|latest| latest.pred_opt());
            rule.finding(true, said("open")).provisional().due(due)
        }
    }
}

/// Whether the student was there in a week, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// 正常到岗
    There,
    /// 部分时间不在
    Partly,
    /// 请假
    OnLeave,
    /// 没有到岗
    Away,
}

impl Presence {
    /// Every one, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::There, Self::Partly, Self::OnLeave, Self::Away];

    /// The word stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::There => "there",
            Self::Partly => "partly",
            Self::OnLeave => "on_leave",
            Self::Away => "away",
        }
    }

    /// The one stored as `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }
}

/// The Monday of the week `day` lies in.
#[must_use]
pub fn week_of(day: NaiveDate) -> NaiveDate {
    let since = u64::from(day.weekday().num_days_from_monday());
    day.checked_sub_days(Days::new(since)).unwrap_or(day)
}

/// The weeks of a placement up to `today`, by their Mondays, the latest first.
#[must_use]
pub fn weeks(term: &Term, today: NaiveDate) -> Vec<NaiveDate> {
    let last = term.until.and_then(|until| until.pred_opt()).map_or(today, |last| last.min(today));
    let (first, mut week) = (week_of(term.from), week_of(last));
    let mut all = Vec::new();
    while term.from <= last && week >= first {
        all.push(week);
        let Some(before) = week.checked_sub_days(Days::new(DAYS_IN_WEEK)) else { break };
        week = before;
    }
    all
}

/// The week `day` lies in, when a line may be written about it on `today`: a week of the placement that has
/// begun. A line that is there already is corrected, which takes a reason; both stay.
///
/// # Errors
///
/// [`PlacementRefusal::NoSuchWeek`] or [`PlacementRefusal::NoReason`].
pub fn line_of(
    term: &Term,
    day: NaiveDate,
    today: NaiveDate,
    corrects: bool,
    reason: Option<&str>,
) -> Result<NaiveDate, PlacementRefusal> {
    let week = week_of(day);
    let reaches = weeks(term, today).contains(&week);
    match reason.map(str::trim).filter(|reason| !reason.is_empty()) {
        _ if !reaches => Err(PlacementRefusal::NoSuchWeek { week }),
        None if corrects => Err(PlacementRefusal::NoReason),
        _ => Ok(week),
    }
}
