//! Questions about one Party organisation.

use chrono::NaiveDate;
use gongjian_domain::kinds::OrganisationId;
use sea_orm::FromQueryResult;
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, Order, Query};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::count::PeopleByStage;
use super::super::store::counted_by_stage;
use crate::db::{StoreError, Tx, rows, short_name};
use crate::people::store::{holds_on, stage_on};

/// Something with a name that can be opened.
#[derive(Debug, Clone, Serialize, ToSchema, FromQueryResult)]
pub struct Linked {
    /// Its id.
    pub id: Uuid,
    /// Its short name, or its name.
    pub name: String,
}

/// What lies above the organisation, the nearest first, itself included.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn above(tx: &Tx, id: OrganisationId) -> Result<Vec<Linked>, StoreError> {
    let question = Query::select()
        .column(("o", "id"))
        .expr_as(short_name("o"), "name")
        .from_as("organisation_ancestor", "x")
        .join_as(
            JoinType::InnerJoin,
            "party_organisation",
            "o",
            Expr::col(("o", "id")).equals(("x", "ancestor_id")),
        )
        .and_where(Expr::col(("x", "organisation_id")).eq(id.uuid()))
        .order_by(("x", "depth"), Order::Asc)
        .take();
    rows(tx, &question).await
}

/// An organisation directly below another.
#[derive(Debug, Clone, Serialize, ToSchema, FromQueryResult)]
pub struct BelowLine {
    /// The organisation.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// People of it and of everything below.
    #[sea_orm(skip)]
    pub counts: PeopleByStage,
}

/// The organisations directly below, by code, with their people on the day.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn below(
    tx: &Tx,
    id: OrganisationId,
    day: NaiveDate,
    as_of: Option<NaiveDate>,
) -> Result<Vec<BelowLine>, StoreError> {
    let founded = Expr::col(("o", "founded_on"));
    let dissolved = Expr::col(("o", "dissolved_on"));
    let question = Query::select()
        .columns([("o", "id"), ("o", "code"), ("o", "name"), ("o", "kind")])
        .from_as("party_organisation", "o")
        .and_where(Expr::col(("o", "parent_id")).eq(id.uuid()))
        .and_where(founded.clone().is_null().or(founded.lte(day)))
        .and_where(dissolved.clone().is_null().or(dissolved.gt(day)))
        .order_by(("o", "code"), Order::Asc)
        .take();
    let mut lines: Vec<BelowLine> = rows(tx, &question).await?;
    let ids: Vec<Uuid> = lines.iter().map(|line| line.id).collect();
    for (organisation, counts) in people_within(tx, &ids, day, as_of).await? {
        if let Some(line) = lines.iter_mut().find(|line| line.id == organisation) {
            line.counts.join(&counts);
        }
    }
    Ok(lines)
}

/// How many formally belong to each of `organisations` or to something below it, by stage, in parts.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn people_within(
    tx: &Tx,
    organisations: &[Uuid],
    day: NaiveDate,
    as_of: Option<NaiveDate>,
) -> Result<Vec<(Uuid, PeopleByStage)>, StoreError> {
    if organisations.is_empty() {
        return Ok(Vec::new());
    }
    let people = Query::select()
        .expr_as(Expr::col(("x", "ancestor_id")), "id")
        .expr_as(stage_on(as_of), "stage")
        .from_as("organisation_ancestor", "x")
        .join_as(
            JoinType::InnerJoin,
            "membership",
            "m",
            Expr::col(("m", "organisation_id")).equals(("x", "organisation_id")),
        )
        .join_as(JoinType::InnerJoin, "person", "p", Expr::col(("p", "id")).equals(("m", "person_id")))
        .and_where(Expr::col(("x", "ancestor_id")).is_in(organisations.iter().copied()))
        .and_where(Expr::col(("m", "kind")).eq("formal"))
        .and_where(holds_on("m", day))
        .take();
    let counted = counted_by_stage(tx, people).await?;
    Ok(counted.into_iter().filter_map(|(id, counts)| Some((id?, counts))).collect())
}

/// How many belong to the organisation itself in any way, by side and stage, in parts.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn people_by_side(
    tx: &Tx,
    id: OrganisationId,
    day: NaiveDate,
    as_of: Option<NaiveDate>,
) -> Result<Vec<(Option<Uuid>, PeopleByStage)>, StoreError> {
    let people = Query::select()
        .expr_as(Expr::col(("m", "side_id")), "id")
        .expr_as(stage_on(as_of), "stage")
        .from_as("membership", "m")
        .join_as(JoinType::InnerJoin, "person", "p", Expr::col(("p", "id")).equals(("m", "person_id")))
        .and_where(Expr::col(("m", "organisation_id")).eq(id.uuid()))
        .and_where(holds_on("m", day))
        .take();
    counted_by_stage(tx, people).await
}

/// One side of a joint branch.
#[derive(Debug, Clone, Serialize, ToSchema, FromQueryResult)]
pub struct OrganisationSide {
    /// The side.
    pub id: Uuid,
    /// `school`, `enterprise`, `association` or `other`.
    pub kind: String,
    /// The character it signs with.
    pub seal: String,
    /// Its name.
    pub name: String,
    /// The units it is made of.
    #[sea_orm(skip)]
    pub units: Vec<Linked>,
    /// Its people.
    #[sea_orm(skip)]
    pub counts: PeopleByStage,
}

#[derive(FromQueryResult)]
struct SideUnit {
    side_id: Uuid,
    id: Uuid,
    name: String,
}

/// The sides of a joint branch in their order, with their units.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn sides(tx: &Tx, id: OrganisationId) -> Result<Vec<OrganisationSide>, StoreError> {
    let question = Query::select()
        .columns([("s", "id"), ("s", "kind"), ("s", "seal"), ("s", "name")])
        .from_as("side", "s")
        .and_where(Expr::col(("s", "organisation_id")).eq(id.uuid()))
        .order_by(("s", "position"), Order::Asc)
        .order_by(("s", "id"), Order::Asc)
        .take();
    let mut sides: Vec<OrganisationSide> = rows(tx, &question).await?;
    if sides.is_empty() {
        return Ok(sides);
    }
    let question = Query::select()
        .column(("t", "side_id"))
        .column(("u", "id"))
        .expr_as(short_name("u"), "name")
        .from_as("side_unit", "t")
        .join_as(JoinType::InnerJoin, "unit", "u", Expr::col(("u", "id")).equals(("t", "unit_id")))
        .and_where(Expr::col(("t", "side_id")).is_in(sides.iter().map(|side| side.id)))
        .order_by(("u", "id"), Order::Asc)
        .take();
    let units: Vec<SideUnit> = rows(tx, &question).await?;
    for unit in units {
        if let Some(side) = sides.iter_mut().find(|side| side.id == unit.side_id) {
            side.units.push(Linked { id: unit.id, name: unit.name });
        }
    }
    Ok(sides)
}

/// The unit an organisation lies in.
#[derive(Debug, Clone, Serialize, ToSchema, FromQueryResult)]
pub struct HomeUnit {
    /// The unit.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
}

/// The unit with this id.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn unit(tx: &Tx, id: Uuid) -> Result<Option<HomeUnit>, StoreError> {
    let question = Query::select()
        .columns([("u", "id"), ("u", "name"), ("u", "kind")])
        .from_as("unit", "u")
        .and_where(Expr::col(("u", "id")).eq(id))
        .take();
    Ok(rows(tx, &question).await?.pop())
}
