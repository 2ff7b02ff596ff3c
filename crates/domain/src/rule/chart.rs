//! Charts: the steps of member development as data.
//!
//! The chart of 25 steps and the one of 29 links are two packs over the same
//! machine; the second is written as what it puts between the steps of the first.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::book::RuleBookError;
use super::{Pack, Rule, Words};
use crate::people::stage::Stage;

/// The chart every other one is based on, and that holds where no other is chosen.
const NATIONWIDE: &str = "cn";

/// A set of steps has to fit into sixty-four bits.
const MOST_STEPS: usize = 64;

/// One of the five stages the steps are grouped in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Chapter {
    /// 申请入党
    Applying,
    /// 入党积极分子的确定和培养
    Activist,
    /// 发展对象的确定和考察
    Target,
    /// 预备党员的接收
    Admission,
    /// 预备党员的教育考察和转正
    Probation,
}

impl Chapter {
    /// All five, in order.
    pub const ALL: [Self; 5] =
        [Self::Applying, Self::Activist, Self::Target, Self::Admission, Self::Probation];

    /// The word in sentences and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Applying => "applying",
            Self::Activist => "activist",
            Self::Target => "target",
            Self::Admission => "admission",
            Self::Probation => "probation",
        }
    }
}

/// Whose turn a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepActor {
    /// The person whose case it is.
    Applicant,
    /// The branch's secretary, deputy or member for organisation.
    BranchOfficer,
    /// The branch's committee; the assembly where there is none.
    BranchCommittee,
    /// The branch's assembly.
    Assembly,
    /// The branch.
    Branch,
    /// The mentors.
    Mentors,
    /// The introducers.
    Introducers,
    /// The committee above.
    Committee,
    /// A member of the committee above, or its organiser.
    CommitteeOfficer,
    /// The organisation department above the committee.
    OrganisationDepartment,
}

impl StepActor {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Applicant,
        Self::BranchOfficer,
        Self::BranchCommittee,
        Self::Assembly,
        Self::Branch,
        Self::Mentors,
        Self::Introducers,
        Self::Committee,
        Self::CommitteeOfficer,
        Self::OrganisationDepartment,
    ];

    /// The word in sentences and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::BranchOfficer => "branch_officer",
            Self::BranchCommittee => "branch_committee",
            Self::Assembly => "assembly",
            Self::Branch => "branch",
            Self::Mentors => "mentors",
            Self::Introducers => "introducers",
            Self::Committee => "committee",
            Self::CommitteeOfficer => "committee_officer",
            Self::OrganisationDepartment => "organisation_department",
        }
    }
}

/// One `[[step]]` table of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepEntry {
    /// Its id, such as `talk`.
    pub id: String,
    /// The stage of the chart it stands in.
    pub chapter: Chapter,
    /// Where the person stands once it is done; none for a step beside the course.
    #[serde(default)]
    pub reaches: Option<Stage>,
    /// Whose turn it is.
    pub actor: StepActor,
    /// The steps it builds on.
    pub requires: Vec<String>,
    /// Steps of the chart below that build on this one.
    #[serde(default)]
    pub required_by: Vec<String>,
    /// The step it is put behind; empty for the very first place.
    #[serde(default)]
    pub insert_after: Option<String>,
    /// Whether it is taken again and again.
    #[serde(default)]
    pub recurs: bool,
    /// Whether it stands beside the course and is not counted.
    #[serde(default)]
    pub beside: bool,
    /// What it is called.
    pub title: Words,
    /// The papers it leaves.
    #[serde(default)]
    pub papers: Vec<Words>,
}

/// One step of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Its id, such as `talk`.
    pub id: String,
    /// Its number in the course, from 1; none for a step beside it.
    pub number: Option<u32>,
    /// The stage of the chart it stands in.
    pub chapter: Chapter,
    /// Where the person stands once it is done.
    pub reaches: Option<Stage>,
    /// Whose turn it is.
    pub actor: StepActor,
    /// The places in the chart of the steps it builds on.
    pub requires: Vec<usize>,
    /// Whether it is taken again and again.
    pub recurs: bool,
    /// Whether it stands beside the course and is not counted.
    pub beside: bool,
    /// What it is called.
    pub title: Words,
    /// The papers it leaves.
    pub papers: Vec<Words>,
}

/// The steps of member development, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chart {
    /// The pack that charts them.
    pub id: String,
    /// Where the chart holds.
    pub jurisdiction: String,
    /// The rule that the steps are taken in this order.
    pub order: Rule,
    steps: Vec<Step>,
    #[serde(skip)]
    places: HashMap<String, usize>,
}

impl Chart {
    /// The steps in order, those beside the course last.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The place of the step with this id.
    #[must_use]
    pub fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// The step at `place`.
    #[must_use]
    pub fn step(&self, place: usize) -> Option<&Step> {
        self.steps.get(place)
    }

