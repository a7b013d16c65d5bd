//! What a sweep says of itself: progress in lines, the last word, what it found there, options that cannot be heeded.

use std::fs;

use crate::room::{RUNS, Room, refused, said};

#[test]
fn progress_in_lines_is_for_logs_and_ends_with_what_was_done_and_what_comes_next() {
    let room = Room::new();
    let output = room.sweep("log", &["--progress", "lines"]);
    let told = said(&output);
    assert!(output.status.success(), "{told}");
    assert!(told.contains("from 10 points on (here 3)"), "{told}");
    for percent in (10..=100).step_by(10) {
        assert_eq!(told.matches(&format!("{percent} %: ")).count(), 2, "{percent}, runs and tables: {told}");
    }
    assert!(told.contains("of 42 runs  ") && told.contains(" left\n"), "{told}");
    assert!(told.contains("done: 42 runs in ") && told.contains("none failed; results in log\n"), "{told}");
    assert!(told.ends_with("next: weights analyse log\n"), "{told}");
    let part = said(&room.sweep("part-2", &["--shard", "2/3", "--progress", "lines"]));
    assert!(part.contains("done: part 2/3, 14 runs in ") && part.contains("all 3 parts"), "{part}");
    for number in ["1", "3"] {
        room.whole(&format!("part-{number}"), &["--shard", &format!("{number}/3")]);
    }
    let merge = ["merge", "part-1", "part-2", "part-3", "--out", "merged", "--progress", "lines"];
    let merged = said(&room.weights(&merge));
    assert!(merged.ends_with("next: weights analyse merged\n"), "{merged}");
}

#[test]
fn a_sweep_that_goes_on_says_what_it_found() {
    let room = Room::new();
    room.whole("part", &["--shard", "1/2"]);
    fs::remove_file(room.path("part/manifest.toml")).expect("the manifest");
    let journal = fs::read(room.path("part/runs.journal")).expect("the journal");
    fs::write(room.path("part/runs.journal"), &journal[..journal.len() / 2]).expect("half of it");
    let state = room.sweep("part", &["--shard", "1/2", "--dry-run"]);
    let state = String::from_utf8(state.stdout).expect("UTF-8");
    assert!(state.contains("out: part holds ") && state.contains("--resume goes on with it"), "{state}");
    let told = said(&room.sweep("part", &["--shard", "1/2", "--resume", "--progress", "none"]));
    assert!(told.contains("part has ") && told.contains(" of 21 runs; the other "), "{told}");
    assert!(!told.contains("done:"), "{told}");
}

#[test]
fn a_dry_run_says_what_the_directory_holds_and_what_jsonl_keeps() {
    let room = Room::new();
    room.whole("there", &[]);
    let state = |out: &str, more: &[&str]| {
        let output = room.sweep(out, &[&["--dry-run"], more].concat());
        assert!(output.status.success(), "{}", said(&output));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    assert!(state("there", &[]).contains("out: there is complete: nothing is left to do"));
    assert!(state("there", &["--shard", "1/2"]).contains("holds results of something else"));
    assert!(state("x", &["--format", "csv"]).contains(" as CSV"));
    assert!(state("x", &[]).contains("out: x is not there yet"));
    assert!(state("x", &["--format", "jsonl"]).contains("nothing is kept"));
    assert!(!room.path("x").exists());
}

#[test]
fn options_that_cannot_be_heeded_are_refused() {
    let room = Room::new();
    let wanted = room.whole("there", &[]);
    refused(
        &room.sweep("there", &["--resume", "--format", "csv"]),
        &["runs.parquet and series.parquet", "help:"],
    );
    assert!(room.sweep("there", &["--resume", "--format", "parquet"]).status.success());
    assert!(room.files("there") == wanted);
    let csv = room.whole("csv", &["--format", "csv"]);
    assert!(room.sweep("csv", &["--resume"]).status.success(), "no format is asked for");
    assert_eq!(csv.len(), 2 + 1);
    let streamed = room.weights(&["sweep", "small.toml", "--format", "jsonl", "--resume"]);
    refused(&streamed, &["nothing to --resume", "help:"]);
    refused(
        &room.weights(&["merge", "there", "--out", "m", "--format", "jsonl"]),
        &["possible values: parquet, csv"],
    );
    let help = String::from_utf8(room.weights(&["sweep", "--help"]).stdout).expect("UTF-8");
    assert!(help.contains("weights sweep [OPTIONS] --out <DIR> <EXPERIMENT>"), "{help}");
    assert_eq!(RUNS, 42);
}
