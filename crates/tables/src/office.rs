//! An office held in an organisation, or in the installation, for a period.

use sea_orm::entity::prelude::*;

/// One row of `office`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "office")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Person.
    pub person_id: Uuid,
    /// None for the three administrators.
    pub organisation_id: Option<Uuid>,
    /// The side it is held for in a joint body.
    pub side_id: Option<Uuid>,
    /// Name.
    pub name: String,
    /// From on.
    pub from_on: Date,
    /// The first day it is no longer held.
    pub until_on: Option<Date>,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
