//! `weights worldview`: lists and shows worldviews.

use clap::Subcommand;

use super::text::{field, heading, paragraph};
use super::{Failure, print};
use crate::scenario::Worldview;

/// What to do with worldviews.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the built-in worldviews
    List,
    /// Show whose thought a worldview is, what it sets, and why
    Show {
        /// Name of a built-in worldview, or path of a file
        worldview: String,
    },
}

/// Does what is asked.
///
/// # Errors
/// If a worldview cannot be read.
pub fn run(args: &Args) -> Result<(), Failure> {
    match &args.command {
        Command::List => list(),
        Command::Show { worldview } => print(&text(&Worldview::load(worldview)?)),
    }
}

fn list() -> Result<(), Failure> {
    let mut out = String::new();
    for name in Worldview::built_ins() {
        field(&mut out, name, 19, &Worldview::built_in(name)?.school);
    }
    out.push_str("\n`weights worldview show NAME` tells more; `--worldview NAME` simulates under one.\n");
    print(&out)
}

fn text(view: &Worldview) -> String {
    let mut out = format!("{} ({})\n", view.title, view.name);
    paragraph(&mut out, &view.school);
    heading(&mut out, "Argument");
    paragraph(&mut out, &view.argument);
    heading(&mut out, "Sets");
    if view.parameters.is_empty() {
        out.push_str("  nothing: all parameters stand at their defaults\n");
    }
    for (entry, value) in &view.parameters {
        field(&mut out, &entry.name(), 29, &format!("{value} in place of {}", entry.default()));
    }
    heading(&mut out, "Sources");
    for source in &view.sources {
        let address = source.address.as_ref().map_or_else(String::new, |address| format!(" {address}"));
        field(&mut out, &source.date, 7, &format!("{}. {}{address}", source.title, source.fact));
    }
    out
}
