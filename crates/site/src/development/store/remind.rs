//! What reminders need: steps that come due, what was reminded of before, and whose turn a step is in a branch.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use gongjian_domain::kinds::{OrganisationId, PersonId, SideId};
use gongjian_tables::{development_case, development_due, development_reminder, office};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::save::committees;
use crate::account::store::ends_after;
use crate::clock::Clock;
use crate::db::{StoreError, Tx};
use crate::organisation;
use crate::policy::OfficeName;

/// A step that comes due, with everything a reminder needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::development) struct ComingDue {
    pub(in crate::development) case: Uuid,
    pub(in crate::development) person: PersonId,
    pub(in crate::development) step: String,
    pub(in crate::development) actor: String,
    pub(in crate::development) on: NaiveDate,
    pub(in crate::development) organisation: OrganisationId,
    pub(in crate::development) side: Option<SideId>,
}

/// Steps due on `last` or before, after `after` in the order of their cases; at most `most`.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::development) async fn coming_due(
    tx: &Tx,
    last: NaiveDate,
    after: Option<(Uuid, &str)>,
    most: u64,
) -> Result<Vec<ComingDue>, StoreError> {
    use development_due::Column as C;
    let mut question = development_due::Entity::find().filter(C::DueOn.lte(last));
    if let Some((case, step)) = after {
        let same_case = Condition::all().add(C::CaseId.eq(case)).add(C::Step.gt(step));
        question = question.filter(Condition::any().add(C::CaseId.gt(case)).add(same_case));
    }
    let rows = question.order_by_asc(C::CaseId).order_by_asc(C::Step).limit(most).all(tx).await?;
    let people: Vec<(Uuid, Uuid)> = development_case::Entity::find()
        .filter(development_case::Column::Id.is_in(rows.iter().map(|row| row.case_id)))
        .select_only()
        .columns([development_case::Column::Id, development_case::Column::PersonId])
        .into_tuple()
        .all(tx)
        .await?;
    let people: HashMap<Uuid, Uuid> = people.into_iter().collect();
    let line = |row: development_due::Model| {
        Some(ComingDue {
            case: row.case_id,
            person: (*people.get(&row.case_id)?).into(),
            step: row.step,
            actor: row.actor,
            on: row.due_on?,
            organisation: row.organisation_id.into(),
            side: row.side_id.map(SideId::from),
        })
    };
    Ok(rows.into_iter().filter_map(line).collect())
}

/// What somebody was reminded of already: case, step, day and how soon it was.
pub(in crate::development) type Reminded = HashSet<(Uuid, String, NaiveDate, String)>;

/// What was reminded of in these cases.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::development) async fn reminded(tx: &Tx, cases: &[Uuid]) -> Result<Reminded, StoreError> {
    let rows = development_reminder::Entity::find()
        .filter(development_reminder::Column::CaseId.is_in(cases.iter().copied()))
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|row| (row.case_id, row.step, row.due_on, row.kind)).collect())
}

/// Notes that somebody is reminded of these: of each of them once, or the transaction fails.
///
/// # Errors
///
/// When the database refuses.
pub(in crate::development) async fn note_reminded(
    tx: &Tx,
    clock: &Clock,
    told: &[(ComingDue, &'static str)],
) -> Result<(), StoreError> {
    if told.is_empty() {
        return Ok(());
    }
    let rows = told.iter().map(|(due, kind)| development_reminder::ActiveModel {
        case_id: Set(due.case),
        step: Set(due.step.clone()),
        due_on: Set(due.on),
        kind: Set((*kind).to_owned()),
        at: Set(clock.now()),
    });
    development_reminder::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Who acts for a branch and for what is above it.
#[derive(Debug, Clone, Default)]
pub(in crate::development) struct Acting {
    /// The secretaries of the branch, and of its sides.
    secretaries: Vec<(Option<SideId>, PersonId)>,
    /// The organisers of the committees above, the nearest first.
    organisers: Vec<Vec<PersonId>>,
}

impl Acting {
    /// The secretaries for somebody on `side`: the side's own, and those of the whole branch.
    pub(in crate::development) fn secretaries(&self, side: Option<SideId>) -> Vec<PersonId> {
        let own = self.secretaries.iter().filter(|(of, _)| of.is_none() || *of == side);
        own.map(|(_, person)| *person).collect()
    }

    /// The organisers of the committee `level` above the nearest one, or of the highest there is.
    pub(in crate::development) fn organisers(&self, level: usize) -> &[PersonId] {
        self.organisers.get(level).or(self.organisers.last()).map_or(&[], Vec::as_slice)
    }
}

/// Who acts for `branch` on `day`.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::development) async fn acting(
    tx: &Tx,
    branch: OrganisationId,
    day: NaiveDate,
) -> Result<Acting, StoreError> {
    let above: Vec<OrganisationId> =
        organisation::store::within(tx, branch).await?.into_iter().filter(|id| *id != branch).collect();
    let committees = committees(tx, &above).await?;
    let leads = [OfficeName::Secretary.as_str(), OfficeName::Organiser.as_str()];
    let rows = office::Entity::find()
        .filter(office::Column::OrganisationId.is_in(committees.iter().chain([&branch]).map(|id| id.uuid())))
        .filter(office::Column::Name.is_in(leads))
        .filter(office::Column::FromOn.lte(day))
        .filter(ends_after(office::Column::UntilOn, day))
        .order_by_asc(office::Column::Id)
        .all(tx)
        .await?;
    let holding = |of: OrganisationId, name: OfficeName| {
        rows.iter().filter(move |row| row.organisation_id == Some(of.uuid()) && row.name == name.as_str())
    };
    let secretaries = holding(branch, OfficeName::Secretary);
    let organisers = committees.iter().map(|committee| {
        holding(*committee, OfficeName::Organiser).map(|row| row.person_id.into()).collect::<Vec<PersonId>>()
    });
    Ok(Acting {
        secretaries: secretaries.map(|row| (row.side_id.map(SideId::from), row.person_id.into())).collect(),
        organisers: organisers.filter(|people| !people.is_empty()).collect(),
    })
}
