//! Files nobody should send, and the refusal each of them gets.

#![cfg(test)]

mod made;
mod told;

use gongjian_papers::check::Failure;
use gongjian_papers::limits::Limits;
use gongjian_papers::read::ReadError;
use made::{workbook, zip};
use told::{rows_of, rows_within};

fn refused(bytes: &[u8]) -> ReadError {
    rows_of(bytes).expect_err("the file was read")
}

fn limits(change: impl FnOnce(&mut Limits)) -> Limits {
    let mut limits = Limits::for_import();
    change(&mut limits);
    limits
}

#[test]
fn an_empty_file_is_refused() {
    assert_eq!(refused(b""), ReadError::Empty);
    assert_eq!(refused(b" \r\n\t\n"), ReadError::Empty);
}

#[test]
fn a_file_over_the_limit_is_refused_with_both_sizes() {
    let small = limits(|limits| limits.file_bytes = 10);
    let error = rows_within("姓名,性别\n".as_bytes(), &small).unwrap_err();
    assert_eq!(error, ReadError::TooLarge { bytes: 14, limit: 10 });
}

#[test]
fn pictures_letters_and_programs_are_no_tables_whatever_they_are_called() {
    let files: [(&[u8], &str); 7] = [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "jpeg"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\x7fELF\x02\x01", "program"),
        (b"{\\rtf1\\ansi", "rtf"),
        (b"name,sex\nabc\0def,1\n", "binary"),
        (b"\x01\0\x02\0", "binary"),
    ];
    for (bytes, looks_like) in files {
        assert_eq!(refused(bytes), ReadError::NotATable { looks_like: looks_like.to_owned() });
    }
    let letter = zip(&[("[Content_Types].xml", made::TYPES.as_bytes()), ("word/document.xml", b"<w/>")]);
    assert_eq!(refused(&letter), ReadError::NotATable { looks_like: "word".to_owned() });
    assert_eq!(refused(&zip(&[("a.txt", b"x")])), ReadError::NotATable { looks_like: "zip".to_owned() });
}

#[test]
fn tables_in_formats_that_are_not_read_are_named() {
    let page = "\n <HTML><body><table><tr><td>姓名</td></tr></table></body></HTML>";
    assert_eq!(refused(page.as_bytes()), ReadError::Unsupported { format: "html".to_owned() });
    let old_xml = "<?xml version=\"1.0\"?><Workbook/>";
    assert_eq!(refused(old_xml.as_bytes()), ReadError::Unsupported { format: "xml".to_owned() });
    let types = ("[Content_Types].xml", made::TYPES.as_bytes());
    let binary = zip(&[types, ("xl/workbook.bin", b"\0")]);
    assert_eq!(refused(&binary), ReadError::Unsupported { format: "xlsb".to_owned() });
    let ods =
        zip(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"<x/>")]);
    assert_eq!(refused(&ods), ReadError::Unsupported { format: "ods".to_owned() });
}

/// A compound file whose directory names this stream.
fn compound(stream: &str) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize(512, 0);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(2048, 0);
    bytes
}

#[test]
fn encrypted_workbooks_are_refused_as_encrypted() {
    assert_eq!(refused(&compound("EncryptedPackage")), ReadError::Encrypted);
}

#[test]
fn a_zip_entry_under_a_password_is_refused_as_encrypted() {
    let mut bytes = workbook("", &[]);
    // The bit that says "encrypted" in every entry of the central directory.
    let places: Vec<usize> =
        (0..bytes.len() - 4).filter(|at| bytes[*at..].starts_with(b"PK\x01\x02")).collect();
    places.into_iter().for_each(|at| bytes[at + 8] |= 1);
    assert_eq!(refused(&bytes), ReadError::Encrypted);
}

