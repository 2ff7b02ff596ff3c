//! Who belongs to a branch, who may be invited, and what people and branches are called.

use std::collections::HashMap;

use chrono::NaiveDate;
use gongjian_domain::kinds::{OrganisationId, PersonId, SideId};
use gongjian_domain::meeting::{Plan, Word};
use gongjian_domain::organisation::side::{Seal, SideKind};
use gongjian_domain::organisation::unit::OrganisationKind;
use gongjian_domain::people::stage::Stage;
use gongjian_tables::{meeting, membership, office, party_organisation, person, side};
use sea_orm::sea_query::{Expr, ExprTrait, Func, JoinType, Order, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::load::{self, PartyLine};
use crate::account::store::ends_after;
use crate::db::{StoreError, Tx, containing, starting};
use crate::policy::{OfficeName, Scope};

/// The seal of a branch that has no sides: it confirms for itself.
const BRANCH_SEAL: &str = "支";
/// As many people are shown for one search.
const MOST_FOUND: u64 = 20;
/// As many branches are offered to choose from.
const MOST_BRANCHES: u64 = 1_000;

/// Somebody of a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// On which side; the branch itself where it has none.
    pub side: Option<SideId>,
    /// At which stage.
    pub stage: Option<Stage>,
}

/// Somebody found by name, with the organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::meeting) struct NamedPerson {
    pub(in crate::meeting) person: PersonId,
    pub(in crate::meeting) name: String,
    pub(in crate::meeting) organisation: String,
}

fn on_day(day: NaiveDate) -> Condition {
    Condition::all()
        .add(
            Condition::any()
                .add(membership::Column::FromOn.is_null())
                .add(membership::Column::FromOn.lte(day)),
        )
        .add(ends_after(membership::Column::UntilOn, day))
}

/// Everybody who belongs to `branch` on `day`, side by side, by the initials of their names.
///
/// # Errors
///
/// When the database cannot be asked.
pub(crate) async fn members(
    tx: &Tx,
    branch: OrganisationId,
    parties: &[PartyLine],
    day: NaiveDate,
) -> Result<Vec<Member>, StoreError> {
    let ties: Vec<(Uuid, Option<Uuid>)> = membership::Entity::find()
        .filter(membership::Column::OrganisationId.eq(branch.uuid()))
        .filter(on_day(day))
        .select_only()
        .columns([membership::Column::PersonId, membership::Column::SideId])
        .into_tuple()
        .all(tx)
        .await?;
    if ties.is_empty() {
        return Ok(Vec::new());
    }
    let sides: HashMap<Uuid, Option<Uuid>> = ties.into_iter().collect();
    let rows = person::Entity::find()
        .filter(person::Column::Id.is_in(sides.keys().copied()))
        .order_by_asc(person::Column::Initials)
        .order_by_asc(person::Column::Id)
        .all(tx)
        .await?;
    let alone = match parties {
        [one] => Some(one.side),
        _ => None,
    };
    let mut members: Vec<Member> = rows
        .into_iter()
        .map(|row| Member {
            side: sides.get(&row.id).copied().flatten().map(SideId::from).or(alone),
            person: row.id.into(),
            name: row.name,
            stage: row.stage.as_deref().and_then(Stage::parse),
        })
        .collect();
    members.sort_by_key(|member| place_of(member.side, parties));
    Ok(members)
}

/// Where a side stands among the parties; people on no side come last.
fn place_of(side: Option<SideId>, parties: &[PartyLine]) -> usize {
    parties.iter().position(|party| Some(party.side) == side).unwrap_or(parties.len())
}

