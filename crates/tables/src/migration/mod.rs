//! Migrations, in order. They run unchanged on SQLite and on PostgreSQL.

use sea_orm_migration::prelude::*;

mod m0001_core;
mod m0002_people;
mod m0003_import;
mod m0004_founding;
mod m0005_meeting;
mod m0006_lookup;
mod m0008_founding_duty;
mod m0009_undecided_imports;
mod m0010_development;
mod m0011_mentoring;
mod m0012_rule_choice;
mod m0013_development_watch;

/// Every migration this program knows, the oldest first.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_core::Migration),
            Box::new(m0002_people::Migration),
            Box::new(m0003_import::Migration),
            Box::new(m0004_founding::Migration),
            Box::new(m0005_meeting::Migration),
            Box::new(m0006_lookup::Migration),
            Box::new(m0008_founding_duty::Migration),
            Box::new(m0009_undecided_imports::Migration),
            Box::new(m0010_development::Migration),
            Box::new(m0011_mentoring::Migration),
            Box::new(m0012_rule_choice::Migration),
            Box::new(m0013_development_watch::Migration),
        ]
    }
}

/// An index over `columns` of `table`, named after both.
fn index(table: &'static str, columns: &[&'static str], unique: bool) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(format!("ix_{table}_{}", columns.join("_"))).table(table);
    for column in columns {
        index.col(*column);
    }
    if unique {
        index.unique();
    }
    index.take()
}

/// A foreign key that refuses to leave a row pointing at nothing.
fn refers(
    table: &'static str,
    column: &'static str,
    to: &'static str,
    to_column: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{table}_{column}"))
        .from(table, column)
        .to(to, to_column)
        .on_delete(ForeignKeyAction::Restrict)
        .take()
}

/// A foreign key of a part that goes when its whole goes.
fn refers_and_follows(
    table: &'static str,
    column: &'static str,
    to: &'static str,
    to_column: &'static str,
) -> ForeignKeyCreateStatement {
    refers(table, column, to, to_column).on_delete(ForeignKeyAction::Cascade).take()
}
