//! `weights findings`: what each lever does, moved to its ends, as tables or inside a document.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, anyhow};

use super::Failure;
use super::ensemble::{Size, with_progress};
use super::output::Output;
use crate::experiment::effect::Study;
use crate::model::calendar::Month;
use crate::model::random::Seed;
use crate::report::findings::{MARKS, sample_digest, tables};
use crate::scenario::DEFAULT;

/// Where levers are moved, how often the world is run, and where the tables go.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of a built-in scenario, or path of a file
    #[arg(default_value = DEFAULT)]
    scenario: String,
    #[command(flatten)]
    size: Size,
    /// Month from which each lever is moved
    #[arg(long, value_name = "MONTH", default_value = "2026-01")]
    from: Month,
    /// Document whose tables are to be replaced, in place of standard output
    #[arg(long, value_name = "FILE")]
    update: Option<PathBuf>,
}

/// Does what is asked.
///
/// # Errors
/// If the input is wrong or the document cannot be written.
pub fn run(args: &Args) -> Result<(), Failure> {
    let scenario = args.size.scenario(&args.scenario, &[])?;
    let setup = &scenario.setup;
    if !(setup.start..=setup.end).contains(&args.from) {
        let span = format!("{} to {}", setup.start, setup.end);
        return Err(Failure::Input(anyhow!("--from {}: it must be from {span}", args.from)));
    }
    let output = Output::open(args.update.as_deref())?;
    let document = args.update.as_ref().map(read).transpose()?;
    let study = Study { seed: Seed(args.size.seed), runs: args.size.runs, from: args.from };
    let workers = args.size.workers()?;
    let (effects, digest) = with_progress(study.total(), |progress| {
        let digest = sample_digest(setup, study.seed, study.from, &workers)?;
        Ok((study.measure(setup, &workers, progress)?, digest))
    })?;
    let tables = tables(&scenario, &study, &effects, &digest);
    let text = match document {
        Some(document) => MARKS.put(&document, &tables).map_err(|error| Failure::Input(error.into()))?,
        None => tables,
    };
    output.write(&text)
}

/// The document, which must have a place for the tables before the long work begins.
fn read(path: &PathBuf) -> Result<String, Failure> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()));
    let text = text.map_err(Failure::Input)?;
    MARKS.put(&text, "").map_err(|error| Failure::Input(anyhow!("{}: {error}", path.display())))?;
    Ok(text)
}
