//! The point of a calibration: of the sets of parameters on which the cloud has settled, the one that agrees best.
//!
//! A few runs lead the cloud, and a set that suits their seeds well need not do so with others. So the best sets of the last
//! cloud are run again, many times, and the one is taken whose means lie in the tolerances of most series; of equals
//! the one at the least distance.

use std::sync::Arc;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::{Calibration, Cloud, Likelihood};
use crate::experiment::backtest::Agreement;
use crate::experiment::ensemble::{EnsembleError, Progress, Workers};
use crate::experiment::observed::{Predictions, predict_one};
use crate::model::simulation::Model;

/// Sets that are run again.
const CANDIDATES: usize = 32;
/// Runs of each, for each run that led the cloud.
const TIMES: usize = 8;
/// Digits of the point: finer than it is known, and a table of parameters can still be read.
const DIGITS: usize = 3;

impl Calibration {
    /// The point, of a cloud that has been led to the end of [`super::Leg::Point`].
    ///
    /// # Errors
    /// If it was called off.
    pub fn point(
        &self,
        cloud: &Cloud<Predictions>,
        law: &Likelihood,
        workers: &Workers,
        progress: &Progress,
    ) -> Result<Vec<f64>, EnsembleError> {
        let candidates = self.candidates(cloud, law);
        let agreement =
            |values: &Vec<f64>| (!progress.is_cancelled()).then(|| self.agreement(values, progress));
        let found = workers.install(|| {
            candidates.par_iter().with_max_len(1).map(agreement).collect::<Option<Vec<(f64, f64)>>>()
        });
        let found = found.ok_or(EnsembleError::Cancelled)?;
        let better = |a: usize, b: usize| {
            let ((votes_a, loss_a), (votes_b, loss_b)) = (found[a], found[b]);
            votes_a > votes_b || (votes_a == votes_b && loss_a < loss_b)
        };
        let best =
            (1..candidates.len()).fold(0, |best, other| if better(other, best) { other } else { best });
        Ok(candidates[best].clone())
    }

    /// Number of runs that [`Calibration::point`] does at most.
    pub fn point_runs(&self) -> usize {
        (CANDIDATES + 1) * TIMES * self.plan.runs
    }

    /// The middle of the cloud and its best sets, no set twice.
    fn candidates(&self, cloud: &Cloud<Predictions>, law: &Likelihood) -> Vec<Vec<f64>> {
        let mut order: Vec<(f64, &[f64])> =
            cloud.particles.iter().map(|p| (law.log(&p.fit), p.unit.as_slice())).collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0));
        let values: Vec<Vec<f64>> = order.iter().map(|(_, unit)| self.values(unit)).collect();
        let middle = |place: usize| values.iter().map(|set| set[place]).sum::<f64>() / values.len() as f64;
        let mut candidates: Vec<Vec<f64>> = vec![(0..self.plan.free.len()).map(middle).collect()];
        for set in values {
            if candidates.len() <= CANDIDATES && !candidates.contains(&set) {
                candidates.push(set);
            }
        }
        candidates.iter().map(|set| set.iter().copied().map(rounded).collect()).collect()
    }

    /// Share of the votes in tolerance, and distance, of a set of values in many runs.
    fn agreement(&self, values: &[f64], progress: &Progress) -> (f64, f64) {
        let model = Arc::new(Model::new(self.setup(values)));
        let runs = TIMES * self.plan.runs;
        let seed = self.plan.walk.seed;
        let one = |k: usize| {
            progress.advance();
            predict_one(Arc::clone(&model), seed.of_run(k as u64), &self.observations)
        };
        let predicted = Predictions { runs, values: (0..runs).flat_map(one).collect() };
        let agreement = Agreement::new(&self.observations, &predicted);
        (agreement.share(), agreement.loss())
    }
}

/// To [`DIGITS`] digits, through text, so that the same digits come of it everywhere.
fn rounded(value: f64) -> f64 {
    format!("{value:.*e}", DIGITS - 1).parse().unwrap_or(value)
}
