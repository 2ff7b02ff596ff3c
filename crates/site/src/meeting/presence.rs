//! The presence list: ticked on the day in one go, corrected later with a reason.

use std::collections::BTreeMap;
use std::fmt;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::kinds::PersonId;
use gongjian_domain::meeting::{Correction, Mark, Meeting, State as Standing};
use gongjian_domain::reason::Reason;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::find;
use super::plan_form::Choice;
use super::side::{self, PersonView, Reasons, SideView};
use super::store::{self, Found, Step};
use crate::Site;
use crate::db::StoreError;
use crate::people;
use crate::web::{AppError, Body, FieldError, Shell, Visit, typed, view};

/// The presence list of one meeting.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct PresencePage {
    /// The meeting.
    pub meeting: Uuid,
    /// What it is called.
    pub title: String,
    /// The day.
    pub on: NaiveDate,
    /// Everybody invited, side by side.
    pub sides: Vec<SideView>,
    /// Whether the list has been saved before.
    pub held: bool,
    /// Whether a change has to be explained: from the day after the meeting on.
    pub needs_reason: bool,
    /// The explanation typed.
    pub reason: String,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

impl PresencePage {
    /// What can be ticked for `person`; who said "coming" is ticked as there.
    #[must_use]
    pub fn picks(&self, person: &PersonView, shell: &Shell) -> Vec<Choice> {
        let stands = if person.state == "coming" { "present" } else { person.state.as_str() };
        let pick = |word: &str| Choice {
            value: word.to_owned(),
            label: shell.word("meeting-status", word),
            chosen: word == stands,
        };
        ["present", "leave", "absent"].map(pick).to_vec()
    }
}

view!(PresencePage, "meeting/presence.html", || {
    let page = |held, needs_reason| PresencePage {
        title: "十一月主题党日".into(),
        sides: vec![
            side::sample("school", &["coming", "leave", "pending"]),
            side::sample("enterprise", &["present", "absent", "leave"]),
        ],
        held,
        needs_reason,
        ..PresencePage::default()
    };
    let wrong = vec![FieldError::new("reason", Reason::new("meeting-refused-no-reason"))];
    vec![page(false, false), page(true, false), PresencePage { fields: wrong, ..page(true, true) }]
});

async fn shown(site: &Site, found: &Found) -> Result<PresencePage, StoreError> {
    let tx = site.db.read();
    let names = people::store::names(&tx, side::everybody(found)).await?;
    let held = found.meeting.state.was_held();
    Ok(PresencePage {
        meeting: found.id.into(),
        title: found.meeting.plan.title.clone(),
        on: found.meeting.plan.on,
        sides: side::sides(found, &names, Reasons::All),
        held,
        needs_reason: held && site.clock.today() > found.meeting.plan.on,
        ..PresencePage::default()
    })
}

/// How the list is to be filled in before it is ticked.
#[derive(Debug, Default, Deserialize, IntoParams)]
pub struct Fill {
    /// `present`: whoever did not ask for leave counts as there until ticked otherwise.
    #[serde(default)]
    pub fill: String,
}

/// `GET /meetings/{id}/presence` — the list to tick; who asked for leave is ticked so already.
#[utoipa::path(get, path = "/meetings/{id}/presence", params(("id" = Uuid, Path), Fill), responses((status = 200, body = PresencePage), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("meeting.change"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(fill): Query<Fill>,
) -> Result<Response, AppError> {
    let (found, _) = find::change(&site.db.read(), &visit, id).await?;
    // Asks the core with no change at all whether the list is open.
    noted(found.meeting.clone(), &PresenceForm::default(), &visit, &site)?;
    let mut page = shown(&site, &found).await?;
    if fill.fill == "present" {
        let people = page.sides.iter_mut().flat_map(|side| &mut side.people);
        people.filter(|one| one.state == "pending").for_each(|one| one.state = "present".to_owned());
    }
    visit.page(&page)
}

/// One person's mark.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkInput {
    /// Who.
    #[schema(value_type = Uuid)]
    pub person: PersonId,
    /// `present`, `leave` or `absent`.
    pub status: String,
    /// Why on leave; may be left out when leave was asked for before.
    #[serde(default)]
    pub reason: String,
}

/// The ticked list. A browser's form sends `status.{person}` and `leave.{person}` instead of `marks`.
#[derive(Debug, Clone, Default, PartialEq, Eq, ToSchema)]
pub struct PresenceForm {
    /// The marks; who has none stays as is.
    pub marks: Vec<MarkInput>,
    /// Why the list is corrected; needed from the day after the meeting on.
    pub reason: String,
}

impl<'de> Deserialize<'de> for PresenceForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FormVisitor)
    }
}

struct FormVisitor;

impl<'de> Visitor<'de> for FormVisitor {
    type Value = PresenceForm;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a presence list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<PresenceForm, A::Error> {
        use serde::de::Error;
        let mut form = PresenceForm::default();
        let mut ticked: BTreeMap<PersonId, (String, String)> = BTreeMap::new();
        while let Some(key) = map.next_key::<String>()? {
            match key.split_once('.') {
                Some(("status", person)) => {
                    ticked.entry(person.parse().map_err(A::Error::custom)?).or_default().0 =
                        map.next_value()?;
                }
                Some(("leave", person)) => {
                    ticked.entry(person.parse().map_err(A::Error::custom)?).or_default().1 =
                        map.next_value()?;
                }
                _ if key == "marks" => form.marks = map.next_value()?,
                _ if key == "reason" => form.reason = map.next_value()?,
                _ => return Err(A::Error::unknown_field("?", &["marks", "reason"])),
            }
        }
        let marks = ticked.into_iter().filter(|(_, (status, _))| !status.is_empty());
        form.marks.extend(marks.map(|(person, (status, reason))| MarkInput { person, status, reason }));
        Ok(form)
    }
}

