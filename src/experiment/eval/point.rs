//! A point: what to set, how often to simulate it, what to measure; read from one line of JSON.

use std::fmt::Display;
use std::sync::{Arc, PoisonError};

use serde_json::error::Category;
use serde_json::value::RawValue;

use super::entries::Entries;
use super::selection::{Selection, Unselected};
use super::{Evaluator, MOST_NUMBERS, MOST_REPLICATES, Refused};
use crate::model::random::Seed;
use crate::scenario::{ADOPTERS, Override, suggestion};

/// One thing to evaluate.
#[derive(Clone, Debug)]
pub struct Point {
    /// What it is called in the answer.
    pub id: Box<RawValue>,
    /// What is set, in order of name and month.
    pub settings: Vec<Override>,
    /// Seed; replicate `k` takes [`Seed::of_run`], so that points of one seed are paired.
    pub seed: Seed,
    /// Number of replicates.
    pub replicates: usize,
    /// Number of adopters, where it is not the scenario's.
    pub adopters: Option<usize>,
    /// What is measured.
    pub selection: Arc<Selection>,
    /// How it is told.
    pub report: Report,
}

/// How the values of the replicates are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Report {
    /// Their mean.
    Mean,
    /// Mean, median, 10 and 90 % quantile.
    Spread,
    /// Each of them.
    Runs,
}

