//! The tables of imports: runs, their rows, their files.

use chrono::{DateTime, TimeDelta, Utc};
use gongjian_domain::kinds::{Import, ImportId, OrganisationId, PersonId};
use gongjian_domain::reason::Reason;
use gongjian_tables::{import_file, import_row, import_run, person};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use uuid::Uuid;

use super::row::{Entry, JudgedRow, Part, RowState};
use super::run::{Counts, Kind, Run, State};
use crate::clock::Clock;
use crate::db::{StoreError, Tx};
use crate::job::papers::Paper;
use crate::keys::Keys;
use crate::organisation;
use crate::policy::actions::{CommitImport, UndoImport};
use crate::policy::{Action, Permit, Thing};

/// Rows that are read or written at once.
pub(crate) const BATCH: usize = 500;
/// How long a file is kept that nobody decided about, or whose refused rows may still be corrected.
const KEPT: TimeDelta = TimeDelta::days(30);

const ENTRY: &str = "import_row.sealed";
const FORMER: &str = "import_row.before_sealed";
const FILE: &str = "import_file.sealed";

/// What somebody brings, before it is an import.
pub(crate) struct Brought {
    /// What it is.
    pub(crate) kind: Kind,
    /// For which organisation.
    pub(crate) organisation: Option<OrganisationId>,
    /// The file.
    pub(crate) paper: Paper,
}

/// Keeps a file that is to be read by `job`. The permit is the one to import, for the same place.
pub(crate) async fn begin<A: Action>(
    tx: &mut Tx,
    (clock, keys): (&Clock, &Keys),
    permit: &Permit<A>,
    id: ImportId,
    brought: &Brought,
    job: Option<Uuid>,
) -> Result<(), StoreError> {
    let row = import_run::Model {
        id: id.uuid(),
        kind: brought.kind.as_str().to_owned(),
        organisation_id: brought.organisation.map(Into::into),
        file_name: brought.paper.name.clone(),
        state: State::Reading.as_str().to_owned(),
        row_count: 0,
        new_count: 0,
        changed_count: 0,
        unchanged_count: 0,
        refused_count: 0,
        tables: json!([]),
        skipped: json!([]),
        failure: None,
        job_id: job,
        created_by: permit.actor().person().map(Into::into),
        created_at: clock.now(),
        committed_at: None,
        ended_at: None,
    };
    import_run::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    let sealed = keys.seal(FILE, &brought.paper.bytes)?;
    let file = import_file::ActiveModel { run_id: Set(id.uuid()), sealed: Set(sealed) };
    import_file::Entity::insert(file).exec_without_returning(tx).await?;
    Ok(())
}

/// The import, ready to be asked about at the door.
pub(crate) async fn thing(tx: &Tx, run: &Run) -> Result<Thing<Import>, StoreError> {
    let within = match run.organisation {
        Some(organisation) => organisation::store::within(tx, organisation).await?,
        None => Vec::new(),
    };
    Ok(Thing::import(run.id, run.organisation, &within))
}

/// The import with this id.
pub(crate) async fn find(tx: &Tx, id: ImportId) -> Result<Option<Run>, StoreError> {
    import_run::Entity::find_by_id(id.uuid()).one(tx).await?.map(run).transpose()
}

/// The same, so that nobody else decides about it until this transaction ends.
pub(crate) async fn lock(tx: &Tx, id: ImportId) -> Result<Option<Run>, StoreError> {
    import_run::Entity::find_by_id(id.uuid()).lock_exclusive().one(tx).await?.map(run).transpose()
}

/// A row of the table as an import.
pub(crate) fn run(row: import_run::Model) -> Result<Run, StoreError> {
    let wrong = |what| StoreError::row("import_run", what);
    let count = |count: i32| u32::try_from(count).map_err(|_| wrong("a negative count"));
    Ok(Run {
        id: row.id.into(),
        kind: Kind::parse(&row.kind).ok_or_else(|| wrong("an unknown kind"))?,
        organisation: row.organisation_id.map(Into::into),
        file_name: row.file_name,
        state: State::parse(&row.state).ok_or_else(|| wrong("an unknown state"))?,
        counts: Counts {
            rows: count(row.row_count)?,
            new: count(row.new_count)?,
            changed: count(row.changed_count)?,
            unchanged: count(row.unchanged_count)?,
            refused: count(row.refused_count)?,
        },
        tables: parsed(row.tables)?,
        skipped: parsed(row.skipped)?,
        failure: row.failure.map(parsed).transpose()?,
        job: row.job_id,
        created_by: row.created_by,
        created_at: row.created_at,
        committed_at: row.committed_at,
        ended_at: row.ended_at,
    })
}

