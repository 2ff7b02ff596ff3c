//! Saving a change of a case: its record, the register's days, what is open next, and the ledger's entry.

use chrono::{DateTime, NaiveDate, Utc};
use gongjian_domain::development::{Case, CaseStanding, Exit, Judge};
use gongjian_domain::kinds::{CaseId, MeetingId, OrganisationId, PersonId, SideId};
use gongjian_domain::people::stage::Standing;
use gongjian_tables::{
    development_case, development_correction, development_step, party_organisation, person,
};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::{Value, json};
use uuid::Uuid;

use super::due::{self, Place};
use super::load::{Found, Particulars, stage_word};
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::policy::{Action, Permit};

/// On whose behalf a step is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Behalf {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The side of it.
    pub side: Option<SideId>,
}

/// What is recorded beside a step.
#[derive(Debug, Clone, Default)]
pub struct NewRecord {
    /// The meeting it was taken on.
    pub meeting: Option<MeetingId>,
    /// Where it was.
    pub place: Option<String>,
    /// A note, sealed.
    pub note_sealed: Option<Vec<u8>>,
}

/// What was done to a case.
#[derive(Debug, Clone)]
pub enum Change {
    /// The last step of the case after the change was taken.
    Taken(Behalf, NewRecord),
    /// The last step of the case before the change was taken back.
    TakenBack {
        /// Why.
        reason: String,
    },
    /// The record at this place was corrected.
    Corrected {
        /// Its place.
        place: usize,
        /// Why.
        reason: String,
    },
    /// The person left.
    Left {
        /// The way.
        exit: Exit,
        /// The day.
        on: NaiveDate,
        /// Why.
        reason: String,
        /// On whose behalf.
        behalf: Behalf,
    },
    /// That the person left was taken back.
    Resumed {
        /// Why.
        reason: String,
    },
    /// The day of leaving the unit became known or changed.
    Leaving,
}

impl Change {
    /// What it changes, by the ledger's names.
    const fn field(&self) -> &'static str {
        match self {
            Self::Taken(..) => "step",
            Self::TakenBack { .. } => "step_taken_back",
            Self::Corrected { .. } => "step_corrected",
            Self::Left { .. } | Self::Resumed { .. } => "standing",
            Self::Leaving => "leaving_on",
        }
    }
}

/// Who changes it, and when.
#[derive(Clone, Copy)]
struct Trace {
    by: Uuid,
    at: DateTime<Utc>,
}

/// The committees above a branch, the nearest first: `within` is the branch and everything above it.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn committees(tx: &Tx, within: &[OrganisationId]) -> Result<Vec<OrganisationId>, StoreError> {
    let ids: Vec<Uuid> = party_organisation::Entity::find()
        .filter(party_organisation::Column::Id.is_in(within.iter().map(|id| id.uuid())))
        .filter(party_organisation::Column::Kind.eq("committee"))
        .select_only()
        .column(party_organisation::Column::Id)
        .into_tuple()
        .all(tx)
        .await?;
    Ok(within.iter().copied().filter(|id| ids.contains(&id.uuid())).collect())
}

/// Opens `case` for `person`, with the days of its steps in the register.
///
/// # Errors
///
/// When the database refuses; [`StoreError::is_taken`] when the person has a running case.
pub async fn open<A: Action>(
    tx: &mut Tx,
    site: &Site,
    judge: &Judge<'_>,
    permit: &Permit<A>,
    by: PersonId,
    (person, of): (PersonId, Behalf),
    case: &Case,
) -> Result<CaseId, StoreError> {
    let id: CaseId = site.clock.id();
    let row = development_case::ActiveModel {
        id: Set(id.uuid()),
        person_id: Set(person.uuid()),
        organisation_id: Set(of.organisation.uuid()),
        side_id: Set(of.side.map(Uuid::from)),
        standing: Set(case.standing().as_str().to_owned()),
        stage: Set(stage_word(case.course().stage(judge.chart()))),
        running_person_id: Set(Some(person.uuid())),
        leaving_on: Set(case.course().leaving),
        opened_on: Set(site.clock.today()),
        opened_by: Set(by.uuid()),
        revision: Set(1),
        changed_at: Set(site.clock.now()),
        ended_on: Set(None),
    };
    development_case::Entity::insert(row).exec_without_returning(tx).await?;
    let trace = Trace { by: by.uuid(), at: site.clock.now() };
    for place in 0..case.taken().len() {
        let at = StepPlace { case: id, place, behalf: of };
        insert_step(tx, site, judge, case, at, NewRecord::default(), trace).await?;
    }
    let due = Place { id: id.uuid(), organisation: of.organisation.uuid(), side: of.side.map(Uuid::from) };
    due::derive(tx, judge, &site.clock, due, case).await?;
    register(tx, judge, person, None, case).await?;
    let mut act = permit.act().about("DevelopmentCase", id).in_chain(of.organisation);
    if let Some(side) = of.side {
        act = act.for_side(side);
    }
    tx.record(&site.clock, act.changed(&["case"], values(judge, person, case)?));
    Ok(id)
}

