//! Actors kept between requests, so that what follows from their offices is worked out once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use gongjian_door::Door;

use super::actor::{Actor, ActorKind, Held};

/// Actors kept; when there are more, all are forgotten and worked out anew as they come.
const KEPT: usize = 256;

/// The actors of late requests.
///
/// What somebody holds is read from the database for every request. Only when
/// it is still the same is the kept actor handed out, so an office that ended
/// opens nothing any more from the next request on.
#[derive(Default)]
pub struct ActorCache(Mutex<HashMap<ActorKind, Actor>>);

impl ActorCache {
    /// The actor of `kind` who holds `held` today.
    pub fn holding(&self, door: &Arc<Door>, kind: ActorKind, held: Held) -> Actor {
        // An actor is put in whole or not at all.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept.get(&kind)
            && *known.held() == held
        {
            return known.clone();
        }
        let actor = Actor::holding(door.clone(), kind, held);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(kind, actor.clone());
        actor
    }
}

#[cfg(test)]
mod tests {
    use gongjian_domain::kinds::{OrganisationId, PersonId};
    use uuid::Uuid;

    use super::*;
    use crate::policy::actions::ReadPerson;

    #[test]
    fn what_is_held_no_longer_opens_nothing_any_more() {
        let (door, actors) = (Arc::new(Door::hang().unwrap()), ActorCache::default());
        let kind = ActorKind::Person(PersonId::from_uuid(Uuid::from_u128(1)));
        let branch = OrganisationId::from_uuid(Uuid::from_u128(2));
        let member = Held { member: vec![branch], ..Held::default() };
        let seen = |held: Held| actors.holding(&door, kind, held).scope::<ReadPerson>().unwrap();
        let as_member = seen(member.clone());
        assert!(!as_member.is_empty());
        assert_eq!(seen(member), as_member, "asked again, the same");
        assert!(seen(Held::default()).is_empty());
    }

    #[test]
    fn the_same_person_is_not_the_same_actor_through_a_token() {
        let (door, actors) = (Arc::new(Door::hang().unwrap()), ActorCache::default());
        let person = PersonId::from_uuid(Uuid::from_u128(1));
        for kind in [ActorKind::Person(person), ActorKind::Token(person), ActorKind::Person(person)] {
            assert_eq!(actors.holding(&door, kind, Held::default()).kind(), kind);
        }
    }

    #[test]
    fn a_crowd_is_not_kept_for_ever() {
        let (door, actors) = (Arc::new(Door::hang().unwrap()), ActorCache::default());
        for n in 0..1_000 {
            let kind = ActorKind::Person(PersonId::from_uuid(Uuid::from_u128(n)));
            actors.holding(&door, kind, Held::default());
        }
        assert!(actors.0.lock().unwrap().len() <= KEPT);
    }
}
