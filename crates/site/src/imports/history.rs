//! The history of imports: who brought what, and what became of it.

use axum::extract::{Path, Query, State as Shared};
use axum::response::Response;
use chrono::{DateTime, Utc};
use gongjian_domain::cell::Cell;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::bring;
use super::lists;
use super::run::{Counts, Kind, Run, State};
use crate::Site;
use crate::policy::actions::{ImportOrganisations, ReadImport};
use crate::policy::{Denied, Scope, Thing};
use crate::web::export::{Column, Format, List, number, refuse_too_many, text};
use crate::web::paging::Paging;
use crate::web::{AppError, Shell, Visit, view};

/// Which page.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct HistoryFilter {
    /// Imports older than the one with this id.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub after: Option<Uuid>,
}

/// One import of the history.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportLine {
    /// Its id.
    pub id: Uuid,
    /// What the file brought.
    pub kind: Kind,
    /// What the file was called.
    pub file_name: String,
    /// How far it has come.
    pub state: State,
    /// The organisation it was brought for.
    pub organisation: Option<String>,
    /// Who brought it; none for the operator.
    pub by: Option<String>,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Its rows by what became of them.
    pub counts: Counts,
}

impl ImportLine {
    /// How pressing it is.
    #[must_use]
    pub fn tone(&self) -> &'static str {
        match self.state {
            State::Previewed => "open",
            State::Committed => "met",
            State::Reading => "due",
            State::Failed => "overdue",
            State::Discarded | State::Undone => "quiet",
        }
    }
}

/// The history of imports, the newest first.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct ImportsPage {
    /// The imports.
    pub rows: Vec<ImportLine>,
    /// How many there are, and where the next page is.
    pub paging: Paging,
    /// Whether the visitor may bring a roster somewhere.
    pub may_import: bool,
}

view!(ImportsPage, "imports/history.html", || {
    let line = |state| ImportLine {
        id: Uuid::nil(),
        kind: Kind::Roster,
        file_name: "党员名册（2026）.xlsx".into(),
        state,
        organisation: Some("创意设计学院党委".into()),
        by: Some("王一".into()),
        created_at: DateTime::UNIX_EPOCH,
        counts: Counts { rows: 84, new: 70, changed: 2, unchanged: 1, refused: 11 },
    };
    let rows: Vec<ImportLine> = State::ALL.into_iter().map(line).collect();
    let operator =
        ImportLine { kind: Kind::Organisations, organisation: None, by: None, ..line(State::Committed) };
    let rows = rows.into_iter().chain([operator]).collect();
    vec![
        Self::default(),
        Self { may_import: true, ..Self::default() },
        Self { rows, paging: Paging::counted(1_001, Some("x".into())), may_import: true },
    ]
});

/// `GET /imports` — the imports the visitor may see.
#[utoipa::path(get, path = "/imports", params(HistoryFilter), responses((status = 200, body = ImportsPage), (status = 403)), extensions(("x-action" = json!("import.read"))))]
pub async fn page(
    Shared(site): Shared<Site>,
    visit: Visit,
    Query(filter): Query<HistoryFilter>,
) -> Result<Response, AppError> {
    let (scope, of_organisations) = readable(&visit)?;
    let (runs, paging) = lists::history(&site.db.read(), &scope, of_organisations, filter.after).await?;
    let may_import = bring::may_import(&visit.actor)?;
    visit.page(&ImportsPage { rows: runs.into_iter().map(line).collect(), paging, may_import })
}

/// The imports the visitor may see: those for these organisations, and whether those of organisations themselves.
fn readable(visit: &Visit) -> Result<(Scope, bool), AppError> {
    let scope = visit.actor.scope::<ReadImport>()?;
    let of_organisations = visit.actor.can::<ImportOrganisations>(&Thing::installation())?;
    if scope.under.is_empty() && scope.at.is_empty() && !of_organisations {
        return Err(Denied::forbidden::<ReadImport>().into());
    }
    Ok((scope, of_organisations))
}

fn line((run, names): (Run, lists::Names)) -> ImportLine {
    ImportLine {
        id: run.id.uuid(),
        kind: run.kind,
        file_name: run.file_name,
        state: run.state,
        organisation: names.organisation,
        by: names.by,
        created_at: run.created_at,
        counts: run.counts,
    }
}

/// `GET /imports/export/{format}` — the same history as xlsx, csv or json.
#[utoipa::path(get, path = "/imports/export/{format}", params(("format" = String, Path)), responses((status = 200), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("import.read"))))]
pub async fn export(
    Shared(site): Shared<Site>,
    visit: Visit,
    Path(format): Path<String>,
) -> Result<Response, AppError> {
    let format = Format::named(&format)?;
    let (scope, of_organisations) = readable(&visit)?;
    let (tx, shell) = (site.db.read(), visit.shell());
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let (runs, paging) = lists::history(&tx, &scope, of_organisations, after).await?;
        rows.extend(runs.into_iter().map(|one| row(line(one), &shell)));
        refuse_too_many(rows.len())?;
        let Some(next) = paging.next else { break };
        after = next.parse().ok();
    }
    List { title: shell.t("imports-export-title"), columns: columns(&shell), rows }.answer(format).await
}

fn columns(shell: &Shell) -> Vec<Column> {
    let word = |key: &str| shell.t(key);
    vec![
        Column::text("at", word("import-when"), 20),
        Column::text("file", word("import-file"), 32),
        Column::text("organisation", word("import-for"), 36),
        Column::text("by", word("import-by"), 16),
        Column::text("state", word("import-state"), 12),
        Column::number("new", word("part-row-new")),
        Column::number("changed", word("part-row-changed")),
        Column::number("unchanged", word("part-row-unchanged")),
        Column::number("refused", word("part-row-refused")),
    ]
}

fn row(line: ImportLine, shell: &Shell) -> Vec<Cell> {
    vec![
        text(shell.moment(&line.created_at)),
        text(line.file_name),
        text(line.organisation.unwrap_or_else(|| shell.t("import-into-organisations"))),
        text(line.by.unwrap_or_else(|| shell.t("import-by-operator"))),
        text(shell.word("import-state", line.state.as_str())),
        number(line.counts.new),
        number(line.counts.changed),
        number(line.counts.unchanged),
        number(line.counts.refused),
    ]
}
