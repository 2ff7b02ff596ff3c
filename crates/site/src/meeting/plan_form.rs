//! The form in which a meeting is planned: what is known already, and what was typed.

use chrono::{Months, NaiveDate};
use gongjian_domain::kinds::{OrganisationId, PersonId, SideId};
use gongjian_domain::meeting::theme_day::usual_day;
use gongjian_domain::meeting::{Party, Plan, Refusal, Responsible, Visitor};
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::store::{self, Member, PartyLine};
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::web::words::Lang;
use crate::web::{FieldError, typed, view};

/// Hours a theme day has when there was none before; the secretary changes them once.
const FIRST_HOURS: (&str, &str) = ("14:30", "16:30");
/// Nobody plans further ahead than this; who types such a day slipped.
const MOST_AHEAD: Months = Months::new(24);

/// What is typed to plan a meeting.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PlanForm {
    /// The id the form was given, so that it counts once however often it is sent.
    #[serde(deserialize_with = "crate::web::body::blank_as_none")]
    pub id: Option<Uuid>,
    /// The branch whose meeting it is.
    #[serde(deserialize_with = "crate::web::body::blank_as_none")]
    pub branch: Option<Uuid>,
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub theme: String,
    /// What is done, a line each.
    pub agenda: String,
    /// The day, such as 2026-11-26.
    pub on: String,
    /// When it begins, such as 14:30.
    pub from: String,
    /// When it ends; may be empty.
    pub until: String,
    /// Where.
    pub place: String,
    /// Who sees to it, for any side; empty ones count as nobody.
    pub responsible: Vec<String>,
    /// Visitors without a file here, a line each: the name, then where they come from.
    pub visitors: String,
    /// What happens with the plan once it is kept.
    pub then: AfterPlan,
}

/// What happens with a plan once it is kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AfterPlan {
    /// Nothing for now.
    #[default]
    Plan,
    /// Everybody of every side is invited.
    Invite,
}

/// One of several to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A side, and who of it may see to the meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SideChoice {
    /// What the side is called.
    pub name: String,
    /// Its members, and nobody.
    pub people: Vec<Choice>,
}

/// The page on which a meeting is planned or changed.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct PlanPage {
    /// The meeting, when it is changed.
    pub meeting: Option<Uuid>,
    /// The id the new meeting will have.
    pub id: Option<Uuid>,
    /// The branch; none while it is still to be chosen.
    pub branch: Option<Uuid>,
    /// What the branch is called.
    pub branch_name: String,
    /// Branches to choose from.
    pub branches: Vec<Choice>,
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub theme: String,
    /// What is done, a line each.
    pub agenda: String,
    /// The day.
    pub on: String,
    /// When it begins.
    pub from: String,
    /// When it ends.
    pub until: String,
    /// Where.
    pub place: String,
    /// Whether hour and place were filled in from the meeting before.
    pub known: bool,
    /// Who of each side sees to it.
    pub sides: Vec<SideChoice>,
    /// Visitors, a line each.
    pub visitors: String,
    /// How many people are invited with it.
    pub invited: usize,
    /// Whether people have been invited, so that a change tells them.
    pub tells: bool,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

view!(PlanPage, "meeting/plan.html", || {
    let choice = |label: &str, chosen| Choice { value: "x".into(), label: label.into(), chosen };
    let fresh = || PlanPage {
        branch: Some(Uuid::nil()),
        branch_name: "服装设计与创意园区联合党支部".into(),
        title: "十一月主题党日".into(),
        on: "2026-11-26".into(),
        from: "14:30".into(),
        known: true,
        place: "创意园三楼".into(),
        sides: vec![SideChoice { name: "校方".into(), people: vec![choice("周敏", true)] }],
        invited: 18,
        ..PlanPage::default()
    };
    let wrong = vec![FieldError::new("title", Reason::new("meeting-refused-no-title"))];
    vec![
        PlanPage::default(),
        PlanPage {
            branches: vec![choice("甲支部", false), choice("乙支部", false)], ..PlanPage::default()
        },
        fresh(),
        PlanPage { fields: wrong, title: String::new(), ..fresh() },
        PlanPage { meeting: Some(Uuid::nil()), tells: true, ..fresh() },
    ]
});

