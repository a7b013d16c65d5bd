//! `weights completions` and `weights man`: what shells and man(1) want to know, from the one definition of all
//! commands.

mod examples;
mod page;

use anyhow::anyhow;
use clap::CommandFactory;
use clap_complete::Shell;
use clap_complete::env::Shells;

use super::{Cli, Failure, complete, print};
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
    /// The command to tell of, as `compare` or `checks run`; without it, the program
    command: Vec<String>,
}

/// Prints completions.
///
/// # Errors
/// If standard output cannot be written to.
pub fn completions(args: &CompletionsArgs) -> Result<(), Failure> {
    let (shells, name) = (Shells::builtins(), args.shell.to_string());
    let failed = |error: anyhow::Error| Failure::Failed(error);
    let shell = shells.completer(&name).ok_or_else(|| failed(anyhow!("{name} has no completions")))?;
    let mut out = Vec::new();
    shell
        .write_registration(complete::VARIABLE, "weights", "weights", "weights", &mut out)
        .map_err(|error| failed(error.into()))?;
    print(&String::from_utf8_lossy(&out))
}

/// Prints a page of the manual.
///
/// # Errors
/// If there is no such command, or standard output cannot be written to.
pub fn man(args: &ManArgs) -> Result<(), Failure> {
    let mut program = Cli::command();
    program.build();
    let page = command(&program, &args.command)?;
    let text = page::page(page, &args.command).map_err(|error| Failure::Failed(error.into()))?;
    print(&text)
}

/// The command of so many words.
fn command<'c>(program: &'c clap::Command, words: &[String]) -> Result<&'c clap::Command, Failure> {
    let mut found = program;
    for (place, name) in words.iter().enumerate() {
        found = found.find_subcommand(name).ok_or_else(|| unknown(found, &words[..place], name))?;
    }
    Ok(found)
}

fn unknown(of: &clap::Command, before: &[String], name: &str) -> Failure {
    let names: Vec<&str> = of.get_subcommands().map(clap::Command::get_name).collect();
    let near = nearest(name, names.iter().copied());
    let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
    let (whose, all) = (["weights"].into_iter().chain(before.iter().map(String::as_str)), names.join(", "));
    let whose = whose.collect::<Vec<_>>().join(" ");
    let help = match names.is_empty() {
        true => format!("`{whose}` has no commands of its own: leave `{name}` away"),
        false => format!("{near}commands of `{whose}` are {all}"),
    };
    Failure::Input(anyhow!("there is no command `{name}`\n  help: {help}"))
}
