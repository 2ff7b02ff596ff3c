//! Judging one case without a database: what the rules find in it, for programs and for people.
//!
//! The case is sent, judged and forgotten: nothing of it is kept or logged.

use axum::body::to_bytes;
use axum::extract::{Query, Request, State};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use gongjian_domain::development::{CaseFile, Judge, Judged, NextStep};
use gongjian_domain::people::stage::Stage;
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::{Finding, RuleBook, Words};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::judgement::JudgedCase;
use super::open_page;
use super::sentences::Sentences;
use crate::Site;
use crate::policy::Thing;
use crate::policy::actions::OpenPage;
use crate::web::body::{BODY_LIMIT, is_json};
use crate::web::shell::Problem;
use crate::web::words::Lang;
use crate::web::{AppError, FieldError, Guest, Shell, Visit, findings, view};

/// A case to begin with, for whoever looks at the page for the first time.
const EXAMPLE: &str = r#"{
  "born": "2003-05-01",
  "jurisdiction": ["cn"],
  "leaving": null,
  "steps": [
    {"step": "apply", "on": "2024-09-20"},
    {"step": "talk", "on": "2024-10-10"}
  ]
}"#;

/// The day on which a case is judged.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
pub struct OnDay {
    /// The day taken for today, such as `2026-05-18`; the site's own day when it is missing.
    pub today: Option<NaiveDate>,
}

/// A case as a form sends it.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckForm {
    /// The case, written as JSON.
    pub case: String,
}

/// The page on which a case can be judged, and the answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CheckPage {
    /// The case as it was sent; an example at first.
    pub case: String,
    /// What is wrong with it, when it cannot be judged.
    #[schema(value_type = Option<Object>)]
    pub problem: Option<Reason>,
    /// Whether there is an answer.
    pub judged: bool,
    /// Where the person stands; none before the first step.
    pub stage: Option<&'static str>,
    /// What can come next.
    pub next: Vec<NextShown>,
    /// What the rules find, what stops first.
    #[schema(value_type = Vec<Object>)]
    pub findings: Vec<Finding>,
}

/// One step that can come next.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NextShown {
    /// What it is called.
    #[schema(value_type = Object)]
    pub title: Words,
    /// Whose turn it is.
    pub actor: &'static str,
    /// The first day the rules allow it.
    pub earliest: Option<NaiveDate>,
    /// The last day that is in time.
    pub due: Option<NaiveDate>,
}

impl NextShown {
    fn of(next: &NextStep<'_>) -> Self {
        Self {
            title: next.step.title.clone(),
            actor: next.step.actor.as_str(),
            earliest: next.earliest,
            due: next.due,
        }
    }
}

impl CheckPage {
    fn blank() -> Self {
        Self {
            case: EXAMPLE.to_owned(),
            problem: None,
            judged: false,
            stage: None,
            next: Vec::new(),
            findings: Vec::new(),
        }
    }

    fn judged(book: &RuleBook, case: &str, today: NaiveDate) -> Self {
        let page = Self { case: case.to_owned(), ..Self::blank() };
        let problem = |problem: Reason| Self { problem: Some(problem), ..page.clone() };
        let file: CaseFile<'_> = match serde_json::from_str(case) {
            Ok(file) => file,
            Err(error) => return problem(unreadable(&error)),
        };
        let judge = Judge::new(book, &file.jurisdiction);
        let course = match file.course(judge.chart(), today) {
            Ok(course) => course,
            Err(error) => return problem(error.reason(judge.chart())),
        };
        let judgement = judge.judge(&course, today);
        let mut found: Vec<Finding> = judgement.findings.iter().map(Judged::finding).collect();
        findings::sort(&mut found);
        Self {
            judged: true,
            stage: judgement.stage.map(Stage::as_str),
            next: judgement.next.iter().map(NextShown::of).collect(),
            findings: found,
            ..page
        }
    }

    /// What is wrong with the case, at its field.
    #[must_use]
    pub fn problems(&self, shell: &Shell) -> Vec<Problem> {
        let at_case = |reason| Problem { field: "case".to_owned(), message: shell.words.reason(reason) };
        self.problem.iter().map(at_case).collect()
    }
}

/// What the reader of JSON stumbled over and where; never what was written there.
fn unreadable(error: &serde_json::Error) -> Reason {
    let place = |number: usize| i64::try_from(number).unwrap_or_default();
    Reason::new("rule-check-unreadable")
        .with("line", place(error.line()))
        .with("column", place(error.column()))
}

view!(CheckPage, "rules/check.html", || {
    let Ok(book) = RuleBook::shipped() else { return vec![] };
    let day = |text: &str| text.parse().unwrap_or_default();
    let late = EXAMPLE.replace("2024-10-10", "2024-11-10");
    let impossible = EXAMPLE.replace("2024-10-10", "2034-10-10");
    vec![
        Self::blank(),
        Self::judged(&book, &late, day("2025-01-01")),
        Self::judged(&book, &impossible, day("2025-01-01")),
        Self::judged(&book, "{", day("2025-01-01")),
    ]
});

/// `GET /rules/check` — where a case can be judged.
#[utoipa::path(get, path = "/rules/check", responses((status = 200, body = CheckPage)), extensions(("x-action" = json!("page.open"))))]
pub async fn page(
    State(site): State<Site>,
    guest: Guest,
    visit: Result<Visit, AppError>,
) -> Result<Response, AppError> {
    site.stranger().may(OpenPage, &Thing::installation())?;
    open_page(&guest, visit, &CheckPage::blank())
}

/// `POST /rules/check` — judges one case; nothing of it is kept.
///
/// A program sends the case itself as JSON and gets `stage`, `next` and
/// `findings`, the same as `gongjian rules check --json` prints.
#[utoipa::path(post, path = "/rules/check", params(OnDay), request_body(content((CheckForm = "application/x-www-form-urlencoded"))), responses((status = 200), (status = 409), (status = 422)), extensions(("x-action" = json!("page.open"))))]
pub async fn check(
    State(site): State<Site>,
    guest: Guest,
    visit: Result<Visit, AppError>,
    Query(day): Query<OnDay>,
    request: Request,
) -> Result<Response, AppError> {
    site.stranger().may(OpenPage, &Thing::installation())?;
    let today = day.today.unwrap_or_else(|| site.clock.today());
    let json = is_json(request.headers());
    let body = to_bytes(request.into_body(), BODY_LIMIT)
        .await
        .map_err(|_| AppError::TooLarge(Reason::new("refusal-body-too-large")))?;
    if json {
        return answer(&site.book, &body, today, guest.lang);
    }
    let form: CheckForm = serde_html_form::from_bytes(&body)
        .map_err(|_| AppError::Unreadable(Reason::new("rule-check-no-case")))?;
    open_page(&guest, visit, &CheckPage::judged(&site.book, &form.case, today))
}

fn answer(book: &RuleBook, case: &[u8], today: NaiveDate, lang: Lang) -> Result<Response, AppError> {
    let file: CaseFile<'_> =
        serde_json::from_slice(case).map_err(|error| AppError::Unreadable(unreadable(&error)))?;
    let judge = Judge::new(book, &file.jurisdiction);
    let course = file
        .course(judge.chart(), today)
        .map_err(|error| AppError::Invalid(vec![FieldError::new("steps", error.reason(judge.chart()))]))?;
    let judged = JudgedCase::of(&judge.judge(&course, today), &mut Sentences::new(lang));
    Ok(axum::Json(&judged).into_response())
}
