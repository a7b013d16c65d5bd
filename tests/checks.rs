//! Behaviour checks: those of the repository hold; the command as a whole program; every mistake of a file told.
//! The files of `tests/invalid_checks` hold one mistake each, with the message beside them; `BLESS=1 cargo test --test
//! checks` rewrites the messages.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use weights_of_nations::experiment::check::Suite;
use weights_of_nations::experiment::ensemble::{Progress, Workers};
use weights_of_nations::report::checks::{table, tally};

fn checks(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_weights"));
    command.current_dir(folder).args(["checks", "run"]).args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn shipped(name: &str) -> Suite {
    Suite::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("checks").join(name)).unwrap()
}

/// All checks that the repository carries hold (V21 among them).
#[test]
fn the_model_shows_what_its_checks_say() {
    let mut files = 0;
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("checks")).unwrap() {
        let suite = shipped(&entry.unwrap().file_name().into_string().unwrap());
        let outcomes = suite.run(&Workers::new(0).unwrap(), &Progress::default()).unwrap();
        assert_eq!(tally(&outcomes).1, 0, "{}", table(&suite, &outcomes, None));
        files += 1;
    }
    assert!(files >= 1);
}

#[test]
fn worlds_that_checks_share_are_simulated_once() {
    let text = |runs: [usize; 2]| {
        let check = |name: &str, measure: &str, runs: usize| {
            format!(
                "[[checks]]\nname = \"{name}\"\nwhy = \"W.\"\nmeasure = \"{measure}\"\nruns = {runs}\n\
                 monotone = {{ in = \"us.export_controls\", levels = [0, 1], direction = \"rises\" }}\n"
            )
        };
        let head = "format = 1\ntitle = \"T\"\nscenarios = [\"history\"]\nadopters = 100\n";
        format!("{head}{}{}", check("a", "market_index", runs[0]), check("b", "concentration", runs[1]))
    };
    let suite = |runs| Suite::from_text("t.toml", &text(runs)).unwrap();
    assert_eq!(suite([3, 5]).total(), 10, "two levels, the longer of both");
    // What a check sees does not depend on what it shares its worlds with.
    let run = |runs| suite(runs).run(&Workers::new(2).unwrap(), &Progress::default()).unwrap();
    let (together, alone) = (run([3, 5]), run([3, 3]));
    assert_eq!(together[0].values, alone[0].values);
    assert_eq!(together[1].values[0].len(), 5);
}

const FILE: &str = r#"
format = 1
title = "Two of three"
runs = 6
adopters = 200
scenarios = ["history", "two-worlds"]

[[checks]]
name = "market_is_near_calm"
why = "The index goes back to calm."
source = "docs/model.md"
measure = "market_index"
bounds = { min = -9.0, max = 9.0, of = "each" }

[[checks]]
name = "impossible"
why = "It cannot be."
measure = "adoption_rate"
scenarios = ["history"]
bounds = { min = 0.99999 }

[[checks]]
name = "ban_matters"
why = "A ban is felt."
measure = "adoption_share"
bloc = "china"
region = "us"
month = "2028-01"
differs = { one = {}, other = { settings = { "us.market_ban@2026-01" = 1 } } }
"#;

