//! Tables judged as a whole.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::case_table;
use crate::cell::Cell;
use crate::organisation::unit::{OrganisationKind, UnitKind};
use crate::reason::Reason;
use crate::sheet::{CellError, Columns, distinct_kinds};

const UNITS: &[&[&str]] = &[
    &[
        "单位名称",
        "简称",
        "统一社会信用代码",
        "单位类别",
        "上级单位",
        "是否园区入驻",
        "学徒制类别",
        "联系人",
        "联系电话",
    ],
    &["某某职业技术学院", "学院", "12330782400000018D", "学校", "", "", "", "", ""],
    &["创意设计学院", "创意设计学院", "", "二级学院", "某某职业技术学院", "", "", "", ""],
    &["某某市创意园", "创意园", "52330782500000015B", "园区", "", "", "", "", ""],
    &["某某市帽业行业协会", "帽业协会", "513307825000000314", "行业协会", "", "", "", "", ""],
    &["某某国际商贸城第四分公司", "商贸城四分公司", "91330782300000117F", "企业", "", "否", "", "", ""],
    &["某某市拾光文创有限公司", "拾光文创", "91330782300000205X", "企业", "", "是", "示范企业", "", ""],
    &["某某市木与石设计有限公司", "木与石设计", "91330782300000213Q", "企业", "", "是", "试点企业", "", ""],
    &[
        "某某市云上数字科技有限公司",
        "云上数字科技",
        "91330782300000221K",
        "企业",
        "",
        "是",
        "试点企业",
        "",
        "",
    ],
    &["某某市针线里服饰有限公司", "针线里服饰", "9133078230000023XB", "企业", "", "是", "", "", ""],
];

const ORGANISATIONS: &[&[&str]] = &[
    &["编码", "名称", "简称", "类别", "上级编码", "成立时间", "所在单位", "届满时间", "备注"],
    &[
        "020100",
        "中共某某职业技术学院创意设计学院委员会",
        "创意设计学院党委",
        "党委",
        "",
        "2010.09",
        "创意设计学院",
        "2027-09-01",
        "",
    ],
    &[
        "020100002",
        "产品设计教工党支部",
        "产品教工支部",
        "党支部",
        "020100",
        "2019年3月15日",
        "创意设计学院",
        "2027-03-01",
        "",
    ],
    &[
        "020100003",
        "数字媒体教工党支部",
        "数媒教工支部",
        "党支部",
        "020100",
        "2019/3/15",
        "创意设计学院",
        "2027-03-01",
        "",
    ],
    &[
        "020300",
        "中共某某市创意园总支部委员会",
        "创意园党总支",
        "党总支",
        "",
        "20150601",
        "某某市创意园",
        "2027-06-01",
        "",
    ],
    &[
        "020300001",
        "创意园第一党支部",
        "创意园一支部",
        "党支部",
        "020300",
        "2015-06-01",
        "某某市创意园",
        "2027-06-01",
        "",
    ],
    &[
        "020400",
        "中共某某国际商贸城第四分公司支部委员会",
        "商贸城四分公司支部",
        "党支部",
        "",
        "2012-07-01",
        "某某国际商贸城第四分公司",
        "2027-07-01",
        "",
    ],
    &[
        "020500",
        "中共某某市帽业行业协会支部委员会",
        "帽业协会支部",
        "党支部",
        "",
        "2016-07-01",
        "某某市帽业行业协会",
        "2027-07-01",
        "",
    ],
];

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 9, 1).unwrap()
}

fn rows<S: AsRef<str>>(texts: &[&[S]]) -> Vec<Row> {
    let cell = |text: &S| match text.as_ref() {
        "" => Cell::Empty,
        text => Cell::Text(text.to_owned()),
    };
    texts.iter().zip(1..).map(|(texts, number)| (number, texts.iter().map(cell).collect())).collect()
}

fn units(texts: &[&[&str]], register: &Register) -> Vec<CheckedRow<UnitEntry, UnitColumn>> {
    let rows = rows(texts);
    let Table::Units(header) = find_table(&rows).unwrap() else { panic!("no table of units") };
    check_units(&rows, &header, register, today())
}

