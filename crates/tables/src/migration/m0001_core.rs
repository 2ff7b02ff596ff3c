//! Ledger, jobs, accounts and credentials.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use super::{index, refers, refers_and_follows};

/// Ledger, jobs, accounts and credentials.
pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0001_core"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ledger_head(manager).await?;
        ledger_entry(manager).await?;
        ledger_salt(manager).await?;
        job(manager).await?;
        setting(manager).await?;
        account(manager).await?;
        sign_in_delay(manager).await?;
        credential(manager).await?;
        reading(manager).await?;
        Ok(())
    }
}

async fn ledger_head(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("ledger_head")
        .col(pk_uuid("chain"))
        .col(big_integer("seq"))
        .col(string("hash"))
        .take();
    manager.create_table(table).await
}

async fn ledger_entry(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("ledger_entry")
        .col(pk_uuid("id"))
        .col(uuid("chain"))
        .col(big_integer("seq"))
        .col(timestamp_with_time_zone("at"))
        .col(string("actor_kind"))
        .col(uuid_null("actor_id"))
        .col(string("action"))
        .col(string("subject_kind"))
        .col(uuid_null("subject_id"))
        .col(uuid_null("side_id"))
        .col(json("fields"))
        .col(string("digest"))
        .col(uuid_null("refers_to"))
        .col(string("prev"))
        .col(string("hash"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("ledger_entry", &["subject_id", "at"], false)).await?;
    manager.create_index(index("ledger_entry", &["actor_id", "at"], false)).await?;
    manager.create_index(index("ledger_entry", &["chain", "seq"], true)).await
}

async fn ledger_salt(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("ledger_salt")
        .col(pk_uuid("entry_id"))
        .col(blob("salt"))
        .foreign_key(&mut refers("ledger_salt", "entry_id", "ledger_entry", "id"))
        .take();
    manager.create_table(table).await
}

async fn job(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("job")
        .col(pk_uuid("id"))
        .col(string("topic"))
        .col(json("payload"))
        .col(string("state"))
        .col(integer("attempts"))
        .col(timestamp_with_time_zone("run_at"))
        .col(timestamp_with_time_zone_null("claimed_until"))
        .col(integer("done"))
        .col(integer("total"))
        .col(text_null("error"))
        .col(timestamp_with_time_zone("created_at"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("job", &["state", "run_at"], false)).await
}

async fn setting(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create().table("setting").col(string("key").primary_key()).col(json("value")).take();
    manager.create_table(table).await
}

async fn account(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("account")
        .col(pk_uuid("id"))
        .col(uuid("person_id"))
        .col(string_uniq("name"))
        .col(text_null("password_hash"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("disabled_at"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("account", &["person_id"], true)).await
}

async fn sign_in_delay(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("sign_in_delay")
        .col(string("name_digest").primary_key())
        .col(integer("failures"))
        .col(timestamp_with_time_zone("wait_until"))
        .take();
    manager.create_table(table).await
}

async fn credential(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("credential")
        .col(string("digest").primary_key())
        .col(uuid("account_id"))
        .col(string("kind"))
        .col(string("label"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("seen_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .foreign_key(&mut refers_and_follows("credential", "account_id", "account", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("credential", &["account_id"], false)).await
}

async fn reading(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("reading")
        .col(uuid("person_id"))
        .col(uuid("reader_id"))
        .col(date("on_day"))
        .col(timestamp_with_time_zone("first_at"))
        .col(boolean("revealed"))
        .primary_key(Index::create().col("person_id").col("reader_id").col("on_day"))
        .take();
    manager.create_table(table).await
}
