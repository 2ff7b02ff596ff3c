//! One founding: finding it, and the one way a change or a step of it is saved.

use chrono::{DateTime, NaiveDate, Utc};
use gongjian_domain::kinds::{FoundingId, OrganisationId, PersonId};
use gongjian_domain::organisation::founding::{Founding, Plan};
use gongjian_tables::{founding, founding_step};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::duty::write_parties;
use crate::Site;
use crate::clock::Clock;
use crate::db::{StoreError, Tx};
use crate::policy::actions::ProposeFounding;
use crate::policy::{Action, Permit};

/// A founding as it stands: what is being written, and what was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its id.
    pub id: FoundingId,
    /// The committee above, which replies.
    pub above: OrganisationId,
    /// Sides, people and posts as they are written now.
    pub plan: Plan,
    /// What was handed in and decided; none while it is a draft.
    pub standing: Option<Founding>,
    /// Counts the changes.
    pub revision: i32,
    /// The branch founded.
    pub branch: Option<OrganisationId>,
    /// Who began it; none for the operator.
    pub created_by: Option<PersonId>,
    /// When it was changed last.
    pub changed_at: DateTime<Utc>,
}

impl Proposal {
    /// `draft`, or the word for where it stands.
    #[must_use]
    pub fn state(&self) -> &'static str {
        self.standing.as_ref().map_or("draft", Founding::as_str)
    }

    /// Whether sides, people and posts may still be changed.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.standing, None | Some(Founding::Returned { .. }))
    }

    /// The organisations it concerns: the committee above, then the home of each side, each once.
    #[must_use]
    pub fn parties(&self) -> Vec<OrganisationId> {
        let mut all = vec![self.above];
        for planned in &self.plan.sides {
            if !all.contains(&planned.home) {
                all.push(planned.home);
            }
        }
        all
    }

    pub(super) fn applied_on(&self) -> Option<NaiveDate> {
        self.standing.as_ref().map(|standing| standing.application().applied_on)
    }

    /// The code held for the branch: none once nobody will found it.
    fn held_code(&self) -> Option<String> {
        let withdrawn = matches!(self.standing, Some(Founding::Withdrawn { .. }));
        (!withdrawn).then(|| self.plan.code.clone())
    }
}

/// A step as it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::founding) struct StepLine {
    pub(in crate::founding) word: String,
    pub(in crate::founding) at: DateTime<Utc>,
    pub(in crate::founding) on: Option<NaiveDate>,
    pub(in crate::founding) by: Option<PersonId>,
    pub(in crate::founding) seal: Option<String>,
    pub(in crate::founding) rule: Option<String>,
    pub(in crate::founding) note: Option<String>,
}

/// A step about to be recorded.
#[derive(Debug, Clone, Default)]
pub(in crate::founding) struct Step {
    /// Its word, such as `handed_in`.
    pub(in crate::founding) word: &'static str,
    /// The day it counts from.
    pub(in crate::founding) on: Option<NaiveDate>,
    /// The seal of the side it is taken for.
    pub(in crate::founding) seal: Option<String>,
    /// The rule overruled.
    pub(in crate::founding) rule: Option<String>,
    /// A reason, a comment, the number of a letter.
    pub(in crate::founding) note: Option<String>,
}

impl Step {
    pub(in crate::founding) fn new(word: &'static str) -> Self {
        Self { word, ..Self::default() }
    }
}

/// The founding with this id.
///
/// # Errors
///
/// When the database cannot be asked or the row makes no sense.
pub(in crate::founding) async fn find(tx: &Tx, id: FoundingId) -> Result<Option<Proposal>, StoreError> {
    founding::Entity::find_by_id(id.uuid()).one(tx).await?.map(read).transpose()
}

/// The same, held until the transaction ends.
///
/// # Errors
///
/// As [`find`].
pub(in crate::founding) async fn find_locked(
    tx: &mut Tx,
    id: FoundingId,
) -> Result<Option<Proposal>, StoreError> {
    founding::Entity::find_by_id(id.uuid()).lock_exclusive().one(tx).await?.map(read).transpose()
}

pub(super) fn read(row: founding::Model) -> Result<Proposal, StoreError> {
    let wrong = |why: serde_json::Error| StoreError::row("founding", format!("{:?}", why.classify()));
    let proposal = Proposal {
        id: row.id.into(),
        above: row.above_id.into(),
        plan: serde_json::from_value(row.plan).map_err(wrong)?,
        standing: row.standing.map(serde_json::from_value).transpose().map_err(wrong)?,
        revision: row.revision,
        branch: row.branch_id.map(OrganisationId::from),
        created_by: row.created_by.map(PersonId::from),
        changed_at: row.changed_at,
    };
    if proposal.state() == row.state {
        Ok(proposal)
    } else {
        Err(StoreError::row("founding", "the state and what stands behind it differ"))
    }
}

