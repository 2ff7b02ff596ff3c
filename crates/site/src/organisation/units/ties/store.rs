//! Questions about the ties of a unit, and the changes to them.

use chrono::NaiveDate;
use gongjian_domain::kinds::UnitId;
use gongjian_tables::{unit_apprenticeship, unit_relation, unit_residency};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use serde_json::json;
use uuid::Uuid;

use crate::clock::Clock;
use crate::db::{StoreError, Tx};
use crate::policy::Permit;
use crate::policy::actions::ChangeUnit;

/// A tie that is to be entered.
#[derive(Debug, Clone)]
pub(crate) enum Tie {
    /// With another unit.
    Relation { other: Uuid, kind: &'static str, from: Option<NaiveDate>, note: Option<String> },
    /// In a park.
    Residency { park: Uuid, from: Option<NaiveDate> },
    /// In the apprenticeship scheme, until a day where one is known.
    Apprenticeship { level: &'static str, from: Option<NaiveDate>, until: Option<NaiveDate> },
}

/// The table of one kind of tie, and the ledger's word for it.
#[derive(Debug, Clone, Copy)]
pub(super) struct TieKind {
    table: &'static str,
    word: &'static str,
}

/// Relations with other units.
pub(super) const RELATION: TieKind = TieKind { table: "unit_relation", word: "relation" };
/// Times in parks.
pub(super) const RESIDENCY: TieKind = TieKind { table: "unit_residency", word: "residency" };
/// Standings in the apprenticeship scheme.
pub(super) const APPRENTICESHIP: TieKind = TieKind { table: "unit_apprenticeship", word: "apprenticeship" };

/// Whether the unit already has such a tie without an end. A relation counts from either side.
///
/// # Errors
///
/// When the database cannot be asked.
pub(super) async fn holds(tx: &Tx, id: UnitId, tie: &Tie) -> Result<bool, StoreError> {
    let own = Expr::col("unit_id").eq(id.uuid());
    let (table, same) = match tie {
        Tie::Relation { other, kind, .. } => {
            let here = own.and(Expr::col("other_id").eq(*other));
            let there = Expr::col("other_id").eq(id.uuid()).and(Expr::col("unit_id").eq(*other));
            (RELATION.table, here.or(there).and(Expr::col("kind").eq(*kind)))
        }
        Tie::Residency { park, .. } => (RESIDENCY.table, own.and(Expr::col("park_id").eq(*park))),
        Tie::Apprenticeship { level, .. } => (APPRENTICESHIP.table, own.and(Expr::col("level").eq(*level))),
    };
    let question = Query::select()
        .column("id")
        .from(table)
        .and_where(same)
        .and_where(Expr::col("until_on").is_null())
        .limit(1)
        .take();
    Ok(tx.query_one(&question).await?.is_some())
}

/// Enters a tie of the unit the permit is for.
///
/// # Errors
///
/// When the database refuses.
pub(crate) async fn enter(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<ChangeUnit>,
    tie: Tie,
) -> Result<(), StoreError> {
    let (id, unit) = (Set(clock.uuid()), Set(permit.on().uuid()));
    let (word, values) = match tie {
        Tie::Relation { other, kind, from, note } => {
            let values = json!([other, kind, from, note]);
            let row = unit_relation::ActiveModel {
                id,
                unit_id: unit,
                other_id: Set(other),
                kind: Set(kind.to_owned()),
                from_on: Set(from),
                until_on: Set(None),
                note: Set(note),
            };
            unit_relation::Entity::insert(row).exec_without_returning(tx).await?;
            (RELATION.word, values)
        }
        Tie::Residency { park, from } => {
            let row = unit_residency::ActiveModel {
                id,
                unit_id: unit,
                park_id: Set(Some(park)),
                from_on: Set(from),
                until_on: Set(None),
            };
            unit_residency::Entity::insert(row).exec_without_returning(tx).await?;
            (RESIDENCY.word, json!([park, from]))
        }
        Tie::Apprenticeship { level, from, until } => {
            let row = unit_apprenticeship::ActiveModel {
                id,
                unit_id: unit,
                level: Set(level.to_owned()),
                from_on: Set(from),
                until_on: Set(until),
            };
            unit_apprenticeship::Entity::insert(row).exec_without_returning(tx).await?;
            (APPRENTICESHIP.word, json!([level, from, until]))
        }
    };
    tx.record(clock, permit.act().changed(&[word], values));
    Ok(())
}

/// The first day a period holds and the first day it no longer does.
pub(super) type Period = (Option<NaiveDate>, Option<NaiveDate>);

/// The period of a tie of the unit.
///
/// # Errors
///
/// When the database cannot be asked.
pub(super) async fn period(
    tx: &Tx,
    kind: TieKind,
    unit: UnitId,
    tie: Uuid,
) -> Result<Option<Period>, StoreError> {
    let mut of_the_unit = Expr::col("unit_id").eq(unit.uuid());
    if kind.table == RELATION.table {
        of_the_unit = of_the_unit.or(Expr::col("other_id").eq(unit.uuid()));
    }
    let question = Query::select()
        .columns(["from_on", "until_on"])
        .from(kind.table)
        .and_where(Expr::col("id").eq(tie))
        .and_where(of_the_unit)
        .take();
    let row = tx.query_one(&question).await?;
    row.map(|row| Ok::<_, StoreError>((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).transpose()
}

/// Ends a tie on `day`.
///
/// # Errors
///
/// When the database refuses.
pub(super) async fn end(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<ChangeUnit>,
    kind: TieKind,
    tie: Uuid,
    day: NaiveDate,
) -> Result<(), StoreError> {
    let change = Query::update()
        .table(kind.table)
        .value("until_on", Some(day))
        .and_where(Expr::col("id").eq(tie))
        .take();
    tx.execute(&change).await?;
    tx.record(clock, permit.act().changed(&[kind.word], json!([tie, "ended", day])));
    Ok(())
}
