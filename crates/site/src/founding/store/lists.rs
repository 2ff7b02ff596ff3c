//! The list of foundings, and the organisations and units a form offers.

use std::collections::{BTreeMap, HashMap};

use gongjian_domain::kinds::{FoundingId, OrganisationId, PartyOrganisation, UnitId};
use gongjian_domain::organisation::unit::{OrganisationKind, UnitKind};
use gongjian_tables::{founding, founding_party, organisation_ancestor, party_organisation, unit};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};
use uuid::Uuid;

use super::proposal::{self, Proposal};
use crate::db::{StoreError, Tx, containing, count_up_to};
use crate::policy::{Scope, Thing};
use crate::web::paging::{COUNT_CAP, PAGE_ROWS};

/// How many options a select of organisations offers.
const ORGANISATIONS_OFFERED: u64 = 500;
/// How many units a form offers beside those already chosen.
const UNITS_OFFERED: u64 = 120;

/// An organisation by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::founding) struct NamedOrganisation {
    pub(in crate::founding) id: OrganisationId,
    pub(in crate::founding) code: String,
    pub(in crate::founding) name: String,
    pub(in crate::founding) is_committee: bool,
}

/// A unit by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::founding) struct NamedUnit {
    pub(in crate::founding) id: UnitId,
    pub(in crate::founding) name: String,
    pub(in crate::founding) kind: UnitKind,
}

/// A founding in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::founding) struct FoundingLine {
    pub(in crate::founding) proposal: Proposal,
    pub(in crate::founding) above: String,
}

/// The foundings that concern an organisation within `scope`, the newest first:
/// at most a page and one, and how many there are up to the cap and one.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::founding) async fn listed(
    tx: &Tx,
    scope: &Scope,
    state: &str,
    after: Option<FoundingId>,
) -> Result<(Vec<FoundingLine>, u64), StoreError> {
    let concerned = Query::select()
        .column(founding_party::Column::FoundingId)
        .from(founding_party::Entity)
        .and_where(scope.covers((founding_party::Entity, founding_party::Column::OrganisationId)))
        .take();
    let mut all: Select<founding::Entity> = founding::Entity::find()
        .filter(Expr::col((founding::Entity, founding::Column::Id)).in_subquery(concerned));
    if !state.is_empty() {
        all = all.filter(founding::Column::State.eq(state));
    }
    let ids = all.clone().select_only().column(founding::Column::Id).into_query();
    let count = count_up_to(tx, ids, COUNT_CAP + 1).await?;
    if let Some(after) = after {
        all = all.filter(founding::Column::Id.lt(after.uuid()));
    }
    let rows = all.order_by_desc(founding::Column::Id).limit(PAGE_ROWS + 1).all(tx).await?;
    let above: Vec<OrganisationId> = rows.iter().map(|row| row.above_id.into()).collect();
    let names = organisations(tx, &above).await?;
    let line = |row: founding::Model| {
        let proposal = proposal::read(row)?;
        let above = names.get(&proposal.above).map(|o| o.name.clone()).unwrap_or_default();
        Ok(FoundingLine { proposal, above })
    };
    Ok((rows.into_iter().map(line).collect::<Result<_, StoreError>>()?, count))
}

/// The organisations with these ids, ready to be asked about at the door. Unknown ones are left out.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::founding) async fn things(
    tx: &Tx,
    ids: &[OrganisationId],
) -> Result<HashMap<OrganisationId, Thing<PartyOrganisation>>, StoreError> {
    let rows: Vec<(Uuid, Uuid)> = organisation_ancestor::Entity::find()
        .filter(organisation_ancestor::Column::OrganisationId.is_in(ids.iter().map(|id| id.uuid())))
        .select_only()
        .columns([organisation_ancestor::Column::OrganisationId, organisation_ancestor::Column::AncestorId])
        .order_by_asc(organisation_ancestor::Column::Depth)
        .into_tuple()
        .all(tx)
        .await?;
    let mut within: HashMap<OrganisationId, Vec<OrganisationId>> = HashMap::new();
    for (organisation, ancestor) in rows {
        within.entry(organisation.into()).or_default().push(ancestor.into());
    }
    Ok(within.into_iter().map(|(id, above)| (id, Thing::organisation(id, &above))).collect())
}

