//! The radar: what is due or overdue, for whoever asks, the one due first coming first.
//!
//! An organiser sees all branches below, a secretary the own branch or side, a person the own case. What is due
//! stands in `development_due`, derived with every change, so the question reads one page of rows by key and asks neither judge
//! nor policy for each of them.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chrono::{Days, NaiveDate};
use gongjian_domain::cell::Cell;
use gongjian_domain::development::Judge;
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::{StepActor, Words};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::find::is_above;
use super::list::note;
use super::next::deadline;
use super::store::{self, DueFilter, DueRow, SideMark, Sight, Turn};
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::policy::actions::{DecideStep, ReadCase, RecordStep};
use crate::policy::{Actor, Denied, Scope};
use crate::web::export::{self, Column, Format, List, MOST_ROWS, day, refuse_too_many, text};
use crate::web::paging::{self, COUNT_CAP, Paging};
use crate::web::words::Lang;
use crate::web::{AppError, Choice, Shell, Visit, typed, view};

/// The address of the radar.
pub(super) const HERE: &str = "/cases/radar";
/// Days, today included, that count as a week and as a month here.
const WEEK: u64 = 7;
const MONTH: u64 = 30;
/// The words of how soon something is due.
const WHEN: [&str; 4] = ["overdue", "week", "month", "later"];
/// The words of whose turn it is.
const TURNS: [&str; 4] = ["mine", "branch", "above", "applicant"];

/// Which steps.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
pub struct RadarFilter {
    /// `overdue`, `week` (the next seven days), `month` (the thirty days, without those seven) or `later`; all when empty.
    #[serde(default)]
    pub when: String,
    /// Due on this day alone.
    #[serde(default, deserialize_with = "crate::web::typed::sent_day")]
    pub on: Option<NaiveDate>,
    /// This step of the chart alone.
    #[serde(default)]
    pub step: String,
    /// Of this branch only.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub branch: Option<Uuid>,
    /// `mine` (whatever waits for the visitor), `branch`, `above` (the committees above) or `applicant`; anybody's when empty.
    #[serde(default)]
    pub turn: String,
    /// The key of the last row of the page before.
    #[serde(default)]
    pub after: String,
}

/// A step that is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DueLine {
    /// The case.
    pub case: Uuid,
    /// Whose it is.
    pub name: String,
    /// The branch.
    pub branch: String,
    /// The side of a joint branch the person is on.
    pub side: Option<SideMark>,
    /// The step's id.
    pub step: String,
    /// What it is called.
    #[schema(value_type = Object)]
    pub title: Words,
    /// Whose turn it is.
    pub actor: String,
    /// The first day the rules allow it, where that lies ahead.
    pub earliest: Option<NaiveDate>,
    /// The last day in time.
    pub due: NaiveDate,
    /// The days left, as a sentence's key and values.
    #[schema(value_type = Object)]
    pub deadline: Reason,
    /// `quiet`, `due` or `overdue`.
    pub tone: &'static str,
}

impl DueLine {
    fn of(row: DueRow, judge: &Judge<'_>, today: NaiveDate) -> Option<Self> {
        let title = judge.chart().find(&row.step)?.title.clone();
        let (deadline, tone) = deadline(row.due, today);
        Some(Self {
            case: row.of.case,
            name: row.of.name,
            branch: row.of.branch,
            side: row.of.side,
            step: row.step,
            title,
            actor: row.actor,
            earliest: row.earliest.filter(|day| *day > today),
            due: row.due,
            deadline,
            tone,
        })
    }
}

/// Steps that are due about as soon as one another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DueGroup {
    /// `overdue`, `week`, `month` or `later`.
    pub word: &'static str,
    /// The steps, the one due first coming first.
    pub rows: Vec<DueLine>,
}

/// How much is due how soon. Each is counted no further than one more than a thousand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct DueCounts {
    /// What has passed its last day.
    pub overdue: u64,
    /// What is due in the next seven days.
    pub week: u64,
    /// What is due in the next thirty days, without those seven.
    pub month: u64,
    /// Those who leave before they are admitted or before their probation is over.
    pub leaving: u64,
}

