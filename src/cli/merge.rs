//! `weights merge`: puts the parts of a sweep together, into the bytes of a sweep that was done in one.

use std::fs::File;
use std::io::{BufReader, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, anyhow};
use clap::ValueEnum;

use super::Failure;
use super::ensemble::Threads;
use super::progress::Shown;
use super::sweep::closing::Closing;
use super::sweep::room::{Need, SAMPLED, table_bytes};
use super::sweep::stop::Stop;
use super::sweep::tables::{self, Place, Way};
use super::sweep::{self, failures};
use crate::experiment::ensemble::Workers;
use crate::experiment::sweep::{Part as Share, Record};
use crate::report::results::header::Header;
use crate::report::results::journal::Journal;
use crate::report::results::manifest::Manifest;
use crate::report::results::{JOURNAL, MANIFEST, RUNS};

/// What to put together, and where.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Directories of all parts, in any order
    #[arg(required = true, value_name = "DIR")]
    parts: Vec<PathBuf>,
    /// Directory for the results; it is made where it is not there
    #[arg(long, short, value_name = "DIR")]
    out: PathBuf,
    /// How results are written
    #[arg(long, value_enum, default_value_t = Format::Parquet)]
    format: Format,
    /// How progress is told, on standard error
    #[arg(long, value_enum, value_name = "HOW", default_value_t = Shown::Bar)]
    progress: Shown,
    #[command(flatten)]
    threads: Threads,
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Two Parquet files
    Parquet,
    /// Two CSV files
    Csv,
}

impl Format {
    /// The same of a sweep, which can do more.
    const fn of_sweep(self) -> sweep::Format {
        match self {
            Self::Parquet => sweep::Format::Parquet,
            Self::Csv => sweep::Format::Csv,
        }
    }
}

/// Does what is asked.
///
/// # Errors
/// If the parts do not make a whole, the results cannot be written, it was stopped, or a run failed.
pub fn run(args: &Args) -> Result<(), Failure> {
    let started = Instant::now();
    let mut parts = args.parts.iter().map(|path| Part::open(path)).collect::<Result<Vec<_>, _>>()?;
    let header = whole(&parts)?;
    parts.sort_by_key(|part| part.number);
    let out = Place::open(&args.out)?;
    if out.manifest()?.is_some() {
        let help = "help: name another directory, or remove this one";
        return Err(Failure::Input(anyhow!("{} holds results already\n  {help}", args.out.display())));
    }
    out.refuse_tables(&header)?;
    let workers = args.threads.workers()?;
    check_room(args, &out, &header, &workers)?;
    let stop = Stop::on_signals()?;
    let (mut next, way) = (0, Way { format: args.format.of_sweep(), shown: args.progress });
    let failed = tables::put(&out, &header, way, &workers, &stop, || {
        if next == header.runs {
            return Ok(None);
        }
        let place = (next % parts.len() as u64) as usize;
        next += 1;
        parts[place].next().map(Some)
    })?;
    let (runs, took) = (header.runs, started.elapsed());
    let done = Closing { part: Share::WHOLE, runs, before: 0, failed, took, out: &args.out };
    args.progress.tell(&done.text());
    failures(failed, header.runs, &format!("the column `error` of {RUNS}.* tells why"))
}

/// Makes sure that there is room for the tables, as far as the first runs of a part let it be known.
fn check_room(args: &Args, out: &Place, header: &Header, workers: &Workers) -> Result<(), Failure> {
    let help = "make room, or name a directory where there is some";
    Need { journal: 0, what: "the tables", help }.check(out, header, || {
        let mut first = Part::open(&args.parts[0])?;
        let all = first.journal.header().part_runs().min(SAMPLED);
        let sample = (0..all).map(|_| first.next()).collect::<anyhow::Result<Vec<Record>>>();
        table_bytes(header, header.runs, args.format.of_sweep(), workers, sample.map_err(Failure::Failed)?)
    })
}

/// A part that is complete.
struct Part {
    path: PathBuf,
    journal: Journal<BufReader<File>>,
    number: u64,
    of: u64,
}

