//! Text that a spreadsheet program would take for a formula, made harmless and whole again.
//!
//! In xlsx a text is stored as a text, so nothing needs to change there: what stands in the cell is what
//! was written. In csv everything is guessed, so an apostrophe goes before a text that begins like a
//! formula ([`guard`]), and our own reader takes exactly that apostrophe away again ([`unguard`]).
//! `unguard(guard(text)) == text` for every text.

use std::borrow::Cow;

/// Characters that begin a formula, a command or a function in some spreadsheet program, with their
/// full-width forms, which Chinese and Japanese versions accept as well.
const BEGINS: [char; 12] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// Quotation marks and apostrophes a program may strip before it looks.
const QUOTES: [char; 9] =
    ['\'', '"', '\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}', '\u{ff07}', '\u{ff02}', '\u{60}'];

/// Whether the text begins like a formula once leading blanks and quotation marks are passed over.
#[must_use]
pub fn begins_like_a_formula(text: &str) -> bool {
    text.chars()
        .find(|character| BEGINS.contains(character) || !passed_over(*character))
        .is_some_and(|character| BEGINS.contains(&character))
}

fn passed_over(character: char) -> bool {
    character.is_whitespace() || QUOTES.contains(&character) || invisible(character)
}

/// Marks without width, which hide what stands behind them.
fn invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// The text with an apostrophe before it where a program would compute instead of show.
#[must_use]
pub fn guard(text: &str) -> Cow<'_, str> {
    if begins_like_a_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text without the apostrophe of [`guard`]; any other text as it is.
#[must_use]
pub fn unguard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if begins_like_a_formula(rest) => rest,
        Some(_) | None => text,
    }
}
