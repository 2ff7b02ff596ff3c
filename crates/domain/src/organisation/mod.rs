//! Units and Party organisations.

pub mod credit_code;
pub mod founding;
pub mod import;
pub mod side;
pub mod unit;
