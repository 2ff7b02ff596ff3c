//! What holds of every rule book, and of the shipped one.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;

const SHIPPED_FILES: [(&str, &str); 10] = [
    ("zbtl-2018.toml", include_str!("../../../../rulebook/zbtl-2018.toml")),
    ("fzdy-2014.toml", include_str!("../../../../rulebook/fzdy-2014.toml")),
    ("fzdy-2026.toml", include_str!("../../../../rulebook/fzdy-2026.toml")),
    ("practice.toml", include_str!("../../../../rulebook/practice.toml")),
    ("steps-25.toml", include_str!("../../../../rulebook/steps-25.toml")),
    ("steps-29.toml", include_str!("../../../../rulebook/steps-29.toml")),
    ("dual-mentor.toml", include_str!("../../../../rulebook/dual-mentor.toml")),
    ("placement.toml", include_str!("../../../../rulebook/placement.toml")),
    ("local-practice.toml", include_str!("../../../../rulebook/local-practice.toml")),
    ("zj-transfer-2021.toml", include_str!("../../../../rulebook/zj-transfer-2021.toml")),
];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The shipped book with `change` made in one file.
fn changed(file: &str, from: &str, to: &str) -> Result<RuleBook, RuleBookError> {
    let texts = SHIPPED_FILES.map(|(name, text)| {
        let altered = if name == file { text.replacen(from, to, 1) } else { text.to_owned() };
        assert!(name != file || altered != text, "{from} does not stand in {file}");
        (name, altered)
    });
    RuleBook::load(&texts.each_ref().map(|(name, text)| (*name, text.as_str())))
}

fn message(result: Result<RuleBook, RuleBookError>) -> String {
    result.map(|_| ()).unwrap_err().to_string()
}

#[test]
fn the_shipped_book_loads_and_its_packs_are_named_after_their_files() {
    let book = RuleBook::shipped().unwrap();
    let names: Vec<String> = book.packs().iter().map(|pack| format!("{}.toml", pack.id)).collect();
    assert_eq!(names, SHIPPED_FILES.map(|(name, _)| name));
}

#[test]
fn a_rule_taken_for_confirmed_says_where_it_was_seen() {
    for rule in RuleBook::shipped().unwrap().rules() {
        let seen = matches!(rule.status, Status::Confirmed | Status::ConfirmedNumber | Status::SecondHand);
        assert_eq!(seen, !rule.sources.is_empty(), "{}", rule.id);
        let cited = rule.layer != Layer::College;
        assert_eq!(cited, !rule.article.is_empty(), "{}", rule.id);
    }
}

#[test]
fn a_general_clause_says_so_in_both_languages() {
    for rule in RuleBook::shipped().unwrap().rules().filter(|rule| rule.layer == Layer::Nation) {
        if rule.force == Force::Generally && rule.id != "BR-REMIND" {
            assert!(rule.text.zh.contains("一般"), "{}", rule.id);
            assert!(rule.text.en.contains("generally"), "{}", rule.id);
        }
    }
}

#[test]
fn an_unknown_key_is_an_error_that_names_pack_and_rule() {
    let told = message(changed("zbtl-2018.toml", "min = 3", "minimum = 3"));
    assert!(told.starts_with("pack zbtl-2018, rule BR-MIN: unknown field `minimum`"), "{told}");
    let told = message(changed("zbtl-2018.toml", "issuer =", "publisher ="));
    assert!(told.starts_with("pack zbtl-2018.toml: unknown field `publisher`"), "{told}");
    let told = message(changed("practice.toml", "[pack]", "colour = 1\n[pack]"));
    assert_eq!(told, "pack practice.toml: unknown key `colour`");
}

#[test]
fn an_unknown_word_is_an_error_that_names_pack_and_rule() {
    let told = message(changed("zbtl-2018.toml", "force = \"must\"", "force = \"perhaps\""));
    assert!(told.starts_with("pack zbtl-2018, rule BR-MIN: unknown variant `perhaps`"), "{told}");
}

