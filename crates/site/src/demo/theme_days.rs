//! The year of theme days: twelve confirmed by both sides, one that waits, one to come, one planned.

use chrono::{Datelike, Days as Count, NaiveDate};
use gongjian_domain::kinds::{MeetingId, OrganisationId};
use gongjian_domain::meeting::Reply;
use gongjian_domain::organisation::side::SideKind;

use super::data::{Data, Elsewhere, ThemeDay};
use super::past::Past;
use super::step::{Branch, Secretary};
use super::{DemoError, founding, register};
use crate::Site;
use crate::imports::run::Kind;
use crate::meeting::notice;
use crate::web::words::Lang;

/// Rows of this term's roster that are wrong, as in real files.
const REFUSED: u32 = 2;
/// Days between a plan and its theme day.
const AHEAD: u64 = 9;

/// The name of the month `day` lies in.
pub(super) fn month_of(day: NaiveDate) -> String {
    Lang::Chinese.t(&format!("month-{}", day.month()))
}

/// Holds the twelve theme days of the joint branch that both sides have confirmed.
pub(super) async fn hold_the_year(past: &Past, data: &Data, branch: OrganisationId) -> Result<(), DemoError> {
    let known = past.known().await?;
    let branch = Branch { past, known: &known, id: branch };
    for on in &data.days.year {
        let monthly = data.theme_days.of_month(on.month());
        let monthly = monthly.ok_or_else(|| DemoError::data(format!("{on} has no theme day")))?;
        confirmed(&branch, &monthly.day, *on).await?;
    }
    Ok(())
}

/// Planned, held, minuted, confirmed by both sides; perhaps sent back once, perhaps added to.
async fn confirmed(branch: &Branch<'_>, day: &ThemeDay, on: NaiveDate) -> Result<(), DemoError> {
    let past = branch.past;
    let id = held(branch, day, on).await?;
    past.go(on + Count::new(1), 10);
    let writer = branch.secretary(day.by).await?;
    let other = branch.secretary(day.by.map(other)).await?;
    branch.minute(&writer, id, &day.minutes, &day.resolutions).await?;
    if let Some(returned) = &day.returned {
        past.go(on + Count::new(2), 16);
        branch.send_back(&other, id, &returned.comment).await?;
        past.go(on + Count::new(4), 9);
        branch.minute(&writer, id, &returned.minutes, &day.resolutions).await?;
    }
    past.go(on + Count::new(if day.returned.is_some() { 5 } else { 3 }), 15);
    branch.confirm(&other, id).await?;
    if let Some(addendum) = &day.addendum {
        past.go(on + Count::new(6), 11);
        let by = branch.secretary(Some(addendum.side)).await?;
        branch.append(&by, id, &addendum.text).await?;
    }
    Ok(())
}

const fn other(side: SideKind) -> SideKind {
    match side {
        SideKind::School => SideKind::Enterprise,
        SideKind::Enterprise | SideKind::Association | SideKind::Other => SideKind::School,
    }
}

/// Everybody is invited, whoever is on leave has said so, and the presence list is saved on the day.
async fn held(branch: &Branch<'_>, day: &ThemeDay, on: NaiveDate) -> Result<MeetingId, DemoError> {
    let past = branch.past;
    past.go(on - Count::new(AHEAD), 10);
    let by = branch.secretary(day.by).await?;
    let id = branch.plan(&by, day, on, true).await?;
    past.go(on - Count::new(2), 9);
    for (number, reason) in &day.leave {
        branch.reply(id, number, Reply::Leave { reason: reason.clone() }).await?;
    }
    past.go(on, 18);
    branch.hold(&by, id, day).await?;
    Ok(id)
}

/// Holds the last theme day, whose minutes wait for the other side, and asks to the next. Meanwhile another
/// joint branch was begun.
pub(super) async fn hold_the_last(past: &Past, data: &Data, branch: OrganisationId) -> Result<(), DemoError> {
    let known = past.known().await?;
    let branch = &Branch { past, known: &known, id: branch };
    let (on, day) = (data.days.waiting, &data.theme_days.waiting);
    let id = held(branch, day, on).await?;
    read_everything(past, data).await?;
    past.go(on + Count::new(1), 9);
    founding::plan(past, data).await?;
    past.go(on + Count::new(1), 10);
    let writer = branch.secretary(day.by).await?;
    branch.minute(&writer, id, &day.minutes, &day.resolutions).await?;
    ask_to_the_next(branch, data).await
}

/// The next theme day, with answers coming in, and the one after it, not yet told to anybody.
async fn ask_to_the_next(branch: &Branch<'_>, data: &Data) -> Result<(), DemoError> {
    let (past, days, day) = (branch.past, &data.days, &data.theme_days.invited);
    past.go(days.waiting + Count::new(1), 15);
    let by: Secretary = branch.secretary(day.by).await?;
    let id = branch.plan(&by, day, days.invited, true).await?;
    branch.plan(&by, &data.theme_days.planned, days.planned, false).await?;
    past.go(days.waiting + Count::new(2), 9);
    for number in &day.coming {
        branch.reply(id, number, Reply::Coming).await?;
    }
    for (number, reason) in &day.leave {
        branch.reply(id, number, Reply::Leave { reason: reason.clone() }).await?;
    }
    Ok(())
}

/// What was told in the past has been read.
async fn read_everything(past: &Past, data: &Data) -> Result<(), DemoError> {
    let (site, known) = (&past.site, past.known().await?);
    for number in data.accounts.account.iter().filter_map(|account| account.number.as_ref()) {
        let person = known.person(number)?;
        site.db.keep(async |tx| notice::mark_seen(tx, person, site.clock.now()).await).await?;
    }
    Ok(())
}

/// Brings this term's students, and holds the theme days of the branches that have no sides: their secretary
/// confirms for the branch.
pub(super) async fn hold_elsewhere(site: &Site, past: &Past, data: &Data) -> Result<(), DemoError> {
    past.go(data.days.elsewhere - Count::new(AHEAD), 9);
    let above = &data.foundings.branch.above;
    let organiser = register::organiser(past, data, &past.known().await?, above).await?;
    let college = past.organisation(above).await?;
    register::bring(past, &organiser, Kind::Roster, Some(college), &data.students, REFUSED).await?;
    for (Elsewhere { organisation, day }, number) in data.theme_days.branch.iter().zip(2..) {
        let past = &Past::of(site, &data.days, number);
        let known = past.known().await?;
        let branch = Branch { past, known: &known, id: past.organisation(organisation).await? };
        let on = data.days.elsewhere;
        let id = held(&branch, day, on).await?;
        past.go(on + Count::new(1), 10);
        let by = branch.secretary(day.by).await?;
        branch.minute(&by, id, &day.minutes, &day.resolutions).await?;
    }
    Ok(())
}
