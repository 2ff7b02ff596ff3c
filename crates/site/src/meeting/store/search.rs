//! Meetings by what they are about, for their list and for the search over everything.

use chrono::NaiveDate;
use gongjian_tables::{meeting, party_organisation};
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, Order, Query};
use sea_orm::{ColumnTrait, Condition, FromQueryResult};
use uuid::Uuid;

use super::lists::visible;
use crate::db::{StoreError, Tx, containing, rows};
use crate::policy::Scope;

/// The condition that a meeting's title or theme holds `words`.
pub(super) fn about(words: &str) -> Condition {
    Condition::any()
        .add(meeting::Column::Title.like(containing(words)))
        .add(meeting::Column::Theme.like(containing(words)))
}

/// A meeting that was looked for.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct NamedMeeting {
    pub(crate) id: Uuid,
    pub(crate) title: String,
    pub(crate) branch: String,
    pub(crate) on_day: NaiveDate,
    pub(crate) state: String,
}

/// The latest `most` meetings about `words` that `scope` covers or its own person is invited to.
///
/// # Errors
///
/// When the database cannot be asked.
pub(crate) async fn named(
    tx: &Tx,
    scope: &Scope,
    words: &str,
    most: u64,
) -> Result<Vec<NamedMeeting>, StoreError> {
    let own_branch = Expr::col((party_organisation::Entity, party_organisation::Column::Id))
        .equals((meeting::Entity, meeting::Column::OrganisationId));
    let question = Query::select()
        .columns([
            (meeting::Entity, meeting::Column::Id),
            (meeting::Entity, meeting::Column::Title),
            (meeting::Entity, meeting::Column::OnDay),
            (meeting::Entity, meeting::Column::State),
        ])
        .expr_as(Expr::col((party_organisation::Entity, party_organisation::Column::Name)), "branch")
        .from(meeting::Entity)
        .join(JoinType::InnerJoin, party_organisation::Entity, own_branch)
        .and_where(visible(scope))
        .cond_where(about(words))
        .order_by((meeting::Entity, meeting::Column::OnDay), Order::Desc)
        .order_by((meeting::Entity, meeting::Column::Id), Order::Desc)
        .limit(most)
        .take();
    rows(tx, &question).await
}
