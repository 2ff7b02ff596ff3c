//! Questions about one unit.

use chrono::NaiveDate;
use gongjian_domain::kinds::UnitId;
use gongjian_domain::organisation::unit::UnitKind;
use sea_orm::FromQueryResult;
use sea_orm::sea_query::{Asterisk, CaseStatement, Expr, ExprTrait, Func, JoinType, Order, Query};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::store::UnitChoice;
use crate::db::{StoreError, Tx, rows, short_name};
use crate::organisation::record::store::Linked;
use crate::people::store::holds_on;

/// What is a part of the unit.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn parts(tx: &Tx, id: UnitId) -> Result<Vec<Linked>, StoreError> {
    let question = Query::select()
        .column(("u", "id"))
        .expr_as(short_name("u"), "name")
        .from_as("unit", "u")
        .and_where(Expr::col(("u", "parent_id")).eq(id.uuid()))
        .order_by(("u", "name"), Order::Asc)
        .take();
    rows(tx, &question).await
}

/// One time in a park.
#[derive(Debug, Clone, Serialize, ToSchema, FromQueryResult)]
pub struct ResidencyLine {
    /// The residency.
    pub id: Uuid,
    /// The park.
    pub park: Option<Uuid>,
    /// Its name.
    pub park_name: Option<String>,
    /// From this day.
    pub from_on: Option<NaiveDate>,
    /// The first day it no longer holds.
    pub until_on: Option<NaiveDate>,
}

/// The unit's times in parks, the latest first.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn residencies(tx: &Tx, id: UnitId) -> Result<Vec<ResidencyLine>, StoreError> {
    let question = Query::select()
        .columns([("r", "id"), ("r", "from_on"), ("r", "until_on")])
        .expr_as(Expr::col(("u", "id")), "park")
        .expr_as(short_name("u"), "park_name")
        .from_as("unit_residency", "r")
        .join_as(JoinType::LeftJoin, "unit", "u", Expr::col(("u", "id")).equals(("r", "park_id")))
        .and_where(Expr::col(("r", "unit_id")).eq(id.uuid()))
        .order_by(("r", "id"), Order::Desc)
        .take();
    rows(tx, &question).await
}

/// The units resident in this one on `day`.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn residents(tx: &Tx, id: UnitId, day: NaiveDate) -> Result<Vec<Linked>, StoreError> {
    let question = Query::select()
        .column(("u", "id"))
        .expr_as(short_name("u"), "name")
        .from_as("unit_residency", "r")
        .join_as(JoinType::InnerJoin, "unit", "u", Expr::col(("u", "id")).equals(("r", "unit_id")))
        .and_where(Expr::col(("r", "park_id")).eq(id.uuid()))
        .and_where(holds_on("r", day))
        .order_by(("u", "name"), Order::Asc)
        .take();
    rows(tx, &question).await
}

/// A standing in the apprenticeship scheme for a period.
#[derive(Debug, Clone, Serialize, ToSchema, FromQueryResult)]
pub struct ApprenticeshipLine {
    /// The standing.
    pub id: Uuid,
    /// `pilot` or `demonstration`.
    pub level: String,
    /// From this day.
    pub from_on: Option<NaiveDate>,
    /// The first day it no longer holds.
    pub until_on: Option<NaiveDate>,
}

/// The unit's standing in the apprenticeship scheme, the latest first.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn apprenticeships(tx: &Tx, id: UnitId) -> Result<Vec<ApprenticeshipLine>, StoreError> {
    let question = Query::select()
        .columns([("t", "id"), ("t", "level"), ("t", "from_on"), ("t", "until_on")])
        .from_as("unit_apprenticeship", "t")
        .and_where(Expr::col(("t", "unit_id")).eq(id.uuid()))
        .order_by(("t", "id"), Order::Desc)
        .take();
    rows(tx, &question).await
}

/// A lasting tie with another unit.
#[derive(Debug, Clone, Serialize, ToSchema, FromQueryResult)]
pub struct RelationLine {
    /// The tie.
    pub id: Uuid,
    /// The other unit.
    pub other: Uuid,
    /// Its name.
    pub other_name: String,
    /// `council`, `mutual_directors` or `cofounded_college`.
    pub kind: String,
    /// From this day.
    pub from_on: Option<NaiveDate>,
    /// The first day it no longer holds.
    pub until_on: Option<NaiveDate>,
    /// A note.
    pub note: Option<String>,
}

