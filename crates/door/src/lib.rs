//! The policy engine behind one function: may this actor do this to that thing?
//!
//! The policies stand in `policies/` as Cedar text an auditor can read. They
//! are checked against their schema when the door is hung, and nothing else in
//! the house links against the engine.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::str::FromStr;

use cedar_policy::{
    ActionConstraint, Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid,
    Policy, PolicySet, Request, RestrictedExpression, Schema, ValidationMode, Validator,
};

const SCHEMA: &str = include_str!("../../../policies/schema.cedarschema");
const POLICIES: [(&str, &str); 5] = [
    ("installation.cedar", include_str!("../../../policies/installation.cedar")),
    ("organisations.cedar", include_str!("../../../policies/organisations.cedar")),
    ("meetings.cedar", include_str!("../../../policies/meetings.cedar")),
    ("development.cedar", include_str!("../../../policies/development.cedar")),
    ("mentoring.cedar", include_str!("../../../policies/mentoring.cedar")),
];

/// Why the door could not be hung or could not answer.
#[derive(Debug, thiserror::Error)]
#[error("the policies cannot answer: {0}")]
pub struct DoorError(String);

fn broken(error: impl std::fmt::Display) -> DoorError {
    DoorError(error.to_string())
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asker {
    /// A person who signed in, or a token that acts as that person.
    Actor(Box<Offices>),
    /// The operator at the command line.
    Operator,
    /// A job of the server itself.
    Job,
    /// Somebody without an account.
    Link,
}

/// What a person is and holds today. All ids are text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offices {
    /// The person.
    pub person: String,
    /// Organisations the person belongs to.
    pub member: Vec<String>,
    /// Organisations the person is organiser of.
    pub organiser: Vec<String>,
    /// Organisations the person is secretary or deputy secretary of, as a whole.
    pub secretary: Vec<String>,
    /// Organisations the person sits in the committee of, for the whole.
    pub committee: Vec<String>,
    /// Joint branches in which the person is secretary or deputy secretary of one side.
    pub joint_secretary: Vec<String>,
    /// Joint branches in which the person sits in the committee for one side.
    pub joint_committee: Vec<String>,
    /// Sides the person is secretary or deputy secretary of.
    pub side_keeper: Vec<String>,
    /// Sides the person sits in the committee for.
    pub side_committee: Vec<String>,
    /// Sides the person confirms minutes for; a branch without sides is one itself.
    pub side_secretary: Vec<String>,
    /// `system`, `security` or `audit`.
    pub administers: Vec<String>,
}

/// What is acted on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Thing {
    /// The entity type in the schema, such as `Person`.
    pub kind: &'static str,
    /// The thing's id as text.
    pub id: String,
    /// The organisations it belongs to directly.
    pub organisations: Vec<String>,
    /// Those and every organisation above them.
    pub within: Vec<String>,
    /// The sides of joint branches it belongs to, where that is asked.
    pub sides: Vec<String>,
    /// The people invited to it, or whose case it is, where that is asked.
    pub invited: Vec<String>,
    /// The mentors it is open to today, where that is asked.
    pub mentors: Vec<String>,
    /// The organisations of the enterprise that hosts a student today, where that is asked.
    pub hosts: Vec<String>,
    /// The sides of joint branches that enterprise stands on, where that is asked.
    pub host_sides: Vec<String>,
}

/// The hung door. Cheap to share, immutable.
pub struct Door {
    actions: HashMap<String, Known>,
    authorizer: Authorizer,
    types: Types,
}

/// An action of the schema, with the policies that can say anything about it.
struct Known {
    uid: EntityUid,
    policies: PolicySet,
    /// Kinds of askers and things the schema lets it be about.
    fits: Vec<(EntityTypeName, EntityTypeName)>,
}

/// An asker as the engine knows one: prepared once, asked about many things.
#[derive(Debug, Clone)]
pub struct Prepared {
    uid: EntityUid,
    entities: Entities,
}

struct Types {
    names: HashMap<&'static str, EntityTypeName>,
}

const TYPE_NAMES: [&str; 15] = [
    "PartyOrganisation",
    "Side",
    "Actor",
    "Operator",
    "Job",
    "Link",
    "Person",
    "Import",
    "Meeting",
    "DevelopmentCase",
    "Observation",
    "Placement",
    "Unit",
    "Installation",
    "Action",
];

impl Types {
    fn new() -> Result<Self, DoorError> {
        let names = TYPE_NAMES
            .iter()
            .map(|name| Ok((*name, EntityTypeName::from_str(name).map_err(broken)?)))
            .collect::<Result<_, DoorError>>()?;
        Ok(Self { names })
    }

    fn uid(&self, kind: &str, id: &str) -> Result<EntityUid, DoorError> {
        let name = self.names.get(kind).ok_or_else(|| DoorError(format!("unknown kind {kind}")))?;
        Ok(EntityUid::from_type_name_and_id(name.clone(), EntityId::new(id)))
    }

