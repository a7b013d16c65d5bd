//! Models that are used again: replicates of a point start from the same one.

use std::sync::{Arc, OnceLock};

use crate::experiment::study::{RunId, Study};
use crate::model::simulation::Model;

/// The most models kept: a few tens of megabytes. Runs go through all points again and again, so that the first ones to
/// be kept serve as well as any.
const MOST: usize = 4096;

/// Models by point and scenario.
#[derive(Debug)]
pub struct Models(Vec<OnceLock<Arc<Model>>>);

impl Models {
    /// Room for the models of a study.
    pub fn new(study: &Study) -> Self {
        let all = if study.replicates > 1 { study.points().saturating_mul(study.scenarios.len()) } else { 0 };
        Self((0..all.min(MOST)).map(|_| OnceLock::new()).collect())
    }

    /// The model of a run.
    ///
    /// # Errors
    /// If its point has none.
    pub fn of(&self, study: &Study, run: &RunId) -> Result<Arc<Model>, String> {
        let new = || {
            let setup = study.setup(run.scenario, run.point).map_err(|error| error.to_string())?;
            Ok(Arc::new(Model::new(setup)))
        };
        let Some(place) = self.0.get(run.point * study.scenarios.len() + run.scenario) else { return new() };
        match place.get() {
            Some(model) => Ok(Arc::clone(model)),
            None => new().map(|model| Arc::clone(place.get_or_init(|| model))),
        }
    }
}
