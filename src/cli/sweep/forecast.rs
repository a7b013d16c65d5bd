//! `weights sweep --dry-run`: how many runs it is, how long it would take here, and how large it would be.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::anyhow;

use super::room::{journal_bytes, megabytes, table_bytes};
use super::{Format, Job};
use crate::cli::{Failure, print};
use crate::experiment::study::Study;
use crate::experiment::sweep::{InOrder, Record, Window};
use crate::report::results::record;

/// How long runs are tried out.
const TRIAL: Duration = Duration::from_secs(2);
/// The most runs that are tried out, and that are put into tables to see how large these are.
const MOST_RUNS: u64 = 2000;
const MOST_TABLED: usize = 50;

/// Tells it.
pub fn tell(study: &Study, job: &Job<'_>, format: Format) -> Result<(), Failure> {
    let header = &job.header;
    let (trial, took) = try_out(job);
    let tried = trial.len();
    if tried == 0 {
        return Err(Failure::Failed(anyhow!("no run could be tried out")));
    }
    let failed = trial.iter().filter(|record| record.outcome.is_err()).count();
    let runs = header.part_runs();
    let rate = tried as f64 / took.as_secs_f64();
    let journal = journal_bytes(header, runs);
    let tabled: Vec<Record> = trial.into_iter().take(MOST_TABLED).collect();
    let tables = table_bytes(header, runs, format, &job.workers, tabled)?;
    let part =
        if job.part.is_whole() { String::new() } else { format!(", {runs} of them in part {}", job.part) };
    let scenarios = study.scenarios.len();
    let threads = job.workers.threads();
    let warning =
        if failed == 0 { String::new() } else { format!("{failed} of the runs tried out failed\n") };
    print(&format!(
        "{}: design {}\n\
         runs: {} ({} points, {scenarios} scenario{}, {} replicates){part}\n\
         time: about {} on {threads} thread{} ({rate:.0} runs a second, from {tried} runs tried out here)\n\
         size: about {} as {}; {} more while it runs\n{warning}",
        study.name,
        study.design.name(),
        header.runs,
        header.points,
        if scenarios == 1 { "" } else { "s" },
        header.replicates,
        duration(runs as f64 / rate),
        if threads == 1 { "" } else { "s" },
        megabytes(tables),
        if format == Format::Csv { "CSV" } else { "Parquet" },
        megabytes(journal),
    ))
}

/// The first runs, as many as can be done in a moment, and how long they took.
fn try_out(job: &Job<'_>) -> (Vec<Record>, Duration) {
    let started = Instant::now();
    let done = AtomicUsize::new(0);
    let least = 2 * job.workers.threads();
    let mut trial = Vec::new();
    let runs = job.header.part_runs().min(MOST_RUNS);
    let window = Window::of(record::usual(&job.header), job.workers.threads());
    let is_over = || done.load(Ordering::Relaxed) >= least && started.elapsed() >= TRIAL;
    let work = |k| {
        let record = job.sweep.run(job.part.index(k));
        done.fetch_add(1, Ordering::Relaxed);
        record
    };
    let kept: Result<(), std::convert::Infallible> =
        InOrder::new(0, runs, window).run(&job.workers, is_over, work, |record| {
            // Those that are not looked at need no memory.
            let is_looked_at = trial.len() < MOST_TABLED;
            let sample =
                record.outcome.map(|sample| if is_looked_at { sample } else { sample.without_values() });
            trial.push(Record { outcome: sample, ..record });
            Ok(())
        });
    let Ok(()) = kept;
    (trial, started.elapsed())
}

/// Seconds in words.
fn duration(seconds: f64) -> String {
    match seconds {
        s if s < 100.0 => format!("{s:.0} s"),
        s if s < 6000.0 => format!("{:.0} min", s / 60.0),
        s if s < 360_000.0 => format!("{:.1} h", s / 3600.0),
        s => format!("{:.1} days", s / 86_400.0),
    }
}
