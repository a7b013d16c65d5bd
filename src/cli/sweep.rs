//! `weights sweep`: does the runs of an experiment, keeps each as soon as it is done, and puts the tables together.

mod advice;
pub mod closing;
mod directory;
mod forecast;
pub mod room;
pub mod slurm;
pub mod stop;
pub mod tables;
mod writer;

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, anyhow};
use clap::ValueEnum;

use self::closing::Closing;
use self::directory::{Begun, Directory};
use self::slurm::Shard;
use self::stop::Stop;
use self::tables::{Kept, Way};
use self::writer::Writer;
use super::Failure;
use super::ensemble::Threads;
use super::progress::{Meter, Shown};
use super::uncertainty::Uncertainty;
use crate::experiment::ensemble::Workers;
use crate::experiment::study::Study;
use crate::experiment::sweep::{InOrder, Part, Record, Sweep, Window};
use crate::report::results::header::Header;
use crate::report::results::{JOURNAL, RUNS, journal, jsonl, record};

/// What is needed in which case.
const USAGE: &str = "weights sweep [OPTIONS] --out <DIR> <EXPERIMENT>
       weights sweep [OPTIONS] --format jsonl <EXPERIMENT>
       weights sweep [OPTIONS] --dry-run <EXPERIMENT>";

/// What to run, and where the results go.
#[derive(Debug, clap::Args)]
#[command(override_usage = USAGE)]
pub struct Args {
    /// Experiment file
    experiment: PathBuf,
    /// Directory for the results; it is made where it is not there
    #[arg(long, short, value_name = "DIR", required_unless_present_any = ["dry_run", "format"])]
    out: Option<PathBuf>,
    /// Go on with what DIR holds of this experiment; begin where it holds nothing
    #[arg(long)]
    resume: bool,
    /// Say how many runs it is, how long it would take here and how large it would be, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Do part I of N parts, `I/N`, or with `slurm` the part of this task of a Slurm job array; `weights merge` puts
    /// parts together
    #[arg(long, value_name = "I/N|slurm")]
    shard: Option<Shard>,
    /// How results are written [default: parquet]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// How progress is told, on standard error
    #[arg(long, value_enum, value_name = "HOW", default_value_t = Shown::Bar)]
    progress: Shown,
    #[command(flatten)]
    threads: Threads,
    #[command(flatten)]
    uncertainty: Uncertainty,
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Two Parquet files
    Parquet,
    /// Two CSV files
    Csv,
    /// One JSON object a run, to standard output while they are done; nothing is kept
    Jsonl,
}

/// Does what is asked.
///
/// # Errors
/// If the input is wrong, the results cannot be written, the sweep was stopped, or a run failed.
pub fn run(args: &Args) -> Result<(), Failure> {
    let mut study = Study::load(&args.experiment)?;
    for scenario in &mut study.scenarios {
        args.uncertainty.put(&mut scenario.posterior)?;
    }
    let part = args.shard.as_ref().map_or(Ok(Part::WHOLE), Shard::part)?;
    let job = Job {
        header: Header::of(&study, part, canonical(&args.experiment)?),
        part,
        workers: args.threads.workers()?,
        sweep: Sweep::new(&study),
        shown: args.progress,
    };
    let format = args.format.unwrap_or(Format::Parquet);
    if args.dry_run {
        forecast::tell(&study, &job, format)?;
        return args.out.as_deref().map_or(Ok(()), |out| forecast::tell_of(&job.header, out));
    }
    advice::advice(&study).iter().for_each(|advice| args.progress.tell(&format!("note: {advice}")));
    let stop = Stop::on_signals()?;
    quiet_panics();
    match (format, &args.out) {
        (Format::Jsonl, _) if args.resume => Err(Failure::Input(anyhow!(
            "--format jsonl prints runs and keeps none, so that there is nothing to --resume\n  \
             help: leave --resume away, or keep the runs: --out DIR with another --format"
        ))),
        (Format::Jsonl, None) => job.stream(&stop),
        (Format::Jsonl, Some(_)) => Err(Failure::Input(anyhow!(
            "JSON lines go to standard output, and --out is a directory for tables\n  help: leave --out away, or name \
             another --format: parquet or csv"
        ))),
        (_, None) => Err(Failure::Input(anyhow!(
            "--out is missing: the directory for the results\n  help: name one that is not there yet: --out DIR"
        ))),
        (_, Some(out)) => job.keep(args, out, &stop),
    }
}

/// The text of an experiment file in one way of writing it: without remarks, its keys in order.
fn canonical(path: &Path) -> Result<String, Failure> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()));
    let table = text.map_err(Failure::Input)?.parse::<toml::Table>();
    table.map(|table| table.to_string()).map_err(|error| Failure::Input(error.into()))
}

/// A run that panics is a row with its error: nothing else needs to be said about it.
fn quiet_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !Workers::is_one() {
            usual(info);
        }
    }));
}

/// A sweep, or a part of one, made ready.
struct Job<'s> {
    header: Header,
    part: Part,
    workers: Workers,
    sweep: Sweep<'s>,
    shown: Shown,
}

