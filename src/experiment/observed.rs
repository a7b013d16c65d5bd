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
use crate::scenario::observation::{Observation, Observations};

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
    let value = |row: &Observation| rows.series[row.series].observable.read(&evaluation, row.from, row.to);
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
    predict_each(|_| Arc::clone(&model), seed, runs, rows, workers, progress)
}

/// The same, each run by the model given for its number.
///
/// # Errors
/// If it was called off.
pub fn predict_each(
    model: impl Fn(usize) -> Arc<Model> + Sync,
    seed: Seed,
    runs: usize,
    rows: &Observations,
    workers: &Workers,
    progress: &Progress,
) -> Result<Predictions, EnsembleError> {
    let one = |k: usize| -> Option<Vec<f64>> {
        if progress.is_cancelled() {
            return None;
        }
        let values = predict_one(model(k), seed.of_run(k as u64), rows);
        progress.advance();
        Some(values)
    };
    let each = (0..runs).into_par_iter().with_max_len(1);
    let all = workers.install(|| each.map(one).collect::<Option<Vec<Vec<f64>>>>());
    let values = all.ok_or(EnsembleError::Cancelled)?.concat();
    Ok(Predictions { runs, values })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    fn small() -> (Setup, Observations) {
        let setup = Setup { adopters: 300, ..Scenario::built_in("history").unwrap().setup };
        (setup, Observations::built_in().unwrap())
    }

    fn bits(values: &[f64]) -> Vec<u64> {
        values.iter().map(|value| value.to_bits()).collect()
    }

    #[test]
    fn predictions_are_in_order_of_runs_whatever_thread_did_them() {
        let (setup, data) = small();
        let with = |jobs| {
            let progress = Progress::default();
            let found = predict(&setup, Seed(3), 5, &data, &Workers::new(jobs).unwrap(), &progress).unwrap();
            assert_eq!(progress.done(), 5);
            found
        };
        let (one, three) = (with(1), with(3));
        assert_eq!(bits(&one.values), bits(&three.values));
        let model = Arc::new(Model::new(setup));
        assert_eq!(bits(one.of(4)), bits(&predict_one(model, Seed(3).of_run(4), &data)));
        assert_eq!(one.column(7)[2].to_bits(), one.of(2)[7].to_bits());
        assert_ne!(bits(one.of(0)), bits(one.of(1)), "runs have seeds of their own");
    }

    #[test]
    fn what_is_known_early_is_predicted_alike_by_a_shorter_simulation() {
        let (setup, data) = small();
        let march = Month(14);
        let early = data.until(march);
        assert_eq!(after_last(&early), march + 1);
        let model = Arc::new(Model::new(setup));
        let all = predict_one(Arc::clone(&model), Seed(1), &data);
        let known = data.rows.iter().zip(all).filter(|(row, _)| row.to <= march).map(|(_, value)| value);
        let (known, found) = (known.collect::<Vec<f64>>(), predict_one(model, Seed(1), &early));
        assert!(found.len() > 20 && bits(&known) == bits(&found), "{known:?}\n{found:?}");
    }

    #[test]
    fn every_scored_row_has_a_prediction() {
        let (setup, data) = small();
        let values = predict_one(Arc::new(Model::new(setup)), Seed(1), &data);
        let missing = data.rows.iter().zip(values).filter(|(row, value)| row.scored && !value.is_finite());
        let missing: Vec<usize> = missing.map(|(row, _)| row.line).collect();
        assert!(missing.is_empty(), "lines {missing:?}");
    }

    #[test]
    fn what_is_called_off_or_asks_for_nothing_does_no_harm() {
        let (setup, data) = small();
        let (workers, progress) = (Workers::new(1).unwrap(), Progress::default());
        let none = predict(&setup, Seed(1), 0, &data, &workers, &progress).unwrap();
        assert!(none.column(0).is_empty());
        let empty = Observations { rows: Vec::new(), ..data.clone() };
        assert!(predict(&setup, Seed(1), 2, &empty, &workers, &progress).unwrap().of(1).is_empty());
        progress.cancel();
        assert!(matches!(
            predict(&setup, Seed(1), 2, &data, &workers, &progress),
            Err(EnsembleError::Cancelled)
        ));
    }
}
