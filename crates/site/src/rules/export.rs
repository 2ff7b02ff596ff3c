//! The rules as a file, open to everybody like their pages.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use gongjian_domain::cell::Cell;
use gongjian_domain::rule::{Pack, Rule};

use super::list::{RuleFilter, RulesPage};
use super::numbers;
use crate::Site;
use crate::policy::Thing;
use crate::policy::actions::OpenPage;
use crate::web::export::{Column, Format, List, day, text};
use crate::web::findings::word;
use crate::web::words::Lang;
use crate::web::{AppError, Guest};

/// `GET /rules/export/{format}` — the rules the filter finds, as xlsx, csv or json.
#[utoipa::path(get, path = "/rules/export/{format}", params(("format" = String, Path), RuleFilter), responses((status = 200), (status = 404)), extensions(("x-action" = json!("page.open"))))]
pub async fn export(
    State(site): State<Site>,
    guest: Guest,
    Path(format): Path<String>,
    Query(filter): Query<RuleFilter>,
) -> Result<Response, AppError> {
    site.stranger().may(OpenPage, &Thing::installation())?;
    let format = Format::named(&format)?;
    let found = RulesPage::found(&site.book, filter);
    let of_pack =
        |pack: &Pack| -> Vec<_> { pack.rules.iter().map(|rule| row(pack, rule, guest.lang)).collect() };
    let rows = found.packs.iter().flat_map(of_pack).collect();
    List { title: guest.lang.t("rules-title"), columns: columns(guest.lang), rows }.answer(format).await
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::text("id", lang.t("rule-id"), 16),
        Column::text("text", lang.t("rule-text"), 60),
        Column::text("numbers", lang.t("rule-numbers"), 24),
        Column::text("force", lang.t("rule-force"), 12),
        Column::text("document", lang.t("rule-document"), 40),
        Column::text("article", lang.t("rule-article"), 12),
        Column::text("layer", lang.t("rule-layer"), 10),
        Column::text("status", lang.t("rule-status"), 24),
        Column::day("from", lang.t("rule-from")),
        Column::day("until", lang.t("rule-until")),
    ]
}

fn row(pack: &Pack, rule: &Rule, lang: Lang) -> Vec<Cell> {
    vec![
        text(rule.id.clone()),
        text(lang.said(&rule.text).to_owned()),
        text(numbers::numbers(rule, lang)),
        text(numbers::force(rule, lang)),
        text(lang.said(&pack.title).to_owned()),
        text(lang.article(&rule.article)),
        text(lang.t(&format!("rule-layer-{}", word(&rule.layer)))),
        text(lang.t(&format!("rule-status-{}", word(&rule.status)))),
        day(Some(rule.effective_from)),
        // The last day it holds, as people read a period.
        day(rule.effective_until.and_then(|until| until.pred_opt())),
    ]
}
