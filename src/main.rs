//! The `weights` program: parse, dispatch, print the error, exit code.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use weights_of_nations::cli::{self, Cli};

fn main() -> ExitCode {
    cli::complete();
    match cli::run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // A closed stderr is no reason to fail in another way.
            let _ = writeln!(std::io::stderr(), "error: {failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}
