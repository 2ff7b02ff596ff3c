//! The tree of Party organisations with who leads them and how many belong to them.

use chrono::NaiveDate;
use sea_orm::FromQueryResult;
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, Order, Query};
use uuid::Uuid;

use super::super::count::PeopleByStage;
use super::super::store::counted_by_stage;
use crate::db::{StoreError, Tx, rows};
use crate::people::store::{holds_on, stage_on};
use crate::policy::OfficeName;

/// One organisation, without its place in the tree.
#[derive(Debug, Clone, FromQueryResult)]
pub struct OrganisationRow {
    pub(super) id: Uuid,
    pub(super) parent_id: Option<Uuid>,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) short_name: Option<String>,
    pub(super) kind: String,
    pub(super) unit_name: Option<String>,
    pub(super) founded_on: Option<NaiveDate>,
    pub(super) term_ends_on: Option<NaiveDate>,
    pub(super) note: Option<String>,
}

/// The organisations that existed on `day`, by code.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn organisations(tx: &Tx, day: NaiveDate) -> Result<Vec<OrganisationRow>, StoreError> {
    let founded = Expr::col(("o", "founded_on"));
    let dissolved = Expr::col(("o", "dissolved_on"));
    let question = Query::select()
        .columns([
            ("o", "id"),
            ("o", "parent_id"),
            ("o", "code"),
            ("o", "name"),
            ("o", "short_name"),
            ("o", "kind"),
            ("o", "founded_on"),
            ("o", "term_ends_on"),
            ("o", "note"),
        ])
        .expr_as(Expr::col(("u", "name")), "unit_name")
        .from_as("party_organisation", "o")
        .join_as(JoinType::LeftJoin, "unit", "u", Expr::col(("u", "id")).equals(("o", "unit_id")))
        .and_where(founded.clone().is_null().or(founded.lte(day)))
        .and_where(dissolved.clone().is_null().or(dissolved.gt(day)))
        .order_by(("o", "code"), Order::Asc)
        .take();
    rows(tx, &question).await
}

/// A secretary in office on a day.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Secretary {
    pub(super) organisation_id: Uuid,
    pub(super) name: String,
}

/// The secretaries in office on `day`.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn secretaries(tx: &Tx, day: NaiveDate) -> Result<Vec<Secretary>, StoreError> {
    let question = Query::select()
        .column(("f", "organisation_id"))
        .column(("p", "name"))
        .from_as("office", "f")
        .join_as(JoinType::InnerJoin, "person", "p", Expr::col(("p", "id")).equals(("f", "person_id")))
        .and_where(Expr::col(("f", "name")).eq(OfficeName::Secretary.as_str()))
        .and_where(Expr::col(("f", "organisation_id")).is_not_null())
        .and_where(holds_on("f", day))
        .order_by(("f", "id"), Order::Asc)
        .take();
    rows(tx, &question).await
}

/// How many formally belong to each organisation itself on the day, by stage, in parts.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn counts(
    tx: &Tx,
    day: NaiveDate,
    as_of: Option<NaiveDate>,
) -> Result<Vec<(Option<Uuid>, PeopleByStage)>, StoreError> {
    let people = Query::select()
        .expr_as(Expr::col(("m", "organisation_id")), "id")
        .expr_as(stage_on(as_of), "stage")
        .from_as("membership", "m")
        .join_as(JoinType::InnerJoin, "person", "p", Expr::col(("p", "id")).equals(("m", "person_id")))
        .and_where(Expr::col(("m", "kind")).eq("formal"))
        .and_where(holds_on("m", day))
        .take();
    counted_by_stage(tx, people).await
}
