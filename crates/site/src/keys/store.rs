//! Whether the keys at hand are those the data were sealed with.

use std::path::Path;

use gongjian_tables::{account, person, setting};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;

use super::{Keys, hex};
use crate::Site;
use crate::db::{StoreError, Tx};

const SETTING: &str = "keys";

/// The keys in `dir` for the data `tx` reads. They are made for an installation in which nobody is yet and
/// whose keys nobody has seen, and in no other.
///
/// # Errors
///
/// [`super::KeyError::Missing`] when a file is not there that the data need; when a file or the database cannot be read.
pub async fn open_for(tx: &Tx, dir: &Path) -> Result<Keys, StoreError> {
    let begun = setting::Entity::find_by_id(SETTING).one(tx).await?.is_some()
        || account::Entity::find().one(tx).await?.is_some()
        || person::Entity::find().one(tx).await?.is_some();
    Ok(if begun { Keys::read(dir)? } else { Keys::open(dir)? })
}

/// Whether the keys are the ones this database knows; at first start it learns them.
///
/// New keys beside old data would make every sealed value unreadable and let
/// duplicates in, so a program that finds others must not go on.
///
/// # Errors
///
/// When the database refuses.
pub async fn recognises(site: &Site) -> Result<bool, StoreError> {
    let mark = json!(hex(&site.keys.blind("setting.keys", "mark")?));
    if let Some(row) = setting::Entity::find_by_id(SETTING).one(&site.db.read()).await? {
        return Ok(row.value == mark);
    }
    site.db
        .keep(async |tx| {
            let row = setting::ActiveModel { key: Set(SETTING.to_owned()), value: Set(mark) };
            setting::Entity::insert(row).exec_without_returning(tx).await.map_err(StoreError::from)
        })
        .await?;
    Ok(true)
}
