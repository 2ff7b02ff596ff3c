//! The steps of a theme day, taken as the pages take them by whoever may take them.

use chrono::{NaiveDate, NaiveTime};
use gongjian_domain::kinds::{MeetingId, OrganisationId, PersonId, SideId};
use gongjian_domain::meeting::{
    Addendum, Invitee, Kind, Mark, Meeting, Minutes, Party, Plan, Reply, Responsible, SentBack, Status,
    Visitor,
};
use gongjian_domain::organisation::side::SideKind;

use super::DemoError;
use super::data::ThemeDay;
use super::past::{Known, Past};
use crate::db::Tx;
use crate::meeting::confirm::{hand_in_now, sign};
use crate::meeting::notice;
use crate::meeting::plan::everybody;
use crate::meeting::store::{self, Found, Step};
use crate::organisation;
use crate::policy::Actor;
use crate::policy::actions::{ChangeMeeting, ConfirmMinutes, PlanMeeting, ReplyToMeeting};

/// A branch and its people, at the moment of the walk.
pub(super) struct Branch<'a> {
    pub(super) past: &'a Past,
    pub(super) known: &'a Known,
    pub(super) id: OrganisationId,
}

/// The secretary of one side.
pub(super) struct Secretary {
    actor: Actor,
    person: PersonId,
    side: SideId,
}

async fn loaded(tx: &mut Tx, id: MeetingId) -> Result<Found, DemoError> {
    let found = store::find_locked(tx, id).await?;
    found.ok_or_else(|| DemoError::data("the meeting is gone"))
}

