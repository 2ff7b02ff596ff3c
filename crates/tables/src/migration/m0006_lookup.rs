//! Indexes behind the lists of people and organisations.

use sea_orm_migration::prelude::*;

use super::index;

/// Indexes behind the lists of people and organisations.
pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0006_lookup"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The list of people pages by (initials, id), with or without a stage.
        manager.create_index(index("person", &["initials", "id"], false)).await?;
        manager.create_index(index("person", &["stage", "initials", "id"], false)).await?;
        // Who belonged where: a person's memberships are looked at row by row while a list is read.
        manager.create_index(index("membership", &["person_id", "organisation_id"], false)).await?;
        manager.create_index(index("membership", &["side_id"], false)).await?;
        manager.create_index(index("party_organisation", &["unit_id"], false)).await?;
        manager.create_index(index("unit", &["parent_id"], false)).await?;
        manager.create_index(index("side_unit", &["unit_id", "side_id"], false)).await
    }
}
