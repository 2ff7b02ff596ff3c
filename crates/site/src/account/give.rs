//! An organiser gives somebody on the roster an account, or a new way into it.

use axum::extract::{Path, State};
use axum::response::Response;
use gongjian_domain::kinds::PersonId;
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::set_up::check_name;
use super::store::{self, NewAccount};
use super::welcome;
use crate::Site;
use crate::db::Tx;
use crate::people;
use crate::policy::Permit;
use crate::policy::actions::GiveAccount;
use crate::web::{AppError, Body, FieldError, Visit, view};

/// The page on which an account is given.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct GivePage {
    /// The person.
    pub person: Uuid,
    /// The person's name.
    pub person_name: String,
    /// The account's name: suggested, typed or given.
    pub name: String,
    /// Whether the person already has the account: then only a new link is made.
    pub known: bool,
    /// The link through which the person sets the own password; shown this once.
    pub link: Option<String>,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

view!(GivePage, "account/give.html", || {
    let fresh = || Self { person_name: "王一".into(), name: "201900001".into(), ..Self::default() };
    let refused = FieldError::new("name", Reason::new("account-name-taken"));
    vec![
        fresh(),
        Self { known: true, ..fresh() },
        Self { link: Some("…".into()), ..fresh() },
        Self { fields: vec![refused], ..fresh() },
    ]
});

async fn permitted(
    site: &Site,
    visit: &Visit,
    tx: &Tx,
    person: PersonId,
) -> Result<(Permit<GiveAccount>, String), AppError> {
    let thing =
        people::store::thing(tx, person, site.clock.today()).await?.ok_or(AppError::NotFound("person"))?;
    let permit = visit.actor.may(GiveAccount, &thing)?;
    welcome::may_welcome(tx, site, &visit.actor, person).await?;
    let name = people::store::name_of(tx, person).await?.ok_or(AppError::NotFound("person"))?;
    Ok((permit, name))
}

/// `GET /people/{id}/account` — what the account will be called, or a new link into it.
#[utoipa::path(get, path = "/people/{id}/account", params(("id" = Uuid, Path)), responses((status = 200, body = GivePage), (status = 403), (status = 404)), extensions(("x-action" = json!("account.give"))))]
pub async fn form(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let (_, person_name) = permitted(&site, &visit, &tx, id.into()).await?;
    let known = store::of_person(&tx, id.into()).await?;
    let (name, known) = match known {
        Some((_, name)) => (name, true),
        None => (store::suggested_name(&tx, id.into()).await?, false),
    };
    visit.page(&GivePage { person: id, person_name, name, known, ..GivePage::default() })
}

/// The name of the account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveForm {
    /// The name to sign in with; an account that exists keeps its own.
    #[serde(default)]
    pub name: String,
}

/// `POST /people/{id}/account` — makes the account, or a new link into it, and shows the link once.
#[utoipa::path(post, path = "/people/{id}/account", params(("id" = Uuid, Path)), request_body = GiveForm, responses((status = 200, body = GivePage), (status = 403), (status = 404), (status = 422)), extensions(("x-action" = json!("account.give"))))]
pub async fn give(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<GiveForm>,
) -> Result<Response, AppError> {
    let person = PersonId::from(id);
    let (_, person_name) = permitted(&site, &visit, &site.db.read(), person).await?;
    let known = store::of_person(&site.db.read(), person).await?;
    let fields = if known.is_none() { wrong(&site, &form.name).await? } else { Vec::new() };
    if !fields.is_empty() {
        let view = GivePage {
            person: id,
            person_name,
            name: form.name,
            fields: fields.clone(),
            ..GivePage::default()
        };
        return AppError::Invalid(fields).answer_with(visit.wants(), &view, &visit.shell());
    }
    let (name, link) = site
        .db
        .write(async |tx| {
            let (permit, person_name) = permitted(&site, &visit, tx, person).await?;
            let (account, name) = match store::of_person(tx, person).await? {
                Some(known) => known,
                None => {
                    let new = NewAccount {
                        name: form.name.clone(),
                        person: Some(person),
                        person_name,
                        password_hash: None,
                    };
                    (store::create(tx, &site.clock, &permit, new).await?.0, form.name.clone())
                }
            };
            let link = welcome::link(tx, &site, visit.origin(), account).await?;
            tx.record(&site.clock, permit.act().changed(&["welcome"], json!(account)));
            Ok::<_, AppError>((name, link))
        })
        .await?;
    visit.page(&GivePage {
        person: id,
        person_name,
        name,
        link: Some(link),
        known: known.is_some(),
        ..GivePage::default()
    })
}

async fn wrong(site: &Site, name: &str) -> Result<Vec<FieldError>, AppError> {
    if let Err(reason) = check_name(name) {
        return Ok(vec![FieldError::new("name", reason)]);
    }
    let taken = store::by_name(&site.db.read(), name).await?.is_some();
    Ok(taken.then(|| FieldError::new("name", Reason::new("account-name-taken"))).into_iter().collect())
}