#[test]
fn macros_are_refused_wherever_they_hide() {
    assert_eq!(refused(&workbook("", &[("xl/vbaProject.bin", "x")])), ReadError::Macros);
    assert_eq!(refused(&workbook("", &[("xl/macrosheets/sheet1.xml", "<x/>")])), ReadError::Macros);
    let types = made::TYPES.replace(
        "<Default",
        r#"<Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/><Default"#,
    );
    assert_eq!(refused(&workbook("", &[("[Content_Types].xml", &types)])), ReadError::Macros);
    let parts = made::BOOK_PARTS.replace("relationships/worksheet", "relationships/xlMacrosheet");
    assert_eq!(refused(&workbook("", &[("xl/_rels/workbook.xml.rels", &parts)])), ReadError::Macros);
    assert_eq!(refused(&compound("_VBA_PROJECT_CUR")), ReadError::Macros);
}

fn bomb() -> ReadError {
    let limits = Limits::for_import();
    ReadError::ZipBomb { limit_mb: limits.unpacked_bytes >> 20, ratio: limits.ratio }
}

#[test]
fn a_part_that_unpacks_to_a_thousand_times_its_size_is_a_bomb() {
    let sheet = format!("<worksheet><sheetData>{}</sheetData></worksheet>", " ".repeat(8 << 20));
    assert_eq!(refused(&workbook("", &[("xl/worksheets/sheet1.xml", &sheet)])), bomb());
    let picture = "\0".repeat(8 << 20);
    assert_eq!(refused(&workbook("", &[("xl/media/image1.png", &picture)])), bomb());
}

#[test]
fn a_bomb_that_lies_about_its_size_is_stopped_while_it_unpacks() {
    let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>".repeat(300_000);
    let mut bytes = workbook(&rows, &[]);
    let sheet_entry = (0..bytes.len() - 46)
        .find(|at| {
            bytes[*at..].starts_with(b"PK\x01\x02")
                && bytes[*at + 46..].starts_with(b"xl/worksheets/sheet1.xml")
        })
        .unwrap();
    bytes[sheet_entry + 24..sheet_entry + 28].copy_from_slice(&100u32.to_le_bytes());
    let error = refused(&bytes);
    assert!(
        [bomb(), ReadError::Damaged { part: "xl/worksheets/sheet1.xml".to_owned() }].contains(&error),
        "{error:?}"
    );
}

#[test]
fn what_all_parts_unpack_to_together_is_limited() {
    let tight = limits(|limits| limits.unpacked_bytes = 3_000);
    let rows: String = (1..50).map(|row| format!("<row r=\"{row}\"><c><v>{row}</v></c></row>")).collect();
    let error = rows_within(&workbook(&rows, &[("xl/other.xml", &"ab".repeat(2_000))]), &tight).unwrap_err();
    assert_eq!(error.as_str(), "zip_bomb");
}

#[test]
fn entries_that_overlap_are_a_bomb() {
    let mut bytes =
        workbook("", &[("xl/a.bin", &"0123456789".repeat(40)), ("xl/b.bin", &"9876543210".repeat(40))]);
    let entry = |bytes: &[u8], name: &[u8]| {
        (0..bytes.len() - 46)
            .find(|at| bytes[*at..].starts_with(b"PK\x01\x02") && bytes[*at + 46..].starts_with(name))
            .unwrap()
    };
    let (a, b) = (entry(&bytes, b"xl/a.bin"), entry(&bytes, b"xl/b.bin"));
    // The second entry's directory line points at the first one's data.
    let place = bytes[a + 42..a + 46].to_vec();
    bytes[b + 42..b + 46].copy_from_slice(&place);
    assert!(matches!(refused(&bytes), ReadError::ZipBomb { .. } | ReadError::Damaged { .. }));
}

#[test]
fn thousands_of_parts_are_refused_before_the_directory_is_read() {
    let few = limits(|limits| limits.parts = 8);
    let names: Vec<String> = (0..20).map(|number| format!("xl/part{number}.xml")).collect();
    let others: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "<x/>")).collect();
    let error = rows_within(&workbook("", &others), &few).unwrap_err();
    assert_eq!(error, ReadError::TooManyParts { parts: 25, limit: 8 });
}