/// A count in figures; `+` when there are more than were counted.
fn figure(count: u64) -> String {
    if count > COUNT_CAP { format!("{COUNT_CAP}+") } else { count.to_string() }
}

/// What is due.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct RadarPage {
    /// The steps of this page, by how soon they are due.
    pub groups: Vec<DueGroup>,
    /// How much there is before any filter.
    pub counts: DueCounts,
    /// How many the filter finds, and where the next page is.
    pub paging: Paging,
    /// Steps to filter by, with the one chosen.
    #[serde(skip)]
    pub steps: Vec<Choice>,
    /// Branches to filter by, with the one chosen.
    #[serde(skip)]
    pub branches: Vec<Choice>,
    /// How soon, as it was asked.
    #[serde(skip)]
    pub when: String,
    /// Whose turn, as it was asked.
    #[serde(skip)]
    pub turn: String,
    /// The day asked for.
    #[serde(skip)]
    pub on: Option<NaiveDate>,
    /// Whether the visitor sees more than the own case.
    pub answers: bool,
    /// The address of the first page.
    pub first: String,
    /// The address of the next page; empty on the last.
    pub next: String,
    /// The addresses of the same list as a file: xlsx, csv, json.
    pub exports: [String; 3],
}

impl RadarPage {
    /// How soon, to filter by.
    #[must_use]
    pub fn whens(&self, shell: &Shell) -> Vec<Choice> {
        shell.filter_choices("radar-any-time", "radar-when", &WHEN, &self.when)
    }

    /// Whose turn, to filter by.
    #[must_use]
    pub fn turns(&self, shell: &Shell) -> Vec<Choice> {
        shell.filter_choices("radar-any-turn", "radar-turn", &TURNS, &self.turn)
    }

    /// How much is due how soon, in a sentence.
    #[must_use]
    pub fn sum(&self, shell: &Shell) -> String {
        let counts =
            [("overdue", self.counts.overdue), ("week", self.counts.week), ("month", self.counts.month)];
        let sentence = Reason::new("radar-sum");
        shell.reason(&counts.into_iter().fold(sentence, |said, (name, count)| said.with(name, figure(count))))
    }

    /// How many leave too early, in figures.
    #[must_use]
    pub fn leaving(&self) -> String {
        figure(self.counts.leaving)
    }

    /// Whether anything but everything is asked for.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        let chosen = |choices: &[Choice]| choices.iter().any(|one| one.chosen && !one.value.is_empty());
        let words = !self.when.is_empty() || !self.turn.is_empty() || self.on.is_some();
        words || chosen(&self.steps) || chosen(&self.branches)
    }

    /// The groups of a sample.
    fn sample(word: &'static str, tone: &'static str) -> DueGroup {
        let line = |side: bool| DueLine {
            case: Uuid::nil(),
            name: "䶮堃".into(),
            branch: "服装设计与创意园区联合党支部".into(),
            side: side.then(|| SideMark {
                kind: "school".into(),
                character: "校".into(),
                name: "学院方".into(),
            }),
            step: "target".into(),
            title: Words { zh: "确定发展对象".into(), en: "Choosing the development target".into() },
            actor: "branch_committee".into(),
            earliest: side.then(NaiveDate::default),
            due: NaiveDate::default(),
            deadline: Reason::new("deadline-today"),
            tone,
        };
        DueGroup { word, rows: vec![line(true), line(false)] }
    }
}

