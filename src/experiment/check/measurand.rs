//! What a check measures in each run: a series in a month or over months, or the class of the world.

use crate::experiment::ensemble::Ensemble;
use crate::model::calendar::Month;
use crate::model::lab::LabSpec;
use crate::model::measure::{EndWorld, SeriesKey};
use crate::model::setup::Setup;
use crate::scenario::{series_name, series_of};

/// The measure that is 1 in runs that end in a world of a class, and 0 in others.
pub const WORLD: &str = "end_world";

/// One number a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Measurand {
    /// What is measured.
    pub what: What,
    /// First and last month, over which the mean is taken; none for the last of the scenario.
    pub months: Option<(Month, Month)>,
}

/// What is measured.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A measure, of groups.
    Series(&'static str, Vec<(&'static str, String)>),
    /// Whether the world ends in this class.
    World(EndWorld),
}

impl Measurand {
    /// The series that it is read off, with labs by their place in the roster.
    pub fn series(&self, labs: &[LabSpec]) -> Option<SeriesKey> {
        match &self.what {
            What::Series(measure, groups) => series_of(measure, groups, labs),
            What::World(_) => None,
        }
    }

    /// Its value in each of the first runs of an ensemble; NaN where there was nothing to measure.
    pub fn values(&self, ensemble: &Ensemble, setup: &Setup, runs: usize) -> Vec<f64> {
        let runs = 0..runs.min(ensemble.runs.len());
        if let What::World(world) = self.what {
            return runs.map(|run| f64::from(u8::from(ensemble.runs[run].world == world))).collect();
        }
        let place = self.series(&setup.labs).and_then(|key| ensemble.position(&key));
        let (first, last) = self.months.unwrap_or((setup.end, setup.end));
        let row = |month: Month| usize::from(month.0.saturating_sub(setup.start.0));
        let of_run = |run| {
            let values = (row(first)..=row(last)).map(|row| Some(ensemble.value(run, place?, row)));
            mean(values.flatten())
        };
        runs.map(of_run).collect()
    }

    /// What its values count.
    pub fn unit(&self, labs: &[LabSpec]) -> &'static str {
        match self.series(labs) {
            Some(key) => key.spec().unit,
            None => "1 where it is so, else 0",
        }
    }

    /// In words of files: the name of the series and the months.
    pub fn describe(&self, labs: &[LabSpec]) -> String {
        let name = match (&self.what, self.series(labs)) {
            (What::World(world), _) => format!("{WORLD} {}", world.key()),
            (What::Series(..), Some(key)) => series_name(&key, labs),
            (What::Series(measure, _), None) => (*measure).to_owned(),
        };
        match self.months {
            _ if matches!(self.what, What::World(_)) => name,
            None => format!("{name} at the end"),
            Some((first, last)) if first == last => format!("{name} in {first}"),
            Some((first, last)) => format!("{name}, mean of {first} to {last}"),
        }
    }
}

/// Mean of the numbers that are known.
fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0);
    for value in values.filter(|value| !value.is_nan()) {
        sum += value;
        count += 1;
    }
    sum / f64::from(count)
}
