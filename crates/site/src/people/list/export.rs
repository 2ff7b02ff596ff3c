//! The list of people as a file that can be imported again.
//!
//! Full identity numbers go to those alone who may export the roster of the
//! person's organisation, or of the person's side of a joint branch. Such an
//! export is an act in the chain of every organisation it was permitted for.
//! Everybody else gets the same list without those columns filled. Whosever
//! particulars the file shows, it is a reading of that file.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use gongjian_domain::cell::Cell;
use gongjian_domain::kinds::OrganisationId;
use gongjian_domain::people::roster::Column as RosterColumn;
use gongjian_domain::sheet::Columns;
use gongjian_papers::export::Kind;
use serde_json::json;

use super::filter::{PeopleFilter, Wanted};
use super::store::{self, Question, Reach, RosterLine};
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::organisation;
use crate::people;
use crate::policy::actions::{ExportPeople, ExportSide, ReadContact};
use crate::policy::{Actor, Permit, Scope};
use crate::web::export::{Column, Format, List, day, text};
use crate::web::words::Lang;
use crate::web::{AppError, Visit};

/// The columns of the file: those of the roster that is imported.
const COLUMNS: [RosterColumn; 22] = [
    RosterColumn::Name,
    RosterColumn::IdentityNumber,
    RosterColumn::StaffNumber,
    RosterColumn::Sex,
    RosterColumn::BornOn,
    RosterColumn::Ethnicity,
    RosterColumn::NativePlace,
    RosterColumn::Education,
    RosterColumn::Phone,
    RosterColumn::Email,
    RosterColumn::Workplace,
    RosterColumn::Role,
    RosterColumn::CommitteeCode,
    RosterColumn::BranchCode,
    RosterColumn::BranchName,
    RosterColumn::Status,
    RosterColumn::AppliedOn,
    RosterColumn::ActivistOn,
    RosterColumn::TargetOn,
    RosterColumn::Introducers,
    RosterColumn::JoinedOn,
    RosterColumn::FullOn,
];

/// `GET /people/export/{format}` — the people the filter finds, as xlsx, csv or json.
#[utoipa::path(get, path = "/people/export/{format}", params(("format" = String, Path), PeopleFilter), responses((status = 200), (status = 404), (status = 422)), extensions(("x-action" = json!("person.read"))))]
pub async fn export(
    State(site): State<Site>,
    visit: Visit,
    Path(format): Path<String>,
    Query(filter): Query<PeopleFilter>,
) -> Result<Response, AppError> {
    let format = Format::named(&format)?;
    let wanted = filter.read(site.clock.today())?;
    let full = exported(&visit.actor)?;
    let lines = lines(&site.db.snapshot().await?, &visit, wanted, &full).await?;
    // Written before the file is handed over; without a full number it is a reading and no act.
    if lines.iter().any(|line| line.full) {
        site.db.write(async |tx| record(&site, &visit, tx, &full, &lines).await).await?;
    } else {
        site.db.keep(async |tx| note(&site, &visit, tx, &lines).await).await?;
    }
    let rows = lines.into_iter().map(|line| row(&site, line)).collect::<Result<Vec<_>, AppError>>()?;
    List { title: visit.lang().t("people-export-title"), columns: columns(), rows }.answer(format).await
}

/// Everybody of an organisation and of those below it, in full. It stands in the ledger.
///
/// # Errors
///
/// When `actor` may not export the roster, or the database refuses.
pub async fn of_organisation(
    site: &Site,
    actor: &Actor,
    organisation: OrganisationId,
    lang: Lang,
) -> Result<List, AppError> {
    let everybody = PeopleFilter { organisation: Some(organisation.uuid()), ..PeopleFilter::default() };
    let wanted = everybody.read(site.clock.today())?;
    let scope = Scope { under: vec![organisation], ..Scope::default() };
    let lines = site
        .db
        .write(async |tx| {
            let thing = organisation::store::thing(tx, organisation).await?;
            let permit = actor.may(ExportPeople, &thing.ok_or(AppError::NotFound("organisation"))?)?;
            let reached = store::reached(tx, &scope).await?;
            let reach = Reach::whole(&scope);
            let lines = Question::new(tx, wanted, reach, &reached).await?.roster(tx, &scope, &scope).await?;
            let act = permit.act().changed(&["identity_number"], json!({ "people": lines.len() }));
            tx.record(&site.clock, act);
            if let Some(reader) = actor.person() {
                let shown = lines.iter().map(|line| line.id.into());
                people::store::note_readings(tx, &site.clock, reader, shown, true).await?;
            }
            Ok::<_, AppError>(lines)
        })
        .await?;
    let rows = lines.into_iter().map(|line| row(site, line)).collect::<Result<Vec<_>, AppError>>()?;
    Ok(List { title: lang.t("people-export-title"), columns: columns(), rows })
}

async fn lines(tx: &Tx, visit: &Visit, wanted: Wanted, full: &Scope) -> Result<Vec<RosterLine>, AppError> {
    let (reach, reached) = super::reach(tx, visit).await?;
    let contact = visit.actor.scope::<ReadContact>()?;
    let question = Question::new(tx, wanted, reach, &reached).await?;
    Ok(question.roster(tx, full, &contact).await?)
}

