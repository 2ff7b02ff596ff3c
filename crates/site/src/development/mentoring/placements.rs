//! Where a student is placed: recorded by the school, ended by a change, followed by the enterprise's mentor.

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::development::mentoring::{Assignment, MentorSide, Term};
use gongjian_domain::development::placement::{
    Placement, TripartiteAgreement, follows, leave, place, placement_findings,
};
use gongjian_domain::kinds::UnitId;
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::{Finding, RuleBook};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::store::{self, AssignmentLine, NewPlacement, PlacementRow};
use super::{find, mentors};
use crate::Site;
use crate::db::Tx;
use crate::development::store::Found;
use crate::organisation::units;
use crate::policy::actions::RecordPlacement;
use crate::policy::{Denied, Permit};
use crate::web::choices::Choice;
use crate::web::{AppError, Body, FieldError, Fields, Shell, Visit, typed, view};

/// The placements of one case.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct PlacementsPage {
    /// The case.
    pub case: Uuid,
    /// Whose it is.
    pub name: String,
    /// Whether it is the visitor's own.
    pub is_own: bool,
    /// Whether the visitor may record one.
    pub may_record: bool,
    /// The placements, the latest first.
    pub placements: Vec<PlacementLine>,
    /// The enterprises to choose from.
    pub units: Vec<UnitOption>,
    /// What was typed.
    pub form: PlacementForm,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

/// One placement.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct PlacementLine {
    /// Its id.
    pub id: Uuid,
    /// The enterprise.
    pub unit: String,
    /// The post.
    pub post: String,
    /// The first day.
    pub from: NaiveDate,
    /// The first day it no longer holds.
    pub until: Option<NaiveDate>,
    /// The number of the agreement.
    pub agreement_no: String,
    /// The day it was signed.
    pub agreement_on: Option<NaiveDate>,
    /// Whether it holds today or is about to.
    pub open: bool,
    /// What the rules say of it.
    #[schema(value_type = Vec<Object>)]
    pub findings: Vec<Finding>,
}

/// An enterprise to choose.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct UnitOption {
    /// The unit.
    pub id: Uuid,
    /// Its name.
    pub name: String,
}

/// A placement as it is typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlacementForm {
    /// The enterprise.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub unit: Option<Uuid>,
    /// The post.
    #[serde(default)]
    pub post: String,
    /// The first day.
    #[serde(default, deserialize_with = "typed::sent_day")]
    pub from: Option<NaiveDate>,
    /// The last day, when it is known.
    #[serde(default, deserialize_with = "typed::sent_day")]
    pub to: Option<NaiveDate>,
    /// The number of the agreement.
    #[serde(default)]
    pub agreement_no: String,
    /// The day it was signed.
    #[serde(default, deserialize_with = "typed::sent_day")]
    pub agreement_on: Option<NaiveDate>,
}

impl PlacementsPage {
    /// The enterprises as options.
    #[must_use]
    pub fn choices(&self, shell: &Shell) -> Vec<Choice> {
        let mut all = vec![Choice::new("", shell.t("placement-choose-unit"), self.form.unit.is_none())];
        let option = |one: &UnitOption| {
            Choice::new(one.id.to_string(), one.name.clone(), self.form.unit == Some(one.id))
        };
        all.extend(self.units.iter().map(option));
        all
    }
}

