//! Holding a row about a unit or an organisation against the register. A blank cell takes nothing away.

use chrono::{Datelike, NaiveDate};
use gongjian_domain::kinds::{OrganisationId, UnitId};
use gongjian_domain::organisation::import::{Fault, OrganisationColumn, OrganisationEntry, UnitEntry};
use gongjian_domain::organisation::unit::{ApprenticeshipLevel, OrganisationKind};
use gongjian_domain::people::date_spelling::{Precision, SpelledDate};
use gongjian_domain::reason::Reason;
use gongjian_domain::sheet::CellError;

use super::known::{Known, KnownOrganisation, KnownUnit, OrganisationValues, UnitValues};
use crate::imports::row::{Change, Problem};

/// A stay in a park as a row wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// The park.
    pub park: Option<UnitId>,
    /// Since when.
    pub from_on: Option<NaiveDate>,
}

/// A standing in the apprenticeship scheme as a row wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Which.
    pub level: ApprenticeshipLevel,
    /// Since when.
    pub from_on: Option<NaiveDate>,
    /// The first day it no longer holds.
    pub until_on: Option<NaiveDate>,
}

/// What a row would do to a unit.
#[derive(Debug, Clone)]
pub struct UnitPlan {
    /// The unit as the row wants it; its stays and standings as they are.
    pub unit: KnownUnit,
    /// Whether it is new.
    pub is_new: bool,
    /// The stay in a park afterwards.
    pub stay: Option<Stay>,
    /// The standing in the apprenticeship scheme afterwards.
    pub standing: Option<Standing>,
    /// Every value that changes.
    pub changes: Vec<Change>,
}

/// What a row would do to an organisation.
#[derive(Debug, Clone)]
pub struct OrganisationPlan {
    /// The organisation as the row wants it.
    pub organisation: KnownOrganisation,
    /// As it was; none for a new one.
    pub before: Option<KnownOrganisation>,
    /// Every value that changes.
    pub changes: Vec<Change>,
}

/// A unit that only the file has so far.
#[must_use]
pub fn new_unit(id: UnitId, entry: &UnitEntry, parent: Option<UnitId>) -> KnownUnit {
    KnownUnit {
        id,
        values: UnitValues {
            name: entry.name.clone(),
            short_name: entry.short_name.clone(),
            credit_code: entry.credit_code.as_ref().map(|code| code.as_str().to_owned()),
            kind: entry.kind,
            parent,
            contact_name: entry.contact_name.clone(),
            contact_phone: entry.contact_phone.clone(),
        },
        residencies: Vec::new(),
        apprenticeships: Vec::new(),
    }
}

/// An organisation that only the file has so far, not yet tied to anything.
#[must_use]
pub fn new_organisation(id: OrganisationId, entry: &OrganisationEntry) -> KnownOrganisation {
    KnownOrganisation {
        id,
        code: entry.code.as_str().to_owned(),
        dissolved_on: None,
        values: OrganisationValues {
            name: entry.name.clone(),
            short_name: entry.short_name.clone(),
            kind: entry.kind,
            parent: None,
            unit: None,
            founded_on: entry.founded.map(SpelledDate::earliest),
            term_ends_on: entry.term_ends_on,
            note: entry.note.clone(),
        },
    }
}

/// Holds a unit's row against what the register has; `ahead` is the register with the whole file in it.
#[must_use]
pub fn unit(id: UnitId, entry: &UnitEntry, before: Option<&KnownUnit>, ahead: &Known) -> UnitPlan {
    let parent = entry.parent.as_ref().and_then(|parent| ahead.referred(parent));
    let mut unit = before.cloned().unwrap_or_else(|| new_unit(id, entry, parent));
    let values = &mut unit.values;
    values.name.clone_from(&entry.name);
    values.kind = entry.kind;
    over(&mut values.short_name, &entry.short_name);
    over(&mut values.credit_code, &entry.credit_code.as_ref().map(|code| code.as_str().to_owned()));
    over(&mut values.parent, &parent);
    over(&mut values.contact_name, &entry.contact_name);
    over(&mut values.contact_phone, &entry.contact_phone);
    let stayed = before.and_then(|unit| unit.residency(ahead.today));
    let stayed = stayed.map(|stay| Stay { park: stay.park, from_on: stay.from_on });
    let stay = stay(entry, stayed, ahead);
    let stood = before.and_then(KnownUnit::apprenticeship);
    let stood = stood.map(|one| Standing { level: one.level, from_on: one.from_on, until_on: one.until_on });
    let standing = standing(entry, stood);
    let mut changes = Vec::new();
    if let Some(before) = before {
        changes.extend(Change::between(unit_fields(&before.values, ahead), unit_fields(&unit.values, ahead)));
        changes.extend(Change::between(stay_fields(stayed, ahead), stay_fields(stay, ahead)));
        changes.extend(Change::between(standing_fields(stood), standing_fields(standing)));
    }
    UnitPlan { unit, is_new: before.is_none(), stay, standing, changes }
}

/// The new value where the row gives one.
fn over<T: Clone>(old: &mut Option<T>, new: &Option<T>) {
    if new.is_some() {
        old.clone_from(new);
    }
}

fn stay(entry: &UnitEntry, stayed: Option<Stay>, ahead: &Known) -> Option<Stay> {
    match entry.resident.or(entry.resident_from.map(|_| true)) {
        None => stayed,
        Some(false) => None,
        Some(true) => {
            let mut stay = stayed.unwrap_or(Stay { park: None, from_on: None });
            over(&mut stay.park, &entry.park.as_ref().and_then(|park| ahead.referred(park)));
            over(&mut stay.from_on, &entry.resident_from);
            Some(stay)
        }
    }
}

