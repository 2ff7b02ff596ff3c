//! What the register has that a row of a roster may be about.

use std::collections::{HashMap, HashSet};

use crate::account::store::LeftOffice;
use chrono::NaiveDate;
use gongjian_domain::kinds::{OrganisationId, PersonId, SideId, UnitId};
use gongjian_domain::organisation::unit::UnitKind;
use gongjian_domain::people::affiliation::AffiliationRole;
use gongjian_domain::people::roster::{KnownBranch, KnownUnit};
use gongjian_domain::people::stage::{Stage, Standing};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The place a roster is brought for.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// The day of the import.
    pub today: NaiveDate,
    /// The branches people may be entered in.
    pub branches: HashMap<OrganisationId, KnownBranch>,
    /// The organisation and everything below it.
    pub within: HashSet<OrganisationId>,
    /// Every unit.
    pub units: HashMap<UnitId, PlacedUnit>,
    /// The sides of joint branches by the units that make them.
    pub sides: HashMap<(OrganisationId, UnitId), SideId>,
    /// Names of organisations by id, for showing a move.
    pub names: HashMap<OrganisationId, String>,
    /// Joint branches, wherever they lie.
    pub joint: HashSet<OrganisationId>,
}

/// A unit a person may be affiliated with.
#[derive(Debug, Clone)]
pub struct PlacedUnit {
    /// Its names and code.
    pub known: KnownUnit,
    /// What it is.
    pub kind: UnitKind,
}

/// What is known of a person besides the identity number.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Particulars {
    /// The name.
    pub name: String,
    /// `male` or `female`.
    pub sex: Option<String>,
    /// The day of birth.
    pub born_on: Option<NaiveDate>,
    /// 民族
    pub ethnicity: Option<String>,
    /// 籍贯
    pub native_place: Option<String>,
    /// 最高学历
    pub education: Option<String>,
    /// Mobile phone.
    pub phone: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    /// 入党介绍人
    pub introducers: Option<String>,
    /// The stage.
    pub stage: Option<Stage>,
    /// The day each stage was reached.
    pub standing: Standing,
}

impl Particulars {
    /// Every field by its column's word, as it is compared and shown.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, Option<String>); 15] {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
        [
            ("name", Some(self.name.clone())),
            ("sex", self.sex.clone()),
            ("born_on", day(self.born_on)),
            ("ethnicity", self.ethnicity.clone()),
            ("native_place", self.native_place.clone()),
            ("education", self.education.clone()),
            ("phone", self.phone.clone()),
            ("email", self.email.clone()),
            ("status", self.stage.map(|stage| stage.as_str().to_owned())),
            ("applied_on", day(self.standing.applied_on)),
            ("activist_on", day(self.standing.activist_on)),
            ("target_on", day(self.standing.target_on)),
            ("introducers", self.introducers.clone()),
            ("joined_on", day(self.standing.joined_on)),
            ("full_on", day(self.standing.full_on)),
        ]
    }
}

/// A formal membership that has not ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownMembership {
    /// Its id.
    pub id: Uuid,
    /// In which organisation.
    pub organisation: OrganisationId,
    /// The first day it will no longer hold, where its end is fixed already.
    pub until_on: Option<NaiveDate>,
}

/// A tie to a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownAffiliation {
    /// Its id.
    pub id: Uuid,
    /// The unit.
    pub unit: UnitId,
    /// The part played there.
    pub role: AffiliationRole,
    /// The unit's number for the person.
    pub staff_number: Option<String>,
    /// The first day it no longer holds.
    pub until_on: Option<NaiveDate>,
    /// Whether it has not ended yet.
    pub open: bool,
}

/// A person of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPerson {
    /// The id.
    pub id: PersonId,
    /// What is known.
    pub particulars: Particulars,
    /// Whether the identity number is known.
    pub has_identity: bool,
    /// Formal memberships that have not ended, the oldest first.
    pub memberships: Vec<KnownMembership>,
    /// Affiliations, the oldest first.
    pub affiliations: Vec<KnownAffiliation>,
    /// Offices in Party organisations that have not ended.
    pub offices: Vec<LeftOffice>,
}

impl KnownPerson {
    /// Affiliations that have not ended.
    pub fn open_affiliations(&self) -> impl Iterator<Item = &KnownAffiliation> {
        self.affiliations.iter().filter(|affiliation| affiliation.open)
    }
}
