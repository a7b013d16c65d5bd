//! What a future gets by lot: its seed, and its draw of the parameters that are not known.

use std::sync::Arc;

use super::snapshot::Facts;
use crate::model::random::Seed;
use crate::model::simulation::Model;
use crate::scenario::posterior::{Posterior, RUNS_A_DRAW};

/// Futures count their seeds from here: far from the runs of an ensemble, so that the played world is not
/// among its own futures.
const FIRST_FUTURE: u64 = 1 << 32;

/// The lots of a game's futures. They hang on a future's number alone, so that futures before and after a move pair. The
/// played world itself has the parameters of its setup.
#[derive(Clone, Debug)]
pub struct Lots {
    seed: Seed,
    posterior: Option<Arc<Posterior>>,
}

impl Lots {
    /// Those of a game.
    pub fn of(facts: &Facts) -> Self {
        let posterior = facts.posterior.clone().filter(|posterior| posterior.bears_on(&facts.setup));
        Self { seed: facts.seed, posterior }
    }

    /// The seed of future `k`.
    pub fn seed(&self, k: usize) -> Seed {
        self.seed.of_run(FIRST_FUTURE + k as u64)
    }

    /// The model by which future `k` goes on, where `model` is that of the present.
    pub fn model(&self, model: &Arc<Model>, k: usize) -> Arc<Model> {
        match &self.posterior {
            None => Arc::clone(model),
            Some(posterior) => {
                let drawn = posterior.put(model.setup(), posterior.draw(k));
                Arc::new(model.with_parameters(drawn.parameters))
            }
        }
    }

    /// So many futures in a row share a draw.
    pub fn together(&self) -> usize {
        if self.posterior.is_some() { RUNS_A_DRAW } else { 1 }
    }
}
