//! Columns read back from CSV.

use std::fs::File;
use std::io::{Read, Seek as _};

use ::csv::{Reader, StringRecord};

use super::{As, BackError, Cells};

fn reader(mut file: &File) -> Result<Reader<impl Read + '_>, BackError> {
    file.rewind().map_err(::csv::Error::from)?;
    Ok(Reader::from_reader(file))
}

pub fn columns(file: &File) -> Result<Vec<String>, BackError> {
    Ok(reader(file)?.headers()?.iter().map(str::to_owned).collect())
}

/// Rows that are handed over together.
const BATCH: usize = 1 << 16;

pub fn batches(
    file: &File,
    places: &[(usize, As)],
    columns: &[String],
    mut take: impl FnMut(Vec<Cells>),
) -> Result<(), BackError> {
    let empty = || places.iter().map(|(_, kind)| Cells::empty(*kind)).collect::<Vec<Cells>>();
    let (mut reader, mut record, mut row, mut batch) = (reader(file)?, StringRecord::new(), 0, empty());
    while reader.read_record(&mut record)? {
        row += 1;
        for (cells, (place, _)) in batch.iter_mut().zip(places) {
            let field = &record[*place];
            match cells {
                Cells::Texts(texts) => texts.push((!field.is_empty()).then(|| field.to_owned())),
                Cells::Numbers(numbers) if field.is_empty() => numbers.push(f64::NAN),
                Cells::Numbers(numbers) => numbers.push(field.parse().map_err(|_| BackError::NoNumber {
                    row,
                    column: columns[*place].clone(),
                    value: field.to_owned(),
                })?),
            }
        }
        if row % BATCH == 0 {
            take(std::mem::replace(&mut batch, empty()));
        }
    }
    take(batch);
    Ok(())
}
