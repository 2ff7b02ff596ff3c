//! Spreadsheets in and out.
//!
//! Everything here works on bytes and is meant to run in a process of its own
//! ([`worker`]), started with limits on memory and time, so that a hostile
//! workbook can neither take the server down nor swell it. No language is
//! spoken here: refusals are keys with numbers, sentences come from the caller.

pub mod check;
pub mod error_workbook;
pub mod export;
pub mod limits;
pub mod neutral;
pub mod read;
pub mod template;
pub mod worker;
