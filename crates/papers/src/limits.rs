//! How much of a stranger's file is read before it is refused.

use serde::{Deserialize, Serialize};

/// The bounds of one reading. Each is the largest value still accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of the file as uploaded.
    pub file_bytes: u64,
    /// Parts (zip entries) inside a workbook.
    pub parts: u32,
    /// Bytes of all parts together once unpacked, as claimed and as read.
    pub unpacked_bytes: u64,
    /// How many times larger than packed a part of more than [`Limits::RATIO_FROM`] bytes may be.
    pub ratio: u64,
    /// Columns of a sheet that hold something, and columns its `dimension` may claim.
    pub columns: u32,
    /// Rows of a sheet that hold something.
    pub rows: u32,
    /// Cells of a sheet that hold something.
    pub cells: u64,
    /// Characters of one cell; spreadsheet programs stop at 32 767.
    pub text_chars: u32,
    /// Bytes of one row's text together: a short file can repeat one long text in every cell.
    pub row_bytes: u64,
}

impl Limits {
    /// Unpacked bytes from which a part's packing ratio is looked at; small parts may repeat themselves.
    pub const RATIO_FROM: u64 = 4 << 20;

    /// The limits of an import: a roster of 200 000 people by 20 columns passes with room.
    #[must_use]
    pub fn for_import() -> Self {
        Self {
            file_bytes: 64 << 20,
            parts: 4_096,
            unpacked_bytes: 1 << 30,
            ratio: 200,
            columns: 512,
            rows: 250_000,
            cells: 8_000_000,
            text_chars: 32_767,
            row_bytes: 4 << 20,
        }
    }
}

/// The limits of the process the reading runs in, to be set before the first byte is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkerLimits {
    /// Bytes of address space (`RLIMIT_AS`): the program itself, its stacks and what it allocates.
    pub address_space_bytes: u64,
    /// Seconds of processor time (`RLIMIT_CPU`).
    pub cpu_seconds: u64,
    /// Seconds after which the parent gives up waiting, however busy the machine.
    pub wall_seconds: u64,
}

impl Limits {
    /// What the process `gongjian papers-worker` may use.
    #[must_use]
    pub fn for_worker() -> WorkerLimits {
        WorkerLimits { address_space_bytes: 768 << 20, cpu_seconds: 60, wall_seconds: 180 }
    }
}
