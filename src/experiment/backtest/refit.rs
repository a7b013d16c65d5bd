//! True forecasts by the model: its parameters fitted anew at each date, to what was known by then and nothing else.

use std::sync::Arc;

use super::{Case, cases_at};
use crate::experiment::calibration::{Calibration, Leg, Plan};
use crate::experiment::ensemble::{EnsembleError, Progress, Workers};
use crate::experiment::observed::predict_each;
use crate::model::calendar::Month;
use crate::model::setup::Setup;
use crate::model::simulation::Model;
use crate::scenario::observation::Observations;

/// Forecasts of all that comes in the `horizon` months after a date, by a posterior of what was known at that date.
///
/// # Errors
/// If it was called off.
pub fn refitted(
    plan: &Plan,
    setup: &Setup,
    rows: &Observations,
    (origin, horizon): (Month, u16),
    workers: &Workers,
    progress: &Progress,
) -> Result<Vec<Case>, EnsembleError> {
    // The calibration is given the observations of this date only.
    let plan = Plan { until: origin, ..plan.clone() };
    let calibration = Calibration::new(plan, setup, rows);
    let law = calibration.likelihood();
    let mut cloud = calibration.start(workers, progress)?;
    calibration.lead(&mut cloud, &Leg::Posterior(&law), workers, progress)?;
    let units = cloud.units();
    let (particles, seed) = (units.len(), calibration.plan.walk.seed);
    let model = |k: usize| {
        let values = calibration.values(&units[k % particles]);
        Arc::new(Model::new(calibration.setup(&values)))
    };
    let model = predict_each(model, seed, particles, rows, workers, progress)?;
    Ok(cases_at(rows, &model, origin, horizon))
}