/// `POST /meetings/{id}/presence` — saves the list; the first time the meeting counts as held by it.
#[utoipa::path(post, path = "/meetings/{id}/presence", params(("id" = Uuid, Path)), request_body = PresenceForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("meeting.change"))))]
pub async fn save(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<PresenceForm>,
) -> Result<Response, AppError> {
    let saved = site
        .db
        .write(async |tx| {
            let (found, permit) = find::change_locked(tx, &visit, id).await?;
            let after = noted(found.meeting.clone(), &form, &visit, &site)?;
            if after == found.meeting {
                tx.nothing_changed();
                return Ok(());
            }
            let reason = form.reason.trim();
            let step = Step {
                word: if found.meeting.state.was_held() { "corrected" } else { "held" },
                by: visit.person(),
                side: None,
                note: Some(reason).filter(|reason| !reason.is_empty()),
                fields: &["presence"],
            };
            store::save(tx, &site.clock, &permit, &found, &after, step).await?;
            Ok(())
        })
        .await;
    match saved {
        Ok(()) => Ok(visit.done(&format!("/meetings/{id}"))),
        Err(AppError::Invalid(fields)) => {
            let (found, _) = find::change(&site.db.read(), &visit, id).await?;
            let mut page = shown(&site, &found).await?;
            retick(&mut page, &form);
            page.fields.clone_from(&fields);
            AppError::Invalid(fields).answer_with(visit.wants(), &page, &visit.shell())
        }
        Err(error) => Err(error),
    }
}

/// The meeting with the marks in it: held by them, or each changed line corrected.
fn noted(meeting: Meeting, form: &PresenceForm, visit: &Visit, site: &Site) -> Result<Meeting, AppError> {
    let today = site.clock.today();
    let mut fields = Vec::new();
    let reason = typed::text(&mut fields, "reason", &form.reason, typed::PARAGRAPH);
    let marks = marks(&mut fields, &meeting.state, &form.marks);
    if !fields.is_empty() {
        return Err(AppError::Invalid(fields));
    }
    if !meeting.state.was_held() {
        return Ok(meeting.hold(&marks, today)?);
    }
    let changed: Vec<Mark> = marks.into_iter().filter(|mark| !stands(&meeting.state, mark)).collect();
    if changed.is_empty() {
        return Ok(meeting.open_for_corrections()?);
    }
    if today > meeting.plan.on && reason.is_empty() {
        let missing = FieldError::new("reason", Reason::new("meeting-refused-no-reason"));
        return Err(AppError::Invalid(vec![missing]));
    }
    changed.into_iter().try_fold(meeting, |meeting, mark| {
        let correction = Correction {
            person: mark.person,
            status: mark.status,
            reason: reason.clone(),
            by: visit.person(),
            at: site.clock.now(),
        };
        Ok(meeting.correct(correction, today)?)
    })
}

fn stands(state: &Standing, mark: &Mark) -> bool {
    let mut lines = state.attendance().into_iter().flatten();
    lines.any(|line| line.person == mark.person && line.status == mark.status)
}

/// The marks as the core takes them. Leave ticked without a word takes the reason that is known already.
fn marks(fields: &mut Vec<FieldError>, state: &Standing, inputs: &[MarkInput]) -> Vec<Mark> {
    let mut marks = Vec::new();
    for input in inputs {
        let field = format!("leave.{}", input.person);
        let reason = typed::text(fields, &field, &input.reason, typed::PARAGRAPH);
        match side::status(&input.status, &reason, known_reason(state, input.person)) {
            Some(status) if status.reason().is_some_and(str::is_empty) => {
                fields.push(FieldError::new(&field, Reason::new("meeting-leave-reason")));
            }
            Some(status) => marks.push(Mark { person: input.person, status }),
            None => fields.push(FieldError::new(&field, Reason::new("field-no-choice"))),
        }
    }
    marks
}

fn known_reason(state: &Standing, person: PersonId) -> Option<&str> {
    if let Standing::Invited { roll } = state {
        return roll.iter().find(|one| one.person == person).and_then(|one| one.reply.reason());
    }
    let mut lines = state.attendance().into_iter().flatten();
    lines.find(|line| line.person == person).and_then(|line| line.status.reason())
}

/// Puts what was ticked back into the list that is shown again.
fn retick(page: &mut PresencePage, form: &PresenceForm) {
    page.reason.clone_from(&form.reason);
    for person in page.sides.iter_mut().flat_map(|side| &mut side.people) {
        if let Some(mark) = form.marks.iter().find(|mark| mark.person.uuid() == person.person) {
            person.state.clone_from(&mark.status);
            if !mark.reason.is_empty() {
                person.reason.clone_from(&mark.reason);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_and_a_program_say_the_same_list() {
        let person = "0192f0c1-2345-7890-8000-000000000001";
        let form = format!("status.{person}=leave&leave.{person}=%E5%87%BA%E5%B7%AE&reason=x");
        let sent: PresenceForm = serde_html_form::from_str(&form).unwrap();
        let json =
            format!(r#"{{"marks":[{{"person":"{person}","status":"leave","reason":"出差"}}],"reason":"x"}}"#);
        assert_eq!(sent, serde_json::from_str(&json).unwrap());
        assert!(serde_json::from_str::<PresenceForm>(r#"{"mark":[]}"#).is_err());
        assert!(serde_html_form::from_str::<PresenceForm>("status.nobody=leave").is_err());
    }
}
