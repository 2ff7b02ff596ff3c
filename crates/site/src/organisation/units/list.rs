//! The list of units.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use gongjian_domain::cell::Cell;
use gongjian_domain::organisation::import::UnitColumn as C;
use gongjian_domain::organisation::unit::{ApprenticeshipLevel, UnitKind};
use gongjian_domain::sheet::Columns;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::super::tree::Sought;
use super::store::{self, UnitLine};
use crate::Site;
use crate::db::Tx;
use crate::people::list::{Choice, choices};
use crate::policy::Thing;
use crate::policy::actions::{CreateUnit, ImportOrganisations, ReadUnit, ReadUnitContact};
use crate::web::export::{Column, Format, List, day, text};
use crate::web::words::Lang;
use crate::web::{AppError, Shell, Visit, view};

/// Which units.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UnitFilter {
    /// Part of a name, pinyin initials, or the beginning of a credit code.
    #[serde(default, deserialize_with = "crate::web::typed::sent_words")]
    pub q: String,
    /// `school`, `college`, `enterprise`, `association`, `park` or `authority`.
    #[serde(default)]
    pub kind: String,
}

/// The list of units.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct UnitsPage {
    /// The units by kind and name.
    pub rows: Vec<UnitLine>,
    /// What was searched for.
    pub q: String,
    /// The kind asked for.
    pub kind: String,
    /// Whether a unit may be entered.
    pub may_create: bool,
    /// Whether units may be imported.
    pub may_import: bool,
}

impl UnitsPage {
    /// The kinds the filter offers.
    #[must_use]
    pub fn kinds(&self, shell: &Shell) -> Vec<Choice> {
        choices(shell, "units-any-kind", "unit-kind", &UnitKind::ALL.map(UnitKind::as_str), &self.kind)
    }

    /// The address of this list as a file.
    #[must_use]
    pub fn export(&self, format: &str) -> String {
        let pairs = [("q", self.q.clone()), ("kind", self.kind.clone())];
        crate::web::paging::address(&format!("/units/export/{format}"), &pairs)
    }
}

view!(UnitsPage, "organisation/units.html", || {
    let line = |name: &str, kind: &str| UnitLine {
        id: Uuid::nil(),
        kind: kind.into(),
        name: name.into(),
        short_name: None,
        credit_code: Some("91330782700000108Y".into()),
        parent_name: None,
        park_name: Some("创意园".into()),
        resident: true,
        resident_from: None,
        apprenticeship: Some("demonstration".into()),
        apprenticeship_from: None,
        apprenticeship_until: None,
        contact_name: None,
        contact_phone: None,
        people: 6,
    };
    let bare = UnitLine {
        resident: false,
        apprenticeship: None,
        credit_code: None,
        ..line("创意设计学院", "college")
    };
    let rows = vec![bare, line("义乌市某某文化创意有限公司", "enterprise")];
    vec![
        Self::default(),
        Self { q: "没有".into(), ..Self::default() },
        Self { rows: rows.clone(), ..Self::default() },
        Self { rows, may_create: true, may_import: true, ..Self::default() },
    ]
});

/// `GET /units` — the units.
#[utoipa::path(get, path = "/units", params(UnitFilter), responses((status = 200, body = UnitsPage)), extensions(("x-action" = json!("unit.read"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Query(filter): Query<UnitFilter>,
) -> Result<Response, AppError> {
    let any = Thing::any_unit();
    visit.actor.may(ReadUnit, &any)?;
    visit.page(&UnitsPage {
        rows: matching_units(&site, &site.db.read(), &filter).await?,
        may_create: visit.actor.can::<CreateUnit>(&Thing::installation())?,
        may_import: visit.actor.can::<ImportOrganisations>(&Thing::installation())?,
        q: filter.q,
        kind: filter.kind,
    })
}

