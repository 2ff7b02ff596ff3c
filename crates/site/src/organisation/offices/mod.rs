//! Offices in an organisation: somebody from among its people is appointed, and the term ends on a day.
//!
//! Who belongs to an organisation is known from its roster, and an organiser brings the roster. So the first
//! organiser is appointed by the security administrator from among those who have an account.

pub mod store;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::kinds::{OrganisationId, PersonId, SideId};
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::record::store::{OrganisationSide, sides};
use crate::Site;
use crate::account;
use crate::db::Tx;
use crate::organisation;
use crate::people::change::PeriodEnd;
use crate::people::list::filter::Search;
use crate::policy::actions::{AppointOffice, AppointOrganiser, EndOffice};
use crate::policy::{OfficeName, Permit};
use crate::web::{AppError, Body, FieldError, Fields, Visit, view};
use store::{AccountHolder, Candidate, OfficeLine};

/// The page on which somebody is appointed.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct AppointPage {
    /// The organisation.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What was searched for among its people.
    pub q: String,
    /// Who may be appointed: the first 50.
    pub candidates: Vec<Candidate>,
    /// Who may be appointed as organiser without belonging to an organisation yet: the first 50.
    pub account_holders: Vec<AccountHolder>,
    /// Whether such people may be appointed at all by whoever looks.
    pub may_appoint_holders: bool,
    /// The sides of a joint branch.
    pub sides: Vec<OrganisationSide>,
    /// What was chosen.
    pub form: AppointForm,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

impl AppointPage {
    fn search_label(&self) -> &'static str {
        if self.may_appoint_holders { "office-find-account" } else { "office-find-person" }
    }

    fn nobody_line(&self) -> &'static str {
        if self.may_appoint_holders { "office-nobody-account-line" } else { "office-nobody-line" }
    }
}

view!(AppointPage, "organisation/appoint.html", || {
    let candidate = Candidate {
        id: Uuid::from_u128(1),
        name: "诸葛娟欣".into(),
        organisation_name: "创意设计联合党支部".into(),
        side: None,
    };
    let side = OrganisationSide {
        id: Uuid::from_u128(2),
        kind: "school".into(),
        seal: "校".into(),
        name: "学院方".into(),
        units: Vec::new(),
        counts: super::count::PeopleByStage::default(),
    };
    let holder = AccountHolder { id: Uuid::from_u128(3), name: "欧阳䶮".into(), account: "ouyang".into() };
    let full = Self {
        name: "创意设计联合党支部".into(),
        candidates: vec![candidate],
        account_holders: vec![holder],
        may_appoint_holders: true,
        sides: vec![side],
        ..Self::default()
    };
    let refused = FieldError::new("person", Reason::new("field-missing"));
    vec![
        Self { name: "创意设计联合党支部".into(), q: "没有".into(), ..Self::default() },
        Self { name: "创意设计联合党支部".into(), may_appoint_holders: true, ..Self::default() },
        full.clone(),
        Self { fields: vec![refused], ..full },
    ]
});

/// Whom to appoint to what.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppointForm {
    /// The person, from among the people of the organisation and below; as organiser also an account holder who
    /// belongs nowhere yet.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub person: Option<Uuid>,
    /// `organiser`, `secretary`, `deputy_secretary`, …
    #[serde(default)]
    pub office: String,
    /// The side of a joint branch it is held for.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub side: Option<Uuid>,
    /// From this day; today when left empty.
    #[serde(default, deserialize_with = "crate::web::typed::sent_day")]
    pub from: Option<NaiveDate>,
}

/// Whom to look for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CandidateFilter {
    /// Part of a name, pinyin initials, or the beginning of a staff number or of an account's name.
    #[serde(default, deserialize_with = "crate::web::typed::sent_words")]
    pub q: String,
}

async fn permitted(visit: &Visit, tx: &Tx, id: OrganisationId) -> Result<Permit<AppointOffice>, AppError> {
    let thing = organisation::store::thing(tx, id).await?.ok_or(AppError::NotFound("organisation"))?;
    Ok(visit.actor.may(AppointOffice, &thing)?)
}

