//! Questions about one person's file.

use chrono::{DateTime, NaiveDate, Utc};
use gongjian_domain::kinds::PersonId;
use gongjian_tables::person;
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, Order, Query};
use sea_orm::{EntityTrait, FromQueryResult};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::db::{StoreError, Tx, rows, short_name};
use crate::organisation::record::store::Linked;
use crate::people::store::holds_on;

/// Readers shown on a record.
const READERS: u64 = 50;

/// Everything the table holds of one person.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn find(tx: &Tx, id: PersonId) -> Result<Option<person::Model>, StoreError> {
    Ok(person::Entity::find_by_id(id.uuid()).one(tx).await?)
}

/// One membership.
#[derive(Debug, Clone, Serialize, ToSchema, FromQueryResult)]
pub struct MembershipLine {
    /// The Party organisation.
    pub organisation: Uuid,
    /// Its name.
    pub organisation_name: String,
    /// `formal` or `participating`.
    pub kind: String,
    /// The kind of side in a joint branch.
    pub side: Option<String>,
    /// The character of the side's seal.
    pub seal: Option<String>,
    /// The side's name.
    pub side_name: Option<String>,
    /// From this day.
    pub from_on: Option<NaiveDate>,
    /// The first day it no longer holds.
    pub until_on: Option<NaiveDate>,
}

/// The memberships of a person, the latest first.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn memberships(tx: &Tx, person: PersonId) -> Result<Vec<MembershipLine>, StoreError> {
    let question = Query::select()
        .expr_as(Expr::col(("o", "id")), "organisation")
        .expr_as(Expr::col(("o", "name")), "organisation_name")
        .columns([("m", "kind"), ("m", "from_on"), ("m", "until_on"), ("s", "seal")])
        .expr_as(Expr::col(("s", "kind")), "side")
        .expr_as(Expr::col(("s", "name")), "side_name")
        .from_as("membership", "m")
        .join_as(
            JoinType::InnerJoin,
            "party_organisation",
            "o",
            Expr::col(("o", "id")).equals(("m", "organisation_id")),
        )
        .join_as(JoinType::LeftJoin, "side", "s", Expr::col(("s", "id")).equals(("m", "side_id")))
        .and_where(Expr::col(("m", "person_id")).eq(person.uuid()))
        .order_by(("m", "id"), Order::Desc)
        .take();
    rows(tx, &question).await
}

/// One place in a unit.
#[derive(Debug, Clone, Serialize, ToSchema, FromQueryResult)]
pub struct AffiliationLine {
    /// The affiliation.
    pub id: Uuid,
    /// The unit.
    pub unit: Uuid,
    /// Its name.
    pub unit_name: String,
    /// `teacher`, `student`, `employee` or `owner`.
    pub role: String,
    /// The number inside the unit.
    pub staff_number: Option<String>,
    /// From this day.
    pub from_on: Option<NaiveDate>,
    /// The first day it no longer holds.
    pub until_on: Option<NaiveDate>,
}

/// The affiliations of a person, the latest first.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn affiliations(tx: &Tx, person: PersonId) -> Result<Vec<AffiliationLine>, StoreError> {
    let question = Query::select()
        .columns([("a", "id"), ("a", "role"), ("a", "staff_number"), ("a", "from_on"), ("a", "until_on")])
        .expr_as(Expr::col(("u", "id")), "unit")
        .expr_as(Expr::col(("u", "name")), "unit_name")
        .from_as("affiliation", "a")
        .join_as(JoinType::InnerJoin, "unit", "u", Expr::col(("u", "id")).equals(("a", "unit_id")))
        .and_where(Expr::col(("a", "person_id")).eq(person.uuid()))
        .order_by(("a", "id"), Order::Desc)
        .take();
    rows(tx, &question).await
}

/// The units a person belongs to on `day`, the latest first.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn units(tx: &Tx, person: PersonId, day: NaiveDate) -> Result<Vec<Linked>, StoreError> {
    let question = Query::select()
        .column(("u", "id"))
        .expr_as(Expr::col(("u", "name")), "name")
        .from_as("affiliation", "a")
        .join_as(JoinType::InnerJoin, "unit", "u", Expr::col(("u", "id")).equals(("a", "unit_id")))
        .and_where(Expr::col(("a", "person_id")).eq(person.uuid()))
        .and_where(holds_on("a", day))
        .order_by(("a", "id"), Order::Desc)
        .take();
    rows(tx, &question).await
}

/// One office.
#[derive(Debug, Clone, Serialize, ToSchema, FromQueryResult)]
pub struct PersonOffice {
    /// The office.
    pub name: String,
    /// The organisation; none for the three administrators.
    pub organisation: Option<Uuid>,
    /// The organisation's short name, or its name.
    pub organisation_name: Option<String>,
    /// The side's name in a joint branch.
    pub side_name: Option<String>,
    /// From this day.
    pub from_on: NaiveDate,
    /// The first day it is no longer held.
    pub until_on: Option<NaiveDate>,
}

/// The offices of a person, the latest first.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn offices(tx: &Tx, person: PersonId) -> Result<Vec<PersonOffice>, StoreError> {
    let question = Query::select()
        .columns([("f", "name"), ("f", "from_on"), ("f", "until_on")])
        .expr_as(Expr::col(("o", "id")), "organisation")
        .expr_as(short_name("o"), "organisation_name")
        .expr_as(Expr::col(("s", "name")), "side_name")
        .from_as("office", "f")
        .join_as(
            JoinType::LeftJoin,
            "party_organisation",
            "o",
            Expr::col(("o", "id")).equals(("f", "organisation_id")),
        )
        .join_as(JoinType::LeftJoin, "side", "s", Expr::col(("s", "id")).equals(("f", "side_id")))
        .and_where(Expr::col(("f", "person_id")).eq(person.uuid()))
        .order_by(("f", "from_on"), Order::Desc)
        .order_by(("f", "id"), Order::Desc)
        .take();
    rows(tx, &question).await
}

/// Somebody who read the file.
#[derive(Debug, Clone, Serialize, ToSchema, FromQueryResult)]
pub struct ReaderLine {
    /// The reader's name.
    pub name: String,
    /// The first time on that day.
    pub first_at: DateTime<Utc>,
    /// Whether masked values were shown.
    pub revealed: bool,
}

/// Who read the file of a person, the latest first.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn readers(tx: &Tx, person: PersonId) -> Result<Vec<ReaderLine>, StoreError> {
    let question = Query::select()
        .column(("p", "name"))
        .columns([("r", "first_at"), ("r", "revealed")])
        .from_as("reading", "r")
        .join_as(JoinType::InnerJoin, "person", "p", Expr::col(("p", "id")).equals(("r", "reader_id")))
        .and_where(Expr::col(("r", "person_id")).eq(person.uuid()))
        .order_by(("r", "on_day"), Order::Desc)
        .order_by(("r", "first_at"), Order::Desc)
        .limit(READERS)
        .take();
    rows(tx, &question).await
}
