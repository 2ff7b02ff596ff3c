//! One file that somebody brought.

use sea_orm::entity::prelude::*;

/// One row of `import_run`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import_run")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// roster or organisations.
    pub kind: String,
    /// Organisation.
    pub organisation_id: Option<Uuid>,
    /// File name.
    pub file_name: String,
    /// reading, previewed, committed, discarded, undone or failed.
    pub state: String,
    /// Row count.
    pub row_count: i32,
    /// New count.
    pub new_count: i32,
    /// Changed count.
    pub changed_count: i32,
    /// Unchanged count.
    pub unchanged_count: i32,
    /// Refused count.
    pub refused_count: i32,
    /// The tables found in the file, with their headings.
    pub tables: Json,
    /// Sheets that were not read, and why.
    pub skipped: Json,
    /// Why the file as a whole was refused.
    pub failure: Option<Json>,
    /// The job that reads the file.
    pub job_id: Option<Uuid>,
    /// Created by.
    pub created_by: Option<Uuid>,
    /// Created at.
    pub created_at: DateTimeUtc,
    /// Committed at.
    pub committed_at: Option<DateTimeUtc>,
    /// Ended at.
    pub ended_at: Option<DateTimeUtc>,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