#[test]
fn values_that_do_not_fit_the_kind_are_an_error() {
    let told = message(changed("zbtl-2018.toml", "kind = \"count-range\"", "kind = \"cadence\""));
    assert_eq!(told, "pack zbtl-2018, rule BR-MIN: its values do not fit its kind");
    let told = message(changed("zbtl-2018.toml", "usual = 5", "usual = 9"));
    assert_eq!(told, "pack zbtl-2018, rule BR-COMM-N: `usual` is not between `min` and `max`");
    let told = message(changed("practice.toml", "min = 11", "min = 12"));
    assert_eq!(told, "pack practice, rule RO-PHONE: `min` 12 is above `max` 11");
    let told = message(changed("zbtl-2018.toml", "denominator = 2", "denominator = 0"));
    assert_eq!(told, "pack zbtl-2018, rule MT-DYDH-Q: 1/0 is no share");
}

#[test]
fn values_that_stand_beside_the_first_one_have_to_fit_it() {
    for (file, from, to, told) in [
        ("fzdy-2014.toml", "special = 6", "special = 2", "PD-APPROVE: `special` is below `value`"),
        (
            "fzdy-2014.toml",
            "value = 18",
            "value = 18\nspecial = 20",
            "PD-AGE: its values do not fit its kind",
        ),
        (
            "fzdy-2014.toml",
            "value = 18",
            "value = 18\nbase = \"present\"",
            "PD-AGE: its values do not fit its kind",
        ),
        (
            "fzdy-2014.toml",
            "special = 6",
            "alternative = { value = 9, unit = \"day\" }",
            "PD-APPROVE: its values do not fit its kind",
        ),
        (
            "fzdy-2014.toml",
            "kind = \"interval\"\nunit = \"month\"\nvalue = 6",
            "kind = \"interval\"\nunit = \"month\"\nvalue = 0",
            "PD-REVIEW6: an interval of nothing never ends",
        ),
    ] {
        let pack = file.trim_end_matches(".toml");
        assert_eq!(message(changed(file, from, to)), format!("pack {pack}, rule {told}"));
    }
    assert!(changed("fzdy-2014.toml", "special = 6", "special = 3").is_ok());
}

#[test]
fn a_rule_cannot_be_asked_at_a_step_no_chart_has() {
    let talk = "asks = [{ at = \"talk\", from = \"apply\" }]";
    let told = |to: &str| message(changed("fzdy-2014.toml", talk, to));
    let chat = told("asks = [{ at = \"chat\", from = \"apply\" }]");
    assert_eq!(chat, "pack fzdy-2014, rule PD-TALK: there is no step `chat`");
    let form = told("asks = [{ at = \"talk\", from = \"form_of_1921\" }]");
    assert_eq!(form, "pack fzdy-2014, rule PD-TALK: there is no step `form_of_1921`");
    let born = told("asks = [{ at = \"born\", from = \"born\" }]");
    assert_eq!(born, "pack fzdy-2014, rule PD-TALK: there is no step `born`");
    for (from, to) in [
        ("window = \"publicity\"", "window = \"shown\""),
        ("each = \"observation\"", "each = \"shown\""),
        ("extended_by = \"extension\"", "extended_by = \"shown\""),
        ("of = \"training\"", "of = \"shown\""),
        ("needs = [\"political_review\"]", "needs = [\"shown\"]"),
    ] {
        let told = message(changed("fzdy-2026.toml", from, to));
        assert!(told.ends_with(": there is no step `shown`"), "{told}");
    }
}

