//! The ledger as people read it: who did what to which thing, when, for which side.

use axum::extract::{Query, State};
use axum::response::Response;
use chrono::{DateTime, Utc};
use gongjian_domain::kinds::OrganisationId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::store;
use crate::Site;
use crate::db::Tx;
use crate::organisation;
use crate::policy::actions::{ReadLedger, ReadOrganisationLedger};
use crate::policy::{Denied, Scope, Thing};
use crate::web::export;
use crate::web::paging::{self, Paging};
use crate::web::words::Lang;
use crate::web::{AppError, Shell, Visit, view};

/// Which entries.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
pub struct LedgerFilter {
    /// The chain of this Party organisation only.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub organisation: Option<Uuid>,
    /// Acts on this thing only.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub subject: Option<Uuid>,
    /// Acts of this kind only, such as `people.import`.
    #[serde(default)]
    pub action: String,
    /// Entries older than the one with this id.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub after: Option<Uuid>,
}

/// One entry.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LedgerLine {
    /// The entry.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// `person`, `token`, `link`, `job` or `operator`.
    pub actor_kind: String,
    /// Who, where it was a person.
    pub actor: Option<String>,
    /// What was done.
    pub action: String,
    /// What kind of thing it was done to.
    pub subject_kind: String,
    /// Which thing.
    pub subject: Option<Uuid>,
    /// The names of what changed.
    pub fields: Vec<String>,
    /// The organisation whose chain it stands in; none for the installation's own.
    pub organisation: Option<String>,
    /// The side it was done for.
    pub side: Option<String>,
    /// Its number in the chain.
    pub seq: i64,
}

impl LedgerLine {
    /// What was done, in words.
    #[must_use]
    pub fn what(&self, shell: &Shell) -> String {
        act(shell.words, &self.action, &self.subject_kind, &self.fields)
    }

    /// Who did it, and for which side.
    #[must_use]
    pub fn who(&self, shell: &Shell) -> String {
        let kind = || shell.t(&format!("actor-{}", self.actor_kind));
        let actor = match &self.actor {
            Some(name) if self.actor_kind == "token" => format!("{name} · {}", kind()),
            Some(name) => name.clone(),
            None => kind(),
        };
        self.side.iter().fold(actor, |line, side| format!("{line} · {side}"))
    }

    /// The names of what changed, in words. A name of an older program that nobody uses any more stays as it is.
    #[must_use]
    pub fn what_changed(&self, shell: &Shell) -> String {
        let name = |field: &String| shell.words.known(&field_key(field)).unwrap_or_else(|| field.clone());
        shell.words.list(&self.fields.iter().map(name).collect::<Vec<_>>())
    }

    /// In whose chain it stands.
    #[must_use]
    pub fn chain(&self, shell: &Shell) -> String {
        self.organisation.clone().unwrap_or_else(|| shell.t("ledger-installation"))
    }
}

/// What was done, in words. One action of the door may be several acts, such as replying and founding: the thing it was
/// done to, or what changed, tells them apart.
#[must_use]
pub fn act(words: Lang, action: &str, subject_kind: &str, fields: &[String]) -> String {
    let key = action_key(action);
    // Of several steps taken at once the last one says what it came to.
    let mut kinds = std::iter::once(subject_kind).chain(fields.iter().rev().map(String::as_str));
    let narrower = kinds.find_map(|kind| words.known(&format!("act-{}-{kind}", &key["action-".len()..])));
    narrower.unwrap_or_else(|| words.t(&key))
}

/// The key of an action's words.
#[must_use]
pub fn action_key(action: &str) -> String {
    format!("action-{}", action.replace('.', "-"))
}

/// The key of the words for something that changed.
#[must_use]
pub fn field_key(field: &str) -> String {
    format!("ledger-field-{field}")
}

/// A page of the ledger, the newest first.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct LedgerPage {
    /// The entries.
    pub rows: Vec<LedgerLine>,
    /// How many there are, and where the next page is.
    pub paging: Paging,
    /// The kind of act asked for.
    pub action: String,
    /// The organisation asked for.
    pub organisation: Option<Uuid>,
    /// The thing asked for.
    pub subject: Option<Uuid>,
}

impl LedgerPage {
    fn pairs(&self) -> [(&'static str, String); 3] {
        let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        [
            ("action", self.action.clone()),
            ("organisation", id(self.organisation)),
            ("subject", id(self.subject)),
        ]
    }

    /// The addresses of the same entries as a file.
    #[must_use]
    pub fn exports(&self) -> [String; 3] {
        export::addresses("/ledger", &self.pairs())
    }

    /// The address of the newest entries.
    #[must_use]
    pub fn first(&self) -> String {
        paging::address("/ledger", &self.pairs())
    }

    /// The address of older entries; empty on the last page.
    #[must_use]
    pub fn older(&self) -> String {
        let Some(next) = &self.paging.next else { return String::new() };
        let mut pairs = self.pairs().to_vec();
        pairs.push(("after", next.clone()));
        paging::address("/ledger", &pairs)
    }
}

view!(LedgerPage, "ledger/page.html", || {
    let line = LedgerLine {
        id: Uuid::nil(),
        at: DateTime::UNIX_EPOCH,
        actor_kind: "person".into(),
        actor: Some("王一".into()),
        action: "people.import".into(),
        subject_kind: "Import".into(),
        subject: Some(Uuid::nil()),
        fields: vec!["name".into(), "sides".into()],
        organisation: Some("创意园党总支".into()),
        side: Some("企方".into()),
        seq: 1,
    };
    vec![
        Self::default(),
        Self { paging: Paging::counted(1_001, Some("x".into())), rows: vec![line], ..Self::default() },
    ]
});

/// `GET /ledger` — the whole ledger for the audit administrator, the own organisations' chains for organisers.
#[utoipa::path(get, path = "/ledger", params(LedgerFilter), responses((status = 200, body = LedgerPage)), extensions(("x-action" = json!("ledger.read"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Query(filter): Query<LedgerFilter>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let scope = scope(&tx, &visit, &filter).await?;
    visit.page(&store::page(&tx, &scope, &filter).await?)
}

/// Which chains the visitor may read.
pub(super) async fn scope(tx: &Tx, visit: &Visit, filter: &LedgerFilter) -> Result<Scope, AppError> {
    if visit.actor.can::<ReadLedger>(&Thing::installation())? {
        return Ok(Scope { everything: true, ..Scope::default() });
    }
    if let Some(organisation) = filter.organisation {
        let id = OrganisationId::from(organisation);
        let thing = organisation::store::thing(tx, id).await?.ok_or(AppError::NotFound("organisation"))?;
        visit.actor.may(ReadOrganisationLedger, &thing)?;
    }
    let scope = visit.actor.scope::<ReadOrganisationLedger>()?;
    if scope.under.is_empty() && scope.at.is_empty() {
        return Err(Denied::forbidden::<ReadLedger>().into());
    }
    Ok(scope)
}
