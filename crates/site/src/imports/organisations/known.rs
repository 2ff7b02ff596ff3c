//! The units and Party organisations the register has, all of them: such tables are judged as a whole.

use std::collections::HashMap;

use chrono::NaiveDate;
use gongjian_domain::kinds::{OrganisationId, UnitId};
use gongjian_domain::organisation::import::{
    Register, RegisteredOrganisation, RegisteredUnit, UnitReference,
};
use gongjian_domain::organisation::unit::{ApprenticeshipLevel, OrganisationKind, UnitKind};
use gongjian_domain::script;
use gongjian_tables::{party_organisation, unit, unit_apprenticeship, unit_residency};
use sea_orm::{EntityTrait, QueryOrder};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::db::{StoreError, Tx};

/// The columns of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitValues {
    /// Its full name.
    pub name: String,
    /// Its short name.
    pub short_name: Option<String>,
    /// Its unified social credit code.
    pub credit_code: Option<String>,
    /// What it is.
    pub kind: UnitKind,
    /// The unit above it.
    pub parent: Option<UnitId>,
    /// Whom to ask.
    pub contact_name: Option<String>,
    /// Under which number.
    pub contact_phone: Option<String>,
}

/// A stay in a park.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Residency {
    /// Its id.
    pub id: Uuid,
    /// The park.
    pub park: Option<UnitId>,
    /// The first day.
    pub from_on: Option<NaiveDate>,
    /// The first day it no longer holds.
    pub until_on: Option<NaiveDate>,
}

/// A time in the apprenticeship scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apprenticeship {
    /// Its id.
    pub id: Uuid,
    /// The standing.
    pub level: ApprenticeshipLevel,
    /// The first day.
    pub from_on: Option<NaiveDate>,
    /// The first day it no longer holds.
    pub until_on: Option<NaiveDate>,
}

/// A unit of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownUnit {
    /// Its id.
    pub id: UnitId,
    /// Its columns.
    pub values: UnitValues,
    /// Stays in parks, the oldest first.
    pub residencies: Vec<Residency>,
    /// Times in the apprenticeship scheme, the oldest first.
    pub apprenticeships: Vec<Apprenticeship>,
}

/// The columns of a Party organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationValues {
    /// Its full name.
    pub name: String,
    /// Its short name.
    pub short_name: Option<String>,
    /// What it is.
    pub kind: OrganisationKind,
    /// The organisation above it.
    pub parent: Option<OrganisationId>,
    /// The unit it is founded in.
    pub unit: Option<UnitId>,
    /// When it was founded.
    pub founded_on: Option<NaiveDate>,
    /// When the term of its committee or secretary ends.
    pub term_ends_on: Option<NaiveDate>,
    /// A note.
    pub note: Option<String>,
}

/// A Party organisation of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownOrganisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its code.
    pub code: String,
    /// Its columns.
    pub values: OrganisationValues,
    /// Since when it is no more.
    pub dissolved_on: Option<NaiveDate>,
}

/// Everything the register has.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The day of the import.
    pub today: NaiveDate,
    /// Units by id.
    pub units: HashMap<UnitId, KnownUnit>,
    /// Organisations by id.
    pub organisations: HashMap<OrganisationId, KnownOrganisation>,
    by_credit_code: HashMap<String, UnitId>,
    by_name: HashMap<String, Vec<UnitId>>,
    by_code: HashMap<String, OrganisationId>,
}

impl Known {
    /// Reads the whole register.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked, or a row makes no sense.
    pub async fn read(tx: &Tx, today: NaiveDate) -> Result<Self, StoreError> {
        let mut known = Self { today, ..Self::default() };
        for row in unit::Entity::find().order_by_asc(unit::Column::Id).all(tx).await? {
            known.enter_unit(known_unit(row)?);
        }
        let stays = unit_residency::Entity::find().order_by_asc(unit_residency::Column::Id).all(tx).await?;
        for row in stays {
            if let Some(unit) = known.units.get_mut(&UnitId::from(row.unit_id)) {
                let park = row.park_id.map(UnitId::from);
                let (from_on, until_on) = (row.from_on, row.until_on);
                unit.residencies.push(Residency { id: row.id, park, from_on, until_on });
            }
        }
        let times = unit_apprenticeship::Entity::find();
        for row in times.order_by_asc(unit_apprenticeship::Column::Id).all(tx).await? {
            let level = ApprenticeshipLevel::parse(&row.level)
                .ok_or_else(|| StoreError::row("unit_apprenticeship", "an unknown level"))?;
            if let Some(unit) = known.units.get_mut(&UnitId::from(row.unit_id)) {
                let (from_on, until_on) = (row.from_on, row.until_on);
                unit.apprenticeships.push(Apprenticeship { id: row.id, level, from_on, until_on });
            }
        }
        for row in party_organisation::Entity::find().all(tx).await? {
            known.enter_organisation(known_organisation(row)?);
        }
        Ok(known)
    }

