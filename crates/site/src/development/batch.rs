//! A step for many cases at once: train twenty, publicise five, file or approve a list.
//!
//! The step is chosen, then the cases for which it is open, then what they share is typed once. A preview says row by row what
//! will be recorded, what asks for a reason and what is refused and why; it asks the same core as a single step does, and
//! the same leave for each case. What can be recorded is then recorded in one write, and a report says what was and what
//! was not. Ballots are cast on one person at a time and are recorded in that person's case.

use axum::extract::{Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::development::{Judge, StepFields};
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::{Step, StepActor, Words};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::find::is_above;
use super::next::deadline;
use super::radar::branches;
use super::step_form::{StepForm, sent_text};
use super::store::{self, OpenCase, SideMark};
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::policy::actions::{DecideStep, RecordStep};
use crate::policy::{Denied, Scope};
use crate::web::{AppError, Choice, FieldError, Visit, view};

/// The address of these pages.
pub(super) const HERE: &str = "/cases/batch";
/// Cases of one batch. A branch trains twenty at once, a college a hundred or two.
pub(super) const MOST_CASES: usize = 200;

/// Which step, and of which branch.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
pub struct BatchQuery {
    /// The step's id in the chart, such as `training`; to choose one when left out.
    #[serde(default)]
    pub step: String,
    /// Cases of this branch only.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub branch: Option<Uuid>,
}

/// A step for many cases, with what they share.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BatchForm {
    /// The step's id in the chart.
    pub step: String,
    /// The cases, each as its id, a colon, and the revision that was read.
    pub row: Vec<String>,
    /// The branch the list was narrowed to.
    pub branch: String,
    /// The day; of a publicity its first day.
    pub on: String,
    /// The last day of a publicity.
    pub to: String,
    /// How many persons were named for each.
    #[serde(deserialize_with = "sent_text")]
    pub persons: String,
    /// How many sides they belong to.
    #[serde(deserialize_with = "sent_text")]
    pub sides: String,
    /// A length in days.
    #[serde(deserialize_with = "sent_text")]
    pub days: String,
    /// A length in class hours.
    #[serde(deserialize_with = "sent_text")]
    pub hours: String,
    /// A length in months.
    #[serde(deserialize_with = "sent_text")]
    pub months: String,
    /// Whether the organisation called it a special case.
    pub special: bool,
    /// The meeting it was taken on.
    pub meeting: String,
    /// Where it was.
    pub place: String,
    /// Why, for every row that asks for a reason; it is kept with those rows alone.
    pub reason: String,
    /// `preview` (the usual one) says what would be recorded, `take` records it, `edit` shows the form again.
    pub then: String,
}

impl BatchForm {
    /// What the cases share, as the form of one step.
    pub(super) fn shared(&self) -> StepForm {
        StepForm {
            on: self.on.clone(),
            to: self.to.clone(),
            persons: self.persons.clone(),
            sides: self.sides.clone(),
            days: self.days.clone(),
            hours: self.hours.clone(),
            months: self.months.clone(),
            special: self.special,
            meeting: self.meeting.clone(),
            place: self.place.clone(),
            reason: self.reason.clone(),
            ..StepForm::default()
        }
    }

    /// The cases with the revisions that were read, in the order of their ids, each once.
    ///
    /// # Errors
    ///
    /// When none was chosen, more than [`MOST_CASES`] were, or a row names no case.
    pub(super) fn chosen(&self) -> Result<Vec<(Uuid, i32)>, AppError> {
        let refused = |reason: Reason| AppError::Invalid(vec![FieldError::new("row", reason)]);
        let read = |row: &String| {
            let (id, revision) = row.split_once(':')?;
            Some((id.trim().parse().ok()?, revision.trim().parse().ok()?))
        };
        let rows: Option<Vec<(Uuid, i32)>> = self.row.iter().map(read).collect();
        let mut rows = rows.ok_or_else(|| refused(Reason::new("field-no-choice")))?;
        // Whoever else takes a step for some of the same cases holds them in the same order, so none waits for ever.
        rows.sort_unstable();
        rows.dedup_by_key(|(id, _)| *id);
        match rows.len() {
            0 => Err(refused(Reason::new("batch-nobody-chosen"))),
            1..=MOST_CASES => Ok(rows),
            _ => Err(refused(Reason::new("batch-too-many").with("most", most_cases()))),
        }
    }
}

fn most_cases() -> i64 {
    i64::try_from(MOST_CASES).unwrap_or(i64::MAX)
}

