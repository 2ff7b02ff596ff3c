//! Questions about the offices of an organisation.

use chrono::NaiveDate;
use gongjian_domain::kinds::{OrganisationId, PersonId, SideId};
use gongjian_domain::script;
use gongjian_tables::{office, party_organisation};
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Func, JoinType, Order, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::db::{StoreError, Tx, containing, rows, short_name, starting};
use crate::people::list::filter::Search;
use crate::people::store::holds_on;

/// People offered for an office.
const OFFERED: u64 = 50;

/// One office in an organisation.
#[derive(Debug, Clone, Serialize, ToSchema, FromQueryResult)]
pub struct OfficeLine {
    /// The office as a thing: one person's term.
    pub id: Uuid,
    /// `organiser`, `secretary`, …
    pub name: String,
    /// Who holds it.
    pub person: Uuid,
    /// The person's name.
    pub person_name: String,
    /// The kind of side it is held for.
    pub side: Option<String>,
    /// The character of that side's seal.
    pub seal: Option<String>,
    /// The side's name.
    pub side_name: Option<String>,
    /// From this day.
    pub from_on: NaiveDate,
    /// The first day it is no longer held.
    pub until_on: Option<NaiveDate>,
}

/// Every term in an organisation, the latest first.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn terms(tx: &Tx, organisation: OrganisationId) -> Result<Vec<OfficeLine>, StoreError> {
    let question = Query::select()
        .columns([("f", "id"), ("f", "name"), ("f", "from_on"), ("f", "until_on")])
        .expr_as(Expr::col(("p", "id")), "person")
        .expr_as(Expr::col(("p", "name")), "person_name")
        .expr_as(Expr::col(("s", "kind")), "side")
        .expr_as(Expr::col(("s", "name")), "side_name")
        .column(("s", "seal"))
        .from_as("office", "f")
        .join_as(JoinType::InnerJoin, "person", "p", Expr::col(("p", "id")).equals(("f", "person_id")))
        .join_as(JoinType::LeftJoin, "side", "s", Expr::col(("s", "id")).equals(("f", "side_id")))
        .and_where(Expr::col(("f", "organisation_id")).eq(organisation.uuid()))
        .order_by(("f", "from_on"), Order::Desc)
        .order_by(("f", "id"), Order::Asc)
        .take();
    rows(tx, &question).await
}

/// Somebody who may be appointed: belongs to the organisation or to one below it.
#[derive(Debug, Clone, Serialize, ToSchema, FromQueryResult)]
pub struct Candidate {
    /// The person.
    pub id: Uuid,
    /// The name.
    pub name: String,
    /// The organisation the person belongs to.
    pub organisation_name: String,
    /// The side the person belongs to, in this organisation.
    pub side: Option<Uuid>,
}

/// People of the organisation or below it on `day` whom `search` finds, by initials.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn candidates(
    tx: &Tx,
    organisation: OrganisationId,
    search: Option<&Search>,
    day: NaiveDate,
) -> Result<Vec<Candidate>, StoreError> {
    let mut question = candidate(organisation, day);
    match search {
        None => {}
        Some(Search::Name(part)) => {
            question.and_where(Expr::col(("p", "name")).like(containing(part)));
        }
        Some(Search::Initials(start)) => {
            question.and_where(Expr::col(("p", "initials")).like(starting(start)));
        }
        Some(Search::StaffNumber(start)) => {
            let numbered = Query::select()
                .column("person_id")
                .from("affiliation")
                .and_where(Expr::col("staff_number").like(starting(start)))
                .take();
            question.and_where(Expr::col(("p", "id")).in_subquery(numbered));
        }
    }
    rows(tx, question.limit(OFFERED)).await
}

/// The same person, if still one who may be appointed.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn candidate_of(
    tx: &Tx,
    organisation: OrganisationId,
    person: PersonId,
    day: NaiveDate,
) -> Result<Vec<Candidate>, StoreError> {
    let mut question = candidate(organisation, day);
    rows(tx, question.and_where(Expr::col(("p", "id")).eq(person.uuid()))).await
}

/// Somebody who may be appointed as organiser: has an account and belongs to no Party organisation.
#[derive(Debug, Clone, Serialize, ToSchema, FromQueryResult)]
pub struct AccountHolder {
    /// The person.
    pub id: Uuid,
    /// The name.
    pub name: String,
    /// The name of the account.
    pub account: String,
}

