//! One part of a workbook, tag by tag, behind the guards.

use std::io::{BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::ReadError;

/// Bytes one tag, text, comment or other piece may have: the reader holds a piece as a whole. The longest
/// permitted text stays below it, even with every character written as a number.
const PIECE_BYTES: u64 = 1 << 20;

/// A part's XML. Entities are the five of XML and numbers; a document type is refused, so nothing can grow.
pub(super) struct Xml<R> {
    reader: Reader<BufReader<Piecewise<R>>>,
    buffer: Vec<u8>,
    part: String,
    text_chars: u32,
}

/// Counts the bytes taken since the last piece began.
struct Piecewise<R> {
    inner: R,
    taken: u64,
    text_chars: u32,
}

impl<R: Read> Read for Piecewise<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(into)?;
        self.taken += count as u64;
        if self.taken > PIECE_BYTES {
            return Err(std::io::Error::other(too_long(self.text_chars)));
        }
        Ok(count)
    }
}

impl<R: Read> Xml<R> {
    pub(super) fn new(inner: R, part: &str, text_chars: u32) -> Self {
        let pieces = Piecewise { inner, taken: 0, text_chars };
        let mut reader = Reader::from_reader(BufReader::with_capacity(32 << 10, pieces));
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        Self { reader, buffer: Vec::with_capacity(1 << 10), part: part.to_owned(), text_chars }
    }

    /// The next tag or text; `Eof` at the end.
    pub(super) fn next(&mut self) -> Result<Event<'_>, ReadError> {
        self.buffer.clear();
        self.reader.get_mut().get_mut().taken = 0;
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::DocType(_)) => Err(ReadError::HostileXml { part: self.part.clone() }),
            Ok(event) => Ok(event),
            Err(quick_xml::Error::Io(cause)) => Err(refusal_within(&cause, &self.part)),
            Err(_) => Err(damaged(&self.part)),
        }
    }

    /// Adds the text up to the end of the element `end` to `text`, that of inner `t` elements included and
    /// that of pronunciation marks (`rPh`) left out.
    pub(super) fn text_into(&mut self, end: &str, text: &mut String) -> Result<(), ReadError> {
        // `t`, `v` and `f` hold text themselves; in `si` and `is` only the `t` inside do.
        let holds_text = !matches!(end, "si" | "is");
        let mut inside_t = holds_text;
        let mut pronounced = 0u32;
        loop {
            match self.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "rPh" => pronounced += 1,
                    "t" => inside_t = true,
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    name if name == end => return Ok(()),
                    "rPh" => pronounced = pronounced.saturating_sub(1),
                    "t" => inside_t = holds_text,
                    _ => {}
                },
                Event::Text(piece) if inside_t && pronounced == 0 => text.push_str(&piece.xml10_content()),
                Event::CData(piece) if inside_t && pronounced == 0 => text.push_str(&piece.xml10_content()),
                Event::GeneralRef(reference) => {
                    let character = character(&reference);
                    match character {
                        Some(character) if inside_t && pronounced == 0 => text.push(character),
                        Some(_) => {}
                        None => return Err(ReadError::HostileXml { part: self.part.clone() }),
                    }
                }
                Event::Eof => return Err(damaged(&self.part)),
                _ => {}
            }
            // A text may be cut into any number of pieces.
            if text.len() as u64 > PIECE_BYTES {
                return Err(too_long(self.text_chars));
            }
        }
    }

    pub(super) fn damaged(&self) -> ReadError {
        damaged(&self.part)
    }
}

/// The value of an attribute by its local name, as written: references in it are left alone.
pub(super) fn raw_attribute<'a>(tag: &'a BytesStart<'_>, name: &str) -> Option<std::borrow::Cow<'a, str>> {
    tag.attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .map(|attribute| attribute.value)
}

/// The value of an attribute by its local name, with references resolved.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let raw = raw_attribute(tag, name)?;
    quick_xml::escape::unescape(&raw).ok().map(std::borrow::Cow::into_owned)
}

/// The character a reference stands for: the five of XML, or a number.
fn character(reference: &BytesRef<'_>) -> Option<char> {
    match reference.as_ref() {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    }
}

fn too_long(limit: u32) -> ReadError {
    ReadError::TextTooLong { sheet: String::new(), row: 0, limit }
}

fn damaged(part: &str) -> ReadError {
    ReadError::Damaged { part: part.to_owned() }
}

/// A guard's refusal travels through the XML reader as an I/O error; this takes it out again.
fn refusal_within(cause: &std::io::Error, part: &str) -> ReadError {
    cause
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<ReadError>())
        .cloned()
        .unwrap_or_else(|| damaged(part))
}