pub(crate) async fn matching_units(
    site: &Site,
    tx: &Tx,
    filter: &UnitFilter,
) -> Result<Vec<UnitLine>, AppError> {
    let mut lines = store::lines(tx, site.clock.today()).await?;
    if !filter.kind.is_empty() {
        lines.retain(|line| line.kind == filter.kind);
    }
    if let Some(sought) = Sought::parse(&filter.q) {
        lines.retain(|line| sought.fits(&line.name, line.short_name.as_deref(), line.credit_code.as_deref()));
    }
    Ok(lines)
}

/// The columns the import reads.
const COLUMNS: [C; 13] = [
    C::Name,
    C::ShortName,
    C::CreditCode,
    C::Kind,
    C::Parent,
    C::Resident,
    C::Park,
    C::ResidentFrom,
    C::Apprenticeship,
    C::ApprenticeshipFrom,
    C::ApprenticeshipUntil,
    C::ContactName,
    C::ContactPhone,
];

/// `GET /units/export/{format}` — the units the filter finds, as xlsx, csv or json.
#[utoipa::path(get, path = "/units/export/{format}", params(("format" = String, Path), UnitFilter), responses((status = 200), (status = 404)), extensions(("x-action" = json!("unit.read"))))]
pub async fn export(
    State(site): State<Site>,
    visit: Visit,
    Path(format): Path<String>,
    Query(filter): Query<UnitFilter>,
) -> Result<Response, AppError> {
    let any = Thing::any_unit();
    visit.actor.may(ReadUnit, &any)?;
    let format = Format::named(&format)?;
    // Whom to call stands in the file for organisers alone.
    let keeps = visit.actor.can::<ReadUnitContact>(&any)?;
    list(&site, &filter, keeps, visit.lang()).await?.answer(format).await
}

/// The units the filter finds, with whom to call where the reader `keeps` them.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn list(site: &Site, filter: &UnitFilter, keeps: bool, lang: Lang) -> Result<List, AppError> {
    let columns = COLUMNS
        .into_iter()
        .map(|column| {
            let heading = column.headings().first().copied().unwrap_or_default();
            match column {
                C::ResidentFrom | C::ApprenticeshipFrom | C::ApprenticeshipUntil => {
                    Column::day(column.as_str(), heading)
                }
                C::Name | C::Parent | C::CreditCode => Column::text(column.as_str(), heading, 30),
                _ => Column::text(column.as_str(), heading, 0),
            }
        })
        .collect();
    let rows =
        matching_units(site, &site.db.read(), filter).await?.iter().map(|line| row(line, keeps)).collect();
    Ok(List { title: lang.t("units-export-title"), columns, rows })
}

/// The file speaks Chinese in every language of the interface: it is the form the import reads.
fn row(line: &UnitLine, keeps: bool) -> Vec<Cell> {
    let kind = UnitKind::parse(&line.kind).and_then(|kind| kind.spellings().first());
    let level = line.apprenticeship.as_deref().and_then(ApprenticeshipLevel::parse);
    let level = level.and_then(|level| level.spellings().first());
    let word = |word: Option<&&str>| text(word.map(|word| (*word).to_owned()));
    COLUMNS
        .into_iter()
        .map(|column| match column {
            C::Name => text(line.name.clone()),
            C::ShortName => text(line.short_name.clone()),
            C::CreditCode => text(line.credit_code.clone()),
            C::Kind => word(kind),
            C::Parent => text(line.parent_name.clone()),
            C::Resident => text(Lang::Chinese.t(if line.resident { "word-yes" } else { "word-no" })),
            C::Park => text(line.park_name.clone()),
            C::ResidentFrom => day(line.resident_from),
            C::Apprenticeship => word(level),
            C::ApprenticeshipFrom => day(line.apprenticeship_from),
            C::ApprenticeshipUntil => day(line.apprenticeship_until.and_then(|until| until.pred_opt())),
            C::ContactName => text(line.contact_name.clone().filter(|_| keeps)),
            C::ContactPhone => text(line.contact_phone.clone().filter(|_| keeps)),
            C::Sequence | C::Remark => Cell::Empty,
        })
        .collect()
}
