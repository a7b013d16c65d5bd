//! `weights findings`: what each lever does, moved to its ends, as tables or inside a document.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, anyhow};

use super::Failure;
use super::assumption::Assumption;
use super::ensemble::{Size, with_progress};
use super::output::Output;
use crate::experiment::effect::Study;
use crate::model::calendar::Month;
use crate::model::random::Seed;
use crate::report::findings::{Findings, MARKS, data, sample_digest, tables};
use crate::scenario::{DEFAULT, FileError, Worldview};

/// Where levers are moved, how often the world is run, and where the tables go.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of a built-in scenario, or path of a file
    #[arg(default_value = DEFAULT)]
    scenario: String,
    #[command(flatten)]
    size: Size,
    #[command(flatten)]
    assumption: Assumption,
    /// Says of each finding in how many of the built-in worldviews it holds, and which term of a worldview breaks it
    #[arg(long, conflicts_with = "worldview")]
    worldviews: bool,
    /// Month from which each lever is moved
    #[arg(long, value_name = "MONTH", default_value = "2026-01")]
    from: Month,
    /// Document whose tables are to be replaced, in place of standard output
    #[arg(long, value_name = "FILE")]
    update: Option<PathBuf>,
    /// File for the findings as data (JSON), beside the tables
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
}

/// Does what is asked.
///
/// # Errors
/// If the input is wrong or the document cannot be written.
pub fn run(args: &Args) -> Result<(), Failure> {
    let (scenario, settings) = args.assumption.scenario(&args.size, &args.scenario, &[])?;
    let setup = &scenario.setup;
    if !(setup.start..=setup.end).contains(&args.from) {
        let span = format!("{} to {}", setup.start, setup.end);
        return Err(Failure::Input(anyhow!("--from {}: it must be from {span}", args.from)));
    }
    let output = Output::open(args.update.as_deref())?;
    let data_file = args.data.as_deref().map(|path| Output::open(Some(path))).transpose()?;
    let document = args.update.as_ref().map(read).transpose()?;
    let study = Study { seed: Seed(args.size.seed), runs: args.size.runs, from: args.from };
    let workers = args.size.workers()?;
    let views = if args.worldviews { worldviews()? } else { Vec::new() };
    let started = Instant::now();
    let (digest, effects, standings, runs) = with_progress(study.total_in(&views), |progress| {
        let digest = sample_digest(setup, study.seed, study.from, &workers)?;
        let effects = study.measure(setup, &workers, progress)?;
        let standing = |view| study.standing((setup, &effects), view, &workers, progress);
        let standings = views.iter().map(standing).collect::<Result<Vec<_>, _>>()?;
        Ok((digest, effects, standings, progress.done()))
    })?;
    if args.worldviews {
        let seconds = started.elapsed().as_secs();
        // A closed stderr is no reason to fail.
        let _ = writeln!(std::io::stderr(), "note: {runs} runs took {seconds} seconds");
    }
    let findings = Findings { scenario: &scenario, settings, study, effects, standings, digest };
    if let Some(file) = data_file {
        file.write(&data(&findings).text().map_err(|error| Failure::Failed(error.into()))?)?;
    }
    let tables = tables(&findings);
    let text = match document {
        Some(document) => MARKS.put(&document, &tables).map_err(|error| Failure::Input(error.into()))?,
        None => tables,
    };
    output.write(&text)
}

fn worldviews() -> Result<Vec<Worldview>, FileError> {
    Worldview::built_ins().into_iter().map(Worldview::built_in).collect()
}

/// The document, which must have a place for the tables before the long work begins.
fn read(path: &PathBuf) -> Result<String, Failure> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()));
    let text = text.map_err(Failure::Input)?;
    MARKS.put(&text, "").map_err(|error| Failure::Input(anyhow!("{}: {error}", path.display())))?;
    Ok(text)
}
