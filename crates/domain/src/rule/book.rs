//! The rule book: every pack, read and checked once.

use super::pack::{PackHead, RuleEntry};
use super::{FoundingRules, Kind, MeetingRules, Pack, RosterRules, Rule, Values};

/// The packs that come with the program: file name and text.
const SHIPPED: &[(&str, &str)] = &[
    ("zbtl-2018.toml", include_str!("../../../../rulebook/zbtl-2018.toml")),
    ("fzdy-2014.toml", include_str!("../../../../rulebook/fzdy-2014.toml")),
    ("fzdy-2026.toml", include_str!("../../../../rulebook/fzdy-2026.toml")),
    ("practice.toml", include_str!("../../../../rulebook/practice.toml")),
];

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
    /// What the founding of a joint branch asks.
    pub founding: FoundingRules,
    /// What meetings ask.
    pub meeting: MeetingRules,
    /// What the import of a roster asks.
    pub roster: RosterRules,
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

fn read_pack(file: &str, text: &str) -> Result<Pack, RuleBookError> {
    let mut table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        RuleBookError::Unreadable { file: file.to_owned(), detail: error.to_string() }
    })?;
    let bad = |detail: String| RuleBookError::BadPack { pack: file.to_owned(), detail };
    let head: PackHead = table
        .remove("pack")
        .ok_or_else(|| bad("there is no [pack] table".to_owned()))?
        .try_into()
        .map_err(|error| bad(told(&error)))?;
    let toml::Value::Array(entries) = table.remove("rule").unwrap_or_else(|| toml::Value::Array(Vec::new()))
    else {
        return Err(bad("`rule` is not a list of [[rule]] tables".to_owned()));
    };
    if let Some(key) = table.keys().next() {
        return Err(bad(format!("unknown key `{key}`")));
    }
    check_dates(&head)?;
    let rules = entries
        .into_iter()
        .enumerate()
        .map(|(place, entry)| read_rule(&head, place, entry))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Pack {
        id: head.id,
        title: head.title,
        issuer: head.issuer,
        doc_no: head.doc_no,
        issued: head.issued,
        published: head.published,
        effective_from: head.effective_from,
        effective_until: head.effective_until,
        superseded_by: head.superseded_by,
        layer: head.layer,
        note: head.note,
        rules,
    })
}

fn read_rule(head: &PackHead, place: usize, entry: toml::Value) -> Result<Rule, RuleBookError> {
    let id = entry
        .get("id")
        .and_then(toml::Value::as_str)
        .map_or_else(|| format!("number {}", place + 1), str::to_owned);
    let bad = |detail: String| RuleBookError::BadRule { pack: head.id.clone(), rule: id.clone(), detail };
    let entry: RuleEntry = entry.try_into().map_err(|error| bad(told(&error)))?;
    check_values(&entry).map_err(bad)?;
    Ok(Rule {
        id: entry.id,
        pack: head.id.clone(),
        kind: entry.kind,
        unit: entry.unit,
        values: Values {
            value: entry.value,
            min: entry.min,
            usual: entry.usual,
            max: entry.max,
            below: entry.below,
            numerator: entry.numerator,
            denominator: entry.denominator,
            strict: entry.strict,
            items: entry.items,
        },
        force: entry.force,
        upper_force: entry.upper_force,
        article: entry.article,
        layer: head.layer,
        status: entry.status,
        sources: entry.sources,
        text: entry.text,
        effective_from: head.effective_from,
        effective_until: head.effective_until,
    })
}

/// The reader's message on one line, without the picture of the place it draws.
fn told(error: &toml::de::Error) -> String {
    error.message().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn check_dates(head: &PackHead) -> Result<(), RuleBookError> {
    let bad = |detail: &str| RuleBookError::BadPack { pack: head.id.clone(), detail: detail.to_owned() };
    if head.effective_from < head.issued {
        return Err(bad("`effective_from` is before `issued`"));
    }
    if head.published.is_some_and(|published| published < head.issued) {
        return Err(bad("`published` is before `issued`"));
    }
    if head.effective_until.is_some_and(|until| until <= head.effective_from) {
        return Err(bad("`effective_until` is not after `effective_from`"));
    }
    Ok(())
}

/// Which values a kind has: no more, no fewer.
fn check_values(entry: &RuleEntry) -> Result<(), String> {
    let ends = entry.min.is_some() || entry.max.is_some() || entry.below.is_some();
    let one = entry.value.is_some();
    let share = entry.numerator.is_some() && entry.denominator.is_some();
    let listed = !entry.items.is_empty();
    let fits = match entry.kind {
        Kind::CountRange => ends && !one && !share && !listed,
        Kind::Deadline | Kind::MinDuration | Kind::MaxDuration | Kind::Cadence => {
            one && !ends && !share && !listed
        }
        Kind::Enum => listed && !one && !ends && !share,
        Kind::Share => share && !one && !ends && !listed,
        Kind::Document | Kind::Forbid => !one && !ends && !share && !listed,
    };
    if !fits {
        return Err("its values do not fit its kind".to_owned());
    }
    if let (Some(upper), Some(lower)) = (entry.numerator, entry.denominator)
        && (lower == 0 || upper > lower)
    {
        return Err(format!("{upper}/{lower} is no share"));
    }
    if let (Some(min), Some(max)) = (entry.min, entry.max)
        && min > max
    {
        return Err(format!("`min` {min} is above `max` {max}"));
    }
    if entry.usual.is_some_and(|usual| {
        entry.min.is_none_or(|min| usual < min) || entry.max.is_none_or(|max| usual > max)
    }) {
        return Err("`usual` is not between `min` and `max`".to_owned());
    }
    if entry.text.zh.trim().is_empty() || entry.text.en.trim().is_empty() {
        return Err("its text is empty".to_owned());
    }
    Ok(())
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
