//! Taking a roster back: what it brought goes, what stood before comes again.

use std::collections::{HashMap, HashSet};

use gongjian_domain::kinds::ImportId;
use gongjian_tables::{account, affiliation, import_row, import_run, membership, office, person, reading};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::write::{Former, end_membership, fill, put_affiliation};
use super::{Judge, known::Place};
use crate::Site;
use crate::account::store::put_office_end;
use crate::db::{StoreError, Tx};
use crate::imports::row::{JudgedRow, RowState};
use crate::imports::run::State;
use crate::imports::undo::{Dependent, Depends};

/// A row that was taken over, with what stood there before.
pub struct TakenOver {
    /// The row.
    pub row: JudgedRow,
    /// What stood there before.
    pub former: Former,
}

/// What has come to depend on these rows since.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::imports) async fn dependents(
    tx: &Tx,
    site: &Site,
    place: &Place,
    run: ImportId,
    rows: &[TakenOver],
) -> Result<Vec<Dependent>, StoreError> {
    let names: HashMap<Uuid, &str> =
        rows.iter().filter_map(|taken| Some((taken.row.subject?, taken.row.label.as_str()))).collect();
    let mut found: Vec<Dependent> = Vec::new();
    let mut note = |why: Depends, ids: Vec<Uuid>| {
        let named = ids.iter().filter_map(|id| names.get(id));
        found.extend(named.map(|name| Dependent { why, name: (*name).to_owned() }));
    };
    let all: Vec<Uuid> = names.keys().copied().collect();
    let made: Vec<Uuid> = rows
        .iter()
        .filter(|taken| taken.former.particulars.is_none())
        .filter_map(|taken| taken.row.subject)
        .collect();
    note(Depends::LaterImport, later_imports(tx, run, &all).await?);
    note(Depends::Account, column(tx, account::Column::PersonId, &made).await?);
    note(Depends::Office, column(tx, office::Column::PersonId, &made).await?);
    note(Depends::Office, succeeded(tx, rows).await?);
    note(Depends::Membership, other_memberships(tx, rows, &made).await?);
    let again = rows.iter().map(|taken| taken.row.clone()).collect();
    for judged in Judge::new(place, &site.keys).again(tx, again).await? {
        if judged.row.state != RowState::Unchanged {
            found.push(Dependent { why: Depends::Changed, name: judged.row.label });
        }
    }
    Ok(found)
}

/// The people among `ids` that a column of another table names.
async fn column<C: ColumnTrait>(tx: &Tx, column: C, ids: &[Uuid]) -> Result<Vec<Uuid>, StoreError>
where
    C::EntityName: EntityTrait,
{
    Ok(<C::EntityName as EntityTrait>::find()
        .filter(column.is_in(ids.iter().copied()))
        .select_only()
        .column(column)
        .distinct()
        .into_tuple()
        .all(tx)
        .await?)
}

/// People whose office ended with the import and is held by somebody else since.
async fn succeeded(tx: &Tx, rows: &[TakenOver]) -> Result<Vec<Uuid>, StoreError> {
    let ended: Vec<Uuid> =
        rows.iter().flat_map(|taken| &taken.former.offices_ended).map(|(id, _)| *id).collect();
    let mut found = Vec::new();
    if ended.is_empty() {
        return Ok(found);
    }
    for left in office::Entity::find().filter(office::Column::Id.is_in(ended)).all(tx).await? {
        let side = match left.side_id {
            Some(side) => office::Column::SideId.eq(side),
            None => office::Column::SideId.is_null(),
        };
        let since = office::Entity::find()
            .filter(office::Column::OrganisationId.eq(left.organisation_id))
            .filter(office::Column::Name.eq(left.name))
            .filter(side)
            .filter(office::Column::Id.ne(left.id))
            .filter(office::Column::UntilOn.is_null());
        if since.one(tx).await?.is_some() {
            found.push(left.person_id);
        }
    }
    Ok(found)
}

