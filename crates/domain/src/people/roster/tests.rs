//! Rows judged one by one.

use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::case_table;
use crate::cell::Cell;
use crate::kinds::{OrganisationId, UnitId};
use crate::people::stage::Stage;
use crate::reason::Reason;
use crate::sheet::{Columns, distinct_kinds};

const GOOD: &str = "33078220000229001X";

fn unit_id(number: u128) -> UnitId {
    UnitId::from_uuid(Uuid::from_u128(number))
}

fn branches() -> Branches {
    let known = [
        (1, "020100002", "产品设计教工党支部", Some("产品教工支部"), 1),
        (2, "020100003", "数字媒体教工党支部", None, 1),
        (3, "020300001", "创意园第一党支部", None, 2),
    ];
    Branches::new(known.map(|(number, code, name, short, unit)| KnownBranch {
        id: OrganisationId::from_uuid(Uuid::from_u128(number)),
        code: code.to_owned(),
        name: name.to_owned(),
        short_name: short.map(str::to_owned),
        unit: Some(unit_id(unit)),
    }))
}

fn units() -> Units {
    let known = [(1, "创意设计学院"), (2, "创意园"), (3, "拾光文创")];
    Units::new(known.map(|(number, name)| KnownUnit {
        id: unit_id(number),
        name: name.to_owned(),
        short_name: None,
        credit_code: None,
    }))
}

/// A table that has every column kept, in order.
fn header() -> Header {
    let heading = |column: &Column| Cell::Text(column.headings()[0].to_owned());
    find_header(&[(1, Column::ALL.iter().map(heading).collect())]).unwrap()
}

/// The good row the cases change.
fn good_row() -> Vec<Cell> {
    let mut cells = vec![Cell::Empty; Column::ALL.len()];
    for (column, text) in [
        (Column::Name, "张三"),
        (Column::IdentityNumber, GOOD),
        (Column::Sex, "男"),
        (Column::StaffNumber, "2019001"),
        (Column::BranchCode, "020100002"),
        (Column::Status, "正式党员"),
        (Column::AppliedOn, "2018-03-01"),
        (Column::ActivistOn, "2018-09-01"),
        (Column::TargetOn, "2019-12-01"),
        (Column::JoinedOn, "2020-06-20"),
        (Column::FullOn, "2021-06-20"),
    ] {
        set(&mut cells, column, text);
    }
    cells
}

fn set(cells: &mut [Cell], column: Column, text: &str) {
    cells[header().position(column).unwrap()] = match text {
        "空" => Cell::Empty,
        text => match (text.strip_prefix("公式："), text.strip_prefix("数字：")) {
            (Some(formula), _) => Cell::Foreign(formula.to_owned()),
            (_, Some(number)) => Cell::Number(number.parse().unwrap()),
            _ => Cell::Text(decoded(text)),
        },
    };
}

fn decoded(text: &str) -> String {
    match text.split_once("U+") {
        Some((before, rest)) => {
            let (digits, after) = rest.split_at(4);
            let c = char::from_u32(u32::from_str_radix(digits, 16).unwrap()).unwrap();
            format!("{before}{c}{after}")
        }
        None => text.to_owned(),
    }
}

fn judged(rows: &[Vec<Cell>]) -> Vec<Checked> {
    let (header, branches, units) = (header(), branches(), units());
    let today = NaiveDate::from_ymd_opt(2026, 9, 1).unwrap();
    let facts =
        Facts { today, branches: &branches, units: &units, application_age: 18, probation_months: 12 };
    let mut seen = Seen::default();
    rows.iter().zip(2..).map(|(cells, number)| check_row(number, cells, &header, &facts, &mut seen)).collect()
}

fn kinds(checked: &Checked) -> (String, String) {
    let told = |kinds: Vec<&str>| if kinds.is_empty() { "—".to_owned() } else { kinds.join(" ") };
    match checked {
        Checked::Refused { errors, .. } => (told(distinct_kinds(errors)), "—".to_owned()),
        Checked::Good { findings, .. } => {
            ("—".to_owned(), told(findings.iter().map(|finding| finding.kind.as_str()).collect()))
        }
    }
}

fn entry(checked: &Checked) -> &RosterEntry {
    match checked {
        Checked::Good { entry, .. } => entry,
        Checked::Refused { errors, .. } => panic!("refused: {errors:?}"),
    }
}

#[test]
fn the_manual_tells_the_truth_about_rows() {
    for case in case_table::rows(include_str!("../../../cases/roster.md"), "改为") {
        let column = Column::ALL.iter().find(|column| column.headings()[0] == case["列"]).unwrap();
        let mut cells = good_row();
        set(&mut cells, *column, &case["改为"]);
        let told = kinds(&judged(&[cells])[0]);
        assert_eq!(told, (case["错误"].clone(), case["发现"].clone()), "{case:?}");
    }
}

