//! Two mentors: assignments, observations, placements and their weeks.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use super::{index, refers};

/// Two mentors: assignments, observations, placements and their weeks.
pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0011_mentoring"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        assignment(manager).await?;
        observation(manager).await?;
        placement(manager).await?;
        week(manager).await
    }
}

async fn assignment(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    const TABLE: &str = "mentor_assignment";
    let table = Table::create()
        .table(TABLE)
        .col(pk_uuid("id"))
        .col(uuid("case_id"))
        .col(uuid("person_id"))
        .col(string("side"))
        .col(uuid_null("unit_id"))
        .col(uuid("organisation_id"))
        .col(string("consent"))
        .col(uuid_null("consent_by"))
        .col(date_null("consent_on"))
        .col(date("from_on"))
        .col(date_null("until_on"))
        .col(string_null("ended_reason"))
        .col(uuid("assigned_by"))
        .col(timestamp_with_time_zone("assigned_at"))
        .foreign_key(&mut refers(TABLE, "case_id", "development_case", "id"))
        .foreign_key(&mut refers(TABLE, "person_id", "person", "id"))
        .foreign_key(&mut refers(TABLE, "unit_id", "unit", "id"))
        .foreign_key(&mut refers(TABLE, "organisation_id", "party_organisation", "id"))
        .foreign_key(&mut refers(TABLE, "assigned_by", "person", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index(TABLE, &["case_id"], false)).await?;
    manager.create_index(index(TABLE, &["person_id", "until_on"], false)).await?;
    manager.create_index(index(TABLE, &["organisation_id", "consent"], false)).await
}

async fn observation(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    const TABLE: &str = "observation";
    let table = Table::create()
        .table(TABLE)
        .col(pk_uuid("id"))
        .col(uuid("case_id"))
        .col(uuid("assignment_id"))
        .col(string("side"))
        .col(date("from_on"))
        .col(date("due_on"))
        .col(blob_null("form_sealed"))
        .col(timestamp_with_time_zone_null("written_at"))
        .col(date_null("handed_in_on"))
        .col(uuid_null("handed_in_by"))
        .col(uuid_null("returned_by"))
        .col(timestamp_with_time_zone_null("returned_at"))
        .col(blob_null("comment_sealed"))
        .col(integer("revision"))
        .foreign_key(&mut refers(TABLE, "case_id", "development_case", "id"))
        .foreign_key(&mut refers(TABLE, "assignment_id", "mentor_assignment", "id"))
        .foreign_key(&mut refers(TABLE, "handed_in_by", "person", "id"))
        .foreign_key(&mut refers(TABLE, "returned_by", "person", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index(TABLE, &["case_id", "side", "from_on"], true)).await?;
    manager.create_index(index(TABLE, &["assignment_id", "handed_in_on", "due_on"], false)).await
}

async fn placement(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    const TABLE: &str = "placement";
    let table = Table::create()
        .table(TABLE)
        .col(pk_uuid("id"))
        .col(uuid("case_id"))
        .col(uuid("unit_id"))
        .col(string("post"))
        .col(date("from_on"))
        .col(date_null("until_on"))
        .col(string_null("agreement_no"))
        .col(date_null("agreement_on"))
        .col(uuid("recorded_by"))
        .col(timestamp_with_time_zone("recorded_at"))
        .foreign_key(&mut refers(TABLE, "case_id", "development_case", "id"))
        .foreign_key(&mut refers(TABLE, "unit_id", "unit", "id"))
        .foreign_key(&mut refers(TABLE, "recorded_by", "person", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index(TABLE, &["case_id"], false)).await?;
    manager.create_index(index(TABLE, &["unit_id", "from_on"], false)).await
}

async fn week(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    const TABLE: &str = "placement_week";
    let table = Table::create()
        .table(TABLE)
        .col(pk_uuid("id"))
        .col(uuid("placement_id"))
        .col(date("week_on"))
        .col(string("presence"))
        .col(blob("conduct_sealed"))
        .col(string_null("reason"))
        .col(uuid("by_id"))
        .col(timestamp_with_time_zone("at"))
        .foreign_key(&mut refers(TABLE, "placement_id", "placement", "id"))
        .foreign_key(&mut refers(TABLE, "by_id", "person", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index(TABLE, &["placement_id", "week_on"], false)).await
}
