//! The decision about a preview: the good rows, everything or nothing, or none.
//!
//! Something may have changed since the preview. So every row is held against the register
//! once more, in the transaction that takes it over; when one would now do something else,
//! nothing is taken over and the preview is made anew.

use std::collections::BTreeSet;

use axum::extract::{Path, State as Shared};
use axum::response::Response;
use gongjian_domain::kinds::ImportId;
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;

use super::organisations::{self, known::Known};
use super::preview::{self, Shown};
use super::roster::{self, Judge};
use super::row::{JudgedRow, Part, RowState};
use super::run::{Counts, Kind, Run};
use super::{store, under_way};
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::keys;
use crate::policy::Actor;
use crate::policy::actions::CommitImport;
use crate::web::{AppError, Body, Visit};

/// Which rows are taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// The good ones.
    #[default]
    Good,
    /// All of them, or none when one is refused.
    AllOrNothing,
}

/// Why nothing was taken over.
#[derive(Debug, thiserror::Error)]
pub enum NotCommitted {
    /// The register has changed since the preview.
    #[error("the register has changed since the preview")]
    MovedOn,
    /// Anything else.
    #[error(transparent)]
    Other(#[from] AppError),
}

impl From<StoreError> for NotCommitted {
    fn from(error: StoreError) -> Self {
        Self::Other(error.into())
    }
}
impl From<crate::policy::DeniedOr> for NotCommitted {
    fn from(error: crate::policy::DeniedOr) -> Self {
        Self::Other(error.into())
    }
}

impl From<NotCommitted> for AppError {
    fn from(error: NotCommitted) -> Self {
        match error {
            NotCommitted::MovedOn => Self::Refused(Reason::new("import-moved-on"), Vec::new()),
            NotCommitted::Other(error) => error,
        }
    }
}

/// The decision, as a form or as JSON.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CommitForm {
    /// `good` or `all_or_nothing`.
    #[serde(default)]
    pub mode: Mode,
}

/// `POST /imports/{id}/commit` — takes the rows over. Answers with the new preview when something changed meanwhile.
#[utoipa::path(post, path = "/imports/{id}/commit", params(("id" = Uuid, Path)), request_body = CommitForm, responses((status = 303), (status = 404), (status = 409)), extensions(("x-action" = json!("import.commit"))))]
pub async fn commit(
    Shared(site): Shared<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<CommitForm>,
) -> Result<Response, AppError> {
    let id = ImportId::from(id);
    let (inner, actor) = (site.clone(), visit.actor.clone());
    let work = async move {
        let outcome = take_over(&inner, &actor, id, form.mode).await;
        if matches!(outcome, Err(NotCommitted::MovedOn)) {
            refresh(&inner, id).await?;
        }
        outcome
    };
    match under_way::see_through(&site, id, work).await {
        Ok(_) => Ok(visit.done(&format!("/imports/{id}"))),
        Err(NotCommitted::MovedOn) => {
            let shown = Shown { moved_on: true, ..Shown::default() };
            let view = preview::page_of(&site, &visit.actor, id, &shown).await?;
            AppError::from(NotCommitted::MovedOn).answer_with(visit.wants(), &view, &visit.shell())
        }
        Err(NotCommitted::Other(error)) => Err(error),
    }
}

/// `POST /imports/{id}/discard` — takes nothing over and forgets the file.
#[utoipa::path(post, path = "/imports/{id}/discard", params(("id" = Uuid, Path)), responses((status = 303), (status = 404), (status = 409)), extensions(("x-action" = json!("import.commit"))))]
pub async fn discard(
    Shared(site): Shared<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    drop_it(&site, &visit.actor, id.into()).await?;
    Ok(visit.done("/imports"))
}

