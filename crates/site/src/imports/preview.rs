//! The page of one import: what will happen, row by row, and the one decision; later what became of it.

use axum::extract::{Path, Query, State as Shared};
use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use gongjian_domain::kinds::ImportId;
use gongjian_domain::reason::{Arg, Reason};
use gongjian_papers::check::FoundHeader;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::lists::{self, RowKey};
use super::row::{Change, JudgedRow, Noted, Part, Problem, RowState};
use super::run::{Counts, Kind, Run, State};
use super::store;
use super::under_way::Doing;
use crate::Site;
use crate::job::{self, Progress};
use crate::policy::Actor;
use crate::policy::actions::{CommitImport, ReadImport, UndoImport};
use crate::web::paging::Paging;
use crate::web::words::Lang;
use crate::web::{AppError, Shell, Visit, view};

/// Which rows are looked at.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Shown {
    /// `new`, `changed`, `unchanged` or `refused`.
    #[serde(default)]
    pub state: String,
    /// What follows the row with this key.
    #[serde(default)]
    pub after: String,
    /// Whether the preview was made anew because something had changed.
    #[serde(skip)]
    pub moved_on: bool,
}

/// One row of the preview.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RowLine {
    /// The table it stands in.
    pub part: Part,
    /// Its number as the spreadsheet program shows it.
    pub number: u32,
    /// What it would do.
    pub state: RowState,
    /// The name it is about.
    pub name: String,
    /// The branch or the code.
    pub line: String,
    /// What changes.
    pub changes: Vec<Change>,
    /// Why it is refused.
    pub problems: Vec<Problem>,
    /// Rules its history breaks, and what was read only in part.
    pub findings: Vec<Noted>,
    /// What was left out, or wants to be looked at.
    #[schema(value_type = Vec<Object>)]
    pub remarks: Vec<Reason>,
}

/// A table that was found in the file.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TableLine {
    /// The sheet.
    pub sheet: String,
    /// The row of its headings.
    pub row: u32,
    /// How many columns are taken over.
    pub columns: u32,
    /// Headings nobody knows; they are kept out.
    pub unknown: Vec<String>,
    /// Columns that are known and not taken over, by their words.
    pub left_out: Vec<String>,
    /// Columns that stand there a second time.
    pub repeated: Vec<String>,
    /// Whether the roster does not say who is teacher, student or employee, so that the unit decides for new people.
    pub assumes_roles: bool,
}

/// One import.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportPage {
    /// Its id.
    pub id: Uuid,
    /// What the file brings.
    pub kind: Kind,
    /// What the file was called.
    pub file_name: String,
    /// How far it has come.
    pub state: State,
    /// The organisation it was brought for, by name.
    pub organisation: Option<String>,
    /// Who brought it; none for the operator.
    pub by: Option<String>,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When its rows were taken over.
    pub committed_at: Option<DateTime<Utc>>,
    /// When it ended otherwise.
    pub ended_at: Option<DateTime<Utc>>,
    /// Its rows by what becomes of them.
    pub counts: Counts,
    /// The tables found in the file.
    pub tables: Vec<TableLine>,
    /// Sheets that were not read, and why.
    #[schema(value_type = Vec<Object>)]
    pub skipped: Vec<Reason>,
    /// Why the file as a whole was refused.
    #[schema(value_type = Option<Object>)]
    pub failure: Option<Reason>,
    /// How far the reading is.
    pub progress: Option<Progress>,
    /// Rows done while they are taken over or back; none when nothing is under way.
    pub under_way: Option<u32>,
    /// Why the last decision came to nothing, when nobody waited for it any more.
    #[schema(value_type = Option<Object>)]
    pub stopped: Option<Reason>,
    /// The rows of this page.
    pub rows: Vec<RowLine>,
    /// The rows asked for.
    pub shown: String,
    /// Where the next page is.
    pub paging: Paging,
    /// Whether the register had changed, so that the preview was made anew.
    pub moved_on: bool,
    /// Whether the visitor may decide about it.
    pub may_commit: bool,
    /// Whether the visitor may take it back.
    pub may_undo: bool,
    /// Whether the file with the wrong cells marked may be had.
    pub has_workbook: bool,
}

/// A value before and after, in words.
pub struct ShownChange {
    /// The column.
    pub field: String,
    /// Before.
    pub old: String,
    /// After.
    pub new: String,
}

impl RowLine {
    fn of(row: JudgedRow) -> Self {
        Self {
            part: row.part,
            number: row.number,
            state: row.state,
            name: row.label,
            line: row.line,
            changes: row.changes,
            problems: row.problems,
            findings: row.findings,
            remarks: row.remarks,
        }
    }

