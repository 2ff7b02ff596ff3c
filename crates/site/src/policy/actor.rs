//! Who acts: a person, a token, a link without account, a job or the operator.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use gongjian_domain::id::Id;
use gongjian_domain::kinds::{OrganisationId, PersonId, SideId};
use gongjian_door::{Asker, Door, Offices, Prepared};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::permit::{Action, Denied, Permit};
use super::scope::Scope;
use super::thing::{Kind, Thing};
use crate::db::StoreError;

/// The kind of actor, and the person where there is one: what the ledger remembers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActorKind {
    /// Somebody signed in at a browser.
    Person(PersonId),
    /// A program with a bearer token of that person.
    Token(PersonId),
    /// Somebody without an account.
    Link,
    /// The server's own job.
    Job,
    /// The operator at the command line.
    Operator,
}

impl ActorKind {
    /// The ledger's word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person(_) => "person",
            Self::Token(_) => "token",
            Self::Link => "link",
            Self::Job => "job",
            Self::Operator => "operator",
        }
    }

    /// The person, where there is one.
    #[must_use]
    pub fn person(self) -> Option<PersonId> {
        match self {
            Self::Person(id) | Self::Token(id) => Some(id),
            Self::Link | Self::Job | Self::Operator => None,
        }
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)* }) => {
        // One enum, its words in one place: `as_str`, `parse` and `ALL`.
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every one, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word in the database, in addresses and in the interface.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The one with this word.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word)
            }
        }
    };
}

words! {
    /// An office in a Party organisation.
    OfficeName {
        /// 组织员: keeps the rosters of a committee and of everything below it.
        Organiser = "organiser",
        /// 书记, of the whole or of one side of a joint branch.
        Secretary = "secretary",
        /// 副书记.
        DeputySecretary = "deputy_secretary",
        /// 组织委员.
        OrganisationMember = "organisation_member",
        /// 宣传委员.
        PublicityMember = "publicity_member",
        /// 纪检委员.
        DisciplineMember = "discipline_member",
        /// 委员 without a post of its own.
        CommitteeMember = "committee_member",
    }
}

words! {
    /// The three administrators 三员: three separate people.
    Administrator {
        /// 系统管理员: accounts, jobs, backups.
        System = "system",
        /// 安全管理员: offices and who may do what.
        Security = "security",
        /// 审计管理员: reads the ledger.
        Audit = "audit",
    }
}

/// An office held today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldOffice {
    /// Which office.
    pub name: OfficeName,
    /// In which organisation.
    pub organisation: OrganisationId,
    /// For which side of it.
    pub side: Option<SideId>,
}

/// Whoever asks, with what they hold today.
#[derive(Clone)]
pub struct Actor {
    door: Arc<Door>,
    kind: ActorKind,
    holding: Arc<Holding>,
}

/// What is held, and what follows from that alone: worked out once and shared by every copy of the actor.
struct Holding {
    held: Held,
    prepared: OnceLock<Prepared>,
    scopes: Mutex<BTreeMap<&'static str, Scope>>,
}

/// Everything an actor holds today.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    /// Offices in Party organisations.
    pub offices: Vec<HeldOffice>,
    /// Organisations the person belongs to.
    pub member: Vec<OrganisationId>,
    /// Administrator of the installation.
    pub administers: Vec<Administrator>,
}

impl Actor {
    /// A person or a token with what that person holds today.
    #[must_use]
    pub fn holding(door: Arc<Door>, kind: ActorKind, held: Held) -> Self {
        let holding = Holding { held, prepared: OnceLock::new(), scopes: Mutex::default() };
        Self { door, kind, holding: Arc::new(holding) }
    }

    /// An actor without offices: a link, a job or the operator.
    #[must_use]
    pub fn plain(door: Arc<Door>, kind: ActorKind) -> Self {
        Self::holding(door, kind, Held::default())
    }

