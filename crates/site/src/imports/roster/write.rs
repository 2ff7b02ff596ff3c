//! Taking rows of a roster over: people, memberships and affiliations, many at a time.

use chrono::NaiveDate;
use gongjian_domain::kinds::PersonId;
use gongjian_domain::people::roster::RosterEntry;
use gongjian_tables::{affiliation, membership, person};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::compare::{AffiliationStep, MembershipStep, Plan};
use super::known::{KnownAffiliation, Particulars};
use super::{Judged, person_of};
use crate::Site;
use crate::account::store::put_office_end;
use crate::db::{StoreError, Tx};
use crate::imports::row::JudgedRow;
use crate::people;

/// What stood in the register before a row was taken over. Sealed: it is what an undo brings back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Former {
    /// What was known of the person; none where the import made the person.
    pub particulars: Option<Particulars>,
    /// Whether the row brought the identity number.
    pub gained_identity: bool,
    /// The membership it began.
    pub membership_begun: Option<Uuid>,
    /// The membership it ended, with the end it had before.
    pub membership_ended: Option<(Uuid, Option<NaiveDate>)>,
    /// The offices it ended, each with the end it had before.
    #[serde(default)]
    pub offices_ended: Vec<(Uuid, Option<NaiveDate>)>,
    /// The affiliation it began.
    pub affiliation_begun: Option<Uuid>,
    /// The affiliation it ended, as it was.
    pub affiliation_ended: Option<FormerAffiliation>,
    /// The affiliation it changed, as it was.
    pub affiliation_changed: Option<FormerAffiliation>,
}

/// An affiliation as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerAffiliation {
    /// Its id.
    pub id: Uuid,
    /// The role's word.
    pub role: String,
    /// The staff number.
    pub staff_number: Option<String>,
    /// The first day it no longer held.
    pub until_on: Option<NaiveDate>,
}

impl From<&KnownAffiliation> for FormerAffiliation {
    fn from(known: &KnownAffiliation) -> Self {
        Self {
            id: known.id,
            role: known.role.as_str().to_owned(),
            staff_number: known.staff_number.clone(),
            until_on: known.until_on,
        }
    }
}

/// Rows to be inserted once a batch is gone through.
#[derive(Default)]
struct Inserts {
    people: Vec<person::ActiveModel>,
    memberships: Vec<membership::ActiveModel>,
    affiliations: Vec<affiliation::ActiveModel>,
}

/// Takes a batch of rows over; each comes back with the person it is about and what stood there before.
/// Rows that change nothing come back as they are.
///
/// # Errors
///
/// When the database refuses.
pub async fn take_over(
    tx: &mut Tx,
    site: &Site,
    batch: Vec<Judged>,
) -> Result<Vec<(JudgedRow, Option<Former>)>, StoreError> {
    let mut inserts = Inserts::default();
    let mut done = Vec::with_capacity(batch.len());
    for Judged { mut row, plan } in batch {
        let Some(plan) = plan.filter(|plan| plan.person.is_none() || !plan.changes.is_empty()) else {
            done.push((row, None));
            continue;
        };
        let Some(entry) = person_of(&row) else { continue };
        let person = match plan.person {
            None => {
                let id: PersonId = site.clock.id();
                inserts.people.push(new_person(site, id, entry, &plan)?);
                id
            }
            Some(id) => {
                update_person(tx, site, id, entry, &plan).await?;
                id
            }
        };
        let former = settle(tx, site, person, &plan, &mut inserts).await?;
        row.subject = Some(person.uuid());
        done.push((row, Some(former)));
    }
    inserts.run(tx).await?;
    Ok(done)
}

impl Inserts {
    async fn run(self, tx: &Tx) -> Result<(), StoreError> {
        if !self.people.is_empty() {
            person::Entity::insert_many(self.people).exec_without_returning(tx).await?;
        }
        if !self.memberships.is_empty() {
            membership::Entity::insert_many(self.memberships).exec_without_returning(tx).await?;
        }
        if !self.affiliations.is_empty() {
            affiliation::Entity::insert_many(self.affiliations).exec_without_returning(tx).await?;
        }
        Ok(())
    }
}

fn new_person(
    site: &Site,
    id: PersonId,
    entry: &RosterEntry,
    plan: &Plan,
) -> Result<person::ActiveModel, StoreError> {
    let sealed =
        entry.identity_number.map(|number| people::sealed_identity(&site.keys, number)).transpose()?;
    let (sealed, index) = sealed.unzip();
    let mut row = person::Model {
        id: id.uuid(),
        name: String::new(),
        initials: String::new(),
        sex: None,
        born_on: None,
        id_number_sealed: sealed,
        id_number_index: index,
        phone: None,
        email: None,
        ethnicity: None,
        native_place: None,
        education: None,
        stage: None,
        applied_on: None,
        activist_on: None,
        target_on: None,
        joined_on: None,
        full_on: None,
        introducers: None,
        created_at: site.clock.now(),
    }
    .into_active_model();
    fill(&mut row, &plan.after);
    Ok(row.reset_all())
}

