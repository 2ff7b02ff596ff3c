//! A person's place in a unit for a period.

use sea_orm::entity::prelude::*;

/// One row of `affiliation`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "affiliation")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Person.
    pub person_id: Uuid,
    /// Unit.
    pub unit_id: Uuid,
    /// teacher, student, employee or owner.
    pub role: String,
    /// Counts inside its unit only.
    pub staff_number: Option<String>,
    /// From on.
    pub from_on: Option<Date>,
    /// The first day it no longer holds.
    pub until_on: Option<Date>,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
