//! Photos taken apart and put together again: the picture stays, what the camera and others wrote
//! beside it goes (place, time, owner, thumbnails, anything behind the end).
//!
//! Nothing is decoded, so no picture can swell in memory; the size it claims is read and limited.

/// A picture that is not what it says, or is cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Damaged;

/// A picture put together again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Picture {
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// Its width in pixels.
    pub(super) width: u32,
    /// Its height in pixels.
    pub(super) height: u32,
}

/// Reads forward and never past the end.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Damaged> {
        let end = self.at.checked_add(count).ok_or(Damaged)?;
        let taken = self.bytes.get(self.at..end).ok_or(Damaged)?;
        self.at = end;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Damaged> {
        self.take(1).map(|bytes| bytes.first().copied().unwrap_or_default())
    }

    fn number(&mut self, count: usize) -> Result<usize, Damaged> {
        Ok(big_endian(self.take(count)?))
    }
}

fn big_endian(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |sum, byte| (sum << 8) | usize::from(*byte))
}

fn little_endian(bytes: &[u8]) -> usize {
    bytes.iter().rev().fold(0, |sum, byte| (sum << 8) | usize::from(*byte))
}

fn pixels(number: usize) -> Result<u32, Damaged> {
    u32::try_from(number).ok().filter(|pixels| *pixels > 0).ok_or(Damaged)
}

/// A JPEG without comments and application segments other than colour; which way up it is stays known.
///
/// # Errors
///
/// [`Damaged`] when its segments do not follow one another to the end of the image.
pub(super) fn jpeg(bytes: &[u8]) -> Result<Picture, Damaged> {
    let mut read = Reader { bytes, at: 0 };
    if read.take(2)? != [0xFF, 0xD8] {
        return Err(Damaged);
    }
    let (mut body, mut size, mut turned, mut scans) = (Vec::with_capacity(bytes.len()), None, None, 0_u32);
    loop {
        if read.byte()? != 0xFF {
            return Err(Damaged);
        }
        let marker = loop {
            match read.byte()? {
                0xFF => {}
                marker => break marker,
            }
        };
        match marker {
            0xD9 => break,
            0x00 | 0x01 | 0xD0..=0xD8 => return Err(Damaged),
            _ => {}
        }
        let length = read.number(2)?;
        let content = read.take(length.checked_sub(2).ok_or(Damaged)?)?;
        if marker == 0xE1 && turned.is_none() {
            turned = orientation(content);
        }
        if is_frame(marker) && size.is_none() {
            let height = content.get(1..3).map(big_endian).ok_or(Damaged)?;
            let width = content.get(3..5).map(big_endian).ok_or(Damaged)?;
            size = Some((pixels(width)?, pixels(height)?));
        }
        if belongs(marker, content) {
            body.extend([0xFF, marker]);
            body.extend(u16::try_from(length).map_err(|_| Damaged)?.to_be_bytes());
            body.extend(content);
        }
        if marker == 0xDA {
            scans += 1;
            body.extend(scan(&mut read)?);
        }
    }
    let (width, height) = size.filter(|_| scans > 0).ok_or(Damaged)?;
    let mut whole = vec![0xFF, 0xD8];
    whole.extend(turned.map(orientation_segment).unwrap_or_default());
    whole.extend(body);
    whole.extend([0xFF, 0xD9]);
    Ok(Picture { bytes: whole, width, height })
}

/// The coded picture up to the next marker, which is left to be read.
fn scan<'a>(read: &mut Reader<'a>) -> Result<&'a [u8], Damaged> {
    let begin = read.at;
    loop {
        if read.byte()? == 0xFF && !matches!(read.byte()?, 0x00 | 0xD0..=0xD7) {
            read.at -= 2;
            return read.bytes.get(begin..read.at).ok_or(Damaged);
        }
    }
}

fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}