view!(RadarPage, "development/radar.html", || {
    let counts = DueCounts { overdue: 1, week: 2, month: 1_001, leaving: 3 };
    let chosen =
        |value: &str, label: &str| vec![Choice::new("", "全部", false), Choice::new(value, label, true)];
    vec![
        Self::default(),
        Self { answers: true, ..Self::default() },
        Self { counts, answers: true, when: "overdue".into(), ..Self::default() },
        Self {
            groups: vec![
                Self::sample("overdue", "overdue"),
                Self::sample("week", "due"),
                Self::sample("month", "quiet"),
                Self::sample("later", "quiet"),
            ],
            counts,
            paging: Paging::counted(1_001, Some("x".into())),
            steps: chosen("target", "确定发展对象"),
            branches: [chosen("x", "甲支部"), chosen("y", "乙支部")].concat(),
            answers: true,
            next: format!("{HERE}?after=x"),
            ..Self::default()
        },
        Self {
            paging: Paging::counted(7, None),
            answers: true,
            on: Some(NaiveDate::default()),
            ..Self::default()
        },
        Self {
            groups: vec![Self::sample("week", "due")],
            paging: Paging::counted(1, None),
            ..Self::default()
        },
    ]
});

/// `GET /cases/radar` — what is due or overdue in the cases one answers for, or in the own case.
#[utoipa::path(get, path = "/cases/radar", params(RadarFilter), responses((status = 200, body = RadarPage)), extensions(("x-action" = json!("case.read"))))]
pub async fn radar(
    State(site): State<Site>,
    visit: Visit,
    Query(filter): Query<RadarFilter>,
) -> Result<Response, AppError> {
    let (tx, today) = (site.db.read(), site.clock.today());
    let judge = super::judge(&site);
    let sight = seen(&visit)?;
    let (rows, paging) = store::due_page(&tx, &sight, &asked(&visit.actor, &filter, today)?).await?;
    let lines = rows.into_iter().filter_map(|row| DueLine::of(row, &judge, today)).collect();
    visit.page(&RadarPage {
        groups: grouped(lines, today),
        counts: counts(&tx, &sight, today).await?,
        steps: steps(&judge, visit.lang(), &filter.step),
        branches: branches(&tx, &visit, filter.branch).await?,
        answers: matches!(sight, Sight::Answers(_)),
        next: paging.next.as_ref().map_or_else(String::new, |next| {
            let after = [("after", next.clone())];
            paging::address(HERE, &[pairs(&filter).as_slice(), &after].concat())
        }),
        first: paging::address(HERE, &pairs(&filter)),
        exports: export::addresses(HERE, &pairs(&filter)),
        paging,
        when: filter.when,
        turn: filter.turn,
        on: filter.on,
    })
}

/// What the visitor is shown.
///
/// # Errors
///
/// When a policy fails, or somebody is not to see any case at all.
pub(super) fn seen(visit: &Visit) -> Result<Sight, AppError> {
    match Sight::of(&visit.actor)? {
        Sight::Nothing => Err(Denied::forbidden::<ReadCase>().into()),
        sight => Ok(sight),
    }
}

/// The day `days` days after `today`.
fn ahead(today: NaiveDate, days: u64) -> Option<NaiveDate> {
    today.checked_add_days(Days::new(days))
}

/// The first day of a word of [`WHEN`], and the first day after it.
fn span(when: &str, today: NaiveDate) -> (Option<NaiveDate>, Option<NaiveDate>) {
    match when {
        "overdue" => (None, Some(today)),
        "week" => (Some(today), ahead(today, WEEK)),
        "month" => (ahead(today, WEEK), ahead(today, MONTH)),
        "later" => (ahead(today, MONTH), None),
        _ => (None, None),
    }
}

fn asked(actor: &Actor, filter: &RadarFilter, today: NaiveDate) -> Result<DueFilter, AppError> {
    let (from, before) = match filter.on.filter(|day| typed::is_of_our_time(*day)) {
        Some(day) => (Some(day), day.succ_opt()),
        None => span(&filter.when, today),
    };
    Ok(DueFilter {
        from,
        before,
        step: filter.step.clone(),
        branch: filter.branch,
        turns: turns(actor, &filter.turn)?,
        after: key(&filter.after),
    })
}

