//! `weights merge`: puts the parts of a sweep together, into the bytes of a sweep that was done in one.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};

use super::Failure;
use super::ensemble::Threads;
use super::sweep::room::{Need, SAMPLED, table_bytes};
use super::sweep::stop::Stop;
use super::sweep::tables::{self, Place};
use super::sweep::{Format, failures};
use crate::experiment::ensemble::Workers;
use crate::experiment::sweep::Record;
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
    #[command(flatten)]
    threads: Threads,
}

/// Does what is asked.
///
/// # Errors
/// If the parts do not make a whole, the results cannot be written, it was stopped, or a run failed.
pub fn run(args: &Args) -> Result<(), Failure> {
    if args.format == Format::Jsonl {
        return Err(Failure::Input(anyhow!(
            "JSON lines are printed while runs are done: merge to parquet or csv"
        )));
    }
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
    let mut next = 0;
    let failed = tables::put(&out, &header, args.format, &workers, &stop, || {
        if next == header.runs {
            return Ok(None);
        }
        let place = (next % parts.len() as u64) as usize;
        next += 1;
        parts[place].next().map(Some)
    })?;
    failures(failed, header.runs, &format!("the column `error` of {RUNS}.* tells why"))
}

/// Makes sure that there is room for the tables, as far as the first runs of a part let it be known.
fn check_room(args: &Args, out: &Place, header: &Header, workers: &Workers) -> Result<(), Failure> {
    let help = "make room, or name a directory where there is some";
    Need { journal: 0, what: "the tables", help }.check(out, header, || {
        let mut first = Part::open(&args.parts[0])?;
        let all = first.journal.header().part_runs().min(SAMPLED);
        let sample = (0..all).map(|_| first.next()).collect::<anyhow::Result<Vec<Record>>>();
        table_bytes(header, header.runs, args.format, workers, sample.map_err(Failure::Failed)?)
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
        let opened = File::open(&file).with_context(|| {
            let why = if there {
                "it holds whole results, which need no merging"
            } else {
                "no part of a sweep is in it"
            };
            format!("{place} cannot be merged: {why}")
        });
        let opened = opened.map_err(Failure::Input)?;
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
            return Err(Failure::Input(anyhow!(
                "{place} is not complete: it has {} of the {all} runs of part {}/{}\n  help: go on with it by \
                 `weights sweep ... --shard {}/{} --out {place} --resume`",
                journal.done(),
                shard.number,
                shard.of,
                shard.number,
                shard.of,
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
                "{} (there) and {} (here) are not parts of one sweep:\n    {}",
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
                "part {number}/{} is there twice: {}",
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
        Err(Failure::Input(anyhow!("parts are missing: {}", missing.join(", "))))
    }
}
