//! What a good row of a roster says.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::kinds::{OrganisationId, UnitId};
use crate::people::affiliation::AffiliationRole;
use crate::people::date_spelling::SpelledDate;
use crate::people::identity_number::{self, IdentityNumber};
use crate::people::name::PersonName;
use crate::people::phone::Phone;
use crate::people::sex::Sex;
use crate::people::stage::{Stage, Standing};
use crate::script;

/// Places a staff number may have.
const LONGEST_STAFF_NUMBER: usize = 32;

/// A unit's own number for a person (学号, 工号). It counts inside that unit only.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StaffNumber(String);

/// The text is no staff number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a staff number is letters, digits and - _ . / up to 32 places, and kept all its digits")]
pub struct NotAStaffNumber;

impl StaffNumber {
    /// Reads a number, forgiving full-width characters and spaces; letters keep their case.
    ///
    /// # Errors
    ///
    /// [`NotAStaffNumber`]; a number in scientific notation has lost its digits and is none.
    pub fn parse(text: &str) -> Result<Self, NotAStaffNumber> {
        let number = script::compact(text);
        let formed = number.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'));
        let numbered = number.chars().any(|c| c.is_ascii_alphanumeric());
        let fits = number.chars().count() <= LONGEST_STAFF_NUMBER;
        let lost_digits = number.contains('.') && identity_number::is_scientific(&number);
        if formed && numbered && fits && !lost_digits { Ok(Self(number)) } else { Err(NotAStaffNumber) }
    }

    /// The number as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for StaffNumber {
    type Error = NotAStaffNumber;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}
impl From<StaffNumber> for String {
    fn from(number: StaffNumber) -> Self {
        number.0
    }
}

/// One person as a roster gives them. It holds an identity number in the clear when
/// serialised: only ever write it to be encrypted. `Debug` masks.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterEntry {
    /// The name.
    pub name: PersonName,
    /// The identity number, if the row has one.
    #[serde(with = "identity_number::exposed")]
    pub identity_number: Option<IdentityNumber>,
    /// The staff number, if the row has one. One of the two is always there.
    pub staff_number: Option<StaffNumber>,
    /// From the identity number, else from the row.
    pub sex: Option<Sex>,
    /// From the identity number, else from the row.
    pub born: Option<SpelledDate>,
    /// Mobile phone.
    pub phone: Option<Phone>,
    /// Mail address.
    pub email: Option<String>,
    /// 民族
    pub ethnicity: Option<String>,
    /// 籍贯
    pub native_place: Option<String>,
    /// 最高学历
    pub education: Option<String>,
    /// The part in the unit, if the row says it.
    pub role: Option<AffiliationRole>,
    /// The unit as the row names it.
    pub workplace: Option<String>,
    /// The unit the person belongs to: the named one if it is known; where none is named,
    /// the branch's. `None` when a name is given that nobody knows.
    pub unit: Option<UnitId>,
    /// The branch.
    pub branch: OrganisationId,
    /// The branch's code as the register has it.
    pub branch_code: String,
    /// The stage the row claims; where it claims none, the one its dates had reached.
    pub stage: Option<Stage>,
    /// The dates. One given as a month stands as its first day and is named in a finding.
    pub standing: Standing,
    /// 入党介绍人
    pub introducers: Option<String>,
}

impl RosterEntry {
    /// The day of birth, or the first day of its month.
    #[must_use]
    pub fn born_on(&self) -> Option<NaiveDate> {
        self.born.map(SpelledDate::earliest)
    }
}

impl fmt::Debug for RosterEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RosterEntry")
            .field("identity_number", &self.identity_number)
            .field("staff_number", &self.staff_number)
            .field("branch_code", &self.branch_code)
            .field("stage", &self.stage)
            .finish_non_exhaustive()
    }
}
