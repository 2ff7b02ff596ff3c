//! Writing an own rule down: as a draft, which touches nothing yet.

use axum::extract::{Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::kinds::OrganisationId;
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::{Measure, Rule, RuleBook, RuleChoice};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::store;
use crate::Site;
use crate::db::Tx;
use crate::organisation;
use crate::policy::actions::ChooseRules;
use crate::policy::{Action, Denied};
use crate::rules::numbers;
use crate::web::choices::Choice;
use crate::web::shell::Shell;
use crate::web::{AppError, Body, FieldError, Fields, Visit, typed, view};

const LONGEST_BASIS: usize = 200;

/// What is sent to begin with: the rule or the pack whose page led here.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
pub struct About {
    /// The rule or pack.
    #[serde(default)]
    pub about: String,
}

/// An own rule as a form sends it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnRuleForm {
    /// The committee whose branches it is for.
    #[serde(default)]
    pub committee: String,
    /// The rule to be made stricter, or the pack to be taken over.
    #[serde(default)]
    pub about: String,
    /// The stricter number; empty for a pack.
    #[serde(default)]
    pub number: String,
    /// What it counts: `day`, `month`, `year`, `workday` or `age`; empty for a pack.
    #[serde(default)]
    pub unit: String,
    /// The decision it stands on.
    #[serde(default)]
    pub basis: String,
    /// The first day it is to hold.
    #[serde(default)]
    pub from: String,
}

/// The form for an own rule.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct AddOwnRulePage {
    /// The committees to choose from: id and name.
    pub committees: Vec<(Uuid, String)>,
    /// The rules that can be made stricter.
    #[schema(value_type = Vec<Object>)]
    pub rules: Vec<Rule>,
    /// The packs that can be taken over: id and title.
    #[schema(value_type = Vec<Object>)]
    pub packs: Vec<(String, gongjian_domain::rule::Words)>,
    /// What stands in the form.
    pub form: OwnRuleForm,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

impl AddOwnRulePage {
    fn of(book: &RuleBook, committees: Vec<(Uuid, String)>, form: OwnRuleForm, today: NaiveDate) -> Self {
        Self {
            committees,
            rules: book.may_be_stricter(today).cloned().collect(),
            packs: book.may_be_taken_over().map(|pack| (pack.id.clone(), pack.title.clone())).collect(),
            form,
            fields: Vec::new(),
        }
    }

    /// The committees as choices.
    #[must_use]
    pub fn committee_choices(&self) -> Vec<Choice> {
        let chosen = |id: &Uuid| id.to_string() == self.form.committee || self.committees.len() == 1;
        self.committees.iter().map(|(id, name)| Choice::new(id.to_string(), name, chosen(id))).collect()
    }

    /// The rules with what they ask now, and the packs, as choices.
    #[must_use]
    pub fn about_choices(&self, shell: &Shell) -> Vec<Choice> {
        let mut choices = vec![Choice::new("", shell.t("own-rule-about-none"), self.form.about.is_empty())];
        choices.extend(self.rules.iter().map(|rule| {
            let asks = numbers::numbers(rule, shell.words);
            let label = format!("{} · {} · {asks}", rule.id, shell.words.said(&rule.text));
            Choice::new(rule.id.clone(), label, rule.id == self.form.about)
        }));
        choices.extend(self.packs.iter().map(|(id, title)| {
            let label = shell.t1("own-rule-about-pack", "title", shell.words.said(title));
            Choice::new(id.clone(), label, *id == self.form.about)
        }));
        choices
    }

    /// What a number may count, as choices.
    #[must_use]
    pub fn unit_choices(&self, shell: &Shell) -> Vec<Choice> {
        let words: Vec<&str> = UNITS.iter().map(|unit| unit.as_str()).collect();
        shell.choices("own-rule-unit", &words, &self.form.unit)
    }
}

/// What a stricter number can count.
const UNITS: [Measure; 5] = [Measure::Day, Measure::Workday, Measure::Month, Measure::Year, Measure::Age];

view!(AddOwnRulePage, "own_rule/add.html", || {
    let Ok(book) = RuleBook::shipped() else { return vec![] };
    let committees = vec![(Uuid::nil(), "学校党委".to_owned())];
    let today = "2026-11-23".parse().unwrap_or_default();
    let empty = Self::of(&book, committees.clone(), OwnRuleForm::default(), today);
    let form = OwnRuleForm { about: "PD26-TALK".into(), number: "30".into(), ..OwnRuleForm::default() };
    let refused = FieldError::new("number", Reason::new("own-rule-number-missing"));
    vec![empty, Self { fields: vec![refused], ..Self::of(&book, committees, form, today) }]
});

