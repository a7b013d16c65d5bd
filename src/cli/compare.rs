//! `weights compare`: two worlds side by side, run by run with the same chances.

use std::io::Write;
use std::path::PathBuf;

use anyhow::anyhow;
use clap::ValueEnum;

use super::Failure;
use super::assumption::Assumption;
use super::ensemble::{MOST_RUNS, Size, whole_number, with_progress};
use super::output::{Output, format_for};
use super::run::{note_repeated, setting};
use super::side::Side;
use super::uncertainty::Uncertainty;
use crate::experiment::comparison::{Comparison, Precision, Study, common_months, on_both_sides};
use crate::experiment::models::Models;
use crate::model::calendar::Month;
use crate::model::measure::{SeriesKey, catalogue};
use crate::model::random::Seed;
use crate::report::comparison::{self, Compared, csv, json, table};
use crate::report::measure::{find, headlines, name, scale};
use crate::report::numbers::grouped;
use crate::report::provenance::{Drawn, digest};
use crate::scenario::Override;

/// What to compare and how to tell it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of a built-in scenario, path of a scenario or of a playthrough, or a run code
    #[arg(value_name = "A")]
    a: String,
    /// What it is compared with; without it A is compared with itself under other settings
    #[arg(value_name = "B")]
    b: Option<String>,
    /// Sets a lever or parameter on the first side only, as `weights run --set` does. May be repeated
    #[arg(long = "a", value_name = "SETTING", value_parser = setting)]
    only_a: Vec<Override>,
    /// Sets a lever or parameter on the second side only. May be repeated
    #[arg(long = "b", value_name = "SETTING", value_parser = setting)]
    only_b: Vec<Override>,
    /// Sets a lever or parameter on both sides. May be repeated
    #[arg(long = "set", value_name = "SETTING", value_parser = setting)]
    settings: Vec<Override>,
    #[command(flatten)]
    assumption: Assumption,
    #[command(flatten)]
    uncertainty: Uncertainty,
    #[command(flatten)]
    size: Size,
    /// Runs more pairs until half the width of the 95 % interval of the mean difference at the end is at most this:
    /// in points (shares), months (lags) or hundredths (indices), of each measure named by --measure, without which
    /// it is refused
    #[arg(long, value_name = "HALF-WIDTH", allow_negative_numbers = true, value_parser = above_zero)]
    precision: Option<f64>,
    /// The most pairs that --precision may run: 2 to 10000
    #[arg(long, value_name = "N", requires = "precision", default_value_t = MOST_RUNS, value_parser = whole_number(2, MOST_RUNS))]
    max_runs: usize,
    /// A measure to report, and to know precisely: china_share, or adoption_share:bloc=china,region=row. May be
    /// repeated [default: the screen's fifteen; in CSV and JSON all]
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

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Made to be read
    Table,
    /// One row per month and series
    Csv,
    /// One object, schema 1
    Json,
}

impl Args {
    fn format(&self) -> Format {
        format_for(self.format, self.output.as_deref())
    }
}

fn above_zero(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0);
    number.ok_or_else(|| "a number above 0 is needed, as 0.5".to_owned())
}

/// Does what is asked.
///
/// # Errors
/// If the input is wrong, the output cannot be written, or the precision was not reached.
pub fn run(args: &Args) -> Result<(), Failure> {
    let mut sides = sides(args)?;
    let start = put_to_common_months(&mut sides)?;
    let kept = kept(args, &sides)?;
    let output = Output::open(args.output.as_deref())?;
    let compared = compare(args, &sides, start, &kept)?;
    let text = match args.format() {
        Format::Table => table(&compared, output.layout()),
        Format::Csv => csv(&compared),
        Format::Json => json(&compared).map_err(|error| Failure::Failed(error.into()))?,
    };
    output.write(&text)?;
    precise_enough(args, &compared)
}