/// The key of a row: its day, case and step.
fn key(text: &str) -> Option<(NaiveDate, Uuid, String)> {
    let mut parts = text.splitn(3, '_');
    let (day, case, step) = (parts.next()?, parts.next()?, parts.next()?);
    Some((day.parse().ok()?, case.parse().ok()?, step.to_owned()))
}

/// The words of the actors for which `wanted` holds.
fn actors(wanted: impl Fn(StepActor) -> bool) -> Vec<&'static str> {
    StepActor::ALL.into_iter().filter(|actor| wanted(*actor)).map(StepActor::as_str).collect()
}

/// Whether it is a step of the branch, and not one of the committee above or of the person.
fn is_branch(actor: StepActor) -> bool {
    !is_above(actor) && actor != StepActor::Applicant
}

fn turns(actor: &Actor, word: &str) -> Result<Option<Vec<Turn>>, StoreError> {
    let everywhere = |actors| Some(vec![Turn { actors, at: None }]);
    Ok(match word {
        "mine" => Some(own_turns(actor)?),
        "branch" => everywhere(actors(is_branch)),
        "above" => everywhere(actors(is_above)),
        "applicant" => everywhere(actors(|actor| actor == StepActor::Applicant)),
        _ => None,
    })
}

/// The turns that are `actor`'s: of a secretary what the branch does, of an organiser what is done above, of somebody with
/// neither office what the person does in the own case. An organiser may record what a branch does, but it is not the
/// organiser's turn.
pub(super) fn own_turns(actor: &Actor) -> Result<Vec<Turn>, StoreError> {
    let (record, decide) = (actor.scope::<RecordStep>()?, actor.scope::<DecideStep>()?);
    if record.is_empty() && decide.is_empty() {
        return Ok(vec![Turn { actors: actors(|actor| actor == StepActor::Applicant), at: None }]);
    }
    let led = Scope { everything: false, under: Vec::new(), ..record };
    Ok(vec![
        Turn { actors: actors(|actor| !is_above(actor)), at: Some(led) },
        Turn { actors: actors(is_above), at: Some(decide) },
    ])
}

async fn counts(tx: &Tx, sight: &Sight, today: NaiveDate) -> Result<DueCounts, StoreError> {
    let of = |when: &str| {
        let (from, before) = span(when, today);
        DueFilter { from, before, ..DueFilter::default() }
    };
    Ok(DueCounts {
        overdue: store::due_count(tx, sight, &of("overdue")).await?,
        week: store::due_count(tx, sight, &of("week")).await?,
        month: store::due_count(tx, sight, &of("month")).await?,
        leaving: store::leaving_count(tx, sight, today).await?,
    })
}

fn grouped(lines: Vec<DueLine>, today: NaiveDate) -> Vec<DueGroup> {
    let mut groups: Vec<DueGroup> = Vec::new();
    for line in lines {
        let lies = |when: &&&str| {
            let (from, before) = span(when, today);
            from.is_none_or(|from| line.due >= from) && before.is_none_or(|before| line.due < before)
        };
        let word = WHEN.iter().find(lies).copied().unwrap_or("later");
        match groups.last_mut().filter(|group| group.word == word) {
            Some(group) => group.rows.push(line),
            None => groups.push(DueGroup { word, rows: vec![line] }),
        }
    }
    groups
}

/// Every step of the chart to filter by.
fn steps(judge: &Judge<'_>, lang: Lang, chosen: &str) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", lang.t("radar-all-steps"), chosen.is_empty())];
    choices.extend(
        judge
            .chart()
            .steps()
            .iter()
            .map(|step| Choice::new(step.id.clone(), lang.said(&step.title).to_owned(), step.id == chosen)),
    );
    choices
}