/// The columns that follow from a founding as it stands.
fn row(proposal: &Proposal) -> Result<founding::ActiveModel, StoreError> {
    let json = |value: serde_json::Result<serde_json::Value>| {
        value.map_err(|_| StoreError::row("founding", "it cannot be written as JSON"))
    };
    Ok(founding::ActiveModel {
        id: Set(proposal.id.uuid()),
        above_id: Set(proposal.above.uuid()),
        state: Set(proposal.state().to_owned()),
        name: Set(proposal.plan.name.clone()),
        code: Set(proposal.held_code()),
        plan: Set(json(serde_json::to_value(&proposal.plan))?),
        standing: Set(match &proposal.standing {
            Some(standing) => Some(json(serde_json::to_value(standing))?),
            None => None,
        }),
        revision: Set(proposal.revision),
        applied_on: Set(proposal.applied_on()),
        branch_id: Set(proposal.branch.map(Into::into)),
        created_by: Set(proposal.created_by.map(Into::into)),
        changed_at: Set(proposal.changed_at),
        ..Default::default()
    })
}

/// Writes a new draft. The permit is for the committee above.
///
/// # Errors
///
/// When the database refuses; the code may be held by another founding.
pub(in crate::founding) async fn begin(
    tx: &mut Tx,
    site: &Site,
    permit: &Permit<ProposeFounding>,
    proposal: &Proposal,
) -> Result<(), StoreError> {
    let mut new = row(proposal)?;
    new.above_id = Set(permit.on().uuid());
    new.created_at = Set(site.clock.now());
    founding::Entity::insert(new).exec_without_returning(tx).await?;
    write_parties(tx, site, proposal).await?;
    write_step(tx, &site.clock, permit, proposal.id, Step::new("began")).await?;
    record(tx, &site.clock, permit, proposal, &["plan"]);
    Ok(())
}

/// Saves a founding with the steps just taken, if any, and the ledger's entry.
///
/// # Errors
///
/// When the permit is for an organisation the founding does not concern, or the database refuses.
pub(in crate::founding) async fn save<A: Action<On = gongjian_domain::kinds::PartyOrganisation>>(
    tx: &mut Tx,
    site: &Site,
    permit: &Permit<A>,
    proposal: Proposal,
    taken: Vec<Step>,
) -> Result<(), StoreError> {
    if !proposal.parties().contains(&permit.on()) {
        return Err(StoreError::row("founding", "the permit is for another organisation"));
    }
    let proposal = Proposal { revision: proposal.revision + 1, changed_at: site.clock.now(), ..proposal };
    let saved = founding::Entity::update_many()
        .set(row(&proposal)?)
        .filter(founding::Column::Id.eq(proposal.id.uuid()))
        .filter(founding::Column::Revision.eq(proposal.revision - 1))
        .exec(tx)
        .await?;
    // INVARIANT: the row was held by `find_locked`, so nobody can have changed it meanwhile.
    if saved.rows_affected != 1 {
        return Err(StoreError::row("founding", "it was changed while it was held"));
    }
    write_parties(tx, site, &proposal).await?;
    let fields: Vec<&str> =
        if taken.is_empty() { vec!["plan"] } else { taken.iter().map(|step| step.word).collect() };
    record(tx, &site.clock, permit, &proposal, &fields);
    for step in taken {
        write_step(tx, &site.clock, permit, proposal.id, step).await?;
    }
    Ok(())
}

/// Drops a draft that was never handed in.
///
/// # Errors
///
/// When the database refuses.
pub(in crate::founding) async fn drop_draft(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<ProposeFounding>,
    proposal: &Proposal,
) -> Result<(), StoreError> {
    founding::Entity::delete_many()
        .filter(founding::Column::Id.eq(proposal.id.uuid()))
        .filter(founding::Column::AboveId.eq(permit.on().uuid()))
        .filter(founding::Column::State.eq("draft"))
        .exec(tx)
        .await?;
    record(tx, clock, permit, proposal, &["dropped"]);
    Ok(())
}

async fn write_step<A: Action>(
    tx: &Tx,
    clock: &Clock,
    permit: &Permit<A>,
    id: FoundingId,
    step: Step,
) -> Result<(), StoreError> {
    let row = founding_step::ActiveModel {
        id: Set(clock.uuid()),
        founding_id: Set(id.uuid()),
        step: Set(step.word.to_owned()),
        at: Set(clock.now()),
        on_day: Set(step.on),
        by_id: Set(permit.actor().person().map(Uuid::from)),
        seal: Set(step.seal),
        rule: Set(step.rule),
        note: Set(step.note),
    };
    founding_step::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The act stands in the chain of the committee above, which owns the founding.
fn record<A: Action>(tx: &mut Tx, clock: &Clock, permit: &Permit<A>, proposal: &Proposal, fields: &[&str]) {
    let values = json!({ "plan": proposal.plan, "standing": proposal.standing });
    let act = permit.act().about("Founding", proposal.id).in_chain(proposal.above).changed(fields, values);
    tx.record(clock, act);
}

/// Every step of a founding, the oldest first.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::founding) async fn steps(tx: &Tx, id: FoundingId) -> Result<Vec<StepLine>, StoreError> {
    let rows = founding_step::Entity::find()
        .filter(founding_step::Column::FoundingId.eq(id.uuid()))
        .order_by_asc(founding_step::Column::Id)
        .all(tx)
        .await?;
    let line = |row: founding_step::Model| StepLine {
        word: row.step,
        at: row.at,
        on: row.on_day,
        by: row.by_id.map(PersonId::from),
        seal: row.seal,
        rule: row.rule,
        note: row.note,
    };
    Ok(rows.into_iter().map(line).collect())
}
