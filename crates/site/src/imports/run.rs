//! One file somebody brought: what it is, how far it has come, which steps are open to it.

use chrono::{DateTime, Utc};
use gongjian_domain::kinds::{ImportId, OrganisationId};
use gongjian_domain::reason::Reason;
use gongjian_papers::check::FoundHeader;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// What a file brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// People of an organisation and of those below it.
    Roster,
    /// Units and Party organisations.
    Organisations,
}

impl Kind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::Roster, Self::Organisations];

    /// The word stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Roster => "roster",
            Self::Organisations => "organisations",
        }
    }

    /// The kind stored as `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The file is being read.
    Reading,
    /// Every row is judged; somebody has to decide.
    Previewed,
    /// The good rows were taken over.
    Committed,
    /// Nothing was taken over.
    Discarded,
    /// What was taken over was taken back.
    Undone,
    /// The file could not be read.
    Failed,
}

impl State {
    /// All states.
    pub const ALL: [Self; 6] =
        [Self::Reading, Self::Previewed, Self::Committed, Self::Discarded, Self::Undone, Self::Failed];

    /// The word stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Previewed => "previewed",
            Self::Committed => "committed",
            Self::Discarded => "discarded",
            Self::Undone => "undone",
            Self::Failed => "failed",
        }
    }

    /// The state stored as `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Takes the rows over. Legal once, after the preview.
    ///
    /// # Errors
    ///
    /// Why not, as a sentence.
    pub fn commit(self) -> Result<Self, Reason> {
        match self {
            Self::Previewed => Ok(Self::Committed),
            Self::Reading => Err(Reason::new("import-still-reading")),
            Self::Committed => Err(Reason::new("import-already-committed")),
            Self::Discarded | Self::Undone | Self::Failed => Err(Reason::new("import-already-ended")),
        }
    }

    /// Drops the file. Legal as long as nothing was taken over; also while a file is read that never ends.
    ///
    /// # Errors
    ///
    /// Why not, as a sentence.
    pub fn discard(self) -> Result<Self, Reason> {
        match self {
            Self::Previewed | Self::Reading => Ok(Self::Discarded),
            Self::Committed => Err(Reason::new("import-already-committed")),
            Self::Discarded | Self::Undone | Self::Failed => Err(Reason::new("import-already-ended")),
        }
    }

    /// Takes back what was taken over.
    ///
    /// # Errors
    ///
    /// Why not, as a sentence.
    pub fn undo(self) -> Result<Self, Reason> {
        match self {
            Self::Committed => Ok(Self::Undone),
            Self::Undone => Err(Reason::new("import-already-undone")),
            Self::Reading | Self::Previewed | Self::Discarded | Self::Failed => {
                Err(Reason::new("import-nothing-to-undo"))
            }
        }
    }
}

/// Rows by what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
pub struct Counts {
    /// Rows of data: blank rows, titles and notes are none.
    pub rows: u32,
    /// Not yet in the register.
    pub new: u32,
    /// In the register with other values.
    pub changed: u32,
    /// In the register as they are.
    pub unchanged: u32,
    /// Not taken over.
    pub refused: u32,
}

impl Counts {
    /// New and changed rows: what a commit takes over.
    #[must_use]
    pub fn accepted(&self) -> u32 {
        self.new + self.changed
    }
}

/// One import.
#[derive(Debug, Clone)]
pub struct Run {
    /// Its id.
    pub id: ImportId,
    /// What the file brings.
    pub kind: Kind,
    /// For which organisation; none for units and organisations themselves.
    pub organisation: Option<OrganisationId>,
    /// What the file was called.
    pub file_name: String,
    /// How far it has come.
    pub state: State,
    /// Its rows, once they are judged.
    pub counts: Counts,
    /// The tables found in the file.
    pub tables: Vec<FoundHeader>,
    /// Sheets that were not read, and why.
    pub skipped: Vec<Reason>,
    /// Why the file as a whole was refused.
    pub failure: Option<Reason>,
    /// The job that reads it.
    pub job: Option<Uuid>,
    /// Who brought it; none for the operator.
    pub created_by: Option<Uuid>,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When its rows were taken over.
    pub committed_at: Option<DateTime<Utc>>,
    /// When it was discarded, undone or given up.
    pub ended_at: Option<DateTime<Utc>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stored_is_read_back() {
        assert!(State::ALL.into_iter().all(|state| State::parse(state.as_str()) == Some(state)));
        assert!(Kind::ALL.into_iter().all(|kind| Kind::parse(kind.as_str()) == Some(kind)));
    }

    #[test]
    fn an_import_is_taken_over_once_and_taken_back_once() {
        let committed = State::Previewed.commit().unwrap();
        assert!(committed.commit().is_err() && committed.discard().is_err());
        let undone = committed.undo().unwrap();
        assert!(undone.undo().is_err() && undone.commit().is_err() && undone.discard().is_err());
        assert!(State::Reading.commit().is_err() && State::Failed.undo().is_err());
        assert_eq!(State::Reading.discard(), Ok(State::Discarded));
    }
}
