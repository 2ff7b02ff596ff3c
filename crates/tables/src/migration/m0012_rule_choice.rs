//! What committees ask of their own branches beyond the rule book.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use super::{index, refers};

/// What committees ask of their own branches beyond the rule book.
pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0012_rule_choice"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("rule_choice")
            .col(pk_uuid("id"))
            .col(uuid("organisation_id"))
            .col(string("rule_id"))
            .col(json("choice"))
            .col(string("basis"))
            .col(date("from_on"))
            .col(date_null("until_on"))
            .col(timestamp_with_time_zone_null("switched_on_at"))
            .col(uuid_null("created_by"))
            .col(timestamp_with_time_zone("created_at"))
            .foreign_key(&mut refers("rule_choice", "organisation_id", "party_organisation", "id"))
            .foreign_key(&mut refers("rule_choice", "created_by", "person", "id"))
            .take();
        manager.create_table(table).await?;
        manager.create_index(index("rule_choice", &["organisation_id"], false)).await?;
        manager.create_index(index("rule_choice", &["rule_id"], true)).await
    }
}
