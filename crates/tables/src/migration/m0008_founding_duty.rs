//! Whose turn it is in a founding, so that everybody's page can ask for it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string_null;

use super::index;

/// Whose turn it is in a founding, so that everybody's page can ask for it.
pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0008_founding_duty"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let duty = Table::alter().table("founding_party").add_column(string_null("duty")).take();
        manager.alter_table(duty).await?;
        manager.create_index(index("founding_party", &["duty", "organisation_id"], false)).await?;
        // What a plan waits for from its sides is written with its next change; the committee's part follows from the state.
        for (state, duty) in
            [("draft", "draft"), ("returned", "mend"), ("proposed", "reply"), ("approved", "found")]
        {
            let above = Query::select()
                .expr(Expr::val(1))
                .from("founding")
                .and_where(Expr::col(("founding", "id")).equals(("founding_party", "founding_id")))
                .and_where(Expr::col(("founding", "above_id")).equals(("founding_party", "organisation_id")))
                .and_where(Expr::col(("founding", "state")).eq(state))
                .take();
            let known = Query::update()
                .table("founding_party")
                .value("duty", duty)
                .and_where(Expr::exists(above))
                .take();
            manager.execute(known).await?;
        }
        Ok(())
    }
}
