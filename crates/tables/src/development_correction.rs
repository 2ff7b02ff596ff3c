//! What was recorded of a step before it was corrected.

use sea_orm::entity::prelude::*;

/// One row of `development_correction`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "development_correction")]
pub struct Model {
    /// Id, in the order of correcting.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The step.
    pub step_id: Uuid,
    /// The day as it was.
    pub was_on: Date,
    /// The particulars as they were.
    pub was_particulars: Json,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by_id: Uuid,
    /// When.
    pub at: DateTimeUtc,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
