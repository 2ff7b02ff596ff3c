//! What a character is: full-width, a space, invisible, Han.

/// The half-width twin of a full-width ASCII character or of the ideographic
/// space; every other character as it is.
#[must_use]
pub fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Whether `c` only makes room: blanks of every width, tabs, line breaks.
#[must_use]
pub fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// Whether `c` cannot be seen and is not a space: control characters, zero-width
/// characters, marks that turn the direction of writing, tags.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    match c {
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' => true,
        '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => true,
        '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' => true,
        '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E00FF}' => true,
        _ => c.is_control() && !is_space(c),
    }
}

/// Whether `c` is a Han character, in any of the blocks up to extension J, with
/// the compatibility blocks, the private use area (older systems wrote rare
/// names with it) and 〇.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c,
        '〇' | '々'
        | '\u{2E80}'..='\u{2FDF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{E000}'..='\u{F8FF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// Whether `c` is a Han character that exists for compatibility and that Unicode
/// normalisation would replace by another shape. In a name the shape counts.
#[must_use]
pub fn is_compatibility_han(c: char) -> bool {
    matches!(c, '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
}

/// `text` for reading digits and codes: half-width, without spaces, invisible
/// characters and the apostrophe that marks text in a spreadsheet.
#[must_use]
pub fn compact(text: &str) -> String {
    text.trim_start()
        .trim_start_matches(['\'', '‘', '’', '`', '＇'])
        .chars()
        .map(half_width)
        .filter(|c| !is_space(*c) && !is_invisible(*c))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_digits_and_letters_become_half_width() {
        assert_eq!(compact("１７２９ ９０５３　ｘＸ"), "17299053xX");
    }

    #[test]
    fn a_text_mark_and_direction_marks_are_no_part_of_a_number() {
        assert_eq!(compact("'\u{202D}13800000000\u{202C}"), "13800000000");
    }

    #[test]
    fn rare_han_of_every_block_is_han() {
        for c in "䶮堃〇𠮷𪜀𫝀𫠠𬺰\u{30000}\u{31350}\u{F92F}".chars() {
            assert!(is_han(c), "{c}");
            assert!(!is_invisible(c), "{c}");
        }
    }

    #[test]
    fn a_line_break_is_a_space_and_a_null_is_not() {
        assert!(is_space('\n') && !is_invisible('\n'));
        assert!(is_invisible('\0'));
    }
}
