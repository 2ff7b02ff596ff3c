//! Placements, who hosts them, and the line of each week with what it was before.

use chrono::{DateTime, NaiveDate, Utc};
use gongjian_domain::development::mentoring::Term;
use gongjian_domain::development::placement::{Placement, Presence, TripartiteAgreement};
use gongjian_domain::kinds::{CaseId, OrganisationId, PersonId, PlacementId, SideId, UnitId};
use gongjian_domain::organisation::unit::UnitKind;
use gongjian_tables::{party_organisation, placement, placement_week, side_unit, unit};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::{CONDUCT, term};
use crate::Site;
use crate::clock::Clock;
use crate::db::{StoreError, Tx};
use crate::policy::Permit;
use crate::policy::actions::{RecordPlacement, WriteWeek};
use crate::web::AppError;

const TABLE: &str = "placement";
/// As many enterprises are offered to choose from.
const MOST_ENTERPRISES: u64 = 2_000;

/// One placement as it stands in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::development::mentoring) struct PlacementRow {
    pub(in crate::development::mentoring) id: PlacementId,
    pub(in crate::development::mentoring) case: CaseId,
    pub(in crate::development::mentoring) placement: Placement,
}

impl PlacementRow {
    fn read(row: placement::Model) -> Result<Self, StoreError> {
        let agreement = row.agreement_no.zip(row.agreement_on);
        Ok(Self {
            id: row.id.into(),
            case: row.case_id.into(),
            placement: Placement {
                unit: row.unit_id.into(),
                post: row.post,
                term: term(TABLE, row.from_on, row.until_on)?,
                agreement: agreement.map(|(number, on)| TripartiteAgreement { number, on }),
            },
        })
    }
}

/// The placements of a case, the earliest first.
pub(in crate::development::mentoring) async fn placements_of(
    tx: &Tx,
    case: CaseId,
) -> Result<Vec<PlacementRow>, StoreError> {
    let rows = placement::Entity::find()
        .filter(placement::Column::CaseId.eq(case.uuid()))
        .order_by_asc(placement::Column::FromOn)
        .order_by_asc(placement::Column::Id)
        .all(tx)
        .await?;
    rows.into_iter().map(PlacementRow::read).collect()
}

/// One placement.
pub(in crate::development::mentoring) async fn find_placement(
    tx: &Tx,
    id: PlacementId,
) -> Result<Option<PlacementRow>, StoreError> {
    placement::Entity::find_by_id(id.uuid()).one(tx).await?.map(PlacementRow::read).transpose()
}

/// A placement to be recorded, with who records it.
pub(in crate::development::mentoring) struct NewPlacement<'a> {
    pub(in crate::development::mentoring) placement: &'a Placement,
    pub(in crate::development::mentoring) by: PersonId,
}

/// Records a placement in the case the permit is for.
pub(in crate::development::mentoring) async fn insert_placement(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<RecordPlacement>,
    new: NewPlacement<'_>,
) -> Result<PlacementId, StoreError> {
    let id: PlacementId = clock.id();
    let Placement { unit, post, term, agreement } = new.placement;
    let row = placement::ActiveModel {
        id: Set(id.uuid()),
        case_id: Set(permit.on().uuid()),
        unit_id: Set(unit.uuid()),
        post: Set(post.clone()),
        from_on: Set(term.from),
        until_on: Set(term.until),
        agreement_no: Set(agreement.as_ref().map(|one| one.number.clone())),
        agreement_on: Set(agreement.as_ref().map(|one| one.on)),
        recorded_by: Set(new.by.uuid()),
        recorded_at: Set(clock.now()),
    };
    placement::Entity::insert(row).exec_without_returning(tx).await?;
    let signed = agreement.as_ref().map(|one| (&one.number, one.on));
    tx.record(clock, permit.act().changed(&["placement"], json!([id, unit, post, term, signed])));
    Ok(id)
}

/// Writes the end of a placement.
pub(in crate::development::mentoring) async fn leave_placement(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<RecordPlacement>,
    row: &PlacementRow,
    after: &Term,
) -> Result<(), StoreError> {
    placement::Entity::update_many()
        .col_expr(placement::Column::UntilOn, Expr::value(after.until))
        .filter(placement::Column::Id.eq(row.id.uuid()))
        .exec(tx)
        .await?;
    tx.record(clock, permit.act().changed(&["placement_end"], json!([row.id, after])));
    Ok(())
}

