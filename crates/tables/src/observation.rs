//! One side's half-yearly form about somebody: owed, drafted, handed in.

use sea_orm::entity::prelude::*;

/// One row of `observation`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "observation")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// Who writes it.
    pub assignment_id: Uuid,
    /// school or enterprise.
    pub side: String,
    /// The first day of the half year.
    pub from_on: Date,
    /// The last day in time.
    pub due_on: Date,
    /// What was written, sealed.
    pub form_sealed: Option<Vec<u8>>,
    /// When it was last written at.
    pub written_at: Option<DateTimeUtc>,
    /// The day it was handed in, as it stands now.
    pub handed_in_on: Option<Date>,
    /// By whom.
    pub handed_in_by: Option<Uuid>,
    /// Who sent it back last.
    pub returned_by: Option<Uuid>,
    /// When.
    pub returned_at: Option<DateTimeUtc>,
    /// Why, sealed.
    pub comment_sealed: Option<Vec<u8>>,
    /// Goes up with every change.
    pub revision: i32,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