    fn set(&self, kind: &str, ids: &[String]) -> Result<RestrictedExpression, DoorError> {
        let uids = ids
            .iter()
            .map(|id| Ok(RestrictedExpression::new_entity_uid(self.uid(kind, id)?)))
            .collect::<Result<Vec<_>, DoorError>>()?;
        Ok(RestrictedExpression::new_set(uids))
    }
}

impl Door {
    /// Reads the policies that ship with this program and checks every one against the schema.
    ///
    /// # Errors
    ///
    /// When a policy does not parse or names something the schema lacks.
    pub fn hang() -> Result<Self, DoorError> {
        let (schema, _) = Schema::from_cedarschema_str(SCHEMA).map_err(broken)?;
        let policies = policies()?;
        let outcome = Validator::new(schema.clone()).validate(&policies, ValidationMode::Strict);
        if !outcome.validation_passed() {
            let all: Vec<String> = outcome.validation_errors().map(ToString::to_string).collect();
            return Err(DoorError(all.join("; ")));
        }
        // A head that admits a group would have to be asked for every action in it; see `about`.
        if let Some(group) = schema.action_groups().next() {
            return Err(DoorError(format!(
                "{group} is a group of actions; name each action in the policies"
            )));
        }
        let mut actions = HashMap::new();
        for env in schema.request_envs() {
            let uid = env.action().clone();
            let known = match actions.entry(uid.id().unescaped().to_owned()) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => {
                    let policies = about(&policies, &uid)?;
                    place.insert(Known { uid, policies, fits: Vec::new() })
                }
            };
            known.fits.push((env.principal().clone(), env.resource().clone()));
        }
        Ok(Self { actions, authorizer: Authorizer::new(), types: Types::new()? })
    }

    /// `asker` in the form [`Door::allows`] takes.
    ///
    /// # Errors
    ///
    /// When the engine does not take what is held.
    pub fn prepare(&self, asker: &Asker) -> Result<Prepared, DoorError> {
        let principal = self.principal(asker)?;
        let uid = principal.uid();
        Ok(Prepared { uid, entities: Entities::from_entities([principal], None).map_err(broken)? })
    }

    /// Whether `asker` may do `action` to `thing`. Denied unless a policy permits it, and
    /// denied when the schema says that such an asker never does this, whatever a policy says.
    ///
    /// # Errors
    ///
    /// When a policy fails while it is evaluated: nothing is allowed then.
    pub fn allows(&self, asker: &Prepared, action: &str, thing: &Thing) -> Result<bool, DoorError> {
        let known = self.actions.get(action).ok_or_else(|| DoorError(format!("unknown action {action}")))?;
        let resource = self.resource(thing)?;
        let uid = resource.uid();
        if !known.fits.iter().any(|(who, what)| who == asker.uid.type_name() && what == uid.type_name()) {
            return Ok(false);
        }
        let request = Request::new(asker.uid.clone(), known.uid.clone(), uid, Context::empty(), None);
        let entities = asker.entities.clone().add_entities([resource], None).map_err(broken)?;
        let answer = self.authorizer.is_authorized(&request.map_err(broken)?, &known.policies, &entities);
        if let Some(error) = answer.diagnostics().errors().next() {
            return Err(broken(error));
        }
        Ok(answer.decision() == Decision::Allow)
    }

    fn principal(&self, asker: &Asker) -> Result<Entity, DoorError> {
        let types = &self.types;
        let bare = |kind| Ok(Entity::with_uid(types.uid(kind, kind)?));
        let offices = match asker {
            Asker::Actor(offices) => offices,
            Asker::Operator => return bare("Operator"),
            Asker::Job => return bare("Job"),
            Asker::Link => return bare("Link"),
        };
        let administers = offices.administers.iter().map(|a| RestrictedExpression::new_string(a.clone()));
        let attributes = HashMap::from([
            (
                "person".to_owned(),
                RestrictedExpression::new_entity_uid(types.uid("Person", &offices.person)?),
            ),
            ("member".to_owned(), types.set("PartyOrganisation", &offices.member)?),
            ("organiser".to_owned(), types.set("PartyOrganisation", &offices.organiser)?),
            ("secretary".to_owned(), types.set("PartyOrganisation", &offices.secretary)?),
            ("committee".to_owned(), types.set("PartyOrganisation", &offices.committee)?),
            ("joint_secretary".to_owned(), types.set("PartyOrganisation", &offices.joint_secretary)?),
            ("joint_committee".to_owned(), types.set("PartyOrganisation", &offices.joint_committee)?),
            ("side_keeper".to_owned(), types.set("Side", &offices.side_keeper)?),
            ("side_committee".to_owned(), types.set("Side", &offices.side_committee)?),
            ("side_secretary".to_owned(), types.set("Side", &offices.side_secretary)?),
            ("administers".to_owned(), RestrictedExpression::new_set(administers)),
        ]);
        Entity::new(types.uid("Actor", &offices.person)?, attributes, HashSet::new()).map_err(broken)
    }

    fn resource(&self, thing: &Thing) -> Result<Entity, DoorError> {
        let types = &self.types;
        let uid = types.uid(thing.kind, &thing.id)?;
        let mut attributes = HashMap::new();
        let about_a_student = matches!(thing.kind, "DevelopmentCase" | "Observation" | "Placement");
        if about_a_student || matches!(thing.kind, "Person" | "Import" | "Meeting" | "Unit") {
            attributes
                .insert("organisations".to_owned(), types.set("PartyOrganisation", &thing.organisations)?);
        }
        if about_a_student || thing.kind == "Person" {
            attributes.insert("sides".to_owned(), types.set("Side", &thing.sides)?);
        }
        if thing.kind == "Meeting" {
            attributes.insert("invited".to_owned(), types.set("Person", &thing.invited)?);
        }
        if about_a_student {
            attributes.insert("of".to_owned(), types.set("Person", &thing.invited)?);
        }
        if matches!(thing.kind, "Observation" | "Placement") {
            attributes.insert("mentors".to_owned(), types.set("Person", &thing.mentors)?);
        }
        if thing.kind == "Placement" {
            attributes.insert("hosts".to_owned(), types.set("PartyOrganisation", &thing.hosts)?);
            attributes.insert("host_sides".to_owned(), types.set("Side", &thing.host_sides)?);
        }
        let parents = thing
            .within
            .iter()
            .filter(|id| thing.kind != "PartyOrganisation" || **id != thing.id)
            .map(|id| types.uid("PartyOrganisation", id))
            .collect::<Result<HashSet<_>, _>>()?;
        Entity::new(uid, attributes, parents).map_err(broken)
    }
}

