//! The founding itself: the branch comes into being and its members move in, or nothing happens at all.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::kinds::{FoundingId, OrganisationId, PersonId};
use gongjian_domain::organisation::founding::{
    Application, Foundation, Founding, Move, Plan, Refusal, Seat, Signatory, Stage, findings,
};
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::{Finding, Span};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::find::{self, Found, refused};
use super::hand_in::with_all;
use super::record;
use super::reply::{overruled, overrulings, reasons, reasons_missing};
use super::seats::{PostsForm, PostsView};
use super::store::{self, Proposal, Step};
use super::view::JoinerView;
use crate::Site;
use crate::account::apart;
use crate::account::store::LeftOffice;
use crate::db::Tx;
use crate::policy::Actor;
use crate::web::body::blank_as_none;
use crate::web::findings::overruled_behind;
use crate::web::{AppError, Body, FieldError, Shell, ShownFinding, Visit, findings as shown, typed, view};

/// How long a term of office is.
const TERM: &str = "BR-TERM";

/// What is settled on the day of the founding.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FoundForm {
    /// The revision that was looked at.
    pub revision: i32,
    /// The day; today when it is left out.
    pub on: String,
    /// Who of the plan really joins.
    pub joining: Vec<Uuid>,
    /// 书记, as elected.
    #[serde(deserialize_with = "blank_as_none")]
    pub secretary: Option<Uuid>,
    /// 副书记.
    #[serde(deserialize_with = "blank_as_none")]
    pub deputy: Option<Uuid>,
    /// 组织委员.
    #[serde(deserialize_with = "blank_as_none")]
    pub organisation: Option<Uuid>,
    /// 宣传委员.
    #[serde(deserialize_with = "blank_as_none")]
    pub publicity: Option<Uuid>,
    /// 纪检委员.
    #[serde(deserialize_with = "blank_as_none")]
    pub discipline: Option<Uuid>,
    /// 委员 without a post of their own.
    pub others: Vec<Uuid>,
    /// Who confirms for the school's side.
    #[serde(deserialize_with = "blank_as_none")]
    pub signatory_school: Option<Uuid>,
    /// Who confirms for the enterprises' side.
    #[serde(deserialize_with = "blank_as_none")]
    pub signatory_enterprise: Option<Uuid>,
    /// Who confirms for the association's side.
    #[serde(deserialize_with = "blank_as_none")]
    pub signatory_association: Option<Uuid>,
    /// Who confirms for the side of another kind.
    #[serde(deserialize_with = "blank_as_none")]
    pub signatory_other: Option<Uuid>,
    /// Rules that came to be unmet only now, to go beyond.
    pub rules: Vec<String>,
    /// A reason for each of them, in the same order.
    pub reasons: Vec<String>,
}

impl FoundForm {
    fn posts(&self) -> PostsForm {
        PostsForm {
            posts: [self.secretary, self.deputy, self.organisation, self.publicity, self.discipline],
            others: self.others.clone(),
            signatories: [
                self.signatory_school,
                self.signatory_enterprise,
                self.signatory_association,
                self.signatory_other,
            ],
        }
    }
}

/// The page on which the branch is founded.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct FoundPage {
    /// The founding.
    pub founding: Uuid,
    /// The name of the branch.
    pub name: String,
    /// The revision looked at.
    pub revision: i32,
    /// The day.
    pub on: String,
    /// When the first term will end, by the rule, as a sentence's key and values; none for a day that makes no sense.
    #[schema(value_type = Option<Object>)]
    pub term: Option<Reason>,
    /// Everybody planned, with whether they still may come and whether they are chosen.
    pub people: Vec<(JoinerView, bool)>,
    /// Who holds which post, who confirms.
    pub posts: PostsView,
    /// Offices in the branches that are left: they end on the day of the founding.
    pub leaving: Vec<LeavingOffice>,
    /// Every rule's answer about those who come, what is not met first.
    #[schema(value_type = Vec<Object>)]
    pub findings: Vec<Finding>,
    /// The rules that need a reason now.
    pub unanswered: Vec<String>,
    /// What is typed so far.
    pub form: FoundForm,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

