//! Results of a sweep: what stands in a results directory, as bytes. Where they go is the caller's matter.
//!
//! ```text
//! Study -> Header -+
//! Record ----------+-> journal (frames) -> Reader -> Tables: runs and series, as Parquet or CSV; Manifest
//! ```

pub mod csv;
pub mod frame;
pub mod header;
pub mod journal;
pub mod jsonl;
pub mod label;
pub mod manifest;
pub mod parquet;
pub mod record;

use std::io;

use crate::experiment::sweep::Record;

/// The version of the results directory: of its tables' columns, its manifest and its journal.
pub const FORMAT: u32 = 1;
/// The table of runs, without its ending.
pub const RUNS: &str = "runs";
/// The table of series, without its ending.
pub const SERIES: &str = "series";
/// The file that says what the results are of.
pub const MANIFEST: &str = "manifest.toml";
/// The file into which runs go as they are done.
pub const JOURNAL: &str = "runs.journal";

/// Why tables cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The file cannot be written to.
    #[error(transparent)]
    File(#[from] io::Error),
    /// The Parquet library fails.
    #[error("the Parquet file cannot be written")]
    Parquet(#[from] ::parquet::errors::ParquetError),
}

/// Tables that take in records in the order of runs.
pub trait Tables {
    /// Takes in a record.
    ///
    /// # Errors
    /// If it cannot be written.
    fn push(&mut self, record: Record) -> Result<(), TableError>;

    /// Writes what is left to be written. Nothing is taken in after that.
    ///
    /// # Errors
    /// If it cannot be written.
    fn finish(&mut self) -> Result<(), TableError>;
}

/// The words of the column `status`.
const fn status(record: &Record) -> &'static str {
    if record.outcome.is_ok() { "ok" } else { "failed" }
}