async fn update_person(
    tx: &Tx,
    site: &Site,
    id: PersonId,
    entry: &RosterEntry,
    plan: &Plan,
) -> Result<(), StoreError> {
    let mut row = person::ActiveModel { id: Set(id.uuid()), ..Default::default() };
    fill(&mut row, &plan.after);
    if let Some(number) = entry.identity_number.filter(|_| plan.gains_identity) {
        let (sealed, index) = people::sealed_identity(&site.keys, number)?;
        row.id_number_sealed = Set(Some(sealed));
        row.id_number_index = Set(Some(index));
    }
    person::Entity::update(row).exec(tx).await?;
    Ok(())
}

/// Puts everything known of a person into the row.
pub(super) fn fill(row: &mut person::ActiveModel, known: &Particulars) {
    row.name = Set(known.name.clone());
    row.initials = Set(people::initials(&known.name));
    row.sex = Set(known.sex.clone());
    row.born_on = Set(known.born_on);
    row.ethnicity = Set(known.ethnicity.clone());
    row.native_place = Set(known.native_place.clone());
    row.education = Set(known.education.clone());
    row.phone = Set(known.phone.clone());
    row.email = Set(known.email.clone());
    row.introducers = Set(known.introducers.clone());
    row.stage = Set(known.stage.map(|stage| stage.as_str().to_owned()));
    row.applied_on = Set(known.standing.applied_on);
    row.activist_on = Set(known.standing.activist_on);
    row.target_on = Set(known.standing.target_on);
    row.joined_on = Set(known.standing.joined_on);
    row.full_on = Set(known.standing.full_on);
}

/// Membership and affiliation. What begins for somebody already known begins today; for
/// somebody new nobody said since when it holds.
async fn settle(
    tx: &Tx,
    site: &Site,
    person: PersonId,
    plan: &Plan,
    inserts: &mut Inserts,
) -> Result<Former, StoreError> {
    let today = site.clock.today();
    let since = plan.person.map(|_| today);
    let mut former = Former {
        particulars: plan.before.clone(),
        gained_identity: plan.gains_identity,
        membership_begun: None,
        membership_ended: None,
        offices_ended: Vec::new(),
        affiliation_begun: None,
        affiliation_ended: None,
        affiliation_changed: None,
    };
    let (ends, side) = match &plan.membership {
        MembershipStep::Keep => (None, None),
        MembershipStep::Enter { side } => (None, *side),
        MembershipStep::Move { ends, side } => (Some(ends), *side),
    };
    if let Some(ended) = ends {
        end_membership(tx, ended.id, Some(today)).await?;
        former.membership_ended = Some((ended.id, ended.until_on));
    }
    for left in &plan.left_offices {
        put_office_end(tx, left.id, Some(today)).await?;
        former.offices_ended.push((left.id, left.until_on));
    }
    if plan.membership != MembershipStep::Keep {
        let id = site.clock.uuid();
        inserts.memberships.push(membership::ActiveModel {
            id: Set(id),
            person_id: Set(person.uuid()),
            organisation_id: Set(plan.branch.uuid()),
            kind: Set("formal".to_owned()),
            side_id: Set(side.map(Into::into)),
            from_on: Set(since),
            until_on: Set(None),
        });
        former.membership_begun = Some(id);
    }
    affiliate(tx, site, person, plan, inserts, &mut former).await?;
    Ok(former)
}

async fn affiliate(
    tx: &Tx,
    site: &Site,
    person: PersonId,
    plan: &Plan,
    inserts: &mut Inserts,
    former: &mut Former,
) -> Result<(), StoreError> {
    let today = site.clock.today();
    match &plan.affiliation {
        AffiliationStep::Keep => {}
        AffiliationStep::Add { unit, role, staff_number, ends } => {
            if let Some(ended) = ends {
                let before = FormerAffiliation::from(ended);
                put_affiliation(tx, FormerAffiliation { until_on: Some(today), ..before.clone() }).await?;
                former.affiliation_ended = Some(before);
            }
            let id = site.clock.uuid();
            inserts.affiliations.push(affiliation::ActiveModel {
                id: Set(id),
                person_id: Set(person.uuid()),
                unit_id: Set(unit.uuid()),
                role: Set(role.as_str().to_owned()),
                staff_number: Set(staff_number.clone()),
                from_on: Set(plan.person.map(|_| today)),
                until_on: Set(None),
            });
            former.affiliation_begun = Some(id);
        }
        AffiliationStep::Change { before, role, staff_number } => {
            let changed = FormerAffiliation {
                id: before.id,
                role: role.as_str().to_owned(),
                staff_number: staff_number.clone(),
                until_on: None,
            };
            put_affiliation(tx, changed).await?;
            former.affiliation_changed = Some(before.into());
        }
    }
    Ok(())
}

/// Gives a membership this end.
pub(super) async fn end_membership(tx: &Tx, id: Uuid, until_on: Option<NaiveDate>) -> Result<(), StoreError> {
    membership::Entity::update_many()
        .col_expr(membership::Column::UntilOn, Expr::value(until_on))
        .filter(membership::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Gives an affiliation these values.
pub(super) async fn put_affiliation(tx: &Tx, values: FormerAffiliation) -> Result<(), StoreError> {
    let row = affiliation::ActiveModel {
        id: Set(values.id),
        role: Set(values.role),
        staff_number: Set(values.staff_number),
        until_on: Set(values.until_on),
        ..Default::default()
    };
    affiliation::Entity::update(row).exec(tx).await?;
    Ok(())
}
