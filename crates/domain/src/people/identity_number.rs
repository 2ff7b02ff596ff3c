//! The citizen's identity number (公民身份号码), class P4: shown masked, exposed on purpose.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::sex::Sex;
use crate::script;

/// What an identity number is written with: eighteen places.
const PLACES: usize = 18;
/// The places of the numbers given out before 1999.
const FORMER_PLACES: usize = 15;
/// The weights of the first seventeen places and the check characters by remainder (GB 11643, ISO 7064 MOD 11-2).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";
/// No living person was born in a year before this one.
const FIRST_YEAR: i32 = 1900;
/// The first two digits of GB/T 2260: provinces, and the residence permits for
/// Hong Kong, Macao and Taiwan (81–83). Districts below are not looked up: their
/// codes are retired while the numbers stay valid.
const PROVINCES: [u8; 35] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54,
    61, 62, 63, 64, 65, 71, 81, 82, 83,
];

/// A checked identity number. `Debug` and `Display` mask it; [`expose`](Self::expose) does not.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct IdentityNumber {
    places: [u8; PLACES],
    born: NaiveDate,
}

/// What is wrong with a text that should be an identity number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdentityFault {
    /// A spreadsheet kept it as a number: the last digits are gone (`3.30106e+17`).
    #[error("the last digits were lost because the cell holds a number")]
    LostDigits,
    /// Not seventeen digits and a digit or X. The fifteen-digit form is no longer taken.
    #[error("not eighteen places of digits, the last a digit or X")]
    Form,
    /// The last place does not follow from the seventeen before it.
    #[error("the check digit does not fit")]
    CheckDigit,
    /// The first two digits name no province.
    #[error("the first two digits name no province")]
    Region,
    /// The date in places 7–14 does not exist, lies before 1900 or after today.
    #[error("the date of birth in it is impossible")]
    Date,
}

impl IdentityNumber {
    /// Reads an identity number, forgiving full-width digits, spaces and a lower-case x.
    ///
    /// # Errors
    ///
    /// The first of [`faults`](Self::faults).
    ///
    /// # Source
    ///
    /// GB 11643-1999.
    pub fn parse(text: &str, today: NaiveDate) -> Result<Self, IdentityFault> {
        let places = eighteen_places(text)?;
        match faults_in(&places, today).first() {
            Some(fault) => Err(*fault),
            None => Ok(Self { places, born: date_in(&places).ok_or(IdentityFault::Date)? }),
        }
    }

    /// Everything that is wrong with `text`; empty when [`parse`](Self::parse) accepts it.
    ///
    /// Region and date are looked at only when the check digit fits: before that
    /// any place may be the wrong one.
    #[must_use]
    pub fn faults(text: &str, today: NaiveDate) -> Vec<IdentityFault> {
        match eighteen_places(text) {
            Ok(places) => faults_in(&places, today),
            Err(fault) => vec![fault],
        }
    }

    /// The date of birth, places 7–14.
    #[must_use]
    pub fn born(&self) -> NaiveDate {
        self.born
    }

    /// The sex: place 17 is odd for men.
    #[must_use]
    pub fn sex(&self) -> Sex {
        if self.places[16] % 2 == 1 { Sex::Male } else { Sex::Female }
    }

    /// The number itself, for encryption and for the blind index. Whoever calls
    /// this owes the reader's name to the record.
    #[must_use]
    pub fn expose(&self) -> &str {
        // INVARIANT: the places are ASCII, `eighteen_places` saw to it.
        std::str::from_utf8(&self.places).unwrap_or_default()
    }

    /// The number with its middle hidden: `3301**********0513`.
    #[must_use]
    pub fn masked(&self) -> String {
        masked(self.expose())
    }
}

/// Any text from an identity column with its middle hidden: of eighteen places the
/// first and last four stay, of a shorter text less.
#[must_use]
pub fn masked(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let shown = if chars.len() >= 12 { 4 } else { chars.len() / 6 };
    let hidden = chars.len() - 2 * shown;
    let start: String = chars.iter().take(shown).collect();
    let end: String = chars.iter().skip(shown + hidden).collect();
    format!("{start}{}{end}", "*".repeat(hidden))
}

/// Whether `text` is a number in scientific notation, as Excel writes long numbers into csv.
#[must_use]
pub fn is_scientific(text: &str) -> bool {
    let text = script::compact(text).to_ascii_uppercase();
    let Some((mantissa, exponent)) = text.split_once('E') else { return false };
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    digits(whole) && digits(fraction) && digits(exponent.strip_prefix('+').unwrap_or(exponent))
}

