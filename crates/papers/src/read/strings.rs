//! The texts a workbook keeps in one list and refers to by number.

use std::io::Read;

use super::ReadError;
use super::xml::Xml;
use crate::limits::Limits;

/// All texts one after the other in one piece of memory: a text costs its bytes and four more.
#[derive(Default)]
pub(super) struct SharedStrings {
    all: String,
    /// Where each text ends in `all`.
    ends: Vec<u32>,
}

impl SharedStrings {
    pub(super) fn read<R: Read>(mut xml: Xml<R>, limits: &Limits) -> Result<Self, ReadError> {
        use quick_xml::events::Event;
        let mut strings = Self::default();
        let mut text = String::new();
        loop {
            let begins = match xml.next()? {
                Event::Start(tag) => tag.local_name().as_ref() == "si",
                Event::End(tag) if tag.local_name().as_ref() == "sst" => break,
                Event::Eof => break,
                _ => false,
            };
            if begins {
                text.clear();
                xml.text_into("si", &mut text)?;
                check_length(&text, "", 0, limits)?;
                strings.all.push_str(&unescaped(&text));
                let end = u32::try_from(strings.all.len()).map_err(|_| xml.damaged())?;
                strings.ends.push(end);
            }
        }
        strings.all.shrink_to_fit();
        strings.ends.shrink_to_fit();
        Ok(strings)
    }

    /// The text of a number, counted from 0.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)? as usize;
        let start = if number == 0 { 0 } else { *self.ends.get(number - 1)? as usize };
        self.all.get(start..end)
    }
}

/// Refuses a text no spreadsheet program would have accepted in a cell.
pub(super) fn check_length(text: &str, sheet: &str, row: u32, limits: &Limits) -> Result<(), ReadError> {
    let limit = limits.text_chars as usize;
    if text.len() > limit && text.chars().count() > limit {
        return Err(ReadError::TextTooLong { sheet: sheet.to_owned(), row, limit: limits.text_chars });
    }
    Ok(())
}

/// Resolves `_x000D_`, the way workbooks write characters XML cannot hold.
///
/// # Source
///
/// ECMA-376 part 1, 22.9.2.19 (ST_Xstring).
pub(super) fn unescaped(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains("_x") {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        plain.push_str(&rest[..at]);
        match escaped_character(&rest[at..]) {
            Some(character) => {
                plain.push(character);
                rest = &rest[at + 7..];
            }
            None => {
                plain.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    plain.push_str(rest);
    plain.into()
}

/// The character of a text that begins with `_xHHHH_`.
fn escaped_character(text: &str) -> Option<char> {
    let digits = text.get(2..6).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    (text.as_bytes().get(6) == Some(&b'_')).then_some(())?;
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_characters_come_out_and_lookalikes_stay() {
        for (written, plain) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD800_", "_xD800_"),
            ("_x00_", "_x00_"),
            ("_x00年_", "_x00年_"),
            ("tail_x", "tail_x"),
            ("䶮_x0041_𠮷", "䶮A𠮷"),
        ] {
            assert_eq!(unescaped(written), plain, "{written}");
        }
    }
}