#[test]
fn what_a_rule_asks_has_to_fit_its_kind() {
    let talk = "asks = [{ at = \"talk\", from = \"apply\" }]";
    let told = |from: &str, to: &str| message(changed("fzdy-2014.toml", from, to));
    assert_eq!(
        told(talk, "asks = [{ at = \"talk\" }]"),
        "pack fzdy-2014, rule PD-TALK: what it asks at `talk` does not fit its kind"
    );
    assert_eq!(
        told("until = \"leaving\"", "until = \"graduation\""),
        "pack fzdy-2014, rule PD-LEAVE3M: what it asks at `pre_review` does not fit its kind"
    );
    assert_eq!(
        told("strict = true\nbase = \"entitled\"", "strict = true"),
        "pack fzdy-2014, rule PD-QUORUM: what it asks at `assembly` does not fit its kind"
    );
    let unknown = told(talk, "asks = [{ at = \"talk\", since = \"apply\" }]");
    assert!(unknown.starts_with("pack fzdy-2014, rule PD-TALK: unknown field `since`"), "{unknown}");
}

#[test]
fn an_unconfirmed_row_is_never_asked_as_a_national_rule() {
    let asked = "status = \"unconfirmed\"\nasks = [{ at = \"mentors\", needs = [\"activist\"] }]";
    assert_eq!(
        message(changed("fzdy-2014.toml", "status = \"unconfirmed\"", asked)),
        "pack fzdy-2014, rule PD-CONT-EDU: an unconfirmed row is no national rule and cannot be asked"
    );
    for rule in RuleBook::shipped().unwrap().rules().filter(|rule| rule.status == Status::Unconfirmed) {
        assert!(rule.asks.is_empty(), "{}", rule.id);
    }
}

#[test]
fn a_chart_in_which_steps_wait_for_one_another_or_for_none_is_refused() {
    for (file, from, to, told) in [
        (
            "steps-25.toml",
            "requires = [\"apply\"]",
            "requires = [\"talk\"]",
            "steps-25: step talk builds on one that comes later",
        ),
        (
            "steps-25.toml",
            "requires = []",
            "requires = [\"talk\"]",
            "steps-25: step apply builds on one that comes later",
        ),
        (
            "steps-25.toml",
            "requires = [\"apply\"]",
            "requires = [\"chat\"]",
            "steps-25: step talk: there is no step chat",
        ),
        ("steps-25.toml", "id = \"talk\"", "id = \"apply\"", "steps-25: a step stands there twice"),
        ("steps-29.toml", "id = \"guidance\"", "id = \"talk\"", "steps-29: a step stands there twice"),
        (
            "steps-29.toml",
            "insert_after = \"pre_review\"",
            "insert_after = \"publicity_conversion\"",
            "steps-29: step publicity_admission: there is no step publicity_conversion",
        ),
        (
            "steps-29.toml",
            "required_by = [\"assembly\"]",
            "required_by = [\"asembly\"]",
            "steps-29: step publicity_admission: there is no step asembly",
        ),
        (
            "steps-29.toml",
            "required_by = [\"assembly\"]",
            "required_by = [\"form\", \"talk\"]",
            "steps-29: step talk builds on one that comes later",
        ),
        (
            "steps-29.toml",
            "based_on = \"steps-25\"",
            "based_on = \"steps-24\"",
            "steps-29: there is no chart steps-24 to be based on",
        ),
        (
            "steps-29.toml",
            "based_on = \"steps-25\"",
            "based_on = \"steps-29\"",
            "steps-29: there is no chart steps-29 to be based on",
        ),
    ] {
        assert_eq!(message(changed(file, from, to)), format!("pack {told}"));
    }
    let without: Vec<_> = SHIPPED_FILES.into_iter().filter(|(name, _)| !name.starts_with("steps-")).collect();
    let told = message(RuleBook::load(&without));
    assert_eq!(told, "the rule book lacks a chart of the steps, which the program needs");
}

#[test]
fn a_rule_the_program_asks_cannot_be_left_out() {
    assert_eq!(
        message(changed("zbtl-2018.toml", "\"BR-MIN\"", "\"XX-MIN\"")),
        "the rule book lacks BR-MIN, which the program needs"
    );
    assert_eq!(
        message(changed("zbtl-2018.toml", "min = 3", "max = 3")),
        "pack zbtl-2018, rule BR-MIN: the program needs `min` here"
    );
}

