//! Imports: what a file said, row by row, and what it changed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use super::{index, refers, refers_and_follows};

/// Imports: what a file said, row by row, and what it changed.
pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0003_import"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        import_run(manager).await?;
        import_row(manager).await?;
        import_file(manager).await?;
        Ok(())
    }
}

async fn import_run(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("import_run")
        .col(pk_uuid("id"))
        .col(string("kind"))
        .col(uuid_null("organisation_id"))
        .col(string("file_name"))
        .col(string("state"))
        .col(integer("row_count"))
        .col(integer("new_count"))
        .col(integer("changed_count"))
        .col(integer("unchanged_count"))
        .col(integer("refused_count"))
        .col(json("tables"))
        .col(json("skipped"))
        .col(json_null("failure"))
        .col(uuid_null("job_id"))
        .col(uuid_null("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("committed_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .foreign_key(&mut refers("import_run", "organisation_id", "party_organisation", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("import_run", &["organisation_id", "created_at"], false)).await
}

async fn import_row(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("import_row")
        .col(uuid("run_id"))
        .col(integer("part"))
        .col(integer("number"))
        .col(string("state"))
        .col(string("label"))
        .col(string("line"))
        .col(uuid_null("subject_id"))
        .col(blob_null("sealed"))
        .col(json("changes"))
        .col(json("problems"))
        .col(json("findings"))
        .col(json("remarks"))
        .col(blob_null("before_sealed"))
        .primary_key(Index::create().col("run_id").col("part").col("number"))
        .foreign_key(&mut refers_and_follows("import_row", "run_id", "import_run", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("import_row", &["run_id", "state", "part", "number"], false)).await?;
    manager.create_index(index("import_row", &["subject_id"], false)).await
}

async fn import_file(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("import_file")
        .col(pk_uuid("run_id"))
        .col(blob("sealed"))
        .foreign_key(&mut refers_and_follows("import_file", "run_id", "import_run", "id"))
        .take();
    manager.create_table(table).await
}
