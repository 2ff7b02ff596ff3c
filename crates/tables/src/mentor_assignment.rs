//! Who is a mentor in a case, on which side, from when to when.

use sea_orm::entity::prelude::*;

/// One row of `mentor_assignment`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "mentor_assignment")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The mentor.
    pub person_id: Uuid,
    /// school or enterprise.
    pub side: String,
    /// The unit the mentor works in.
    pub unit_id: Option<Uuid>,
    /// The mentor's own Party organisation.
    pub organisation_id: Uuid,
    /// not_needed, asked, given or refused.
    pub consent: String,
    /// Who answered for it.
    pub consent_by: Option<Uuid>,
    /// The day of the answer.
    pub consent_on: Option<Date>,
    /// The first day.
    pub from_on: Date,
    /// The first day it no longer holds.
    pub until_on: Option<Date>,
    /// Why it ended.
    pub ended_reason: Option<String>,
    /// Named by.
    pub assigned_by: Uuid,
    /// Named at.
    pub assigned_at: DateTimeUtc,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
