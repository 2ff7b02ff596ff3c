//! Planning a meeting, and changing the plan until it is held.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use gongjian_domain::kinds::{MeetingId, OrganisationId};
use gongjian_domain::meeting::{Invitee, Kind, Meeting, Party, State as Standing};
use gongjian_domain::reason::Reason;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::plan_form::{self, AfterPlan, Choice, PlanForm, PlanPage};
use super::store::{self, Member, PartyLine, Step};
use super::{find, notice};
use crate::Site;
use crate::db::Tx;
use crate::organisation;
use crate::policy::actions::PlanMeeting;
use crate::policy::{Denied, Permit};
use crate::web::{AppError, Body, Visit};

/// Whose meeting is to be planned.
#[derive(Debug, Default, Deserialize, IntoParams)]
pub struct NewMeeting {
    /// The branch; may be left out by whoever has only one.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub branch: Option<Uuid>,
}

/// `GET /meetings/new` — the form for a new meeting, filled in with what is known.
#[utoipa::path(get, path = "/meetings/new", params(NewMeeting), responses((status = 200, body = PlanPage), (status = 403), (status = 404)), extensions(("x-action" = json!("meeting.plan"))))]
pub async fn new(
    State(site): State<Site>,
    visit: Visit,
    Query(asked): Query<NewMeeting>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    if let Some(branch) = asked.branch {
        permitted(&tx, &visit, branch.into()).await?;
        return visit.page(&plan_form::fresh(&site, &tx, branch.into(), visit.lang()).await?);
    }
    let branches = store::branches(&tx, &visit.actor.scope::<PlanMeeting>()?).await?;
    match branches.as_slice() {
        [] => Err(Denied::forbidden::<PlanMeeting>().into()),
        [(only, _)] => visit.page(&plan_form::fresh(&site, &tx, *only, visit.lang()).await?),
        _ => {
            let choice = |(id, name): (OrganisationId, String)| Choice {
                value: id.to_string(),
                label: name,
                chosen: false,
            };
            let branches = branches.into_iter().map(choice).collect();
            visit.page(&PlanPage { branches, ..PlanPage::default() })
        }
    }
}

async fn permitted(tx: &Tx, visit: &Visit, branch: OrganisationId) -> Result<Permit<PlanMeeting>, AppError> {
    let thing = organisation::store::thing(tx, branch).await?.ok_or(AppError::NotFound("organisation"))?;
    Ok(visit.actor.may(PlanMeeting, &thing)?)
}

/// `POST /meetings` — plans a meeting and, with `then=invite`, invites everybody of every side.
#[utoipa::path(post, path = "/meetings", request_body = PlanForm, responses((status = 303), (status = 403), (status = 409), (status = 422)), extensions(("x-action" = json!("meeting.plan"))))]
pub async fn plan(
    State(site): State<Site>,
    visit: Visit,
    Body(form): Body<PlanForm>,
) -> Result<Response, AppError> {
    let branch = OrganisationId::from(form.branch.ok_or(AppError::NotFound("organisation"))?);
    let saved = site.db.write(async |tx| planned(&site, &visit, tx, branch, &form).await).await;
    match saved {
        Ok(id) => Ok(visit.done(&format!("/meetings/{id}"))),
        Err(AppError::Invalid(fields)) => {
            let page = plan_form::fresh(&site, &site.db.read(), branch, visit.lang()).await?;
            let view = plan_form::again(page, form, fields.clone());
            AppError::Invalid(fields).answer_with(visit.wants(), &view, &visit.shell())
        }
        Err(error) => Err(error),
    }
}

async fn planned(
    site: &Site,
    visit: &Visit,
    tx: &mut Tx,
    branch: OrganisationId,
    form: &PlanForm,
) -> Result<MeetingId, AppError> {
    let permit = permitted(tx, visit, branch).await?;
    let id = form.id.unwrap_or_else(|| site.clock.uuid());
    if let Some(planner) = store::planned_by(tx, id).await? {
        tx.nothing_changed();
        return if planner == visit.person() { Ok(id.into()) } else { Err(taken()) };
    }
    let parties = store::parties_of(tx, branch).await?;
    let members = store::members(tx, branch, &parties, site.clock.today()).await?;
    let plan = plan_form::read(form, &parties, &members, site.clock.today()).map_err(AppError::Invalid)?;
    let domain = parties.iter().map(|p| Party { side: p.side, seal: p.seal }).collect();
    let draft = Meeting::draft(Kind::ThemeDay, domain, plan)?;
    let invites = form.then == AfterPlan::Invite;
    let meeting = if invites { draft.invite(everybody(&members))? } else { draft.settle()? };
    let step = Step {
        word: if invites { "invited" } else { "planned" },
        by: visit.person(),
        side: None,
        note: None,
        fields: if invites { &["plan", "invitations"] } else { &["plan"] },
    };
    let id = MeetingId::from(id);
    store::create(tx, &site.clock, &permit, id, &meeting, &parties, step).await?;
    if invites {
        notice::tell(tx, &site.clock, notice::Word::Invited, id, branch, &meeting).await?;
        notice::remind(tx, &site.clock, id, &meeting.plan).await?;
    }
    Ok(id)
}

