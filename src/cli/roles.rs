//! `weights roles`: how often each role's goal is reached, by doing nothing and by the best policy found.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, anyhow};
use clap::ValueEnum;

use super::Failure;
use super::ensemble::{Size, Threads, seed, whole_number, with_progress};
use super::output::Output;
use crate::experiment::ensemble::{EnsembleError, Progress, Workers};
use crate::experiment::role::{BEST_AT_LEAST, Broken, IDLE_AT_MOST, LEVERS_AT_LEAST, Trial};
use crate::model::random::Seed;
use crate::report::roles::{MARKS, Tried, json, markdown, sample_digest, text};
use crate::scenario::{ADOPTERS, DEFAULT, Scenario, built_ins, nearest};

/// Which roles are tried, on how many runs, and where the outcome goes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of a built-in scenario, or path of a file
    #[arg(default_value = DEFAULT)]
    scenario: String,
    /// All built-in scenarios (takes minutes)
    #[arg(long, conflicts_with = "scenario")]
    all: bool,
    /// Only the role of this name
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// Number of runs by which a role is judged: 8 to 10000
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = whole_number(8, 10_000))]
    runs: usize,
    /// Seed of chance: the same seed, scenario and settings give the same bytes
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = seed)]
    seed: u64,
    /// Number of adopters: 100 to 1000000 [default: the scenario's, 10000 in the built-in ones]
    #[arg(long, value_name = "N", value_parser = whole_number(ADOPTERS.0, ADOPTERS.1))]
    adopters: Option<usize>,
    #[command(flatten)]
    threads: Threads,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Fail (exit code 1) where a role breaks the rules for built-in roles
    #[arg(long)]
    check: bool,
    /// Document whose tables are to be replaced, in place of standard output
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    update: Option<PathBuf>,
}

/// How the outcome is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text made to be read
    Table,
    /// One object, schema 1
    Json,
}

/// Does what is asked.
///
/// # Errors
/// If the input is wrong, the output cannot be written, or `--check` finds a rule broken.
pub fn run(args: &Args) -> Result<(), Failure> {
    let scenarios = scenarios(args)?;
    let output = Output::open(args.update.as_deref())?;
    let document = args.update.as_ref().map(read).transpose()?;
    let trial = Trial { seed: Seed(args.seed), runs: args.runs };
    let workers = args.size().workers()?;
    let total = scenarios.iter().flat_map(|s| &s.roles).map(|role| trial.total(role)).sum();
    let digest = document.is_some().then(|| sample_digest(&scenarios, trial.seed, &workers)).transpose();
    let digest = digest.map_err(|error| Failure::Failed(error.into()))?.unwrap_or_default();
    let tried = with_progress(total, |progress| tried(scenarios, &trial, &workers, progress))?;
    let text = match (document, args.format) {
        (Some(document), _) => {
            let tables = markdown(&tried, &trial, &digest);
            MARKS.put(&document, &tables).map_err(|error| Failure::Input(error.into()))?
        }
        (None, Format::Table) => text(&tried, &trial),
        (None, Format::Json) => json(&tried, &trial).map_err(|error| Failure::Failed(error.into()))?,
    };
    output.write(&text)?;
    if args.check { verdict(&tried) } else { Ok(()) }
}

impl Args {
    fn size(&self) -> Size {
        Size { runs: self.runs, seed: self.seed, adopters: self.adopters, threads: self.threads }
    }
}

/// The scenarios asked for, with the roles asked for.
fn scenarios(args: &Args) -> Result<Vec<Scenario>, Failure> {
    let names = if args.all { built_ins() } else { vec![args.scenario.as_str()] };
    let mut scenarios = Vec::new();
    for name in names {
        let mut scenario = args.size().scenario(name, None, &[])?;
        if let Some(wanted) = &args.role {
            let known = scenario.roles.iter().any(|role| role.id == *wanted);
            if !known && !args.all {
                return Err(no_such_role(&scenario, wanted));
            }
            scenario.roles.retain(|role| role.id == *wanted);
        }
        scenarios.push(scenario);
    }
    Ok(scenarios)
}

fn no_such_role(scenario: &Scenario, wanted: &str) -> Failure {
    let ids: Vec<&str> = scenario.roles.iter().map(|role| role.id.as_str()).collect();
    let near = nearest(wanted, ids.iter().copied());
    let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
    let all = ids.join(", ");
    Failure::Input(anyhow!("`{}` has no role `{wanted}`: {near}its roles are: {all}", scenario.name))
}

fn tried(
    scenarios: Vec<Scenario>,
    trial: &Trial,
    workers: &Workers,
    progress: &Progress,
) -> Result<Vec<Tried>, EnsembleError> {
    let mut tried = Vec::new();
    for scenario in scenarios {
        let mut findings = Vec::new();
        for role in &scenario.roles {
            findings.extend(trial.of(&scenario, role, workers, progress)?);
        }
        tried.push(Tried { scenario, findings });
    }
    Ok(tried)
}

/// The document, which must have a place for the tables before the long work begins.
fn read(path: &PathBuf) -> Result<String, Failure> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()));
    let text = text.map_err(Failure::Input)?;
    MARKS.put(&text, "").map_err(|error| Failure::Input(anyhow!("{}: {error}", path.display())))?;
    Ok(text)
}

fn verdict(tried: &[Tried]) -> Result<(), Failure> {
    let mut broken = Vec::new();
    for one in tried {
        for (finding, rules) in one.broken() {
            let place = format!("{} of {}", finding.role.id, one.scenario.name);
            broken.extend(rules.into_iter().map(|rule| format!("{place}: {}", rule_in_words(rule))));
        }
    }
    if broken.is_empty() {
        // A closed stderr is no reason to fail.
        let _ = writeln!(std::io::stderr(), "all roles keep the rules");
        return Ok(());
    }
    Err(Failure::Failed(anyhow!("roles that break a rule:\n  {}", broken.join("\n  "))))
}

fn rule_in_words(rule: Broken) -> String {
    match rule {
        Broken::Idle => format!("doing nothing reaches the goal in more than {:.0} %", IDLE_AT_MOST * 100.0),
        Broken::Best => {
            format!("the best policy found reaches it in less than {:.0} %", BEST_AT_LEAST * 100.0)
        }
        Broken::Levers => {
            format!("fewer than {LEVERS_AT_LEAST} levers move its measures by 3 points or more")
        }
    }
}
