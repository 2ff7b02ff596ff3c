//! One search over people, organisations and units, each as far as the visitor sees them.

use axum::extract::{Query, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::list::filter::PeopleFilter;
use super::list::reach;
use super::list::store::{PersonLine, Question};
use crate::Site;
use crate::organisation::tree::{Sought, TreeLine, named};
use crate::organisation::units::list::{UnitFilter, matching_units};
use crate::organisation::units::store::UnitLine;
use crate::policy::Thing;
use crate::policy::actions::ChangeOwn;
use crate::web::{AppError, Visit, view};

/// Matches of each kind that are shown; their own lists show the rest.
const SHOWN: usize = 10;

/// What to look for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SearchFilter {
    /// Part of a name, pinyin initials, a number or a code.
    #[serde(default, deserialize_with = "crate::web::typed::sent_words")]
    pub q: String,
}

/// What was found.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct SearchPage {
    /// What was looked for.
    pub q: String,
    /// The first people.
    pub people: Vec<PersonLine>,
    /// The first organisations.
    pub organisations: Vec<TreeLine>,
    /// The first units.
    pub units: Vec<UnitLine>,
}

impl SearchPage {
    /// Whether something was looked for and nothing found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.organisations.is_empty() && self.units.is_empty()
    }

    /// The same search in one list alone.
    #[must_use]
    pub fn more(&self, path: &str) -> String {
        crate::web::paging::address(path, &[("q", self.q.clone())])
    }
}

view!(SearchPage, "people/search.html", || {
    let person = PersonLine {
        id: Uuid::nil(),
        name: "诸葛娟欣".into(),
        stage: Some("full".into()),
        organisation: Some(Uuid::nil()),
        organisation_name: Some("创意设计联合党支部".into()),
        membership: Some("formal".into()),
        side: None,
        seal: None,
        unit_name: None,
        staff_number: None,
    };
    vec![
        Self::default(),
        Self { q: "没有".into(), ..Self::default() },
        Self { q: "zgjx".into(), people: vec![person], ..Self::default() },
    ]
});

/// `GET /search` — people, organisations and units by name, initials or number.
#[utoipa::path(get, path = "/search", params(SearchFilter), responses((status = 200, body = SearchPage)), extensions(("x-action" = json!("own.change"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Query(filter): Query<SearchFilter>,
) -> Result<Response, AppError> {
    visit.actor.may(ChangeOwn, &Thing::person(visit.person(), &[], &[]))?;
    let q = filter.q.trim().to_owned();
    if q.is_empty() {
        return visit.page(&SearchPage::default());
    }
    let tx = site.db.read();
    let (reach, reached) = reach(&tx, &visit).await?;
    let wanted = PeopleFilter { q: q.clone(), ..PeopleFilter::default() }.read(site.clock.today())?;
    let people = Question::new(&tx, wanted, reach, &reached).await?;
    let organisations = match Sought::parse(&q) {
        Some(sought) => named(&tx, &sought, site.clock.today(), SHOWN).await?,
        None => Vec::new(),
    };
    let mut units = matching_units(&site, &tx, &UnitFilter { q: q.clone(), kind: String::new() }).await?;
    units.truncate(SHOWN);
    visit.page(&SearchPage { people: people.first(&tx, SHOWN as u64).await?, organisations, units, q })
}