impl Job<'_> {
    /// Does the runs that are not done yet and puts the tables together.
    fn keep(&self, args: &Args, out: &Path, stop: &Stop) -> Result<(), Failure> {
        let directory = Directory::open(out)?;
        let (started, format) = (Instant::now(), args.format.unwrap_or(Format::Parquet));
        let Begun { file, mut failed, done: before } = match directory.begin(&self.header, args.resume)? {
            Kept::Finished(failed) => {
                directory.has_format(args.format)?;
                note(&format!("{} is complete: nothing is left to do", out.display()));
                return self.verdict(failed, out);
            }
            Kept::Begun(begun) => begun,
        };
        if before > 0 {
            let all = self.header.part_runs();
            note(&format!("{} has {before} of {all} runs; the other {} follow", out.display(), all - before));
        }
        if !self.part.is_whole() && args.format.is_some() {
            note("a part is kept as a journal; --format of `weights merge` says how the whole is written");
        }
        directory.check_room(&self.header, before, || self.table_bytes(format))?;
        let mut writer = Writer::new(file, before);
        let written = self.simulate(before, stop, |record, bytes| {
            failed += u64::from(record);
            writer.push(&bytes)
        });
        let done = writer.done();
        written.and(writer.close()).map_err(|error| cut_short(error, out))?;
        let again = || {
            format!(
                "go on with `weights sweep {} --out {} --resume`",
                args.experiment.display(),
                out.display()
            )
        };
        if done < self.header.part_runs() {
            return Err(Failure::Failed(anyhow!(
                "stopped after {done} of {} runs; {}",
                self.header.part_runs(),
                again()
            )));
        }
        let finished = if self.part.is_whole() {
            directory.compact(&self.header, Way { format, shown: self.shown }, &self.workers, stop)
        } else {
            directory.seal(&self.header, failed)
        };
        finished.map_err(|failure| match failure {
            Failure::Failed(error) => Failure::Failed(
                error.context(format!("all runs are kept, but not yet in tables; {}", again())),
            ),
            other => other,
        })?;
        let (part, runs, took) = (self.part, self.header.part_runs(), started.elapsed());
        self.shown.tell(&Closing { part, runs, before, failed, took, out }.text());
        self.verdict(failed, out)
    }

    /// Bytes of the tables of all runs, reckoned from the first ones.
    fn table_bytes(&self, format: Format) -> Result<u64, Failure> {
        let sample = (0..self.header.runs.min(room::SAMPLED)).map(|index| self.sweep.run(index)).collect();
        room::table_bytes(&self.header, self.header.runs, format, &self.workers, sample)
    }

    /// Prints the runs as they are done.
    fn stream(&self, stop: &Stop) -> Result<(), Failure> {
        let (mut out, mut failed) = (std::io::stdout().lock(), 0);
        let streamed = self.run_all(
            0,
            stop,
            |record| (record.outcome.is_err(), jsonl::line(record, &self.header)),
            |(is_failed, line)| {
                failed += u64::from(is_failed);
                out.write_all(line?.as_bytes())?;
                out.flush()
            },
        );
        match streamed {
            // A reader that has gone away is no failure.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
            Err(error) => {
                return Err(Failure::Failed(
                    anyhow::Error::new(error).context("standard output cannot be written to"),
                ));
            }
            Ok(()) => {}
        }
        if stop.is_set() {
            return Err(Failure::Failed(anyhow!("stopped")));
        }
        failures(failed, self.header.part_runs(), "`error` tells why")
    }

    /// Does the runs from `done` on and hands their bytes over in order, with whether they failed.
    fn simulate(
        &self,
        done: u64,
        stop: &Stop,
        mut sink: impl FnMut(bool, Vec<u8>) -> std::io::Result<()>,
    ) -> std::io::Result<()> {
        let work = |record: &Record| (record.outcome.is_err(), journal::entry(record));
        self.run_all(done, stop, work, |(is_failed, bytes)| sink(is_failed, bytes))
    }

    fn run_all<T: Send>(
        &self,
        done: u64,
        stop: &Stop,
        work: impl Fn(&Record) -> T + Sync,
        mut sink: impl FnMut(T) -> std::io::Result<()>,
    ) -> std::io::Result<()> {
        let all = self.header.part_runs();
        let window = Window::of(record::usual(&self.header), self.workers.threads());
        let mut bar = Meter::new(self.shown, done, all, "runs");
        let work = |k| work(&self.sweep.run(self.part.index(k)));
        InOrder::new(done, all, window).run(
            &self.workers,
            || stop.is_set(),
            work,
            |piece| {
                bar.advance();
                sink(piece)
            },
        )
    }

    fn verdict(&self, failed: u64, out: &Path) -> Result<(), Failure> {
        let place = if self.part.is_whole() {
            format!("{RUNS}.*")
        } else {
            "the table of runs, once merged,".to_owned()
        };
        failures(
            failed,
            self.header.part_runs(),
            &format!("the column `error` of {place} tells why ({})", out.display()),
        )
    }
}

/// A failure if any run failed.
pub fn failures(failed: u64, runs: u64, where_told: &str) -> Result<(), Failure> {
    if failed == 0 {
        return Ok(());
    }
    Err(Failure::Failed(anyhow!("{failed} of {runs} runs failed: {where_told}; all others are done")))
}

fn cut_short(error: std::io::Error, out: &Path) -> Failure {
    let what = format!(
        "{} cannot be written to; the runs in it are kept: mend that (make room, for one) and go on with --resume",
        out.join(JOURNAL).display()
    );
    Failure::Failed(anyhow::Error::new(error).context(what))
}

/// Says something on standard error.
pub fn note(text: &str) {
    // A closed stderr is no reason to fail.
    let _ = writeln!(std::io::stderr(), "note: {text}");
}