/// A case that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BatchCase {
    /// The case and its revision, as it is sent.
    pub row: String,
    /// The case.
    pub case: Uuid,
    /// Whose it is.
    pub name: String,
    /// The branch.
    pub branch: String,
    /// The side of a joint branch the person is on.
    pub side: Option<SideMark>,
    /// The first day the rules allow the step, where that lies ahead.
    pub earliest: Option<NaiveDate>,
    /// The last day in time.
    pub due: Option<NaiveDate>,
    /// The days left, as a sentence's key and values.
    #[schema(value_type = Option<Object>)]
    pub deadline: Option<Reason>,
    /// `quiet`, `due` or `overdue`.
    pub tone: &'static str,
    /// Whether it was chosen before.
    pub chosen: bool,
}

/// The form to choose a step, cases and what they share.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct BatchPage {
    /// Steps that can be taken for many, with the one chosen.
    #[serde(skip)]
    pub steps: Vec<Choice>,
    /// What the step chosen is called; none while none is.
    #[schema(value_type = Option<Object>)]
    pub title: Option<Words>,
    /// Whose turn it is.
    pub actor: &'static str,
    /// The cases for which it is open.
    pub rows: Vec<BatchCase>,
    /// Whether there are more than are shown.
    pub more: bool,
    /// Branches to filter by, with the one chosen.
    #[serde(skip)]
    pub branches: Vec<Choice>,
    /// Which fields there are.
    #[serde(skip)]
    pub asks: StepFields,
    /// Meetings it may have been taken on; empty where that is not asked.
    #[serde(skip)]
    pub meetings: Vec<Choice>,
    /// What is typed.
    pub form: BatchForm,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

view!(BatchPage, "development/batch.html", || {
    let case = |chosen: bool| BatchCase {
        row: if chosen { "a:1".into() } else { "b:2".into() },
        case: Uuid::nil(),
        name: "䶮堃".into(),
        branch: "服装设计与创意园区联合党支部".into(),
        side: chosen.then(|| SideMark {
            kind: "school".into(),
            character: "校".into(),
            name: "学院方".into(),
        }),
        earliest: (!chosen).then(NaiveDate::default),
        due: chosen.then(NaiveDate::default),
        deadline: chosen.then(|| Reason::new("deadline-today")),
        tone: "due",
        chosen,
    };
    let steps = ["", "training"].map(|value| Choice::new(value, "集中培训", value == "training"));
    let of_step = || Self {
        steps: steps.to_vec(),
        title: Some(Words { zh: "集中培训".into(), en: "Training".into() }),
        actor: "committee",
        branches: ["", "x", "y"].map(|value| Choice::new(value, "甲支部", value == "x")).into(),
        form: BatchForm { step: "training".into(), ..BatchForm::default() },
        ..Self::default()
    };
    let all = StepFields {
        window: true,
        persons: true,
        sides: true,
        days: true,
        hours: true,
        months: true,
        special: true,
        ..StepFields::default()
    };
    vec![
        Self { steps: steps.to_vec(), ..Self::default() },
        of_step(),
        Self {
            rows: vec![case(true), case(false)],
            asks: StepFields { days: true, ..StepFields::default() },
            ..of_step()
        },
        Self {
            rows: vec![case(true)],
            more: true,
            asks: all,
            meetings: vec![Choice::new("", "不选", true)],
            fields: vec![FieldError::new("row", Reason::new("batch-nobody-chosen"))],
            ..of_step()
        },
    ]
});

/// `GET /cases/batch` — choose a step, the cases for which it is open, and type what they share.
#[utoipa::path(get, path = "/cases/batch", params(BatchQuery), responses((status = 200, body = BatchPage), (status = 403), (status = 404)), extensions(("x-action" = json!("case.record"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Query(query): Query<BatchQuery>,
) -> Result<Response, AppError> {
    let today = site.clock.today();
    let form = BatchForm {
        step: query.step,
        branch: query.branch.map(|id| id.to_string()).unwrap_or_default(),
        on: today.to_string(),
        ..BatchForm::default()
    };
    visit.page(&shown(&site, &visit, form).await?)
}

/// Where the visitor may take `step`.
///
/// # Errors
///
/// When that is nowhere.
pub(super) fn scope_of(visit: &Visit, step: &Step) -> Result<Scope, AppError> {
    let above = is_above(step.actor);
    let scope = if above { visit.actor.scope::<DecideStep>()? } else { visit.actor.scope::<RecordStep>()? };
    match (scope.is_empty(), above) {
        (false, _) => Ok(scope),
        (true, true) => Err(Denied::forbidden::<DecideStep>().into()),
        (true, false) => Err(Denied::forbidden::<RecordStep>().into()),
    }
}

