//! `weights sweep` and `weights merge` as whole programs: killed, resumed, in parts, damaged, and kept out.

#[cfg(target_os = "linux")]
mod disk;
mod failed;
mod merge;
mod room;
mod said;

use std::fs::{self, File};
use std::io::Read;
use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::Duration;

use crate::room::{EXPERIMENT, RUNS, Room, chance, refused, said, wait_for};

#[test]
fn threads_change_no_byte_and_the_files_are_few() {
    let room = Room::new();
    for format in ["parquet", "csv"] {
        let one = room.whole(&format!("{format}-1"), &["--format", format, "--jobs", "1"]);
        let two = room.whole(&format!("{format}-2"), &["--format", format, "--jobs", "3"]);
        assert!(one == two, "{format}");
        let names: Vec<&str> = one.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["manifest.toml", &format!("runs.{format}"), &format!("series.{format}")]);
    }
    let runs = fs::read_to_string(room.path("csv-1/runs.csv")).expect("the table");
    assert_eq!(runs.lines().count(), 1 + RUNS);
    assert!(runs.starts_with(
        "run,point,scenario,replicate,seed,status,error,us.export_controls,world,adoption_rate,"
    ));
    let columns = runs.lines().map(|line| line.split(',').count());
    assert!(columns.clone().all(|count| Some(count) == columns.clone().next()));
    let manifest = fs::read_to_string(room.path("csv-1/manifest.toml")).expect("the manifest");
    for line in
        ["runs = 42", "failed = 0", "model_version = ", "files = [\"runs.csv\", \"series.csv\"]", "seed = 3"]
    {
        assert!(manifest.contains(line), "{line} in {manifest}");
    }
}

