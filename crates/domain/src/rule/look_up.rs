//! Looking a rule up: what the program asks it for, and what was perhaps meant by an unknown id.

use super::{Rule, RuleBook};

/// What the program asks a rule for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AskedFor {
    /// The founding of a joint branch.
    Founding,
    /// Meetings and the branch book.
    Meeting,
    /// The import of a roster.
    Roster,
    /// A case of member development, its mentors and observations among it.
    Development,
    /// A placement in an enterprise.
    Placement,
}

impl AskedFor {
    /// The word in sentences and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Founding => "founding",
            Self::Meeting => "meeting",
            Self::Roster => "roster",
            Self::Development => "development",
            Self::Placement => "placement",
        }
    }
}

/// How many ids are suggested for an unknown one.
const SUGGESTIONS: usize = 5;
/// Letters that may differ before an id is no longer near.
const NEAR: usize = 3;

impl RuleBook {
    /// What the program asks `rule` for; none for a rule that is there to be read only.
    #[must_use]
    pub fn asked_for(&self, rule: &Rule) -> Option<AskedFor> {
        let founding = &self.founding;
        let by_founding = [
            &founding.full_members.rule,
            &founding.members.rule,
            &founding.units.rule,
            &founding.few.rule,
            &founding.reply.rule,
            &founding.committee_from.rule,
            &founding.committee_size.rule,
            &founding.no_committee.rule,
            &founding.posts,
            &founding.signatory,
        ];
        let by_meeting = [&self.meeting.theme_day.rule, &self.meeting.confirm];
        let placements = &self.placements;
        let by_placement = [&placements.agreement, &placements.length.rule, &placements.age.rule];
        let by_mentors = self.mentors.beside_the_chart();
        let same = |asked: &&Rule| asked.id == rule.id && asked.pack == rule.pack;
        if by_founding.iter().any(same) {
            Some(AskedFor::Founding)
        } else if by_meeting.iter().any(same) {
            Some(AskedFor::Meeting)
        } else if by_placement.iter().any(same) {
            Some(AskedFor::Placement)
        } else if !rule.asks.is_empty() || by_mentors.iter().any(same) {
            Some(AskedFor::Development)
        } else if self.roster.asks(rule) {
            Some(AskedFor::Roster)
        } else {
            None
        }
    }

    /// The rule with this id, whatever the case of its letters.
    #[must_use]
    pub fn spelled(&self, id: &str) -> Option<&Rule> {
        self.find(id.trim().to_ascii_uppercase().as_str())
    }

    /// Ids like `id`, the nearest first: at most five, none when nothing is like it.
    #[must_use]
    pub fn near(&self, id: &str) -> Vec<&str> {
        let wanted = id.trim().to_ascii_uppercase();
        let mut near: Vec<(usize, &str)> = self
            .rules()
            .map(|rule| (distance(&wanted, &rule.id), rule.id.as_str()))
            .filter(|(apart, id)| *apart <= NEAR || (!wanted.is_empty() && id.contains(&wanted)))
            .collect();
        near.sort_unstable();
        near.dedup_by_key(|(_, id)| *id);
        near.into_iter().take(SUGGESTIONS).map(|(_, id)| id).collect()
    }
}

/// How many letters have to be put in, taken out or changed to make one text of the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut next = vec![line + 1];
        for (place, (against, above)) in other.iter().zip(row.windows(2)).enumerate() {
            let [diagonal, over] = above else { continue };
            let left = next.get(place).copied().unwrap_or_default();
            let change = diagonal + usize::from(letter != *against);
            next.push(change.min(over + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn book() -> RuleBook {
        RuleBook::shipped().unwrap()
    }

    #[test]
    fn the_program_says_what_it_asks_a_rule_for_and_when_it_asks_nothing() {
        let book = book();
        let asked = |id: &str| book.find(id).and_then(|rule| book.asked_for(rule));
        assert_eq!(asked("BR-MIN"), Some(AskedFor::Founding));
        assert_eq!(asked("JB-CONFIRM"), Some(AskedFor::Meeting));
        assert_eq!(asked("PD26-PROB"), Some(AskedFor::Development));
        assert_eq!(asked("BR-TEMP"), None);
    }

    #[test]
    fn an_unknown_id_brings_those_like_it_the_nearest_first() {
        let book = book();
        assert_eq!(book.near("br-mim").first(), Some(&"BR-MIN"));
        assert_eq!(book.near("br-joint-fw").first(), Some(&"BR-JOINT-FEW"));
        assert!(book.near("JOINT").contains(&"BR-JOINT"));
        assert!(book.near("完全不同的一条规则").is_empty());
        assert!(book.near("").is_empty());
        assert_eq!(book.spelled(" br-min ").map(|rule| rule.id.as_str()), Some("BR-MIN"));
    }

    proptest! {
        #[test]
        fn a_text_is_no_distance_from_itself_and_as_far_there_as_back(one in "[A-Z-]{0,12}", other in "[A-Z-]{0,12}") {
            prop_assert_eq!(distance(&one, &one), 0);
            prop_assert_eq!(distance(&one, &other), distance(&other, &one));
            prop_assert!(distance(&one, &other) <= one.len().max(other.len()));
            prop_assert_eq!(distance("", &one), one.len());
        }
    }
}
