//! Reads one pack from its file.

use super::book::RuleBookError;
use super::chart::StepEntry;
use super::pack::{PackHead, RuleEntry};
use super::{Kind, Layer, Pack, Rule, Status, Values};

pub(super) fn read_pack(file: &str, text: &str) -> Result<Pack, RuleBookError> {
    let mut table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        RuleBookError::Unreadable { file: file.to_owned(), detail: error.to_string() }
    })?;
    let bad = |detail: String| RuleBookError::BadPack { pack: file.to_owned(), detail };
    let head: PackHead = table
        .remove("pack")
        .ok_or_else(|| bad("there is no [pack] table".to_owned()))?
        .try_into()
        .map_err(|error| bad(told(&error)))?;
    let toml::Value::Array(entries) = table.remove("rule").unwrap_or_else(|| toml::Value::Array(Vec::new()))
    else {
        return Err(bad("`rule` is not a list of [[rule]] tables".to_owned()));
    };
    let steps: Vec<StepEntry> = table
        .remove("step")
        .unwrap_or_else(|| toml::Value::Array(Vec::new()))
        .try_into()
        .map_err(|error| bad(told(&error)))?;
    if let Some(key) = table.keys().next() {
        return Err(bad(format!("unknown key `{key}`")));
    }
    check_dates(&head)?;
    let rules = entries
        .into_iter()
        .enumerate()
        .map(|(place, entry)| read_rule(&head, place, entry))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Pack {
        id: head.id,
        title: head.title,
        issuer: head.issuer,
        doc_no: head.doc_no,
        issued: head.issued,
        published: head.published,
        effective_from: head.effective_from,
        effective_until: head.effective_until,
        superseded_by: head.superseded_by,
        layer: head.layer,
        jurisdiction: head.jurisdiction,
        note: head.note,
        rules,
        optional: head.optional,
        based_on: head.based_on,
        steps,
    })
}

fn read_rule(head: &PackHead, place: usize, entry: toml::Value) -> Result<Rule, RuleBookError> {
    let id = entry
        .get("id")
        .and_then(toml::Value::as_str)
        .map_or_else(|| format!("number {}", place + 1), str::to_owned);
    let bad = |detail: String| RuleBookError::BadRule { pack: head.id.clone(), rule: id.clone(), detail };
    let entry: RuleEntry = entry.try_into().map_err(|error| bad(told(&error)))?;
    check_values(&entry).and_then(|()| check_asks(head, &entry)).map_err(bad)?;
    Ok(Rule {
        id: entry.id,
        pack: head.id.clone(),
        kind: entry.kind,
        unit: entry.unit,
        values: Values {
            value: entry.value,
            min: entry.min,
            usual: entry.usual,
            max: entry.max,
            below: entry.below,
            numerator: entry.numerator,
            denominator: entry.denominator,
            strict: entry.strict,
            base: entry.base,
            special: entry.special,
            alternative: entry.alternative,
            items: entry.items,
        },
        force: entry.force,
        upper_force: entry.upper_force,
        article: entry.article,
        layer: head.layer,
        status: entry.status,
        sources: entry.sources,
        text: entry.text,
        jurisdiction: head.jurisdiction.clone(),
        asks: entry.asks,
        effective_from: head.effective_from,
        effective_until: head.effective_until,
    })
}

/// The reader's message on one line, without the picture of the place it draws.
fn told(error: &toml::de::Error) -> String {
    error.message().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn check_dates(head: &PackHead) -> Result<(), RuleBookError> {
    let bad = |detail: &str| RuleBookError::BadPack { pack: head.id.clone(), detail: detail.to_owned() };
    if head.effective_from < head.issued {
        return Err(bad("`effective_from` is before `issued`"));
    }
    if head.published.is_some_and(|published| published < head.issued) {
        return Err(bad("`published` is before `issued`"));
    }
    if head.effective_until.is_some_and(|until| until <= head.effective_from) {
        return Err(bad("`effective_until` is not after `effective_from`"));
    }
    Ok(())
}

/// Which values a kind has: no more, no fewer.
fn check_values(entry: &RuleEntry) -> Result<(), String> {
    let ends = entry.min.is_some() || entry.max.is_some() || entry.below.is_some();
    let one = entry.value.is_some();
    let share = entry.numerator.is_some() && entry.denominator.is_some();
    let listed = !entry.items.is_empty();
    let fits = match entry.kind {
        Kind::CountRange => ends && !one && !share && !listed,
        Kind::Deadline
        | Kind::MinDuration
        | Kind::MaxDuration
        | Kind::Cadence
        | Kind::Interval
        | Kind::WindowWorkdays => one && !ends && !share && !listed,
        Kind::Enum => listed && !one && !ends && !share,
        Kind::Share => share && !one && !ends && !listed,
        Kind::Document | Kind::Forbid => !one && !ends && !share && !listed,
    };
    if !fits {
        return Err("its values do not fit its kind".to_owned());
    }
    if entry.kind == Kind::Interval && entry.value == Some(0) {
        return Err("an interval of nothing never ends".to_owned());
    }
    if let (Some(upper), Some(lower)) = (entry.numerator, entry.denominator)
        && (lower == 0 || upper > lower)
    {
        return Err(format!("{upper}/{lower} is no share"));
    }
    if let (Some(min), Some(max)) = (entry.min, entry.max)
        && min > max
    {
        return Err(format!("`min` {min} is above `max` {max}"));
    }
    if entry.usual.is_some_and(|usual| {
        entry.min.is_none_or(|min| usual < min) || entry.max.is_none_or(|max| usual > max)
    }) {
        return Err("`usual` is not between `min` and `max`".to_owned());
    }
    if (entry.base.is_some() && entry.kind != Kind::Share)
        || (entry.special.is_some() && entry.kind != Kind::Deadline)
        || (entry.alternative.is_some() && entry.kind != Kind::MinDuration)
    {
        return Err("its values do not fit its kind".to_owned());
    }
    if entry.special.is_some_and(|special| entry.value.is_none_or(|value| special < value)) {
        return Err("`special` is below `value`".to_owned());
    }
    if entry.text.zh.trim().is_empty() || entry.text.en.trim().is_empty() {
        return Err("its text is empty".to_owned());
    }
    Ok(())
}

/// What a rule says of the places it is asked at has to fit its kind.
fn check_asks(head: &PackHead, entry: &RuleEntry) -> Result<(), String> {
    if head.layer == Layer::Nation && entry.status == Status::Unconfirmed && !entry.asks.is_empty() {
        return Err("an unconfirmed row is no national rule and cannot be asked".to_owned());
    }
    for ask in &entry.asks {
        let length = ask.from.is_some() || ask.until.is_some();
        let needs = !ask.needs.is_empty();
        let fits = match entry.kind {
            Kind::Document => needs,
            Kind::Deadline | Kind::MaxDuration => ask.from.is_some(),
            Kind::MinDuration => length || needs || ask.of.is_some(),
            Kind::Interval => ask.from.is_some() && ask.each.is_some(),
            Kind::WindowWorkdays => ask.window.is_some(),
            Kind::Share => !ask.counts.is_empty() && entry.base.is_some(),
            Kind::CountRange => !ask.counts.is_empty() || needs,
            Kind::Cadence | Kind::Enum | Kind::Forbid => false,
        };
        if !fits || ask.until.as_deref().is_some_and(|until| until != "leaving") {
            return Err(format!("what it asks at `{}` does not fit its kind", ask.at));
        }
    }
    Ok(())
}
