//! A step taken for many cases at once, and what came of each.

use sea_orm::entity::prelude::*;

/// One row of `development_batch`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "development_batch")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The step's id in the chart.
    pub step: String,
    /// The day it was taken.
    pub taken_on: Date,
    /// By whom.
    pub by_id: Uuid,
    /// When.
    pub at: DateTimeUtc,
    /// A line for each case: its id, what came of it, and why.
    pub lines: Json,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
