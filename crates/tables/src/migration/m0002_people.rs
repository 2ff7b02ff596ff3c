//! Units, Party organisations, people, offices and memberships.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use super::{index, refers};

/// Units, Party organisations, people, offices and memberships.
pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0002_people"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        unit(manager).await?;
        unit_residency(manager).await?;
        unit_apprenticeship(manager).await?;
        unit_relation(manager).await?;
        party_organisation(manager).await?;
        organisation_ancestor(manager).await?;
        side(manager).await?;
        side_unit(manager).await?;
        person(manager).await?;
        affiliation(manager).await?;
        membership(manager).await?;
        office(manager).await?;
        Ok(())
    }
}

async fn unit(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("unit")
        .col(pk_uuid("id"))
        .col(string("kind"))
        .col(string("name"))
        .col(string_null("short_name"))
        .col(string_null("credit_code").unique_key())
        .col(uuid_null("parent_id"))
        .col(string_null("contact_name"))
        .col(string_null("contact_phone"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut refers("unit", "parent_id", "unit", "id"))
        .take();
    manager.create_table(table).await?;
    // Two schools may each have a college of one name.
    manager.create_index(index("unit", &["name"], false)).await
}

async fn unit_residency(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("unit_residency")
        .col(pk_uuid("id"))
        .col(uuid("unit_id"))
        .col(uuid_null("park_id"))
        .col(date_null("from_on"))
        .col(date_null("until_on"))
        .foreign_key(&mut refers("unit_residency", "unit_id", "unit", "id"))
        .foreign_key(&mut refers("unit_residency", "park_id", "unit", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("unit_residency", &["unit_id"], false)).await
}

async fn unit_apprenticeship(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("unit_apprenticeship")
        .col(pk_uuid("id"))
        .col(uuid("unit_id"))
        .col(string("level"))
        .col(date_null("from_on"))
        .col(date_null("until_on"))
        .foreign_key(&mut refers("unit_apprenticeship", "unit_id", "unit", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("unit_apprenticeship", &["unit_id"], false)).await
}

async fn unit_relation(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("unit_relation")
        .col(pk_uuid("id"))
        .col(uuid("unit_id"))
        .col(uuid("other_id"))
        .col(string("kind"))
        .col(date_null("from_on"))
        .col(date_null("until_on"))
        .col(string_null("note"))
        .foreign_key(&mut refers("unit_relation", "unit_id", "unit", "id"))
        .foreign_key(&mut refers("unit_relation", "other_id", "unit", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("unit_relation", &["unit_id"], false)).await?;
    manager.create_index(index("unit_relation", &["other_id"], false)).await
}

async fn party_organisation(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("party_organisation")
        .col(pk_uuid("id"))
        .col(string_uniq("code"))
        .col(string("name"))
        .col(string_null("short_name"))
        .col(string("kind"))
        .col(uuid_null("parent_id"))
        .col(uuid_null("unit_id"))
        .col(date_null("founded_on"))
        .col(date_null("term_ends_on"))
        .col(date_null("dissolved_on"))
        .col(string_null("note"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut refers("party_organisation", "parent_id", "party_organisation", "id"))
        .foreign_key(&mut refers("party_organisation", "unit_id", "unit", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("party_organisation", &["parent_id"], false)).await
}

async fn organisation_ancestor(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("organisation_ancestor")
        .col(uuid("organisation_id"))
        .col(uuid("ancestor_id"))
        .col(integer("depth"))
        .primary_key(Index::create().col("organisation_id").col("ancestor_id"))
        .foreign_key(&mut refers("organisation_ancestor", "organisation_id", "party_organisation", "id"))
        .foreign_key(&mut refers("organisation_ancestor", "ancestor_id", "party_organisation", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("organisation_ancestor", &["ancestor_id", "organisation_id"], false)).await
}

async fn side(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("side")
        .col(pk_uuid("id"))
        .col(uuid("organisation_id"))
        .col(string("kind"))
        .col(string("seal"))
        .col(string("name"))
        .col(integer("position"))
        .foreign_key(&mut refers("side", "organisation_id", "party_organisation", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("side", &["organisation_id"], false)).await
}

async fn side_unit(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("side_unit")
        .col(uuid("side_id"))
        .col(uuid("unit_id"))
        .primary_key(Index::create().col("side_id").col("unit_id"))
        .foreign_key(&mut refers("side_unit", "side_id", "side", "id"))
        .foreign_key(&mut refers("side_unit", "unit_id", "unit", "id"))
        .take();
    manager.create_table(table).await
}

async fn person(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("person")
        .col(pk_uuid("id"))
        .col(string("name"))
        .col(string("initials"))
        .col(string_null("sex"))
        .col(date_null("born_on"))
        .col(blob_null("id_number_sealed"))
        .col(blob_null("id_number_index").unique_key())
        .col(string_null("phone"))
        .col(string_null("email"))
        .col(string_null("ethnicity"))
        .col(string_null("native_place"))
        .col(string_null("education"))
        .col(string_null("stage"))
        .col(date_null("applied_on"))
        .col(date_null("activist_on"))
        .col(date_null("target_on"))
        .col(date_null("joined_on"))
        .col(date_null("full_on"))
        .col(string_null("introducers"))
        .col(timestamp_with_time_zone("created_at"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("person", &["name"], false)).await?;
    manager.create_index(index("person", &["initials"], false)).await
}

async fn affiliation(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("affiliation")
        .col(pk_uuid("id"))
        .col(uuid("person_id"))
        .col(uuid("unit_id"))
        .col(string("role"))
        .col(string_null("staff_number"))
        .col(date_null("from_on"))
        .col(date_null("until_on"))
        .foreign_key(&mut refers("affiliation", "person_id", "person", "id"))
        .foreign_key(&mut refers("affiliation", "unit_id", "unit", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("affiliation", &["person_id"], false)).await?;
    manager.create_index(index("affiliation", &["unit_id", "staff_number"], true)).await
}

async fn membership(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("membership")
        .col(pk_uuid("id"))
        .col(uuid("person_id"))
        .col(uuid("organisation_id"))
        .col(string("kind"))
        .col(uuid_null("side_id"))
        .col(date_null("from_on"))
        .col(date_null("until_on"))
        .foreign_key(&mut refers("membership", "person_id", "person", "id"))
        .foreign_key(&mut refers("membership", "organisation_id", "party_organisation", "id"))
        .foreign_key(&mut refers("membership", "side_id", "side", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("membership", &["person_id"], false)).await?;
    manager.create_index(index("membership", &["organisation_id", "until_on", "person_id"], false)).await
}

async fn office(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("office")
        .col(pk_uuid("id"))
        .col(uuid("person_id"))
        .col(uuid_null("organisation_id"))
        .col(uuid_null("side_id"))
        .col(string("name"))
        .col(date("from_on"))
        .col(date_null("until_on"))
        .foreign_key(&mut refers("office", "person_id", "person", "id"))
        .foreign_key(&mut refers("office", "organisation_id", "party_organisation", "id"))
        .foreign_key(&mut refers("office", "side_id", "side", "id"))
        .take();
    manager.create_table(table).await?;
    manager.create_index(index("office", &["person_id"], false)).await?;
    manager.create_index(index("office", &["organisation_id"], false)).await
}
