//! Things as the door sees them: an id, and the organisations it lies within.

use std::marker::PhantomData;

use gongjian_domain::id::Id;
use gongjian_domain::kinds::{
    Account, CaseId, DevelopmentCase, Import, Installation, Job, Meeting, Observation, ObservationId,
    OrganisationId, PartyOrganisation, Person, PersonId, Placement, PlacementId, Side, SideId, Unit,
};
use uuid::Uuid;

/// The chain of acts that belong to no Party organisation.
pub const INSTALLATION_CHAIN: Uuid = Uuid::nil();

/// A kind of thing the policies know.
pub trait Kind: 'static {
    /// The entity type in `policies/schema.cedarschema`, and the ledger's word for it.
    const NAME: &'static str;
    /// The action that says one may know the thing at all; without one, everybody may.
    const READ: Option<&'static str>;
}

macro_rules! kinds {
    ($($kind:ty, $name:literal, $read:expr;)*) => {
        // Each line becomes `impl Kind for X { const NAME = …; const READ = …; }`.
        $(impl Kind for $kind {
            const NAME: &'static str = $name;
            const READ: Option<&'static str> = $read;
        })*
    };
}

kinds! {
    Person, "Person", Some("person.read");
    Unit, "Unit", Some("unit.read");
    PartyOrganisation, "PartyOrganisation", Some("organisation.read");
    Side, "Side", None;
    Meeting, "Meeting", Some("meeting.read");
    DevelopmentCase, "DevelopmentCase", Some("case.read");
    Observation, "Observation", Some("observation.read");
    Placement, "Placement", Some("placement.read");
    Import, "Import", Some("import.read");
    Installation, "Installation", None;
    Account, "Installation", None;
    Job, "Installation", None;
}

/// One thing, ready to be asked about.
pub struct Thing<K> {
    id: Id<K>,
    chain: Uuid,
    inner: gongjian_door::Thing,
    _kind: PhantomData<fn() -> K>,
}

