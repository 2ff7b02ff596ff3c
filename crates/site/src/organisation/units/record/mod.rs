//! The page of one unit: what it is, what ties it to others, how many people, which Party organisations.

pub mod store;

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::kinds::UnitId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::store::UnitChoice;
use crate::Site;
use crate::ledger;
use crate::ledger::page::LedgerLine;
use crate::organisation::record::store::Linked;
use crate::organisation::units;
use crate::policy::actions::{ChangeUnit, ReadOrganisationLedger, ReadUnit, ReadUnitContact};
use crate::web::{AppError, Visit, view};
use store::{ApprenticeshipLine, OrganisationHere, RelationLine, ResidencyLine, RoleCount};

/// One unit.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct UnitPage {
    /// The unit.
    pub id: Uuid,
    /// Its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its short name.
    pub short_name: Option<String>,
    /// Its unified social credit code.
    pub credit_code: Option<String>,
    /// What it is a part of.
    pub parent: Option<Linked>,
    /// What is a part of it.
    pub parts: Vec<Linked>,
    /// Whom to call, for those who keep the units.
    pub contact_name: Option<String>,
    /// The number to call, for those who keep the units.
    pub contact_phone: Option<String>,
    /// Today.
    pub today: NaiveDate,
    /// Its times in parks.
    pub residencies: Vec<ResidencyLine>,
    /// The units resident in it today, where it is a park.
    pub residents: Vec<Linked>,
    /// Its standing in the apprenticeship scheme.
    pub apprenticeships: Vec<ApprenticeshipLine>,
    /// Lasting ties with other units.
    pub relations: Vec<RelationLine>,
    /// Its Party organisations, and joint branches it is a side of.
    pub organisations: Vec<OrganisationHere>,
    /// People affiliated today, by role.
    pub people: Vec<RoleCount>,
    /// The newest acts on it, for those who keep the units.
    pub history: Option<Vec<LedgerLine>>,
    /// Whether one may see whom to call.
    pub may_call: bool,
    /// Whether it may be changed.
    pub may_change: bool,
    /// Units one may choose for a tie.
    pub choices: Vec<UnitChoice>,
    /// Parks one may choose for a residency.
    pub parks: Vec<UnitChoice>,
}

impl UnitPage {
    /// Whether a period holds today.
    #[must_use]
    pub fn is_current(&self, from: &Option<NaiveDate>, until: &Option<NaiveDate>) -> bool {
        from.is_none_or(|from| from <= self.today) && until.is_none_or(|until| until > self.today)
    }

    /// People affiliated today.
    #[must_use]
    pub fn affiliated(&self) -> i64 {
        self.people.iter().map(|count| count.people).sum()
    }
}

view!(UnitPage, "organisation/unit.html", || {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap_or_default();
    let bare =
        UnitPage { kind: "college".into(), name: "创意设计学院".into(), today, ..UnitPage::default() };
    let named = |name: &str| Linked { id: Uuid::nil(), name: name.into() };
    let full = UnitPage {
        kind: "enterprise".into(),
        name: "义乌市某某文化创意有限公司".into(),
        credit_code: Some("91330782700000108Y".into()),
        parent: Some(named("某某集团")),
        residencies: vec![ResidencyLine {
            id: Uuid::nil(),
            park: Some(Uuid::nil()),
            park_name: Some("创意园".into()),
            from_on: Some(today),
            until_on: None,
        }],
        apprenticeships: vec![ApprenticeshipLine {
            id: Uuid::nil(),
            level: "pilot".into(),
            from_on: Some(today),
            until_on: Some(today),
        }],
        relations: vec![RelationLine {
            id: Uuid::nil(),
            other: Uuid::nil(),
            other_name: "创意设计学院".into(),
            kind: "council".into(),
            from_on: None,
            until_on: None,
            note: Some("每年一次".into()),
        }],
        organisations: vec![OrganisationHere {
            id: Uuid::nil(),
            name: "创意设计联合党支部".into(),
            kind: "joint_branch".into(),
            seal: Some("企".into()),
            side: Some("enterprise".into()),
        }],
        people: vec![RoleCount { role: "employee".into(), people: 6 }],
        ..bare.clone()
    };
    vec![bare, full.clone(), UnitPage { may_call: true, may_change: true, history: Some(Vec::new()), ..full }]
});

/// `GET /units/{id}` — the unit. Of its people only counts are shown; the list of people shows whom one may see.
#[utoipa::path(get, path = "/units/{id}", params(("id" = Uuid, Path)), responses((status = 200, body = UnitPage), (status = 404)), extensions(("x-action" = json!("unit.read"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let (id, today) = (UnitId::from(id), site.clock.today());
    let tx = site.db.read();
    let thing = units::store::thing(&tx, id).await?.ok_or(AppError::NotFound("unit"))?;
    visit.actor.may(ReadUnit, &thing)?;
    let row = units::store::find(&tx, id).await?.ok_or(AppError::NotFound("unit"))?;
    let may_change = visit.actor.can::<ChangeUnit>(&thing)?;
    let may_call = visit.actor.can::<ReadUnitContact>(&thing)?;
    let keeps = |value: Option<String>| value.filter(|_| may_call);
    visit.page(&UnitPage {
        id: row.id,
        kind: row.kind,
        name: row.name,
        short_name: row.short_name,
        credit_code: row.credit_code,
        parent: match row.parent_id {
            Some(parent) => {
                units::store::name_of(&tx, parent.into()).await?.map(|name| Linked { id: parent, name })
            }
            None => None,
        },
        parts: store::parts(&tx, id).await?,
        contact_name: keeps(row.contact_name),
        contact_phone: keeps(row.contact_phone),
        today,
        residencies: store::residencies(&tx, id).await?,
        residents: store::residents(&tx, id, today).await?,
        apprenticeships: store::apprenticeships(&tx, id).await?,
        relations: store::relations(&tx, id).await?,
        organisations: store::organisations(&tx, id).await?,
        people: store::people(&tx, id, today).await?,
        history: match may_change {
            true => Some(
                ledger::store::about(&tx, id.uuid(), &visit.actor.scope::<ReadOrganisationLedger>()?).await?,
            ),
            false => None,
        },
        may_call,
        may_change,
        choices: if may_change { units::store::choices(&tx).await? } else { Vec::new() },
        parks: if may_change { store::parks(&tx).await? } else { Vec::new() },
    })
}
