//! One observation: written by its mentor, as a draft first, and handed in.

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::development::mentoring::MentorSide;
use gongjian_domain::development::observation::{Form, Grade, Topic, TopicNote};
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::find::{self, FoundObservation};
use super::{character, store};
use crate::Site;
use crate::meeting::next::deadline;
use crate::people;
use crate::policy::actions::{ReturnObservation, WriteObservation};
use crate::web::choices::Choice;
use crate::web::{AppError, Body, FieldError, Shell, Visit, typed, view};

/// One side's form about one half year.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct ObservationPage {
    /// The observation.
    pub id: Uuid,
    /// The case.
    pub case: Uuid,
    /// The student.
    pub name: String,
    /// Who writes it.
    pub mentor: String,
    /// `school` or `enterprise`.
    pub side: &'static str,
    /// The character of its seal.
    pub character: String,
    /// The first day of the half year.
    pub from: NaiveDate,
    /// The last day in time.
    pub due: NaiveDate,
    /// Until when, as a sentence's key and values; none once it is handed in.
    #[schema(value_type = Option<Object>)]
    pub deadline: Option<Reason>,
    /// `quiet`, `due` or `overdue`.
    pub tone: &'static str,
    /// What it asks about, with what was written.
    pub topics: Vec<TopicView>,
    /// When it was handed in.
    pub handed_in: Option<NaiveDate>,
    /// Why it was sent back.
    pub comment: Option<String>,
    /// Whether the visitor writes it.
    pub may_write: bool,
    /// Whether the visitor may send it back.
    pub may_return: bool,
    /// Goes up with every change.
    pub revision: i32,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

impl ObservationPage {
    /// About whom, and about which half year.
    #[must_use]
    pub fn lead(&self, shell: &Shell) -> String {
        let lead = Reason::new("observation-lead").with("name", self.name.as_str());
        shell.reason(&lead.with("from", self.from).with("due", self.due))
    }
}

/// One topic of a form.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct TopicView {
    /// `study`, `conduct`, `thought`; `practice`, `skill`, `safety`, `team`.
    pub topic: &'static str,
    /// `outstanding`, `good`, `fair`, `lacking`; empty while none is chosen.
    pub grade: &'static str,
    /// The sentences.
    pub text: String,
}

impl TopicView {
    pub(super) fn of(form: &Form) -> Vec<Self> {
        let line = |note: &TopicNote| Self {
            topic: note.topic.as_str(),
            grade: note.grade.map_or("", Grade::as_str),
            text: note.text.clone(),
        };
        form.notes.iter().map(line).collect()
    }

    /// The grades to choose from.
    #[must_use]
    pub fn grades(&self, shell: &Shell) -> Vec<Choice> {
        shell.choices("observation-grade", &Grade::ALL.map(Grade::as_str), self.grade)
    }
}

view!(ObservationPage, "development/observation.html", samples);

pub(super) fn sample_topics(side: MentorSide) -> Vec<TopicView> {
    let line = |topic: &Topic| TopicView {
        topic: topic.as_str(),
        grade: Grade::Good.as_str(),
        text: "能独立完成陈列方案，遇到问题先自己想办法，再请教师傅。".into(),
    };
    Topic::of(side).iter().map(line).collect()
}