    /// The kind of actor.
    #[must_use]
    pub fn kind(&self) -> ActorKind {
        self.kind
    }

    /// The person, where there is one.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        self.kind.person()
    }

    /// What is held today.
    #[must_use]
    pub fn held(&self) -> &Held {
        &self.holding.held
    }

    /// Whether `A` may be done to `thing`; for buttons and menus.
    ///
    /// # Errors
    ///
    /// When a policy fails.
    pub fn can<A: Action>(&self, thing: &Thing<A::On>) -> Result<bool, StoreError> {
        Ok(self.door.allows(self.prepared()?, A::NAME, thing.for_door())?)
    }

    /// The actor as the door knows one.
    fn prepared(&self) -> Result<&Prepared, StoreError> {
        if let Some(prepared) = self.holding.prepared.get() {
            return Ok(prepared);
        }
        let prepared = self.door.prepare(&self.asker())?;
        Ok(self.holding.prepared.get_or_init(|| prepared))
    }

    fn asker(&self) -> Asker {
        match self.kind {
            ActorKind::Person(id) | ActorKind::Token(id) => {
                Asker::Actor(Box::new(offices(id, &self.holding.held)))
            }
            ActorKind::Link => Asker::Link,
            ActorKind::Job => Asker::Job,
            ActorKind::Operator => Asker::Operator,
        }
    }

    /// Asks the door for `A` on `thing`.
    ///
    /// # Errors
    ///
    /// [`Denied`] (what may not be known is hidden, what may be known but not
    /// done is forbidden), or a policy that fails.
    pub fn may<A: Action>(&self, _: A, thing: &Thing<A::On>) -> Result<Permit<A>, DeniedOr> {
        if self.can::<A>(thing)? {
            return Ok(Permit::grant(self.kind, thing.id(), thing.chain()));
        }
        Err(DeniedOr::Denied(self.why_denied(A::NAME, thing)?))
    }

    fn why_denied<K: Kind>(&self, action: &'static str, thing: &Thing<K>) -> Result<Denied, StoreError> {
        if self.kind == ActorKind::Link {
            return Ok(Denied::NotSignedIn);
        }
        let known = match K::READ {
            Some(read) => self.door.allows(self.prepared()?, read, thing.for_door())?,
            None => true,
        };
        Ok(if known { Denied::Forbidden(action) } else { Denied::Hidden })
    }

    /// What a list of things of `A`'s kind may show, found by asking the same door
    /// about every organisation the actor has to do with.
    ///
    /// # Errors
    ///
    /// When a policy fails.
    pub fn scope<A: Action>(&self) -> Result<Scope, StoreError> {
        let found = self.scopes().get(A::NAME).cloned();
        if let Some(scope) = found {
            return Ok(scope);
        }
        let scope = self.asked_scope::<A>()?;
        self.scopes().insert(A::NAME, scope.clone());
        Ok(scope)
    }

    fn scopes(&self) -> std::sync::MutexGuard<'_, BTreeMap<&'static str, Scope>> {
        // A scope is put in whole or not at all, so a panic elsewhere leaves nothing half done here.
        self.holding.scopes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn asked_scope<A: Action>(&self) -> Result<Scope, StoreError> {
        if self.kind == ActorKind::Operator {
            return Ok(Scope { everything: true, ..Scope::default() });
        }
        let (nobody, anywhere) = (Uuid::nil().to_string(), Id::from_uuid(Uuid::max()));
        if self.sees::<A>(&nobody, &[anywhere], &[anywhere], &[])? {
            return Ok(Scope { everything: true, ..Scope::default() });
        }
        let mut scope = Scope::default();
        let mut roots: Vec<OrganisationId> = self.holding.held.member.clone();
        roots.extend(self.holding.held.offices.iter().map(|office| office.organisation));
        roots.sort_unstable();
        roots.dedup();
        for root in roots {
            if self.sees::<A>(&nobody, &[anywhere], &[anywhere, root], &[])? {
                scope.under.push(root);
            } else if self.sees::<A>(&nobody, &[root], &[root], &[])? {
                scope.at.push(root);
            } else {
                self.add_sides::<A>(&mut scope, root)?;
            }
        }
        if let Some(own) = self.person()
            && self.sees::<A>(&own.to_string(), &[], &[], &[])?
        {
            scope.own = Some(own);
        }
        Ok(scope)
    }

    /// The sides of `root` the actor holds an office for and sees, where not the whole of it is seen.
    fn add_sides<A: Action>(&self, scope: &mut Scope, root: OrganisationId) -> Result<(), StoreError> {
        let nobody = Uuid::nil().to_string();
        let of_root = self.holding.held.offices.iter().filter(|office| office.organisation == root);
        for side in of_root.filter_map(|office| office.side) {
            if !scope.sides.contains(&side) && self.sees::<A>(&nobody, &[root], &[root], &[side])? {
                scope.sides.push(side);
            }
        }
        Ok(())
    }

    fn sees<A: Action>(
        &self,
        id: &str,
        direct: &[OrganisationId],
        within: &[OrganisationId],
        sides: &[SideId],
    ) -> Result<bool, StoreError> {
        let texts = |ids: &[OrganisationId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
        let id = match (A::On::NAME, direct.first(), sides.first()) {
            ("PartyOrganisation", Some(organisation), _) => organisation.to_string(),
            ("Side", _, Some(side)) => side.to_string(),
            _ => id.to_owned(),
        };
        let thing = gongjian_door::Thing {
            kind: A::On::NAME,
            id,
            organisations: texts(direct),
            within: texts(within),
            sides: sides.iter().map(ToString::to_string).collect(),
            invited: if direct.is_empty() {
                self.person().iter().map(ToString::to_string).collect()
            } else {
                vec![]
            },
            ..gongjian_door::Thing::default()
        };
        Ok(self.door.allows(self.prepared()?, A::NAME, &thing)?)
    }
}

/// The door's refusal, or a failure to ask it.
#[derive(Debug, thiserror::Error)]
pub enum DeniedOr {
    /// The door stayed shut.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The door could not be asked.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The offices that lead: whoever holds one keeps the people.
const LEADING: &[OfficeName] = &[OfficeName::Secretary, OfficeName::DeputySecretary];
/// The other offices of a committee.
const SITTING: &[OfficeName] = &[
    OfficeName::OrganisationMember,
    OfficeName::PublicityMember,
    OfficeName::DisciplineMember,
    OfficeName::CommitteeMember,
];

fn offices(person: PersonId, held: &Held) -> Offices {
    let texts = |wanted: &[OfficeName], which: fn(&HeldOffice) -> Option<String>| {
        let named = held.offices.iter().filter(|office| wanted.contains(&office.name));
        let mut ids: Vec<String> = named.filter_map(which).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    // What is held for one side is held for that side alone, not for the branch.
    let whole = |office: &HeldOffice| office.side.is_none().then(|| office.organisation.to_string());
    let joint = |office: &HeldOffice| office.side.map(|_| office.organisation.to_string());
    let side = |office: &HeldOffice| office.side.map(|side| side.to_string());
    Offices {
        person: person.to_string(),
        member: held.member.iter().map(ToString::to_string).collect(),
        organiser: texts(&[OfficeName::Organiser], whole),
        secretary: texts(LEADING, whole),
        committee: texts(SITTING, whole),
        joint_secretary: texts(LEADING, joint),
        joint_committee: texts(SITTING, joint),
        side_keeper: texts(LEADING, side),
        side_committee: texts(SITTING, side),
        // A branch without sides is a party itself and confirms under its own id.
        side_secretary: texts(&[OfficeName::Secretary], |office| {
            Some(office.side.map_or_else(|| office.organisation.to_string(), |side| side.to_string()))
        }),
        administers: held.administers.iter().map(|a| a.as_str().to_owned()).collect(),
    }
}