#[test]
fn a_claim_of_a_million_columns_is_refused_with_the_number() {
    for (range, columns) in
        [("A1:XFD1048576", 16_384), ("A1:BDWGN1048576", 1_000_000), ("A1:ZZZZZZZZ9", 4_294_967_295)]
    {
        let sheet = format!("<worksheet><dimension ref=\"{range}\"/><sheetData/></worksheet>");
        let error = refused(&workbook("", &[("xl/worksheets/sheet1.xml", &sheet)]));
        assert_eq!(error, ReadError::TooWide { sheet: "名册".to_owned(), columns, limit: 512 }, "{range}");
    }
    let far = workbook(r#"<row r="1"><c r="BDWGN1"><v>1</v></c></row>"#, &[]);
    assert_eq!(
        refused(&far),
        ReadError::TooWide { sheet: "名册".to_owned(), columns: 1_000_000, limit: 512 }
    );
    let line = format!("姓名{}x\n", ",".repeat(600));
    let error = refused(line.as_bytes());
    assert_eq!(error, ReadError::TooWide { sheet: "file.csv".to_owned(), columns: 601, limit: 512 });
}

#[test]
fn a_claim_of_all_rows_is_no_reason_to_refuse() {
    let sheet = r#"<worksheet><dimension ref="A1:R1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>"#;
    assert!(rows_of(&workbook("", &[("xl/worksheets/sheet1.xml", sheet)])).is_ok());
}

/// An old workbook with one record of it changed where `find` stands.
fn old_workbook(find: &[u8], change: impl FnOnce(&mut [u8])) -> Vec<u8> {
    let mut bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files/roster.xls")).unwrap();
    let place = bytes.windows(find.len()).position(|window| window == find).unwrap();
    change(&mut bytes[place + find.len()..]);
    bytes
}

#[test]
fn an_old_workbook_that_claims_more_cells_than_there_are_is_refused_before_memory_is_taken() {
    // The Dimensions record: kind 0x0200, 14 bytes, first and last row, first and last column.
    let dimensions = [0x00, 0x02, 0x0E, 0x00];
    let rows = old_workbook(&dimensions, |record| record[4..8].copy_from_slice(&u32::MAX.to_le_bytes()));
    assert_eq!(refused(&rows), ReadError::TooManyCells { sheet: "1".to_owned(), limit: 4 << 20 });
    let columns = old_workbook(&dimensions, |record| record[10..12].copy_from_slice(&u16::MAX.to_le_bytes()));
    assert_eq!(refused(&columns), ReadError::TooWide { sheet: "1".to_owned(), columns: 65_535, limit: 512 });
    let nonsense = old_workbook(&dimensions, |record| record[0..4].copy_from_slice(&u32::MAX.to_le_bytes()));
    assert_eq!(refused(&nonsense), ReadError::Damaged { part: "xls".to_owned() });
}

#[test]
fn an_old_workbook_under_a_password_is_refused_as_encrypted() {
    // The record of the code page becomes the one of a password.
    let mut bytes = old_workbook(&[0x42, 0x00, 0x02, 0x00], |record| record[0] = 1);
    let place = bytes.windows(4).position(|window| window == [0x42, 0x00, 0x02, 0x00]).unwrap();
    bytes[place] = 0x2F;
    assert_eq!(refused(&bytes), ReadError::Encrypted);
}

#[test]
fn rows_and_cells_are_counted_against_their_limits() {
    let rows: String =
        (1..=4).map(|row| format!("<row r=\"{row}\"><c><v>{row}</v></c><c><v>1</v></c></row>")).collect();
    let sheet = workbook(&rows, &[]);
    let text = "甲,1\n乙,2\n丙,3\n丁,4\n";
    for (bytes, name) in [(sheet.as_slice(), "名册"), (text.as_bytes(), "file.csv")] {
        let error = rows_within(bytes, &limits(|limits| limits.rows = 3)).unwrap_err();
        assert_eq!(error, ReadError::TooManyRows { sheet: name.to_owned(), limit: 3 });
        let error = rows_within(bytes, &limits(|limits| limits.cells = 5)).unwrap_err();
        assert_eq!(error, ReadError::TooManyCells { sheet: name.to_owned(), limit: 5 });
        assert!(rows_within(bytes, &limits(|limits| (limits.rows, limits.cells) = (4, 8))).is_ok());
    }
}

#[test]
fn a_cell_longer_than_any_program_writes_is_refused_with_its_row() {
    let long = "长".repeat(32_768);
    let inline = workbook(&format!("<row r=\"7\"><c t=\"inlineStr\"><is><t>{long}</t></is></c></row>"), &[]);
    assert_eq!(refused(&inline), ReadError::TextTooLong { sheet: "名册".to_owned(), row: 7, limit: 32_767 });
    let strings = format!("<sst><si><t>{long}</t></si></sst>");
    assert_eq!(refused(&workbook("", &[("xl/sharedStrings.xml", &strings)])).as_str(), "text_too_long");
    let error = refused(format!("姓名\n{long}\n").as_bytes());
    assert_eq!(error, ReadError::TextTooLong { sheet: "file.csv".to_owned(), row: 2, limit: 32_767 });
    let longest = "长".repeat(32_767);
    assert!(rows_of(format!("姓名\n{longest}\n").as_bytes()).is_ok());
}

#[test]
fn one_long_text_repeated_in_every_cell_of_a_row_is_refused() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "长".repeat(32_767));
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(500);
    let bytes = workbook(&format!("<row r=\"9\">{cells}</row>"), &[("xl/sharedStrings.xml", &strings)]);
    assert_eq!(refused(&bytes), ReadError::TextTooLong { sheet: "名册".to_owned(), row: 9, limit: 32_767 });
}

