//! Invented people in invented branches, as files to import.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The committee at the root.
const COMMITTEE: &str = "020000";
/// The general branches below it, the homes of a joint branch's two sides.
const GENERAL: [(&str, &str); 2] = [("020100", "学院党总支"), ("020200", "园区党总支")];

/// The units the two sides are made of.
const UNITS: &str = "单位名称,单位类别,统一社会信用代码\n某某职业技术学院,学校,1233078270000001XG\n某某市拾光文创有限公司,企业,91330782700000108Y\n";

/// Writes `organisations.csv`, `units.csv` and `roster.csv` into `folder`.
pub(crate) fn write(folder: &str, people: u32, branches: u32) -> Result<(), Box<dyn Error>> {
    let folder = Path::new(folder);
    fs::create_dir_all(folder)?;
    let mut organisations = "组织编码,组织名称,组织类别,上级组织编码\n".to_owned();
    writeln!(organisations, "{COMMITTEE},某某职业技术学院委员会,党委,")?;
    for (code, name) in GENERAL {
        writeln!(organisations, "{code},{name},党总支,{COMMITTEE}")?;
    }
    for branch in 0..branches {
        writeln!(organisations, "{},第{branch}党支部,党支部,{}", code(branch), above(branch))?;
    }
    fs::write(folder.join("organisations.csv"), organisations)?;
    fs::write(folder.join("units.csv"), UNITS)?;

    let mut roster = "学工号,姓名,性别,身份证号码,手机号码,人员身份,所在党支部编码,党籍状态\n".to_owned();
    for number in 0..people {
        let identity = identity(number);
        let male = identity.as_bytes().get(16).is_some_and(|digit| digit % 2 == 1);
        let sex = if male { "男" } else { "女" };
        let (staff, branch) = (201_900_000 + u64::from(number), code(number % branches));
        writeln!(roster, "{staff},{},{sex},{identity},138{number:08},教师,{branch},正式党员", name(number))?;
    }
    fs::write(folder.join("roster.csv"), roster)?;
    Ok(())
}

fn above(branch: u32) -> &'static str {
    if branch.is_multiple_of(2) { GENERAL[0].0 } else { GENERAL[1].0 }
}

fn code(branch: u32) -> String {
    format!("{}{branch:03}", above(branch))
}

fn name(number: u32) -> String {
    let han = |from: u32, of: u32| char::from_u32(0x4E00 + from % of).unwrap_or('一');
    [han(number * 7, 300), han(number * 31, 2_000), han(number * 17, 1_500)].iter().collect()
}

/// An identity number of its own for each number below thirteen million (GB 11643): day of birth, running number, check digit.
fn identity(number: u32) -> String {
    let (year, day, running) = (1965 + number % 36, number / 36 % 28 + 1, number / 1_008 % 1_000);
    let digits = format!("330782{year}07{day:02}{running:03}");
    let weights = [7u32, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"];
    check.get((sum % 11) as usize).map_or_else(String::new, |last| digits + last)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::identity;

    #[test]
    fn twenty_thousand_people_have_twenty_thousand_numbers() {
        let numbers: BTreeSet<String> = (0..20_000).map(identity).collect();
        assert_eq!(numbers.len(), 20_000);
        assert!(numbers.iter().all(|number| number.len() == 18));
    }
}