/// The parties to a meeting of `branch`: its sides, or the branch itself where it has none.
///
/// # Errors
///
/// When the database cannot be asked or a seal is none.
pub(crate) async fn parties_of(tx: &Tx, branch: OrganisationId) -> Result<Vec<PartyLine>, StoreError> {
    let rows = side::Entity::find()
        .filter(side::Column::OrganisationId.eq(branch.uuid()))
        .order_by_asc(side::Column::Position)
        .order_by_asc(side::Column::Id)
        .all(tx)
        .await?;
    let seal = |text: &str| text.parse::<Seal>().map_err(|error| StoreError::row("side", error));
    let line = |side: SideId, kind: SideKind, seal: Seal, name: String| PartyLine {
        side,
        kind,
        seal,
        name,
        signed: None,
        returned_at: None,
    };
    if rows.is_empty() {
        let name = branch_name(tx, branch).await?.unwrap_or_default();
        let own = SideId::from_uuid(branch.uuid());
        return Ok(vec![line(own, SideKind::Other, seal(BRANCH_SEAL)?, name)]);
    }
    rows.into_iter()
        .map(|row| {
            let kind = SideKind::parse(&row.kind).ok_or_else(|| StoreError::row("side", "no such kind"))?;
            Ok(line(row.id.into(), kind, seal(&row.seal)?, row.name))
        })
        .collect()
}

/// The secretary of each side of `branch` on `day`; of a branch without sides its own.
///
/// # Errors
///
/// When the database cannot be asked.
pub(crate) async fn secretaries(
    tx: &Tx,
    branch: OrganisationId,
    day: NaiveDate,
) -> Result<Vec<(SideId, PersonId)>, StoreError> {
    let rows = office::Entity::find()
        .filter(office::Column::OrganisationId.eq(branch.uuid()))
        .filter(office::Column::Name.eq(OfficeName::Secretary.as_str()))
        .filter(office::Column::FromOn.lte(day))
        .filter(ends_after(office::Column::UntilOn, day))
        .order_by_asc(office::Column::Id)
        .all(tx)
        .await?;
    let own = branch.uuid();
    Ok(rows.into_iter().map(|row| (row.side_id.unwrap_or(own).into(), row.person_id.into())).collect())
}

/// What `branch` is called.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::meeting) async fn branch_name(
    tx: &Tx,
    branch: OrganisationId,
) -> Result<Option<String>, StoreError> {
    Ok(party_organisation::Entity::find_by_id(branch.uuid())
        .select_only()
        .column(party_organisation::Column::Name)
        .into_tuple()
        .one(tx)
        .await?)
}

/// The branches and joint branches `scope` covers, by their code.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::meeting) async fn branches(
    tx: &Tx,
    scope: &Scope,
) -> Result<Vec<(OrganisationId, String)>, StoreError> {
    let rows: Vec<(Uuid, String)> = party_organisation::Entity::find()
        .filter(party_organisation::Column::Kind.is_in(OrganisationKind::BRANCHES))
        .filter(party_organisation::Column::DissolvedOn.is_null())
        .filter(scope.covers((party_organisation::Entity, party_organisation::Column::Id)))
        .order_by_asc(party_organisation::Column::Code)
        .limit(MOST_BRANCHES)
        .select_only()
        .columns([party_organisation::Column::Id, party_organisation::Column::Name])
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|(id, name)| (id.into(), name)).collect())
}

/// The plan of the meeting `branch` held or planned last.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub(in crate::meeting) async fn last_plan(
    tx: &Tx,
    branch: OrganisationId,
) -> Result<Option<Plan>, StoreError> {
    let row = meeting::Entity::find()
        .filter(meeting::Column::OrganisationId.eq(branch.uuid()))
        .filter(meeting::Column::State.ne(Word::Cancelled.as_str()))
        .order_by_desc(meeting::Column::OnDay)
        .order_by_desc(meeting::Column::Id)
        .limit(1)
        .one(tx)
        .await?;
    row.map(load::plan).transpose()
}

/// The days from `from` on for which `branch` has a meeting that was not called off.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::meeting) async fn taken_days(
    tx: &Tx,
    branch: OrganisationId,
    from: NaiveDate,
) -> Result<Vec<NaiveDate>, StoreError> {
    Ok(meeting::Entity::find()
        .filter(meeting::Column::OrganisationId.eq(branch.uuid()))
        .filter(meeting::Column::State.ne(Word::Cancelled.as_str()))
        .filter(meeting::Column::OnDay.gte(from))
        .select_only()
        .column(meeting::Column::OnDay)
        .into_tuple()
        .all(tx)
        .await?)
}

