//! The tree of Party organisations: what lies below what, who leads it, how many belong to it.

pub mod export;
pub mod store;

use std::collections::HashMap;

use axum::extract::{Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::organisation::unit::OrganisationKind;
use gongjian_domain::script;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

pub use export::{__path_export, export};

use super::count::PeopleByStage;
use super::see;
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::people::initials;
use crate::policy::Thing;
use crate::policy::actions::ImportOrganisations;
use crate::web::{AppError, Visit, view};
use store::OrganisationRow;

/// From this many organisations on, branches stand on the pages of what lies above them.
const WHOLE_TREE: usize = 300;
/// Matches of a search that are shown.
const MATCHES: usize = 50;
/// The deepest level that is still set in further.
const DEEPEST: u32 = 6;

/// Which part of the tree.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TreeFilter {
    /// Part of a name, pinyin initials, or the beginning of a code.
    #[serde(default, deserialize_with = "crate::web::typed::sent_words")]
    pub q: String,
    /// As it was on this day.
    #[serde(default, deserialize_with = "crate::web::typed::sent_day")]
    pub as_of: Option<NaiveDate>,
}

impl TreeFilter {
    fn address(&self, path: &str) -> String {
        let day = self.as_of.map(|day| day.to_string()).unwrap_or_default();
        crate::web::paging::address(path, &[("q", self.q.clone()), ("as_of", day)])
    }
}

/// One organisation in the tree.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TreeLine {
    /// The organisation.
    pub id: Uuid,
    /// How far below the top, 0 to 6; 0 for a match of a search.
    pub depth: u32,
    /// The code.
    pub code: String,
    /// The name.
    pub name: String,
    /// `committee`, `general_branch`, `branch` or `joint_branch`.
    pub kind: String,
    /// What it lies below, where that is not in sight.
    pub parent_name: Option<String>,
    /// Who leads it.
    pub secretaries: Vec<String>,
    /// People of it and of everything below.
    pub counts: PeopleByStage,
    /// Branches at any depth below it.
    pub branches: u32,
}

/// The tree of Party organisations.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct TreePage {
    /// What was searched for.
    pub q: String,
    /// The day looked at, if not today.
    pub as_of: Option<NaiveDate>,
    /// The organisations, each below its parent.
    pub rows: Vec<TreeLine>,
    /// How many there are, or how many match.
    pub count: usize,
    /// Whether branches are left to the pages of what lies above them.
    pub leaves_branches_out: bool,
    /// Whether organisations may be imported.
    pub may_import: bool,
    /// Addresses of the list as a file: xlsx, csv, json.
    #[serde(skip)]
    pub exports: [String; 3],
}

view!(TreePage, "organisation/tree.html", || {
    let line = |depth, kind: &str, name: &str| TreeLine {
        id: Uuid::nil(),
        depth,
        code: "020100".into(),
        name: name.into(),
        kind: kind.into(),
        parent_name: None,
        secretaries: vec!["诸葛娟欣".into()],
        counts: PeopleByStage { full: 12, probationary: 2, activist: 5, ..PeopleByStage::default() },
        branches: 3,
    };
    let rows = vec![
        line(0, "committee", "中共义乌工商职业技术学院委员会"),
        line(1, "general_branch", "创意设计学院党总支"),
        line(2, "joint_branch", "创意设计学院与创意园企业联合党支部"),
    ];
    let found = vec![TreeLine {
        parent_name: Some("创意设计学院党总支".into()),
        ..line(0, "branch", "学生党支部")
    }];
    vec![
        Self::default(),
        Self { q: "没有".into(), ..Self::default() },
        Self { q: "xs".into(), rows: found, count: 1, ..Self::default() },
        Self { rows, count: 900, leaves_branches_out: true, may_import: true, ..Self::default() },
    ]
});

/// `GET /organisations` — the tree.
#[utoipa::path(get, path = "/organisations", params(TreeFilter), responses((status = 200, body = TreePage)), extensions(("x-action" = json!("organisation.read"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Query(filter): Query<TreeFilter>,
) -> Result<Response, AppError> {
    see(&visit)?;
    let (mut rows, count) = matching(&site.db.read(), &filter, site.clock.today(), MATCHES).await?;
    let leaves_branches_out = Sought::parse(&filter.q).is_none() && count > WHOLE_TREE;
    if leaves_branches_out {
        rows.retain(|line| !is_branch(&line.kind));
    }
    let exports =
        ["xlsx", "csv", "json"].map(|format| filter.address(&format!("/organisations/export/{format}")));
    visit.page(&TreePage {
        rows,
        count,
        leaves_branches_out,
        may_import: visit.actor.can::<ImportOrganisations>(&Thing::installation())?,
        exports,
        as_of: filter.as_of.filter(|day| *day != site.clock.today()),
        q: filter.q,
    })
}

fn is_branch(kind: &str) -> bool {
    OrganisationKind::parse(kind).is_some_and(OrganisationKind::is_branch)
}

