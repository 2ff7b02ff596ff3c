//! Judging the table of units.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::register::{Named, UnitIndex, UnitReference};
use super::tree::{Above, is_below_itself, orphans};
use super::{
    CheckedRow, Fault, FindingKind, Outcome, Register, RegisteredUnit, TableFinding, UnitColumn, is_data_row,
};
use crate::organisation::credit_code::CreditCode;
use crate::organisation::unit::{ApprenticeshipLevel, UnitKind};
use crate::people::date_spelling::{Precision, SpelledDate};
use crate::script;
use crate::sheet::{self, Columns, Header, Row};

type Reading<'a> = sheet::Reading<'a, UnitColumn, Fault>;

/// A unit as a row gives it. It is found again by its credit code, or where it has
/// none by its name below its parent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitEntry {
    /// Its full name.
    pub name: String,
    /// Its short name.
    pub short_name: Option<String>,
    /// Its unified social credit code; a unit below another may have none of its own.
    pub credit_code: Option<CreditCode>,
    /// What it is.
    pub kind: UnitKind,
    /// The unit above it.
    pub parent: Option<UnitReference>,
    /// Whether it resides in a park, if the row says.
    pub resident: Option<bool>,
    /// The park, if the row names it.
    pub park: Option<UnitReference>,
    /// Since when it resides there.
    pub resident_from: Option<NaiveDate>,
    /// Its standing in the apprenticeship scheme.
    pub apprenticeship: Option<ApprenticeshipLevel>,
    /// Since when.
    pub apprenticeship_from: Option<NaiveDate>,
    /// The last day named for it.
    pub apprenticeship_until: Option<NaiveDate>,
    /// Whom to ask.
    pub contact_name: Option<String>,
    /// Under which number, as typed, in half width.
    pub contact_phone: Option<String>,
}

/// A row as far as it can be read by itself.
struct Draft<'a> {
    number: u32,
    row: Reading<'a>,
    name: Option<String>,
    short_name: Option<String>,
    credit_code: Option<CreditCode>,
    kind: Option<UnitKind>,
    parent_name: Option<String>,
    resident: Option<bool>,
    park_name: Option<String>,
    resident_from: Option<SpelledDate>,
    apprenticeship: Option<ApprenticeshipLevel>,
    apprenticeship_from: Option<SpelledDate>,
    apprenticeship_until: Option<SpelledDate>,
    contact_name: Option<String>,
    contact_phone: Option<String>,
}

/// Judges every row of a table of units below its headings.
///
/// A parent or a park may stand anywhere in the file or in the register; what stands
/// below a refused row is refused with it, unless the register has the parent already.
#[must_use]
pub fn check_units(
    rows: &[Row],
    header: &Header<UnitColumn>,
    register: &Register,
    today: NaiveDate,
) -> Vec<CheckedRow<UnitEntry, UnitColumn>> {
    let below = rows.iter().filter(|(number, _)| *number > header.row);
    let data =
        below.filter(|(_, cells)| is_data_row(cells, header, &[UnitColumn::Name, UnitColumn::CreditCode]));
    let mut drafts: Vec<_> =
        data.map(|(number, cells)| draft(*number, Reading::new(cells, header), today)).collect();
    refuse_duplicates(&mut drafts);
    let good = drafts.iter().filter(|draft| draft.row.errors.is_empty());
    let all = register.with(good.filter_map(Draft::as_registered));
    let index = UnitIndex::new(&all.units);
    for draft in &mut drafts {
        check_references(draft, &index);
    }
    refuse_cycles(&mut drafts, &all, &index);
    refuse_orphans(&mut drafts, register, &index);
    drafts.into_iter().map(|draft| settle(draft, &index)).collect()
}

