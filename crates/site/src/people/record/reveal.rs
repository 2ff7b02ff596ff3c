//! Showing what is masked: once, on this answer, and never without a trace.

use axum::extract::{Path, State};
use axum::response::Response;
use gongjian_domain::kinds::PersonId;
use serde_json::json;
use uuid::Uuid;

use super::{FileAsked, PersonPage, record, store};
use crate::Site;
use crate::people;
use crate::policy::actions::RevealPerson;
use crate::web::{AppError, Visit};

/// `POST /people/{id}/reveal` — the file with the full identity number. It stands in the ledger and among the readers.
#[utoipa::path(post, path = "/people/{id}/reveal", params(("id" = Uuid, Path)), responses((status = 200, body = PersonPage), (status = 403), (status = 404)), extensions(("x-action" = json!("person.reveal"))))]
pub async fn reveal(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let id = PersonId::from(id);
    let page = site
        .db
        .write(async |tx| {
            let thing = people::store::thing(tx, id, site.clock.today()).await?;
            let thing = thing.ok_or(AppError::NotFound("person"))?;
            let permit = visit.actor.may(RevealPerson, &thing)?;
            let row = store::find(tx, id).await?.ok_or(AppError::NotFound("person"))?;
            let sealed = row.id_number_sealed.ok_or(AppError::NotFound("identity-number"))?;
            let number = people::opened_identity(&site.keys, &sealed)?;
            let act = permit.act().changed(&["identity_number"], json!("shown"));
            tx.record(&site.clock, act);
            people::store::note_readings(tx, &site.clock, visit.person(), [id], true).await?;
            let page = record(&site, tx, &visit.actor, &thing, FileAsked::default()).await?;
            Ok::<_, AppError>(PersonPage { revealed: Some(number), ..page })
        })
        .await?;
    visit.page(&page)
}
