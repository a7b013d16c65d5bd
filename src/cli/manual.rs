//! `weights completions` and `weights man`: what shells and man(1) want to know, from the one definition of all
//! commands.

use anyhow::anyhow;
use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use super::{Cli, Failure, print};
use crate::scenario::nearest;

/// Completions of a shell.
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// The shell; where its completions belong is told in docs/compare.md
    #[arg(value_enum)]
    shell: Shell,
}

/// A page of the manual.
#[derive(Debug, clap::Args)]
pub struct ManArgs {
    /// The command to tell of; without it, the program
    command: Option<String>,
}

/// Prints completions.
///
/// # Errors
/// If standard output cannot be written to.
pub fn completions(args: &CompletionsArgs) -> Result<(), Failure> {
    let mut out = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "weights", &mut out);
    print(&String::from_utf8_lossy(&out))
}

/// Prints a page of the manual.
///
/// # Errors
/// If there is no such command, or standard output cannot be written to.
pub fn man(args: &ManArgs) -> Result<(), Failure> {
    let mut program = Cli::command();
    program.build();
    let page = match &args.command {
        None => program,
        Some(name) => command(&program, name)?,
    };
    let mut out = Vec::new();
    Man::new(page).render(&mut out).map_err(|error| Failure::Failed(error.into()))?;
    print(&String::from_utf8_lossy(&out))
}

fn command(program: &clap::Command, name: &str) -> Result<clap::Command, Failure> {
    if let Some(found) = program.find_subcommand(name) {
        return Ok(found.clone());
    }
    let names: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
    let near = nearest(name, names.iter().copied());
    let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
    let all = names.join(", ");
    Err(Failure::Input(anyhow!("there is no command `{name}`\n  help: {near}commands are {all}")))
}
