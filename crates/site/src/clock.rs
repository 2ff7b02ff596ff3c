//! The only place that reads the time and makes ids.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use chrono::{DateTime, FixedOffset, NaiveDate, SubsecRound, Utc};
use gongjian_domain::id::Id;
use uuid::{NoContext, Timestamp, Uuid};

/// Tells the time and makes ids. Tests freeze it and get the same ids each run; the demonstration walks
/// through the past with it.
#[derive(Clone)]
pub struct Clock(Kind);

#[derive(Clone)]
enum Kind {
    System,
    Frozen { micros: Arc<AtomicI64>, ids: Arc<AtomicU64> },
}

/// The zone of the civil day: China has one, eight hours ahead, all year.
const CIVIL_OFFSET_SECONDS: i32 = 8 * 3600;

/// `moment` as the wall clock in China shows it.
#[must_use]
pub fn civil(moment: DateTime<Utc>) -> chrono::NaiveDateTime {
    FixedOffset::east_opt(CIVIL_OFFSET_SECONDS)
        .map_or(moment.naive_utc(), |zone| moment.with_timezone(&zone).naive_local())
}

/// The moment at which the wall clock in China shows `civil`.
#[must_use]
pub fn moment_of(civil: chrono::NaiveDateTime) -> DateTime<Utc> {
    (civil - chrono::TimeDelta::seconds(i64::from(CIVIL_OFFSET_SECONDS))).and_utc()
}

impl Clock {
    /// The machine's clock and random ids.
    #[must_use]
    pub fn system() -> Self {
        Self(Kind::System)
    }

    /// A clock that stands at `moment` until it is moved, with ids counted from `seed`.
    #[must_use]
    pub fn frozen(moment: DateTime<Utc>, seed: u64) -> Self {
        Self(Kind::Frozen {
            micros: Arc::new(AtomicI64::new(moment.timestamp_micros())),
            ids: Arc::new(AtomicU64::new(seed)),
        })
    }

    /// Moves a frozen clock on. Does nothing to the system's.
    pub fn advance(&self, by: chrono::TimeDelta) {
        if let Kind::Frozen { micros, .. } = &self.0 {
            micros.fetch_add(by.num_microseconds().unwrap_or_default(), Ordering::SeqCst);
        }
    }

    /// This moment, in whole microseconds: what both databases can hold.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        match &self.0 {
            Kind::System => Utc::now().trunc_subsecs(6),
            Kind::Frozen { micros, .. } => {
                DateTime::from_timestamp_micros(micros.load(Ordering::SeqCst)).unwrap_or_default()
            }
        }
    }

    /// The civil day in China.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        civil(self.now()).date()
    }

    /// A new id that sorts after those made before.
    #[must_use]
    pub fn id<T>(&self) -> Id<T> {
        Id::from_uuid(self.uuid())
    }

    /// The bits of a new id.
    #[must_use]
    pub fn uuid(&self) -> Uuid {
        match &self.0 {
            Kind::System => Uuid::now_v7(),
            Kind::Frozen { ids, .. } => {
                let now = self.now();
                let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
                let stamp = Timestamp::from_unix(NoContext, seconds, now.timestamp_subsec_nanos());
                let (high, _) = Uuid::new_v7(stamp).as_u64_pair();
                let count = ids.fetch_add(1, Ordering::SeqCst);
                Uuid::from_u64_pair((high & !0xfff) | (count >> 62), (count & (u64::MAX >> 2)) | (1 << 63))
            }
        }
    }
}
