//! A photo or file of a meeting.

use sea_orm::entity::prelude::*;

/// One row of `attachment`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "attachment")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Meeting.
    pub meeting_id: Uuid,
    /// jpeg, png, webp, pdf, docx, xlsx or pptx, by its content.
    pub kind: String,
    /// Name, with the ending of its kind.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// Digest of the bytes kept.
    pub sha256: String,
    /// Who brought it.
    pub by_id: Uuid,
    /// When.
    pub at: DateTimeUtc,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
