//! The rule book: every pack, read and checked once.

use super::chart::Charts;
use super::read::read_pack;
use super::{
    Chart, FoundingRules, MeetingRules, MentorRules, Pack, PlacementRules, RosterRules, Rule, Workdays,
};

/// The packs that come with the program: file name and text.
const SHIPPED: &[(&str, &str)] = &[
    ("zbtl-2018.toml", include_str!("../../../../rulebook/zbtl-2018.toml")),
    ("fzdy-2014.toml", include_str!("../../../../rulebook/fzdy-2014.toml")),
    ("fzdy-2026.toml", include_str!("../../../../rulebook/fzdy-2026.toml")),
    ("practice.toml", include_str!("../../../../rulebook/practice.toml")),
    ("steps-25.toml", include_str!("../../../../rulebook/steps-25.toml")),
    ("steps-29.toml", include_str!("../../../../rulebook/steps-29.toml")),
    ("dual-mentor.toml", include_str!("../../../../rulebook/dual-mentor.toml")),
    ("placement.toml", include_str!("../../../../rulebook/placement.toml")),
    ("local-practice.toml", include_str!("../../../../rulebook/local-practice.toml")),
    ("zj-transfer-2021.toml", include_str!("../../../../rulebook/zj-transfer-2021.toml")),
];

/// The calendar that comes with the program.
const WORKDAYS: &str = include_str!("../../../../rulebook/workdays.toml");

/// Why a rule book cannot be used. Names the pack and the rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleBookError {
    /// The file is not TOML.
    #[error("{file}: {detail}")]
    Unreadable {
        /// The file.
        file: String,
        /// What the reader says.
        detail: String,
    },
    /// The head of a pack is wrong.
    #[error("pack {pack}: {detail}")]
    BadPack {
        /// The pack, or its file while it has no id.
        pack: String,
        /// What is wrong.
        detail: String,
    },
    /// A rule is wrong.
    #[error("pack {pack}, rule {rule}: {detail}")]
    BadRule {
        /// The pack.
        pack: String,
        /// The rule's id, or its place in the file while it has none.
        rule: String,
        /// What is wrong.
        detail: String,
    },
    /// Two rules with one id hold on the same days.
    #[error("rule {rule} stands in {first} and in {second} for the same days")]
    Duplicate {
        /// The rule.
        rule: String,
        /// The pack read first.
        first: String,
        /// The other pack.
        second: String,
    },
    /// A rule the program asks is not there.
    #[error("the rule book lacks {rule}, which the program needs")]
    Missing {
        /// The rule.
        rule: String,
    },
}

/// Every pack, read and checked, with the rules the program asks ready to use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleBook {
    shelf: Shelf,
    charts: Charts,
    /// The calendar of workdays.
    pub workdays: Workdays,
    /// What the founding of a joint branch asks.
    pub founding: FoundingRules,
    /// What meetings ask.
    pub meeting: MeetingRules,
    /// What the import of a roster asks.
    pub roster: RosterRules,
    /// What the two mentors and their observations are asked.
    pub mentors: MentorRules,
    /// What a placement in an enterprise is asked.
    pub placements: PlacementRules,
}

impl RuleBook {
    /// The rule book that comes with the program.
    ///
    /// # Errors
    ///
    /// As [`RuleBook::load`]; a test holds that the shipped packs have none.
    pub fn shipped() -> Result<Self, RuleBookError> {
        Self::load(SHIPPED)
    }

    /// The shipped rule book with further packs `(name, text)`, such as those a college wrote.
    ///
    /// # Errors
    ///
    /// As [`RuleBook::load`].
    pub fn shipped_with(further: &[(&str, &str)]) -> Result<Self, RuleBookError> {
        Self::load(&[SHIPPED, further].concat())
    }

    /// Reads packs from `(file name, text)` and checks them as a whole.
    ///
    /// # Errors
    ///
    /// A file that is no TOML, an unknown or missing key, values that do not
    /// fit the rule's kind, two rules with one id for the same days, dates out
    /// of order, a successor that is not there, or a rule the program asks and
    /// no pack has. The error names pack and rule.
    pub fn load(files: &[(&str, &str)]) -> Result<Self, RuleBookError> {
        let packs = files.iter().map(|(file, text)| read_pack(file, text)).collect::<Result<Vec<_>, _>>()?;
        check_succession(&packs)?;
        check_duplicates(&packs)?;
        let shelf = Shelf { packs };
        Ok(Self {
            founding: FoundingRules::from_shelf(&shelf)?,
            meeting: MeetingRules::from_shelf(&shelf)?,
            roster: RosterRules::from_shelf(&shelf)?,
            mentors: MentorRules::from_shelf(&shelf)?,
            placements: PlacementRules::from_shelf(&shelf)?,
            charts: Charts::of(&shelf.packs)?,
            workdays: Workdays::read("workdays.toml", WORKDAYS)?,
            shelf,
        })
    }

    /// The packs, in the order they were given.
    #[must_use]
    pub fn packs(&self) -> &[Pack] {
        &self.shelf.packs
    }

    /// Every rule, pack by pack.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.shelf.rules()
    }

    /// The rule with this id; of several, the one that came into force last.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Rule> {
        self.shelf.find(id)
    }

    /// The chart of the steps that holds in the last of `jurisdictions` that has one.
    #[must_use]
    pub fn chart(&self, jurisdictions: &[String]) -> &Chart {
        self.charts.holding_in(jurisdictions)
    }

    /// The pack with this id.
    #[must_use]
    pub fn pack(&self, id: &str) -> Option<&Pack> {
        self.packs().iter().find(|pack| pack.id == id)
    }
}

/// The packs before anybody asked whether they hold what the program needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shelf {
    packs: Vec<Pack>,
}

impl Shelf {
    pub(super) fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.packs.iter().flat_map(|pack| &pack.rules)
    }

    pub(super) fn find(&self, id: &str) -> Option<&Rule> {
        self.rules().filter(|rule| rule.id == id).max_by_key(|rule| rule.effective_from)
    }
}

fn check_succession(packs: &[Pack]) -> Result<(), RuleBookError> {
    for pack in packs {
        let bad = |detail: String| RuleBookError::BadPack { pack: pack.id.clone(), detail };
        if packs.iter().filter(|other| other.id == pack.id).count() > 1 {
            return Err(bad("there are two packs with this id".to_owned()));
        }
        let Some(successor) = &pack.superseded_by else { continue };
        let Some(next) = packs.iter().find(|other| other.id == *successor) else {
            return Err(bad(format!("its successor {successor} is not there")));
        };
        if pack.effective_until != Some(next.effective_from) {
            return Err(bad(format!("it should end on the day {successor} begins, {}", next.effective_from)));
        }
    }
    Ok(())
}

/// One id may stand in two packs when the one follows the other.
fn check_duplicates(packs: &[Pack]) -> Result<(), RuleBookError> {
    let rules: Vec<&Rule> = packs.iter().flat_map(|pack| &pack.rules).collect();
    for (place, rule) in rules.iter().enumerate() {
        let twin = rules[place + 1..].iter().find(|other| other.id == rule.id && overlap(rule, other));
        if let Some(twin) = twin {
            return Err(RuleBookError::Duplicate {
                rule: rule.id.clone(),
                first: rule.pack.clone(),
                second: twin.pack.clone(),
            });
        }
    }
    Ok(())
}

fn overlap(one: &Rule, other: &Rule) -> bool {
    let begins_before_end =
        |a: &Rule, b: &Rule| b.effective_until.is_none_or(|until| a.effective_from < until);
    begins_before_end(one, other) && begins_before_end(other, one)
}
