//! `weights eval`: points as lines of JSON on standard input, answers in the same order on standard output.

use std::io::{BufReader, ErrorKind, IsTerminal as _, Write, stdin, stdout};
use std::sync::Arc;

use anyhow::anyhow;
use clap::ValueEnum;

use super::Failure;
use super::assumption::Assumption;
use super::ensemble::{Size, Threads, seed, whole_number};
use super::sweep::note;
use super::uncertainty::Uncertainty;
use crate::experiment::eval::{
    Counts, Defaults, EvalError, Evaluator, MOST_REPLICATES, Report, Selection, evaluate,
};
use crate::model::random::Seed;
use crate::report::answer::line;
use crate::scenario::{ADOPTERS, Override, OverrideError, Scenario};

/// On what points are evaluated, and what holds where they say nothing.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of a built-in scenario, or path of a file
    scenario: String,
    #[command(flatten)]
    assumption: Assumption,
    #[command(flatten)]
    uncertainty: Uncertainty,
    /// Sets a lever, parameter or number of a lab for all points, before their own settings. May be repeated
    #[arg(long = "set", value_name = "LEVER=VALUE[@MONTH]", value_parser = setting)]
    settings: Vec<Override>,
    /// Number of replicates of a point that gives none: 1 to 10000
    #[arg(long, value_name = "N", allow_negative_numbers = true, default_value_t = 20, value_parser = whole_number(1, MOST_REPLICATES))]
    replicates: usize,
    /// Seed of a point that gives none: points of one seed are paired
    #[arg(long, value_name = "N", allow_negative_numbers = true, default_value_t = 1, value_parser = seed)]
    seed: u64,
    /// Number of adopters of a point that gives none: 100 to 1000000 [default: the scenario's]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = whole_number(ADOPTERS.0, ADOPTERS.1))]
    adopters: Option<usize>,
    /// Measures of a point that names none, as `frontier_gap__pair_us_china`, or `frontier_gap*` for all that
    /// begin so; `@MONTH` after it for another month than the last. May be repeated [default: all]
    #[arg(long = "measure", value_name = "NAME[@MONTH]")]
    measures: Vec<String>,
    /// Series, month by month, of a point that names none. May be repeated [default: none]
    #[arg(long = "series", value_name = "NAME")]
    series: Vec<String>,
    /// How the replicates of a point that does not say are told
    #[arg(long, value_enum, default_value_t = How::Mean)]
    report: How,
    #[command(flatten)]
    threads: Threads,
}

/// How replicates are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum How {
    /// Their mean
    Mean,
    /// Mean, median, 10 and 90 % quantile
    Spread,
    /// Each of them
    Runs,
}

fn setting(text: &str) -> Result<Override, OverrideError> {
    Override::parse(text)
}

/// Answers points until there are no more.
///
/// # Errors
/// If the input is wrong or cannot be read, or some points could not be evaluated.
pub fn run(args: &Args) -> Result<(), Failure> {
    let size =
        Size { runs: args.replicates, seed: args.seed, adopters: args.adopters, threads: args.threads };
    let (mut scenario, _) = args.assumption.scenario(&size, &args.scenario, &args.settings)?;
    args.uncertainty.put(&mut scenario.posterior)?;
    let evaluator = Evaluator::new(&scenario, defaults(args, &scenario)?);
    let workers = size.workers()?;
    if stdin().is_terminal() {
        note(
            "points are read from the keyboard, one object a line, as {\"measures\": [\"frontier_gap\"]}; Ctrl-D ends them",
        );
    }
    let write = |text: &str| {
        let mut out = stdout().lock();
        out.write_all(text.as_bytes()).and_then(|()| out.flush())
    };
    match evaluate(&evaluator, BufReader::new(stdin()), &workers, line, write) {
        Ok(counts) => verdict(counts),
        Err(EvalError::Unwritable(error)) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::Failed(error.into())),
    }
}

fn defaults(args: &Args, scenario: &Scenario) -> Result<Defaults, Failure> {
    let setup = &scenario.setup;
    let mut selection = Selection::default();
    if args.measures.is_empty() {
        selection = Selection::everything(setup);
    }
    let measures = args.measures.iter().try_for_each(|name| selection.add_measure(name, setup));
    let series = args.series.iter().try_for_each(|name| selection.add_series(name, setup));
    measures.and(series).map_err(|error| Failure::Input(error.into()))?;
    let report = match args.report {
        How::Mean => Report::Mean,
        How::Spread => Report::Spread,
        How::Runs => Report::Runs,
    };
    let (seed, replicates, selection) = (Seed(args.seed), args.replicates, Arc::new(selection));
    Ok(Defaults { seed, replicates, selection, report })
}

/// Points that could not be evaluated have told why in their lines; here they are counted.
fn verdict(Counts { answered, refused }: Counts) -> Result<(), Failure> {
    match refused {
        0 => Ok(()),
        _ => Err(Failure::Failed(anyhow!(
            "{refused} of {} points could not be evaluated; their lines have \"status\":\"error\" and say why",
            answered + refused
        ))),
    }
}
