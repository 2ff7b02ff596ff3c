//! The page of one Party organisation: what it is, who leads it, who belongs to it, what lies below it.

pub mod store;
mod view;

use std::collections::HashMap;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chrono::{Months, NaiveDate};
use gongjian_domain::kinds::OrganisationId;
use gongjian_domain::organisation::unit::OrganisationKind;
use uuid::Uuid;

pub use view::{OrganisationPage, TermReminder};

use super::count::PeopleByStage;
use super::offices;
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::ledger;
use crate::meeting::book;
use crate::organisation;
use crate::people::list;
use crate::people::list::filter::PeopleFilter;
use crate::people::list::store::{PersonLine, Question};
use crate::people::record::AsOf;
use crate::policy::actions::{
    AppointOffice, ChangeOrganisation, EndOffice, ReadBook, ReadOrganisation, ReadOrganisationLedger,
    ReadPerson,
};
use crate::web::paging::Paging;
use crate::web::{AppError, Visit};
use store::{Linked, OrganisationSide};

/// The rule that says when an election is to be thought of.
const REMINDER: &str = "BR-REMIND";

/// `GET /organisations/{id}` — the organisation.
#[utoipa::path(get, path = "/organisations/{id}", params(("id" = Uuid, Path), AsOf), responses((status = 200, body = OrganisationPage), (status = 404)), extensions(("x-action" = json!("organisation.read"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(asked): Query<AsOf>,
) -> Result<Response, AppError> {
    let (id, today) = (OrganisationId::from(id), site.clock.today());
    let tx = site.db.read();
    let thing = organisation::store::thing(&tx, id).await?.ok_or(AppError::NotFound("organisation"))?;
    visit.actor.may(ReadOrganisation, &thing)?;
    let row = organisation::store::find(&tx, id).await?.ok_or(AppError::NotFound("organisation"))?;
    let as_of = asked.as_of.filter(|day| *day != today);
    let day = as_of.unwrap_or(today);
    let kind = OrganisationKind::parse(&row.kind)
        .ok_or_else(|| StoreError::row("party_organisation", "no such kind"))?;
    let above = store::above(&tx, id).await?;
    let sides = sides(&tx, id, kind, day, as_of).await?;
    let (members, members_paging) = members(&site, &visit, &tx, id, kind, as_of).await?;
    let (current, past): (Vec<_>, Vec<_>) = offices::store::terms(&tx, id)
        .await?
        .into_iter()
        .partition(|line| line.from_on <= day && line.until_on.is_none_or(|until| until > day));
    let may_read_ledger = visit.actor.can::<ReadOrganisationLedger>(&thing)?;
    visit.page(&OrganisationPage {
        id: row.id,
        unit: match row.unit_id {
            Some(unit) => store::unit(&tx, unit).await?,
            None => None,
        },
        term: reminder(&site, &row, today),
        presence: match kind.is_branch() && as_of.is_none() && visit.actor.can::<ReadBook>(&thing)? {
            true => {
                Some(book::presence(&tx, id, today, visit.lang()).await?).filter(|chart| chart.meetings > 0)
            }
            false => None,
        },
        counts: counts(&tx, id, kind, &sides, day, as_of).await?,
        sides: sides.into_iter().filter_map(|(side, _)| side).collect(),
        offices: current,
        past_offices: past.into_iter().filter(|line| line.from_on <= day).collect(),
        may_open_people: reaches(&visit, &above)?,
        members,
        members_paging,
        below: store::below(&tx, id, day, as_of).await?,
        history: match may_read_ledger {
            true => Some(ledger::store::of_chain(&tx, row.id).await?),
            false => None,
        },
        may_change: visit.actor.can::<ChangeOrganisation>(&thing)?,
        may_appoint: visit.actor.can::<AppointOffice>(&thing)?,
        may_end: visit.actor.can::<EndOffice>(&thing)?,
        above: above.into_iter().skip(1).collect(),
        code: row.code,
        name: row.name,
        short_name: row.short_name,
        kind: row.kind,
        founded_on: row.founded_on,
        term_ends_on: row.term_ends_on,
        dissolved_on: row.dissolved_on,
        note: row.note,
        as_of,
        today,
    })
}

