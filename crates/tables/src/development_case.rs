//! One person's case of member development.

use sea_orm::entity::prelude::*;

/// One row of `development_case`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "development_case")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub person_id: Uuid,
    /// The branch.
    pub organisation_id: Uuid,
    /// The side of a joint branch the person is on.
    pub side_id: Option<Uuid>,
    /// running, withdrawn, removed, cancelled or completed.
    pub standing: String,
    /// applicant, activist, target, probationary or full.
    pub stage: Option<String>,
    /// The person again while it runs, so that nobody has two.
    pub running_person_id: Option<Uuid>,
    /// The day the person leaves the unit.
    pub leaving_on: Option<Date>,
    /// Opened on.
    pub opened_on: Date,
    /// Opened by.
    pub opened_by: Uuid,
    /// Goes up with every change.
    pub revision: i32,
    /// When it last changed.
    pub changed_at: DateTimeUtc,
    /// The day it ended.
    pub ended_on: Option<Date>,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
