//! Finding a founding and asking the door, the way every step begins.

use std::collections::HashMap;

use gongjian_domain::kinds::{FoundingId, OrganisationId, PartyOrganisation};
use gongjian_domain::organisation::founding::{PlannedSide, Refusal};
use gongjian_domain::reason::Reason;

use super::store::{self, Proposal};
use crate::db::Tx;
use crate::policy::actions::{DecideFounding, ProposeFounding, ReadFounding};
use crate::policy::{Action, Actor, Permit, Thing};
use crate::web::AppError;

/// A founding with the organisations it concerns, as the door knows them.
pub(super) struct Found {
    pub(super) proposal: Proposal,
    things: HashMap<OrganisationId, Thing<PartyOrganisation>>,
}

/// The founding, if the actor may know of it: through the committee above or the home of a side.
pub(super) async fn read(tx: &Tx, actor: &Actor, id: FoundingId) -> Result<Found, AppError> {
    known(tx, actor, store::find(tx, id).await?).await
}

/// The same, held until the transaction ends.
pub(super) async fn locked(tx: &mut Tx, actor: &Actor, id: FoundingId) -> Result<Found, AppError> {
    let proposal = store::find_locked(tx, id).await?;
    known(tx, actor, proposal).await
}

async fn known(tx: &Tx, actor: &Actor, proposal: Option<Proposal>) -> Result<Found, AppError> {
    let proposal = proposal.ok_or(AppError::NotFound("founding"))?;
    let things = store::things(tx, &proposal.parties()).await?;
    let found = Found { proposal, things };
    let parties = found.proposal.parties();
    for party in parties {
        if found.can::<ReadFounding>(actor, party)? {
            return Ok(found);
        }
    }
    Err(AppError::NotFound("founding"))
}

impl Found {
    fn can<A: Action<On = PartyOrganisation>>(
        &self,
        actor: &Actor,
        of: OrganisationId,
    ) -> Result<bool, AppError> {
        Ok(match self.things.get(&of) {
            Some(thing) => actor.can::<A>(thing)?,
            None => false,
        })
    }

    fn thing(&self, of: OrganisationId) -> Result<&Thing<PartyOrganisation>, AppError> {
        self.things.get(&of).ok_or(AppError::NotFound("organisation"))
    }

    /// The permit to write the plan and to hand it in.
    pub(super) fn may_propose(&self, actor: &Actor) -> Result<Permit<ProposeFounding>, AppError> {
        Ok(actor.may(ProposeFounding, self.thing(self.proposal.above)?)?)
    }

    /// The permit to choose the people of a side and to agree for it.
    pub(super) fn may_speak_for(
        &self,
        actor: &Actor,
        side: &PlannedSide,
    ) -> Result<Permit<ProposeFounding>, AppError> {
        Ok(actor.may(ProposeFounding, self.thing(side.home)?)?)
    }

    /// The permit to reply and to found.
    pub(super) fn may_decide(&self, actor: &Actor) -> Result<Permit<DecideFounding>, AppError> {
        Ok(actor.may(DecideFounding, self.thing(self.proposal.above)?)?)
    }

    /// Whether the actor may write the plan and hand it in.
    pub(super) fn proposes(&self, actor: &Actor) -> Result<bool, AppError> {
        self.can::<ProposeFounding>(actor, self.proposal.above)
    }

    /// Whether the actor may reply and found.
    pub(super) fn decides(&self, actor: &Actor) -> Result<bool, AppError> {
        self.can::<DecideFounding>(actor, self.proposal.above)
    }

    /// Whether the actor may choose the people of a side and agree for it.
    pub(super) fn speaks_for(&self, actor: &Actor, side: &PlannedSide) -> Result<bool, AppError> {
        self.can::<ProposeFounding>(actor, side.home)
    }

    /// That sides, people and posts may still be changed.
    pub(super) fn still_open(&self) -> Result<(), AppError> {
        match &self.proposal.standing {
            Some(standing) if !self.proposal.is_open() => {
                Err(refused(&Refusal::WrongState { state: standing.as_str() }))
            }
            _ => Ok(()),
        }
    }

    /// That nobody changed the founding since it was looked at.
    pub(super) fn as_seen(&self, revision: i32) -> Result<(), AppError> {
        if self.proposal.revision == revision {
            Ok(())
        } else {
            Err(AppError::Refused(Reason::new("founding-changed-meanwhile"), Vec::new()))
        }
    }
}

/// A refusal of the core, with the finding behind it.
pub(super) fn refused(refusal: &Refusal) -> AppError {
    AppError::Refused(refusal.reason(), refusal.finding().cloned().into_iter().collect())
}