fn organisations(
    texts: &[&[&str]],
    register: &Register,
) -> Vec<CheckedRow<OrganisationEntry, OrganisationColumn>> {
    let rows = rows(texts);
    let Table::Organisations(header) = find_table(&rows).unwrap() else {
        panic!("no table of organisations")
    };
    check_organisations(&rows, &header, register, today())
}

/// Errors and findings of each row, by its number.
fn told<E, C>(checked: &[CheckedRow<E, C>]) -> Vec<(u32, String, String)> {
    let words = |kinds: Vec<&str>| if kinds.is_empty() { "—".to_owned() } else { kinds.join(" ") };
    let one = |row: &CheckedRow<E, C>| match &row.outcome {
        Outcome::Refused { errors, .. } => (row.number, words(distinct_kinds(errors)), "—".to_owned()),
        Outcome::Good { findings, .. } => (
            row.number,
            "—".to_owned(),
            words(findings.iter().map(|finding| finding.kind.as_str()).collect()),
        ),
    };
    checked.iter().map(one).collect()
}

fn errors<E, C>(checked: &[CheckedRow<E, C>]) -> Vec<(u32, String)> {
    told(checked)
        .into_iter()
        .filter(|(_, errors, _)| errors != "—")
        .map(|(row, errors, _)| (row, errors))
        .collect()
}

fn register() -> Register {
    let unit = |name: &str, short: Option<&str>, code: &str, kind| RegisteredUnit {
        name: name.to_owned(),
        short_name: short.map(str::to_owned),
        credit_code: Some(code.to_owned()),
        kind,
        parent: None,
    };
    let organisation = |code: &str, kind, parent: Option<&str>| RegisteredOrganisation {
        code: code.to_owned(),
        kind,
        parent_code: parent.map(str::to_owned),
    };
    Register {
        units: vec![
            unit("某某职业技术学院", None, "12330782400000018D", UnitKind::School),
            unit("某某市创意园", Some("创意园"), "52330782500000015B", UnitKind::Park),
        ],
        organisations: vec![
            organisation("020100", OrganisationKind::Committee, None),
            organisation("020100002", OrganisationKind::Branch, Some("020100")),
        ],
    }
}

#[test]
fn the_sample_workbook_is_taken_whole() {
    let checked = units(UNITS, &Register::default());
    assert_eq!(checked.len(), 9);
    assert_eq!(errors(&checked), []);
    let college = checked[1].entry().unwrap();
    assert_eq!(college.parent.as_ref().unwrap().credit_code.as_deref(), Some("12330782400000018D"));
    assert_eq!(checked[5].entry().unwrap().resident, Some(true));
    assert_eq!(checked[4].entry().unwrap().resident, Some(false));

    let register = Register::default().with_units(&checked);
    let checked = organisations(ORGANISATIONS, &register);
    assert_eq!(checked.len(), 7);
    assert_eq!(errors(&checked), []);
    assert_eq!(told(&checked)[0].2, "month_only");
    let branch = checked[1].entry().unwrap();
    assert_eq!(branch.parent_code.as_ref().unwrap().as_str(), "020100");
    assert_eq!(branch.unit.as_ref().unwrap().name, "创意设计学院");
    assert_eq!(branch.founded.unwrap().date.to_string(), "2019-03-15");
}

#[test]
fn the_same_tables_are_taken_again_when_the_register_has_everything() {
    let first = units(UNITS, &Register::default());
    let mut register = Register::default().with_units(&first);
    let branches = organisations(ORGANISATIONS, &register);
    register.organisations.extend(branches.iter().filter_map(CheckedRow::entry).map(|entry| {
        RegisteredOrganisation {
            code: entry.code.as_str().to_owned(),
            kind: entry.kind,
            parent_code: entry.parent_code.as_ref().map(|code| code.as_str().to_owned()),
        }
    }));
    assert_eq!(units(UNITS, &register), first);
    assert_eq!(register.with_units(&first).units, register.units);
    assert_eq!(organisations(ORGANISATIONS, &register), branches);
}

