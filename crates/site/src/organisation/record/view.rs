//! What the page of a Party organisation shows.

use chrono::NaiveDate;
use gongjian_domain::organisation::side::SideKind;
use gongjian_domain::organisation::unit::UnitKind;
use gongjian_domain::people::stage::Stage;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::count::PeopleByStage;
use super::super::offices::store::OfficeLine;
use super::store::{BelowLine, HomeUnit, Linked, OrganisationSide};
use crate::ledger::page::LedgerLine;
use crate::meeting::book::PresenceChart;
use crate::people::list::store::PersonLine;
use crate::web::paging::Paging;
use crate::web::{Shell, view};

/// One Party organisation.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct OrganisationPage {
    /// The organisation.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its short name.
    pub short_name: Option<String>,
    /// `committee`, `general_branch`, `branch` or `joint_branch`.
    pub kind: String,
    /// What it lies in, the nearest first.
    pub above: Vec<Linked>,
    /// The unit it lies in.
    pub unit: Option<HomeUnit>,
    /// Founded on.
    pub founded_on: Option<NaiveDate>,
    /// The end of the committee's term.
    pub term_ends_on: Option<NaiveDate>,
    /// When the election is to be thought of.
    pub term: Option<TermReminder>,
    /// Dissolved on.
    pub dissolved_on: Option<NaiveDate>,
    /// A note.
    pub note: Option<String>,
    /// The day looked at, if not today.
    pub as_of: Option<NaiveDate>,
    /// Today.
    pub today: NaiveDate,
    /// People by stage: of a branch all who belong to it, of others all below.
    pub counts: PeopleByStage,
    /// Presence over the last twelve months by side; none where there is none, or it may not be seen.
    pub presence: Option<PresenceChart>,
    /// The sides of a joint branch.
    pub sides: Vec<OrganisationSide>,
    /// Who is in office on that day.
    pub offices: Vec<OfficeLine>,
    /// Who was in office before.
    pub past_offices: Vec<OfficeLine>,
    /// Whether the pages of its people may be opened.
    pub may_open_people: bool,
    /// The first people of a branch, as far as they may be seen.
    pub members: Vec<PersonLine>,
    /// How many of them there are.
    pub members_paging: Paging,
    /// What lies directly below it.
    pub below: Vec<BelowLine>,
    /// The newest acts on it; none where they may not be seen.
    pub history: Option<Vec<LedgerLine>>,
    /// Whether it may be changed.
    pub may_change: bool,
    /// Whether somebody may be appointed.
    pub may_appoint: bool,
    /// Whether an office may be ended.
    pub may_end: bool,
}

/// The end of a term and its reminder.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct TermReminder {
    /// The day the term ends.
    pub ends_on: NaiveDate,
    /// From this day the election is prepared.
    pub remind_on: NaiveDate,
    /// Days until the end; negative when it is over.
    pub days: i64,
    /// Whether the reminder's day has come.
    pub is_due: bool,
    /// The rule.
    pub rule: String,
    /// Its article.
    pub article: String,
}

/// A mark of a side with its name, for the legend of a chart.
pub struct Mark {
    /// The kind of side, as the styles call it.
    pub side: &'static str,
    /// The character.
    pub character: String,
    /// The name.
    pub label: String,
}

/// One part of a bar.
pub struct Part {
    /// The kind of side.
    pub side: &'static str,
    /// The character.
    pub character: String,
    /// How many.
    pub count: u32,
}

/// One bar: a stage.
pub struct Bar {
    /// The stage.
    pub label: String,
    /// Its parts by side.
    pub parts: Vec<Part>,
}

/// Somebody in office, with everything the person holds here.
pub struct Officer<'a> {
    /// Who.
    pub person: Uuid,
    /// The person's name.
    pub name: &'a str,
    /// The person's offices.
    pub offices: Vec<&'a OfficeLine>,
}

