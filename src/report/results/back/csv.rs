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

pub fn read(file: &File, places: &[(usize, As)], columns: &[String]) -> Result<Vec<Cells>, BackError> {
    let empty = |(_, kind): &(usize, As)| match kind {
        As::Numbers => Cells::Numbers(Vec::new()),
        As::Texts => Cells::Texts(Vec::new()),
    };
    let mut all: Vec<Cells> = places.iter().map(empty).collect();
    let (mut reader, mut record, mut row) = (reader(file)?, StringRecord::new(), 0);
    while reader.read_record(&mut record)? {
        row += 1;
        for (cells, (place, _)) in all.iter_mut().zip(places) {
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
    }
    Ok(all)
}
