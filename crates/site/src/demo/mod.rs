//! The demonstration 演示数据: the facts of the practice with invented people and a year of theme days.
//!
//! Everything goes the way it goes in life: files are imported, offices appointed, the joint branch is
//! founded by both sides, each theme day is planned, held, minuted and confirmed, by people who may do so
//! and at a time when they would have. What is said stands in `data/`; days follow the day of the filling,
//! so that the last theme day is always a few days old.
//!
//! The accounts have a password everybody knows. So an installation that holds the demonstration is marked,
//! is never served as a real one, and a real one is never filled.

mod accounts;
mod cases;
mod data;
mod days;
mod founding;
mod past;
mod register;
mod step;
mod store;
mod theme_days;

use crate::Site;
use crate::db::StoreError;
use crate::policy::{Denied, DeniedOr};
use crate::web::AppError;

pub use accounts::offered as accounts;
use data::Data;
use past::Past;
use store::Mark;

/// Why the demonstration is not filled in, or not served.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// There are people or organisations, and they are not the demonstration's.
    #[error(
        "there is something in this installation already; the demonstration is filled into an empty one only"
    )]
    NotEmpty,
    /// A filling was broken off.
    #[error(
        "the demonstration was not filled to its end; empty the data folder and the database and start again"
    )]
    BrokenOff,
    /// The demonstration, without being asked for.
    #[error(
        "this installation holds the demonstration, whose passwords everybody knows; start it with --demo, or choose another data folder"
    )]
    NotAskedFor,
    /// What is written in `data/` does not fit together.
    #[error("the data of the demonstration do not fit: {0}")]
    Data(String),
    /// A feature refused.
    #[error(transparent)]
    App(#[from] AppError),
}

impl DemoError {
    fn data(why: impl std::fmt::Display) -> Self {
        Self::Data(why.to_string())
    }
}

impl From<StoreError> for DemoError {
    fn from(error: StoreError) -> Self {
        Self::App(error.into())
    }
}
impl From<DeniedOr> for DemoError {
    fn from(error: DeniedOr) -> Self {
        Self::App(error.into())
    }
}
impl From<Denied> for DemoError {
    fn from(error: Denied) -> Self {
        Self::App(error.into())
    }
}

/// What is being filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Units, organisations, people, offices, accounts.
    Register,
    /// The joint branch.
    Founding,
    /// The year of theme days.
    ThemeDays,
    /// The cases of those on the way to membership.
    Cases,
}

/// Refuses to serve the demonstration as a real installation.
///
/// # Errors
///
/// [`DemoError::NotAskedFor`], or a database that cannot be asked.
pub async fn check(site: &Site) -> Result<(), DemoError> {
    match store::mark(&site.db.read()).await? {
        Some(_) if !site.demo => Err(DemoError::NotAskedFor),
        _ => Ok(()),
    }
}

/// Fills an empty installation with the demonstration and says so as it goes along. Does nothing when it is
/// filled already.
///
/// # Errors
///
/// When there is something else in the installation, when an earlier filling was broken off, or when the
/// database refuses.
pub async fn fill(site: &Site, mut tell: impl FnMut(Part)) -> Result<(), DemoError> {
    match store::mark(&site.db.read()).await? {
        Some(Mark::Filled) => return Ok(()),
        Some(Mark::Begun) => return Err(DemoError::BrokenOff),
        None if !store::is_empty(&site.db.read()).await? => return Err(DemoError::NotEmpty),
        None => {}
    }
    // Marked first: whatever happens from here on, this installation is never served as a real one.
    site.db.keep(async |tx| store::set_mark(tx, Mark::Begun).await).await?;
    let data = Data::read(site.clock.today())?;
    let past = Past::of(site, &data.days, 1);
    tell(Part::Register);
    register::fill(&past, &data).await?;
    accounts::give(&past, &data).await?;
    tell(Part::Founding);
    let branch = founding::found(&past, &data).await?;
    tell(Part::ThemeDays);
    theme_days::hold_the_year(&past, &data, branch).await?;
    theme_days::hold_elsewhere(site, &past, &data).await?;
    theme_days::hold_the_last(&past, &data, branch).await?;
    tell(Part::Cases);
    cases::keep_all(&past, &data).await?;
    site.db.keep(async |tx| store::set_mark(tx, Mark::Filled).await).await?;
    Ok(())
}
