//! An enterprise's time in a park.

use sea_orm::entity::prelude::*;

/// One row of `unit_residency`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "unit_residency")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Unit.
    pub unit_id: Uuid,
    /// Park.
    pub park_id: Option<Uuid>,
    /// From on.
    pub from_on: Option<Date>,
    /// The first day it no longer holds.
    pub until_on: Option<Date>,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
