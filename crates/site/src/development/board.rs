//! The board: running cases in a column for each stage.
//!
//! Nothing is dragged from column to column: an organisation decides, and the step that is recorded moves the card.

use axum::extract::{Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::development::CaseStanding;
use gongjian_domain::people::stage::Stage;
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::Words;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::list::CaseLine;
use super::radar::branches;
use super::store::{self, ListFilter, SideMark};
use crate::Site;
use crate::policy::Denied;
use crate::policy::actions::ReadCase;
use crate::web::paging::{self, Paging};
use crate::web::{AppError, Choice, Shell, Visit, view};

const HERE: &str = "/cases/board";
/// The columns. Who is a full member has no step left but the archive.
const STAGES: [Stage; 4] = [Stage::Applicant, Stage::Activist, Stage::Target, Stage::Probationary];

/// Of which branch, and where each column begins.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
pub struct BoardFilter {
    /// Of this branch only.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub branch: Option<Uuid>,
    /// The applicants who follow the case with this id.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub applicant: Option<Uuid>,
    /// The activists who follow.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub activist: Option<Uuid>,
    /// The targets who follow.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub target: Option<Uuid>,
    /// The probationary members who follow.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub probationary: Option<Uuid>,
}

impl BoardFilter {
    fn after(&self, stage: Stage) -> Option<Uuid> {
        match stage {
            Stage::Applicant => self.applicant,
            Stage::Activist => self.activist,
            Stage::Target => self.target,
            Stage::Probationary => self.probationary,
            Stage::Full => None,
        }
    }

    /// The address at which the column of `stage` begins after `after`, and the others stay where they are.
    fn address(&self, stage: Stage, after: Option<&String>) -> String {
        let text = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        let mut pairs = vec![("branch", text(self.branch))];
        pairs.extend(STAGES.map(|one| match one == stage {
            true => (one.as_str(), after.cloned().unwrap_or_default()),
            false => (one.as_str(), text(self.after(one))),
        }));
        paging::address(HERE, &pairs)
    }
}

/// The cases of a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BoardColumn {
    /// The stage.
    pub stage: &'static str,
    /// The cases, the newest first.
    pub cards: Vec<CaseLine>,
    /// How many there are, and where the next page is.
    pub paging: Paging,
    /// The address that shows the next ones in this column; empty at its end.
    pub next: String,
    /// The address that shows the first ones again; empty where they are shown.
    pub first: String,
}

impl BoardColumn {
    /// How many there are, in figures.
    #[must_use]
    pub fn count(&self) -> String {
        if self.paging.capped { format!("{}+", self.paging.count) } else { self.paging.count.to_string() }
    }
}

/// The board.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct BoardPage {
    /// A column for each stage before full membership.
    pub columns: Vec<BoardColumn>,
    /// Branches to filter by, with the one chosen.
    #[serde(skip)]
    pub branches: Vec<Choice>,
}

impl BoardPage {
    /// Whether nobody is on the board.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.iter().all(|column| column.paging.count == 0)
    }

    /// What stands below a card's name: the next step and whose turn it is.
    #[must_use]
    pub fn line(card: &CaseLine, shell: &Shell) -> String {
        let step = card.next.as_ref().map(|words| shell.said(words).to_owned());
        let actor = card.actor.as_ref().map(|actor| shell.word("step-actor", actor));
        [step, actor].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

view!(BoardPage, "development/board.html", || {
    let card = |tone: &'static str| CaseLine {
        id: Uuid::nil(),
        name: "䶮堃".into(),
        branch: "服装设计与创意园区联合党支部".into(),
        side: Some(SideMark { kind: "school".into(), character: "校".into(), name: "学院方".into() }),
        stage: Some("activist".into()),
        standing: "running".into(),
        next: Some(Words { zh: "确定发展对象".into(), en: "Choosing the development target".into() }),
        actor: Some("branch_committee".into()),
        earliest: Some(NaiveDate::default()),
        due: Some(NaiveDate::default()),
        deadline: Some(Reason::new("deadline-today")),
        tone,
    };
    let later = CaseLine { due: None, deadline: None, side: None, ..card("quiet") };
    let column = |stage: Stage, cards: Vec<CaseLine>, next: &str| BoardColumn {
        stage: stage.as_str(),
        paging: Paging::counted(cards.len() as u64, None),
        cards,
        next: next.into(),
        first: next.into(),
    };
    let branches = ["", "x", "y"].map(|value| Choice::new(value, "甲支部", value == "x"));
    vec![
        Self { columns: STAGES.map(|stage| column(stage, vec![], "")).into(), branches: vec![] },
        Self {
            columns: vec![
                column(
                    Stage::Applicant,
                    vec![card("overdue"), card("due"), later],
                    "/cases/board?applicant=x",
                ),
                column(Stage::Activist, vec![card("quiet")], ""),
                column(Stage::Target, vec![], ""),
                BoardColumn {
                    paging: Paging::counted(1_001, Some("x".into())),
                    ..column(Stage::Probationary, vec![card("quiet")], "/cases/board?probationary=x")
                },
            ],
            branches: branches.into(),
        },
    ]
});

/// `GET /cases/board` — the running cases of the branches one answers for, in a column for each stage.
#[utoipa::path(get, path = "/cases/board", params(BoardFilter), responses((status = 200, body = BoardPage), (status = 403)), extensions(("x-action" = json!("case.read"))))]
pub async fn board(
    State(site): State<Site>,
    visit: Visit,
    Query(filter): Query<BoardFilter>,
) -> Result<Response, AppError> {
    let (tx, today) = (site.db.read(), site.clock.today());
    let scope = visit.actor.scope::<ReadCase>()?;
    if scope.is_empty() {
        return Err(Denied::forbidden::<ReadCase>().into());
    }
    let judge = super::judge(&site);
    let mut columns = Vec::with_capacity(STAGES.len());
    for stage in STAGES {
        let asked = ListFilter {
            branch: filter.branch,
            stage: stage.as_str().to_owned(),
            standing: CaseStanding::Running.as_str().to_owned(),
            after: filter.after(stage),
            ..ListFilter::default()
        };
        let (rows, paging) = store::page(&tx, &scope, &asked).await?;
        columns.push(BoardColumn {
            stage: stage.as_str(),
            cards: rows.into_iter().map(|row| CaseLine::of(row, &judge, today)).collect(),
            next: paging.next.as_ref().map(|next| filter.address(stage, Some(next))).unwrap_or_default(),
            first: filter.after(stage).map(|_| filter.address(stage, None)).unwrap_or_default(),
            paging,
        });
    }
    visit.page(&BoardPage { columns, branches: branches(&tx, &visit, filter.branch).await? })
}
