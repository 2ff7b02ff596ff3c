//! Pieces of questions that many stores ask.

use std::collections::HashMap;

use gongjian_domain::id::Id;
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Func, LikeExpr, Query, SelectStatement};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::tx::{StoreError, Tx};

/// How many rows `found`, which selects one column, has: counted no further than `most`.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn count_up_to(tx: &Tx, mut found: SelectStatement, most: u64) -> Result<u64, StoreError> {
    let capped = found.limit(most).take();
    let counted =
        Query::select().expr(Func::count(Expr::col(Asterisk))).from_subquery(capped, "capped").take();
    let row = tx.query_one(&counted).await?;
    let found: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0);
    Ok(u64::try_from(found).unwrap_or(0))
}

/// The names of the rows of `table` with these ids; nothing is asked when there are none.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn named<T>(
    tx: &Tx,
    table: &'static str,
    ids: impl IntoIterator<Item = Id<T>>,
) -> Result<HashMap<Id<T>, String>, StoreError> {
    let mut ids: Vec<Uuid> = ids.into_iter().map(Id::uuid).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let question =
        Query::select().columns(["id", "name"]).from(table).and_where(Expr::col("id").is_in(ids)).take();
    let rows = tx.query_all(&question).await?;
    rows.iter().map(|row| Ok((Id::from_uuid(row.try_get_by_index(0)?), row.try_get_by_index(1)?))).collect()
}

/// A pattern for texts that hold `part`, whatever signs are in it.
#[must_use]
pub fn containing(part: &str) -> LikeExpr {
    LikeExpr::new(format!("%{}%", escaped(part))).escape('\\')
}

/// A pattern for texts that begin with `start`, whatever signs are in it.
#[must_use]
pub fn starting(start: &str) -> LikeExpr {
    LikeExpr::new(format!("{}%", escaped(start))).escape('\\')
}

fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut escaped, c| {
        if matches!(c, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
        escaped
    })
}

/// The short name of the organisation or unit called `row`, or its name.
#[must_use]
pub fn short_name(row: &'static str) -> Expr {
    Func::coalesce([Expr::col((row, "short_name")), Expr::col((row, "name"))]).into()
}

/// The rows a question finds, each read into `R`.
///
/// # Errors
///
/// When the database cannot be asked, or a row does not read into `R`.
pub async fn rows<R: FromQueryResult>(tx: &Tx, question: &SelectStatement) -> Result<Vec<R>, StoreError> {
    let found = tx.query_all(question).await?;
    Ok(found.iter().map(|row| R::from_query_result(row, "")).collect::<Result<Vec<_>, _>>()?)
}