impl Branch<'_> {
    /// The secretary of the side of this kind; of a branch without sides its own.
    pub(super) async fn secretary(&self, kind: Option<SideKind>) -> Result<Secretary, DemoError> {
        let tx = self.past.site.db.read();
        let parties = store::parties_of(&tx, self.id).await?;
        let party = parties.iter().find(|party| kind.is_none_or(|kind| party.kind == kind));
        let side = party.ok_or_else(|| DemoError::data("no side is of that kind"))?.side;
        let all = store::secretaries(&tx, self.id, self.past.site.clock.today()).await?;
        let held = all.into_iter().find(|(of, _)| *of == side);
        let (_, person) = held.ok_or_else(|| DemoError::data("a side has no secretary"))?;
        Ok(Secretary { actor: self.past.actor(person).await?, person, side })
    }

    /// Plans a theme day on `on` and, when `invites`, invites everybody and the guests.
    pub(super) async fn plan(
        &self,
        by: &Secretary,
        day: &ThemeDay,
        on: NaiveDate,
        invites: bool,
    ) -> Result<MeetingId, DemoError> {
        let (site, known) = (&self.past.site, self.known);
        let guests = day.guests.iter().map(|number| Ok(Invitee::guest(known.person(number)?, None)));
        let guests = guests.collect::<Result<Vec<_>, DemoError>>()?;
        let id: MeetingId = site.clock.id();
        site.db
            .write(async |tx| {
                let thing = organisation::store::thing(tx, self.id).await?;
                let thing = thing.ok_or_else(|| DemoError::data("the branch is gone"))?;
                let permit = by.actor.may(PlanMeeting, &thing)?;
                let parties = store::parties_of(tx, self.id).await?;
                let members = store::members(tx, self.id, &parties, site.clock.today()).await?;
                let sides = parties.iter().map(|p| Party { side: p.side, seal: p.seal }).collect();
                let secretaries = store::secretaries(tx, self.id, site.clock.today()).await?;
                let responsible =
                    secretaries.into_iter().filter(|(side, _)| parties.iter().any(|p| p.side == *side));
                let responsible = responsible.map(|(side, person)| Responsible { person, side }).collect();
                let draft =
                    Meeting::draft(Kind::ThemeDay, sides, plan_of(day, on, responsible)?).map_err(app)?;
                let meeting = if invites {
                    draft.invite(everybody(&members).into_iter().chain(guests).collect()).map_err(app)?
                } else {
                    draft.settle().map_err(app)?
                };
                let step = Step {
                    word: if invites { "invited" } else { "planned" },
                    by: by.person,
                    side: None,
                    note: None,
                    fields: if invites { &["plan", "invitations"] } else { &["plan"] },
                };
                store::create(tx, &site.clock, &permit, id, &meeting, &parties, step).await?;
                if invites {
                    notice::tell(tx, &site.clock, notice::Word::Invited, id, self.id, &meeting).await?;
                    notice::remind(tx, &site.clock, id, &meeting.plan).await?;
                }
                Ok::<_, DemoError>(())
            })
            .await?;
        self.past.work().await?;
        Ok(id)
    }

    /// Somebody answers the invitation.
    pub(super) async fn reply(&self, id: MeetingId, number: &str, reply: Reply) -> Result<(), DemoError> {
        let site = &self.past.site;
        let person = self.known.person(number)?;
        let actor = self.past.actor(person).await?;
        site.db
            .write(async |tx| {
                let found = loaded(tx, id).await?;
                let permit = actor.may(ReplyToMeeting, &found.thing())?;
                let after = found.meeting.clone().reply(person, reply).map_err(app)?;
                store::save_answer(tx, &site.clock, &permit, &found, &after).await?;
                Ok(())
            })
            .await
    }

    /// The presence list is saved: whoever is neither on leave nor absent was there.
    pub(super) async fn hold(&self, by: &Secretary, id: MeetingId, day: &ThemeDay) -> Result<(), DemoError> {
        let site = &self.past.site;
        let mut away: Vec<Mark> = Vec::new();
        for (number, reason) in &day.leave {
            let status = Status::Leave { reason: reason.clone() };
            away.push(Mark { person: self.known.person(number)?, status });
        }
        for number in &day.absent {
            away.push(Mark { person: self.known.person(number)?, status: Status::Absent });
        }
        site.db
            .write(async |tx| {
                let found = loaded(tx, id).await?;
                let permit = by.actor.may(ChangeMeeting, &found.thing())?;
                let mut marks = away;
                let there = found.invited.iter().filter(|one| marks.iter().all(|mark| mark.person != **one));
                let there: Vec<Mark> =
                    there.map(|person| Mark { person: *person, status: Status::Present }).collect();
                marks.extend(there);
                let after = found.meeting.clone().hold(&marks, site.clock.today()).map_err(app)?;
                let step =
                    Step { word: "held", by: by.person, side: None, note: None, fields: &["presence"] };
                store::save(tx, &site.clock, &permit, &found, &after, step).await?;
                Ok::<_, DemoError>(())
            })
            .await?;
        self.past.work().await
    }

    /// The minutes are written and handed in; the writer's own side confirms by it.
    pub(super) async fn minute(
        &self,
        by: &Secretary,
        id: MeetingId,
        text: &str,
        resolutions: &[String],
    ) -> Result<(), DemoError> {
        let site = &self.past.site;
        site.db
            .write(async |tx| {
                let found = loaded(tx, id).await?;
                let permit = by.actor.may(ChangeMeeting, &found.thing())?;
                let minutes = Minutes {
                    version: 1,
                    text: text.trim().to_owned(),
                    resolutions: resolutions.to_vec(),
                    by: by.person,
                    at: site.clock.now(),
                };
                let after = found.meeting.clone().minute(minutes).map_err(app)?;
                let step =
                    Step { word: "minuted", by: by.person, side: None, note: None, fields: &["minutes"] };
                store::save(tx, &site.clock, &permit, &found, &after, step).await?;
                let found = loaded(tx, id).await?;
                hand_in_now(tx, site, &by.actor, found, &permit).await?;
                Ok::<_, DemoError>(())
            })
            .await?;
        self.past.work().await
    }

    /// A side confirms the minutes on the table.
    pub(super) async fn confirm(&self, by: &Secretary, id: MeetingId) -> Result<(), DemoError> {
        let site = &self.past.site;
        site.db
            .write(async |tx| {
                let found = loaded(tx, id).await?;
                let permit = by.actor.may(ConfirmMinutes, &found.side_thing(by.side))?;
                let version = version(&found);
                sign(tx, site, &by.actor, &found, &permit, by.side, version).await?;
                Ok::<_, DemoError>(())
            })
            .await?;
        self.past.work().await
    }

    /// A side sends the minutes back.
    pub(super) async fn send_back(
        &self,
        by: &Secretary,
        id: MeetingId,
        comment: &str,
    ) -> Result<(), DemoError> {
        let site = &self.past.site;
        site.db
            .write(async |tx| {
                let found = loaded(tx, id).await?;
                let permit = by.actor.may(ConfirmMinutes, &found.side_thing(by.side))?;
                let (side, at) = (by.side, site.clock.now());
                let said = SentBack { side, by: by.person, at, comment: comment.to_owned() };
                let after = found.meeting.clone().send_back(version(&found), said).map_err(app)?;
                let step = said_for(by, "sent_back", comment, &["return"]);
                store::save(tx, &site.clock, &permit, &found, &after, step).await?;
                notice::tell(tx, &site.clock, notice::Word::SentBack, found.id, found.organisation, &after)
                    .await?;
                Ok::<_, DemoError>(())
            })
            .await?;
        self.past.work().await
    }

    /// A side adds to confirmed minutes.
    pub(super) async fn append(&self, by: &Secretary, id: MeetingId, text: &str) -> Result<(), DemoError> {
        let site = &self.past.site;
        site.db
            .write(async |tx| {
                let found = loaded(tx, id).await?;
                let permit = by.actor.may(ConfirmMinutes, &found.side_thing(by.side))?;
                let (side, at) = (by.side, site.clock.now());
                let addendum = Addendum { text: text.to_owned(), side, by: by.person, at };
                let after = found.meeting.clone().append(addendum).map_err(app)?;
                let step = said_for(by, "appended", text, &["addendum"]);
                store::save(tx, &site.clock, &permit, &found, &after, step).await?;
                Ok(())
            })
            .await
    }
}

fn app(refusal: gongjian_domain::meeting::Refusal) -> DemoError {
    DemoError::App(refusal.into())
}

fn version(found: &Found) -> u32 {
    found.meeting.state.minutes().map_or(0, |minutes| minutes.version)
}

fn said_for<'a>(by: &Secretary, word: &'static str, note: &'a str, fields: &'a [&'a str]) -> Step<'a> {
    Step { word, by: by.person, side: Some(by.side), note: Some(note), fields }
}

fn plan_of(day: &ThemeDay, on: NaiveDate, responsible: Vec<Responsible>) -> Result<Plan, DemoError> {
    let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").map_err(DemoError::data);
    let month = super::theme_days::month_of(on);
    let visitors = day.visitors.iter().cloned().map(|(name, from)| Visitor { name, from });
    Ok(Plan {
        title: day.title.replace("{month}", &month),
        theme: day.theme.clone(),
        agenda: day.agenda.clone(),
        on,
        starts_at: time(&day.from)?,
        ends_at: Some(time(&day.until)?),
        place: day.place.clone(),
        responsible,
        visitors: visitors.collect(),
    })
}
