//! Reading a file: the worker judges each row by itself, the register is asked about it here,
//! and what came of it is kept for the preview.

use gongjian_domain::kinds::{ImportId, OrganisationId};
use gongjian_domain::reason::Reason;
use gongjian_papers::check::{CheckedPerson, Failure, FoundHeader};
use gongjian_papers::worker::{Message, Work};
use gongjian_tables::job;
use serde_json::{Value, json};

use super::organisations::{self, known::Known};
use super::roster::{self, Judge, known::Place};
use super::row::JudgedRow;
use super::run::{Counts, Kind, State};
use super::store::{self, BATCH};
use crate::Site;
use crate::db::StoreError;
use crate::job::papers::{Paper, Working};
use crate::job::{self as jobs, Outcome};

/// The topic of the job.
pub(crate) const TOPIC: &str = "import.read";

/// What the job needs to know.
pub(crate) fn payload(id: ImportId) -> Value {
    json!({ "import": id })
}

/// Does the job. A file that cannot be read is an answer, not a failed job.
pub(crate) async fn attempt(site: &Site, job: &job::Model) -> Outcome {
    let id = job.payload.get("import").and_then(Value::as_str).and_then(|id| id.parse().ok());
    let id: ImportId = id.ok_or("the job names no import")?;
    match read(site, id, job).await {
        Ok(()) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

async fn read(site: &Site, id: ImportId, job: &job::Model) -> Result<(), StoreError> {
    let tx = site.db.read();
    let Some(run) = store::find(&tx, id).await?.filter(|run| run.state == State::Reading) else {
        return Ok(());
    };
    let paper = store::paper(&tx, &site.keys, &run).await?;
    let paper = paper.ok_or_else(|| StoreError::row("import_file", "the file of an import is missing"))?;
    site.db
        .keep(async |tx| {
            jobs::hold(tx, job, site.clock.now()).await?;
            store::forget_rows(tx, id).await
        })
        .await?;
    let mut kept = Keeping::new(site, id, Some(job));
    let told = judge_file(site, (run.kind, run.organisation), paper, &mut kept).await?;
    settle(site, id, Some(job), &told).await
}

/// The file is read: there is a preview, or a reason why there is none.
pub(crate) async fn settle(
    site: &Site,
    id: ImportId,
    job: Option<&job::Model>,
    told: &Result<Told, Failure>,
) -> Result<(), StoreError> {
    site.db
        .keep(async |tx| {
            if let Some(job) = job {
                jobs::hold(tx, job, site.clock.now()).await?;
            }
            // Somebody may have discarded the file meanwhile.
            let Some(mut run) = store::lock(tx, id).await?.filter(|run| run.state == State::Reading) else {
                return Ok(());
            };
            match told {
                Ok(Told { counts, tables, skipped }) => {
                    run.counts = *counts;
                    run.tables.clone_from(tables);
                    run.skipped.clone_from(skipped);
                    store::preview(tx, &run).await
                }
                Err(failure) => store::fail(tx, id, &failure.reason(), site.clock.now()).await,
            }
        })
        .await
}

/// What a whole file came to.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// Its rows by what became of them.
    pub(crate) counts: Counts,
    /// The tables found in it.
    pub(crate) tables: Vec<FoundHeader>,
    /// Sheets that were not read, and why.
    pub(crate) skipped: Vec<Reason>,
}

/// Takes judged rows as they come.
pub(crate) trait Sink {
    /// Takes some rows; `read` rows of the file are done.
    async fn take(&mut self, rows: Vec<JudgedRow>) -> Result<(), StoreError>;
}

/// Keeps rows for the preview, and notes how far the job is.
pub(crate) struct Keeping<'a> {
    site: &'a Site,
    id: ImportId,
    job: Option<&'a job::Model>,
    read: i32,
}

impl<'a> Keeping<'a> {
    /// For a fresh reading of this import, in the course of `job`.
    pub(crate) fn new(site: &'a Site, id: ImportId, job: Option<&'a job::Model>) -> Self {
        Self { site, id, job, read: 0 }
    }
}

