//! Roles as JSON, schema 1.

use serde::Serialize;

use super::{Tried, what};
use crate::experiment::role::{Attempt, Context, Finding, Trial};
use crate::experiment::summary::Spread;
use crate::report::provenance::{self, Maker};
use crate::report::rounded;
use crate::scenario::Scenario;

/// Version of this format: a later one keeps the meaning of these keys or counts up.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct File<'a> {
    schema: u32,
    #[serde(flatten)]
    maker: Maker,
    seed: u64,
    runs: usize,
    roles: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    scenario: &'a str,
    digest: String,
    role: &'a str,
    title: &'a str,
    goal: &'a str,
    doing_nothing: f64,
    best_found: f64,
    policy: Vec<String>,
    targets: Vec<Target>,
    levers: Vec<Lever>,
}

#[derive(Serialize)]
struct Target {
    target: String,
    doing_nothing: Range,
    best_found: Range,
}

#[derive(Serialize)]
struct Range {
    p10: f64,
    median: f64,
    p90: f64,
}

#[derive(Serialize)]
struct Lever {
    what: String,
    beside: &'static str,
    target: String,
    difference: f64,
    half_width: f64,
    matters: bool,
}

/// All that was found.
///
/// # Errors
/// Never in practice: all that is written can be put into JSON.
pub fn json(tried: &[Tried], trial: &Trial) -> serde_json::Result<String> {
    let roles = tried.iter().flat_map(|tried| {
        tried.findings.iter().map(|finding| entry(&tried.scenario, finding)).collect::<Vec<_>>()
    });
    let file = File {
        schema: SCHEMA,
        maker: Maker::THIS,
        seed: trial.seed.0,
        runs: trial.runs,
        roles: roles.collect(),
    };
    Ok(serde_json::to_string_pretty(&file)? + "\n")
}

fn entry<'a>(scenario: &'a Scenario, finding: &'a Finding) -> Entry<'a> {
    let role = &finding.role;
    let range = |attempt: &Attempt, place: usize| {
        let Spread { p10, median, p90, .. } = attempt.measures[place];
        Range { p10: rounded(p10), median: rounded(median), p90: rounded(p90) }
    };
    let targets = role.targets.iter().enumerate().map(|(place, target)| Target {
        target: target.to_string(),
        doing_nothing: range(&finding.idle, place),
        best_found: range(&finding.best, place),
    });
    let levers = finding.influences.iter().map(|influence| Lever {
        what: what(&influence.what),
        beside: if influence.context == Context::Best { "best_found" } else { "doing_nothing" },
        target: role.targets[influence.target].to_string(),
        difference: rounded(influence.difference.spread.mean),
        half_width: rounded(influence.difference.half_width()),
        matters: influence.matters(),
    });
    Entry {
        scenario: &scenario.name,
        digest: provenance::digest(&scenario.setup),
        role: &role.id,
        title: &role.title,
        goal: &role.goal,
        doing_nothing: rounded(finding.idle.share()),
        best_found: rounded(finding.best.share()),
        policy: finding.policy.moves.iter().map(what).collect(),
        targets: targets.collect(),
        levers: levers.collect(),
    }
}
