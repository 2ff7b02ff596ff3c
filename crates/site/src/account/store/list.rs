//! The administrators' list: accounts with what their people hold.

use std::collections::HashMap;

use chrono::NaiveDate;
use gongjian_domain::kinds::PersonId;
use gongjian_tables::account;
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, Order, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::db::{StoreError, Tx};
use crate::people;
use crate::people::store::holds_on;

/// One account in the administrators' list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AccountLine {
    /// The account.
    pub id: Uuid,
    /// The name to sign in with.
    pub name: String,
    /// The person.
    #[schema(value_type = Uuid)]
    pub person: PersonId,
    /// The person's name.
    pub person_name: String,
    /// What the person holds.
    pub offices: Vec<AccountOffice>,
    /// Which of the three administrators the person is, if any.
    pub administers: Option<String>,
    /// Whether it may not sign in.
    pub disabled: bool,
}

/// An office or an administration somebody with an account holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AccountOffice {
    /// `office-secretary`, `administrator-system` and so on.
    pub key: String,
    /// The short name of the organisation; none for an administration of the installation.
    pub organisation: Option<String>,
    /// The name of the side of a joint branch it is held for; none for the whole.
    pub side: Option<String>,
}

/// How many accounts there are.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn count(tx: &Tx) -> Result<u64, StoreError> {
    Ok(account::Entity::find().count(tx).await?)
}

/// Every account by name, as [`lines`] gives them, no further than the first beyond `most`.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn every_line(tx: &Tx, today: NaiveDate, most: usize) -> Result<Vec<AccountLine>, StoreError> {
    /// Accounts of one question: far below the number of values either database takes.
    const AT_ONCE: u64 = 500;
    let mut found: Vec<AccountLine> = Vec::new();
    while found.len() <= most {
        let after = found.last().map(|line| line.name.clone());
        let more = lines(tx, today, after.as_deref(), AT_ONCE).await?;
        if more.is_empty() {
            break;
        }
        found.extend(more);
    }
    Ok(found)
}

/// Accounts after `after` by name, with the offices held on `today`.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn lines(
    tx: &Tx,
    today: NaiveDate,
    after: Option<&str>,
    limit: u64,
) -> Result<Vec<AccountLine>, StoreError> {
    let mut question = account::Entity::find().order_by_asc(account::Column::Name).limit(limit);
    if let Some(after) = after {
        question = question.filter(account::Column::Name.gt(after));
    }
    let accounts = question.all(tx).await?;
    let people: Vec<Uuid> = accounts.iter().map(|a| a.person_id).collect();
    let names = people::store::names(tx, people.iter().copied().map(PersonId::from)).await?;
    let mut held: HashMap<Uuid, Vec<AccountOffice>> = HashMap::new();
    for (person, office) in offices_of(tx, people, today).await? {
        held.entry(person).or_default().push(office);
    }
    let line = |row: account::Model| {
        let offices = held.get(&row.person_id).cloned().unwrap_or_default();
        let administration =
            |office: &AccountOffice| office.key.strip_prefix("administrator-").map(str::to_owned);
        AccountLine {
            administers: offices.iter().find_map(administration),
            offices,
            id: row.id,
            person: row.person_id.into(),
            person_name: names.get(&row.person_id.into()).cloned().unwrap_or_default(),
            disabled: row.disabled_at.is_some(),
            name: row.name,
        }
    };
    Ok(accounts.into_iter().map(line).collect())
}

async fn offices_of(
    tx: &Tx,
    people: Vec<Uuid>,
    today: NaiveDate,
) -> Result<Vec<(Uuid, AccountOffice)>, StoreError> {
    let place = Expr::col(("o", "id")).equals(("f", "organisation_id"));
    let question = Query::select()
        .columns([("f", "person_id"), ("f", "name"), ("o", "name")])
        .columns([("o", "short_name"), ("s", "name")])
        .from_as("office", "f")
        .join_as(JoinType::LeftJoin, "party_organisation", "o", place)
        .join_as(JoinType::LeftJoin, "side", "s", Expr::col(("s", "id")).equals(("f", "side_id")))
        .and_where(Expr::col(("f", "person_id")).is_in(people))
        .and_where(holds_on("f", today))
        .order_by(("f", "id"), Order::Asc)
        .take();
    let office = |row: sea_orm::QueryResult| {
        let office: String = row.try_get_by_index(1)?;
        let name: Option<String> = row.try_get_by_index(2)?;
        let short: Option<String> = row.try_get_by_index(3)?;
        let kind = if name.is_some() { "office" } else { "administrator" };
        let office = AccountOffice {
            key: format!("{kind}-{office}"),
            organisation: short.or(name),
            side: row.try_get_by_index(4)?,
        };
        Ok((row.try_get_by_index(0)?, office))
    };
    tx.query_all(&question).await?.into_iter().map(office).collect()
}
