//! What waits for one person: a question for each kind of duty, and the same counted.

use chrono::{Days, NaiveDate};
use gongjian_domain::kinds::{OrganisationId, PersonId};
use gongjian_domain::meeting::book::Month;
use gongjian_domain::meeting::{Kind, Word};
use gongjian_domain::organisation::unit::OrganisationKind;
use gongjian_domain::reason::Reason;
use gongjian_tables::{meeting, meeting_party, meeting_person, party_organisation};
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryTrait, Select};
use uuid::Uuid;

use super::{BranchLine, Coming};
use crate::db::{StoreError, Tx};
use crate::development::mentoring::store::{self as mentoring, MentorDuty};
use crate::founding::store as foundings;
use crate::meeting::theme_days::{self, ThemeDayLine};
use crate::organisation;
use crate::policy::{Actor, OfficeName};

/// Days ahead that "next" looks.
const AHEAD: u64 = 62;

/// Something that waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// What is to be done.
    pub word: &'static str,
    /// The meeting's title, or the branch's name.
    pub title: String,
    /// The branch.
    pub branch: String,
    /// The day of the meeting, or the last day in time.
    pub on: NaiveDate,
    /// The meeting; nil where there is none yet.
    pub meeting: Uuid,
    /// The branch.
    pub organisation: Uuid,
}

/// How many things wait for `actor`. Asked for every page, so it is one question that reads no rows.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn waiting_count(tx: &Tx, actor: &Actor, today: NaiveDate) -> Result<usize, StoreError> {
    let Some(person) = actor.person() else { return Ok(0) };
    let mut counts = vec![counted(unanswered(person, today)), counted(mentoring::owed_by(person, today))];
    let (branches, sides) = (secretary_of(actor), sides_of(actor));
    if !branches.is_empty() {
        counts.push(counted(duties(&branches, today)));
        counts.push(counted(without_theme_day(&branches, today)));
        counts.push(counted(mentoring::asked_consents(&branches)));
    }
    if !sides.is_empty() {
        counts.push(counted(unconfirmed(&sides)));
    }
    counts.extend(foundings::turns(actor)?.map(counted));
    let Some(sum) = counts.into_iter().reduce(ExprTrait::add) else { return Ok(0) };
    let row = tx.query_one(&Query::select().expr(sum).take()).await?;
    let sum: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0);
    Ok(usize::try_from(sum).unwrap_or(usize::MAX))
}

/// How many rows `found` has, as part of a greater question.
fn counted<E: EntityTrait>(found: Select<E>) -> Expr {
    let mut count = found.into_query();
    count.clear_selects().expr(Func::count(Expr::col(Asterisk)));
    Expr::SubQuery(None, Box::new(count.into()))
}

/// Everything of meetings that waits for `actor`, in no particular order.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub(super) async fn waiting(tx: &Tx, actor: &Actor, today: NaiveDate) -> Result<Vec<Waiting>, StoreError> {
    let Some(person) = actor.person() else { return Ok(Vec::new()) };
    let (branches, sides) = (secretary_of(actor), sides_of(actor));
    let mut found: Vec<(&'static str, meeting::Model)> = Vec::new();
    found.extend(unanswered(person, today).all(tx).await?.into_iter().map(|row| ("reply", row)));
    if !branches.is_empty() {
        for row in duties(&branches, today).all(tx).await? {
            found.push((duty(&row)?, row));
        }
    }
    if !sides.is_empty() {
        found.extend(unconfirmed(&sides).all(tx).await?.into_iter().map(|row| ("confirm", row)));
    }
    let names =
        organisation::store::names(tx, found.iter().map(|(_, row)| row.organisation_id.into())).await?;
    let mut waiting: Vec<Waiting> = found
        .into_iter()
        .map(|(word, row)| Waiting {
            word,
            branch: names.get(&row.organisation_id.into()).cloned().unwrap_or_default(),
            on: row.on_day,
            meeting: row.id,
            organisation: row.organisation_id,
            title: row.title,
        })
        .collect();
    if !branches.is_empty() {
        let bare = without_theme_day(&branches, today).all(tx).await?;
        waiting.extend(bare.into_iter().map(|row| Waiting {
            word: "plan",
            title: row.name.clone(),
            branch: row.name,
            on: Month::of(today).last_day(),
            meeting: Uuid::nil(),
            organisation: row.id,
        }));
    }
    Ok(waiting)
}

/// What waits for `actor` as a mentor, and as the secretary of a mentor's own organisation.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub(super) async fn mentoring(
    tx: &Tx,
    actor: &Actor,
    today: NaiveDate,
) -> Result<Vec<MentorDuty>, StoreError> {
    match actor.person() {
        Some(person) => mentoring::waiting(tx, person, &secretary_of(actor), today).await,
        None => Ok(Vec::new()),
    }
}

/// How many students `actor` is a mentor of today.
///
/// # Errors
///
/// When the database cannot be asked.
pub(super) async fn students(tx: &Tx, actor: &Actor, today: NaiveDate) -> Result<usize, StoreError> {
    match actor.person() {
        Some(person) => mentoring::students_count(tx, person, today).await,
        None => Ok(0),
    }
}

/// The organisations `actor` is secretary or deputy secretary of.
fn secretary_of(actor: &Actor) -> Vec<Uuid> {
    let offices = actor.held().offices.iter();
    let keeps = |name: OfficeName| matches!(name, OfficeName::Secretary | OfficeName::DeputySecretary);
    let mut own: Vec<Uuid> =
        offices.filter(|office| keeps(office.name)).map(|office| office.organisation.into()).collect();
    own.sort_unstable();
    own.dedup();
    own
}