fn texts(ids: &[OrganisationId]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

impl<K: Kind> Thing<K> {
    fn new(id: Id<K>, chain: Uuid, organisations: &[OrganisationId], within: &[OrganisationId]) -> Self {
        let inner = gongjian_door::Thing {
            kind: K::NAME,
            id: id.to_string(),
            organisations: texts(organisations),
            within: texts(within),
            ..gongjian_door::Thing::default()
        };
        Self { id, chain, inner, _kind: PhantomData }
    }

    /// The thing's id.
    #[must_use]
    pub fn id(&self) -> Id<K> {
        self.id
    }

    /// The chain of the ledger its acts stand in.
    #[must_use]
    pub fn chain(&self) -> Uuid {
        self.chain
    }

    pub(super) fn for_door(&self) -> &gongjian_door::Thing {
        &self.inner
    }
}

impl Thing<Installation> {
    /// The installation itself.
    #[must_use]
    pub fn installation() -> Self {
        Self::new(Id::from_uuid(Uuid::nil()), INSTALLATION_CHAIN, &[], &[])
    }
}

impl Thing<Unit> {
    /// A unit which belongs to `organisations`; `within` adds everything above them.
    #[must_use]
    pub fn unit(id: Id<Unit>, organisations: &[OrganisationId], within: &[OrganisationId]) -> Self {
        Self::new(id, INSTALLATION_CHAIN, organisations, within)
    }

    /// Any unit at all, to ask what does not depend on which one it is.
    #[must_use]
    pub fn any_unit() -> Self {
        Self::unit(Id::from_uuid(Uuid::nil()), &[], &[])
    }
}

impl Thing<PartyOrganisation> {
    /// An organisation; `within` is itself and every organisation above it.
    #[must_use]
    pub fn organisation(id: OrganisationId, within: &[OrganisationId]) -> Self {
        Self::new(id, id.uuid(), &[id], within)
    }
}

impl Thing<Side> {
    /// A side of the joint branch `of`, which lies within `within`.
    #[must_use]
    pub fn side(id: Id<Side>, of: OrganisationId, within: &[OrganisationId]) -> Self {
        Self::new(id, of.uuid(), &[of], within)
    }
}

impl Thing<Person> {
    /// A person who belongs to `organisations` today; `within` adds everything above them.
    /// Acts on the person stand in the first organisation's chain.
    #[must_use]
    pub fn person(id: PersonId, organisations: &[OrganisationId], within: &[OrganisationId]) -> Self {
        let chain = organisations.first().map_or(INSTALLATION_CHAIN, |o| o.uuid());
        Self::new(id, chain, organisations, within)
    }

    /// The same, belonging to these sides of joint branches today.
    #[must_use]
    pub fn on_sides(mut self, sides: &[SideId]) -> Self {
        self.inner.sides = sides.iter().map(ToString::to_string).collect();
        self
    }
}

impl Thing<Import> {
    /// A file brought for `organisation`; for none when it brings the organisations themselves.
    #[must_use]
    pub fn import(id: Id<Import>, organisation: Option<OrganisationId>, within: &[OrganisationId]) -> Self {
        let own: Vec<OrganisationId> = organisation.into_iter().collect();
        Self::new(id, organisation.map_or(INSTALLATION_CHAIN, |o| o.uuid()), &own, within)
    }
}

impl Thing<Meeting> {
    /// A meeting of `of` with the people invited to it.
    #[must_use]
    pub fn meeting(
        id: Id<Meeting>,
        of: OrganisationId,
        within: &[OrganisationId],
        invited: &[PersonId],
    ) -> Self {
        let mut thing = Self::new(id, of.uuid(), &[of], within);
        thing.inner.invited = invited.iter().map(ToString::to_string).collect();
        thing
    }
}

impl Thing<DevelopmentCase> {
    /// The case of `person` in `of`, on `side` of it where that is a joint branch.
    #[must_use]
    pub fn case(
        id: CaseId,
        of: OrganisationId,
        within: &[OrganisationId],
        side: Option<SideId>,
        person: PersonId,
    ) -> Self {
        let mut thing = Self::new(id, of.uuid(), &[of], within);
        thing.inner.sides = side.iter().map(ToString::to_string).collect();
        thing.inner.invited = vec![person.to_string()];
        thing
    }
}

impl Thing<Observation> {
    /// An observation about the student of `case`, open to whoever of `mentors` is its mentor today.
    #[must_use]
    pub fn observation(id: ObservationId, case: &Thing<DevelopmentCase>, mentors: &[PersonId]) -> Self {
        case.part(id).open_to(mentors)
    }
}

impl Thing<Placement> {
    /// A placement of the student of `case`, open to whoever of `mentors` is the enterprise's mentor today.
    #[must_use]
    pub fn placement(id: PlacementId, case: &Thing<DevelopmentCase>, mentors: &[PersonId]) -> Self {
        case.part(id).open_to(mentors)
    }

    /// The same, hosted today by an enterprise in which these organisations stand, and these sides of joint branches.
    #[must_use]
    pub fn hosted(mut self, by: &[OrganisationId], on: &[SideId]) -> Self {
        self.inner.hosts = texts(by);
        self.inner.host_sides = on.iter().map(ToString::to_string).collect();
        self
    }
}

impl Thing<DevelopmentCase> {
    /// Something that belongs to the case and lies where the case lies.
    fn part<K: Kind>(&self, id: Id<K>) -> Thing<K> {
        let inner = gongjian_door::Thing { kind: K::NAME, id: id.to_string(), ..self.inner.clone() };
        Thing { id, chain: self.chain, inner, _kind: PhantomData }
    }
}

impl<K: Kind> Thing<K> {
    fn open_to(mut self, mentors: &[PersonId]) -> Self {
        self.inner.mentors = mentors.iter().map(ToString::to_string).collect();
        self
    }
}