/// An office that ends because its holder leaves the branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LeavingOffice {
    /// The holder's name.
    pub name: String,
    /// The word of the office.
    pub office: String,
    /// The branch that is left.
    pub branch: String,
}

impl FoundPage {
    /// The reason typed for a rule.
    #[must_use]
    pub fn reason_for(&self, rule: &str) -> &str {
        let pairs = self.form.rules.iter().zip(&self.form.reasons);
        pairs.into_iter().find(|(one, _)| *one == rule).map_or("", |(_, reason)| reason)
    }

    /// Every rule's answer as a reader sees it. What the reply gave a reason for stands behind what is still open.
    #[must_use]
    pub fn answers(&self, shell: &Shell) -> Vec<ShownFinding> {
        let passed = |one: &Finding| one.warns() && !self.unanswered.contains(&one.rule);
        let shown = |one: &Finding| match passed(one) {
            true => shell.finding(one).overruled(shell.t("founding-reason-given")),
            false => shell.finding(one),
        };
        let mut answers: Vec<ShownFinding> = self.findings.iter().map(shown).collect();
        overruled_behind(&mut answers);
        answers
    }

    /// The finding of a rule as a reader sees it.
    #[must_use]
    pub fn finding(&self, shell: &Shell, rule: &str) -> Option<ShownFinding> {
        self.findings.iter().find(|finding| finding.rule == rule).map(|finding| shell.finding(finding))
    }

    /// What follows from the day: who moves when, and when the first term ends.
    #[must_use]
    pub fn day_help(&self, shell: &Shell) -> String {
        let term = self.term.iter().map(|term| shell.reason(term));
        term.fold(shell.t("founding-move-on-help"), |help, term| format!("{help} {term}"))
    }

    /// How many come.
    #[must_use]
    pub fn coming(&self) -> usize {
        self.people.iter().filter(|(_, chosen)| *chosen).count()
    }
}

view!(FoundPage, "founding/found.html", || {
    let Ok(book) = gongjian_domain::rule::RuleBook::shipped() else { return vec![] };
    let few = &book.founding.few;
    let about = |unit: &str, full: u32| {
        let reason = few.rule.reason("unmet").with("units", 1_u32).with("below", few.value);
        few.rule.finding(false, reason.with("largest", unit).with("full", full))
    };
    let person = |name: &str, stage, here| JoinerView {
        id: Uuid::nil(),
        name: name.to_owned(),
        unit: "创意设计学院".into(),
        from: "产品设计教工党支部".into(),
        stage,
        manner: "formal",
        here,
    };
    let full = Self {
        name: "文创艺术党支部".into(),
        on: "2026-12-01".into(),
        people: vec![(person("林杰", "full", true), true), (person("徐英桂", "full", false), false)],
        posts: PostsView::sample(),
        term: Some(
            Reason::new("founding-term")
                .with("ends_on", NaiveDate::default())
                .with("rule", "BR-TERM")
                .with("article", "第二十一条"),
        ),
        leaving: vec![LeavingOffice {
            name: "林杰".into(),
            office: "secretary".into(),
            branch: "产品设计教工党支部".into(),
        }],
        findings: vec![about("创意设计学院", 12)],
        unanswered: vec!["BR-JOINT-FEW".into()],
        ..Self::default()
    };
    let moved = FieldError::new("joining", Refusal::MovedMeanwhile { name: "徐英桂".into() }.reason());
    vec![full.clone(), Self { fields: vec![moved], unanswered: vec![], ..full }]
});

/// The plan with those of `joining` only.
fn coming(plan: &Plan, joining: &BTreeSet<PersonId>) -> Plan {
    let mut plan = plan.clone();
    plan.joinings.retain(|one| joining.contains(&one.person));
    plan
}

/// Everybody of the plan who is still where the plan found them.
fn still_here(view: &[JoinerView]) -> BTreeSet<PersonId> {
    view.iter().filter(|one| one.here && !one.stage.is_empty()).map(|one| one.id.into()).collect()
}

