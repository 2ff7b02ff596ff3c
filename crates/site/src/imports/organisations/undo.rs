//! Taking units and organisations back.

use std::collections::{HashMap, HashSet};

use gongjian_domain::kinds::ImportId;
use gongjian_tables::{
    affiliation, import_run, membership, office, party_organisation, side, side_unit, unit,
    unit_apprenticeship, unit_relation, unit_residency,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::judge;
use super::known::Known;
use super::write::{
    AT_ONCE, Former, detach, place_again, put_apprenticeship, put_organisation, put_residency, put_unit,
};
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::imports::roster::undo::later_imports;
use crate::imports::row::{JudgedRow, Part, RowState};
use crate::imports::undo::{Dependent, Depends};

/// A row that was taken over, with what stood there before.
pub struct TakenOver {
    /// The row.
    pub row: JudgedRow,
    /// What stood there before.
    pub former: Former,
}

/// What the import made, by table.
struct Made {
    units: Vec<Uuid>,
    organisations: Vec<Uuid>,
}

fn made(rows: &[TakenOver]) -> Made {
    let of = |part| {
        let new = rows.iter().filter(move |taken| taken.row.part == part && taken.former == Former::Nothing);
        new.filter_map(|taken| taken.row.subject).collect()
    };
    Made { units: of(Part::Units), organisations: of(Part::Organisations) }
}

/// What has come to depend on these rows since.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::imports) async fn dependents(
    tx: &Tx,
    site: &Site,
    run: ImportId,
    rows: &[TakenOver],
) -> Result<Vec<Dependent>, StoreError> {
    let names: HashMap<Uuid, &str> =
        rows.iter().filter_map(|taken| Some((taken.row.subject?, taken.row.label.as_str()))).collect();
    let made = made(rows);
    let mut found = Vec::new();
    let mut note = |why: Depends, ids: HashSet<Uuid>| {
        let named = ids.iter().filter_map(|id| names.get(id));
        found.extend(named.map(|name| Dependent { why, name: (*name).to_owned() }));
    };
    let all: Vec<Uuid> = names.keys().copied().collect();
    note(Depends::LaterImport, later_imports(tx, run, &all).await?.into_iter().collect());
    note(Depends::LaterImport, named_in(tx, import_run::Column::OrganisationId, &made.organisations).await?);
    note(Depends::People, named_in(tx, membership::Column::OrganisationId, &made.organisations).await?);
    note(Depends::People, named_in(tx, affiliation::Column::UnitId, &made.units).await?);
    note(Depends::Office, named_in(tx, office::Column::OrganisationId, &made.organisations).await?);
    note(Depends::JointBranch, named_in(tx, side::Column::OrganisationId, &made.organisations).await?);
    note(Depends::JointBranch, named_in(tx, side_unit::Column::UnitId, &made.units).await?);
    note(Depends::Relation, named_in(tx, unit_relation::Column::UnitId, &made.units).await?);
    note(Depends::Relation, named_in(tx, unit_relation::Column::OtherId, &made.units).await?);
    let known = Known::read(tx, site.clock.today()).await?;
    note(Depends::Below, others_below(&known, &made));
    for judged in judge(&site.clock, &known, rows.iter().map(|taken| taken.row.clone()).collect()) {
        if judged.row.state != RowState::Unchanged {
            found.push(Dependent { why: Depends::Changed, name: judged.row.label });
        }
    }
    Ok(found)
}

/// Those of `ids` that a column of another table names.
async fn named_in<C: ColumnTrait>(tx: &Tx, column: C, ids: &[Uuid]) -> Result<HashSet<Uuid>, StoreError>
where
    C::EntityName: EntityTrait,
{
    let mut named = HashSet::new();
    for batch in ids.chunks(AT_ONCE) {
        let found: Vec<Option<Uuid>> = <C::EntityName as EntityTrait>::find()
            .filter(column.is_in(batch.iter().copied()))
            .select_only()
            .column(column)
            .distinct()
            .into_tuple()
            .all(tx)
            .await?;
        named.extend(found.into_iter().flatten());
    }
    Ok(named)
}

/// What others put below something the import made.
fn others_below(known: &Known, made: &Made) -> HashSet<Uuid> {
    let units: HashSet<Uuid> = made.units.iter().copied().collect();
    let organisations: HashSet<Uuid> = made.organisations.iter().copied().collect();
    let other_units = known.units.values().filter(|unit| !units.contains(&unit.id.uuid()));
    let other_organisations =
        known.organisations.values().filter(|one| !organisations.contains(&one.id.uuid()));
    let above = other_organisations.flat_map(|one| {
        let parent = one.values.parent.map(Uuid::from).filter(|id| organisations.contains(id));
        let unit = one.values.unit.map(Uuid::from).filter(|id| units.contains(id));
        [parent, unit]
    });
    let parents = other_units.map(|unit| unit.values.parent.map(Uuid::from).filter(|id| units.contains(id)));
    parents.chain(above).flatten().collect()
}

/// Brings back what stood before these rows. Nothing may depend on them.
///
/// # Errors
///
/// When the database refuses, also because something nobody foresaw still points there.
pub(in crate::imports) async fn take_back(tx: &mut Tx, rows: Vec<TakenOver>) -> Result<(), StoreError> {
    let Made { units, organisations } = made(&rows);
    let mut moved = Vec::new();
    for TakenOver { row, former } in rows {
        let Some(subject) = row.subject else { continue };
        match former {
            Former::Nothing => {}
            Former::Organisation(values) => {
                moved.push(subject);
                put_organisation(tx, subject, *values).await?;
            }
            Former::Unit(before) => {
                let before = *before;
                detach_times(tx, subject).await?;
                put_unit(tx, before.id, before.values).await?;
                for stay in before.residencies {
                    put_residency(tx, before.id, stay, true).await?;
                }
                for time in before.apprenticeships {
                    put_apprenticeship(tx, before.id, time, true).await?;
                }
            }
        }
    }
    // Before anything goes nothing may lie within it any more.
    place_again(tx, &moved).await?;
    for batch in organisations.chunks(AT_ONCE) {
        detach(tx, &[], batch).await?;
    }
    for batch in units.chunks(AT_ONCE) {
        detach(tx, batch, &[]).await?;
    }
    for batch in organisations.chunks(AT_ONCE) {
        let gone = party_organisation::Column::Id.is_in(batch.iter().copied());
        party_organisation::Entity::delete_many().filter(gone).exec(tx).await?;
    }
    for batch in units.chunks(AT_ONCE) {
        let gone = unit::Column::Id.is_in(batch.iter().copied());
        unit::Entity::delete_many().filter(gone).exec(tx).await?;
    }
    Ok(())
}

async fn detach_times(tx: &Tx, unit: Uuid) -> Result<(), StoreError> {
    unit_residency::Entity::delete_many().filter(unit_residency::Column::UnitId.eq(unit)).exec(tx).await?;
    unit_apprenticeship::Entity::delete_many()
        .filter(unit_apprenticeship::Column::UnitId.eq(unit))
        .exec(tx)
        .await?;
    Ok(())
}
