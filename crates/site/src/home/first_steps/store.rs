//! How far an installation has come.

use gongjian_tables::{account, membership, office, party_organisation};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::db::{StoreError, Tx};
use crate::policy::OfficeName;

/// Whether anybody has ever been on a roster.
pub(super) async fn somebody_belongs(tx: &Tx) -> Result<bool, StoreError> {
    Ok(membership::Entity::find().one(tx).await?.is_some())
}

/// Whether there is a Party organisation.
pub(super) async fn an_organisation(tx: &Tx) -> Result<bool, StoreError> {
    Ok(party_organisation::Entity::find().one(tx).await?.is_some())
}

/// Whether anybody has ever been appointed as organiser.
pub(super) async fn an_organiser(tx: &Tx) -> Result<bool, StoreError> {
    let organisers = office::Entity::find().filter(office::Column::Name.eq(OfficeName::Organiser.as_str()));
    Ok(organisers.one(tx).await?.is_some())
}

/// Whether anybody has an account who is none of the three administrators.
pub(super) async fn somebody_to_appoint(tx: &Tx) -> Result<bool, StoreError> {
    let administrators = Query::select()
        .column(office::Column::PersonId)
        .from(office::Entity)
        .and_where(office::Column::OrganisationId.is_null())
        .take();
    let others = account::Entity::find()
        .filter(account::Column::DisabledAt.is_null())
        .filter(account::Column::PersonId.not_in_subquery(administrators));
    Ok(others.one(tx).await?.is_some())
}