async fn content(
    tx: &Tx,
    site: &Site,
    actor: &Actor,
    found: &Found,
    typed: Option<FoundForm>,
) -> Result<FoundPage, AppError> {
    let today = site.clock.today();
    let plan = &found.proposal.plan;
    let record = record::content(tx, site, actor, found).await?;
    let people: Vec<JoinerView> = record.sides.into_iter().flat_map(|side| side.people).collect();
    let chosen: BTreeSet<PersonId> = match &typed {
        Some(form) => form.joining.iter().copied().map(PersonId::from).collect(),
        None => still_here(&people),
    };
    let posts = PostsView::of(tx, site, plan, &plan.committee.seats).await?;
    let come = coming(plan, &chosen);
    let known = store::known(tx, &chosen.iter().copied().collect::<Vec<_>>(), today).await?;
    let (moves, _) = come.moves_and_doubts(today, &known);
    let units = record::unit_names(tx, plan).await?;
    let application =
        come.application(found.proposal.above, applied_on(&found.proposal, today), &units, &moves);
    let stage = match &found.proposal.standing {
        Some(Founding::Approved { reply, .. }) => Stage::Founded { replied_on: reply.on },
        _ => Stage::Applying { today },
    };
    let mut answers = findings(&application, stage, &site.book.founding);
    shown::sort(&mut answers);
    let answered = reasons_before(&found.proposal);
    let unanswered = answers.iter().filter(|finding| finding.warns() && !answered.contains(&finding.rule));
    let form = typed.unwrap_or_default();
    let leaving = leaving(tx, &people, &moves).await?;
    let on = if form.on.is_empty() { today.to_string() } else { form.on.clone() };
    Ok(FoundPage {
        leaving,
        term: term_in_words(site, &on),
        founding: found.proposal.id.uuid(),
        name: plan.name.clone(),
        revision: found.proposal.revision,
        on,
        people: people.into_iter().map(|one| (one.clone(), chosen.contains(&one.id.into()))).collect(),
        posts,
        unanswered: unanswered.map(|finding| finding.rule.clone()).collect(),
        findings: answers,
        form,
        fields: Vec::new(),
    })
}

/// How long a committee, or a secretary alone, is elected for.
fn term(site: &Site) -> Option<Span> {
    let rule = site.book.find(TERM)?;
    Some(Span { value: rule.values.value?, rule: rule.clone() })
}

/// When the first term of a branch founded on the day typed ends, and by which rule.
fn term_in_words(site: &Site, on: &str) -> Option<Reason> {
    let term = term(site)?;
    let ends_on = term.after(on.parse().ok()?)?;
    let rule = (term.rule.id.as_str(), term.rule.article.as_str());
    Some(Reason::new("founding-term").with("ends_on", ends_on).with("rule", rule.0).with("article", rule.1))
}

/// What ends with the moves, with the names a page says.
async fn leaving(tx: &Tx, people: &[JoinerView], moves: &[Move]) -> Result<Vec<LeavingOffice>, AppError> {
    let line = |(left, _): (LeftOffice, NaiveDate)| {
        let one = people.iter().find(|one| one.id == left.person.uuid())?;
        Some(LeavingOffice { name: one.name.clone(), office: left.name, branch: one.from.clone() })
    };
    Ok(store::left_offices(tx, moves).await?.into_iter().filter_map(line).collect())
}

fn applied_on(proposal: &Proposal, today: NaiveDate) -> NaiveDate {
    proposal.standing.as_ref().map_or(today, |standing| standing.application().applied_on)
}

/// The rules the committee gave a reason for when it replied.
fn reasons_before(proposal: &Proposal) -> Vec<String> {
    match &proposal.standing {
        Some(Founding::Approved { reply, .. }) => {
            reply.overrulings.iter().map(|one| one.rule.clone()).collect()
        }
        _ => Vec::new(),
    }
}

/// `GET /foundings/{id}/found` — who comes, who was elected, and the day.
#[utoipa::path(get, path = "/foundings/{id}/found", params(("id" = Uuid, Path)), responses((status = 200, body = FoundPage), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("founding.decide"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let found = find::read(&tx, &visit.actor, id.into()).await?;
    found.may_decide(&visit.actor)?;
    approved(&found.proposal)?;
    visit.page(&content(&tx, &site, &visit.actor, &found, None).await?)
}