/// Takes nothing over and forgets the file.
///
/// # Errors
///
/// When the actor may not decide about it, or it is decided about already.
pub async fn drop_it(site: &Site, actor: &Actor, id: ImportId) -> Result<(), AppError> {
    site.db
        .keep(async |tx| {
            let run = store::lock(tx, id).await?.ok_or(AppError::NotFound("import"))?;
            let permit = actor.may(CommitImport, &store::thing(tx, &run).await?)?;
            run.state.discard().map_err(|why| AppError::Refused(why, Vec::new()))?;
            Ok::<_, AppError>(store::discard(tx, &permit, site.clock.now()).await?)
        })
        .await
}

/// Takes the rows of a preview over.
///
/// # Errors
///
/// [`NotCommitted`]; nothing was taken over then.
pub async fn take_over(site: &Site, actor: &Actor, id: ImportId, mode: Mode) -> Result<Counts, NotCommitted> {
    let counts = take_rows(site, actor, id, mode).await?;
    // Everything is taken over by now, whatever becomes of the counting.
    if counts.accepted() >= MANY
        && let Err(error) = site.db.count_anew().await
    {
        tracing::warn!(%error, "the tables could not be counted anew");
    }
    Ok(counts)
}

/// From this many rows on, what the database knows of its tables is out of date.
const MANY: u32 = 500;

async fn take_rows(site: &Site, actor: &Actor, id: ImportId, mode: Mode) -> Result<Counts, NotCommitted> {
    site.db
        .write(async |tx| {
            let run = store::lock(tx, id).await?.ok_or(AppError::NotFound("import"))?;
            let permit = actor.may(CommitImport, &store::thing(tx, &run).await?)?;
            run.state.commit().map_err(|why| AppError::Refused(why, Vec::new()))?;
            if mode == Mode::AllOrNothing && run.counts.refused > 0 {
                let reason = Reason::new("import-not-all").with("number", run.counts.refused);
                return Err(AppError::Refused(reason, Vec::new()).into());
            }
            let mut taken = Taken::default();
            match run.kind {
                Kind::Roster => take_people(tx, site, &run, &mut taken).await?,
                Kind::Organisations => take_organisations(tx, site, &run, &mut taken).await?,
            }
            store::commit(tx, &permit, run.counts, site.clock.now()).await?;
            let Taken { fields, hasher } = taken;
            let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
            let digest = keys::hex(&hasher.finalize());
            let values = json!({ "rows": run.counts.accepted(), "digest": digest });
            tx.record(&site.clock, permit.act().changed(&fields, values));
            Ok(run.counts)
        })
        .await
}

/// What was taken over so far, for the ledger: which fields, and a digest of the values.
#[derive(Default)]
struct Taken {
    fields: BTreeSet<String>,
    hasher: Sha256,
}

impl Taken {
    fn note(&mut self, row: &JudgedRow) -> Result<(), StoreError> {
        match row.state {
            RowState::New => {
                self.fields.insert("new".to_owned());
            }
            RowState::Changed => self.fields.extend(row.changes.iter().map(|change| change.field.clone())),
            RowState::Unchanged | RowState::Refused => return Ok(()),
        }
        let value = serde_json::to_vec(&(row.part.number(), row.number, row.subject, &row.entry))
            .map_err(|error| StoreError::row("import_row", error))?;
        self.hasher.update(value);
        Ok(())
    }
}

async fn take_people(tx: &mut Tx, site: &Site, run: &Run, taken: &mut Taken) -> Result<(), NotCommitted> {
    let place = place_of(tx, site, run).await?;
    let mut judge = Judge::new(&place, &site.keys);
    let mut after = -1;
    loop {
        let rows = store::good_rows(tx, &site.keys, run.id, Part::Roster, after).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = store::stored(last.number);
        let judged = judge.again(tx, rows.clone()).await?;
        if rows.iter().zip(&judged).any(|(shown, now)| !now.row.does_the_same_as(shown)) {
            return Err(NotCommitted::MovedOn);
        }
        let done = roster::write::take_over(tx, site, judged).await?;
        keep_taken(tx, site, run, done, taken).await?;
        site.under_way.advance(run.id, rows.len());
    }
}

