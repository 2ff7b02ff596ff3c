//! The schema: one module for each table, and the migrations that make them.
//!
//! Only `db/` and the `store.rs` files of the site speak to these types.

pub mod account;
pub mod affiliation;
pub mod attachment;
pub mod attachment_body;
pub mod credential;
pub mod development_case;
pub mod development_correction;
pub mod development_due;
pub mod development_step;
pub mod founding;
pub mod founding_party;
pub mod founding_step;
pub mod import_file;
pub mod import_row;
pub mod import_run;
pub mod job;
pub mod ledger_entry;
pub mod ledger_head;
pub mod ledger_salt;
pub mod meeting;
pub mod meeting_correction;
pub mod meeting_minutes;
pub mod meeting_party;
pub mod meeting_person;
pub mod meeting_step;
pub mod membership;
pub mod migration;
pub mod notice;
pub mod office;
pub mod organisation_ancestor;
pub mod party_organisation;
pub mod person;
pub mod reading;
pub mod setting;
pub mod side;
pub mod side_unit;
pub mod sign_in_delay;
pub mod unit;
pub mod unit_apprenticeship;
pub mod unit_relation;
pub mod unit_residency;
