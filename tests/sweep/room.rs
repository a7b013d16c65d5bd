//! A directory with an experiment in it, and the program in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

pub const EXPERIMENT: &str = r#"
format     = 1
name       = "small"
scenarios  = ["two-worlds", "history"]
design     = "grid"
replicates = 7
adopters   = 200
seed       = 3
measures   = ["adoption_rate", "frontier_gap", "markup"]

[[factors]]
name   = "us.export_controls"
values = [0.0, 0.5, 1.0]
from   = "2026-01"
"#;

/// Runs of the experiment.
pub const RUNS: usize = 42;

/// A directory with the experiment in it.
pub struct Room(TempDir);

impl Room {
    pub fn new() -> Self {
        let room = Self(TempDir::new().expect("a directory"));
        fs::write(room.path("small.toml"), EXPERIMENT).expect("the experiment");
        room
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_weights"));
        command.current_dir(self.0.path()).args(args).stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn weights(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("the program starts")
    }

    pub fn sweep(&self, out: &str, more: &[&str]) -> Output {
        self.weights(&[&["sweep", "small.toml", "--out", out], more].concat())
    }

    /// A sweep that succeeds.
    pub fn whole(&self, out: &str, more: &[&str]) -> Vec<(String, Vec<u8>)> {
        let output = self.sweep(out, more);
        assert!(output.status.success(), "{more:?}: {}", said(&output));
        assert_eq!(said(&output), "", "quiet where nobody watches");
        self.files(out)
    }

    /// All files of a directory with their bytes.
    pub fn files(&self, directory: &str) -> Vec<(String, Vec<u8>)> {
        files(&self.path(directory))
    }
}

pub fn files(directory: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(directory).expect("the results").map(|entry| entry.expect("a file"));
    let mut files: Vec<_> = entries
        .map(|entry| {
            (entry.file_name().into_string().expect("a name"), fs::read(entry.path()).expect("bytes"))
        })
        .collect();
    files.sort();
    files
}

pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[track_caller]
pub fn refused(output: &Output, words: &[&str]) {
    assert_eq!(output.status.code(), Some(2), "{}", said(output));
    words.iter().for_each(|word| assert!(said(output).contains(word), "`{word}` in {}", said(output)));
}

/// Numbers that look like chance, the same every time (SplitMix64).
pub fn chance(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (z ^ (z >> 27)) >> 16
}

/// Waits until the journal has grown to so many bytes, or the program has ended.
pub fn wait_for(child: &mut Child, journal: &Path, bytes: u64) -> bool {
    loop {
        if child.try_wait().expect("a child").is_some() {
            return false;
        }
        if fs::metadata(journal).is_ok_and(|there| there.len() >= bytes) {
            return true;
        }
        thread::sleep(Duration::from_micros(500));
    }
}
