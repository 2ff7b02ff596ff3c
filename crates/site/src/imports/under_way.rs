//! Taking rows over, or back, may take longer than anybody should wait before a blank page. So it goes on by
//! itself; the page of the import tells how far it is, and why it stopped if it did.
//!
//! What is noted here is gone with the process, and so is the work: it is one transaction, and nothing of it
//! was saved.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use gongjian_domain::kinds::ImportId;
use gongjian_domain::reason::Reason;
use tokio::sync::oneshot;

use super::commit::NotCommitted;
use crate::Site;
use crate::web::AppError;

/// So long the sender waits before the page that shows the progress takes over.
const WAIT: Duration = Duration::from_secs(4);

/// What this process has in hand.
#[derive(Debug, Default)]
pub struct UnderWay(Mutex<HashMap<ImportId, Doing>>);

/// One import in hand, or why it no longer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doing {
    /// So many rows are done.
    Rows(u32),
    /// It stopped, and nothing was saved.
    Stopped(Reason),
}

impl UnderWay {
    fn all(&self) -> MutexGuard<'_, HashMap<ImportId, Doing>> {
        // Each change is one assignment, so nothing is half done after a panic elsewhere.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the import in hand; `false` when it already is.
    pub fn begin(&self, id: ImportId) -> bool {
        let mut all = self.all();
        let free = !matches!(all.get(&id), Some(Doing::Rows(_)));
        if free {
            all.insert(id, Doing::Rows(0));
        }
        free
    }

    /// Notes that so many rows more are done, if the import is in hand.
    pub fn advance(&self, id: ImportId, rows: usize) {
        if let Some(Doing::Rows(done)) = self.all().get_mut(&id) {
            *done = done.saturating_add(u32::try_from(rows).unwrap_or(u32::MAX));
        }
    }

    /// The import is no longer in hand.
    pub fn end(&self, id: ImportId) {
        self.all().remove(&id);
    }

    /// The same, and nobody was there to be told why.
    pub fn stop(&self, id: ImportId, why: Reason) {
        self.all().insert(id, Doing::Stopped(why));
    }

    /// How far the import is.
    #[must_use]
    pub fn of(&self, id: ImportId) -> Option<Doing> {
        self.all().get(&id).cloned()
    }
}

/// Does `work` on the import to its end, whatever becomes of the request; none when it takes longer than the wait.
///
/// # Errors
///
/// What `work` returned, or a refusal when the import is in hand already.
pub(super) async fn see_through<T: Send + 'static>(
    site: &Site,
    id: ImportId,
    work: impl Future<Output = Result<T, NotCommitted>> + Send + 'static,
) -> Result<Option<T>, NotCommitted> {
    if !site.under_way.begin(id) {
        return Err(AppError::Refused(Reason::new("import-under-way"), Vec::new()).into());
    }
    let (tell, told) = oneshot::channel();
    let inner = site.clone();
    tokio::spawn(async move {
        // In a task of its own, so that also a panic leaves the import free again.
        let outcome = match tokio::spawn(work).await {
            Ok(outcome) => outcome,
            Err(error) => Err(AppError::Broken(Box::new(error)).into()),
        };
        inner.under_way.end(id);
        if let Err(Err(error)) = tell.send(outcome) {
            let error = AppError::from(error);
            tracing::warn!(import = %id, %error, "rows were not taken over, and nobody waited any more");
            inner.under_way.stop(id, error.reason());
        }
    });
    match tokio::time::timeout(WAIT, told).await {
        Ok(Ok(outcome)) => outcome.map(Some),
        Ok(Err(error)) => Err(AppError::Broken(Box::new(error)).into()),
        Err(_) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_is_in_hand_once_and_free_again_after_it_ended() {
        let (under_way, id) = (UnderWay::default(), ImportId::from_uuid(uuid::Uuid::from_u128(1)));
        under_way.advance(id, 5);
        assert_eq!(under_way.of(id), None, "nobody began");
        assert!(under_way.begin(id) && !under_way.begin(id));
        under_way.advance(id, 500);
        assert_eq!(under_way.of(id), Some(Doing::Rows(500)));
        under_way.stop(id, Reason::new("refusal-busy"));
        assert!(under_way.begin(id), "what stopped may be tried again");
        under_way.end(id);
        assert_eq!(under_way.of(id), None);
    }
}
