//! A record in every state a reader can meet.

use chrono::{DateTime, NaiveDate};
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::RuleBook;
use uuid::Uuid;

use super::view::{
    AnsweredFinding, FoundingPage, FoundingSideView, JoinerView, OverrulingView, Ref, SeatView, StepView,
};
use crate::web::view;

fn named(name: &str) -> Ref {
    Ref { id: Uuid::nil(), name: name.to_owned() }
}

fn side(kind: &'static str, seal: &str, name: &str, agreed: bool) -> FoundingSideView {
    let person = |name: &str, stage, here| JoinerView {
        id: Uuid::nil(),
        name: name.to_owned(),
        unit: "创意设计学院".into(),
        from: "产品设计教工党支部".into(),
        stage,
        manner: "formal",
        here,
    };
    FoundingSideView {
        kind,
        seal: seal.to_owned(),
        name: name.to_owned(),
        home: named("创意设计学院党委"),
        units: vec![named("创意设计学院"), named("某某市拾光文创有限公司")],
        signatory: agreed.then(|| named("林杰")),
        agreed,
        agreed_by: agreed.then(|| "林杰".to_owned()),
        agreed_at: agreed.then_some(DateTime::UNIX_EPOCH),
        full: 1,
        probationary: 1,
        others: 0,
        people: vec![person("林杰", "full", true), person("欧阳䶮", "probationary", agreed)],
        ..FoundingSideView::default()
    }
}

fn findings(overruled: bool) -> Vec<AnsweredFinding> {
    let Ok(book) = RuleBook::shipped() else { return vec![] };
    let rules = &book.founding;
    let few = rules.few.rule.finding(
        false,
        rules
            .few
            .rule
            .reason("unmet")
            .with("units", 1_u32)
            .with("below", rules.few.value)
            .with("largest", "创意设计学院")
            .with("full", 12_u32),
    );
    let enough = rules
        .full_members
        .rule
        .finding(true, rules.full_members.rule.reason("met").with("full", 18_u32).with("min", 3_u32));
    let reason = OverrulingView {
        reason: "园区相邻，便于管理".into(),
        by: Some("周敏".into()),
        on: NaiveDate::default(),
    };
    vec![
        AnsweredFinding { finding: few, overruled: overruled.then_some(reason) },
        AnsweredFinding { finding: enough, overruled: None },
    ]
}

fn step(word: &str) -> StepView {
    StepView {
        step: word.to_owned(),
        by: Some("周敏".into()),
        seal: Some("校".into()),
        rule: Some("BR-JOINT-FEW".into()),
        note: Some("请补充企业方确认人".into()),
        on: NaiveDate::from_ymd_opt(2026, 11, 24),
        ..StepView::default()
    }
}

fn page(state: &'static str, agreed: bool) -> FoundingPage {
    let due = NaiveDate::from_ymd_opt(2026, 12, 24);
    FoundingPage {
        state,
        name: "文创艺术党支部".into(),
        code: "020100004".into(),
        above: named("中共某某职业技术学院创意设计学院委员会"),
        sides: vec![side("school", "校", "校方", true), side("enterprise", "企", "企方", agreed)],
        committee_size: 5,
        seats: vec![SeatView { post: "secretary", person: Uuid::nil(), name: "林杰".into() }],
        found_on: due,
        findings: findings(matches!(state, "approved" | "founded")),
        steps: vec![step("began"), step("agreed")],
        ..FoundingPage::default()
    }
}

fn all() -> Vec<FoundingPage> {
    let (applied_on, due) = (NaiveDate::from_ymd_opt(2026, 11, 24), NaiveDate::from_ymd_opt(2026, 12, 24));
    let handed_in = |state| FoundingPage {
        applied_on,
        due,
        steps: vec![step("began"), step("handed_in")],
        ..page(state, true)
    };
    let writes = |page: FoundingPage| FoundingPage { may_propose: true, ..page };
    let decides = |page: FoundingPage| FoundingPage { may_propose: true, may_decide: true, ..page };
    let mut spoken_for = page("draft", false);
    spoken_for.sides.iter_mut().for_each(|side| side.may_speak = true);
    let empty = FoundingPage { sides: vec![], findings: vec![], seats: vec![], ..page("draft", false) };
    let moved = Reason::new("founding-refused-moved-meanwhile").with("name", "欧阳䶮");
    let closed = |state| FoundingPage {
        steps: ["handed_in", "returned", "handed_in_again", "approved", "overruled", "withdrawn", "founded"]
            .map(step)
            .to_vec(),
        ..handed_in(state)
    };
    vec![
        writes(empty),
        writes(page("draft", false)),
        writes(FoundingPage { doubts: vec![moved], ..page("draft", false) }),
        writes(page("draft", true)),
        spoken_for,
        page("draft", false),
        handed_in("proposed"),
        decides(FoundingPage { days_left: Some(12), ..handed_in("proposed") }),
        decides(FoundingPage { days_left: Some(-3), ..handed_in("proposed") }),
        writes(FoundingPage { comment: "请补充企业方确认人".into(), ..handed_in("returned") }),
        handed_in("withdrawn"),
        handed_in("approved"),
        decides(FoundingPage { doc_no: "院党发〔2026〕18号".into(), ..handed_in("approved") }),
        FoundingPage { branch: Some(Uuid::nil()), ..closed("founded") },
    ]
}

view!(FoundingPage, "founding/record.html", all);
