//! Bringing a file: the form, and what begins when it is sent.

use std::time::Duration;

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Query, State as Shared};
use axum::response::Response;
use gongjian_domain::kinds::{ImportId, OrganisationId};
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::lists;
use super::read;
use super::run::Kind;
use super::store::{self, Brought};
use super::upload::{LARGEST_MB, Upload, too_large};
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::job;
use crate::organisation;
use crate::policy::actions::{ImportOrganisations, ImportPeople};
use crate::policy::{Actor, Denied, Thing};
use crate::web::{AppError, FieldError, Visit, view};

/// Files up to this size are read at once, so that nobody waits for them: two thousand rows, about.
const READ_AT_ONCE: usize = 400 << 10;
/// So long the sender waits for a small file before the page that shows the progress takes over.
const WAIT: Duration = Duration::from_secs(4);
/// The word for the table of units and organisations among the places.
const ORGANISATIONS: &str = "organisations";

/// A place a file may be brought for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PlaceChoice {
    /// What is sent.
    pub value: String,
    /// The organisation; none for the table of units and organisations.
    pub name: Option<String>,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// An option of the drop-down.
pub struct PlaceOption {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// The form to bring a file.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct BringPage {
    /// Where the file may go.
    pub places: Vec<PlaceChoice>,
    /// The largest file taken, in megabytes.
    pub largest_mb: u64,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

impl BringPage {
    /// The places as the drop-down shows them.
    #[must_use]
    pub fn options(&self, shell: &crate::web::Shell) -> Vec<PlaceOption> {
        let option = |place: &PlaceChoice| PlaceOption {
            value: place.value.clone(),
            label: place.name.clone().unwrap_or_else(|| shell.t("import-into-organisations")),
            chosen: place.chosen,
        };
        self.places.iter().map(option).collect()
    }

    /// Whether a roster may go anywhere: then there is a template for it.
    #[must_use]
    pub fn has_template(&self) -> bool {
        self.places.iter().any(|place| place.name.is_some())
    }
}

view!(BringPage, "imports/bring.html", || {
    let place =
        |name: &str| PlaceChoice { value: Uuid::nil().to_string(), name: Some(name.into()), chosen: false };
    let all = PlaceChoice { value: ORGANISATIONS.into(), name: None, chosen: true };
    let places = vec![place("中共某某职业技术学院创意设计学院委员会"), all];
    let wrong = FieldError::new("file", Reason::new("import-no-file"));
    vec![
        Self { places: places.clone(), largest_mb: LARGEST_MB, fields: Vec::new() },
        Self { places, largest_mb: LARGEST_MB, fields: vec![wrong] },
    ]
});

/// What is chosen already.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct BringFilter {
    /// The organisation.
    #[serde(default)]
    pub organisation: String,
}

/// Whether the actor may bring any file at all.
pub(super) fn may_import(actor: &Actor) -> Result<bool, StoreError> {
    let scope = actor.scope::<ImportPeople>()?;
    let somewhere = !scope.under.is_empty() || !scope.at.is_empty();
    Ok(somewhere || actor.can::<ImportOrganisations>(&Thing::installation())?)
}

/// `GET /imports/new` — the form to bring a file.
#[utoipa::path(get, path = "/imports/new", params(BringFilter), responses((status = 200, body = BringPage), (status = 403)), extensions(("x-action" = json!("people.import"))))]
pub async fn form(
    Shared(site): Shared<Site>,
    visit: Visit,
    Query(filter): Query<BringFilter>,
) -> Result<Response, AppError> {
    visit.page(&form_of(&site.db.read(), &visit.actor, &filter.organisation, Vec::new()).await?)
}

async fn form_of(
    tx: &Tx,
    actor: &Actor,
    chosen: &str,
    fields: Vec<FieldError>,
) -> Result<BringPage, AppError> {
    let scope = actor.scope::<ImportPeople>()?;
    let mut places: Vec<PlaceChoice> = lists::places(tx, &scope)
        .await?
        .into_iter()
        .map(|(id, name)| PlaceChoice { value: id.to_string(), name: Some(name), chosen: false })
        .collect();
    if actor.can::<ImportOrganisations>(&Thing::installation())? {
        places.push(PlaceChoice { value: ORGANISATIONS.to_owned(), name: None, chosen: false });
    }
    if places.is_empty() {
        return Err(Denied::forbidden::<ImportPeople>().into());
    }
    places.iter_mut().for_each(|place| place.chosen = place.value == chosen);
    Ok(BringPage { places, largest_mb: LARGEST_MB, fields })
}

