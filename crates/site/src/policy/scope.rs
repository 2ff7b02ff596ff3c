//! What a list may show: the door's answer for a whole query instead of a row.

use gongjian_domain::kinds::{OrganisationId, PersonId, SideId};
use sea_orm::sea_query::{DynIden, Expr, ExprTrait, IntoIden, Query, SimpleExpr};

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
    /// The condition that `organisation`, a column with its table, is one of those the scope covers.
    ///
    /// Each row is asked for by the key of `organisation_ancestor`, so that a question which stops at a full
    /// page never gathers everything below first.
    #[must_use]
    pub fn covers(&self, organisation: (impl IntoIden, impl IntoIden)) -> SimpleExpr {
        if self.everything {
            return Expr::val(1).eq(1);
        }
        let organisation: (DynIden, DynIden) = (organisation.0.into_iden(), organisation.1.into_iden());
        let uuids = |ids: &[OrganisationId]| ids.iter().map(|id| id.uuid()).collect::<Vec<_>>();
        let at = || Expr::col(organisation.clone()).is_in(uuids(&self.at));
        if self.under.is_empty() {
            return at();
        }
        let below = Expr::exists(
            Query::select()
                .expr(Expr::val(1))
                .from_as("organisation_ancestor", "above")
                .and_where(Expr::col(("above", "organisation_id")).equals(organisation.clone()))
                .and_where(Expr::col(("above", "ancestor_id")).is_in(uuids(&self.under)))
                .take(),
        );
        if self.at.is_empty() { below } else { at().or(below) }
    }

    /// The condition that a membership in `organisation` on `side` (two columns) is one the scope covers.
    #[must_use]
    pub fn covers_membership(
        &self,
        organisation: (impl IntoIden, impl IntoIden),
        side: (&'static str, &'static str),
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
