//! What a file is: by its content, never by its name.

use std::io::{Cursor, Read as _};

use gongjian_domain::reason::Reason;
use zip::ZipArchive;

use super::image;

/// Bytes of a photo.
const LARGEST_PHOTO: usize = 10 * 1024 * 1024;
/// Bytes of any other file.
pub(super) const LARGEST_FILE: usize = 20 * 1024 * 1024;
/// Pixels of a photo: a browser needs four bytes for each.
const MOST_PIXELS: u64 = 50_000_000;
/// Parts of an office document.
const MOST_PARTS: usize = 5_000;
/// Bytes of an office document's list of content types.
const LONGEST_TYPES: u64 = 1 << 20;
/// Characters of a name before its ending.
const LONGEST_STEM: usize = 80;

/// The kinds that are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A photo.
    Jpeg,
    /// A picture.
    Png,
    /// A picture.
    Webp,
    /// A document to print.
    Pdf,
    /// A text document.
    Docx,
    /// A spreadsheet.
    Xlsx,
    /// Slides.
    Pptx,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [Self; 7] =
        [Self::Jpeg, Self::Png, Self::Webp, Self::Pdf, Self::Docx, Self::Xlsx, Self::Pptx];

    /// The word stored, which is also the ending of a name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pptx => "pptx",
        }
    }

    /// The kind stored as `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The media type it is sent with.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        }
    }

    /// Whether it is a picture, which may be shown in a page.
    #[must_use]
    pub const fn is_photo(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp)
    }
}

/// A file as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Accepted {
    /// What it is.
    pub(super) kind: FileKind,
    /// Its name, with the ending of its kind.
    pub(super) name: String,
    /// Its bytes; of a picture those that are needed to show it.
    pub(super) bytes: Vec<u8>,
}

/// Looks at a file and takes it, a picture without what was written beside it.
///
/// # Errors
///
/// Why it is not taken, as a sentence that names the file.
pub(super) fn accept(name: &str, bytes: Vec<u8>) -> Result<Accepted, Reason> {
    let refused = |word: &str| Reason::new(&format!("file-refused-{word}")).with("name", shown(name));
    let kind = sniff(&bytes).ok_or_else(|| refused("kind"))?;
    let read = match kind {
        FileKind::Jpeg => image::jpeg,
        FileKind::Png => image::png,
        FileKind::Webp => image::webp,
        FileKind::Pdf => {
            let tail = bytes.get(bytes.len().saturating_sub(1024)..).unwrap_or_default();
            let whole = tail.windows(5).any(|five| five == b"%%EOF");
            return if whole { Ok(taken(kind, name, bytes)) } else { Err(refused("damaged")) };
        }
        FileKind::Docx | FileKind::Xlsx | FileKind::Pptx => {
            let kind = office(&bytes).map_err(refused)?;
            return Ok(taken(kind, name, bytes));
        }
    };
    if bytes.len() > LARGEST_PHOTO {
        let most = i64::try_from(LARGEST_PHOTO / 1024 / 1024).unwrap_or_default();
        return Err(refused("large").with("most", most));
    }
    let picture = read(&bytes).map_err(|_| refused("damaged"))?;
    if u64::from(picture.width) * u64::from(picture.height) > MOST_PIXELS {
        return Err(refused("pixels")
            .with("width", picture.width)
            .with("height", picture.height)
            .with("most", i64::try_from(MOST_PIXELS / 10_000).unwrap_or_default()));
    }
    Ok(taken(kind, name, picture.bytes))
}

fn taken(kind: FileKind, name: &str, bytes: Vec<u8>) -> Accepted {
    Accepted { kind, name: named(kind, name), bytes }
}

/// The kind the first bytes tell of; an office document is looked into later.
fn sniff(bytes: &[u8]) -> Option<FileKind> {
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Some(FileKind::Jpeg);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(FileKind::Png);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some(FileKind::Webp);
    }
    if bytes.starts_with(b"%PDF-1.") || bytes.starts_with(b"%PDF-2.") {
        return Some(FileKind::Pdf);
    }
    bytes.starts_with(b"PK\x03\x04").then_some(FileKind::Docx)
}

/// Which office document a zip file is. Its list of parts is read, none of them is unpacked.
fn office(bytes: &[u8]) -> Result<FileKind, &'static str> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| "damaged")?;
    if archive.offset() != 0 || archive.len() > MOST_PARTS {
        return Err("damaged");
    }
    let names = archive.file_names().map(|name| name.map(|name| name.to_string()));
    let parts: Vec<String> = names.collect::<Result<_, _>>().map_err(|_| "damaged")?;
    let has = |name: &str| parts.iter().any(|part| part == name);
    // A part may be called anything; the list of content types says what an office program makes of it.
    let types = has("[Content_Types].xml").then(|| content_types(&mut archive)).transpose()?;
    let macros = |text: &str| text.to_ascii_lowercase().contains("vbaproject");
    if parts.iter().any(|part| macros(part)) || types.as_deref().is_some_and(enables_macros) {
        return Err("macros");
    }
    let main = [
        ("word/document.xml", FileKind::Docx),
        ("xl/workbook.xml", FileKind::Xlsx),
        ("ppt/presentation.xml", FileKind::Pptx),
    ];
    let kind = main.into_iter().find(|(part, _)| has(part)).map(|(_, kind)| kind);
    kind.filter(|_| types.is_some()).ok_or("kind")
}

