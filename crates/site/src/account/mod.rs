//! Accounts 账号: who may sign in, and how.
//!
//! A person signs in with a name and a password; a program brings a bearer
//! token. Both are secrets the holder keeps and of which the database knows a
//! digest, so sessions and tokens live in one table and end the same way. A
//! campus sign-in will make the same sessions: its place is beside
//! [`sign_in`]. The first administrator comes in through an address printed at
//! first start ([`set_up`]); there is no default password, and nobody ever
//! knows another's: a new account comes with a link ([`welcome`]).

pub mod accounts;
pub mod apart;
pub mod delay;
pub mod give;
pub mod own;
pub mod password;
pub mod sessions;
pub mod set_up;
pub mod sign_in;
pub mod store;
pub mod welcome;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Site;

/// The feature's routes.
#[must_use]
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(sign_in::form, sign_in::sign_in))
        .routes(routes!(sign_in::sign_out))
        .routes(routes!(set_up::form, set_up::set_up))
        .routes(routes!(own::page))
        .routes(routes!(own::change_password))
        .routes(routes!(own::sign_out_everywhere))
        .routes(routes!(own::make_token))
        .routes(routes!(own::end_token))
        .routes(routes!(own::preferences))
        .routes(routes!(accounts::page, accounts::create))
        .routes(routes!(accounts::export))
        .routes(routes!(accounts::renew))
        .routes(routes!(accounts::disable))
        .routes(routes!(accounts::appoint))
        .routes(routes!(accounts::dismiss))
        .routes(routes!(give::form, give::give))
        .routes(routes!(welcome::form, welcome::set))
}
