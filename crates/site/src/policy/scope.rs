//! What a list may show: the door's answer for a whole query instead of a row.

use gongjian_domain::kinds::{OrganisationId, PersonId, SideId};
use sea_orm::sea_query::{Expr, ExprTrait, IntoColumnRef, Query, SimpleExpr};

/// The organisations whose things an actor may see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// No limit: the operator.
    pub everything: bool,
    /// These organisations and everything below them.
    pub under: Vec<OrganisationId>,
    /// These organisations alone.
    pub at: Vec<OrganisationId>,
    /// These sides of joint branches alone: of people, those whose membership is on one of them.
    pub sides: Vec<SideId>,
    /// The actor's own person.
    pub own: Option<PersonId>,
}

impl Scope {
    /// The condition that `organisation` (a column) is one of those the scope covers.
    #[must_use]
    pub fn covers(&self, organisation: impl IntoColumnRef + Clone) -> SimpleExpr {
        if self.everything {
            return Expr::val(true).eq(true);
        }
        let uuids = |ids: &[OrganisationId]| ids.iter().map(|id| id.uuid()).collect::<Vec<_>>();
        let mut condition = Expr::col(organisation.clone()).is_in(uuids(&self.at));
        if !self.under.is_empty() {
            let below = Query::select()
                .column("organisation_id")
                .from("organisation_ancestor")
                .and_where(Expr::col("ancestor_id").is_in(uuids(&self.under)))
                .take();
            condition = condition.or(Expr::col(organisation).in_subquery(below));
        }
        condition
    }

    /// The condition that a membership in `organisation` on `side` (two columns) is one the scope covers.
    #[must_use]
    pub fn covers_membership(
        &self,
        organisation: impl IntoColumnRef + Clone,
        side: impl IntoColumnRef,
    ) -> SimpleExpr {
        let covered = self.covers(organisation);
        if self.sides.is_empty() {
            return covered;
        }
        covered.or(Expr::col(side).is_in(self.sides.iter().map(|id| id.uuid())))
    }

    /// Whether it covers no organisation and no side at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.everything && self.under.is_empty() && self.at.is_empty() && self.sides.is_empty()
    }
}
