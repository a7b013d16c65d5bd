//! An ensemble: the same model simulated with many seeds, each run reduced to the series asked for.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

use super::milestone::{Milestone, milestones};
use crate::model::calendar::Month;
use crate::model::history::History;
use crate::model::measure::{EndWorld, Evaluation, SeriesKey};
use crate::model::random::Seed;
use crate::model::setup::Setup;
use crate::model::simulation::{Model, Simulation};

/// Why there is no ensemble.
#[derive(Debug, thiserror::Error)]
pub enum EnsembleError {
    /// Somebody called it off.
    #[error("the simulations were called off")]
    Cancelled,
    /// The worker threads could not be started.
    #[error("the worker threads could not be started")]
    Threads(#[from] ThreadPoolBuildError),
}

/// Worker threads of a fixed number, so that an ensemble takes no more of the machine than it may.
#[derive(Debug)]
pub struct Workers(ThreadPool);

impl Workers {
    /// Starts `jobs` threads; 0 for one on each core.
    ///
    /// # Errors
    /// If the system grants no threads.
    pub fn new(jobs: usize) -> Result<Self, EnsembleError> {
        let name = |i| format!("simulation {i}");
        Ok(Self(ThreadPoolBuilder::new().num_threads(jobs).thread_name(name).build()?))
    }

    /// The threads themselves, for work that hands them tasks one by one.
    pub(super) fn pool(&self) -> &ThreadPool {
        &self.0
    }

    /// Does work on these threads.
    pub fn install<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.0.install(work)
    }

    /// Whether the thread that asks is a worker.
    pub fn is_one() -> bool {
        rayon::current_thread_index().is_some()
    }

    /// Number of threads.
    pub fn threads(&self) -> usize {
        self.0.current_num_threads()
    }

    /// Does the same work once on each of these threads.
    pub fn on_each(&self, work: impl Fn() + Sync) {
        self.0.broadcast(|_| work());
    }
}

/// How far an ensemble is, seen from outside; also the way to call it off.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    cancelled: AtomicBool,
}

impl Progress {
    /// Runs that are done.
    pub fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    /// Calls the ensemble off; runs under way are finished first.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    pub(super) fn advance(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}

/// What to simulate how often, and what to keep of it.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Seed of the ensemble; run `k` takes [`Seed::of_run`], the same under every setup.
    pub seed: Seed,
    /// Number of runs.
    pub runs: usize,
    /// The series kept of each run.
    pub series: Vec<SeriesKey>,
}

/// What is kept of one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Series by series, month by month; NaN where there was nothing to measure. Single precision: its
    /// 24 bits are finer than one adopter among ten million.
    values: Vec<f32>,
    /// Class of the world in the last month.
    pub world: EndWorld,
    /// What happened for the first time when.
    pub milestones: Vec<Milestone>,
}

impl Run {
    fn of(history: &History, setup: &Setup, series: &[SeriesKey]) -> Self {
        let evaluation = Evaluation::new(history, &setup.parameters);
        let months = history.months();
        let mut values = Vec::with_capacity(series.len() * months);
        for key in series {
            values.extend((0..months).map(|row| evaluation.value(key, row) as f32));
        }
        let world = evaluation.counts(months - 1).class(setup.cast);
        Self { values, world, milestones: milestones(history, &evaluation) }
    }
}

/// The runs of one model, in order of their number whatever thread did them.
#[derive(Clone, Debug, PartialEq)]
pub struct Ensemble {
    /// The series kept, in the order of the values.
    pub series: Vec<SeriesKey>,
    /// First month.
    pub start: Month,
    /// Months simulated.
    pub months: usize,
    /// The runs.
    pub runs: Vec<Run>,
}

impl Ensemble {
    /// Simulates a model by a plan.
    ///
    /// # Errors
    /// If it was called off.
    pub fn simulate(
        model: &Arc<Model>,
        plan: &Plan,
        workers: &Workers,
        progress: &Progress,
    ) -> Result<Self, EnsembleError> {
        Self::simulate_each(|_| model, plan, workers, progress)
    }

