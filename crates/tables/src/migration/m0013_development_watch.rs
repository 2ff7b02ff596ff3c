//! Watching over cases of member development: who leaves too early, what was reminded of, steps taken for many at once,
//! and notices that are about a case.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use super::{index, refers, refers_and_follows};

/// Watching over cases of member development, and notices that are about a case.
pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0013_development_watch"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        leaving(manager).await?;
        reminder(manager).await?;
        batch(manager).await?;
        notice(manager).await
    }
}

async fn leaving(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    const TABLE: &str = "development_leaving";
    let table = Table::create()
        .table(TABLE)
        .col(pk_uuid("case_id"))
        .col(string("what"))
        .col(date("leaves_on"))
        .col(date_null("from_on"))
        .col(date_null("until_on"))
        .col(string_null("rule"))
        .col(uuid("organisation_id"))
        .col(uuid_null("side_id"))
        .foreign_key(&mut refers_and_follows(TABLE, "case_id", "development_case", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index(TABLE, &["leaves_on", "case_id"], false)).await
}

async fn reminder(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    const TABLE: &str = "development_reminder";
    let table = Table::create()
        .table(TABLE)
        .col(uuid("case_id"))
        .col(string("step"))
        .col(date("due_on"))
        .col(string("kind"))
        .col(timestamp_with_time_zone("at"))
        // Told once, whatever happens: the key is what the reminder is about.
        .primary_key(Index::create().col("case_id").col("step").col("due_on").col("kind"))
        .foreign_key(&mut refers_and_follows(TABLE, "case_id", "development_case", "id"))
        .take();
    manager.create_table(table).await
}

async fn batch(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    const TABLE: &str = "development_batch";
    let table = Table::create()
        .table(TABLE)
        .col(pk_uuid("id"))
        .col(string("step"))
        .col(date("taken_on"))
        .col(uuid("by_id"))
        .col(timestamp_with_time_zone("at"))
        .col(json("lines"))
        .foreign_key(&mut refers(TABLE, "by_id", "person", "id"))
        .take();
    manager.create_table(table).await
}

/// Neither database lets a column that must not be empty become one that may, in the same words: the table is made anew.
async fn notice(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    const OLD: [&str; 7] = ["id", "person_id", "word", "meeting_id", "job_id", "at", "seen_at"];
    const NEW: &str = "notice_anew";
    let table = Table::create()
        .table(NEW)
        .col(pk_uuid("id"))
        .col(uuid("person_id"))
        .col(string("word"))
        .col(uuid_null("meeting_id"))
        .col(uuid_null("case_id"))
        .col(string_null("step"))
        .col(date_null("on_day"))
        .col(uuid("job_id"))
        .col(timestamp_with_time_zone("at"))
        .col(timestamp_with_time_zone_null("seen_at"))
        .foreign_key(&mut refers(NEW, "person_id", "person", "id"))
        .foreign_key(&mut refers(NEW, "meeting_id", "meeting", "id"))
        .foreign_key(&mut refers_and_follows(NEW, "case_id", "development_case", "id"))
        .take();
    manager.create_table(table).await?;
    let old = Query::select().columns(OLD).from("notice").take();
    let copied = Query::insert()
        .into_table(NEW)
        .columns(OLD)
        .select_from(old)
        .map_err(|error| DbErr::Migration(error.to_string()))?
        .take();
    manager.get_connection().execute(&copied).await?;
    manager.drop_table(Table::drop().table("notice").take()).await?;
    manager.rename_table(Table::rename().table(NEW, "notice").take()).await?;
    manager.create_index(index("notice", &["person_id", "seen_at"], false)).await?;
    manager.create_index(index("notice", &["job_id", "person_id"], true)).await
}
