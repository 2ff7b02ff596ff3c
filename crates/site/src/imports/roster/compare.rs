//! Holding a row of a roster against the register: what it would change, and what it may not.
//!
//! A blank cell and a missing column take nothing away: rosters are kept for many
//! purposes, and few hold everything.

use chrono::{Datelike, NaiveDate};
use gongjian_domain::kinds::{OrganisationId, PersonId, SideId, UnitId};
use gongjian_domain::organisation::unit::UnitKind;
use gongjian_domain::people::affiliation::AffiliationRole;
use gongjian_domain::people::date_spelling::{Precision, SpelledDate};
use gongjian_domain::people::matching::{Match, matched};
use gongjian_domain::people::roster::{Column, ErrorKind, RosterEntry, RowError};
use gongjian_domain::people::stage::{Stage, Standing};
use gongjian_domain::reason::Reason;

use super::known::{KnownAffiliation, KnownMembership, KnownPerson, Particulars, Place};
use crate::account::store::LeftOffice;
use crate::imports::row::{Change, Problem};

/// Whom the register has under a row's numbers.
#[derive(Debug, Clone, Copy, Default)]
pub struct Found<'a> {
    /// With its identity number.
    pub by_identity: Option<&'a KnownPerson>,
    /// With its staff number in its unit.
    pub by_staff_number: Option<&'a KnownPerson>,
}

/// What becomes of the membership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MembershipStep {
    /// It is there already.
    Keep,
    /// The person enters the branch; from when is not known for somebody new.
    Enter {
        /// On which side of a joint branch.
        side: Option<SideId>,
    },
    /// The person moves to the branch today.
    Move {
        /// The membership that ends.
        ends: KnownMembership,
        /// On which side of a joint branch.
        side: Option<SideId>,
    },
}

/// What becomes of the tie to the unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AffiliationStep {
    /// Nothing.
    Keep,
    /// A new tie.
    Add {
        /// To which unit.
        unit: UnitId,
        /// In which part.
        role: AffiliationRole,
        /// Under which number.
        staff_number: Option<String>,
        /// The tie that ends, where the row names another workplace.
        ends: Option<KnownAffiliation>,
    },
    /// The tie gets other values, and holds again where it had ended.
    Change {
        /// The tie as it was.
        before: KnownAffiliation,
        /// In which part.
        role: AffiliationRole,
        /// Under which number.
        staff_number: Option<String>,
    },
}

/// What a good row would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Whom it is about; none for somebody new.
    pub person: Option<PersonId>,
    /// What was known before.
    pub before: Option<Particulars>,
    /// What is known afterwards.
    pub after: Particulars,
    /// Whether the person gains an identity number.
    pub gains_identity: bool,
    /// The branch.
    pub branch: OrganisationId,
    /// What becomes of the membership.
    pub membership: MembershipStep,
    /// The offices in the branch that is left: they end with the move.
    pub left_offices: Vec<LeftOffice>,
    /// What becomes of the tie to the unit.
    pub affiliation: AffiliationStep,
    /// Every value that changes.
    pub changes: Vec<Change>,
    /// What was left out or wants to be looked at.
    pub remarks: Vec<Reason>,
}

/// Holds a row against what the register has about it. `months` are the columns whose date names a month only.
///
/// # Errors
///
/// Why the row may not be taken over.
pub fn compare(
    entry: &RosterEntry,
    months: &[&str],
    found: Found<'_>,
    place: &Place,
) -> Result<Plan, Problem> {
    let staff_holder = found.by_staff_number.map(|person| (person.id, person.has_identity));
    let identified = entry.identity_number.is_some();
    let mut remarks = Vec::new();
    let mut staff_number = entry.staff_number.as_ref().map(|number| number.as_str().to_owned());
    let person = match matched(identified, found.by_identity.map(|person| person.id), staff_holder) {
        Match::New if !identified && entry.unit.is_none() => {
            return Err(refusal(ErrorKind::NoUnit, Column::Workplace, String::new()));
        }
        Match::New => None,
        Match::Known(_) => found.by_identity.or(found.by_staff_number),
        Match::Taken(_) => {
            let number = staff_number.take().unwrap_or_default();
            if found.by_staff_number.is_some_and(|holder| holder.particulars.name == entry.name.as_str()) {
                return Err(refusal(ErrorKind::StaffNumberTaken, Column::StaffNumber, number));
            }
            // Two identity numbers are two people: this one comes in, the number stays with the other.
            remarks.push(Reason::new("import-remark-staff-number").with("number", number));
            found.by_identity
        }
    };
    if !place.branches.contains_key(&entry.branch) {
        return Err(refusal(ErrorKind::UnknownBranch, Column::BranchCode, entry.branch_code.clone()));
    }
    let membership = membership(entry, person, place)?;
    let affiliation = affiliation(entry, staff_number, person, place);
    let after = merged(entry, months, person.map(|person| &person.particulars), place.today);
    let gains_identity = identified && person.is_none_or(|person| !person.has_identity);
    let left_offices = left_offices(person, &membership);
    if let MembershipStep::Move { ends, .. } = &membership {
        remarks.extend(leaves_joint_branch(ends.organisation, place));
        let name = place.names.get(&ends.organisation).filter(|_| !left_offices.is_empty());
        remarks.extend(name.map(|name| Reason::new("import-remark-office-ends").with("name", name.as_str())));
    }
    let mut changes = person.map_or_else(Vec::new, |person| {
        changes(person, &after, gains_identity.then_some(entry), &membership, &affiliation, entry, place)
    });
    changes.extend(left_offices.iter().map(|left| Change::of(OFFICE, Some(left.name.clone()), None)));
    Ok(Plan {
        person: person.map(|person| person.id),
        before: person.map(|person| person.particulars.clone()),
        after,
        gains_identity,
        branch: entry.branch,
        membership,
        left_offices,
        affiliation,
        changes,
        remarks,
    })
}