/// Whether somebody who types `text` means an identity number, right or wrong: eighteen places, or the fifteen of
/// before 1999, with a province and a day of birth in them. The check digit is not asked: a number with a slip in
/// it still tells who is meant. Codes of units and staff numbers, of digits or not, have no such day in that place.
#[must_use]
pub fn is_meant(text: &str, today: NaiveDate) -> bool {
    let text = script::compact(text).to_ascii_uppercase();
    let digits = |part: &str| part.bytes().all(|place| place.is_ascii_digit());
    // The fifteen places are the eighteen without the century and without the check character.
    let whole = match text.len() {
        PLACES => text,
        FORMER_PLACES if digits(&text) => format!("{}19{}0", &text[..6], &text[6..]),
        _ => return false,
    };
    eighteen_places(&whole).is_ok_and(|places| faults_besides_check(&places, today).is_empty())
}

fn eighteen_places(text: &str) -> Result<[u8; PLACES], IdentityFault> {
    let text = script::compact(text).to_ascii_uppercase();
    let places: [u8; PLACES] = match text.as_bytes().try_into() {
        Ok(places) => places,
        Err(_) if is_scientific(&text) => return Err(IdentityFault::LostDigits),
        Err(_) => return Err(IdentityFault::Form),
    };
    let formed = places[..17].iter().all(u8::is_ascii_digit) && matches!(places[17], b'0'..=b'9' | b'X');
    match formed {
        true => Ok(places),
        false if is_scientific(&text) => Err(IdentityFault::LostDigits),
        false => Err(IdentityFault::Form),
    }
}

fn faults_in(places: &[u8; PLACES], today: NaiveDate) -> Vec<IdentityFault> {
    if places[17] != check_character(places) {
        return vec![IdentityFault::CheckDigit];
    }
    faults_besides_check(places, today)
}

fn faults_besides_check(places: &[u8; PLACES], today: NaiveDate) -> Vec<IdentityFault> {
    let mut faults = Vec::new();
    if !PROVINCES.contains(&((places[0] - b'0') * 10 + (places[1] - b'0'))) {
        faults.push(IdentityFault::Region);
    }
    if !date_in(places).is_some_and(|born| born.year() >= FIRST_YEAR && born <= today) {
        faults.push(IdentityFault::Date);
    }
    faults
}

fn check_character(places: &[u8; PLACES]) -> u8 {
    let sum: u32 = places.iter().zip(WEIGHTS).map(|(place, weight)| u32::from(place - b'0') * weight).sum();
    CHECKS[(sum % 11) as usize]
}

fn date_in(places: &[u8; PLACES]) -> Option<NaiveDate> {
    let number = |from: usize, until: usize| {
        places[from..until].iter().fold(0u32, |sum, place| sum * 10 + u32::from(place - b'0'))
    };
    NaiveDate::from_ymd_opt(i32::try_from(number(6, 10)).ok()?, number(10, 12), number(12, 14))
}

impl fmt::Debug for IdentityNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}
impl fmt::Display for IdentityNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

/// Writes and reads the number unmasked, for a field whose bytes will be encrypted:
/// `#[serde(with = "identity_number::exposed")]`. The type itself cannot be
/// serialised, so no page or log shows it by accident.
pub mod exposed {
    use chrono::NaiveDate;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::IdentityNumber;

    /// Writes the number in the clear.
    ///
    /// # Errors
    ///
    /// Only what the serialiser itself refuses.
    pub fn serialize<S: Serializer>(number: &Option<IdentityNumber>, to: S) -> Result<S::Ok, S::Error> {
        number.as_ref().map(IdentityNumber::expose).serialize(to)
    }

