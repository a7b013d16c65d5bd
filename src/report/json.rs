//! JSON, schema 1: head, months, series (one a line), odds of the end worlds.

use serde::Serialize;

use super::provenance::{self, Drawn, Maker};
use super::{Of, Outcome, rounded};
use crate::experiment::summary::{SeriesSummary, Spread};
use crate::model::lab::LabSpec;
use crate::model::measure::EndWorld;

/// Version of this format: a later one keeps the meaning of these keys or counts up.
pub const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Head<'a> {
    schema: u32,
    #[serde(flatten)]
    maker: Maker,
    scenario: &'a str,
    digest: String,
    settings: &'a [String],
    seed: u64,
    posterior: Option<&'a Drawn>,
    runs: usize,
    adopters: usize,
    months: Vec<String>,
}

#[derive(Serialize)]
struct Series<'a> {
    #[serde(flatten)]
    of: Of<'a>,
    p10: Vec<f64>,
    median: Vec<f64>,
    p90: Vec<f64>,
    mean: Vec<f64>,
}

/// The whole file. A missing value is `null`.
///
/// # Errors
/// Never in practice: all that is written can be put into JSON.
pub fn json(outcome: &Outcome<'_>) -> serde_json::Result<String> {
    let (scenario, summary) = (outcome.scenario, &outcome.summary);
    let head = Head {
        schema: SCHEMA,
        maker: Maker::THIS,
        scenario: &scenario.name,
        digest: provenance::digest(&scenario.setup),
        settings: &outcome.settings,
        seed: outcome.seed,
        posterior: outcome.drawn.as_ref(),
        runs: summary.runs,
        adopters: scenario.setup.adopters,
        months: (0..summary.months).map(|row| summary.month(row).to_string()).collect(),
    };
    let head = serde_json::to_string(&head)?;
    let lines = summary.series.iter().map(|series| line(series, &scenario.setup.labs));
    let lines = lines.collect::<serde_json::Result<Vec<String>>>()?.join(",\n");
    let worlds = EndWorld::ALL.map(|world| {
        let share = rounded(summary.worlds[world.index()]);
        format!("\"{}\":{share:?}", world.key())
    });
    let worlds = worlds.join(",");
    // The head without its closing brace: one object, one series a line.
    let head = head.trim_end_matches('}');
    Ok(format!("{head},\"series\":[\n{lines}\n],\n\"end_worlds\":{{{worlds}}}}}\n"))
}

fn line(series: &SeriesSummary, labs: &[LabSpec]) -> serde_json::Result<String> {
    let column = |pick: fn(&Spread) -> f64| series.spreads.iter().map(|s| rounded(pick(s))).collect();
    serde_json::to_string(&Series {
        of: Of::series(&series.key, labs),
        p10: column(|s| s.p10),
        median: column(|s| s.median),
        p90: column(|s| s.p90),
        mean: column(|s| s.mean),
    })
}
