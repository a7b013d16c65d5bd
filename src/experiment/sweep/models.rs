//! Models that are used again: replicates of a point start from the same one, or all points from those of the same draws.

use std::sync::{Arc, OnceLock};

use crate::experiment::models::Models as Drawn;
use crate::experiment::study::{RunId, Study};
use crate::model::simulation::Model;

/// The most models kept: a few tens of megabytes. Runs go through all points again and again, so that the first ones to
/// be kept serve as well as any.
const MOST: usize = 4096;

/// The models of a study.
#[derive(Debug)]
pub struct Models {
    /// Scenario by scenario, before any factor is set.
    bases: Vec<Drawn>,
    /// By point and scenario, where parameters do not differ from run to run.
    made: Vec<OnceLock<Arc<Model>>>,
}

impl Models {
    /// Room for the models of a study.
    pub fn new(study: &Study) -> Self {
        let bases: Vec<Drawn> = (0..study.scenarios.len()).map(|scenario| study.models(scenario)).collect();
        let kept = study.replicates > 1 && bases.iter().all(|base| base.draws(study.replicates) == 0);
        let all = if kept { study.points().saturating_mul(bases.len()) } else { 0 };
        Self { bases, made: (0..all.min(MOST)).map(|_| OnceLock::new()).collect() }
    }

    /// The model of a run.
    ///
    /// # Errors
    /// If its point has none.
    pub fn of(&self, study: &Study, run: &RunId) -> Result<Arc<Model>, String> {
        let base = &self.bases[run.scenario];
        let new = || {
            let setup = study.setup(run.scenario, run.point).map_err(|error| error.to_string())?;
            Ok(base.like(&setup, run.replicate))
        };
        let Some(place) = self.made.get(run.point * study.scenarios.len() + run.scenario) else {
            return new();
        };
        match place.get() {
            Some(model) => Ok(Arc::clone(model)),
            None => new().map(|model| Arc::clone(place.get_or_init(|| model))),
        }
    }
}
