//! A person's belonging to a Party organisation for a period.

use sea_orm::entity::prelude::*;

/// One row of `membership`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "membership")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Person.
    pub person_id: Uuid,
    /// Organisation.
    pub organisation_id: Uuid,
    /// formal or participating.
    pub kind: String,
    /// Side.
    pub side_id: Option<Uuid>,
    /// From on.
    pub from_on: Option<Date>,
    /// The first day it no longer holds.
    pub until_on: Option<Date>,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