    /// The changes in words.
    #[must_use]
    pub fn changes_shown(&self, shell: &Shell) -> Vec<ShownChange> {
        let value = |field: &str, value: &Option<String>| {
            value.as_deref().map_or_else(String::new, |value| in_words(shell, field, value))
        };
        let shown = |change: &Change| ShownChange {
            field: self.field(shell, &change.field),
            old: value(&change.field, &change.old),
            new: value(&change.field, &change.new),
        };
        self.changes.iter().map(shown).collect()
    }

    /// The name of a column.
    #[must_use]
    pub fn field(&self, shell: &Shell, word: &str) -> String {
        column_name(shell.words, self.part, word)
    }

    /// The name to show, also where the row has none.
    #[must_use]
    pub fn title(&self, shell: &Shell) -> String {
        if self.name.is_empty() { shell.t("import-nameless") } else { self.name.clone() }
    }
}

/// The name of a column by its word.
pub(super) fn column_name(lang: Lang, part: Part, word: &str) -> String {
    lang.t(&format!("{}-column-{}", part.messages(), word.replace('_', "-")))
}

/// A stored value as a reader knows it.
fn in_words(shell: &Shell, field: &str, value: &str) -> String {
    match field {
        "sex" => shell.word("sex", value),
        "role" => shell.word("role", value),
        "office" => shell.word("office", value),
        "status" => shell.word("stage", value),
        "resident" => shell.word("import", value),
        "apprenticeship" => shell.word("apprenticeship", value),
        "kind" => match value.split_once('-') {
            Some((thing, word)) => shell.word(&format!("{thing}-kind"), word),
            None => value.to_owned(),
        },
        _ => value.parse::<NaiveDate>().map_or_else(|_| value.to_owned(), |day| shell.short_date(&day)),
    }
}

impl ImportPage {
    /// The sums, those that need a person first: state, number, whether it is the one looked at.
    #[must_use]
    pub fn sums(&self) -> Vec<(&'static str, u32, bool)> {
        let number = |state| match state {
            RowState::Refused => self.counts.refused,
            RowState::Changed => self.counts.changed,
            RowState::New => self.counts.new,
            RowState::Unchanged => self.counts.unchanged,
        };
        let sum = |state: RowState| (state.as_str(), number(state), self.shown == state.as_str());
        RowState::ALL.map(sum).to_vec()
    }

    /// The address of the page.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/imports/{}", self.id)
    }

    /// The address of the next page of rows; empty on the last.
    #[must_use]
    pub fn next(&self) -> String {
        let Some(after) = &self.paging.next else { return String::new() };
        format!("/imports/{}?state={}&after={after}", self.id, self.shown)
    }

    /// Headings nobody knows, as one text.
    #[must_use]
    pub fn unknown(&self, shell: &Shell, table: &TableLine) -> String {
        shell.words.list(&table.unknown)
    }

    /// The names of columns by their words.
    #[must_use]
    pub fn names(&self, shell: &Shell, words: &[String]) -> String {
        let names: Vec<String> =
            words.iter().map(|word| column_name(shell.words, self.part(), word)).collect();
        shell.words.list(&names)
    }

    fn part(&self) -> Part {
        part_of(self.kind)
    }

    /// For whom it was brought, by whom and when.
    #[must_use]
    pub fn lead(&self, shell: &Shell) -> String {
        let place = self.organisation.clone().unwrap_or_else(|| shell.t("import-into-organisations"));
        let by = self.by.clone().unwrap_or_else(|| shell.t("import-by-operator"));
        format!("{place} · {by} · {}", shell.moment(&self.created_at))
    }

    /// Whether something is under way, so that the page asks again by itself.
    #[must_use]
    pub fn is_waited_for(&self) -> bool {
        self.under_way.is_some() || (self.state == State::Reading && !self.is_given_up())
    }

    /// Rows read so far, or taken over or back.
    #[must_use]
    pub fn done(&self) -> u32 {
        let read = || self.progress.as_ref().and_then(|progress| u32::try_from(progress.done).ok());
        self.under_way.or_else(read).unwrap_or(0)
    }

    /// Rows in all. While a file is read nobody knows, so the bar stays ahead of what is read.
    #[must_use]
    pub fn total(&self) -> u32 {
        if self.under_way.is_some() {
            self.counts.accepted().max(self.done()).max(1)
        } else {
            self.done() + 500
        }
    }

    /// Whether the reading failed so often that it is not tried again by itself.
    #[must_use]
    pub fn is_given_up(&self) -> bool {
        self.progress.as_ref().is_some_and(|progress| progress.state == "dead")
    }

    /// How far the reading is, in words.
    #[must_use]
    pub fn progress_sentence(&self, shell: &Shell) -> String {
        match (self.under_way, self.state) {
            (None, _) => shell.t1("import-reading", "number", self.done()),
            (Some(_), State::Committed) => {
                shell.t2("import-undoing", "number", self.done(), "total", self.total())
            }
            (Some(_), _) => shell.t2("import-committing", "number", self.done(), "total", self.total()),
        }
    }

    /// Why the file as a whole was refused, with the names of columns in it.
    #[must_use]
    pub fn failure_sentence(&self, shell: &Shell, failure: &Reason) -> String {
        failure_in_words(shell.words, self.part(), failure)
    }

    /// What a decision is about.
    #[must_use]
    pub fn decision(&self, shell: &Shell) -> String {
        match (self.counts.accepted(), self.counts.refused) {
            (0, _) => shell.t("import-decision-nothing"),
            (taken, 0) => shell.t1("import-decision-all", "number", taken),
            (taken, refused) => shell.t2("import-decision-some", "number", taken, "refused", refused),
        }
    }

    /// What was taken over, and when.
    #[must_use]
    pub fn committed(&self, shell: &Shell) -> String {
        let when = self.committed_at.map(|at| shell.moment(&at)).unwrap_or_default();
        shell.t2("import-committed", "number", self.counts.accepted(), "when", when)
    }

    /// How and when it ended.
    #[must_use]
    pub fn ended(&self, shell: &Shell) -> String {
        let when = self.ended_at.map(|at| shell.moment(&at)).unwrap_or_default();
        shell.t1(&format!("import-ended-{}", self.state.as_str()), "when", when)
    }
}