impl Report {
    /// All, with their names.
    pub const ALL: [(&'static str, Self); 3] =
        [("mean", Self::Mean), ("spread", Self::Spread), ("runs", Self::Runs)];
}

const KEYS: [&str; 8] = ["id", "settings", "seed", "replicates", "adopters", "measures", "series", "report"];

/// Why a point cannot be read: what is wrong, and how to mend it.
struct Wrong(String, Option<String>);

impl From<Unselected> for Wrong {
    fn from(error: Unselected) -> Self {
        Self(error.message, Some(error.help))
    }
}

impl Evaluator {
    /// Reads the point of a line.
    ///
    /// # Errors
    /// If it is no JSON, has a key or value that it may not have, or asks for too much.
    pub fn read(&self, number: usize, line: &[u8]) -> Result<Point, Refused> {
        let mut id = line_name(number);
        let point = entries(line).and_then(|entries| {
            if let Some((_, given)) = entries.0.iter().find(|(key, _)| key == "id") {
                id.clone_from(given);
            }
            self.point(id.clone(), &entries)
        });
        point.map_err(|Wrong(message, help)| Refused { id, message, help })
    }

    fn point(&self, id: Box<RawValue>, entries: &Entries) -> Result<Point, Wrong> {
        let defaults = &self.defaults;
        if let Some((key, _)) = entries.0.iter().find(|(key, _)| !KEYS.contains(&key.as_str())) {
            let message = format!("there is no key `{key}` in a point");
            return Err(Wrong(message, Some(suggestion(key, &KEYS))));
        }
        let of = |key: &str| entries.0.iter().find(|(known, _)| known == key).map(|(_, value)| &**value);
        let within =
            |key: &str, least: usize, most: usize| of(key).map(|value| whole(key, value, least, most));
        let seed = of("seed").map(seed).transpose()?;
        let replicates = within("replicates", 1, MOST_REPLICATES).transpose()?;
        let point = Point {
            id,
            settings: of("settings").map_or(Ok(Vec::new()), settings)?,
            seed: seed.unwrap_or(defaults.seed),
            replicates: replicates.unwrap_or(defaults.replicates),
            adopters: within("adopters", ADOPTERS.0, ADOPTERS.1).transpose()?,
            selection: self.selection(of("measures"), of("series"))?,
            report: of("report").map_or(Ok(defaults.report), report)?,
        };
        let numbers = self.numbers(&point);
        if numbers > MOST_NUMBERS {
            let message =
                format!("it asks for {numbers} numbers, more than the {MOST_NUMBERS} that are kept");
            let help = "ask for fewer replicates, measures or series, or for several points with other seeds";
            return Err(Wrong(message, Some(help.to_owned())));
        }
        Ok(point)
    }

    /// How many numbers are kept of a point.
    pub fn numbers(&self, point: &Point) -> usize {
        point.replicates * (point.selection.numbers(self.setup.months()) + 1)
    }

    /// What is measured. The last one read is remembered.
    fn selection(
        &self,
        measures: Option<&RawValue>,
        series: Option<&RawValue>,
    ) -> Result<Arc<Selection>, Wrong> {
        let (None, None) = (measures, series) else {
            let text = |value: Option<&RawValue>| value.map_or("", RawValue::get).to_owned();
            let key = format!("{}\n{}", text(measures), text(series));
            let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((_, selection)) = last.as_ref().filter(|(known, _)| *known == key) {
                return Ok(Arc::clone(selection));
            }
            let selection = Arc::new(self.new_selection(measures, series)?);
            *last = Some((key, Arc::clone(&selection)));
            return Ok(selection);
        };
        Ok(Arc::clone(&self.defaults.selection))
    }

    fn new_selection(
        &self,
        measures: Option<&RawValue>,
        series: Option<&RawValue>,
    ) -> Result<Selection, Wrong> {
        let defaults = &self.defaults.selection;
        let (mut selection, setup) = (Selection::default(), &self.setup);
        match measures {
            Some(list) => {
                names("measures", list)?.iter().try_for_each(|name| selection.add_measure(name, setup))?;
            }
            None => selection.measures.clone_from(&defaults.measures),
        }
        match series {
            Some(list) => {
                names("series", list)?.iter().try_for_each(|name| selection.add_series(name, setup))?;
            }
            None => selection.series.clone_from(&defaults.series),
        }
        Ok(selection)
    }
}

/// What a point is called that does not say: the number of its line.
pub(super) fn line_name(number: usize) -> Box<RawValue> {
    RawValue::from_string(number.to_string()).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

fn entries(line: &[u8]) -> Result<Entries, Wrong> {
    const EXAMPLE: &str =
        "a point is one object on one line, as {\"settings\": {\"us.export_controls@2026-01\": 0.5}}";
    let text = std::str::from_utf8(line).map_err(|_| {
        Wrong(
            "the line is not UTF-8 text".to_owned(),
            Some("write other letters in UTF-8, or as \\u00e9".to_owned()),
        )
    })?;
    serde_json::from_str(text).map_err(|error| match error.classify() {
        Category::Data if text.starts_with('{') => plain(&error),
        Category::Data => Wrong(format!("this is {}, not an object", kind(text)), Some(EXAMPLE.to_owned())),
        _ => no_json(text, &error, EXAMPLE),
    })
}

/// What is wrong with an object whose JSON is sound: a key that stands twice.
fn plain(error: &serde_json::Error) -> Wrong {
    let message = error.to_string();
    // The line is the point's own, so its number says nothing.
    let message = message.split(" at line ").next().unwrap_or_default().to_owned();
    Wrong(message, Some("give each key once".to_owned()))
}

/// What a JSON text that is no object is.
fn kind(text: &str) -> &'static str {
    match text.as_bytes().first() {
        Some(b'[') => "a list",
        Some(b'"') => "a text",
        Some(b't' | b'f') => "a truth value",
        Some(b'n') => "null",
        _ => "a number",
    }
}

/// Where a text stops to be JSON, and what the reason may be.
fn no_json(text: &str, error: &serde_json::Error, example: &str) -> Wrong {
    let wrong =
        |message: String, help: &str| Wrong(format!("this is no JSON: {message}"), Some(help.to_owned()));
    if error.is_eof() {
        return wrong(
            "it ends too soon".to_owned(),
            "close each text by a quote, each list by ], each object by }",
        );
    }
    // Columns are bytes counted from 1; the one told is that at which reading stopped.
    let column = error.column().saturating_sub(1);
    let before = text.get(..column).unwrap_or(text);
    let word = before.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |place| place + 1);
    let rest: String = text.get(word..).unwrap_or_default().chars().take(20).collect();
    let is_no_number =
        ["NaN", "Inf", "inf", "nan"].iter().any(|name| rest.trim_start_matches('-').starts_with(name));
    let help = if is_no_number {
        "JSON has no NaN and no infinity: give a number, as 0.5, or leave the key away"
    } else if text.starts_with('{') {
        "keys and texts stand in double quotes, numbers as 0.5; a comma stands between entries and none after the last"
    } else {
        example
    };
    wrong(format!("it stops to be so at column {}, before `{rest}`", word + 1), help)
}

fn must(key: &str, value: &RawValue, must: &str) -> Wrong {
    Wrong(format!("`{key}` is {}; it must be {must}", shortened(value)), None)
}

/// The value as it stands, shortened.
fn shortened(value: &RawValue) -> String {
    const LONGEST: usize = 40;
    let text = value.get();
    match text.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}...", &text[..cut]),
        None => text.to_owned(),
    }
}

