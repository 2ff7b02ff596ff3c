//! Who opened whose file, once a day for each reader.

use sea_orm::entity::prelude::*;

/// One row of `reading`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reading")]
pub struct Model {
    /// Person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    /// Reader.
    #[sea_orm(primary_key, auto_increment = false)]
    pub reader_id: Uuid,
    /// On day.
    #[sea_orm(primary_key, auto_increment = false)]
    pub on_day: Date,
    /// First at.
    pub first_at: DateTimeUtc,
    /// Whether masked values were shown.
    pub revealed: bool,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
