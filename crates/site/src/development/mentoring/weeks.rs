//! One placement week by week: a line by the enterprise, seen at once by school and student.

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use gongjian_domain::development::placement::{Presence, line_of, weeks};
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::find::{self, FoundPlacement};
use super::store::{self, WeekRow};
use crate::Site;
use crate::db::Tx;
use crate::organisation::units;
use crate::people;
use crate::policy::actions::{ReadCase, WriteWeek};
use crate::web::choices::Choice;
use crate::web::{AppError, Body, FieldError, Shell, Visit, typed, view};

/// A placement with its weeks.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct PlacementPage {
    /// The placement.
    pub id: Uuid,
    /// The case, for those who may see it.
    pub case: Option<Uuid>,
    /// The student.
    pub name: String,
    /// The enterprise.
    pub unit: String,
    /// The post.
    pub post: String,
    /// The first day.
    pub from: NaiveDate,
    /// The first day it no longer holds.
    pub until: Option<NaiveDate>,
    /// Whether the visitor may write a line.
    pub may_write: bool,
    /// The weeks that have begun, the latest first.
    pub weeks: Vec<WeekView>,
    /// What was typed.
    pub form: WeekForm,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

/// One week.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct WeekView {
    /// Its Monday.
    pub week: NaiveDate,
    /// What stands, then what stood before, the latest first; none while nobody wrote.
    pub lines: Vec<WeekLine>,
}

/// What was said of a week.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct WeekLine {
    /// `there`, `partly`, `on_leave` or `away`.
    pub presence: &'static str,
    /// About conduct; may be empty.
    pub conduct: String,
    /// Why the line before was corrected.
    pub reason: Option<String>,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A line as it is typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeekForm {
    /// Any day of the week meant; this week when left empty.
    #[serde(default, deserialize_with = "typed::sent_day")]
    pub week: Option<NaiveDate>,
    /// `there`, `partly`, `on_leave` or `away`.
    #[serde(default)]
    pub presence: String,
    /// About conduct; may be left empty.
    #[serde(default)]
    pub conduct: String,
    /// Why a line that is there already is corrected.
    #[serde(default)]
    pub reason: String,
}

impl PlacementPage {
    /// How the student was there, to choose from.
    #[must_use]
    pub fn presences(&self, shell: &Shell) -> Vec<Choice> {
        shell.choices("week-presence", &Presence::ALL.map(Presence::as_str), &self.form.presence)
    }

    /// The weeks to write about, the first of them that has no line chosen.
    #[must_use]
    pub fn choices(&self, shell: &Shell) -> Vec<Choice> {
        let blank = self.weeks.iter().find(|week| week.lines.is_empty());
        let chosen = self.form.week.or(blank.or(self.weeks.first()).map(|week| week.week));
        let option = |week: &WeekView| {
            let key = if week.lines.is_empty() { "week-of" } else { "week-of-written" };
            let label = shell.t1(key, "week", shell.date(&week.week));
            Choice::new(week.week.to_string(), label, chosen == Some(week.week))
        };
        self.weeks.iter().map(option).collect()
    }
}

view!(PlacementPage, "development/placement.html", || {
    let week = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default();
    let line = |presence: Presence, reason: Option<&str>| WeekLine {
        presence: presence.as_str(),
        conduct: "按时到岗，参加消防演练".into(),
        reason: reason.map(Into::into),
        by: "周堃".into(),
        at: DateTime::UNIX_EPOCH,
    };
    let page = PlacementPage {
        name: "欧阳䶮".into(),
        unit: "拾光文创有限公司".into(),
        post: "陈列设计助理".into(),
        from: week,
        ..PlacementPage::default()
    };
    let weeks = vec![
        WeekView { week, lines: vec![] },
        WeekView {
            week,
            lines: vec![line(Presence::Partly, Some("记错了一天")), line(Presence::There, None)],
        },
    ];
    let wrong = vec![FieldError::new("presence", Reason::new("field-no-choice"))];
    let full = PlacementPage { may_write: true, weeks, ..page.clone() };
    vec![
        page.clone(),
        PlacementPage { until: Some(week), case: Some(Uuid::nil()), may_write: false, ..full.clone() },
        PlacementPage { fields: wrong, ..full.clone() },
        full,
    ]
});

