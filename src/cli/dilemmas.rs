//! `weights dilemmas`: what each answer to each dilemma does, as tables, as data, or inside a document.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};

use super::Failure;
use super::ensemble::{Size, with_progress};
use super::output::Output;
use crate::experiment::dilemma::{Measured, Study};
use crate::model::random::Seed;
use crate::report::dilemmas::{Effects, MARKS, effects, json, sample_digest, tables};
use crate::scenario::{DEFAULT, Scenario};

/// Which dilemmas are measured, how often the world is run, and where the results go.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of a built-in scenario, or path of a file
    #[arg(default_value = DEFAULT)]
    scenario: String,
    #[command(flatten)]
    size: Size,
    /// Format of what goes to standard output
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Document whose tables are to be replaced, in place of standard output
    #[arg(long, value_name = "FILE")]
    update: Option<PathBuf>,
    /// File that gets the clear effects as JSON as well
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// Fail if an answer cannot be told by its effects from every other answer of its dilemma
    #[arg(long)]
    check: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Markdown tables
    Table,
    /// JSON
    Json,
}

/// Does what is asked.
///
/// # Errors
/// If the input is wrong, the results cannot be written, or the check fails.
pub fn run(args: &Args) -> Result<(), Failure> {
    let scenario = args.size.scenario(&args.scenario, None, &[])?;
    if scenario.dilemmas.is_empty() {
        return Err(Failure::Input(anyhow!("the scenario `{}` has no dilemmas", scenario.name)));
    }
    let output = Output::open(args.update.as_deref())?;
    let data = args.data.as_deref().map(|path| Output::open(Some(path))).transpose()?;
    let document = args.update.as_deref().map(read).transpose()?;
    let (setup, dilemmas) = (&scenario.setup, &scenario.dilemmas);
    let (seed, play_from) = (Seed(args.size.seed), scenario.play_from);
    let study = Study { seed, runs: args.size.runs, play_from };
    let workers = args.size.workers()?;
    let (measured, digest) = with_progress(study.total(dilemmas), |progress| {
        let digest = sample_digest(&scenario, &study, &workers)?;
        Ok((study.measure(setup, dilemmas, &workers, progress)?, digest))
    })?;
    let effects = effects(&scenario, &study, &measured, &digest);
    if let Some(data) = data {
        data.write(&text_of(&effects.clone().clear())?)?;
    }
    let text = match (document, args.format) {
        (None, Format::Json) => text_of(&effects)?,
        (None, Format::Table) => tables(&scenario, &study, &measured, &digest),
        (Some(document), _) => {
            let tables = tables(&scenario, &study, &measured, &digest);
            MARKS.put(&document, &tables).map_err(|error| Failure::Input(error.into()))?
        }
    };
    output.write(&text)?;
    if args.check { check(&scenario, &measured) } else { Ok(()) }
}

fn text_of(effects: &Effects) -> Result<String, Failure> {
    json(effects).map_err(|error| Failure::Failed(error.into()))
}

/// The document, which must have a place for the tables before the long work begins.
fn read(path: &Path) -> Result<String, Failure> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()));
    let text = text.map_err(Failure::Input)?;
    MARKS.put(&text, "").map_err(|error| Failure::Input(anyhow!("{}: {error}", path.display())))?;
    Ok(text)
}

fn check(scenario: &Scenario, measured: &[Measured]) -> Result<(), Failure> {
    let alike = measured.iter().flat_map(|one| {
        let dilemma = &scenario.dilemmas[one.dilemma];
        let name = |place: usize| format!("`{}`: {}", dilemma.id, dilemma.options[place].label);
        one.indistinct().into_iter().map(name)
    });
    let alike: Vec<String> = alike.collect();
    if alike.is_empty() {
        return Ok(());
    }
    let list = alike.join("\n  ");
    Err(Failure::Failed(anyhow!(
        "these answers do nothing that sets them apart from the others of their dilemma:\n  {list}\n  help: let them move \
         more, or measure with more --runs"
    )))
}