/// Whether a segment is needed to show the picture in its colours.
fn belongs(marker: u8, content: &[u8]) -> bool {
    match marker {
        0xC0..=0xCF | 0xDA..=0xDD => true,
        // A JFIF header without the thumbnail it may carry.
        0xE0 => content.starts_with(b"JFIF\0") && content.len() == 14,
        0xE2 => content.starts_with(b"ICC_PROFILE\0"),
        0xEE => content.starts_with(b"Adobe"),
        _ => false,
    }
}

/// Which way up the camera was held: 2 to 8 of the EXIF orientation.
fn orientation(exif: &[u8]) -> Option<u8> {
    let tiff = exif.strip_prefix(b"Exif\0\0")?;
    let number: fn(&[u8]) -> usize = match tiff.get(..4)? {
        b"MM\0*" => big_endian,
        b"II*\0" => little_endian,
        _ => return None,
    };
    let directory = tiff.get(number(tiff.get(4..8)?)..)?;
    let count = number(directory.get(..2)?);
    let mut entries = directory.get(2..)?.chunks_exact(12).take(count);
    let entry = entries.find(|entry| number(&entry[..2]) == 0x0112)?;
    u8::try_from(number(&entry[8..10])).ok().filter(|turned| (2..=8).contains(turned))
}

/// An EXIF segment that says which way up the picture is, and nothing else.
fn orientation_segment(turned: u8) -> Vec<u8> {
    let mut segment = vec![0xFF, 0xE1, 0, 34];
    segment.extend(b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
    segment.extend([turned, 0, 0, 0, 0, 0, 0]);
    segment
}

/// Chunks of a PNG that are needed to show it; an animation's among them.
const PNG_CHUNKS: [&[u8; 4]; 14] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs",
    b"acTL", b"fcTL", b"fdAT",
];
const PNG_BEGIN: &[u8] = b"\x89PNG\r\n\x1a\n";

/// A PNG without texts, times and EXIF.
///
/// # Errors
///
/// [`Damaged`] when its chunks do not follow one another from header to end.
pub(super) fn png(bytes: &[u8]) -> Result<Picture, Damaged> {
    let mut read = Reader { bytes, at: 0 };
    if read.take(PNG_BEGIN.len())? != PNG_BEGIN {
        return Err(Damaged);
    }
    let (mut whole, mut size, mut pictured) = (PNG_BEGIN.to_vec(), None, false);
    loop {
        let begin = read.at;
        let length = read.number(4)?;
        let name = read.take(4)?;
        let content = read.take(length)?;
        read.take(4)?;
        if size.is_none() {
            if name != b"IHDR" || content.len() != 13 {
                return Err(Damaged);
            }
            size = Some((pixels(big_endian(&content[..4]))?, pixels(big_endian(&content[4..8]))?));
        }
        pictured |= name == b"IDAT";
        if PNG_CHUNKS.iter().any(|known| name == known.as_slice()) {
            whole.extend(bytes.get(begin..read.at).ok_or(Damaged)?);
        }
        if name == b"IEND" {
            break;
        }
    }
    let (width, height) = size.filter(|_| pictured).ok_or(Damaged)?;
    Ok(Picture { bytes: whole, width, height })
}