/// `GET /placements/{id}` — the placement and its weeks, for the school, the student, and the enterprise while it lasts.
#[utoipa::path(get, path = "/placements/{id}", params(("id" = Uuid, Path)), responses((status = 200, body = PlacementPage), (status = 404)), extensions(("x-action" = json!("placement.read"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let placed = find::placement(&tx, &site, &visit, id).await?;
    find::note(&site, &visit, &placed.found).await?;
    visit.page(&shown(&tx, &site, &visit, &placed).await?)
}

async fn shown(
    tx: &Tx,
    site: &Site,
    visit: &Visit,
    placed: &FoundPlacement,
) -> Result<PlacementPage, AppError> {
    let (today, placement) = (site.clock.today(), &placed.row.placement);
    let rows = store::weeks_of(tx, site, placed.row.id).await?;
    let names = people::store::names(tx, rows.iter().map(|row| row.by)).await?;
    let line = |row: &WeekRow| WeekLine {
        presence: row.presence.as_str(),
        conduct: row.conduct.clone(),
        reason: row.reason.clone(),
        by: names.get(&row.by).cloned().unwrap_or_default(),
        at: row.at,
    };
    let weeks = weeks(&placement.term, today)
        .into_iter()
        .map(|week| WeekView { lines: rows.iter().filter(|row| row.week == week).map(line).collect(), week });
    Ok(PlacementPage {
        id: placed.row.id.into(),
        case: visit.actor.can::<ReadCase>(&placed.found.thing())?.then(|| placed.found.id.into()),
        name: placed.found.name.clone(),
        unit: units::store::name_of(tx, placement.unit).await?.unwrap_or_default(),
        post: placement.post.clone(),
        from: placement.term.from,
        until: placement.term.until,
        may_write: visit.actor.can::<WriteWeek>(&placed.thing(today))?,
        weeks: weeks.collect(),
        ..PlacementPage::default()
    })
}

/// `POST /placements/{id}/weeks` — writes the line of a week, or corrects it with a reason.
#[utoipa::path(post, path = "/placements/{id}/weeks", params(("id" = Uuid, Path)), request_body = WeekForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("placement.week"))))]
pub async fn write(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<WeekForm>,
) -> Result<Response, AppError> {
    let saved = site
        .db
        .write(async |tx| {
            let placed = find::placement(tx, &site, &visit, id).await?;
            let today = site.clock.today();
            let permit = visit.actor.may(WriteWeek, &placed.thing(today))?;
            let (presence, conduct, reason) = read(&form)?;
            let meant = form.week.unwrap_or(today);
            let rows = store::weeks_of(tx, &site, placed.row.id).await?;
            let monday = gongjian_domain::development::placement::week_of(meant);
            let corrects = rows.iter().any(|row| row.week == monday);
            let week = line_of(&placed.row.placement.term, meant, today, corrects, reason.as_deref())?;
            let reason = reason.filter(|_| corrects);
            let line = WeekRow { week, presence, conduct, reason, by: visit.person(), at: site.clock.now() };
            store::insert_week(tx, &site, &permit, &line).await
        })
        .await;
    match saved {
        Ok(()) => Ok(visit.done(&format!("/placements/{id}"))),
        Err(AppError::Invalid(fields)) => {
            let tx = site.db.read();
            let placed = find::placement(&tx, &site, &visit, id).await?;
            let page = shown(&tx, &site, &visit, &placed).await?;
            let page = PlacementPage { form, fields: fields.clone(), ..page };
            AppError::Invalid(fields).answer_with(visit.wants(), &page, &visit.shell())
        }
        Err(error) => Err(error),
    }
}

fn read(form: &WeekForm) -> Result<(Presence, String, Option<String>), AppError> {
    let mut fields = Vec::new();
    let presence = Presence::parse(&form.presence);
    if presence.is_none() {
        fields.push(FieldError::new("presence", Reason::new("field-no-choice")));
    }
    let conduct = typed::text(&mut fields, "conduct", &form.conduct, typed::LINE);
    let reason = typed::text(&mut fields, "reason", &form.reason, typed::LINE);
    match presence {
        Some(presence) if fields.is_empty() => {
            Ok((presence, conduct, Some(reason).filter(|reason| !reason.is_empty())))
        }
        _ => Err(AppError::Invalid(fields)),
    }
}