/// Memberships and affiliations the import did not begin.
async fn other_memberships(tx: &Tx, rows: &[TakenOver], made: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
    let ours: HashSet<Uuid> = rows
        .iter()
        .flat_map(|taken| taken.former.membership_begun.into_iter().chain(taken.former.affiliation_begun))
        .collect();
    let memberships: Vec<(Uuid, Uuid)> = membership::Entity::find()
        .filter(membership::Column::PersonId.is_in(made.iter().copied()))
        .select_only()
        .columns([membership::Column::Id, membership::Column::PersonId])
        .into_tuple()
        .all(tx)
        .await?;
    let affiliations: Vec<(Uuid, Uuid)> = affiliation::Entity::find()
        .filter(affiliation::Column::PersonId.is_in(made.iter().copied()))
        .select_only()
        .columns([affiliation::Column::Id, affiliation::Column::PersonId])
        .into_tuple()
        .all(tx)
        .await?;
    let others = memberships.into_iter().chain(affiliations).filter(|(id, _)| !ours.contains(id));
    let people: HashSet<Uuid> = others.map(|(_, person)| person).collect();
    Ok(people.into_iter().collect())
}

/// Subjects that an import committed later has changed too.
pub(in crate::imports) async fn later_imports(
    tx: &Tx,
    run: ImportId,
    subjects: &[Uuid],
) -> Result<Vec<Uuid>, StoreError> {
    let Some(this) = import_run::Entity::find_by_id(run.uuid()).one(tx).await? else { return Ok(Vec::new()) };
    let later: Vec<Uuid> = import_run::Entity::find()
        .filter(import_run::Column::State.eq(State::Committed.as_str()))
        .filter(import_run::Column::CommittedAt.gte(this.committed_at))
        .filter(import_run::Column::Id.ne(run.uuid()))
        .select_only()
        .column(import_run::Column::Id)
        .into_tuple()
        .all(tx)
        .await?;
    if later.is_empty() {
        return Ok(Vec::new());
    }
    let changed = [RowState::New.as_str(), RowState::Changed.as_str()];
    let found: Vec<Option<Uuid>> = import_row::Entity::find()
        .filter(import_row::Column::SubjectId.is_in(subjects.iter().copied()))
        .filter(import_row::Column::RunId.is_in(later))
        .filter(import_row::Column::State.is_in(changed))
        .select_only()
        .column(import_row::Column::SubjectId)
        .distinct()
        .into_tuple()
        .all(tx)
        .await?;
    Ok(found.into_iter().flatten().collect())
}

/// Brings back what stood before these rows. Nothing may depend on them.
///
/// # Errors
///
/// When the database refuses, also because something nobody foresaw still points at a person.
pub(in crate::imports) async fn take_back(tx: &mut Tx, rows: Vec<TakenOver>) -> Result<(), StoreError> {
    let begun = |pick: fn(&Former) -> Option<Uuid>| -> Vec<Uuid> {
        rows.iter().filter_map(|taken| pick(&taken.former)).collect()
    };
    let (memberships, affiliations) = (begun(|f| f.membership_begun), begun(|f| f.affiliation_begun));
    membership::Entity::delete_many().filter(membership::Column::Id.is_in(memberships)).exec(tx).await?;
    affiliation::Entity::delete_many().filter(affiliation::Column::Id.is_in(affiliations)).exec(tx).await?;
    let mut made = Vec::new();
    for TakenOver { row, former } in rows {
        let Some(subject) = row.subject else { continue };
        if let Some((id, until_on)) = former.membership_ended {
            end_membership(tx, id, until_on).await?;
        }
        for (id, until_on) in former.offices_ended {
            put_office_end(tx, id, until_on).await?;
        }
        for affiliation in former.affiliation_ended.into_iter().chain(former.affiliation_changed) {
            put_affiliation(tx, affiliation).await?;
        }
        let Some(particulars) = former.particulars else {
            made.push(subject);
            continue;
        };
        let mut before = person::ActiveModel { id: Set(subject), ..Default::default() };
        fill(&mut before, &particulars);
        if former.gained_identity {
            before.id_number_sealed = Set(None);
            before.id_number_index = Set(None);
        }
        person::Entity::update(before).exec(tx).await?;
    }
    // That somebody looked at a file that goes is no reason to keep it.
    reading::Entity::delete_many()
        .filter(reading::Column::PersonId.is_in(made.iter().copied()))
        .exec(tx)
        .await?;
    person::Entity::delete_many().filter(person::Column::Id.is_in(made)).exec(tx).await?;
    Ok(())
}
