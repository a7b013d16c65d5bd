//! `weights config`: a template of the settings, and where they belong.

use clap::Subcommand;

use super::{Failure, print};
use crate::tui::{config, home};

/// Print a template of the settings, or where they belong.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Clone, Copy, Debug, Subcommand)]
enum What {
    /// Print a file with all settings and their defaults, with remarks
    Template,
    /// Print where the file of settings belongs
    Path,
}

/// Prints what is asked.
///
/// # Errors
/// If there is no home to keep settings in, or standard output cannot be written to.
pub fn run(args: &Args) -> Result<(), Failure> {
    match args.what {
        What::Template => print(&config::template()),
        What::Path => {
            let path = home::config_file().ok_or_else(|| {
                let message = "there is no home directory to keep settings in; set HOME or XDG_CONFIG_HOME";
                Failure::Failed(anyhow::anyhow!(message))
            })?;
            print(&format!("{}\n", path.display()))
        }
    }
}
