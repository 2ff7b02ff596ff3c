//! The students of a mentor: what is due first, one click to the form.

use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::development::placement::week_of;
use gongjian_domain::reason::Reason;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{character, store};
use crate::Site;
use crate::meeting::next::deadline;
use crate::organisation;
use crate::policy::Thing;
use crate::policy::actions::ReadOwn;
use crate::web::{AppError, Visit, view};

/// The students the visitor is a mentor of today.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct StudentsPage {
    /// The students, whose form is due first, first.
    pub students: Vec<StudentLine>,
}

/// One student.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct StudentLine {
    /// The name.
    pub name: String,
    /// The branch.
    pub branch: String,
    /// The stage.
    pub stage: Option<String>,
    /// The own side: `school` or `enterprise`.
    pub side: &'static str,
    /// The character of its seal.
    pub character: String,
    /// The first day of the mentoring.
    pub from: NaiveDate,
    /// The first day it no longer holds.
    pub until: Option<NaiveDate>,
    /// The form that is due next.
    pub form: Option<DueForm>,
    /// Where the student is placed today, for the enterprise's mentor.
    pub placement: Option<PlacedLine>,
}

/// A form that is due.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DueForm {
    /// The observation.
    pub id: Uuid,
    /// The first day of the half year.
    pub from: NaiveDate,
    /// The last day in time.
    pub due: NaiveDate,
    /// Until when, as a sentence's key and values.
    #[schema(value_type = Object)]
    pub deadline: Reason,
    /// `quiet`, `due` or `overdue`.
    pub tone: &'static str,
}

/// Where a student is placed.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct PlacedLine {
    /// The placement.
    pub id: Uuid,
    /// The enterprise.
    pub unit: String,
    /// The post.
    pub post: String,
    /// Whether nothing was said of this week yet.
    pub week_open: bool,
}

view!(StudentsPage, "development/students.html", || {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap_or_default();
    let form = |due: &str| {
        let due = due.parse().unwrap_or(today);
        let (deadline, tone) = deadline(due, today);
        DueForm { id: Uuid::nil(), from: today, due, deadline, tone }
    };
    let student = StudentLine {
        name: "欧阳䶮".into(),
        branch: "创意设计联合党支部".into(),
        stage: Some("activist".into()),
        side: "enterprise",
        character: "企".into(),
        from: today,
        ..StudentLine::default()
    };
    let placed = PlacedLine {
        unit: "拾光文创有限公司".into(),
        post: "陈列设计助理".into(),
        week_open: true,
        ..PlacedLine::default()
    };
    vec![
        StudentsPage::default(),
        StudentsPage {
            students: vec![
                StudentLine {
                    form: Some(form("2026-11-20")),
                    placement: Some(placed.clone()),
                    ..student.clone()
                },
                StudentLine {
                    form: Some(form("2026-11-26")),
                    side: "school",
                    character: "校".into(),
                    ..student.clone()
                },
                StudentLine {
                    until: Some(today),
                    placement: Some(PlacedLine { week_open: false, ..placed }),
                    ..student
                },
            ],
        },
    ]
});

/// `GET /my-students` — the students the visitor is a mentor of today, and nobody else.
#[utoipa::path(get, path = "/my-students", responses((status = 200, body = StudentsPage)), extensions(("x-action" = json!("own.read"))))]
pub async fn page(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    visit.actor.may(ReadOwn, &Thing::person(visit.person(), &[], &[]))?;
    let (tx, today) = (site.db.read(), site.clock.today());
    let rows = store::students_of(&tx, visit.person(), today).await?;
    let branches = organisation::store::names(&tx, rows.iter().map(|row| row.organisation)).await?;
    let line = |row: store::StudentRow| StudentLine {
        branch: branches.get(&row.organisation).cloned().unwrap_or_default(),
        name: row.name,
        stage: row.stage,
        side: row.side.as_str(),
        character: character(row.side),
        from: row.term.from,
        until: row.term.until,
        form: row.open.filter(|(_, from, _)| *from <= today).map(|(id, from, due)| {
            let (deadline, tone) = deadline(due, today);
            DueForm { id, from, due, deadline, tone }
        }),
        placement: row.placed.map(|(id, unit, post)| PlacedLine {
            id: id.into(),
            unit,
            post,
            week_open: row.last_week.is_none_or(|last| last < week_of(today)),
        }),
    };
    visit.page(&StudentsPage { students: rows.into_iter().map(line).collect() })
}
