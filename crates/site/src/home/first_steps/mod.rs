//! What comes next in an installation that has just begun: without these words each administrator would wait for
//! another and nobody would know.

mod store;

use serde::Serialize;
use utoipa::ToSchema;

use crate::db::{StoreError, Tx};
use crate::policy::{Actor, Administrator, OfficeName};

/// The next step of whoever looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FirstStep {
    /// `import`, `account`, `organiser_waits`, `organisations_wait`, `account_waits`, `appoint` or `roster`.
    pub word: &'static str,
    /// Where one click leads; none when somebody else has the next step.
    pub href: Option<&'static str>,
}

impl FirstStep {
    fn to(word: &'static str, href: &'static str) -> Self {
        Self { word, href: Some(href) }
    }

    /// Whether it is to bring a file: done as soon as one waits for a decision.
    #[must_use]
    pub fn brings_a_file(&self) -> bool {
        matches!(self.word, "import" | "roster")
    }

    fn waits(word: &'static str) -> Self {
        Self { word, href: None }
    }
}

/// Every step there is.
pub(super) const ALL: [FirstStep; 7] = [
    FirstStep { word: "import", href: Some("/imports/new") },
    FirstStep { word: "account", href: Some("/accounts") },
    FirstStep { word: "organiser_waits", href: None },
    FirstStep { word: "organisations_wait", href: None },
    FirstStep { word: "account_waits", href: None },
    FirstStep { word: "appoint", href: Some("/organisations") },
    FirstStep { word: "roster", href: Some("/imports/new") },
];

/// The next step of `actor`; none once somebody is on a roster.
///
/// # Errors
///
/// When the database cannot be asked.
pub(super) async fn of(tx: &Tx, actor: &Actor) -> Result<Option<FirstStep>, StoreError> {
    let held = actor.held();
    let organiser = held.offices.iter().any(|office| office.name == OfficeName::Organiser);
    let administers = |one: Administrator| held.administers.contains(&one);
    let (system, security) = (administers(Administrator::System), administers(Administrator::Security));
    if !(organiser || system || security) || store::somebody_belongs(tx).await? {
        return Ok(None);
    }
    if organiser {
        return Ok(Some(FirstStep::to("roster", "/imports/new")));
    }
    if !store::an_organisation(tx).await? {
        return Ok(Some(match system {
            true => FirstStep::to("import", "/imports/new"),
            false => FirstStep::waits("organisations_wait"),
        }));
    }
    if store::an_organiser(tx).await? {
        return Ok(None);
    }
    Ok(Some(match (store::somebody_to_appoint(tx).await?, system) {
        (false, true) => FirstStep::to("account", "/accounts"),
        (false, false) => FirstStep::waits("account_waits"),
        (true, true) => FirstStep::waits("organiser_waits"),
        (true, false) => FirstStep::to("appoint", "/organisations"),
    }))
}