/// The unit's lasting ties, whichever side they were entered from, the latest first.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn relations(tx: &Tx, id: UnitId) -> Result<Vec<RelationLine>, StoreError> {
    let here = Expr::col(("t", "unit_id")).eq(id.uuid());
    let there = Expr::col(("t", "other_id")).eq(id.uuid());
    let other = CaseStatement::new()
        .case(here.clone(), Expr::col(("t", "other_id")))
        .finally(Expr::col(("t", "unit_id")));
    let question = Query::select()
        .columns([("t", "id"), ("t", "kind"), ("t", "from_on"), ("t", "until_on"), ("t", "note")])
        .expr_as(Expr::col(("u", "id")), "other")
        .expr_as(short_name("u"), "other_name")
        .from_as("unit_relation", "t")
        .join_as(JoinType::InnerJoin, "unit", "u", Expr::col(("u", "id")).eq(Into::<Expr>::into(other)))
        .and_where(here.or(there))
        .order_by(("t", "id"), Order::Desc)
        .take();
    rows(tx, &question).await
}

/// A Party organisation of the unit, or a joint branch the unit is a side of.
#[derive(Debug, Clone, Serialize, ToSchema, FromQueryResult)]
pub struct OrganisationHere {
    /// The organisation.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// The seal of the side the unit is part of.
    pub seal: Option<String>,
    /// The kind of that side.
    pub side: Option<String>,
}

/// The Party organisations of the unit, by code.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn organisations(tx: &Tx, id: UnitId) -> Result<Vec<OrganisationHere>, StoreError> {
    let on_a_side = Query::select()
        .column(("s1", "organisation_id"))
        .from_as("side_unit", "t1")
        .join_as(JoinType::InnerJoin, "side", "s1", Expr::col(("s1", "id")).equals(("t1", "side_id")))
        .and_where(Expr::col(("t1", "unit_id")).eq(id.uuid()))
        .take();
    let its_side = Query::select()
        .column(("s2", "id"))
        .from_as("side", "s2")
        .join_as(JoinType::InnerJoin, "side_unit", "t2", Expr::col(("t2", "side_id")).equals(("s2", "id")))
        .and_where(Expr::col(("s2", "organisation_id")).equals(("o", "id")))
        .and_where(Expr::col(("t2", "unit_id")).eq(id.uuid()))
        .order_by(("s2", "id"), Order::Asc)
        .limit(1)
        .take();
    let question = Query::select()
        .columns([("o", "id"), ("o", "name"), ("o", "kind"), ("s", "seal")])
        .expr_as(Expr::col(("s", "kind")), "side")
        .from_as("party_organisation", "o")
        .join_as(
            JoinType::LeftJoin,
            "side",
            "s",
            Expr::col(("s", "id")).eq(Expr::SubQuery(None, Box::new(its_side.into()))),
        )
        .and_where(
            Expr::col(("o", "unit_id")).eq(id.uuid()).or(Expr::col(("o", "id")).in_subquery(on_a_side)),
        )
        .and_where(Expr::col(("o", "dissolved_on")).is_null())
        .order_by(("o", "code"), Order::Asc)
        .take();
    rows(tx, &question).await
}

/// How many people hold a role in the unit.
#[derive(Debug, Clone, Serialize, ToSchema, FromQueryResult)]
pub struct RoleCount {
    /// `teacher`, `student`, `employee` or `owner`.
    pub role: String,
    /// How many.
    pub people: i64,
}

/// People affiliated on `day`, by role.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn people(tx: &Tx, id: UnitId, day: NaiveDate) -> Result<Vec<RoleCount>, StoreError> {
    let question = Query::select()
        .column(("a", "role"))
        .expr_as(Func::count(Expr::col(Asterisk)), "people")
        .from_as("affiliation", "a")
        .and_where(Expr::col(("a", "unit_id")).eq(id.uuid()))
        .and_where(holds_on("a", day))
        .group_by_col(("a", "role"))
        .order_by(("a", "role"), Order::Asc)
        .take();
    rows(tx, &question).await
}

/// The parks, by name.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn parks(tx: &Tx) -> Result<Vec<UnitChoice>, StoreError> {
    let question = Query::select()
        .columns([("u", "id"), ("u", "name")])
        .from_as("unit", "u")
        .and_where(Expr::col(("u", "kind")).eq(UnitKind::Park.as_str()))
        .order_by(("u", "name"), Order::Asc)
        .take();
    rows(tx, &question).await
}
