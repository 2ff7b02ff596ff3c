//! What the register already knows and a roster is held against.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::kinds::{OrganisationId, UnitId};
use crate::script;

/// What a roster is held against.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The day of the import.
    pub today: NaiveDate,
    /// The branches people may be entered in.
    pub branches: &'a Branches,
    /// The units a row may name.
    pub units: &'a Units,
    /// The age, in full years, from which one may apply. A parameter of the rule pack.
    pub application_age: u32,
    /// The length of probation in months. A parameter of the rule pack.
    pub probation_months: u32,
}

/// A branch the register knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownBranch {
    /// Its id.
    pub id: OrganisationId,
    /// Its code.
    pub code: String,
    /// Its full name.
    pub name: String,
    /// Its short name.
    pub short_name: Option<String>,
    /// The unit it is founded in.
    pub unit: Option<UnitId>,
}

/// The known branches by code and by name. Hand in branches only, no committees.
#[derive(Debug, Clone, Default)]
pub struct Branches {
    known: Vec<KnownBranch>,
    by_code: HashMap<String, usize>,
    /// Codes without their leading zeros, which a spreadsheet drops from numbers.
    by_bare_code: HashMap<String, Option<usize>>,
    names: Names,
}

/// What a name or a code without its zeros leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup<T> {
    /// Nothing of that name.
    Unknown,
    /// One.
    One(T),
    /// Several: the name does not decide.
    Several,
}

impl Branches {
    /// The branches of `known`.
    #[must_use]
    pub fn new(known: impl IntoIterator<Item = KnownBranch>) -> Self {
        let mut branches = Self { known: known.into_iter().collect(), ..Self::default() };
        for (at, branch) in branches.known.iter().enumerate() {
            let code = script::compact(&branch.code);
            enter(&mut branches.by_bare_code, code.trim_start_matches('0').to_owned(), at);
            branches.by_code.insert(code, at);
            branches.names.enter(at, &branch.name, &branch.short_name);
        }
        branches
    }

    /// The branch with this code; also when leading zeros are missing and no other fits.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<&KnownBranch> {
        let code = script::compact(code);
        let bare = || self.by_bare_code.get(code.as_str()).copied().flatten();
        self.by_code.get(&code).copied().or_else(bare).and_then(|at| self.known.get(at))
    }

    /// The branch with this full or short name.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Lookup<&KnownBranch> {
        self.names.find(&self.known, name)
    }
}

/// A unit the register knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownUnit {
    /// Its id.
    pub id: UnitId,
    /// Its full name.
    pub name: String,
    /// Its short name.
    pub short_name: Option<String>,
    /// Its unified social credit code.
    pub credit_code: Option<String>,
}

/// The known units by name and by credit code.
#[derive(Debug, Clone, Default)]
pub struct Units {
    known: Vec<KnownUnit>,
    by_credit_code: HashMap<String, usize>,
    names: Names,
}

impl Units {
    /// The units of `known`.
    #[must_use]
    pub fn new(known: impl IntoIterator<Item = KnownUnit>) -> Self {
        let mut units = Self { known: known.into_iter().collect(), ..Self::default() };
        for (at, unit) in units.known.iter().enumerate() {
            units.names.enter(at, &unit.name, &unit.short_name);
            units.by_credit_code.extend(unit.credit_code.as_deref().map(|code| (script::compact(code), at)));
        }
        units
    }

    /// The unit with this full name, short name or credit code.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Lookup<&KnownUnit> {
        let coded = self.by_credit_code.get(&script::compact(name)).and_then(|at| self.known.get(*at));
        coded.map_or_else(|| self.names.find(&self.known, name), Lookup::One)
    }
}

/// Enters `at` under `key`; a key that leads to two things leads to none.
fn enter(index: &mut HashMap<String, Option<usize>>, key: String, at: usize) {
    index.entry(key).and_modify(|found| *found = found.filter(|other| *other == at)).or_insert(Some(at));
}

/// Full and short names. A full name decides over a short name somebody else has.
#[derive(Debug, Clone, Default)]
struct Names {
    full: HashMap<String, Option<usize>>,
    short: HashMap<String, Option<usize>>,
}

impl Names {
    fn enter(&mut self, at: usize, name: &str, short_name: &Option<String>) {
        enter(&mut self.full, script::compact(name), at);
        if let Some(short_name) = short_name {
            enter(&mut self.short, script::compact(short_name), at);
        }
    }

    fn find<'a, T>(&self, known: &'a [T], name: &str) -> Lookup<&'a T> {
        let name = script::compact(name);
        match self.full.get(&name).or_else(|| self.short.get(&name)) {
            None => Lookup::Unknown,
            Some(None) => Lookup::Several,
            Some(Some(at)) => known.get(*at).map_or(Lookup::Unknown, Lookup::One),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn branch(n: u128, code: &str, name: &str, short: Option<&str>) -> KnownBranch {
        KnownBranch {
            id: OrganisationId::from_uuid(Uuid::from_u128(n)),
            code: code.to_owned(),
            name: name.to_owned(),
            short_name: short.map(str::to_owned),
            unit: None,
        }
    }

    #[test]
    fn a_code_that_lost_its_zeros_is_found_unless_two_would_fit() {
        let branches = Branches::new([
            branch(1, "020100002", "甲支部", None),
            branch(2, "0777", "乙支部", None),
            branch(3, "00777", "丙支部", None),
        ]);
        assert_eq!(branches.by_code("20100002").unwrap().name, "甲支部");
        assert_eq!(branches.by_code("０２０１００００２").unwrap().name, "甲支部");
        assert_eq!(branches.by_code("777"), None);
        assert_eq!(branches.by_code("00777").unwrap().name, "丙支部");
    }

    #[test]
    fn a_name_two_branches_share_decides_nothing_and_a_short_name_like_the_full_one_does() {
        let branches = Branches::new([
            branch(1, "1", "第一支部", Some("第一支部")),
            branch(2, "2", "学生党支部", None),
            branch(3, "3", "学生 党支部", None),
        ]);
        assert!(matches!(branches.by_name("第一 支部"), Lookup::One(found) if found.code == "1"));
        assert_eq!(branches.by_name("学生党支部"), Lookup::Several);
        assert_eq!(branches.by_name("没有"), Lookup::Unknown);
    }
}
