//! Whose turn it is: the step a founding waits for from each organisation it concerns, and everything that waits for one person.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use gongjian_domain::kinds::OrganisationId;
use gongjian_domain::organisation::founding::{Founding, PlannedSide, Stage, findings};
use gongjian_domain::rule::Finding;
use gongjian_tables::{founding, founding_party};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use super::lists::organisations;
use super::people::known;
use super::proposal::{self, Proposal};
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::policy::Actor;
use crate::policy::actions::{DecideFounding, ProposeFounding};

/// A step that waits for the organisers or the secretary of one organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// Choose the people of the own side.
    People,
    /// Agree to the plan for the own side.
    Agree,
    /// Write on at the draft: something does not fit the rules yet.
    Draft,
    /// Hand the plan in.
    HandIn,
    /// Mend what came back.
    Mend,
    /// Reply to the application.
    Reply,
    /// Found the branch.
    Found,
}

impl Duty {
    /// The steps of those who may propose.
    const PROPOSED: [Self; 5] = [Self::People, Self::Agree, Self::Draft, Self::HandIn, Self::Mend];
    /// The steps of those who may decide.
    const DECIDED: [Self; 2] = [Self::Reply, Self::Found];

    /// The word stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Agree => "agree",
            Self::Draft => "draft",
            Self::HandIn => "hand_in",
            Self::Mend => "mend",
            Self::Reply => "reply",
            Self::Found => "found",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::PROPOSED.into_iter().chain(Self::DECIDED).find(|one| one.as_str() == word)
    }
}

/// A founding that waits for one of somebody's organisations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The step.
    pub duty: Duty,
    /// The name the branch is to have.
    pub name: String,
    /// The organisation whose turn it is.
    pub organisation: String,
    /// When the founding was changed last.
    pub since: DateTime<Utc>,
    /// The day it was handed in last.
    pub applied_on: Option<NaiveDate>,
    /// The page of the step.
    pub href: String,
}

/// The step the founding waits for from `of`; `ready` says that neither the rules nor a doubt stand against the plan.
fn duty_of(proposal: &Proposal, of: OrganisationId, ready: bool) -> Option<Duty> {
    let above = of == proposal.above;
    match &proposal.standing {
        None | Some(Founding::Returned { .. }) => open_duty(proposal, of, ready),
        Some(Founding::Proposed { .. }) => above.then_some(Duty::Reply),
        Some(Founding::Approved { .. }) => above.then_some(Duty::Found),
        Some(Founding::Withdrawn { .. } | Founding::Founded { .. }) => None,
    }
}

fn open_duty(proposal: &Proposal, of: OrganisationId, ready: bool) -> Option<Duty> {
    let sides = &proposal.plan.sides;
    let own = |planned: &&PlannedSide| planned.home == of;
    if sides.iter().filter(own).any(|planned| is_bare(proposal, planned)) {
        return Some(Duty::People);
    }
    if of != proposal.above {
        let asked = ready && sides.iter().filter(own).any(|planned| planned.agreed.is_none());
        return asked.then_some(Duty::Agree);
    }
    let returned = proposal.standing.is_some();
    if returned && proposal.plan.all_agreed().is_ok() {
        // Nobody has changed anything since it came back.
        return Some(Duty::Mend);
    }
    if sides.iter().any(|planned| is_bare(proposal, planned)) {
        return None;
    }
    if !ready {
        return Some(if returned { Duty::Mend } else { Duty::Draft });
    }
    // Whoever hands the plan in agrees for the committee's own side by it.
    let agreed = sides.iter().all(|planned| own(&planned) || planned.agreed.is_some());
    agreed.then_some(Duty::HandIn)
}

fn is_bare(proposal: &Proposal, planned: &PlannedSide) -> bool {
    proposal.plan.joining(planned).next().is_none()
}

/// Where the step is taken.
fn address(proposal: &Proposal, duty: Duty, of: OrganisationId) -> String {
    let record = format!("/foundings/{}", proposal.id);
    let sides = proposal.plan.sides.iter();
    let bare = sides.filter(|planned| planned.home == of).find(|planned| is_bare(proposal, planned));
    match (duty, bare) {
        (Duty::People, Some(planned)) => format!("{record}/people?side={}", planned.side.id),
        (Duty::People, None) => format!("{record}/people"),
        (Duty::Draft, _) if proposal.plan.committee.seats.is_empty() => format!("{record}/committee"),
        (Duty::Agree | Duty::Draft | Duty::HandIn | Duty::Mend, _) => record,
        (Duty::Reply, _) => format!("{record}/reply"),
        (Duty::Found, _) => format!("{record}/found"),
    }
}

