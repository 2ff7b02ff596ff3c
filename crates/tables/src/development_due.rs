//! A step that can come next in a running case, derived from its course by the rules.

use sea_orm::entity::prelude::*;

/// One row of `development_due`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "development_due")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    /// The step's id in the chart.
    #[sea_orm(primary_key, auto_increment = false)]
    pub step: String,
    /// Whose turn it is.
    pub actor: String,
    /// The first day the rules allow.
    pub earliest_on: Option<Date>,
    /// The last day in time.
    pub due_on: Option<Date>,
    /// The branch.
    pub organisation_id: Uuid,
    /// The side of a joint branch the person is on.
    pub side_id: Option<Uuid>,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