fn taken() -> AppError {
    AppError::Refused(Reason::new("refusal-just-taken"), Vec::new())
}

/// An invitation for everybody of the branch.
pub(crate) fn everybody(members: &[Member]) -> Vec<Invitee> {
    members.iter().map(|one| Invitee::of_branch(one.person, one.side, one.stage)).collect()
}

/// `GET /meetings/{id}/plan` — the plan, to be changed.
#[utoipa::path(get, path = "/meetings/{id}/plan", params(("id" = Uuid, Path)), responses((status = 200, body = PlanPage), (status = 403), (status = 404)), extensions(("x-action" = json!("meeting.change"))))]
pub async fn edit(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let (found, _) = find::change(&tx, &visit, id).await?;
    visit.page(&standing(&site, &tx, &found).await?)
}

async fn standing(site: &Site, tx: &Tx, found: &store::Found) -> Result<PlanPage, AppError> {
    let members = members_of(site, tx, found).await?;
    let page = plan_form::standing(found.id.into(), &found.meeting.plan, &found.parties, &members);
    Ok(PlanPage {
        branch: Some(found.organisation.into()),
        branch_name: store::branch_name(tx, found.organisation).await?.unwrap_or_default(),
        tells: matches!(found.meeting.state, Standing::Invited { .. }),
        ..page
    })
}

async fn members_of(site: &Site, tx: &Tx, found: &store::Found) -> Result<Vec<Member>, AppError> {
    let parties: &[PartyLine] = &found.parties;
    Ok(store::members(tx, found.organisation, parties, site.clock.today()).await?)
}

/// `POST /meetings/{id}/plan` — changes the plan; everybody invited is told, and asked again when day or hour changed.
#[utoipa::path(post, path = "/meetings/{id}/plan", params(("id" = Uuid, Path)), request_body = PlanForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("meeting.change"))))]
pub async fn replan(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<PlanForm>,
) -> Result<Response, AppError> {
    let saved = site
        .db
        .write(async |tx| {
            let (found, permit) = find::change_locked(tx, &visit, id).await?;
            let members = members_of(&site, tx, &found).await?;
            let plan = plan_form::read(&form, &found.parties, &members, site.clock.today())
                .map_err(AppError::Invalid)?;
            if plan == found.meeting.plan {
                tx.nothing_changed();
                return Ok(());
            }
            let before = found.meeting.plan.clone();
            let after = found.meeting.clone().replan(plan)?;
            let moved = before.on != after.plan.on || before.starts_at != after.plan.starts_at;
            let told = before.place != after.plan.place || moved;
            let step = Step {
                word: if moved { "moved" } else { "replanned" },
                by: visit.person(),
                side: None,
                note: None,
                fields: &["plan"],
            };
            store::save(tx, &site.clock, &permit, &found, &after, step).await?;
            if told && matches!(after.state, Standing::Invited { .. }) {
                notice::tell(tx, &site.clock, notice::Word::Moved, found.id, found.organisation, &after)
                    .await?;
                if moved {
                    notice::remind(tx, &site.clock, found.id, &after.plan).await?;
                }
            }
            Ok(())
        })
        .await;
    match saved {
        Ok(()) => Ok(visit.done(&format!("/meetings/{id}"))),
        Err(AppError::Invalid(fields)) => {
            let tx = site.db.read();
            let (found, _) = find::change(&tx, &visit, id).await?;
            let view = plan_form::again(standing(&site, &tx, &found).await?, form, fields.clone());
            AppError::Invalid(fields).answer_with(visit.wants(), &view, &visit.shell())
        }
        Err(error) => Err(error),
    }
}
