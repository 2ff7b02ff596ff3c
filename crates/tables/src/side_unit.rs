//! The units a side is made of.

use sea_orm::entity::prelude::*;

/// One row of `side_unit`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "side_unit")]
pub struct Model {
    /// Side.
    #[sea_orm(primary_key, auto_increment = false)]
    pub side_id: Uuid,
    /// Unit.
    #[sea_orm(primary_key, auto_increment = false)]
    pub unit_id: Uuid,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
