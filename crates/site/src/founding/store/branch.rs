//! The branch itself: bringing it into being, and what it is made of.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use gongjian_domain::kinds::{OrganisationId, SideId};
use gongjian_domain::organisation::founding::{Application, Foundation, Manner, Move, Post};
use gongjian_domain::organisation::side::{Seal, SideKind};
use gongjian_domain::organisation::unit::OrganisationKind;
use gongjian_domain::people::stage::Stage;
use gongjian_tables::{founding, membership, office, party_organisation, person, side, side_unit};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::people::stage_on;
use super::proposal::Proposal;
use crate::account::store::ends_after;
use crate::clock::Clock;
use crate::db::{StoreError, Tx};
use crate::organisation;
use crate::policy::actions::DecideFounding;
use crate::policy::{OfficeName, Permit};

/// Whether an organisation has this code, or a founding other than `but` holds it.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::founding) async fn code_is_taken(tx: &Tx, code: &str, but: Uuid) -> Result<bool, StoreError> {
    if organisation::store::by_code(tx, code).await?.is_some() {
        return Ok(true);
    }
    let held: Option<Uuid> = founding::Entity::find()
        .filter(founding::Column::Code.eq(code))
        .filter(founding::Column::Id.ne(but))
        .select_only()
        .column(founding::Column::Id)
        .into_tuple()
        .one(tx)
        .await?;
    Ok(held.is_some())
}

/// Brings the branch into being below `permit.on()`: its sides, its members with
/// the day they move, and its offices. The act stands in the new branch's own
/// chain; the chains of the committee above, of the sides' homes and of the
/// branches left refer to it.
///
/// # Errors
///
/// When the database refuses; the code may be taken.
pub(in crate::founding) async fn establish(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<DecideFounding>,
    proposal: &Proposal,
    application: &Application,
    foundation: &Foundation,
) -> Result<OrganisationId, StoreError> {
    let branch: OrganisationId = clock.id();
    let row = party_organisation::ActiveModel {
        id: Set(branch.uuid()),
        code: Set(proposal.plan.code.clone()),
        name: Set(application.name.clone()),
        kind: Set(OrganisationKind::JointBranch.as_str().to_owned()),
        parent_id: Set(Some(permit.on().uuid())),
        founded_on: Set(Some(foundation.on)),
        created_at: Set(clock.now()),
        ..Default::default()
    };
    party_organisation::Entity::insert(row).exec_without_returning(tx).await?;
    organisation::store::place(tx, branch, Some(permit.on())).await?;
    write_sides(tx, branch, application).await?;
    close_memberships(tx, &foundation.moves).await?;
    open_memberships(tx, clock, branch, &foundation.moves).await?;
    open_offices(tx, clock, branch, application, foundation.on).await?;
    record(tx, clock, permit, proposal, branch, foundation).await?;
    Ok(branch)
}

async fn write_sides(tx: &Tx, branch: OrganisationId, application: &Application) -> Result<(), StoreError> {
    let sides = application.sides.iter().zip(0_i32..).map(|(plan, position)| side::ActiveModel {
        id: Set(plan.side.id.uuid()),
        organisation_id: Set(branch.uuid()),
        kind: Set(plan.side.kind.as_str().to_owned()),
        seal: Set(plan.side.seal.to_string()),
        name: Set(plan.side.name.clone()),
        position: Set(position),
    });
    side::Entity::insert_many(sides).exec_without_returning(tx).await?;
    let ties = application.sides.iter().flat_map(|plan| {
        plan.units.iter().map(|part| side_unit::ActiveModel {
            side_id: Set(plan.side.id.uuid()),
            unit_id: Set(part.unit.uuid()),
        })
    });
    side_unit::Entity::insert_many(ties).exec_without_returning(tx).await?;
    Ok(())
}

