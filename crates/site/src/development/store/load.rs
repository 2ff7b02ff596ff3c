//! A case put together from its rows.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use gongjian_domain::development::{
    Case, CaseStanding, Exit, Former, Judge, Length, Recorded, Taken, TakenBack, Tally, Window,
};
use gongjian_domain::kinds::{CaseId, DevelopmentCase, MeetingId, OrganisationId, PersonId, SideId};
use gongjian_domain::people::stage::Stage;
use gongjian_tables::{development_case, development_correction, development_step, person};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::db::{StoreError, Tx};
use crate::organisation;
use crate::policy::Thing;

/// A case as it stands in the database, with what the door asks about it.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its id.
    pub id: CaseId,
    /// Whose it is.
    pub person: PersonId,
    /// The person's name.
    pub name: String,
    /// The branch.
    pub organisation: OrganisationId,
    /// The side of a joint branch the person is on.
    pub side: Option<SideId>,
    /// The branch and everything above it, nearest first.
    pub within: Vec<OrganisationId>,
    /// The case.
    pub case: Case,
    /// The record of each step of [`Case::taken`], in the same order.
    pub records: Vec<Record>,
    /// The record of each step of [`Case::taken_back`], in the same order.
    pub taken_back: Vec<Record>,
    /// Records of steps the chart in use does not know. They are kept and shown, and judged by nobody.
    pub others: Vec<Record>,
    /// That the person left, as often as it was recorded, the earliest first.
    pub exits: Vec<ExitLine>,
    /// Goes up with every change.
    pub revision: i32,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
    /// The day it was opened.
    pub opened_on: NaiveDate,
    /// Who opened it.
    pub opened_by: PersonId,
}

/// What stands beside a step: who recorded it, for whom, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The record's id.
    pub id: Uuid,
    /// The step's id in the chart.
    pub step: String,
    /// The day it was taken.
    pub on: NaiveDate,
    /// The meeting it was taken on.
    pub meeting: Option<MeetingId>,
    /// Where it was, as it was typed.
    pub place: Option<String>,
    /// The organisation on whose behalf.
    pub organisation: OrganisationId,
    /// The side on whose behalf.
    pub side: Option<SideId>,
    /// A note, sealed.
    pub note_sealed: Option<Vec<u8>>,
    /// Who recorded it.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who took it back and when.
    pub taken_back: Option<(PersonId, DateTime<Utc>)>,
    /// The corrections, the earliest first.
    pub corrections: Vec<CorrectionLine>,
}

/// One correction of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionLine {
    /// The day as it was.
    pub was_on: NaiveDate,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
}

/// That the person left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExitLine {
    /// The record's id.
    pub id: Uuid,
    /// The way.
    pub exit: Exit,
    /// The day.
    pub on: NaiveDate,
    /// Why.
    pub reason: String,
    /// Who recorded it.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who took it back, when and why.
    pub taken_back: Option<(PersonId, DateTime<Utc>, String)>,
}

impl Found {
    /// The case, ready to be asked about at the door.
    #[must_use]
    pub fn thing(&self) -> Thing<DevelopmentCase> {
        Thing::case(self.id, self.organisation, &self.within, self.side, self.person)
    }
}

/// The particulars of a step as they are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Particulars {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    window: Option<(NaiveDate, NaiveDate)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tally: Option<Tally>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    persons: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sides: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    days: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hours: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    months: Option<u32>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    special: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<String>,
}

impl Particulars {
    pub(super) fn of(recorded: &Recorded, place: Option<String>) -> Self {
        Self {
            window: recorded.window.map(|window| (window.from, window.to)),
            tally: recorded.tally,
            persons: recorded.persons,
            sides: recorded.sides,
            days: recorded.length.days,
            hours: recorded.length.hours,
            months: recorded.length.months,
            special: recorded.special,
            place,
        }
    }

    fn recorded(&self, step: usize, on: NaiveDate) -> Recorded {
        Recorded {
            window: self.window.map(|(from, to)| Window { from, to }),
            tally: self.tally,
            persons: self.persons,
            sides: self.sides,
            length: Length { days: self.days, hours: self.hours, months: self.months },
            special: self.special,
            ..Recorded::new(step, on)
        }
    }

    fn read(table: &'static str, value: &serde_json::Value) -> Result<Self, StoreError> {
        Self::deserialize(value).map_err(|error| StoreError::row(table, format!("{:?}", error.classify())))
    }
}

/// The case with this id.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub async fn find(tx: &Tx, judge: &Judge<'_>, id: CaseId) -> Result<Option<Found>, StoreError> {
    match development_case::Entity::find_by_id(id.uuid()).one(tx).await? {
        Some(row) => load(tx, judge, row).await.map(Some),
        None => Ok(None),
    }
}

/// The same, held until the transaction ends: of two steps at once one waits for the other.
///
/// # Errors
///
/// As [`find`].
pub async fn find_locked(tx: &mut Tx, judge: &Judge<'_>, id: CaseId) -> Result<Option<Found>, StoreError> {
    match development_case::Entity::find_by_id(id.uuid()).lock_exclusive().one(tx).await? {
        Some(row) => load(tx, judge, row).await.map(Some),
        None => Ok(None),
    }
}

