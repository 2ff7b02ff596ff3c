//! One search over people, organisations, units and meetings, each as far as the visitor sees them.

use axum::extract::{Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::meeting::Word;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::list::filter::{NotSearched, PeopleFilter};
use super::list::reach;
use super::list::store::{PersonLine, Question};
use crate::Site;
use crate::db::StoreError;
use crate::meeting::record::tone;
use crate::meeting::store as meetings;
use crate::organisation::tree::{Sought, TreeLine, named};
use crate::organisation::units::list::{UnitFilter, matching_units};
use crate::organisation::units::store::UnitLine;
use crate::policy::Thing;
use crate::policy::actions::{ReadMeeting, ReadOwn};
use crate::web::{AppError, Visit, view};

/// Matches of each kind that are shown; their own lists show the rest.
const SHOWN: usize = 10;

/// What to look for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SearchFilter {
    /// Part of a name, pinyin initials, a staff number, a code, or part of a meeting's title or theme.
    #[serde(default, deserialize_with = "crate::web::typed::sent_words")]
    pub q: String,
}

/// A meeting that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MeetingFound {
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// The branch.
    pub branch: String,
    /// The day.
    pub on: NaiveDate,
    /// Where it stands.
    pub state: &'static str,
}

impl MeetingFound {
    fn of(row: meetings::NamedMeeting) -> Result<Self, StoreError> {
        let word = Word::parse(&row.state).ok_or_else(|| StoreError::row("meeting", "no such state"))?;
        Ok(Self { id: row.id, title: row.title, branch: row.branch, on: row.on_day, state: word.as_str() })
    }

    /// The tone of its state.
    #[must_use]
    pub fn tone(&self) -> &'static str {
        Word::parse(self.state).map_or("quiet", tone)
    }
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
    /// The first meetings, the latest first.
    pub meetings: Vec<MeetingFound>,
    /// Why what was typed was not looked for; then it is not repeated either.
    pub not_searched: Option<NotSearched>,
}

impl SearchPage {
    /// Whether something was looked for and nothing found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let nobody = self.people.is_empty() && self.organisations.is_empty();
        nobody && self.units.is_empty() && self.meetings.is_empty()
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
    let meeting = |word: Word| MeetingFound {
        id: Uuid::nil(),
        title: "学徒制育人主题党日".into(),
        branch: "服装设计与创意园区联合党支部".into(),
        on: NaiveDate::default(),
        state: word.as_str(),
    };
    vec![
        Self::default(),
        Self { q: "没有".into(), ..Self::default() },
        Self { q: "zgjx".into(), people: vec![person], ..Self::default() },
        Self { q: "学徒".into(), meetings: Word::ALL.map(meeting).to_vec(), ..Self::default() },
        Self { not_searched: Some(NotSearched::IdentityNumber), ..Self::default() },
        Self { not_searched: Some(NotSearched::Phone), ..Self::default() },
    ]
});

/// `GET /search` — people, organisations and units by name, initials or number, meetings by title or theme.
#[utoipa::path(get, path = "/search", params(SearchFilter), responses((status = 200, body = SearchPage)), extensions(("x-action" = json!("own.read"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Query(filter): Query<SearchFilter>,
) -> Result<Response, AppError> {
    visit.actor.may(ReadOwn, &Thing::person(visit.person(), &[], &[]))?;
    let q = filter.q.trim().to_owned();
    if q.is_empty() {
        return visit.page(&SearchPage::default());
    }
    let today = site.clock.today();
    let not_searched = NotSearched::before(&q, today);
    if not_searched.is_some() {
        return visit.page_without_query(&SearchPage { not_searched, ..SearchPage::default() });
    }
    let tx = site.db.read();
    let (reach, reached) = reach(&tx, &visit).await?;
    let wanted = PeopleFilter { q: q.clone(), ..PeopleFilter::default() }.read(today)?;
    let people = Question::new(&tx, wanted, reach, &reached).await?;
    let organisations = match Sought::parse(&q) {
        Some(sought) => named(&tx, &sought, today, SHOWN).await?,
        None => Vec::new(),
    };
    let mut units = matching_units(&site, &tx, &UnitFilter { q: q.clone(), kind: String::new() }).await?;
    units.truncate(SHOWN);
    let meetings = meetings::named(&tx, &visit.actor.scope::<ReadMeeting>()?, &q, SHOWN as u64).await?;
    let meetings = meetings.into_iter().map(MeetingFound::of).collect::<Result<_, _>>()?;
    let people = people.first(&tx, SHOWN as u64).await?;
    let found = SearchPage { q, people, organisations, units, meetings, not_searched: None };
    let not_searched = found.is_empty().then(|| NotSearched::after(&found.q)).flatten();
    if not_searched.is_some() {
        return visit.page_without_query(&SearchPage { not_searched, ..SearchPage::default() });
    }
    visit.page(&found)
}
