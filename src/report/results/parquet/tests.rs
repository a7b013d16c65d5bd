//! What is put into the tables is read out of them by the library's reader.

use bytes::Bytes;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};

use super::Parquet;
use crate::experiment::ensemble::Workers;
use crate::experiment::study::RunId;
use crate::experiment::sweep::{Record, Sample};
use crate::model::measure::EndWorld;
use crate::model::random::Seed;
use crate::report::results::Tables;
use crate::report::results::header::Header;
use crate::report::results::header::tests::header;

/// Two scenarios, the second without the second series.
fn two_scenarios() -> Header {
    let mut header = header();
    let mut other = header.scenarios[0].clone();
    other.name = "history".to_owned();
    other.series = vec![0, 2];
    header.scenarios.push(other);
    header
}

/// Every fifth run fails, and every third has a missing value.
fn record(index: u64, header: &Header) -> Record {
    let scenario = (index % 2) as usize;
    let count = header.scenarios[scenario].series.len();
    let run = RunId { index, scenario, point: 1, replicate: 2, seed: Seed(u64::MAX - index) };
    let gap = |value: f64| if index.is_multiple_of(3) && value == 1.0 { f64::NAN } else { value };
    let ends = (0..count).map(|k| gap(k as f64)).collect();
    let values = (0..2 * count).map(|k| gap(k as f64) as f32).collect();
    let sample = Sample { world: EndWorld::Contested, ends, values };
    let outcome = if index % 5 == 4 { Err("no such lab".to_owned()) } else { Ok(sample) };
    Record { run, factors: vec![0.5, index as f64], outcome }
}

fn written(runs: u64, threads: usize) -> [Vec<u8>; 2] {
    let (header, workers) = (two_scenarios(), Workers::new(threads).unwrap());
    let (mut first, mut second) = (Vec::new(), Vec::new());
    let mut tables = Parquet::new(&header, &mut first, &mut second, &workers).unwrap();
    (0..runs).for_each(|index| tables.push(record(index, &header)).unwrap());
    tables.finish().unwrap();
    drop(tables);
    [first, second]
}

fn rows(bytes: Vec<u8>) -> Vec<Row> {
    let reader = SerializedFileReader::new(Bytes::from(bytes)).unwrap();
    reader.get_row_iter(None).unwrap().map(Result::unwrap).collect()
}

fn column<'a>(row: &'a Row, name: &str) -> &'a Field {
    row.get_column_iter().find(|(other, _)| *other == name).map(|(_, field)| field).unwrap()
}

fn text(word: &str) -> Field {
    Field::Str(word.to_owned())
}

#[test]
fn the_table_of_runs_has_a_row_a_run() {
    let [runs, _] = written(12, 2);
    let rows = rows(runs);
    assert_eq!(rows.len(), 12);
    for (index, row) in rows.iter().enumerate() {
        assert_eq!(*column(row, "run"), Field::Long(index as i64));
        assert_eq!(*column(row, "seed"), Field::ULong(u64::MAX - index as u64));
        assert_eq!(*column(row, "scenario"), text(["two-worlds", "history"][index % 2]));
        assert_eq!(*column(row, "eu.programme"), Field::Double(index as f64));
        let (status, error, world) = (column(row, "status"), column(row, "error"), column(row, "world"));
        let (rate, last) = (column(row, "adoption_rate"), column(row, "concentration"));
        if index % 5 == 4 {
            assert_eq!((status, error), (&text("failed"), &text("no such lab")));
            assert_eq!((world, rate, last), (&Field::Null, &Field::Null, &Field::Null));
        } else {
            assert_eq!((status, error, world), (&text("ok"), &Field::Null, &text("contested")));
            let gap = index % 3 == 0;
            let wanted = if index % 2 == 1 || gap { Field::Null } else { Field::Double(1.0) };
            assert_eq!(*rate, wanted, "run {index}: a series that the scenario does not have is missing");
            let end = if index % 2 == 0 {
                Field::Double(2.0)
            } else if gap {
                Field::Null
            } else {
                Field::Double(1.0)
            };
            assert_eq!(*last, end);
        }
    }
}

#[test]
fn the_table_of_series_has_a_row_a_value() {
    let [_, series] = written(12, 2);
    let mut rows = rows(series).into_iter();
    let header = two_scenarios();
    for index in 0..12 {
        let Record { run, outcome: Ok(sample), .. } = record(index, &header) else { continue };
        let mut values = sample.values.iter();
        for &place in &header.scenarios[run.scenario].series {
            for month in ["2024-06", "2024-12"] {
                let (row, value) = (rows.next().unwrap(), *values.next().unwrap());
                let wanted = if value.is_nan() { Field::Null } else { Field::Float(value) };
                assert_eq!(*column(&row, "value"), wanted);
                assert_eq!(*column(&row, "run"), Field::Long(index as i64));
                assert_eq!(*column(&row, "month"), text(month));
                assert_eq!(*column(&row, "measure"), text(&header.series[place].measure));
                assert_eq!((column(&row, "bloc"), column(&row, "lab")), (&text("all"), &text("")));
            }
        }
    }
    assert!(rows.next().is_none());
}

#[test]
fn threads_change_no_byte_and_no_runs_are_tables_too() {
    let [one, two] = [1, 3].map(|threads| written(2000, threads));
    assert!(one == two);
    let [runs, series] = written(0, 1).map(rows);
    assert!(runs.is_empty() && series.is_empty(), "tables without rows are tables");
}
