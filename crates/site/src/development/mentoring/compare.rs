//! Both sides' observations beside one another, for those who lead the case, and sending one back.

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::development::mentoring::MentorSide;
use gongjian_domain::development::observation::ready;
use gongjian_domain::rule::{Finding, RuleBook};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::observe::{TopicView, as_seen, sample_topics};
use super::store::{self, ObservationRow};
use super::{character, find, mentors};
use crate::Site;
use crate::people;
use crate::policy::actions::{CompareObservations, ReturnObservation};
use crate::web::{AppError, Body, Visit, typed, view};

/// What both sides observed, half year by half year.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct ComparePage {
    /// The case.
    pub case: Uuid,
    /// Whose it is.
    pub name: String,
    /// The half years, the latest first, each with the school's form and the enterprise's.
    pub pairs: Vec<Pair>,
    /// What the rules say of the forms: all of them.
    #[schema(value_type = Vec<Object>)]
    pub findings: Vec<Finding>,
}

/// Two forms about roughly the same time.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct Pair {
    /// The school's.
    pub school: Option<ComparedForm>,
    /// The enterprise's.
    pub enterprise: Option<ComparedForm>,
}

impl Pair {
    /// Those there are, the school's first.
    #[must_use]
    pub fn forms(&self) -> Vec<&ComparedForm> {
        self.school.iter().chain(&self.enterprise).collect()
    }
}

/// One side's form.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct ComparedForm {
    /// The observation.
    pub id: Uuid,
    /// `school` or `enterprise`.
    pub side: &'static str,
    /// The character of its seal.
    pub character: String,
    /// The mentor.
    pub mentor: String,
    /// The first day of the half year.
    pub from: NaiveDate,
    /// The last day in time.
    pub due: NaiveDate,
    /// When it was handed in.
    pub handed_in: Option<NaiveDate>,
    /// Whether its last day has passed without it.
    pub overdue: bool,
    /// What was written; empty until it is handed in.
    pub topics: Vec<TopicView>,
    /// Whether it was sent back and is being mended.
    pub returned: bool,
}

view!(ComparePage, "development/compare.html", || {
    let day = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap_or_default();
    let form = |side: MentorSide| ComparedForm {
        side: side.as_str(),
        character: character(side),
        mentor: "周堃".into(),
        from: day,
        due: day,
        handed_in: Some(day),
        topics: sample_topics(side),
        ..ComparedForm::default()
    };
    let open = |side| ComparedForm { handed_in: None, topics: vec![], ..form(side) };
    let pairs = vec![
        Pair {
            school: Some(ComparedForm { overdue: true, ..open(MentorSide::School) }),
            enterprise: Some(ComparedForm { returned: true, ..open(MentorSide::Enterprise) }),
        },
        Pair { school: Some(form(MentorSide::School)), enterprise: Some(form(MentorSide::Enterprise)) },
        Pair { school: None, enterprise: Some(form(MentorSide::Enterprise)) },
    ];
    let finding = RuleBook::shipped().map(|book| ready(&[], day, &book.mentors));
    let page = ComparePage { name: "欧阳䶮".into(), ..ComparePage::default() };
    vec![page.clone(), ComparePage { pairs, findings: finding.into_iter().collect(), ..page }]
});

/// `GET /cases/{id}/observations` — both sides' observations beside one another.
#[utoipa::path(get, path = "/cases/{id}/observations", params(("id" = Uuid, Path)), responses((status = 200, body = ComparePage), (status = 403), (status = 404)), extensions(("x-action" = json!("observation.read"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let (tx, today) = (site.db.read(), site.clock.today());
    let found = find::case(&tx, &site, &visit, id).await?;
    visit.actor.may(CompareObservations, &found.thing())?;
    find::note(&site, &visit, &found).await?;
    let lines = store::assignments_of(&tx, found.id).await?;
    let rows = store::observations_of(&tx, found.id).await?;
    let names = people::store::names(&tx, lines.iter().map(|line| line.assignment.mentor)).await?;
    let mut forms = Vec::with_capacity(rows.len());
    for row in rows.iter().filter(|row| row.from <= today) {
        let writer = lines.iter().find(|line| line.id == row.assignment);
        let mentor = writer.and_then(|line| names.get(&line.assignment.mentor)).cloned();
        forms.push((row.side, compared(&site, row, mentor.unwrap_or_default(), today)?));
    }
    visit.page(&ComparePage {
        case: found.id.into(),
        name: found.name.clone(),
        pairs: paired(forms),
        findings: mentors::findings(&site, &lines, &rows, today),
    })
}

