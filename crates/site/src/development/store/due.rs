//! What is open next in a running case and by when, derived with every change and once a night.

use gongjian_domain::development::{Case, CaseStanding, Judge};
use gongjian_tables::{development_case, development_due};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{leaving, load};
use crate::Site;
use crate::clock::Clock;
use crate::db::{StoreError, Tx};

/// Where a case stands: its id, branch and side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) id: Uuid,
    pub(super) organisation: Uuid,
    pub(super) side: Option<Uuid>,
}

/// Writes what is open in `case`; nothing when it is over.
pub(super) async fn derive(
    tx: &Tx,
    judge: &Judge<'_>,
    clock: &Clock,
    place: Place,
    case: &Case,
) -> Result<(), StoreError> {
    development_due::Entity::delete_many()
        .filter(development_due::Column::CaseId.eq(place.id))
        .exec(tx)
        .await?;
    leaving::derive(tx, judge, clock.today(), place, case).await?;
    if case.standing() != CaseStanding::Running {
        return Ok(());
    }
    let open = judge.judge(case.course(), clock.today()).next;
    let rows = open.iter().map(|next| development_due::ActiveModel {
        case_id: Set(place.id),
        step: Set(next.step.id.clone()),
        actor: Set(next.step.actor.as_str().to_owned()),
        earliest_on: Set(next.earliest),
        due_on: Set(next.due),
        organisation_id: Set(place.organisation),
        side_id: Set(place.side),
    });
    development_due::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// The job that works out anew what is open in every running case.
pub const RENEW: &str = "development.renew";

/// Cases looked at in one transaction.
const AT_ONCE: u64 = 200;

/// Works out anew what is open in every running case: a rule may have come into force with the day.
///
/// # Errors
///
/// When the database cannot be asked; a case that makes no sense is left as it is.
pub async fn renew(site: &Site) -> Result<(), StoreError> {
    let judge = crate::development::judge(site);
    let mut after = Uuid::nil();
    loop {
        let ids: Vec<Uuid> = development_case::Entity::find()
            .filter(development_case::Column::RunningPersonId.is_not_null())
            .filter(development_case::Column::Id.gt(after))
            .order_by_asc(development_case::Column::Id)
            .limit(AT_ONCE)
            .select_only()
            .column(development_case::Column::Id)
            .into_tuple()
            .all(&site.db.read())
            .await?;
        let Some(last) = ids.last() else { return Ok(()) };
        after = *last;
        site.db.keep(async |tx| renew_some(tx, site, &judge, &ids).await).await?;
    }
}

async fn renew_some(tx: &mut Tx, site: &Site, judge: &Judge<'_>, ids: &[Uuid]) -> Result<(), StoreError> {
    for id in ids {
        match load::find_locked(tx, judge, (*id).into()).await {
            Ok(Some(found)) => {
                let place = Place {
                    id: *id,
                    organisation: found.organisation.uuid(),
                    side: found.side.map(Uuid::from),
                };
                derive(tx, &judge.and_own(&found.own), &site.clock, place, &found.case).await?;
            }
            Ok(None) => {}
            Err(error) => {
                tracing::warn!(case = %id, %error, "what is open in a case could not be worked out")
            }
        }
    }
    Ok(())
}
