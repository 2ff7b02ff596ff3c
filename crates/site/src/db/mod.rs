//! The only place a driver is named: connecting, reading and the one way to write.

mod connect;
mod tx;

pub use connect::{ConnectError, Db, Url};
pub use tx::{StoreError, Tx};