#[test]
fn a_good_row_says_everything_it_says() {
    let checked = judged(&[good_row()]);
    let entry = entry(&checked[0]);
    assert_eq!(entry.name.as_str(), "张三");
    assert_eq!(entry.identity_number.unwrap().expose(), GOOD);
    assert_eq!(entry.born_on(), NaiveDate::from_ymd_opt(2000, 2, 29));
    assert_eq!(entry.unit, Some(unit_id(1)));
    assert_eq!(entry.branch_code, "020100002");
    assert_eq!(entry.stage, Some(Stage::Full));
    assert_eq!(entry.standing.joined_on, NaiveDate::from_ymd_opt(2020, 6, 20));
}

#[test]
fn a_refused_row_lists_all_its_errors_and_no_findings() {
    let mut cells = good_row();
    for (column, text) in [
        (Column::Name, "空"),
        (Column::IdentityNumber, "330782200002290010"),
        (Column::Phone, "110"),
        (Column::BranchCode, "1"),
        (Column::AppliedOn, "2018-01-01"),
        (Column::Email, "nobody"),
        (Column::FullOn, "明年"),
    ] {
        set(&mut cells, column, text);
    }
    let expected = "no_name id_check unknown_branch date_spelling phone email";
    assert_eq!(kinds(&judged(&[cells])[0]), (expected.to_owned(), "—".to_owned()));
}

#[test]
fn of_two_rows_with_one_identity_number_the_first_stands_and_the_second_hears_nothing_else() {
    let mut second = good_row();
    set(&mut second, Column::Name, "李四");
    set(&mut second, Column::Sex, "女");
    let checked = judged(&[good_row(), second]);
    assert_eq!(kinds(&checked[0]).0, "—");
    let Checked::Refused { label, errors } = &checked[1] else { panic!("{checked:?}") };
    assert_eq!(label, "李四");
    assert_eq!((errors.len(), errors[0].kind, errors[0].other_row), (1, ErrorKind::DupId, Some(2)));
}

#[test]
fn the_first_row_stands_even_when_it_is_refused_for_something_else() {
    let mut first = good_row();
    set(&mut first, Column::Phone, "110");
    assert_eq!(kinds(&judged(&[first, good_row()])[1]).0, "dup_id");
}

#[test]
fn a_lower_case_x_does_not_make_another_person() {
    let mut second = good_row();
    set(&mut second, Column::IdentityNumber, "33078220000229001x");
    assert_eq!(kinds(&judged(&[good_row(), second])[1]).0, "dup_id");
}

#[test]
fn a_staff_number_counts_inside_its_unit_only() {
    let mut elsewhere = good_row();
    set(&mut elsewhere, Column::IdentityNumber, "110105199001010002");
    set(&mut elsewhere, Column::Sex, "女");
    let mut same_unit = elsewhere.clone();
    set(&mut elsewhere, Column::BranchCode, "020300001");
    set(&mut same_unit, Column::BranchCode, "020100003");
    assert_eq!(kinds(&judged(&[good_row(), elsewhere])[1]).0, "—");
    assert_eq!(kinds(&judged(&[good_row(), same_unit.clone()])[1]).0, "dup_staff_number");
    set(&mut same_unit, Column::Workplace, "拾光文创");
    assert_eq!(kinds(&judged(&[good_row(), same_unit])[1]).0, "—");
}

#[test]
fn a_row_with_neither_number_is_about_nobody() {
    let mut cells = good_row();
    set(&mut cells, Column::IdentityNumber, "空");
    set(&mut cells, Column::StaffNumber, "空");
    assert_eq!(kinds(&judged(&[cells])[0]).0, "no_id");
}

#[test]
fn a_branch_is_found_by_its_name_where_there_is_no_code() {
    for (name, kind) in
        [("产品教工支部", "—"), ("产品设计 教工党支部", "—"), ("没有的支部", "unknown_branch")]
    {
        let mut cells = good_row();
        set(&mut cells, Column::BranchCode, "空");
        set(&mut cells, Column::BranchName, name);
        assert_eq!(kinds(&judged(&[cells])[0]).0, kind, "{name}");
    }
}

#[test]
fn without_a_status_the_dates_tell_the_stage() {
    let mut cells = good_row();
    set(&mut cells, Column::Status, "空");
    set(&mut cells, Column::FullOn, "空");
    assert_eq!(entry(&judged(&[cells])[0]).stage, Some(Stage::Probationary));
}

#[test]
fn a_branch_that_is_unknown_leaves_the_staff_number_unjudged() {
    let mut cells = good_row();
    set(&mut cells, Column::BranchCode, "1");
    set(&mut cells, Column::IdentityNumber, "空");
    assert_eq!(kinds(&judged(&[cells.clone(), cells])[1]).0, "unknown_branch");
}

#[test]
fn the_heading_of_the_number_tells_a_student_from_a_teacher() {
    for (heading, role) in [("学号", Some("student")), ("教工号", Some("teacher")), ("工号", None)] {
        let texts = |texts: [&str; 3]| texts.map(|text| Cell::Text(text.to_owned())).to_vec();
        let header = find_header(&[(1, texts(["姓名", heading, "党支部编码"]))]).unwrap();
        let (branches, units) = (branches(), units());
        let today = NaiveDate::from_ymd_opt(2026, 9, 1).unwrap();
        let facts =
            Facts { today, branches: &branches, units: &units, application_age: 18, probation_months: 12 };
        let cells = texts(["张三", "2019001", "020100002"]);
        let checked = check_row(2, &cells, &header, &facts, &mut Seen::default());
        assert_eq!(entry(&checked).role.map(|role| role.as_str()), role);
    }
}