async fn take_organisations(
    tx: &mut Tx,
    site: &Site,
    run: &Run,
    taken: &mut Taken,
) -> Result<(), NotCommitted> {
    let known = Known::read(tx, site.clock.today()).await?;
    let rows = all_good_rows(tx, site, run).await?;
    let judged = organisations::judge(&site.clock, &known, rows.clone());
    if rows.iter().zip(&judged).any(|(shown, now)| !now.row.does_the_same_as(shown)) {
        return Err(NotCommitted::MovedOn);
    }
    let done = organisations::write::take_over(tx, site, &known, judged).await?;
    Ok(keep_taken(tx, site, run, done, taken).await?)
}

/// Remembers what stood there before, on the rows that did something.
async fn keep_taken<F: Serialize>(
    tx: &Tx,
    site: &Site,
    run: &Run,
    done: Vec<(JudgedRow, Option<F>)>,
    taken: &mut Taken,
) -> Result<(), StoreError> {
    let done: Vec<_> = done.into_iter().filter(|(_, former)| former.is_some()).collect();
    for (row, _) in &done {
        taken.note(row)?;
    }
    store::replace_rows(tx, &site.keys, run.id, &done).await
}

pub(super) async fn place_of(tx: &Tx, site: &Site, run: &Run) -> Result<roster::known::Place, StoreError> {
    let organisation =
        run.organisation.ok_or_else(|| StoreError::row("import_run", "a roster for nobody"))?;
    roster::lookup::place(tx, organisation, site.clock.today()).await
}

async fn all_good_rows(tx: &Tx, site: &Site, run: &Run) -> Result<Vec<JudgedRow>, StoreError> {
    let mut all: Vec<JudgedRow> = Vec::new();
    for part in [Part::Units, Part::Organisations] {
        let mut after = -1;
        loop {
            let rows = store::good_rows(tx, &site.keys, run.id, part, after).await?;
            let Some(last) = rows.last() else { break };
            after = store::stored(last.number);
            all.extend(rows);
        }
    }
    Ok(all)
}

/// Holds every row against the register again and keeps what comes of it as the new preview.
async fn refresh(site: &Site, id: ImportId) -> Result<(), AppError> {
    site.db
        .keep(async |tx| {
            let Some(mut run) = store::lock(tx, id).await? else { return Ok(()) };
            if run.state.commit().is_err() {
                return Ok(());
            }
            let mut counts =
                Counts { rows: run.counts.refused, refused: run.counts.refused, ..Counts::default() };
            let now = match run.kind {
                Kind::Roster => people_again(tx, site, &run).await?,
                Kind::Organisations => {
                    let known = Known::read(tx, site.clock.today()).await?;
                    let rows = all_good_rows(tx, site, &run).await?;
                    let judged = organisations::judge(&site.clock, &known, rows);
                    judged.into_iter().map(|judged| judged.row).collect()
                }
            };
            now.iter().for_each(|row| counts.add(row.state));
            let rows: Vec<(JudgedRow, Option<()>)> = now.into_iter().map(|row| (row, None)).collect();
            store::replace_rows(tx, &site.keys, id, &rows).await?;
            run.counts = counts;
            Ok::<_, AppError>(store::preview(tx, &run).await?)
        })
        .await
}

async fn people_again(tx: &Tx, site: &Site, run: &Run) -> Result<Vec<JudgedRow>, StoreError> {
    let place = place_of(tx, site, run).await?;
    let mut judge = Judge::new(&place, &site.keys);
    let (mut all, mut after) = (Vec::new(), -1);
    loop {
        let rows = store::good_rows(tx, &site.keys, run.id, Part::Roster, after).await?;
        let Some(last) = rows.last() else { return Ok(all) };
        after = store::stored(last.number);
        all.extend(judge.again(tx, rows).await?.into_iter().map(|judged| judged.row));
    }
}