/// Whether neither the rules nor a doubt stand against an open plan today.
async fn is_ready(tx: &Tx, site: &Site, proposal: &Proposal) -> Result<bool, StoreError> {
    let (plan, today) = (&proposal.plan, site.clock.today());
    let people: Vec<_> = plan.joinings.iter().map(|one| one.person).collect();
    let (moves, doubts) = plan.moves_and_doubts(today, &known(tx, &people, today).await?);
    // The names of the units stand in sentences only, and nobody reads one here.
    let application = plan.application(proposal.above, today, &BTreeMap::new(), &moves);
    let answers = findings(&application, Stage::Applying { today }, &site.book.founding);
    Ok(doubts.is_empty() && application.check().is_ok() && !answers.iter().any(Finding::blocks))
}

/// Writes whom the founding concerns, each with the step that waits for it.
///
/// # Errors
///
/// When the database refuses.
pub(super) async fn write_parties(tx: &Tx, site: &Site, proposal: &Proposal) -> Result<(), StoreError> {
    let ready = proposal.is_open() && is_ready(tx, site, proposal).await?;
    founding_party::Entity::delete_many()
        .filter(founding_party::Column::FoundingId.eq(proposal.id.uuid()))
        .exec(tx)
        .await?;
    let rows = proposal.parties().into_iter().map(|organisation| founding_party::ActiveModel {
        founding_id: Set(proposal.id.uuid()),
        organisation_id: Set(organisation.uuid()),
        duty: Set(duty_of(proposal, organisation, ready).map(|duty| duty.as_str().to_owned())),
    });
    founding_party::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Works out anew whose turn it is in every founding that is still open: the rules look at the day, and at people
/// whose stage or branch may have changed elsewhere since the plan was saved.
///
/// # Errors
///
/// When the database cannot be asked; a founding that makes no sense is left as it is.
pub(crate) async fn renew_duties(site: &Site) -> Result<(), StoreError> {
    let open: Vec<Uuid> = founding::Entity::find()
        .filter(founding::Column::State.is_in(["draft", "returned"]))
        .select_only()
        .column(founding::Column::Id)
        .order_by_asc(founding::Column::Id)
        .into_tuple()
        .all(&site.db.read())
        .await?;
    for id in open {
        let renewed = site.db.keep(async |tx| match proposal::find_locked(tx, id.into()).await? {
            Some(proposal) => write_parties(tx, site, &proposal).await,
            None => Ok(()),
        });
        if let Err(error) = renewed.await {
            tracing::warn!(founding = %id, %error, "whose turn it is in a founding could not be worked out anew");
        }
    }
    Ok(())
}

/// The turns of the organisations `actor` may take steps for; none for somebody without an office.
///
/// # Errors
///
/// When a policy fails.
pub fn turns(actor: &Actor) -> Result<Option<Select<founding_party::Entity>>, StoreError> {
    if actor.held().offices.is_empty() {
        return Ok(None);
    }
    let (propose, decide) = (actor.scope::<ProposeFounding>()?, actor.scope::<DecideFounding>()?);
    if propose.is_empty() && decide.is_empty() {
        return Ok(None);
    }
    let of = (founding_party::Entity, founding_party::Column::OrganisationId);
    let one_of =
        |duties: &[Duty]| founding_party::Column::Duty.is_in(duties.iter().map(|duty| duty.as_str()));
    let own = Condition::any()
        .add(one_of(&Duty::PROPOSED).and(propose.covers(of)))
        .add(one_of(&Duty::DECIDED).and(decide.covers(of)));
    Ok(Some(founding_party::Entity::find().filter(own)))
}

/// The steps of foundings that wait for `actor`, in no particular order.
///
/// # Errors
///
/// When a policy fails, the database cannot be asked or a row makes no sense.
pub async fn waiting(tx: &Tx, actor: &Actor) -> Result<Vec<Waiting>, StoreError> {
    let Some(own) = turns(actor)? else { return Ok(Vec::new()) };
    let rows = own.all(tx).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let foundings: HashMap<Uuid, Proposal> = founding::Entity::find()
        .filter(founding::Column::Id.is_in(rows.iter().map(|row| row.founding_id)))
        .all(tx)
        .await?
        .into_iter()
        .map(|row| Ok((row.id, proposal::read(row)?)))
        .collect::<Result<_, StoreError>>()?;
    let parties: Vec<OrganisationId> = rows.iter().map(|row| row.organisation_id.into()).collect();
    let names = organisations(tx, &parties).await?;
    let line = |row: founding_party::Model| {
        let of = OrganisationId::from(row.organisation_id);
        let proposal = foundings.get(&row.founding_id)?;
        let duty = row.duty.as_deref().and_then(Duty::parse)?;
        Some(Waiting {
            duty,
            name: proposal.plan.name.clone(),
            organisation: names.get(&of).map(|one| one.name.clone()).unwrap_or_default(),
            since: proposal.changed_at,
            applied_on: proposal.applied_on(),
            href: address(proposal, duty, of),
        })
    };
    Ok(rows.into_iter().filter_map(line).collect())
}