/// Whose roster `actor` may export: whole organisations, and single sides of joint branches.
pub(super) fn exported(actor: &Actor) -> Result<Scope, StoreError> {
    let sides = actor.scope::<ExportSide>()?.sides;
    Ok(Scope { sides, ..actor.scope::<ExportPeople>()? })
}

/// A reading of each file whose particulars are shown, in full where the identity number is.
async fn note(site: &Site, visit: &Visit, tx: &Tx, lines: &[RosterLine]) -> Result<(), StoreError> {
    for full in [true, false] {
        let shown = lines.iter().filter(|line| line.full == full && (line.full || line.detailed));
        let shown = shown.map(|line| line.id.into());
        people::store::note_readings(tx, &site.clock, visit.person(), shown, full).await?;
    }
    Ok(())
}

/// One act for each organisation and side the export was permitted for, and the readings.
async fn record(
    site: &Site,
    visit: &Visit,
    tx: &mut Tx,
    full: &Scope,
    lines: &[RosterLine],
) -> Result<(), AppError> {
    note(site, visit, tx, lines).await?;
    let shown = lines.iter().filter(|line| line.full).count();
    let values = json!({ "people": shown });
    for organisation in full.under.iter().chain(&full.at) {
        let permit = permit(visit, tx, *organisation).await?;
        tx.record(&site.clock, permit.act().changed(&["identity_number"], values.clone()));
    }
    for side in &full.sides {
        let thing = organisation::store::side_thing(tx, *side).await?;
        let permit = visit.actor.may(ExportSide, &thing.ok_or(AppError::NotFound("organisation"))?)?;
        let act = permit.act().for_side(*side).changed(&["identity_number"], values.clone());
        tx.record(&site.clock, act);
    }
    Ok(())
}

async fn permit(
    visit: &Visit,
    tx: &Tx,
    organisation: OrganisationId,
) -> Result<Permit<ExportPeople>, AppError> {
    let thing = organisation::store::thing(tx, organisation).await?;
    Ok(visit.actor.may(ExportPeople, &thing.ok_or(AppError::NotFound("organisation"))?)?)
}

fn columns() -> Vec<Column> {
    COLUMNS
        .into_iter()
        .map(|column| {
            let heading = column.headings().first().copied().unwrap_or_default();
            match kind(column) {
                Kind::Date => Column::day(column.as_str(), heading),
                _ => Column::text(column.as_str(), heading, width(column)),
            }
        })
        .collect()
}

fn kind(column: RosterColumn) -> Kind {
    match column {
        RosterColumn::BornOn
        | RosterColumn::AppliedOn
        | RosterColumn::ActivistOn
        | RosterColumn::TargetOn
        | RosterColumn::JoinedOn
        | RosterColumn::FullOn => Kind::Date,
        _ => Kind::Text,
    }
}

fn width(column: RosterColumn) -> u32 {
    match column {
        RosterColumn::IdentityNumber => 22,
        RosterColumn::Workplace | RosterColumn::BranchName | RosterColumn::Email => 28,
        RosterColumn::Name | RosterColumn::Introducers => 18,
        _ => 0,
    }
}

/// The file speaks Chinese in every language of the interface: it is the form the roster import reads.
fn word(prefix: &str, word: Option<String>) -> Cell {
    text(word.map(|word| Lang::Chinese.t(&format!("{prefix}-{word}"))))
}

fn row(site: &Site, line: RosterLine) -> Result<Vec<Cell>, AppError> {
    let number = match &line.id_number_sealed {
        Some(sealed) if line.full => Some(people::opened_identity(&site.keys, sealed)?),
        _ => None,
    };
    let cells = COLUMNS.into_iter().map(|column| match column {
        RosterColumn::Name => text(line.name.clone()),
        RosterColumn::IdentityNumber => text(number.clone()),
        RosterColumn::StaffNumber => text(line.staff_number.clone()),
        RosterColumn::Sex => word("sex", line.sex.clone()),
        RosterColumn::BornOn => day(line.born_on),
        RosterColumn::Ethnicity => text(line.ethnicity.clone()),
        RosterColumn::NativePlace => text(line.native_place.clone()),
        RosterColumn::Education => text(line.education.clone()),
        RosterColumn::Phone => text(line.phone.clone()),
        RosterColumn::Email => text(line.email.clone()),
        RosterColumn::Workplace => text(line.unit_name.clone()),
        RosterColumn::Role => word("role", line.role.clone()),
        RosterColumn::CommitteeCode => text(line.committee_code.clone()),
        RosterColumn::BranchCode => text(line.branch_code.clone()),
        RosterColumn::BranchName => text(line.branch_name.clone()),
        RosterColumn::Status => word("stage", line.stage.clone()),
        RosterColumn::AppliedOn => day(line.applied_on),
        RosterColumn::ActivistOn => day(line.activist_on),
        RosterColumn::TargetOn => day(line.target_on),
        RosterColumn::Introducers => text(line.introducers.clone()),
        RosterColumn::JoinedOn => day(line.joined_on),
        RosterColumn::FullOn => day(line.full_on),
        _ => Cell::Empty,
    });
    Ok(cells.collect())
}