/// Ends the membership each formal move leaves, on the day of the move.
async fn close_memberships(tx: &Tx, moves: &[Move]) -> Result<(), StoreError> {
    let mut left: BTreeMap<(NaiveDate, OrganisationId), Vec<Uuid>> = BTreeMap::new();
    for one in moves.iter().filter(|one| one.manner == Manner::Formal) {
        if let Some(from) = one.from {
            left.entry((one.on, from)).or_default().push(one.person.uuid());
        }
    }
    for ((on, from), people) in left {
        membership::Entity::update_many()
            .col_expr(membership::Column::UntilOn, Expr::value(on))
            .filter(membership::Column::OrganisationId.eq(from.uuid()))
            .filter(membership::Column::PersonId.is_in(people))
            .filter(membership::Column::Kind.eq(Manner::Formal.as_str()))
            .filter(
                Condition::any()
                    .add(membership::Column::FromOn.is_null())
                    .add(membership::Column::FromOn.lte(on)),
            )
            .filter(ends_after(membership::Column::UntilOn, on))
            .exec(tx)
            .await?;
    }
    Ok(())
}

async fn open_memberships(
    tx: &Tx,
    clock: &Clock,
    branch: OrganisationId,
    moves: &[Move],
) -> Result<(), StoreError> {
    let rows = moves.iter().map(|one| membership::ActiveModel {
        id: Set(clock.uuid()),
        person_id: Set(one.person.uuid()),
        organisation_id: Set(branch.uuid()),
        kind: Set(one.manner.as_str().to_owned()),
        side_id: Set(Some(one.side.uuid())),
        from_on: Set(Some(one.on)),
        until_on: Set(None),
    });
    membership::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// The posts of the committee, held in the branch as a whole, and the secretary of each side.
async fn open_offices(
    tx: &Tx,
    clock: &Clock,
    branch: OrganisationId,
    application: &Application,
    on: NaiveDate,
) -> Result<(), StoreError> {
    let seats = application.committee.seats.iter().map(|seat| (seat.person, office_of(seat.post), None));
    let signatories = application
        .sides
        .iter()
        .filter_map(|plan| plan.signatory.map(|person| (person, OfficeName::Secretary, Some(plan.side.id))));
    let rows: Vec<office::ActiveModel> = seats
        .chain(signatories)
        .map(|(person, name, side): (_, _, Option<SideId>)| office::ActiveModel {
            id: Set(clock.uuid()),
            person_id: Set(person.uuid()),
            organisation_id: Set(Some(branch.uuid())),
            side_id: Set(side.map(Into::into)),
            name: Set(name.as_str().to_owned()),
            from_on: Set(on),
            until_on: Set(None),
        })
        .collect();
    if !rows.is_empty() {
        office::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

const fn office_of(post: Post) -> OfficeName {
    match post {
        Post::Secretary => OfficeName::Secretary,
        Post::Deputy => OfficeName::DeputySecretary,
        Post::Organisation => OfficeName::OrganisationMember,
        Post::Publicity => OfficeName::PublicityMember,
        Post::Discipline => OfficeName::DisciplineMember,
        Post::Other => OfficeName::CommitteeMember,
    }
}

/// Chains are taken in the order of their ids, so two foundings never wait for each other crosswise.
async fn record(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<DecideFounding>,
    proposal: &Proposal,
    branch: OrganisationId,
    foundation: &Foundation,
) -> Result<(), StoreError> {
    let fields = ["name", "code", "sides", "memberships", "offices"];
    let values = json!({ "plan": proposal.plan, "foundation": foundation });
    let about = || permit.act().about("PartyOrganisation", branch);
    let entry = tx.record(clock, about().in_chain(branch).changed(&fields, values)).await?;
    let formal = foundation.moves.iter().filter(|one| one.manner == Manner::Formal);
    let mut chains: BTreeSet<OrganisationId> = formal.filter_map(|one| one.from).collect();
    chains.extend(proposal.parties());
    for chain in chains {
        let act = about().in_chain(chain).referring_to(entry).changed(&["memberships"], json!(null));
        tx.record(clock, act).await?;
    }
    Ok(())
}

/// One side of a joint branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SideLine {
    /// The side.
    pub id: Uuid,
    /// `school`, `enterprise`, `association` or `other`.
    pub kind: &'static str,
    /// The character it signs with.
    #[schema(value_type = String)]
    pub seal: Seal,
    /// What it is called.
    pub name: String,
}

/// How many people of a side stand at each stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
pub struct FoundingStageCounts {
    /// Full members.
    pub full: u32,
    /// Probationary members.
    pub probationary: u32,
    /// Development targets.
    pub target: u32,
    /// Activists.
    pub activist: u32,
    /// Applicants.
    pub applicant: u32,
    /// With no stage known on the day.
    pub unknown: u32,
    /// Those who only take part, whatever their stage; not counted above.
    pub participating: u32,
}

/// A joint branch by side and stage, on one day.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, ToSchema)]
pub struct Composition {
    /// The sides in the order they sign, with their counts.
    pub sides: Vec<(SideLine, FoundingStageCounts)>,
    /// Those on no side.
    pub none: FoundingStageCounts,
}

impl FoundingStageCounts {
    /// Members: full and probationary.
    #[must_use]
    pub const fn members(&self) -> u32 {
        self.full.saturating_add(self.probationary)
    }

    fn count(&mut self, formal: bool, stage: Option<Stage>) {
        let place = match stage {
            _ if !formal => &mut self.participating,
            Some(Stage::Full) => &mut self.full,
            Some(Stage::Probationary) => &mut self.probationary,
            Some(Stage::Target) => &mut self.target,
            Some(Stage::Activist) => &mut self.activist,
            Some(Stage::Applicant) => &mut self.applicant,
            None => &mut self.unknown,
        };
        *place = place.saturating_add(1);
    }
}

/// The sides of a joint branch, in the order they sign; empty for any other organisation.
///
/// # Errors
///
/// When the database cannot be asked, or a row makes no sense.
pub async fn sides(tx: &Tx, branch: OrganisationId) -> Result<Vec<SideLine>, StoreError> {
    let rows = side::Entity::find()
        .filter(side::Column::OrganisationId.eq(branch.uuid()))
        .order_by_asc(side::Column::Position)
        .order_by_asc(side::Column::Id)
        .all(tx)
        .await?;
    let line = |row: side::Model| {
        let kind = SideKind::parse(&row.kind).ok_or_else(|| StoreError::row("side", "no such kind"))?;
        let seal = row.seal.parse().map_err(|why| StoreError::row("side", why))?;
        Ok(SideLine { id: row.id, kind: kind.as_str(), seal, name: row.name })
    };
    rows.into_iter().map(line).collect()
}

/// The people of `branch` on the day `as_of`, counted by side and stage.
///
/// # Errors
///
/// When the database cannot be asked, or a row makes no sense.
pub async fn composition(
    tx: &Tx,
    branch: OrganisationId,
    as_of: NaiveDate,
) -> Result<Composition, StoreError> {
    let mut counted = Composition {
        sides: sides(tx, branch)
            .await?
            .into_iter()
            .map(|side| (side, FoundingStageCounts::default()))
            .collect(),
        none: FoundingStageCounts::default(),
    };
    let memberships = membership::Entity::find()
        .filter(membership::Column::OrganisationId.eq(branch.uuid()))
        .filter(
            Condition::any()
                .add(membership::Column::FromOn.is_null())
                .add(membership::Column::FromOn.lte(as_of)),
        )
        .filter(ends_after(membership::Column::UntilOn, as_of))
        .all(tx)
        .await?;
    let people = person::Entity::find()
        .filter(person::Column::Id.is_in(memberships.iter().map(|row| row.person_id)))
        .all(tx)
        .await?;
    let people: BTreeMap<Uuid, person::Model> = people.into_iter().map(|row| (row.id, row)).collect();
    for row in memberships {
        let Some(person) = people.get(&row.person_id) else { continue };
        let stage = stage_on(person, as_of)?;
        let side = counted.sides.iter_mut().find(|(side, _)| Some(side.id) == row.side_id);
        let place = side.map_or(&mut counted.none, |(_, counts)| counts);
        place.count(row.kind == Manner::Formal.as_str(), stage);
    }
    Ok(counted)
}
