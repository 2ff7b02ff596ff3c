//! Member development 发展党员: one person's case from the application to full membership.
//!
//! A case stands in a branch, on one side of it where that is a joint branch, and a person has at most one
//! that is running. Which steps there are, whose turn each is and what the rules ask of it is data (the charts and packs in
//! `rulebook/`); the core (`gongjian_domain::development`) decides every change and every page is judged by the same
//! judge. Each step is one address below `/cases/{id}/steps`, with a form that asks for no more than that step needs:
//! conditions stop it, what is late or not as it generally is asks for a reason and stays visible. Only what was
//! done last is taken back; a wrong day is corrected with a reason, and what was there before stays beside it. Every
//! change carries the revision that was read, so of two people at the same case one wins and the other is told what
//! happened. The days of the stages in the register follow with the same write, and what is open next
//! (`development_due`) is derived with it, so lists and reminders ask no judge.

pub mod batch;
pub mod batch_report;
pub mod batch_take;
pub mod board;
pub mod correct;
pub mod due_calendar;
pub mod export;
pub(crate) mod find;
pub mod leave;
pub mod leaving;
pub mod list;
pub mod next;
pub mod open;
pub mod own;
pub mod radar;
pub mod record;
mod record_samples;
pub mod remind;
pub mod step;
pub mod step_form;
pub mod store;
pub mod take_back;
pub mod way;

use gongjian_domain::development::{Judge, Refusal};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Site;
use crate::keys::{KeyError, Keys};
use crate::web::AppError;

/// The column notes on steps are sealed for.
const NOTE: &str = "development_step.note";

/// The feature's routes.
#[must_use]
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list::list, open::open))
        .routes(routes!(open::page))
        .routes(routes!(export::export))
        .routes(routes!(record::record))
        .routes(routes!(step::page, step::take))
        .routes(routes!(correct::page, correct::correct))
        .routes(routes!(take_back::page, take_back::take_back))
        .routes(routes!(leave::page, leave::leave))
        .routes(routes!(leave::leaving_day))
        .routes(routes!(own::page))
        .routes(routes!(radar::radar))
        .routes(routes!(radar::radar_export))
        .routes(routes!(leaving::leaving))
        .routes(routes!(leaving::leaving_export))
        .routes(routes!(board::board))
        .routes(routes!(due_calendar::due_calendar))
        .routes(routes!(batch::page, batch_take::send))
        .routes(routes!(batch_report::report))
        .routes(routes!(batch_report::report_export))
}

/// The rules that hold at `site`, ready to judge its cases.
#[must_use]
pub fn judge(site: &Site) -> Judge<'_> {
    Judge::new(&site.book, &site.jurisdictions)
}

/// A refusal of the core as an answer, with the findings that stopped it.
pub(crate) fn refused(judge: &Judge<'_>, refusal: &Refusal) -> AppError {
    AppError::Refused(refusal.reason(judge.chart()), refusal.findings().to_vec())
}

fn sealed_note(keys: &Keys, note: &str) -> Result<Vec<u8>, KeyError> {
    keys.seal(NOTE, note.as_bytes())
}

fn opened_note(keys: &Keys, sealed: &[u8]) -> Result<String, KeyError> {
    String::from_utf8(keys.open_sealed(NOTE, sealed)?).map_err(|_| KeyError::Unopened)
}
