//! Studies: what an experiment file asks for, and each of its runs, before the first of them is done.

mod digest;
mod factor;
mod file;
mod kept;
#[cfg(test)]
mod tests;

use crate::experiment::design::{Design, Point, Shuffle};
use crate::experiment::models::Models;
use crate::model::calendar::Month;
use crate::model::measure::SeriesKey;
use crate::model::random::{Seed, Stream};
use crate::model::setup::Setup;
use crate::scenario::Scenario;

pub use factor::{Factor, Levels, Target};
pub use kept::KeptMonths;

/// Most runs of a study whose file does not allow more.
pub const MOST_RUNS: u64 = 10_000_000;

/// What an experiment file asks for: scenarios by points by replicates.
#[derive(Clone, Debug)]
pub struct Study {
    /// Its name.
    pub name: String,
    /// The scenarios, by different names.
    pub scenarios: Vec<Scenario>,
    /// What differs from point to point.
    pub factors: Vec<Factor>,
    /// Which points.
    pub design: Design,
    /// Runs of each scenario at each point.
    pub replicates: usize,
    /// Which runs share a seed.
    pub pairing: Pairing,
    /// The seed of the whole; it also makes the design.
    pub seed: Seed,
    /// Adopters of each run; those of the scenario if left out.
    pub adopters: Option<usize>,
    /// The series kept of each scenario's runs, in the order of the catalogue.
    pub series: Vec<Vec<SeriesKey>>,
    /// The months kept of these.
    pub kept: KeptMonths,
    /// In which order the points are run; none for their own.
    order: Option<Shuffle>,
}

/// Which runs share a seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairing {
    /// Replicate `k` of every point and scenario: differences between them are measured run by run.
    Common,
    /// None.
    Independent,
}

impl Pairing {
    /// Both, by name in files.
    pub const NAMED: [(&'static str, Self); 2] =
        [("common", Self::Common), ("independent", Self::Independent)];

    /// Name in files.
    pub const fn key(self) -> &'static str {
        Self::NAMED[self as usize].0
    }
}

/// One run of a study.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunId {
    /// Its place in the order of runs.
    pub index: u64,
    /// Place of its scenario.
    pub scenario: usize,
    /// Its point.
    pub point: usize,
    /// Its replicate.
    pub replicate: usize,
    /// Its seed.
    pub seed: Seed,
}

/// Why a point has no setup.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("point {point}, `{factor}` = {value}: {message}")]
pub struct PointError {
    /// The point.
    pub point: usize,
    /// The factor.
    pub factor: String,
    /// Its value.
    pub value: f64,
    /// What is wrong with it.
    pub message: String,
}

impl Study {
    /// Number of points.
    pub fn points(&self) -> usize {
        self.design.points()
    }

    /// The values of a point, one a factor, in the factors' own units.
    ///
    /// # Panics
    /// If there is no such point.
    pub fn values(&self, point: usize) -> Vec<f64> {
        match self.design.point(point) {
            Point::Given(values) => values,
            Point::Unit(coordinates) => {
                let pairs = self.factors.iter().zip(coordinates);
                pairs.map(|(factor, coordinate)| factor.value(coordinate)).collect()
            }
        }
    }

    /// Number of runs.
    pub fn runs(&self) -> u64 {
        self.scenarios.len() as u64 * self.points() as u64 * self.replicates as u64
    }

    /// A run by its place in the order of runs: replicate after replicate, so that runs cut off still cover all points;
    /// in each, points in an order that covers the space from the start; at each point, one scenario after the other.
    ///
    /// # Panics
    /// If there are fewer runs.
    pub fn run(&self, index: u64) -> RunId {
        assert!(index < self.runs(), "run {index} of {}", self.runs());
        let (scenarios, points) = (self.scenarios.len() as u64, self.points() as u64);
        let scenario = (index % scenarios) as usize;
        let place = (index / scenarios % points) as usize;
        let replicate = (index / scenarios / points) as usize;
        let point = self.order.as_ref().map_or(place, |order| order.at(place));
        RunId { index, scenario, point, replicate, seed: self.seed_of(scenario, point, replicate) }
    }

    fn seed_of(&self, scenario: usize, point: usize, replicate: usize) -> Seed {
        let common = self.seed.of_run(replicate as u64);
        match self.pairing {
            Pairing::Common => common,
            // More replicates, points or scenarios leave the seeds of the others as they are.
            Pairing::Independent => common.of_run(scenario as u64).of_run(point as u64),
        }
    }

    /// What the runs of a scenario at a point start from.
    ///
    /// # Errors
    /// If a factor cannot be set in this scenario. A study read from a file has been looked through for that.
    ///
    /// # Panics
    /// If there is no such scenario or point.
    pub fn setup(&self, scenario: usize, point: usize) -> Result<Setup, PointError> {
        let mut setup = self.scenarios[scenario].setup.clone();
        setup.adopters = self.adopters.unwrap_or(setup.adopters);
        let values = self.values(point);
        let mut settings: Vec<(&Factor, f64)> = self.factors.iter().zip(values).collect();
        // A lever's later steps drop out where it is set: of several settings the earliest goes first.
        settings.sort_by_key(|(factor, _)| factor.from);
        for (factor, value) in settings {
            factor.set(&mut setup, value).map_err(|message| PointError {
                point,
                factor: factor.name.clone(),
                value,
                message,
            })?;
        }
        Ok(setup)
    }

    /// The models of a scenario's replicates before any factor is set.
    ///
    /// # Panics
    /// If there is no such scenario.
    pub fn models(&self, scenario: usize) -> Models {
        let mut setup = self.scenarios[scenario].setup.clone();
        setup.adopters = self.adopters.unwrap_or(setup.adopters);
        Models::with(setup, self.scenarios[scenario].posterior.clone(), self.replicates)
    }

    /// The months of a scenario's series that are kept.
    pub fn months(&self, scenario: usize) -> Vec<Month> {
        let setup = &self.scenarios[scenario].setup;
        self.kept.of(setup.start, setup.end)
    }

    /// The order in which the points of a design are run.
    fn order_of(design: &Design, seed: Seed) -> Option<Shuffle> {
        (!design.grows()).then(|| Shuffle::new(seed, Stream::Order, 0, design.points()))
    }
}
