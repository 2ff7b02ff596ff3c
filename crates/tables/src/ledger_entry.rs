//! The append-only record of everything done.

use sea_orm::entity::prelude::*;

/// One row of `ledger_entry`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_entry")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Chain.
    pub chain: Uuid,
    /// Place in the chain, from 1.
    pub seq: i64,
    /// At.
    pub at: DateTimeUtc,
    /// person, token, link, job or operator.
    pub actor_kind: String,
    /// The person, where there is one.
    pub actor_id: Option<Uuid>,
    /// The action's name in the policy.
    pub action: String,
    /// Subject kind.
    pub subject_kind: String,
    /// Subject.
    pub subject_id: Option<Uuid>,
    /// The side on whose behalf it was done.
    pub side_id: Option<Uuid>,
    /// The names of what changed; never the values.
    pub fields: Json,
    /// Salted digest of the values.
    pub digest: String,
    /// The entry of a joint act that this one mirrors.
    pub refers_to: Option<Uuid>,
    /// Prev.
    pub prev: String,
    /// Hash.
    pub hash: String,
}

/// Rows are joined by explicit questions, never through declared relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