fn parsed<T: DeserializeOwned>(value: serde_json::Value) -> Result<T, StoreError> {
    serde_json::from_value(value).map_err(|error| StoreError::row("import", error))
}

/// The file, if it is still kept.
pub(crate) async fn paper(tx: &Tx, keys: &Keys, run: &Run) -> Result<Option<Paper>, StoreError> {
    let Some(row) = import_file::Entity::find_by_id(run.id.uuid()).one(tx).await? else { return Ok(None) };
    Ok(Some(Paper { name: run.file_name.clone(), bytes: keys.open_sealed(FILE, &row.sealed)? }))
}

/// Takes rows that were read before away: the reading begins anew.
pub(crate) async fn forget_rows(tx: &Tx, id: ImportId) -> Result<(), StoreError> {
    import_row::Entity::delete_many().filter(import_row::Column::RunId.eq(id.uuid())).exec(tx).await?;
    Ok(())
}

/// Keeps judged rows, those that were taken over with what stood there before.
pub(crate) async fn add_rows<F: Serialize>(
    tx: &Tx,
    keys: &Keys,
    id: ImportId,
    rows: &[(JudgedRow, Option<F>)],
) -> Result<(), StoreError> {
    for batch in rows.chunks(BATCH) {
        let models = batch.iter().map(|(row, former)| model(keys, id, row, former.as_ref()));
        let models = models.collect::<Result<Vec<_>, _>>()?;
        import_row::Entity::insert_many(models).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Keeps rows as they were judged again, in place of what was kept of them.
pub(crate) async fn replace_rows<F: Serialize>(
    tx: &Tx,
    keys: &Keys,
    id: ImportId,
    rows: &[(JudgedRow, Option<F>)],
) -> Result<(), StoreError> {
    for part in Part::ALL {
        let numbers: Vec<i32> =
            rows.iter().filter(|(row, _)| row.part == part).map(|(row, _)| stored(row.number)).collect();
        for batch in numbers.chunks(BATCH) {
            import_row::Entity::delete_many()
                .filter(import_row::Column::RunId.eq(id.uuid()))
                .filter(import_row::Column::Part.eq(part.number()))
                .filter(import_row::Column::Number.is_in(batch.iter().copied()))
                .exec(tx)
                .await?;
        }
    }
    add_rows(tx, keys, id, rows).await
}

/// Row numbers of a sheet end at 1 048 576, those of csv at the limit of the reader.
pub(crate) fn stored(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn model<F: Serialize>(
    keys: &Keys,
    id: ImportId,
    row: &JudgedRow,
    former: Option<&F>,
) -> Result<import_row::ActiveModel, StoreError> {
    Ok(import_row::ActiveModel {
        run_id: Set(id.uuid()),
        part: Set(row.part.number()),
        number: Set(stored(row.number)),
        state: Set(row.state.as_str().to_owned()),
        label: Set(row.label.clone()),
        line: Set(row.line.clone()),
        subject_id: Set(row.subject),
        sealed: Set(row.entry.as_ref().map(|entry| sealed(keys, ENTRY, entry)).transpose()?),
        changes: Set(json!(row.changes)),
        problems: Set(json!(row.problems)),
        findings: Set(json!(row.findings)),
        remarks: Set(json!(row.remarks)),
        before_sealed: Set(former.map(|former| sealed(keys, FORMER, former)).transpose()?),
    })
}

fn sealed<T: Serialize>(keys: &Keys, place: &str, value: &T) -> Result<Vec<u8>, StoreError> {
    let plain = serde_json::to_vec(value).map_err(|error| StoreError::row("import_row", error))?;
    Ok(keys.seal(place, &plain)?)
}

fn opened<T: DeserializeOwned>(keys: &Keys, place: &str, sealed: &[u8]) -> Result<T, StoreError> {
    let plain = keys.open_sealed(place, sealed)?;
    // The parser's words could repeat what was sealed.
    serde_json::from_slice(&plain).map_err(|_| StoreError::row("import_row", "a sealed value does not parse"))
}

/// A kept row, its entry only with the `keys`.
pub(crate) fn judged(row: import_row::Model, keys: Option<&Keys>) -> Result<JudgedRow, StoreError> {
    let wrong = |what| StoreError::row("import_row", what);
    let entry: Option<Entry> = match (keys, &row.sealed) {
        (Some(keys), Some(sealed)) => Some(opened(keys, ENTRY, sealed)?),
        _ => None,
    };
    Ok(JudgedRow {
        part: Part::parse(row.part).ok_or_else(|| wrong("an unknown table"))?,
        number: u32::try_from(row.number).map_err(|_| wrong("a negative number"))?,
        state: RowState::parse(&row.state).ok_or_else(|| wrong("an unknown state"))?,
        label: row.label,
        line: row.line,
        subject: row.subject_id,
        entry,
        changes: parsed(row.changes)?,
        problems: parsed(row.problems)?,
        findings: parsed(row.findings)?,
        remarks: parsed(row.remarks)?,
    })
}

/// The next rows of a table that may be taken over, in the order of the file.
pub(crate) async fn good_rows(
    tx: &Tx,
    keys: &Keys,
    id: ImportId,
    part: Part,
    after: i32,
) -> Result<Vec<JudgedRow>, StoreError> {
    let rows = import_row::Entity::find()
        .filter(import_row::Column::RunId.eq(id.uuid()))
        .filter(import_row::Column::Part.eq(part.number()))
        .filter(import_row::Column::Number.gt(after))
        .filter(import_row::Column::State.ne(RowState::Refused.as_str()))
        .order_by_asc(import_row::Column::Number)
        .limit(BATCH as u64)
        .all(tx)
        .await?;
    rows.into_iter().map(|row| judged(row, Some(keys))).collect()
}

/// The next rows that were taken over, with what stood there before.
pub(crate) async fn taken_rows<F: DeserializeOwned>(
    tx: &Tx,
    keys: &Keys,
    id: ImportId,
    part: Part,
    after: i32,
) -> Result<Vec<(JudgedRow, F)>, StoreError> {
    let rows = import_row::Entity::find()
        .filter(import_row::Column::RunId.eq(id.uuid()))
        .filter(import_row::Column::Part.eq(part.number()))
        .filter(import_row::Column::Number.gt(after))
        .filter(import_row::Column::BeforeSealed.is_not_null())
        .order_by_asc(import_row::Column::Number)
        .limit(BATCH as u64)
        .all(tx)
        .await?;
    let taken = rows.into_iter().filter_map(|mut row| {
        let former = row.before_sealed.take()?;
        Some(judged(row, Some(keys)).and_then(|row| Ok((row, opened(keys, FORMER, &former)?))))
    });
    taken.collect()
}

/// Rows with something wrong, for the error workbook.
pub(crate) async fn refused_rows(tx: &Tx, id: ImportId) -> Result<Vec<JudgedRow>, StoreError> {
    let rows = import_row::Entity::find()
        .filter(import_row::Column::RunId.eq(id.uuid()))
        .filter(import_row::Column::State.eq(RowState::Refused.as_str()))
        .order_by_asc(import_row::Column::Part)
        .order_by_asc(import_row::Column::Number)
        .all(tx)
        .await?;
    rows.into_iter().map(|row| judged(row, None)).collect()
}

/// The reading is done: these are the rows' counts and the tables they stand in.
pub(crate) async fn preview(tx: &Tx, run: &Run) -> Result<(), StoreError> {
    let row = import_run::ActiveModel {
        id: Set(run.id.uuid()),
        state: Set(State::Previewed.as_str().to_owned()),
        row_count: Set(stored(run.counts.rows)),
        new_count: Set(stored(run.counts.new)),
        changed_count: Set(stored(run.counts.changed)),
        unchanged_count: Set(stored(run.counts.unchanged)),
        refused_count: Set(stored(run.counts.refused)),
        tables: Set(json!(run.tables)),
        skipped: Set(json!(run.skipped)),
        ..Default::default()
    };
    import_run::Entity::update(row).exec(tx).await?;
    Ok(())
}

/// The file as a whole cannot be read. Nothing of it is kept.
pub(crate) async fn fail(tx: &Tx, id: ImportId, why: &Reason, now: DateTime<Utc>) -> Result<(), StoreError> {
    forget_rows(tx, id).await?;
    forget_file(tx, id).await?;
    let row = import_run::ActiveModel {
        id: Set(id.uuid()),
        state: Set(State::Failed.as_str().to_owned()),
        failure: Set(Some(json!(why))),
        ended_at: Set(Some(now)),
        ..Default::default()
    };
    import_run::Entity::update(row).exec(tx).await?;
    Ok(())
}

async fn forget_file(tx: &Tx, id: ImportId) -> Result<(), StoreError> {
    import_file::Entity::delete_by_id(id.uuid()).exec(tx).await?;
    Ok(())
}

/// The rows were taken over.
pub(crate) async fn commit(
    tx: &mut Tx,
    permit: &Permit<CommitImport>,
    counts: Counts,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    // The file is needed again only where rows are left to be corrected.
    if counts.refused == 0 {
        forget_file(tx, permit.on()).await?;
    }
    let row = import_run::ActiveModel {
        id: Set(permit.on().uuid()),
        state: Set(State::Committed.as_str().to_owned()),
        committed_at: Set(Some(now)),
        ..Default::default()
    };
    import_run::Entity::update(row).exec(tx).await?;
    Ok(())
}

/// Nothing is taken over. What the file said goes, that it was brought stays.
pub(crate) async fn discard(
    tx: &Tx,
    permit: &Permit<CommitImport>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    end(tx, permit.on(), State::Discarded, now).await
}

/// Everything was taken back.
pub(crate) async fn undone(
    tx: &mut Tx,
    permit: &Permit<UndoImport>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    end(tx, permit.on(), State::Undone, now).await
}

async fn end(tx: &Tx, id: ImportId, state: State, now: DateTime<Utc>) -> Result<(), StoreError> {
    forget_rows(tx, id).await?;
    forget_file(tx, id).await?;
    let row = import_run::ActiveModel {
        id: Set(id.uuid()),
        state: Set(state.as_str().to_owned()),
        ended_at: Set(Some(now)),
        ..Default::default()
    };
    import_run::Entity::update(row).exec(tx).await?;
    Ok(())
}

/// Ends previews nobody decided about, and drops files nobody will ask for again with the identity numbers in
/// them. What was taken over stays undoable, and the report stays: numbers of rows, reasons, remarks.
pub(crate) async fn tidy(tx: &Tx, now: DateTime<Utc>) -> Result<(), StoreError> {
    let old = import_run::Entity::find()
        .filter(import_run::Column::CreatedAt.lt(now - KEPT))
        .filter(import_run::Column::State.is_in([State::Previewed.as_str(), State::Reading.as_str()]))
        .select_only()
        .column(import_run::Column::Id)
        .into_tuple::<Uuid>()
        .all(tx)
        .await?;
    for id in old {
        end(tx, id.into(), State::Discarded, now).await?;
    }
    let committed = import_run::Entity::find()
        .filter(import_run::Column::CommittedAt.lt(now - KEPT))
        .select_only()
        .column(import_run::Column::Id)
        .into_query();
    import_file::Entity::delete_many()
        .filter(import_file::Column::RunId.in_subquery(committed.clone()))
        .exec(tx)
        .await?;
    import_row::Entity::update_many()
        .col_expr(import_row::Column::Sealed, Expr::value(Option::<Vec<u8>>::None))
        .filter(import_row::Column::RunId.in_subquery(committed))
        .filter(import_row::Column::Sealed.is_not_null())
        .filter(import_row::Column::BeforeSealed.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// The people of the register whom rows of this roster are about, refused rows left out: of those it is not known.
pub(crate) async fn people_of(tx: &Tx, id: ImportId) -> Result<Vec<PersonId>, StoreError> {
    let subjects = import_row::Entity::find()
        .filter(import_row::Column::RunId.eq(id.uuid()))
        .filter(import_row::Column::Part.eq(Part::Roster.number()))
        .filter(import_row::Column::SubjectId.is_not_null())
        .select_only()
        .column(import_row::Column::SubjectId)
        .into_query();
    // Somebody another import had brought may have gone again with it.
    let people: Vec<Uuid> = person::Entity::find()
        .filter(person::Column::Id.in_subquery(subjects))
        .select_only()
        .column(person::Column::Id)
        .order_by_asc(person::Column::Id)
        .into_tuple()
        .all(tx)
        .await?;
    Ok(people.into_iter().map(PersonId::from).collect())
}
