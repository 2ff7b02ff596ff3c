//! How long a name must wait after wrong passwords; kept for unknown names alike.

use sea_orm::entity::prelude::*;

/// One row of `sign_in_delay`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_delay")]
pub struct Model {
    /// SHA-256 of what is counted: a name with an address, a name in a known browser, a name alone, an own account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name_digest: String,
    /// Attempts counted.
    pub failures: i32,
    /// No attempt is looked at before this moment; for a name alone, how far the pace of all addresses has run ahead.
    pub wait_until: DateTimeUtc,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
