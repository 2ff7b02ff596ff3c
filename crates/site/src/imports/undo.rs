//! Taking an import back as a whole, while nothing depends on it.

use axum::extract::{Path, State as Shared};
use axum::response::Response;
use gongjian_domain::kinds::ImportId;
use gongjian_domain::reason::Reason;
use serde_json::json;
use uuid::Uuid;

use super::commit::place_of;
use super::row::{JudgedRow, Part};
use super::run::{Kind, Run};
use super::{organisations, roster, store, under_way};
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::policy::Actor;
use crate::policy::actions::UndoImport;
use crate::web::{AppError, Visit};

/// How something came to depend on what an import brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Depends {
    /// It was changed since.
    Changed,
    /// An import committed later changed it.
    LaterImport,
    /// The person has an account.
    Account,
    /// The person holds an office, or somebody does in the organisation.
    Office,
    /// The person belongs to something else besides.
    Membership,
    /// People belong to the organisation or the unit.
    People,
    /// It is part of a joint branch.
    JointBranch,
    /// Another unit is tied to it.
    Relation,
    /// Others stand below it.
    Below,
}

impl Depends {
    fn as_str(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::LaterImport => "later-import",
            Self::Account => "account",
            Self::Office => "office",
            Self::Membership => "membership",
            Self::People => "people",
            Self::JointBranch => "joint-branch",
            Self::Relation => "relation",
            Self::Below => "below",
        }
    }
}

/// Something that depends on what the import brought, by the name of what it brought.
pub(super) struct Dependent {
    pub(super) why: Depends,
    pub(super) name: String,
}

/// Names that are given in a refusal; of the others only the number.
const NAMED: usize = 5;

/// `POST /imports/{id}/undo` — brings back what stood before the import.
#[utoipa::path(post, path = "/imports/{id}/undo", params(("id" = Uuid, Path)), responses((status = 303), (status = 404), (status = 409)), extensions(("x-action" = json!("import.undo"))))]
pub async fn undo(
    Shared(site): Shared<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let id = ImportId::from(id);
    let (inner, actor) = (site.clone(), visit.actor.clone());
    let work = async move { Ok(take_back(&inner, &actor, id).await?) };
    under_way::see_through(&site, id, work).await?;
    Ok(visit.done(&format!("/imports/{id}")))
}

/// Takes an import back.
///
/// # Errors
///
/// A refusal that names what depends on it; nothing was taken back then.
pub async fn take_back(site: &Site, actor: &Actor, id: ImportId) -> Result<(), AppError> {
    site.db
        .write(async |tx| {
            let run = store::lock(tx, id).await?.ok_or(AppError::NotFound("import"))?;
            let permit = actor.may(UndoImport, &store::thing(tx, &run).await?)?;
            run.state.undo().map_err(|why| AppError::Refused(why, Vec::new()))?;
            match run.kind {
                Kind::Roster => people_back(tx, site, &run).await?,
                Kind::Organisations => organisations_back(tx, site, &run).await?,
            }
            store::undone(tx, &permit, site.clock.now()).await?;
            let act = permit.act().changed(&["state"], json!({ "rows": run.counts.accepted() }));
            tx.record(&site.clock, act);
            Ok(())
        })
        .await
}

async fn people_back(tx: &mut Tx, site: &Site, run: &Run) -> Result<(), AppError> {
    let place = place_of(tx, site, run).await?;
    let mut found = Vec::new();
    let mut after = -1;
    while let Some(rows) = next_people(tx, site, run, &mut after).await? {
        found.extend(roster::undo::dependents(tx, site, &place, run.id, &rows).await?);
    }
    refuse(found)?;
    after = -1;
    while let Some(rows) = next_people(tx, site, run, &mut after).await? {
        let done = rows.len();
        roster::undo::take_back(tx, rows).await.map_err(in_use)?;
        site.under_way.advance(run.id, done);
    }
    Ok(())
}

async fn next_people(
    tx: &Tx,
    site: &Site,
    run: &Run,
    after: &mut i32,
) -> Result<Option<Vec<roster::undo::TakenOver>>, StoreError> {
    let rows: Vec<(JudgedRow, roster::write::Former)> =
        store::taken_rows(tx, &site.keys, run.id, Part::Roster, *after).await?;
    let Some((last, _)) = rows.last() else { return Ok(None) };
    *after = store::stored(last.number);
    Ok(Some(rows.into_iter().map(|(row, former)| roster::undo::TakenOver { row, former }).collect()))
}

async fn organisations_back(tx: &mut Tx, site: &Site, run: &Run) -> Result<(), AppError> {
    let mut all = Vec::new();
    for part in [Part::Units, Part::Organisations] {
        let mut after = -1;
        loop {
            let rows: Vec<(JudgedRow, organisations::write::Former)> =
                store::taken_rows(tx, &site.keys, run.id, part, after).await?;
            let Some((last, _)) = rows.last() else { break };
            after = store::stored(last.number);
            all.extend(rows.into_iter().map(|(row, former)| organisations::undo::TakenOver { row, former }));
        }
    }
    refuse(organisations::undo::dependents(tx, site, run.id, &all).await?)?;
    organisations::undo::take_back(tx, all).await.map_err(in_use)
}

/// Refuses with the first way in which something depends, and with the names it is about.
fn refuse(mut found: Vec<Dependent>) -> Result<(), AppError> {
    found.sort_by(|a, b| (a.why, &a.name).cmp(&(b.why, &b.name)));
    // Whatever else has happened to it, what somebody holds or belongs to says more than "changed".
    let Some(why) = found.iter().map(|one| one.why).max() else { return Ok(()) };
    let mut names: Vec<String> =
        found.iter().filter(|one| one.why == why).map(|one| one.name.clone()).collect();
    names.dedup();
    let number = u32::try_from(names.len()).unwrap_or(u32::MAX);
    names.truncate(NAMED);
    let reason = Reason::new(&format!("import-undo-{}", why.as_str()));
    Err(AppError::Refused(reason.with("number", number).with("names", names), Vec::new()))
}

/// Something that no question here foresaw still points at a row: meetings, proposals, files.
fn in_use(error: StoreError) -> AppError {
    if error.is_in_use() {
        return AppError::Refused(Reason::new("import-undo-in-use"), Vec::new());
    }
    error.into()
}
