//! What a person's file shows.

use chrono::NaiveDate;
use gongjian_domain::people::stage::{Stage, Standing};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::store::{AffiliationLine, MembershipLine, PersonOffice, ReaderLine};
use crate::ledger::page::LedgerLine;
use crate::meeting::store::{Attended, AttendedLine};
use crate::organisation::record::store::Linked;
use crate::web::{Shell, view};

/// The file of one person.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct PersonPage {
    /// The person.
    pub id: Uuid,
    /// The name.
    pub name: String,
    /// The stage on the day looked at.
    pub stage: Option<String>,
    /// An earlier or later day that is looked at; none for today.
    pub as_of: Option<NaiveDate>,
    /// The day looked at.
    pub day: NaiveDate,
    /// Whether it is the visitor's own file.
    pub is_own: bool,
    /// Party organisations, the latest first; without particulars only those of that day.
    pub memberships: Vec<MembershipLine>,
    /// Offices, the latest first; without particulars only those of that day.
    pub offices: Vec<PersonOffice>,
    /// The units of that day, for a reader who may see these but not the particulars.
    pub units: Vec<Linked>,
    /// Dates, units, contact; none where they may not be seen.
    pub particulars: Option<Particulars>,
    /// What the person took part in or missed, a year at a time; none where it may not be seen.
    pub attended: Option<Attended>,
    /// Who read this file; none where that may not be seen.
    pub readers: Option<Vec<ReaderLine>>,
    /// The newest acts on it; none where they may not be seen.
    pub history: Option<Vec<LedgerLine>>,
    /// The person's case of member development; none where there is none or it may not be seen.
    pub case: Option<Uuid>,
    /// Whether a case may be opened.
    pub may_open_case: bool,
    /// Whether it may be changed.
    pub may_change: bool,
    /// Whether the full identity number may be shown.
    pub may_reveal: bool,
    /// Whether the person may be given an account.
    pub may_give_account: bool,
    /// The full identity number, on the one answer it was asked for.
    pub revealed: Option<String>,
}

/// What is known of a person beyond name, stage, branch and offices.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct Particulars {
    /// `male` or `female`.
    pub sex: Option<String>,
    /// The date of birth.
    pub born_on: Option<NaiveDate>,
    /// Ethnicity.
    pub ethnicity: Option<String>,
    /// Native place.
    pub native_place: Option<String>,
    /// Education.
    pub education: Option<String>,
    /// The phone; its middle is hidden where it may not be seen in full.
    pub phone: Option<String>,
    /// The mail address, where it may be seen.
    pub email: Option<String>,
    /// The identity number with its middle hidden.
    pub identity_number: Option<String>,
    /// Introducers.
    pub introducers: Option<String>,
    /// When each stage was reached.
    pub standing: Dates,
    /// Units, the latest first.
    pub affiliations: Vec<AffiliationLine>,
}

/// When each stage was reached.
#[derive(Debug, Clone, Copy, Default, Serialize, ToSchema)]
pub struct Dates {
    /// The application was handed in.
    pub applied_on: Option<NaiveDate>,
    /// Named activist.
    pub activist_on: Option<NaiveDate>,
    /// Named development target.
    pub target_on: Option<NaiveDate>,
    /// Admitted.
    pub joined_on: Option<NaiveDate>,
    /// Full member.
    pub full_on: Option<NaiveDate>,
}

impl From<Standing> for Dates {
    fn from(standing: Standing) -> Self {
        let Standing { applied_on, activist_on, target_on, joined_on, full_on } = standing;
        Self { applied_on, activist_on, target_on, joined_on, full_on }
    }
}

impl Dates {
    fn reached(&self, stage: Stage) -> Option<NaiveDate> {
        let Self { applied_on, activist_on, target_on, joined_on, full_on } = *self;
        Standing { applied_on, activist_on, target_on, joined_on, full_on }.reached(stage)
    }
}

/// One step of the way so far, as the time-line shows it.
#[derive(Debug, Clone)]
pub struct Step {
    /// `done`, `now` or `later`.
    pub state: &'static str,
    /// The step in words.
    pub title: String,
    /// When it was taken.
    pub when: String,
    /// Who was there.
    pub who: String,
    /// What else is to be said.
    pub note: String,
}

impl PersonPage {
    /// The way so far: the stages with their dates, the one reached marked.
    #[must_use]
    pub fn steps(&self, shell: &Shell) -> Vec<Step> {
        let Some(particulars) = &self.particulars else { return Vec::new() };
        let now = self.stage.as_deref().and_then(Stage::parse);
        let step = |stage: Stage| {
            let state = match now {
                Some(now) if stage < now => "done",
                Some(now) if stage == now => "now",
                _ => "later",
            };
            let date = particulars.standing.reached(stage);
            let when = match (date, state) {
                (Some(day), _) => shell.short_date(&day),
                (None, "later") => String::new(),
                (None, _) => shell.t("person-step-undated"),
            };
            let who = match (&particulars.introducers, stage) {
                (Some(names), Stage::Probationary) => shell.t1("person-introducers-line", "names", names),
                _ => String::new(),
            };
            Step { state, title: shell.word("person-step", stage.as_str()), when, who, note: String::new() }
        };
        Stage::ALL.map(step).into()
    }

