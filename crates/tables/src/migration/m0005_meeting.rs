//! Meetings: plan, parties, roll, minutes, steps, files and notices.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use super::{index, refers, refers_and_follows};

/// Meetings: plan, parties, roll, minutes, steps, files and notices.
pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0005_meeting"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        meeting(manager).await?;
        meeting_party(manager).await?;
        meeting_person(manager).await?;
        meeting_correction(manager).await?;
        meeting_minutes(manager).await?;
        meeting_step(manager).await?;
        attachment(manager).await?;
        attachment_body(manager).await?;
        notice(manager).await?;
        Ok(())
    }
}

async fn meeting(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("meeting")
        .col(pk_uuid("id"))
        .col(uuid("organisation_id"))
        .col(string("kind"))
        .col(string("state"))
        .col(string("title"))
        .col(string("theme"))
        .col(json("agenda"))
        .col(date("on_day"))
        .col(time("starts_at"))
        .col(time_null("ends_at"))
        .col(string("place"))
        .col(json("responsible"))
        .col(json("visitors"))
        .col(uuid("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut refers("meeting", "organisation_id", "party_organisation", "id"))
        .foreign_key(&mut refers("meeting", "created_by", "person", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("meeting", &["organisation_id", "on_day"], false)).await?;
    manager.create_index(index("meeting", &["on_day", "id"], false)).await
}

async fn meeting_party(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    // A branch without sides is a party itself: `side_id` is then the id of the organisation.
    let table = Table::create()
        .table("meeting_party")
        .col(uuid("meeting_id"))
        .col(uuid("side_id"))
        .col(integer("position"))
        .col(string("kind"))
        .col(string("seal"))
        .col(string("name"))
        .col(uuid_null("signed_by"))
        .col(timestamp_with_time_zone_null("signed_at"))
        .col(timestamp_with_time_zone_null("returned_at"))
        .primary_key(Index::create().col("meeting_id").col("side_id"))
        .foreign_key(&mut refers("meeting_party", "meeting_id", "meeting", "id"))
        .foreign_key(&mut refers("meeting_party", "signed_by", "person", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("meeting_party", &["side_id"], false)).await
}

async fn meeting_person(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("meeting_person")
        .col(uuid("meeting_id"))
        .col(uuid("person_id"))
        .col(integer("position"))
        .col(string("role"))
        .col(uuid_null("side_id"))
        .col(string("reply"))
        .col(string_null("reply_reason"))
        .col(timestamp_with_time_zone_null("replied_at"))
        .col(string_null("status"))
        .col(string_null("status_reason"))
        .primary_key(Index::create().col("meeting_id").col("person_id"))
        .foreign_key(&mut refers("meeting_person", "meeting_id", "meeting", "id"))
        .foreign_key(&mut refers("meeting_person", "person_id", "person", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("meeting_person", &["person_id", "reply"], false)).await
}

async fn meeting_correction(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("meeting_correction")
        .col(pk_uuid("id"))
        .col(uuid("meeting_id"))
        .col(uuid("person_id"))
        .col(string("was"))
        .col(string_null("was_reason"))
        .col(string("reason"))
        .col(uuid("by_id"))
        .col(timestamp_with_time_zone("at"))
        .foreign_key(&mut refers("meeting_correction", "meeting_id", "meeting", "id"))
        .foreign_key(&mut refers("meeting_correction", "person_id", "person", "id"))
        .foreign_key(&mut refers("meeting_correction", "by_id", "person", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("meeting_correction", &["meeting_id"], false)).await
}

async fn meeting_minutes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("meeting_minutes")
        .col(uuid("meeting_id"))
        .col(integer("version"))
        .col(text("text"))
        .col(json("resolutions"))
        .col(uuid("by_id"))
        .col(timestamp_with_time_zone("at"))
        .primary_key(Index::create().col("meeting_id").col("version"))
        .foreign_key(&mut refers("meeting_minutes", "meeting_id", "meeting", "id"))
        .foreign_key(&mut refers("meeting_minutes", "by_id", "person", "id"))
        .take();
    manager.create_table(table).await
}

async fn meeting_step(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("meeting_step")
        .col(pk_uuid("id"))
        .col(uuid("meeting_id"))
        .col(string("step"))
        .col(uuid("by_id"))
        .col(timestamp_with_time_zone("at"))
        .col(uuid_null("side_id"))
        .col(integer_null("version"))
        .col(text_null("note"))
        .foreign_key(&mut refers("meeting_step", "meeting_id", "meeting", "id"))
        .foreign_key(&mut refers("meeting_step", "by_id", "person", "id"))
        .take();
    manager.create_table(table).await?;
    // One side confirms one version once, whatever happens around it.
    manager.create_index(index("meeting_step", &["meeting_id", "step", "version", "side_id"], true)).await
}

async fn attachment(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("attachment")
        .col(pk_uuid("id"))
        .col(uuid("meeting_id"))
        .col(string("kind"))
        .col(string("name"))
        .col(big_integer("size"))
        .col(string("sha256"))
        .col(uuid("by_id"))
        .col(timestamp_with_time_zone("at"))
        .foreign_key(&mut refers("attachment", "meeting_id", "meeting", "id"))
        .foreign_key(&mut refers("attachment", "by_id", "person", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("attachment", &["meeting_id", "sha256"], true)).await
}

async fn attachment_body(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("attachment_body")
        .col(pk_uuid("attachment_id"))
        .col(blob("body"))
        .foreign_key(&mut refers_and_follows("attachment_body", "attachment_id", "attachment", "id"))
        .take();
    manager.create_table(table).await
}

async fn notice(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("notice")
        .col(pk_uuid("id"))
        .col(uuid("person_id"))
        .col(string("word"))
        .col(uuid("meeting_id"))
        .col(uuid("job_id"))
        .col(timestamp_with_time_zone("at"))
        .col(timestamp_with_time_zone_null("seen_at"))
        .foreign_key(&mut refers("notice", "person_id", "person", "id"))
        .foreign_key(&mut refers("notice", "meeting_id", "meeting", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("notice", &["person_id", "seen_at"], false)).await?;
    // A job that is tried again tells nobody twice.
    manager.create_index(index("notice", &["job_id", "person_id"], true)).await
}
