//! The list of people as a file that can be imported again.
//!
//! Full identity numbers go to those alone who may export the roster of the
//! person's organisation. Such an export is an act in the chain of every
//! organisation it was permitted for, and a reading of every file it shows.
//! Everybody else gets the same list without those columns filled.

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
use crate::db::Tx;
use crate::organisation;
use crate::people;
use crate::policy::actions::{ExportPeople, ReadContact};
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
    let full = visit.actor.scope::<ExportPeople>()?;
    let lines = if full.under.is_empty() && full.at.is_empty() {
        lines(&site.db.read(), &visit, wanted, &full).await?
    } else {
        site.db
            .write(async |tx| {
                let lines = lines(tx, &visit, wanted, &full).await?;
                record(&site, &visit, tx, &full, &lines).await?;
                Ok::<_, AppError>(lines)
            })
            .await?
    };
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
            let reach = Reach { read: scope.clone(), particulars: scope.clone() };
            let lines = Question::new(tx, wanted, reach, &reached).await?.roster(tx, &scope, &scope).await?;
            let act = permit.act().changed(&["identity_number"], json!({ "people": lines.len() }));
            tx.record(&site.clock, act).await?;
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

/// One act for each organisation the export was permitted for, and a reading of each file it shows in full.
async fn record(
    site: &Site,
    visit: &Visit,
    tx: &mut Tx,
    full: &Scope,
    lines: &[RosterLine],
) -> Result<(), AppError> {
    let shown: Vec<_> = lines.iter().filter(|line| line.full).map(|line| line.id.into()).collect();
    if shown.is_empty() {
        tx.nothing_changed();
        return Ok(());
    }
    for organisation in full.under.iter().chain(&full.at) {
        let permit = permit(visit, tx, *organisation).await?;
        let act = permit.act().changed(&["identity_number"], json!({ "people": shown.len() }));
        tx.record(&site.clock, act).await?;
    }
    people::store::note_readings(tx, &site.clock, visit.person(), shown, true).await?;
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
