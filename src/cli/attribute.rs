//! `weights attribute`: what each policy step and event of a scenario contributed to what came of it.

use std::path::PathBuf;

use anyhow::anyhow;
use clap::ValueEnum;

use super::Failure;
use super::assumption::Assumption;
use super::ensemble::{Size, with_progress};
use super::output::{Output, format_for};
use super::run::{note_repeated, setting};
use super::side::Side;
use super::uncertainty::Uncertainty;
use crate::experiment::attribution::{Grouping, Study, players};
use crate::experiment::cause::{Cause, Kind, causes};
use crate::experiment::models::Models;
use crate::experiment::shapley::Method;
use crate::model::calendar::Month;
use crate::model::measure::SeriesKey;
use crate::model::random::Seed;
use crate::model::setup::Setup;
use crate::report::attribution::{Attributed, csv, json, svg, table};
use crate::report::measure::{find, headlines};
use crate::report::provenance::Drawn;
use crate::scenario::Override;

/// What to attribute to what, and how to tell it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of a built-in scenario, path of a scenario or of a playthrough, or a run code
    #[arg(value_name = "SCENARIO")]
    name: String,
    #[command(flatten)]
    size: Size,
    #[command(flatten)]
    assumption: Assumption,
    #[command(flatten)]
    uncertainty: Uncertainty,
    /// Sets a lever or parameter, as `weights run --set` does. May be repeated
    #[arg(long = "set", value_name = "SETTING", value_parser = setting)]
    settings: Vec<Override>,
    /// Which causes share; the others are in all worlds
    #[arg(long, value_enum, value_delimiter = ',', value_name = "KIND", default_values_t = [Which::Policies, Which::Events])]
    causes: Vec<Which>,
    /// Only causes from this month on
    #[arg(long, value_name = "MONTH")]
    from: Option<Month>,
    /// Only causes up to this month
    #[arg(long, value_name = "MONTH")]
    until: Option<Month>,
    /// Takes all steps of a lever together, and all events of a lab
    #[arg(long)]
    together: bool,
    /// Orders in which causes are added in each run: an even number, as each goes with its reverse
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = orders)]
    orders: usize,
    /// A measure at the end: china_share, or adoption_share:bloc=china,region=row. May be repeated [default: the
    /// screen's fifteen]
    #[arg(long = "measure", value_name = "NAME")]
    measures: Vec<String>,
    /// The scenario of a playthrough, where it is not built in: path of its file
    #[arg(long, value_name = "FILE")]
    scenario: Option<String>,
    /// How to report [default: as the name of --output ends, else table]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// File to write to, in place of standard output (which is `-`)
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Kinds of causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Which {
    /// Steps of levers
    Policies,
    /// Scheduled breakthroughs and set-backs
    Events,
    /// Releases on record, by which history is pinned
    Releases,
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Made to be read, with bars
    Table,
    /// One row per measure, cause and way of reckoning
    Csv,
    /// One object, schema 1
    Json,
    /// A picture of bars
    Svg,
}

/// The most orders in each run.
const MOST_ORDERS: usize = 1000;

fn orders(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|n: &usize| n.is_multiple_of(2) && (2..=MOST_ORDERS).contains(n));
    number.ok_or_else(|| format!("an even number from 2 to {MOST_ORDERS} is needed"))
}

/// Does what is asked.
///
/// # Errors
/// If the input is wrong, there is nothing to attribute to, or the output cannot be written.
pub fn run(args: &Args) -> Result<(), Failure> {
    note_repeated(&args.settings);
    let worldview = args.assumption.worldview()?;
    let mut side = Side::load(&args.name, args.scenario.as_deref(), worldview.as_ref(), &args.settings)?;
    side.setup.adopters = args.size.adopters.unwrap_or(side.setup.adopters);
    args.uncertainty.put(&mut side.posterior)?;
    let setup = &side.setup;
    let all = causes(setup);
    let chosen = chosen(args, setup, &all)?;
    let grouping = if args.together { Grouping::Holder } else { Grouping::Each };
    let study = Study {
        seed: Seed(args.size.seed),
        runs: args.size.runs,
        method: Method::Pairs(args.orders / 2),
        players: players(&chosen, setup, grouping),
        measures: measures(args, setup)?,
    };
    let output = Output::open(args.output.as_deref())?;
    let workers = args.size.workers()?;
    let models = Models::with(setup.clone(), side.posterior.clone(), study.runs);
    let shared =
        with_progress(study.most_simulations(), |progress| study.attribute(&models, &workers, progress))?;
    let attributed = Attributed {
        scenario: side.scenario.clone(),
        title: side.title.clone(),
        settings: side.settings.clone(),
        setup,
        study: &study,
        drawn: Drawn::of(&models, study.runs),
        fixed: all.len() - chosen.len() + setup.directives.len(),
        shared,
    };
    let text = match format_for(args.format, args.output.as_deref()) {
        Format::Table => table(&attributed, output.layout()),
        Format::Csv => csv(&attributed),
        Format::Json => json(&attributed).map_err(|error| Failure::Failed(error.into()))?,
        Format::Svg => svg(&attributed),
    };
    output.write(&text)
}

/// The causes that were asked for.
fn chosen(args: &Args, setup: &Setup, all: &[Cause]) -> Result<Vec<Cause>, Failure> {
    let kinds: Vec<Kind> = args.causes.iter().map(|which| which.kind()).collect();
    let (from, until) = (args.from.unwrap_or(setup.start), args.until.unwrap_or(setup.end));
    let is_asked =
        |cause: &&Cause| kinds.contains(&cause.kind(setup)) && (from..=until).contains(&cause.month(setup));
    let chosen: Vec<Cause> = all.iter().filter(is_asked).copied().collect();
    if !chosen.is_empty() {
        return Ok(chosen);
    }
    let count = |kind: Kind| all.iter().filter(|cause| cause.kind(setup) == kind).count();
    let [policies, events, releases] = [Kind::Policy, Kind::Event, Kind::Release].map(count);
    Err(Failure::Input(anyhow!(
        "`{}` has nothing to attribute to: no such causes from {from} to {until}\n  help: after its first month it has {policies} steps of levers, {events} events and {releases} releases on record; choose by --causes, --from and --until, or add steps with --set LEVER=VALUE@MONTH",
        args.name
    )))
}

impl Which {
    const fn kind(self) -> Kind {
        match self {
            Self::Policies => Kind::Policy,
            Self::Events => Kind::Event,
            Self::Releases => Kind::Release,
        }
    }
}

fn measures(args: &Args, setup: &Setup) -> Result<Vec<SeriesKey>, Failure> {
    if args.measures.is_empty() {
        return Ok(headlines());
    }
    let mut keys = Vec::new();
    for text in &args.measures {
        let key = find(text, &setup.labs).map_err(|message| Failure::Input(anyhow!(message)))?;
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    Ok(keys)
}
