//! What the rules say about a founding: all of them, met or not.

use chrono::NaiveDate;

use super::{Application, Post};
use crate::rule::{Finding, FoundingRules};

/// How far the founding has come, for the rules that change with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Handed in or being written; `today` is the day it is looked at.
    Applying {
        /// The day it is looked at.
        today: NaiveDate,
    },
    /// The committee above replied.
    Replied {
        /// The day of the reply.
        on: NaiveDate,
    },
    /// The branch is founded, its committee elected.
    Founded {
        /// The day the committee above had replied.
        replied_on: NaiveDate,
    },
}

/// Every rule about the founding, met or not, in the order of the articles.
#[must_use]
pub fn findings(application: &Application, stage: Stage, rules: &FoundingRules) -> Vec<Finding> {
    let mut all = vec![
        enough_full_members(application, rules),
        not_too_many_members(application, rules),
        few_units(application, rules),
        meant_for_small_units(application, rules),
        replied_in_time(application, stage, rules),
        has_committee(application, rules),
    ];
    if application.full() >= rules.committee_from.value || application.committee.size > 0 {
        all.push(committee_size(application, rules));
        all.push(posts(application, stage, rules));
    }
    if application.full() < rules.committee_from.value {
        all.push(secretary_alone(application, stage, rules));
    }
    all.push(signatories(application, rules));
    all
}

fn enough_full_members(application: &Application, rules: &FoundingRules) -> Finding {
    let (full, least) = (application.full(), rules.full_members.value);
    let met = full >= least;
    let reason = rules.full_members.rule.reason(outcome(met)).with("full", full).with("min", least);
    rules.full_members.rule.finding(met, reason)
}

fn not_too_many_members(application: &Application, rules: &FoundingRules) -> Finding {
    let (members, most) = (application.members(), rules.members.value);
    let met = members <= most;
    let reason = rules.members.rule.reason(outcome(met)).with("members", members).with("max", most);
    rules.members.rule.finding(met, reason)
}

fn few_units(application: &Application, rules: &FoundingRules) -> Finding {
    let (units, most) = (super::application::count(application.units()), rules.units.value);
    let met = units <= most;
    let reason = rules.units.rule.reason(outcome(met)).with("units", units).with("max", most);
    rules.units.rule.finding(met, reason)
}

/// The units counted are those with as many full members as would make a branch of their own.
fn meant_for_small_units(application: &Application, rules: &FoundingRules) -> Finding {
    let below = rules.few.value;
    let large = super::application::count(application.units().filter(|part| part.full >= below));
    let largest = application.units().max_by_key(|part| part.full);
    let met = large == 0;
    let reason = rules
        .few
        .rule
        .reason(outcome(met))
        .with("units", large)
        .with("below", below)
        .with("largest", largest.map_or("", |part| part.name.as_str()))
        .with("full", largest.map_or(0, |part| part.full));
    rules.few.rule.finding(met, reason)
}

/// The last day of the period is still in time. While no reply has come the answer is provisional.
fn replied_in_time(application: &Application, stage: Stage, rules: &FoundingRules) -> Finding {
    let rule = &rules.reply.rule;
    let due = rules.reply.after(application.applied_on);
    let by = |day: NaiveDate| due.is_none_or(|due| day <= due);
    let told = |word: &str| {
        let reason =
            rule.reason(word).with("applied_on", application.applied_on).with("months", rules.reply.value);
        due.map_or_else(|| reason.clone(), |due| reason.clone().with("due", due))
    };
    match stage {
        Stage::Applying { today } if by(today) => rule.finding(true, told("waiting")).provisional().due(due),
        Stage::Applying { today } => {
            rule.finding(false, told("overdue").with("today", today)).provisional().due(due)
        }
        Stage::Replied { on } | Stage::Founded { replied_on: on } => {
            let met = by(on);
            rule.finding(met, told(outcome(met)).with("replied_on", on)).due(due)
        }
    }
}

fn has_committee(application: &Application, rules: &FoundingRules) -> Finding {
    let (full, from) = (application.full(), rules.committee_from.value);
    let rule = &rules.committee_from.rule;
    let (met, word) = match (full >= from, application.committee.size > 0) {
        (true, true) => (true, "met"),
        (true, false) => (false, "unmet"),
        (false, _) => (true, "not-needed"),
    };
    let size = application.committee.size;
    rule.finding(met, rule.reason(word).with("full", full).with("from", from).with("size", size))
}

/// Below the lower end the rule binds; above the usual end it is met, above the outer one it says "generally".
fn committee_size(application: &Application, rules: &FoundingRules) -> Finding {
    let (size, places) = (application.committee.size, &rules.committee_size);
    let (met, word) = if size < places.min {
        (false, "few")
    } else if size <= places.usual {
        (true, "met")
    } else if size <= places.max {
        (true, "large")
    } else {
        (false, "many")
    };
    let reason = places
        .rule
        .reason(word)
        .with("size", size)
        .with("min", places.min)
        .with("usual", places.usual)
        .with("max", places.max);
    let finding = places.rule.finding(met, reason);
    if size > places.max { finding.with_force(places.upper_force) } else { finding }
}

/// The posts the article names are filled, one person perhaps holding two. Until the founding they may still be elected.
fn posts(application: &Application, stage: Stage, rules: &FoundingRules) -> Finding {
    let named: Vec<Post> = rules.posts.values.items.iter().filter_map(|word| Post::parse(word)).collect();
    let filled = |post: Post| u32::from(application.committee.holders(post) > 0);
    let missing = super::application::count(named.iter().filter(|post| filled(**post) == 0));
    let met = missing == 0;
    let mut reason = rules.posts.reason(outcome(met)).with("missing", missing);
    for post in named {
        reason = reason.with(post.as_str(), filled(post));
    }
    until_founded(rules.posts.finding(met, reason), stage)
}

fn secretary_alone(application: &Application, stage: Stage, rules: &FoundingRules) -> Finding {
    let places = &rules.no_committee;
    let committee = &application.committee;
    let (secretaries, deputies) = (committee.holders(Post::Secretary), committee.holders(Post::Deputy));
    let leaders = secretaries.saturating_add(deputies);
    let (met, word) = if committee.size > 0 {
        (false, "committee")
    } else if secretaries < places.min {
        (false, "no-secretary")
    } else if leaders > places.max || secretaries > places.usual {
        (false, "many")
    } else {
        (true, "met")
    };
    let reason = places
        .rule
        .reason(word)
        .with("full", application.full())
        .with("from", rules.committee_from.value)
        .with("secretaries", secretaries)
        .with("deputies", deputies)
        .with("max", places.max);
    let finding = places.rule.finding(met, reason);
    if word == "no-secretary" { until_founded(finding, stage) } else { finding }
}

fn signatories(application: &Application, rules: &FoundingRules) -> Finding {
    let missing: Vec<String> = application
        .sides
        .iter()
        .filter(|plan| plan.signatory.is_none())
        .map(|plan| plan.side.seal.to_string())
        .collect();
    let sides = super::application::count(application.sides.iter());
    let met = missing.is_empty();
    let reason =
        rules.signatory.reason(outcome(met)).with("sides", sides).with("missing", missing.join("、"));
    rules.signatory.finding(met, reason)
}

const fn outcome(met: bool) -> &'static str {
    if met { "met" } else { "unmet" }
}

const fn until_founded(finding: Finding, stage: Stage) -> Finding {
    match stage {
        Stage::Founded { .. } => finding,
        Stage::Applying { .. } | Stage::Replied { .. } if finding.met => finding,
        Stage::Applying { .. } | Stage::Replied { .. } => finding.provisional(),
    }
}
