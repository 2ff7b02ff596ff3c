//! The consent of a mentor's own Party organisation: asked for, given or refused by its secretary.

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::kinds::OrganisationId;
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{character, store};
use crate::Site;
use crate::development;
use crate::development::store as cases;
use crate::organisation;
use crate::policy::actions::{ConsentToMentor, ReadOwn};
use crate::policy::{Denied, Thing};
use crate::web::{AppError, Body, Shell, Visit, view};

/// What the visitor's organisations are asked to agree to.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct ConsentsPage {
    /// What is asked, the earliest first.
    pub asked: Vec<AskedConsent>,
}

/// One mentoring that needs consent. The student is not named.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct AskedConsent {
    /// The assignment.
    pub id: Uuid,
    /// The mentor's name.
    pub mentor: String,
    /// `school` or `enterprise`.
    pub side: &'static str,
    /// The character of its seal.
    pub character: String,
    /// The organisation asked.
    pub organisation: String,
    /// The branch that asks.
    pub branch: String,
    /// From when.
    pub from: NaiveDate,
}

impl AskedConsent {
    /// Who asks, for which side, from when.
    #[must_use]
    pub fn line(&self, shell: &Shell) -> String {
        let line = Reason::new("consent-line").with("branch", self.branch.as_str());
        let line = line.with("side", shell.word("mentor-side", self.side)).with("from", self.from);
        shell.reason(&line)
    }
}

view!(ConsentsPage, "development/consents.html", || {
    let asked = AskedConsent {
        mentor: "欧阳䶮".into(),
        side: "enterprise",
        character: "企".into(),
        organisation: "拾光文创党支部".into(),
        branch: "创意设计联合党支部".into(),
        ..AskedConsent::default()
    };
    vec![ConsentsPage::default(), ConsentsPage { asked: vec![asked.clone(), asked] }]
});

/// `GET /mentor-consents` — what waits for the consent of the visitor's organisations.
#[utoipa::path(get, path = "/mentor-consents", responses((status = 200, body = ConsentsPage)), extensions(("x-action" = json!("own.read"))))]
pub async fn page(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    visit.actor.may(ReadOwn, &Thing::person(visit.person(), &[], &[]))?;
    let tx = site.db.read();
    let mut own: Vec<OrganisationId> = Vec::new();
    for organisation in visit.actor.held().offices.iter().map(|office| office.organisation) {
        let Some(thing) = organisation::store::thing(&tx, organisation).await? else { continue };
        if !own.contains(&organisation) && visit.actor.can::<ConsentToMentor>(&thing)? {
            own.push(organisation);
        }
    }
    let asked = if own.is_empty() { Vec::new() } else { store::asked_of(&tx, &own).await? };
    let line = |one: store::ConsentLine| AskedConsent {
        id: one.id.into(),
        mentor: one.mentor,
        side: one.side.as_str(),
        character: character(one.side),
        organisation: one.organisation,
        branch: one.branch,
        from: one.from,
    };
    visit.page(&ConsentsPage { asked: asked.into_iter().map(line).collect() })
}

/// The answer.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsentForm {
    /// Whether the organisation agrees.
    pub agrees: bool,
}

/// `POST /mentor-consents/{id}` — the secretary of the mentor's own organisation agrees, or does not.
#[utoipa::path(post, path = "/mentor-consents/{id}", params(("id" = Uuid, Path)), request_body = ConsentForm, responses((status = 303), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("mentor.consent"))))]
pub async fn answer(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<ConsentForm>,
) -> Result<Response, AppError> {
    site.db
        .write(async |tx| {
            let judge = development::judge(&site);
            let line = store::assignment(tx, id.into()).await?.ok_or(Denied::Hidden)?;
            let thing = organisation::store::thing(tx, line.organisation).await?.ok_or(Denied::Hidden)?;
            // Everybody may know the organisation, but not that it was asked.
            if !visit.actor.can::<ConsentToMentor>(&thing)? {
                return Err(Denied::Hidden.into());
            }
            let permit = visit.actor.may(ConsentToMentor, &thing)?;
            let after = line.assignment.answered(form.agrees, visit.person(), site.clock.today())?;
            store::answer(tx, &site.clock, &permit, &line, &after).await?;
            let found = cases::find_locked(tx, &judge, line.case).await?.ok_or(Denied::Hidden)?;
            Ok::<_, AppError>(store::renew(tx, &site, &found).await?)
        })
        .await?;
    Ok(visit.done("/mentor-consents"))
}
