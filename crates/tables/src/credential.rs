//! A session or a bearer token: the digest of a secret the holder keeps.

use sea_orm::entity::prelude::*;

/// One row of `credential`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "credential")]
pub struct Model {
    /// SHA-256 of the secret, in hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: String,
    /// Account.
    pub account_id: Uuid,
    /// session or bearer.
    pub kind: String,
    /// What the holder calls it, or the browser's name.
    pub label: String,
    /// Created at.
    pub created_at: DateTimeUtc,
    /// Seen at.
    pub seen_at: DateTimeUtc,
    /// Expires at.
    pub expires_at: DateTimeUtc,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
