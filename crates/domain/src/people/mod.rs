//! People: who they are and what a roster says of them.

pub mod affiliation;
pub mod date_spelling;
pub mod history;
pub mod identity_number;
pub mod matching;
pub mod name;
pub mod phone;
pub mod roster;
pub mod sex;
pub mod stage;
