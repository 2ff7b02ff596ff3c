//! Questions about accounts, offices and administrators, and the changes to them.

mod list;
mod offices;

use chrono::NaiveDate;
use gongjian_domain::kinds::{OrganisationId, PersonId, SideId};
use gongjian_tables::{account, affiliation, membership, office, person};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, UnionType};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde_json::json;
use uuid::Uuid;

pub use list::{AccountLine, AccountOffice, count, every_line, lines};
pub use offices::{
    LeftOffice, appoint, appoint_administrator, dismiss_administrator, end_office, hold_person, offices_from,
    put_office_end, terms_from,
};

use crate::Site;
use crate::clock::Clock;
use crate::db::{StoreError, Tx};
use crate::ledger::Act;
use crate::people::store::holds_on;
use crate::policy::actions::{AppointOffice, DisableAccount};
use crate::policy::{Administrator, Held, HeldOffice, MakesAccounts, OfficeName, Permit};

/// The account with this name, whatever its case.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn by_name(tx: &Tx, name: &str) -> Result<Option<account::Model>, StoreError> {
    Ok(account::Entity::find().filter(account::Column::Name.eq(name.trim().to_lowercase())).one(tx).await?)
}

/// Whether anybody has an account yet.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn none_yet(tx: &Tx) -> Result<bool, StoreError> {
    Ok(account::Entity::find().limit(1).count(tx).await? == 0)
}

/// What `person` holds on `today`.
///
/// # Errors
///
/// When the database cannot be asked or an office has an unknown name.
pub async fn held_by(tx: &Tx, person: PersonId, today: NaiveDate) -> Result<Held, StoreError> {
    let of = |row: &'static str| {
        Query::select()
            .column((row, "id"))
            .column((row, "organisation_id"))
            .and_where(Expr::col((row, "person_id")).eq(person.uuid()))
            .and_where(holds_on(row, today))
            .take()
    };
    let mut offices = of("office").columns([("office", "name"), ("office", "side_id")]).from("office").take();
    // A membership is no office and has no word for one; the columns must be as many.
    let memberships =
        of("membership").expr(Expr::val(MEMBER)).column(("membership", "side_id")).from("membership").take();
    // Asked for every request, so it is one question; ids are in the order of their making.
    let question = offices.union(UnionType::All, memberships).order_by("id", Order::Asc).take();
    let mut held = Held::default();
    for row in tx.query_all(&question).await? {
        let organisation: Option<Uuid> = row.try_get_by_index(1)?;
        let (word, side): (String, Option<Uuid>) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
        match organisation.map(OrganisationId::from) {
            Some(organisation) if word == MEMBER => held.member.push(organisation),
            Some(organisation) => held.offices.push(HeldOffice {
                name: OfficeName::parse(&word).ok_or_else(|| StoreError::row("office", "no such office"))?,
                organisation,
                side: side.map(SideId::from),
            }),
            None => held.administers.push(
                Administrator::parse(&word)
                    .ok_or_else(|| StoreError::row("office", "no such administrator"))?,
            ),
        }
    }
    Ok(held)
}

/// What stands for a membership among the words of offices.
const MEMBER: &str = "";

/// That a period is open or ends after `day`.
pub fn ends_after<C: ColumnTrait>(column: C, day: NaiveDate) -> Condition {
    Condition::any().add(column.is_null()).add(column.gt(day))
}

/// Who holds one of the three administrations today and may sign in.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn administrators(tx: &Tx, today: NaiveDate) -> Result<Vec<(PersonId, Administrator)>, StoreError> {
    let able = Query::select()
        .column(account::Column::PersonId)
        .from(account::Entity)
        .and_where(Expr::col(account::Column::DisabledAt).is_null())
        .take();
    let rows = office::Entity::find()
        .filter(office::Column::OrganisationId.is_null())
        .filter(office::Column::FromOn.lte(today))
        .filter(ends_after(office::Column::UntilOn, today))
        .filter(office::Column::PersonId.in_subquery(able))
        .all(tx)
        .await?;
    rows.into_iter()
        .map(|row| {
            let which = Administrator::parse(&row.name)
                .ok_or_else(|| StoreError::row("office", "no such administrator"))?;
            Ok((row.person_id.into(), which))
        })
        .collect()
}

/// A new account, and the person behind it when nobody is named.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// The name to sign in with.
    pub name: String,
    /// The person; without one a person of this name is entered.
    pub person: Option<PersonId>,
    /// The name of the person.
    pub person_name: String,
    /// The kept form of the password, if there is one.
    pub password_hash: Option<String>,
}