/// The sides with their people; people on no side come last, without a side.
async fn sides(
    tx: &Tx,
    id: OrganisationId,
    kind: OrganisationKind,
    day: NaiveDate,
    as_of: Option<NaiveDate>,
) -> Result<Vec<(Option<OrganisationSide>, PeopleByStage)>, StoreError> {
    if !kind.is_branch() {
        return Ok(Vec::new());
    }
    let mut counted: HashMap<Option<Uuid>, PeopleByStage> = HashMap::new();
    for (side, counts) in store::people_by_side(tx, id, day, as_of).await? {
        counted.entry(side).or_default().join(&counts);
    }
    let mut sides = Vec::new();
    for mut side in store::sides(tx, id).await? {
        side.counts = counted.remove(&Some(side.id)).unwrap_or_default();
        sides.push((Some(side.clone()), side.counts));
    }
    let rest = counted.into_values().fold(PeopleByStage::default(), |mut all, counts| {
        all.join(&counts);
        all
    });
    sides.push((None, rest));
    Ok(sides)
}

async fn counts(
    tx: &Tx,
    id: OrganisationId,
    kind: OrganisationKind,
    sides: &[(Option<OrganisationSide>, PeopleByStage)],
    day: NaiveDate,
    as_of: Option<NaiveDate>,
) -> Result<PeopleByStage, StoreError> {
    let mut all = PeopleByStage::default();
    if kind.is_branch() {
        sides.iter().for_each(|(_, counts)| all.join(counts));
    } else {
        let parts = store::people_within(tx, &[id.uuid()], day, as_of).await?;
        parts.iter().for_each(|(_, counts)| all.join(counts));
    }
    Ok(all)
}

/// The first page of a branch's people, as far as the visitor sees them.
async fn members(
    site: &Site,
    visit: &Visit,
    tx: &Tx,
    id: OrganisationId,
    kind: OrganisationKind,
    as_of: Option<NaiveDate>,
) -> Result<(Vec<PersonLine>, Paging), AppError> {
    if !kind.is_branch() {
        return Ok((Vec::new(), Paging::default()));
    }
    let filter = PeopleFilter { organisation: Some(id.uuid()), as_of, ..PeopleFilter::default() };
    let (reach, reached) = list::reach(tx, visit).await?;
    let question = Question::new(tx, filter.read(site.clock.today())?, reach, &reached).await?;
    Ok(question.page(tx, None).await?)
}

/// Whether the visitor may open the pages of people who belong to the organisation.
fn reaches(visit: &Visit, above: &[Linked]) -> Result<bool, AppError> {
    let scope = visit.actor.scope::<ReadPerson>()?;
    let is = |id: &OrganisationId| above.iter().any(|one| one.id == id.uuid());
    let here = above.first().is_some_and(|here| scope.at.iter().any(|id| id.uuid() == here.id));
    Ok(scope.everything || here || scope.under.iter().any(is))
}

/// When the term ends, and from when the organisation above reminds of the election.
fn reminder(site: &Site, row: &crate::organisation::store::Row, today: NaiveDate) -> Option<TermReminder> {
    let ends_on = row.term_ends_on.filter(|_| row.dissolved_on.is_none())?;
    let rule = site.book.find(REMINDER)?;
    let remind_on = ends_on.checked_sub_months(Months::new(rule.values.value?))?;
    Some(TermReminder {
        ends_on,
        remind_on,
        days: (ends_on - today).num_days(),
        is_due: today >= remind_on,
        rule: rule.id.clone(),
        article: rule.article.clone(),
    })
}
