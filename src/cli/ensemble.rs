//! What commands that simulate have in common: the size of the work, its threads and its progress bar.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::Failure;
use super::progress::{PATIENCE, Pace};
use crate::experiment::ensemble::{EnsembleError, Progress, Workers};
use crate::scenario::{ADOPTERS, Override, Scenario, Worldview};

/// The most runs of an ensemble: a full file of so many takes some 3 GB of memory.
pub const MOST_RUNS: usize = 10_000;
/// The most worker threads.
const MOST_JOBS: usize = 1024;
const REDRAW: Duration = Duration::from_millis(100);

/// The size of the work.
#[derive(Clone, Debug, clap::Args)]
pub struct Size {
    /// Number of runs, each with chance of its own: 1 to 10000
    #[arg(long, value_name = "N", allow_negative_numbers = true, default_value_t = 100, value_parser = whole_number(1, MOST_RUNS))]
    pub runs: usize,
    /// Seed of chance: the same seed, scenario and settings give the same bytes
    #[arg(long, value_name = "N", allow_negative_numbers = true, default_value_t = 1, value_parser = seed)]
    pub seed: u64,
    /// Number of adopters: 100 to 1000000 [default: the scenario's, 10000 in the built-in ones]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = whole_number(ADOPTERS.0, ADOPTERS.1))]
    pub adopters: Option<usize>,
    #[command(flatten)]
    pub threads: Threads,
}

/// The threads that work.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub struct Threads {
    /// Number of threads: 1 to 1024; changes no result [default: one for each core]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = whole_number(1, MOST_JOBS))]
    jobs: Option<usize>,
}

impl Threads {
    /// The threads asked for.
    ///
    /// # Errors
    /// If the system grants none.
    pub fn workers(&self) -> Result<Workers, Failure> {
        Workers::new(self.jobs.unwrap_or(0)).map_err(failed)
    }
}

/// A reader of whole numbers within bounds.
pub fn whole_number(
    least: usize,
    most: usize,
) -> impl Fn(&str) -> Result<usize, String> + Clone + Send + Sync + 'static {
    move |text| {
        let number = text.parse().ok().filter(|number| (least..=most).contains(number));
        number.ok_or_else(|| format!("a whole number from {least} to {most} is needed"))
    }
}

/// Reads the seed of chance.
pub fn seed(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("a whole number from 0 to {} is needed", u64::MAX))
}

impl Size {
    /// A scenario under a worldview, with the settings and the number of adopters asked for.
    ///
    /// # Errors
    /// If there is no such scenario, or a setting does not fit it.
    pub fn scenario(
        &self,
        name_or_path: &str,
        worldview: Option<&Worldview>,
        settings: &[Override],
    ) -> Result<Scenario, Failure> {
        let mut scenario = Scenario::load(name_or_path)?;
        if let Some(worldview) = worldview {
            worldview.put(&mut scenario.setup);
        }
        for setting in settings {
            setting.apply(&mut scenario.setup)?;
        }
        if let Some(adopters) = self.adopters {
            scenario.setup.adopters = adopters;
        }
        Ok(scenario)
    }

    /// The threads asked for.
    ///
    /// # Errors
    /// If the system grants none.
    pub fn workers(&self) -> Result<Workers, Failure> {
        self.threads.workers()
    }
}

fn failed(error: EnsembleError) -> Failure {
    Failure::Failed(error.into())
}

/// Does work of `total` runs with a progress bar: on standard error, only on a terminal, only where the work
/// takes a while.
///
/// # Errors
/// If the work fails.
pub fn with_progress<T: Send>(
    total: usize,
    work: impl FnOnce(&Progress) -> Result<T, EnsembleError> + Send,
) -> Result<T, Failure> {
    let progress = Progress::default();
    thread::scope(|scope| {
        let (sender, receiver) = channel::<()>();
        let watched = &progress;
        scope.spawn(move || {
            let (started, mut bar) = (Instant::now(), None);
            while receiver.recv_timeout(REDRAW) == Err(RecvTimeoutError::Timeout) {
                if started.elapsed() >= PATIENCE {
                    let bar = bar.get_or_insert_with(|| Pace::new(0, total as u64).bar(started, "runs"));
                    bar.set_position(watched.done() as u64);
                }
            }
            if let Some(bar) = bar {
                bar.finish_and_clear();
            }
        });
        let outcome = work(watched);
        drop(sender);
        outcome
    })
    .map_err(failed)
}
