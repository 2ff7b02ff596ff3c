//! The file of one person: what stands in it, how far each reader sees, and who has read it.

mod reveal;
pub mod store;
mod view;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::kinds::{Person, PersonId};
use gongjian_domain::people::identity_number::masked;
use gongjian_domain::people::phone::Phone;
use gongjian_domain::people::stage::{Stage, Standing};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

pub use reveal::{__path_reveal, reveal};
pub use view::{Particulars, PersonPage};

use crate::Site;
use crate::db::{StoreError, Tx};
use crate::development;
use crate::ledger;
use crate::meeting;
use crate::people;
use crate::policy::actions::{
    ChangePerson, GiveAccount, ReadCase, ReadContact, ReadMeeting, ReadOrganisationLedger, ReadParticulars,
    ReadPerson, ReadPersonUnit, ReadReaders, RevealPerson,
};
use crate::policy::{Actor, Thing};
use crate::web::{AppError, Visit};

/// Which day of a record.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AsOf {
    /// As it was on this day.
    #[serde(default, deserialize_with = "crate::web::typed::sent_day")]
    pub as_of: Option<NaiveDate>,
}

/// Which day of a person's file, and which year of meetings.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FileAsked {
    /// As it was on this day.
    #[serde(default, deserialize_with = "crate::web::typed::sent_day")]
    pub as_of: Option<NaiveDate>,
    /// The meetings of this year; of the latest there is anything when left out.
    #[serde(default, deserialize_with = "crate::web::typed::sent_year")]
    pub year: Option<i32>,
}

/// `GET /people/{id}` — the file, as far as the visitor may see it. Opening somebody else's is noted once a day.
#[utoipa::path(get, path = "/people/{id}", params(("id" = Uuid, Path), FileAsked), responses((status = 200, body = PersonPage), (status = 404)), extensions(("x-action" = json!("person.read"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(asked): Query<FileAsked>,
) -> Result<Response, AppError> {
    let (id, today) = (PersonId::from(id), site.clock.today());
    let tx = site.db.read();
    let thing = people::store::thing(&tx, id, today).await?.ok_or(AppError::NotFound("person"))?;
    visit.actor.may(ReadPerson, &thing)?;
    note(&site, &tx, visit.person(), id).await?;
    let asked = FileAsked { as_of: asked.as_of.filter(|day| *day != today), ..asked };
    let page = record(&site, &tx, &visit.actor, &thing, asked).await?;
    visit.page(&page)
}

/// Notes that `reader` opened the file of `person`, unless that stands there for today already.
pub(in crate::people) async fn note(
    site: &Site,
    tx: &Tx,
    reader: PersonId,
    person: PersonId,
) -> Result<(), StoreError> {
    if reader == person || people::store::has_read(tx, reader, person, site.clock.today()).await? {
        return Ok(());
    }
    site.db
        .keep(async |tx| people::store::note_readings(tx, &site.clock, reader, [person], false).await)
        .await
}

/// The record of the person `thing`, as far as `actor` may see it.
pub(crate) async fn record(
    site: &Site,
    tx: &Tx,
    actor: &Actor,
    thing: &Thing<Person>,
    asked: FileAsked,
) -> Result<PersonPage, AppError> {
    let id = thing.id();
    let row = store::find(tx, id).await?.ok_or(AppError::NotFound("person"))?;
    let detailed = actor.can::<ReadParticulars>(thing)?;
    // Earlier days would tell the dates of the stages, which not everybody may see.
    let as_of = asked.as_of.filter(|_| detailed);
    let day = as_of.unwrap_or_else(|| site.clock.today());
    let current = |from: Option<NaiveDate>, until: Option<NaiveDate>| {
        from.is_none_or(|from| from <= day) && until.is_none_or(|until| until > day)
    };
    let mut memberships = store::memberships(tx, id).await?;
    let mut offices = store::offices(tx, id).await?;
    if !detailed {
        memberships.retain(|line| current(line.from_on, line.until_on));
        offices.retain(|line| current(Some(line.from_on), line.until_on));
    }
    let may_read_readers = actor.can::<ReadReaders>(thing)?;
    let may_give_account = actor.person() != Some(id) && actor.can::<GiveAccount>(thing)?;
    let (case, running) = case_of(tx, actor, id).await?;
    let full = row.stage.as_deref() == Some(Stage::Full.as_str());
    Ok(PersonPage {
        id: id.uuid(),
        name: row.name.clone(),
        stage: stage_of(&row, as_of)?.map(|stage| stage.as_str().to_owned()),
        as_of,
        day,
        is_own: actor.person() == Some(id),
        particulars: match detailed {
            true => Some(particulars(site, tx, actor, thing, &row).await?),
            false => None,
        },
        units: match actor.can::<ReadPersonUnit>(thing)? && !detailed {
            true => store::units(tx, id, day).await?,
            false => Vec::new(),
        },
        memberships,
        offices,
        attended: match detailed {
            true => Some(attended(tx, actor, id, asked.year).await?),
            false => None,
        },
        readers: if may_read_readers { Some(store::readers(tx, id).await?) } else { None },
        history: match actor.can::<ChangePerson>(thing)? {
            true => {
                Some(ledger::store::about(tx, id.uuid(), &actor.scope::<ReadOrganisationLedger>()?).await?)
            }
            false => None,
        },
        case,
        may_open_case: !running && !full && may_open_case(tx, actor, id, site.clock.today()).await?,
        may_change: actor.can::<ChangePerson>(thing)?,
        may_reveal: row.id_number_sealed.is_some() && actor.can::<RevealPerson>(thing)?,
        may_give_account,
        revealed: None,
    })
}

