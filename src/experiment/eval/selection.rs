//! What is read off each replicate of a point: measures in one month, and series month by month.

use crate::model::calendar::Month;
use crate::model::measure::{Evaluation, SeriesKey, catalogue};
use crate::model::setup::Setup;
use crate::scenario::{find_series, nearest, series_name};

/// One number of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Its name in answers: the series', with `@MONTH` where it is not of the last month.
    pub name: String,
    /// The series.
    pub key: SeriesKey,
    /// The month, counted from the first.
    pub row: usize,
}

/// What is read off each replicate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Numbers.
    pub measures: Vec<Reading>,
    /// Series, month by month, with their names.
    pub series: Vec<(String, SeriesKey)>,
}

/// Why a name selects nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}\n  help: {help}")]
pub struct Unselected {
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

impl Selection {
    /// All series of a setup in its last month.
    pub fn everything(setup: &Setup) -> Self {
        let row = setup.months() - 1;
        let reading = |key: SeriesKey| Reading { name: series_name(&key, &setup.labs), key, row };
        Self { measures: catalogue(setup.labs.len()).into_iter().map(reading).collect(), series: Vec::new() }
    }

    /// Adds the series that a name means, with `@MONTH` after it in that month, else in the last.
    ///
    /// # Errors
    /// If there is no such series, or the month is outside the horizon.
    pub fn add_measure(&mut self, text: &str, setup: &Setup) -> Result<(), Unselected> {
        let (name, month) = match text.rsplit_once('@') {
            Some((name, "end")) => (name, setup.end),
            Some((name, month)) => (name, read_month(text, month.trim(), setup)?),
            None => (text, setup.end),
        };
        let row = usize::from(month.0 - setup.start.0);
        for key in keys(name.trim(), setup)? {
            let name = series_name(&key, &setup.labs);
            let name = if month == setup.end { name } else { format!("{name}@{month}") };
            if self.measures.iter().all(|known| known.name != name) {
                self.measures.push(Reading { name, key, row });
            }
        }
        Ok(())
    }

    /// Adds the series that a name means, month by month.
    ///
    /// # Errors
    /// If there is no such series.
    pub fn add_series(&mut self, text: &str, setup: &Setup) -> Result<(), Unselected> {
        for key in keys(text.trim(), setup)? {
            if self.series.iter().all(|(_, known)| *known != key) {
                self.series.push((series_name(&key, &setup.labs), key));
            }
        }
        Ok(())
    }

    /// How many numbers it keeps of a run of so many months.
    pub fn numbers(&self, months: usize) -> usize {
        self.measures.len() + self.series.len() * months
    }

    /// Reads them off a run.
    pub fn values(&self, evaluation: &Evaluation<'_>, months: usize) -> Vec<f32> {
        let mut values = Vec::with_capacity(self.numbers(months));
        values.extend(self.measures.iter().map(|one| evaluation.value(&one.key, one.row) as f32));
        for (_, key) in &self.series {
            values.extend((0..months).map(|row| evaluation.value(key, row) as f32));
        }
        values
    }
}

fn keys(name: &str, setup: &Setup) -> Result<Vec<SeriesKey>, Unselected> {
    find_series(name, &setup.labs).map_err(|error| Unselected { message: error.message, help: error.help })
}

fn read_month(text: &str, month: &str, setup: &Setup) -> Result<Month, Unselected> {
    let help = || format!("a month from {} to {}, as @{}, or @end", setup.start, setup.end, setup.end);
    let wrong = |message: String| Unselected { message: format!("`{text}`: {message}"), help: help() };
    if nearest(month, ["end"]).is_some() {
        return Err(wrong(format!("`{month}` is no month; did you mean `end`?")));
    }
    let month: Month =
        month.parse().map_err(|error: crate::model::calendar::NotAMonth| wrong(error.to_string()))?;
    if !(setup.start..=setup.end).contains(&month) {
        return Err(wrong(format!("{month} is outside the scenario's horizon")));
    }
    Ok(month)
}
