//! The organisations a founding concerns: the committee above and the home of each side.

use sea_orm::entity::prelude::*;

/// One row of `founding_party`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "founding_party")]
pub struct Model {
    /// Founding.
    #[sea_orm(primary_key, auto_increment = false)]
    pub founding_id: Uuid,
    /// Organisation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: Uuid,
    /// The step that waits for this organisation: people, agree, draft, hand_in, mend, reply or found; none when it is another's turn.
    pub duty: Option<String>,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