#[test]
fn the_manual_tells_the_truth_about_both_tables() {
    let manual = include_str!("../../../cases/organisation_table.md");
    for case in case_table::rows(manual, "单位名称") {
        let headings: Vec<&str> = case.keys().map(String::as_str).collect();
        let values: Vec<&str> = headings.iter().map(|heading| case[*heading].as_str()).collect();
        let table = [headings.as_slice(), values.as_slice()];
        let told = told(&units(&table, &register()));
        assert_eq!(told, [(2, case["错误"].clone(), case["发现"].clone())], "{case:?}");
    }
    for case in case_table::rows(manual, "编码") {
        let headings: Vec<&str> = case.keys().map(String::as_str).collect();
        let values: Vec<&str> = headings.iter().map(|heading| case[*heading].as_str()).collect();
        let table = [headings.as_slice(), values.as_slice()];
        let told = told(&organisations(&table, &register()));
        assert_eq!(told, [(2, case["错误"].clone(), case["发现"].clone())], "{case:?}");
    }
}

#[test]
fn a_parent_may_stand_below_its_child() {
    let mut turned = ORGANISATIONS.to_vec();
    turned[1..].reverse();
    let register = Register::default().with_units(&units(UNITS, &Register::default()));
    assert_eq!(errors(&organisations(&turned, &register)), []);
    let mut turned = UNITS.to_vec();
    turned[1..].reverse();
    assert_eq!(errors(&units(&turned, &Register::default())), []);
}

#[test]
fn what_stands_below_a_refused_row_is_refused_with_it_unless_the_register_has_the_parent() {
    let mut table = ORGANISATIONS.to_vec();
    table[1] = &["020100", "", "", "党委", "", "2010.09", "", "", ""];
    let with_units = Register::default().with_units(&units(UNITS, &Register::default()));
    let told = errors(&organisations(&table, &with_units));
    let expected = [(2, "no_name"), (3, "unknown_parent"), (4, "unknown_parent")];
    assert_eq!(told, expected.map(|(row, kind)| (row, kind.to_owned())));

    let known = Register { organisations: register().organisations, ..with_units };
    assert_eq!(errors(&organisations(&table, &known)), [(2, "no_name".to_owned())]);
}

#[test]
fn a_unit_is_refused_with_its_school_and_its_park() {
    let table: &[&[&str]] = &[
        &["单位名称", "统一社会信用代码", "单位类别", "上级单位", "入驻园区"],
        &["某某职业技术学院", "12330782400000018D", "学校", "找不到的上级", ""],
        &["创意设计学院", "", "二级学院", "某某职业技术学院", ""],
        &["设计系", "", "二级学院", "创意设计学院", ""],
        &["创意园", "52330782500000015B", "园区", "设计系", ""],
        &["拾光文创", "91330782300000205X", "企业", "", "创意园"],
        &["帽业协会", "513307825000000314", "协会", "", ""],
    ];
    let expected = [
        (2, "unknown_parent"),
        (3, "unknown_parent"),
        (4, "unknown_parent"),
        (5, "unknown_parent"),
        (6, "unknown_park"),
    ];
    assert_eq!(
        errors(&units(table, &Register::default())),
        expected.map(|(row, kind)| (row, kind.to_owned()))
    );
}

#[test]
fn of_two_rows_with_one_code_the_first_stands() {
    let table: &[&[&str]] = &[
        &["编码", "名称", "类别"],
        &["01", "甲党委", "党委"],
        &["01", "乙党委", "党委"],
        &["０１", "丙党委", "党委"],
    ];
    let checked = organisations(table, &Register::default());
    assert_eq!(errors(&checked), [(3, "dup_code".to_owned()), (4, "dup_code".to_owned())]);
    let Outcome::Refused { errors, .. } = &checked[1].outcome else { panic!("{checked:?}") };
    assert_eq!(errors[0].other_row, Some(2));
}