/// Saves a new account.
///
/// # Errors
///
/// When the name is taken ([`StoreError::is_taken`]) or the database refuses.
pub async fn create<A: MakesAccounts>(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<A>,
    new: NewAccount,
) -> Result<(Uuid, PersonId), StoreError> {
    let person = match new.person {
        Some(person) => person,
        None => enter_person(tx, clock, &new.person_name).await?,
    };
    let id = clock.uuid();
    let name = new.name.trim().to_lowercase();
    let row = account::ActiveModel {
        id: Set(id),
        person_id: Set(person.uuid()),
        name: Set(name.clone()),
        password_hash: Set(new.password_hash),
        created_at: Set(clock.now()),
        disabled_at: Set(None),
    };
    account::Entity::insert(row).exec_without_returning(tx).await?;
    let act = permit.act().about("Account", id).changed(&["name", "person"], json!([name, person]));
    tx.record(clock, act);
    Ok((id, person))
}

async fn enter_person(tx: &Tx, clock: &Clock, name: &str) -> Result<PersonId, StoreError> {
    let id: PersonId = clock.id();
    let row = person::ActiveModel {
        id: Set(id.uuid()),
        name: Set(name.to_owned()),
        initials: Set(crate::people::initials(name)),
        created_at: Set(clock.now()),
        ..Default::default()
    };
    person::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(id)
}

/// Takes the right to sign in from an account, or gives it back.
///
/// # Errors
///
/// When the database refuses.
pub async fn set_disabled(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<DisableAccount>,
    account: Uuid,
    disabled: bool,
) -> Result<(), StoreError> {
    let at = disabled.then(|| clock.now());
    account::Entity::update_many()
        .col_expr(account::Column::DisabledAt, Expr::value(at))
        .filter(account::Column::Id.eq(account))
        .exec(tx)
        .await?;
    tx.record(clock, permit.act().about("Account", account).changed(&["disabled"], json!(disabled)));
    Ok(())
}

/// The kept password of an account is replaced; `act` says by whom.
///
/// # Errors
///
/// When the database refuses.
pub async fn set_password(
    tx: &mut Tx,
    site: &Site,
    act: Act,
    account: Uuid,
    hash: String,
) -> Result<(), StoreError> {
    account::Entity::update_many()
        .col_expr(account::Column::PasswordHash, Expr::value(Some(hash)))
        .filter(account::Column::Id.eq(account))
        .exec(tx)
        .await?;
    let act = act.about("Account", account).changed(&["password"], serde_json::Value::Null);
    tx.record(&site.clock, act);
    Ok(())
}

/// The name of an account.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn account_name(tx: &Tx, account: Uuid) -> Result<Option<String>, StoreError> {
    Ok(account::Entity::find_by_id(account).one(tx).await?.map(|row| row.name))
}

/// The kept form of an account's password.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn password_of(tx: &Tx, account: Uuid) -> Result<Option<String>, StoreError> {
    Ok(account::Entity::find_by_id(account).one(tx).await?.and_then(|row| row.password_hash))
}

/// The person behind an account.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn person_of(tx: &Tx, account: Uuid) -> Result<Option<PersonId>, StoreError> {
    Ok(account::Entity::find_by_id(account).one(tx).await?.map(|row| row.person_id.into()))
}

/// Enters a formal membership from today, for the person of an account the operator makes.
///
/// # Errors
///
/// When the database refuses.
pub async fn enter_membership(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<AppointOffice>,
    person: PersonId,
) -> Result<(), StoreError> {
    let row = membership::ActiveModel {
        id: Set(clock.uuid()),
        person_id: Set(person.uuid()),
        organisation_id: Set(permit.on().uuid()),
        kind: Set("formal".to_owned()),
        side_id: Set(None),
        from_on: Set(Some(clock.today())),
        until_on: Set(None),
    };
    membership::Entity::insert(row).exec_without_returning(tx).await?;
    tx.record(clock, permit.act().about("Person", person).changed(&["membership"], json!(permit.on())));
    Ok(())
}

/// A person's account and its name, if there is one.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn of_person(tx: &Tx, person: PersonId) -> Result<Option<(Uuid, String)>, StoreError> {
    let found = account::Entity::find().filter(account::Column::PersonId.eq(person.uuid())).one(tx).await?;
    Ok(found.map(|row| (row.id, row.name)))
}

/// What a person's account may be called: the staff number, else the initials of the name.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn suggested_name(tx: &Tx, person: PersonId) -> Result<String, StoreError> {
    let number: Option<Option<String>> = affiliation::Entity::find()
        .filter(affiliation::Column::PersonId.eq(person.uuid()))
        .filter(affiliation::Column::StaffNumber.is_not_null())
        .select_only()
        .column(affiliation::Column::StaffNumber)
        .order_by_asc(affiliation::Column::Id)
        .into_tuple()
        .one(tx)
        .await?;
    if let Some(number) = number.flatten() {
        return Ok(number);
    }
    let row = person::Entity::find_by_id(person.uuid()).one(tx).await?;
    Ok(row.map(|row| row.initials).unwrap_or_default())
}
