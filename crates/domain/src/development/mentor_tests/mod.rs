//! What holds of the two mentors, the observations and the placements.

mod mentors;
mod observations;
mod placements;

use chrono::NaiveDate;

use crate::rule::Finding;

const SENTENCES: [&str; 2] = [
    include_str!("../../../../site/locales/zh-CN/development_mentors_findings.ftl"),
    include_str!("../../../../site/locales/en/development_mentors_findings.ftl"),
];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// `met`, `unmet`, with `so far` while it may still change.
fn outcome(finding: &Finding) -> String {
    let met = if finding.met { "met" } else { "unmet" };
    if finding.provisional { format!("{met} so far") } else { met.to_owned() }
}
