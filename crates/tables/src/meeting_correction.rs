//! What a line of a presence list said before it was corrected.

use sea_orm::entity::prelude::*;

/// One row of `meeting_correction`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting_correction")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Meeting.
    pub meeting_id: Uuid,
    /// Whose line.
    pub person_id: Uuid,
    /// present, leave or absent.
    pub was: String,
    /// Why on leave, then.
    pub was_reason: Option<String>,
    /// Why it was corrected; empty only on the day of the meeting.
    pub reason: String,
    /// Who corrected it.
    pub by_id: Uuid,
    /// When.
    pub at: DateTimeUtc,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
