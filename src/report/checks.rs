//! What checks found: a table to be read, or JSON; and what moved since an earlier version.

use std::fmt::Write as _;

use serde::Serialize;

use super::numbers::{counted, grouped};
use super::provenance::Maker;
use super::rounded;
use crate::experiment::check::{Comparison, Finding, Key, Move, Outcome, Suite};

/// Version of the JSON: a later one keeps the meaning of its keys or counts up.
pub const SCHEMA: u32 = 1;

/// Columns of the table.
const WIDTH: usize = 100;

/// How many checks there are, and how many of them do not hold, counted by scenario.
pub fn tally(outcomes: &[Outcome]) -> (usize, usize) {
    (outcomes.len(), outcomes.iter().filter(|outcome| !outcome.holds()).count())
}

/// The table.
pub fn table(suite: &Suite, outcomes: &[Outcome], against: Option<&Comparison>) -> String {
    let (all, failing) = tally(outcomes);
    let mut out = format!(
        "{}\n{} of {} hold\n{}; ± stands before half the width of a 95 % interval\n",
        suite.title,
        all - failing,
        counted(all, "check", "checks"),
        Maker::THIS.words()
    );
    for outcome in outcomes {
        one(&mut out, suite, outcome);
    }
    if let Some(comparison) = against {
        moved(&mut out, comparison);
    }
    out
}

fn one(out: &mut String, suite: &Suite, outcome: &Outcome) {
    let check = &suite.checks[outcome.check];
    let cell = &check.cells[outcome.cell];
    let verdict = if outcome.holds() { "holds" } else { "FAILS" };
    let scenario = if cell.scenario.is_empty() { String::new() } else { format!(", {}", cell.scenario) };
    // Writing to a string cannot fail.
    let _ = writeln!(out, "\n{verdict}  {}{scenario}", check.name);
    if !outcome.holds() {
        told(out, &check.why);
    }
    let setup = &cell.variants[0].setup;
    let measure = check.measurand.describe(&setup.labs);
    let unit = check.measurand.unit(&setup.labs);
    let (runs, adopters) = (counted(check.runs, "run", "runs"), grouped(setup.adopters));
    told(out, &format!("{measure} ({unit}); {runs} of {adopters} adopters, seed {}", check.seed.0));
    for Finding { what, value, error, must, holds } in &outcome.findings {
        let value = if value.is_nan() { "nothing measured".to_owned() } else { number(*value) };
        let error = error.filter(|error| error.is_finite()).map(|error| format!(" ± {}", number(error)));
        let error = error.unwrap_or_default();
        let mark = if *holds { "" } else { "  <- not so" };
        told(out, &format!("{what}: {value}{error}, must be {must}{mark}"));
    }
}

/// A line of a check, wrapped where it is long.
fn told(out: &mut String, text: &str) {
    let options = textwrap::Options::new(WIDTH)
        .initial_indent("       ")
        .subsequent_indent("         ")
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    out.push_str(&textwrap::fill(text, options));
    out.push('\n');
}

/// With four decimals, or six where it is small.
fn number(value: f64) -> String {
    let value = value + 0.0;
    if value != 0.0 && value.abs() < 0.001 { format!("{value:.6}") } else { format!("{value:.4}") }
}

fn moved(out: &mut String, comparison: &Comparison) {
    let Comparison { version, moved, unmoved, redefined, new, gone } = comparison;
    let all = moved.len() + unmoved;
    let _ = writeln!(
        out,
        "\nAgainst version {version}: {} of {all} measures moved by more than chance",
        moved.len()
    );
    for Move { key, measure, before, now, error, size, paired } in moved {
        let how = if *paired { "run by run" } else { "other runs" };
        let difference = format!("{:+.6} ± {}", now - before, number(*error));
        let size = if size.is_finite() { format!("{size:.2} deviations, ") } else { String::new() };
        told(out, &format!("{}: {measure}", name(key)));
        told(out, &format!("  {} -> {} ({difference}; {size}{how})", number(*before), number(*now)));
    }
    for (keys, words) in
        [(redefined, "measured in another way, not compared"), (new, "new"), (gone, "no longer there")]
    {
        for key in keys {
            let _ = writeln!(out, "       {}: {words}", name(key));
        }
    }
}

fn name(key: &Key) -> String {
    let parts = [&key.check, &key.scenario, &key.variant].map(String::as_str);
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<&str>>().join(", ")
}

#[derive(Serialize)]
struct Whole<'a> {
    schema: u32,
    #[serde(flatten)]
    maker: Maker,
    title: &'a str,
    checks: Vec<One<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    against: Option<Against<'a>>,
}

#[derive(Serialize)]
struct One<'a> {
    name: &'a str,
    scenario: &'a str,
    why: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    measure: String,
    runs: usize,
    seed: u64,
    holds: bool,
    findings: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Found<'a> {
    what: &'a str,
    value: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<f64>,
    must: &'a str,
    holds: bool,
}

#[derive(Serialize)]
struct Against<'a> {
    version: &'a str,
    moved: Vec<Moved<'a>>,
    unmoved: usize,
    redefined: &'a [Key],
    new: &'a [Key],
    gone: &'a [Key],
}

#[derive(Serialize)]
struct Moved<'a> {
    #[serde(flatten)]
    key: &'a Key,
    measure: &'a str,
    before: f64,
    now: f64,
    error: f64,
    size: f64,
    paired: bool,
}

/// JSON, schema 1. What cannot be said in a number is `null`.
///
/// # Errors
/// Never in practice: all of it can be put into JSON.
pub fn json(suite: &Suite, outcomes: &[Outcome], against: Option<&Comparison>) -> serde_json::Result<String> {
    let whole = Whole {
        schema: SCHEMA,
        maker: Maker::THIS,
        title: &suite.title,
        checks: outcomes.iter().map(|outcome| of_outcome(suite, outcome)).collect(),
        against: against.map(of_comparison),
    };
    Ok(serde_json::to_string_pretty(&whole)? + "\n")
}

fn of_outcome<'a>(suite: &'a Suite, outcome: &'a Outcome) -> One<'a> {
    let check = &suite.checks[outcome.check];
    let cell = &check.cells[outcome.cell];
    let found = outcome.findings.iter().map(|finding| Found {
        what: &finding.what,
        value: rounded(finding.value),
        error: finding.error.map(rounded),
        must: &finding.must,
        holds: finding.holds,
    });
    One {
        name: &check.name,
        scenario: &cell.scenario,
        why: &check.why,
        source: check.source.as_deref(),
        measure: check.measurand.describe(&cell.variants[0].setup.labs),
        runs: check.runs,
        seed: check.seed.0,
        holds: outcome.holds(),
        findings: found.collect(),
    }
}

fn of_comparison(comparison: &Comparison) -> Against<'_> {
    let Comparison { version, moved, unmoved, redefined, new, gone } = comparison;
    let moved = moved.iter().map(|one| Moved {
        key: &one.key,
        measure: &one.measure,
        before: rounded(one.before),
        now: rounded(one.now),
        error: rounded(one.error),
        size: rounded(one.size),
        paired: one.paired,
    });
    Against { version, moved: moved.collect(), unmoved: *unmoved, redefined, new, gone }
}
