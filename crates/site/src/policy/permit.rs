//! Permits: proof that the door was passed, and for what.

use std::marker::PhantomData;

use gongjian_domain::id::Id;

use super::actor::ActorKind;
use super::thing::Kind;
use crate::ledger::Act;

/// Something an actor may be permitted to do.
pub trait Action: 'static {
    /// The kind of thing it is done to.
    type On: Kind;
    /// Its name in the policies, the ledger and the policy matrix.
    const NAME: &'static str;
}

/// Actions whose permit lets an account be made.
pub trait MakesAccounts: Action {}
/// Actions whose permit lets an administrator be appointed.
pub trait AppointsAdministrators: Action {}

/// Proof that the door was passed. Only [`super::Actor::may`] makes one.
///
/// ```compile_fail
/// use gongjian_site::policy::{Permit, actions::ImportPeople};
/// let forged = Permit::<ImportPeople> { };
/// ```
pub struct Permit<A: Action> {
    actor: ActorKind,
    on: Id<A::On>,
    chain: uuid::Uuid,
    _action: PhantomData<fn() -> A>,
}

impl<A: Action> Permit<A> {
    pub(super) fn grant(actor: ActorKind, on: Id<A::On>, chain: uuid::Uuid) -> Self {
        Self { actor, on, chain, _action: PhantomData }
    }

    /// The thing this was granted for.
    #[must_use]
    pub fn on(&self) -> Id<A::On> {
        self.on
    }

    /// Who it was granted to.
    #[must_use]
    pub fn actor(&self) -> ActorKind {
        self.actor
    }

    /// The act that will stand in the ledger, about the thing the permit is for.
    pub fn act(&self) -> Act {
        Act::new(self.actor, A::NAME, A::On::NAME, Some(self.on.uuid()), self.chain)
    }
}

impl Denied {
    /// The offices held do not permit `A`.
    #[must_use]
    pub fn forbidden<A: Action>() -> Self {
        Self::Forbidden(A::NAME)
    }
}

/// The door stayed shut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Nobody is signed in.
    #[error("sign in first")]
    NotSignedIn,
    /// The thing may not even be known about: it is answered as if it did not exist.
    #[error("there is no such thing")]
    Hidden,
    /// The thing may be known but this action may not be done to it.
    #[error("your offices do not permit {0}")]
    Forbidden(&'static str),
}
