//! `weights backtest`: what the model says of published observations, scored beside simple rivals.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::anyhow;
use clap::ValueEnum;

use super::Failure;
use super::assumption::Assumption;
use super::calibrate::observations;
use super::ensemble::{Size, with_progress};
use super::output::{Output, format_for};
use super::run::{note_repeated, setting};
use super::uncertainty::Uncertainty;
use crate::experiment::backtest::refit::refitted;
use crate::experiment::backtest::{Agreement, Case, HORIZON, ORIGINS, cases_at, free_cases};
use crate::experiment::calibration::Plan;
use crate::experiment::ensemble::Workers;
use crate::experiment::models::Models;
use crate::experiment::observed::{Predictions, predict_each};
use crate::model::calendar::Month;
use crate::model::random::Seed;
use crate::model::setup::Setup;
use crate::report::backtest::{Backtest, chart, csv, json, table};
use crate::scenario::observation::Observations;
use crate::scenario::{DEFAULT, Override};

/// What to hold against what.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of a built-in scenario, or path of a file
    #[arg(default_value = DEFAULT)]
    scenario: String,
    #[command(flatten)]
    size: Size,
    #[command(flatten)]
    assumption: Assumption,
    /// Sets a lever, parameter or number of a lab. May be repeated
    #[arg(long = "set", value_name = "SETTING", value_parser = setting)]
    settings: Vec<Override>,
    /// Observations in a CSV file, in place of those that the program carries
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    #[command(flatten)]
    uncertainty: Uncertainty,
    /// Fits the parameters of this calibration file anew at each date of forecast, to what was known by then
    #[arg(long, value_name = "CALIBRATION", conflicts_with = "posterior")]
    refit: Option<PathBuf>,
    /// Dates of forecast: at the end of these months
    #[arg(long, value_name = "MONTH", value_delimiter = ',', default_values_t = ORIGINS)]
    origins: Vec<Month>,
    /// Scores only observations whose window begins after this month
    #[arg(long, value_name = "MONTH")]
    after: Option<Month>,
    /// Tells one series row by row, with a chart. May be repeated
    #[arg(long = "series", value_name = "NAME")]
    series: Vec<String>,
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
    /// Made to be read
    Table,
    /// One row per forecast
    Csv,
    /// One object, schema 1
    Json,
}

/// Does what is asked.
///
/// # Errors
/// If the input is wrong or the output cannot be written.
pub fn run(args: &Args) -> Result<(), Failure> {
    note_repeated(&args.settings);
    let (mut scenario, settings) = args.assumption.scenario(&args.size, &args.scenario, &args.settings)?;
    let rows = observations(args.data.as_deref())?;
    let chosen = series(args, &rows)?;
    args.uncertainty.put(&mut scenario.posterior)?;
    let models = Models::of_scenario(&scenario, args.size.runs);
    let output = Output::open(args.output.as_deref())?;
    let workers = args.size.workers()?;
    let model = free_run(args, &models, &rows, &workers)?;
    let mut cases = free_cases(&rows, &model);
    for origin in &args.origins {
        cases.extend(forecasts(args, &scenario.setup, &rows, &model, *origin, &workers)?);
    }
    cases.retain(|case| args.after.is_none_or(|after| rows.rows[case.row].from > after));
    let backtest = Backtest {
        scenario: &scenario,
        settings,
        runs: args.size.runs,
        seed: args.size.seed,
        models: &models,
        is_refitted: args.refit.is_some(),
        agreement: Agreement::new(&rows, &model),
        rows: &rows,
        cases,
    };
    let text = match format_for(args.format, args.output.as_deref()) {
        Format::Table if !chosen.is_empty() => chart(&backtest, &chosen),
        Format::Table => table(&backtest),
        Format::Csv => csv(&backtest),
        Format::Json => json(&backtest).map_err(|error| Failure::Failed(error.into()))?,
    };
    output.write(&text)
}

fn series(args: &Args, rows: &Observations) -> Result<Vec<usize>, Failure> {
    let find = |name: &String| {
        rows.find(name).ok_or_else(|| {
            let ids: Vec<&str> = rows.series.iter().map(|series| series.id.as_str()).collect();
            let help = crate::scenario::suggestion(name, &ids);
            Failure::Input(anyhow!("there is no series `{name}`\n  help: {help}"))
        })
    };
    args.series.iter().map(find).collect()
}

/// The model from its start.
fn free_run(
    args: &Args,
    models: &Models,
    rows: &Observations,
    workers: &Workers,
) -> Result<Predictions, Failure> {
    let (seed, runs) = (Seed(args.size.seed), args.size.runs);
    let model = |k: usize| Arc::clone(models.of(k));
    with_progress(runs, |progress| predict_each(model, seed, runs, rows, workers, progress))
}

fn forecasts(
    args: &Args,
    setup: &Setup,
    rows: &Observations,
    model: &Predictions,
    origin: Month,
    workers: &Workers,
) -> Result<Vec<Case>, Failure> {
    let Some(path) = &args.refit else { return Ok(cases_at(rows, model, origin, HORIZON)) };
    let plan = Plan::load(path)?;
    // About as many steps as a calibration takes.
    let total = plan.walk.particles * plan.runs * (1 + 6 * plan.walk.moves);
    with_progress(total, |progress| refitted(&plan, setup, rows, (origin, HORIZON), workers, progress))
}
