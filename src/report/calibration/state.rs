//! The state of a calibration between two steps, so that one that was cut off can go on.

use serde::{Deserialize, Serialize};

use super::data_digest;
use crate::experiment::calibration::{Calibration, Cloud};
use crate::report::provenance::VERSION;

/// Where a cloud stands, and of what calibration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// The program's version: another one may walk elsewhere.
    pub program: String,
    /// Digest of the calibration's file.
    pub plan: String,
    /// Last month of observations.
    pub until: String,
    /// Digest of the observations.
    pub observations: String,
    /// Steps done.
    pub step: u16,
    /// How far the likelihood counts.
    pub temper: f64,
    /// Length of the walk.
    pub stride: f64,
    /// The points, in the unit cube of the priors.
    pub units: Vec<Vec<f64>>,
    /// The posterior's points, once they are there and the point is sought.
    pub posterior: Vec<Vec<f64>>,
}

impl State {
    /// The state of a cloud; with the posterior where that is done.
    pub fn of<F>(calibration: &Calibration, cloud: &Cloud<F>, posterior: &[Vec<f64>]) -> Self {
        Self {
            program: VERSION.to_owned(),
            plan: calibration.plan.digest.clone(),
            until: calibration.plan.until.to_string(),
            observations: data_digest(&calibration.observations),
            step: cloud.step,
            temper: cloud.temper,
            stride: cloud.stride,
            units: cloud.units(),
            posterior: posterior.to_vec(),
        }
    }

    /// What of it is not as this calibration would have it; nothing if it can go on from here.
    pub fn differs_in(&self, calibration: &Calibration) -> Option<&'static str> {
        let none = Cloud::<()> { step: 0, temper: 0.0, stride: 0.0, acceptance: 0.0, particles: Vec::new() };
        let own = Self::of(calibration, &none, &[]);
        let pairs = [
            ("the program's version", &self.program, &own.program),
            ("the calibration's file", &self.plan, &own.plan),
            ("the last month of observations", &self.until, &own.until),
            ("the observations", &self.observations, &own.observations),
        ];
        pairs.into_iter().find(|(_, one, other)| one != other).map(|(what, ..)| what)
    }
}
