//! The reply of the committee above: approved, with a reason for each "generally" passed over, or sent back.

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::kinds::{FoundingId, OrganisationId, PersonId};
use gongjian_domain::organisation::founding::{Overruling, Reply, SentBack, Stage, findings};
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::Finding;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::find::{self, Found, refused};
use super::hand_in::with_all;
use super::record::{address, moves};
use super::store::{self, Proposal, Step};
use crate::Site;
use crate::db::Tx;
use crate::policy::Actor;
use crate::web::{AppError, Body, FieldError, Visit, findings as shown, typed, view};

/// The committee's approval.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ApproveFoundingForm {
    /// The revision that was looked at.
    pub revision: i32,
    /// The day of the reply; today when it is left out.
    pub on: String,
    /// The number of the written reply.
    pub doc_no: String,
    /// The rules to go beyond.
    pub rules: Vec<String>,
    /// A reason for each of them, in the same order; one left empty is not gone beyond.
    pub reasons: Vec<String>,
}

/// What has to change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReturnFoundingForm {
    /// The revision that was looked at.
    pub revision: i32,
    /// What has to change.
    pub comment: String,
}

/// The page on which the committee replies.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct FoundingReplyPage {
    /// The founding.
    pub founding: Uuid,
    /// The name the branch is to have.
    pub name: String,
    /// The committee that replies.
    pub above: String,
    /// The last day for the reply.
    pub due: Option<NaiveDate>,
    /// Every rule's answer if the reply were of today, what is not met first.
    #[schema(value_type = Vec<Object>)]
    pub findings: Vec<Finding>,
    /// What is typed so far.
    pub form: ApproveFoundingForm,
    /// The comment typed for sending it back.
    pub comment: String,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

impl FoundingReplyPage {
    /// The findings that need a reason.
    #[must_use]
    pub fn warnings(&self) -> Vec<&Finding> {
        self.findings.iter().filter(|finding| finding.warns()).collect()
    }

    /// The reason typed for a rule.
    #[must_use]
    pub fn reason_for(&self, rule: &str) -> &str {
        let pairs = self.form.rules.iter().zip(&self.form.reasons);
        pairs.into_iter().find(|(one, _)| *one == rule).map_or("", |(_, reason)| reason)
    }

    /// Whether a rule stops the approval.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        self.findings.iter().any(Finding::blocks)
    }
}

view!(FoundingReplyPage, "founding/reply.html", || {
    let Ok(book) = gongjian_domain::rule::RuleBook::shipped() else { return vec![] };
    let few = &book.founding.few;
    let warning = few.rule.finding(
        false,
        few.rule
            .reason("unmet")
            .with("units", 1_u32)
            .with("below", few.value)
            .with("largest", "创意设计学院")
            .with("full", 12_u32),
    );
    let waiting = Self {
        name: "文创艺术党支部".into(),
        above: "创意设计学院党委".into(),
        due: NaiveDate::from_ymd_opt(2026, 12, 24),
        findings: vec![warning],
        ..Self::default()
    };
    let asked = FieldError::new("reason-BR-JOINT-FEW", Reason::new("founding-reason-needed"));
    vec![
        waiting.clone(),
        Self { fields: vec![asked], ..waiting.clone() },
        Self { findings: vec![], ..waiting },
    ]
});

async fn content(tx: &Tx, site: &Site, found: &Found) -> Result<FoundingReplyPage, AppError> {
    let (proposal, today) = (&found.proposal, site.clock.today());
    let standing = proposal.standing.as_ref().ok_or(AppError::NotFound("founding"))?;
    let application = standing.application();
    let mut answers = findings(application, Stage::Replied { on: today }, &site.book.founding);
    shown::sort(&mut answers);
    let above = store::organisations(tx, &[proposal.above]).await?.remove(&proposal.above);
    Ok(FoundingReplyPage {
        founding: proposal.id.uuid(),
        name: proposal.plan.name.clone(),
        above: above.map(|one| one.name).unwrap_or_default(),
        due: site.book.founding.reply.after(application.applied_on),
        findings: answers,
        form: ApproveFoundingForm {
            revision: proposal.revision,
            on: today.to_string(),
            ..ApproveFoundingForm::default()
        },
        comment: String::new(),
        fields: Vec::new(),
    })
}

