//! Posts and who confirms for each side: what a form offers and what it sends.

use gongjian_domain::kinds::PersonId;
use gongjian_domain::organisation::founding::{Joining, Manner, Plan, PlannedSide, Post, Seat, Signatory};
use gongjian_domain::organisation::side::SideKind;
use gongjian_domain::people::stage::Stage;
use gongjian_domain::reason::Reason;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::store;
use crate::Site;
use crate::db::Tx;
use crate::web::{AppError, Choice, FieldError, Shell};

/// The posts of a form with one field each, in this order.
const SINGLE: [Post; 5] =
    [Post::Secretary, Post::Deputy, Post::Organisation, Post::Publicity, Post::Discipline];

/// What a form sends about posts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PostsForm {
    /// Who holds each post of [`SINGLE`].
    pub(super) posts: [Option<Uuid>; 5],
    /// Committee members without a post of their own.
    pub(super) others: Vec<Uuid>,
    /// Who confirms for the side of each kind.
    pub(super) signatories: [Option<Uuid>; 4],
}

impl PostsForm {
    fn held(&self) -> impl Iterator<Item = (Post, Uuid)> {
        let others = self.others.iter().map(|person| (Post::Other, *person));
        SINGLE.into_iter().zip(self.posts).filter_map(|(post, person)| Some((post, person?))).chain(others)
    }

    fn signs(&self, kind: SideKind) -> Option<Uuid> {
        SideKind::ALL.into_iter().zip(self.signatories).find(|(one, _)| *one == kind)?.1
    }

    /// The seats, with an error at the field of each person who is not offered.
    pub(super) fn seats(&self, offered: &PostsView, fields: &mut Vec<FieldError>) -> Vec<Seat> {
        let mut seats: Vec<Seat> = Vec::new();
        for (post, person) in self.held() {
            if !offered.people.iter().any(|one| one.id == person) {
                let field = if post == Post::Other { "others" } else { post.as_str() };
                fields.push(FieldError::new(field, Reason::new("founding-not-a-full-member")));
            }
            let seat = Seat { post, person: person.into() };
            if !seats.contains(&seat) {
                seats.push(seat);
            }
        }
        seats
    }

    /// Who confirms for `side`, with an error at the field when the person is not offered.
    pub(super) fn signatory(
        &self,
        side: &PlannedSide,
        offered: &PostsView,
        fields: &mut Vec<FieldError>,
    ) -> Option<Uuid> {
        let person = self.signs(side.side.kind)?;
        let known = offered.people.iter().any(|one| one.id == person && one.side == side.side.id.uuid());
        if !known {
            let field = format!("signatory_{}", side.side.kind.as_str());
            fields.push(FieldError::new(&field, Reason::new("founding-not-on-the-side")));
        }
        Some(person)
    }

    /// Who confirms for which side, as the founding records it.
    pub(super) fn signatories(
        &self,
        plan: &Plan,
        offered: &PostsView,
        fields: &mut Vec<FieldError>,
    ) -> Vec<Signatory> {
        let mut signatories = Vec::new();
        for planned in &plan.sides {
            if let Some(person) = self.signatory(planned, offered, fields) {
                signatories.push(Signatory { side: planned.side.id, person: person.into() });
            }
        }
        signatories
    }
}

/// A full member who moves in, and may hold a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Eligible {
    /// Who.
    pub id: Uuid,
    /// The name.
    pub name: String,
    /// The side.
    pub side: Uuid,
}

/// Who confirms for one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SignatoryView {
    /// The side.
    pub side: Uuid,
    /// Its kind.
    pub kind: &'static str,
    /// What it is called.
    pub name: String,
    /// Who confirms.
    pub person: Option<Uuid>,
}

/// Who may hold a post, and who does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct PostsView {
    /// The full members who move in.
    pub people: Vec<Eligible>,
    /// Post and holder; `other` may stand here more than once.
    pub seats: Vec<(&'static str, Uuid)>,
    /// Who confirms for each side.
    pub signatories: Vec<SignatoryView>,
}

