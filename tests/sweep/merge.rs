//! Parts of a sweep put together: the bytes of the whole, also after a merge that was killed.

use std::fs;
use std::thread;
use std::time::Duration;

use crate::room::{Room, chance, refused, said};

#[test]
fn seven_parts_merge_into_the_bytes_of_the_whole() {
    let room = Room::new();
    let wanted = room.whole("whole", &["--format", "csv"]);
    let parquet = room.whole("parquet", &[]);
    let mut merge = vec!["merge".to_owned()];
    for number in (1..=7).rev() {
        let (part, shard) = (format!("part{number}"), format!("{number}/7"));
        room.whole(&part, &["--shard", &shard]);
        merge.push(part);
    }
    let merge: Vec<&str> = merge.iter().map(String::as_str).collect();
    let to = |parts: &[&str], more: &[&str]| room.weights(&[parts, more].concat());
    refused(
        &to(&merge[..6], &["--out", "m"]),
        &["parts are missing: 1/7, 2/7", "help: name their directories too"],
    );
    refused(&to(&merge, &["part3", "--out", "m"]), &["part 3/7 is there twice", "help: name each part once"]);
    let whole = to(&merge, &["whole", "--out", "m"]);
    refused(&whole, &["which need no merging", "help: leave it away"]);
    assert!(!String::from_utf8_lossy(&whole.stderr).contains("os error"), "{whole:?}");
    refused(&to(&merge, &["nowhere", "--out", "m"]), &["there is no such directory"]);
    refused(&to(&merge, &["--out", "whole"]), &["holds results already"]);
    room.whole("other", &["--shard", "1/6"]);
    refused(
        &to(&merge[..7], &["other", "--out", "m"]),
        &["not parts of one sweep", "parts: 6 there, 7 here"],
    );
    let seven = room.sweep("part1", &["--shard", "2/7", "--resume"]);
    refused(&seven, &["part of the runs: 1/7 there, 2/7 here"]);
    // A part that is not complete.
    fs::remove_file(room.path("part4/manifest.toml")).expect("the manifest");
    refused(
        &to(&merge, &["--out", "m"]),
        &["part4 is not complete: all 6 runs of part 4/7 are there, but not the manifest.toml"],
    );
    room.sweep("part4", &["--shard", "4/7", "--resume"]);
    for (out, format, wanted) in [("csv", "csv", wanted), ("m", "parquet", parquet)] {
        let output = to(&merge, &["--out", out, "--format", format]);
        assert!(output.status.success(), "{}", said(&output));
        assert!(room.files(out) == wanted, "{format}");
    }
}

/// A place in which a merge was killed after its tables were put there and before their manifest was.
#[test]
fn a_merge_that_was_killed_is_done_again_in_the_same_place() {
    let room = Room::new();
    let wanted = [room.whole("csv", &["--format", "csv"]), room.whole("parquet", &[])];
    for part in ["1/2", "2/2"] {
        room.whole(&part.replace('/', "-"), &["--shard", part]);
    }
    let merge = |format: &str| room.weights(&["merge", "1-2", "2-2", "--out", "m", "--format", format]);
    let place = |name: &str| room.path("m").join(name);
    let begin = |format: &str| {
        let _ = fs::remove_dir_all(room.path("m"));
        assert!(merge(format).status.success());
    };
    // Killed between its last steps: both tables there, or one of them still to be moved.
    for (before, after) in [("csv", "csv"), ("csv", "parquet"), ("parquet", "parquet"), ("parquet", "csv")] {
        begin(before);
        fs::rename(place("manifest.toml"), place(".manifest.toml.part")).expect("a manifest");
        let series = format!("series.{before}");
        fs::rename(place(&series), place(&format!(".{series}.part"))).expect("a table");
        let output = merge(after);
        assert!(output.status.success(), "{before} {after}: {}", said(&output));
        assert!(room.files("m") == wanted[usize::from(after == "parquet")], "{before} {after}");
    }
    // A promise of something else lets nothing be replaced.
    begin("csv");
    let manifest = fs::read_to_string(place("manifest.toml")).expect("the manifest");
    fs::remove_file(place("manifest.toml")).expect("the manifest");
    let other = manifest.replace("seed = 3", "seed = 4");
    assert_ne!(other, manifest);
    for promise in ["", &other] {
        fs::write(place(".manifest.toml.part"), promise).expect("a promise");
        refused(&merge("csv"), &["runs.csv is in the way"]);
    }
}

#[test]
fn a_merge_killed_at_any_moment_can_be_repeated() {
    let room = Room::new();
    let wanted = room.whole("whole", &[]);
    for part in ["1/2", "2/2"] {
        room.whole(&part.replace('/', "-"), &["--shard", part]);
    }
    let mut state = 1;
    for moment in 0..20 {
        let format = if moment % 3 == 0 { "csv" } else { "parquet" };
        let args = ["merge", "1-2", "2-2", "--out", "m", "--format", format];
        let mut child = room.command(&args).spawn().expect("the program starts");
        thread::sleep(Duration::from_millis(chance(&mut state) % 40));
        child.kill().expect("it can be killed");
        child.wait().expect("its end");
        if room.path("m/manifest.toml").exists() {
            fs::remove_dir_all(room.path("m")).expect("to begin again");
        }
    }
    let output = room.weights(&["merge", "1-2", "2-2", "--out", "m"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(room.files("m") == wanted);
}