    /// Takes a unit in, as the register has it or as it will have it.
    pub fn enter_unit(&mut self, unit: KnownUnit) {
        self.by_credit_code.extend(unit.values.credit_code.clone().map(|code| (code, unit.id)));
        let named = self.by_name.entry(script::compact(&unit.values.name)).or_default();
        if !named.contains(&unit.id) {
            named.push(unit.id);
        }
        self.units.insert(unit.id, unit);
    }

    /// Takes an organisation in.
    pub fn enter_organisation(&mut self, organisation: KnownOrganisation) {
        self.by_code.insert(organisation.code.clone(), organisation.id);
        self.organisations.insert(organisation.id, organisation);
    }

    /// The unit a row refers to.
    #[must_use]
    pub fn referred(&self, reference: &UnitReference) -> Option<UnitId> {
        let coded = reference.credit_code.as_ref().and_then(|code| self.by_credit_code.get(code));
        coded.copied().or_else(|| self.named(&reference.name).first().copied())
    }

    /// The unit with this credit code, or of this name below `parent`.
    #[must_use]
    pub fn unit(&self, credit_code: Option<&str>, name: &str, parent: Option<UnitId>) -> Option<&KnownUnit> {
        if let Some(id) = credit_code.and_then(|code| self.by_credit_code.get(code)) {
            return self.units.get(id);
        }
        let fits = |unit: &&KnownUnit| {
            let other_code = credit_code.is_some() && unit.values.credit_code.is_some();
            unit.values.parent == parent && !other_code
        };
        self.named(name).iter().filter_map(|id| self.units.get(id)).find(fits)
    }

    /// The organisation with this code.
    #[must_use]
    pub fn organisation(&self, code: &str) -> Option<&KnownOrganisation> {
        self.by_code.get(code).and_then(|id| self.organisations.get(id))
    }

    /// The name of a unit.
    #[must_use]
    pub fn unit_name(&self, id: Option<UnitId>) -> Option<String> {
        Some(self.units.get(&id?)?.values.name.clone())
    }

    /// The code of an organisation.
    #[must_use]
    pub fn code(&self, id: Option<OrganisationId>) -> Option<String> {
        Some(self.organisations.get(&id?)?.code.clone())
    }

    fn named(&self, name: &str) -> &[UnitId] {
        self.by_name.get(&script::compact(name)).map_or(&[], Vec::as_slice)
    }

    /// The register as the reader of the tables needs it.
    #[must_use]
    pub fn register(&self) -> Register {
        let units = self.units.values().map(|unit| RegisteredUnit {
            name: unit.values.name.clone(),
            short_name: unit.values.short_name.clone(),
            credit_code: unit.values.credit_code.clone(),
            kind: unit.values.kind,
            parent: self.unit_name(unit.values.parent),
        });
        let lives = |known: &&KnownOrganisation| known.dissolved_on.is_none_or(|day| day > self.today);
        let organisations = self.organisations.values().filter(lives).map(|known| RegisteredOrganisation {
            code: known.code.clone(),
            kind: known.values.kind,
            parent_code: self.code(known.values.parent),
        });
        Register { units: units.collect(), organisations: organisations.collect() }
    }
}

impl KnownUnit {
    /// The stay in a park that holds on `day`.
    #[must_use]
    pub fn residency(&self, day: NaiveDate) -> Option<&Residency> {
        self.residencies.iter().rev().find(|stay| stay.until_on.is_none_or(|until| until > day))
    }

    /// The standing in the apprenticeship scheme named last.
    #[must_use]
    pub fn apprenticeship(&self) -> Option<&Apprenticeship> {
        self.apprenticeships.last()
    }
}

fn known_unit(row: unit::Model) -> Result<KnownUnit, StoreError> {
    Ok(KnownUnit {
        id: row.id.into(),
        values: UnitValues {
            kind: UnitKind::parse(&row.kind).ok_or_else(|| StoreError::row("unit", "an unknown kind"))?,
            name: row.name,
            short_name: row.short_name,
            credit_code: row.credit_code,
            parent: row.parent_id.map(Into::into),
            contact_name: row.contact_name,
            contact_phone: row.contact_phone,
        },
        residencies: Vec::new(),
        apprenticeships: Vec::new(),
    })
}

fn known_organisation(row: party_organisation::Model) -> Result<KnownOrganisation, StoreError> {
    Ok(KnownOrganisation {
        id: row.id.into(),
        code: row.code,
        dissolved_on: row.dissolved_on,
        values: OrganisationValues {
            kind: OrganisationKind::parse(&row.kind)
                .ok_or_else(|| StoreError::row("party_organisation", "an unknown kind"))?,
            name: row.name,
            short_name: row.short_name,
            parent: row.parent_id.map(Into::into),
            unit: row.unit_id.map(Into::into),
            founded_on: row.founded_on,
            term_ends_on: row.term_ends_on,
            note: row.note,
        },
    })
}
