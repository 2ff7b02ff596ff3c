//! The one door: who asks, for what, and the proof that it was granted.
//!
//! [`Actor::may`] asks the policies and hands out a [`Permit`]; store functions
//! that change something ask for one, so an unchecked change does not compile.
//! Lists ask [`Actor::scope`] once and put the answer into their query.

pub mod actions;
mod actor;
mod cache;
mod permit;
mod scope;
mod thing;

pub use actor::{Actor, ActorKind, Administrator, DeniedOr, Held, HeldOffice, OfficeName};
pub use cache::ActorCache;
pub use permit::{Action, AppointsAdministrators, Denied, MakesAccounts, Permit};
pub use scope::Scope;
pub use thing::{INSTALLATION_CHAIN, Kind, Thing};