fn whole(key: &str, value: &RawValue, least: usize, most: usize) -> Result<usize, Wrong> {
    let number = serde_json::from_str(value.get()).ok().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| must(key, value, &format!("a whole number from {least} to {most}")))
}

fn seed(value: &RawValue) -> Result<Seed, Wrong> {
    let number = serde_json::from_str(value.get()).ok();
    number.map(Seed).ok_or_else(|| must("seed", value, &format!("a whole number from 0 to {}", u64::MAX)))
}

fn report(value: &RawValue) -> Result<Report, Wrong> {
    let name: Option<String> = serde_json::from_str(value.get()).ok();
    let names = Report::ALL.map(|(name, _)| name);
    let found = Report::ALL.into_iter().find(|(known, _)| Some(*known) == name.as_deref());
    found.map(|(_, report)| report).ok_or_else(|| {
        let help = name.map(|name| suggestion(&name, &names));
        Wrong(format!("`report` is {}; it must be one of: {}", shortened(value), names.join(", ")), help)
    })
}

fn names(key: &str, value: &RawValue) -> Result<Vec<String>, Wrong> {
    let form = "a list of names: [\"frontier_gap__pair_us_china\"]";
    serde_json::from_str(value.get()).map_err(|_| must(key, value, form))
}

/// What is set, in order of name, so that a lever's value over the whole horizon comes before its later steps.
fn settings(value: &RawValue) -> Result<Vec<Override>, Wrong> {
    let form = "an object of names and values: {\"us.export_controls@2026-01\": 0.5}";
    let entries: Result<Entries, serde_json::Error> = serde_json::from_str(value.get());
    let mut entries = entries.map_err(|error| match value.get().starts_with('{') {
        true => {
            let Wrong(message, help) = plain(&error);
            Wrong(format!("`settings`: {message}"), help)
        }
        false => must("settings", value, form),
    })?;
    entries.0.sort_by(|(a, _), (b, _)| a.cmp(b));
    entries.0.iter().map(|(name, value)| setting(name, value)).collect()
}

fn setting(name: &str, value: &RawValue) -> Result<Override, Wrong> {
    let text = value.get();
    let is_number = text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    let word: Option<String> = serde_json::from_str(text).ok();
    let plain = if is_number { Some(text.to_owned()) } else { word };
    let Some(plain) = plain else {
        return Err(must(name, value, "a number, or the name of one of the lever's settings in quotes"));
    };
    let (name, month) = match name.split_once('@') {
        Some((name, month)) => (name, format!("@{}", month.trim())),
        None => (name, String::new()),
    };
    Override::parse(&format!("{}={plain}{month}", name.trim()))
        .map_err(|error| Wrong(quoted(&error.text, &error.message), Some(error.help)))
}

fn quoted(text: &str, message: impl Display) -> String {
    format!("`{text}`: {message}")
}
