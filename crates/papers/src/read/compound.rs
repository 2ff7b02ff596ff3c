//! The compound file an old workbook lies in: a small disk with sectors, chains and a directory.
//!
//! # Source
//!
//! MS-CFB (Compound File Binary File Format), version 3 and 4.

/// Numbers from here on end a chain or mark a sector as taken.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
/// Streams below this size lie in the small stream's sectors of 64 bytes.
const SMALL: usize = 4_096;

/// One compound file. Nothing it says about itself is believed beyond the bytes there are.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    shift: u16,
    /// The next sector of each sector.
    next: Vec<u32>,
    directory: Vec<u8>,
}

impl<'a> Compound<'a> {
    /// Opens the file; `None` when its header or its chains lead nowhere.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        let shift = u16_at(bytes, 30)?;
        if ![9, 12].contains(&shift) {
            return None;
        }
        let mut file = Self { bytes, shift, next: Vec::new(), directory: Vec::new() };
        for table in file.tables()? {
            let sector = file.sector(table)?;
            file.next.extend(sector.chunks_exact(4).filter_map(|entry| u32_at(entry, 0)));
        }
        file.directory = file.chain(u32_at(bytes, 48)?, usize::MAX)?;
        Some(file)
    }

    /// The stream with this name, whole; `None` when there is none or it is cut off.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let wanted: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        let mut entries = self.directory.chunks_exact(128);
        let entry = entries
            .find(|entry| entry[..64].to_ascii_lowercase().starts_with(&wanted.to_ascii_lowercase()))?;
        let (start, length) = (u32_at(entry, 116)?, u32_at(entry, 120)? as usize);
        if length >= SMALL {
            return self.chain(start, length);
        }
        let root = self.directory.get(..128)?;
        let small = self.chain(u32_at(root, 116)?, u32_at(root, 120)? as usize)?;
        let table = self.chain(u32_at(self.bytes, 60)?, usize::MAX)?;
        let mut stream = Vec::new();
        let mut at = start;
        while at < LAST_SECTOR && stream.len() < length {
            let from = at as usize * 64;
            stream.extend_from_slice(small.get(from..from + 64)?);
            at = u32_at(&table, at as usize * 4)?;
        }
        stream.truncate(length);
        Some(stream)
    }

    /// The sectors that hold the table of chains.
    fn tables(&self) -> Option<Vec<u32>> {
        let mut tables: Vec<u32> = (0..109).filter_map(|place| u32_at(self.bytes, 76 + place * 4)).collect();
        let mut more = u32_at(self.bytes, 68)?;
        let mut left = self.sectors();
        while more < LAST_SECTOR {
            left = left.checked_sub(1)?;
            let sector = self.sector(more)?;
            let (entries, next) = sector.split_at(sector.len() - 4);
            tables.extend(entries.chunks_exact(4).filter_map(|entry| u32_at(entry, 0)));
            more = u32_at(next, 0)?;
        }
        tables.retain(|table| *table < LAST_SECTOR);
        (tables.len() <= self.sectors()).then_some(tables)
    }

    /// The bytes of the chain that begins at `at`, at most `length`. A chain in a circle ends the file.
    fn chain(&self, mut at: u32, length: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut left = self.sectors();
        while at < LAST_SECTOR && bytes.len() < length {
            left = left.checked_sub(1)?;
            bytes.extend_from_slice(self.sector(at)?);
            at = *self.next.get(at as usize)?;
        }
        bytes.truncate(length);
        Some(bytes)
    }

    fn sector(&self, at: u32) -> Option<&'a [u8]> {
        let from = (at as usize + 1) << self.shift;
        let to = (from + (1 << self.shift)).min(self.bytes.len());
        // The last sector of a file may be short.
        self.bytes.get(from..to).filter(|sector| sector.len() >= 4)
    }

    fn sectors(&self) -> usize {
        self.bytes.len() >> self.shift
    }
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
