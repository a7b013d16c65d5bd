//! Tables of results read back: single columns of them, from Parquet or CSV.

mod csv;
mod parquet;

use std::collections::BTreeMap;
use std::fs::File;

/// Cells of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Cells {
    /// Numbers; NaN where there is none.
    Numbers(Vec<f64>),
    /// Words; none where there are none.
    Texts(Vec<Option<String>>),
}

/// What a column is to be read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum As {
    /// Numbers.
    Numbers,
    /// Words.
    Texts,
}

/// Why a table cannot be read back.
#[derive(Debug, thiserror::Error)]
pub enum BackError {
    /// It is no such file, or a damaged one.
    #[error("it is damaged, or no Parquet file")]
    Parquet(#[from] ::parquet::errors::ParquetError),
    /// It is no such file, or a damaged one.
    #[error("it is damaged, or no CSV file")]
    Csv(#[from] ::csv::Error),
    /// A column is not there.
    #[error("it has no column `{0}`")]
    NoColumn(String),
    /// A column holds something else.
    #[error("row {row}, column `{column}`: `{value}` is no number")]
    NoNumber {
        /// The row, counted from 1, without the line of names.
        row: usize,
        /// The column.
        column: String,
        /// What stands there.
        value: String,
    },
    /// A column is of another type.
    #[error("its column `{0}` is of another type than one of a table of results")]
    OtherType(String),
}

/// A table of runs or of series in a file.
#[derive(Debug)]
pub enum TableFile {
    /// As Parquet.
    Parquet(File),
    /// As CSV.
    Csv(File),
}

impl TableFile {
    /// Names of its columns.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn columns(&self) -> Result<Vec<String>, BackError> {
        match self {
            Self::Parquet(file) => parquet::columns(file),
            Self::Csv(file) => csv::columns(file),
        }
    }

    /// Some of its columns, by name.
    ///
    /// # Errors
    /// If it cannot be read, or has no such columns.
    pub fn read(&self, wanted: &[(&str, As)]) -> Result<BTreeMap<String, Cells>, BackError> {
        let mut all: Vec<Cells> = wanted.iter().map(|(_, kind)| Cells::empty(*kind)).collect();
        self.batches(wanted, |batch| {
            all.iter_mut().zip(batch).for_each(|(cells, more)| cells.append(more));
        })?;
        Ok(wanted.iter().map(|(name, _)| (*name).to_owned()).zip(all).collect())
    }

    /// Hands over some of its columns, by name, many rows at a time, so that the table need not fit into memory.
    ///
    /// # Errors
    /// If it cannot be read, or has no such columns.
    pub fn batches(&self, wanted: &[(&str, As)], take: impl FnMut(Vec<Cells>)) -> Result<(), BackError> {
        let columns = self.columns()?;
        let place = |&(name, kind): &(&str, As)| {
            let place = columns.iter().position(|column| column == name);
            place.map(|place| (place, kind)).ok_or_else(|| BackError::NoColumn(name.to_owned()))
        };
        let places = wanted.iter().map(place).collect::<Result<Vec<_>, _>>()?;
        match self {
            Self::Parquet(file) => parquet::batches(file, &places, &columns, take),
            Self::Csv(file) => csv::batches(file, &places, &columns, take),
        }
    }
}

impl Cells {
    /// No cells.
    const fn empty(kind: As) -> Self {
        match kind {
            As::Numbers => Self::Numbers(Vec::new()),
            As::Texts => Self::Texts(Vec::new()),
        }
    }

    /// Adds cells of the same kind.
    fn append(&mut self, more: Self) {
        match (self, more) {
            (Self::Numbers(all), Self::Numbers(mut more)) => all.append(&mut more),
            (Self::Texts(all), Self::Texts(mut more)) => all.append(&mut more),
            (Self::Numbers(_), Self::Texts(_)) | (Self::Texts(_), Self::Numbers(_)) => {
                unreachable!("a column is of one kind")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn file(text: &[u8]) -> File {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text).unwrap();
        file
    }

    #[test]
    fn columns_of_csv_are_read_by_name_and_as_often_as_one_likes() {
        let table = TableFile::Csv(file(b"run,error,x\n0,,0.5\n1,\"no \"\"lab\"\",\nnone\",\n"));
        assert_eq!(table.columns().unwrap(), ["run", "error", "x"]);
        for _ in 0..2 {
            let read = table.read(&[("x", As::Numbers), ("error", As::Texts)]).unwrap();
            let Cells::Numbers(numbers) = &read["x"] else { panic!("numbers") };
            assert!(numbers[0] == 0.5 && numbers[1].is_nan());
            assert_eq!(read["error"], Cells::Texts(vec![None, Some("no \"lab\",\nnone".to_owned())]));
        }
    }

    #[test]
    fn what_is_wrong_with_a_table_is_said() {
        let table = TableFile::Csv(file(b"run,x\n0,0.5\n1,much\n"));
        let told = |wanted: &[(&str, As)]| table.read(wanted).unwrap_err().to_string();
        assert_eq!(told(&[("y", As::Numbers)]), "it has no column `y`");
        assert_eq!(told(&[("x", As::Numbers)]), "row 2, column `x`: `much` is no number");
        let torn = TableFile::Csv(file(b"run,x\n0\n")).read(&[("x", As::Numbers)]);
        assert!(matches!(torn, Err(BackError::Csv(_))));
        assert!(matches!(TableFile::Parquet(file(b"PAR1 not")).columns(), Err(BackError::Parquet(_))));
    }
}