/// Saves what a change made of `before`.
///
/// # Errors
///
/// When the database refuses; [`StoreError::is_taken`] when the person has another running case by now.
pub async fn save<A: Action>(
    tx: &mut Tx,
    site: &Site,
    judge: &Judge<'_>,
    permit: &Permit<A>,
    before: &Found,
    after: &Case,
    change: Change,
) -> Result<(), StoreError> {
    let by = permit.actor().person().ok_or_else(|| StoreError::row("development_step", "nobody did it"))?;
    let trace = Trace { by: by.uuid(), at: site.clock.now() };
    let (field, behalf) = (change.field(), before.side);
    write(tx, site, judge, before, after, change, trace).await?;
    save_row(tx, site, judge, before, after).await?;
    let place = Place {
        id: before.id.uuid(),
        organisation: before.organisation.uuid(),
        side: before.side.map(Uuid::from),
    };
    due::derive(tx, judge, &site.clock, place, after).await?;
    register(tx, judge, before.person, Some(&before.case), after).await?;
    let mut act = permit.act();
    if let Some(side) = behalf {
        act = act.for_side(side);
    }
    tx.record(&site.clock, act.changed(&[field], values(judge, before.person, after)?));
    Ok(())
}

async fn write(
    tx: &mut Tx,
    site: &Site,
    judge: &Judge<'_>,
    before: &Found,
    after: &Case,
    change: Change,
    trace: Trace,
) -> Result<(), StoreError> {
    let gone = || StoreError::row("development_step", "the record is gone");
    match change {
        Change::Taken(behalf, new) => {
            let place = after.taken().len().checked_sub(1).ok_or_else(gone)?;
            let at = StepPlace { case: before.id, place, behalf };
            insert_step(tx, site, judge, after, at, new, trace).await
        }
        Change::TakenBack { reason } => {
            take_back(tx, before.records.last().ok_or_else(gone)?.id, &reason, trace).await
        }
        Change::Resumed { reason } => {
            let open = before.exits.iter().rev().find(|exit| exit.taken_back.is_none());
            take_back(tx, open.ok_or_else(gone)?.id, &reason, trace).await
        }
        Change::Corrected { place, reason } => {
            let record = before.records.get(place).ok_or_else(gone)?;
            let old = before.case.taken().get(place).ok_or_else(gone)?.recorded;
            let new = after.taken().get(place).ok_or_else(gone)?.recorded;
            let was = json_of(&Particulars::of(&old, record.place.clone()))?;
            let row = development_correction::ActiveModel {
                id: Set(site.clock.uuid()),
                step_id: Set(record.id),
                was_on: Set(old.on),
                was_particulars: Set(was),
                reason: Set(reason),
                by_id: Set(trace.by),
                at: Set(trace.at),
            };
            development_correction::Entity::insert(row).exec_without_returning(tx).await?;
            let now = json_of(&Particulars::of(&new, record.place.clone()))?;
            development_step::Entity::update_many()
                .col_expr(development_step::Column::TakenOn, Expr::value(new.on))
                .col_expr(development_step::Column::Particulars, Expr::value(now))
                .filter(development_step::Column::Id.eq(record.id))
                .exec(tx)
                .await?;
            Ok(())
        }
        Change::Left { exit, on, reason, behalf } => {
            let row = development_step::ActiveModel {
                step: Set(exit.as_str().to_owned()),
                taken_on: Set(on),
                particulars: Set(json!({})),
                carried: Set(false),
                reason: Set(Some(reason)),
                ..blank(site, before.id, behalf, trace)
            };
            development_step::Entity::insert(row).exec_without_returning(tx).await?;
            Ok(())
        }
        Change::Leaving => Ok(()),
    }
}

fn blank(site: &Site, case: CaseId, behalf: Behalf, trace: Trace) -> development_step::ActiveModel {
    development_step::ActiveModel {
        id: Set(site.clock.uuid()),
        case_id: Set(case.uuid()),
        meeting_id: Set(None),
        organisation_id: Set(behalf.organisation.uuid()),
        side_id: Set(behalf.side.map(Uuid::from)),
        note_sealed: Set(None),
        recorded_by: Set(trace.by),
        recorded_at: Set(trace.at),
        taken_back_by: Set(None),
        taken_back_at: Set(None),
        taken_back_reason: Set(None),
        ..Default::default()
    }
}

/// Where the step to be written stands in its case, and for whom it was taken.
struct StepPlace {
    case: CaseId,
    place: usize,
    behalf: Behalf,
}