/// Who stands in an enterprise: Party organisations, and sides of joint branches made of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::development::mentoring) struct Hosts {
    pub(in crate::development::mentoring) organisations: Vec<OrganisationId>,
    pub(in crate::development::mentoring) sides: Vec<SideId>,
}

/// Who stands in `unit`.
pub(in crate::development::mentoring) async fn hosts_of(tx: &Tx, unit: UnitId) -> Result<Hosts, StoreError> {
    let organisations: Vec<Uuid> = party_organisation::Entity::find()
        .filter(party_organisation::Column::UnitId.eq(unit.uuid()))
        .filter(party_organisation::Column::DissolvedOn.is_null())
        .order_by_asc(party_organisation::Column::Id)
        .select_only()
        .column(party_organisation::Column::Id)
        .into_tuple()
        .all(tx)
        .await?;
    let sides: Vec<Uuid> = side_unit::Entity::find()
        .filter(side_unit::Column::UnitId.eq(unit.uuid()))
        .order_by_asc(side_unit::Column::SideId)
        .select_only()
        .column(side_unit::Column::SideId)
        .into_tuple()
        .all(tx)
        .await?;
    Ok(Hosts {
        organisations: organisations.into_iter().map(OrganisationId::from).collect(),
        sides: sides.into_iter().map(SideId::from).collect(),
    })
}

/// The enterprises a student can be placed in, by name.
pub(in crate::development::mentoring) async fn enterprises(
    tx: &Tx,
) -> Result<Vec<(UnitId, String)>, StoreError> {
    let kinds = [UnitKind::Enterprise, UnitKind::Association, UnitKind::Park].map(UnitKind::as_str);
    let rows: Vec<(Uuid, String)> = unit::Entity::find()
        .filter(unit::Column::Kind.is_in(kinds))
        .order_by_asc(unit::Column::Name)
        .order_by_asc(unit::Column::Id)
        .limit(MOST_ENTERPRISES)
        .select_only()
        .columns([unit::Column::Id, unit::Column::Name])
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|(id, name)| (id.into(), name)).collect())
}

/// What was said of one week, as it stands or stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::development::mentoring) struct WeekRow {
    pub(in crate::development::mentoring) week: NaiveDate,
    pub(in crate::development::mentoring) presence: Presence,
    pub(in crate::development::mentoring) conduct: String,
    pub(in crate::development::mentoring) reason: Option<String>,
    pub(in crate::development::mentoring) by: PersonId,
    pub(in crate::development::mentoring) at: DateTime<Utc>,
}

/// Every line of a placement, the latest week first and of a week the line that stands first.
pub(in crate::development::mentoring) async fn weeks_of(
    tx: &Tx,
    site: &Site,
    id: PlacementId,
) -> Result<Vec<WeekRow>, AppError> {
    let rows = placement_week::Entity::find()
        .filter(placement_week::Column::PlacementId.eq(id.uuid()))
        .order_by_desc(placement_week::Column::WeekOn)
        .order_by_desc(placement_week::Column::Id)
        .all(tx)
        .await
        .map_err(StoreError::from)?;
    rows.into_iter()
        .map(|row| {
            let odd = |why: &'static str| StoreError::row("placement_week", why);
            let plain = site.keys.open_sealed(CONDUCT, &row.conduct_sealed)?;
            Ok(WeekRow {
                week: row.week_on,
                presence: Presence::parse(&row.presence).ok_or_else(|| odd("no such presence"))?,
                conduct: String::from_utf8(plain).map_err(|_| odd("a line that is no text"))?,
                reason: row.reason,
                by: row.by_id.into(),
                at: row.at,
            })
        })
        .collect()
}

/// Writes the line of a week; one that is there already stays beside it.
pub(in crate::development::mentoring) async fn insert_week(
    tx: &mut Tx,
    site: &Site,
    permit: &Permit<WriteWeek>,
    line: &WeekRow,
) -> Result<(), AppError> {
    let row = placement_week::ActiveModel {
        id: Set(site.clock.uuid()),
        placement_id: Set(permit.on().uuid()),
        week_on: Set(line.week),
        presence: Set(line.presence.as_str().to_owned()),
        conduct_sealed: Set(site.keys.seal(CONDUCT, line.conduct.as_bytes())?),
        reason: Set(line.reason.clone()),
        by_id: Set(line.by.uuid()),
        at: Set(line.at),
    };
    placement_week::Entity::insert(row).exec_without_returning(tx).await.map_err(StoreError::from)?;
    let values = json!([permit.on(), line.week, line.presence, line.conduct, line.reason]);
    tx.record(&site.clock, permit.act().changed(&["placement_week"], values));
    Ok(())
}