view!(PlacementsPage, "development/placements.html", || {
    let from = NaiveDate::from_ymd_opt(2026, 9, 1).unwrap_or_default();
    let placement = |until| Placement {
        unit: UnitId::from_uuid(Uuid::nil()),
        post: "陈列设计助理".into(),
        term: Term { from, until },
        agreement: None,
    };
    let line = |until: Option<NaiveDate>| PlacementLine {
        unit: "拾光文创有限公司".into(),
        post: "陈列设计助理".into(),
        from,
        until,
        agreement_no: "实2026-18".into(),
        agreement_on: Some(from),
        open: until.is_none(),
        findings: RuleBook::shipped()
            .map(|book| placement_findings(&placement(until), None, &book.placements))
            .unwrap_or_default(),
        ..PlacementLine::default()
    };
    let page = PlacementsPage { name: "欧阳䶮".into(), ..PlacementsPage::default() };
    let units = vec![UnitOption { id: Uuid::from_u128(1), name: "拾光文创有限公司".into() }];
    let full = PlacementsPage {
        may_record: true,
        placements: vec![line(None), line(NaiveDate::from_ymd_opt(2026, 10, 1))],
        units,
        ..page.clone()
    };
    let wrong = vec![FieldError::new("unit", Reason::new("field-missing"))];
    vec![
        page.clone(),
        PlacementsPage { is_own: true, may_record: false, ..full.clone() },
        PlacementsPage { fields: wrong, ..full.clone() },
        PlacementsPage { may_record: true, ..page },
        full,
    ]
});

/// `GET /cases/{id}/placements` — where the student is and was placed.
#[utoipa::path(get, path = "/cases/{id}/placements", params(("id" = Uuid, Path)), responses((status = 200, body = PlacementsPage), (status = 404)), extensions(("x-action" = json!("case.read"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let found = find::case(&tx, &site, &visit, id).await?;
    find::note(&site, &visit, &found).await?;
    visit.page(&shown(&tx, &site, &visit, &found).await?)
}

async fn shown(tx: &Tx, site: &Site, visit: &Visit, found: &Found) -> Result<PlacementsPage, AppError> {
    let rows = store::placements_of(tx, found.id).await?;
    let may_record = visit.actor.can::<RecordPlacement>(&found.thing())?;
    let mut placements = Vec::with_capacity(rows.len());
    for row in rows.iter().rev() {
        placements.push(line(tx, site, found, row).await?);
    }
    let units = if may_record { store::enterprises(tx).await? } else { Vec::new() };
    Ok(PlacementsPage {
        case: found.id.into(),
        name: found.name.clone(),
        is_own: visit.person() == found.person,
        may_record,
        placements,
        units: units.into_iter().map(|(id, name)| UnitOption { id: id.into(), name }).collect(),
        ..PlacementsPage::default()
    })
}

async fn line(tx: &Tx, site: &Site, found: &Found, row: &PlacementRow) -> Result<PlacementLine, AppError> {
    let Placement { unit, post, term, agreement } = &row.placement;
    let born = found.case.course().born;
    Ok(PlacementLine {
        id: row.id.into(),
        unit: units::store::name_of(tx, *unit).await?.unwrap_or_default(),
        post: post.clone(),
        from: term.from,
        until: term.until,
        agreement_no: agreement.as_ref().map(|one| one.number.clone()).unwrap_or_default(),
        agreement_on: agreement.as_ref().map(|one| one.on),
        open: term.until.is_none_or(|until| until > site.clock.today()),
        findings: placement_findings(&row.placement, born, &site.book.placements),
    })
}

/// `POST /cases/{id}/placements` — records a placement. One that still runs ends with it, and so does the time of an
/// enterprise's mentor who works elsewhere.
#[utoipa::path(post, path = "/cases/{id}/placements", params(("id" = Uuid, Path)), request_body = PlacementForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("placement.record"))))]
pub async fn record(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<PlacementForm>,
) -> Result<Response, AppError> {
    let saved = site
        .db
        .write(async |tx| {
            let (found, permit) = find::case_for(tx, &site, &visit, id.into(), RecordPlacement).await?;
            let new = read(tx, &form).await?;
            let rows = store::placements_of(tx, found.id).await?;
            let earlier: Vec<Placement> = rows.iter().map(|row| row.placement.clone()).collect();
            let placed = place(&earlier, &new, found.case.course().born, &site.book.placements)?;
            if let Some((row, term)) = placed.ends.and_then(|(at, term)| Some((rows.get(at)?, term))) {
                store::leave_placement(tx, &site.clock, &permit, row, &term).await?;
            }
            let record = NewPlacement { placement: &new, by: visit.person() };
            store::insert_placement(tx, &site.clock, &permit, record).await?;
            let lines = store::assignments_of(tx, found.id).await?;
            let standing: Vec<Assignment> = lines.iter().map(|line| line.assignment).collect();
            let ends = follows(&standing, new.unit);
            let leaving = ends.into_iter().filter_map(|at| lines.get(at));
            follow(tx, &site, &permit, &found, leaving, new.term.from).await
        })
        .await;
    match saved {
        Ok(()) => Ok(visit.done(&format!("/cases/{id}/placements"))),
        Err(AppError::Invalid(fields)) => {
            let tx = site.db.read();
            let found = find::case(&tx, &site, &visit, id).await?;
            let page = shown(&tx, &site, &visit, &found).await?;
            let page = PlacementsPage { form, fields: fields.clone(), ..page };
            AppError::Invalid(fields).answer_with(visit.wants(), &page, &visit.shell())
        }
        Err(error) => Err(error),
    }
}