/// The fields of the form.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its description is used: the fields are read as they come")]
struct BringForm {
    /// The id of a Party organisation for a roster, or `organisations`.
    into: String,
    /// The file: xlsx, xls or csv.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// `POST /imports` — takes a file and begins to read it.
#[utoipa::path(post, path = "/imports", request_body(content = BringForm, content_type = "multipart/form-data"), responses((status = 303), (status = 404), (status = 413), (status = 422)), extensions(("x-action" = json!("people.import"))))]
pub async fn bring(
    Shared(site): Shared<Site>,
    visit: Visit,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, AppError> {
    // Whoever may bring nothing need not send it first.
    if !may_import(&visit.actor)? {
        return Err(Denied::forbidden::<ImportPeople>().into());
    }
    let upload = Upload::read(form).await?;
    let target = target(&upload.into);
    let fields = wrong(&upload, target.is_some());
    if !fields.is_empty() {
        let view = form_of(&site.db.read(), &visit.actor, &upload.into, fields.clone()).await?;
        let refusal = if upload.too_large { too_large() } else { AppError::Invalid(fields) };
        return refusal.answer_with(visit.wants(), &view, &visit.shell());
    }
    let (Some((kind, organisation)), Some(paper)) = (target, upload.paper) else {
        return Err(AppError::NotFound("organisation"));
    };
    let id = begin(&site, &visit.actor, Brought { kind, organisation, paper }).await?;
    Ok(visit.done(&format!("/imports/{id}")))
}

fn target(into: &str) -> Option<(Kind, Option<OrganisationId>)> {
    if into == ORGANISATIONS {
        return Some((Kind::Organisations, None));
    }
    into.parse::<Uuid>().ok().map(|id| (Kind::Roster, Some(id.into())))
}

fn wrong(upload: &Upload, placed: bool) -> Vec<FieldError> {
    let mut fields = Vec::new();
    if !placed {
        fields.push(FieldError::new("into", Reason::new("import-no-place")));
    }
    if upload.too_large {
        let limit = i64::try_from(LARGEST_MB).unwrap_or(i64::MAX);
        fields.push(FieldError::new("file", Reason::new("import-too-large").with("limit", limit)));
    } else if upload.paper.is_none() {
        fields.push(FieldError::new("file", Reason::new("import-no-file")));
    }
    fields
}

/// Keeps the file and begins to read it; a small one is mostly read when this returns.
async fn begin(site: &Site, actor: &Actor, brought: Brought) -> Result<ImportId, AppError> {
    let id: ImportId = site.clock.id();
    let small = brought.paper.bytes.len() <= READ_AT_ONCE;
    let begun = site
        .db
        .keep(async |tx| {
            store::tidy(tx, site.clock.now()).await?;
            let begun = match small {
                true => Some(job::enqueue_begun(tx, &site.clock, read::TOPIC, read::payload(id)).await?),
                false => None,
            };
            let job = match &begun {
                Some(job) => job.id,
                None => job::enqueue(tx, &site.clock, read::TOPIC, read::payload(id)).await?,
            };
            keep(tx, site, actor, id, &brought, Some(job)).await?;
            Ok::<_, AppError>(begun)
        })
        .await?;
    if let Some(job) = begun {
        let site = site.clone();
        let reading = tokio::spawn(async move { job::run_begun(&site, job).await });
        // Longer than this it goes on by itself; should this process die, the job is taken over.
        match tokio::time::timeout(WAIT, reading).await {
            Ok(Ok(Err(error))) => return Err(error.into()),
            Ok(Err(error)) => return Err(AppError::Broken(Box::new(error))),
            Ok(Ok(Ok(()))) | Err(_) => {}
        }
    }
    Ok(id)
}

/// Keeps the file, if the actor may bring it there.
pub(super) async fn keep(
    tx: &mut Tx,
    site: &Site,
    actor: &Actor,
    id: ImportId,
    brought: &Brought,
    job: Option<Uuid>,
) -> Result<(), AppError> {
    let with = (&site.clock, &site.keys);
    match brought.organisation {
        None => {
            let permit = actor.may(ImportOrganisations, &Thing::installation())?;
            store::begin(tx, with, &permit, id, brought, job).await?;
        }
        Some(organisation) => {
            let thing = organisation::store::thing(tx, organisation).await?;
            let permit = actor.may(ImportPeople, &thing.ok_or(AppError::NotFound("organisation"))?)?;
            store::begin(tx, with, &permit, id, brought, job).await?;
        }
    }
    Ok(())
}
