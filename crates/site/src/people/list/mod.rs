//! The list of people: filtered by the address, seen as far as the offices reach, a page at a time.

pub mod export;
pub mod filter;
pub mod store;

use axum::extract::{Query, State};
use axum::response::Response;
use gongjian_domain::organisation::side::SideKind;
use gongjian_domain::people::stage::Stage;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Site;
use crate::db::Tx;
use crate::organisation;
use crate::policy::actions::ImportPeople;
use crate::web::paging::Paging;
use crate::web::{AppError, Shell, Visit, view};
use filter::{NotSearched, PeopleFilter};
use store::{OrganisationChoice, PersonLine, Question, Reach, Reached};

/// One word of a choice in the filter.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What the address says.
    pub value: String,
    /// What the reader sees.
    pub label: String,
    /// Whether it is the one at hand.
    pub chosen: bool,
}

/// The list of people.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct PeoplePage {
    /// The people of this page by the initials of their names.
    pub rows: Vec<PersonLine>,
    /// How many the filter finds, and where the next page is.
    pub paging: Paging,
    /// The organisations that may be chosen in the filter.
    pub organisations: Vec<OrganisationChoice>,
    /// The organisation asked for.
    pub organisation: Option<OrganisationChoice>,
    /// The unit asked for, by name.
    pub unit: Option<String>,
    /// Whether identity numbers come with an export.
    pub may_export: bool,
    /// Whether a roster may be imported somewhere.
    pub may_import: bool,
    /// Whether some units may be seen.
    pub units: bool,
    /// Whether some staff numbers may be seen, and other days than today.
    pub particulars: bool,
    /// Why what was typed was not looked for.
    pub not_searched: Option<NotSearched>,
    /// The filter as it was asked.
    #[serde(skip)]
    pub filter: PeopleFilter,
}

impl PeoplePage {
    /// The stages the filter offers.
    #[must_use]
    pub fn stages(&self, shell: &Shell) -> Vec<Choice> {
        let words = Stage::ALL.map(Stage::as_str);
        choices(shell, "people-any-stage", "stage", &words, &self.filter.stage)
    }

    /// The kinds of sides the filter offers.
    #[must_use]
    pub fn sides(&self, shell: &Shell) -> Vec<Choice> {
        let words = SideKind::ALL.map(SideKind::as_str);
        choices(shell, "people-any-side", "side-kind", &words, &self.filter.side)
    }

    /// The organisations the filter offers.
    #[must_use]
    pub fn places(&self, shell: &Shell) -> Vec<Choice> {
        let chosen = self.organisation.as_ref().map(|one| one.id);
        let mut places = vec![Choice {
            value: String::new(),
            label: shell.t("people-any-place"),
            chosen: chosen.is_none(),
        }];
        let absent = self.organisation.iter().filter(|one| self.organisations.iter().all(|o| o.id != one.id));
        places.extend(absent.chain(&self.organisations).map(|one| Choice {
            value: one.id.to_string(),
            label: one.name.clone(),
            chosen: chosen == Some(one.id),
        }));
        places
    }

    /// The address of this list as a file.
    #[must_use]
    pub fn export(&self, format: &str) -> String {
        self.filter.address(&format!("/people/export/{format}"))
    }

    /// The address of the next page; empty on the last.
    #[must_use]
    pub fn next(&self) -> String {
        let after = self.paging.next.clone().unwrap_or_default();
        if after.is_empty() {
            return after;
        }
        crate::web::paging::address(&self.filter.address("/people"), &[("after", after)])
    }

    /// Whether anything is filtered.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        self.filter != PeopleFilter { after: self.filter.after, ..PeopleFilter::default() }
    }
}

/// The words of an enum as choices, with one before them that leaves everything in.
pub(crate) fn choices(shell: &Shell, any: &str, prefix: &str, words: &[&str], chosen: &str) -> Vec<Choice> {
    let everything = Choice { value: String::new(), label: shell.t(any), chosen: chosen.is_empty() };
    let each = words.iter().map(|word| Choice {
        value: (*word).to_owned(),
        label: shell.word(prefix, word),
        chosen: chosen == *word,
    });
    std::iter::once(everything).chain(each).collect()
}

view!(PeoplePage, "people/list.html", || {
    let line = |name: &str, side: Option<&str>| PersonLine {
        id: Uuid::nil(),
        name: name.into(),
        stage: Some("probationary".into()),
        organisation: Some(Uuid::nil()),
        organisation_name: Some("创意设计联合党支部".into()),
        membership: Some("formal".into()),
        side: side.map(Into::into),
        seal: side.map(|_| "校".into()),
        unit_name: Some("创意设计学院".into()),
        staff_number: Some("2019001".into()),
    };
    let bare = PersonLine {
        stage: None,
        unit_name: None,
        staff_number: None,
        ..line("阿卜杜热西提·买买提明", None)
    };
    let rows = vec![line("诸葛娟欣", Some("school")), bare];
    let filter = PeopleFilter { q: "诸葛".into(), stage: "full".into(), ..PeopleFilter::default() };
    vec![
        Self::default(),
        Self { filter, ..Self::default() },
        Self { not_searched: Some(NotSearched::IdentityNumber), ..Self::default() },
        Self { not_searched: Some(NotSearched::Phone), ..Self::default() },
        Self { rows: rows.clone(), paging: Paging::counted(2, None), ..Self::default() },
        Self {
            rows,
            paging: Paging::counted(1_001, Some("x".into())),
            may_export: true,
            may_import: true,
            units: true,
            particulars: true,
            ..Self::default()
        },
    ]
});

/// What the visitor may see of whom, and the organisations that reaches.
pub(crate) async fn reach(tx: &Tx, visit: &Visit) -> Result<(Reach, Reached), AppError> {
    let reach = Reach::of(&visit.actor)?;
    let reached = store::reached(tx, &reach.read).await?;
    Ok((reach, reached))
}

/// `GET /people` — the people the visitor may see.
#[utoipa::path(get, path = "/people", params(PeopleFilter), responses((status = 200, body = PeoplePage), (status = 422)), extensions(("x-action" = json!("person.read"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Query(mut filter): Query<PeopleFilter>,
) -> Result<Response, AppError> {
    let today = site.clock.today();
    let before = NotSearched::before(&filter.q, today);
    if before.is_some() {
        filter.q.clear();
    }
    let wanted = filter.read(today)?;
    let tx = site.db.read();
    let (reach, reached) = reach(&tx, &visit).await?;
    let (units, particulars) = (!reach.unit.is_empty(), !reach.particulars.is_empty());
    let (rows, paging) = match before {
        Some(_) => Default::default(),
        None => Question::new(&tx, wanted, reach, &reached).await?.page(&tx, filter.after).await?,
    };
    let after = (paging.count == 0).then(|| NotSearched::after(&filter.q)).flatten();
    if after.is_some() {
        filter.q.clear();
    }
    let organisation = match filter.organisation {
        Some(id) => organisation::store::choice(&tx, id.into()).await?,
        None => None,
    };
    let unit = match filter.unit {
        Some(id) => organisation::units::store::name_of(&tx, id.into()).await?,
        None => None,
    };
    let view = PeoplePage {
        rows,
        paging,
        organisations: reached.choices,
        organisation,
        unit,
        may_export: !export::exported(&visit.actor)?.is_empty(),
        may_import: !visit.actor.scope::<ImportPeople>()?.is_empty(),
        units,
        particulars,
        not_searched: before.or(after),
        filter,
    };
    if view.not_searched.is_some() { visit.page_without_query(&view) } else { visit.page(&view) }
}
