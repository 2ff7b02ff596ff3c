//! Judging the table of Party organisations.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::register::{Named, UnitIndex, UnitReference};
use super::tree::{Above, is_below_itself, orphans};
use super::{
    CheckedRow, Fault, FindingKind, OrganisationColumn, Outcome, Register, TableFinding, is_data_row,
};
use crate::cell::Cell;
use crate::organisation::unit::OrganisationKind;
use crate::people::date_spelling::{Precision, SpelledDate};
use crate::script;
use crate::sheet::{self, Columns, Header, Row};

type Reading<'a> = sheet::Reading<'a, OrganisationColumn, Fault>;

/// Places a code may have.
const LONGEST_CODE: usize = 32;

/// The code of a Party organisation (020100). Its zeros count: it is a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrganisationCode(String);

/// The text is no code of an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a code is letters, digits and dashes, at most 32 places")]
pub struct NotACode;

impl OrganisationCode {
    /// Reads a code, forgiving full-width characters and spaces.
    ///
    /// # Errors
    ///
    /// [`NotACode`].
    pub fn parse(text: &str) -> Result<Self, NotACode> {
        let code = script::compact(text);
        let formed = code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let some = code.chars().any(|c| c.is_ascii_alphanumeric()) && code.len() <= LONGEST_CODE;
        if formed && some { Ok(Self(code)) } else { Err(NotACode) }
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for OrganisationCode {
    type Error = NotACode;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}
impl From<OrganisationCode> for String {
    fn from(code: OrganisationCode) -> Self {
        code.0
    }
}

/// A Party organisation as a row gives it. It is found again by its code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationEntry {
    /// Its code.
    pub code: OrganisationCode,
    /// Its full name.
    pub name: String,
    /// Its short name.
    pub short_name: Option<String>,
    /// What it is.
    pub kind: OrganisationKind,
    /// The code of the organisation above it.
    pub parent_code: Option<OrganisationCode>,
    /// When it was founded; a month stands as its first day.
    pub founded: Option<SpelledDate>,
    /// The unit it is founded in.
    pub unit: Option<UnitReference>,
    /// The day the term of its committee or secretary ends.
    pub term_ends_on: Option<NaiveDate>,
    /// 备注
    pub note: Option<String>,
}

/// A row as far as it can be read by itself.
struct Draft<'a> {
    number: u32,
    row: Reading<'a>,
    code: Option<OrganisationCode>,
    name: Option<String>,
    short_name: Option<String>,
    kind: Option<OrganisationKind>,
    parent_code: Option<OrganisationCode>,
    founded: Option<SpelledDate>,
    unit_name: Option<String>,
    term_ends: Option<SpelledDate>,
    note: Option<String>,
}

/// What a code leads to: the code as the register or the file has it, and the kind.
struct Codes {
    exact: HashMap<String, OrganisationKind>,
    /// Codes by what is left of them when a spreadsheet dropped their zeros; `None` where two would fit.
    bare: HashMap<String, Option<String>>,
}

/// Judges every row of a table of organisations below its headings.
///
/// `register` holds the units of the same file already ([`Register::with_units`]). What
/// stands below a refused row is refused with it, unless the register has the parent.
#[must_use]
pub fn check_organisations(
    rows: &[Row],
    header: &Header<OrganisationColumn>,
    register: &Register,
    today: NaiveDate,
) -> Vec<CheckedRow<OrganisationEntry, OrganisationColumn>> {
    let below = rows.iter().filter(|(number, _)| *number > header.row);
    let naming = [OrganisationColumn::Code, OrganisationColumn::Name];
    let data = below.filter(|(_, cells)| is_data_row(cells, header, &naming));
    let mut drafts: Vec<_> =
        data.map(|(number, cells)| draft(*number, Reading::new(cells, header), today)).collect();
    refuse_duplicates(&mut drafts);
    let codes = Codes::new(&drafts, register);
    let units = UnitIndex::new(&register.units);
    for draft in &mut drafts {
        check_references(draft, &codes, &units);
    }
    refuse_cycles(&mut drafts, register);
    refuse_orphans(&mut drafts, register);
    drafts.into_iter().map(|draft| settle(draft, &units)).collect()
}

