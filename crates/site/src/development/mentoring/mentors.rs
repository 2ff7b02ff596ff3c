//! The mentors of a case: who they are and were, what they owe, and the list a new one is picked from.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::development::mentoring::{
    Assignment, Candidate, MentorRefusal, MentorSide, Nearness, assign as named, ranked,
};
use gongjian_domain::development::observation::{in_time, ready};
use gongjian_domain::kinds::{OrganisationId, PersonId};
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::{Finding, RuleBook};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::ready::owed;
use super::store::{self, AssignmentLine, Known, ObservationRow};
use super::{character, find};
use crate::Site;
use crate::db::Tx;
use crate::development::store::Found;
use crate::policy::Denied;
use crate::policy::actions::{AssignMentor, CompareObservations};
use crate::web::choices::Choice;
use crate::web::{AppError, Body, FieldError, Shell, Visit, typed, view};
use crate::{development, organisation, people};

/// The mentors of one case.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct MentorsPage {
    /// The case.
    pub case: Uuid,
    /// Whose it is.
    pub name: String,
    /// Whether it is the visitor's own.
    pub is_own: bool,
    /// Whether the visitor may name mentors and end their time.
    pub may_assign: bool,
    /// Whether the visitor may read what was observed.
    pub may_compare: bool,
    /// The side a mentor is picked for on this page: the one asked for, or the first that has none.
    pub asked: &'static str,
    /// The school's side, then the enterprise's.
    pub sides: Vec<MentorSideView>,
    /// What the rules say of the forms: all of them; none for the person in question.
    #[schema(value_type = Vec<Object>)]
    pub findings: Vec<Finding>,
    /// What was typed.
    pub form: MentorForm,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

/// One side of it.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct MentorSideView {
    /// `school` or `enterprise`.
    pub side: &'static str,
    /// The character of its seal.
    pub character: String,
    /// The mentors, the latest first.
    pub mentors: Vec<MentorLine>,
    /// Those a new mentor is picked from, the most fitting first; empty while there is one.
    pub candidates: Vec<CandidateLine>,
    /// Whether a mentor is missing.
    pub open: bool,
    /// The forms owed and handed in.
    pub forms: Vec<FormLine>,
}

/// A mentor, now or before.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct MentorLine {
    /// The assignment.
    pub id: Uuid,
    /// The mentor's name.
    pub name: String,
    /// The mentor's own Party organisation.
    pub organisation: String,
    /// The first day.
    pub from: NaiveDate,
    /// The first day it no longer holds.
    pub until: Option<NaiveDate>,
    /// `not_needed`, `asked`, `given` or `refused`.
    pub consent: &'static str,
    /// `ended` or `placement`: why it ended.
    pub ended: Option<String>,
    /// Whether it holds today or is about to.
    pub holds: bool,
}

/// Somebody a mentor may be picked from.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct CandidateLine {
    /// Who.
    pub person: Uuid,
    /// The name.
    pub name: String,
    /// The unit.
    pub unit: String,
    /// Why this person stands where in the list.
    pub nearness: &'static str,
    /// The activists the person is a mentor of already.
    pub load: u32,
    /// Whether another organisation has to agree.
    pub consent: bool,
}

/// A form, without what it says.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct FormLine {
    /// The first day of the half year.
    pub from: NaiveDate,
    /// The last day in time.
    pub due: NaiveDate,
    /// When it came.
    pub handed_in: Option<NaiveDate>,
    /// `met`, `quiet` or `overdue`.
    pub tone: &'static str,
}

impl MentorSideView {
    /// The list as options, each with why it stands where it does.
    #[must_use]
    pub fn picks(&self, shell: &Shell, form: &MentorForm) -> Vec<Choice> {
        let line = |one: &CandidateLine| {
            let mut parts = vec![one.unit.clone(), shell.word("mentor-near", one.nearness)];
            parts.push(shell.t1("mentor-load", "number", i64::from(one.load)));
            if one.consent {
                parts.push(shell.t("mentor-needs-consent"));
            }
            parts.retain(|part| !part.is_empty());
            Choice::new(one.person.to_string(), one.name.clone(), form.person == Some(one.person))
                .with_help(parts.join(" · "))
        };
        self.candidates.iter().map(line).collect()
    }
}

