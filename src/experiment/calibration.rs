//! Calibration: structural parameters fitted to published observations, with what remains uncertain about them.
//!
//! Uniform priors, a loss of a few runs with common seeds against the observations, and sequential Monte Carlo from the
//! one to the other; see `docs/evidence.md`.

pub mod file;
pub mod likelihood;
pub mod matrix;
pub mod point;
pub mod prior;
pub mod result;
pub mod smc;

use std::sync::Arc;

pub use file::Plan;
pub use likelihood::Likelihood;
pub use prior::Prior;
pub use result::{Fitted, Marginal};
pub use smc::{Cloud, Walk};

use super::ensemble::{EnsembleError, Progress, Workers};
use super::observed::{Predictions, predict_one};
use crate::model::setup::Setup;
use crate::model::simulation::Model;
use crate::scenario::observation::Observations;

/// How many times the observations count on the way to the point: enough to settle it.
const TIMES: f64 = 30.0;

/// A way of the cloud from one law to another.
#[derive(Clone, Copy, Debug)]
pub enum Leg<'l> {
    /// From the prior to the posterior.
    Posterior(&'l Likelihood),
    /// From a posterior to the sets of parameters in it that fit best.
    Point(&'l Likelihood),
}

impl Leg<'_> {
    fn from(&self, fit: &Predictions) -> f64 {
        match self {
            Self::Posterior(_) => 0.0,
            Self::Point(law) => law.log(fit),
        }
    }

    fn to(&self, fit: &Predictions) -> f64 {
        match self {
            Self::Posterior(law) => law.log(fit),
            Self::Point(law) => TIMES * law.log(fit),
        }
    }
}

/// A plan with all that it needs: where parameters are put, and what they are held against.
#[derive(Debug)]
pub struct Calibration {
    /// What is fitted how.
    pub plan: Plan,
    /// The setup that the parameters are put into.
    pub base: Setup,
    /// The observations; those after the plan's last month are not among them.
    pub observations: Observations,
}

impl Calibration {
    /// Of a plan, a setup and all observations: those whose window ends after the plan's last month are dropped here, so that
    /// nothing later can be read.
    pub fn new(plan: Plan, setup: &Setup, all: &Observations) -> Self {
        let base = Setup { adopters: plan.adopters, ..setup.clone() };
        let observations = all.until(plan.until);
        Self { plan, base, observations }
    }

    /// The values at a point of the unit cube, in the order of the plan's parameters.
    pub fn values(&self, unit: &[f64]) -> Vec<f64> {
        self.plan.free.iter().zip(unit).map(|(free, p)| free.prior.quantile(*p)).collect()
    }

    /// The base with these values of the parameters.
    pub fn setup(&self, values: &[f64]) -> Setup {
        let mut setup = self.base.clone();
        for (free, value) in self.plan.free.iter().zip(values) {
            free.target.set(&mut setup, *value);
        }
        setup
    }

    /// What a few runs at a point of the unit cube predict of some observations, with the same seeds at every point.
    pub fn predict(&self, unit: &[f64], rows: &Observations, progress: &Progress) -> Predictions {
        let model = Arc::new(Model::new(self.setup(&self.values(unit))));
        let run = |k: usize| {
            progress.advance();
            predict_one(Arc::clone(&model), self.plan.walk.seed.of_run(k as u64), rows)
        };
        Predictions { runs: self.plan.runs, values: (0..self.plan.runs).flat_map(run).collect() }
    }

    /// The law of the data.
    pub fn likelihood(&self) -> Likelihood {
        Likelihood::new(&self.observations)
    }

    /// What is simulated at a point.
    fn simulate<'s>(&'s self, progress: &'s Progress) -> impl Fn(&[f64]) -> Predictions + Sync + 's {
        |unit: &[f64]| self.predict(unit, &self.observations, progress)
    }

    /// Starts from the prior.
    ///
    /// # Errors
    /// If it was called off.
    pub fn start(&self, workers: &Workers, progress: &Progress) -> Result<Cloud<Predictions>, EnsembleError> {
        Cloud::prior(&self.plan.walk, self.plan.free.len(), &self.simulate(progress), workers, progress)
    }

    /// Takes a cloud up where it stood.
    ///
    /// # Errors
    /// If it was called off.
    pub fn resume(
        &self,
        (step, temper, stride): (u16, f64, f64),
        units: Vec<Vec<f64>>,
        workers: &Workers,
        progress: &Progress,
    ) -> Result<Cloud<Predictions>, EnsembleError> {
        Cloud::at(step, temper, stride, units, &self.simulate(progress), workers, progress)
    }

    /// The way of a cloud along a leg, from where it is to the end.
    ///
    /// # Errors
    /// If it was called off.
    pub fn lead(
        &self,
        cloud: &mut Cloud<Predictions>,
        leg: &Leg<'_>,
        workers: &Workers,
        progress: &Progress,
    ) -> Result<(), EnsembleError> {
        while cloud.temper < 1.0 {
            self.advance(cloud, leg, workers, progress)?;
        }
        Ok(())
    }

    /// One step on the way of a leg.
    ///
    /// # Errors
    /// If it was called off.
    pub fn advance(
        &self,
        cloud: &mut Cloud<Predictions>,
        leg: &Leg<'_>,
        workers: &Workers,
        progress: &Progress,
    ) -> Result<(), EnsembleError> {
        let (from, to) = (|fit: &Predictions| leg.from(fit), |fit: &Predictions| leg.to(fit));
        cloud.advance(&self.plan.walk, &from, &to, &self.simulate(progress), workers, progress)
    }

    /// What a posterior cloud says of each parameter, points of the unit cube, beside the point's values.
    pub fn result(&self, posterior: &[Vec<f64>], point: &[f64]) -> Fitted {
        Fitted::new(&self.plan, posterior.iter().map(|unit| self.values(unit)).collect(), point)
    }
}