#[test]
fn one_id_stands_in_two_packs_only_when_the_one_follows_the_other() {
    assert_eq!(
        message(changed("practice.toml", "\"RO-PHONE\"", "\"BR-MAX\"")),
        "rule BR-MAX stands in zbtl-2018 and in practice for the same days"
    );
    assert_eq!(
        message(changed("zbtl-2018.toml", "\"BR-MAX\"", "\"BR-MIN\"")),
        "rule BR-MIN stands in zbtl-2018 and in zbtl-2018 for the same days"
    );
}

#[test]
fn dates_out_of_order_are_an_error() {
    assert_eq!(
        message(changed("zbtl-2018.toml", "effective_from = 2018-10-28", "effective_from = 2018-10-27")),
        "pack zbtl-2018: `effective_from` is before `issued`"
    );
    assert_eq!(
        message(changed("fzdy-2014.toml", "effective_until = 2026-05-18", "effective_until = 2026-05-17")),
        "pack fzdy-2014: it should end on the day fzdy-2026 begins, 2026-05-18"
    );
    assert_eq!(
        message(changed("fzdy-2014.toml", "superseded_by = \"fzdy-2026\"", "superseded_by = \"fzdy-2031\"")),
        "pack fzdy-2014: its successor fzdy-2031 is not there"
    );
    assert!(
        message(changed("zbtl-2018.toml", "issued = 2018-10-28", "issued = 2018-10-28T08:00:00"))
            .contains("a date without a time")
    );
}

#[test]
fn a_file_that_is_no_toml_is_named() {
    let told = message(RuleBook::load(&[("torn.toml", "[pack")]));
    assert!(told.starts_with("torn.toml: "), "{told}");
}

#[test]
fn the_pack_in_force_on_the_day_decides() {
    let roster = RuleBook::shipped().unwrap().roster;
    assert_eq!(roster.probation.on(day("1998-07-01")).rule.id, "PD-PROB");
    assert_eq!(roster.probation.on(day("2026-05-17")).rule.id, "PD-PROB");
    assert_eq!(roster.probation.on(day("2026-05-18")).rule.id, "PD26-PROB");
    assert_eq!(roster.adult.on(day("2026-05-18")).rule.pack, "fzdy-2026");
    assert_eq!(roster.application_age(day("2020-01-01")), 18);
    assert_eq!(roster.probation_months(day("2020-01-01")), 12);
}

#[test]
fn a_month_later_is_clamped_to_the_end_of_the_month() {
    let reply = RuleBook::shipped().unwrap().founding.reply;
    for (from, to) in [
        ("2026-01-31", "2026-02-28"),
        ("2024-01-31", "2024-02-29"),
        ("2026-08-31", "2026-09-30"),
        ("2026-12-15", "2027-01-15"),
    ] {
        assert_eq!(reply.after(day(from)), Some(day(to)));
    }
    assert_eq!(reply.after(NaiveDate::MAX), None);
}

#[test]
fn the_pages_have_a_row_for_every_rule_in_both_languages() {
    let book = RuleBook::shipped().unwrap();
    let pages = markdown(&book);
    assert_eq!(pages.first().map(|(name, _)| name.as_str()), Some("README.md"));
    for rule in book.rules() {
        let (_, page) = pages.iter().find(|(name, _)| *name == format!("{}.md", rule.pack)).unwrap();
        assert!(page.contains(&format!("| `{}` |", rule.id)), "{}", rule.id);
        assert!(page.contains(&rule.text.zh) && page.contains(&rule.text.en), "{}", rule.id);
    }
}

proptest! {
    #[test]
    fn a_later_start_never_ends_earlier(from in 0i32..60_000, more in 0i32..400) {
        let reply = RuleBook::shipped().unwrap().founding.reply;
        let start = NaiveDate::from_num_days_from_ce_opt(700_000 + from).unwrap();
        let later = NaiveDate::from_num_days_from_ce_opt(700_000 + from + more).unwrap();
        prop_assert!(reply.after(start) <= reply.after(later));
        prop_assert!(reply.after(start) > Some(start));
    }
}
