//! Telling notes, sums and signature lines from data.

use crate::cell::Cell;
use crate::script;

/// The word with which a template marks its sample row, at the start of the name or in brackets at its end.
pub const SAMPLE_MARK: &str = "示例";

/// Words that open a line below or beside the data.
const NOTE_WORDS: [&str; 22] = [
    "注意",
    "注意事项",
    "注",
    "备注",
    "说明",
    "填表说明",
    "填写说明",
    "填表人",
    "填报人",
    "制表人",
    "制表",
    "审核人",
    "负责人",
    "联系人",
    "合计",
    "总计",
    "小计",
    "共计",
    "必填",
    "选填",
    "非必填",
    "以下空白",
];

/// Whether nothing was typed into the cell. A sign for nothing (`-`) was typed.
#[must_use]
pub fn is_blank(cell: &Cell) -> bool {
    match cell {
        Cell::Empty => true,
        Cell::Text(text) => text.chars().all(script::is_space),
        Cell::Number(_) | Cell::Date(_) | Cell::Foreign(_) => false,
    }
}

/// The text of a cell without its spaces and in half width; empty for anything else.
#[must_use]
pub fn tight_text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.chars().map(script::half_width).filter(|c| !script::is_space(*c)).collect(),
        Cell::Empty | Cell::Number(_) | Cell::Date(_) | Cell::Foreign(_) => String::new(),
    }
}

/// Whether `name` carries the [`SAMPLE_MARK`] of a template.
#[must_use]
pub fn is_sample(name: &str) -> bool {
    name.starts_with(SAMPLE_MARK) || name.trim_end_matches([')', '）']).ends_with(SAMPLE_MARK)
}

/// Whether a word opens a note.
#[must_use]
pub fn is_note_word(text: &str) -> bool {
    NOTE_WORDS.contains(&text.trim_start_matches(['*', '※']))
}

/// Whether the first filled cell is a word that opens a note, alone or before a colon.
#[must_use]
pub fn opens_a_note(cells: &[Cell]) -> bool {
    let Some(Cell::Text(first)) = cells.iter().find(|cell| !is_blank(cell)) else { return false };
    let opening = first.trim().split([':', '：', '\n', '、']).next().unwrap_or_default();
    is_note_word(&opening.split_whitespace().collect::<String>())
}