/// A WebP without EXIF and XMP.
///
/// # Errors
///
/// [`Damaged`] when its chunks do not fill what its header says.
pub(super) fn webp(bytes: &[u8]) -> Result<Picture, Damaged> {
    let mut read = Reader { bytes, at: 0 };
    let header = read.take(12)?;
    if !header.starts_with(b"RIFF") || !header.ends_with(b"WEBP") {
        return Err(Damaged);
    }
    let end = little_endian(&header[4..8]).checked_add(8).filter(|end| *end <= bytes.len()).ok_or(Damaged)?;
    let mut read = Reader { bytes: &bytes[..end], at: 12 };
    let (mut body, mut size) = (Vec::with_capacity(end), None);
    while read.at < end {
        let name = read.take(4)?;
        let length = little_endian(read.take(4)?);
        let content = read.take(length)?;
        read.take((length % 2).min(end - read.at))?;
        let mut content = content.to_vec();
        match name {
            b"VP8X" if content.len() == 10 => {
                let side = |at: usize| pixels(little_endian(&content[at..at + 3]) + 1);
                size = size.or(Some((side(4)?, side(7)?)));
                // The flags for EXIF and XMP.
                content[0] &= !0b0000_1100;
            }
            b"VP8 " => size = size.or(Some(lossy_size(&content)?)),
            b"VP8L" => size = size.or(Some(lossless_size(&content)?)),
            b"ICCP" | b"ANIM" | b"ANMF" | b"ALPH" => {}
            _ => continue,
        }
        body.extend(name);
        body.extend(u32::try_from(length).map_err(|_| Damaged)?.to_le_bytes());
        body.extend(&content);
        body.resize(body.len() + length % 2, 0);
    }
    let (width, height) = size.ok_or(Damaged)?;
    let mut whole = b"RIFF".to_vec();
    whole.extend(u32::try_from(body.len() + 4).map_err(|_| Damaged)?.to_le_bytes());
    whole.extend(b"WEBP");
    whole.extend(body);
    Ok(Picture { bytes: whole, width, height })
}

fn lossy_size(content: &[u8]) -> Result<(u32, u32), Damaged> {
    let frame = content.get(3..10).ok_or(Damaged)?;
    let sizes = frame.strip_prefix(&[0x9D, 0x01, 0x2A]).ok_or(Damaged)?;
    let side = |bytes: &[u8]| pixels(little_endian(bytes) & 0x3FFF);
    Ok((side(&sizes[..2])?, side(&sizes[2..4])?))
}

