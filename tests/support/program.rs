//! The program as a whole, run with arguments.

use std::process::{Command, Output};

/// What it answers.
pub fn weights(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_weights")).args(args).output().expect("the program starts")
}

/// What it writes; it must succeed.
#[track_caller]
pub fn text(args: &[&str]) -> String {
    let output = weights(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}
