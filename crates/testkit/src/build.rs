//! Builders: organisations, people, offices, written straight into the tables.

use chrono::NaiveDate;
use gongjian_domain::kinds::{OrganisationId, PersonId, SideId, UnitId};
use gongjian_site::account::sessions;
use gongjian_site::db::StoreError;
use gongjian_site::policy::{Administrator, OfficeName};
use gongjian_site::{Site, organisation, people};
use gongjian_tables::{
    account, affiliation, membership, office, party_organisation, person, side, side_unit, unit,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use crate::TestSite;

fn long_ago() -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 1, 1).expect("a day")
}

impl TestSite {
    /// Begins a person of this name.
    #[must_use]
    pub fn person<'a>(&'a self, name: &'a str) -> PersonBuilder<'a> {
        PersonBuilder {
            site: &self.site,
            name,
            stage: "full",
            memberships: vec![],
            offices: vec![],
            administers: None,
            affiliation: None,
        }
    }

    /// Begins an organisation with this code; a branch unless told otherwise.
    #[must_use]
    pub fn organisation<'a>(&'a self, code: &'a str, name: &'a str) -> OrganisationBuilder<'a> {
        OrganisationBuilder { site: &self.site, code, name, kind: "branch", parent: None, unit: None }
    }

    /// A unit of this kind.
    pub async fn unit(&self, kind: &str, name: &str) -> UnitId {
        let id: UnitId = self.site.clock.id();
        let row = unit::ActiveModel {
            id: Set(id.uuid()),
            kind: Set(kind.to_owned()),
            name: Set(name.to_owned()),
            created_at: Set(self.site.clock.now()),
            ..Default::default()
        };
        self.keep(async |tx| Ok(unit::Entity::insert(row).exec_without_returning(tx).await.map(|_| ())?))
            .await;
        id
    }

    /// A side of a joint branch, made of `units`.
    pub async fn side(&self, of: OrganisationId, kind: &str, seal: &str, units: &[UnitId]) -> SideId {
        let id: SideId = self.site.clock.id();
        let row = side::ActiveModel {
            id: Set(id.uuid()),
            organisation_id: Set(of.uuid()),
            kind: Set(kind.to_owned()),
            seal: Set(seal.to_owned()),
            name: Set(format!("{seal}方")),
            position: Set(0),
        };
        self.keep(async |tx| {
            side::Entity::insert(row).exec_without_returning(tx).await?;
            for unit in units {
                let tie = side_unit::ActiveModel { side_id: Set(id.uuid()), unit_id: Set(unit.uuid()) };
                side_unit::Entity::insert(tie).exec_without_returning(tx).await?;
            }
            Ok(())
        })
        .await;
        id
    }

    /// Changes rows directly.
    ///
    /// # Panics
    ///
    /// When the database refuses.
    pub async fn keep<T>(
        &self,
        work: impl AsyncFnOnce(&mut gongjian_site::db::Tx) -> Result<T, StoreError>,
    ) -> T {
        self.site.db.keep(work).await.expect("the rows are kept")
    }
}

/// An organisation in the making.
pub struct OrganisationBuilder<'a> {
    site: &'a Site,
    code: &'a str,
    name: &'a str,
    kind: &'a str,
    parent: Option<OrganisationId>,
    unit: Option<UnitId>,
}

impl OrganisationBuilder<'_> {
    /// It is a committee.
    #[must_use]
    pub fn committee(mut self) -> Self {
        self.kind = "committee";
        self
    }

    /// It is a joint branch.
    #[must_use]
    pub fn joint_branch(mut self) -> Self {
        self.kind = "joint_branch";
        self
    }

    /// It lies below `parent`.
    #[must_use]
    pub fn below(mut self, parent: OrganisationId) -> Self {
        self.parent = Some(parent);
        self
    }

    /// It lies in `unit`.
    #[must_use]
    pub fn in_unit(mut self, unit: UnitId) -> Self {
        self.unit = Some(unit);
        self
    }

    /// Writes it.
    ///
    /// # Panics
    ///
    /// When the database refuses.
    pub async fn create(self) -> OrganisationId {
        let id: OrganisationId = self.site.clock.id();
        let row = party_organisation::ActiveModel {
            id: Set(id.uuid()),
            code: Set(self.code.to_owned()),
            name: Set(self.name.to_owned()),
            kind: Set(self.kind.to_owned()),
            parent_id: Set(self.parent.map(Into::into)),
            unit_id: Set(self.unit.map(Into::into)),
            created_at: Set(self.site.clock.now()),
            ..Default::default()
        };
        let work = self.site.db.keep(async |tx| {
            party_organisation::Entity::insert(row).exec_without_returning(tx).await?;
            organisation::store::place(tx, id, self.parent).await
        });
        work.await.expect("the organisation is kept");
        id
    }
}

/// A person in the making.
pub struct PersonBuilder<'a> {
    site: &'a Site,
    name: &'a str,
    stage: &'a str,
    memberships: Vec<(OrganisationId, Option<SideId>)>,
    offices: Vec<(OrganisationId, OfficeName, Option<SideId>)>,
    administers: Option<Administrator>,
    affiliation: Option<(UnitId, &'a str)>,
}