/// What a form says, read: the plan without its sides checked.
pub(super) fn read(
    form: &PlanForm,
    parties: &[PartyLine],
    members: &[Member],
    today: NaiveDate,
) -> Result<Plan, Vec<FieldError>> {
    let mut fields = Vec::new();
    let on = typed::needed_day(&mut fields, "on", &form.on);
    if on.is_some_and(|on| today.checked_add_months(MOST_AHEAD).is_some_and(|last| on > last)) {
        fields.push(FieldError::new("on", Reason::new("meeting-too-far-ahead")));
    }
    let starts_at = typed::time(&mut fields, "from", &form.from);
    let until = Some(form.until.as_str()).filter(|text| !text.trim().is_empty());
    let ends_at = until.and_then(|text| typed::time(&mut fields, "until", text));
    let plan = Plan {
        title: typed::line(&mut fields, "title", &form.title, typed::LINE),
        theme: typed::text(&mut fields, "theme", &form.theme, typed::PARAGRAPH),
        agenda: typed::lines(&mut fields, "agenda", &form.agenda),
        on: on.unwrap_or_default(),
        starts_at: starts_at.unwrap_or_default(),
        ends_at,
        place: typed::line(&mut fields, "place", &form.place, typed::LINE),
        responsible: responsible(&mut fields, &form.responsible, members),
        visitors: visitors(&mut fields, &form.visitors),
    };
    if plan.title.is_empty() {
        fields.push(wrong(&Refusal::NoTitle, "title"));
    }
    if plan.place.is_empty() {
        fields.push(wrong(&Refusal::NoPlace, "place"));
    }
    let parties: Vec<Party> = parties.iter().map(|p| Party { side: p.side, seal: p.seal }).collect();
    if fields.is_empty()
        && let Err(refusal) = plan.hangs_together(&parties)
    {
        fields.push(wrong(&refusal, "until"));
    }
    if fields.is_empty() { Ok(plan) } else { Err(fields) }
}

fn wrong(refusal: &Refusal, field: &str) -> FieldError {
    FieldError::new(field, refusal.reason())
}

fn responsible(fields: &mut Vec<FieldError>, chosen: &[String], members: &[Member]) -> Vec<Responsible> {
    let mut found = Vec::new();
    for text in chosen.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
        let member = text
            .parse::<PersonId>()
            .ok()
            .and_then(|person| members.iter().find(|member| member.person == person))
            .and_then(|member| member.side.map(|side| Responsible { person: member.person, side }));
        match member {
            Some(one) if !found.contains(&one) => found.push(one),
            Some(_) => {}
            None => fields.push(FieldError::new("responsible", Reason::new("meeting-not-of-this-branch"))),
        }
    }
    found
}

/// A line each: the name, then after a comma of either width or a space where the visitor comes from.
fn visitors(fields: &mut Vec<FieldError>, typed: &str) -> Vec<Visitor> {
    let lines = typed::lines(fields, "visitors", typed);
    let visitor = |line: String| {
        let parts = line.split_once(['，', ',', '、', ' ', '　', '\t']);
        let (name, from) = parts.unwrap_or((line.as_str(), ""));
        Visitor { name: name.trim().to_owned(), from: from.trim().to_owned() }
    };
    lines.into_iter().map(visitor).collect()
}