fn approved(proposal: &Proposal) -> Result<&Founding, AppError> {
    match &proposal.standing {
        Some(standing @ Founding::Approved { .. }) => Ok(standing),
        Some(other) => Err(refused(&Refusal::WrongState { state: other.as_str() })),
        None => Err(AppError::Refused(Reason::new("founding-not-handed-in"), Vec::new())),
    }
}

/// `POST /foundings/{id}/found` — founds the branch and moves its members in.
#[utoipa::path(post, path = "/foundings/{id}/found", params(("id" = Uuid, Path)), request_body = FoundForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("founding.decide"))))]
pub async fn found(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<FoundForm>,
) -> Result<Response, AppError> {
    let done = site.db.write(async |tx| found_typed(tx, &site, &visit.actor, id, &form).await).await;
    match done {
        Ok(branch) => Ok(visit.done(&format!("/organisations/{branch}"))),
        Err(AppError::Invalid(fields)) => {
            let tx = site.db.read();
            let found = find::read(&tx, &visit.actor, id.into()).await?;
            let posts = form.posts();
            let shown = content(&tx, &site, &visit.actor, &found, Some(form)).await?;
            let view = FoundPage { posts: shown.posts.chosen(&posts), fields: fields.clone(), ..shown };
            AppError::Invalid(fields).answer_with(visit.wants(), &view, &visit.shell())
        }
        Err(error) => Err(error),
    }
}

async fn found_typed(
    tx: &mut Tx,
    site: &Site,
    actor: &Actor,
    id: Uuid,
    form: &FoundForm,
) -> Result<OrganisationId, AppError> {
    let locked = find::locked(tx, actor, id.into()).await?;
    locked.may_decide(actor)?;
    approved(&locked.proposal)?;
    locked.as_seen(form.revision)?;
    let plan = &locked.proposal.plan;
    let mut fields = Vec::new();
    let on = typed::day(&mut fields, "on", &form.on).unwrap_or_else(|| site.clock.today());
    let joining: BTreeSet<PersonId> = form.joining.iter().copied().map(PersonId::from).collect();
    if !joining.iter().all(|person| plan.joinings.iter().any(|one| one.person == *person)) {
        fields.push(FieldError::new("joining", Reason::new("founding-not-offered")));
    }
    let offered = PostsView::of(tx, site, plan, &[]).await?;
    let day = Day {
        on,
        joining,
        seats: form.posts().seats(&offered, &mut fields),
        signatories: form.posts().signatories(plan, &offered, &mut fields),
        reasons: reasons(&mut fields, &form.rules, &form.reasons),
    };
    found_on(tx, site, actor, id.into(), day, fields).await
}

/// What is settled on the day of the founding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub on: NaiveDate,
    /// Who of the plan really joins.
    pub joining: BTreeSet<PersonId>,
    /// Who was elected to which post; empty for the committee as it was proposed.
    pub seats: Vec<Seat>,
    /// Who confirms for which side, where that changed.
    pub signatories: Vec<Signatory>,
    /// Rule and reason for each "generally" that came to be unmet only now.
    pub reasons: Vec<(String, String)>,
}