impl<'a> PersonBuilder<'a> {
    /// The person belongs to `organisation` since 2020.
    #[must_use]
    pub fn member_of(mut self, organisation: OrganisationId) -> Self {
        self.memberships.push((organisation, None));
        self
    }

    /// The person belongs to `organisation` on `side` since 2020.
    #[must_use]
    pub fn on_side(mut self, organisation: OrganisationId, side: SideId) -> Self {
        self.memberships.push((organisation, Some(side)));
        self
    }

    /// The person stands at this stage.
    #[must_use]
    pub fn at_stage(mut self, stage: &'a str) -> Self {
        self.stage = stage;
        self
    }

    /// The person works or studies in `unit`.
    #[must_use]
    pub fn affiliated(mut self, unit: UnitId, role: &'a str) -> Self {
        self.affiliation = Some((unit, role));
        self
    }

    /// The person is organiser of `organisation`.
    #[must_use]
    pub fn organiser_of(mut self, organisation: OrganisationId) -> Self {
        self.offices.push((organisation, OfficeName::Organiser, None));
        self
    }

    /// The person is secretary of `organisation`, perhaps of one side.
    #[must_use]
    pub fn secretary_of(mut self, organisation: OrganisationId, side: Option<SideId>) -> Self {
        self.offices.push((organisation, OfficeName::Secretary, side));
        self
    }

    /// The person holds an office in `organisation`.
    #[must_use]
    pub fn office(mut self, organisation: OrganisationId, name: OfficeName) -> Self {
        self.offices.push((organisation, name, None));
        self
    }

    /// The person holds an office for one side of `organisation`.
    #[must_use]
    pub fn office_for(mut self, organisation: OrganisationId, name: OfficeName, side: SideId) -> Self {
        self.offices.push((organisation, name, Some(side)));
        self
    }

    /// The person is one of the three administrators.
    #[must_use]
    pub fn administrator(mut self, which: Administrator) -> Self {
        self.administers = Some(which);
        self
    }

    /// Writes the person.
    ///
    /// # Panics
    ///
    /// When the database refuses.
    pub async fn create(self) -> PersonId {
        let clock = &self.site.clock;
        let id: PersonId = clock.id();
        let work = self.site.db.keep(async |tx| {
            let row = person::ActiveModel {
                id: Set(id.uuid()),
                name: Set(self.name.to_owned()),
                initials: Set(people::initials(self.name)),
                stage: Set(Some(self.stage.to_owned())),
                created_at: Set(clock.now()),
                ..Default::default()
            };
            person::Entity::insert(row).exec_without_returning(tx).await?;
            for (organisation, side) in &self.memberships {
                let row = membership::ActiveModel {
                    id: Set(clock.uuid()),
                    person_id: Set(id.uuid()),
                    organisation_id: Set(organisation.uuid()),
                    kind: Set("formal".to_owned()),
                    side_id: Set(side.map(Into::into)),
                    from_on: Set(Some(long_ago())),
                    until_on: Set(None),
                };
                membership::Entity::insert(row).exec_without_returning(tx).await?;
            }
            if let Some((unit, role)) = self.affiliation {
                let row = affiliation::ActiveModel {
                    id: Set(clock.uuid()),
                    person_id: Set(id.uuid()),
                    unit_id: Set(unit.uuid()),
                    role: Set(role.to_owned()),
                    staff_number: Set(None),
                    from_on: Set(None),
                    until_on: Set(None),
                };
                affiliation::Entity::insert(row).exec_without_returning(tx).await?;
            }
            let offices = self.offices.iter().map(|(o, name, side)| (name.as_str(), Some(*o), *side));
            let administers = self.administers.iter().map(|a| (a.as_str(), None, None));
            for (name, organisation, side) in offices.chain(administers) {
                let row = office::ActiveModel {
                    id: Set(clock.uuid()),
                    person_id: Set(id.uuid()),
                    organisation_id: Set(organisation.map(Into::into)),
                    side_id: Set(side.map(Into::into)),
                    name: Set(name.to_owned()),
                    from_on: Set(long_ago()),
                    until_on: Set(None),
                };
                office::Entity::insert(row).exec_without_returning(tx).await?;
            }
            Ok::<_, StoreError>(())
        });
        work.await.expect("the person is kept");
        id
    }
}

/// Signs `person` in and returns the session's secret.
pub(crate) async fn session(site: &Site, person: PersonId) -> String {
    let opened = site.db.keep(async |tx| {
        let known =
            account::Entity::find().filter(account::Column::PersonId.eq(person.uuid())).one(tx).await?;
        let account = match known {
            Some(row) => row.id,
            None => {
                let id = site.clock.uuid();
                let row = account::ActiveModel {
                    id: Set(id),
                    person_id: Set(person.uuid()),
                    name: Set(id.simple().to_string()),
                    password_hash: Set(None),
                    created_at: Set(site.clock.now()),
                    disabled_at: Set(None),
                };
                account::Entity::insert(row).exec_without_returning(tx).await?;
                id
            }
        };
        sessions::open(tx, site, account, sessions::SESSION, "test").await
    });
    opened.await.expect("a session opens")
}
