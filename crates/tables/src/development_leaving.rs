//! What the leaving of a person cuts short in a running case, derived from its course by the rules.

use sea_orm::entity::prelude::*;

/// One row of `development_leaving`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "development_leaving")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    /// admission or probation.
    pub what: String,
    /// The day of leaving.
    pub leaves_on: Date,
    /// The first day on which it is generally too late for the admission.
    pub from_on: Option<Date>,
    /// The day the probation is over.
    pub until_on: Option<Date>,
    /// The rule that says so.
    pub rule: Option<String>,
    /// The branch.
    pub organisation_id: Uuid,
    /// The side of a joint branch the person is on.
    pub side_id: Option<Uuid>,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
