//! Questions about people that several features ask.

use std::collections::HashMap;

use chrono::NaiveDate;
use gongjian_domain::id::Id;
use gongjian_domain::kinds::{OrganisationId, Person, PersonId, SideId};
use gongjian_domain::people::stage::Stage;
use gongjian_tables::{membership, person, reading};
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, OnConflict, Order, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use crate::account::store::ends_after;
use crate::clock::Clock;
use crate::db::{StoreError, Tx, named};
use crate::policy::Thing;

/// A person as it is kept.
pub use gongjian_tables::person::Model as Row;

/// The name of a person.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn name_of(tx: &Tx, person: PersonId) -> Result<Option<String>, StoreError> {
    Ok(person::Entity::find_by_id(person.uuid())
        .select_only()
        .column(person::Column::Name)
        .into_tuple()
        .one(tx)
        .await?)
}

/// The names of `people`.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn names(
    tx: &Tx,
    people: impl IntoIterator<Item = PersonId>,
) -> Result<HashMap<PersonId, String>, StoreError> {
    named(tx, "person", people).await
}

/// The organisations a person belongs to on `day`, the oldest membership first, each with the side of a joint branch.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn places_of(
    tx: &Tx,
    person: PersonId,
    day: NaiveDate,
) -> Result<Vec<(OrganisationId, Option<SideId>)>, StoreError> {
    let places: Vec<(Uuid, Option<Uuid>)> = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person.uuid()))
        .filter(
            Condition::any()
                .add(membership::Column::FromOn.is_null())
                .add(membership::Column::FromOn.lte(day)),
        )
        .filter(ends_after(membership::Column::UntilOn, day))
        .select_only()
        .columns([membership::Column::OrganisationId, membership::Column::SideId])
        .order_by_asc(membership::Column::Id)
        .into_tuple()
        .all(tx)
        .await?;
    Ok(places.into_iter().map(|(id, side)| (id.into(), side.map(SideId::from))).collect())
}

/// The person, ready to be asked about at the door.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn thing(tx: &Tx, id: PersonId, today: NaiveDate) -> Result<Option<Thing<Person>>, StoreError> {
    let question = Query::select()
        .columns([("m", "organisation_id"), ("m", "side_id"), ("above", "ancestor_id")])
        .from_as("person", "p")
        .join_as(
            JoinType::LeftJoin,
            "membership",
            "m",
            Expr::col(("m", "person_id")).equals(("p", "id")).and(holds_on("m", today)),
        )
        .join_as(
            JoinType::LeftJoin,
            "organisation_ancestor",
            "above",
            Expr::col(("above", "organisation_id")).equals(("m", "organisation_id")),
        )
        .and_where(Expr::col(("p", "id")).eq(id.uuid()))
        .order_by(("m", "id"), Order::Asc)
        .order_by(("above", "depth"), Order::Asc)
        .take();
    let rows = tx.query_all(&question).await?;
    if rows.is_empty() {
        return Ok(None);
    }
    let (mut organisations, mut sides, mut within) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        add_once(&mut organisations, row.try_get_by_index(0)?);
        add_once(&mut sides, row.try_get_by_index(1)?);
        add_once(&mut within, row.try_get_by_index(2)?);
    }
    Ok(Some(Thing::person(id, &organisations, &within).on_sides(&sides)))
}

fn add_once<T>(ids: &mut Vec<Id<T>>, id: Option<Uuid>) {
    let Some(id) = id.map(Id::from_uuid) else { return };
    if !ids.contains(&id) {
        ids.push(id);
    }
}

/// That the period of the row called `row` (its `from_on` and `until_on`) holds on `day`.
pub(crate) fn holds_on(row: &'static str, day: NaiveDate) -> Expr {
    let begun = Expr::col((row, "from_on")).is_null().or(Expr::col((row, "from_on")).lte(day));
    let open = Expr::col((row, "until_on")).is_null().or(Expr::col((row, "until_on")).gt(day));
    begun.and(open)
}

/// The stage of the person called `p`: as the register says today, or by the dates on an earlier day.
///
/// The same answer as [`Standing::stage_on_with`](gongjian_domain::people::stage::Standing::stage_on_with),
/// for whole queries; a test holds the two together.
pub(crate) fn stage_on(day: Option<NaiveDate>) -> Expr {
    let Some(day) = day else { return Expr::col(("p", "stage")) };
    let date_of = |stage: Stage| match stage {
        Stage::Applicant => "applied_on",
        Stage::Activist => "activist_on",
        Stage::Target => "target_on",
        Stage::Probationary => "joined_on",
        Stage::Full => "full_on",
    };
    let nothing_ahead = Stage::ALL.into_iter().fold(Expr::val(1).eq(1), |all, stage| {
        let column = || Expr::col(("p", date_of(stage)));
        all.and(column().is_null().or(column().lte(day)))
    });
    let mut furthest_first = Stage::ALL.into_iter().rev().map(|stage| {
        let date = || Expr::col(("p", date_of(stage)));
        let undated = Expr::col(("p", "stage")).eq(stage.as_str()).and(date().is_null());
        (date().lte(day).or(undated.and(nothing_ahead.clone())), stage.as_str())
    });
    let Some((reached, word)) = furthest_first.next() else { return Expr::val(Option::<String>::None) };
    furthest_first.fold(Expr::case(reached, word), |case, (reached, word)| case.case(reached, word)).into()
}

/// Notes that `reader` opened the file of `person` today, once a day; `revealed` when masked values were shown.
/// Whoever opens the own file is not noted.
///
/// # Errors
///
/// When the database refuses.
pub async fn note_readings(
    tx: &Tx,
    clock: &Clock,
    reader: PersonId,
    people: impl IntoIterator<Item = PersonId>,
    revealed: bool,
) -> Result<(), StoreError> {
    /// Rows of one statement: far below the number of values either database takes.
    const AT_ONCE: usize = 500;
    let (on_day, first_at) = (clock.today(), clock.now());
    let rows: Vec<reading::ActiveModel> = people
        .into_iter()
        .filter(|person| *person != reader)
        .map(|person| reading::ActiveModel {
            person_id: Set(person.uuid()),
            reader_id: Set(reader.uuid()),
            on_day: Set(on_day),
            first_at: Set(first_at),
            revealed: Set(revealed),
        })
        .collect();
    let key = [reading::Column::PersonId, reading::Column::ReaderId, reading::Column::OnDay];
    for rows in rows.chunks(AT_ONCE) {
        let mut again = OnConflict::columns(key);
        if revealed {
            again.update_column(reading::Column::Revealed);
        } else {
            again.do_nothing();
        }
        reading::Entity::insert_many(rows.to_vec()).on_conflict(again).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Whether `reader` has been noted in the file of `person` today.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn has_read(
    tx: &Tx,
    reader: PersonId,
    person: PersonId,
    today: NaiveDate,
) -> Result<bool, StoreError> {
    let noted = reading::Entity::find_by_id((person.uuid(), reader.uuid(), today)).one(tx).await?;
    Ok(noted.is_some())
}
