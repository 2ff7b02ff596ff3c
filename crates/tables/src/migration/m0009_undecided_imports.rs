//! The index behind the imports that wait for a decision, which the home page asks for.

use sea_orm_migration::prelude::*;

use super::index;

/// The index behind the imports that wait for a decision, which the home page asks for.
pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0009_undecided_imports"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Of years of imports a handful is undecided; the latest come first.
        manager.create_index(index("import_run", &["state", "id"], false)).await
    }
}
