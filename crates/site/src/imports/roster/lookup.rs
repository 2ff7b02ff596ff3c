//! Finding the people that rows of a roster are about, many at a time.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use gongjian_domain::kinds::{OrganisationId, PersonId, SideId, UnitId};
use gongjian_domain::organisation::unit::{OrganisationKind, UnitKind};
use gongjian_domain::people::affiliation::AffiliationRole;
use gongjian_domain::people::roster::{KnownBranch, KnownUnit, RosterEntry};
use gongjian_domain::people::stage::{Stage, Standing};
use gongjian_tables::{
    affiliation, membership, organisation_ancestor, party_organisation, person, side, side_unit, unit,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::compare::Found;
use super::known::{KnownAffiliation, KnownMembership, KnownPerson, Particulars, Place, PlacedUnit};
use crate::account::store::{ends_after, offices_from};
use crate::db::{StoreError, Tx};
use crate::keys::Keys;
use crate::people;

/// The place a roster for `organisation` is brought for.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn place(tx: &Tx, organisation: OrganisationId, today: NaiveDate) -> Result<Place, StoreError> {
    let below = organisation_ancestor::Entity::find()
        .filter(organisation_ancestor::Column::AncestorId.eq(organisation.uuid()))
        .select_only()
        .column(organisation_ancestor::Column::OrganisationId)
        .into_tuple::<Uuid>()
        .all(tx)
        .await?;
    let within: HashSet<OrganisationId> = below.into_iter().map(OrganisationId::from).collect();
    let mut place = Place { today, within, ..Place::default() };
    for row in party_organisation::Entity::find().all(tx).await? {
        let id = OrganisationId::from(row.id);
        let kind = OrganisationKind::parse(&row.kind)
            .ok_or_else(|| StoreError::row("party_organisation", "an unknown kind"))?;
        place.names.insert(id, row.name.clone());
        if kind == OrganisationKind::JointBranch {
            place.joint.insert(id);
        }
        let lives = row.dissolved_on.is_none_or(|day| day > today);
        if kind.is_branch() && lives && place.within.contains(&id) {
            let unit = row.unit_id.map(UnitId::from);
            let branch = KnownBranch { id, code: row.code, name: row.name, short_name: row.short_name, unit };
            place.branches.insert(id, branch);
        }
    }
    for row in unit::Entity::find().all(tx).await? {
        let kind = UnitKind::parse(&row.kind).ok_or_else(|| StoreError::row("unit", "an unknown kind"))?;
        let id = UnitId::from(row.id);
        let known =
            KnownUnit { id, name: row.name, short_name: row.short_name, credit_code: row.credit_code };
        place.units.insert(id, PlacedUnit { known, kind });
    }
    place.sides = sides(tx, &place.within).await?;
    Ok(place)
}

async fn sides(
    tx: &Tx,
    within: &HashSet<OrganisationId>,
) -> Result<HashMap<(OrganisationId, UnitId), SideId>, StoreError> {
    let all = side::Entity::find().all(tx).await?;
    let here: HashMap<Uuid, OrganisationId> = all
        .into_iter()
        .map(|side| (side.id, OrganisationId::from(side.organisation_id)))
        .filter(|(_, of)| within.contains(of))
        .collect();
    let made = side_unit::Entity::find().filter(side_unit::Column::SideId.is_in(here.keys().copied()));
    let ties = made.all(tx).await?.into_iter().filter_map(|tie| {
        let of = here.get(&tie.side_id)?;
        Some(((*of, UnitId::from(tie.unit_id)), SideId::from(tie.side_id)))
    });
    Ok(ties.collect())
}

/// The people a batch of rows may be about.
#[derive(Debug, Default)]
pub struct Known {
    by_index: HashMap<Vec<u8>, PersonId>,
    by_staff_number: HashMap<(UnitId, String), PersonId>,
    people: HashMap<PersonId, KnownPerson>,
}

