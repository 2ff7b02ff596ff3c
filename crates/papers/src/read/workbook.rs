//! A workbook of the new kind: its list of sheets, its texts and its formats.

use std::collections::HashMap;

use quick_xml::events::Event as Xml;

use super::dates::{self, Shown};
use super::package::Package;
use super::sheet::{self, SheetContext};
use super::strings::SharedStrings;
use super::xml::attribute;
use super::{Event, Formulas, Go, Layout, Look, ReadError, layout, looks};
use crate::limits::Limits;

/// An opened workbook; its sheets are still packed.
pub(crate) struct Workbook<'a> {
    package: Package<'a>,
    sheets: Vec<Sheet>,
    strings: SharedStrings,
    /// How each cell format shows numbers, by the format's number.
    shown: Vec<Shown>,
    styles_path: String,
    from_1904: bool,
}

/// One tab.
#[derive(Debug, Clone)]
struct Sheet {
    name: String,
    hidden: bool,
    path: String,
}

/// What a part refers to: kind (the last word of its type) and path, by id.
type Relations = HashMap<String, (String, String)>;

pub(crate) fn open_workbook<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Workbook<'a>, ReadError> {
    let mut package = Package::open(bytes, limits)?;
    let book_path = relations(&mut package, "_rels/.rels", "")?
        .into_values()
        .find_map(|(kind, path)| (kind == "officeDocument").then_some(path))
        .unwrap_or_else(|| "xl/workbook.xml".to_owned());
    refuse_macro_type(&mut package)?;
    let (folder, file) = book_path.rsplit_once('/').unwrap_or(("", &book_path));
    let related = relations(&mut package, &join(folder, &format!("_rels/{file}.rels")), folder)?;
    let (sheets, from_1904) = list_of_sheets(&mut package, &book_path, &related)?;
    if sheets.is_empty() {
        return Err(ReadError::NoSheet);
    }
    let path_of =
        |kind: &str| related.values().find(|(found, _)| found == kind).map(|(_, path)| path.clone());
    let strings_path = path_of("sharedStrings").unwrap_or_else(|| join(folder, "sharedStrings.xml"));
    let limits = package.limits().clone();
    let strings = match package.part(&strings_path)? {
        Some(xml) => SharedStrings::read(xml, &limits)?,
        None => SharedStrings::default(),
    };
    let styles_path = path_of("styles").unwrap_or_else(|| join(folder, "styles.xml"));
    let shown = number_formats(&mut package, &styles_path)?;
    Ok(Workbook { package, sheets, strings, shown, styles_path, from_1904 })
}

impl Workbook<'_> {
    /// Tells all sheets and rows to `sink`, in the order of the tabs.
    pub(crate) fn read(
        &mut self,
        formulas: Formulas,
        sink: &mut dyn FnMut(Event<'_>) -> Go,
    ) -> Result<(), ReadError> {
        for index in 0..self.sheets.len() {
            let Sheet { name, hidden, path } = self.sheets[index].clone();
            match sink(Event::Sheet { name: &name, index, hidden }) {
                Go::On => {}
                Go::NextSheet => continue,
                Go::Stop => return Ok(()),
            }
            let limits = self.package.limits().clone();
            let context = SheetContext {
                name: &name,
                strings: &self.strings,
                shown: &self.shown,
                from_1904: self.from_1904,
                formulas,
                limits: &limits,
            };
            let xml = self.package.part(&path)?.ok_or_else(|| ReadError::Damaged { part: path.clone() })?;
            if sheet::read(xml, &context, sink)? == Go::Stop {
                return Ok(());
            }
        }
        Ok(())
    }
}

/// For showing a workbook again.
impl Workbook<'_> {
    /// The layout of the sheet at `index`; an empty one when there is no such sheet.
    pub(crate) fn layout(&mut self, index: usize) -> Result<Layout, ReadError> {
        let Some(sheet) = self.sheets.get(index) else { return Ok(Layout::default()) };
        match self.package.part(&sheet.path)? {
            Some(xml) => layout::read(xml),
            None => Ok(Layout::default()),
        }
    }

    /// How many sheets there are.
    pub(crate) fn sheets(&self) -> usize {
        self.sheets.len()
    }

    /// The looks cells refer to.
    pub(crate) fn looks(&mut self) -> Result<Vec<Look>, ReadError> {
        match self.package.part(&self.styles_path)? {
            Some(xml) => looks::read(xml),
            None => Ok(Vec::new()),
        }
    }
}

