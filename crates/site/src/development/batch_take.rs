//! What a step would come to in each of many cases, and taking it where it can be taken.

use axum::extract::State;
use axum::response::Response;
use gongjian_domain::development::{Case, Judge, Recorded, Refusal};
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::{Finding, Force, Step, Words};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::batch::{BatchForm, HERE, scope_of, shown, step_of};
use super::find::{self, Granted};
use super::mentoring::ready;
use super::step::record;
use super::step_form::StepForm;
use super::store::{self, Change, Found, KeptLine, NewRecord};
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::organisation;
use crate::web::{AppError, Body, Visit, view};

/// What comes of the step in one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BatchLine {
    /// The case.
    pub case: Uuid,
    /// Whose it is; empty when the visitor may not know of it.
    pub name: String,
    /// The branch.
    pub branch: String,
    /// `ready`, `taken`, `needs_reason`, `refused`, `stale` (somebody was at it meanwhile) or `unknown`.
    pub outcome: &'static str,
    /// Why it is not taken, as a sentence's key and values.
    #[schema(value_type = Option<Object>)]
    pub reason: Option<Reason>,
    /// The rules that refused.
    #[schema(value_type = Vec<Object>)]
    pub findings: Vec<Finding>,
}

/// The words of what can come of a step.
pub(super) const OUTCOMES: [&str; 6] = ["ready", "taken", "needs_reason", "refused", "stale", "unknown"];

impl BatchLine {
    /// The tone of the outcome.
    #[must_use]
    pub fn tone(&self) -> &'static str {
        match self.outcome {
            "ready" | "taken" => "met",
            "needs_reason" | "stale" => "due",
            _ => "overdue",
        }
    }

    pub(super) fn kept(&self) -> KeptLine {
        KeptLine {
            case: self.case,
            outcome: self.outcome.to_owned(),
            reason: self.reason.clone(),
            findings: self.findings.clone(),
        }
    }

    /// A line for a sample.
    pub(super) fn sample(outcome: &'static str) -> Self {
        Self {
            case: Uuid::nil(),
            name: "䶮堃".into(),
            branch: "服装设计与创意园区联合党支部".into(),
            outcome,
            reason: (outcome != "ready" && outcome != "taken")
                .then(|| Reason::new("case-refused-blocked").with("count", 1_i64)),
            findings: if outcome == "refused" {
                vec![super::record_samples::finding(false, Force::Must)]
            } else {
                vec![]
            },
        }
    }
}

/// What would be recorded, row by row.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BatchPreviewPage {
    /// What the step is called.
    #[schema(value_type = Object)]
    pub title: Words,
    /// The rows: what is not ready first.
    pub lines: Vec<BatchLine>,
    /// How many can be recorded.
    pub ready: usize,
    /// How many ask for a reason.
    pub needs_reason: usize,
    /// What was typed.
    pub form: BatchForm,
    /// Why nothing was recorded, when that was asked for.
    #[schema(value_type = Option<Object>)]
    pub refused: Option<Reason>,
}

view!(BatchPreviewPage, "development/batch_preview.html", || {
    let title = || Words { zh: "集中培训".into(), en: "Training".into() };
    let of = |words: &[&'static str]| {
        preview(
            title(),
            words.iter().map(|word| BatchLine::sample(word)).collect(),
            BatchForm {
                row: vec!["a:1".into(), "b:1".into()],
                reason: "培训班延期".into(),
                special: true,
                ..BatchForm::default()
            },
        )
    };
    vec![
        of(&["ready", "ready"]),
        of(&["refused", "needs_reason", "stale", "unknown", "ready"]),
        Self { refused: Some(Reason::new("batch-none-taken")), ..of(&["refused"]) },
    ]
});

fn preview(title: Words, mut lines: Vec<BatchLine>, form: BatchForm) -> BatchPreviewPage {
    let count =
        |lines: &[BatchLine], outcome: &str| lines.iter().filter(|line| line.outcome == outcome).count();
    lines.sort_by_key(|line| match line.outcome {
        "needs_reason" => 0,
        "ready" | "taken" => 2,
        _ => 1,
    });
    let (ready, needs_reason) = (count(&lines, "ready"), count(&lines, "needs_reason"));
    BatchPreviewPage { title, ready, needs_reason, lines, form, refused: None }
}

