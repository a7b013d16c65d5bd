//! What the model says of each observation: the observables of a run, or of many runs, over the windows of the data.

use std::sync::Arc;

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use super::ensemble::{EnsembleError, Progress, Workers};
use crate::model::calendar::Month;
use crate::model::history::History;
use crate::model::measure::Evaluation;
use crate::model::parameters::Parameters;
use crate::model::random::Seed;
use crate::model::setup::Setup;
use crate::model::simulation::{Model, Simulation};
use crate::scenario::observation::Observations;

/// Values of the observables of some observations in many runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Predictions {
    /// Number of runs.
    pub runs: usize,
    /// Value of each observation in each run, run after run; NaN where a run has nothing to measure.
    pub values: Vec<f64>,
}

impl Predictions {
    /// Values of all observations in a run.
    pub fn of(&self, run: usize) -> &[f64] {
        let rows = self.rows();
        &self.values[run * rows..(run + 1) * rows]
    }

    /// Values of an observation, by its place among the rows, in all runs.
    pub fn column(&self, row: usize) -> Vec<f64> {
        (0..self.runs).map(|run| self.of(run)[row]).collect()
    }

    /// Number of observations.
    fn rows(&self) -> usize {
        self.values.len().checked_div(self.runs).unwrap_or(0)
    }
}

/// Values of all observations read off one history.
pub fn values(history: &History, parameters: &Parameters, rows: &Observations) -> Vec<f64> {
    let evaluation = Evaluation::new(history, parameters);
    let value = |row: &crate::scenario::observation::Observation| {
        rows.series[row.series].observable.read(&evaluation, row.from, row.to)
    };
    rows.rows.iter().map(value).collect()
}

/// Values of all observations in the run of one seed, simulated until the last month that they need.
pub fn predict_one(model: Arc<Model>, seed: Seed, rows: &Observations) -> Vec<f64> {
    let mut simulation = Simulation::new(model, seed);
    simulation.run_until(after_last(rows));
    values(simulation.history(), &simulation.model().setup().parameters, rows)
}

/// The month after the last one that observations need.
fn after_last(rows: &Observations) -> Month {
    rows.rows.iter().map(|row| row.to + 1).max().unwrap_or(Month::FIRST)
}

/// Values of all observations in runs number 0 to `runs` of a setup, simulated until the last month that they
/// need; in order of the runs' numbers whatever thread did them.
///
/// # Errors
/// If it was called off.
pub fn predict(
    setup: &Setup,
    seed: Seed,
    runs: usize,
    rows: &Observations,
    workers: &Workers,
    progress: &Progress,
) -> Result<Predictions, EnsembleError> {
    let model = Arc::new(Model::new(setup.clone()));
    let one = |k: usize| -> Option<Vec<f64>> {
        if progress.is_cancelled() {
            return None;
        }
        let values = predict_one(Arc::clone(&model), seed.of_run(k as u64), rows);
        progress.advance();
        Some(values)
    };
    let each = (0..runs).into_par_iter().with_max_len(1);
    let all = workers.install(|| each.map(one).collect::<Option<Vec<Vec<f64>>>>());
    let values = all.ok_or(EnsembleError::Cancelled)?.concat();
    Ok(Predictions { runs, values })
}
