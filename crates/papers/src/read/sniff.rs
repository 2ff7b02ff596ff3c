//! What a file is, told by its bytes alone.

use encoding_rs::{CoderResult, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::ReadError;
use crate::limits::Limits;

/// What the bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sniffed {
    /// A zip archive, perhaps a workbook.
    Zip,
    /// A compound file, perhaps an old workbook.
    Ole,
    /// Text in this encoding, checked from beginning to end.
    Text(&'static Encoding),
}

/// First bytes of files that people give a table's name by mistake or on purpose.
const MAGIC: [(&[u8], &str); 13] = [
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"%PDF", "pdf"),
    (b"RIFF", "riff"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "sevenzip"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3", "sqlite"),
    (b"{\\rtf", "rtf"),
];

/// Beginnings of tables saved as something that is text but no csv.
const MARKUP: [(&str, &str); 6] = [
    ("<!doctype html", "html"),
    ("<html", "html"),
    ("<table", "html"),
    ("<meta", "html"),
    ("mime-version:", "mht"),
    ("<?xml", "xml"),
];

pub(super) fn sniff(bytes: &[u8], limits: &Limits) -> Result<Sniffed, ReadError> {
    let length = bytes.len() as u64;
    if length > limits.file_bytes {
        return Err(ReadError::TooLarge { bytes: length, limit: limits.file_bytes });
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    if let Some((_, looks_like)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(ReadError::NotATable { looks_like: (*looks_like).to_owned() });
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Sniffed::Zip);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return ole(bytes);
    }
    text(bytes).map(Sniffed::Text)
}

/// Tells an old workbook from an encrypted new one, a letter, or a workbook with a program in it.
fn ole(bytes: &[u8]) -> Result<Sniffed, ReadError> {
    if names_stream(bytes, "EncryptedPackage") {
        return Err(ReadError::Encrypted);
    }
    if names_stream(bytes, "WordDocument") {
        return Err(ReadError::NotATable { looks_like: "word".to_owned() });
    }
    if names_stream(bytes, "PowerPoint Document") {
        return Err(ReadError::NotATable { looks_like: "powerpoint".to_owned() });
    }
    if names_stream(bytes, "_VBA_PROJECT_CUR") {
        return Err(ReadError::Macros);
    }
    if names_stream(bytes, "Workbook") || names_stream(bytes, "Book") {
        return Ok(Sniffed::Ole);
    }
    Err(ReadError::NotATable { looks_like: "binary".to_owned() })
}

/// Whether a compound file's directory has an entry of this name. Entries are 128 bytes and lie on such boundaries.
fn names_stream(bytes: &[u8], name: &str) -> bool {
    let wanted: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    bytes.chunks_exact(128).any(|entry| entry.starts_with(&wanted))
}

fn text(bytes: &[u8]) -> Result<&'static Encoding, ReadError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return checked(encoding, &bytes[mark..]);
    }
    if bytes.contains(&0) {
        return Err(ReadError::NotATable { looks_like: "binary".to_owned() });
    }
    let beginning: String =
        bytes.iter().take(512).map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let beginning = beginning.trim_start();
    if let Some((_, format)) = MARKUP.iter().find(|(start, _)| beginning.starts_with(start)) {
        return Err(ReadError::Unsupported { format: (*format).to_owned() });
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Ok(UTF_8);
    }
    match damaged_utf8(bytes) {
        Some(line) => Err(ReadError::BrokenText { line }),
        None => checked(GB18030, bytes),
    }
}

/// The first broken line of a text that is UTF-8 in all but a few places.
///
/// GB18030 gives a meaning to nearly every pair of bytes, so damaged UTF-8 would come out as nonsense
/// instead of being refused. Chinese text in GB18030 breaks UTF-8 at almost every character.
fn damaged_utf8(bytes: &[u8]) -> Option<u32> {
    let (mut whole, mut broken, mut lines, mut first) = (0u64, 0u64, 1u32, None);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|character| character.len_utf8() >= 3).count() as u64;
        lines = lines.saturating_add(line_ends(chunk.valid().as_bytes()));
        if !chunk.invalid().is_empty() {
            broken += 1;
            first.get_or_insert(lines);
        }
    }
    first.filter(|_| whole > broken * 4)
}

/// The encoding, when the text (without its mark) is right in it from beginning to end.
fn checked(encoding: &'static Encoding, text: &[u8]) -> Result<&'static Encoding, ReadError> {
    debug_assert!([UTF_8, UTF_16LE, UTF_16BE, GB18030].contains(&encoding));
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut scratch = vec![0u8; 64 << 10];
    let (mut rest, mut line) = (text, 1u32);
    loop {
        let (result, read, written) = decoder.decode_to_utf8_without_replacement(rest, &mut scratch, true);
        let decoded = &scratch[..written];
        line = line.saturating_add(line_ends(decoded));
        rest = &rest[read..];
        match result {
            DecoderResult::InputEmpty => return Ok(encoding),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => return Err(ReadError::BrokenText { line }),
        }
        if decoded.contains(&0) {
            return Err(ReadError::NotATable { looks_like: "binary".to_owned() });
        }
    }
}

fn line_ends(text: &[u8]) -> u32 {
    u32::try_from(text.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// Feeds a text to `take` in pieces, decoded, without its mark.
///
/// The text was checked by [`sniff`]; should it break all the same, reading stops with an error.
pub(super) fn decode(
    bytes: &[u8],
    encoding: &'static Encoding,
    take: &mut dyn FnMut(&str) -> Result<super::Go, ReadError>,
) -> Result<(), ReadError> {
    let mark = Encoding::for_bom(bytes).map_or(0, |(_, length)| length);
    let mut rest = &bytes[mark..];
    if encoding == UTF_8 {
        let whole = std::str::from_utf8(rest).map_err(|_| ReadError::BrokenText { line: 1 })?;
        return take(whole).map(|_| ());
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut piece = String::with_capacity(64 << 10);
    loop {
        piece.clear();
        let (result, read, _) = decoder.decode_to_string(rest, &mut piece, true);
        rest = &rest[read..];
        if take(&piece)? != super::Go::On || result == CoderResult::InputEmpty {
            return Ok(());
        }
    }
}
