//! A step of a case as it was recorded, or that the person left.

use sea_orm::entity::prelude::*;

/// One row of `development_step`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "development_step")]
pub struct Model {
    /// Id, in the order of recording.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The step's id in the chart, or withdrawn, removed, cancelled.
    pub step: String,
    /// The day it was taken.
    pub taken_on: Date,
    /// Window, ballot, persons, length and the like, as far as they were written down.
    pub particulars: Json,
    /// Whether it was known when the case was opened.
    pub carried: bool,
    /// The meeting it was taken on.
    pub meeting_id: Option<Uuid>,
    /// The organisation on whose behalf.
    pub organisation_id: Uuid,
    /// The side on whose behalf.
    pub side_id: Option<Uuid>,
    /// Why it was taken although something was late.
    pub reason: Option<String>,
    /// A note, sealed.
    pub note_sealed: Option<Vec<u8>>,
    /// Who recorded it.
    pub recorded_by: Uuid,
    /// When.
    pub recorded_at: DateTimeUtc,
    /// Who took it back.
    pub taken_back_by: Option<Uuid>,
    /// When.
    pub taken_back_at: Option<DateTimeUtc>,
    /// Why.
    pub taken_back_reason: Option<String>,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