impl Part {
    fn open(path: &Path) -> Result<Self, Failure> {
        let place = path.display();
        let file = path.join(JOURNAL);
        let there = path.join(MANIFEST).exists();
        let opened = File::open(&file).map_err(|error| no_journal(path, there, error))?;
        let journal = Journal::open(BufReader::with_capacity(1 << 18, opened));
        let mut journal = journal
            .with_context(|| format!("{} cannot be merged", file.display()))
            .map_err(Failure::Input)?;
        let Some(shard) = journal.header().shard else {
            let help = "help: go on with `weights sweep ... --resume`, which makes its tables";
            return Err(Failure::Input(anyhow!(
                "{place} is not a part but a whole sweep under way\n  {help}"
            )));
        };
        if !there {
            let all = journal.header().part_runs();
            while let Ok(Some(Ok(_))) = journal.next() {}
            let (done, part) = (journal.done(), format!("{}/{}", shard.number, shard.of));
            let why = if done == all {
                format!("all {all} runs of part {part} are there, but not the {MANIFEST} that says so")
            } else {
                format!("it has {done} of the {all} runs of part {part}")
            };
            return Err(Failure::Input(anyhow!(
                "{place} is not complete: {why}\n  help: complete it by `weights sweep EXPERIMENT --shard {part} --out {place} \
                 --resume`"
            )));
        }
        Ok(Self { path: path.to_owned(), journal, number: shard.number, of: shard.of })
    }

    fn next(&mut self) -> anyhow::Result<Record> {
        let next = self.journal.next().with_context(|| format!("{} cannot be read", self.path.display()))?;
        next.and_then(Result::ok).ok_or_else(|| {
            anyhow!(
                "{} is damaged after byte {}: remove its {MANIFEST} and do its missing runs again with `weights sweep ... \
                 --shard {}/{} --resume`",
                self.path.join(JOURNAL).display(),
                self.journal.place(),
                self.number,
                self.of
            )
        })
    }
}

/// The header of the whole, if the parts make one.
fn whole(parts: &[Part]) -> Result<Header, Failure> {
    let first = &parts[0];
    let header = Header { shard: None, ..first.journal.header().clone() };
    for part in &parts[1..] {
        let of_all = Header { shard: None, ..part.journal.header().clone() };
        let mut differences = Manifest::new(&of_all, 0, Vec::new()).differences(&header);
        if part.of != first.of {
            differences.push(format!("parts: {} there, {} here", part.of, first.of));
        }
        if !differences.is_empty() {
            return Err(Failure::Input(anyhow!(
                "{} (there) and {} (here) are not parts of one sweep:\n    {}\n  help: name the parts of one sweep alone",
                part.path.display(),
                first.path.display(),
                differences.join("\n    ")
            )));
        }
    }
    for number in 1..=first.of {
        let of_number: Vec<String> = parts
            .iter()
            .filter(|part| part.number == number)
            .map(|part| part.path.display().to_string())
            .collect();
        if of_number.len() > 1 {
            return Err(Failure::Input(anyhow!(
                "part {number}/{} is there twice: {}\n  help: name each part once",
                first.of,
                of_number.join(" and ")
            )));
        }
    }
    let missing: Vec<String> = (1..=first.of)
        .filter(|&number| parts.iter().all(|part| part.number != number))
        .map(|number| format!("{number}/{}", first.of))
        .collect();
    if missing.is_empty() {
        Ok(header)
    } else {
        Err(Failure::Input(anyhow!(
            "parts are missing: {}\n  help: name their directories too; a part that is not done yet is done by `weights sweep \
             EXPERIMENT --shard {} --out DIR`",
            missing.join(", "),
            missing[0]
        )))
    }
}

/// Why a directory has no journal of a part that can be read.
fn no_journal(path: &Path, has_manifest: bool, error: std::io::Error) -> Failure {
    let place = path.display();
    let (why, help) = match (has_manifest, error.kind()) {
        (true, ErrorKind::NotFound) => (
            "it holds whole results, which need no merging".to_owned(),
            "leave it away; name the directories of parts",
        ),
        (false, ErrorKind::NotFound) if !path.is_dir() => (
            "there is no such directory".to_owned(),
            "check the path, or do the part: `weights sweep EXPERIMENT --shard I/N`",
        ),
        (false, ErrorKind::NotFound) => (
            "no part of a sweep is in it".to_owned(),
            "name the directories that `weights sweep EXPERIMENT --shard I/N --out DIR` filled",
        ),
        _ => (error.to_string(), "see that it can be read"),
    };
    Failure::Input(anyhow!("{place} cannot be merged: {why}\n  help: {help}"))
}