/// Branches to filter by.
///
/// # Errors
///
/// When the database cannot be asked.
pub(super) async fn branches(
    tx: &Tx,
    visit: &Visit,
    chosen: Option<Uuid>,
) -> Result<Vec<Choice>, StoreError> {
    let mut branches = vec![Choice::new("", visit.lang().t("cases-all-branches"), chosen.is_none())];
    let found = store::branches(tx, &visit.actor.scope::<ReadCase>()?).await?.into_iter();
    branches.extend(found.map(|(id, name)| Choice::new(id.to_string(), name, chosen == Some(id.uuid()))));
    Ok(branches)
}

/// The filter, as it stands in addresses.
fn pairs(filter: &RadarFilter) -> [(&'static str, String); 5] {
    [
        ("when", filter.when.clone()),
        ("on", filter.on.map(|day| day.to_string()).unwrap_or_default()),
        ("step", filter.step.clone()),
        ("branch", filter.branch.map(|id| id.to_string()).unwrap_or_default()),
        ("turn", filter.turn.clone()),
    ]
}

/// `GET /cases/radar/export/{format}` — what the radar's filter finds, as xlsx, csv or json. Whoever takes it away has read each case in it.
#[utoipa::path(get, path = "/cases/radar/export/{format}", params(("format" = String, Path), RadarFilter), responses((status = 200), (status = 404), (status = 409)), extensions(("x-action" = json!("case.read"))))]
pub async fn radar_export(
    State(site): State<Site>,
    visit: Visit,
    Path(format): Path<String>,
    Query(filter): Query<RadarFilter>,
) -> Result<Response, AppError> {
    let format = Format::named(&format)?;
    let (sight, today) = (seen(&visit)?, site.clock.today());
    let asked = asked(&visit.actor, &filter, today)?;
    let found = store::due_all(&site.db.read(), &sight, &asked, MOST_ROWS).await?;
    refuse_too_many(found.len())?;
    note(&site, &visit, found.iter().map(|one| one.of.person).collect()).await?;
    let (judge, lang) = (super::judge(&site), visit.lang());
    let lines = found.into_iter().filter_map(|one| DueLine::of(one, &judge, today));
    let rows = lines.map(|line| row(line, lang)).collect();
    List { title: lang.t("radar-export-title"), columns: columns(lang), rows }.answer(format).await
}

fn columns(lang: Lang) -> Vec<Column> {
    let word = |key: &str| lang.t(key);
    vec![
        Column::text("name", word("case-name"), 14),
        Column::text("branch", word("case-branch"), 36),
        Column::text("side", word("case-side"), 12),
        Column::text("step", word("radar-step"), 28),
        Column::text("actor", word("case-actor"), 20),
        Column::day("earliest", word("case-earliest")),
        Column::day("due", word("case-due")),
        Column::text("deadline", word("radar-left"), 28),
    ]
}

fn row(line: DueLine, lang: Lang) -> Vec<Cell> {
    vec![
        text(line.name),
        text(line.branch),
        text(line.side.map(|side| side.name)),
        text(lang.said(&line.title).to_owned()),
        text(lang.t(&format!("step-actor-{}", line.actor))),
        day(line.earliest),
        day(Some(line.due)),
        text(lang.reason(&line.deadline)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_lies_in_exactly_one_of_the_spans() {
        let today: NaiveDate = "2026-11-24".parse().unwrap();
        for on in today.iter_days().take(60).chain(["2026-11-23".parse().unwrap()]) {
            let lies = |when: &&&str| {
                let (from, before) = span(when, today);
                from.is_none_or(|from| on >= from) && before.is_none_or(|before| on < before)
            };
            assert_eq!(WHEN.iter().filter(lies).count(), 1, "{on}");
        }
    }

    #[test]
    fn a_key_is_read_back_and_anything_else_is_no_key() {
        let id = Uuid::max();
        let read = key(&format!("2026-12-05_{id}_activist_filed"));
        assert_eq!(read, Some(("2026-12-05".parse().unwrap(), id, "activist_filed".to_owned())));
        for odd in ["", "2026-12-05", "2026-12-05_x_talk", "x_y_z", "2026-12-05__"] {
            assert_eq!(key(odd), None, "{odd}");
        }
    }
}
