//! The branch book as a file: the register of a quarter or a year with the counts of each side.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use gongjian_domain::cell::Cell;

use super::page::{self, BookFilter, BookLine, BookPage, LegendSide};
use crate::Site;
use crate::web::export::{Column, Format, List, day, number, text};
use crate::web::words::Lang;
use crate::web::{AppError, FieldError, Visit};

/// `GET /book/export/{format}` — the part of the book the filter names, as xlsx, csv or json.
#[utoipa::path(get, path = "/book/export/{format}", params(("format" = String, Path), BookFilter), responses((status = 200), (status = 403), (status = 404), (status = 422)), extensions(("x-action" = json!("book.read"))))]
pub async fn export(
    State(site): State<Site>,
    visit: Visit,
    Path(format): Path<String>,
    Query(filter): Query<BookFilter>,
) -> Result<Response, AppError> {
    let format = Format::named(&format)?;
    let book = page::opened(&site, &visit, &filter).await?;
    if book.branch.is_none() {
        let reason = gongjian_domain::reason::Reason::new("book-whose");
        return Err(AppError::Invalid(vec![FieldError::new("branch", reason)]));
    }
    let lang = visit.lang();
    let rows = book.lines.iter().zip(1..).map(|(line, at)| row(&book, line, at)).collect();
    let title = format!("{} {} {}", lang.t("nav-book"), book.branch_name, book.year);
    List { title, columns: columns(&book.legend, lang), rows }.answer(format).await
}

/// Each side has two columns, named by its place: two sides may be of one kind.
fn columns(sides: &[LegendSide], lang: Lang) -> Vec<Column> {
    let word = |key: &str| lang.t(key);
    let mut columns = vec![
        Column::number("number", word("book-number")),
        Column::day("on", word("meeting-day")),
        Column::text("title", word("meeting-name"), 32),
        Column::text("theme", word("meeting-theme"), 32),
        Column::text("place", word("meeting-place"), 24),
    ];
    let counts = |prefix: String, label: &str| {
        ["present", "expected"].map(|status| {
            let heading = format!("{label} {}", word(&format!("book-export-{status}")));
            Column::number(format!("{prefix}_{status}"), heading)
        })
    };
    for (side, at) in sides.iter().zip(1..) {
        columns.extend(counts(format!("side_{at}"), &side.label));
    }
    columns.extend(counts("total".to_owned(), &word("meeting-total")));
    columns.push(Column::text("seals", word("meeting-seals"), 36));
    columns
}

fn row(book: &BookPage, line: &BookLine, at: u32) -> Vec<Cell> {
    let mut cells = vec![
        number(at),
        day(Some(line.on)),
        text(line.title.clone()),
        text(line.theme.clone()),
        text(line.place.clone()),
    ];
    for side in &book.legend {
        // A side that was not yet part of the branch has no counts.
        match line.sides.iter().find(|one| one.name == side.label && one.character == side.character) {
            Some(one) => cells.extend([number(one.tally.present), number(one.tally.expected)]),
            None => cells.extend([Cell::Empty, Cell::Empty]),
        }
    }
    cells.extend([number(line.total.present), number(line.total.expected)]);
    let seals: Vec<&str> = line.seals.iter().map(|seal| seal.text.as_str()).collect();
    cells.push(text(seals.join("；")));
    cells
}
