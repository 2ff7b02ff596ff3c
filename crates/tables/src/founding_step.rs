//! One step of a founding, as it was taken.

use sea_orm::entity::prelude::*;

/// One row of `founding_step`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "founding_step")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Founding.
    pub founding_id: Uuid,
    /// Which step.
    pub step: String,
    /// When it was recorded.
    pub at: DateTimeUtc,
    /// The day it counts from, where that is another.
    pub on_day: Option<Date>,
    /// Who took it; none for the operator.
    pub by_id: Option<Uuid>,
    /// The seal of the side it was taken for.
    pub seal: Option<String>,
    /// The rule that was overruled.
    pub rule: Option<String>,
    /// A reason, a comment, the number of a letter.
    pub note: Option<String>,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
