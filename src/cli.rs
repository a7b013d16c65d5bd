//! The command line: one file per command. Text goes out here, and nowhere below.

pub mod analyse;
mod assumption;
pub mod attribute;
pub mod backtest;
pub mod calibrate;
pub mod checks;
pub mod compare;
mod complete;
#[cfg(feature = "tui")]
pub mod config;
pub mod dilemmas;
mod ensemble;
pub mod eval;
pub mod explain;
pub mod export;
pub mod findings;
pub mod manual;
pub mod merge;
mod output;
#[cfg(feature = "tui")]
pub mod play;
mod progress;
pub mod replay;
pub mod roles;
pub mod run;
mod saved;
pub mod scenario;
mod side;
pub mod sweep;
mod text;
mod uncertainty;
pub mod worldview;

pub use complete::complete;

use std::io::{ErrorKind, Write};
use std::sync::LazyLock;

use clap::{Parser, Subcommand};

use crate::report::provenance;
use crate::scenario::{FileError, OverrideError, ScenarioError};

/// What `weights` ends with.
const EXIT_CODES: &str =
    "Exit codes: 0 done; 1 failed, or what was asked for was not reached; 2 the usage or the input is wrong";

/// The open agent-based simulation of the geopolitical AI race.
#[derive(Debug, Parser)]
#[command(name = "weights", version, long_version = long_version(), about, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Play a scenario on the screen
    #[cfg(feature = "tui")]
    Play(play::Args),
    /// Print a template of the settings, or where they belong
    #[cfg(feature = "tui")]
    Config(config::Args),
    /// Show a playthrough: on the screen, or told as text
    Replay(replay::ReplayArgs),
    /// Recompute a playthrough and say whether the bytes agree
    Verify(replay::VerifyArgs),
    /// Print the run code of a playthrough, to copy or to share
    Code(replay::CodeArgs),
    /// Simulate a scenario many times and report who runs on what
    Run(run::Args),
    /// Compare two scenarios, playthroughs or settings, run by run with the same chances
    Compare(compare::Args),
    /// Measure what each policy and event of a scenario contributed to what came of it
    Attribute(attribute::Args),
    /// Hold behaviour checks of a file against the model
    Checks(checks::Args),
    /// Evaluate points, lines of JSON on standard input, and answer each in order on standard output
    Eval(eval::Args),
    /// Do the runs of an experiment file and keep their results in a directory
    Sweep(sweep::Args),
    /// Put the parts of a sweep together
    Merge(merge::Args),
    /// Say what the results of a sweep tell: which factors matter, which policies are robust, how worlds end
    Analyse(analyse::Args),
    /// Score the model, and simple rivals, against published observations
    Backtest(backtest::Args),
    /// Fit structural parameters to published observations, with what remains uncertain about them
    Calibrate(calibrate::Args),
    /// Write the results of a sweep as another program loads them
    Export(export::Args),
    /// Measure what each lever does, moved to its ends, as Markdown tables
    Findings(findings::Args),
    /// Measure how often each role's goal is reached, by doing nothing and by the best policy found
    Roles(roles::Args),
    /// Measure what each answer to each dilemma does, as Markdown tables or JSON
    Dilemmas(dilemmas::Args),
    /// List, show, check and start scenarios
    Scenario(scenario::Args),
    /// List and show worldviews: sourced sets of structural parameters, for `--worldview`
    Worldview(worldview::Args),
    /// Explain a lever, parameter, measure or end world; without a name, list all
    Explain(explain::Args),
    /// Print what a shell needs to complete commands, options and names
    Completions(manual::CompletionsArgs),
    /// Print a page of the manual, as man(1) reads it
    Man(manual::ManArgs),
}

/// The version at length, made once.
fn long_version() -> &'static str {
    static TEXT: LazyLock<String> = LazyLock::new(provenance::long_version);
    &TEXT
}

/// Does what the command line asks.
///
/// # Errors
/// With what went wrong; see [`Failure::exit_code`].
pub fn run(cli: Cli) -> Result<(), Failure> {
    match cli.command {
        #[cfg(feature = "tui")]
        Some(Command::Play(args)) => play::run(&args),
        #[cfg(feature = "tui")]
        Some(Command::Config(args)) => config::run(&args),
        #[cfg(feature = "tui")]
        None if crate::tui::is_possible() => play::run(&play::Args::default()),
        Some(Command::Replay(args)) => replay::replay(&args),
        Some(Command::Verify(args)) => replay::verify(&args),
        Some(Command::Code(args)) => replay::code(&args),
        Some(Command::Run(args)) => run::run(&args),
        Some(Command::Compare(args)) => compare::run(&args),
        Some(Command::Attribute(args)) => attribute::run(&args),
        Some(Command::Checks(args)) => checks::run(&args),
        Some(Command::Eval(args)) => eval::run(&args),
        Some(Command::Sweep(args)) => sweep::run(&args),
        Some(Command::Merge(args)) => merge::run(&args),
        Some(Command::Analyse(args)) => analyse::run(&args),
        Some(Command::Backtest(args)) => backtest::run(&args),
        Some(Command::Calibrate(args)) => calibrate::run(&args),
        Some(Command::Export(args)) => export::run(&args),
        Some(Command::Findings(args)) => findings::run(&args),
        Some(Command::Roles(args)) => roles::run(&args),
        Some(Command::Dilemmas(args)) => dilemmas::run(&args),
        Some(Command::Scenario(args)) => scenario::run(&args),
        Some(Command::Worldview(args)) => worldview::run(&args),
        Some(Command::Explain(args)) => explain::run(&args),
        Some(Command::Completions(args)) => manual::completions(&args),
        Some(Command::Man(args)) => manual::man(&args),
        None => without_a_command(),
    }
}

/// Without a screen (no terminal, or a build without one) the default scenario is told as a table.
fn without_a_command() -> Result<(), Failure> {
    let name = crate::scenario::DEFAULT;
    let note =
        format!("no screen here, so this is the table of `{name}`; `weights --help` lists the commands");
    // A closed stderr is no reason to fail.
    let _ = writeln!(std::io::stderr(), "{note}");
    run::default_table()
}

/// Why a command did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The usage or the input is wrong: the user can mend it.
    #[error("{0:#}")]
    Input(anyhow::Error),
    /// Something else failed.
    #[error("{0:#}")]
    Failed(anyhow::Error),
}

impl Failure {
    /// The exit code: 2 for wrong usage or input, 1 for all else.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Input(_) => 2,
            Self::Failed(_) => 1,
        }
    }
}

impl From<ScenarioError> for Failure {
    fn from(error: ScenarioError) -> Self {
        Self::Input(error.into())
    }
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        Self::Input(error.into())
    }
}

impl From<OverrideError> for Failure {
    fn from(error: OverrideError) -> Self {
        Self::Input(error.into())
    }
}

/// Prints to standard output. A reader that has gone away (`weights explain | head`) is no failure.
///
/// # Errors
/// If standard output cannot be written to for another reason.
pub fn print(text: &str) -> Result<(), Failure> {
    print_bytes(text.as_bytes())
}

/// The same of something that is no text.
fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::Failed(anyhow::Error::new(error).context("standard output cannot be written to")))
        }
        _ => Ok(()),
    }
}
