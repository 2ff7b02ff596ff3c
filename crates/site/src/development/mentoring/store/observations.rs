//! Observations: drafted, handed in, sent back.

use chrono::{DateTime, NaiveDate, Utc};
use gongjian_domain::development::mentoring::MentorSide;
use gongjian_domain::development::observation::{DueObservation, Form, ObservationState, Owed};
use gongjian_domain::kinds::{AssignmentId, CaseId, ObservationId, PersonId};
use gongjian_tables::observation;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::{COMMENT, FORM};
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::keys::Keys;
use crate::policy::Permit;
use crate::policy::actions::{ReturnObservation, WriteObservation};
use crate::web::AppError;

const TABLE: &str = "observation";

/// One observation as it stands in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservationRow {
    /// Its id.
    pub id: ObservationId,
    /// The case.
    pub case: CaseId,
    /// Who writes it, or wrote it.
    pub assignment: AssignmentId,
    /// The side.
    pub side: MentorSide,
    /// The first day of the half year.
    pub from: NaiveDate,
    /// The last day in time.
    pub due_on: NaiveDate,
    /// What was written, sealed.
    pub form_sealed: Option<Vec<u8>>,
    /// When it was last written at.
    pub written_at: Option<DateTime<Utc>>,
    /// When it was handed in and by whom.
    pub handed_in: Option<(NaiveDate, PersonId)>,
    /// When it was sent back, by whom and why (sealed).
    pub returned: Option<(DateTime<Utc>, PersonId, Vec<u8>)>,
    /// Goes up with every change.
    pub revision: i32,
}

impl ObservationRow {
    fn read(row: observation::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.into(),
            case: row.case_id.into(),
            assignment: row.assignment_id.into(),
            side: MentorSide::parse(&row.side).ok_or_else(|| StoreError::row(TABLE, "no such side"))?,
            from: row.from_on,
            due_on: row.due_on,
            form_sealed: row.form_sealed,
            written_at: row.written_at,
            handed_in: row.handed_in_on.zip(row.handed_in_by.map(PersonId::from)),
            returned: row
                .returned_at
                .zip(row.returned_by.map(PersonId::from))
                .zip(row.comment_sealed)
                .map(|((at, by), comment)| (at, by, comment)),
            revision: row.revision,
        })
    }

    /// How far it has come.
    #[must_use]
    pub fn state(&self) -> ObservationState {
        match self.handed_in {
            Some((on, _)) => ObservationState::HandedIn { on },
            None => ObservationState::Open,
        }
    }

    /// What is owed, with what became of it. `mentor` is whoever writes it.
    #[must_use]
    pub fn owed(&self, mentor: PersonId) -> Owed {
        let due = DueObservation { due_on: self.due_on, side: self.side, from: self.from, mentor };
        Owed { due, handed_in: self.handed_in.map(|(on, _)| on) }
    }

    /// The form as far as it is written; an empty one of its side before.
    ///
    /// # Errors
    ///
    /// When it does not open with the keys at hand, or makes no sense.
    pub fn form(&self, keys: &Keys) -> Result<Form, AppError> {
        let given = match &self.form_sealed {
            None => Form::default(),
            Some(sealed) => {
                let plain = keys.open_sealed(FORM, sealed)?;
                serde_json::from_slice(&plain)
                    .map_err(|error| StoreError::row(TABLE, format!("{:?}", error.classify())))?
            }
        };
        Form::of(self.side, given.notes)
            .map_err(|_| StoreError::row(TABLE, "a topic of the other side").into())
    }

    /// Why it was sent back last, while it has not been handed in again.
    ///
    /// # Errors
    ///
    /// When it does not open with the keys at hand.
    pub fn comment(&self, keys: &Keys) -> Result<Option<String>, AppError> {
        let Some((_, _, sealed)) = self.returned.as_ref().filter(|_| self.handed_in.is_none()) else {
            return Ok(None);
        };
        let plain = keys.open_sealed(COMMENT, sealed)?;
        let text =
            String::from_utf8(plain).map_err(|_| StoreError::row(TABLE, "a comment that is no text"))?;
        Ok(Some(text))
    }
}

