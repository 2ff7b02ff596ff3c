//! The mark of the demonstration, and whom and what the register knows.

use std::collections::HashMap;

use gongjian_domain::kinds::{PersonId, UnitId};
use gongjian_tables::{account, affiliation, party_organisation, person, setting, unit};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use crate::db::{StoreError, Tx};

const SETTING: &str = "demonstration";

/// How far a demonstration is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// It is being filled, or the filling was broken off.
    Begun,
    /// It is whole.
    Filled,
}

impl Mark {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::Filled => "filled",
        }
    }
}

/// The mark of this installation; none on a real one.
///
/// # Errors
///
/// When the database cannot be asked.
pub(super) async fn mark(tx: &Tx) -> Result<Option<Mark>, StoreError> {
    let Some(row) = setting::Entity::find_by_id(SETTING).one(tx).await? else { return Ok(None) };
    let known = [Mark::Begun, Mark::Filled].into_iter().find(|mark| row.value == json!(mark.as_str()));
    known.map(Some).ok_or_else(|| StoreError::row("setting", "no such mark"))
}

/// Marks this installation.
///
/// # Errors
///
/// When the database refuses.
pub(super) async fn set_mark(tx: &mut Tx, mark: Mark) -> Result<(), StoreError> {
    let row = setting::ActiveModel { key: Set(SETTING.to_owned()), value: Set(json!(mark.as_str())) };
    setting::Entity::insert(row)
        .on_conflict(
            OnConflict::column(setting::Column::Key).update_column(setting::Column::Value).to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Whether nobody and nothing stands in the register.
///
/// # Errors
///
/// When the database cannot be asked.
pub(super) async fn is_empty(tx: &Tx) -> Result<bool, StoreError> {
    let found = account::Entity::find().limit(1).count(tx).await?
        + person::Entity::find().limit(1).count(tx).await?
        + party_organisation::Entity::find().limit(1).count(tx).await?
        + unit::Entity::find().limit(1).count(tx).await?;
    Ok(found == 0)
}

/// Everybody by the number the rosters give.
///
/// # Errors
///
/// When the database cannot be asked.
pub(super) async fn people(tx: &Tx) -> Result<HashMap<String, PersonId>, StoreError> {
    let rows: Vec<(Option<String>, Uuid)> = affiliation::Entity::find()
        .filter(affiliation::Column::StaffNumber.is_not_null())
        .select_only()
        .columns([affiliation::Column::StaffNumber, affiliation::Column::PersonId])
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().filter_map(|(number, person)| Some((number?, person.into()))).collect())
}

/// Every unit by its name.
///
/// # Errors
///
/// When the database cannot be asked.
pub(super) async fn units(tx: &Tx) -> Result<HashMap<String, UnitId>, StoreError> {
    let rows: Vec<(String, Uuid)> = unit::Entity::find()
        .select_only()
        .columns([unit::Column::Name, unit::Column::Id])
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|(name, unit)| (name, unit.into())).collect())
}