impl PostsView {
    pub(super) async fn of(tx: &Tx, site: &Site, plan: &Plan, seats: &[Seat]) -> Result<Self, AppError> {
        let moving: Vec<&Joining> = plan.joinings.iter().filter(|one| one.manner == Manner::Formal).collect();
        let ids: Vec<PersonId> = moving.iter().map(|one| one.person).collect();
        let known = store::known(tx, &ids, site.clock.today()).await?;
        let eligible = |one: &&Joining| {
            let full = known.get(&one.person).is_some_and(|now| now.stage == Some(Stage::Full));
            let side = plan.side_of(one.unit)?.side.id.uuid();
            full.then(|| Eligible { id: one.person.uuid(), name: one.name.clone(), side })
        };
        let signatory = |planned: &PlannedSide| SignatoryView {
            side: planned.side.id.uuid(),
            kind: planned.side.kind.as_str(),
            name: planned.side.name.clone(),
            person: planned.signatory.map(|person| person.uuid()),
        };
        Ok(Self {
            people: moving.iter().filter_map(eligible).collect(),
            seats: seats.iter().map(|seat| (seat.post.as_str(), seat.person.uuid())).collect(),
            signatories: plan.sides.iter().map(signatory).collect(),
        })
    }

    /// The same with what was typed.
    pub(super) fn chosen(mut self, typed: &PostsForm) -> Self {
        self.seats = typed.held().map(|(post, person)| (post.as_str(), person)).collect();
        for signatory in &mut self.signatories {
            signatory.person = SideKind::parse(signatory.kind).and_then(|kind| typed.signs(kind));
        }
        self
    }

    /// Everybody who may hold `post` as options, after one for nobody yet.
    #[must_use]
    pub fn holders(&self, shell: &Shell, post: &str) -> Vec<Choice> {
        let held = |id: Uuid| self.seats.iter().any(|(one, person)| *one == post && *person == id);
        let people =
            self.people.iter().map(|one| Choice::new(one.id.to_string(), one.name.clone(), held(one.id)));
        let nobody = Choice::new("", shell.t("founding-nobody"), !self.people.iter().any(|one| held(one.id)));
        std::iter::once(nobody).chain(people).collect()
    }

    /// Everybody who may sit on the committee without a post, as boxes.
    #[must_use]
    pub fn others(&self) -> Vec<Choice> {
        let held = |id: Uuid| self.seats.iter().any(|(one, person)| *one == "other" && *person == id);
        self.people
            .iter()
            .map(|one| Choice::new(one.id.to_string(), one.name.clone(), held(one.id)))
            .collect()
    }

    /// Everybody of a side who may confirm for it, after one for nobody yet.
    #[must_use]
    pub fn signers(&self, shell: &Shell, signatory: &SignatoryView) -> Vec<Choice> {
        let of_side = self.people.iter().filter(|one| one.side == signatory.side);
        let people = of_side
            .map(|one| Choice::new(one.id.to_string(), one.name.clone(), Some(one.id) == signatory.person));
        std::iter::once(Choice::new("", shell.t("founding-nobody"), signatory.person.is_none()))
            .chain(people)
            .collect()
    }

    /// Two sides with a few people, for the samples of pages.
    #[must_use]
    pub fn sample() -> Self {
        let person = |number: u128, name: &str, side: u128| Eligible {
            id: Uuid::from_u128(number),
            name: name.to_owned(),
            side: Uuid::from_u128(side),
        };
        let signatory = |side: u128, kind, name: &str, person: Option<u128>| SignatoryView {
            side: Uuid::from_u128(side),
            kind,
            name: name.to_owned(),
            person: person.map(Uuid::from_u128),
        };
        Self {
            people: vec![person(1, "林杰", 11), person(2, "徐英桂", 11), person(3, "郑霞", 12)],
            seats: vec![("secretary", Uuid::from_u128(1)), ("other", Uuid::from_u128(3))],
            signatories: vec![
                signatory(11, "school", "校方", Some(1)),
                signatory(12, "enterprise", "企方", None),
            ],
        }
    }
}
