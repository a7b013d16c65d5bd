//! `weights checks`: holds behaviour checks of a file against the model.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use clap::{Subcommand, ValueEnum};

use super::Failure;
use super::ensemble::{Threads, with_progress};
use super::output::Output;
use crate::experiment::check::{Comparison, Stored, Suite, compare};
use crate::report::checks::{json, table, tally};

/// What to do with checks.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Simulate what the checks of a file need, and say which hold; exit code 1 if one does not
    Run(RunArgs),
}

/// Which checks, and where results go.
#[derive(Debug, clap::Args)]
struct RunArgs {
    /// The file of checks
    file: PathBuf,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Folder that gets what was measured, to compare later versions with; what it holds is not replaced
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Folder with the results of an earlier version: what moved by more than chance is told
    #[arg(long, value_name = "DIR")]
    against: Option<PathBuf>,
    #[command(flatten)]
    threads: Threads,
}

/// How checks are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text made to be read
    Table,
    /// One object, schema 1
    Json,
}

/// The file of a results folder.
const FILE: &str = "checks.jsonl";

/// Does what is asked.
///
/// # Errors
/// If the input is wrong, results cannot be written, or a check does not hold.
pub fn run(args: &Args) -> Result<(), Failure> {
    match &args.command {
        Command::Run(args) => run_checks(args),
    }
}

fn run_checks(args: &RunArgs) -> Result<(), Failure> {
    let suite = Suite::load(&args.file)?;
    let before = args.against.as_deref().map(earlier).transpose()?;
    let out = args.out.as_deref().map(folder).transpose()?;
    let workers = args.threads.workers()?;
    let outcomes = with_progress(suite.total(), |progress| suite.run(&workers, progress))?;
    let now = Stored::of(&suite, &outcomes);
    let comparison: Option<Comparison> = before.map(|before| compare(&before, &now));
    let text = match args.format {
        Format::Table => table(&suite, &outcomes, comparison.as_ref()),
        Format::Json => json(&suite, &outcomes, comparison.as_ref()).map_err(failed)?,
    };
    if let Some(out) = out {
        out.write(&now.text().map_err(failed)?)?;
    }
    super::print(&text)?;
    match tally(&outcomes) {
        (_, 0) => Ok(()),
        (all, failing) => Err(Failure::Failed(anyhow!("{failing} of {all} checks do not hold"))),
    }
}

fn failed(error: serde_json::Error) -> Failure {
    Failure::Failed(error.into())
}

/// The results of an earlier version, read before the long work.
fn earlier(folder: &Path) -> Result<Stored, Failure> {
    let path = folder.join(FILE);
    let text = fs::read_to_string(&path).with_context(|| {
        format!("{} cannot be read; `weights checks run ... --out DIR` writes it", path.display())
    });
    let stored = Stored::read(&text.map_err(Failure::Input)?);
    stored.with_context(|| format!("{} cannot be compared with", path.display())).map_err(Failure::Input)
}

/// A folder for results, made if it is not there.
fn folder(path: &Path) -> Result<Output, Failure> {
    let made =
        fs::create_dir_all(path).with_context(|| format!("{} is no folder for results", path.display()));
    made.map_err(Failure::Input)?;
    if path.join(FILE).exists() {
        let help = "help: name another folder, or remove this file";
        return Err(Failure::Input(anyhow!("{} is there already\n  {help}", path.join(FILE).display())));
    }
    Output::open(Some(&path.join(FILE)))
}
