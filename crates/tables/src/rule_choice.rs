//! What a committee asks of its own branches beyond the rule book.

use sea_orm::entity::prelude::*;

/// One row of `rule_choice`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "rule_choice")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The committee whose branches it is for.
    pub organisation_id: Uuid,
    /// The rule's id as findings name it.
    pub rule_id: String,
    /// A stricter number, or a pack taken over.
    pub choice: Json,
    /// The decision it stands on.
    pub basis: String,
    /// The first day it holds.
    pub from_on: Date,
    /// The first day it no longer holds.
    pub until_on: Option<Date>,
    /// None while it is a draft.
    pub switched_on_at: Option<DateTimeUtc>,
    /// Who wrote it; none when the operator did.
    pub created_by: Option<Uuid>,
    /// When.
    pub created_at: DateTimeUtc,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
