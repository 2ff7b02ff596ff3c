//! The site as it was: the same database at an earlier time, so that each act bears its own date.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveTime};
use gongjian_domain::kinds::{OrganisationId, PersonId, UnitId};

use super::days::Days;
use super::{DemoError, store};
use crate::clock::{self, Clock};
use crate::policy::Actor;
use crate::{Site, job, organisation};

/// How many ids one walk may make: far more than any makes, so that no two walks make the same.
const IDS_OF_A_WALK: u64 = 1 << 40;

/// A walk through the past, forwards only.
pub(super) struct Past {
    /// The site at the moment the walk has come to.
    pub(super) site: Site,
}

impl Past {
    /// A walk that begins when the installation was opened. Each has another number: 1, 2, 3 …
    pub(super) fn of(site: &Site, days: &Days, number: u64) -> Self {
        let moment = clock::moment_of(days.opened.and_time(NaiveTime::MIN));
        Self { site: site.at(Clock::frozen(moment, number * IDS_OF_A_WALK)) }
    }

    /// Walks on to this hour of `day`; stays where it is when that has passed.
    pub(super) fn go(&self, day: NaiveDate, hour: u32) {
        let time = NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        let ahead = clock::moment_of(day.and_time(time)) - self.site.clock.now();
        if ahead > chrono::TimeDelta::zero() {
            self.site.clock.advance(ahead);
        }
    }

    /// Does the jobs that were due by now.
    pub(super) async fn work(&self) -> Result<(), DemoError> {
        job::run_due(&self.site).await?;
        Ok(())
    }

    /// `person` with what was held then.
    pub(super) async fn actor(&self, person: PersonId) -> Result<Actor, DemoError> {
        Ok(self.site.actor_of(person, false).await?)
    }

    /// The organisation with this code.
    pub(super) async fn organisation(&self, code: &str) -> Result<OrganisationId, DemoError> {
        let found = organisation::store::by_code(&self.site.db.read(), code).await?;
        found.ok_or_else(|| DemoError::data(format!("there is no organisation {code}")))
    }

    /// Everybody on a roster by number, and every unit by name.
    pub(super) async fn known(&self) -> Result<Known, DemoError> {
        let tx = self.site.db.read();
        Ok(Known { people: store::people(&tx).await?, units: store::units(&tx).await? })
    }
}

/// Whom and what the register knows.
pub(super) struct Known {
    people: HashMap<String, PersonId>,
    units: HashMap<String, UnitId>,
}

impl Known {
    /// Whoever has this number.
    pub(super) fn person(&self, number: &str) -> Result<PersonId, DemoError> {
        let found = self.people.get(number).copied();
        found.ok_or_else(|| DemoError::data(format!("nobody has the number {number}")))
    }

    /// The unit with this name.
    pub(super) fn unit(&self, name: &str) -> Result<UnitId, DemoError> {
        let found = self.units.get(name).copied();
        found.ok_or_else(|| DemoError::data(format!("there is no unit {name}")))
    }
}
