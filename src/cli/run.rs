//! `weights run`: simulates a scenario many times and reports what came out.

use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;

use super::Failure;
use super::assumption::Assumption;
use super::ensemble::{Size, Threads, with_progress};
use super::output::{Output, format_for};
use super::uncertainty::Uncertainty;
use crate::experiment::ensemble::{Ensemble, Plan};
use crate::experiment::milestone::most_important;
use crate::experiment::models::Models;
use crate::experiment::summary::Summary;
use crate::model::measure::{SeriesKey, catalogue};
use crate::model::random::Seed;
use crate::report::provenance::Drawn;
use crate::report::table::EVENTS;
use crate::report::{Outcome, csv, json, table};
use crate::scenario::{DEFAULT, Override, OverrideError, Scenario};

/// What to run and how to tell it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of a built-in scenario, or path of a file
    scenario: String,
    #[command(flatten)]
    size: Size,
    #[command(flatten)]
    assumption: Assumption,
    #[command(flatten)]
    uncertainty: Uncertainty,
    /// Sets a lever, from a month on or over the whole horizon; or a parameter. VALUE is a number, or for a
    /// lever one of its named settings (`weights explain LEVER`). May be repeated
    #[arg(long = "set", value_name = "LEVER=VALUE[@MONTH]", value_parser = setting)]
    settings: Vec<Override>,
    /// How to report [default: as the name of --output ends, else table]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// File to write to, in place of standard output (which is `-`)
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A summary made to be read
    Table,
    /// One row per month, measure and group
    Csv,
    /// All series in one object, schema 1
    Json,
}

/// Reads a setting.
pub(super) fn setting(text: &str) -> Result<Override, OverrideError> {
    Override::parse(text)
}

/// Does what is asked.
///
/// # Errors
/// If the input is wrong or the output cannot be written.
pub fn run(args: &Args) -> Result<(), Failure> {
    let (mut scenario, settings) = args.assumption.scenario(&args.size, &args.scenario, &args.settings)?;
    args.uncertainty.put(&mut scenario.posterior)?;
    note_repeated(&args.settings);
    let output = Output::open(args.output.as_deref())?;
    let format = format_for(args.format, args.output.as_deref());
    let series = match format {
        Format::Table => table::series(),
        Format::Csv | Format::Json => catalogue(scenario.setup.labs.len()),
    };
    let outcome = simulate(&scenario, settings, &args.size, series)?;
    let text = match format {
        Format::Table => table::table(&outcome, output.layout()),
        Format::Csv => csv::csv(&outcome),
        Format::Json => json::json(&outcome).map_err(|error| Failure::Failed(error.into()))?,
    };
    output.write(&text)
}

/// Settings that no later one replaces: those by which a report names what was run.
pub(super) fn effective(settings: &[Override]) -> impl Iterator<Item = &Override> {
    let stands = |place: usize| !settings[place + 1..].iter().any(|later| later.replaces(&settings[place]));
    settings.iter().enumerate().filter(move |(place, _)| stands(*place)).map(|(_, setting)| setting)
}

/// Says which settings have no effect, since a later one sets the same.
pub(super) fn note_repeated(settings: &[Override]) {
    for (place, setting) in settings.iter().enumerate() {
        if let Some(last) = settings[place + 1..].iter().rfind(|later| later.replaces(setting)) {
            let (text, last) = (setting.text(), last.text());
            // A closed stderr is no reason to fail.
            let _ = writeln!(std::io::stderr(), "note: `{text}` is replaced by the later `{last}`");
        }
    }
}

/// The table of the default scenario, for a program started without a command where there is no screen.
///
/// # Errors
/// If standard output cannot be written to.
pub fn default_table() -> Result<(), Failure> {
    let size = Size { runs: 100, seed: 1, adopters: None, threads: Threads::default() };
    let scenario = size.scenario(DEFAULT, None, &[])?;
    let outcome = simulate(&scenario, Vec::new(), &size, table::series())?;
    Output::Standard.write(&table::table(&outcome, Output::Standard.layout()))
}

fn simulate<'a>(
    scenario: &'a Scenario,
    settings: Vec<String>,
    size: &Size,
    series: Vec<SeriesKey>,
) -> Result<Outcome<'a>, Failure> {
    let models = Models::of_scenario(scenario, size.runs);
    let plan = Plan { seed: Seed(size.seed), runs: size.runs, series };
    let workers = size.workers()?;
    let ensemble = with_progress(plan.runs, |progress| {
        Ensemble::simulate_each(|k| models.of(k), &plan, &workers, progress)
    })?;
    let summary = Summary::of(&ensemble, &workers);
    let important = most_important(&ensemble.runs, EVENTS);
    let drawn = Drawn::of(&models, size.runs);
    Ok(Outcome { scenario, settings, seed: size.seed, drawn, summary, important })
}