#[test]
fn verdicts_values_and_the_exit_code_are_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("c.toml"), FILE).unwrap();
    let output = checks(folder.path(), &["c.toml"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(text(&output.stderr), "error: 1 of 5 checks do not hold\n");
    let out = text(&output.stdout);
    assert!(out.starts_with("Two of three\n4 of 5 checks hold\n"), "{out}");
    assert!(out.contains(
        "\nFAILS  impossible, history\n       It cannot be.\n       adoption_rate at the end (share); 6 runs of 200 adopters, seed "
    ));
    assert!(out.contains("holds  ban_matters, two-worlds\n"), "{out}");
    assert!(out.contains("us.market_ban=1@2026-01 less as it is: -"), "{out}");
    let json = checks(folder.path(), &["c.toml", "--format", "json", "--jobs", "1"]);
    let report: Value = serde_json::from_slice(&json.stdout).unwrap();
    let all = report["checks"].as_array().unwrap();
    assert_eq!(
        all.iter().map(|one| one["holds"] == true).collect::<Vec<_>>(),
        [true, true, false, true, true]
    );
    assert_eq!(all[0]["findings"].as_array().unwrap().len(), 2, "the lowest and the highest run");
    assert_eq!((&report["schema"], &all[0]["source"]), (&1.into(), &"docs/model.md".into()));
}

#[test]
fn results_are_kept_and_an_earlier_version_is_compared_with() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let held = FILE.replace("0.99999", "0.0").replace("runs = 6", "runs = 30");
    fs::write(at("c.toml"), &held).unwrap();
    let first = checks(folder.path(), &["c.toml", "--out", "a/b"]);
    assert_eq!(first.status.code(), Some(0), "{first:?}");
    checks(folder.path(), &["c.toml", "--out", "again", "--jobs", "1"]);
    let kept = fs::read(at("a/b/checks.jsonl")).unwrap();
    assert_eq!(kept, fs::read(at("again/checks.jsonl")).unwrap(), "the same bytes on any number of threads");
    let same = text(&checks(folder.path(), &["c.toml", "--against", "a/b"]).stdout);
    assert!(same.ends_with("\nAgainst version 0.1.0: 0 of 7 measures moved by more than chance\n"), "{same}");
    // Another world under the same name: as if the model had changed.
    let parent = "format = 1\ntitle = \"M\"\nextends = \"history\"\n";
    fs::write(at("mine.toml"), parent).unwrap();
    let mine = held.replace("\"two-worlds\"", "\"mine.toml\"");
    fs::write(at("c.toml"), &mine).unwrap();
    checks(folder.path(), &["c.toml", "--out", "before"]);
    fs::write(at("mine.toml"), format!("{parent}[levers.us]\nmarket_ban = 1\n")).unwrap();
    fs::write(at("c.toml"), mine.replace("impossible", "possible")).unwrap();
    let moved = text(&checks(folder.path(), &["c.toml", "--against", "before"]).stdout);
    let line = "       ban_matters, mine.toml, as it is: adoption_share__bloc_china__region_us in 2028-01\n";
    assert!(moved.contains(line), "{moved}");
    assert!(moved.contains("run by run"), "{moved}");
    assert!(!moved.contains(", history, "), "what is the same has not moved: {moved}");
    assert!(
        moved.contains("possible, history: new\n       impossible, history: no longer there\n"),
        "{moved}"
    );
    let json = checks(folder.path(), &["c.toml", "--against", "before", "--format", "json"]);
    let report: Value = serde_json::from_slice(&json.stdout).unwrap();
    let sizes =
        report["against"]["moved"].as_array().unwrap().iter().map(|one| one["size"].as_f64().unwrap());
    let sizes: Vec<f64> = sizes.collect();
    assert!(!sizes.is_empty() && sizes.is_sorted_by(|a, b| a >= b), "{sizes:?}");
}

#[test]
fn wrong_folders_are_told_before_anything_is_simulated() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    // So many runs that a test would notice.
    fs::write(at("c.toml"), FILE.replace("runs = 6", "runs = 10000").replace("200", "100000")).unwrap();
    fs::write(at("file"), "").unwrap();
    fs::create_dir(at("other")).unwrap();
    fs::write(at("other/checks.jsonl"), "{\"format\":1,\"program\":\"weights\",\"version\":\"0\"}\nno\n")
        .unwrap();
    fs::create_dir(at("later")).unwrap();
    fs::write(at("later/checks.jsonl"), "{\"format\":2,\"program\":\"weights\",\"version\":\"9\"}\n")
        .unwrap();
    for (args, expected) in [
        (["c.toml", "--against", "none"], "--out DIR` writes it"),
        (["c.toml", "--against", "other"], "line 2 is not of the stored results"),
        (["c.toml", "--against", "later"], "format 2; this program reads format 1"),
        (["c.toml", "--out", "file"], "file is no folder for results"),
        (["c.toml", "--out", "later"], "checks.jsonl is there already\n  help: name another folder"),
        (["c.toml", "--jobs", "0"], "from 1 to 1024"),
        (["missing.toml", "--jobs", "1"], "there is no such file"),
    ] {
        let output = checks(folder.path(), &args);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {told}");
        assert!(told.contains(expected) && output.stdout.is_empty(), "{args:?}: {told}");
    }
}

#[test]
fn every_mistake_gives_its_message() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/invalid_checks");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    assert!(files.len() > 60, "{} files", files.len());
    let mut parted = Vec::new();
    for path in &files {
        let output = checks(&folder, &[&path.file_name().unwrap().to_string_lossy()]);
        assert_eq!(output.status.code(), Some(2), "{}: {output:?}", path.display());
        assert!(output.stdout.is_empty(), "{}", path.display());
        let (actual, expected_path) = (text(&output.stderr), path.with_extension("txt"));
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expected_path, &actual).unwrap();
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default().replace("\r\n", "\n");
        if actual != expected {
            parted.push(format!("{}\nexpected:\n{expected}\nactual:\n{actual}", path.display()));
        }
    }
    assert!(parted.is_empty(), "{}", parted.join("\n"));
}