/// The people of `lines`, each once, in the order in which they first come up.
fn officers(lines: &[OfficeLine]) -> Vec<Officer<'_>> {
    let mut officers: Vec<Officer<'_>> = Vec::new();
    for line in lines {
        match officers.iter_mut().find(|officer| officer.person == line.person) {
            Some(officer) => officer.offices.push(line),
            None => {
                officers.push(Officer { person: line.person, name: &line.person_name, offices: vec![line] })
            }
        }
    }
    officers
}

impl OrganisationPage {
    /// Who is in office on that day, each person once.
    #[must_use]
    pub fn officers(&self) -> Vec<Officer<'_>> {
        officers(&self.offices)
    }

    /// Who was in office before, each person once.
    #[must_use]
    pub fn past_officers(&self) -> Vec<Officer<'_>> {
        officers(&self.past_offices)
    }

    /// Which office the menu of `line` is about, for readers.
    #[must_use]
    pub fn about(&self, shell: &Shell, line: &OfficeLine) -> String {
        let office = shell.word("office", &line.name);
        let office = match &line.side_name {
            Some(side) => shell.t2("office-of-side", "side", side, "office", &office),
            None => office,
        };
        shell.t2("office-more", "name", &line.person_name, "office", &office)
    }

    fn parts(&self) -> Vec<(Mark, PeopleByStage)> {
        if self.sides.is_empty() {
            let side = self.unit.as_ref().and_then(|unit| UnitKind::parse(&unit.kind)).map_or(
                SideKind::Other,
                |kind| match kind {
                    UnitKind::School | UnitKind::College => SideKind::School,
                    UnitKind::Enterprise => SideKind::Enterprise,
                    UnitKind::Association => SideKind::Association,
                    UnitKind::Park | UnitKind::Authority => SideKind::Other,
                },
            );
            let character = side.usual_seal().map_or_else(|| "支".to_owned(), |seal| seal.to_string());
            return vec![(Mark { side: side.as_str(), character, label: self.name.clone() }, self.counts)];
        }
        let side = |side: &OrganisationSide| {
            let kind = SideKind::parse(&side.kind).unwrap_or(SideKind::Other);
            let mark = Mark { side: kind.as_str(), character: side.seal.clone(), label: side.name.clone() };
            (mark, side.counts)
        };
        self.sides.iter().map(side).collect()
    }

    /// The marks of the sides.
    #[must_use]
    pub fn legend(&self) -> Vec<Mark> {
        self.parts().into_iter().map(|(mark, _)| mark).collect()
    }

    /// A bar for each stage that somebody stands at.
    #[must_use]
    pub fn bars(&self, shell: &Shell) -> Vec<Bar> {
        let parts = self.parts();
        let bar = |stage: Stage| Bar {
            label: shell.word("stage", stage.as_str()),
            parts: parts
                .iter()
                .map(|(mark, counts)| Part {
                    side: mark.side,
                    character: mark.character.clone(),
                    count: counts.at(stage),
                })
                .collect(),
        };
        let stages = Stage::ALL.into_iter().rev().filter(|stage| self.counts.at(*stage) > 0);
        stages.map(bar).collect()
    }

    /// The longest bar, at least 1.
    #[must_use]
    pub fn longest(&self) -> u32 {
        Stage::ALL.into_iter().map(|stage| self.counts.at(stage)).max().unwrap_or(0).max(1)
    }

    /// What the chart shows, in a sentence.
    #[must_use]
    pub fn sentence(&self, shell: &Shell) -> String {
        let (members, total) = (self.counts.members(), self.counts.total());
        shell.t2("organisation-composition-line", "members", members, "others", total - members)
    }

    /// Whether people belong to it directly.
    #[must_use]
    pub fn is_branch(&self) -> bool {
        matches!(self.kind.as_str(), "branch" | "joint_branch")
    }

    /// The end of the term as a deadline.
    #[must_use]
    pub fn term_line(&self, shell: &Shell) -> String {
        let Some(term) = &self.term else { return String::new() };
        if term.days < 0 {
            return shell.t2("organisation-term-over", "days", -term.days, "on", term.ends_on);
        }
        let key = if term.is_due { "organisation-term-due" } else { "organisation-term-later" };
        shell.t2(key, "days", term.days, "on", if term.is_due { term.ends_on } else { term.remind_on })
    }

    /// How near the end of the term is.
    #[must_use]
    pub fn term_tone(&self) -> &'static str {
        match &self.term {
            Some(term) if term.days < 0 => "overdue",
            Some(term) if term.is_due => "due",
            _ => "quiet",
        }
    }

    /// How the organisation stands in a word: its tone.
    #[must_use]
    pub fn is_dissolved(&self) -> bool {
        self.dissolved_on.is_some_and(|on| on <= self.as_of.unwrap_or(self.today))
    }

    fn sample() -> Self {
        let day = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap_or_default();
        Self {
            id: Uuid::from_u128(9),
            code: "020100002".into(),
            name: "创意设计学院教工党支部".into(),
            kind: "branch".into(),
            above: vec![Linked { id: Uuid::nil(), name: "创意设计学院党总支".into() }],
            unit: Some(HomeUnit {
                id: Uuid::nil(), name: "创意设计学院".into(), kind: "college".into()
            }),
            founded_on: Some(day),
            today: day,
            ..Self::default()
        }
    }

    fn sample_joint() -> Self {
        let day = Self::sample().today;
        let counts =
            |full| PeopleByStage { full, probationary: 1, activist: 4, none: 0, ..PeopleByStage::default() };
        let side = |kind: &str, seal: &str, full| OrganisationSide {
            id: Uuid::from_u128(1),
            kind: kind.into(),
            seal: seal.into(),
            name: format!("{seal}方"),
            units: vec![Linked { id: Uuid::nil(), name: "创意设计学院".into() }],
            counts: counts(full),
        };
        let office = |name: &str, until_on| OfficeLine {
            id: Uuid::from_u128(2),
            name: name.into(),
            person: Uuid::nil(),
            person_name: "诸葛娟欣".into(),
            side: Some("school".into()),
            seal: Some("校".into()),
            side_name: Some("学院方".into()),
            from_on: day,
            until_on,
        };
        let mut all = counts(12);
        all.join(&counts(6));
        Self {
            kind: "joint_branch".into(),
            name: "创意设计学院与创意园企业联合党支部".into(),
            counts: all,
            sides: vec![side("school", "校", 12), side("enterprise", "企", 6)],
            offices: vec![
                OfficeLine { side: None, seal: None, side_name: None, ..office("secretary", None) },
                OfficeLine { id: Uuid::from_u128(3), ..office("secretary", None) },
            ],
            past_offices: vec![office("publicity_member", Some(day))],
            term_ends_on: Some(day),
            term: Some(TermReminder {
                ends_on: day,
                remind_on: day,
                days: 12,
                is_due: true,
                rule: super::REMINDER.into(),
                article: "第二十一条".into(),
            }),
            may_open_people: true,
            history: Some(Vec::new()),
            may_change: true,
            may_appoint: true,
            may_end: true,
            ..Self::sample()
        }
    }
}

view!(OrganisationPage, "organisation/record.html", || vec![
    OrganisationPage::sample(),
    OrganisationPage { as_of: Some(OrganisationPage::sample().today), ..OrganisationPage::sample_joint() },
    OrganisationPage::sample_joint(),
    OrganisationPage {
        kind: "committee".into(),
        dissolved_on: Some(OrganisationPage::sample().today),
        below: vec![BelowLine {
            id: Uuid::nil(),
            code: "0201".into(),
            name: "创意设计学院党总支".into(),
            kind: "general_branch".into(),
            counts: PeopleByStage { full: 120, ..PeopleByStage::default() },
        }],
        ..OrganisationPage::sample()
    },
]);
