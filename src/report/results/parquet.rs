//! The tables as Parquet: the same bytes for the same records, whatever the threads.

mod column;
mod runs;
mod series;

use std::io::Write;

use self::runs::Runs;
use self::series::Series;
use super::header::Header;
use super::{TableError, Tables};
use crate::experiment::ensemble::Workers;
use crate::experiment::sweep::Record;

/// Both tables as Parquet.
pub struct Parquet<'w, W: Write + Send> {
    runs: Runs<W>,
    series: Series<'w, W>,
}

impl<'w, W: Write + Send> Parquet<'w, W> {
    /// Tables in two files, packed by these threads.
    ///
    /// # Errors
    /// If they cannot be written to.
    pub fn new(header: &Header, runs: W, series: W, workers: &'w Workers) -> Result<Self, TableError> {
        Ok(Self { runs: Runs::new(header, runs)?, series: Series::new(header, series, workers)? })
    }
}

impl<W: Write + Send> Tables for Parquet<'_, W> {
    fn push(&mut self, record: Record) -> Result<(), TableError> {
        self.runs.push(&record)?;
        self.series.push(record)
    }

    fn finish(&mut self) -> Result<(), TableError> {
        self.runs.finish()?;
        self.series.finish()
    }
}
