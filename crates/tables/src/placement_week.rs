//! What the enterprise said of one week; a correction is a further row.

use sea_orm::entity::prelude::*;

/// One row of `placement_week`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "placement_week")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The placement.
    pub placement_id: Uuid,
    /// The Monday.
    pub week_on: Date,
    /// there, partly, on_leave or away.
    pub presence: String,
    /// The line about conduct, sealed.
    pub conduct_sealed: Vec<u8>,
    /// Why the earlier line was corrected.
    pub reason: Option<String>,
    /// Written by.
    pub by_id: Uuid,
    /// Written at.
    pub at: DateTimeUtc,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
