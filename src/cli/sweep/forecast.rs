//! `weights sweep --dry-run`: how many runs it is, how long it would take here, and how large it would be.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::anyhow;

use super::advice::advice;
use super::directory;
use super::room::{journal_bytes, megabytes, table_bytes};
use super::{Format, Job};
use crate::cli::progress::duration;
use crate::cli::{Failure, print};
use crate::experiment::study::Study;
use crate::experiment::sweep::{InOrder, Record, Window};
use crate::report::results::header::Header;
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
    let tabled: Vec<Record> = trial.into_iter().take(MOST_TABLED).collect();
    let part =
        if job.part.is_whole() { String::new() } else { format!(", {runs} of them in part {}", job.part) };
    let scenarios = study.scenarios.len();
    let threads = job.workers.threads();
    let mut remarks =
        if failed == 0 { String::new() } else { format!("{failed} of the runs tried out failed\n") };
    remarks.extend(advice(study).iter().map(|advice| format!("note: {advice}\n")));
    let size = match format {
        Format::Jsonl => "nothing is kept: JSON lines go to standard output".to_owned(),
        Format::Parquet | Format::Csv => tables(job, format, tabled)?,
    };
    print(&format!(
        "{}: design {}\n\
         runs: {} ({} points, {scenarios} scenario{}, {} replicates){part}\n\
         time: about {} on {threads} thread{} ({rate:.0} runs a second, from {tried} runs tried out here)\n\
         size: {size}\n{remarks}",
        study.name,
        study.design.name(),
        header.runs,
        header.points,
        if scenarios == 1 { "" } else { "s" },
        header.replicates,
        duration(runs as f64 / rate),
        if threads == 1 { "" } else { "s" },
    ))
}

/// How large the tables are, and the journal meanwhile.
fn tables(job: &Job<'_>, format: Format, tabled: Vec<Record>) -> Result<String, Failure> {
    let runs = job.header.part_runs();
    let tables = table_bytes(&job.header, runs, format, &job.workers, tabled)?;
    let (tables, journal) = (megabytes(tables), megabytes(journal_bytes(&job.header, runs)));
    let name = if format == Format::Csv { "CSV" } else { "Parquet" };
    Ok(format!("about {tables} as {name}; {journal} more while it runs"))
}

/// Tells what a directory for the results holds already.
pub fn tell_of(header: &Header, out: &Path) -> Result<(), Failure> {
    let what = directory::state(header, out)?;
    print(&format!("out: {} {what}\n", out.display()))
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