    /// Whether a period holds on the day looked at.
    #[must_use]
    pub fn is_current(&self, from: &Option<NaiveDate>, until: &Option<NaiveDate>) -> bool {
        from.is_none_or(|from| from <= self.day) && until.is_none_or(|until| until > self.day)
    }

    /// Whether a term of office holds on the day looked at.
    #[must_use]
    pub fn is_held(&self, from: &NaiveDate, until: &Option<NaiveDate>) -> bool {
        self.is_current(&Some(*from), until)
    }

    /// How often the person was there, on leave or absent in the year shown.
    #[must_use]
    pub fn attended_sums(&self, shell: &Shell, attended: &Attended) -> String {
        let count = |status| i64::try_from(attended.count(status)).unwrap_or(i64::MAX);
        let sum = |status| (status, count(status));
        shell.t3("person-meetings-sums", sum("present"), sum("leave"), sum("absent"))
    }

    /// The tone of a status of presence.
    #[must_use]
    pub fn presence_tone(&self, status: &str) -> &'static str {
        if status == "present" { "met" } else { "quiet" }
    }

    /// The branches of that day in a line.
    #[must_use]
    pub fn line(&self) -> String {
        let current = self.memberships.iter().filter(|line| self.is_current(&line.from_on, &line.until_on));
        current.map(|line| line.organisation_name.clone()).collect::<Vec<_>>().join(" · ")
    }

    fn sample() -> Self {
        let day = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap_or_default();
        Self {
            id: Uuid::from_u128(7),
            name: "诸葛娟欣".into(),
            stage: Some("probationary".into()),
            day,
            memberships: vec![MembershipLine {
                organisation: Uuid::nil(),
                organisation_name: "创意设计联合党支部".into(),
                kind: "formal".into(),
                side: Some("school".into()),
                seal: Some("校".into()),
                side_name: Some("学院方".into()),
                from_on: Some(day),
                until_on: None,
            }],
            offices: vec![PersonOffice {
                name: "publicity_member".into(),
                organisation: Some(Uuid::nil()),
                organisation_name: Some("创意设计联合党支部".into()),
                side_name: None,
                from_on: day,
                until_on: None,
            }],
            ..Self::default()
        }
    }

    fn sample_full() -> Self {
        let sample = Self::sample();
        Self {
            particulars: Some(Particulars {
                sex: Some("female".into()),
                born_on: Some(sample.day),
                phone: Some("138****0000".into()),
                identity_number: Some("3301**********0511".into()),
                introducers: Some("李雷、韩梅".into()),
                standing: Dates {
                    applied_on: Some(sample.day),
                    joined_on: Some(sample.day),
                    ..Dates::default()
                },
                affiliations: vec![AffiliationLine {
                    id: Uuid::nil(),
                    unit: Uuid::nil(),
                    unit_name: "创意设计学院".into(),
                    role: "teacher".into(),
                    staff_number: Some("2019001".into()),
                    from_on: None,
                    until_on: None,
                }],
                ..Particulars::default()
            }),
            attended: Some(Attended {
                year: 2026,
                years: vec![2026, 2025],
                lines: [("present", true), ("leave", true), ("absent", false)]
                    .map(|(status, confirmed)| AttendedLine {
                        id: Uuid::nil(),
                        title: "学徒制育人主题党日".into(),
                        on: sample.day,
                        status: status.into(),
                        confirmed,
                    })
                    .into(),
            }),
            readers: Some(vec![ReaderLine {
                name: "王一".into(),
                first_at: chrono::DateTime::UNIX_EPOCH,
                revealed: true,
            }]),
            history: Some(vec![]),
            case: Some(Uuid::nil()),
            may_open_case: true,
            may_change: true,
            may_reveal: true,
            may_give_account: true,
            ..sample
        }
    }
}

view!(PersonPage, "people/record.html", || vec![
    PersonPage {
        name: "王一".into(),
        is_own: true,
        attended: Some(Attended::default()),
        ..PersonPage::default()
    },
    PersonPage::sample(),
    PersonPage {
        units: vec![Linked { id: Uuid::nil(), name: "创意设计学院".into() }],
        ..PersonPage::sample()
    },
    PersonPage { as_of: Some(PersonPage::sample().day), ..PersonPage::sample_full() },
    PersonPage { revealed: Some("330106198807050911".into()), ..PersonPage::sample_full() },
]);
