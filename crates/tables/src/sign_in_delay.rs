//! How long a name must wait after wrong passwords; kept for unknown names alike.

use sea_orm::entity::prelude::*;

/// One row of `sign_in_delay`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_delay")]
pub struct Model {
    /// SHA-256 of the name that was tried.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name_digest: String,
    /// Wrong passwords in a row.
    pub failures: i32,
    /// No attempt is looked at before this moment; at most a minute away.
    pub wait_until: DateTimeUtc,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