/// `GET /foundings/{id}/reply` — both answers, with every rule that is asked.
#[utoipa::path(get, path = "/foundings/{id}/reply", params(("id" = Uuid, Path)), responses((status = 200, body = FoundingReplyPage), (status = 403), (status = 404)), extensions(("x-action" = json!("founding.decide"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let found = find::read(&tx, &visit.actor, id.into()).await?;
    found.may_decide(&visit.actor)?;
    visit.page(&content(&tx, &site, &found).await?)
}

/// `POST /foundings/{id}/approve` — approves; the branch may then be founded.
#[utoipa::path(post, path = "/foundings/{id}/approve", params(("id" = Uuid, Path)), request_body = ApproveFoundingForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("founding.decide"))))]
pub async fn approve(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<ApproveFoundingForm>,
) -> Result<Response, AppError> {
    let done = site.db.write(async |tx| approve_typed(tx, &site, &visit.actor, id, &form).await).await;
    match done {
        Ok(()) => Ok(visit.done(&address(id))),
        Err(AppError::Invalid(fields)) => {
            let tx = site.db.read();
            let found = find::read(&tx, &visit.actor, id.into()).await?;
            let view =
                FoundingReplyPage { form, fields: fields.clone(), ..content(&tx, &site, &found).await? };
            AppError::Invalid(fields).answer_with(visit.wants(), &view, &visit.shell())
        }
        Err(error) => Err(error),
    }
}

async fn approve_typed(
    tx: &mut Tx,
    site: &Site,
    actor: &Actor,
    id: Uuid,
    form: &ApproveFoundingForm,
) -> Result<(), AppError> {
    let mut fields = Vec::new();
    let on = typed::day(&mut fields, "on", &form.on).unwrap_or_else(|| site.clock.today());
    let doc_no = typed::line(&mut fields, "doc_no", &form.doc_no, typed::NAME);
    let reasons = reasons(&mut fields, &form.rules, &form.reasons);
    let reply = Answer { on, doc_no: (!doc_no.is_empty()).then_some(doc_no), reasons };
    approve_on(tx, site, actor, id.into(), reply, (fields, Some(form.revision))).await
}

/// Rule and reason, for each rule with a reason.
pub(super) fn reasons(
    fields: &mut Vec<FieldError>,
    rules: &[String],
    reasons: &[String],
) -> Vec<(String, String)> {
    let mut given = Vec::new();
    for (rule, reason) in rules.iter().zip(reasons) {
        let reason = typed::text(fields, &format!("reason-{rule}"), reason, typed::PARAGRAPH);
        if !reason.is_empty() {
            given.push((rule.clone(), reason));
        }
    }
    given
}

/// The reasons as the record keeps them, with who gave them.
pub(super) fn overrulings(
    given: &[(String, String)],
    by: Option<PersonId>,
    on: NaiveDate,
) -> Vec<Overruling> {
    let one =
        |(rule, reason): &(String, String)| Overruling { rule: rule.clone(), reason: reason.clone(), by, on };
    given.iter().map(one).collect()
}

/// The step that keeps each reason.
pub(super) fn overruled(given: &[(String, String)]) -> impl Iterator<Item = Step> {
    given.iter().map(|(rule, reason)| Step {
        rule: Some(rule.clone()),
        note: Some(reason.clone()),
        ..Step::new("overruled")
    })
}

/// An error at the reason of each rule that needs one and has none.
pub(super) fn reasons_missing(found: &[Finding], given: &[(String, String)]) -> Vec<FieldError> {
    let silent = |finding: &&Finding| finding.warns() && !given.iter().any(|(rule, _)| *rule == finding.rule);
    let asked = |finding: &Finding| {
        let why = Reason::new("founding-reason-needed").with("rule", finding.rule.as_str());
        FieldError::new(&format!("reason-{}", finding.rule), why)
    };
    found.iter().filter(silent).map(asked).collect()
}

/// What a committee answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The day of the reply.
    pub on: NaiveDate,
    /// The number of the written reply.
    pub doc_no: Option<String>,
    /// Rule and reason for each "generally" gone beyond.
    pub reasons: Vec<(String, String)>,
}