#[test]
fn two_units_of_one_name_are_told_apart_by_code_or_parent_and_a_reference_to_both_is_refused() {
    let table: &[&[&str]] = &[
        &["单位名称", "统一社会信用代码", "单位类别", "上级单位"],
        &["甲校", "12330782400000018D", "学校", ""],
        &["乙校", "513307825000000314", "学校", ""],
        &["信息学院", "", "二级学院", "甲校"],
        &["信息学院", "", "二级学院", "乙校"],
        &["信息学院", "", "二级学院", "乙校"],
        &["软件系", "", "二级学院", "信息学院"],
    ];
    let told = errors(&units(table, &Register::default()));
    assert_eq!(told, [(6, "dup_name".to_owned()), (7, "ambiguous_parent".to_owned())]);
}

#[test]
fn circles_are_refused_also_when_they_close_through_the_register() {
    let table: &[&[&str]] = &[
        &["编码", "名称", "类别", "上级编码"],
        &["01", "甲党委", "党委", "02"],
        &["02", "乙党委", "党委", "03"],
        &["03", "丙党委", "党委", "01"],
        &["04", "丁党委", "党委", "01"],
    ];
    let told = errors(&organisations(table, &Register::default()));
    assert_eq!(told[..3].iter().map(|(_, kind)| kind.as_str()).collect::<Vec<_>>(), ["parent_cycle"; 3]);
    assert_eq!(told[3], (5, "unknown_parent".to_owned()), "its parent is refused");

    let table: &[&[&str]] = &[&["编码", "名称", "类别", "上级编码"], &["020100", "党委", "党委", "020700"]];
    let mut register = register();
    register.organisations.push(RegisteredOrganisation {
        code: "020700".to_owned(),
        kind: OrganisationKind::Committee,
        parent_code: Some("020100".to_owned()),
    });
    assert_eq!(errors(&organisations(table, &register)), [(2, "parent_cycle".to_owned())]);
}

#[test]
fn a_code_kept_as_a_number_is_taken_and_the_doubt_is_told() {
    let mut table = rows(&[&["编码", "名称", "类别"], &["", "直属党支部", "党支部"]]);
    table[1].1[0] = Cell::Number(310_100.0);
    let Table::Organisations(header) = find_table(&table).unwrap() else {
        panic!("no table of organisations")
    };
    let checked = check_organisations(&table, &header, &Register::default(), today());
    assert_eq!(told(&checked)[0].2, "code_as_number");
    assert_eq!(checked[0].entry().unwrap().code.as_str(), "310100");
}

#[test]
fn the_headings_tell_which_table_a_csv_file_is() {
    assert!(matches!(find_table(&rows(UNITS)), Ok(Table::Units(_))));
    assert!(matches!(find_table(&rows(ORGANISATIONS)), Ok(Table::Organisations(_))));
    let (units, organisations) = find_table(&rows(&[&["单位名称", "简称", "备注"]])).unwrap_err();
    assert_eq!(units.missing, [&[UnitColumn::Kind][..]]);
    assert_eq!(
        organisations.found,
        [OrganisationColumn::Unit, OrganisationColumn::ShortName, OrganisationColumn::Note]
    );
}

#[test]
fn notes_samples_and_blank_lines_are_no_rows() {
    let mut table = ORGANISATIONS.to_vec();
    table.push(&["合计", "7"]);
    table.push(&["", "注意事项：编码请按文本填写"]);
    table.push(&["", "以上组织关系以上级党委批复为准，如有变动请及时更新。"]);
    table.push(&["000000", "示例党支部（示例）", "", "党支部"]);
    table.push(ORGANISATIONS[0]);
    table.push(&["020100006", "退休党支部", "", "党支部", "020100"]);
    let register = Register::default().with_units(&units(UNITS, &Register::default()));
    let checked = organisations(&table, &register);
    assert_eq!(errors(&checked), []);
    assert_eq!(checked.last().map(|row| row.number), Some(14));
    assert_eq!(checked.len(), 8);
}