/// The person's case, if the reader may see it, and whether there is one that runs.
async fn case_of(tx: &Tx, actor: &Actor, id: PersonId) -> Result<(Option<Uuid>, bool), StoreError> {
    let Some((case, thing, running)) = development::store::thing_of(tx, id).await? else {
        return Ok((None, false));
    };
    Ok((actor.can::<ReadCase>(&thing)?.then(|| case.uuid()), running))
}

/// Whether the reader may open a case in one of the person's branches. Nobody without an office may.
async fn may_open_case(tx: &Tx, actor: &Actor, id: PersonId, today: NaiveDate) -> Result<bool, StoreError> {
    if actor.held().offices.is_empty() || actor.person() == Some(id) {
        return Ok(false);
    }
    for (organisation, side) in people::store::places_of(tx, id, today).await? {
        if development::open::may_open(tx, actor, organisation, side).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Presence at meetings, as far as the reader may see the meetings themselves.
async fn attended(
    tx: &Tx,
    actor: &Actor,
    id: PersonId,
    year: Option<i32>,
) -> Result<meeting::store::Attended, StoreError> {
    meeting::store::attended_by(tx, id, &actor.scope::<ReadMeeting>()?, year).await
}

fn stage_of(row: &crate::people::store::Row, as_of: Option<NaiveDate>) -> Result<Option<Stage>, StoreError> {
    let declared = match &row.stage {
        Some(word) => Some(Stage::parse(word).ok_or_else(|| StoreError::row("person", "no such stage"))?),
        None => None,
    };
    Ok(match as_of {
        None => declared,
        Some(day) => standing(row).stage_on_with(declared, day),
    })
}

fn standing(row: &crate::people::store::Row) -> Standing {
    Standing {
        applied_on: row.applied_on,
        activist_on: row.activist_on,
        target_on: row.target_on,
        joined_on: row.joined_on,
        full_on: row.full_on,
    }
}

async fn particulars(
    site: &Site,
    tx: &Tx,
    actor: &Actor,
    thing: &Thing<Person>,
    row: &crate::people::store::Row,
) -> Result<Particulars, AppError> {
    let contact = actor.can::<ReadContact>(thing)?;
    let number = match &row.id_number_sealed {
        Some(sealed) => Some(masked(&people::opened_identity(&site.keys, sealed)?)),
        None => None,
    };
    let phone = row.phone.clone().map(|phone| match Phone::parse(&phone) {
        Ok(number) if !contact => number.masked(),
        _ if !contact => masked(&phone),
        _ => phone,
    });
    Ok(Particulars {
        sex: row.sex.clone(),
        born_on: row.born_on,
        ethnicity: row.ethnicity.clone(),
        native_place: row.native_place.clone(),
        education: row.education.clone(),
        phone,
        email: row.email.clone().filter(|_| contact),
        identity_number: number,
        introducers: row.introducers.clone(),
        standing: standing(row).into(),
        affiliations: store::affiliations(tx, thing.id()).await?,
    })
}
