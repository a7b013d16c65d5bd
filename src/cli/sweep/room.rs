//! Room on a disk: what a journal and the tables made of it need, and a refusal, before work starts, where it is not there.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::anyhow;

use super::Format;
use super::tables::Place;
use crate::cli::Failure;
use crate::experiment::ensemble::Workers;
use crate::experiment::sweep::Record;
use crate::report::results::csv::Csv;
use crate::report::results::frame::HEAD;
use crate::report::results::header::Header;
use crate::report::results::parquet::Parquet;
use crate::report::results::{TableError, Tables, record};

/// Runs put into tables to see how large these become.
pub const SAMPLED: u64 = 8;

/// Tables are smaller than so many journals: a value takes 4 bytes there, and a row of CSV with its words less than 160.
const PLENTY: u64 = 40;

/// Bytes of so many runs in a journal.
pub fn journal_bytes(header: &Header, runs: u64) -> u64 {
    runs * (HEAD as u64 + record::usual(header))
}

/// Bytes of the tables of so many runs, reckoned from some of them.
///
/// # Errors
/// If no tables can be made of these.
pub fn table_bytes(
    header: &Header,
    runs: u64,
    format: Format,
    workers: &Workers,
    mut sample: Vec<Record>,
) -> Result<u64, Failure> {
    let (half, all) = (sample.len() / 2, sample.len());
    let measure =
        |records| measured(header, format, workers, records).map_err(|error| Failure::Failed(error.into()));
    let large = measure(sample.clone())?;
    if all as u64 >= runs || half == 0 {
        return Ok(large);
    }
    sample.truncate(half);
    // What stands in a table once, such as the words of its columns, must not be counted for each run.
    let each = large.saturating_sub(measure(sample)?) as f64 / (all - half) as f64;
    Ok(large + (each * (runs - all as u64) as f64) as u64)
}

/// Bytes of the tables of some runs.
fn measured(
    header: &Header,
    format: Format,
    workers: &Workers,
    records: Vec<Record>,
) -> Result<u64, TableError> {
    let (runs, series) = (Sink::default(), Sink::default());
    let (to_runs, to_series) = (runs.clone(), series.clone());
    let mut tables: Box<dyn Tables + '_> = match format {
        Format::Csv => Box::new(Csv::new(header, to_runs, to_series)?),
        _ => Box::new(Parquet::new(header, to_runs, to_series, workers)?),
    };
    records.into_iter().try_for_each(|record| tables.push(record))?;
    tables.finish()?;
    Ok(runs.bytes() + series.bytes())
}

/// Work that writes to a directory.
#[derive(Debug)]
pub struct Need<'a> {
    /// Bytes of runs to come, in the journal.
    pub journal: u64,
    /// What it is, in words.
    pub what: &'a str,
    /// What to do where there is no room for it.
    pub help: &'a str,
}

impl Need<'_> {
    /// Refuses the work if there is no room for it and for the tables of all runs, as far as that can be known.
    ///
    /// # Errors
    /// If there is not.
    pub fn check(
        &self,
        place: &Place,
        header: &Header,
        tables: impl FnOnce() -> Result<u64, Failure>,
    ) -> Result<(), Failure> {
        let Some(free) = place.free() else { return Ok(()) };
        // Whoever has plenty need not wait for runs to be tried out.
        if free >= self.journal + PLENTY * journal_bytes(header, header.runs) {
            return Ok(());
        }
        let needed = self.journal + tables()?;
        if free >= needed {
            return Ok(());
        }
        let (needed, free, there) = (megabytes(needed), megabytes(free), place.directory().display());
        let (what, help) = (self.what, self.help);
        Err(Failure::Input(anyhow!("{what} need {needed} in {there}, where {free} is free\n  help: {help}")))
    }
}

/// Bytes in words.
pub fn megabytes(bytes: u64) -> String {
    match bytes as f64 / 1e6 {
        small if small < 0.1 => format!("{bytes} bytes"),
        some if some < 1000.0 => format!("{some:.1} MB"),
        many => format!("{:.1} GB", many / 1000.0),
    }
}

/// A file that is only measured.
#[derive(Clone, Default)]
struct Sink(Arc<Mutex<u64>>);

impl Sink {
    fn bytes(&self) -> u64 {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
