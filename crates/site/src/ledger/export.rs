//! The ledger as a file: who takes it away is an act itself, in every chain it was permitted for.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use gongjian_domain::cell::Cell;
use serde_json::json;

use super::page::{self, LedgerFilter, LedgerLine};
use super::store;
use crate::Site;
use crate::db::Tx;
use crate::organisation;
use crate::policy::actions::{ReadLedger, ReadOrganisationLedger};
use crate::policy::{Scope, Thing};
use crate::web::export::{Column, Format, List, MOST_ROWS, refuse_too_many, text};
use crate::web::{AppError, Shell, Visit};

/// `GET /ledger/export/{format}` — the entries the filter finds, as xlsx, csv or json.
#[utoipa::path(get, path = "/ledger/export/{format}", params(("format" = String, Path), LedgerFilter), responses((status = 200), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("ledger.read"))))]
pub async fn export(
    State(site): State<Site>,
    visit: Visit,
    Path(format): Path<String>,
    Query(filter): Query<LedgerFilter>,
) -> Result<Response, AppError> {
    let format = Format::named(&format)?;
    let tx = site.db.read();
    let scope = page::scope(&tx, &visit, &filter).await?;
    let lines = store::all(&tx, &scope, &filter, MOST_ROWS).await?;
    refuse_too_many(lines.len())?;
    site.db.write(async |tx| record(&site, &visit, tx, &scope, lines.len()).await).await?;
    let shell = visit.shell();
    let rows = lines.iter().map(|line| row(line, &shell)).collect();
    List { title: shell.t("ledger-title"), columns: columns(&shell), rows }.answer(format).await
}

async fn record(site: &Site, visit: &Visit, tx: &mut Tx, scope: &Scope, rows: usize) -> Result<(), AppError> {
    let values = json!({ "entries": rows });
    if scope.everything {
        let permit = visit.actor.may(ReadLedger, &Thing::installation())?;
        tx.record(&site.clock, permit.act().changed(&["export"], values));
        return Ok(());
    }
    for organisation in scope.under.iter().chain(&scope.at) {
        let thing = organisation::store::thing(tx, *organisation).await?;
        let thing = thing.ok_or(AppError::NotFound("organisation"))?;
        let permit = visit.actor.may(ReadOrganisationLedger, &thing)?;
        tx.record(&site.clock, permit.act().changed(&["export"], values.clone()));
    }
    Ok(())
}

fn columns(shell: &Shell) -> Vec<Column> {
    let word = |key: &str| shell.t(key);
    vec![
        Column::text("at", word("ledger-when"), 20),
        Column::text("actor", word("ledger-who"), 24),
        Column::text("action", word("ledger-what"), 24),
        Column::text("fields", word("ledger-fields"), 36),
        Column::text("subject_kind", word("ledger-subject-kind"), 18),
        Column::text("subject", word("ledger-subject"), 38),
        Column::text("chain", word("ledger-where"), 36),
        Column::text("seq", word("ledger-seq"), 10),
    ]
}

fn row(line: &LedgerLine, shell: &Shell) -> Vec<Cell> {
    vec![
        text(shell.moment(&line.at)),
        text(line.who(shell)),
        text(line.what(shell)),
        text(line.what_changed(shell)),
        text(line.subject_kind.clone()),
        text(line.subject.map(|id| id.to_string())),
        text(line.chain(shell)),
        text(line.seq.to_string()),
    ]
}