fn samples() -> Vec<ObservationPage> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap_or_default();
    let (sentence, tone) = deadline(today, today);
    let page = ObservationPage {
        name: "欧阳䶮".into(),
        mentor: "周堃".into(),
        side: "enterprise",
        character: "企".into(),
        from: today,
        due: today,
        tone,
        ..ObservationPage::default()
    };
    let blank = |topic: &Topic| TopicView { topic: topic.as_str(), ..TopicView::default() };
    let open = ObservationPage {
        deadline: Some(sentence),
        topics: Topic::of(MentorSide::Enterprise).iter().map(blank).collect(),
        may_write: true,
        ..page.clone()
    };
    let wrong = vec![FieldError::new("skill_text", Reason::new("field-too-long").with("most", 1000_i64))];
    let written = sample_topics(MentorSide::Enterprise);
    let handed_in = ObservationPage { handed_in: Some(today), topics: written.clone(), ..page };
    vec![
        ObservationPage {
            topics: sample_topics(MentorSide::School),
            side: "school",
            character: "校".into(),
            ..open.clone()
        },
        ObservationPage { comment: Some("请写一件具体的事".into()), topics: written, ..open.clone() },
        ObservationPage { fields: wrong, ..open.clone() },
        ObservationPage { may_write: false, may_return: true, ..open },
        ObservationPage { may_return: true, ..handed_in.clone() },
        handed_in,
    ]
}

/// `GET /observations/{id}` — the form, for its mentor within the time and for those who lead the case.
#[utoipa::path(get, path = "/observations/{id}", params(("id" = Uuid, Path)), responses((status = 200, body = ObservationPage), (status = 404)), extensions(("x-action" = json!("observation.read"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let observed = find::observation(&site.db.read(), &site, &visit, id, false).await?;
    find::note(&site, &visit, &observed.found).await?;
    visit.page(&shown(&site, &visit, &observed).await?)
}

async fn shown(site: &Site, visit: &Visit, observed: &FoundObservation) -> Result<ObservationPage, AppError> {
    let (row, today) = (&observed.row, site.clock.today());
    let thing = observed.thing(today);
    let may_write = visit.actor.can::<WriteObservation>(&thing)?;
    let open = row.handed_in.is_none();
    // A draft is its mentor's own until it is handed in.
    let form = if open && !may_write { Form::default() } else { row.form(&site.keys)? };
    let mentor = people::store::name_of(&site.db.read(), observed.mentor()).await?;
    let (sentence, tone) = deadline(row.due_on, today);
    Ok(ObservationPage {
        id: row.id.into(),
        case: row.case.into(),
        name: observed.found.name.clone(),
        mentor: mentor.unwrap_or_default(),
        side: row.side.as_str(),
        character: character(row.side),
        from: row.from,
        due: row.due_on,
        deadline: open.then_some(sentence),
        tone: if open { tone } else { "quiet" },
        topics: TopicView::of(&form),
        handed_in: row.handed_in.map(|(on, _)| on),
        comment: row.comment(&site.keys)?,
        may_write: may_write && open,
        may_return: !open && visit.actor.can::<ReturnObservation>(&thing)?,
        revision: row.revision,
        fields: Vec::new(),
    })
}

/// What was written. The topics of the other side stay empty.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ObservationForm {
    /// `draft` keeps it, `hand_in` hands it in.
    pub act: String,
    /// The revision that was read.
    pub revision: i32,
    /// The grade for study.
    pub study_grade: String,
    /// About study.
    pub study_text: String,
    /// The grade for conduct at school.
    pub conduct_grade: String,
    /// About conduct at school.
    pub conduct_text: String,
    /// The grade for thought.
    pub thought_grade: String,
    /// About thought.
    pub thought_text: String,
    /// The grade for practice.
    pub practice_grade: String,
    /// About practice.
    pub practice_text: String,
    /// The grade for skill.
    pub skill_grade: String,
    /// About skill.
    pub skill_text: String,
    /// The grade for safety.
    pub safety_grade: String,
    /// About safety.
    pub safety_text: String,
    /// The grade for work in the team.
    pub team_grade: String,
    /// About work in the team.
    pub team_text: String,
}

impl ObservationForm {
    fn typed(&self) -> [(Topic, &str, &str); 7] {
        [
            (Topic::Study, &self.study_grade, &self.study_text),
            (Topic::Conduct, &self.conduct_grade, &self.conduct_text),
            (Topic::Thought, &self.thought_grade, &self.thought_text),
            (Topic::Practice, &self.practice_grade, &self.practice_text),
            (Topic::Skill, &self.skill_grade, &self.skill_text),
            (Topic::Safety, &self.safety_grade, &self.safety_text),
            (Topic::Team, &self.team_grade, &self.team_text),
        ]
    }

