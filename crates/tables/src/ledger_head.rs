//! The last link of one organisation's chain. Its row is locked while an entry is added.

use sea_orm::entity::prelude::*;

/// One row of `ledger_head`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_head")]
pub struct Model {
    /// The Party organisation whose chain it is; all zeros for the installation's own.
    #[sea_orm(primary_key, auto_increment = false)]
    pub chain: Uuid,
    /// How many entries the chain has.
    pub seq: i64,
    /// The hash of the last entry, in hexadecimal.
    pub hash: String,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