fn lossless_size(content: &[u8]) -> Result<(u32, u32), Damaged> {
    let sizes = content.get(..5).and_then(|bytes| bytes.strip_prefix(&[0x2F])).ok_or(Damaged)?;
    let bits = little_endian(sizes);
    Ok((pixels((bits & 0x3FFF) + 1)?, pixels(((bits >> 14) & 0x3FFF) + 1)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).unwrap();
        [&[0xFF, marker], length.to_be_bytes().as_slice(), content].concat()
    }

    /// A photo as a phone makes it: turned, with its place, a comment, a second scan, something behind the end.
    fn photo() -> Vec<u8> {
        let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
        exif.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0");
        exif.extend(b"\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0GPS 30.25N 120.17E");
        [
            vec![0xFF, 0xD8],
            segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            segment(0xE1, &exif),
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>"),
            segment(0xFE, b"<script>alert(1)</script>"),
            segment(0xDB, &[0; 65]),
            segment(0xC2, &[8, 0, 48, 0, 64, 1, 1, 0x11, 0]),
            segment(0xDA, &[1, 1, 0, 0, 0, 0]),
            vec![1, 2, 0xFF, 0x00, 3, 0xFF, 0xD0, 4],
            segment(0xED, b"Photoshop 3.0\0owner"),
            segment(0xDA, &[1, 1, 0, 0, 0, 0]),
            vec![5],
            vec![0xFF, 0xD9],
            b"PK\x03\x04 a second file".to_vec(),
        ]
        .concat()
    }

    #[test]
    fn a_photo_keeps_its_picture_and_its_turn_and_loses_place_owner_and_tail() {
        let kept = jpeg(&photo()).unwrap();
        assert_eq!((kept.width, kept.height), (64, 48));
        let text = String::from_utf8_lossy(&kept.bytes).into_owned();
        for gone in ["GPS", "script", "xmpmeta", "Photoshop", "PK"] {
            assert!(!text.contains(gone), "{gone}");
        }
        let exif = kept.bytes.windows(6).position(|six| six == b"Exif\0\0").unwrap();
        assert_eq!(orientation(&kept.bytes[exif..]), Some(6));
        assert!(kept.bytes.windows(8).any(|eight| eight == [1, 2, 0xFF, 0x00, 3, 0xFF, 0xD0, 4]));
        assert_eq!(jpeg(&kept.bytes), Ok(kept.clone()), "once clean it stays as it is");
    }

    #[test]
    fn a_photo_cut_off_or_without_a_picture_is_damaged() {
        let whole = photo();
        let end = whole.windows(2).position(|two| two == [0xFF, 0xD9]).unwrap();
        assert_eq!(jpeg(&whole[..end]), Err(Damaged));
        assert_eq!(jpeg(&[0xFF, 0xD8, 0xFF, 0xD9]), Err(Damaged));
        assert_eq!(jpeg(b"\xFF\xD8<html>"), Err(Damaged));
    }

    fn chunk(name: &[u8], content: &[u8]) -> Vec<u8> {
        [&u32::try_from(content.len()).unwrap().to_be_bytes(), name, content, &[0; 4]].concat()
    }

    #[test]
    fn a_png_loses_texts_and_what_stands_behind_its_end() {
        let parts = |extra: Vec<u8>| {
            [
                PNG_BEGIN.to_vec(),
                chunk(b"IHDR", &[0, 0, 0, 7, 0, 0, 0, 5, 8, 2, 0, 0, 0]),
                extra,
                chunk(b"IDAT", &[1, 2, 3]),
                chunk(b"IEND", &[]),
            ]
            .concat()
        };
        let extra = [chunk(b"tEXt", b"Author\0me"), chunk(b"eXIf", b"II*\0GPS")].concat();
        let kept = png(&[parts(extra), b"<html>".to_vec()].concat()).unwrap();
        assert_eq!((kept.bytes, kept.width, kept.height), (parts(Vec::new()), 7, 5));
        assert_eq!(png(&PNG_BEGIN[..7]), Err(Damaged));
    }

    #[test]
    fn a_webp_loses_exif_and_says_so() {
        let part = |name: &[u8], content: &[u8]| {
            let pad = vec![0; content.len() % 2];
            [name, &u32::try_from(content.len()).unwrap().to_le_bytes(), content, &pad].concat()
        };
        let body = [
            part(b"VP8X", &[0b0010_1100, 0, 0, 0, 9, 0, 0, 4, 0, 0]),
            part(b"VP8L", &[0x2F, 9, 0, 1, 0]),
            part(b"EXIF", b"GPS"),
        ]
        .concat();
        let size = u32::try_from(body.len() + 4).unwrap().to_le_bytes();
        let kept = webp(&[b"RIFF".as_slice(), &size, b"WEBP", &body, b"tail"].concat()).unwrap();
        assert_eq!((kept.width, kept.height), (10, 5));
        assert!(!kept.bytes.windows(4).any(|four| four == b"EXIF" || four == b"tail"));
        assert_eq!(webp(&kept.bytes), Ok(kept));
    }

    proptest! {
        #[test]
        fn no_bytes_bring_the_readers_down(tail in proptest::collection::vec(any::<u8>(), 0..300)) {
            for begin in [b"\xFF\xD8\xFF".as_slice(), PNG_BEGIN, b"RIFF\x20\0\0\0WEBP", b""] {
                let bytes = [begin, &tail].concat();
                for read in [jpeg, png, webp] {
                    if let Ok(kept) = read(&bytes) {
                        prop_assert_eq!(read(&kept.bytes), Ok(kept.clone()));
                    }
                }
            }
        }

        #[test]
        fn a_photo_with_any_byte_changed_is_read_or_refused(at in 0usize..400, byte: u8) {
            let mut bytes = photo();
            if let Some(one) = bytes.get_mut(at) {
                *one = byte;
            }
            if let Ok(kept) = jpeg(&bytes) {
                prop_assert_eq!(jpeg(&kept.bytes), Ok(kept.clone()));
            }
        }
    }
}