fn draft(number: u32, mut row: Reading<'_>, today: NaiveDate) -> Draft<'_> {
    let before = row.errors.len();
    let name = row.plain(UnitColumn::Name, 128);
    if name.is_none() && row.errors.len() == before {
        row.refuse(Fault::NoName, UnitColumn::Name);
    }
    let kind = kind(&mut row);
    let apprenticeship = apprenticeship(&mut row, kind);
    let mut draft = Draft {
        number,
        name,
        kind,
        apprenticeship,
        short_name: row.plain(UnitColumn::ShortName, 64),
        credit_code: row.word(UnitColumn::CreditCode, Fault::CreditCode, |text| CreditCode::parse(text).ok()),
        parent_name: row.plain(UnitColumn::Parent, 128),
        resident: row.word(UnitColumn::Resident, Fault::YesNo, yes_or_no),
        park_name: row.plain(UnitColumn::Park, 128),
        resident_from: row.date(UnitColumn::ResidentFrom),
        apprenticeship_from: row.date(UnitColumn::ApprenticeshipFrom),
        apprenticeship_until: row.date(UnitColumn::ApprenticeshipUntil),
        contact_name: row.plain(UnitColumn::ContactName, 64),
        contact_phone: row.word(UnitColumn::ContactPhone, Fault::Phone, any_phone),
        row,
    };
    draft.check(today);
    draft
}

impl Draft<'_> {
    fn check(&mut self, today: NaiveDate) {
        let coded = !sheet::is_blank(self.row.cell(UnitColumn::CreditCode));
        if !coded && self.parent_name.is_none() && self.kind.is_some() {
            self.row.refuse(Fault::NoCreditCode, UnitColumn::CreditCode);
        }
        if self.resident_from.is_some_and(|date| date.earliest() > today) {
            self.row.refuse(Fault::DateFuture, UnitColumn::ResidentFrom);
        }
        let ends = self.apprenticeship_from.zip(self.apprenticeship_until);
        if ends.is_some_and(|(from, until)| from.earliest() > until.latest()) {
            self.row.refuse(Fault::DateOrder, UnitColumn::ApprenticeshipUntil);
        }
    }

    /// By what the unit is told from others: its credit code, or its name below its parent.
    fn key(&self) -> Option<String> {
        let name = script::compact(self.name.as_deref()?);
        let parent = self.parent_name.as_deref().map(script::compact).unwrap_or_default();
        Some(
            self.credit_code
                .as_ref()
                .map_or_else(|| format!("{name}/{parent}"), |code| code.as_str().to_owned()),
        )
    }

    /// The unit named in the column of the parent or of the park.
    fn refers_to(&self, column: UnitColumn) -> Option<&str> {
        let name = if column == UnitColumn::Park { &self.park_name } else { &self.parent_name };
        name.as_deref()
    }

    fn as_registered(&self) -> Option<RegisteredUnit> {
        Some(RegisteredUnit {
            name: self.name.clone()?,
            short_name: self.short_name.clone(),
            credit_code: self.credit_code.as_ref().map(|code| code.as_str().to_owned()),
            kind: self.kind?,
            parent: self.parent_name.clone(),
        })
    }
}

fn kind(row: &mut Reading<'_>) -> Option<UnitKind> {
    let before = row.errors.len();
    let kind = row.word(UnitColumn::Kind, Fault::UnitKind, UnitKind::spelled);
    if kind.is_none() && row.errors.len() == before {
        row.refuse(Fault::UnitKind, UnitColumn::Kind);
    }
    kind
}

fn apprenticeship(row: &mut Reading<'_>, kind: Option<UnitKind>) -> Option<ApprenticeshipLevel> {
    let level = row.word(UnitColumn::Apprenticeship, Fault::Apprenticeship, ApprenticeshipLevel::spelled);
    if level.is_some() && kind.is_some_and(|kind| kind != UnitKind::Enterprise) {
        row.refuse(Fault::Apprenticeship, UnitColumn::Apprenticeship);
    }
    level
}

fn yes_or_no(text: &str) -> Option<bool> {
    match script::compact(text).to_lowercase().as_str() {
        "是" | "有" | "已入驻" | "入驻" | "y" | "yes" | "true" | "1" | "√" | "✓" | "对" => {
            Some(true)
        }
        "否" | "不是" | "未入驻" | "没有" | "n" | "no" | "false" | "0" | "×" | "✗" | "x" => {
            Some(false)
        }
        _ => None,
    }
}

/// A number somebody can be reached under, a landline or an extension too.
fn any_phone(text: &str) -> Option<String> {
    let number: String = text.trim().chars().map(script::half_width).collect();
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let plain = number
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '(' | ')' | ' ' | '/' | '转' | '、'));
    (plain && (5..=26).contains(&digits)).then_some(number)
}

/// Of two rows about one unit the first stands.
fn refuse_duplicates(drafts: &mut [Draft<'_>]) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for draft in drafts {
        let coded = draft.credit_code.is_some();
        let Some(key) = draft.key() else { continue };
        match seen.get(&key) {
            Some(first) if coded => {
                draft.row.refuse_duplicate(Fault::DupCreditCode, UnitColumn::CreditCode, *first)
            }
            Some(first) => draft.row.refuse_duplicate(Fault::DupName, UnitColumn::Name, *first),
            None => {
                seen.insert(key, draft.number);
            }
        }
    }
}

