//! What stands above what, in a file and in the register together.

use std::collections::HashMap;

/// Whether going up from `key` leads back to it.
pub(super) fn is_below_itself(key: &str, parents: &HashMap<String, String>) -> bool {
    let mut above = parents.get(key);
    // A cycle that does not hold `key` never leads back: the number of steps is bounded.
    for _ in 0..=parents.len() {
        match above {
            Some(parent) if parent == key => return true,
            Some(parent) => above = parents.get(parent),
            None => return false,
        }
    }
    false
}

/// Where the parent of a row is to be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Above {
    /// It has none, or one in the register.
    Settled,
    /// In this row of the file only.
    Row(usize),
}

/// The good rows that lose their parent because a row above them is refused.
pub(super) fn orphans(above: &[Above], good: &[bool]) -> Vec<usize> {
    let mut good = good.to_vec();
    let mut orphans = Vec::new();
    loop {
        let lost = |(row, above): (usize, &Above)| match above {
            Above::Row(parent) if good[row] && !good[*parent] => Some(row),
            Above::Row(_) | Above::Settled => None,
        };
        let lost: Vec<usize> = above.iter().enumerate().filter_map(lost).collect();
        if lost.is_empty() {
            return orphans;
        }
        for row in lost {
            good[row] = false;
            orphans.push(row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_row_takes_everything_below_it_along_and_nothing_else() {
        let above = [Above::Settled, Above::Row(0), Above::Row(1), Above::Settled, Above::Row(3)];
        assert_eq!(orphans(&above, &[false, true, true, true, true]), [1, 2]);
        assert!(orphans(&above, &[true; 5]).is_empty());
    }

    #[test]
    fn only_what_stands_in_the_circle_is_below_itself() {
        let parents = [("a", "b"), ("b", "c"), ("c", "b"), ("d", "d"), ("e", "f")];
        let parents = parents.map(|(child, parent)| (child.to_owned(), parent.to_owned())).into();
        let below = |key| is_below_itself(key, &parents);
        assert!(below("b") && below("c") && below("d"));
        assert!(!below("a") && !below("e") && !below("f"));
    }
}
