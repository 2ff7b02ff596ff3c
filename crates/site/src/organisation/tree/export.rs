//! The tree as a file that can be imported again.

use std::collections::HashMap;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use gongjian_domain::cell::Cell;
use gongjian_domain::kinds::OrganisationId;
use gongjian_domain::organisation::import::OrganisationColumn as C;
use gongjian_domain::organisation::unit::OrganisationKind;
use gongjian_domain::sheet::Columns;
use uuid::Uuid;

use super::super::see;
use super::store::{self, OrganisationRow};
use super::{TreeFilter, TreeLine, matching};
use crate::Site;
use crate::db::StoreError;
use crate::web::export::{Column, Format, List, day, number, text};
use crate::web::words::Lang;
use crate::web::{AppError, Visit};

/// The columns the import reads.
const COLUMNS: [C; 10] = [
    C::Code,
    C::Name,
    C::ShortName,
    C::Kind,
    C::ParentCode,
    C::ParentName,
    C::FoundedOn,
    C::Unit,
    C::TermEndsOn,
    C::Note,
];

/// `GET /organisations/export/{format}` — the organisations the filter finds, as xlsx, csv or json.
#[utoipa::path(get, path = "/organisations/export/{format}", params(("format" = String, Path), TreeFilter), responses((status = 200), (status = 404)), extensions(("x-action" = json!("organisation.read"))))]
pub async fn export(
    State(site): State<Site>,
    visit: Visit,
    Path(format): Path<String>,
    Query(filter): Query<TreeFilter>,
) -> Result<Response, AppError> {
    see(&visit)?;
    list(&site, &filter, None, visit.lang()).await?.answer(Format::named(&format)?).await
}

/// The organisations the filter finds; of `below`, itself and what lies below it.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn list(
    site: &Site,
    filter: &TreeFilter,
    below: Option<OrganisationId>,
    lang: Lang,
) -> Result<List, StoreError> {
    let (tx, today) = (site.db.read(), site.clock.today());
    let (mut lines, _) = matching(&tx, filter, today, usize::MAX).await?;
    let organisations = store::organisations(&tx, filter.as_of.unwrap_or(today)).await?;
    let known: HashMap<Uuid, &OrganisationRow> = organisations.iter().map(|row| (row.id, row)).collect();
    if let Some(top) = below {
        lines.retain(|line| lies_within(line.id, top.uuid(), &known));
    }
    let rows = lines.iter().filter_map(|line| Some(row(line, known.get(&line.id)?, &known, lang))).collect();
    Ok(List { title: lang.t("organisations-export-title"), columns: columns(lang), rows })
}

fn lies_within(one: Uuid, top: Uuid, known: &HashMap<Uuid, &OrganisationRow>) -> bool {
    let mut next = Some(one);
    // The tree has no circles: the import and the pages refuse them.
    while let Some(id) = next {
        if id == top {
            return true;
        }
        next = known.get(&id).and_then(|row| row.parent_id);
    }
    false
}

fn columns(lang: Lang) -> Vec<Column> {
    let mut columns: Vec<Column> = COLUMNS
        .into_iter()
        .map(|column| {
            let heading = column.headings().first().copied().unwrap_or_default();
            match column {
                C::FoundedOn | C::TermEndsOn => Column::day(column.as_str(), heading),
                C::Name | C::Unit | C::ParentName => Column::text(column.as_str(), heading, 36),
                _ => Column::text(column.as_str(), heading, 0),
            }
        })
        .collect();
    let word = |key: &str| lang.t(key);
    columns.extend([
        Column::text("secretary", word("office-secretary"), 16),
        Column::number("full", word("stage-full")),
        Column::number("probationary", word("stage-probationary")),
        Column::number("target", word("stage-target")),
        Column::number("activist", word("stage-activist")),
        Column::number("applicant", word("stage-applicant")),
    ]);
    columns
}

fn row(
    line: &TreeLine,
    row: &OrganisationRow,
    known: &HashMap<Uuid, &OrganisationRow>,
    lang: Lang,
) -> Vec<Cell> {
    let parent = row.parent_id.and_then(|id| known.get(&id));
    let kind = OrganisationKind::parse(&row.kind).and_then(|kind| kind.spellings().first());
    let mut cells: Vec<Cell> = COLUMNS
        .into_iter()
        .map(|column| match column {
            C::Code => text(row.code.clone()),
            C::Name => text(row.name.clone()),
            C::ShortName => text(row.short_name.clone()),
            C::Kind => text(kind.map(|word| (*word).to_owned())),
            C::ParentCode => text(parent.map(|parent| parent.code.clone())),
            C::ParentName => text(parent.map(|parent| parent.name.clone())),
            C::FoundedOn => day(row.founded_on),
            C::Unit => text(row.unit_name.clone()),
            C::TermEndsOn => day(row.term_ends_on),
            C::Note => text(row.note.clone()),
            C::Sequence => Cell::Empty,
        })
        .collect();
    cells.push(text(lang.list(&line.secretaries)));
    let counts = &line.counts;
    cells.extend(
        [counts.full, counts.probationary, counts.target, counts.activist, counts.applicant].map(number),
    );
    cells
}
