//! Roles put to the test: how often goals are reached, by what, and which levers matter; as text, Markdown
//! tables or JSON.

mod json;
mod markdown;
mod text;

pub use json::json;
pub use markdown::{MARKS, mark, markdown, sample_digest};
pub use text::text;

use crate::experiment::role::{Broken, Context, Finding, Influence, Move, Policy, Trial};
use crate::report::numbers;
use crate::scenario::Scenario;

/// What was found of the roles of a scenario.
#[derive(Debug)]
pub struct Tried {
    /// The scenario.
    pub scenario: Scenario,
    /// Its roles, in their order; those without targets are left out.
    pub findings: Vec<Finding>,
}

impl Tried {
    /// Roles of it that break a rule for built-in roles, with the rules.
    pub fn broken(&self) -> impl Iterator<Item = (&Finding, Vec<Broken>)> {
        let broken = self.findings.iter().map(|finding| (finding, finding.broken()));
        broken.filter(|(_, rules)| !rules.is_empty())
    }
}

/// A share in per cent.
fn percent(share: f64) -> String {
    numbers::percent(share, 0)
}

/// A policy in words; levers in the order in which capital goes to them.
pub fn policy(policy: &Policy) -> String {
    if policy.moves.is_empty() {
        return "nothing better than doing nothing".to_owned();
    }
    let moves: Vec<String> = policy.moves.iter().map(what).collect();
    moves.join(", then ")
}

/// A move in words.
fn what(known: &Move) -> String {
    match *known {
        Move::Lever(lever, to) => format!("{} to {to}", lever.name()),
        Move::Mode(from, mode) => format!("release {} from {from}", mode.title()),
        Move::Price(shade) => {
            let change = (libm::exp(shade) - 1.0) * 100.0;
            format!("price {:.0} % {}", change.abs(), if change < 0.0 { "lower" } else { "higher" })
        }
        Move::Hold => "release nothing".to_owned(),
    }
}

/// What a lever does, in words: the move that does most, and by how many points.
fn influence(influence: &Influence) -> String {
    let points = influence.difference.spread.mean * 100.0;
    let beside = if influence.context == Context::Best { " beside the best policy" } else { "" };
    format!("{} {points:+.0}{beside}", what(&influence.what))
}

/// The levers that matter, in words, and how many there are.
fn levers(finding: &Finding) -> (usize, String) {
    let mut known: Vec<&Influence> = finding.levers_that_matter().collect();
    let size = |known: &Influence| known.difference.spread.mean.abs();
    known.sort_by(|a, b| size(b).total_cmp(&size(a)));
    let words: Vec<String> = known.iter().map(|known| influence(known)).collect();
    (known.len(), words.join(", "))
}

/// By which runs roles were tried.
fn size(tried: &[Tried], trial: &Trial) -> String {
    let mut adopters: Vec<usize> = tried.iter().map(|tried| tried.scenario.setup.adopters).collect();
    adopters.dedup();
    let adopters = adopters.iter().map(usize::to_string).collect::<Vec<String>>().join(" or ");
    format!("{} runs of {adopters} adopters, seed {}", trial.runs, trial.seed.0)
}
