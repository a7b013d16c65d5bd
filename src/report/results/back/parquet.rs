//! Columns read back from Parquet, row group by row group.

use std::fs::File;

use ::parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use ::parquet::data_type::{ByteArrayType, DataType, DoubleType, FloatType, Int64Type};
use ::parquet::errors::{ParquetError, Result};
use ::parquet::file::reader::{FileReader as _, SerializedFileReader};

use super::{As, BackError, Cells};

fn reader(file: &File) -> Result<SerializedFileReader<File>> {
    SerializedFileReader::new(file.try_clone().map_err(|error| ParquetError::External(Box::new(error)))?)
}

pub fn columns(file: &File) -> std::result::Result<Vec<String>, BackError> {
    let reader = reader(file)?;
    let schema = reader.metadata().file_metadata().schema_descr();
    Ok(schema.columns().iter().map(|column| column.name().to_owned()).collect())
}

pub fn batches(
    file: &File,
    places: &[(usize, As)],
    columns: &[String],
    mut take: impl FnMut(Vec<Cells>),
) -> std::result::Result<(), BackError> {
    let reader = reader(file)?;
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group)?;
        let of_column = |&(place, kind): &(usize, As)| {
            let mut cells = Cells::empty(kind);
            if !add(&mut cells, group.get_column_reader(place)?)? {
                return Err(BackError::OtherType(columns[place].clone()));
            }
            Ok(cells)
        };
        take(places.iter().map(of_column).collect::<std::result::Result<_, _>>()?);
    }
    Ok(())
}

/// Adds what a column holds; false if it is of another type.
fn add(cells: &mut Cells, column: ColumnReader) -> Result<bool> {
    match (cells, column) {
        (Cells::Numbers(numbers), ColumnReader::DoubleColumnReader(column)) => {
            numbers.extend(cells_of::<DoubleType>(column)?.into_iter().map(|cell| cell.unwrap_or(f64::NAN)));
        }
        (Cells::Numbers(numbers), ColumnReader::FloatColumnReader(column)) => {
            let cells = cells_of::<FloatType>(column)?.into_iter();
            numbers.extend(cells.map(|cell| cell.map_or(f64::NAN, f64::from)));
        }
        (Cells::Numbers(numbers), ColumnReader::Int64ColumnReader(column)) => {
            let cells = cells_of::<Int64Type>(column)?.into_iter();
            numbers.extend(cells.map(|cell| cell.map_or(f64::NAN, |cell| cell as f64)));
        }
        (Cells::Texts(texts), ColumnReader::ByteArrayColumnReader(column)) => {
            for cell in cells_of::<ByteArrayType>(column)? {
                let text = cell.map(|cell| cell.as_utf8().map(str::to_owned)).transpose()?;
                texts.push(text);
            }
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// All cells of a column of a row group; none where one is missing.
fn cells_of<T: DataType>(mut column: ColumnReaderImpl<T>) -> Result<Vec<Option<T::T>>> {
    let mut cells = Vec::new();
    loop {
        let (mut there, mut values) = (Vec::new(), Vec::new());
        let (records, ..) = column.read_records(1 << 16, Some(&mut there), None, &mut values)?;
        if records == 0 {
            return Ok(cells);
        }
        // A column in which nothing can be missing has no levels.
        let is_whole = there.is_empty();
        let mut values = values.into_iter();
        cells.extend((0..records).map(|row| if is_whole || there[row] == 1 { values.next() } else { None }));
    }
}