fn named_organisations() -> Select<party_organisation::Entity> {
    party_organisation::Entity::find()
        .select_only()
        .columns([
            party_organisation::Column::Id,
            party_organisation::Column::Code,
            party_organisation::Column::Name,
            party_organisation::Column::Kind,
        ])
        .order_by_asc(party_organisation::Column::Code)
}

fn named((id, code, name, kind): (Uuid, String, String, String)) -> NamedOrganisation {
    NamedOrganisation {
        id: id.into(),
        code,
        name,
        is_committee: OrganisationKind::parse(&kind) == Some(OrganisationKind::Committee),
    }
}

/// The organisations with these ids.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::founding) async fn organisations(
    tx: &Tx,
    ids: &[OrganisationId],
) -> Result<HashMap<OrganisationId, NamedOrganisation>, StoreError> {
    let rows = named_organisations()
        .filter(party_organisation::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(named).map(|one| (one.id, one)).collect())
}

/// The committees within `scope`, by code.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::founding) async fn committees(
    tx: &Tx,
    scope: &Scope,
) -> Result<Vec<NamedOrganisation>, StoreError> {
    let rows = named_organisations()
        .filter(party_organisation::Column::Kind.eq(OrganisationKind::Committee.as_str()))
        .filter(party_organisation::Column::DissolvedOn.is_null())
        .filter(scope.covers((party_organisation::Entity, party_organisation::Column::Id)))
        .limit(ORGANISATIONS_OFFERED)
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(named).collect())
}

/// The organisations whose people a side may bring: committees, general
/// branches, and branches with nothing above them.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::founding) async fn homes_offered(tx: &Tx) -> Result<Vec<NamedOrganisation>, StoreError> {
    let heads = [OrganisationKind::Committee.as_str(), OrganisationKind::GeneralBranch.as_str()];
    let rows = named_organisations()
        .filter(party_organisation::Column::DissolvedOn.is_null())
        .filter(
            Condition::any()
                .add(party_organisation::Column::Kind.is_in(heads))
                .add(party_organisation::Column::ParentId.is_null()),
        )
        .limit(ORGANISATIONS_OFFERED)
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(named).collect())
}

/// The code that follows the last one of three digits below `above`; empty when none follows.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::founding) async fn suggested_code(
    tx: &Tx,
    above: &NamedOrganisation,
) -> Result<String, StoreError> {
    let codes: Vec<String> = party_organisation::Entity::find()
        .filter(party_organisation::Column::Code.starts_with(&above.code))
        .select_only()
        .column(party_organisation::Column::Code)
        .into_tuple()
        .all(tx)
        .await?;
    let held: Vec<Option<String>> = founding::Entity::find()
        .filter(founding::Column::Code.starts_with(&above.code))
        .select_only()
        .column(founding::Column::Code)
        .into_tuple()
        .all(tx)
        .await?;
    let last = codes
        .iter()
        .chain(held.iter().flatten())
        .filter_map(|code| code.strip_prefix(above.code.as_str()))
        .filter(|rest| rest.len() == 3)
        .filter_map(|rest| rest.parse::<u16>().ok())
        .max()
        .unwrap_or_default();
    Ok(if last < 999 { format!("{}{:03}", above.code, last + 1) } else { String::new() })
}

fn named_units() -> Select<unit::Entity> {
    unit::Entity::find()
        .select_only()
        .columns([unit::Column::Id, unit::Column::Name, unit::Column::Kind])
        .order_by_asc(unit::Column::Name)
}

fn named_unit((id, name, kind): (Uuid, String, String)) -> Result<NamedUnit, StoreError> {
    let kind = UnitKind::parse(&kind).ok_or_else(|| StoreError::row("unit", "no such kind"))?;
    Ok(NamedUnit { id: id.into(), name, kind })
}

