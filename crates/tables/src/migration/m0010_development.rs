//! Member development: cases, their steps, corrections, and what is open next.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use super::{index, refers, refers_and_follows};

/// Member development: cases, their steps, corrections, and what is open next.
pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0010_development"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        case(manager).await?;
        step(manager).await?;
        correction(manager).await?;
        due(manager).await
    }
}

async fn case(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    const TABLE: &str = "development_case";
    let table = Table::create()
        .table(TABLE)
        .col(pk_uuid("id"))
        .col(uuid("person_id"))
        .col(uuid("organisation_id"))
        .col(uuid_null("side_id"))
        .col(string("standing"))
        .col(string_null("stage"))
        .col(uuid_null("running_person_id"))
        .col(date_null("leaving_on"))
        .col(date("opened_on"))
        .col(uuid("opened_by"))
        .col(integer("revision"))
        .col(timestamp_with_time_zone("changed_at"))
        .col(date_null("ended_on"))
        .foreign_key(&mut refers(TABLE, "person_id", "person", "id"))
        .foreign_key(&mut refers(TABLE, "organisation_id", "party_organisation", "id"))
        .foreign_key(&mut refers(TABLE, "side_id", "side", "id"))
        .foreign_key(&mut refers(TABLE, "opened_by", "person", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index(TABLE, &["running_person_id"], true)).await?;
    manager.create_index(index(TABLE, &["person_id"], false)).await?;
    manager.create_index(index(TABLE, &["organisation_id", "id"], false)).await?;
    manager.create_index(index(TABLE, &["side_id"], false)).await?;
    manager.create_index(index(TABLE, &["standing", "stage", "id"], false)).await
}

async fn step(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    const TABLE: &str = "development_step";
    let table = Table::create()
        .table(TABLE)
        .col(pk_uuid("id"))
        .col(uuid("case_id"))
        .col(string("step"))
        .col(date("taken_on"))
        .col(json("particulars"))
        .col(boolean("carried"))
        .col(uuid_null("meeting_id"))
        .col(uuid("organisation_id"))
        .col(uuid_null("side_id"))
        .col(string_null("reason"))
        .col(blob_null("note_sealed"))
        .col(uuid("recorded_by"))
        .col(timestamp_with_time_zone("recorded_at"))
        .col(uuid_null("taken_back_by"))
        .col(timestamp_with_time_zone_null("taken_back_at"))
        .col(string_null("taken_back_reason"))
        .foreign_key(&mut refers(TABLE, "case_id", "development_case", "id"))
        .foreign_key(&mut refers(TABLE, "meeting_id", "meeting", "id"))
        .foreign_key(&mut refers(TABLE, "organisation_id", "party_organisation", "id"))
        .foreign_key(&mut refers(TABLE, "side_id", "side", "id"))
        .foreign_key(&mut refers(TABLE, "recorded_by", "person", "id"))
        .foreign_key(&mut refers(TABLE, "taken_back_by", "person", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index(TABLE, &["case_id"], false)).await?;
    manager.create_index(index(TABLE, &["meeting_id"], false)).await
}

async fn correction(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    const TABLE: &str = "development_correction";
    let table = Table::create()
        .table(TABLE)
        .col(pk_uuid("id"))
        .col(uuid("step_id"))
        .col(date("was_on"))
        .col(json("was_particulars"))
        .col(string("reason"))
        .col(uuid("by_id"))
        .col(timestamp_with_time_zone("at"))
        .foreign_key(&mut refers(TABLE, "step_id", "development_step", "id"))
        .foreign_key(&mut refers(TABLE, "by_id", "person", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index(TABLE, &["step_id"], false)).await
}

async fn due(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    const TABLE: &str = "development_due";
    let table = Table::create()
        .table(TABLE)
        .col(uuid("case_id"))
        .col(string("step"))
        .col(string("actor"))
        .col(date_null("earliest_on"))
        .col(date_null("due_on"))
        .col(uuid("organisation_id"))
        .col(uuid_null("side_id"))
        .primary_key(Index::create().col("case_id").col("step"))
        .foreign_key(&mut refers_and_follows(TABLE, "case_id", "development_case", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index(TABLE, &["organisation_id", "due_on", "case_id"], false)).await?;
    manager.create_index(index(TABLE, &["due_on", "case_id"], false)).await
}
