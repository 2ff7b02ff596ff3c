//! One stay of a student in an enterprise.

use sea_orm::entity::prelude::*;

/// One row of `placement`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "placement")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The student's case.
    pub case_id: Uuid,
    /// The enterprise.
    pub unit_id: Uuid,
    /// The post.
    pub post: String,
    /// The first day.
    pub from_on: Date,
    /// The first day it no longer holds.
    pub until_on: Option<Date>,
    /// The number of the agreement.
    pub agreement_no: Option<String>,
    /// The day it was signed.
    pub agreement_on: Option<Date>,
    /// Recorded by.
    pub recorded_by: Uuid,
    /// Recorded at.
    pub recorded_at: DateTimeUtc,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