/// The units with these ids.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::founding) async fn units(
    tx: &Tx,
    ids: &[UnitId],
) -> Result<BTreeMap<UnitId, NamedUnit>, StoreError> {
    let rows = named_units().filter(unit::Column::Id.is_in(ids.iter().map(|id| id.uuid())));
    let rows = rows.into_tuple().all(tx).await?;
    rows.into_iter().map(|row| named_unit(row).map(|unit| (unit.id, unit))).collect()
}

/// Units to choose from, by name: those with `q` in their name, and those in `chosen` whatever their name.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::founding) async fn units_offered(
    tx: &Tx,
    q: &str,
    chosen: &[UnitId],
) -> Result<Vec<NamedUnit>, StoreError> {
    let mut wanted = named_units().limit(UNITS_OFFERED);
    if !q.trim().is_empty() {
        let either = Condition::any()
            .add(unit::Column::Name.like(containing(q.trim())))
            .add(unit::Column::ShortName.like(containing(q.trim())));
        wanted = wanted.filter(either);
    }
    let rows = wanted.into_tuple().all(tx).await?;
    let mut offered: Vec<NamedUnit> = rows.into_iter().map(named_unit).collect::<Result<_, _>>()?;
    let missing: Vec<UnitId> =
        chosen.iter().copied().filter(|id| !offered.iter().any(|unit| unit.id == *id)).collect();
    if !missing.is_empty() {
        offered.extend(units(tx, &missing).await?.into_values());
        offered.sort_by(|a, b| a.name.cmp(&b.name));
    }
    Ok(offered)
}

/// Of units and the homes named for their sides, those whose own Party organisation is neither the
/// home nor above or below it: nobody else may speak for them. By unit and home, the unit's name and that organisation's.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::founding) async fn standing_elsewhere(
    tx: &Tx,
    sides: &[(UnitId, OrganisationId)],
) -> Result<BTreeMap<(UnitId, OrganisationId), (String, String)>, StoreError> {
    let chosen: Vec<UnitId> = sides.iter().map(|(unit, _)| *unit).collect();
    let homes: Vec<Uuid> = sides.iter().map(|(_, home)| home.uuid()).collect();
    let own: Vec<(Uuid, String, Option<Uuid>)> = party_organisation::Entity::find()
        .filter(party_organisation::Column::UnitId.is_in(chosen.iter().map(|unit| unit.uuid())))
        .filter(party_organisation::Column::DissolvedOn.is_null())
        .order_by_asc(party_organisation::Column::Code)
        .select_only()
        .columns([
            party_organisation::Column::Id,
            party_organisation::Column::Name,
            party_organisation::Column::UnitId,
        ])
        .into_tuple()
        .all(tx)
        .await?;
    let units = units(tx, &chosen).await?;
    let own_ids: Vec<Uuid> = own.iter().map(|(id, ..)| *id).collect();
    let above = organisation_ancestor::Column::AncestorId;
    let below = organisation_ancestor::Column::OrganisationId;
    let lines: Vec<(Uuid, Uuid)> = organisation_ancestor::Entity::find()
        .filter(
            Condition::any()
                .add(Condition::all().add(below.is_in(own_ids.clone())).add(above.is_in(homes.clone())))
                .add(Condition::all().add(below.is_in(homes)).add(above.is_in(own_ids))),
        )
        .select_only()
        .columns([below, above])
        .into_tuple()
        .all(tx)
        .await?;
    let in_line = |one: Uuid, other: Uuid| lines.contains(&(one, other)) || lines.contains(&(other, one));
    let mut elsewhere = BTreeMap::new();
    for (unit, home) in sides {
        let its: Vec<_> = own.iter().filter(|(_, _, of)| *of == Some(unit.uuid())).collect();
        if let (Some((_, organisation, _)), Some(named)) = (its.first(), units.get(unit))
            && !its.iter().any(|(id, ..)| in_line(*id, home.uuid()))
        {
            elsewhere.insert((*unit, *home), (named.name.clone(), organisation.clone()));
        }
    }
    Ok(elsewhere)
}
