//! The part of one party in a joint body.

use sea_orm::entity::prelude::*;

/// One row of `side`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "side")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Organisation.
    pub organisation_id: Uuid,
    /// school, enterprise, association or other.
    pub kind: String,
    /// The one character of its seal.
    pub seal: String,
    /// Name.
    pub name: String,
    /// Position.
    pub position: i32,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
