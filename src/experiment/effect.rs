//! What levers do: each moved to its ends from a month on, compared run by run with the world left alone.

mod case;
mod indicator;
mod worldview;

use std::sync::Arc;

pub use case::{CASES, Case};
pub use indicator::{FURTHER, INDICATORS, Indicator};
pub(super) use indicator::{further_series, series};
pub use worldview::{Breach, Standing, Verdict};

use super::ensemble::{Ensemble, EnsembleError, Plan, Progress, Workers};
use super::paired::Paired;
use crate::model::calendar::Month;
use crate::model::lever::Lever;
use crate::model::measure::catalogue;
use crate::model::random::Seed;
use crate::model::setup::Setup;
use crate::model::simulation::Model;
use crate::scenario::Worldview;

/// How levers' effects are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Study {
    /// Seed of the ensembles.
    pub seed: Seed,
    /// Runs of each ensemble.
    pub runs: usize,
    /// The month from which levers are moved.
    pub from: Month,
}

/// What one case does.
#[derive(Clone, Debug)]
pub struct Effect {
    /// The lever, its value and what else is set.
    pub case: &'static Case,
    /// Value of the lever in the month of the move where it is left alone.
    pub before: f64,
    /// Differences, by position in [`INDICATORS`].
    pub differences: Vec<Paired>,
}

/// The indicators of a setup left alone, and the effects of all cases that change something in it.
#[derive(Clone, Debug)]
pub struct Effects {
    /// Values in the world left alone, run by run, by position in [`INDICATORS`].
    pub left_alone: Vec<Vec<f64>>,
    /// The effects, in the order of [`CASES`].
    pub effects: Vec<Effect>,
}

impl Study {
    /// Runs to be done in all, for a progress bar.
    pub fn total(&self) -> usize {
        let contexts = 1 + CASES.iter().filter(|case| !case.context.is_empty()).count();
        (CASES.len() + contexts) * self.runs
    }

    /// About how many runs are to be done with worldviews: as many again as each takes for itself are taken to go into
    /// finding the terms that break findings.
    pub fn total_in(&self, views: &[Worldview]) -> usize {
        self.total() * (1 + 2 * views.iter().filter(|view| !view.parameters.is_empty()).count())
    }

    /// Measures what all cases do to a setup.
    ///
    /// # Errors
    /// If it was called off.
    pub fn measure(
        &self,
        setup: &Setup,
        workers: &Workers,
        progress: &Progress,
    ) -> Result<Effects, EnsembleError> {
        let left_alone = self.values(setup, &[], workers, progress)?;
        let effect = |case: &'static Case| {
            let before = setup.levers.path(case.lever).value(self.from);
            let differences = self.differences(setup, case, &left_alone, workers, progress)?;
            Ok(Effect { case, before, differences })
        };
        let effects = CASES.iter().map(effect).collect::<Result<_, EnsembleError>>()?;
        Ok(Effects { left_alone, effects })
    }

    /// What a case does to a setup whose indicators, left alone, are known; by position in [`INDICATORS`].
    fn differences(
        &self,
        setup: &Setup,
        case: &Case,
        left_alone: &[Vec<f64>],
        workers: &Workers,
        progress: &Progress,
    ) -> Result<Vec<Paired>, EnsembleError> {
        let values = |moves: &[(Lever, f64)]| self.values(setup, moves, workers, progress);
        let moved = values(&[case.context, &[(case.lever, case.value)]].concat())?;
        let differences =
            |base: &[Vec<f64>]| base.iter().zip(&moved).map(|(b, m)| Paired::of(b, m)).collect();
        Ok(if case.context.is_empty() {
            differences(left_alone)
        } else {
            differences(&values(case.context)?)
        })
    }

    /// Indicators of an ensemble under moved levers, run by run, by position in [`INDICATORS`].
    ///
    /// # Errors
    /// If it was called off.
    pub fn values(
        &self,
        setup: &Setup,
        moves: &[(Lever, f64)],
        workers: &Workers,
        progress: &Progress,
    ) -> Result<Vec<Vec<f64>>, EnsembleError> {
        let series = series();
        let ensemble = self.simulate(setup, moves, series, workers, progress)?;
        let from = usize::from(self.from.0 - setup.start.0);
        let of = |indicator: &Indicator| indicator.values(&ensemble, &setup.parameters, from);
        Ok(INDICATORS.iter().map(of).collect())
    }

    fn simulate(
        &self,
        setup: &Setup,
        moves: &[(Lever, f64)],
        series: Vec<crate::model::measure::SeriesKey>,
        workers: &Workers,
        progress: &Progress,
    ) -> Result<Ensemble, EnsembleError> {
        let mut setup = setup.clone();
        for &(lever, value) in moves {
            setup.levers.path_mut(lever).set_from(self.from, value);
        }
        let plan = Plan { seed: self.seed, runs: self.runs, series };
        Ensemble::simulate(&Arc::new(Model::new(setup)), &plan, workers, progress)
    }

    /// Levers whose cases change no value of any series in any run and month. Since random numbers are
    /// keyed, any difference at all is the lever's doing.
    ///
    /// # Errors
    /// If it was called off.
    pub fn without_effect(&self, setup: &Setup, workers: &Workers) -> Result<Vec<Lever>, EnsembleError> {
        let progress = Progress::default();
        let run = |moves: &[(Lever, f64)]| {
            self.simulate(setup, moves, catalogue(setup.labs.len()), workers, &progress)
        };
        let mut idle: Vec<Lever> = Lever::all().collect();
        for case in &CASES {
            let moved = [case.context, &[(case.lever, case.value)]].concat();
            if idle.contains(&case.lever) && !run(case.context)?.same_values(&run(&moved)?) {
                idle.retain(|lever| *lever != case.lever);
            }
        }
        Ok(idle)
    }
}