/// The table whose columns a file of this kind is told about.
pub(super) fn part_of(kind: Kind) -> Part {
    match kind {
        Kind::Roster => Part::Roster,
        Kind::Organisations => Part::Organisations,
    }
}

/// Why a file was refused, with the names of columns in it.
pub(super) fn failure_in_words(lang: Lang, part: Part, failure: &Reason) -> String {
    let mut shown = failure.clone();
    for (name, value) in &mut shown.args {
        if let (true, Arg::Text(words)) = (name == "missing", &*value) {
            *value = Arg::Text(missing_columns(lang, part, words));
        }
    }
    lang.reason(&shown)
}

/// Groups of columns of which one each is missing: alternatives are told as such.
fn missing_columns(lang: Lang, part: Part, words: &str) -> String {
    let either = lang.t("import-either");
    let group = |group: &str| {
        let names: Vec<String> = group.split('|').map(|word| column_name(lang, part, word)).collect();
        names.join(&format!(" {either} "))
    };
    lang.list(&words.split_whitespace().map(group).collect::<Vec<_>>())
}

view!(ImportPage, "imports/preview.html", samples);

fn samples() -> Vec<ImportPage> {
    let reason = Reason::new("roster-error-phone").with("column", "phone").with("shown", "1708");
    let row = |number, state, name: &str| RowLine {
        part: Part::Roster,
        number,
        state,
        name: name.into(),
        line: "020100002".into(),
        changes: Vec::new(),
        problems: Vec::new(),
        findings: Vec::new(),
        remarks: Vec::new(),
    };
    let refused = RowLine {
        problems: vec![Problem { kind: "phone".into(), column: "phone".into(), reason }],
        ..row(18, RowState::Refused, "")
    };
    let changed = RowLine {
        changes: vec![
            Change::of("phone", None, Some("13800000000".into())),
            Change::of("status", Some("probationary".into()), Some("full".into())),
            Change::of("full_on", Some("2021-01-10".into()), None),
        ],
        remarks: vec![Reason::new("import-remark-staff-number").with("number", "2019001")],
        ..row(19, RowState::Changed, "阿卜杜热西提·买买提明")
    };
    let page = |state| ImportPage {
        id: Uuid::nil(),
        kind: Kind::Roster,
        file_name: "党员名册（2026）.xlsx".into(),
        state,
        organisation: Some("中共某某职业技术学院创意设计学院委员会".into()),
        by: Some("王一".into()),
        created_at: DateTime::UNIX_EPOCH,
        committed_at: None,
        ended_at: None,
        counts: Counts { rows: 84, new: 70, changed: 2, unchanged: 1, refused: 11 },
        tables: vec![TableLine {
            sheet: "党员".into(),
            row: 3,
            columns: 15,
            unknown: vec!["政治面貌备注".into()],
            left_out: vec!["duties".into()],
            repeated: vec!["phone".into()],
            assumes_roles: true,
        }],
        skipped: vec![Reason::new("read-sheet-hidden").with("sheet", "字典")],
        failure: None,
        progress: None,
        under_way: None,
        stopped: None,
        rows: vec![refused.clone(), changed.clone(), row(20, RowState::New, "𠮷田䶮")],
        shown: String::new(),
        paging: Paging::counted(84, Some("new-0-20".into())),
        moved_on: false,
        may_commit: true,
        may_undo: true,
        has_workbook: true,
    };
    let failure = Some(Reason::new("read-encrypted"));
    let progress = Some(Progress { state: "running".into(), done: 1_500, total: 0 });
    let given_up = Some(Progress { state: "dead".into(), done: 1_500, total: 0 });
    let bare = ImportPage { rows: Vec::new(), tables: Vec::new(), ..page(State::Reading) };
    vec![
        page(State::Previewed),
        ImportPage { moved_on: true, may_commit: false, shown: "refused".into(), ..page(State::Previewed) },
        ImportPage {
            counts: Counts { rows: 3, unchanged: 3, ..Counts::default() },
            ..page(State::Previewed)
        },
        ImportPage { progress, ..bare.clone() },
        ImportPage { progress: given_up, ..bare.clone() },
        ImportPage { under_way: Some(20), ..page(State::Previewed) },
        ImportPage { under_way: Some(20), ..page(State::Committed) },
        ImportPage { stopped: Some(Reason::new("refusal-busy")), ..page(State::Previewed) },
        ImportPage { state: State::Failed, failure, ..bare.clone() },
        ImportPage { committed_at: Some(DateTime::UNIX_EPOCH), ..page(State::Committed) },
        ImportPage { state: State::Undone, by: None, organisation: None, ..bare },
    ]
}