/// Who has an account, may sign in, belongs to no organisation on `day` and is none of the three administrators,
/// by initials: whom `text` finds by name, initials or account.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn account_holders(tx: &Tx, text: &str, day: NaiveDate) -> Result<Vec<AccountHolder>, StoreError> {
    let mut question = account_holder(day);
    let text = script::compact(text);
    if !text.is_empty() {
        let lower = text.to_lowercase();
        question.cond_where(
            Cond::any()
                .add(Expr::col(("p", "name")).like(containing(&text)))
                .add(Expr::col(("p", "initials")).like(starting(&lower)))
                .add(Expr::expr(Func::lower(Expr::col(("a", "name")))).like(starting(&lower))),
        );
    }
    rows(tx, question.limit(OFFERED)).await
}

/// Whether the person is such an account holder.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn is_account_holder(tx: &Tx, person: PersonId, day: NaiveDate) -> Result<bool, StoreError> {
    let mut question = account_holder(day);
    let found: Vec<AccountHolder> =
        rows(tx, question.and_where(Expr::col(("p", "id")).eq(person.uuid()))).await?;
    Ok(!found.is_empty())
}

fn account_holder(day: NaiveDate) -> SelectStatement {
    let belongs = Query::select()
        .column(("m", "person_id"))
        .from_as("membership", "m")
        .and_where(holds_on("m", day))
        .take();
    let administers = Query::select()
        .column(("f", "person_id"))
        .from_as("office", "f")
        .and_where(Expr::col(("f", "organisation_id")).is_null())
        .and_where(Expr::col(("f", "until_on")).is_null().or(Expr::col(("f", "until_on")).gt(day)))
        .take();
    Query::select()
        .columns([("p", "id"), ("p", "name")])
        .expr_as(Expr::col(("a", "name")), "account")
        .from_as("account", "a")
        .join_as(JoinType::InnerJoin, "person", "p", Expr::col(("p", "id")).equals(("a", "person_id")))
        .and_where(Expr::col(("a", "disabled_at")).is_null())
        .and_where(Expr::col(("p", "id")).not_in_subquery(belongs))
        .and_where(Expr::col(("p", "id")).not_in_subquery(administers))
        .order_by(("p", "initials"), Order::Asc)
        .order_by(("p", "id"), Order::Asc)
        .take()
}

fn candidate(organisation: OrganisationId, day: NaiveDate) -> SelectStatement {
    Query::select()
        .columns([("p", "id"), ("p", "name")])
        .expr_as(short_name("o"), "organisation_name")
        .expr_as(Expr::col(("m", "side_id")), "side")
        .from_as("organisation_ancestor", "x")
        .join_as(
            JoinType::InnerJoin,
            "membership",
            "m",
            Expr::col(("m", "organisation_id")).equals(("x", "organisation_id")),
        )
        .join_as(JoinType::InnerJoin, "person", "p", Expr::col(("p", "id")).equals(("m", "person_id")))
        .join_as(
            JoinType::InnerJoin,
            "party_organisation",
            "o",
            Expr::col(("o", "id")).equals(("m", "organisation_id")),
        )
        .and_where(Expr::col(("x", "ancestor_id")).eq(organisation.uuid()))
        .and_where(holds_on("m", day))
        .order_by(("p", "initials"), Order::Asc)
        .order_by(("p", "id"), Order::Asc)
        .take()
}

/// Locks the organisation's row: of two appointments at once the second sees the first.
///
/// # Errors
///
/// When the database refuses.
pub async fn lock(tx: &Tx, organisation: OrganisationId) -> Result<(), StoreError> {
    party_organisation::Entity::find_by_id(organisation.uuid()).lock_exclusive().one(tx).await?;
    Ok(())
}

/// One term of the organisation.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn term(
    tx: &Tx,
    organisation: OrganisationId,
    id: Uuid,
) -> Result<Option<office::Model>, StoreError> {
    Ok(office::Entity::find_by_id(id)
        .filter(office::Column::OrganisationId.eq(organisation.uuid()))
        .one(tx)
        .await?)
}

/// Whether the side belongs to the organisation.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn is_side_of(tx: &Tx, organisation: OrganisationId, side: SideId) -> Result<bool, StoreError> {
    let row = gongjian_tables::side::Entity::find_by_id(side.uuid()).one(tx).await?;
    Ok(row.is_some_and(|row| row.organisation_id == organisation.uuid()))
}