fn compared(
    site: &Site,
    row: &ObservationRow,
    mentor: String,
    today: NaiveDate,
) -> Result<ComparedForm, AppError> {
    let handed_in = row.handed_in.map(|(on, _)| on);
    Ok(ComparedForm {
        id: row.id.into(),
        side: row.side.as_str(),
        character: character(row.side),
        mentor,
        from: row.from,
        due: row.due_on,
        overdue: handed_in.is_none() && today > row.due_on,
        topics: match handed_in {
            Some(_) => TopicView::of(&row.form(&site.keys)?),
            None => Vec::new(),
        },
        returned: handed_in.is_none() && row.returned.is_some(),
        handed_in,
    })
}

/// Puts each form of the enterprise beside the school's whose time it shares most, the latest first.
fn paired(forms: Vec<(MentorSide, ComparedForm)>) -> Vec<Pair> {
    let (school, enterprise): (Vec<_>, Vec<_>) =
        forms.into_iter().partition(|(side, _)| *side == MentorSide::School);
    let mut pairs: Vec<Pair> =
        school.into_iter().map(|(_, form)| Pair { school: Some(form), enterprise: None }).collect();
    for (_, form) in enterprise {
        let shared = |pair: &Pair| {
            let school = pair.school.as_ref().filter(|_| pair.enterprise.is_none())?;
            let days = (school.due.min(form.due) - school.from.max(form.from)).num_days();
            (days > 0).then_some(days)
        };
        match pairs.iter_mut().filter(|pair| shared(pair).is_some()).max_by_key(|pair| shared(pair)) {
            Some(pair) => pair.enterprise = Some(form),
            None => pairs.push(Pair { school: None, enterprise: Some(form) }),
        }
    }
    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.forms().iter().map(|form| form.due).max()));
    pairs
}

/// Why a form goes back.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnForm {
    /// The revision that was read.
    pub revision: i32,
    /// Why; the mentor reads it.
    #[serde(default)]
    pub comment: String,
}

/// `POST /observations/{id}/return` — sends a form back to its mentor with a comment.
#[utoipa::path(post, path = "/observations/{id}/return", params(("id" = Uuid, Path)), request_body = ReturnForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("observation.return"))))]
pub async fn send_back(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<ReturnForm>,
) -> Result<Response, AppError> {
    site.db
        .write(async |tx| {
            let observed = find::observation(tx, &site, &visit, id, true).await?;
            let permit = visit.actor.may(ReturnObservation, &observed.thing(site.clock.today()))?;
            as_seen(observed.row.revision, form.revision)?;
            let mut fields = Vec::new();
            let comment = typed::text(&mut fields, "comment", &form.comment, typed::PARAGRAPH);
            if !fields.is_empty() {
                return Err(AppError::Invalid(fields));
            }
            observed.row.state().send_back(&comment)?;
            store::send_back(tx, &site, &permit, &observed.row, visit.person(), &comment).await
        })
        .await?;
    Ok(visit.done(&format!("/observations/{id}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_of_the_enterprise_stands_beside_the_schools_whose_time_it_shares_most() {
        let form = |side: MentorSide, from: &str, due: &str| {
            let (from, due) = (from.parse().unwrap(), due.parse().unwrap());
            (side, ComparedForm { side: side.as_str(), from, due, ..ComparedForm::default() })
        };
        let pairs = paired(vec![
            form(MentorSide::School, "2026-03-01", "2026-09-01"),
            form(MentorSide::School, "2026-09-01", "2027-03-01"),
            form(MentorSide::Enterprise, "2026-08-01", "2027-02-01"),
            form(MentorSide::Enterprise, "2025-01-01", "2025-07-01"),
        ]);
        let dues: Vec<_> = pairs
            .iter()
            .map(|pair| pair.forms().iter().map(|form| form.due.to_string()).collect::<Vec<_>>())
            .collect();
        assert_eq!(dues, [vec!["2027-03-01", "2027-02-01"], vec!["2026-09-01"], vec!["2025-07-01"]]);
    }
}