/// The observations of a case, by their last day.
pub(in crate::development::mentoring) async fn observations_of(
    tx: &Tx,
    case: CaseId,
) -> Result<Vec<ObservationRow>, StoreError> {
    let rows = observation::Entity::find()
        .filter(observation::Column::CaseId.eq(case.uuid()))
        .order_by_asc(observation::Column::DueOn)
        .order_by_asc(observation::Column::Side)
        .order_by_asc(observation::Column::Id)
        .all(tx)
        .await?;
    rows.into_iter().map(ObservationRow::read).collect()
}

/// One observation; when `hold` is set, held until the transaction ends.
pub(in crate::development::mentoring) async fn find_observation(
    tx: &Tx,
    id: ObservationId,
    hold: bool,
) -> Result<Option<ObservationRow>, StoreError> {
    let question = observation::Entity::find_by_id(id.uuid());
    let question = if hold { question.lock_exclusive() } else { question };
    question.one(tx).await?.map(ObservationRow::read).transpose()
}

/// Writes the form, as a draft or handed in.
pub(in crate::development::mentoring) async fn save_form(
    tx: &mut Tx,
    site: &Site,
    permit: &Permit<WriteObservation>,
    row: &ObservationRow,
    form: &Form,
    handed_in: Option<(NaiveDate, PersonId)>,
) -> Result<(), AppError> {
    let plain = serde_json::to_vec(form).map_err(|error| StoreError::row(TABLE, error))?;
    let sealed = site.keys.seal(FORM, &plain)?;
    observation::Entity::update_many()
        .col_expr(observation::Column::FormSealed, Expr::value(Some(sealed)))
        .col_expr(observation::Column::WrittenAt, Expr::value(Some(site.clock.now())))
        .col_expr(observation::Column::HandedInOn, Expr::value(handed_in.map(|(on, _)| on)))
        .col_expr(observation::Column::HandedInBy, Expr::value(handed_in.map(|(_, by)| Uuid::from(by))))
        .col_expr(observation::Column::Revision, Expr::value(row.revision.saturating_add(1)))
        .filter(observation::Column::Id.eq(row.id.uuid()))
        .exec(tx)
        .await
        .map_err(StoreError::from)?;
    let fields: &[&str] = if handed_in.is_some() { &["observation"] } else { &["observation_draft"] };
    tx.record(&site.clock, permit.act().changed(fields, json!([row.id, form, handed_in])));
    Ok(())
}

/// Sends it back to its mentor with a comment.
pub(in crate::development::mentoring) async fn send_back(
    tx: &mut Tx,
    site: &Site,
    permit: &Permit<ReturnObservation>,
    row: &ObservationRow,
    by: PersonId,
    comment: &str,
) -> Result<(), AppError> {
    let sealed = site.keys.seal(COMMENT, comment.as_bytes())?;
    observation::Entity::update_many()
        .col_expr(observation::Column::HandedInOn, Expr::value(None::<NaiveDate>))
        .col_expr(observation::Column::HandedInBy, Expr::value(None::<Uuid>))
        .col_expr(observation::Column::ReturnedBy, Expr::value(Some(by.uuid())))
        .col_expr(observation::Column::ReturnedAt, Expr::value(Some(site.clock.now())))
        .col_expr(observation::Column::CommentSealed, Expr::value(Some(sealed)))
        .col_expr(observation::Column::Revision, Expr::value(row.revision.saturating_add(1)))
        .filter(observation::Column::Id.eq(row.id.uuid()))
        .exec(tx)
        .await
        .map_err(StoreError::from)?;
    tx.record(&site.clock, permit.act().changed(&["observation_return"], json!([row.id, comment])));
    Ok(())
}
