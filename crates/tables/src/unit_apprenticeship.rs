//! An enterprise's standing as pilot or demonstration apprenticeship enterprise.

use sea_orm::entity::prelude::*;

/// One row of `unit_apprenticeship`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "unit_apprenticeship")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Unit.
    pub unit_id: Uuid,
    /// Level.
    pub level: String,
    /// From on.
    pub from_on: Option<Date>,
    /// The first day it no longer holds.
    pub until_on: Option<Date>,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
