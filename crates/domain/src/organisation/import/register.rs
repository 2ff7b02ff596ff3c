//! The units and organisations a file may refer to without containing them.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{CheckedRow, UnitColumn, UnitEntry};
use crate::organisation::unit::{OrganisationKind, UnitKind};
use crate::script;

/// A unit the register has, or a good row of the same file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisteredUnit {
    /// Its full name.
    pub name: String,
    /// Its short name.
    pub short_name: Option<String>,
    /// Its unified social credit code.
    pub credit_code: Option<String>,
    /// What it is.
    pub kind: UnitKind,
    /// The full name of the unit above it.
    pub parent: Option<String>,
}

impl RegisteredUnit {
    /// By what the unit is told from others: its credit code, or its name below its parent.
    pub(super) fn key(&self) -> String {
        let parent = self.parent.as_deref().map(script::compact).unwrap_or_default();
        self.credit_code.clone().unwrap_or_else(|| format!("{}/{parent}", script::compact(&self.name)))
    }
}

/// A unit somebody refers to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitReference {
    /// Its full name.
    pub name: String,
    /// Its unified social credit code, if it has one: by this it is found first.
    pub credit_code: Option<String>,
}

/// An organisation the register has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisteredOrganisation {
    /// Its code.
    pub code: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// The code of the organisation above it.
    pub parent_code: Option<String>,
}

/// What the register has.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Register {
    /// All units.
    pub units: Vec<RegisteredUnit>,
    /// All organisations that are not dissolved.
    pub organisations: Vec<RegisteredOrganisation>,
}

impl Register {
    /// The register as it will be when the good rows of a table of units are in it.
    #[must_use]
    pub fn with_units(&self, checked: &[CheckedRow<UnitEntry, UnitColumn>]) -> Self {
        self.with(checked.iter().filter_map(CheckedRow::entry).map(|entry| RegisteredUnit {
            name: entry.name.clone(),
            short_name: entry.short_name.clone(),
            credit_code: entry.credit_code.as_ref().map(|code| code.as_str().to_owned()),
            kind: entry.kind,
            parent: entry.parent.as_ref().map(|parent| parent.name.clone()),
        }))
    }

    /// The register with `units` in it, each in place of what was known about the same unit.
    pub(super) fn with(&self, units: impl IntoIterator<Item = RegisteredUnit>) -> Self {
        let mut register = self.clone();
        let mut places: HashMap<String, usize> =
            register.units.iter().enumerate().map(|(at, unit)| (unit.key(), at)).collect();
        for unit in units {
            match places.get(&unit.key()) {
                Some(at) => register.units[*at] = unit,
                None => {
                    places.insert(unit.key(), register.units.len());
                    register.units.push(unit);
                }
            }
        }
        register
    }
}

/// How often a reference can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named<'a> {
    Nobody,
    One(&'a RegisteredUnit),
    Several,
}

impl Named<'_> {
    /// How the one unit meant is referred to.
    pub(super) fn reference(self) -> Option<UnitReference> {
        match self {
            Self::One(unit) => {
                Some(UnitReference { name: unit.name.clone(), credit_code: unit.credit_code.clone() })
            }
            Self::Nobody | Self::Several => None,
        }
    }
}

/// Units by full name, short name and credit code.
pub(super) struct UnitIndex<'a>(HashMap<String, Vec<&'a RegisteredUnit>>);

impl<'a> UnitIndex<'a> {
    pub(super) fn new(units: impl IntoIterator<Item = &'a RegisteredUnit>) -> Self {
        let mut index: HashMap<String, Vec<&'a RegisteredUnit>> = HashMap::new();
        for unit in units {
            for name in std::iter::once(&unit.name).chain(&unit.short_name).chain(&unit.credit_code) {
                let named = index.entry(script::compact(name)).or_default();
                if !named.iter().any(|known| std::ptr::eq(*known, unit)) {
                    named.push(unit);
                }
            }
        }
        Self(index)
    }

    /// The unit called `name`. A full name decides over a short name somebody else has.
    pub(super) fn named(&self, name: &str) -> Named<'a> {
        let name = script::compact(name);
        let found = self.0.get(&name).map_or(&[][..], Vec::as_slice);
        let full: Vec<_> = found.iter().filter(|unit| script::compact(&unit.name) == name).collect();
        match (found, full.as_slice()) {
            ([], _) => Named::Nobody,
            ([unit], _) => Named::One(unit),
            (_, [unit]) => Named::One(unit),
            _ => Named::Several,
        }
    }
}
