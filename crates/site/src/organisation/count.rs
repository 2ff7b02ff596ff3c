//! How many people stand at each stage.

use gongjian_domain::people::stage::Stage;
use serde::Serialize;
use utoipa::ToSchema;

/// People by stage.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct PeopleByStage {
    /// Full members.
    pub full: u32,
    /// Probationary members.
    pub probationary: u32,
    /// Development targets.
    pub target: u32,
    /// Activists.
    pub activist: u32,
    /// Applicants.
    pub applicant: u32,
    /// People without a stage.
    pub none: u32,
}

impl PeopleByStage {
    /// Counts `people` more at the stage with this word.
    pub fn add(&mut self, stage: Option<&str>, people: u32) {
        let place = match stage.and_then(Stage::parse) {
            Some(Stage::Full) => &mut self.full,
            Some(Stage::Probationary) => &mut self.probationary,
            Some(Stage::Target) => &mut self.target,
            Some(Stage::Activist) => &mut self.activist,
            Some(Stage::Applicant) => &mut self.applicant,
            None => &mut self.none,
        };
        *place = place.saturating_add(people);
    }

    /// Counts everybody of `other` too.
    pub fn join(&mut self, other: &Self) {
        for stage in Stage::ALL {
            self.add(Some(stage.as_str()), other.at(stage));
        }
        self.add(None, other.none);
    }

    /// People at `stage`.
    #[must_use]
    pub fn at(&self, stage: Stage) -> u32 {
        match stage {
            Stage::Full => self.full,
            Stage::Probationary => self.probationary,
            Stage::Target => self.target,
            Stage::Activist => self.activist,
            Stage::Applicant => self.applicant,
        }
    }

    /// Full and probationary members.
    #[must_use]
    pub fn members(&self) -> u32 {
        self.full + self.probationary
    }

    /// Everybody.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.members() + self.target + self.activist + self.applicant + self.none
    }
}
