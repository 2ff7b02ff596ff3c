//! The branch itself: bringing it into being.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use gongjian_domain::kinds::{OrganisationId, SideId};
use gongjian_domain::organisation::founding::{Application, Foundation, Manner, Move, Post};
use gongjian_domain::organisation::unit::OrganisationKind;
use gongjian_tables::{founding, membership, office, party_organisation, side, side_unit};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::proposal::Proposal;
use crate::account::store::{LeftOffice, ends_after, offices_from, put_office_end};
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
/// the day they move, its offices, and the day their first term ends. The act stands in the new branch's own
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
    (application, foundation): (&Application, &Foundation),
    term_ends_on: Option<NaiveDate>,
) -> Result<OrganisationId, StoreError> {
    let branch: OrganisationId = clock.id();
    let row = party_organisation::ActiveModel {
        id: Set(branch.uuid()),
        code: Set(proposal.plan.code.clone()),
        name: Set(application.name.clone()),
        kind: Set(OrganisationKind::JointBranch.as_str().to_owned()),
        parent_id: Set(Some(permit.on().uuid())),
        founded_on: Set(Some(foundation.on)),
        term_ends_on: Set(term_ends_on),
        created_at: Set(clock.now()),
        ..Default::default()
    };
    party_organisation::Entity::insert(row).exec_without_returning(tx).await?;
    organisation::store::place(tx, branch, Some(permit.on())).await?;
    write_sides(tx, branch, application).await?;
    close_memberships(tx, &foundation.moves).await?;
    close_offices(tx, &foundation.moves).await?;
    open_memberships(tx, clock, branch, &foundation.moves).await?;
    open_offices(tx, clock, branch, application, foundation.on).await?;
    record(tx, clock, permit, proposal, (branch, term_ends_on), foundation);
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

/// Ends what people held in the branches they leave, on the day of the move; what was to begin later never does.
async fn close_offices(tx: &Tx, moves: &[Move]) -> Result<(), StoreError> {
    for (left, on) in left_offices(tx, moves).await? {
        put_office_end(tx, left.id, Some(on)).await?;
    }
    Ok(())
}

/// The offices that end with `moves`, each with its day.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::founding) async fn left_offices(
    tx: &Tx,
    moves: &[Move],
) -> Result<Vec<(LeftOffice, NaiveDate)>, StoreError> {
    let formal = || moves.iter().filter(|one| one.manner == Manner::Formal);
    let people: Vec<Uuid> = formal().map(|one| one.person.uuid()).collect();
    let Some(first) = formal().map(|one| one.on).min() else { return Ok(Vec::new()) };
    let held = offices_from(tx, &people, first).await?;
    let of_the_branch_left = |left: LeftOffice| {
        let step = formal().find(|one| one.person == left.person && one.from == Some(left.organisation))?;
        left.until_on.is_none_or(|until| until > step.on).then_some((left, step.on))
    };
    Ok(held.into_iter().filter_map(of_the_branch_left).collect())
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
fn record(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<DecideFounding>,
    proposal: &Proposal,
    (branch, term_ends_on): (OrganisationId, Option<NaiveDate>),
    foundation: &Foundation,
) {
    let fields = ["name", "code", "sides", "memberships", "offices", "term_ends_on"];
    let values = json!({ "plan": proposal.plan, "foundation": foundation, "term_ends_on": term_ends_on });
    let about = || permit.act().about("PartyOrganisation", branch);
    let entry = tx.record(clock, about().in_chain(branch).changed(&fields, values));
    let formal = foundation.moves.iter().filter(|one| one.manner == Manner::Formal);
    let mut chains: BTreeSet<OrganisationId> = formal.filter_map(|one| one.from).collect();
    chains.extend(proposal.parties());
    for chain in chains {
        let act =
            about().in_chain(chain).referring_to(entry).changed(&["memberships", "offices"], json!(null));
        tx.record(clock, act);
    }
}
