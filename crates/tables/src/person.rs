//! One human being.

use sea_orm::entity::prelude::*;

/// One row of `person`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Pinyin initials of the name, for search.
    pub initials: String,
    /// Sex.
    pub sex: Option<String>,
    /// Born on.
    pub born_on: Option<Date>,
    /// Encrypted identity number.
    pub id_number_sealed: Option<Vec<u8>>,
    /// Keyed digest of the identity number, for look-up and duplicates.
    pub id_number_index: Option<Vec<u8>>,
    /// Phone.
    pub phone: Option<String>,
    /// Email.
    pub email: Option<String>,
    /// Ethnicity.
    pub ethnicity: Option<String>,
    /// Native place.
    pub native_place: Option<String>,
    /// Education.
    pub education: Option<String>,
    /// applicant, activist, target, probationary or full.
    pub stage: Option<String>,
    /// Applied on.
    pub applied_on: Option<Date>,
    /// Activist on.
    pub activist_on: Option<Date>,
    /// Target on.
    pub target_on: Option<Date>,
    /// Joined on.
    pub joined_on: Option<Date>,
    /// Full on.
    pub full_on: Option<Date>,
    /// Introducers.
    pub introducers: Option<String>,
    /// Created at.
    pub created_at: DateTimeUtc,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