fn standing(entry: &UnitEntry, stood: Option<Standing>) -> Option<Standing> {
    let Some(level) = entry.apprenticeship else { return stood };
    let mut standing = stood.filter(|stood| stood.level == level).unwrap_or(Standing {
        level,
        from_on: None,
        until_on: None,
    });
    over(&mut standing.from_on, &entry.apprenticeship_from);
    over(&mut standing.until_on, &entry.apprenticeship_until.and_then(|last| last.succ_opt()));
    Some(standing)
}

fn unit_fields(values: &UnitValues, known: &Known) -> [(&'static str, Option<String>); 7] {
    [
        ("name", Some(values.name.clone())),
        ("short_name", values.short_name.clone()),
        ("credit_code", values.credit_code.clone()),
        ("kind", Some(format!("unit-{}", values.kind.as_str()))),
        ("parent", known.unit_name(values.parent)),
        ("contact_name", values.contact_name.clone()),
        ("contact_phone", values.contact_phone.clone()),
    ]
}

fn stay_fields(stay: Option<Stay>, known: &Known) -> [(&'static str, Option<String>); 3] {
    [
        ("resident", Some(if stay.is_some() { "yes" } else { "no" }.to_owned())),
        ("park", stay.and_then(|stay| known.unit_name(stay.park))),
        ("resident_from", stay.and_then(|stay| stay.from_on).map(|day| day.to_string())),
    ]
}

fn standing_fields(standing: Option<Standing>) -> [(&'static str, Option<String>); 3] {
    let last = standing.and_then(|one| one.until_on).and_then(|day| day.pred_opt());
    [
        ("apprenticeship", standing.map(|one| one.level.as_str().to_owned())),
        ("apprenticeship_from", standing.and_then(|one| one.from_on).map(|day| day.to_string())),
        ("apprenticeship_until", last.map(|day| day.to_string())),
    ]
}

/// Holds an organisation's row against what the register has; `ahead` is the register with the whole file in it.
///
/// # Errors
///
/// When the parent or the unit has gone since the file was read, or a joint branch would become
/// something else: it is founded, not declared.
pub fn organisation(
    id: OrganisationId,
    entry: &OrganisationEntry,
    before: Option<&KnownOrganisation>,
    ahead: &Known,
) -> Result<OrganisationPlan, Problem> {
    let parent = match &entry.parent_code {
        None => None,
        Some(code) => {
            Some(ahead.organisation(code.as_str()).map(|parent| parent.id).ok_or_else(|| {
                problem(Fault::UnknownParent, OrganisationColumn::ParentCode, code.as_str())
            })?)
        }
    };
    let unit = match &entry.unit {
        None => None,
        Some(unit) => Some(
            ahead
                .referred(unit)
                .ok_or_else(|| problem(Fault::UnknownUnit, OrganisationColumn::Unit, &unit.name))?,
        ),
    };
    let is_joint = |kind| kind == OrganisationKind::JointBranch;
    if before.is_some_and(|before| is_joint(before.values.kind) != is_joint(entry.kind)) {
        return Err(Problem {
            kind: "joint_branch".to_owned(),
            column: "kind".to_owned(),
            reason: Reason::new("import-error-joint-branch"),
        });
    }
    let mut organisation = before.cloned().unwrap_or_else(|| new_organisation(id, entry));
    let values = &mut organisation.values;
    values.name.clone_from(&entry.name);
    values.kind = entry.kind;
    over(&mut values.short_name, &entry.short_name);
    over(&mut values.parent, &parent);
    over(&mut values.unit, &unit);
    over(&mut values.term_ends_on, &entry.term_ends_on);
    over(&mut values.note, &entry.note);
    values.founded_on = founded(entry.founded, values.founded_on);
    let changes = before.map_or_else(Vec::new, |before| {
        Change::between(fields(&before.values, ahead), fields(&organisation.values, ahead))
    });
    Ok(OrganisationPlan { organisation, before: before.cloned(), changes })
}

/// A month does not blur a day of that month which is known already.
fn founded(new: Option<SpelledDate>, old: Option<NaiveDate>) -> Option<NaiveDate> {
    let Some(new) = new else { return old };
    let known = old.filter(|old| {
        new.precision == Precision::Month && (old.year(), old.month()) == (new.date.year(), new.date.month())
    });
    known.or(Some(new.earliest()))
}

fn fields(values: &OrganisationValues, known: &Known) -> [(&'static str, Option<String>); 8] {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    [
        ("name", Some(values.name.clone())),
        ("short_name", values.short_name.clone()),
        ("kind", Some(format!("organisation-{}", values.kind.as_str()))),
        ("parent_code", known.code(values.parent)),
        ("founded_on", day(values.founded_on)),
        ("unit", known.unit_name(values.unit)),
        ("term_ends_on", day(values.term_ends_on)),
        ("note", values.note.clone()),
    ]
}

fn problem(kind: Fault, column: OrganisationColumn, shown: &str) -> Problem {
    Problem::from(&CellError { kind, column, shown: shown.to_owned(), other_row: None })
}

/// What a row referred to has gone.
#[must_use]
pub fn unknown_parent(column: &str, shown: &str) -> Problem {
    Problem {
        column: column.to_owned(),
        ..problem(Fault::UnknownParent, OrganisationColumn::ParentCode, shown)
    }
}