/// The step with this id, if it can be taken for many at once.
///
/// # Errors
///
/// When there is none, or it is a ballot.
pub(super) fn step_of<'b>(judge: &Judge<'b>, id: &str) -> Result<(usize, &'b Step, StepFields), AppError> {
    let place = judge.chart().place(id).ok_or(AppError::NotFound("case-step"))?;
    let step = judge.chart().step(place).ok_or(AppError::NotFound("case-step"))?;
    let asks = judge.fields(place);
    if asks.tally {
        return Err(AppError::Refused(Reason::new("batch-ballot").with("step", step.title.clone()), vec![]));
    }
    Ok((place, step, asks))
}

/// The form filled in with `form`.
///
/// # Errors
///
/// When the visitor takes no steps, or not this one.
pub(super) async fn shown(site: &Site, visit: &Visit, form: BatchForm) -> Result<BatchPage, AppError> {
    let (tx, judge, today) = (site.db.read(), super::judge(site), site.clock.today());
    let steps = steps(&judge, visit, &form.step)?;
    if form.step.is_empty() {
        return Ok(BatchPage { steps, form, ..BatchPage::default() });
    }
    let (_, step, asks) = step_of(&judge, &form.step)?;
    let scope = scope_of(visit, step)?;
    let branch = form.branch.parse().ok();
    let mut found = store::open_for(&tx, &scope, &step.id, branch, MOST_CASES as u64 + 1).await?;
    let more = found.len() > MOST_CASES;
    found.truncate(MOST_CASES);
    let chosen: Vec<Uuid> = form.row.iter().filter_map(|row| row.split(':').next()?.parse().ok()).collect();
    Ok(BatchPage {
        steps,
        title: Some(step.title.clone()),
        actor: step.actor.as_str(),
        rows: found.into_iter().map(|one| case(one, &chosen, today)).collect(),
        more,
        branches: branches(&tx, visit, branch).await?,
        asks,
        meetings: meetings(&tx, visit, step, branch, &form.meeting).await?,
        form,
        fields: Vec::new(),
    })
}

fn case(open: OpenCase, chosen: &[Uuid], today: NaiveDate) -> BatchCase {
    let due = open.due.map(|day| deadline(day, today));
    BatchCase {
        row: format!("{}:{}", open.of.case, open.of.revision),
        case: open.of.case,
        chosen: chosen.contains(&open.of.case),
        name: open.of.name,
        branch: open.of.branch,
        side: open.of.side,
        earliest: open.earliest.filter(|day| *day > today),
        due: open.due,
        tone: due.as_ref().map_or("quiet", |(_, tone)| tone),
        deadline: due.map(|(reason, _)| reason),
    }
}

/// The steps the visitor may take, ballots left out.
fn steps(judge: &Judge<'_>, visit: &Visit, chosen: &str) -> Result<Vec<Choice>, AppError> {
    let (record, decide) = (visit.actor.scope::<RecordStep>()?, visit.actor.scope::<DecideStep>()?);
    if record.is_empty() && decide.is_empty() {
        return Err(Denied::forbidden::<RecordStep>().into());
    }
    let lang = visit.lang();
    let may = |step: &Step| if is_above(step.actor) { !decide.is_empty() } else { !record.is_empty() };
    let mut choices = vec![Choice::new("", lang.t("batch-choose-step"), chosen.is_empty())];
    let all = judge.chart().steps().iter().enumerate();
    let open = all.filter(|(place, step)| may(step) && !judge.fields(*place).tally);
    choices.extend(
        open.map(|(_, step)| {
            Choice::new(step.id.clone(), lang.said(&step.title).to_owned(), step.id == chosen)
        }),
    );
    Ok(choices)
}

/// Meetings to choose from, where a step is taken on one and all cases are of one branch.
async fn meetings(
    tx: &Tx,
    visit: &Visit,
    step: &Step,
    branch: Option<Uuid>,
    chosen: &str,
) -> Result<Vec<Choice>, StoreError> {
    let Some(branch) = branch.filter(|_| step.actor == StepActor::BranchCommittee) else {
        return Ok(Vec::new());
    };
    let scope = visit.actor.scope::<RecordStep>()?;
    if !store::branches(tx, &scope).await?.iter().any(|(id, _)| id.uuid() == branch) {
        return Ok(Vec::new());
    }
    let held = store::held_meetings(tx, branch.into()).await?;
    if held.is_empty() {
        return Ok(Vec::new());
    }
    let lang = visit.lang();
    let mut choices = vec![Choice::new("", lang.t("case-no-meeting"), chosen.is_empty())];
    choices.extend(held.into_iter().map(|one| {
        let label = format!("{} {}", lang.short_date(one.on), one.title);
        let value = one.id.to_string();
        let chosen = chosen == value;
        Choice::new(value, label, chosen)
    }));
    Ok(choices)
}