/// Approves a founding. `wrong` are the fields that will not do already; with a
/// revision the founding has to be the one that was looked at.
///
/// # Errors
///
/// No permit, not handed in, somebody who has meanwhile moved, a "must" not
/// met, or a "generally" without a reason.
pub async fn approve_on(
    tx: &mut Tx,
    site: &Site,
    actor: &Actor,
    id: FoundingId,
    answer: Answer,
    (mut wrong, revision): (Vec<FieldError>, Option<i32>),
) -> Result<(), AppError> {
    let (rules, today) = (&site.book.founding, site.clock.today());
    let found = find::locked(tx, actor, id).await?;
    let permit = found.may_decide(actor)?;
    let standing = found.proposal.standing.clone().ok_or_else(not_handed_in)?;
    let all = findings(standing.application(), Stage::Replied { on: answer.on }, rules);
    let reply = Reply {
        committee: OrganisationId::from(permit.on()),
        by: actor.person(),
        on: answer.on,
        doc_no: answer.doc_no.clone(),
        overrulings: overrulings(&answer.reasons, actor.person(), answer.on),
    };
    if matches!(standing, gongjian_domain::organisation::founding::Founding::Proposed { .. }) {
        standing.may_go_on_from(answer.on, today).map_err(|refusal| refused(&refusal))?;
        wrong.extend(reasons_missing(&all, &answer.reasons));
        if !wrong.is_empty() {
            return Err(AppError::Invalid(wrong));
        }
    }
    let approved = standing.approve(reply, rules, today).map_err(|refusal| with_all(&refusal, all))?;
    if let Some(revision) = revision {
        found.as_seen(revision)?;
    }
    let Found { proposal, .. } = found;
    moves(tx, &proposal.plan, today).await?;
    let step = Step { on: Some(answer.on), note: answer.doc_no, ..Step::new("approved") };
    let steps = std::iter::once(step).chain(overruled(&answer.reasons)).collect();
    let next = Proposal { standing: Some(approved), ..proposal };
    Ok(store::save(tx, site, &permit, next, steps).await?)
}

fn not_handed_in() -> AppError {
    AppError::Refused(Reason::new("founding-not-handed-in"), Vec::new())
}

/// `POST /foundings/{id}/return` — sends the application back with a comment.
#[utoipa::path(post, path = "/foundings/{id}/return", params(("id" = Uuid, Path)), request_body = ReturnFoundingForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("founding.decide"))))]
pub async fn send_back(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<ReturnFoundingForm>,
) -> Result<Response, AppError> {
    let done = site
        .db
        .write(async |tx| {
            let found = find::locked(tx, &visit.actor, id.into()).await?;
            let permit = found.may_decide(&visit.actor)?;
            let mut fields = Vec::new();
            let comment = typed::text(&mut fields, "comment", &form.comment, typed::PARAGRAPH);
            if comment.is_empty() {
                fields.push(FieldError::new("comment", Reason::new("founding-comment-needed")));
            }
            if !fields.is_empty() {
                return Err(AppError::Invalid(fields));
            }
            let today = site.clock.today();
            let standing = found.proposal.standing.clone().ok_or_else(not_handed_in)?;
            let sent_back = SentBack { comment: comment.clone(), by: visit.actor.person(), on: today };
            let returned = standing.send_back(sent_back, today).map_err(|refusal| refused(&refusal))?;
            found.as_seen(form.revision)?;
            let Found { proposal, .. } = found;
            let step = Step { note: Some(comment), ..Step::new("returned") };
            let next = Proposal { standing: Some(returned), ..proposal };
            Ok(store::save(tx, &site, &permit, next, vec![step]).await?)
        })
        .await;
    match done {
        Ok(()) => Ok(visit.done(&address(id))),
        Err(AppError::Invalid(fields)) => {
            let tx = site.db.read();
            let found = find::read(&tx, &visit.actor, id.into()).await?;
            let shown = content(&tx, &site, &found).await?;
            let view = FoundingReplyPage { comment: form.comment, fields: fields.clone(), ..shown };
            AppError::Invalid(fields).answer_with(visit.wants(), &view, &visit.shell())
        }
        Err(error) => Err(error),
    }
}
