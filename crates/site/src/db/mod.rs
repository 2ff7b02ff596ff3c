//! The only place a driver is named: connecting, reading and the one way to write.

mod connect;
mod question;
mod tx;

pub use connect::{ConnectError, Db, Url};
pub use question::{containing, count_up_to, named, rows, short_name, starting};
pub use tx::{StoreError, Tx};