/// The sides `actor` confirms for; a branch without sides under its own id.
fn sides_of(actor: &Actor) -> Vec<Uuid> {
    let offices = actor.held().offices.iter().filter(|office| office.name == OfficeName::Secretary);
    offices.map(|office| office.side.map_or(office.organisation.into(), Uuid::from)).collect()
}

/// Invitations `person` has not answered, of meetings that are still to come.
fn unanswered(person: PersonId, today: NaiveDate) -> Select<meeting::Entity> {
    let asked = Query::select()
        .column(meeting_person::Column::MeetingId)
        .from(meeting_person::Entity)
        .and_where(Expr::col(meeting_person::Column::PersonId).eq(person.uuid()))
        .and_where(Expr::col(meeting_person::Column::Reply).eq("pending"))
        .take();
    meeting::Entity::find()
        .filter(meeting::Column::Id.in_subquery(asked))
        .filter(meeting::Column::State.eq(Word::Invited.as_str()))
        .filter(meeting::Column::OnDay.gte(today))
}

/// Meetings of `branches` whose next step is their secretary's.
fn duties(branches: &[Uuid], today: NaiveDate) -> Select<meeting::Entity> {
    let open = [Word::Planned, Word::Held, Word::Minuted, Word::Returned].map(Word::as_str);
    meeting::Entity::find().filter(meeting::Column::OrganisationId.is_in(branches.iter().copied())).filter(
        Condition::any().add(meeting::Column::State.is_in(open)).add(
            Condition::all()
                .add(meeting::Column::State.eq(Word::Invited.as_str()))
                .add(meeting::Column::OnDay.lte(today)),
        ),
    )
}

fn duty(row: &meeting::Model) -> Result<&'static str, StoreError> {
    match Word::parse(&row.state) {
        Some(Word::Planned) => Ok("invite"),
        Some(Word::Invited) => Ok("presence"),
        Some(Word::Held) => Ok("minutes"),
        Some(Word::Minuted) => Ok("hand_in"),
        Some(Word::Returned) => Ok("mend"),
        Some(Word::Draft | Word::AwaitingConfirmation | Word::Confirmed | Word::Cancelled) | None => {
            Err(StoreError::row("meeting", "no duty in this state"))
        }
    }
}

/// Minutes that one of `sides` has still to confirm.
fn unconfirmed(sides: &[Uuid]) -> Select<meeting::Entity> {
    let unsigned = Query::select()
        .column(meeting_party::Column::MeetingId)
        .from(meeting_party::Entity)
        .and_where(Expr::col(meeting_party::Column::SideId).is_in(sides.iter().copied()))
        .and_where(Expr::col(meeting_party::Column::SignedBy).is_null())
        .take();
    meeting::Entity::find()
        .filter(meeting::Column::Id.in_subquery(unsigned))
        .filter(meeting::Column::State.eq(Word::AwaitingConfirmation.as_str()))
}

/// Those of `branches` that have no theme day this month, held or planned.
fn without_theme_day(branches: &[Uuid], today: NaiveDate) -> Select<party_organisation::Entity> {
    party_organisation::Entity::find()
        .filter(party_organisation::Column::Id.is_in(branches.iter().copied()))
        .filter(party_organisation::Column::Kind.is_in(OrganisationKind::BRANCHES))
        .filter(party_organisation::Column::DissolvedOn.is_null())
        .filter(party_organisation::Column::Id.not_in_subquery(of_month(branches, today)))
}

fn of_month(branches: &[Uuid], today: NaiveDate) -> SelectStatement {
    let month = Month::of(today);
    Query::select()
        .column(meeting::Column::OrganisationId)
        .from(meeting::Entity)
        .and_where(Expr::col(meeting::Column::OrganisationId).is_in(branches.iter().copied()))
        .and_where(Expr::col(meeting::Column::OnDay).between(month.first_day(), month.last_day()))
        .and_where(Expr::col(meeting::Column::State).ne(Word::Cancelled.as_str()))
        .and_where(Expr::col(meeting::Column::Kind).eq(Kind::ThemeDay.as_str()))
        .take()
}

/// The meetings that come next for `actor`.
///
/// # Errors
///
/// When the database cannot be asked.
pub(super) async fn coming(tx: &Tx, actor: &Actor, today: NaiveDate) -> Result<Vec<Coming>, StoreError> {
    let last = today.checked_add_days(Days::new(AHEAD)).unwrap_or(today);
    let rows = crate::meeting::store::calendar_of(tx, actor, today, last).await?;
    let alive = rows.into_iter().filter(|row| matches!(row.state, Word::Planned | Word::Invited));
    Ok(alive
        .map(|row| Coming {
            id: row.id.into(),
            title: row.title,
            on: row.on,
            starts_at: row.starts_at,
            place: row.place,
        })
        .collect())
}

/// The branches `actor` belongs to or holds an office in, with this month's theme day.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub(super) async fn branches(
    tx: &Tx,
    actor: &Actor,
    today: NaiveDate,
) -> Result<Vec<BranchLine>, StoreError> {
    let held = actor.held();
    let offices = held.offices.iter().map(|office| office.organisation);
    let own: Vec<OrganisationId> = held.member.iter().copied().chain(offices).collect();
    let lines = theme_days::of_branches(tx, own, today).await?;
    let line = |line: ThemeDayLine| {
        let sentence = Reason::new(&format!("home-branch-{}", line.standing.as_str()));
        let sentence = match line.on {
            Some(on) => sentence.with("on", on),
            None => sentence,
        };
        BranchLine { id: line.branch, name: line.name, line: sentence }
    };
    Ok(lines.into_iter().map(line).collect())
}