/// Half-random bytes, so that the packing ratio gives nothing away.
fn noise(length: usize) -> String {
    let mut state = 1u32;
    std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(b'a' + (state >> 24) as u8 % 26)
    })
    .take(length)
    .collect()
}

#[test]
fn a_tag_a_comment_or_a_cut_up_text_of_megabytes_never_fills_the_memory() {
    let noise = noise(3 << 20);
    let pieces = noise.as_bytes().chunks(1000).map(|piece| std::str::from_utf8(piece).unwrap());
    let cut: String = pieces.map(|piece| format!("<![CDATA[<{piece}]]>")).collect();
    for inside in [
        format!("<!-- <<{noise} -->"),
        format!("<row a=\"<{noise}\"/>"),
        format!("<?x <{noise} ?>"),
        format!("<row><c t=\"inlineStr\"><is><t>{cut}</t></is></c></row>"),
        format!("<row><c><f>{cut}</f></c></row>"),
    ] {
        assert_eq!(refused(&workbook(&inside, &[])).as_str(), "text_too_long", "{}", &inside[..20]);
    }
}

#[test]
fn entities_are_never_expanded() {
    let laughs = r#"<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>"#;
    let part = "xl/sharedStrings.xml".to_owned();
    assert_eq!(
        refused(&workbook("", &[(part.as_str(), laughs)])),
        ReadError::HostileXml { part: part.clone() }
    );
    let undefined = "<sst><si><t>&b;</t></si></sst>";
    assert_eq!(refused(&workbook("", &[(part.as_str(), undefined)])), ReadError::HostileXml { part });
}

#[test]
fn a_workbook_without_a_sheet_or_with_a_broken_one_is_refused() {
    let none = "<workbook><sheets/></workbook>";
    assert_eq!(refused(&workbook("", &[("xl/workbook.xml", none)])), ReadError::NoSheet);
    let part = "xl/worksheets/sheet1.xml".to_owned();
    for sheet in [
        "",
        "<worksheet><sheetData><row><c><v>1",
        "<worksheet><sheetData><row r=\"1\"><c t=\"s\"><v>5</v></c></row></sheetData>",
    ] {
        let error = refused(&workbook("", &[(part.as_str(), sheet)]));
        assert_eq!(error, ReadError::Damaged { part: part.clone() }, "{sheet}");
    }
    let mut half = workbook("<row r=\"1\"><c><v>1</v></c></row>", &[]);
    half.truncate(half.len() / 2);
    assert_eq!(refused(&half), ReadError::Damaged { part: "zip".to_owned() });
}