#[test]
fn no_error_and_no_debug_output_shows_an_identity_number_whichever_column_it_slipped_into() {
    for column in [Column::IdentityNumber, Column::Name, Column::Phone, Column::StaffNumber, Column::Status] {
        let mut cells = good_row();
        set(&mut cells, column, GOOD);
        set(&mut cells, Column::AppliedOn, "x");
        let shown = format!("{:?}", judged(&[cells, good_row()]));
        assert!(!shown.contains("20000229"), "{column:?}: {shown}");
    }
}

#[test]
fn an_entry_survives_being_written_and_read() {
    let checked = judged(&[good_row()]);
    let written = serde_json::to_string(entry(&checked[0])).unwrap();
    assert_eq!(&serde_json::from_str::<RosterEntry>(&written).unwrap(), entry(&checked[0]));
}

#[test]
fn the_sentence_of_an_error_names_its_column_and_the_earlier_row() {
    let checked = judged(&[good_row(), good_row()]);
    let Checked::Refused { errors, .. } = &checked[1] else { panic!("{checked:?}") };
    let reason = errors[0].reason();
    assert_eq!(reason.key, "roster-error-dup-id");
    let names: Vec<_> = reason.args.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["column", "shown", "given", "row"]);
}

const SENTENCES: [&str; 2] = [
    include_str!("../../../../site/locales/zh-CN/roster.ftl"),
    include_str!("../../../../site/locales/en/roster.ftl"),
];

#[test]
fn every_error_and_every_column_has_a_sentence_in_both_languages() {
    for sentences in SENTENCES {
        for kind in ErrorKind::ALL {
            let other_row =
                matches!(kind, ErrorKind::DupId | ErrorKind::DupStaffNumber | ErrorKind::DupPerson)
                    .then_some(7);
            let error = RowError { kind, column: Column::Name, shown: String::new(), other_row };
            case_table::assert_sentence(sentences, &error.reason());
        }
        for column in Column::ALL {
            let key = format!("roster-column-{}", column.as_str().replace('_', "-"));
            case_table::assert_sentence(sentences, &Reason::new(&key));
        }
    }
}

#[test]
fn every_finding_of_the_manual_has_a_sentence_that_names_only_what_it_is_given() {
    let mut told = std::collections::HashSet::new();
    for case in case_table::rows(include_str!("../../../cases/roster.md"), "改为") {
        let column = Column::ALL.iter().find(|column| column.headings()[0] == case["列"]).unwrap();
        let mut cells = good_row();
        set(&mut cells, *column, &case["改为"]);
        let Checked::Good { findings, .. } = &judged(&[cells])[0] else { continue };
        for finding in findings {
            told.insert(finding.kind);
            for sentences in SENTENCES {
                case_table::assert_sentence(sentences, &finding.reason);
            }
        }
    }
    assert_eq!(told.len(), FindingKind::ALL.len(), "the manual shows every finding");
}

fn any_cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        Just(Cell::Empty),
        ".{0,20}".prop_map(Cell::Text),
        "[0-9年月日/.:+eExX -]{0,20}".prop_map(Cell::Text),
        any::<f64>().prop_map(Cell::Number),
        (-700_000i32..700_000).prop_filter_map("a day", |days| {
            NaiveDate::from_num_days_from_ce_opt(730_000 + days).map(Cell::Date)
        }),
        ".{0,10}".prop_map(Cell::Foreign),
    ]
}

proptest! {
    #[test]
    fn no_row_whatever_makes_it_panic_and_a_refused_row_has_a_reason(
        cells in prop::collection::vec(any_cell(), 0..40),
    ) {
        let _ = line(&cells, &header());
        let checked = judged(&[cells.clone(), cells]);
        for one in &checked {
            if let Checked::Refused { errors, .. } = one {
                prop_assert!(!errors.is_empty());
            }
        }
    }

    #[test]
    fn a_good_row_with_one_cell_replaced_by_anything_never_panics(at in 0usize..30, cell in any_cell()) {
        let mut cells = good_row();
        cells[at] = cell;
        let checked = judged(&[cells]);
        if let Checked::Good { entry, .. } = &checked[0] {
            let born = entry.born_on();
            let standing = entry.standing;
            let dates = [born, standing.applied_on, standing.activist_on, standing.target_on, standing.joined_on, standing.full_on];
            let known: Vec<_> = dates.into_iter().flatten().collect();
            let month = |day: &NaiveDate| day.format("%Y%m").to_string();
            prop_assert!(known.windows(2).all(|pair| month(&pair[0]) <= month(&pair[1])), "{known:?}");
        }
    }
}
