//! A meeting: its plan and where it stands.

use sea_orm::entity::prelude::*;

/// One row of `meeting`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Organisation.
    pub organisation_id: Uuid,
    /// theme_day.
    pub kind: String,
    /// The word for where it stands.
    pub state: String,
    /// Title.
    pub title: String,
    /// Theme.
    pub theme: String,
    /// What is done, in order: a list of texts.
    pub agenda: Json,
    /// The civil day in China.
    pub on_day: Date,
    /// When it begins, by the wall clock in China.
    pub starts_at: Time,
    /// When it ends, on the same day.
    pub ends_at: Option<Time>,
    /// Place.
    pub place: String,
    /// Who sees to it, for which side.
    pub responsible: Json,
    /// Visitors known by name only.
    pub visitors: Json,
    /// Who planned it.
    pub created_by: Uuid,
    /// Created at.
    pub created_at: DateTimeUtc,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
