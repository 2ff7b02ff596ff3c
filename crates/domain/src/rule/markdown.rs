//! The rule pages of `docs/rules/`, generated so they cannot fall behind.

use std::fmt::Write;

use super::{Force, Kind, Layer, Measure, Pack, Rule, RuleBook, Status};

/// The pages of the rule book: file name and Markdown, an index first.
///
/// Chinese, with an English paraphrase of every rule.
#[must_use]
pub fn markdown(book: &RuleBook) -> Vec<(String, String)> {
    let mut pages = vec![("README.md".to_owned(), index(book))];
    pages.extend(book.packs().iter().map(|pack| (format!("{}.md", pack.id), page(pack))));
    pages
}

fn index(book: &RuleBook) -> String {
    let mut out = String::from(concat!(
        "# 规则 · Rules\n\n",
        "由 `rulebook/` 生成，请勿手改：`cargo run -p xtask -- docs`。规则文字均为意译，启用前请对照正式文本核对。\n\n",
        "Generated from `rulebook/`; do not edit. The texts are paraphrases: check them against the official text before relying on them.\n\n",
        "| 规则包 | 依据 | 层级 | 施行 | 规则数 |\n|---|---|---|---|---:|\n",
    ));
    for pack in book.packs() {
        let until = pack.effective_until.map_or_else(String::new, |day| format!("（至 {day} 前）"));
        line(
            &mut out,
            format_args!(
                "| [{id}]({id}.md) | {title} | {layer} | {from}{until} | {count} |",
                id = pack.id,
                title = pack.title.zh,
                layer = layer(pack.layer),
                from = pack.effective_from,
                count = pack.rules.len()
            ),
        );
    }
    out
}

fn page(pack: &Pack) -> String {
    let mut out = String::new();
    line(&mut out, format_args!("# {}\n\n{}\n", pack.title.zh, pack.title.en));
    line(&mut out, format_args!("- 规则包：`{}`", pack.id));
    line(&mut out, format_args!("- 制定：{}", pack.issuer));
    if !pack.doc_no.is_empty() {
        line(&mut out, format_args!("- 文号：{}", pack.doc_no));
    }
    line(&mut out, format_args!("- 印发：{}", pack.issued));
    let until = pack.effective_until.map_or_else(String::new, |day| format!("，至 {day} 前"));
    line(&mut out, format_args!("- 施行：{} 起{until}", pack.effective_from));
    line(&mut out, format_args!("- 层级：{}", layer(pack.layer)));
    if let Some(next) = &pack.superseded_by {
        line(&mut out, format_args!("- 接续：[{next}]({next}.md)"));
    }
    if let Some(note) = &pack.note {
        line(&mut out, format_args!("\n{}\n\n{}", note.zh, note.en));
    }
    out.push_str("\n| 规则 | 内容 | 数值 | 约束 | 条款 | 核对 |\n|---|---|---|---|---|---|\n");
    for rule in &pack.rules {
        line(
            &mut out,
            format_args!(
                "| `{}` | {}<br>{} | {} | {} | {} | {} |",
                rule.id,
                rule.text.zh,
                rule.text.en,
                values(rule),
                force(rule),
                if rule.article.is_empty() { "—" } else { &rule.article },
                status(rule.status),
            ),
        );
    }
    out.push_str(&sources(pack));
    out
}

/// Where each rule was seen; nothing for a pack of which no rule was seen anywhere.
fn sources(pack: &Pack) -> String {
    let mut out = String::new();
    let seen = pack.rules.iter().filter(|rule| !rule.sources.is_empty());
    for (place, rule) in seen.enumerate() {
        if place == 0 {
            out.push_str("\n## 核对时看过的页面 · Pages seen\n\n");
        }
        line(&mut out, format_args!("- `{}`：{}", rule.id, rule.sources.join("；")));
    }
    out
}

/// Writing to a string cannot fail, so the result says nothing.
fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = writeln!(out, "{text}");
}

fn values(rule: &Rule) -> String {
    let unit = unit(rule.unit);
    let values = &rule.values;
    let number = |value: Option<u32>| value.map_or_else(String::new, |value| value.to_string());
    match rule.kind {
        Kind::CountRange if values.below.is_some() => format!("< {} {unit}", number(values.below)),
        Kind::CountRange => match (values.min, values.max) {
            (Some(min), Some(max)) => {
                let usual = values.usual.map_or_else(String::new, |usual| format!("，通常至 {usual}"));
                format!("{min}—{max} {unit}{usual}")
            }
            (Some(min), None) => format!("≥ {min} {unit}"),
            (None, max) => format!("≤ {} {unit}", number(max)),
        },
        Kind::Deadline => {
            let special =
                values.special.map_or_else(String::new, |most| format!("，特殊情况 ≤ {most} {unit}"));
            format!("≤ {} {unit}{special}", number(values.value))
        }
        Kind::MaxDuration => format!("≤ {} {unit}", number(values.value)),
        Kind::MinDuration => {
            let or = values.alternative.map_or_else(String::new, |other| {
                format!("，或 ≥ {} {}", other.value, self::unit(other.unit))
            });
            format!("≥ {} {unit}{or}", number(values.value))
        }
        Kind::WindowWorkdays => format!("≥ {} {unit}", number(values.value)),
        Kind::Interval => format!("每 {} {unit} 1 次", number(values.value)),
        Kind::Cadence => format!("≥ {} 次／{unit}", number(values.value)),
        Kind::Share => {
            let sign = if values.strict { ">" } else { "≥" };
            format!("{sign} {}/{}", number(values.numerator), number(values.denominator))
        }
        Kind::Enum => values.items.join("、"),
        Kind::Document | Kind::Forbid => "—".to_owned(),
    }
}

fn unit(unit: Measure) -> &'static str {
    match unit {
        Measure::Person => "人",
        Measure::Unit => "个单位",
        Measure::Side => "方",
        Measure::Digit => "位",
        Measure::Course => "次",
        Measure::ClassHour => "学时",
        Measure::Day => "日",
        Measure::Workday => "个工作日",
        Measure::Month => "个月",
        Measure::Quarter => "季度",
        Measure::Year => "年",
        Measure::Age => "周岁",
        Measure::None => "",
    }
}

fn force(rule: &Rule) -> String {
    let word = |force| match force {
        Force::Must => "应当",
        Force::Generally => "一般",
    };
    match rule.upper_force {
        Some(upper) if upper != rule.force => format!("下限{}，上限{}", word(rule.force), word(upper)),
        _ => word(rule.force).to_owned(),
    }
}

fn layer(layer: Layer) -> &'static str {
    match layer {
        Layer::Nation => "国家",
        Layer::Province => "省",
        Layer::College => "学校",
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Confirmed => "已核",
        Status::ConfirmedNumber => "数字已核，条号待核",
        Status::SecondHand => "转述，待核",
        Status::CarriedOver => "沿用旧文，待核",
        Status::Practice => "惯例",
        Status::Default => "系统默认",
        Status::Unconfirmed => "待核",
    }
}