/// `GET /imports/{id}` — one import.
#[utoipa::path(get, path = "/imports/{id}", params(("id" = Uuid, Path), Shown), responses((status = 200, body = ImportPage), (status = 404)), extensions(("x-action" = json!("import.read"))))]
pub async fn page(
    Shared(site): Shared<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(shown): Query<Shown>,
) -> Result<Response, AppError> {
    visit.page(&page_of(&site, &visit.actor, id.into(), &shown).await?)
}

/// The page as `actor` may see it.
pub(super) async fn page_of(
    site: &Site,
    actor: &Actor,
    id: ImportId,
    shown: &Shown,
) -> Result<ImportPage, AppError> {
    let tx = site.db.read();
    let run = store::find(&tx, id).await?.ok_or(AppError::NotFound("import"))?;
    let thing = store::thing(&tx, &run).await?;
    actor.may(ReadImport, &thing)?;
    let state = RowState::parse(&shown.state);
    let (rows, paging) = lists::rows(&tx, &run, state, RowKey::parse(&shown.after)).await?;
    let progress = match run.job.filter(|_| run.state == State::Reading) {
        Some(job) => job::progress_of(&tx, job).await?,
        None => None,
    };
    let names = lists::names(&tx, &run).await?;
    let (under_way, stopped) = match site.under_way.of(id) {
        Some(Doing::Rows(done)) => (Some(done), None),
        Some(Doing::Stopped(why)) => (None, Some(why)),
        None => (None, None),
    };
    Ok(ImportPage {
        under_way,
        stopped,
        id: id.uuid(),
        kind: run.kind,
        organisation: names.organisation,
        by: names.by,
        created_at: run.created_at,
        committed_at: run.committed_at,
        ended_at: run.ended_at,
        state: run.state,
        counts: run.counts,
        tables: run.tables.iter().map(|found| table(run.kind, found)).collect(),
        progress,
        rows: rows.into_iter().map(RowLine::of).collect(),
        shown: state.map(RowState::as_str).unwrap_or_default().to_owned(),
        paging,
        moved_on: shown.moved_on,
        may_commit: run.state.discard().is_ok() && actor.can::<CommitImport>(&thing)?,
        may_undo: run.state.undo().is_ok() && actor.can::<UndoImport>(&thing)?,
        has_workbook: has_workbook(&run) && lists::has_file(&tx, id).await?,
        file_name: run.file_name,
        skipped: run.skipped,
        failure: run.failure,
    })
}

/// Whether there is something to mark in the file.
pub(super) fn has_workbook(run: &Run) -> bool {
    matches!(run.state, State::Previewed | State::Committed) && run.counts.refused > 0
}

fn table(kind: Kind, found: &FoundHeader) -> TableLine {
    let words = |columns: &[gongjian_papers::check::FoundColumn]| {
        columns.iter().map(|column| column.column.clone()).collect()
    };
    TableLine {
        sheet: found.sheet.clone(),
        row: found.row,
        columns: u32::try_from(found.columns.len()).unwrap_or(u32::MAX),
        unknown: found.unknown.iter().map(|(_, heading)| heading.clone()).collect(),
        left_out: words(&found.left_out),
        repeated: words(&found.repeated),
        assumes_roles: kind == Kind::Roster && !found.columns.iter().any(|one| one.column == "role"),
    }
}