/// The step to be taken, as it is typed for all.
struct Attempt<'a> {
    site: &'a Site,
    judge: &'a Judge<'a>,
    visit: &'a Visit,
    step: &'a Step,
    recorded: Recorded,
    form: StepForm,
}

/// A step that can be taken in a case.
struct Ready {
    found: Found,
    permit: Granted,
    after: Case,
    new: NewRecord,
}

/// `POST /cases/batch` — says what a step would come to in each of the cases chosen, or takes it where it can be taken.
///
/// With `then=take` everything is one write: of each case either the whole step is recorded or nothing, and the report at
/// the address answered says which. Where nothing at all can be recorded it is 409.
#[utoipa::path(post, path = "/cases/batch", request_body = BatchForm, responses((status = 200, body = BatchPreviewPage), (status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("case.record"))))]
pub async fn send(
    State(site): State<Site>,
    visit: Visit,
    Body(form): Body<BatchForm>,
) -> Result<Response, AppError> {
    let judge = super::judge(&site);
    let (place, step, asks) = step_of(&judge, &form.step)?;
    scope_of(&visit, step)?;
    if form.then == "edit" {
        return visit.page(&shown(&site, &visit, form).await?);
    }
    let read = form.chosen().and_then(|rows| Ok((rows, form.shared().read(place, asks)?)));
    let (rows, recorded) = match read {
        Ok(read) => read,
        Err(AppError::Invalid(fields)) => {
            let page = shown(&site, &visit, form).await?;
            let view = super::batch::BatchPage { fields: fields.clone(), ..page };
            return AppError::Invalid(fields).answer_with(visit.wants(), &view, &visit.shell());
        }
        Err(error) => return Err(error),
    };
    let attempt = Attempt { site: &site, judge: &judge, visit: &visit, step, recorded, form: form.shared() };
    if form.then != "take" {
        let lines = foresee(&site.db.read(), &attempt, &rows).await?;
        return visit.page(&preview(step.title.clone(), lines, form));
    }
    match take(&attempt, &rows).await? {
        Ok(id) => Ok(visit.done(&format!("{HERE}/{id}"))),
        Err(lines) => {
            let refused = Reason::new("batch-none-taken");
            let view = BatchPreviewPage {
                refused: Some(refused.clone()),
                ..preview(step.title.clone(), lines, form)
            };
            let findings = view.lines.iter().flat_map(|line| line.findings.clone()).collect();
            AppError::Refused(refused, findings).answer_with(visit.wants(), &view, &visit.shell())
        }
    }
}

/// What would come of it, without recording anything.
async fn foresee(tx: &Tx, attempt: &Attempt<'_>, rows: &[(Uuid, i32)]) -> Result<Vec<BatchLine>, AppError> {
    let mut lines = Vec::with_capacity(rows.len());
    for (id, revision) in rows {
        let found = find::read(tx, attempt.judge, attempt.visit, *id).await;
        lines.push(match tried(tx, attempt, (*id, *revision), found).await? {
            Ok(ready) => line(tx, &ready.found, "ready").await?,
            Err(line) => line,
        });
    }
    Ok(lines)
}

/// Takes the step where it can be taken: the id of the report, or every row when none could be.
async fn take(attempt: &Attempt<'_>, rows: &[(Uuid, i32)]) -> Result<Result<Uuid, Vec<BatchLine>>, AppError> {
    let mut lines = Vec::with_capacity(rows.len());
    let (site, judge) = (attempt.site, attempt.judge);
    let saved = site
        .db
        .write(async |tx| {
            for (id, revision) in rows {
                let found = find::held(tx, judge, attempt.visit, *id).await;
                match tried(tx, attempt, (*id, *revision), found).await? {
                    Ok(Ready { found, permit, after, new }) => {
                        let behalf = find::behalf(tx, &found, attempt.step.actor).await?;
                        let judge = judge.and_own(&found.own);
                        permit.save(tx, site, &judge, &found, &after, Change::Taken(behalf, new)).await?;
                        lines.push(line(tx, &found, "taken").await?);
                    }
                    Err(line) => lines.push(line),
                }
            }
            if !lines.iter().any(|line| line.outcome == "taken") {
                return Err(AppError::Refused(Reason::new("batch-none-taken"), Vec::new()));
            }
            let kept: Vec<KeptLine> = lines.iter().map(BatchLine::kept).collect();
            let what = (attempt.step.id.as_str(), attempt.recorded.on);
            Ok(store::keep_batch(tx, site, attempt.visit.person(), what, &kept).await?)
        })
        .await;
    match saved {
        Ok(id) => Ok(Ok(id)),
        Err(AppError::Refused(..)) if lines.len() == rows.len() => Ok(Err(lines)),
        Err(error) => Err(error),
    }
}

