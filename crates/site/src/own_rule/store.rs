//! Choices of rules in the database.

use chrono::{DateTime, NaiveDate, Utc};
use gongjian_domain::kinds::OrganisationId;
use gongjian_domain::organisation::unit::OrganisationKind;
use gongjian_domain::rule::{Rule, RuleBook, RuleChoice};
use gongjian_tables::{party_organisation, rule_choice};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use crate::clock::Clock;
use crate::db::{StoreError, Tx};
use crate::policy::actions::ChooseRules;
use crate::policy::{Permit, Scope};

/// Committees offered in a form.
const OFFERED: u64 = 200;
/// Own rules shown in one list; a committee has a handful.
const SHOWN: u64 = 500;

/// What a committee chose.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// The choice.
    pub id: Uuid,
    /// The committee.
    pub organisation: OrganisationId,
    /// The id findings name it by.
    pub rule_id: String,
    /// A stricter number, or a pack.
    pub choice: RuleChoice,
    /// The decision it stands on.
    pub basis: String,
    /// The first day it holds.
    pub from: NaiveDate,
    /// The first day it no longer holds.
    pub until: Option<NaiveDate>,
    /// When it was switched on; none while it is a draft.
    pub switched_on_at: Option<DateTime<Utc>>,
}

impl Chosen {
    /// The rules that follow from it, with the basis for their text.
    ///
    /// # Errors
    ///
    /// When the rule book no longer holds what was chosen.
    pub fn rules(&self, book: &RuleBook) -> Result<Vec<Rule>, StoreError> {
        let mut rules = book
            .chosen(&self.choice, &self.rule_id, self.from, self.until)
            .map_err(|refusal| StoreError::row("rule_choice", refusal.to_string()))?;
        if let RuleChoice::Stricter { .. } = self.choice {
            for rule in &mut rules {
                rule.text.zh.clone_from(&self.basis);
                rule.text.en.clone_from(&self.basis);
            }
        }
        Ok(rules)
    }

    /// `draft`, `coming`, `on` or `ended`.
    #[must_use]
    pub fn state(&self, today: NaiveDate) -> &'static str {
        if self.switched_on_at.is_none() {
            "draft"
        } else if self.until.is_some_and(|until| until <= today) {
            "ended"
        } else if self.from > today {
            "coming"
        } else {
            "on"
        }
    }

    fn of(row: rule_choice::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            organisation: row.organisation_id.into(),
            rule_id: row.rule_id,
            choice: serde_json::from_value(row.choice)
                .map_err(|error| StoreError::row("rule_choice", error.to_string()))?,
            basis: row.basis,
            from: row.from_on,
            until: row.until_on,
            switched_on_at: row.switched_on_at,
        })
    }
}

/// The choice with this id.
///
/// # Errors
///
/// When the database cannot be asked or the row makes no sense.
pub async fn find(tx: &Tx, id: Uuid) -> Result<Option<Chosen>, StoreError> {
    rule_choice::Entity::find_by_id(id).one(tx).await?.map(Chosen::of).transpose()
}

/// The choice whose rule findings name `rule_id`, with its committee's name, if it was ever switched on.
///
/// # Errors
///
/// When the database cannot be asked or the row makes no sense.
pub async fn by_rule(tx: &Tx, rule_id: &str) -> Result<Option<(Chosen, String)>, StoreError> {
    let row = rule_choice::Entity::find()
        .filter(rule_choice::Column::RuleId.eq(rule_id))
        .filter(rule_choice::Column::SwitchedOnAt.is_not_null())
        .one(tx)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let committee = party_organisation::Entity::find_by_id(row.organisation_id).one(tx).await?;
    Ok(Some((Chosen::of(row)?, committee.map(|committee| committee.name).unwrap_or_default())))
}

/// What was switched on by any of `committees`, ended or not: a step is judged by the rules of its day.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub async fn switched_on(tx: &Tx, committees: &[OrganisationId]) -> Result<Vec<Chosen>, StoreError> {
    let rows = rule_choice::Entity::find()
        .filter(rule_choice::Column::OrganisationId.is_in(committees.iter().map(|id| id.uuid())))
        .filter(rule_choice::Column::SwitchedOnAt.is_not_null())
        .order_by_asc(rule_choice::Column::Id)
        .all(tx)
        .await?;
    rows.into_iter().map(Chosen::of).collect()
}

