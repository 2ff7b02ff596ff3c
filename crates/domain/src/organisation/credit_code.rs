//! The unified social credit code (统一社会信用代码) that names a unit.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::script;

/// The 31 characters of GB 32100, by their value.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// The weights of GB 11714.
const BODY_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// A checked code of eighteen places.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CreditCode(String);

/// What is wrong with a text that should be a unified social credit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CreditCodeFault {
    /// Not eighteen places of the code's alphabet (no I, O, S, V, Z), or places 3–8 are no digits.
    #[error("not eighteen places of the code's alphabet")]
    Form,
    /// The last place does not follow from the seventeen before it.
    #[error("the check character does not fit")]
    CheckCharacter,
    /// Place 17 does not follow from places 9–16, the organisation code inside.
    #[error("the check character of the organisation code inside does not fit")]
    InnerCheckCharacter,
}

impl CreditCode {
    /// Reads a code, forgiving full-width and lower-case letters and spaces.
    ///
    /// The organisation code inside is checked except for individual traders and
    /// cooperatives (`92`, `93`): their bodies are numbered by other registers.
    ///
    /// # Errors
    ///
    /// The first fault found: form, outer check, inner check.
    ///
    /// # Source
    ///
    /// GB 32100-2015; for the inner check GB 11714-1997.
    pub fn parse(text: &str) -> Result<Self, CreditCodeFault> {
        let code = script::compact(text).to_ascii_uppercase();
        let places = code.as_bytes();
        if places.len() != 18 || !places[2..8].iter().all(u8::is_ascii_digit) {
            return Err(CreditCodeFault::Form);
        }
        if check_character(&places[..17]).ok_or(CreditCodeFault::Form)? != places[17] {
            value(places[17]).ok_or(CreditCodeFault::Form)?;
            return Err(CreditCodeFault::CheckCharacter);
        }
        let numbered_elsewhere = matches!(&places[..2], b"92" | b"93");
        if !numbered_elsewhere && organisation_code_check(&places[8..16]) != Some(places[16]) {
            return Err(CreditCodeFault::InnerCheckCharacter);
        }
        Ok(Self(code))
    }

    /// The eighteen places.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The check character of an organisation code's eight places, or `None` when a
/// place is neither digit nor capital letter or there are not eight.
///
/// # Source
///
/// GB 11714-1997: 11 − (weighted sum mod 11), 10 written X, 11 written 0.
#[must_use]
pub fn organisation_code_check(body: &[u8]) -> Option<u8> {
    if body.len() != BODY_WEIGHTS.len() {
        return None;
    }
    let mut sum = 0;
    for (place, weight) in body.iter().zip(BODY_WEIGHTS) {
        sum += char::from(*place).to_digit(36).filter(|_| !place.is_ascii_lowercase())? * weight;
    }
    match 11 - sum % 11 {
        10 => Some(b'X'),
        11 => Some(b'0'),
        digit => u8::try_from(digit).ok().map(|digit| b'0' + digit),
    }
}

/// The check character of seventeen places: weights are powers of 3 modulo 31.
fn check_character(places: &[u8]) -> Option<u8> {
    let mut sum = 0;
    let mut weight = 1;
    for place in places {
        sum += value(*place)? * weight;
        weight = weight * 3 % 31;
    }
    Some(ALPHABET[(31 - sum % 31) % 31])
}

fn value(place: u8) -> Option<usize> {
    ALPHABET.iter().position(|character| *character == place)
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl TryFrom<String> for CreditCode {
    type Error = CreditCodeFault;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}
impl From<CreditCode> for String {
    fn from(code: CreditCode) -> Self {
        code.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::case_table;

    #[test]
    fn the_manual_tells_the_truth_about_credit_codes() {
        for row in case_table::rows(include_str!("../../cases/credit_code.md"), "代码") {
            let verdict = match CreditCode::parse(&row["代码"]) {
                Ok(_) => "可用",
                Err(CreditCodeFault::Form) => "格式不符",
                Err(CreditCodeFault::CheckCharacter) => "校验码不符",
                Err(CreditCodeFault::InnerCheckCharacter) => "主体标识码校验码不符",
            };
            assert_eq!(verdict, row["结论"], "{row:?}");
        }
    }

    #[test]
    fn the_published_organisation_codes_have_their_published_check_characters() {
        assert_eq!(organisation_code_check(b"D2143569"), Some(b'X'));
        assert_eq!(organisation_code_check(b"M000100Y"), Some(b'4'));
        assert_eq!(organisation_code_check(b"d2143569"), None);
        assert_eq!(organisation_code_check(b"D214356"), None);
    }

    #[test]
    fn every_spelling_of_a_code_is_one_code() {
        let code = CreditCode::parse("9135 0100 m000100y43").unwrap();
        assert_eq!(code.as_str(), "91350100M000100Y43");
        let json = serde_json::to_string(&code).unwrap();
        assert_eq!(serde_json::from_str::<CreditCode>(&json).unwrap(), code);
        assert!(serde_json::from_str::<CreditCode>("\"91350100M000100Y44\"").is_err());
    }

    fn complete(start: &str, body: &str) -> String {
        let inner = organisation_code_check(body.as_bytes()).unwrap();
        let seventeen = format!("{start}{body}{}", char::from(inner));
        let check = check_character(seventeen.as_bytes()).unwrap();
        format!("{seventeen}{}", char::from(check))
    }

    proptest! {
        #[test]
        fn every_complete_code_is_taken(start in "[159][123][1-6][0-9]{5}", body in "[0-9ABCDEFGHJKLMNPQRTUWXY]{8}") {
            prop_assert!(CreditCode::parse(&complete(&start, &body)).is_ok());
        }

        #[test]
        fn one_wrong_place_is_always_noticed(
            start in "[159][123][1-6][0-9]{5}", body in "[0-9ABCDEFGHJKLMNPQRTUWXY]{8}",
            at in 0usize..18, by in 1usize..31,
        ) {
            let mut wrong = complete(&start, &body).into_bytes();
            wrong[at] = ALPHABET[(value(wrong[at]).unwrap() + by) % 31];
            prop_assert!(CreditCode::parse(&String::from_utf8(wrong).unwrap()).is_err());
        }

        #[test]
        fn no_text_whatever_makes_it_panic(text in ".*") {
            let _ = CreditCode::parse(&text);
        }
    }
}
