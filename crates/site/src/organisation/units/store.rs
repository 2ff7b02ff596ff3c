//! Questions about units, and the changes to them.

use chrono::NaiveDate;
use gongjian_domain::kinds::{OrganisationId, Unit, UnitId};
use gongjian_tables::{party_organisation, side, side_unit, unit};
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Func, JoinType, Order, Query};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::clock::Clock;
use crate::db::{StoreError, Tx, rows, short_name};
use crate::organisation;
use crate::people::store::holds_on;
use crate::policy::actions::{ChangeUnit, CreateUnit};
use crate::policy::{Permit, Thing};

/// The row of a unit.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn find(tx: &Tx, id: UnitId) -> Result<Option<unit::Model>, StoreError> {
    Ok(unit::Entity::find_by_id(id.uuid()).one(tx).await?)
}

/// The name of a unit.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn name_of(tx: &Tx, id: UnitId) -> Result<Option<String>, StoreError> {
    Ok(find(tx, id).await?.map(|row| row.name))
}

/// The unit, ready to be asked about at the door. It belongs to the Party organisations that stand in it or in what
/// it is a part of; where there is none, to the joint branches it makes a side of.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn thing(tx: &Tx, id: UnitId) -> Result<Option<Thing<Unit>>, StoreError> {
    let whole = itself_and_above(tx, id).await?;
    if whole.is_empty() {
        return Ok(None);
    }
    let mut keepers = standing_in(tx, &whole).await?;
    if keepers.is_empty() {
        keepers = joint_branches_of(tx, id).await?;
    }
    let within = organisation::store::within_any(tx, &keepers).await?;
    Ok(Some(Thing::unit(id, &keepers, &within)))
}

/// Units are nested two or three deep; a longer way is a circle.
const DEEPEST: usize = 16;

/// The unit and what it is a part of, the nearest first; empty when there is no such unit.
async fn itself_and_above(tx: &Tx, id: UnitId) -> Result<Vec<Uuid>, StoreError> {
    let (mut whole, mut at) = (Vec::new(), Some(id.uuid()));
    while let Some(id) = at.filter(|id| whole.len() < DEEPEST && !whole.contains(id)) {
        let Some(row) = find(tx, id.into()).await? else { break };
        whole.push(row.id);
        at = row.parent_id;
    }
    Ok(whole)
}

/// The Party organisations that stand in one of `units`.
async fn standing_in(tx: &Tx, units: &[Uuid]) -> Result<Vec<OrganisationId>, StoreError> {
    let ids: Vec<Uuid> = party_organisation::Entity::find()
        .filter(party_organisation::Column::UnitId.is_in(units.iter().copied()))
        .filter(party_organisation::Column::DissolvedOn.is_null())
        .select_only()
        .column(party_organisation::Column::Id)
        .into_tuple()
        .all(tx)
        .await?;
    Ok(ids.into_iter().map(OrganisationId::from).collect())
}

/// The joint branches the unit makes a side of, alone or with others.
async fn joint_branches_of(tx: &Tx, id: UnitId) -> Result<Vec<OrganisationId>, StoreError> {
    let sides = Query::select()
        .column(side_unit::Column::SideId)
        .from(side_unit::Entity)
        .and_where(Expr::col(side_unit::Column::UnitId).eq(id.uuid()))
        .take();
    let ids: Vec<Uuid> = side::Entity::find()
        .filter(side::Column::Id.in_subquery(sides))
        .select_only()
        .column(side::Column::OrganisationId)
        .distinct()
        .into_tuple()
        .all(tx)
        .await?;
    Ok(ids.into_iter().map(OrganisationId::from).collect())
}

/// A unit one may choose.
#[derive(Debug, Clone, Serialize, ToSchema, FromQueryResult)]
pub struct UnitChoice {
    /// The unit.
    pub id: Uuid,
    /// Its name.
    pub name: String,
}

/// Units one may choose, by name. Market stalls are units of their own kind and never offered here.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn choices(tx: &Tx) -> Result<Vec<UnitChoice>, StoreError> {
    /// A longer list is no choice any more.
    const MOST: u64 = 500;
    let question = Query::select()
        .columns([("u", "id"), ("u", "name")])
        .from_as("unit", "u")
        .order_by(("u", "name"), Order::Asc)
        .limit(MOST)
        .take();
    rows(tx, &question).await
}

