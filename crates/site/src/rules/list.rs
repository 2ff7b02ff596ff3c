//! The list of rules, pack by pack.

use axum::extract::{Query, State};
use axum::response::Response;
use gongjian_domain::rule::{Pack, Rule, RuleBook};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::open_page;
use crate::Site;
use crate::policy::Thing;
use crate::policy::actions::{ChooseRules, OpenPage};
use crate::web::findings::word;
use crate::web::{AppError, Guest, Visit, export, view};

/// Which rules are asked for; an empty filter leaves everything in.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
pub struct RuleFilter {
    /// `nation`, `province` or `college`.
    #[serde(default)]
    pub layer: String,
    /// How far the rule has been checked, such as `confirmed`.
    #[serde(default)]
    pub status: String,
    /// `must` or `generally`.
    #[serde(default)]
    pub force: String,
}

/// The rules, pack by pack.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct RulesPage {
    /// The layer asked for; empty for all.
    pub layer: String,
    /// The status asked for; empty for all.
    pub status: String,
    /// The force asked for; empty for all.
    pub force: String,
    /// How many rules the filter finds.
    pub count: usize,
    /// Whether the visitor may write rules for branches of the own.
    pub may_choose: bool,
    /// The packs with at least one rule found.
    #[schema(value_type = Vec<Object>)]
    pub packs: Vec<Pack>,
}

impl RulesPage {
    /// The words of the filter for layers.
    pub const LAYERS: &'static [&'static str] = &["nation", "province", "college"];
    /// The words of the filter for forces.
    pub const FORCES: &'static [&'static str] = &["must", "generally"];
    /// The words of the filter for statuses.
    pub const STATUSES: &'static [&'static str] = &[
        "confirmed",
        "confirmed-number",
        "second-hand",
        "carried-over",
        "practice",
        "default",
        "unconfirmed",
    ];

    /// The addresses of the same rules as a file.
    #[must_use]
    pub fn exports(&self) -> [String; 3] {
        let pairs =
            [("layer", self.layer.clone()), ("status", self.status.clone()), ("force", self.force.clone())];
        export::addresses("/rules", &pairs)
    }

    pub(super) fn found(book: &RuleBook, filter: RuleFilter) -> Self {
        let fits = |rule: &Rule| {
            let one = |wanted: &str, word: String| wanted.is_empty() || wanted == word;
            let force =
                rule.upper_force.into_iter().chain([rule.force]).any(|f| one(&filter.force, word(&f)));
            one(&filter.layer, word(&rule.layer)) && one(&filter.status, word(&rule.status)) && force
        };
        let mut packs = book.packs().to_vec();
        for pack in &mut packs {
            pack.rules.retain(fits);
        }
        packs.retain(|pack| !pack.rules.is_empty());
        let count = packs.iter().map(|pack| pack.rules.len()).sum();
        Self {
            layer: filter.layer,
            status: filter.status,
            force: filter.force,
            count,
            packs,
            may_choose: false,
        }
    }
}

view!(RulesPage, "rules/list.html", || {
    let none = Self { layer: "province".into(), ..Self::default() };
    RuleBook::shipped().map_or_else(|_| vec![], |book| vec![Self::found(&book, RuleFilter::default()), none])
});

/// `GET /rules` — every rule, by pack.
#[utoipa::path(get, path = "/rules", params(RuleFilter), responses((status = 200, body = RulesPage)), extensions(("x-action" = json!("page.open"))))]
pub async fn page(
    State(site): State<Site>,
    guest: Guest,
    visit: Result<Visit, AppError>,
    Query(filter): Query<RuleFilter>,
) -> Result<Response, AppError> {
    site.stranger().may(OpenPage, &Thing::installation())?;
    let may_choose = match &visit {
        Ok(visit) => !visit.actor.scope::<ChooseRules>()?.is_empty(),
        Err(_) => false,
    };
    open_page(&guest, visit, &RulesPage { may_choose, ..RulesPage::found(&site.book, filter) })
}