impl Known {
    /// Looks up everybody the `entries` may be about: six questions, however many they are.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn about(
        tx: &Tx,
        keys: &Keys,
        entries: &[&RosterEntry],
        today: NaiveDate,
    ) -> Result<Self, StoreError> {
        let mut known = Self::default();
        let mut indexes = Vec::new();
        for number in entries.iter().filter_map(|entry| entry.identity_number) {
            indexes.push(people::identity_index(keys, number)?);
        }
        let identified = person::Entity::find()
            .filter(person::Column::IdNumberIndex.is_in(indexes))
            .select_only()
            .columns([person::Column::Id, person::Column::IdNumberIndex])
            .into_tuple::<(Uuid, Option<Vec<u8>>)>()
            .all(tx)
            .await?;
        for (id, index) in identified {
            known.by_index.extend(index.map(|index| (index, PersonId::from(id))));
        }
        let numbered = entries.iter().filter_map(|entry| entry.unit.zip(entry.staff_number.as_ref()));
        let (units, numbers): (HashSet<Uuid>, Vec<&str>) =
            numbered.map(|(unit, number)| (unit.uuid(), number.as_str())).unzip();
        let numbered = affiliation::Entity::find()
            .filter(affiliation::Column::UnitId.is_in(units))
            .filter(affiliation::Column::StaffNumber.is_in(numbers))
            .all(tx)
            .await?;
        for row in numbered {
            let Some(number) = row.staff_number else { continue };
            known.by_staff_number.insert((row.unit_id.into(), number), row.person_id.into());
        }
        let ids: HashSet<Uuid> =
            known.by_index.values().chain(known.by_staff_number.values()).map(|id| id.uuid()).collect();
        known.people = people_of(tx, ids.into_iter().collect(), today).await?;
        Ok(known)
    }

    /// Whom the register has under the numbers of `entry`.
    ///
    /// # Errors
    ///
    /// As [`people::identity_index`].
    pub fn found(&self, keys: &Keys, entry: &RosterEntry) -> Result<Found<'_>, StoreError> {
        let index = entry.identity_number.map(|number| people::identity_index(keys, number)).transpose()?;
        let by_identity = index.and_then(|index| self.by_index.get(&index));
        let numbered = entry.unit.zip(entry.staff_number.as_ref());
        let by_staff_number =
            numbered.and_then(|(unit, number)| self.by_staff_number.get(&(unit, number.as_str().to_owned())));
        Ok(Found {
            by_identity: by_identity.and_then(|id| self.people.get(id)),
            by_staff_number: by_staff_number.and_then(|id| self.people.get(id)),
        })
    }
}

/// These people with their open formal memberships and offices, and all their affiliations.
async fn people_of(
    tx: &Tx,
    ids: Vec<Uuid>,
    today: NaiveDate,
) -> Result<HashMap<PersonId, KnownPerson>, StoreError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut people = HashMap::with_capacity(ids.len());
    for row in person::Entity::find().filter(person::Column::Id.is_in(ids.clone())).all(tx).await? {
        let person = known_person(row)?;
        people.insert(person.id, person);
    }
    let memberships = membership::Entity::find()
        .filter(membership::Column::PersonId.is_in(ids.clone()))
        .filter(membership::Column::Kind.eq("formal"))
        .filter(ends_after(membership::Column::UntilOn, today))
        .order_by_asc(membership::Column::Id)
        .all(tx)
        .await?;
    for row in memberships {
        if let Some(person) = people.get_mut(&PersonId::from(row.person_id)) {
            let organisation = row.organisation_id.into();
            person.memberships.push(KnownMembership { id: row.id, organisation, until_on: row.until_on });
        }
    }
    for office in offices_from(tx, &ids, today).await? {
        if let Some(person) = people.get_mut(&office.person) {
            person.offices.push(office);
        }
    }
    let affiliations = affiliation::Entity::find()
        .filter(affiliation::Column::PersonId.is_in(ids))
        .order_by_asc(affiliation::Column::Id)
        .all(tx)
        .await?;
    for row in affiliations {
        if let Some(person) = people.get_mut(&PersonId::from(row.person_id)) {
            person.affiliations.push(KnownAffiliation {
                id: row.id,
                unit: row.unit_id.into(),
                role: AffiliationRole::parse(&row.role)
                    .ok_or_else(|| StoreError::row("affiliation", "an unknown role"))?,
                staff_number: row.staff_number,
                until_on: row.until_on,
                open: row.until_on.is_none_or(|day| day > today),
            });
        }
    }
    Ok(people)
}

fn known_person(row: person::Model) -> Result<KnownPerson, StoreError> {
    let stage =
        |word: String| Stage::parse(&word).ok_or_else(|| StoreError::row("person", "an unknown stage"));
    let standing = Standing {
        applied_on: row.applied_on,
        activist_on: row.activist_on,
        target_on: row.target_on,
        joined_on: row.joined_on,
        full_on: row.full_on,
    };
    Ok(KnownPerson {
        id: row.id.into(),
        has_identity: row.id_number_index.is_some(),
        particulars: Particulars {
            name: row.name,
            sex: row.sex,
            born_on: row.born_on,
            ethnicity: row.ethnicity,
            native_place: row.native_place,
            education: row.education,
            phone: row.phone,
            email: row.email,
            introducers: row.introducers,
            stage: row.stage.map(stage).transpose()?,
            standing,
        },
        memberships: Vec::new(),
        affiliations: Vec::new(),
        offices: Vec::new(),
    })
}