/// One unit of the list.
#[derive(Debug, Clone, Serialize, ToSchema, FromQueryResult)]
pub struct UnitLine {
    /// The unit.
    pub id: Uuid,
    /// Its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its short name.
    pub short_name: Option<String>,
    /// Its unified social credit code.
    pub credit_code: Option<String>,
    /// What it is a part of.
    pub parent_name: Option<String>,
    /// The park it is resident in today.
    pub park_name: Option<String>,
    /// Whether it is resident in a park today.
    pub resident: bool,
    /// Resident since.
    pub resident_from: Option<NaiveDate>,
    /// `pilot` or `demonstration`, today.
    pub apprenticeship: Option<String>,
    /// At this level since.
    pub apprenticeship_from: Option<NaiveDate>,
    /// The first day it is no longer at this level.
    pub apprenticeship_until: Option<NaiveDate>,
    /// Whom to call.
    pub contact_name: Option<String>,
    /// The number to call.
    pub contact_phone: Option<String>,
    /// People affiliated today.
    pub people: i64,
}

/// All units, by kind and name, with what holds on `day`. They are a few hundred at most.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn lines(tx: &Tx, day: NaiveDate) -> Result<Vec<UnitLine>, StoreError> {
    let latest = |table: &'static str, row: &'static str| {
        Query::select()
            .column((row, "id"))
            .from_as(table, row)
            .and_where(Expr::col((row, "unit_id")).equals(("u", "id")))
            .and_where(holds_on(row, day))
            .order_by((row, "id"), Order::Desc)
            .limit(1)
            .take()
    };
    let is = |row: (&'static str, &'static str), found| {
        Expr::col(row).eq(Expr::SubQuery(None, Box::new(sea_orm::sea_query::SelectStatement::into(found))))
    };
    let people = Query::select()
        .column(("a", "unit_id"))
        .expr_as(Func::count(Expr::col(Asterisk)), "people")
        .from_as("affiliation", "a")
        .and_where(holds_on("a", day))
        .group_by_col(("a", "unit_id"))
        .take();
    let question = Query::select()
        .columns([
            ("u", "id"),
            ("u", "kind"),
            ("u", "name"),
            ("u", "short_name"),
            ("u", "credit_code"),
            ("u", "contact_name"),
            ("u", "contact_phone"),
        ])
        .expr_as(short_name("w"), "parent_name")
        .expr_as(short_name("k"), "park_name")
        .expr_as(Expr::col(("r", "id")).is_not_null(), "resident")
        .expr_as(Expr::col(("r", "from_on")), "resident_from")
        .expr_as(Expr::col(("t", "level")), "apprenticeship")
        .expr_as(Expr::col(("t", "from_on")), "apprenticeship_from")
        .expr_as(Expr::col(("t", "until_on")), "apprenticeship_until")
        .expr_as(Func::coalesce([Expr::col(("c", "people")), Expr::val(0_i64)]), "people")
        .from_as("unit", "u")
        .join_as(JoinType::LeftJoin, "unit", "w", Expr::col(("w", "id")).equals(("u", "parent_id")))
        .join_as(JoinType::LeftJoin, "unit_residency", "r", is(("r", "id"), latest("unit_residency", "r1")))
        .join_as(JoinType::LeftJoin, "unit", "k", Expr::col(("k", "id")).equals(("r", "park_id")))
        .join_as(
            JoinType::LeftJoin,
            "unit_apprenticeship",
            "t",
            is(("t", "id"), latest("unit_apprenticeship", "t1")),
        )
        .join_subquery(JoinType::LeftJoin, people, "c", Expr::col(("c", "unit_id")).equals(("u", "id")))
        .order_by(("u", "kind"), Order::Asc)
        .order_by(("u", "name"), Order::Asc)
        .take();
    rows(tx, &question).await
}

/// The values of a unit, checked.
#[derive(Debug, Clone)]
pub struct UnitValues {
    /// Its kind.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// Its short name.
    pub short_name: Option<String>,
    /// Its unified social credit code.
    pub credit_code: Option<String>,
    /// What it is a part of.
    pub parent: Option<UnitId>,
    /// Whom to call.
    pub contact_name: Option<String>,
    /// The number to call.
    pub contact_phone: Option<String>,
}

