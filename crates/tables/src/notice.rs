//! A notice to one person.

use sea_orm::entity::prelude::*;

/// One row of `notice`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "notice")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// To whom.
    pub person_id: Uuid,
    /// What it says.
    pub word: String,
    /// About which meeting.
    pub meeting_id: Option<Uuid>,
    /// About which case of member development.
    pub case_id: Option<Uuid>,
    /// About which step of it.
    pub step: Option<String>,
    /// The day that step is due.
    pub on_day: Option<Date>,
    /// One telling of several people, which tells nobody twice: the job's id when a job told them.
    pub job_id: Uuid,
    /// When.
    pub at: DateTimeUtc,
    /// When it was seen.
    pub seen_at: Option<DateTimeUtc>,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
