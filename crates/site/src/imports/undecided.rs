//! Imports somebody has still to decide about: previewed, and neither taken over nor given up.

use chrono::{DateTime, Utc};
use gongjian_domain::reason::Reason;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::lists;
use super::run::{Counts, Kind};
use crate::db::{StoreError, Tx};
use crate::policy::actions::{ImportOrganisations, ReadImport};
use crate::policy::{Actor, Thing};
use crate::web::Shell;

/// An import whose preview waits for a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UndecidedImport {
    /// Its id.
    pub id: Uuid,
    /// What the file brings.
    pub kind: Kind,
    /// What the file was called.
    pub file_name: String,
    /// The organisation it was brought for; none for units and organisations themselves.
    pub organisation: Option<String>,
    /// When it was brought.
    pub created_at: DateTime<Utc>,
    /// Its rows by what would become of them.
    pub counts: Counts,
}

impl UndecidedImport {
    /// For whom it was brought, and what would become of its rows.
    #[must_use]
    pub fn line(&self, shell: &Shell) -> String {
        let place = self.organisation.clone().unwrap_or_else(|| shell.t("import-into-organisations"));
        let rows = Reason::new("home-undecided-rows")
            .with("accepted", self.counts.accepted())
            .with("refused", self.counts.refused);
        format!("{place} · {}", shell.reason(&rows))
    }
}

/// The latest `most` undecided imports `actor` may see.
///
/// # Errors
///
/// When a policy fails, the database cannot be asked or a row makes no sense.
pub(crate) async fn undecided(tx: &Tx, actor: &Actor, most: u64) -> Result<Vec<UndecidedImport>, StoreError> {
    let held = actor.held();
    // Whoever holds nothing sees no imports; most pages are asked for by such people.
    if held.offices.is_empty() && held.administers.is_empty() {
        return Ok(Vec::new());
    }
    let scope = actor.scope::<ReadImport>()?;
    let of_organisations = actor.can::<ImportOrganisations>(&Thing::installation())?;
    if scope.is_empty() && !of_organisations {
        return Ok(Vec::new());
    }
    lists::undecided(tx, &scope, of_organisations, most).await
}
