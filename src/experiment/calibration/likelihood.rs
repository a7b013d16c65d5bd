//! How well a set of parameters fits the observations: a loss made a law.
//!
//! A few runs with common seeds give the mean of every observable. The loss is the squared distance of that mean from the
//! observation, in units of the observation's tolerance; every series weighs by trust alone, however many rows it has, and
//! series that tell the same count as one. The law is the exponential of minus half that loss: a generalised posterior
//! (Bissiri, Holmes and Walker 2016), since tolerances are judged and no likelihood of the data is known.

use crate::experiment::observed::Predictions;
use crate::scenario::observation::{Observation, Observations};

/// A tolerance is read as the middle 80 % of a normal law: its half is this many standard deviations.
const HALF_BAND: f64 = 1.281_551_565_544_600_4;
/// Where too few runs have anything to measure, the miss counts as this many standard deviations.
const MISSING: f64 = 5.0;

/// Standard deviation of an observation's own uncertainty; none of one that is only drawn.
pub fn tolerance(row: &Observation) -> Option<f64> {
    row.band.map(|(low, high)| (high - low) / 2.0 / HALF_BAND)
}

/// A row that counts, and how much.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Counted {
    /// Place among the observations.
    row: usize,
    weight: f64,
    value: f64,
    tolerance: f64,
}

/// The observations that count, with their weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Likelihood {
    counted: Vec<Counted>,
}

impl Likelihood {
    /// Of those rows that are scored and have a tolerance.
    pub fn new(rows: &Observations) -> Self {
        let scored = rows.rows.iter().enumerate().filter(|(_, row)| row.scored);
        let kept: Vec<_> = scored.filter_map(|(place, row)| Some((place, row, tolerance(row)?))).collect();
        let vote = |row: &Observation| rows.vote(row.series);
        let counted = kept.iter().map(|&(place, row, tolerance)| {
            // A series weighs the mean trust of its rows; within it, rows share that weight by trust.
            let peers = kept.iter().filter(|(_, peer, _)| vote(peer) == vote(row)).count();
            Counted { row: place, weight: row.trust.weight() / peers as f64, value: row.value, tolerance }
        });
        Self { counted: counted.collect() }
    }

    /// Number of rows that count.
    pub fn rows(&self) -> usize {
        self.counted.len()
    }

    /// Logarithm of the weight that the observations give to a set of parameters, by what some runs of it predict.
    pub fn log(&self, runs: &Predictions) -> f64 {
        self.counted.iter().map(|one| -0.5 * one.weight * one.squared_distance(&runs.column(one.row))).sum()
    }
}

/// Mean, variance between runs, and number of those that have something to measure; none of fewer than two.
fn moments(runs: &[f64]) -> Option<(f64, f64, f64)> {
    let known: Vec<f64> = runs.iter().copied().filter(|value| value.is_finite()).collect();
    let n = known.len() as f64;
    let mean = known.iter().sum::<f64>() / n;
    let between = known.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0);
    (known.len() > 1).then_some((mean, between, n))
}

impl Counted {
    fn squared_distance(&self, runs: &[f64]) -> f64 {
        let Some((mean, between, n)) = moments(runs) else { return MISSING * MISSING };
        // Of a few runs the mean is not known exactly.
        (self.value - mean).powi(2) / (self.tolerance * self.tolerance + between / n)
    }
}
