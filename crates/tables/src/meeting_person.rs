//! Somebody invited: role, answer and presence.

use sea_orm::entity::prelude::*;

/// One row of `meeting_person`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting_person")]
pub struct Model {
    /// Meeting.
    #[sea_orm(primary_key, auto_increment = false)]
    pub meeting_id: Uuid,
    /// Person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    /// Place on the roll.
    pub position: i32,
    /// expected or guest.
    pub role: String,
    /// For which side.
    pub side_id: Option<Uuid>,
    /// pending, coming or leave.
    pub reply: String,
    /// Why leave was asked for.
    pub reply_reason: Option<String>,
    /// Replied at.
    pub replied_at: Option<DateTimeUtc>,
    /// present, leave or absent, once the meeting was held.
    pub status: Option<String>,
    /// Why on leave.
    pub status_reason: Option<String>,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
