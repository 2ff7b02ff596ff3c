//! Work to be done after commit: the outbox and the queue of jobs in one table.

use sea_orm::entity::prelude::*;

/// One row of `job`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Which worker takes it.
    pub topic: String,
    /// Ids only; no personal data.
    pub payload: Json,
    /// waiting, running, done or dead.
    pub state: String,
    /// Attempts.
    pub attempts: i32,
    /// Not before this moment.
    pub run_at: DateTimeUtc,
    /// A claim that ran out may be taken over.
    pub claimed_until: Option<DateTimeUtc>,
    /// Progress: steps done.
    pub done: i32,
    /// Progress: steps in all; 0 while unknown.
    pub total: i32,
    /// Why the last attempt failed.
    #[sea_orm(column_type = "Text")]
    pub error: Option<String>,
    /// Created at.
    pub created_at: DateTimeUtc,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