/// A refusal that the register makes, in the words of the roster's own.
#[must_use]
pub fn refusal(kind: ErrorKind, column: Column, shown: String) -> Problem {
    Problem::from(&RowError { kind, column, shown, other_row: None })
}

fn membership(
    entry: &RosterEntry,
    person: Option<&KnownPerson>,
    place: &Place,
) -> Result<MembershipStep, Problem> {
    let side = entry.unit.and_then(|unit| place.sides.get(&(entry.branch, unit)).copied());
    let memberships = person.map_or(&[][..], |person| &person.memberships);
    if memberships.iter().any(|membership| membership.organisation == entry.branch) {
        return Ok(MembershipStep::Keep);
    }
    if memberships.iter().any(|membership| !place.within.contains(&membership.organisation)) {
        return Err(refusal(ErrorKind::MemberElsewhere, Column::BranchCode, entry.branch_code.clone()));
    }
    Ok(match memberships.first() {
        Some(first) => MembershipStep::Move { ends: first.clone(), side },
        None => MembershipStep::Enter { side },
    })
}

/// The word of an office that ends, among the changes of a row.
pub const OFFICE: &str = "office";

/// What the person holds in the branch that is left.
fn left_offices(person: Option<&KnownPerson>, membership: &MembershipStep) -> Vec<LeftOffice> {
    let (Some(person), MembershipStep::Move { ends, .. }) = (person, membership) else { return Vec::new() };
    person.offices.iter().filter(|office| office.organisation == ends.organisation).cloned().collect()
}

/// A roster written before a joint branch was founded still names the old branches.
fn leaves_joint_branch(left: OrganisationId, place: &Place) -> Option<Reason> {
    let name = place.names.get(&left)?;
    place.joint.contains(&left).then(|| Reason::new("import-remark-joint-branch").with("name", name.as_str()))
}

fn affiliation(
    entry: &RosterEntry,
    staff_number: Option<String>,
    person: Option<&KnownPerson>,
    place: &Place,
) -> AffiliationStep {
    let Some(unit) = entry.unit else { return AffiliationStep::Keep };
    let role = entry.role.unwrap_or_else(|| assumed_role(unit, entry.branch, place));
    let Some(person) = person else {
        return AffiliationStep::Add { unit, role, staff_number, ends: None };
    };
    let named = entry.workplace.is_some() || staff_number.is_some();
    let there = person.open_affiliations().find(|affiliation| affiliation.unit == unit);
    let once = || person.affiliations.iter().find(|affiliation| affiliation.unit == unit);
    let elsewhere = person.open_affiliations().next().is_some();
    match there.or_else(once) {
        Some(before) => {
            let role = entry.role.unwrap_or(before.role);
            let staff_number = staff_number.or_else(|| before.staff_number.clone());
            let same = before.role == role && before.staff_number == staff_number;
            // A unit that is only implied by the branch brings nobody back who works elsewhere now.
            if (before.open && same) || (!before.open && !named && elsewhere) {
                return AffiliationStep::Keep;
            }
            AffiliationStep::Change { before: before.clone(), role, staff_number }
        }
        None if !named && elsewhere => AffiliationStep::Keep,
        None => {
            let mut open = person.open_affiliations();
            let only = open.next().filter(|_| open.next().is_none());
            let ends = only.filter(|_| entry.workplace.is_some()).cloned();
            AffiliationStep::Add { unit, role, staff_number, ends }
        }
    }
}

/// The part somebody plays in a unit when the roster does not say: the one most members of such a unit have.
fn assumed_role(unit: UnitId, branch: OrganisationId, place: &Place) -> AffiliationRole {
    let of_students = place.branches.get(&branch).is_some_and(|branch| branch.name.contains("学生"));
    match place.units.get(&unit).map(|unit| unit.kind) {
        Some(UnitKind::School | UnitKind::College) if of_students => AffiliationRole::Student,
        Some(UnitKind::School | UnitKind::College) => AffiliationRole::Teacher,
        _ => AffiliationRole::Employee,
    }
}

