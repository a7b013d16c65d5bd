//! The table of series: a row for each run, series and month kept.
//!
//! In what its groups and months say, one row group is like another: these columns are packed once for each pattern of
//! scenarios and then written again. Only the columns of runs and values are packed anew, on all threads.

use std::io::Write;
use std::mem;
use std::sync::Arc;

use parquet::data_type::ByteArray;
use parquet::errors::Result;
use parquet::file::writer::SerializedFileWriter;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::column::{Chunk, Columns, Kind, put_some_singles, put_text, put_whole};
use crate::experiment::ensemble::Workers;
use crate::experiment::sweep::Record;
use crate::report::results::TableError;
use crate::report::results::header::{Header, World};
use crate::report::results::label;

/// Rows of a row group, but for the last run in it.
const ROWS: usize = 1 << 19;
/// The most patterns of scenarios that are kept.
const MOST_PATTERNS: usize = 16;

const RUN: usize = 0;
const MONTH: usize = 1;
const GROUPS: usize = 2;
const VALUE: usize = GROUPS + label::COLUMNS.len();

/// The table being written.
pub struct Series<'w, W: Write + Send> {
    writer: SerializedFileWriter<W>,
    columns: Columns,
    header: Header,
    workers: &'w Workers,
    /// Runs of a row group.
    most: usize,
    batch: Batch,
    /// Whole row groups, to be packed together.
    ready: Vec<Batch>,
    patterns: Vec<Pattern>,
}

/// The runs of a row group.
#[derive(Default)]
struct Batch {
    /// All, those that failed included.
    runs: usize,
    rows: Vec<Values>,
}

struct Values {
    run: i64,
    scenario: usize,
    values: Vec<f32>,
}

/// Columns that are the same wherever runs of the same scenarios follow one another.
struct Pattern {
    scenarios: Vec<usize>,
    chunks: Arc<Vec<Chunk>>,
}

impl<'w, W: Write + Send> Series<'w, W> {
    /// The table in a file.
    pub fn new(header: &Header, file: W, workers: &'w Workers) -> std::result::Result<Self, TableError> {
        let texts = ["month"].into_iter().chain(label::COLUMNS).map(|name| (name, Kind::Text));
        let all = [("run", Kind::Count)].into_iter().chain(texts).chain([("value", Kind::Single)]);
        let columns = Columns::new(header, all)?;
        let (schema, properties) = (Arc::clone(&columns.schema), Arc::clone(&columns.properties));
        let rows = header.scenarios.iter().map(|world| world.series.len() * world.months.len()).max();
        let scenarios = header.scenarios.len();
        let most = (ROWS / rows.unwrap_or(1).max(1)).max(1);
        Ok(Self {
            writer: SerializedFileWriter::new(file, schema, properties)?,
            columns,
            header: header.clone(),
            workers,
            // Whole rounds of scenarios, so that patterns come back.
            most: if most > scenarios { most - most % scenarios } else { most },
            batch: Batch::default(),
            ready: Vec::new(),
            patterns: Vec::new(),
        })
    }

    /// Takes in a record.
    pub fn push(&mut self, record: Record) -> std::result::Result<(), TableError> {
        self.batch.runs += 1;
        if let Ok(sample) = record.outcome
            && !sample.values.is_empty()
        {
            let (run, scenario) = (record.run.index as i64, record.run.scenario);
            self.batch.rows.push(Values { run, scenario, values: sample.values });
        }
        if self.batch.runs == self.most {
            self.ready.push(mem::take(&mut self.batch));
        }
        if self.ready.len() == self.workers.threads() {
            self.write_groups()?;
        }
        Ok(())
    }

    /// Writes what is left, and the file's end.
    pub fn finish(&mut self) -> std::result::Result<(), TableError> {
        self.ready.push(mem::take(&mut self.batch));
        self.write_groups()?;
        self.writer.finish()?;
        Ok(())
    }

    fn write_groups(&mut self) -> Result<()> {
        let batches: Vec<Batch> = mem::take(&mut self.ready);
        let batches: Vec<Batch> = batches.into_iter().filter(|batch| !batch.rows.is_empty()).collect();
        let own: Vec<[Chunk; 2]> = self.workers.install(|| {
            batches.par_iter().with_max_len(1).map(|batch| own(batch, &self.columns)).collect::<Result<_>>()
        })?;
        for (batch, [runs, values]) in batches.iter().zip(own) {
            let shared = self.shared(batch)?;
            let mut group = self.writer.next_row_group()?;
            runs.append(&mut group)?;
            shared.iter().try_for_each(|chunk| chunk.append(&mut group))?;
            values.append(&mut group)?;
            group.close()?;
        }
        Ok(())
    }

    /// The columns of months and groups.
    fn shared(&mut self, batch: &Batch) -> Result<Arc<Vec<Chunk>>> {
        let scenarios: Vec<usize> = batch.rows.iter().map(|row| row.scenario).collect();
        if let Some(known) = self.patterns.iter().find(|pattern| pattern.scenarios == scenarios) {
            return Ok(Arc::clone(&known.chunks));
        }
        let (columns, header) = (&self.columns, &self.header);
        let packed: Vec<Result<Chunk>> = self.workers.install(|| {
            (MONTH..VALUE)
                .into_par_iter()
                .map(|column| pattern(column, &scenarios, columns, header))
                .collect()
        });
        let chunks: Arc<Vec<Chunk>> = Arc::new(packed.into_iter().collect::<Result<_>>()?);
        if self.patterns.len() == MOST_PATTERNS {
            self.patterns.remove(0);
        }
        self.patterns.push(Pattern { scenarios, chunks: Arc::clone(&chunks) });
        Ok(chunks)
    }
}

/// The columns of runs and values.
fn own(batch: &Batch, columns: &Columns) -> Result<[Chunk; 2]> {
    let runs = columns.pack(RUN, |writer| {
        batch.rows.iter().try_for_each(|row| put_whole(writer, &vec![row.run; row.values.len()]))
    })?;
    let values = columns
        .pack(VALUE, |writer| batch.rows.iter().try_for_each(|row| put_some_singles(writer, &row.values)))?;
    Ok([runs, values])
}

/// A column of months or groups for runs of these scenarios.
fn pattern(column: usize, scenarios: &[usize], columns: &Columns, header: &Header) -> Result<Chunk> {
    let worlds = header.scenarios.iter().enumerate();
    let words: Vec<Vec<ByteArray>> = worlds
        .map(
            |(place, world)| {
                if scenarios.contains(&place) { of_one(column, world, header) } else { Vec::new() }
            },
        )
        .collect();
    columns
        .pack(column, |writer| scenarios.iter().try_for_each(|&scenario| put_text(writer, &words[scenario])))
}

/// A column of months or groups for one run.
fn of_one(column: usize, world: &World, header: &Header) -> Vec<ByteArray> {
    let months: Vec<ByteArray> = world.months.iter().map(|month| month.as_str().into()).collect();
    let of_series = |&place: &usize| -> Vec<ByteArray> {
        if column == MONTH {
            return months.clone();
        }
        let word = ByteArray::from(header.series[place].values()[column - GROUPS]);
        vec![word; months.len()]
    };
    world.series.iter().flat_map(of_series).collect()
}
