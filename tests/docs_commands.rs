//! Commands in README.md and docs/: every block marked `sh` is run by bash as it stands, one document after the other in a
//! directory of its own, with small numbers of runs and adopters; those that are run elsewhere say by what. What documents
//! show of files and answers is what the program takes and says.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;
use weights_of_nations::model::lever::Lever;
use weights_of_nations::model::random::Seed;
use weights_of_nations::playthrough::record::{Record, Terms};
use weights_of_nations::playthrough::{Facts, Game};
use weights_of_nations::scenario::Scenario;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn document(name: &str) -> String {
    fs::read_to_string(root().join(name)).expect("a document").replace("\r\n", "\n")
}

/// A block between fences.
#[derive(Clone, Debug)]
struct Block {
    /// The word after the fence.
    language: String,
    /// What runs it, if the line before says so.
    run_by: Option<String>,
    code: String,
}

fn blocks(text: &str) -> Vec<Block> {
    let (mut blocks, mut open, mut before) = (Vec::new(), None::<Block>, "");
    for line in text.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(language), None) => {
                let run_by = before.strip_prefix("<!-- run by ").and_then(|rest| rest.strip_suffix(" -->"));
                let (language, run_by) = (language.to_owned(), run_by.map(str::to_owned));
                open = Some(Block { language, run_by, code: String::new() });
            }
            (None, Some(block)) => block.code.extend([line, "\n"]),
            (None, None) => {}
        }
        before = line;
    }
    assert!(open.is_none(), "a fence is open");
    blocks
}

/// All documents, by their paths from the root.
fn documents() -> Vec<String> {
    let entries = fs::read_dir(root().join("docs")).expect("the documents");
    let names = entries.map(|entry| entry.expect("a file").file_name().into_string().expect("a name"));
    let mut names: Vec<String> =
        names.filter(|name| name.ends_with(".md")).map(|name| format!("docs/{name}")).collect();
    names.push("README.md".to_owned());
    names.sort();
    names
}

/// The first block of a document in a language.
fn first(name: &str, language: &str) -> String {
    let block = blocks(&document(name)).into_iter().find(|block| block.language == language);
    block.unwrap_or_else(|| panic!("{name} has no {language}")).code
}

/// A text with one of its parts replaced, which must be there.
#[track_caller]
fn with(text: &str, old: &str, new: &str) -> String {
    assert!(text.contains(old), "`{old}` is not in:\n{text}");
    text.replace(old, new)
}

/// A directory with all that documents take for granted.
struct Room {
    directory: TempDir,
    /// The run code of `my-game.toml`.
    code: String,
}

impl Room {
    fn new() -> Self {
        let directory = TempDir::new().expect("a directory");
        let path = |name: &str| directory.path().join(name);
        for folder in
            ["experiments", "checks", "calibration", "data", "home/.config/fish", "home/.local/state"]
        {
            fs::create_dir_all(path(folder)).expect("a folder");
        }
        for name in ["what-matters", "robust-programmes"] {
            let text = document(&format!("experiments/{name}.toml"));
            let line = text.lines().find(|line| line.starts_with("replicates")).expect("replicates");
            let small = with(&text, line, "replicates = 2");
            fs::write(path(&format!("experiments/{name}.toml")), small).expect("an experiment");
        }
        let screening = with(
            &document("experiments/screening.toml"),
            "trajectories = 16\nlevels       = 4\nreplicates   = 4\nadopters     = 1000",
            "trajectories = 2\nlevels = 4\nreplicates = 1\nadopters = 300",
        );
        // In so small runs there are months without any download.
        let screening = with(&screening, "  { measure = \"download_share\", pair = \"china-us\" },\n", "");
        fs::write(path("experiments/screening.toml"), screening).expect("an experiment");
        let controls = first("docs/experiments.md", "toml");
        let controls = with(
            &controls,
            "points     = 200\nreplicates = 20\nadopters   = 10000",
            "points = 8\nreplicates = 2\nadopters = 200",
        );
        fs::write(path("controls.toml"), controls).expect("an experiment");
        // The first checks of the file are enough to see that the command does as it should.
        let checks = document("checks/mechanisms.toml");
        let few: Vec<&str> = checks.split("[[checks]]").take(3).collect();
        fs::write(path("checks/mechanisms.toml"), few.join("[[checks]]")).expect("checks");
        let calibration = document("calibration/history.toml");
        let calibration = with(
            &calibration,
            "adopters  = 1000\nruns      = 16\nparticles = 192\nmoves     = 3",
            "adopters = 200\nruns = 2\nparticles = 12\nmoves = 1",
        );
        fs::write(path("calibration/history.toml"), calibration).expect("a calibration");
        let kept = "calibration/observed-until-2025-10.toml";
        fs::write(path(kept), document(kept)).expect("a posterior");
        let (text, code) = game();
        fs::write(path("my-game.toml"), text).expect("a game");
        symlink(root().join("tests/docs_commands/weights"), path("weights")).expect("a link");
        Self { directory, code }
    }