fn draft(number: u32, mut row: Reading<'_>, today: NaiveDate) -> Draft<'_> {
    let code = needed(&mut row, OrganisationColumn::Code, Fault::NoCode, |row| {
        row.word(OrganisationColumn::Code, Fault::CodeFormat, |text| OrganisationCode::parse(text).ok())
    });
    let name = needed(&mut row, OrganisationColumn::Name, Fault::NoName, |row| {
        row.plain(OrganisationColumn::Name, 128)
    });
    let kind = needed(&mut row, OrganisationColumn::Kind, Fault::OrganisationKind, |row| {
        row.word(OrganisationColumn::Kind, Fault::OrganisationKind, OrganisationKind::spelled)
    });
    let founded = row.date(OrganisationColumn::FoundedOn);
    let term_ends = row.date(OrganisationColumn::TermEndsOn);
    if founded.is_some_and(|founded| founded.earliest() > today) {
        row.refuse(Fault::DateFuture, OrganisationColumn::FoundedOn);
    }
    if founded.zip(term_ends).is_some_and(|(founded, ends)| founded.earliest() > ends.latest()) {
        row.refuse(Fault::DateOrder, OrganisationColumn::TermEndsOn);
    }
    Draft {
        number,
        code,
        name,
        short_name: row.plain(OrganisationColumn::ShortName, 64),
        kind,
        parent_code: row.word(OrganisationColumn::ParentCode, Fault::CodeFormat, |text| {
            OrganisationCode::parse(text).ok()
        }),
        founded,
        unit_name: row.plain(OrganisationColumn::Unit, 128),
        term_ends,
        note: row.plain(OrganisationColumn::Note, 500),
        row,
    }
}

/// What `read` finds; a blank cell is noted as `missing`.
fn needed<'a, T>(
    row: &mut Reading<'a>,
    column: OrganisationColumn,
    missing: Fault,
    read: impl FnOnce(&mut Reading<'a>) -> Option<T>,
) -> Option<T> {
    let before = row.errors.len();
    let found = read(row);
    if found.is_none() && row.errors.len() == before {
        row.refuse(missing, column);
    }
    found
}

/// Of two rows with one code the first stands.
fn refuse_duplicates(drafts: &mut [Draft<'_>]) {
    let mut seen: HashMap<OrganisationCode, u32> = HashMap::new();
    for draft in drafts {
        let Some(code) = &draft.code else { continue };
        match seen.get(code) {
            Some(first) => draft.row.refuse_duplicate(Fault::DupCode, OrganisationColumn::Code, *first),
            None => {
                seen.insert(code.clone(), draft.number);
            }
        }
    }
}

impl Codes {
    fn new(drafts: &[Draft<'_>], register: &Register) -> Self {
        let mut exact: HashMap<String, OrganisationKind> =
            register.organisations.iter().map(|known| (known.code.clone(), known.kind)).collect();
        for draft in drafts.iter().filter(|draft| draft.row.errors.is_empty()) {
            if let (Some(code), Some(kind)) = (&draft.code, draft.kind) {
                exact.insert(code.as_str().to_owned(), kind);
            }
        }
        let mut bare: HashMap<String, Option<String>> = HashMap::new();
        for code in exact.keys() {
            let key = code.trim_start_matches('0').to_owned();
            bare.entry(key).and_modify(|found| *found = None).or_insert(Some(code.clone()));
        }
        Self { exact, bare }
    }

    fn find(&self, code: &OrganisationCode) -> Option<(OrganisationCode, OrganisationKind)> {
        let found = match self.exact.get_key_value(code.as_str()) {
            Some((found, _)) => found,
            None => self.bare.get(code.as_str())?.as_ref()?,
        };
        Some((OrganisationCode(found.clone()), *self.exact.get(found)?))
    }
}

fn check_references(draft: &mut Draft<'_>, codes: &Codes, units: &UnitIndex<'_>) {
    match draft.parent_code.take().map(|code| codes.find(&code)) {
        Some(Some((code, kind))) if may_stand_below(draft.kind, kind) => draft.parent_code = Some(code),
        Some(Some(_)) => draft.row.refuse(Fault::ParentKind, OrganisationColumn::ParentCode),
        Some(None) => draft.row.refuse(Fault::UnknownParent, OrganisationColumn::ParentCode),
        None => {}
    }
    match draft.unit_name.as_deref().map(|name| units.named(name)) {
        Some(Named::Nobody) => draft.row.refuse(Fault::UnknownUnit, OrganisationColumn::Unit),
        Some(Named::Several) => draft.row.refuse(Fault::AmbiguousUnit, OrganisationColumn::Unit),
        Some(Named::One(_)) | None => {}
    }
}

/// Nothing stands below a branch, and no committee below a general branch.
fn may_stand_below(kind: Option<OrganisationKind>, parent: OrganisationKind) -> bool {
    match parent {
        OrganisationKind::Committee => true,
        OrganisationKind::GeneralBranch => kind != Some(OrganisationKind::Committee),
        OrganisationKind::Branch | OrganisationKind::JointBranch => false,
    }
}

fn refuse_cycles(drafts: &mut [Draft<'_>], register: &Register) {
    let known = register
        .organisations
        .iter()
        .filter_map(|known| Some((known.code.clone(), known.parent_code.clone()?)));
    let mut parents: HashMap<String, String> = known.collect();
    for draft in drafts.iter() {
        if let (Some(code), Some(parent)) = (&draft.code, &draft.parent_code) {
            parents.insert(code.as_str().to_owned(), parent.as_str().to_owned());
        }
    }
    for draft in drafts {
        if draft.code.as_ref().is_some_and(|code| is_below_itself(code.as_str(), &parents)) {
            draft.row.refuse(Fault::ParentCycle, OrganisationColumn::ParentCode);
        }
    }
}

fn refuse_orphans(drafts: &mut [Draft<'_>], register: &Register) {
    let registered: HashSet<&str> = register.organisations.iter().map(|known| known.code.as_str()).collect();
    let mut rows: HashMap<&str, usize> = HashMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        if let Some(code) = &draft.code {
            rows.entry(code.as_str()).or_insert(at);
        }
    }
    let place = |parent: &str| match rows.get(parent) {
        Some(at) if !registered.contains(parent) => Above::Row(*at),
        Some(_) | None => Above::Settled,
    };
    let parent =
        |draft: &Draft<'_>| draft.parent_code.as_ref().map_or(Above::Settled, |code| place(code.as_str()));
    let above: Vec<_> = drafts.iter().map(parent).collect();
    let good: Vec<_> = drafts.iter().map(|draft| draft.row.errors.is_empty()).collect();
    for orphan in orphans(&above, &good) {
        drafts[orphan].row.refuse(Fault::UnknownParent, OrganisationColumn::ParentCode);
    }
}

fn settle(draft: Draft<'_>, units: &UnitIndex<'_>) -> CheckedRow<OrganisationEntry, OrganisationColumn> {
    let number = draft.number;
    let findings = findings(&draft);
    let (Some(code), Some(name), Some(kind), true) =
        (draft.code, draft.name, draft.kind, draft.row.errors.is_empty())
    else {
        let label = draft.row.shown(OrganisationColumn::Name);
        return CheckedRow { number, outcome: Outcome::Refused { label, errors: draft.row.errors } };
    };
    let entry = OrganisationEntry {
        code,
        name,
        short_name: draft.short_name,
        kind,
        parent_code: draft.parent_code,
        founded: draft.founded,
        unit: draft.unit_name.as_deref().and_then(|name| units.named(name).reference()),
        term_ends_on: draft.term_ends.map(SpelledDate::latest),
        note: draft.note,
    };
    CheckedRow { number, outcome: Outcome::Good { entry, findings } }
}

fn findings(draft: &Draft<'_>) -> Vec<TableFinding> {
    let mut findings = Vec::new();
    let dates =
        [(OrganisationColumn::FoundedOn, draft.founded), (OrganisationColumn::TermEndsOn, draft.term_ends)];
    for (column, date) in dates {
        if let Some(date) = date.filter(|date| date.precision == Precision::Month) {
            let finding = TableFinding::new(FindingKind::MonthOnly).with("column", column.as_str());
            findings.push(finding.with("date", date.earliest()));
        }
    }
    if matches!(draft.row.cell(OrganisationColumn::Code), Cell::Number(_)) {
        let finding = TableFinding::new(FindingKind::CodeAsNumber);
        findings.extend(draft.code.as_ref().map(|code| finding.with("code", code.as_str())));
    }
    findings
}