    /// The notes that say something.
    fn notes(&self) -> Result<Vec<TopicNote>, AppError> {
        let mut fields = Vec::new();
        let mut notes = Vec::new();
        for (topic, grade, text) in self.typed() {
            let word = topic.as_str();
            let chosen = Grade::parse(grade);
            if chosen.is_none() && !grade.is_empty() {
                fields.push(FieldError::new(&format!("{word}_grade"), Reason::new("field-no-choice")));
            }
            let text = typed::text(&mut fields, &format!("{word}_text"), text, typed::PARAGRAPH);
            if chosen.is_some() || !text.is_empty() {
                notes.push(TopicNote { topic, grade: chosen, text });
            }
        }
        if fields.is_empty() { Ok(notes) } else { Err(AppError::Invalid(fields)) }
    }

    /// What was typed, to be shown again.
    fn topics(&self, side: &str) -> Vec<TopicView> {
        let asked = MentorSide::parse(side).map_or(&[] as &[Topic], Topic::of);
        let typed = self.typed().into_iter().filter(|(topic, ..)| asked.contains(topic));
        typed
            .map(|(topic, grade, text)| TopicView {
                topic: topic.as_str(),
                grade: Grade::parse(grade).map_or("", Grade::as_str),
                text: text.to_owned(),
            })
            .collect()
    }
}

/// `POST /observations/{id}` — keeps the draft, or hands the form in. Only its mentor writes it, within the time.
#[utoipa::path(post, path = "/observations/{id}", params(("id" = Uuid, Path)), request_body = ObservationForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("observation.write"))))]
pub async fn write(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<ObservationForm>,
) -> Result<Response, AppError> {
    let hands_in = form.act == "hand_in";
    let saved = site
        .db
        .write(async |tx| {
            let observed = find::observation(tx, &site, &visit, id, true).await?;
            let (row, today) = (&observed.row, site.clock.today());
            let permit = visit.actor.may(WriteObservation, &observed.thing(today))?;
            row.state().writable()?;
            as_seen(row.revision, form.revision)?;
            let written = Form::of(row.side, form.notes()?)?;
            let handed_in = match hands_in {
                true => {
                    let missing = written.missing();
                    if !missing.is_empty() {
                        return Err(AppError::Invalid(missing.into_iter().map(lacks).collect()));
                    }
                    row.state().hand_in(&written, row.from, today)?;
                    Some((today, visit.person()))
                }
                false => None,
            };
            store::save_form(tx, &site, &permit, row, &written, handed_in).await
        })
        .await;
    match saved {
        Ok(()) if hands_in => Ok(visit.done("/my-students")),
        Ok(()) => Ok(visit.done(&format!("/observations/{id}"))),
        Err(AppError::Invalid(fields)) => {
            let observed = find::observation(&site.db.read(), &site, &visit, id, false).await?;
            let page = shown(&site, &visit, &observed).await?;
            let page = ObservationPage { topics: form.topics(page.side), fields: fields.clone(), ..page };
            AppError::Invalid(fields).answer_with(visit.wants(), &page, &visit.shell())
        }
        Err(error) => Err(error),
    }
}

fn lacks(topic: Topic) -> FieldError {
    let topic = topic.as_str();
    let reason = Reason::new("observation-topic-lacks").with("topic", topic);
    FieldError::new(&format!("{topic}_text"), reason)
}

/// That nobody changed the observation since it was looked at.
pub(super) fn as_seen(stands: i32, seen: i32) -> Result<(), AppError> {
    if stands == seen {
        Ok(())
    } else {
        Err(AppError::Refused(Reason::new("observation-changed-meanwhile"), Vec::new()))
    }
}
