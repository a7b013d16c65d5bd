//! Roles as Markdown tables, one a scenario, and the digest by which a document is found to be of this model.

use std::fmt::Write as _;

use super::{Tried, levers, percent, policy, size};
use crate::experiment::ensemble::{EnsembleError, Progress, Workers};
use crate::experiment::role::{Finding, Policy, Trial};
use crate::model::random::{Seed, name_key};
use crate::report::place::Marks;
use crate::scenario::Scenario;

/// The lines between which a document's tables stand.
pub const MARKS: Marks =
    Marks { begin: "<!-- tables: begin (written by `weights roles`) -->", end: "<!-- tables: end -->" };

/// All tables, with the settings by which they were made and the digest of a small sample.
pub fn markdown(tried: &[Tried], trial: &Trial, digest: &str) -> String {
    let mut out = format!("Each share is counted over {}.\n", size(tried, trial));
    for Tried { scenario, findings } in tried {
        let _ = writeln!(out, "\n### `{}`: {}\n", scenario.name, scenario.title);
        out.push_str("| role | goal | doing nothing | best found | that policy | levers that matter |\n");
        out.push_str("| --- | --- | --- | --- | --- | --- |\n");
        findings.iter().for_each(|finding| row(&mut out, finding));
    }
    let _ = writeln!(out, "\n{}", mark(digest));
    out
}

fn row(out: &mut String, finding: &Finding) {
    let role = &finding.role;
    let targets: Vec<String> = role.targets.iter().map(ToString::to_string).collect();
    let (count, words) = levers(finding);
    let _ = writeln!(
        out,
        "| `{}` {} | {} ({}) | {} | {} | {} | {count}: {words} |",
        role.id,
        role.title,
        role.goal,
        targets.join("; "),
        percent(finding.idle.share()),
        percent(finding.best.share()),
        policy(&finding.policy),
    );
}

/// The line by which a document says of which model and roles it tells.
pub fn mark(digest: &str) -> String {
    format!("<!-- digest of a small sample of the same trials: {digest} -->")
}

/// Runs and adopters of the sample by whose digest a document is found to be of this model.
const SAMPLE: (usize, usize) = (2, 300);

/// Digest of what comes of doing nothing in a small sample, role by role, and of the roles themselves. It
/// changes with anything that changes results or roles.
///
/// # Errors
/// If the sample cannot be simulated.
pub fn sample_digest(scenarios: &[Scenario], seed: Seed, workers: &Workers) -> Result<String, EnsembleError> {
    let (runs, adopters) = SAMPLE;
    let (trial, progress) = (Trial { seed, runs }, Progress::default());
    let mut text = String::new();
    for scenario in scenarios {
        let mut small = scenario.clone();
        small.setup.adopters = adopters;
        for role in &small.roles {
            let outcomes = trial.outcomes(&small, role, &[Policy::default()], workers, &progress)?;
            let _ = writeln!(text, "{} {role:?} {outcomes:?}", small.name);
        }
    }
    Ok(format!("{:016x}", name_key(&text)))
}
