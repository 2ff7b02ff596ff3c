//! The founding of one joint branch, from the draft on.

use sea_orm::entity::prelude::*;

/// One row of `founding`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "founding")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The committee above, which replies.
    pub above_id: Uuid,
    /// draft, proposed, returned, withdrawn, approved or founded.
    pub state: String,
    /// The name the branch is to have.
    pub name: String,
    /// The code held for the branch; none once the founding is withdrawn.
    pub code: Option<String>,
    /// Sides, people, posts: what is being written.
    pub plan: Json,
    /// What was handed in and decided; none while it is a draft.
    pub standing: Option<Json>,
    /// Counts the changes, so that nobody overwrites what was not seen.
    pub revision: i32,
    /// The day it was handed in last.
    pub applied_on: Option<Date>,
    /// The branch founded.
    pub branch_id: Option<Uuid>,
    /// None when the operator began it.
    pub created_by: Option<Uuid>,
    /// Created at.
    pub created_at: DateTimeUtc,
    /// Changed at.
    pub changed_at: DateTimeUtc,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
