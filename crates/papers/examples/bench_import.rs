//! Measures the import of a roster: `bench_import [ROWS [FILE.xlsx]]` prints one line of JSON and, where a file
//! is named, leaves the workbook there for other readers to be measured on.
//!
//! A workbook of ROWS people by 20 columns is made first, with shared texts as spreadsheet programs write
//! them. A second process then does exactly what the worker does with it, reading, judging and telling every
//! row, and accounts for its own processor time and its largest memory.

use std::error::Error;
use std::io::{BufReader, Cursor, Read, Write};
use std::path::PathBuf;
use std::process::Command;

use chrono::{Days, NaiveDate};
use gongjian_domain::kinds::OrganisationId;
use gongjian_domain::people::roster::KnownBranch;
use gongjian_papers::check::RosterFacts;
use gongjian_papers::limits::Limits;
use gongjian_papers::worker::{Message, Task, Work, serve};
use rust_xlsxwriter::{Format, Workbook};

const BRANCHES: u32 = 600;
const HEADINGS: [&str; 20] = [
    "学工号",
    "姓名",
    "性别",
    "身份证号码",
    "出生日期",
    "民族",
    "籍贯",
    "最高学历",
    "手机号码",
    "联系邮箱",
    "所在单位",
    "人员身份",
    "所在党支部编码",
    "所在党支部",
    "党籍状态",
    "提交书面申请书时间",
    "确定为入党积极分子时间",
    "确定为发展对象时间",
    "入党时间",
    "转正时间",
];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.get(1).map(String::as_str) {
        Some("--measure") => measure(arguments.get(2).ok_or("no file to measure")?),
        rows => {
            let rows = rows.unwrap_or("20000").parse()?;
            let kept = arguments.get(2).map(PathBuf::from);
            let passing = std::env::temp_dir().join(format!("bench-roster-{}.xlsx", std::process::id()));
            let path = kept.as_ref().unwrap_or(&passing);
            std::fs::write(path, workbook(rows)?)?;
            let status = Command::new(std::env::current_exe()?).arg("--measure").arg(path).status();
            if kept.is_none() {
                std::fs::remove_file(path)?;
            }
            if status?.success() { Ok(()) } else { Err("the measuring process failed".into()) }
        }
    }
}

/// Does the worker's work on the file and prints what it cost.
fn measure(path: &str) -> Result<(), Box<dyn Error>> {
    let file = std::fs::File::open(path)?;
    let bytes = file.metadata()?.len();
    let task = Task {
        work: Work::CheckRoster { facts: facts()? },
        name: "roster.xlsx".to_owned(),
        bytes,
        limits: Limits::for_import(),
    };
    let mut input = BufReader::new(Cursor::new(task.line()?).chain(file));
    let mut heard = Heard::default();
    let before = cpu_seconds()?;
    serve(&mut input, &mut heard)?;
    let spent = cpu_seconds()? - before;
    let Some(Message::End(totals)) = heard.last() else {
        return Err("the check did not come to its end".into());
    };
    println!(
        "{{\"rows\":{},\"refused\":{},\"file_bytes\":{bytes},\"cpu_seconds\":{spent:.3},\"peak_mb\":{}}}",
        totals.rows,
        totals.refused,
        peak_kb()? / 1024
    );
    Ok(())
}

/// A listener that keeps the last line only, as a parent that has dealt with the others.
#[derive(Default)]
struct Heard {
    line: Vec<u8>,
    last: Vec<u8>,
}

impl Heard {
    fn last(&self) -> Option<Message> {
        Message::parse(&self.last).ok()
    }
}

impl Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(piece);
            if piece.ends_with(b"\n") {
                std::mem::swap(&mut self.line, &mut self.last);
                self.line.clear();
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Processor time of this process; its work is done by one thread.
fn cpu_seconds() -> Result<f64, Box<dyn Error>> {
    let schedule = std::fs::read_to_string("/proc/self/schedstat")?;
    let nanoseconds: f64 = schedule.split_whitespace().next().ok_or("no schedstat")?.parse()?;
    Ok(nanoseconds / 1e9)
}

fn peak_kb() -> Result<u64, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    Ok(line.split_whitespace().next().ok_or("no VmHWM")?.parse()?)
}

fn code(branch: u32) -> String {
    format!("0201{branch:05}")
}

fn facts() -> Result<RosterFacts, Box<dyn Error>> {
    let known = |number: u32| KnownBranch {
        id: OrganisationId::from_uuid(uuid::Uuid::from_u128(u128::from(number))),
        code: code(number),
        name: format!("第{number}党支部"),
        short_name: None,
        unit: None,
    };
    Ok(RosterFacts {
        today: "2026-11-23".parse()?,
        branches: (0..BRANCHES).map(known).collect(),
        units: Vec::new(),
        application_age: 18,
        probation_months: 12,
    })
}

fn workbook(rows: u32) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    let sheet = book.add_worksheet_with_low_memory()?;
    for (column, heading) in (0u16..).zip(HEADINGS) {
        sheet.write_string(0, column, heading)?;
    }
    for number in 0..rows {
        let row = number + 1;
        let born =
            NaiveDate::from_ymd_opt(1965, 1, 1).ok_or("no date")? + Days::new(u64::from(number % 13_000));
        for (column, text) in (0u16..).zip(texts(number, born)) {
            sheet.write_string(row, column, text)?;
        }
        for (step, column) in (0u64..).zip(15u16..20) {
            let date = born + Days::new(7_000 + step * 400);
            if (number + u32::from(column)).is_multiple_of(2) {
                sheet.write_number_with_format(row, column, serial(date), &day)?;
            } else {
                sheet.write_string(row, column, date.format("%Y.%m.%d").to_string())?;
            }
        }
    }
    Ok(book.save_to_buffer()?)
}

fn serial(date: NaiveDate) -> f64 {
    let from = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default();
    f64::from(u32::try_from((date - from).num_days()).unwrap_or(0))
}

fn texts(number: u32, born: NaiveDate) -> [String; 15] {
    let han = |from: u32, of: u32| char::from_u32(0x4E00 + from % of).unwrap_or('一');
    let branch = number % BRANCHES;
    // The seventeenth digit tells the sex; the running number makes the whole one of a kind.
    let identity = identity(born, number / 13_000);
    let male = identity.as_bytes().get(16).is_some_and(|digit| digit % 2 == 1);
    [
        format!("{}", 201_900_000 + u64::from(number)),
        [han(number * 7, 300), han(number * 31, 2_000), han(number * 17, 1_500)].iter().collect(),
        if male { "男" } else { "女" }.to_owned(),
        identity,
        born.format("%Y-%m-%d").to_string(),
        "汉族".to_owned(),
        "浙江义乌".to_owned(),
        "本科".to_owned(),
        format!("138{:08}", number),
        format!("p{number}@example.com"),
        String::new(),
        "教师".to_owned(),
        code(branch),
        format!("第{branch}党支部"),
        "正式党员".to_owned(),
    ]
}

/// An identity number with its check digit (GB 11643).
fn identity(born: NaiveDate, running: u32) -> String {
    let digits = format!("330782{}{:03}", born.format("%Y%m%d"), running % 1_000);
    let weights = [7u32, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize];
    digits + check
}
