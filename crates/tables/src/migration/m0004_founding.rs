//! Foundings of joint branches: the plan, whom it concerns, and its steps.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use super::{index, refers, refers_and_follows};

/// Foundings of joint branches: the plan, whom it concerns, and its steps.
pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0004_founding"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        founding(manager).await?;
        founding_party(manager).await?;
        founding_step(manager).await?;
        Ok(())
    }
}

async fn founding(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("founding")
        .col(pk_uuid("id"))
        .col(uuid("above_id"))
        .col(string("state").check(Expr::col("state").is_in([
            "draft",
            "proposed",
            "returned",
            "withdrawn",
            "approved",
            "founded",
        ])))
        .col(string("name"))
        .col(string_null("code").unique_key())
        .col(json("plan"))
        .col(json_null("standing"))
        .col(integer("revision"))
        .col(date_null("applied_on"))
        .col(uuid_null("branch_id"))
        .col(uuid_null("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("changed_at"))
        .foreign_key(&mut refers("founding", "above_id", "party_organisation", "id"))
        .foreign_key(&mut refers("founding", "branch_id", "party_organisation", "id"))
        .foreign_key(&mut refers("founding", "created_by", "person", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("founding", &["above_id", "state"], false)).await?;
    manager.create_index(index("founding", &["branch_id"], false)).await
}

async fn founding_party(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("founding_party")
        .col(uuid("founding_id"))
        .col(uuid("organisation_id"))
        .primary_key(Index::create().col("founding_id").col("organisation_id"))
        .foreign_key(&mut refers_and_follows("founding_party", "founding_id", "founding", "id"))
        .foreign_key(&mut refers("founding_party", "organisation_id", "party_organisation", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("founding_party", &["organisation_id", "founding_id"], false)).await
}

async fn founding_step(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("founding_step")
        .col(pk_uuid("id"))
        .col(uuid("founding_id"))
        .col(string("step"))
        .col(timestamp_with_time_zone("at"))
        .col(date_null("on_day"))
        .col(uuid_null("by_id"))
        .col(string_null("seal"))
        .col(string_null("rule"))
        .col(string_null("note"))
        .foreign_key(&mut refers_and_follows("founding_step", "founding_id", "founding", "id"))
        .foreign_key(&mut refers("founding_step", "by_id", "person", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("founding_step", &["founding_id", "id"], false)).await
}
