//! The third step: the committee proposed, who confirms for each side, and the day.

use axum::extract::{Path, State};
use axum::response::Response;
use gongjian_domain::kinds::PersonId;
use gongjian_domain::organisation::founding::{Committee, Plan, Refusal, Seat};
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::find::{self, Found};
use super::seats::{PostsForm, PostsView};
use super::store::{self, Proposal};
use crate::Site;
use crate::db::Tx;
use crate::web::body::blank_as_none;
use crate::web::{AppError, Body, FieldError, Visit, typed, view};

/// The largest committee a form takes; what is too many by the rules, the rules say.
const MOST_SEATS: u32 = 99;

/// The committee proposed, who confirms for each side, and the day of the founding.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FoundingCommitteeForm {
    /// The revision that was looked at.
    pub revision: i32,
    /// How many people sit on the committee; 0 for a secretary alone.
    #[serde(deserialize_with = "blank_as_none")]
    pub size: Option<u32>,
    /// 书记.
    #[serde(deserialize_with = "blank_as_none")]
    pub secretary: Option<Uuid>,
    /// 副书记.
    #[serde(deserialize_with = "blank_as_none")]
    pub deputy: Option<Uuid>,
    /// 组织委员.
    #[serde(deserialize_with = "blank_as_none")]
    pub organisation: Option<Uuid>,
    /// 宣传委员.
    #[serde(deserialize_with = "blank_as_none")]
    pub publicity: Option<Uuid>,
    /// 纪检委员.
    #[serde(deserialize_with = "blank_as_none")]
    pub discipline: Option<Uuid>,
    /// 委员 without a post of their own.
    pub others: Vec<Uuid>,
    /// Who confirms for the school's side.
    #[serde(deserialize_with = "blank_as_none")]
    pub signatory_school: Option<Uuid>,
    /// Who confirms for the enterprises' side.
    #[serde(deserialize_with = "blank_as_none")]
    pub signatory_enterprise: Option<Uuid>,
    /// Who confirms for the association's side.
    #[serde(deserialize_with = "blank_as_none")]
    pub signatory_association: Option<Uuid>,
    /// Who confirms for the side of another kind.
    #[serde(deserialize_with = "blank_as_none")]
    pub signatory_other: Option<Uuid>,
    /// The day the members are to move.
    pub found_on: String,
}

impl FoundingCommitteeForm {
    fn posts(&self) -> PostsForm {
        PostsForm {
            posts: [self.secretary, self.deputy, self.organisation, self.publicity, self.discipline],
            others: self.others.clone(),
            signatories: [
                self.signatory_school,
                self.signatory_enterprise,
                self.signatory_association,
                self.signatory_other,
            ],
        }
    }
}

/// The third step of a founding.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct FoundingCommitteePage {
    /// The founding.
    pub founding: Uuid,
    /// The name the branch is to have.
    pub name: String,
    /// The revision looked at.
    pub revision: i32,
    /// How many people sit on the committee.
    pub size: String,
    /// Full members of the plan: what the size depends on.
    pub full: usize,
    /// Who may hold a post and who does.
    pub posts: PostsView,
    /// The day the members are to move.
    pub found_on: String,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

view!(FoundingCommitteePage, "founding/committee.html", || {
    let full = Self {
        name: "文创艺术党支部".into(),
        size: "5".into(),
        full: 18,
        posts: PostsView::sample(),
        found_on: "2026-12-01".into(),
        ..Self::default()
    };
    let wrong = FieldError::new("secretary", Reason::new("founding-not-a-full-member"));
    vec![
        full.clone(),
        Self { fields: vec![wrong], ..full },
        Self { name: "文创艺术党支部".into(), size: "0".into(), ..Self::default() },
    ]
});

async fn content(tx: &Tx, site: &Site, found: &Found) -> Result<FoundingCommitteePage, AppError> {
    let plan = &found.proposal.plan;
    let posts = PostsView::of(tx, site, plan, &plan.committee.seats).await?;
    Ok(FoundingCommitteePage {
        founding: found.proposal.id.uuid(),
        name: plan.name.clone(),
        revision: found.proposal.revision,
        size: plan.committee.size.to_string(),
        full: posts.people.len(),
        posts,
        found_on: plan.found_on.map(|day| day.to_string()).unwrap_or_default(),
        fields: Vec::new(),
    })
}

/// `GET /foundings/{id}/committee` — the posts as they are proposed.
#[utoipa::path(get, path = "/foundings/{id}/committee", params(("id" = Uuid, Path)), responses((status = 200, body = FoundingCommitteePage), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("founding.propose"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let found = find::read(&tx, &visit.actor, id.into()).await?;
    found.may_propose(&visit.actor)?;
    found.still_open()?;
    visit.page(&content(&tx, &site, &found).await?)
}

/// `POST /foundings/{id}/committee` — proposes the posts, who confirms for each side, and the day.
#[utoipa::path(post, path = "/foundings/{id}/committee", params(("id" = Uuid, Path)), request_body = FoundingCommitteeForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("founding.propose"))))]
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<FoundingCommitteeForm>,
) -> Result<Response, AppError> {
    let changed = site
        .db
        .write(async |tx| {
            let found = find::locked(tx, &visit.actor, id.into()).await?;
            let permit = found.may_propose(&visit.actor)?;
            found.still_open()?;
            found.as_seen(form.revision)?;
            let plan = read(tx, &site, &found.proposal.plan, &form).await?.changed();
            let Found { proposal, .. } = found;
            store::save(tx, &site, &permit, Proposal { plan, ..proposal }, Vec::new()).await?;
            Ok::<_, AppError>(())
        })
        .await;
    match changed {
        Ok(()) => Ok(visit.done(&format!("/foundings/{id}"))),
        Err(AppError::Invalid(fields)) => {
            let tx = site.db.read();
            let found = find::read(&tx, &visit.actor, id.into()).await?;
            let shown = content(&tx, &site, &found).await?;
            let typed = form.posts();
            let view = FoundingCommitteePage {
                size: form.size.map(|size| size.to_string()).unwrap_or_default(),
                found_on: form.found_on,
                posts: shown.posts.chosen(&typed),
                fields: fields.clone(),
                ..shown
            };
            AppError::Invalid(fields).answer_with(visit.wants(), &view, &visit.shell())
        }
        Err(error) => Err(error),
    }
}

async fn read(tx: &Tx, site: &Site, before: &Plan, form: &FoundingCommitteeForm) -> Result<Plan, AppError> {
    let mut fields = Vec::new();
    let offered = PostsView::of(tx, site, before, &[]).await?;
    let posts = form.posts();
    let mut plan = before.clone();
    let seats: Vec<Seat> = posts.seats(&offered, &mut fields);
    let size = form.size.unwrap_or_default();
    if size > MOST_SEATS {
        fields.push(FieldError::new("size", Reason::new("founding-size").with("most", MOST_SEATS)));
    }
    plan.committee = Committee { size, seats };
    let people = plan.committee.people();
    if size > 0 && people > size {
        fields.push(FieldError::new("size", Refusal::TooFewPlaces { people, size }.reason()));
    }
    for planned in &mut plan.sides {
        planned.signatory = posts.signatory(planned, &offered, &mut fields).map(PersonId::from);
    }
    plan.found_on = typed::day(&mut fields, "found_on", &form.found_on);
    if fields.is_empty() { Ok(plan) } else { Err(AppError::Invalid(fields)) }
}
