//! The count of a secret ballot.

use serde::{Deserialize, Serialize};

use super::file::Impossible;

/// How a ballot about one person ended, as the teller read it out. All are people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// Full members who should attend and may vote.
    pub entitled: u32,
    /// Of them, those who came.
    pub present: u32,
    /// Votes for, of those present.
    pub approve: u32,
    /// Votes against, of those present.
    #[serde(default)]
    pub against: u32,
    /// Abstentions, of those present.
    #[serde(default)]
    pub abstain: u32,
    /// Written votes for, handed in before the meeting by voters who could not come.
    #[serde(default)]
    pub written_approve: u32,
}

impl Tally {
    /// Votes for the motion, those handed in before included.
    #[must_use]
    pub const fn approving(&self) -> u32 {
        self.approve.saturating_add(self.written_approve)
    }

    /// Holds that the numbers can be true together.
    ///
    /// # Errors
    ///
    /// More present than entitled, more votes than people present, or more
    /// written votes than people absent.
    pub fn check(&self, step: &str) -> Result<(), Impossible> {
        let cast = u64::from(self.approve) + u64::from(self.against) + u64::from(self.abstain);
        let absent = self.entitled.saturating_sub(self.present);
        let refused = |what, number: u64, limit: u32| {
            Err(Impossible::Tally { step: step.to_owned(), what, number, limit: u64::from(limit) })
        };
        if self.present > self.entitled {
            return refused("present", u64::from(self.present), self.entitled);
        }
        if self.approve > self.present {
            return refused("approve", u64::from(self.approve), self.present);
        }
        if cast > u64::from(self.present) {
            return refused("cast", cast, self.present);
        }
        if self.written_approve > absent {
            return refused("written", u64::from(self.written_approve), absent);
        }
        Ok(())
    }
}
