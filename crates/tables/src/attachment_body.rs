//! The bytes of a photo or file.

use sea_orm::entity::prelude::*;

/// One row of `attachment_body`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "attachment_body")]
pub struct Model {
    /// Attachment.
    #[sea_orm(primary_key, auto_increment = false)]
    pub attachment_id: Uuid,
    /// The bytes, without what the camera wrote about itself.
    pub body: Vec<u8>,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
