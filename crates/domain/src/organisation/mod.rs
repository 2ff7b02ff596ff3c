//! Units and Party organisations.

pub mod credit_code;
pub mod unit;