/// Refuses a workbook that says it carries macros, even if the program itself was taken out.
fn refuse_macro_type(package: &mut Package<'_>) -> Result<(), ReadError> {
    let Some(mut xml) = package.part("[Content_Types].xml")? else { return Ok(()) };
    loop {
        match xml.next()? {
            Xml::Start(tag) => {
                let kind = attribute(&tag, "ContentType").unwrap_or_default();
                if kind.contains("macroEnabled") || kind.contains("vbaProject") {
                    return Err(ReadError::Macros);
                }
            }
            Xml::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Reads a part's list of relations; an absent list is empty. Paths are resolved against `folder`.
fn relations(package: &mut Package<'_>, path: &str, folder: &str) -> Result<Relations, ReadError> {
    let mut found = Relations::new();
    let Some(mut xml) = package.part(path)? else { return Ok(found) };
    loop {
        match xml.next()? {
            Xml::Start(tag) if tag.local_name().as_ref() == "Relationship" => {
                let external = attribute(&tag, "TargetMode").is_some_and(|mode| mode == "External");
                let parts = (attribute(&tag, "Id"), attribute(&tag, "Type"), attribute(&tag, "Target"));
                if let ((Some(id), Some(kind), Some(target)), false) = (parts, external) {
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    found.insert(id, (kind, join(folder, &target)));
                }
            }
            Xml::Eof => return Ok(found),
            _ => {}
        }
    }
}

fn list_of_sheets(
    package: &mut Package<'_>,
    path: &str,
    related: &Relations,
) -> Result<(Vec<Sheet>, bool), ReadError> {
    let mut xml = package.part(path)?.ok_or_else(|| ReadError::Damaged { part: path.to_owned() })?;
    let (mut sheets, mut from_1904) = (Vec::new(), false);
    loop {
        match xml.next()? {
            Xml::Start(tag) => match tag.local_name().as_ref() {
                "workbookPr" => {
                    from_1904 = attribute(&tag, "date1904").is_some_and(|told| told == "1" || told == "true");
                }
                "sheet" => {
                    let id = attribute(&tag, "id").unwrap_or_default();
                    let Some((kind, path)) = related.get(&id) else { continue };
                    match kind.as_str() {
                        "worksheet" => sheets.push(Sheet {
                            name: attribute(&tag, "name").unwrap_or_default(),
                            hidden: attribute(&tag, "state").is_some_and(|state| state != "visible"),
                            path: path.clone(),
                        }),
                        "xlMacrosheet" | "xlIntlMacrosheet" => return Err(ReadError::Macros),
                        _ => {}
                    }
                }
                _ => {}
            },
            Xml::Eof => return Ok((sheets, from_1904)),
            _ => {}
        }
    }
}

/// How each cell format (`cellXfs`) shows its number.
fn number_formats(package: &mut Package<'_>, path: &str) -> Result<Vec<Shown>, ReadError> {
    let mut shown = Vec::new();
    let Some(mut xml) = package.part(path)? else { return Ok(shown) };
    let mut codes: HashMap<u32, Shown> = HashMap::new();
    let mut in_cell_formats = false;
    loop {
        match xml.next()? {
            Xml::Start(tag) => match tag.local_name().as_ref() {
                "numFmt" => {
                    let id = attribute(&tag, "numFmtId").and_then(|id| id.parse().ok());
                    if let (Some(id), Some(code)) = (id, attribute(&tag, "formatCode")) {
                        codes.insert(id, dates::custom(&code));
                    }
                }
                "cellXfs" => in_cell_formats = true,
                "xf" if in_cell_formats => {
                    let id = attribute(&tag, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                    shown.push(codes.get(&id).copied().unwrap_or_else(|| dates::built_in(id)));
                }
                _ => {}
            },
            Xml::End(tag) if tag.local_name().as_ref() == "cellXfs" => in_cell_formats = false,
            Xml::Eof => return Ok(shown),
            _ => {}
        }
    }
}

/// A path inside the package, seen from `folder`.
fn join(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            other => steps.push(other),
        }
    }
    steps.join("/")
}
