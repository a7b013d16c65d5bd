//! `weights export` as a whole program: the archive holds what the tables hold, and what cannot be exported is told.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Output};

use flate2::read::GzDecoder;
use serde_json::Value;
use tempfile::TempDir;

const EXPERIMENT: &str = r#"
format     = 1
name       = "small"
scenarios  = ["two-worlds", "chip-wall"]
design     = "grid"
replicates = 2
adopters   = 100
measures   = ["adoption_rate", "frontier_gap", "lab_share"]
series     = { every = 12, from = "2026-01" }

[[factors]]
name   = "us.export_controls"
values = [0.0, 1.0]
from   = "2026-01"
"#;

fn weights(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_weights")).current_dir(folder).args(args).output().expect("it starts")
}

#[track_caller]
fn done(output: &Output) {
    assert!(output.status.success(), "{}", said(output));
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with a sweep in both formats.
fn swept() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("small.toml"), EXPERIMENT).expect("the experiment");
    for format in ["parquet", "csv"] {
        done(&weights(folder.path(), &["sweep", "small.toml", "--out", format, "--format", format]));
    }
    folder
}

/// The files of an archive.
fn files(path: &Path) -> BTreeMap<String, String> {
    let mut archive = tar::Archive::new(GzDecoder::new(fs::File::open(path).expect("the archive")));
    let entries = archive.entries().expect("an archive").map(|entry| {
        let mut entry = entry.expect("a file");
        let name = entry.path().expect("a name").display().to_string();
        let mut text = String::new();
        entry.read_to_string(&mut text).expect("text");
        (name, text)
    });
    entries.collect()
}

#[test]
fn the_archive_holds_what_the_tables_hold() {
    let folder = swept();
    let archive = |format: &str| {
        let name = format!("{format}.tar.gz");
        done(&weights(folder.path(), &["export", format, "--to", "ema", "--out", &name]));
        folder.path().join(name)
    };
    let (parquet, csv) = (archive("parquet"), archive("csv"));
    assert_eq!(fs::read(&parquet).expect("bytes"), fs::read(csv).expect("bytes"), "whatever the tables are");
    let files = files(&parquet);
    let runs = fs::read_to_string(folder.path().join("csv/runs.csv")).expect("the table");
    let rows: Vec<Vec<&str>> = runs.lines().map(|line| line.split(',').collect()).collect();
    let column = |name: &str| {
        let place = rows[0].iter().position(|column| *column == name).expect("a column");
        rows[1..].iter().map(|row| row[place]).collect::<Vec<_>>()
    };
    let experiments: Vec<&str> = files["experiments.csv"].lines().collect();
    assert_eq!(experiments[0], "us.export_controls,point,scenario,replicate,policy,model");
    for (row, line) in experiments[1..].iter().enumerate() {
        let of_run = ["us.export_controls", "point", "scenario", "replicate"].map(|name| column(name)[row]);
        assert_eq!(*line, format!("{},none,small", of_run.join(",")));
    }
    assert_eq!(experiments.len(), 1 + 8);
    let metadata: Value = serde_json::from_str(&files["metadata.json"]).expect("JSON");
    assert_eq!(metadata["experiments"]["point"], "int64");
    assert_eq!(metadata["experiments"]["scenario"], "category");
    let outcomes = metadata["outcomes"].as_array().expect("a list");
    assert_eq!(outcomes.len() + 2, files.len());
    for outcome in outcomes {
        let [kind, name, file] = [0, 1, 2].map(|place| outcome[place].as_str().expect("a word"));
        let lines: Vec<&str> = files[file].lines().collect();
        assert_eq!(lines.len(), 8, "{name}");
        let measure = name.strip_suffix("_series").unwrap_or(name);
        assert_eq!(kind == "ArrayOutcome", measure != name);
        for (line, end) in lines.iter().zip(column(measure)) {
            let last = line.rsplit(',').next().expect("a value");
            let (last, end): (f64, f64) = (last.parse().expect("a number"), end.parse().unwrap_or(f64::NAN));
            // The last month is always kept, in single precision.
            assert!(
                last.is_nan() && end.is_nan() || (last - end).abs() <= 1e-6 * end.abs(),
                "{name}: {line}"
            );
            assert!(line.split(',').count() == if kind == "ArrayOutcome" { 6 } else { 1 }, "{name}: {line}");
        }
    }
}

#[test]
fn what_cannot_be_exported_is_told() {
    let folder = swept();
    let refused = |args: &[&str], words: &[&str]| {
        let output = weights(folder.path(), args);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        words.iter().for_each(|word| assert!(said(&output).contains(word), "{word} in {}", said(&output)));
    };
    refused(&["export", "nothing", "--to", "ema", "--out", "x"], &["there is no such directory"]);
    refused(&["export", "csv", "--to", "ema"], &["--out"]);
    refused(&["export", "csv", "--to", "excel", "--out", "x"], &["possible values: ema"]);
    refused(&["export", "csv", "--to", "ema", "--out", "none/x"], &["none/x cannot be written"]);
    done(&weights(folder.path(), &["sweep", "small.toml", "--out", "part", "--shard", "1/2"]));
    refused(&["export", "part", "--to", "ema", "--out", "x"], &["holds part 1/2", "weights merge"]);
    let table = folder.path().join("csv/series.csv");
    let text = fs::read_to_string(&table).expect("the table");
    fs::write(&table, text.replace("\n7,", "\n99,")).expect("a table");
    refused(&["export", "csv", "--to", "ema", "--out", "x"], &["series.csv cannot be read", "run 99"]);
    fs::write(&table, text.replacen("0,2026-01", "0", 1)).expect("a table");
    refused(&["export", "csv", "--to", "ema", "--out", "x"], &["series.csv cannot be read", "damaged"]);
    fs::remove_file(table).expect("a table");
    refused(&["export", "csv", "--to", "ema", "--out", "x"], &["series.csv cannot be read"]);
    assert!(!folder.path().join("x").exists());
}