#[test]
fn a_sweep_killed_at_twenty_moments_ends_with_the_same_bytes() {
    let room = Room::new();
    let wanted = room.whole("whole", &[]);
    let (mut state, mut killed, mut finished) = (1, 0, 0);
    while killed < 20 {
        let args = ["sweep", "small.toml", "--out", "killed", "--resume", "--jobs", "2"];
        let mut child = room.command(&args).spawn().expect("the program starts");
        // Killed at some moment of its life, from its start to the tables and after them.
        let journal = room.path("killed/runs.journal");
        let there = fs::metadata(&journal).map_or(0, |there| there.len());
        if chance(&mut state).is_multiple_of(2) {
            wait_for(&mut child, &journal, there + 1 + chance(&mut state) % 40_000);
        }
        thread::sleep(Duration::from_millis(chance(&mut state) % 60));
        let ended = child.try_wait().expect("a child").is_some();
        child.kill().expect("it can be killed");
        let output = child.wait_with_output().expect("its end");
        if ended {
            assert!(output.status.success(), "{}", said(&output));
            assert!(room.files("killed") == wanted, "after {killed} kills");
            fs::remove_dir_all(room.path("killed")).expect("to begin again");
            finished += 1;
        } else {
            killed += 1;
        }
    }
    let output = room.sweep("killed", &["--resume"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(room.files("killed") == wanted, "after {killed} kills, {finished} sweeps finished in between");
}

#[cfg(unix)]
#[test]
fn a_signal_stops_it_and_it_says_how_to_go_on() {
    let room = Room::new();
    let wanted = room.whole("whole", &[]);
    let large = EXPERIMENT.replace("replicates = 7", "replicates = 4000");
    fs::write(room.path("large.toml"), large).expect("the experiment");
    let mut child =
        room.command(&["sweep", "large.toml", "--out", "large"]).spawn().expect("the program starts");
    assert!(wait_for(&mut child, &room.path("large/runs.journal"), 100_000));
    let signalled = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("kill");
    assert!(signalled.success());
    let output = child.wait_with_output().expect("its end");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("go on with `weights sweep large.toml --out large --resume`"),
        "{}",
        said(&output)
    );
    // The same directory serves for nothing else meanwhile.
    refused(
        &room.sweep("large", &["--resume"]),
        &["holds results of something else", "replicates: 4000 there, 7 here"],
    );
    let large = room.weights(&["sweep", "large.toml", "--out", "large"]);
    refused(&large, &["of 24000 runs of this experiment", "--resume"]);
    assert!(room.files("whole") == wanted);
}

#[test]
fn slurm_tells_the_part_of_a_task() {
    let room = Room::new();
    let wanted = room.whole("given", &["--shard", "2/3"]);
    let mut command = room.command(&["sweep", "small.toml", "--out", "told", "--shard", "slurm"]);
    let array = [("ID", "11"), ("COUNT", "3"), ("MIN", "10"), ("MAX", "12")];
    command.envs(array.map(|(name, value)| (format!("SLURM_ARRAY_TASK_{name}"), value)));
    assert!(command.output().expect("the program starts").status.success());
    assert!(room.files("told") == wanted);
    let output = room.sweep("none", &["--shard", "slurm"]);
    refused(&output, &["SLURM_ARRAY_TASK_ID is not set", "sbatch --array"]);
    assert!(!room.path("none").exists());
}

/// A sweep whose journal is there and not yet in tables.
fn begun(room: &Room) -> PathBuf {
    room.whole("part", &["--shard", "1/2"]);
    fs::remove_file(room.path("part/manifest.toml")).expect("the manifest");
    room.path("part/runs.journal")
}

#[test]
fn a_damaged_journal_goes_on_from_the_last_sound_run() {
    let room = Room::new();
    let journal = begun(&room);
    let wanted = fs::read(&journal).expect("the journal");
    for at in [wanted.len() - 3, wanted.len() / 2, wanted.len() * 3 / 4] {
        let mut damaged = wanted.clone();
        damaged[at] ^= 0x10;
        fs::write(&journal, damaged).expect("a journal");
        let output = room.sweep("part", &["--shard", "1/2", "--resume"]);
        assert!(output.status.success(), "{}", said(&output));
        assert!(said(&output).contains("is damaged after byte"), "{}", said(&output));
        assert!(fs::read(&journal).expect("the journal") == wanted, "at {at}");
        fs::remove_file(room.path("part/manifest.toml")).expect("the manifest");
    }
    for cut in [wanted.len() - 1, 10, 0, wanted.len() / 3] {
        fs::write(&journal, &wanted[..cut]).expect("a journal");
        let output = room.sweep("part", &["--shard", "1/2", "--resume"]);
        assert!(output.status.success(), "{}", said(&output));
        assert!(fs::read(&journal).expect("the journal") == wanted, "cut at {cut}");
        fs::remove_file(room.path("part/manifest.toml")).expect("the manifest");
    }
    fs::write(&journal, "something else").expect("a file");
    refused(
        &room.sweep("part", &["--shard", "1/2", "--resume"]),
        &["is in the way", "no journal of a sweep"],
    );
}

#[test]
fn results_of_something_else_are_left_alone() {
    let room = Room::new();
    let wanted = room.whole("there", &[]);
    refused(&room.sweep("there", &[]), &["holds the results of this experiment already"]);
    let again = room.sweep("there", &["--resume"]);
    assert!(again.status.success() && said(&again).contains("is complete"), "{}", said(&again));
    fs::write(room.path("small.toml"), EXPERIMENT.replace("seed       = 3", "seed = 4")).expect("another");
    refused(&room.sweep("there", &["--resume"]), &["something else", "seed: 3 there, 4 here"]);
    // Remarks and the order of keys make no other experiment.
    fs::write(room.path("small.toml"), format!("# a remark\n{EXPERIMENT}")).expect("the same");
    assert!(room.sweep("there", &["--resume"]).status.success());
    assert!(room.files("there") == wanted);
    let manifest =
        String::from_utf8(wanted[0].1.clone()).expect("text").replace("version = \"0", "version = \"9");
    fs::write(room.path("there/manifest.toml"), manifest).expect("of another version");
    refused(&room.sweep("there", &["--resume"]), &["version of weights: 9"]);
    fs::remove_file(room.path("there/manifest.toml")).expect("no manifest");
    refused(&room.sweep("there", &[]), &["runs.parquet is in the way"]);
    assert_eq!(room.files("there").len(), 2, "and nothing else is put there");
}

#[test]
fn two_programs_do_not_write_to_one_directory() {
    let room = Room::new();
    let journal = begun(&room);
    let held = File::open(&journal).expect("the journal");
    held.lock().expect("a lock");
    refused(
        &room.sweep("part", &["--shard", "1/2", "--resume"]),
        &["another `weights` is writing to part", "help: wait until it has ended"],
    );
    held.unlock().expect("unlocked");
    assert!(room.sweep("part", &["--shard", "1/2", "--resume"]).status.success());
}

#[test]
fn a_place_that_cannot_be_written_to_is_told_before_work() {
    let room = Room::new();
    fs::write(room.path("file"), "").expect("a file");
    refused(&room.sweep("file", &[]), &["is no directory"]);
    refused(&room.sweep("file/below", &[]), &["is no directory"]);
    refused(&room.weights(&["sweep", "small.toml"]), &["--out"]);
    refused(&room.weights(&["sweep", "missing.toml", "--out", "x"]), &["missing.toml"]);
    assert!(!room.path("x").exists());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::create_dir(room.path("locked")).expect("a directory");
        fs::set_permissions(room.path("locked"), fs::Permissions::from_mode(0o555)).expect("read-only");
        let output = room.sweep("locked", &[]);
        // Nothing is read-only to root.
        if File::create(room.path("locked/probe")).is_err() {
            refused(&output, &["locked/runs.journal cannot be written"]);
        } else {
            eprintln!("skipped: this user may write everywhere");
        }
    }
}

#[test]
fn json_lines_stream_in_order_and_end_with_their_reader() {
    let room = Room::new();
    let output = room.weights(&["sweep", "small.toml", "--format", "jsonl"]);
    assert!(output.status.success(), "{}", said(&output));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), RUNS);
    for (k, line) in lines.iter().enumerate() {
        assert_eq!((&line["run"], &line["status"]), (&k.into(), &"ok".into()));
        assert_eq!(line["series"]["adoption_rate"].as_array().map(Vec::len), Some(84));
    }
    let mut child =
        room.command(&["sweep", "small.toml", "--format", "jsonl"]).spawn().expect("the program starts");
    let mut first = [0; 10];
    child.stdout.take().expect("its output").read_exact(&mut first).expect("a line");
    assert!(
        child.wait_with_output().expect("its end").status.success(),
        "a reader that goes away is no failure"
    );
    refused(&room.sweep("x", &["--format", "jsonl"]), &["leave --out away"]);
}

#[test]
fn a_dry_run_tells_how_much_it_is_and_leaves_nothing() {
    let room = Room::new();
    let output = room.sweep("x", &["--dry-run"]);
    assert!(output.status.success(), "{}", said(&output));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    for words in [
        "runs: 42 (3 points, 2 scenarios, 7 replicates)",
        "time: about",
        "a second",
        "size: about",
        "Parquet",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(!room.path("x").exists());
}