#[test]
fn the_sentence_of_an_error_names_its_column() {
    let checked = units(&[UNITS[0], &["拾光文创", "", "123", "企业"]], &Register::default());
    let Outcome::Refused { errors, label } = &checked[0].outcome else { panic!("{checked:?}") };
    assert_eq!(label, "拾光文创");
    let reason = errors[0].reason();
    assert_eq!(reason.key, "organisations-error-credit-code");
    assert_eq!(reason.args[0].1, UnitColumn::CreditCode.as_str().into());
}

const SENTENCES: [&str; 2] = [
    include_str!("../../../../site/locales/zh-CN/organisation_table.ftl"),
    include_str!("../../../../site/locales/en/organisation_table.ftl"),
];

#[test]
fn every_error_finding_and_column_has_a_sentence_in_both_languages() {
    let columns = UnitColumn::ALL.iter().map(|column| column.as_str());
    let columns = columns.chain(OrganisationColumn::ALL.iter().map(|column| column.as_str()));
    let columns: Vec<_> = columns.map(|column| column.replace('_', "-")).collect();
    for sentences in SENTENCES {
        for kind in Fault::ALL {
            let duplicate = matches!(kind, Fault::DupCreditCode | Fault::DupName | Fault::DupCode);
            let other_row = duplicate.then_some(7);
            let error = CellError { kind, column: UnitColumn::Name, shown: String::new(), other_row };
            case_table::assert_sentence(sentences, &error.reason());
        }
        for column in &columns {
            case_table::assert_sentence(sentences, &Reason::new(&format!("organisations-column-{column}")));
        }
        let months =
            TableFinding::new(FindingKind::MonthOnly).with("column", "founded_on").with("date", today());
        let number = TableFinding::new(FindingKind::CodeAsNumber).with("code", "310100");
        for finding in [months, number] {
            case_table::assert_sentence(sentences, &finding.reason);
        }
    }
}

proptest! {
    #[test]
    fn no_table_whatever_makes_it_panic_or_hang(
        texts in prop::collection::vec(prop::collection::vec("(|01|02|03|党委|党支部|甲|乙|丙|2019-03-15|.{0,6})", 9), 0..12),
    ) {
        for head in [UNITS[0], ORGANISATIONS[0]] {
            let mut table: Vec<Vec<String>> = vec![head.iter().map(|text| (*text).to_owned()).collect()];
            table.extend(texts.iter().cloned());
            let table: Vec<&[String]> = table.iter().map(Vec::as_slice).collect();
            let rows = rows(&table);
            match find_table(&rows) {
                Ok(Table::Units(header)) => drop(check_units(&rows, &header, &register(), today())),
                Ok(Table::Organisations(header)) => drop(check_organisations(&rows, &header, &register(), today())),
                Err(_) => prop_assert!(false, "the headings are there"),
            }
        }
    }

    #[test]
    fn every_good_organisation_has_a_parent_that_is_good_or_known(
        parents in prop::collection::vec(0usize..8, 8), broken in prop::collection::vec(any::<bool>(), 8),
    ) {
        let code = |at: usize| format!("1{at}");
        let mut table: Vec<Vec<String>> = vec![["编码", "名称", "类别", "上级编码"].map(str::to_owned).to_vec()];
        for (at, parent) in parents.iter().enumerate() {
            let name = if broken[at] && at % 3 == 0 { "" } else { "党委" };
            let parent = if at == *parent { String::new() } else { code(*parent) };
            table.push(vec![code(at), name.to_owned(), "党委".to_owned(), parent]);
        }
        let table: Vec<&[String]> = table.iter().map(Vec::as_slice).collect();
        let rows = rows(&table);
        let Ok(Table::Organisations(header)) = find_table(&rows) else { panic!("the headings are there") };
        let checked = check_organisations(&rows, &header, &Register::default(), today());
        let good: Vec<_> = checked.iter().filter_map(CheckedRow::entry).collect();
        for entry in &good {
            if let Some(parent) = &entry.parent_code {
                prop_assert!(good.iter().any(|other| other.code == *parent));
            }
        }
    }
}