/// Which side a mentor is to be picked for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AskedSide {
    /// `school` or `enterprise`; the first that has no mentor when left out.
    #[serde(default)]
    pub side: String,
}

/// Whom to name, for which side, from when.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MentorForm {
    /// `school` or `enterprise`.
    #[serde(default)]
    pub side: String,
    /// Who.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub person: Option<Uuid>,
    /// The first day; today when left empty.
    #[serde(default, deserialize_with = "crate::web::typed::sent_day")]
    pub from: Option<NaiveDate>,
}

view!(MentorsPage, "development/mentors.html", samples);

fn samples() -> Vec<MentorsPage> {
    let day = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap_or_default();
    let candidate = |name: &str, nearness, load: u32, consent| CandidateLine {
        person: Uuid::from_u128(load.into()),
        name: name.into(),
        unit: "拾光文创有限公司".into(),
        nearness,
        load,
        consent,
    };
    let mentor = |name: &str, consent, until: Option<NaiveDate>| MentorLine {
        id: name.chars().next().map_or(Uuid::nil(), |first| Uuid::from_u128(u32::from(first).into())),
        name: name.into(),
        organisation: "产品设计教工党支部".into(),
        from: day,
        until,
        consent,
        ended: until.map(|_| "placement".into()),
        holds: until.is_none(),
    };
    let form = |tone, handed_in| FormLine { from: day, due: day, handed_in, tone };
    let school = |mentors: Vec<MentorLine>| MentorSideView {
        side: "school",
        character: "校".into(),
        open: mentors.is_empty(),
        mentors,
        forms: vec![form("met", Some(day)), form("overdue", None), form("quiet", None)],
        ..MentorSideView::default()
    };
    let enterprise = MentorSideView {
        side: "enterprise",
        character: "企".into(),
        open: true,
        mentors: vec![mentor("欧阳䶮", "refused", None), mentor("周堃", "given", Some(day))],
        candidates: vec![
            candidate("诸葛娟欣", "master_where_placed", 2, true),
            candidate("林杰", "elsewhere", 0, false),
        ],
        forms: vec![],
    };
    let page = MentorsPage { name: "王一".into(), ..MentorsPage::default() };
    let finding = RuleBook::shipped().map(|book| ready(&[], day, &book.mentors));
    let full = MentorsPage {
        may_assign: true,
        may_compare: true,
        asked: "enterprise",
        sides: vec![
            school(vec![mentor("林杰", "not_needed", None), mentor("周敏", "asked", None)]),
            enterprise,
        ],
        findings: finding.into_iter().collect(),
        ..page.clone()
    };
    let none = MentorSideView { candidates: vec![], ..school(vec![]) };
    let wrong = vec![FieldError::new("person", Reason::new("mentor-not-listed"))];
    vec![
        MentorsPage { sides: vec![none], may_assign: true, ..page.clone() },
        MentorsPage { is_own: true, may_assign: false, may_compare: false, findings: vec![], ..full.clone() },
        MentorsPage { fields: wrong, ..full.clone() },
        full,
    ]
}

/// `GET /cases/{id}/mentors` — the mentors of a case, what they owe, and whom a new one may be picked from.
#[utoipa::path(get, path = "/cases/{id}/mentors", params(("id" = Uuid, Path), AskedSide), responses((status = 200, body = MentorsPage), (status = 404)), extensions(("x-action" = json!("case.read"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(asked): Query<AskedSide>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let found = find::case(&tx, &site, &visit, id).await?;
    find::note(&site, &visit, &found).await?;
    visit.page(&shown(&tx, &site, &visit, &found, &asked.side).await?)
}

