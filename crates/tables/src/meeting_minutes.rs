//! One version of the minutes.

use sea_orm::entity::prelude::*;

/// One row of `meeting_minutes`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting_minutes")]
pub struct Model {
    /// Meeting.
    #[sea_orm(primary_key, auto_increment = false)]
    pub meeting_id: Uuid,
    /// Counted from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    /// What happened.
    pub text: String,
    /// What was resolved: a list of texts.
    pub resolutions: Json,
    /// Who wrote it.
    pub by_id: Uuid,
    /// When it was last written.
    pub at: DateTimeUtc,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
