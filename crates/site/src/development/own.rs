//! The own course, for whoever is on the way: where I stand, what is next and why, in plain words.

use axum::extract::State;
use axum::response::Response;
use gongjian_domain::rule::StepActor;
use serde::Serialize;
use utoipa::ToSchema;

use super::record::{self, CasePage};
use super::store;
use crate::Site;
use crate::policy::Thing;
use crate::policy::actions::ReadOwn;
use crate::web::{AppError, Visit, view};

/// The own course.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct OwnCoursePage {
    /// The own case; none when there is none.
    pub case: Option<CasePage>,
}

impl OwnCoursePage {
    /// Whether a step is the person's own to take.
    #[must_use]
    pub fn is_mine(&self, actor: &str) -> bool {
        actor == StepActor::Applicant.as_str()
    }
}

view!(OwnCoursePage, "development/own.html", || {
    let own = |case: CasePage| Self { case: Some(CasePage { is_own: true, ..case }) };
    std::iter::once(Self::default()).chain(super::record_samples::samples().into_iter().map(own)).collect()
});

/// `GET /my-course` — the own course: where one stands, what is next and why.
#[utoipa::path(get, path = "/my-course", responses((status = 200, body = OwnCoursePage)), extensions(("x-action" = json!("own.read"))))]
pub async fn page(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    visit.actor.may(ReadOwn, &Thing::person(visit.person(), &[], &[]))?;
    let (tx, judge) = (site.db.read(), super::judge(&site));
    let found = match store::running_of(&tx, visit.person()).await? {
        Some(id) => store::find(&tx, &judge, id).await?,
        None => None,
    };
    let case = match found {
        Some(found) => {
            let judge = judge.and_own(&found.own);
            Some(record::shown(&site, &tx, &judge, &visit, &found).await?)
        }
        None => None,
    };
    visit.page(&OwnCoursePage { case })
}
