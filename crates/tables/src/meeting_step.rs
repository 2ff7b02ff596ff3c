//! One step of a meeting, as it was taken.

use sea_orm::entity::prelude::*;

/// One row of `meeting_step`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting_step")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Meeting.
    pub meeting_id: Uuid,
    /// Which step.
    pub step: String,
    /// Who took it.
    pub by_id: Uuid,
    /// When.
    pub at: DateTimeUtc,
    /// For which side.
    pub side_id: Option<Uuid>,
    /// Which version of the minutes it was about.
    pub version: Option<i32>,
    /// A reason, a comment, an addendum.
    pub note: Option<String>,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
