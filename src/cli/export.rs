//! `weights export`: the results of a sweep as another program loads them.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, anyhow};
use clap::ValueEnum;

use super::Failure;
use super::analyse::assemble::WORLD;
use super::analyse::directory::{manifest, table, unreadable};
use super::output::Output;
use crate::report::ema::{Archive, Values};
use crate::report::results::back::{As, BackError, Cells, TableFile};
use crate::report::results::label::{COLUMNS, Label};
use crate::report::results::manifest::Manifest;
use crate::report::results::{RUNS, SERIES};

/// What to write, and for whom.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Results directory of `weights sweep` or `weights merge`
    #[arg(value_name = "DIR")]
    results: PathBuf,
    /// The program that shall load it
    #[arg(long, value_enum)]
    to: To,
    /// File to write to
    #[arg(long, short, value_name = "FILE")]
    out: PathBuf,
}

/// A program that loads results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    /// The EMA workbench: an archive for its `load_results`
    Ema,
}

/// Does what is asked.
///
/// # Errors
/// If the directory holds no whole results, or the file cannot be written.
pub fn run(args: &Args) -> Result<(), Failure> {
    let To::Ema = args.to;
    let directory = &args.results;
    let manifest = manifest(directory).map_err(Failure::Input)?;
    let output = Output::open(Some(&args.out))?;
    let opened = |name: &str| table(directory, &manifest, name).map_err(Failure::Input);
    let (runs, series) = (opened(RUNS)?, opened(SERIES)?);
    let mut archive = Archive::default();
    let sound = experiments(&manifest, &runs.0, &mut archive)
        .map_err(|error| Failure::Input(unreadable(&runs.1, error)))?;
    arrays(&series.0, &sound, &mut archive).map_err(|error| Failure::Input(unreadable(&series.1, error)))?;
    if manifest.failed > 0 {
        let all = manifest.runs;
        // A closed stderr is no reason to fail.
        let _ =
            writeln!(std::io::stderr(), "note: {} of {all} runs failed and are left out", manifest.failed);
    }
    let mut bytes = Vec::new();
    archive.write(&mut bytes).context("the archive cannot be made").map_err(Failure::Failed)?;
    output.write_bytes(&bytes)
}

/// Adds the runs that did not fail, with their factors and measures. Returns their numbers, which go up.
fn experiments(manifest: &Manifest, runs: &TableFile, archive: &mut Archive) -> anyhow::Result<Vec<u64>> {
    let columns = runs.columns()?;
    let place = |name: &str| {
        let place = columns.iter().position(|column| column == name);
        place.ok_or_else(|| BackError::NoColumn(name.to_owned()))
    };
    let (error, world) = (place("error")?, place(WORLD)?);
    let factors = columns.get(error + 1..world).context("its columns are in another order")?;
    let measures = &columns[world + 1..];
    let words = ["status", "scenario"].map(|name| (name, As::Texts));
    let numbers = ["run", "point", "replicate"].map(str::to_owned);
    let numbers = numbers.iter().chain(factors).chain(measures).map(|name| (name.as_str(), As::Numbers));
    let mut read = runs.read(&words.into_iter().chain(numbers).collect::<Vec<_>>())?;
    let status = texts(read.remove("status"));
    let is_sound: Vec<bool> = status.iter().map(|status| status.as_deref() == Some("ok")).collect();
    let mut numbers = |name: &str| kept(numbers_of(read.remove(name)), &is_sound);
    for name in factors {
        archive.column(name, Values::Numbers(numbers(name)));
    }
    let whole = |values: Vec<f64>| values.into_iter().map(|value| value as u64).collect::<Vec<u64>>();
    let [run, point, replicate] = ["run", "point", "replicate"].map(|name| whole(numbers(name)));
    archive.column("point", Values::Whole(point));
    for name in measures {
        archive.scalar(name, numbers(name));
    }
    let scenarios =
        kept(texts(read.remove("scenario")), &is_sound).into_iter().map(Option::unwrap_or_default);
    archive.column("scenario", Values::Words(scenarios.collect()));
    archive.column("replicate", Values::Whole(replicate));
    // The workbench wants both; pandas would read `None` as nothing.
    archive.column("policy", Values::Words(vec!["none".to_owned(); run.len()]));
    let name = manifest.experiment.get("name").and_then(toml::Value::as_str).unwrap_or("unnamed");
    archive.column("model", Values::Words(vec![name.to_owned(); run.len()]));
    if run.is_sorted() { Ok(run) } else { Err(anyhow!("its runs are not in order")) }
}

/// Adds the series of these runs.
fn arrays(series: &TableFile, runs: &[u64], archive: &mut Archive) -> anyhow::Result<()> {
    let mut wanted = vec![("run", As::Numbers), ("value", As::Numbers), ("month", As::Texts)];
    wanted.extend(COLUMNS.map(|name| (name, As::Texts)));
    let mut strange = None;
    series.batches(&wanted, |batch| {
        let mut columns = batch.into_iter().map(Some);
        let (run, value) = (numbers_of(columns.next().flatten()), numbers_of(columns.next().flatten()));
        let month = texts(columns.next().flatten());
        let groups: Vec<Vec<Option<String>>> = columns.map(texts).collect();
        let mut last: Option<(usize, usize)> = None;
        for row in 0..run.len() {
            let Ok(place) = runs.binary_search(&(run[row] as u64)) else {
                strange = strange.or(Some(run[row]));
                continue;
            };
            let is_same = |other: usize| groups.iter().all(|group| group[row] == group[other]);
            // Rows of one series follow one another.
            let array = match last {
                Some((other, array)) if is_same(other) => array,
                _ => archive.array(&label(&groups, row)),
            };
            last = Some((row, array));
            archive.set(array, month[row].as_deref().unwrap_or_default(), place, value[row] as f32);
        }
    })?;
    strange.map_or(Ok(()), |run| Err(anyhow!("it has run {run}, which the table of runs has not")))
}

fn label(groups: &[Vec<Option<String>>], row: usize) -> Label {
    let mut words = groups.iter().map(|group| group[row].clone().unwrap_or_default());
    let mut next = || words.next().unwrap_or_default();
    Label {
        measure: next(),
        bloc: next(),
        access: next(),
        region: next(),
        segment: next(),
        lab: next(),
        pair: next(),
    }
}

fn numbers_of(cells: Option<Cells>) -> Vec<f64> {
    match cells {
        Some(Cells::Numbers(numbers)) => numbers,
        _ => Vec::new(),
    }
}

fn texts(cells: Option<Cells>) -> Vec<Option<String>> {
    match cells {
        Some(Cells::Texts(texts)) => texts,
        _ => Vec::new(),
    }
}

/// Those of some values that are to be kept.
fn kept<T>(values: Vec<T>, which: &[bool]) -> Vec<T> {
    values.into_iter().zip(which).filter(|(_, is_kept)| **is_kept).map(|(value, _)| value).collect()
}
