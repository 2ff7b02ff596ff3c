//! The roster to fill in: headings in use, drop-downs, notes, a sample row and an explanation.
//!
//! What it says stands in `data/roster-template.json`, in Chinese and the explanation in English too; the
//! headings are those the importer knows, so a filled template is read like any roster.

use std::collections::BTreeMap;

use gongjian_domain::people::roster::Column;
use gongjian_domain::sheet::Columns;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, Format, FormatAlign, FormatBorder, Formula, Note,
    Workbook, Worksheet, XlsxError,
};
use serde::Deserialize;

/// Rows below the headings that have drop-downs and formats.
const PREPARED_ROWS: u32 = 5_000;
/// The rows of the sheet, from 0.
const HEADINGS: u32 = 1;
const SAMPLE: u32 = 2;

/// A branch people may be entered in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BranchChoice {
    /// Its code.
    pub code: String,
    /// Its full name.
    pub name: String,
}

/// Why the template could not be made.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// The words of the template are not what this program expects.
    #[error("the template's words cannot be read: {0}")]
    Words(#[from] serde_json::Error),
    /// The template names a column the importer does not know.
    #[error("the importer knows no column {0}")]
    Column(String),
    /// The workbook could not be written.
    #[error("the workbook could not be written: {0}")]
    Workbook(#[from] XlsxError),
}

/// The words of the template.
#[derive(Deserialize)]
struct Words {
    sheet: String,
    title: String,
    explanation_sheet: String,
    dictionary_sheet: String,
    columns: Vec<ColumnWords>,
    choices: BTreeMap<String, Vec<String>>,
    explanation: Vec<(String, String)>,
}

/// One column of the template.
#[derive(Deserialize)]
struct ColumnWords {
    column: String,
    kind: ColumnKind,
    width: u32,
    #[serde(default)]
    required: bool,
    sample: String,
    note: String,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum ColumnKind {
    Text,
    Date,
}

/// Makes the template for a roster, with these branches to choose from.
///
/// # Errors
///
/// [`TemplateError`]; the tests make it with none, some and many branches.
pub fn roster(branches: &[BranchChoice]) -> Result<Vec<u8>, TemplateError> {
    let words: Words = serde_json::from_str(include_str!("../data/roster-template.json"))?;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(&words.sheet)?;
    title(sheet, &words)?;
    for (column, column_words) in (0u16..).zip(&words.columns) {
        head(sheet, column, column_words)?;
        body(sheet, column, column_words)?;
        let choices = words.choices.get(&column_words.column);
        if let Some(validation) = drop_down(&words, column_words, choices, branches.len())? {
            sheet.add_data_validation(HEADINGS + 1, column, HEADINGS + PREPARED_ROWS, column, &validation)?;
        }
    }
    sheet.set_freeze_panes(HEADINGS + 1, 2)?;
    explain(book.add_worksheet(), &words)?;
    if !branches.is_empty() {
        dictionary(book.add_worksheet(), &words, branches)?;
    }
    Ok(book.save_to_buffer()?)
}

fn title(sheet: &mut Worksheet, words: &Words) -> Result<(), XlsxError> {
    let format = Format::new().set_bold().set_font_size(14).set_align(FormatAlign::VerticalCenter);
    let last = u16::try_from(words.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.merge_range(0, 0, 0, last, &words.title, &format)?;
    sheet.set_row_height(0, 28)?;
    Ok(())
}

fn head(sheet: &mut Worksheet, column: u16, words: &ColumnWords) -> Result<(), TemplateError> {
    let known = Column::parse(&words.column).and_then(|known| known.headings().first());
    let heading = known.ok_or_else(|| TemplateError::Column(words.column.clone()))?;
    let mut format = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(0x00F1_F3F5))
        .set_border(FormatBorder::Thin);
    if words.required {
        format = format.set_font_color(Color::RGB(0x00C0_1C28));
    }
    sheet.write_string_with_format(HEADINGS, column, *heading, &format)?;
    let note = Note::new(&words.note).add_author_prefix(false).set_width(240).set_height(96).set_font_size(9);
    sheet.insert_note(HEADINGS, column, &note)?;
    Ok(())
}

/// The column's width and format, and its cell of the sample row.
fn body(sheet: &mut Worksheet, column: u16, words: &ColumnWords) -> Result<(), XlsxError> {
    let format = match words.kind {
        ColumnKind::Text => Format::new().set_num_format("@"),
        ColumnKind::Date => Format::new().set_num_format("yyyy-mm-dd"),
    };
    sheet.set_column_width(column, words.width)?;
    sheet.set_column_format(column, &format)?;
    let sample = format.set_italic().set_font_color(Color::RGB(0x0086_8E96));
    sheet.write_string_with_format(SAMPLE, column, &words.sample, &sample)?;
    Ok(())
}

/// The list to choose from, with a warning instead of a refusal where other spellings are read as well.
fn drop_down(
    words: &Words,
    column: &ColumnWords,
    choices: Option<&Vec<String>>,
    branches: usize,
) -> Result<Option<DataValidation>, XlsxError> {
    let letter = match column.column.as_str() {
        "branch_code" => Some('A'),
        "branch_name" => Some('B'),
        _ => None,
    };
    let list = match (choices, letter) {
        (Some(choices), _) => DataValidation::new().allow_list_strings(choices)?,
        (None, Some(letter)) if branches > 0 => {
            let range = format!("='{}'!${letter}$1:${letter}${branches}", words.dictionary_sheet);
            DataValidation::new().allow_list_formula(Formula::new(range))
        }
        (None, _) => return Ok(None),
    };
    Ok(Some(list.set_error_style(DataValidationErrorStyle::Warning)))
}

fn explain(sheet: &mut Worksheet, words: &Words) -> Result<(), XlsxError> {
    sheet.set_name(&words.explanation_sheet)?;
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let heading = text.clone().set_bold();
    sheet.set_column_width(0, 60)?;
    sheet.set_column_width(1, 70)?;
    for (row, (chinese, english)) in (0u32..).zip(&words.explanation) {
        let format = if row == 0 { &heading } else { &text };
        sheet.write_string_with_format(row, 0, chinese, format)?;
        sheet.write_string_with_format(row, 1, english, format)?;
    }
    Ok(())
}

/// The hidden sheet the lists of branches refer to: a list inside a rule ends at 255 characters.
fn dictionary(sheet: &mut Worksheet, words: &Words, branches: &[BranchChoice]) -> Result<(), XlsxError> {
    sheet.set_name(&words.dictionary_sheet)?;
    sheet.set_hidden(true);
    let text = Format::new().set_num_format("@");
    for (row, branch) in (0u32..).zip(branches) {
        sheet.write_string_with_format(row, 0, &branch.code, &text)?;
        sheet.write_string_with_format(row, 1, &branch.name, &text)?;
    }
    Ok(())
}