async fn shown(
    tx: &Tx,
    site: &Site,
    visit: &Visit,
    found: &Found,
    asked: &str,
) -> Result<MentorsPage, AppError> {
    let today = site.clock.today();
    let lines = store::assignments_of(tx, found.id).await?;
    let rows = store::observations_of(tx, found.id).await?;
    let names = people::store::names(tx, lines.iter().map(|line| line.assignment.mentor)).await?;
    let homes = organisation::store::names(tx, lines.iter().map(|line| line.organisation)).await?;
    let may_assign = visit.actor.can::<AssignMentor>(&found.thing())?;
    let may_compare = visit.actor.can::<CompareObservations>(&found.thing())?;
    let mut sides = Vec::new();
    for side in MentorSide::ALL {
        let of_side = lines.iter().rev().filter(|line| line.assignment.side == side);
        let mentors: Vec<MentorLine> = of_side
            .map(|line| MentorLine {
                id: line.id.into(),
                name: names.get(&line.assignment.mentor).cloned().unwrap_or_default(),
                organisation: homes.get(&line.organisation).cloned().unwrap_or_default(),
                from: line.assignment.term.from,
                until: line.assignment.term.until,
                consent: line.assignment.consent.as_str(),
                ended: line.ended_reason.clone(),
                holds: line.assignment.holds_from(today),
            })
            .collect();
        let open = !mentors.iter().any(|line| line.holds);
        sides.push(MentorSideView {
            side: side.as_str(),
            character: character(side),
            open,
            mentors,
            candidates: match open && may_assign {
                true => listed(tx, site, found, side, &lines).await?,
                false => Vec::new(),
            },
            forms: rows.iter().filter(|row| row.side == side).map(|row| form_line(row, today)).collect(),
        });
    }
    Ok(MentorsPage {
        case: found.id.into(),
        name: found.name.clone(),
        is_own: visit.person() == found.person,
        may_assign,
        may_compare,
        asked: picked_for(&sides, asked),
        sides,
        findings: if may_compare { findings(site, &lines, &rows, today) } else { Vec::new() },
        ..MentorsPage::default()
    })
}

/// The side a mentor is picked for: the one asked for when it lacks one, or else the first that does.
fn picked_for(sides: &[MentorSideView], asked: &str) -> &'static str {
    let open = || sides.iter().filter(|one| !one.candidates.is_empty());
    open().find(|one| one.side == asked).or_else(|| open().next()).map_or("", |one| one.side)
}

fn form_line(row: &ObservationRow, today: NaiveDate) -> FormLine {
    let tone = match row.handed_in {
        Some(_) => "met",
        None if today > row.due_on => "overdue",
        None => "quiet",
    };
    FormLine { from: row.from, due: row.due_on, handed_in: row.handed_in.map(|(on, _)| on), tone }
}

/// What the rules say of the forms of a case: whether all are in that fell due, then each that has.
pub(super) fn findings(
    site: &Site,
    lines: &[AssignmentLine],
    rows: &[ObservationRow],
    today: NaiveDate,
) -> Vec<Finding> {
    let mut owed = owed(lines, rows);
    owed.retain(|one| one.due.from <= today);
    let rules = &site.book.mentors;
    let mut all = vec![ready(&owed, today, rules)];
    all.extend(owed.iter().map(|one| in_time(one, today, rules)));
    all
}

async fn listed(
    tx: &Tx,
    site: &Site,
    found: &Found,
    side: MentorSide,
    lines: &[AssignmentLine],
) -> Result<Vec<CandidateLine>, AppError> {
    let today = site.clock.today();
    let student = store::student(tx, found, activist_on(site, found), today).await?;
    let known = store::candidates(tx, &student, side, today).await?;
    let candidates: Vec<_> = known.iter().map(|one| one.candidate).collect();
    let standing: Vec<Assignment> = lines.iter().map(|line| line.assignment).collect();
    let fit = ranked(&student, side, today, &candidates, &standing);
    let line = |(candidate, nearness): (Candidate, Nearness)| {
        let named = known.iter().find(|one: &&Known| one.person() == candidate.person)?;
        Some(CandidateLine {
            person: candidate.person.into(),
            name: named.name.clone(),
            unit: named.unit.clone(),
            nearness: nearness.as_str(),
            load: candidate.load,
            consent: candidate.organisation != student.branch,
        })
    };
    Ok(fit.into_iter().filter_map(line).collect())
}

fn activist_on(site: &Site, found: &Found) -> Option<NaiveDate> {
    found.case.dates(&development::judge(site)).activist_on
}

