//! What one row of a file said.

use sea_orm::entity::prelude::*;

/// One row of `import_row`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import_row")]
pub struct Model {
    /// Run.
    #[sea_orm(primary_key, auto_increment = false)]
    pub run_id: Uuid,
    /// 0 for a roster, 1 for the table of units, 2 for the table of organisations.
    #[sea_orm(primary_key, auto_increment = false)]
    pub part: i32,
    /// As the spreadsheet program shows it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// new, changed, unchanged or refused.
    pub state: String,
    /// The name it is shown by.
    pub label: String,
    /// What stands beside the name: the branch, the code.
    pub line: String,
    /// The person, unit or organisation it became or changed.
    pub subject_id: Option<Uuid>,
    /// Encrypted entry.
    pub sealed: Option<Vec<u8>>,
    /// Old and new of what changed, masked where secret.
    pub changes: Json,
    /// Errors of a refused row.
    pub problems: Json,
    /// Rules its history breaks.
    pub findings: Json,
    /// What the comparison with the register left out or wants to be looked at.
    pub remarks: Json,
    /// Encrypted former values, for undo.
    pub before_sealed: Option<Vec<u8>>,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
