//! `weights analyse`: what the results of a sweep say: which factors matter, which policies are robust, how worlds end.

pub mod assemble;
pub mod directory;
mod measures;

use std::io::Write;
use std::path::PathBuf;

use anyhow::anyhow;
use clap::ValueEnum;

use self::assemble::Roles;
use self::directory::Results;
use super::Failure;
use super::ensemble::{Threads, seed, whole_number};
use super::output::{Output, format_for};
use crate::experiment::analysis::odds::Odds;
use crate::experiment::analysis::robustness::{Better, Robustness};
use crate::experiment::analysis::{Finding, Table};
use crate::experiment::sensitivity::Resampling;
use crate::model::random::Seed;
use crate::report::analysis::{Analysis, Source, csv, json, salib, svg, text};
use crate::report::screening::Screening;

/// Probability that an interval holds the true value.
const LEVEL: f64 = 0.95;
/// Fewest and most resamples: with fewer an interval is chance itself.
const RESAMPLES: (usize, usize) = (100, 100_000);

/// What to look at, and how to tell it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Results directory of `weights sweep` or `weights merge`
    #[arg(value_name = "DIR")]
    results: PathBuf,
    /// Measure to look at: a column of the table of runs, a measure for all columns of it, or `all`. May be repeated
    /// [default: a few that are asked for most]
    #[arg(long = "measure", value_name = "NAME")]
    measures: Vec<String>,
    /// Scenario to look at. May be repeated [default: all]
    #[arg(long = "scenario", value_name = "NAME")]
    scenarios: Vec<String>,
    /// Compare policies over what is not known, high values of the measures being the better ones
    #[arg(long, alias = "maximize", group = "better")]
    maximise: bool,
    /// Compare policies over what is not known, low values of the measures being the better ones
    #[arg(long, alias = "minimize", group = "better")]
    minimise: bool,
    /// Take a factor as one that can be chosen. May be repeated [default: the policy levers]
    #[arg(long = "policy", value_name = "FACTOR", requires = "better")]
    policies: Vec<String>,
    /// Take a factor as one that is not known. May be repeated [default: all but policy levers]
    #[arg(long = "uncertain", value_name = "FACTOR", requires = "better")]
    uncertain: Vec<String>,
    /// How to report [default: as the name of --output ends, else table]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// File to write to, in place of standard output (which is `-`)
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// File for tornado charts of the measures as an SVG picture
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Number of resamples for the intervals: 100 to 100000
    #[arg(long, value_name = "N", allow_negative_numbers = true, default_value_t = 1000, value_parser = whole_number(RESAMPLES.0, RESAMPLES.1))]
    resamples: usize,
    /// Seed of the resamples
    #[arg(long, value_name = "N", allow_negative_numbers = true, default_value_t = 1, value_parser = seed)]
    seed: u64,
    #[command(flatten)]
    threads: Threads,
}

/// How an analysis is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Tables and tornado charts made to be read
    Table,
    /// One number a row
    Csv,
    /// All in one object, schema 1
    Json,
    /// The indices as SALib's analyze functions return them, as JSON
    Salib,
    /// Of a design `morris`: by factor and measure mu* alone, as JSON
    Effects,
}

/// Does what is asked.
///
/// # Errors
/// If the directory or a name is wrong, or the output cannot be written.
pub fn run(args: &Args) -> Result<(), Failure> {
    let results = Results::open(&args.results)?;
    let measures = measures::choose(&args.measures, results.measures(), &mut note)?;
    let roles = Roles { policies: &args.policies, uncertain: &args.uncertain };
    let table = results.table(&measures, &roles)?;
    let scenarios = scenarios(&table, &args.scenarios)?;
    let outputs =
        (Output::open(args.output.as_deref())?, args.svg.as_deref().map(|path| Output::open(Some(path))));
    let workers = args.threads.workers()?;
    let plan = Resampling { seed: Seed(args.seed), resamples: args.resamples, level: LEVEL };
    let analysis = workers.install(|| analyse(results.source(), table, &scenarios, plan, args.better()));
    let format = format_for(args.format, args.output.as_deref());
    if format != Format::Table {
        let mut reasons: Vec<String> = analysis
            .policies
            .iter()
            .filter_map(|outcome| Some(outcome.as_ref().err()?.to_string()))
            .collect();
        // Mostly the reason is the same for every measure.
        reasons.dedup();
        reasons.iter().for_each(|reason| note(reason));
    }
    let (output, picture) = outputs;
    if let Some(picture) = picture {
        picture?.write(&svg(&analysis))?;
    }
    let failed = |error: serde_json::Error| Failure::Failed(error.into());
    let text = match format {
        Format::Table => text(&analysis, output.layout()),
        Format::Csv => csv(&analysis),
        Format::Json => json(&analysis).map_err(failed)?,
        Format::Salib => salib(&analysis).map_err(failed)?,
        Format::Effects => effects(&analysis)?.json().map_err(failed)?,
    };
    output.write(&text)
}

fn effects(analysis: &Analysis) -> Result<Screening, Failure> {
    Screening::of(analysis).ok_or_else(|| {
        Failure::Input(anyhow!(
            "--format effects: the results are not of the design `morris`, or a measure never varies or is missing in \
             some of them\n  help: choose another format, other measures with --measure, or more adopters"
        ))
    })
}

impl Args {
    fn better(&self) -> Option<Better> {
        match (self.maximise, self.minimise) {
            (true, _) => Some(Better::High),
            (false, true) => Some(Better::Low),
            (false, false) => None,
        }
    }
}

fn analyse(
    source: Source,
    table: Table,
    scenarios: &[usize],
    plan: Resampling,
    better: Option<Better>,
) -> Analysis {
    let measures = 0..table.measures.len();
    let pairs =
        scenarios.iter().flat_map(|&scenario| measures.clone().map(move |measure| (scenario, measure)));
    let findings = pairs.map(|(scenario, measure)| Finding::of(&table, scenario, measure, &plan)).collect();
    let odds = scenarios.iter().map(|&scenario| Odds::of(&table, scenario)).collect();
    let policies = better.map_or_else(Vec::new, |better| {
        measures.map(|measure| Robustness::of(&table, scenarios, measure, better)).collect()
    });
    Analysis { source, table, plan, findings, odds, policies }
}

/// Places of the scenarios asked for; all if none is named.
fn scenarios(table: &Table, names: &[String]) -> Result<Vec<usize>, Failure> {
    if names.is_empty() {
        return Ok((0..table.scenarios.len()).collect());
    }
    let place = |name: &String| {
        let place = table.scenarios.iter().position(|known| known == name);
        let known = || table.scenarios.join(", ");
        place.ok_or_else(|| {
            Failure::Input(anyhow!(
                "--scenario {name}: the results have none of this name; they are of: {}",
                known()
            ))
        })
    };
    let mut places = names.iter().map(place).collect::<Result<Vec<_>, _>>()?;
    places.sort_unstable();
    places.dedup();
    Ok(places)
}

/// Says something on standard error.
fn note(text: &str) {
    // A closed stderr is no reason to fail.
    let _ = writeln!(std::io::stderr(), "note: {text}");
}
