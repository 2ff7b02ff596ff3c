//! Units and Party organisations.
