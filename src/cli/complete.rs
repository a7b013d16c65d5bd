//! What a shell may offer for the value of an argument: names of scenarios, levers, measures, roles and commands.

use std::collections::BTreeSet;
use std::ffi::OsStr;

use clap::{Arg, Command, CommandFactory};
use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter, CompletionCandidate, ValueCompleter};
use clap_complete::{CompleteEnv, PathCompleter};

use super::{Cli, explain};
use crate::model::lever::LEVERS;
use crate::model::measure::{MEASURES, catalogue};
use crate::report::measure::{headlines, name};
use crate::scenario::{DEFAULT, Scenario, built_ins, series_name};

/// The variable by which a shell asks for completions, with its own name.
pub const VARIABLE: &str = "WEIGHTS_COMPLETE";

/// Answers a shell that asks for completions, and ends the program then.
pub fn complete() {
    CompleteEnv::with_factory(|| with_values(Cli::command())).var(VARIABLE).complete();
}

/// A command whose arguments know their values, and so do its subcommands.
fn with_values(command: Command) -> Command {
    let of = command.get_name().to_owned();
    command.mut_args(|arg| with_value(&of, arg)).mut_subcommands(with_values)
}

fn with_value(command: &str, arg: Arg) -> Arg {
    let is_positional = arg.is_positional();
    match (command, arg.get_id().as_str()) {
        ("explain", "name") => arg.add(ArgValueCandidates::new(|| candidates(explain::names()))),
        ("man", "command") => arg.add(ArgValueCandidates::new(|| candidates(commands(&Cli::command())))),
        ("analyse", "scenarios") => arg.add(ArgValueCandidates::new(|| candidates(built_ins()))),
        ("analyse", "policies" | "uncertain") => arg.add(ArgValueCandidates::new(|| candidates(levers("")))),
        ("analyse", "measures") | ("eval", "measures" | "series") => {
            arg.add(ArgValueCandidates::new(|| candidates(columns())))
        }
        (_, "measures") => arg.add(ArgValueCandidates::new(|| candidates(measures()))),
        (_, "settings" | "only_a" | "only_b") => arg.add(ArgValueCandidates::new(|| candidates(levers("=")))),
        (_, "role") => arg.add(ArgValueCandidates::new(|| candidates(roles()))),
        // An option of this name is the file of a played scenario.
        (_, "scenario") if !is_positional => arg.add(ArgValueCompleter::new(toml_files())),
        (_, "scenario") | ("attribute", "name") | ("compare", "a" | "b") => {
            arg.add(ArgValueCompleter::new(scenarios))
        }
        (_, "playthrough") => arg.add(ArgValueCompleter::new(toml_files())),
        ("sweep", "experiment") | ("run" | "check", "file") => arg.add(ArgValueCompleter::new(toml_files())),
        (_, "results" | "parts" | "out" | "against") if command != "export" || is_positional => {
            arg.add(ArgValueCompleter::new(PathCompleter::dir()))
        }
        _ => arg,
    }
}

fn candidates<T: Into<String>>(names: impl IntoIterator<Item = T>) -> Vec<CompletionCandidate> {
    names.into_iter().map(|name| CompletionCandidate::new(name.into())).collect()
}

/// Files that may be read, and the folders on the way to them.
fn toml_files() -> PathCompleter {
    PathCompleter::any()
        .filter(|path| path.is_dir() || path.extension().is_some_and(|ending| ending == "toml"))
}

/// Built-in scenarios, and files.
fn scenarios(current: &OsStr) -> Vec<CompletionCandidate> {
    let begun = current.to_string_lossy();
    let names = built_ins().into_iter().filter(|name| name.starts_with(begun.as_ref()));
    candidates(names).into_iter().chain(toml_files().complete(current)).collect()
}

/// Levers and parameters, with something after each.
fn levers(after: &str) -> Vec<String> {
    let levers = LEVERS.iter().map(|spec| spec.name.to_owned());
    levers.chain(explain::parameters()).map(|name| name + after).collect()
}

/// Measures by the names that comparisons know.
fn measures() -> Vec<String> {
    let headlines = headlines().into_iter().map(|key| name(&key, &[]));
    headlines
        .chain(MEASURES.iter().map(|spec| spec.name.to_owned()))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect()
}

/// Measures by the names of columns of tables, those of the default scenario's labs included.
fn columns() -> Vec<String> {
    let Ok(scenario) = Scenario::built_in(DEFAULT) else { return Vec::new() };
    let labs = &scenario.setup.labs;
    catalogue(labs.len()).iter().map(|key| series_name(key, labs)).collect()
}

/// Roles of any built-in scenario.
fn roles() -> BTreeSet<String> {
    let scenarios = built_ins().into_iter().filter_map(|name| Scenario::built_in(name).ok());
    scenarios.flat_map(|scenario| scenario.roles).map(|role| role.id).collect()
}

/// Commands of a program or of a command.
fn commands(of: &Command) -> Vec<String> {
    let all = of
        .get_subcommands()
        .flat_map(|command| std::iter::once(command.get_name().to_owned()).chain(commands(command)));
    all.collect::<BTreeSet<_>>().into_iter().collect()
}