impl Sink for Keeping<'_> {
    async fn take(&mut self, rows: Vec<JudgedRow>) -> Result<(), StoreError> {
        self.read = self.read.saturating_add(i32::try_from(rows.len()).unwrap_or(i32::MAX));
        let (id, job, read) = (self.id, self.job, self.read);
        let rows: Vec<(JudgedRow, Option<()>)> = rows.into_iter().map(|row| (row, None)).collect();
        self.site
            .db
            .keep(async |tx| {
                if let Some(job) = job {
                    jobs::hold(tx, job, self.site.clock.now()).await?;
                }
                // A discarded import keeps nothing, also not what its reader had still in hand.
                if store::lock(tx, id).await?.is_none_or(|run| run.state != State::Reading) {
                    return Ok(());
                }
                store::add_rows(tx, &self.site.keys, id, &rows).await?;
                match job {
                    Some(job) => jobs::progress(tx, job, read, 0).await,
                    None => Ok(()),
                }
            })
            .await
    }
}

/// Reads and judges the whole file; every row goes to `sink`. When the file turns out to be
/// unreadable, rows told before must not be taken over.
///
/// # Errors
///
/// When the database cannot be asked.
pub(crate) async fn judge_file(
    site: &Site,
    target: (Kind, Option<OrganisationId>),
    paper: Paper,
    sink: &mut impl Sink,
) -> Result<Result<Told, Failure>, StoreError> {
    let tx = site.db.read();
    let today = site.clock.today();
    match target {
        (Kind::Roster, Some(organisation)) => {
            let place = roster::lookup::place(&tx, organisation, today).await?;
            roster_file(site, &place, paper, sink).await
        }
        (Kind::Organisations, _) => {
            let known = Known::read(&tx, today).await?;
            organisations_file(site, &known, paper, sink).await
        }
        (Kind::Roster, None) => Err(StoreError::row("import_run", "a roster for no organisation")),
    }
}

async fn roster_file(
    site: &Site,
    place: &Place,
    paper: Paper,
    sink: &mut impl Sink,
) -> Result<Result<Told, Failure>, StoreError> {
    let work = Work::CheckRoster { facts: roster::facts(place, &site.book) };
    let mut working = site.papers.begin(work, paper);
    let mut told = Told::default();
    let mut judge = Judge::new(place, &site.keys);
    let mut batch: Vec<CheckedPerson> = Vec::with_capacity(BATCH);
    while let Some(message) = working.message().await {
        match message {
            Message::Person(row) => batch.push(row),
            other => told.note(other),
        }
        if batch.len() == BATCH {
            pass_on(site, &mut judge, std::mem::take(&mut batch), &mut told, sink).await?;
        }
    }
    pass_on(site, &mut judge, batch, &mut told, sink).await?;
    Ok(ended(working, told).await)
}

async fn pass_on(
    site: &Site,
    judge: &mut Judge<'_>,
    batch: Vec<CheckedPerson>,
    told: &mut Told,
    sink: &mut impl Sink,
) -> Result<(), StoreError> {
    if batch.is_empty() {
        return Ok(());
    }
    let judged = judge.told(&site.db.read(), batch).await?;
    let rows: Vec<JudgedRow> = judged.into_iter().map(|judged| judged.row).collect();
    rows.iter().for_each(|row| told.counts.add(row.state));
    sink.take(rows).await
}

async fn organisations_file(
    site: &Site,
    known: &Known,
    paper: Paper,
    sink: &mut impl Sink,
) -> Result<Result<Told, Failure>, StoreError> {
    let work = Work::CheckOrganisations { facts: organisations::facts(known) };
    let mut working = site.papers.begin(work, paper);
    let mut told = Told::default();
    let mut rows = Vec::new();
    while let Some(message) = working.message().await {
        match message {
            Message::Unit(row) => rows.push(organisations::told_unit(row)),
            Message::Organisation(row) => rows.push(organisations::told_organisation(row)),
            other => told.note(other),
        }
    }
    let mut told = match ended(working, told).await {
        Ok(told) => told,
        Err(failure) => return Ok(Err(failure)),
    };
    let judged = organisations::judge(&site.clock, known, rows);
    let rows: Vec<JudgedRow> = judged.into_iter().map(|judged| judged.row).collect();
    rows.iter().for_each(|row| told.counts.add(row.state));
    sink.take(rows).await?;
    Ok(Ok(told))
}

async fn ended(working: Working, told: Told) -> Result<Told, Failure> {
    working.end().await.map(|_| told)
}

impl Told {
    fn note(&mut self, message: Message) {
        match message {
            Message::Header(header) => self.tables.push(header),
            Message::SheetSkipped { sheet, why } => self.skipped.push(why.reason(&sheet)),
            Message::Person(_)
            | Message::Unit(_)
            | Message::Organisation(_)
            | Message::Progress { .. }
            | Message::End(_)
            | Message::File { .. }
            | Message::Failed(_) => {}
        }
    }
}