#[test]
fn damaged_utf8_is_not_taken_for_gb18030() {
    let mut bytes = "姓名,性别\n张军,男\n李红,女\n罗䶮娜,女\n诸葛娟欣,女\n".as_bytes().to_vec();
    let place = bytes.windows(3).position(|window| window == "李".as_bytes()).unwrap();
    bytes[place + 1] = b'x';
    assert_eq!(refused(&bytes), ReadError::BrokenText { line: 3 });
}

#[test]
fn text_that_is_neither_utf8_nor_gb18030_is_refused_with_its_line() {
    assert_eq!(refused(b"abc\ndef\n\xff\xff\xff\n"), ReadError::BrokenText { line: 3 });
    assert_eq!(refused(b"\xef\xbb\xbfabc\n\xff\n"), ReadError::BrokenText { line: 2 });
    assert_eq!(refused(b"\xff\xfea\0\n\0\x00\xd8b\0"), ReadError::BrokenText { line: 2 });
}

#[test]
fn a_quotation_mark_that_never_closes_is_refused_with_its_line() {
    let file = "姓名,备注\n张军,\"好\n李红,\n";
    assert_eq!(refused(file.as_bytes()), ReadError::UnclosedQuote { line: 2 });
    let long = format!("姓名,备注\n张军,\"{}", "好\n".repeat(40_000));
    assert_eq!(refused(long.as_bytes()), ReadError::UnclosedQuote { line: 2 });
}

#[test]
fn every_refusal_has_a_sentence_and_none_carries_the_files_content() {
    let all = [
        ReadError::Empty,
        ReadError::TooLarge { bytes: 200 << 20, limit: 64 << 20 },
        ReadError::NotATable { looks_like: "png".to_owned() },
        ReadError::Unsupported { format: "ods".to_owned() },
        ReadError::Encrypted,
        ReadError::Macros,
        bomb(),
        ReadError::TooManyParts { parts: 9, limit: 8 },
        ReadError::HostileXml { part: "p".to_owned() },
        ReadError::Damaged { part: "p".to_owned() },
        ReadError::NoSheet,
        ReadError::TooWide { sheet: "s".to_owned(), columns: 9, limit: 8 },
        ReadError::TooManyRows { sheet: "s".to_owned(), limit: 8 },
        ReadError::TooManyCells { sheet: "s".to_owned(), limit: 8 },
        ReadError::TextTooLong { sheet: "s".to_owned(), row: 9, limit: 8 },
        ReadError::BrokenText { line: 3 },
        ReadError::UnclosedQuote { line: 3 },
        ReadError::Failed,
    ];
    let mut keys: Vec<String> = all.iter().map(|error| error.reason().key).collect();
    let others = [Failure::Stopped, Failure::NotWritten, Failure::NoHeader { sheets: Vec::new() }];
    for language in ["zh-CN", "en"] {
        let path = format!("{}/../site/locales/{language}/reading.ftl", env!("CARGO_MANIFEST_DIR"));
        let sentences = std::fs::read_to_string(path).unwrap();
        for key in keys.iter().cloned().chain(others.iter().map(|failure| failure.reason().key)) {
            assert!(sentences.contains(&format!("\n{key} = ")), "{key} says nothing in {language}");
        }
    }
    assert!(keys.iter().all(|key| key.starts_with("read-") && !key.contains('_')));
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), all.len());
    for error in all {
        let line = serde_json::to_string(&error).unwrap();
        assert!(line.contains(error.as_str()), "{line}");
        assert_eq!(serde_json::from_str::<ReadError>(&line).unwrap(), error);
    }
}
