//! The stage: worlds at the first month of play, one for each seed, from which policies are played out.

use std::sync::Arc;

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::policy::Policy;
use crate::experiment::ensemble::{EnsembleError, Progress, Workers};
use crate::model::calendar::Month;
use crate::model::measure::Evaluation;
use crate::model::random::Seed;
use crate::model::setup::{Play, Setup};
use crate::model::simulation::{Model, Simulation};
use crate::scenario::{Role, Scenario, Side};

/// Worlds in which a role begins.
pub struct Stage<'a> {
    pub role: &'a Role,
    pub play_from: Month,
    model: Arc<Model>,
    starts: Vec<Simulation>,
}

/// Values of the targets' measures in one run, in the months of the targets.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// By position of the target.
    pub values: Vec<f64>,
}

impl Outcome {
    /// Whether all targets hold.
    pub fn reached(&self, role: &Role) -> bool {
        let mut pairs = role.targets.iter().zip(&self.values);
        pairs.all(|(target, value)| target.side.holds(*value, target.value))
    }

    /// How far each measure lies on the wanted side of its target.
    pub fn margins(&self, role: &Role) -> impl Iterator<Item = f64> {
        role.targets.iter().zip(&self.values).map(|(target, value)| match target.side {
            Side::AtLeast => value - target.value,
            Side::AtMost => target.value - value,
        })
    }
}

impl<'a> Stage<'a> {
    /// Runs history up to the first month of play, for each seed.
    pub fn new(scenario: &Scenario, role: &'a Role, seeds: Vec<Seed>, workers: &Workers) -> Self {
        let model = Arc::new(Model::new(role.setup(scenario)));
        let start = |seed: Seed| {
            let mut simulation = Simulation::new(Arc::clone(&model), seed);
            simulation.run_until(scenario.play_from);
            simulation
        };
        let starts = workers.install(|| seeds.into_par_iter().map(start).collect());
        Self { role, play_from: scenario.play_from, model, starts }
    }

    /// The setup as the role plays it.
    pub fn setup(&self) -> &Setup {
        self.model.setup()
    }

    /// What comes of each policy, run by run.
    ///
    /// # Errors
    /// If it was called off.
    pub fn outcomes(
        &self,
        policies: &[Policy],
        workers: &Workers,
        progress: &Progress,
    ) -> Result<Vec<Vec<Outcome>>, EnsembleError> {
        let plays = policies.iter().map(|policy| policy.play(self.role, self.setup(), self.play_from));
        self.played(plays.collect(), workers, progress)
    }

    /// What comes of each way to play, run by run.
    ///
    /// # Errors
    /// If it was called off.
    pub fn played(
        &self,
        plays: Vec<Play>,
        workers: &Workers,
        progress: &Progress,
    ) -> Result<Vec<Vec<Outcome>>, EnsembleError> {
        let models: Vec<Arc<Model>> = plays.into_iter().map(|play| Arc::new(self.model.with(play))).collect();
        let one = |model: &Arc<Model>, start: &Simulation| -> Option<Outcome> {
            if progress.is_cancelled() {
                return None;
            }
            let outcome = self.outcome(model, start);
            progress.advance();
            Some(outcome)
        };
        let of_model = |model: &Arc<Model>| -> Option<Vec<Outcome>> {
            self.starts.par_iter().with_max_len(1).map(|start| one(model, start)).collect()
        };
        let all = workers.install(|| models.par_iter().map(of_model).collect::<Option<Vec<_>>>());
        all.ok_or(EnsembleError::Cancelled)
    }

    fn outcome(&self, model: &Arc<Model>, start: &Simulation) -> Outcome {
        let (world, history) = (start.world().clone(), start.history().clone());
        let mut simulation = Simulation::resume(Arc::clone(model), start.seed(), world, history);
        simulation.run_until(self.role.due(self.setup().end) + 1);
        let (history, setup) = (simulation.history(), self.setup());
        let evaluation = Evaluation::new(history, &setup.parameters);
        let targets = self.role.targets.iter();
        Outcome { values: targets.map(|target| target.measured(&evaluation, history, setup)).collect() }
    }
}