/// Ends the time of mentors who do not go where the student goes, and works out anew what is owed.
async fn follow<'a>(
    tx: &mut Tx,
    site: &Site,
    permit: &Permit<RecordPlacement>,
    found: &Found,
    leaving: impl Iterator<Item = &'a AssignmentLine>,
    on: NaiveDate,
) -> Result<(), AppError> {
    for line in leaving {
        let after = line.assignment.ended(on)?;
        store::end(tx, &site.clock, permit, line, &after, "placement").await?;
    }
    Ok(store::renew(tx, site, found).await?)
}

async fn read(tx: &Tx, form: &PlacementForm) -> Result<Placement, AppError> {
    let mut fields = Fields::default();
    let unit = match form.unit {
        Some(unit) if units::store::name_of(tx, unit.into()).await?.is_some() => Some(UnitId::from(unit)),
        Some(_) => {
            fields.refuse("unit", "missing-unit");
            None
        }
        None => {
            fields.refuse("unit", "field-missing");
            None
        }
    };
    let post = fields.needed("post", &form.post, typed::LINE);
    let number = fields.line("agreement_no", &form.agreement_no, typed::LINE);
    if form.from.is_none() {
        fields.refuse("from", "field-missing");
    }
    let agreement = number.zip(form.agreement_on).map(|(number, on)| TripartiteAgreement { number, on });
    // The form asks for the last day, the core for the first day after it.
    let until = form.to.and_then(|to| to.succ_opt());
    match (unit, form.from) {
        (Some(unit), Some(from)) if fields.errors.is_empty() => {
            Ok(Placement { unit, post, term: Term { from, until }, agreement })
        }
        _ => Err(AppError::Invalid(fields.errors)),
    }
}

/// `POST /cases/{id}/placements/{placement}/end` — ends a placement on a day; the enterprise's mentor there ends with it.
#[utoipa::path(post, path = "/cases/{id}/placements/{placement}/end", params(("id" = Uuid, Path), ("placement" = Uuid, Path)), request_body = mentors::MentoringEnd, responses((status = 303), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("placement.record"))))]
pub async fn end(
    State(site): State<Site>,
    visit: Visit,
    Path((id, placement)): Path<(Uuid, Uuid)>,
    Body(form): Body<mentors::MentoringEnd>,
) -> Result<Response, AppError> {
    site.db
        .write(async |tx| {
            let (found, permit) = find::case_for(tx, &site, &visit, id.into(), RecordPlacement).await?;
            let row = store::find_placement(tx, placement.into()).await?;
            let row = row.filter(|row| row.case == found.id).ok_or(Denied::Hidden)?;
            let on = form.on.unwrap_or_else(|| site.clock.today());
            let term = leave(&row.placement, on)?;
            store::leave_placement(tx, &site.clock, &permit, &row, &term).await?;
            let lines = store::assignments_of(tx, found.id).await?;
            let there = lines.iter().filter(|line| {
                let one = &line.assignment;
                one.side == MentorSide::Enterprise
                    && one.unit == Some(row.placement.unit)
                    && one.term.until.is_none()
            });
            follow(tx, &site, &permit, &found, there, on).await
        })
        .await?;
    Ok(visit.done(&format!("/cases/{id}/placements")))
}
