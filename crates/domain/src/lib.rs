//! The pure core of Gongjian: types, state machines and cited rules.
//!
//! Nothing here reads a clock, a file or a database: `today` is a parameter,
//! facts come in, and a new state or a finding goes out.

#[cfg(test)]
mod case_table;
pub mod cell;
pub mod development;
pub mod id;
pub mod kinds;
pub mod meeting;
pub mod organisation;
pub mod people;
pub mod reason;
pub mod rule;
pub mod script;
pub mod sheet;