    /// Reads a number that was accepted before, so any date up to the calendar's end will do.
    ///
    /// # Errors
    ///
    /// When the text is no identity number.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<IdentityNumber>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        text.map(|text| IdentityNumber::parse(&text, NaiveDate::MAX))
            .transpose()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::case_table;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, 1).unwrap()
    }

    fn kind(fault: &IdentityFault) -> &'static str {
        match fault {
            IdentityFault::LostDigits => "id_lost_digits",
            IdentityFault::Form | IdentityFault::CheckDigit => "id_check",
            IdentityFault::Region => "id_region",
            IdentityFault::Date => "id_date",
        }
    }

    #[test]
    fn the_manual_tells_the_truth_about_identity_numbers() {
        for row in case_table::rows(include_str!("../../cases/identity_number.md"), "号码") {
            let faults = IdentityNumber::faults(&row["号码"], today());
            let number = IdentityNumber::parse(&row["号码"], today());
            let expected = if row["结论"] == "可用" { String::new() } else { row["结论"].clone() };
            assert_eq!(faults.iter().map(kind).collect::<Vec<_>>().join(" "), expected, "{row:?}");
            assert_eq!(number.err(), faults.first().copied(), "{row:?}");
            if let Ok(number) = number {
                assert_eq!(number.born().to_string(), row["出生"], "{row:?}");
                assert_eq!(if number.sex() == Sex::Male { "男" } else { "女" }, row["性别"], "{row:?}");
            }
        }
    }

    #[test]
    fn the_manual_tells_the_truth_about_what_is_meant_for_an_identity_number() {
        for row in case_table::rows(include_str!("../../cases/identity_number.md"), "输入") {
            assert_eq!(is_meant(&row["输入"], today()), row["像身份证号"] == "是", "{row:?}");
        }
    }

    #[test]
    fn neither_display_nor_debug_shows_the_middle() {
        let number = IdentityNumber::parse("330106199905050514", today()).unwrap();
        assert_eq!(format!("{number}"), "3301**********0514");
        assert_eq!(format!("{number:?}"), "3301**********0514");
        assert_eq!(number.expose(), "330106199905050514");
    }

    #[test]
    fn a_wrong_number_is_masked_too_however_short() {
        assert_eq!(masked("330106199505050513"), "3301**********0513");
        assert_eq!(masked("3.30106e+17"), "3*********7");
        assert_eq!(masked("12345"), "*****");
        assert_eq!(masked(""), "");
    }

    /// The seventeen places of a number born on a day that exists, in a province that exists.
    fn seventeen() -> impl Strategy<Value = String> {
        let places = (0..PROVINCES.len(), 0u32..10_000, 0i32..46_000, 0u32..1000);
        places.prop_map(|(province, district, day, order)| {
            let born = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + chrono::Days::new(day as u64);
            format!("{}{district:04}{}{order:03}", PROVINCES[province], born.format("%Y%m%d"))
        })
    }

    /// The check character by the recursion of ISO 7064, which the weights only tabulate.
    fn by_recursion(seventeen: &str) -> char {
        let product =
            seventeen.bytes().fold(0, |product, place| (product + u32::from(place - b'0')) * 2 % 11);
        match (12 - product) % 11 {
            10 => 'X',
            digit => char::from_digit(digit, 10).unwrap(),
        }
    }

    proptest! {
        #[test]
        fn exactly_one_check_character_fits(seventeen in seventeen()) {
            let accepted: Vec<char> = "0123456789X"
                .chars()
                .filter(|check| IdentityNumber::parse(&format!("{seventeen}{check}"), NaiveDate::MAX).is_ok())
                .collect();
            prop_assert_eq!(accepted, [by_recursion(&seventeen)]);
        }

        #[test]
        fn one_wrong_digit_is_always_noticed(seventeen in seventeen(), at in 0usize..17, by in 1u8..10) {
            let check = by_recursion(&seventeen);
            let mut wrong = seventeen.into_bytes();
            wrong[at] = b'0' + (wrong[at] - b'0' + by) % 10;
            let wrong = format!("{}{check}", String::from_utf8(wrong).unwrap());
            prop_assert_eq!(IdentityNumber::parse(&wrong, NaiveDate::MAX), Err(IdentityFault::CheckDigit));
        }

        #[test]
        fn two_neighbours_changed_over_are_always_noticed(seventeen in seventeen(), at in 0usize..16) {
            let check = by_recursion(&seventeen);
            let mut wrong = seventeen.clone().into_bytes();
            wrong.swap(at, at + 1);
            prop_assume!(wrong != seventeen.as_bytes());
            let wrong = format!("{}{check}", String::from_utf8(wrong).unwrap());
            prop_assert_eq!(IdentityNumber::parse(&wrong, NaiveDate::MAX), Err(IdentityFault::CheckDigit));
        }

        #[test]
        fn no_text_whatever_makes_it_panic(text in ".*") {
            let _ = IdentityNumber::faults(&text, today());
            prop_assert_eq!(masked(&text).chars().count(), text.chars().count());
        }
    }
}
