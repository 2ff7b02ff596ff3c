//! Reminders: once a night, whoever's turn a step is hears that it comes due, once for each time there is to say it.
//!
//! A step is told of a month before, a week before, on the day, and once when the day has passed. When it is noticed late,
//! only the most urgent is told. What was told is kept beside the case, in the transaction of the notice, so a night that is
//! tried again tells nobody twice.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::{Days, NaiveDate};
use gongjian_domain::kinds::{OrganisationId, PersonId};
use gongjian_domain::rule::StepActor;

use super::store::{self, Acting, ComingDue};
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::meeting::notice::{self, CaseNotice, Word};

/// Days before the last day in time at which people hear of it first.
const MONTH: u64 = 30;
/// Days before it at which they hear of it again.
const WEEK: i64 = 7;
/// Steps looked at in one transaction.
const AT_ONCE: u64 = 200;

/// How soon a step is due: the word kept, and the one told.
const fn how_soon(days_left: i64) -> (&'static str, Word) {
    match days_left {
        ..0 => ("overdue", Word::CaseOverdue),
        0 => ("today", Word::CaseToday),
        1..=WEEK => ("week", Word::CaseWeek),
        _ => ("month", Word::CaseMonth),
    }
}

/// Reminds everybody of what comes due, as of today.
///
/// # Errors
///
/// When the database refuses; what was told by then stays told.
pub async fn remind(site: &Site) -> Result<(), StoreError> {
    let today = site.clock.today();
    let last = today.checked_add_days(Days::new(MONTH)).unwrap_or(today);
    let mut branches: HashMap<OrganisationId, Acting> = HashMap::new();
    let mut after: Option<(uuid::Uuid, String)> = None;
    loop {
        let tx = site.db.read();
        let from = after.as_ref().map(|(case, step)| (*case, step.as_str()));
        let due = store::coming_due(&tx, last, from, AT_ONCE).await?;
        let Some(end) = due.last() else { return Ok(()) };
        after = Some((end.case, end.step.clone()));
        for one in &due {
            if let Entry::Vacant(place) = branches.entry(one.organisation) {
                place.insert(store::acting(&tx, one.organisation, today).await?);
            }
        }
        site.db.keep(async |tx| tell(tx, site, &due, &branches, today).await).await?;
    }
}

async fn tell(
    tx: &mut Tx,
    site: &Site,
    due: &[ComingDue],
    branches: &HashMap<OrganisationId, Acting>,
    today: NaiveDate,
) -> Result<(), StoreError> {
    let cases: Vec<_> = due.iter().map(|one| one.case).collect();
    let known = store::reminded(tx, &cases).await?;
    let mut told = Vec::new();
    let mut notices = Vec::new();
    for one in due {
        let (kind, word) = how_soon((one.on - today).num_days());
        if known.contains(&(one.case, one.step.clone(), one.on, kind.to_owned())) {
            continue;
        }
        let people = branches.get(&one.organisation).map(|acting| concerned(one, acting)).unwrap_or_default();
        notices.extend(people.into_iter().map(|person| CaseNotice {
            person,
            word,
            case: one.case.into(),
            step: one.step.clone(),
            on: one.on,
        }));
        told.push((one.clone(), kind));
    }
    store::note_reminded(tx, &site.clock, &told).await?;
    notice::tell_of_cases(tx, &site.clock, notices).await
}

/// Whose turn the step is. What the person has to do is also told to the secretary, who records it.
fn concerned(one: &ComingDue, acting: &Acting) -> Vec<PersonId> {
    let actor = StepActor::ALL.into_iter().find(|actor| actor.as_str() == one.actor);
    let mut people = match actor {
        Some(StepActor::Committee | StepActor::CommitteeOfficer) => acting.organisers(0).to_vec(),
        Some(StepActor::OrganisationDepartment) => acting.organisers(1).to_vec(),
        Some(StepActor::Applicant) => {
            let mut people = acting.secretaries(one.side);
            people.push(one.person);
            people
        }
        _ => acting.secretaries(one.side),
    };
    people.sort_unstable();
    people.dedup();
    people
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_from_a_month_before_has_one_word_and_the_words_only_grow_more_urgent() {
        let words: Vec<&str> = (-3..=30).rev().map(|days| how_soon(days).0).collect();
        let mut told = words.clone();
        told.dedup();
        assert_eq!(told, ["month", "week", "today", "overdue"]);
        let first =
            |word: &str| 30 - i64::try_from(words.iter().position(|one| *one == word).unwrap()).unwrap();
        assert_eq!([first("month"), first("week"), first("today"), first("overdue")], [30, 7, 0, -1]);
    }
}
