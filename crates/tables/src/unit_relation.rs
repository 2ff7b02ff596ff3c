//! A lasting tie between two units.

use sea_orm::entity::prelude::*;

/// One row of `unit_relation`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "unit_relation")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Unit.
    pub unit_id: Uuid,
    /// Other.
    pub other_id: Uuid,
    /// Kind.
    pub kind: String,
    /// From on.
    pub from_on: Option<Date>,
    /// The first day it no longer holds.
    pub until_on: Option<Date>,
    /// Note.
    pub note: Option<String>,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