/// The tree as it was on the day asked for; of a search the first `most` matches, and how many there are.
pub(crate) async fn matching(
    tx: &Tx,
    filter: &TreeFilter,
    today: NaiveDate,
    most: usize,
) -> Result<(Vec<TreeLine>, usize), StoreError> {
    let as_of = filter.as_of.filter(|day| *day != today);
    let day = as_of.unwrap_or(today);
    let organisations = store::organisations(tx, day).await?;
    let mut secretaries: HashMap<Uuid, Vec<String>> = HashMap::new();
    for one in store::secretaries(tx, day).await? {
        let names = secretaries.entry(one.organisation_id).or_default();
        // Secretary of the whole and of a side at once is one person, named once.
        if !names.contains(&one.name) {
            names.push(one.name);
        }
    }
    let Some(sought) = Sought::parse(&filter.q) else {
        let mut counts: HashMap<Uuid, PeopleByStage> = HashMap::new();
        for (organisation, some) in store::counts(tx, day, as_of).await? {
            counts.entry(organisation.unwrap_or_default()).or_default().join(&some);
        }
        let lines = Planting { organisations: &organisations, counts, secretaries }.tree();
        let count = lines.len();
        return Ok((lines, count));
    };
    let (mut lines, count) = found(&organisations, secretaries, &sought, most);
    let ids: Vec<Uuid> = lines.iter().map(|line| line.id).collect();
    let people = super::record::store::people_within(tx, &ids, day, as_of).await?;
    for line in &mut lines {
        people.iter().filter(|(id, _)| *id == line.id).for_each(|(_, counts)| line.counts.join(counts));
    }
    Ok((lines, count))
}

/// The first `most` organisations with this name or code, without anybody counted: for a search over everything.
pub(crate) async fn named(
    tx: &Tx,
    sought: &Sought,
    today: NaiveDate,
    most: usize,
) -> Result<Vec<TreeLine>, StoreError> {
    let organisations = store::organisations(tx, today).await?;
    Ok(found(&organisations, HashMap::new(), sought, most).0)
}

/// The first `most` organisations that fit, by their place in the tree, and how many do.
fn found(
    organisations: &[OrganisationRow],
    secretaries: HashMap<Uuid, Vec<String>>,
    sought: &Sought,
    most: usize,
) -> (Vec<TreeLine>, usize) {
    let known: HashMap<Uuid, &OrganisationRow> = organisations.iter().map(|row| (row.id, row)).collect();
    let mut lines = Planting { organisations, counts: HashMap::new(), secretaries }.tree();
    lines.retain(|line| known.get(&line.id).is_some_and(|row| sought.is_in(row)));
    let count = lines.len();
    lines.truncate(most);
    for line in &mut lines {
        line.depth = 0;
        let parent = known.get(&line.id).and_then(|row| row.parent_id).and_then(|id| known.get(&id));
        line.parent_name = parent.map(|row| row.short_name.clone().unwrap_or_else(|| row.name.clone()));
    }
    (lines, count)
}

/// What was typed to find an organisation.
pub(crate) struct Sought(String);

impl Sought {
    /// Reads what was typed; nothing when it is blank.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = script::compact(text).to_lowercase();
        (!text.is_empty()).then_some(Self(text))
    }

    fn is_in(&self, row: &OrganisationRow) -> bool {
        self.fits(&row.name, row.short_name.as_deref(), Some(&row.code))
    }

    /// Whether it is part of a name or its initials, or the beginning of a code.
    pub(crate) fn fits(&self, name: &str, short_name: Option<&str>, code: Option<&str>) -> bool {
        let names = [Some(name), short_name];
        let named = names.into_iter().flatten().any(|name| {
            name.to_lowercase().contains(&self.0) || (self.0.is_ascii() && initials(name).contains(&self.0))
        });
        named || code.is_some_and(|code| code.to_lowercase().starts_with(&self.0))
    }
}

struct Planting<'a> {
    organisations: &'a [OrganisationRow],
    counts: HashMap<Uuid, PeopleByStage>,
    secretaries: HashMap<Uuid, Vec<String>>,
}

impl Planting<'_> {
    /// Each organisation below its parent; what lies below something gone stands at the top.
    fn tree(mut self) -> Vec<TreeLine> {
        let known: HashMap<Uuid, ()> = self.organisations.iter().map(|row| (row.id, ())).collect();
        let mut below: HashMap<Option<Uuid>, Vec<&OrganisationRow>> = HashMap::new();
        for row in self.organisations {
            below.entry(row.parent_id.filter(|id| known.contains_key(id))).or_default().push(row);
        }
        let mut lines = Vec::with_capacity(self.organisations.len());
        self.plant(&below, None, 0, &mut lines);
        lines
    }

    fn plant(
        &mut self,
        below: &HashMap<Option<Uuid>, Vec<&OrganisationRow>>,
        parent: Option<Uuid>,
        depth: u32,
        lines: &mut Vec<TreeLine>,
    ) -> (PeopleByStage, u32) {
        let mut everybody = PeopleByStage::default();
        let mut branches = 0;
        for row in below.get(&parent).map(Vec::as_slice).unwrap_or_default() {
            let at = lines.len();
            lines.push(TreeLine {
                id: row.id,
                depth: depth.min(DEEPEST),
                code: row.code.clone(),
                name: row.name.clone(),
                kind: row.kind.clone(),
                parent_name: None,
                secretaries: self.secretaries.remove(&row.id).unwrap_or_default(),
                counts: self.counts.remove(&row.id).unwrap_or_default(),
                branches: 0,
            });
            let (people, inner) = self.plant(below, Some(row.id), depth + 1, lines);
            if let Some(line) = lines.get_mut(at) {
                line.counts.join(&people);
                line.branches = inner;
                everybody.join(&line.counts);
            }
            branches += inner + u32::from(is_branch(&row.kind));
        }
        (everybody, branches)
    }
}
