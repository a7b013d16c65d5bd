//! Results of a sweep as an archive that the EMA workbench loads: `ema_workbench.load_results`.
//!
//! A gzipped tar of `experiments.csv`, a file for each outcome and `metadata.json`, which names their kinds. A run is an
//! experiment; measures at the end are scalar outcomes, series are array outcomes (`..._series`, a row a run, a column a
//! month).

use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};
use std::io::{self, Write};

use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};
use serde_json::json;
use tar::{Builder, Header};

use super::results::label::Label;

/// The version of the workbench's archives.
const VERSION: f64 = 0.1;

/// Results, as the workbench knows them.
#[derive(Debug, Default)]
pub struct Archive {
    experiments: Vec<(String, Values)>,
    scalars: Vec<(String, Vec<f64>)>,
    arrays: Vec<Array>,
    places: BTreeMap<Label, usize>,
}

/// What a column of the table of experiments holds.
#[derive(Debug)]
pub enum Values {
    /// Numbers.
    Numbers(Vec<f64>),
    /// Whole numbers.
    Whole(Vec<u64>),
    /// Words, each of which is a category.
    Words(Vec<String>),
}

impl Values {
    /// The name that the workbench has for the kind.
    const fn kind(&self) -> &'static str {
        match self {
            Self::Numbers(_) => "float64",
            Self::Whole(_) => "int64",
            Self::Words(_) => "category",
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Numbers(all) => all.len(),
            Self::Whole(all) => all.len(),
            Self::Words(all) => all.len(),
        }
    }

    fn put(&self, row: usize, line: &mut String) {
        match self {
            Self::Numbers(all) => number(all[row], line),
            Self::Whole(all) => number(all[row], line),
            Self::Words(all) if all[row].contains([',', '"', '\n', '\r']) => {
                let _ = write!(line, "\"{}\"", all[row].replace('"', "\"\""));
            }
            Self::Words(all) => line.push_str(&all[row]),
        }
    }
}

/// A series: by month, a value for each experiment; NaN where there is none.
#[derive(Debug)]
struct Array {
    name: String,
    months: BTreeMap<String, Vec<f32>>,
}

impl Archive {
    /// Adds a column to the table of experiments. All columns and scalars are of the same length.
    pub fn column(&mut self, name: &str, values: Values) {
        self.experiments.push((name.to_owned(), values));
    }

    /// Adds a measure with a value for each experiment; NaN where there is none.
    pub fn scalar(&mut self, name: &str, values: Vec<f64>) {
        self.scalars.push((name.to_owned(), values));
    }

    /// The place of a series, which is added where it is not there.
    pub fn array(&mut self, label: &Label) -> usize {
        if let Some(place) = self.places.get(label) {
            return *place;
        }
        let place = self.arrays.len();
        self.arrays.push(Array { name: format!("{}_series", label.column()), months: BTreeMap::new() });
        self.places.insert(label.clone(), place);
        place
    }

    /// Sets the value of a series in a month of an experiment.
    pub fn set(&mut self, array: usize, month: &str, row: usize, value: f32) {
        let all = self.len();
        let months = &mut self.arrays[array].months;
        match months.get_mut(month) {
            Some(values) => values[row] = value,
            None => {
                let mut values = vec![f32::NAN; all];
                values[row] = value;
                months.insert(month.to_owned(), values);
            }
        }
    }

    /// Number of experiments.
    pub fn len(&self) -> usize {
        self.experiments.first().map_or(0, |(_, values)| values.len())
    }

    /// Whether there are no experiments.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of outcomes.
    pub fn outcomes(&self) -> usize {
        self.scalars.len() + self.arrays.len()
    }

    /// The archive. Same results, same bytes: no times and no owners stand in it.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, out: impl Write) -> io::Result<()> {
        let mut files = Files(Builder::new(GzBuilder::new().mtime(0).write(out, Compression::default())));
        files.add("experiments.csv", &self.table())?;
        let mut outcomes = Vec::new();
        for (name, values) in &self.scalars {
            let file = format!("{name}.cls");
            files.add(&file, &lines(values.len(), |row, line| number(values[row], line)))?;
            outcomes.push(json!(["ScalarOutcome", name, file]));
        }
        for Array { name, months } in &self.arrays {
            let file = format!("{name}.csv");
            let row = |row: usize, line: &mut String| {
                let values = months.values().map(|values| values[row]);
                put_list(values, line, number);
            };
            files.add(&file, &lines(self.len(), row))?;
            outcomes.push(json!(["ArrayOutcome", name, file]));
        }
        let kinds = self.experiments.iter().map(|(name, values)| (name.clone(), json!(values.kind())));
        let kinds = kinds.collect::<serde_json::Map<_, _>>();
        let metadata = json!({ "version": VERSION, "outcomes": outcomes, "experiments": kinds });
        files.add("metadata.json", &metadata.to_string())?;
        files.0.into_inner()?.finish()?.flush()
    }

    /// The table of experiments.
    fn table(&self) -> String {
        let mut text = String::new();
        put_list(self.experiments.iter().map(|(name, _)| name), &mut text, |name, line| line.push_str(name));
        text.push('\n');
        text + &lines(self.len(), |row, line| {
            put_list(self.experiments.iter(), line, |(_, values), line| values.put(row, line));
        })
    }
}

/// Lines, one a row.
fn lines(rows: usize, put: impl Fn(usize, &mut String)) -> String {
    let mut text = String::new();
    for row in 0..rows {
        put(row, &mut text);
        text.push('\n');
    }
    text
}

fn put_list<T>(items: impl Iterator<Item = T>, line: &mut String, put: impl Fn(T, &mut String)) {
    for (place, item) in items.enumerate() {
        if place > 0 {
            line.push(',');
        }
        put(item, line);
    }
}

/// A number; the workbench reads `NaN` as a missing one, also where it stands alone in its line.
fn number(value: impl Display, line: &mut String) {
    // Writing to a string cannot fail.
    let _ = write!(line, "{value}");
}

/// Files of the archive being written.
struct Files<W: Write>(Builder<GzEncoder<W>>);

impl<W: Write> Files<W> {
    fn add(&mut self, name: &str, text: &str) -> io::Result<()> {
        let mut header = Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(0);
        self.0.append_data(&mut header, name, text.as_bytes())
    }
}