/// Those of `policies` whose head admits `action`; every other one is silent about it.
fn about(policies: &PolicySet, action: &EntityUid) -> Result<PolicySet, DoorError> {
    let admits = |policy: &&Policy| match policy.action_constraint() {
        ActionConstraint::Any => true,
        ActionConstraint::In(several) => several.contains(action),
        ActionConstraint::Eq(one) => one == *action,
    };
    PolicySet::from_policies(policies.policies().filter(admits).cloned()).map_err(broken)
}

/// The shipped policies under the ids their authors gave them.
fn policies() -> Result<PolicySet, DoorError> {
    let mut named = PolicySet::new();
    for (file, text) in POLICIES {
        let parsed = PolicySet::from_str(text).map_err(|e| DoorError(format!("{file}: {e}")))?;
        for policy in parsed.policies() {
            let id = policy
                .annotation("id")
                .ok_or_else(|| DoorError(format!("{file}: a policy has no @id")))?
                .to_owned();
            let renamed: Policy = policy.new_id(cedar_policy::PolicyId::new(id));
            named.add(renamed).map_err(broken)?;
        }
    }
    Ok(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn branch(id: &str, above: &[&str]) -> Thing {
        let mut within = vec![id.to_owned()];
        within.extend(above.iter().map(|s| (*s).to_owned()));
        Thing { kind: "PartyOrganisation", id: id.to_owned(), within, ..Thing::default() }
    }

    fn organiser(door: &Door, of: &str) -> Prepared {
        let asker = Asker::Actor(Box::new(Offices {
            person: "p".to_owned(),
            organiser: vec![of.to_owned()],
            ..Offices::default()
        }));
        door.prepare(&asker).unwrap()
    }

    #[test]
    fn an_organiser_imports_into_the_own_committee_and_below_and_nowhere_else() {
        let door = Door::hang().unwrap();
        let asker = organiser(&door, "college");
        assert!(door.allows(&asker, "people.import", &branch("college", &[])).unwrap());
        assert!(door.allows(&asker, "people.import", &branch("branch", &["college"])).unwrap());
        assert!(!door.allows(&asker, "people.import", &branch("park", &[])).unwrap());
    }

    #[test]
    fn the_operator_neither_confirms_for_a_side_nor_reads_identity_numbers() {
        let door = Door::hang().unwrap();
        let operator = door.prepare(&Asker::Operator).unwrap();
        let thing = |kind: &'static str| Thing { kind, ..branch("it", &[]) };
        assert!(door.allows(&operator, "person.change", &thing("Person")).unwrap());
        assert!(!door.allows(&operator, "person.reveal", &thing("Person")).unwrap());
        assert!(!door.allows(&operator, "meeting.confirm", &thing("Side")).unwrap());
        assert!(door.allows(&operator, "no.such.action", &thing("Side")).is_err());
    }

    #[test]
    fn a_stranger_may_open_pages_and_set_up_but_nothing_else() {
        let door = Door::hang().unwrap();
        let link = door.prepare(&Asker::Link).unwrap();
        let installation = Thing { kind: "Installation", id: "here".into(), ..Thing::default() };
        assert!(door.allows(&link, "page.open", &installation).unwrap());
        assert!(door.allows(&link, "installation.set_up", &installation).unwrap());
        assert!(!door.allows(&link, "ledger.read", &installation).unwrap());
    }
}
