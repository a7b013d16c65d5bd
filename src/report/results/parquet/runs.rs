//! The table of runs: a row a run, with its factors and what it came to.

use std::io::Write;

use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::Result;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};

use super::column::{Columns, Kind, put_numbers, put_some_numbers, put_some_text, put_text, put_whole};
use crate::experiment::sweep::Record;
use crate::report::results::header::Header;
use crate::report::results::{TableError, status};

/// The most rows of a row group, and the most numbers that are kept before they are written.
const MOST_ROWS: usize = 1 << 16;
const MOST_NUMBERS: usize = 1 << 21;

/// The table being written.
pub struct Runs<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    header: Header,
    scenarios: Vec<ByteArray>,
    rows: Vec<Row>,
    /// The ends of all rows, row by row; NaN where there is none.
    ends: Vec<f64>,
    most: usize,
}

/// A row without its ends.
struct Row {
    whole: [i64; 3],
    seed: i64,
    scenario: usize,
    status: &'static str,
    error: Option<ByteArray>,
    factors: Vec<f64>,
    world: Option<&'static str>,
}

impl<W: Write + Send> Runs<W> {
    /// The table in a file.
    pub fn new(header: &Header, file: W) -> std::result::Result<Self, TableError> {
        let ends: Vec<String> = header.series.iter().map(|label| label.column()).collect();
        let fixed = [
            ("run", Kind::Count),
            ("point", Kind::Count),
            ("scenario", Kind::Text),
            ("replicate", Kind::Count),
            ("seed", Kind::Seed),
            ("status", Kind::Text),
            ("error", Kind::MaybeText),
        ];
        let factors = header.factors.iter().map(|name| (name.as_str(), Kind::Factor));
        let ends = ends.iter().map(|name| (name.as_str(), Kind::Number));
        let all = fixed.into_iter().chain(factors).chain([("world", Kind::MaybeText)]).chain(ends);
        let columns = Columns::new(header, all)?;
        let numbers = header.series.len() + header.factors.len() + 8;
        Ok(Self {
            writer: SerializedFileWriter::new(file, columns.schema, columns.properties)?,
            scenarios: header.scenarios.iter().map(|world| world.name.as_str().into()).collect(),
            header: header.clone(),
            rows: Vec::new(),
            ends: Vec::new(),
            most: (MOST_NUMBERS / numbers).clamp(1, MOST_ROWS),
        })
    }

    /// Takes in a record.
    pub fn push(&mut self, record: &Record) -> std::result::Result<(), TableError> {
        let run = &record.run;
        let outcome = record.outcome.as_ref();
        self.rows.push(Row {
            whole: [run.index as i64, run.point as i64, run.replicate as i64],
            seed: run.seed.0.cast_signed(),
            scenario: run.scenario,
            status: status(record),
            error: outcome.err().map(|error| error.as_str().into()),
            factors: record.factors.clone(),
            world: outcome.ok().map(|sample| sample.world.key()),
        });
        let from = self.ends.len();
        self.ends.resize(from + self.header.series.len(), f64::NAN);
        if let Ok(sample) = outcome {
            let places = &self.header.scenarios[run.scenario].series;
            places.iter().zip(&sample.ends).for_each(|(place, end)| self.ends[from + place] = *end);
        }
        if self.rows.len() == self.most {
            self.write_group()?;
        }
        Ok(())
    }

    /// Writes what is left, and the file's end.
    pub fn finish(&mut self) -> std::result::Result<(), TableError> {
        if !self.rows.is_empty() {
            self.write_group()?;
        }
        self.writer.finish()?;
        Ok(())
    }

    fn write_group(&mut self) -> Result<()> {
        let (rows, scenarios) = (&self.rows, &self.scenarios);
        let whole = |place: usize| rows.iter().map(|row| row.whole[place]).collect::<Vec<i64>>();
        let mut group = Group(self.writer.next_row_group()?);
        group.column(|writer| put_whole(writer, &whole(0)))?;
        group.column(|writer| put_whole(writer, &whole(1)))?;
        let names: Vec<ByteArray> = rows.iter().map(|row| scenarios[row.scenario].clone()).collect();
        group.column(|writer| put_text(writer, &names))?;
        group.column(|writer| put_whole(writer, &whole(2)))?;
        let seeds: Vec<i64> = rows.iter().map(|row| row.seed).collect();
        group.column(|writer| put_whole(writer, &seeds))?;
        let status: Vec<ByteArray> = rows.iter().map(|row| row.status.into()).collect();
        group.column(|writer| put_text(writer, &status))?;
        let errors: Vec<Option<ByteArray>> = rows.iter().map(|row| row.error.clone()).collect();
        group.column(|writer| put_some_text(writer, &errors))?;
        for factor in 0..self.header.factors.len() {
            let values: Vec<f64> = rows.iter().map(|row| row.factors[factor]).collect();
            group.column(|writer| put_numbers(writer, &values))?;
        }
        let worlds: Vec<Option<ByteArray>> = rows.iter().map(|row| row.world.map(ByteArray::from)).collect();
        group.column(|writer| put_some_text(writer, &worlds))?;
        let width = self.header.series.len();
        for series in 0..width {
            let values = self.ends.iter().skip(series).step_by(width).copied().collect();
            group.column(|writer| put_some_numbers(writer, values))?;
        }
        group.0.close()?;
        self.rows.clear();
        self.ends.clear();
        Ok(())
    }
}

/// A row group being written, column by column.
struct Group<'a, W: Write + Send>(SerializedRowGroupWriter<'a, W>);

impl<W: Write + Send> Group<'_, W> {
    fn column(&mut self, write: impl FnOnce(&mut ColumnWriter<'_>) -> Result<()>) -> Result<()> {
        let column = self.0.next_column()?;
        let mut column =
            column.ok_or(parquet::errors::ParquetError::General("a column too many".to_owned()))?;
        write(column.untyped())?;
        column.close()
    }
}