/// The step in the case that was found, ready to be saved, or why it is not taken.
async fn tried(
    tx: &Tx,
    attempt: &Attempt<'_>,
    (id, revision): (Uuid, i32),
    found: Result<Found, AppError>,
) -> Result<Result<Ready, BatchLine>, AppError> {
    let unknown = BatchLine {
        case: id,
        name: String::new(),
        branch: String::new(),
        outcome: "unknown",
        reason: Some(Reason::new("batch-unknown")),
        findings: Vec::new(),
    };
    let found = match found {
        Ok(found) => found,
        Err(AppError::NotFound(_) | AppError::Denied(_)) => return Ok(Err(unknown)),
        Err(error) => return Err(error),
    };
    let refused = async |outcome: &'static str, reason: Reason, findings: Vec<Finding>| {
        let of = line(tx, &found, outcome).await?;
        Ok::<_, AppError>(Err(BatchLine { reason: Some(reason), findings, ..of }))
    };
    let permit = match Granted::step(attempt.visit, &found, attempt.step) {
        Ok(permit) => permit,
        Err(AppError::Denied(_)) => return refused("refused", needs(attempt), vec![]).await,
        Err(error) => return Err(error),
    };
    if let Err(error) = find::fresh(tx, attempt.judge, attempt.visit, found.clone(), revision).await {
        return match error {
            AppError::Refused(reason, findings) => refused("stale", reason, findings).await,
            error => Err(error),
        };
    }
    let new = match record(attempt.site, tx, &found, &attempt.form).await {
        Ok(new) => new,
        Err(AppError::Invalid(fields)) => {
            let reason =
                fields.into_iter().next().map_or_else(|| Reason::new("field-missing"), |one| one.reason);
            return refused("refused", reason, vec![]).await;
        }
        Err(error) => return Err(error),
    };
    let closing = ready::stops(tx, attempt.site, &found, attempt.step, attempt.recorded.on).await?;
    if let Some(finding) = closing {
        return refused("refused", finding.reason.clone(), vec![finding]).await;
    }
    match after(attempt, &found) {
        Ok(after) => Ok(Ok(Ready { found, permit, after, new })),
        Err(why) => {
            let outcome = if matches!(why, Refusal::NeedsReason(_)) { "needs_reason" } else { "refused" };
            refused(outcome, why.reason(attempt.judge.chart()), why.findings().to_vec()).await
        }
    }
}

/// The case after the step. The reason is kept only where one is asked for.
fn after(attempt: &Attempt<'_>, found: &Found) -> Result<Case, Refusal> {
    let today = attempt.site.clock.today();
    let judge = attempt.judge.and_own(&found.own);
    let because = Some(attempt.form.reason.trim().to_owned()).filter(|text| !text.is_empty());
    let take = |because| found.case.clone().take(&judge, attempt.recorded, because, today);
    match take(None) {
        Err(Refusal::NeedsReason(_)) if because.is_some() => take(because),
        other => other,
    }
}

/// Which office the step takes.
fn needs(attempt: &Attempt<'_>) -> Reason {
    let action = if find::is_above(attempt.step.actor) { "case-decide" } else { "case-record" };
    Reason::new(&format!("needs-{action}"))
}

async fn line(tx: &Tx, found: &Found, outcome: &'static str) -> Result<BatchLine, StoreError> {
    let names = organisation::store::names(tx, [found.organisation]).await?;
    Ok(BatchLine {
        case: found.id.into(),
        name: found.name.clone(),
        branch: names.get(&found.organisation).cloned().unwrap_or_default(),
        outcome,
        reason: None,
        findings: Vec::new(),
    })
}