fn check_references(draft: &mut Draft<'_>, index: &UnitIndex<'_>) {
    match draft.parent_name.as_deref().map(|name| index.named(name)) {
        Some(Named::Nobody) => draft.row.refuse(Fault::UnknownParent, UnitColumn::Parent),
        Some(Named::Several) => draft.row.refuse(Fault::AmbiguousParent, UnitColumn::Parent),
        Some(Named::One(_)) | None => {}
    }
    match draft.park_name.as_deref().map(|name| index.named(name)) {
        Some(Named::One(unit)) if unit.kind == UnitKind::Park => {}
        Some(_) => draft.row.refuse(Fault::UnknownPark, UnitColumn::Park),
        None => {}
    }
}

fn refuse_cycles(drafts: &mut [Draft<'_>], all: &Register, index: &UnitIndex<'_>) {
    let mut parents = HashMap::new();
    for unit in &all.units {
        if let Some(Named::One(parent)) = unit.parent.as_deref().map(|name| index.named(name)) {
            parents.insert(unit.key(), parent.key());
        }
    }
    for draft in drafts {
        if draft.as_registered().is_some_and(|unit| is_below_itself(&unit.key(), &parents)) {
            draft.row.refuse(Fault::ParentCycle, UnitColumn::Parent);
        }
    }
}

/// Refuses what refers to a refused row, unless the register has the unit anyway.
fn refuse_orphans(drafts: &mut [Draft<'_>], register: &Register, index: &UnitIndex<'_>) {
    let registered: HashSet<String> = register.units.iter().map(RegisteredUnit::key).collect();
    let mut rows: HashMap<String, usize> = HashMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        if let Some(unit) = draft.as_registered() {
            rows.entry(unit.key()).or_insert(at);
        }
    }
    let place = |name: Option<&str>| match name.map(|name| index.named(name)) {
        Some(Named::One(unit)) if !registered.contains(&unit.key()) => {
            rows.get(&unit.key()).map_or(Above::Settled, |at| Above::Row(*at))
        }
        _ => Above::Settled,
    };
    let columns = [(UnitColumn::Parent, Fault::UnknownParent), (UnitColumn::Park, Fault::UnknownPark)];
    while columns.into_iter().any(|(column, fault)| refuse_below_refused(drafts, column, fault, &place)) {}
}

/// Refuses what refers to a refused row in `column`; tells whether there was any.
fn refuse_below_refused(
    drafts: &mut [Draft<'_>],
    column: UnitColumn,
    fault: Fault,
    place: &dyn Fn(Option<&str>) -> Above,
) -> bool {
    let above: Vec<_> = drafts.iter().map(|draft| place(draft.refers_to(column))).collect();
    let good: Vec<_> = drafts.iter().map(|draft| draft.row.errors.is_empty()).collect();
    let orphans = orphans(&above, &good);
    for orphan in &orphans {
        drafts[*orphan].row.refuse(fault, column);
    }
    !orphans.is_empty()
}

fn settle(draft: Draft<'_>, index: &UnitIndex<'_>) -> CheckedRow<UnitEntry, UnitColumn> {
    let number = draft.number;
    let findings = findings(&draft);
    let (Some(name), Some(kind), true) = (draft.name, draft.kind, draft.row.errors.is_empty()) else {
        let label = draft.row.shown(UnitColumn::Name);
        return CheckedRow { number, outcome: Outcome::Refused { label, errors: draft.row.errors } };
    };
    let reference = |name: Option<String>| name.as_deref().and_then(|name| index.named(name).reference());
    let park = reference(draft.park_name);
    let entry = UnitEntry {
        name,
        short_name: draft.short_name,
        credit_code: draft.credit_code,
        kind,
        parent: reference(draft.parent_name),
        resident: draft.resident.or(park.as_ref().map(|_| true)),
        park,
        resident_from: draft.resident_from.map(SpelledDate::earliest),
        apprenticeship: draft.apprenticeship,
        apprenticeship_from: draft.apprenticeship_from.map(SpelledDate::earliest),
        apprenticeship_until: draft.apprenticeship_until.map(SpelledDate::latest),
        contact_name: draft.contact_name,
        contact_phone: draft.contact_phone,
    };
    CheckedRow { number, outcome: Outcome::Good { entry, findings } }
}

fn findings(draft: &Draft<'_>) -> Vec<TableFinding> {
    let dates = [
        (UnitColumn::ResidentFrom, draft.resident_from),
        (UnitColumn::ApprenticeshipFrom, draft.apprenticeship_from),
    ];
    let months = dates.into_iter().filter_map(|(column, date)| Some((column, date?)));
    let months = months.filter(|(_, date)| date.precision == Precision::Month);
    let finding = |(column, date): (UnitColumn, SpelledDate)| {
        TableFinding::new(FindingKind::MonthOnly)
            .with("column", column.as_str())
            .with("date", date.earliest())
    };
    months.map(finding).collect()
}