fn merged(entry: &RosterEntry, months: &[&str], old: Option<&Particulars>, today: NaiveDate) -> Particulars {
    let old = old.cloned().unwrap_or_default();
    let text = |new: &Option<String>, old: &Option<String>| new.clone().or_else(|| old.clone());
    let day = |column: Column, new: Option<NaiveDate>, old: Option<NaiveDate>| {
        let month_only = months.contains(&gongjian_domain::sheet::Columns::as_str(column));
        finer(new, month_only, old)
    };
    let standing = Standing {
        applied_on: day(Column::AppliedOn, entry.standing.applied_on, old.standing.applied_on),
        activist_on: day(Column::ActivistOn, entry.standing.activist_on, old.standing.activist_on),
        target_on: day(Column::TargetOn, entry.standing.target_on, old.standing.target_on),
        joined_on: day(Column::JoinedOn, entry.standing.joined_on, old.standing.joined_on),
        full_on: day(Column::FullOn, entry.standing.full_on, old.standing.full_on),
    };
    let born_month = entry.born.is_some_and(|born| born.precision == Precision::Month);
    Particulars {
        name: entry.name.as_str().to_owned(),
        sex: entry.sex.map(|sex| sex.as_str().to_owned()).or(old.sex),
        born_on: finer(entry.born.map(SpelledDate::earliest), born_month, old.born_on),
        ethnicity: text(&entry.ethnicity, &old.ethnicity),
        native_place: text(&entry.native_place, &old.native_place),
        education: text(&entry.education, &old.education),
        phone: entry.phone.as_ref().map(|phone| phone.as_str().to_owned()).or(old.phone),
        email: text(&entry.email, &old.email),
        introducers: text(&entry.introducers, &old.introducers),
        stage: stage(entry, old.stage, today),
        standing,
    }
}

/// The new date; but a month does not blur a day of that month which is known already.
fn finer(new: Option<NaiveDate>, month_only: bool, old: Option<NaiveDate>) -> Option<NaiveDate> {
    let same_month = |a: NaiveDate, b: NaiveDate| (a.year(), a.month()) == (b.year(), b.month());
    match (new, old) {
        (Some(new), Some(old)) if month_only && same_month(new, old) => Some(old),
        (Some(new), _) => Some(new),
        (None, old) => old,
    }
}

/// The stage of the row. What its own dates reach is no claim that somebody is not further.
fn stage(entry: &RosterEntry, old: Option<Stage>, today: NaiveDate) -> Option<Stage> {
    let by_dates = entry.standing.stage_on(today);
    if entry.stage == by_dates { entry.stage.max(old) } else { entry.stage.or(old) }
}

fn changes(
    person: &KnownPerson,
    after: &Particulars,
    identity: Option<&RosterEntry>,
    membership: &MembershipStep,
    affiliation: &AffiliationStep,
    entry: &RosterEntry,
    place: &Place,
) -> Vec<Change> {
    let mut changes = Change::between(person.particulars.fields(), after.fields());
    let number = identity.and_then(|entry| entry.identity_number);
    changes.extend(number.map(|number| Change::of("identity_number", None, Some(number.masked()))));
    let branch = |id: &OrganisationId| place.names.get(id).cloned();
    let entered = || branch(&entry.branch);
    match membership {
        MembershipStep::Keep => {}
        MembershipStep::Enter { .. } => changes.push(Change::of("branch_name", None, entered())),
        MembershipStep::Move { ends, .. } => {
            changes.push(Change::of("branch_name", branch(&ends.organisation), entered()));
        }
    }
    changes.extend(unit_changes(affiliation, place));
    changes
}

fn unit_changes(step: &AffiliationStep, place: &Place) -> Vec<Change> {
    let unit = |id: &UnitId| place.units.get(id).map(|unit| unit.known.name.clone());
    let word = |role: AffiliationRole| Some(role.as_str().to_owned());
    match step {
        AffiliationStep::Keep => Vec::new(),
        AffiliationStep::Add { unit: to, staff_number, ends, .. } => {
            let left = ends.as_ref().and_then(|ended| unit(&ended.unit));
            let mut changes = vec![Change::of("workplace", left, unit(to))];
            if staff_number.is_some() {
                let old = ends.as_ref().and_then(|ended| ended.staff_number.clone());
                changes.push(Change::of("staff_number", old, staff_number.clone()));
            }
            changes
        }
        AffiliationStep::Change { before, role, staff_number } => {
            let back = (!before.open).then(|| Change::of("workplace", None, unit(&before.unit)));
            let old = [("role", word(before.role)), ("staff_number", before.staff_number.clone())];
            let new = [("role", word(*role)), ("staff_number", staff_number.clone())];
            back.into_iter().chain(Change::between(old, new)).collect()
        }
    }
}

#[cfg(test)]
mod tests;