/// `POST /cases/{id}/mentors` — names a mentor for one side. Another organisation is asked for its consent.
#[utoipa::path(post, path = "/cases/{id}/mentors", params(("id" = Uuid, Path)), request_body = MentorForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("mentor.assign"))))]
pub async fn assign(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<MentorForm>,
) -> Result<Response, AppError> {
    let by = visit.person();
    let saved = site
        .db
        .write(async |tx| {
            let (found, permit) = find::case_for(tx, &site, &visit, id.into(), AssignMentor).await?;
            let (new, organisation) = chosen(tx, &site, &found, &form).await?;
            store::insert(tx, &site.clock, &permit, by, &new, organisation).await?;
            Ok(store::renew(tx, &site, &found).await?)
        })
        .await;
    match saved {
        Ok(()) => Ok(visit.done(&format!("/cases/{id}/mentors"))),
        Err(AppError::Invalid(fields)) => {
            let tx = site.db.read();
            let found = find::case(&tx, &site, &visit, id).await?;
            let page = shown(&tx, &site, &visit, &found, &form.side).await?;
            let page = MentorsPage { fields: fields.clone(), form, ..page };
            AppError::Invalid(fields).answer_with(visit.wants(), &page, &visit.shell())
        }
        Err(error) => Err(error),
    }
}

/// The assignment the form asks for, by the core's leave.
async fn chosen(
    tx: &Tx,
    site: &Site,
    found: &Found,
    form: &MentorForm,
) -> Result<(Assignment, OrganisationId), AppError> {
    let mut fields = Vec::new();
    let mut refuse = |field: &str, key: &str| fields.push(FieldError::new(field, Reason::new(key)));
    let side = MentorSide::parse(&form.side);
    if side.is_none() {
        refuse("side", "field-no-choice");
    }
    if form.person.is_none() {
        refuse("person", "mentor-nobody-chosen");
    }
    let (Some(side), Some(person)) = (side, form.person.map(PersonId::from)) else {
        return Err(AppError::Invalid(fields));
    };
    if person == found.person {
        return Err(MentorRefusal::IsApplicant.into());
    }
    let from = form.from.unwrap_or_else(|| site.clock.today());
    let student = store::student(tx, found, activist_on(site, found), from).await?;
    let known = store::candidates(tx, &student, side, from).await?;
    let Some(one) = known.iter().find(|one| one.person() == person) else {
        refuse("person", "mentor-not-listed");
        return Err(AppError::Invalid(fields));
    };
    let lines = store::assignments_of(tx, found.id).await?;
    let standing: Vec<Assignment> = lines.iter().map(|line| line.assignment).collect();
    let new = named(&student, &one.candidate, side, from, &standing, &site.book.mentors)?;
    Ok((new, one.candidate.organisation))
}

/// The day a mentoring ends.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MentoringEnd {
    /// The first day it no longer holds; today when left empty.
    #[serde(default, deserialize_with = "typed::sent_day")]
    pub on: Option<NaiveDate>,
}

/// `POST /cases/{id}/mentors/{assignment}/end` — ends a mentoring on a day.
#[utoipa::path(post, path = "/cases/{id}/mentors/{assignment}/end", params(("id" = Uuid, Path), ("assignment" = Uuid, Path)), request_body = MentoringEnd, responses((status = 303), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("mentor.assign"))))]
pub async fn end(
    State(site): State<Site>,
    visit: Visit,
    Path((id, assignment)): Path<(Uuid, Uuid)>,
    Body(form): Body<MentoringEnd>,
) -> Result<Response, AppError> {
    site.db
        .write(async |tx| {
            let (found, permit) = find::case_for(tx, &site, &visit, id.into(), AssignMentor).await?;
            let line = store::assignment(tx, assignment.into()).await?;
            let line = line.filter(|line| line.case == found.id).ok_or(Denied::Hidden)?;
            let after = line.assignment.ended(form.on.unwrap_or_else(|| site.clock.today()))?;
            store::end(tx, &site.clock, &permit, &line, &after, "ended").await?;
            Ok::<_, AppError>(store::renew(tx, &site, &found).await?)
        })
        .await?;
    Ok(visit.done(&format!("/cases/{id}/mentors")))
}
