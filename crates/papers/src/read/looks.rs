//! How the cells of a workbook look, as far as it is shown again.

use std::io::Read;

use quick_xml::events::{BytesStart, Event};

use super::ReadError;
use super::xml::{Xml, attribute};

/// Looks a workbook may define before the rest is taken for plain; people's workbooks have some dozens.
const MOST: usize = 4_096;

/// The look of a cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Look {
    pub(crate) number: NumberLook,
    pub(crate) font: Font,
    /// The colour behind the cell, as RGB.
    pub(crate) fill: Option<u32>,
    pub(crate) bordered: bool,
    pub(crate) horizontal: Option<String>,
    pub(crate) vertical: Option<String>,
    pub(crate) wrapped: bool,
}

/// How a number is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum NumberLook {
    #[default]
    Plain,
    /// By a format of the standard's list.
    BuiltIn(u8),
    /// By a code, such as `yyyy-mm-dd`.
    Code(String),
}

/// The writing in a cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Font {
    pub(crate) name: Option<String>,
    pub(crate) size: Option<f64>,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    /// The colour as RGB.
    pub(crate) colour: Option<u32>,
}

/// The parts of `styles.xml` while it is read.
#[derive(Default)]
struct Styles {
    codes: Vec<(u32, String)>,
    fonts: Vec<Font>,
    fills: Vec<Option<u32>>,
    borders: Vec<bool>,
    looks: Vec<Look>,
}

/// Reads the looks of `styles.xml`, by the number cells refer to.
pub(super) fn read<R: Read>(mut xml: Xml<R>) -> Result<Vec<Look>, ReadError> {
    let mut styles = Styles::default();
    // The list being read; elements of the same names stand in several lists.
    let mut list = String::new();
    loop {
        match xml.next()? {
            Event::Start(tag) => {
                let local = tag.local_name();
                match local.as_ref() {
                    name @ ("numFmts" | "fonts" | "fills" | "borders" | "cellStyleXfs" | "cellXfs"
                    | "cellStyles" | "dxfs") => list = name.to_owned(),
                    name => styles.take(&list, name, &tag),
                }
            }
            Event::Eof => return Ok(styles.looks),
            _ => {}
        }
    }
}

impl Styles {
    fn take(&mut self, list: &str, name: &str, tag: &BytesStart<'_>) {
        match list {
            "numFmts" if name == "numFmt" && self.codes.len() < MOST => {
                if let (Some(id), Some(code)) = (number(tag, "numFmtId"), attribute(tag, "formatCode")) {
                    self.codes.push((id, code));
                }
            }
            "fonts" => self.font(name, tag),
            "fills" => match name {
                "fill" if self.fills.len() < MOST => self.fills.push(None),
                "fgColor" => set_last(&mut self.fills, colour(tag)),
                _ => {}
            },
            "borders" => match name {
                "border" if self.borders.len() < MOST => self.borders.push(false),
                "left" | "right" | "top" | "bottom"
                    if attribute(tag, "style").is_some_and(|s| s != "none") =>
                {
                    set_last(&mut self.borders, true);
                }
                _ => {}
            },
            "cellXfs" => self.look(name, tag),
            _ => {}
        }
    }

    fn font(&mut self, name: &str, tag: &BytesStart<'_>) {
        if name == "font" {
            if self.fonts.len() < MOST {
                self.fonts.push(Font::default());
            }
            return;
        }
        let Some(font) = self.fonts.last_mut() else { return };
        match name {
            "b" => font.bold = !is_off(tag),
            "i" => font.italic = !is_off(tag),
            "sz" => font.size = attribute(tag, "val").and_then(|size| size.parse().ok()),
            "name" => font.name = attribute(tag, "val").filter(|name| name.chars().count() <= 64),
            "color" => font.colour = colour(tag),
            _ => {}
        }
    }

    fn look(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "xf" if self.looks.len() < MOST => {
                let of = |name: &str| number(tag, name).map_or(0, |at| at as usize);
                self.looks.push(Look {
                    number: self.number_look(number(tag, "numFmtId").unwrap_or(0)),
                    font: self.fonts.get(of("fontId")).cloned().unwrap_or_default(),
                    fill: self.fills.get(of("fillId")).copied().flatten(),
                    bordered: self.borders.get(of("borderId")).copied().unwrap_or(false),
                    ..Look::default()
                });
            }
            "alignment" => {
                if let Some(look) = self.looks.last_mut() {
                    look.horizontal = attribute(tag, "horizontal");
                    look.vertical = attribute(tag, "vertical");
                    look.wrapped =
                        attribute(tag, "wrapText").is_some_and(|told| told == "1" || told == "true");
                }
            }
            _ => {}
        }
    }

    fn number_look(&self, id: u32) -> NumberLook {
        let code = self.codes.iter().find(|(known, _)| *known == id);
        match (code, u8::try_from(id)) {
            (Some((_, code)), _) => NumberLook::Code(code.clone()),
            (None, Ok(built_in @ 1..)) => NumberLook::BuiltIn(built_in),
            (None, _) => NumberLook::Plain,
        }
    }
}

fn set_last<T>(list: &mut [T], value: T) {
    if let Some(last) = list.last_mut() {
        *last = value;
    }
}

fn number(tag: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(tag, name)?.parse().ok()
}

fn is_off(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "val").is_some_and(|told| told == "0" || told == "false")
}

/// A colour given outright. Colours of the theme and of the old palette are left to the program's own.
fn colour(tag: &BytesStart<'_>) -> Option<u32> {
    let argb = attribute(tag, "rgb")?;
    let rgb = argb.get(argb.len().checked_sub(6)?..)?;
    u32::from_str_radix(rgb, 16).ok()
}
