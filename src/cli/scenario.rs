//! `weights scenario`: list, show, check and start scenarios.

mod show;

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::anyhow;
use clap::Subcommand;

use super::text::field;
use super::{Failure, print};
use crate::scenario::{Scenario, built_ins, is_name, template};

/// What to do with scenarios.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the built-in scenarios
    List,
    /// Show what a scenario amounts to: a built-in name or a file
    Show {
        /// Name of a built-in scenario, or path of a file
        scenario: String,
    },
    /// Check a scenario file and tell all its mistakes
    Check {
        /// Path of the file
        file: String,
    },
    /// Write a commented scenario file NAME.toml into the current directory
    New {
        /// Name of the scenario: small letters, digits, - and _
        name: String,
    },
}

/// Does what is asked.
///
/// # Errors
/// If a scenario cannot be read, or a new file not be written.
pub fn run(args: &Args) -> Result<(), Failure> {
    match &args.command {
        Command::List => list(),
        Command::Show { scenario } => print(&show::text(&Scenario::load(scenario)?)),
        Command::Check { file } => check(file),
        Command::New { name } => new(name),
    }
}

fn list() -> Result<(), Failure> {
    let mut out = String::new();
    for name in built_ins() {
        let scenario = Scenario::built_in(name)?;
        field(&mut out, name, 17, &format!("{} {}", scenario.play_from, scenario.summary));
    }
    out.push_str("\nThe month is that in which play begins. `weights scenario show NAME` tells more.\n");
    print(&out)
}

fn check(file: &str) -> Result<(), Failure> {
    // A file of this name comes first here: it is files that are checked.
    let path = Path::new(file);
    let scenario = if path.exists() { Scenario::load_file(path)? } else { Scenario::load(file)? };
    let setup = &scenario.setup;
    print(&format!(
        "{file}: no mistakes\n  {}: {} labs, {} events, {} dilemmas, play from {}, {} to {}\n",
        scenario.title,
        setup.labs.len(),
        setup.events.len(),
        scenario.dilemmas.len(),
        scenario.play_from,
        setup.start,
        setup.end
    ))
}

fn new(name: &str) -> Result<(), Failure> {
    let name = name.strip_suffix(".toml").unwrap_or(name);
    if !is_name(name) {
        return Err(Failure::Input(anyhow!(
            "`{name}` cannot name a scenario\n  help: use small letters, digits, `-` and `_`, a letter first, at most 40"
        )));
    }
    if built_ins().contains(&name) {
        return Err(Failure::Input(anyhow!(
            "`{name}` is a built-in scenario\n  help: choose another name; the file may extend `{name}`"
        )));
    }
    let file = format!("{name}.toml");
    let mut out = File::create_new(&file).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::Input(anyhow!(
            "`{file}` is there already\n  help: choose another name, or move the file away"
        )),
        _ => Failure::Failed(anyhow!("`{file}` cannot be written: {error}")),
    })?;
    out.write_all(template(name).as_bytes())
        .map_err(|error| Failure::Failed(anyhow!("`{file}` cannot be written: {error}")))?;
    print(&format!(
        "wrote {file}\n  Change it, then: weights scenario check {file}\n  and: weights run {file}\n"
    ))
}
