//! A party to a meeting: a side, and its signature under the minutes on the table.

use sea_orm::entity::prelude::*;

/// One row of `meeting_party`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting_party")]
pub struct Model {
    /// Meeting.
    #[sea_orm(primary_key, auto_increment = false)]
    pub meeting_id: Uuid,
    /// The side; the organisation itself where it has none.
    #[sea_orm(primary_key, auto_increment = false)]
    pub side_id: Uuid,
    /// Position.
    pub position: i32,
    /// school, enterprise, association or other, as of the plan.
    pub kind: String,
    /// The one character of its seal, as of the plan.
    pub seal: String,
    /// Name, as of the plan.
    pub name: String,
    /// Who confirmed the version on the table.
    pub signed_by: Option<Uuid>,
    /// When.
    pub signed_at: Option<DateTimeUtc>,
    /// When this side sent the version on the table back.
    pub returned_at: Option<DateTimeUtc>,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