fn sides(args: &Args) -> Result<[Side; 2], Failure> {
    if args.b.is_none() && args.only_a.is_empty() && args.only_b.is_empty() {
        return Err(Failure::Input(anyhow!(
            "there is nothing to compare `{}` with\n  help: name a second scenario or playthrough, or give settings of one side: --b us.export_controls=1@2026-01",
            args.a
        )));
    }
    if args.precision.is_some() && args.max_runs < args.size.runs {
        let (most, runs) = (args.max_runs, args.size.runs);
        return Err(Failure::Input(anyhow!("--max-runs {most} is less than --runs {runs}, the fewest")));
    }
    if args.precision.is_some() && args.measures.is_empty() {
        return Err(Failure::Input(anyhow!(
            "--precision needs to know of which measures, as points, months and hundredths are not the same\n  help: name them: --measure china_share"
        )));
    }
    let worldview = args.assumption.worldview()?;
    let load = |name: &str, own: &[Override]| {
        let settings: Vec<Override> = args.settings.iter().chain(own).cloned().collect();
        note_repeated(&settings);
        let mut side = Side::load(name, args.scenario.as_deref(), worldview.as_ref(), &settings)?;
        side.setup.adopters = args.size.adopters.unwrap_or(side.setup.adopters);
        args.uncertainty.put(&mut side.posterior)?;
        Ok::<Side, Failure>(side)
    };
    Ok([load(&args.a, &args.only_a)?, load(args.b.as_ref().unwrap_or(&args.a), &args.only_b)?])
}

/// Ends both sides with the last month that they have in common and returns the first one.
fn put_to_common_months(sides: &mut [Side; 2]) -> Result<Month, Failure> {
    let setups = sides.each_ref().map(|side| &side.setup);
    let Some((start, end)) = common_months(setups) else {
        let spans = setups.map(|setup| format!("{} to {}", setup.start, setup.end));
        let [a, b] = spans;
        return Err(Failure::Input(anyhow!("A and B have no month in common: A is of {a}, B of {b}")));
    };
    for (letter, side) in ["A", "B"].into_iter().zip(sides) {
        if (side.setup.start, side.setup.end) != (start, end) {
            let (from, to) = (side.setup.start, side.setup.end);
            note(&format!("{letter} is of {from} to {to}; compared are {start} to {end}"));
        }
        side.setup.end = end;
    }
    Ok(start)
}

/// A closed stderr is no reason to fail.
fn note(text: &str) {
    let _ = writeln!(std::io::stderr(), "note: {text}");
}

/// The series to keep, and which of them are told apart together and known precisely.
struct Kept {
    series: Vec<[SeriesKey; 2]>,
    family: Vec<usize>,
}

fn kept(args: &Args, sides: &[Side; 2]) -> Result<Kept, Failure> {
    let labs = sides.each_ref().map(|side| side.setup.labs.as_slice());
    if !args.measures.is_empty() {
        let mut series: Vec<[SeriesKey; 2]> = Vec::new();
        for text in &args.measures {
            let key = find(text, labs[0]).map_err(|message| Failure::Input(anyhow!(message)))?;
            let both = on_both_sides(key, labs).ok_or_else(|| {
                Failure::Input(anyhow!("`{text}`: B has no such lab, so there is nothing to compare"))
            })?;
            if !series.contains(&both) {
                series.push(both);
            }
        }
        return Ok(Kept { family: (0..series.len()).collect(), series });
    }
    let keys = if args.format() == Format::Table { headlines() } else { catalogue(labs[0].len()) };
    let series: Vec<[SeriesKey; 2]> = keys.into_iter().filter_map(|key| on_both_sides(key, labs)).collect();
    let only = |own: usize, other: usize| {
        let ids = labs[own].iter().filter(move |lab| labs[other].iter().all(|known| known.id != lab.id));
        ids.map(|lab| lab.id.as_str())
    };
    let single: Vec<&str> = only(0, 1).chain(only(1, 0)).collect();
    if !single.is_empty() && args.format() != Format::Table {
        note(&format!("series of labs that only one side has are left out: {}", single.join(", ")));
    }
    let headlines = headlines();
    let family = (0..series.len()).filter(|place| headlines.contains(&series[*place][0])).collect();
    Ok(Kept { series, family })
}

