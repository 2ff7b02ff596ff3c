//! Whether the keys at hand are those the data were sealed with.

use gongjian_tables::setting;
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;

use super::hex;
use crate::Site;
use crate::db::StoreError;

const SETTING: &str = "keys";

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