impl UnitValues {
    fn json(&self) -> serde_json::Value {
        let Self { kind, name, short_name, credit_code, parent, contact_name, contact_phone } = self;
        json!([kind, name, short_name, credit_code, parent, contact_name, contact_phone])
    }
}

const FIELDS: [&str; 7] =
    ["kind", "name", "short_name", "credit_code", "parent", "contact_name", "contact_phone"];

/// The unit with this name, and the one with this code, other than `own`.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn same(tx: &Tx, own: Option<UnitId>, values: &UnitValues) -> Result<Vec<unit::Model>, StoreError> {
    let mut alike = sea_orm::Condition::any().add(unit::Column::Name.eq(values.name.as_str()));
    if let Some(code) = &values.credit_code {
        alike = alike.add(unit::Column::CreditCode.eq(code.as_str()));
    }
    let mut question = unit::Entity::find().filter(alike);
    if let Some(own) = own {
        question = question.filter(unit::Column::Id.ne(own.uuid()));
    }
    Ok(question.limit(2).all(tx).await?)
}

/// Enters a unit.
///
/// # Errors
///
/// When the name or code is taken, or the database refuses.
pub async fn create(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<CreateUnit>,
    values: UnitValues,
) -> Result<UnitId, StoreError> {
    let written = values.json();
    let id: UnitId = clock.id();
    let row = unit::ActiveModel {
        id: Set(id.uuid()),
        kind: Set(values.kind.to_owned()),
        name: Set(values.name),
        short_name: Set(values.short_name),
        credit_code: Set(values.credit_code),
        parent_id: Set(values.parent.map(Uuid::from)),
        contact_name: Set(values.contact_name),
        contact_phone: Set(values.contact_phone),
        created_at: Set(clock.now()),
    };
    unit::Entity::insert(row).exec_without_returning(tx).await?;
    tx.record(clock, permit.act().about("Unit", id).changed(&FIELDS, written));
    Ok(id)
}

/// Saves new values of the unit the permit is for. What stays as it was is not named in the ledger.
///
/// # Errors
///
/// When the name or code is taken, or the database refuses.
pub async fn change(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<ChangeUnit>,
    before: &unit::Model,
    values: UnitValues,
) -> Result<(), StoreError> {
    let old = json!([
        before.kind,
        before.name,
        before.short_name,
        before.credit_code,
        before.parent_id,
        before.contact_name,
        before.contact_phone
    ]);
    let new = values.json();
    let changed = |at: usize| old.get(at) != new.get(at);
    let fields: Vec<&str> =
        FIELDS.iter().enumerate().filter(|(at, _)| changed(*at)).map(|(_, field)| *field).collect();
    if fields.is_empty() {
        tx.nothing_changed();
        return Ok(());
    }
    unit::Entity::update_many()
        .col_expr(unit::Column::Kind, Expr::value(values.kind))
        .col_expr(unit::Column::Name, Expr::value(values.name))
        .col_expr(unit::Column::ShortName, Expr::value(values.short_name))
        .col_expr(unit::Column::CreditCode, Expr::value(values.credit_code))
        .col_expr(unit::Column::ParentId, Expr::value(values.parent.map(Uuid::from)))
        .col_expr(unit::Column::ContactName, Expr::value(values.contact_name))
        .col_expr(unit::Column::ContactPhone, Expr::value(values.contact_phone))
        .filter(unit::Column::Id.eq(permit.on().uuid()))
        .exec(tx)
        .await?;
    tx.record(clock, permit.act().changed(&fields, json!([old, new])));
    Ok(())
}

/// Whether `part` is the unit itself or lies somewhere above it.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn lies_above(tx: &Tx, unit_id: UnitId, part: UnitId) -> Result<bool, StoreError> {
    let mut at = Some(part.uuid());
    for _ in 0..DEEPEST {
        match at {
            Some(id) if id == unit_id.uuid() => return Ok(true),
            Some(id) => at = find(tx, id.into()).await?.and_then(|row| row.parent_id),
            None => return Ok(false),
        }
    }
    Ok(true)
}