    /// Runs some lines of a shell; any of them that fails ends them.
    fn bash(&self, lines: &str) -> Output {
        let (here, home) = (self.directory.path(), self.directory.path().join("home"));
        let path = std::env::var("PATH").expect("a path");
        let mut command = Command::new("bash");
        command.args(["-euo", "pipefail", "-c", lines]).current_dir(here).stdin(Stdio::null());
        command.env("PATH", format!("{}:{path}", here.display())).env("HOME", &home);
        command.env("XDG_STATE_HOME", home.join(".local/state")).env("XDG_CONFIG_HOME", home.join(".config"));
        command.env("WEIGHTS_PROGRAM", env!("CARGO_BIN_EXE_weights"));
        command.output().expect("bash starts")
    }

    /// Runs the commands of a document and says which failed.
    fn try_out(&self, name: &str) -> Vec<String> {
        let is_to_run = |block: &Block| block.language == "sh" && block.run_by.is_none();
        let mut failures = Vec::new();
        for block in blocks(&document(name)).into_iter().filter(is_to_run) {
            // Without the screen there are no settings for it.
            if cfg!(not(feature = "tui")) && block.code.contains("weights config") {
                continue;
            }
            let code = block.code.replace(" FILE ", " my-game.toml ").replace("WN1-...", &self.code);
            let output = self.bash(&code);
            if !output.status.success() {
                let said = String::from_utf8_lossy(&output.stderr);
                failures.push(format!("{name}: {}\n{code}{said}", output.status));
            }
        }
        failures
    }
}

/// A game of some months, as a file and as a run code.
fn game() -> (String, String) {
    let scenario = Scenario::built_in("two-worlds").expect("built in");
    let terms = Terms { seed: Seed(7), futures: 0, adopters: Some(300), role: None, dilemmas: false };
    let mut game = Game::new(Facts::of(&scenario, &terms).expect("the observer"));
    game.set_lever(Lever::UsExportControls, Some(0.8));
    (0..4).for_each(|_| assert!(game.step()));
    let record = Record::of(&game.snapshot());
    (record.to_text(), record.to_code())
}

fn all_run(names: &[String]) {
    let failures: Vec<String> = names.iter().flat_map(|name| Room::new().try_out(name)).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_commands_of_the_readme_run() {
    all_run(&["README.md".to_owned()]);
}

#[test]
fn the_commands_of_the_documents_run() {
    let names: Vec<String> = documents().into_iter().filter(|name| name != "README.md").collect();
    assert!(names.len() >= 15, "{names:?}");
    all_run(&names);
}

#[test]
fn no_command_stands_where_nothing_runs_it() {
    let mut run = 0;
    for name in documents() {
        for block in blocks(&document(&name)) {
            if let Some(by) = &block.run_by {
                assert!(root().join(by).is_file(), "{name}: there is no {by}");
            }
            if block.language == "sh" {
                run += usize::from(block.run_by.is_none());
            } else if block.language.is_empty() {
                let command =
                    block.code.lines().find(|line| line.starts_with("weights ") || line.starts_with("$ "));
                assert_eq!(command, None, "{name}: mark the block as `sh`, so that it is run");
            }
        }
    }
    assert!(run >= 12, "{run} blocks");
}

#[test]
fn a_command_that_is_wrong_would_be_found() {
    let room = Room::new();
    for (lines, code) in [
        ("weights run two-worlds --no-such-option", 2),
        ("weights run no-such-world | cat", 2),
        ("weights run two-worlds --set us.export_contrls=1", 2),
        ("weights scenario list\nweights sweep missing.toml --out x\nweights scenario list", 2),
    ] {
        assert_eq!(room.bash(lines).status.code(), Some(code), "{lines}");
    }
}

#[test]
fn files_that_documents_show_are_taken() {
    let room = Room::new();
    let shown = first("docs/experiments.md", "toml");
    assert!(document("experiments/controls-and-programme.toml").ends_with(&shown), "not the same file");
    fs::write(room.directory.path().join("shown.toml"), first("docs/checks.md", "toml")).expect("checks");
    let output = room.bash("weights checks run shown.toml && weights sweep controls.toml --out results");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn answers_that_documents_show_are_given() {
    let room = Room::new();
    let point = r#"{"id":7,"settings":{"us.export_contrls":1}}"#;
    let output = room.bash(&format!("echo '{point}' | weights eval history || true"));
    let answer = String::from_utf8(output.stdout).expect("text");
    assert!(
        answer.len() > 50 && document("docs/eval.md").contains(&answer),
        "docs/eval.md does not show: {answer}"
    );
    let document = document("docs/experiments.md");
    let mine = "format = 1\nname = \"mine\"\nscenarios = [\"history\"]\ndesign = \"lhs\"\npoints = 20\n\n[[factors]]\n\
                name  = \"us.export_contrls\"\nrange = [0, 1]\n";
    fs::write(room.directory.path().join("mine.toml"), mine).expect("an experiment");
    let output = room.bash("weights sweep mine.toml --out x");
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(said.len() > 50 && document.contains(&said), "docs/experiments.md does not show: {said}");
}