    /// The step with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Step> {
        self.place(id).and_then(|place| self.step(place))
    }

    fn build(pack: &Pack, entries: Vec<StepEntry>) -> Result<Self, RuleBookError> {
        let bad = |detail: String| RuleBookError::BadPack { pack: pack.id.clone(), detail };
        let order = pack.rules.first().ok_or_else(|| bad("a chart begins with its rule".to_owned()))?;
        let (course, beside): (Vec<_>, Vec<_>) = entries.into_iter().partition(|entry| !entry.beside);
        let entries: Vec<StepEntry> = course.into_iter().chain(beside).collect();
        let places: HashMap<String, usize> =
            entries.iter().enumerate().map(|(place, entry)| (entry.id.clone(), place)).collect();
        if places.len() < entries.len() {
            return Err(bad("a step stands there twice".to_owned()));
        }
        if entries.len() > MOST_STEPS {
            return Err(bad(format!("it has more than {MOST_STEPS} steps")));
        }
        let mut number = 0;
        let mut steps: Vec<Step> = Vec::with_capacity(entries.len());
        for entry in &entries {
            let named = |id: &String| {
                places
                    .get(id)
                    .copied()
                    .ok_or_else(|| bad(format!("step {}: there is no step {id}", entry.id)))
            };
            let mut requires = entry.requires.iter().map(named).collect::<Result<BTreeSet<_>, _>>()?;
            for later in &entry.required_by {
                named(later)?;
            }
            for other in entries.iter().filter(|other| other.required_by.contains(&entry.id)) {
                requires.insert(named(&other.id)?);
            }
            if !entry.beside && requires.iter().any(|place| *place >= steps.len()) {
                return Err(bad(format!("step {} builds on one that comes later", entry.id)));
            }
            number += u32::from(!entry.beside);
            steps.push(Step {
                id: entry.id.clone(),
                number: (!entry.beside).then_some(number),
                chapter: entry.chapter,
                reaches: entry.reaches,
                actor: entry.actor,
                requires: requires.into_iter().collect(),
                recurs: entry.recurs,
                beside: entry.beside,
                title: entry.title.clone(),
                papers: entry.papers.clone(),
            });
        }
        Ok(Self {
            id: pack.id.clone(),
            jurisdiction: pack.jurisdiction.clone(),
            order: order.clone(),
            steps,
            places,
        })
    }
}

/// The charts of all packs, the nationwide one first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Charts {
    nationwide: Chart,
    others: Vec<Chart>,
}

impl Charts {
    /// Builds every chart and holds that each step a rule names is in one of them.
    pub(super) fn of(packs: &[Pack]) -> Result<Self, RuleBookError> {
        let mut nationwide = None;
        let mut others = Vec::new();
        for pack in packs.iter().filter(|pack| !pack.steps.is_empty()) {
            let chart = Chart::build(pack, entries(pack, packs)?)?;
            if chart.jurisdiction == NATIONWIDE && nationwide.is_none() {
                nationwide = Some(chart);
            } else {
                others.push(chart);
            }
        }
        let nationwide =
            nationwide.ok_or_else(|| RuleBookError::Missing { rule: "a chart of the steps".to_owned() })?;
        let charts = Self { nationwide, others };
        for rule in packs.iter().flat_map(|pack| &pack.rules) {
            charts.check(rule)?;
        }
        Ok(charts)
    }

    /// The chart of the last of `jurisdictions` that has one; the nationwide one otherwise.
    pub(super) fn holding_in(&self, jurisdictions: &[String]) -> &Chart {
        jurisdictions
            .iter()
            .rev()
            .find_map(|place| self.others.iter().find(|chart| chart.jurisdiction == *place))
            .unwrap_or(&self.nationwide)
    }

    fn check(&self, rule: &Rule) -> Result<(), RuleBookError> {
        for ask in &rule.asks {
            let born = |step: &&String| *step != "born";
            let named = std::iter::once(&ask.at)
                .chain(&ask.needs)
                .chain(ask.from.iter().filter(born))
                .chain([&ask.each, &ask.window, &ask.of, &ask.extended_by].into_iter().flatten());
            for step in named {
                let known = std::iter::once(&self.nationwide).chain(&self.others);
                if !known.into_iter().any(|chart| chart.places.contains_key(step)) {
                    return Err(RuleBookError::BadRule {
                        pack: rule.pack.clone(),
                        rule: rule.id.clone(),
                        detail: format!("there is no step `{step}`"),
                    });
                }
            }
        }
        Ok(())
    }
}

/// The steps of `pack`, put between those of the chart it is based on.
fn entries(pack: &Pack, packs: &[Pack]) -> Result<Vec<StepEntry>, RuleBookError> {
    let bad = |detail: String| RuleBookError::BadPack { pack: pack.id.clone(), detail };
    let Some(base) = &pack.based_on else { return Ok(pack.steps.clone()) };
    let base = packs
        .iter()
        .find(|other| other.id == *base && other.based_on.is_none())
        .ok_or_else(|| bad(format!("there is no chart {base} to be based on")))?;
    let mut entries = base.steps.clone();
    for step in &pack.steps {
        let after = step.insert_after.as_deref().unwrap_or_default();
        let place = if after.is_empty() {
            0
        } else {
            let found = entries.iter().position(|entry| entry.id == after);
            found.ok_or_else(|| bad(format!("step {}: there is no step {after}", step.id)))? + 1
        };
        entries.insert(place, step.clone());
    }
    Ok(entries)
}