/// People `scope` covers whose name holds `words`, or whose initials begin with them.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::meeting) async fn search(
    tx: &Tx,
    scope: &Scope,
    words: &str,
    day: NaiveDate,
) -> Result<Vec<NamedPerson>, StoreError> {
    let words = words.trim();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let named = Condition::any()
        .add(person::Column::Name.like(containing(words)))
        .add(person::Column::Initials.like(starting(&words.to_lowercase())));
    let rows: Vec<(Uuid, String, String)> = person::Entity::find()
        .join(sea_orm::sea_query::JoinType::InnerJoin, person_to_membership())
        .join(sea_orm::sea_query::JoinType::InnerJoin, membership_to_organisation())
        .filter(named)
        .filter(on_day(day))
        .filter(scope.covers((membership::Entity, membership::Column::OrganisationId)))
        .order_by_asc(person::Column::Initials)
        .order_by_asc(person::Column::Id)
        .limit(MOST_FOUND)
        .select_only()
        .columns([person::Column::Id, person::Column::Name])
        .column(party_organisation::Column::Name)
        .into_tuple()
        .all(tx)
        .await?;
    let mut found: Vec<NamedPerson> = Vec::new();
    for (id, name, organisation) in rows {
        if found.iter().all(|one| one.person.uuid() != id) {
            found.push(NamedPerson { person: id.into(), name, organisation });
        }
    }
    Ok(found)
}

fn person_to_membership() -> sea_orm::RelationDef {
    person::Entity::belongs_to(membership::Entity)
        .from(person::Column::Id)
        .to(membership::Column::PersonId)
        .into()
}

fn membership_to_organisation() -> sea_orm::RelationDef {
    membership::Entity::belongs_to(party_organisation::Entity)
        .from(membership::Column::OrganisationId)
        .to(party_organisation::Column::Id)
        .into()
}

/// Those of `people` who belong to an organisation `scope` covers.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::meeting) async fn seen_by(
    tx: &Tx,
    scope: &Scope,
    people: &[PersonId],
    day: NaiveDate,
) -> Result<Vec<PersonId>, StoreError> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = membership::Entity::find()
        .filter(membership::Column::PersonId.is_in(people.iter().map(|person| person.uuid())))
        .filter(on_day(day))
        .filter(scope.covers((membership::Entity, membership::Column::OrganisationId)))
        .select_only()
        .column(membership::Column::PersonId)
        .distinct()
        .into_tuple()
        .all(tx)
        .await?;
    Ok(ids.into_iter().map(PersonId::from).collect())
}

/// The topmost Party organisation in a unit of each party, where there is one.
///
/// # Errors
///
/// When the database cannot be asked.
pub(super) async fn homes(
    tx: &Tx,
    parties: &[PartyLine],
) -> Result<Vec<(SideId, OrganisationId)>, StoreError> {
    let deepest = Query::select()
        .expr(Func::max(Expr::col(("above", "depth"))))
        .from_as("organisation_ancestor", "above")
        .and_where(Expr::col(("above", "organisation_id")).equals(("o", "id")))
        .take();
    let question = Query::select()
        .column(("place", "side_id"))
        .column(("o", "id"))
        .from_as("side_unit", "place")
        .join_as(
            JoinType::InnerJoin,
            "party_organisation",
            "o",
            Expr::col(("o", "unit_id"))
                .equals(("place", "unit_id"))
                .and(Expr::col(("o", "dissolved_on")).is_null()),
        )
        .and_where(Expr::col(("place", "side_id")).is_in(parties.iter().map(|party| party.side.uuid())))
        .order_by_expr(Expr::SubQuery(None, Box::new(deepest.into())), Order::Asc)
        .order_by(("o", "code"), Order::Asc)
        .take();
    let mut homes: Vec<(SideId, OrganisationId)> = Vec::new();
    for row in tx.query_all(&question).await? {
        let side = SideId::from_uuid(row.try_get_by_index(0)?);
        if homes.iter().all(|(one, _)| *one != side) {
            homes.push((side, OrganisationId::from_uuid(row.try_get_by_index(1)?)));
        }
    }
    Ok(homes)
}
