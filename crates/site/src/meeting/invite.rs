//! Inviting: everybody of every side, and guests of other organisations by name.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use gongjian_domain::kinds::PersonId;
use gongjian_domain::meeting::{Invitee, State as Standing};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::side::{self, Reasons, SideView};
use super::store::{self, Found, Member, Step};
use super::{find, notice};
use crate::Site;
use crate::db::Tx;
use crate::people;
use crate::policy::actions::ReadPerson;
use crate::web::{AppError, Body, Visit, view};

/// Whom to look for.
#[derive(Debug, Default, Deserialize, IntoParams)]
pub struct GuestSearch {
    /// Words of a name, or its initials.
    #[serde(default, deserialize_with = "crate::web::typed::sent_words")]
    pub q: String,
}

/// Somebody who could be invited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct InviteCandidate {
    /// Who.
    pub person: Uuid,
    /// The name.
    pub name: String,
    /// The side or the organisation.
    pub line: String,
}

/// Who is invited, and who could be.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct InvitePage {
    /// The meeting.
    pub meeting: Uuid,
    /// What it is called.
    pub title: String,
    /// Who is invited, side by side.
    pub sides: Vec<SideView>,
    /// Members of the branch who are not invited yet.
    pub missing: Vec<InviteCandidate>,
    /// The words looked for.
    pub q: String,
    /// People of other organisations found by them.
    pub found: Vec<InviteCandidate>,
    /// Whether invitations can still be sent and taken back.
    pub open: bool,
}

view!(InvitePage, "meeting/invite.html", || {
    let someone =
        |line: &str| InviteCandidate { person: Uuid::nil(), name: "王一".into(), line: line.into() };
    vec![
        InvitePage { title: "十一月主题党日".into(), open: true, ..InvitePage::default() },
        InvitePage {
            title: "十一月主题党日".into(),
            sides: vec![side::sample("school", &["coming", "pending", "leave"])],
            missing: vec![someone("企方")],
            q: "wy".into(),
            found: vec![someone("纺织商会党支部")],
            open: true,
            ..InvitePage::default()
        },
        InvitePage {
            title: "十一月主题党日".into(), q: "没有".into(), open: true, ..InvitePage::default()
        },
    ]
});

/// `GET /meetings/{id}/invitations` — who is invited; members still missing and guests found by name.
#[utoipa::path(get, path = "/meetings/{id}/invitations", params(("id" = Uuid, Path), GuestSearch), responses((status = 200, body = InvitePage), (status = 403), (status = 404)), extensions(("x-action" = json!("meeting.change"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(search): Query<GuestSearch>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let (found, _) = find::change(&tx, &visit, id).await?;
    let today = site.clock.today();
    let names = people::store::names(&tx, side::everybody(&found)).await?;
    let members = store::members(&tx, found.organisation, &found.parties, today).await?;
    let away = |person: PersonId| !found.invited.contains(&person);
    let side_name = |member: &Member| {
        member.side.and_then(|side| found.party(side)).map(|p| p.name.clone()).unwrap_or_default()
    };
    let missing = members.iter().filter(|member| away(member.person)).map(|member| InviteCandidate {
        person: member.person.into(),
        name: member.name.clone(),
        line: side_name(member),
    });
    let others = store::search(&tx, &visit.actor.scope::<ReadPerson>()?, &search.q, today).await?;
    let others = others
        .into_iter()
        .filter(|one| away(one.person) && members.iter().all(|member| member.person != one.person));
    visit.page(&InvitePage {
        meeting: id,
        title: found.meeting.plan.title.clone(),
        sides: side::sides(&found, &names, Reasons::All),
        missing: missing.collect(),
        q: search.q.trim().to_owned(),
        found: others
            .map(|one| InviteCandidate { person: one.person.into(), name: one.name, line: one.organisation })
            .collect(),
        open: matches!(found.meeting.state, Standing::Draft | Standing::Planned | Standing::Invited { .. }),
    })
}

/// Whom to invite.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct InviteForm {
    /// Everybody of every side.
    pub everybody: bool,
    /// These people besides.
    #[schema(value_type = Vec<Uuid>)]
    pub people: Vec<PersonId>,
}

/// `POST /meetings/{id}/invitations` — invites people; who is invited already keeps the answer given.
#[utoipa::path(post, path = "/meetings/{id}/invitations", params(("id" = Uuid, Path)), request_body = InviteForm, responses((status = 303), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("meeting.change"))))]
pub async fn invite(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<InviteForm>,
) -> Result<Response, AppError> {
    site.db
        .write(async |tx| {
            let (found, permit) = find::change_locked(tx, &visit, id).await?;
            let people = invitees(&site, &visit, tx, &found, &form).await?;
            let first = !matches!(found.meeting.state, Standing::Invited { .. });
            let after = found.meeting.clone().invite(people)?;
            if after == found.meeting {
                tx.nothing_changed();
                return Ok(());
            }
            let step = Step {
                word: "invited",
                by: visit.person(),
                side: None,
                note: None,
                fields: &["invitations"],
            };
            store::save(tx, &site.clock, &permit, &found, &after, step).await?;
            notice::tell(tx, &site.clock, notice::Word::Invited, found.id, found.organisation, &after)
                .await?;
            if first {
                notice::remind(tx, &site.clock, found.id, &after.plan).await?;
            }
            Ok::<_, AppError>(())
        })
        .await?;
    Ok(visit.done(&format!("/meetings/{id}/invitations")))
}

/// Members are invited for their side, anybody else the visitor can see as a guest.
async fn invitees(
    site: &Site,
    visit: &Visit,
    tx: &Tx,
    found: &Found,
    form: &InviteForm,
) -> Result<Vec<Invitee>, AppError> {
    let today = site.clock.today();
    let members = store::members(tx, found.organisation, &found.parties, today).await?;
    let mut people = if form.everybody { super::plan::everybody(&members) } else { Vec::new() };
    let (own, others): (Vec<PersonId>, Vec<PersonId>) =
        form.people.iter().partition(|person| members.iter().any(|member| member.person == **person));
    let chosen = members.iter().filter(|member| own.contains(&member.person));
    people.extend(chosen.map(|one| Invitee::of_branch(one.person, one.side, one.stage)));
    let seen = store::seen_by(tx, &visit.actor.scope::<ReadPerson>()?, &others, today).await?;
    if others.iter().any(|person| !seen.contains(person)) {
        return Err(AppError::NotFound("person"));
    }
    people.extend(others.iter().map(|person| Invitee::guest(*person, None)));
    Ok(people)
}

/// Whose invitation to take back.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StrikeForm {
    /// Who.
    #[schema(value_type = Uuid)]
    pub person: PersonId,
}

/// `POST /meetings/{id}/invitations/strike` — takes an invitation back; of each side somebody stays.
#[utoipa::path(post, path = "/meetings/{id}/invitations/strike", params(("id" = Uuid, Path)), request_body = StrikeForm, responses((status = 303), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("meeting.change"))))]
pub async fn strike(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<StrikeForm>,
) -> Result<Response, AppError> {
    site.db
        .write(async |tx| {
            let (found, permit) = find::change_locked(tx, &visit, id).await?;
            let after = found.meeting.clone().strike(form.person)?;
            let step =
                Step { word: "struck", by: visit.person(), side: None, note: None, fields: &["invitations"] };
            store::save(tx, &site.clock, &permit, &found, &after, step).await?;
            Ok::<_, AppError>(())
        })
        .await?;
    Ok(visit.done(&format!("/meetings/{id}/invitations")))
}