/// The running case of `person`, or else the last one.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn running_of(tx: &Tx, person: PersonId) -> Result<Option<CaseId>, StoreError> {
    let id: Option<Uuid> = development_case::Entity::find()
        .filter(development_case::Column::PersonId.eq(person.uuid()))
        .order_by_with_nulls(
            development_case::Column::RunningPersonId,
            sea_orm::Order::Asc,
            sea_orm::sea_query::NullOrdering::Last,
        )
        .order_by_desc(development_case::Column::Id)
        .limit(1)
        .select_only()
        .column(development_case::Column::Id)
        .into_tuple()
        .one(tx)
        .await?;
    Ok(id.map(CaseId::from))
}

/// Whether `person` has or had a case.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn has_case(tx: &Tx, person: PersonId) -> Result<bool, StoreError> {
    Ok(running_of(tx, person).await?.is_some())
}

pub(super) async fn load(
    tx: &Tx,
    judge: &Judge<'_>,
    row: development_case::Model,
) -> Result<Found, StoreError> {
    let steps = development_step::Entity::find()
        .filter(development_step::Column::CaseId.eq(row.id))
        .order_by_asc(development_step::Column::Id)
        .all(tx)
        .await?;
    let mut corrections: HashMap<Uuid, Vec<development_correction::Model>> = HashMap::new();
    let corrected = development_correction::Entity::find()
        .filter(development_correction::Column::StepId.is_in(steps.iter().map(|step| step.id)))
        .order_by_asc(development_correction::Column::Id)
        .all(tx)
        .await?;
    for one in corrected {
        corrections.entry(one.step_id).or_default().push(one);
    }
    let (name, born): (String, Option<NaiveDate>) = person::Entity::find_by_id(row.person_id)
        .select_only()
        .columns([person::Column::Name, person::Column::BornOn])
        .into_tuple()
        .one(tx)
        .await?
        .ok_or_else(|| odd("whose is it"))?;
    let standing =
        CaseStanding::stored(&row.standing, row.ended_on).ok_or_else(|| odd("no such standing"))?;
    let within = organisation::store::within(tx, row.organisation_id.into()).await?;
    let mut sorted = Sorted::default();
    for step in steps {
        let own = corrections.remove(&step.id).unwrap_or_default();
        sorted.add(judge, step, own)?;
    }
    let Sorted { taken, records, mut back, others, exits } = sorted;
    back.sort_by_key(|(_, record)| record.taken_back.map(|(_, at)| (at, record.id)));
    let (undone, taken_back) = back.into_iter().unzip();
    Ok(Found {
        id: row.id.into(),
        person: row.person_id.into(),
        name,
        organisation: row.organisation_id.into(),
        side: row.side_id.map(SideId::from),
        within,
        case: Case::restored(born, row.leaving_on, standing, taken, undone),
        records,
        taken_back,
        others,
        exits,
        revision: row.revision,
        changed_at: row.changed_at,
        opened_on: row.opened_on,
        opened_by: row.opened_by.into(),
    })
}

fn odd(why: &'static str) -> StoreError {
    StoreError::row("development_case", why)
}

/// The rows of a case by what they are.
#[derive(Default)]
struct Sorted {
    taken: Vec<Taken>,
    records: Vec<Record>,
    back: Vec<(TakenBack, Record)>,
    others: Vec<Record>,
    exits: Vec<ExitLine>,
}

impl Sorted {
    fn add(
        &mut self,
        judge: &Judge<'_>,
        row: development_step::Model,
        corrections: Vec<development_correction::Model>,
    ) -> Result<(), StoreError> {
        let back = row.taken_back_by.map(PersonId::from).zip(row.taken_back_at);
        if let Some(exit) = Exit::parse(&row.step) {
            let why = row.taken_back_reason.unwrap_or_default();
            self.exits.push(ExitLine {
                id: row.id,
                exit,
                on: row.taken_on,
                reason: row.reason.unwrap_or_default(),
                by: row.recorded_by.into(),
                at: row.recorded_at,
                taken_back: back.map(|(by, at)| (by, at, why)),
            });
            return Ok(());
        }
        let particulars = Particulars::read("development_step", &row.particulars)?;
        let record = Record {
            id: row.id,
            step: row.step,
            on: row.taken_on,
            meeting: row.meeting_id.map(MeetingId::from),
            place: particulars.place.clone(),
            organisation: row.organisation_id.into(),
            side: row.side_id.map(SideId::from),
            note_sealed: row.note_sealed,
            by: row.recorded_by.into(),
            at: row.recorded_at,
            taken_back: back,
            corrections: corrections.iter().map(correction).collect(),
        };
        let Some(place) = judge.chart().place(&record.step) else {
            self.others.push(record);
            return Ok(());
        };
        let former = |one: &development_correction::Model| {
            let was = Particulars::read("development_correction", &one.was_particulars)?;
            Ok(Former { was: was.recorded(place, one.was_on), reason: one.reason.clone() })
        };
        let taken = Taken {
            recorded: particulars.recorded(place, record.on),
            because: row.reason,
            carried: row.carried,
            former: corrections.iter().map(former).collect::<Result<_, StoreError>>()?,
        };
        match back {
            None => {
                self.taken.push(taken);
                self.records.push(record);
            }
            Some(_) => {
                let reason = row.taken_back_reason.unwrap_or_default();
                self.back.push((TakenBack { taken, reason }, record));
            }
        }
        Ok(())
    }
}

fn correction(row: &development_correction::Model) -> CorrectionLine {
    CorrectionLine { was_on: row.was_on, reason: row.reason.clone(), by: row.by_id.into(), at: row.at }
}

/// The word of a stage that a row holds.
pub(super) fn stage_word(stage: Option<Stage>) -> Option<String> {
    stage.map(|stage| stage.as_str().to_owned())
}
