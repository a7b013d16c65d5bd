//! The back-test for the Evidence screen, on a thread of its own: once in a session, and called off when nobody waits.

use std::sync::{Arc, LazyLock};
use std::thread::JoinHandle;

use crate::experiment::backtest::Whole;
use crate::experiment::ensemble::{Progress, Workers};
use crate::experiment::models::Models;
use crate::experiment::observed::predict_each;
use crate::model::random::Seed;
use crate::scenario::Scenario;
use crate::scenario::observation::Observations;

/// Runs of the model, as many as `weights backtest` makes.
pub const RUNS: usize = 100;

/// What is known of the back-test.
#[derive(Clone, Debug, Default)]
pub enum Known {
    /// Nobody has asked.
    #[default]
    Nothing,
    /// So many runs are done.
    Running(usize),
    /// It is there.
    Found(Arc<Found>),
    /// It cannot be had, and why.
    Failed(String),
}

impl Known {
    /// What was found.
    pub fn found(&self) -> Option<&Found> {
        match self {
            Self::Found(found) => Some(found),
            _ => None,
        }
    }
}

/// A back-test and what it is of.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Name of the scenario.
    pub scenario: String,
    /// Its adopters.
    pub adopters: usize,
    /// Seed of the runs.
    pub seed: Seed,
    /// Draws of the parameters in use; 0 where the runs differ by chance alone.
    pub draws: usize,
    /// The back-test.
    pub whole: Whole,
}

/// The published figures that the program carries.
///
/// # Errors
/// With what is wrong with them, which a test rules out.
pub fn observed() -> Result<&'static Observations, &'static str> {
    static OBSERVED: LazyLock<Result<Observations, String>> =
        LazyLock::new(|| Observations::built_in().map_err(|error| error.to_string()));
    OBSERVED.as_ref().map_err(String::as_str)
}

/// Runs the model and scores it.
///
/// # Errors
/// If it was called off, or if the carried data are damaged.
pub fn find(
    scenario: &Scenario,
    seed: Seed,
    runs: usize,
    workers: &Workers,
    progress: &Progress,
) -> Result<Found, String> {
    let rows = observed()?;
    let models = Models::of_scenario(scenario, runs);
    let model = |k: usize| Arc::clone(models.of(k));
    let model = predict_each(model, seed, runs, rows, workers, progress);
    let model = model.map_err(|error| error.to_string())?;
    Ok(Found {
        scenario: scenario.name.clone(),
        adopters: scenario.setup.adopters,
        seed,
        draws: models.draws(runs),
        whole: Whole::new(rows, &model, seed),
    })
}

/// A back-test being made; dropping it calls it off.
pub struct Backtester {
    progress: Arc<Progress>,
    thread: Option<JoinHandle<()>>,
}

impl Backtester {
    /// Begins; what comes of it is given to `publish`, unless it is called off.
    ///
    /// # Errors
    /// If the system grants no thread.
    pub fn start(
        scenario: Scenario,
        seed: Seed,
        publish: impl FnOnce(Result<Found, String>) + Send + 'static,
    ) -> std::io::Result<Self> {
        let progress = Arc::new(Progress::default());
        let seen = Arc::clone(&progress);
        let thread = std::thread::Builder::new().name("back-test".into()).spawn(move || {
            let workers = Workers::new(0).map_err(|error| error.to_string());
            publish(workers.and_then(|workers| find(&scenario, seed, RUNS, &workers, &seen)));
        })?;
        Ok(Self { progress, thread: Some(thread) })
    }

    /// Runs that are done.
    pub fn done(&self) -> usize {
        self.progress.done()
    }
}

impl Drop for Backtester {
    fn drop(&mut self) {
        self.progress.cancel();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::backtest::{Agreement, HORIZON, ORIGINS, cases_at, free_cases};
    use crate::report::backtest::{Backtest, json};

    #[test]
    fn the_numbers_are_those_of_the_command() {
        let mut scenario = Scenario::built_in("history").unwrap();
        scenario.setup.adopters = 300;
        let (workers, progress) = (Workers::new(0).unwrap(), Progress::default());
        let found = find(&scenario, Seed(1), 5, &workers, &progress).unwrap();
        // As the command does it.
        let rows = Observations::built_in().unwrap();
        let models = Models::of_scenario(&scenario, 5);
        let model = |k: usize| Arc::clone(models.of(k));
        let model = predict_each(model, Seed(1), 5, &rows, &workers, &Progress::default()).unwrap();
        assert_eq!(found.draws, 3);
        let mut cases = free_cases(&rows, &model);
        ORIGINS.iter().for_each(|origin| cases.extend(cases_at(&rows, &model, *origin, HORIZON)));
        let report = |cases, agreement| {
            let backtest = Backtest {
                scenario: &scenario,
                settings: Vec::new(),
                runs: 5,
                seed: 1,
                models: &models,
                is_refitted: false,
                agreement,
                rows: &rows,
                cases,
            };
            json(&backtest).unwrap()
        };
        let command = report(cases, Agreement::new(&rows, &model));
        assert_eq!(report(found.whole.cases.clone(), found.whole.agreement.clone()), command);
        assert_eq!((found.adopters, progress.done()), (300, 5));
    }

    #[test]
    fn what_nobody_waits_for_is_called_off() {
        let (sender, receiver) = std::sync::mpsc::channel();
        let scenario = Scenario::built_in("history").unwrap();
        let backtester = Backtester::start(scenario, Seed(1), move |outcome| {
            let _ = sender.send(outcome.is_ok());
        });
        drop(backtester.unwrap());
        // Whoever drops it waits for its thread, so that nothing comes later.
        assert!(receiver.try_recv().is_ok());
        assert_eq!(receiver.try_recv(), Err(std::sync::mpsc::TryRecvError::Disconnected));
    }
}
