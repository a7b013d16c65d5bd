//! The closed loop: points come one by one, each an ensemble of its own, and answers go out in the same order.

mod budget;
mod entries;
mod flow;
mod point;
mod selection;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::value::RawValue;

pub use flow::{Counts, EvalError, Tell, evaluate};
pub use point::{Point, Report};
pub use selection::{Reading, Selection};

use super::models::Models;
use crate::model::calendar::Month;
use crate::model::digest::Digest;
use crate::model::measure::{EndWorld, Evaluation};
use crate::model::random::Seed;
use crate::model::setup::Setup;
use crate::model::simulation::Simulation;
use crate::scenario::Scenario;
use crate::scenario::posterior::{Posterior, RUNS_A_DRAW};

/// Most replicates of a point.
pub const MOST_REPLICATES: usize = 10_000;
/// Most numbers that are kept of one point: replicates times measures and months asked for.
pub const MOST_NUMBERS: usize = 40_000_000;
/// Most numbers of adopters for which the start is remembered.
const REMEMBERED: usize = 64;

/// What holds for a point that does not say otherwise.
#[derive(Clone, Debug)]
pub struct Defaults {
    /// Seed of the replicates.
    pub seed: Seed,
    /// Number of replicates.
    pub replicates: usize,
    /// What is measured.
    pub selection: Arc<Selection>,
    /// How it is told.
    pub report: Report,
}

/// Evaluates points on a scenario.
#[derive(Debug)]
pub struct Evaluator {
    setup: Setup,
    posterior: Option<Arc<Posterior>>,
    defaults: Defaults,
    /// The scenario as it is, by number of adopters and whether there are replicates enough to draw parameters: what starts
    /// from the same world is prepared from it.
    models: Mutex<BTreeMap<(usize, bool), Arc<Models>>>,
    /// The selection read last: points that follow one another mostly ask for the same.
    last: Mutex<Option<(String, Arc<Selection>)>>,
}

/// Why a point is not evaluated.
#[derive(Clone, Debug)]
pub struct Refused {
    /// What the point is called: its `id` as it was given, else the number of its line.
    pub id: Box<RawValue>,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

/// A point made ready to simulate.
#[derive(Debug)]
pub struct Task {
    point: Point,
    models: Arc<Models>,
}

/// What is kept of one replicate.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Values in the order of the selection: measures, then series month by month. Single precision, as in
    /// ensembles; NaN where there was nothing to measure.
    pub values: Vec<f32>,
    /// Class of the world in the last month.
    pub world: EndWorld,
}

/// What came out of a point.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What was asked.
    pub point: Point,
    /// Adopters of each replicate.
    pub adopters: usize,
    /// Digest of the setup that was simulated.
    pub digest: String,
    /// Digest of the posterior from which replicates took parameters, if any.
    pub posterior: Option<String>,
    /// First month.
    pub start: Month,
    /// Number of months.
    pub months: usize,
    /// The replicates, in order of their number.
    pub runs: Vec<Kept>,
}

impl Evaluator {
    /// An evaluator of a scenario; replicates take parameters that nothing sets from its posterior, if any.
    pub fn new(scenario: &Scenario, defaults: Defaults) -> Self {
        let (setup, posterior) = (scenario.setup.clone(), scenario.posterior.clone());
        Self { setup, posterior, defaults, models: Mutex::default(), last: Mutex::default() }
    }

    /// Makes a point ready.
    ///
    /// # Errors
    /// If a setting does not fit the scenario.
    pub fn prepare(&self, point: Point) -> Result<Task, Refused> {
        let mut setup = self.setup.clone();
        setup.adopters = point.adopters.unwrap_or(setup.adopters);
        let base = self.base(&setup, point.replicates);
        for setting in &point.settings {
            setting.apply(&mut setup).map_err(|error| {
                let (message, help) = (format!("`{}`: {}", error.text, error.message), Some(error.help));
                Refused { id: point.id.clone(), message, help }
            })?;
        }
        let models = match point.settings.is_empty() {
            true => base,
            false => Arc::new(Models::beside(&base, setup, point.replicates)),
        };
        Ok(Task { point, models })
    }

    /// The models of the scenario as it is, with a number of adopters.
    fn base(&self, setup: &Setup, replicates: usize) -> Arc<Models> {
        let is_drawn = replicates > RUNS_A_DRAW;
        let mut known = self.models.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED && !known.contains_key(&(setup.adopters, is_drawn)) {
            known.clear();
        }
        let new = || {
            let runs = if is_drawn { MOST_REPLICATES } else { 1 };
            Arc::new(Models::with(setup.clone(), self.posterior.clone(), runs))
        };
        Arc::clone(known.entry((setup.adopters, is_drawn)).or_insert_with(new))
    }
}

impl Task {
    /// Simulates a replicate by its number.
    pub fn run(&self, replicate: usize) -> Kept {
        let seed = self.point.seed.of_run(replicate as u64);
        let model = self.models.of(replicate);
        let history = Simulation::new(Arc::clone(model), seed).run();
        let setup = model.setup();
        let evaluation = Evaluation::new(&history, &setup.parameters);
        let values = self.point.selection.values(&evaluation, history.months());
        Kept { values, world: evaluation.counts(history.months() - 1).class(setup.cast) }
    }

    /// The answer that its replicates make.
    pub fn answer(&self, runs: Vec<Kept>) -> Answer {
        let setup = self.models.setup();
        let posterior = self.models.posterior().map(|posterior| posterior.digest.clone());
        let (adopters, start, months) = (setup.adopters, setup.start, setup.months());
        let digest = Digest::of_setup(setup).to_string();
        Answer { point: self.point.clone(), adopters, digest, posterior, start, months, runs }
    }
}

impl Answer {
    /// Values of the measure at a place of the selection, replicate by replicate.
    pub fn measure(&self, place: usize) -> Vec<f64> {
        self.column(place)
    }

    /// Values of the series at a place of the selection in a month (counted from the first), replicate by
    /// replicate.
    pub fn series(&self, place: usize, row: usize) -> Vec<f64> {
        self.column(self.point.selection.measures.len() + place * self.months + row)
    }

    fn column(&self, place: usize) -> Vec<f64> {
        self.runs.iter().map(|run| f64::from(run.values[place])).collect()
    }
}
