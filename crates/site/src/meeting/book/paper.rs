//! The branch book as a paper: the register of a quarter or a year with counts and seals.

use std::collections::HashMap;

use axum::extract::{Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::plan_form::Choice;
use super::super::seal;
use super::super::side::TallyView;
use super::page::{
    self, BookFilter, BookLine, BookPage, LegendSide, MonthLine, MonthPart, OpenLine, SideCount,
};
use super::store;
use crate::Site;
use crate::web::{AppError, Visit, view};

/// The book, to be printed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BookPaper {
    /// The book.
    pub book: BookPage,
    /// What was resolved at each meeting, in the order of the book's lines.
    pub resolutions: Vec<Vec<String>>,
    /// The day it was printed.
    pub printed_on: NaiveDate,
}

impl BookPaper {
    /// Each meeting with what was resolved.
    #[must_use]
    pub fn entries(&self) -> Vec<(&BookLine, &[String])> {
        self.book.lines.iter().zip(self.resolutions.iter().map(Vec::as_slice)).collect()
    }
}

view!(BookPaper, "meeting/book_paper.html", || {
    samples()
        .into_iter()
        .map(|book| Self {
            resolutions: book.lines.iter().map(|_| vec!["每月互派一名讲师".to_owned()]).collect(),
            book,
            printed_on: NaiveDate::default(),
        })
        .collect()
});

/// `GET /book/print` — the same part of the book as a paper.
#[utoipa::path(get, path = "/book/print", params(BookFilter), responses((status = 200, body = BookPaper), (status = 403), (status = 404)), extensions(("x-action" = json!("book.read"))))]
pub async fn print(
    State(site): State<Site>,
    visit: Visit,
    Query(filter): Query<BookFilter>,
) -> Result<Response, AppError> {
    let book = page::opened(&site, &visit, &filter).await?;
    let ids: Vec<Uuid> = book.lines.iter().map(|line| line.id).collect();
    let mut found: HashMap<Uuid, Vec<String>> = store::resolutions(&site.db.read(), &ids).await?;
    let resolutions = ids.iter().map(|id| found.remove(id).unwrap_or_default()).collect();
    visit.page(&BookPaper { book, resolutions, printed_on: site.clock.today() })
}

/// Books empty, to be chosen, and full, for the samples of pages.
pub(super) fn samples() -> Vec<BookPage> {
    let tally = |present| TallyView { expected: present + 2, present, on_leave: 1, absent: 1 };
    let count = |character: &str, side, present| SideCount {
        character: character.into(),
        side,
        name: format!("{character}方"),
        tally: tally(present),
    };
    let line = BookLine {
        id: Uuid::nil(),
        number: 1,
        title: "学徒制育人主题党日".into(),
        theme: "把支部建在产业链上".into(),
        on: NaiveDate::default(),
        place: "创意园三楼".into(),
        sides: vec![count("校", "school", 10), count("企", "enterprise", 5)],
        total: tally(15),
        seals: seal::sample("confirmed", "confirmed"),
    };
    let part = |character: &str, side, count| MonthPart { side, character: character.into(), count };
    let month = MonthLine {
        month: 11,
        label: "11月".into(),
        finding: None,
        sum: 15,
        parts: vec![part("校", "school", 10), part("企", "enterprise", 5)],
    };
    let legend = |character: &str, side| LegendSide {
        side,
        character: character.into(),
        label: format!("{character}方"),
    };
    let open = OpenLine {
        id: Uuid::nil(),
        title: "十月主题党日".into(),
        on: NaiveDate::default(),
        state: "returned",
    };
    let empty = BookPage {
        branch: Some(Uuid::nil()),
        branch_name: "服装设计与创意园区联合党支部".into(),
        year: 2026,
        most: 1,
        ..BookPage::default()
    };
    let choice = Choice { value: Uuid::nil().to_string(), label: "甲支部".into(), chosen: false };
    vec![
        BookPage { branches: vec![choice.clone(), choice], year: 2026, ..BookPage::default() },
        empty.clone(),
        BookPage {
            quarter: Some(4),
            lines: vec![line.clone(), line],
            open: vec![open],
            months: vec![month],
            most: 15,
            legend: vec![legend("校", "school"), legend("企", "enterprise")],
            total: tally(30),
            percent: Some(93),
            months_met: (1, 2),
            ..empty
        },
    ]
}