fn compare<'a>(
    args: &Args,
    sides: &'a [Side; 2],
    start: Month,
    kept: &Kept,
) -> Result<Compared<'a>, Failure> {
    let seed = Seed(args.size.seed);
    let wanted = |half_width: f64| {
        let of = |place: &usize| {
            let times = scale(&kept.series[*place][0]).times;
            Precision { series: *place, half_width: half_width / times }
        };
        kept.family.iter().map(of).collect()
    };
    let study = Study {
        seed,
        runs: args.size.runs,
        most: if args.precision.is_some() { args.max_runs } else { args.size.runs },
        wanted: args.precision.map(wanted).unwrap_or_default(),
    };
    let models =
        sides.each_ref().map(|side| Models::with(side.setup.clone(), side.posterior.clone(), study.most));
    let together = models.each_ref().map(Models::runs_together).into_iter().max().unwrap_or(1);
    let workers = args.size.workers()?;
    let ensembles = with_progress(2 * study.most, |progress| {
        study.run(models.each_ref(), &kept.series, &workers, progress)
    })?;
    let found = Comparison::of(&ensembles, (start, together), &kept.family, seed, &workers);
    let told = |(side, models): (&Side, &Models)| comparison::Side {
        scenario: side.scenario.clone(),
        title: side.title.clone(),
        settings: side.settings.clone(),
        adopters: side.setup.adopters,
        digest: digest(&side.setup),
        drawn: Drawn::of(models, found.pairs),
    };
    Ok(Compared {
        sides: [told((&sides[0], &models[0])), told((&sides[1], &models[1]))],
        labs: &sides[0].setup.labs,
        seed: seed.0,
        comparison: found,
        precision: args.precision,
        wanted: if args.precision.is_some() { kept.family.clone() } else { Vec::new() },
    })
}

/// What was asked for and not reached is a failure, though all that was found has been written.
fn precise_enough(args: &Args, compared: &Compared<'_>) -> Result<(), Failure> {
    let (imprecise, pairs) = (compared.imprecise(), compared.comparison.pairs);
    let Some(wanted) = compared.precision.filter(|_| !imprecise.is_empty()) else { return Ok(()) };
    let needed = |place: &usize| pairs as f64 * (compared.half_width(*place) / wanted).powi(2);
    let say = |place: &usize| {
        let key = &compared.comparison.series[*place].key;
        let (half, unit) = (compared.half_width(*place), scale(key).unit);
        let needed = match needed(place) {
            needed if needed <= MOST_RUNS as f64 => {
                format!(", about {} pairs would do", grouped(needed.ceil() as usize))
            }
            needed if needed.is_finite() => {
                let most = half * (pairs as f64 / MOST_RUNS as f64).sqrt();
                format!(", and the most pairs, {}, would bring it to about {most:.3}", grouped(MOST_RUNS))
            }
            _ => String::new(),
        };
        format!("{}: {half:.3} {unit}{needed}", name(key, compared.labs))
    };
    let all: Vec<String> = imprecise.iter().map(say).collect();
    let help = if args.max_runs == MOST_RUNS || imprecise.iter().any(|place| needed(place) > MOST_RUNS as f64)
    {
        "give a larger --precision"
    } else {
        "give more --max-runs, up to 10000, or a larger --precision"
    };
    Err(Failure::Failed(anyhow!(
        "the precision of {wanted} was not reached with {} pairs of runs\n  {}\n  help: {help}; what was found has been written",
        grouped(pairs),
        all.join("\n  ")
    )))
}