/// The choices of the committees the scope covers, the latest first, with the committee's name.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub async fn list(tx: &Tx, scope: &Scope) -> Result<Vec<(Chosen, String)>, StoreError> {
    let rows = rule_choice::Entity::find()
        .filter(scope.covers((rule_choice::Entity, rule_choice::Column::OrganisationId)))
        .order_by_desc(rule_choice::Column::Id)
        .limit(SHOWN)
        .all(tx)
        .await?;
    let committees = rows.iter().map(|row| OrganisationId::from(row.organisation_id));
    let names = crate::organisation::store::names(tx, committees.collect::<Vec<_>>()).await?;
    let named = |row: rule_choice::Model| {
        let name = names.get(&row.organisation_id.into()).cloned().unwrap_or_default();
        Ok((Chosen::of(row)?, name))
    };
    rows.into_iter().map(named).collect()
}

/// The committees the scope covers, by code: id and name.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn committees(tx: &Tx, scope: &Scope) -> Result<Vec<(Uuid, String)>, StoreError> {
    Ok(party_organisation::Entity::find()
        .filter(party_organisation::Column::Kind.eq(OrganisationKind::Committee.as_str()))
        .filter(party_organisation::Column::DissolvedOn.is_null())
        .filter(scope.covers((party_organisation::Entity, party_organisation::Column::Id)))
        .order_by_asc(party_organisation::Column::Code)
        .limit(OFFERED)
        .select_only()
        .columns([party_organisation::Column::Id, party_organisation::Column::Name])
        .into_tuple()
        .all(tx)
        .await?)
}

/// Writes a choice down as a draft of the committee the permit is for.
///
/// # Errors
///
/// When the database refuses.
pub async fn add(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<ChooseRules>,
    choice: &RuleChoice,
    basis: String,
    from: NaiveDate,
) -> Result<Uuid, StoreError> {
    let id = clock.uuid();
    // The end of a time-ordered id is chance: enough to tell the own rules of one installation apart.
    let short: String = id.simple().to_string().chars().rev().take(SHORT_ID).collect();
    let value = json!(choice);
    let row = rule_choice::ActiveModel {
        id: Set(id),
        organisation_id: Set(permit.on().uuid()),
        rule_id: Set(format!("OWN-{}", short.to_ascii_uppercase())),
        choice: Set(value.clone()),
        basis: Set(basis.clone()),
        from_on: Set(from),
        until_on: Set(None),
        switched_on_at: Set(None),
        created_by: Set(permit.actor().person().map(Uuid::from)),
        created_at: Set(clock.now()),
    };
    rule_choice::Entity::insert(row).exec_without_returning(tx).await?;
    let act = permit.act().changed(&["rule_choice", "rule_basis", "rule_from"], json!([value, basis, from]));
    tx.record(clock, act);
    Ok(id)
}

/// Letters of a choice's id that its rule is named by.
const SHORT_ID: usize = 8;

/// Switches a draft on: it holds from `from`.
///
/// # Errors
///
/// When the database refuses.
pub async fn switch_on(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<ChooseRules>,
    chosen: &Chosen,
    from: NaiveDate,
) -> Result<(), StoreError> {
    rule_choice::Entity::update_many()
        .col_expr(rule_choice::Column::SwitchedOnAt, Expr::value(clock.now()))
        .col_expr(rule_choice::Column::FromOn, Expr::value(from))
        .filter(rule_choice::Column::Id.eq(chosen.id))
        .exec(tx)
        .await?;
    tx.record(clock, permit.act().changed(&["rule_switched_on", "rule_from"], json!([chosen.id, from])));
    Ok(())
}

/// Ends what was switched on: from `until` on it no longer holds.
///
/// # Errors
///
/// When the database refuses.
pub async fn switch_off(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<ChooseRules>,
    chosen: &Chosen,
    until: NaiveDate,
) -> Result<(), StoreError> {
    rule_choice::Entity::update_many()
        .col_expr(rule_choice::Column::UntilOn, Expr::value(until))
        .filter(rule_choice::Column::Id.eq(chosen.id))
        .exec(tx)
        .await?;
    tx.record(clock, permit.act().changed(&["rule_until"], json!([chosen.id, until])));
    Ok(())
}

/// Throws a draft away.
///
/// # Errors
///
/// When the database refuses.
pub async fn drop_draft(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<ChooseRules>,
    chosen: &Chosen,
) -> Result<(), StoreError> {
    rule_choice::Entity::delete_by_id(chosen.id).exec(tx).await?;
    tx.record(clock, permit.act().changed(&["rule_dropped"], json!([chosen.id, chosen.choice])));
    Ok(())
}