async fn insert_step(
    tx: &mut Tx,
    site: &Site,
    judge: &Judge<'_>,
    case: &Case,
    at: StepPlace,
    new: NewRecord,
    trace: Trace,
) -> Result<(), StoreError> {
    let gone = || StoreError::row("development_step", "there is no such step");
    let taken = case.taken().get(at.place).ok_or_else(gone)?;
    let step = judge.chart().step(taken.recorded.step).ok_or_else(gone)?;
    let row = development_step::ActiveModel {
        step: Set(step.id.clone()),
        taken_on: Set(taken.recorded.on),
        particulars: Set(json_of(&Particulars::of(&taken.recorded, new.place))?),
        carried: Set(taken.carried),
        meeting_id: Set(new.meeting.map(Uuid::from)),
        reason: Set(taken.because.clone()),
        note_sealed: Set(new.note_sealed),
        ..blank(site, at.case, at.behalf, trace)
    };
    development_step::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

async fn take_back(tx: &Tx, id: Uuid, reason: &str, trace: Trace) -> Result<(), StoreError> {
    development_step::Entity::update_many()
        .col_expr(development_step::Column::TakenBackBy, Expr::value(Some(trace.by)))
        .col_expr(development_step::Column::TakenBackAt, Expr::value(Some(trace.at)))
        .col_expr(development_step::Column::TakenBackReason, Expr::value(Some(reason.to_owned())))
        .filter(development_step::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

async fn save_row(
    tx: &Tx,
    site: &Site,
    judge: &Judge<'_>,
    before: &Found,
    after: &Case,
) -> Result<(), StoreError> {
    let running = after.standing() == CaseStanding::Running;
    let row = development_case::ActiveModel {
        standing: Set(after.standing().as_str().to_owned()),
        stage: Set(stage_word(after.course().stage(judge.chart()))),
        running_person_id: Set(running.then(|| before.person.uuid())),
        leaving_on: Set(after.course().leaving),
        revision: Set(before.revision.saturating_add(1)),
        changed_at: Set(site.clock.now()),
        ended_on: Set(after.standing().ended_on()),
        ..Default::default()
    };
    let id = before.id.uuid();
    development_case::Entity::update_many()
        .set(row)
        .filter(development_case::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// The day of one stage.
type DayOf = fn(&Standing) -> Option<NaiveDate>;

/// Brings the person's days and stage in the register up to the case. What the case says nothing of stays as it is.
async fn register(
    tx: &Tx,
    judge: &Judge<'_>,
    id: PersonId,
    before: Option<&Case>,
    after: &Case,
) -> Result<(), StoreError> {
    use person::Column as C;
    let old = before.map(|case| case.dates(judge)).unwrap_or_default();
    let new = after.dates(judge);
    let pick: [(C, DayOf); 5] = [
        (C::AppliedOn, |dates| dates.applied_on),
        (C::ActivistOn, |dates| dates.activist_on),
        (C::TargetOn, |dates| dates.target_on),
        (C::JoinedOn, |dates| dates.joined_on),
        (C::FullOn, |dates| dates.full_on),
    ];
    let stage = |case: &Case| match case.standing() {
        CaseStanding::Running | CaseStanding::Completed { .. } => case.course().stage(judge.chart()),
        // Whoever has left is at no stage any more; the days tell how far the person had come.
        CaseStanding::Withdrawn { .. } | CaseStanding::Removed { .. } | CaseStanding::Cancelled { .. } => {
            None
        }
    };
    let mut update = person::Entity::update_many().filter(C::Id.eq(id.uuid()));
    let mut changed = false;
    for (column, day) in pick {
        if day(&old) != day(&new) {
            update = update.col_expr(column, Expr::value(day(&new)));
            changed = true;
        }
    }
    let (was, is) = (before.map(stage), stage(after));
    if was != Some(is) {
        update = update.col_expr(C::Stage, Expr::value(stage_word(is)));
        changed = true;
    }
    if changed {
        update.exec(tx).await?;
    }
    Ok(())
}

fn json_of(particulars: &Particulars) -> Result<Value, StoreError> {
    serde_json::to_value(particulars).map_err(|error| StoreError::row("development_step", error))
}

/// What the ledger's digest is made of: whose case, how it stands, and every step that holds.
fn values(judge: &Judge<'_>, person: PersonId, case: &Case) -> Result<Value, StoreError> {
    let step = |one: &gongjian_domain::development::Taken| {
        let id = judge.chart().step(one.recorded.step).map(|step| step.id.as_str());
        Ok(json!([id, one.recorded.on, json_of(&Particulars::of(&one.recorded, None))?, one.because]))
    };
    let steps = case.taken().iter().map(step).collect::<Result<Vec<_>, StoreError>>()?;
    Ok(json!([person, case.standing().as_str(), case.standing().ended_on(), case.course().leaving, steps]))
}