/// The list of content types; longer ones than any office program writes are not read to their end.
fn content_types(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<String, &'static str> {
    let part = archive.by_name("[Content_Types].xml").map_err(|_| "damaged")?;
    let mut text = Vec::new();
    part.take(LONGEST_TYPES + 1).read_to_end(&mut text).map_err(|_| "damaged")?;
    if text.len() as u64 > LONGEST_TYPES {
        return Err("damaged");
    }
    Ok(String::from_utf8_lossy(&text).to_ascii_lowercase())
}

fn enables_macros(types: &str) -> bool {
    types.contains("macroenabled") || types.contains("vbaproject")
}

/// The name without folders and characters that cannot be seen, with the ending of its kind.
fn named(kind: FileKind, name: &str) -> String {
    let whole = shown(name);
    let stem = whole.rsplit_once('.').map_or(whole.as_str(), |(stem, _)| stem).trim_matches(['.', ' ']);
    let stem: String = stem.chars().take(LONGEST_STEM).collect();
    let stem = if stem.is_empty() { kind.as_str().to_owned() } else { stem };
    format!("{stem}.{}", kind.as_str())
}

/// A name as it may be said again.
fn shown(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let kept = last.chars().filter(|c| !c.is_control() && !gongjian_domain::script::is_invisible(*c));
    kept.filter(|c| !matches!(c, '"' | '<' | '>' | ':' | '|' | '?' | '*')).take(120).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn zipped(parts: &[&str]) -> Vec<u8> {
        written(&parts.iter().map(|part| (*part, b"<x/>".as_slice())).collect::<Vec<_>>())
    }

    fn written(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (part, content) in parts {
            writer.start_file(*part, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn refusal(name: &str, bytes: &[u8]) -> String {
        accept(name, bytes.to_vec()).unwrap_err().key
    }

    #[test]
    fn the_content_decides_and_names_the_file() {
        let docx = zipped(&["[Content_Types].xml", "word/document.xml"]);
        assert_eq!(accept("../记录.html", docx).unwrap().name, "记录.docx");
        let pdf = b"%PDF-1.7\n1 0 obj\n%%EOF\n".to_vec();
        assert_eq!(accept("C:\\x\\\u{202E}fdp.exe", pdf).unwrap().name, "fdp.pdf");
    }

    #[test]
    fn what_could_run_in_a_browser_is_not_taken_under_any_name() {
        for bytes in [
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>".as_slice(),
            b"<!doctype html><script>x()</script>",
            b"GIF89a/*<script>*/",
            b"<script>x()</script>%PDF-1.7 %%EOF",
            b"MZ\x90\0",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
            b"",
        ] {
            assert_eq!(refusal("photo.jpg", bytes), "file-refused-kind");
        }
        let jpeg_first = b"\xFF\xD8\xFF/*<html><script>x()</script>*/";
        assert_eq!(refusal("photo.jpg", jpeg_first), "file-refused-damaged");
        assert_eq!(refusal("a.zip", &zipped(&["a.txt"])), "file-refused-kind");
        let declared = written(&[
            (
                "[Content_Types].xml",
                &b"<Override ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/>"[..],
            ),
            ("word/document.xml", b"<x/>"),
        ]);
        let macros = zipped(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]);
        assert_eq!(refusal("a.docm", &macros), "file-refused-macros");
        let renamed = zipped(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.BIN "]);
        assert_eq!(refusal("a.docx", &renamed), "file-refused-macros");
        assert_eq!(refusal("a.docx", &declared), "file-refused-macros");
        assert_eq!(refusal("a.docx", b"PK\x03\x04 and no more"), "file-refused-damaged");
        let behind = [b"PK\x03\x04<html>".to_vec(), zipped(&["[Content_Types].xml", "word/document.xml"])];
        assert_eq!(refusal("a.docx", &behind.concat()), "file-refused-damaged");
    }

    #[test]
    fn a_picture_that_claims_too_many_pixels_is_refused_before_anybody_decodes_it() {
        let mut png =
            b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR\0\0\xFF\xFF\0\0\xFF\xFF\x08\x02\0\0\0\0\0\0\0".to_vec();
        png.extend(b"\0\0\0\x01IDAT\0\0\0\0\0\0\0\0\0IEND\0\0\0\0");
        assert_eq!(refusal("flood.png", &png), "file-refused-pixels");
    }

    #[test]
    fn every_kind_stored_is_read_back() {
        for kind in FileKind::ALL {
            assert_eq!(FileKind::parse(kind.as_str()), Some(kind));
        }
    }
}
