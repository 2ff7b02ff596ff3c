//! Why a file is not read, each with the place and the number that decided.

use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};

/// The refusal of a whole file. Rows that are wrong are not refusals: they are findings of the check.
///
/// Nothing of the file's content stands in an error besides names of sheets and parts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ReadError {
    /// No byte, or nothing but blanks.
    #[error("the file is empty")]
    Empty,
    /// More bytes than [`crate::limits::Limits::file_bytes`].
    #[error("the file has {bytes} bytes; at most {limit} are read")]
    TooLarge {
        /// Bytes of the file.
        bytes: u64,
        /// The most that is accepted.
        limit: u64,
    },
    /// A picture, a letter, a program: not a table at all, whatever its name says.
    #[error("the file is no spreadsheet but looks like {looks_like}")]
    NotATable {
        /// What the first bytes say, such as `png` or `pdf`; `binary` when they say nothing.
        looks_like: String,
    },
    /// A table in a format that is not read, such as `ods` or a web page saved as xls.
    #[error("tables in the format {format} are not read")]
    Unsupported {
        /// The format's short name.
        format: String,
    },
    /// The workbook asks for a password.
    #[error("the workbook is encrypted")]
    Encrypted,
    /// The workbook carries a program.
    #[error("the workbook contains macros")]
    Macros,
    /// Unpacks to far more than it weighs, or lets its parts overlap.
    #[error("the workbook unpacks to more than {limit_mb} MB or more than {ratio} times its size")]
    ZipBomb {
        /// Megabytes that may be unpacked.
        limit_mb: u64,
        /// The largest packing ratio accepted.
        ratio: u64,
    },
    /// More zip entries than a workbook has.
    #[error("the workbook has {parts} parts; at most {limit} are read")]
    TooManyParts {
        /// Entries found.
        parts: u64,
        /// The most that is accepted.
        limit: u32,
    },
    /// A part announces document types or entities of its own, which no spreadsheet program writes.
    #[error("the part {part} of the workbook defines entities")]
    HostileXml {
        /// The part's path inside the workbook.
        part: String,
    },
    /// The workbook cannot be understood.
    #[error("the part {part} of the workbook is damaged")]
    Damaged {
        /// The part's path, or `zip`, or `xls`.
        part: String,
    },
    /// There is no worksheet in the workbook.
    #[error("the workbook has no worksheet")]
    NoSheet,
    /// A sheet claims or fills more columns than a register has.
    #[error("the sheet {sheet} claims {columns} columns; at most {limit} are read")]
    TooWide {
        /// The sheet's name; for csv the file's.
        sheet: String,
        /// Columns claimed or found.
        columns: u64,
        /// The most that is accepted.
        limit: u32,
    },
    /// More filled rows than the limit.
    #[error("the sheet {sheet} has more than {limit} rows")]
    TooManyRows {
        /// The sheet's name.
        sheet: String,
        /// The most that is accepted.
        limit: u32,
    },
    /// More filled cells than the limit.
    #[error("the sheet {sheet} has more than {limit} filled cells")]
    TooManyCells {
        /// The sheet's name.
        sheet: String,
        /// The most that is accepted.
        limit: u64,
    },
    /// One cell, or one row together, holds more text than a spreadsheet program allows.
    #[error("row {row} of the sheet {sheet} holds a text longer than {limit} characters")]
    TextTooLong {
        /// The sheet's name.
        sheet: String,
        /// The row as the program numbers it; 0 when the text stands in the workbook's list of texts.
        row: u32,
        /// Characters of one cell that are accepted.
        limit: u32,
    },
    /// Neither UTF-8 nor GB18030 from beginning to end.
    #[error("line {line} is neither UTF-8 nor GB18030")]
    BrokenText {
        /// The first line that cannot be read, counted from 1.
        line: u32,
    },
    /// A quotation mark in csv opens and never closes.
    #[error("the quotation mark opened in line {line} never closes")]
    UnclosedQuote {
        /// The physical line where it opens.
        line: u32,
    },
    /// The parser gave up in a way nobody foresaw; nothing was taken over.
    #[error("the file could not be read to its end")]
    Failed,
}

impl ReadError {
    /// The kind's stable name, as it stands in JSON and in message keys.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge { .. } => "too_large",
            Self::NotATable { .. } => "not_a_table",
            Self::Unsupported { .. } => "unsupported",
            Self::Encrypted => "encrypted",
            Self::Macros => "macros",
            Self::ZipBomb { .. } => "zip_bomb",
            Self::TooManyParts { .. } => "too_many_parts",
            Self::HostileXml { .. } => "hostile_xml",
            Self::Damaged { .. } => "damaged",
            Self::NoSheet => "no_sheet",
            Self::TooWide { .. } => "too_wide",
            Self::TooManyRows { .. } => "too_many_rows",
            Self::TooManyCells { .. } => "too_many_cells",
            Self::TextTooLong { .. } => "text_too_long",
            Self::BrokenText { .. } => "broken_text",
            Self::UnclosedQuote { .. } => "unclosed_quote",
            Self::Failed => "failed",
        }
    }

    /// The sentence for the reader: key `read-` and the kind with dashes, with the numbers by name.
    #[must_use]
    pub fn reason(&self) -> Reason {
        let reason = Reason::new(&format!("read-{}", self.as_str().replace('_', "-")));
        match self {
            Self::Empty | Self::Encrypted | Self::Macros | Self::NoSheet | Self::Failed => reason,
            Self::TooLarge { bytes, limit } => {
                reason.with("mb", whole(*bytes >> 20)).with("limit", whole(*limit >> 20))
            }
            Self::NotATable { looks_like } => reason.with("what", looks_like.as_str()),
            Self::Unsupported { format } => reason.with("format", format.as_str()),
            Self::ZipBomb { limit_mb, ratio } => {
                reason.with("limit", whole(*limit_mb)).with("ratio", whole(*ratio))
            }
            Self::TooManyParts { parts, limit } => reason.with("parts", whole(*parts)).with("limit", *limit),
            Self::HostileXml { part } | Self::Damaged { part } => reason.with("part", part.as_str()),
            Self::TooWide { sheet, columns, limit } => {
                reason.with("sheet", sheet.as_str()).with("columns", whole(*columns)).with("limit", *limit)
            }
            Self::TooManyRows { sheet, limit } => reason.with("sheet", sheet.as_str()).with("limit", *limit),
            Self::TooManyCells { sheet, limit } => {
                reason.with("sheet", sheet.as_str()).with("limit", whole(*limit))
            }
            Self::TextTooLong { sheet, row, limit } => {
                reason.with("sheet", sheet.as_str()).with("row", *row).with("limit", *limit)
            }
            Self::BrokenText { line } | Self::UnclosedQuote { line } => reason.with("line", *line),
        }
    }
}

/// Sentences carry signed numbers; a count beyond their range is shown as the largest one.
fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