/// Whether `visit` may appoint people who are on no roster.
async fn may_appoint_holders(visit: &Visit, tx: &Tx, id: OrganisationId) -> Result<bool, AppError> {
    let thing = organisation::store::thing(tx, id).await?.ok_or(AppError::NotFound("organisation"))?;
    Ok(visit.actor.can::<AppointOrganiser>(&thing)?)
}

async fn appoint_page(
    site: &Site,
    visit: &Visit,
    tx: &Tx,
    id: OrganisationId,
    q: &str,
) -> Result<AppointPage, AppError> {
    let row = organisation::store::find(tx, id).await?.ok_or(AppError::NotFound("organisation"))?;
    let (search, today) = (Search::parse(q), site.clock.today());
    let may_appoint_holders = may_appoint_holders(visit, tx, id).await?;
    let account_holders = match may_appoint_holders {
        true => store::account_holders(tx, q, today).await?,
        false => Vec::new(),
    };
    Ok(AppointPage {
        id: row.id,
        name: row.name,
        q: q.to_owned(),
        candidates: store::candidates(tx, id, search.as_ref(), today).await?,
        account_holders,
        may_appoint_holders,
        sides: sides(tx, id).await?,
        ..AppointPage::default()
    })
}

/// `GET /organisations/{id}/offices/new` — whom to appoint to what.
#[utoipa::path(get, path = "/organisations/{id}/offices/new", params(("id" = Uuid, Path), CandidateFilter), responses((status = 200, body = AppointPage), (status = 403), (status = 404)), extensions(("x-action" = json!("office.appoint"))))]
pub async fn form(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(filter): Query<CandidateFilter>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    permitted(&visit, &tx, id.into()).await?;
    visit.page(&appoint_page(&site, &visit, &tx, id.into(), &filter.q).await?)
}

/// `POST /organisations/{id}/offices` — appoints somebody. One secretary each for the whole and for each side.
#[utoipa::path(post, path = "/organisations/{id}/offices", params(("id" = Uuid, Path)), request_body = AppointForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("office.appoint"))))]
pub async fn appoint(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<AppointForm>,
) -> Result<Response, AppError> {
    let id = OrganisationId::from(id);
    let saved = site
        .db
        .write(async |tx| {
            let permit = permitted(&visit, tx, id).await?;
            store::lock(tx, id).await?;
            let (person, office, side) = read(&site, &visit, tx, id, &form).await?;
            if visit.actor.person() == Some(person) {
                return Err(AppError::Refused(Reason::new("office-own"), Vec::new()));
            }
            account::apart::may_hold_office(tx, person, site.clock.today()).await?;
            let from = form.from.unwrap_or_else(|| site.clock.today());
            let terms = store::terms(tx, id).await?;
            let wanted = Wanted { person, office, side: side_name(tx, id, side).await?, from };
            wanted.is_free(&terms)?;
            Ok(account::store::appoint(tx, &site.clock, &permit, (person, office, side), from).await?)
        })
        .await;
    match saved {
        Ok(()) => Ok(visit.done(&format!("/organisations/{id}"))),
        Err(AppError::Invalid(fields)) => {
            let page = appoint_page(&site, &visit, &site.db.read(), id, "").await?;
            let view = AppointPage { fields: fields.clone(), form, ..page };
            AppError::Invalid(fields).answer_with(visit.wants(), &view, &visit.shell())
        }
        Err(error) => Err(error),
    }
}

async fn side_name(tx: &Tx, id: OrganisationId, side: Option<SideId>) -> Result<Option<String>, AppError> {
    let Some(side) = side else { return Ok(None) };
    let known = sides(tx, id).await?;
    Ok(known.into_iter().find(|one| one.id == side.uuid()).map(|one| one.name))
}

