//! Importing at the command line: a file is read, reported and decided about in one go.

use gongjian_domain::kinds::{ImportId, OrganisationId};
use gongjian_domain::reason::Reason;
use gongjian_papers::check::{FoundHeader, TableKind};
use serde::{Serialize, Serializer};

use super::bring;
use super::commit::{Mode, drop_it, take_over};
use super::preview::{failure_in_words, part_of};
use super::read::{self, Keeping, Sink, judge_file};
use super::row::{JudgedRow, Part, RowState};
use super::run::{Counts, Kind};
use super::store::Brought;
use super::upload::{harmless, or_unnamed};
use super::workbook;
use crate::Site;
use crate::db::StoreError;
use crate::job::papers::Paper;
use crate::organisation;
use crate::policy::actions::{ImportOrganisations, ImportPeople};
use crate::policy::{Actor, Thing};
use crate::web::AppError;
use crate::web::words::Lang;

/// What a command is to do.
pub struct Command {
    /// What the file brings.
    pub kind: Kind,
    /// For which organisation a roster is brought.
    pub organisation: Option<OrganisationId>,
    /// The file.
    pub paper: Paper,
    /// Which rows are taken over; none at all when it is only tried.
    pub mode: Option<Mode>,
    /// The language in which wrong cells are commented, where the marked file is asked for.
    pub report: Option<Lang>,
}

/// What came of it.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// Accepted, unchanged and rejected rows together.
    pub rows: u32,
    /// New and changed rows.
    pub accepted: u32,
    /// Refused rows.
    pub rejected: u32,
    /// Rows the register has as they are.
    pub unchanged: u32,
    /// The kinds of error of each refused row, by its number; with the sheet where the file has two tables.
    #[serde(serialize_with = "by_row")]
    pub errors: Vec<(String, Vec<String>)>,
    /// The kinds of finding of each row that is good.
    #[serde(serialize_with = "by_row")]
    pub findings: Vec<(String, Vec<String>)>,
    /// What else wants to be looked at, by row.
    #[serde(skip)]
    pub remarks: Vec<(String, Reason)>,
    /// Sentences about every refused row.
    #[serde(skip)]
    pub sentences: Vec<(String, Reason)>,
    /// Headings nobody knows.
    #[serde(skip)]
    pub unknown: Vec<String>,
    /// Sheets that were not read, and why.
    #[serde(skip)]
    pub skipped: Vec<Reason>,
    /// Whether rows were taken over.
    #[serde(skip)]
    pub committed: bool,
    /// The file with the wrong cells marked, where it was asked for and something is wrong.
    #[serde(skip)]
    pub marked: Option<Vec<u8>>,
}

/// An object with the rows in the order of the file.
fn by_row<S: Serializer>(rows: &[(String, Vec<String>)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(rows.iter().map(|(row, kinds)| (row, kinds)))
}

/// Keeps rows for the decision, and in memory what the report needs: one file is the whole job of the process.
struct Heard<'a> {
    kept: Option<Keeping<'a>>,
    rows: Vec<JudgedRow>,
}

impl Sink for Heard<'_> {
    async fn take(&mut self, rows: Vec<JudgedRow>) -> Result<(), StoreError> {
        let told = rows.iter().map(|row| JudgedRow { entry: None, ..row.clone() });
        self.rows.extend(
            told.filter(|row| {
                !row.problems.is_empty() || !row.findings.is_empty() || !row.remarks.is_empty()
            }),
        );
        match &mut self.kept {
            Some(kept) => kept.take(rows).await,
            None => Ok(()),
        }
    }
}