    /// Simulates by a plan, each run by the model given for its number; all of them of the same labs and months.
    ///
    /// # Errors
    /// If it was called off.
    pub fn simulate_each<'m>(
        model: impl Fn(usize) -> &'m Arc<Model> + Sync,
        plan: &Plan,
        workers: &Workers,
        progress: &Progress,
    ) -> Result<Self, EnsembleError> {
        let runs = runs(&model, plan, 0..plan.runs, workers, progress)?;
        let setup = model(0).setup();
        Ok(Self { series: plan.series.clone(), start: setup.start, months: setup.months(), runs })
    }

    /// Adds the further runs of a larger plan, of which these are the first; each by the model of its number.
    ///
    /// # Errors
    /// If it was called off.
    pub fn grow<'m>(
        &mut self,
        model: impl Fn(usize) -> &'m Arc<Model> + Sync,
        plan: &Plan,
        workers: &Workers,
        progress: &Progress,
    ) -> Result<(), EnsembleError> {
        let further = self.runs.len()..plan.runs.max(self.runs.len());
        self.runs.extend(runs(&model, plan, further, workers, progress)?);
        Ok(())
    }

    /// Value of a series (by its place) in a month (counted from the first) of a run.
    pub fn value(&self, run: usize, series: usize, row: usize) -> f64 {
        f64::from(self.runs[run].values[series * self.months + row])
    }

    /// Values of a series in all months of a run.
    pub(super) fn track(&self, run: usize, series: usize) -> &[f32] {
        &self.runs[run].values[series * self.months..(series + 1) * self.months]
    }

    /// Values of a series in a month, run by run.
    pub fn across(&self, series: usize, row: usize) -> Vec<f64> {
        (0..self.runs.len()).map(|run| self.value(run, series, row)).collect()
    }

    /// Whether all values of all runs are the same, bit by bit.
    pub fn same_values(&self, other: &Self) -> bool {
        let bits = |run: &Run| run.values.iter().map(|value| value.to_bits()).collect::<Vec<u32>>();
        self.runs.len() == other.runs.len() && self.runs.iter().map(bits).eq(other.runs.iter().map(bits))
    }

    /// Position of a series among those kept.
    pub fn position(&self, key: &SeriesKey) -> Option<usize> {
        self.series.iter().position(|kept| kept == key)
    }

    /// The month of a row.
    pub fn month(&self, row: usize) -> Month {
        self.start + row as u16
    }
}

/// Simulates the runs of these numbers.
fn runs<'m>(
    model: &(impl Fn(usize) -> &'m Arc<Model> + Sync),
    plan: &Plan,
    numbers: Range<usize>,
    workers: &Workers,
    progress: &Progress,
) -> Result<Vec<Run>, EnsembleError> {
    let one = |k: usize| -> Option<Run> {
        if progress.is_cancelled() {
            return None;
        }
        let model = model(k);
        let history = Simulation::new(Arc::clone(model), plan.seed.of_run(k as u64)).run();
        let run = Run::of(&history, model.setup(), &plan.series);
        progress.advance();
        Some(run)
    };
    // Runs take milliseconds: split down to single ones, so that no thread waits for another's batch.
    let all =
        workers.install(|| numbers.into_par_iter().with_max_len(1).map(one).collect::<Option<Vec<Run>>>());
    all.ok_or(EnsembleError::Cancelled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::measure::catalogue;
    use crate::scenario::Scenario;

    fn small() -> (Arc<Model>, Plan) {
        let setup = Setup { adopters: 300, ..Scenario::built_in("history").unwrap().setup };
        let series = catalogue(setup.labs.len());
        (Arc::new(Model::new(setup)), Plan { seed: Seed(5), runs: 5, series })
    }

    #[test]
    fn the_number_of_threads_changes_nothing() {
        let (model, plan) = small();
        let with = |jobs| {
            let progress = Progress::default();
            let workers = Workers::new(jobs).unwrap();
            let ensemble = Ensemble::simulate(&model, &plan, &workers, &progress).unwrap();
            assert_eq!(progress.done(), 5);
            ensemble
        };
        let (one, three) = (with(1), with(3));
        let bits = |e: &Ensemble| -> Vec<u32> {
            e.runs.iter().flat_map(|r| r.values.iter().map(|v| v.to_bits())).collect()
        };
        assert_eq!(bits(&one), bits(&three));
        assert_ne!(one.runs[0].values[..84], one.runs[1].values[..84], "runs have seeds of their own");
    }

    #[test]
    fn an_ensemble_that_grows_is_the_larger_ensemble() {
        let (model, plan) = small();
        let (workers, progress) = (Workers::new(2).unwrap(), Progress::default());
        let whole = Ensemble::simulate(&model, &plan, &workers, &progress).unwrap();
        let mut grown =
            Ensemble::simulate(&model, &Plan { runs: 2, ..plan.clone() }, &workers, &progress).unwrap();
        grown.grow(|_| &model, &plan, &workers, &progress).unwrap();
        assert!(grown.same_values(&whole) && grown.runs[4].world == whole.runs[4].world);
    }

    #[test]
    fn what_is_called_off_ends_with_an_error() {
        let (model, plan) = small();
        let progress = Progress::default();
        progress.cancel();
        let outcome = Ensemble::simulate(&model, &plan, &Workers::new(2).unwrap(), &progress);
        assert!(matches!(outcome, Err(EnsembleError::Cancelled)));
    }
}