async fn read(
    site: &Site,
    visit: &Visit,
    tx: &Tx,
    id: OrganisationId,
    form: &AppointForm,
) -> Result<(PersonId, OfficeName, Option<SideId>), AppError> {
    let mut fields = Fields::default();
    let office = OfficeName::parse(&form.office);
    if office.is_none() {
        fields.refuse("office", "field-missing");
    }
    let side = form.side.map(SideId::from);
    if side.is_some() && office == Some(OfficeName::Organiser) {
        fields.refuse("side", "office-organiser-of-the-whole");
    }
    if let Some(side) = side
        && !store::is_side_of(tx, id, side).await?
    {
        fields.refuse("side", "office-no-such-side");
    }
    let person = form.person.map(PersonId::from);
    match person {
        None => fields.refuse("person", "field-missing"),
        Some(person) => {
            let today = site.clock.today();
            let places = store::candidate_of(tx, id, person, today).await?;
            if places.is_empty() {
                let holder = may_appoint_holders(visit, tx, id).await?
                    && store::is_account_holder(tx, person, today).await?;
                match office {
                    _ if !holder => fields.refuse("person", "office-not-of-the-organisation"),
                    Some(OfficeName::Organiser) | None => {}
                    Some(_) => fields.refuse("office", "office-account-holder-only-organiser"),
                }
            } else if side.is_some_and(|side| places.iter().all(|place| place.side != Some(side.uuid()))) {
                fields.refuse("side", "office-of-another-side");
            }
        }
    }
    match (person, office) {
        (Some(person), Some(office)) if fields.errors.is_empty() => Ok((person, office, side)),
        _ => Err(AppError::Invalid(fields.errors)),
    }
}

/// The offices that lead a branch or a side.
const LEADING: [OfficeName; 2] = [OfficeName::Secretary, OfficeName::DeputySecretary];

/// An appointment that is asked for.
struct Wanted {
    person: PersonId,
    office: OfficeName,
    side: Option<String>,
    from: NaiveDate,
}

impl Wanted {
    /// The same office is not held twice by one person, and the secretary's not by two. Nobody leads two sides of
    /// one branch: each side is to confirm by somebody of its own.
    fn is_free(&self, terms: &[OfficeLine]) -> Result<(), AppError> {
        let lasts = |term: &&OfficeLine| term.until_on.is_none_or(|until| until > self.from);
        let leads = |name: &str| LEADING.iter().any(|office| office.as_str() == name);
        let of_another_side = |term: &&OfficeLine| {
            term.person == self.person.uuid()
                && leads(&term.name)
                && leads(self.office.as_str())
                && self.side.is_some()
                && term.side_name.is_some()
                && term.side_name != self.side
        };
        if let Some(term) = terms.iter().filter(lasts).find(of_another_side) {
            let side = term.side_name.clone().unwrap_or_default();
            let reason = Reason::new("office-of-two-sides").with("name", term.person_name.clone());
            return Err(AppError::Refused(reason.with("side", side), Vec::new()));
        }
        let same = |term: &&OfficeLine| term.name == self.office.as_str() && term.side_name == self.side;
        for term in terms.iter().filter(lasts).filter(same) {
            if term.person == self.person.uuid() {
                let reason = Reason::new("office-held-already").with("name", term.person_name.clone());
                return Err(AppError::Refused(reason, Vec::new()));
            }
            if self.office == OfficeName::Secretary {
                let reason = Reason::new("office-taken").with("name", term.person_name.clone());
                return Err(AppError::Refused(reason, Vec::new()));
            }
        }
        Ok(())
    }
}

/// `POST /organisations/{id}/offices/{office}/end` — ends a term.
#[utoipa::path(post, path = "/organisations/{id}/offices/{office}/end", params(("id" = Uuid, Path), ("office" = Uuid, Path)), request_body = PeriodEnd, responses((status = 303), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("office.end"))))]
pub async fn end(
    State(site): State<Site>,
    visit: Visit,
    Path((id, office)): Path<(Uuid, Uuid)>,
    Body(form): Body<PeriodEnd>,
) -> Result<Response, AppError> {
    let id = OrganisationId::from(id);
    site.db
        .write(async |tx| {
            let thing =
                organisation::store::thing(tx, id).await?.ok_or(AppError::NotFound("organisation"))?;
            let permit = visit.actor.may(EndOffice, &thing)?;
            store::lock(tx, id).await?;
            let term = store::term(tx, id, office).await?.ok_or(AppError::NotFound("office"))?;
            let on = form.on.unwrap_or_else(|| site.clock.today());
            if term.until_on.is_some() {
                return Err(AppError::Refused(Reason::new("period-ended-already"), Vec::new()));
            }
            if on < term.from_on {
                return Err(AppError::Refused(Reason::new("period-ends-before-it-begins"), Vec::new()));
            }
            account::store::end_office(tx, &site.clock, &permit, office, on).await?;
            Ok(())
        })
        .await?;
    Ok(visit.done(&format!("/organisations/{id}")))
}