/// Runs a command of `actor`.
///
/// # Errors
///
/// When the actor may not import there, the file cannot be read, or the database refuses. Rows
/// that are refused are no error: they stand in the report.
pub async fn run(site: &Site, actor: &Actor, command: Command) -> Result<Report, AppError> {
    let Command { kind, organisation, paper, mode, report } = command;
    let paper = Paper { name: or_unnamed(harmless(&paper.name)), ..paper };
    permitted(site, actor, kind, organisation).await?;
    let brought = Brought { kind, organisation, paper };
    let id: ImportId = site.clock.id();
    if mode.is_some() {
        site.db.keep(async |tx| bring::keep(tx, site, actor, id, &brought, None).await).await?;
    }
    let paper = brought.paper;
    let mut heard = Heard { kept: mode.map(|_| Keeping::new(site, id, None)), rows: Vec::new() };
    let told = judge_file(site, (kind, organisation), paper.clone(), &mut heard).await?;
    if mode.is_some() {
        read::settle(site, id, None, &told).await?;
    }
    let told = told.map_err(|failure| AppError::Refused(failure.reason(), Vec::new()))?;
    let mut result = Report::of(&heard.rows, told.counts, &told.tables);
    result.skipped = told.skipped;
    if let (Some(lang), true) = (report, told.counts.refused > 0) {
        heard.rows.retain(|row| row.state == RowState::Refused);
        result.marked = Some(workbook::mark(site, &heard.rows, &told.tables, paper, lang).await?);
    }
    let Some(mode) = mode else { return Ok(result) };
    let all_refused = mode == Mode::AllOrNothing && told.counts.refused > 0;
    if all_refused || told.counts.accepted() == 0 {
        drop_it(site, actor, id).await?;
    } else {
        take_over(site, actor, id, mode).await?;
        result.committed = true;
    }
    Ok(result)
}

/// A refusal of a file in words, with the names of columns in it.
#[must_use]
pub fn sentence(lang: Lang, kind: Kind, reason: &Reason) -> String {
    failure_in_words(lang, part_of(kind), reason)
}

async fn permitted(
    site: &Site,
    actor: &Actor,
    kind: Kind,
    organisation: Option<OrganisationId>,
) -> Result<(), AppError> {
    match (kind, organisation) {
        (Kind::Organisations, _) => {
            actor.may(ImportOrganisations, &Thing::installation())?;
        }
        (Kind::Roster, Some(id)) => {
            let thing = organisation::store::thing(&site.db.read(), id).await?;
            actor.may(ImportPeople, &thing.ok_or(AppError::NotFound("organisation"))?)?;
        }
        (Kind::Roster, None) => return Err(AppError::NotFound("organisation")),
    }
    Ok(())
}

impl Report {
    fn of(rows: &[JudgedRow], counts: Counts, tables: &[FoundHeader]) -> Self {
        let mut report = Self {
            rows: counts.rows,
            accepted: counts.accepted(),
            rejected: counts.refused,
            unchanged: counts.unchanged,
            unknown: tables.iter().flat_map(|table| &table.unknown).map(|(_, text)| text.clone()).collect(),
            ..Self::default()
        };
        for row in rows {
            let key = key(row, tables);
            report.sentences.extend(row.problems.iter().map(|one| (key.clone(), one.reason.clone())));
            report.remarks.extend(row.remarks.iter().map(|reason| (key.clone(), reason.clone())));
            let errors = distinct(row.problems.iter().map(|problem| &problem.kind));
            let findings = distinct(row.findings.iter().map(|finding| &finding.kind));
            if !errors.is_empty() {
                report.errors.push((key, errors));
            } else if !findings.is_empty() {
                report.findings.push((key, findings));
            }
        }
        report
    }
}

fn distinct<'a>(kinds: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut distinct: Vec<String> = Vec::new();
    for kind in kinds {
        if !distinct.contains(kind) {
            distinct.push(kind.clone());
        }
    }
    distinct
}

/// The number of the row; where a file has two tables, with the sheet before it.
fn key(row: &JudgedRow, tables: &[FoundHeader]) -> String {
    let kind = match row.part {
        Part::Roster => TableKind::Roster,
        Part::Units => TableKind::Units,
        Part::Organisations => TableKind::Organisations,
    };
    match tables.iter().find(|table| table.table == kind) {
        Some(table) if tables.len() > 1 => format!("{}!{}", table.sheet, row.number),
        Some(_) | None => row.number.to_string(),
    }
}