/// Founds the branch of an approved founding. `wrong` are the fields that will not do already.
///
/// # Errors
///
/// No permit, not approved, a code that was taken meanwhile, somebody who has
/// moved, a "must" not met, or a "generally" nobody gave a reason for.
pub async fn found_on(
    tx: &mut Tx,
    site: &Site,
    actor: &Actor,
    id: FoundingId,
    day: Day,
    mut wrong: Vec<FieldError>,
) -> Result<OrganisationId, AppError> {
    let found = find::locked(tx, actor, id).await?;
    let permit = found.may_decide(actor)?;
    let standing = approved(&found.proposal)?;
    standing.may_go_on_from(day.on, site.clock.today()).map_err(|refusal| refused(&refusal))?;
    let Found { proposal, .. } = found;
    let come = coming(&proposal.plan, &day.joining);
    let moves = moved(tx, &come, day.on, &mut wrong).await?;
    if store::code_is_taken(tx, &proposal.plan.code, proposal.id.uuid()).await? {
        let taken = Reason::new("founding-code-taken").with("code", proposal.plan.code.as_str());
        return Err(AppError::Refused(taken, Vec::new()));
    }
    let founded = settled(site, actor, &proposal, &day, moves, wrong)?;
    let Founding::Founded { application, foundation, .. } = &founded else {
        return Err(AppError::NotFound("founding"));
    };
    may_be_seated(tx, site, actor, application).await?;
    let term_ends_on = term(site).and_then(|term| term.after(foundation.on));
    let branch =
        store::establish(tx, &site.clock, &permit, &proposal, (application, foundation), term_ends_on)
            .await?;
    let step = Step { on: Some(day.on), ..Step::new("founded") };
    let steps = std::iter::once(step).chain(overruled(&day.reasons)).collect();
    let next = Proposal { standing: Some(founded), branch: Some(branch), plan: come, ..proposal };
    store::save(tx, site, &permit, next, steps).await?;
    Ok(branch)
}

/// That whoever founds the branch takes no post in it, and that none of the three administrators does.
async fn may_be_seated(
    tx: &Tx,
    site: &Site,
    actor: &Actor,
    application: &Application,
) -> Result<(), AppError> {
    let seats = application.committee.seats.iter().map(|seat| seat.person);
    let mut people: Vec<PersonId> =
        seats.chain(application.sides.iter().filter_map(|plan| plan.signatory)).collect();
    // In the order of their ids, so that two appointments never wait for each other crosswise.
    people.sort_unstable();
    people.dedup();
    for person in people {
        if actor.person() == Some(person) {
            return Err(AppError::Refused(Reason::new("office-own"), Vec::new()));
        }
        apart::may_hold_office(tx, person, site.clock.today()).await?;
    }
    Ok(())
}

/// The moves of those who come; an error at the list names everybody who cannot.
async fn moved(
    tx: &Tx,
    come: &Plan,
    on: NaiveDate,
    wrong: &mut Vec<FieldError>,
) -> Result<Vec<Move>, AppError> {
    let people: Vec<PersonId> = come.joinings.iter().map(|one| one.person).collect();
    let known = store::known(tx, &people, on).await?;
    let (moves, doubts) = come.moves_and_doubts(on, &known);
    wrong.extend(doubts.iter().map(|doubt| FieldError::new("joining", doubt.reason())));
    Ok(moves)
}

/// The founding as the rules settle it.
fn settled(
    site: &Site,
    actor: &Actor,
    proposal: &Proposal,
    day: &Day,
    moves: Vec<Move>,
    mut wrong: Vec<FieldError>,
) -> Result<Founding, AppError> {
    let (rules, today) = (&site.book.founding, site.clock.today());
    let Some(Founding::Approved { application, reply }) = &proposal.standing else {
        return Err(refused(&Refusal::WrongState { state: proposal.state() }));
    };
    let units = application.units().map(|part| (part.unit, part.name.clone())).collect();
    let mut as_comes = proposal.plan.application(proposal.above, application.applied_on, &units, &moves);
    if !day.seats.is_empty() {
        as_comes.committee.seats.clone_from(&day.seats);
    }
    let all = findings(&as_comes, Stage::Founded { replied_on: reply.on }, rules);
    let before = reply.overrulings.iter().map(|one| (one.rule.clone(), one.reason.clone()));
    let answered: Vec<(String, String)> = before.chain(day.reasons.iter().cloned()).collect();
    if !all.iter().any(Finding::blocks) {
        wrong.extend(reasons_missing(&all, &answered));
    }
    if !wrong.is_empty() {
        return Err(AppError::Invalid(wrong));
    }
    let foundation = Foundation {
        on: day.on,
        seats: day.seats.clone(),
        signatories: day.signatories.clone(),
        moves,
        overrulings: overrulings(&day.reasons, actor.person(), day.on),
    };
    let standing = Founding::Approved { application: application.clone(), reply: reply.clone() };
    standing.found(foundation, rules, today).map_err(|refusal| with_all(&refusal, all))
}
