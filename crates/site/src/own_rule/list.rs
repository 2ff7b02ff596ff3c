//! The own rules of the committees somebody organises.

use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::rule::{Rule, RuleBook, RuleChoice, Words};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::store::{self, Chosen};
use crate::Site;
use crate::db::StoreError;
use crate::policy::actions::ChooseRules;
use crate::policy::{Action, Denied};
use crate::web::{AppError, Visit, view};

/// One own rule in the list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OwnRuleLine {
    /// The choice.
    pub id: Uuid,
    /// The committee.
    pub committee: String,
    /// The rule or the pack it is based on.
    pub based_on: String,
    /// What is chosen: the rule made stricter, or the title of the pack.
    #[schema(value_type = Object)]
    pub what: Words,
    /// The stricter rule with its number; none for a pack.
    #[schema(value_type = Option<Object>)]
    pub rule: Option<Rule>,
    /// The decision it stands on.
    pub basis: String,
    /// The first day it holds.
    pub from: NaiveDate,
    /// The first day it no longer holds.
    pub until: Option<NaiveDate>,
    /// `draft`, `coming`, `on` or `ended`.
    pub state: &'static str,
}

impl OwnRuleLine {
    /// `chosen` as `book` tells it.
    ///
    /// # Errors
    ///
    /// When the rule book no longer holds what was chosen.
    pub(super) fn of(
        book: &RuleBook,
        chosen: &Chosen,
        committee: String,
        today: NaiveDate,
    ) -> Result<Self, StoreError> {
        let gone = || StoreError::row("rule_choice", "the rule book lost it");
        let (based_on, what, rule) = match &chosen.choice {
            RuleChoice::Pack { pack } => (pack, book.pack(pack).ok_or_else(gone)?.title.clone(), None),
            RuleChoice::Stricter { rule, .. } => {
                let text = book.find(rule).ok_or_else(gone)?.text.clone();
                (rule, text, chosen.rules(book)?.into_iter().next())
            }
        };
        Ok(Self {
            id: chosen.id,
            committee,
            based_on: based_on.clone(),
            what,
            rule,
            basis: chosen.basis.clone(),
            from: chosen.from,
            until: chosen.until,
            state: chosen.state(today),
        })
    }

    /// The tone of its state.
    #[must_use]
    pub fn tone(&self) -> &'static str {
        match self.state {
            "on" => "met",
            "draft" | "coming" => "open",
            _ => "quiet",
        }
    }
}

/// The own rules of the committees the visitor organises.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct OwnRulesPage {
    /// The latest first.
    pub rows: Vec<OwnRuleLine>,
}

view!(OwnRulesPage, "own_rule/list.html", || vec![Self::default(), Self { rows: samples() }]);

/// One line of each state, for the gallery.
pub(super) fn samples() -> Vec<OwnRuleLine> {
    let Ok(book) = RuleBook::shipped() else { return vec![] };
    let day = |text: &str| text.parse().unwrap_or_default();
    let stricter = |rule: &str, value, unit| RuleChoice::Stricter { rule: rule.to_owned(), value, unit };
    let chosen = |choice, on: bool, until| Chosen {
        id: Uuid::nil(),
        organisation: Uuid::nil().into(),
        rule_id: "OWN-1A2B3C4D".to_owned(),
        choice,
        basis: "校党委会 2026 年第 9 次会议纪要".to_owned(),
        from: day("2026-09-01"),
        until,
        switched_on_at: on.then(Default::default),
    };
    [
        chosen(stricter("PD26-TALK", 20, gongjian_domain::rule::Measure::Day), false, None),
        chosen(stricter("PD26-PUBLICITY", 7, gongjian_domain::rule::Measure::Workday), true, None),
        chosen(RuleChoice::Pack { pack: "local-practice".to_owned() }, true, Some(day("2026-10-01"))),
    ]
    .iter()
    .filter_map(|one| OwnRuleLine::of(&book, one, "学校党委".to_owned(), day("2026-11-23")).ok())
    .collect()
}

/// `GET /own-rules` — what the committees ask beyond the rule book.
#[utoipa::path(get, path = "/own-rules", responses((status = 200, body = OwnRulesPage), (status = 403)), extensions(("x-action" = json!("rules.choose"))))]
pub async fn page(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let scope = visit.actor.scope::<ChooseRules>()?;
    if scope.is_empty() {
        return Err(Denied::Forbidden(ChooseRules::NAME).into());
    }
    let today = site.clock.today();
    let rows = store::list(&site.db.read(), &scope)
        .await?
        .into_iter()
        .map(|(chosen, committee)| OwnRuleLine::of(&site.book, &chosen, committee, today))
        .collect::<Result<_, _>>()?;
    visit.page(&OwnRulesPage { rows })
}