/// The visitors as they were typed.
fn typed_visitors(visitors: &[Visitor]) -> String {
    let line = |one: &Visitor| {
        if one.from.is_empty() { one.name.clone() } else { format!("{}，{}", one.name, one.from) }
    };
    visitors.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The members of each side to choose from; `chosen` sees to the meeting.
pub(super) fn side_choices(
    parties: &[PartyLine],
    members: &[Member],
    chosen: &[(SideId, PersonId)],
) -> Vec<SideChoice> {
    let choices = |party: &PartyLine| {
        let of_side = members.iter().filter(|member| member.side == Some(party.side));
        let choice = |member: &Member| Choice {
            value: member.person.to_string(),
            label: member.name.clone(),
            chosen: chosen.contains(&(party.side, member.person)),
        };
        SideChoice { name: party.name.clone(), people: of_side.map(choice).collect() }
    };
    parties.iter().map(choices).collect()
}

/// A form for a new meeting of `branch`, filled in with what is known.
///
/// # Errors
///
/// When the database cannot be asked.
pub(super) async fn fresh(
    site: &Site,
    tx: &Tx,
    branch: OrganisationId,
    lang: Lang,
) -> Result<PlanPage, StoreError> {
    let today = site.clock.today();
    let parties = store::parties_of(tx, branch).await?;
    let members = store::members(tx, branch, &parties, today).await?;
    let secretaries = store::secretaries(tx, branch, today).await?;
    let last = store::last_plan(tx, branch).await?;
    let taken = store::taken_days(tx, branch, first_of_month(today)).await?;
    let on = last.as_ref().and_then(|plan| usual_day(plan.on, &taken, today));
    let hour = |time: chrono::NaiveTime| time.format("%H:%M").to_string();
    Ok(PlanPage {
        id: Some(site.clock.uuid()),
        branch: Some(branch.into()),
        branch_name: store::branch_name(tx, branch).await?.unwrap_or_default(),
        title: lang.with(
            "meeting-title-usual",
            &[("month", lang.t(&format!("month-{}", month_of(on.unwrap_or(today)))).into())],
        ),
        on: on.map(|day| day.to_string()).unwrap_or_default(),
        from: last.as_ref().map_or(FIRST_HOURS.0.to_owned(), |plan| hour(plan.starts_at)),
        until: last
            .as_ref()
            .map_or(FIRST_HOURS.1.to_owned(), |plan| plan.ends_at.map(hour).unwrap_or_default()),
        place: last.as_ref().map(|plan| plan.place.clone()).unwrap_or_default(),
        known: last.is_some(),
        sides: side_choices(&parties, &members, &secretaries),
        invited: members.len(),
        ..PlanPage::default()
    })
}

fn first_of_month(day: NaiveDate) -> NaiveDate {
    gongjian_domain::meeting::book::Month::of(day).first_day()
}

fn month_of(day: NaiveDate) -> u32 {
    gongjian_domain::meeting::book::Month::of(day).number()
}

/// The form with the plan that stands.
pub(super) fn standing(meeting: Uuid, plan: &Plan, parties: &[PartyLine], members: &[Member]) -> PlanPage {
    let chosen: Vec<(SideId, PersonId)> = plan.responsible.iter().map(|r| (r.side, r.person)).collect();
    PlanPage {
        meeting: Some(meeting),
        title: plan.title.clone(),
        theme: plan.theme.clone(),
        agenda: plan.agenda.join("\n"),
        on: plan.on.to_string(),
        from: plan.starts_at.format("%H:%M").to_string(),
        until: plan.ends_at.map(|time| time.format("%H:%M").to_string()).unwrap_or_default(),
        place: plan.place.clone(),
        sides: side_choices(parties, members, &chosen),
        visitors: typed_visitors(&plan.visitors),
        ..PlanPage::default()
    }
}

/// `page` with what was typed and what is wrong with it.
pub(super) fn again(page: PlanPage, form: PlanForm, fields: Vec<FieldError>) -> PlanPage {
    let mut sides = page.sides;
    for choice in sides.iter_mut().flat_map(|side| &mut side.people) {
        choice.chosen = form.responsible.contains(&choice.value);
    }
    PlanPage {
        id: form.id.or(page.id),
        title: form.title,
        theme: form.theme,
        agenda: form.agenda,
        on: form.on,
        from: form.from,
        until: form.until,
        place: form.place,
        visitors: form.visitors,
        known: false,
        sides,
        fields,
        ..page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visitors_are_a_line_each_and_read_back_as_typed() {
        let mut fields = Vec::new();
        let read = visitors(&mut fields, "王师傅，创意帽业\n李四\n\n赵五 商会");
        assert_eq!(typed_visitors(&read), "王师傅，创意帽业\n李四\n赵五，商会");
    }
}
