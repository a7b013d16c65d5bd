//! `weights sweep` with Parquet output against the bare engine, by turns, on two threads: `cargo bench --bench sweep`.
//!
//! The bare engine simulates the same runs from models made before, and reads nothing off them. `-- 100000` does so many
//! small runs instead of a few thousand; the program's largest memory is told with them.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use weights_of_nations::experiment::ensemble::Workers;
use weights_of_nations::experiment::study::Study;
use weights_of_nations::model::simulation::{Model, Simulation};

const JOBS: usize = 2;
const TURNS: usize = 5;

/// The example of the documents: every month of 423 series.
const USUAL: &str = r#"
format = 1
name = "usual"
scenarios = ["history"]
design = "lhs"
points = 20
replicates = RUNS
adopters = 10000
measures = ["adoption_share", "frontier_gap"]
[[factors]]
name = "us.export_controls"
range = [0.0, 1.0]
from = "2026-01"
"#;

/// Small runs of 36 months, of which one in twelve is kept.
const SMALL: &str = r#"
format = 1
name = "small"
scenarios = ["short.toml"]
design = "lhs"
points = 100
replicates = RUNS
adopters = 1000
measures = ["adoption_share", "frontier_gap"]
series = { every = 12 }
[[factors]]
name = "us.export_controls"
range = [0.0, 1.0]
from = "2025-01"
"#;

const SHORT: &str = r#"
format = 1
extends = "two-worlds"
title = "Three years"
[time]
ends = "2026-12"
"#;

fn main() {
    let wanted = std::env::args().skip(1).find_map(|arg| arg.parse::<u64>().ok());
    let room = tempfile::tempdir().expect("a directory");
    fs::write(room.path().join("short.toml"), SHORT).expect("a scenario");
    compare(room.path(), "usual", &USUAL.replace("RUNS", "20"), TURNS);
    let replicates = wanted.unwrap_or(4000) / 100;
    let turns = if wanted.is_some() { 1 } else { TURNS };
    compare(room.path(), "small", &SMALL.replace("RUNS", &replicates.to_string()), turns);
}

fn compare(room: &Path, name: &str, experiment: &str, turns: usize) {
    let file = room.join(format!("{name}.toml"));
    fs::write(&file, experiment).expect("an experiment");
    let study = Study::load(&file).expect("a sound experiment");
    let runs = study.runs();
    let (mut ratios, mut most) = (Vec::new(), 0);
    for _ in 0..turns {
        let bare = bare(&study);
        let (sweep, memory) = sweep(room, &file);
        ratios.push(bare.as_secs_f64() / sweep.as_secs_f64());
        most = most.max(memory);
        let rate = |time: Duration| runs as f64 / time.as_secs_f64();
        println!("{name}: {runs} runs: bare {:.0}/s, sweep {:.0}/s, {memory} kB", rate(bare), rate(sweep));
    }
    ratios.sort_by(f64::total_cmp);
    println!(
        "{name}: sweep at {:.1} % of the bare engine (median), {most} kB at most",
        100.0 * ratios[turns / 2]
    );
}

/// How long the bare engine takes.
fn bare(study: &Study) -> Duration {
    let model = |point| Arc::new(Model::new(study.setup(0, point).expect("a sound point")));
    let models: Vec<Arc<Model>> = (0..study.points()).map(model).collect();
    let workers = Workers::new(JOBS).expect("threads");
    let (next, started) = (AtomicU64::new(0), Instant::now());
    workers.on_each(|| {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= study.runs() {
                break;
            }
            let run = study.run(index);
            std::hint::black_box(Simulation::new(Arc::clone(&models[run.point]), run.seed).run());
        }
    });
    started.elapsed()
}

/// How long the program takes, and its largest memory (kB), where the system tells.
fn sweep(room: &Path, file: &Path) -> (Duration, u64) {
    let out = room.join("out");
    let started = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_weights"))
        .args(["sweep", "--jobs", &JOBS.to_string(), "--out"])
        .args([&out, file])
        .stderr(Stdio::inherit())
        .spawn()
        .expect("the program starts");
    let mut memory = 0;
    let status = loop {
        memory = memory.max(high_water(child.id()).unwrap_or(0));
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    let took = started.elapsed();
    assert!(status.success());
    fs::remove_dir_all(out).expect("to begin again");
    (took, memory)
}

fn high_water(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
