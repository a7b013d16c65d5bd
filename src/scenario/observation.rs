//! Published observations: the series that the program is set beside, row by row, each with its source and trust.
//!
//! `data/series.toml` says what each series measures and which observable of the model it corresponds to;
//! `data/observations.csv` holds the figures. A user's own file has the form of the latter.

mod meaning;
mod table;

use std::path::Path;

use super::document::FileError;
use super::source::{Kind, Source};
use crate::model::calendar::Month;
use crate::model::observable::Observable;

/// The last month of which the program carries observations.
pub const LAST_OBSERVED: Month = Month(21);

const SERIES: &str = include_str!("../../data/series.toml");
const ROWS: &str = include_str!("../../data/observations.csv");

/// How far a figure can be trusted as a measurement of what its series says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trust {
    /// Measured at the source, or told by several.
    High,
    /// One source, or at second hand.
    Medium,
    /// Judged, or roughly told.
    Low,
}

impl Trust {
    /// All, highest first.
    pub const ALL: [Self; 3] = [Self::High, Self::Medium, Self::Low];

    /// Name in files.
    pub const fn key(self) -> &'static str {
        ["high", "medium", "low"][self as usize]
    }

    /// What an observation counts against others: 1, 1/2, 1/4.
    pub const fn weight(self) -> f64 {
        [1.0, 0.5, 0.25][self as usize]
    }
}

/// Where a figure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Read in the source.
    Sourced,
    /// Read in a page that quotes the source.
    SourcedSecondary,
    /// Worked out from the source's data.
    Derived,
    /// A judgement that no source gives.
    Assumed,
}

impl Status {
    /// All.
    pub const ALL: [Self; 4] = [Self::Sourced, Self::SourcedSecondary, Self::Derived, Self::Assumed];

    /// Name in files.
    pub const fn key(self) -> &'static str {
        ["sourced", "sourced_secondary", "derived_from_source", "assumed"][self as usize]
    }
}

/// One published figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// Its series, as its place in [`Observations::series`].
    pub series: usize,
    /// First month of its window; a month before January 2024 is read as that one.
    pub from: Month,
    /// Last month of its window.
    pub to: Month,
    /// The window as the file says it: `2023-10`, `2023-12`.
    pub written: [String; 2],
    /// The figure, in the unit of its series.
    pub value: f64,
    /// Lowest and highest value that would still agree with it, as judged; no confidence interval.
    pub band: Option<(f64, f64)>,
    /// How far it can be trusted.
    pub trust: Trust,
    /// Whether the model is scored by it; else it is only shown.
    pub scored: bool,
    /// Where it comes from.
    pub status: Status,
    /// Who published it, and what; of an assumption, why it is made.
    pub source_title: String,
    /// The source's address; empty of an assumption.
    pub source_address: String,
    /// What else is to be said.
    pub note: String,
    /// Line of the file, from 1.
    pub line: usize,
}

/// Series of one group measure one thing by one method; those of different groups are never drawn as one line.
#[derive(Clone, Debug, PartialEq)]
pub struct ObservedSeries {
    /// Name in files.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// Unit, that of its observable.
    pub unit: String,
    /// What it measures.
    pub meaning: String,
    /// What it does not measure.
    pub caveat: String,
    /// What corresponds to it in the model.
    pub observable: Observable,
    /// How it was measured: series of different groups are never drawn as one line.
    pub group: String,
    /// The series whose vote it shares, as its place, where both tell the same.
    pub merged_into: Option<usize>,
}

/// Observations and the series to which they belong.
#[derive(Clone, Debug, PartialEq)]
pub struct Observations {
    /// All series known, also those without rows.
    pub series: Vec<ObservedSeries>,
    /// The figures, in the order of the file.
    pub rows: Vec<Observation>,
}

/// Files of observations.
const OBSERVATIONS: Kind = Kind {
    noun: "file of observations",
    not_found: "check the path",
    empty: "a file of observations is a table in CSV",
    form: "a table in CSV",
    ending: "csv",
    largest: super::source::LARGEST_FILE,
};

impl Observations {
    /// Those that the program carries.
    ///
    /// # Errors
    /// If the data that the program carries are damaged.
    pub fn built_in() -> Result<Self, FileError> {
        let source = Source::text("observations.csv (built in)", ROWS);
        Self::of(source, Some(LAST_OBSERVED))
    }

    /// Those of a user's file, of the series that the program knows.
    ///
    /// # Errors
    /// If the file cannot be read, or with all its mistakes.
    pub fn read(path: &Path) -> Result<Self, FileError> {
        let source = Source::file_of(path, &OBSERVATIONS);
        Self::of(source.map_err(|error| FileError::new(&OBSERVATIONS, error))?, None)
    }

    /// Those of a text, as if it stood in a file of this name.
    ///
    /// # Errors
    /// With all the mistakes of the text.
    pub fn parse(label: &str, text: &str) -> Result<Self, FileError> {
        Self::of(Source::text(label, text), None)
    }

    fn of(source: Source, latest: Option<Month>) -> Result<Self, FileError> {
        let series = meaning::read(SERIES)?;
        let rows = table::read(source, &series, latest);
        Ok(Self { rows: rows.map_err(|error| FileError::new(&OBSERVATIONS, error))?, series })
    }

    /// Those whose window ends in this month or before: all that could be known when it was over.
    #[must_use]
    pub fn until(&self, month: Month) -> Self {
        let rows = self.rows.iter().filter(|row| row.to <= month).cloned().collect();
        Self { series: self.series.clone(), rows }
    }

    /// A series by its name in files.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.series.iter().position(|series| series.id == id)
    }

    /// The series with whose rows those of a series share one vote: itself, or the one that it is merged into.
    pub fn vote(&self, series: usize) -> usize {
        self.series[series].merged_into.unwrap_or(series)
    }
}
