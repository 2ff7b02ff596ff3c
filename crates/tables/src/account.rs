//! A name and a password somebody signs in with.

use sea_orm::entity::prelude::*;

/// One row of `account`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Person.
    pub person_id: Uuid,
    /// In lower case.
    pub name: String,
    /// PHC string; none for accounts that only carry tokens.
    #[sea_orm(column_type = "Text")]
    pub password_hash: Option<String>,
    /// Created at.
    pub created_at: DateTimeUtc,
    /// Disabled at.
    pub disabled_at: Option<DateTimeUtc>,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
