//! Committee, general branch, branch or joint branch.

use sea_orm::entity::prelude::*;

/// One row of `party_organisation`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "party_organisation")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Short name.
    pub short_name: Option<String>,
    /// Kind.
    pub kind: String,
    /// Parent.
    pub parent_id: Option<Uuid>,
    /// Unit.
    pub unit_id: Option<Uuid>,
    /// Founded on.
    pub founded_on: Option<Date>,
    /// Term ends on.
    pub term_ends_on: Option<Date>,
    /// Dissolved on.
    pub dissolved_on: Option<Date>,
    /// Note.
    pub note: Option<String>,
    /// Created at.
    pub created_at: DateTimeUtc,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
