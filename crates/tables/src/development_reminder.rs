//! That somebody was reminded of a step, so that nobody is reminded of the same twice.

use sea_orm::entity::prelude::*;

/// One row of `development_reminder`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "development_reminder")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    /// The step's id in the chart.
    #[sea_orm(primary_key, auto_increment = false)]
    pub step: String,
    /// The last day in time, as it was then.
    #[sea_orm(primary_key, auto_increment = false)]
    pub due_on: Date,
    /// month, week, today or overdue.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// When.
    pub at: DateTimeUtc,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