async fn page(site: &Site, visit: &Visit, tx: &Tx, form: OwnRuleForm) -> Result<AddOwnRulePage, AppError> {
    let committees = store::committees(tx, &visit.actor.scope::<ChooseRules>()?).await?;
    if committees.is_empty() {
        return Err(Denied::Forbidden(ChooseRules::NAME).into());
    }
    Ok(AddOwnRulePage::of(&site.book, committees, form, site.clock.today()))
}

/// `GET /own-rules/new` — the form.
#[utoipa::path(get, path = "/own-rules/new", params(About), responses((status = 200, body = AddOwnRulePage), (status = 403)), extensions(("x-action" = json!("rules.choose"))))]
pub async fn form(
    State(site): State<Site>,
    visit: Visit,
    Query(about): Query<About>,
) -> Result<Response, AppError> {
    let unit = site.book.find(&about.about).map(|rule| rule.unit.as_str().to_owned()).unwrap_or_default();
    let form = OwnRuleForm { about: about.about, unit, ..OwnRuleForm::default() };
    visit.page(&page(&site, &visit, &site.db.read(), form).await?)
}

/// `POST /own-rules` — writes an own rule down as a draft.
#[utoipa::path(post, path = "/own-rules", request_body = OwnRuleForm, responses((status = 303), (status = 403), (status = 404), (status = 422)), extensions(("x-action" = json!("rules.choose"))))]
pub async fn create(
    State(site): State<Site>,
    visit: Visit,
    Body(form): Body<OwnRuleForm>,
) -> Result<Response, AppError> {
    let saved = site.db.write(async |tx| created(&site, &visit, tx, &form).await).await;
    match saved {
        Ok(id) => Ok(visit.done(&format!("/own-rules/{id}"))),
        Err(AppError::Invalid(fields)) => {
            let page = page(&site, &visit, &site.db.read(), form).await?;
            let view = AddOwnRulePage { fields: fields.clone(), ..page };
            AppError::Invalid(fields).answer_with(visit.wants(), &view, &visit.shell())
        }
        Err(error) => Err(error),
    }
}

async fn created(site: &Site, visit: &Visit, tx: &mut Tx, form: &OwnRuleForm) -> Result<Uuid, AppError> {
    let missing =
        || AppError::Invalid(vec![FieldError::new("committee", Reason::new("own-rule-committee-missing"))]);
    let committee: OrganisationId = form.committee.parse().map_err(|_| missing())?;
    let thing = organisation::store::thing(tx, committee).await?.ok_or_else(missing)?;
    let permit = visit.actor.may(ChooseRules, &thing)?;
    let today = site.clock.today();
    let mut fields = Fields::default();
    let basis = fields.needed("basis", &form.basis, LONGEST_BASIS);
    let from = typed::day(&mut fields.errors, "from", &form.from).unwrap_or(today);
    if from < today {
        fields.refuse("from", "own-rule-reaches-back");
    }
    let choice = chosen(&site.book, form, from, &mut fields);
    fields.done()?;
    let choice = choice.ok_or_else(missing)?;
    Ok(store::add(tx, &site.clock, &permit, &choice, basis, from).await?)
}

/// What the form chooses, if the rule book allows it; what will not do goes to its field.
fn chosen(book: &RuleBook, form: &OwnRuleForm, from: NaiveDate, fields: &mut Fields) -> Option<RuleChoice> {
    if form.about.trim().is_empty() {
        fields.refuse("about", "own-rule-about-missing");
        return None;
    }
    let pack = book.may_be_taken_over().any(|pack| pack.id == form.about);
    let choice = if pack {
        RuleChoice::Pack { pack: form.about.clone() }
    } else {
        let number = form.number.trim().parse().ok();
        let unit = UNITS.into_iter().find(|unit| unit.as_str() == form.unit);
        let (Some(value), Some(unit)) = (number, unit) else {
            fields.refuse("number", "own-rule-number-missing");
            return None;
        };
        RuleChoice::Stricter { rule: form.about.clone(), value, unit }
    };
    match book.chosen(&choice, "OWN", from, None) {
        Ok(_) => Some(choice),
        Err(refusal) => {
            let field = if matches!(refusal, gongjian_domain::rule::RuleChoiceRefusal::NotStricter { .. }) {
                "number"
            } else {
                "about"
            };
            fields.errors.push(FieldError::new(field, refusal.reason()));
            None
        }
    }
}
