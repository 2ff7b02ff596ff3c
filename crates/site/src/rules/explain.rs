//! One rule: what it demands, where it stands, how far it is checked, what asks it.

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::rule::{AskedFor, Layer, Rule, RuleBook, Words};
use serde::Serialize;
use utoipa::ToSchema;

use super::open_page;
use crate::Site;
use crate::own_rule;
use crate::policy::Thing;
use crate::policy::actions::OpenPage;
use crate::web::{AppError, Guest, Visit, view};

/// One rule with its source.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RulePage {
    /// The rule.
    #[schema(value_type = Object)]
    pub rule: Rule,
    /// The document it stands in.
    #[schema(value_type = Object)]
    pub title: Words,
    /// Who issued the document.
    pub issuer: String,
    /// The document's number; empty when it has none or it is not known.
    pub doc_no: String,
    /// The day the document was issued.
    pub issued: NaiveDate,
    /// The pack that took this one's place.
    pub superseded_by: Option<String>,
    /// What a reader should know before relying on it.
    #[schema(value_type = Option<Object>)]
    pub note: Option<Words>,
    /// What the program asks this rule for: `founding`, `meeting`, `roster`, or nothing.
    pub asked_for: Option<&'static str>,
}

impl RulePage {
    /// `rule` as it stands in `book`. None when its pack is not there.
    #[must_use]
    pub fn of(book: &RuleBook, rule: &Rule) -> Option<Self> {
        let pack = book.pack(&rule.pack)?;
        Some(Self {
            rule: rule.clone(),
            title: pack.title.clone(),
            issuer: pack.issuer.clone(),
            doc_no: pack.doc_no.clone(),
            issued: pack.issued,
            superseded_by: pack.superseded_by.clone(),
            note: pack.note.clone(),
            asked_for: book.asked_for(rule).map(AskedFor::as_str),
        })
    }

    /// Whether the rule is the college's own.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.rule.layer == Layer::College
    }

    /// The page where the program asks this rule.
    #[must_use]
    pub fn asked_at(&self) -> &'static str {
        match self.asked_for {
            Some("founding") => "/foundings",
            Some("meeting") => "/meetings",
            Some("roster") => "/imports",
            Some("development") => "/rules/check",
            Some("placement") => "/my-students",
            _ => "",
        }
    }
}

view!(RulePage, "rules/explain.html", || {
    let Ok(book) = RuleBook::shipped() else { return vec![] };
    ["BR-COMM-N", "BR-APPROVE", "JB-SIGN", "PD-PROB", "BR-TEMP", "BR-POSTS"]
        .into_iter()
        .filter_map(|id| Self::of(&book, book.find(id)?))
        .collect()
});

/// `GET /rules/{id}` — one rule, whatever the case of its letters.
#[utoipa::path(get, path = "/rules/{id}", params(("id" = String, Path)), responses((status = 200, body = RulePage), (status = 404)), extensions(("x-action" = json!("page.open"))))]
pub async fn page(
    State(site): State<Site>,
    guest: Guest,
    visit: Result<Visit, AppError>,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    site.stranger().may(OpenPage, &Thing::installation())?;
    let found = match site.book.spelled(&id) {
        Some(rule) => RulePage::of(&site.book, rule),
        None => own(&site, &id).await?,
    };
    open_page(&guest, visit, &found.ok_or(AppError::NotFound("rule"))?)
}

/// A rule a committee wrote and switched on: whoever meets it in a finding may read it.
async fn own(site: &Site, id: &str) -> Result<Option<RulePage>, AppError> {
    let id = id.trim().to_ascii_uppercase();
    let Some((chosen, committee)) = own_rule::store::by_rule(&site.db.read(), &id).await? else {
        return Ok(None);
    };
    let Some(rule) = chosen.rules(&site.book)?.into_iter().find(|rule| rule.id == id) else {
        return Ok(None);
    };
    Ok(Some(RulePage {
        title: rule.text.clone(),
        issuer: committee,
        doc_no: String::new(),
        issued: chosen.from,
        superseded_by: None,
        note: None,
        asked_for: Some(AskedFor::Development.as_str()),
        rule,
    }))
}
