//! What the answers to dilemmas do: each compared, run by run, with a world in which the dilemma never came up.

mod yardstick;

use std::sync::Arc;

pub use yardstick::{Horizon, Yardstick, yardsticks};

use super::ensemble::{Ensemble, EnsembleError, Plan, Progress, Workers};
use super::paired::Paired;
use crate::model::calendar::Month;
use crate::model::measure::SeriesKey;
use crate::model::random::Seed;
use crate::model::setup::Setup;
use crate::model::simulation::Model;
use crate::scenario::dilemma::{Dilemma, Given};

/// How answers are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Study {
    /// Seed of the ensembles.
    pub seed: Seed,
    /// Runs of each ensemble.
    pub runs: usize,
    /// The month in which play begins.
    pub play_from: Month,
}

/// What the answers to one dilemma do.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The dilemma's place in the scenario.
    pub dilemma: usize,
    /// The month in which it was answered.
    pub month: Month,
    /// Share of the runs in which its conditions held then.
    pub share: f64,
    /// What was looked at.
    pub yardsticks: Vec<Yardstick>,
    /// The answers, in the order of the file.
    pub answers: Vec<Outcome>,
}

/// What one answer does.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Share of the runs in which each blowback struck, in the order of the file.
    pub struck: Vec<f64>,
    /// Values run by run, by horizon and yardstick.
    values: Values,
    /// Differences from a world without the dilemma, by horizon and yardstick.
    pub differences: [Vec<Paired>; 2],
}

/// Values run by run, by horizon and yardstick.
type Values = [Vec<Vec<f64>>; 2];

/// Months of play before the first dilemma is asked, here and in [`Study::answered_in`].
const SETTLING: u16 = 3;
/// Months that an answer needs to show what it does, where the season leaves them.
const SHOWING: u16 = 24;

impl Study {
    /// Runs to be done in all, for a progress bar.
    pub fn total(&self, dilemmas: &[Dilemma]) -> usize {
        let answers: usize = dilemmas.iter().map(|dilemma| dilemma.options.len()).sum();
        (1 + answers) * self.runs
    }

    /// Measures what all answers to all dilemmas do to a setup. Dilemmas whose season lies outside play are left out.
    ///
    /// # Errors
    /// If it was called off.
    pub fn measure(
        &self,
        setup: &Setup,
        dilemmas: &[Dilemma],
        workers: &Workers,
        progress: &Progress,
    ) -> Result<Vec<Measured>, EnsembleError> {
        let conditions = dilemmas.iter().flat_map(|dilemma| &dilemma.when);
        let mut series = yardstick::series(setup);
        series.extend(conditions.filter_map(|condition| condition.series(&setup.labs)));
        let model = Arc::new(Model::new(setup.clone()));
        let base = Ensemble::simulate(&model, &self.plan(series), workers, progress)?;
        let mut all = Vec::with_capacity(dilemmas.len());
        for (place, dilemma) in dilemmas.iter().enumerate() {
            let Some((month, share)) = self.answered_in(dilemma, setup, &base) else { continue };
            let yardsticks = yardsticks(dilemma, &setup.labs);
            let before = values(&base, setup, &yardsticks, month);
            let mut answers = Vec::with_capacity(dilemma.options.len());
            for option in 0..dilemma.options.len() {
                let one = Case { dilemma, option, month, setup };
                let (ensemble, struck) = self.answer(&one, workers, progress)?;
                let after = values(&ensemble, setup, &yardsticks, month);
                let differences = differences(&before, &after);
                answers.push(Outcome { struck, values: after, differences });
            }
            all.push(Measured { dilemma: place, month, share, yardsticks, answers });
        }
        Ok(all)
    }

    fn plan(&self, series: Vec<SeriesKey>) -> Plan {
        Plan { seed: self.seed, runs: self.runs, series }
    }

    /// The first month of its season in which a dilemma's conditions hold in half of the runs, and in how many; else the
    /// month in which they hold most often. None where play has no month of its season.
    fn answered_in(&self, dilemma: &Dilemma, setup: &Setup, base: &Ensemble) -> Option<(Month, f64)> {
        let first = dilemma.from.max(self.play_from + SETTLING).max(setup.start + 1);
        let last = dilemma.until.map_or(setup.end, |until| until.min(setup.end));
        let late = Month(setup.end.0.saturating_sub(SHOWING)).max(first);
        let mut best: Option<(Month, f64)> = None;
        for month in (first.0..=last.min(late).0).map(Month) {
            let row = usize::from(month.0 - setup.start.0) - 1;
            let holding = (0..base.runs.len()).filter(|&run| holds(dilemma, setup, base, run, row)).count();
            let share = holding as f64 / base.runs.len() as f64;
            if share >= 0.5 {
                return Some((month, share));
            }
            if best.is_none_or(|(_, most)| share > most) {
                best = Some((month, share));
            }
        }
        best
    }

    /// The runs with an answer given, and the share of them in which each blowback struck.
    fn answer(
        &self,
        case: &Case<'_>,
        workers: &Workers,
        progress: &Progress,
    ) -> Result<(Ensemble, Vec<f64>), EnsembleError> {
        // What strikes differs between runs; runs in which the same strikes share a model.
        let mut models: Vec<(Vec<bool>, Arc<Model>)> = Vec::new();
        let mut of_run = Vec::with_capacity(self.runs);
        for run in 0..self.runs {
            let consequences = case.consequences(self.seed.of_run(run as u64));
            let place = models.iter().position(|(struck, _)| *struck == consequences.struck);
            of_run.push(place.unwrap_or(models.len()));
            if place.is_none() {
                let model = Model::new(consequences.applied(case.setup));
                models.push((consequences.struck, Arc::new(model)));
            }
        }
        let blowback = case.dilemma.options[case.option].blowback.len();
        let often = |place: usize| of_run.iter().filter(|&&model| models[model].0[place]).count();
        let struck = (0..blowback).map(|place| often(place) as f64 / self.runs as f64).collect();
        let plan = self.plan(yardstick::series(case.setup));
        let ensemble = Ensemble::simulate_each(|run| &models[of_run[run]].1, &plan, workers, progress)?;
        Ok((ensemble, struck))
    }
}

/// An answer given in a month.
struct Case<'a> {
    dilemma: &'a Dilemma,
    option: usize,
    month: Month,
    setup: &'a Setup,
}

impl Case<'_> {
    fn consequences(&self, seed: Seed) -> crate::scenario::dilemma::Consequences {
        let Setup { labs, end, .. } = self.setup;
        self.dilemma.consequences(self.option, &Given { labs, month: self.month, end: *end, seed })
    }
}

/// Whether a dilemma's conditions hold in a row of a run.
fn holds(dilemma: &Dilemma, setup: &Setup, base: &Ensemble, run: usize, row: usize) -> bool {
    dilemma.when.iter().all(|condition| {
        let place = condition.series(&setup.labs).and_then(|key| base.position(&key));
        place.is_some_and(|place| condition.side.holds(base.value(run, place, row), condition.value))
    })
}

fn values(ensemble: &Ensemble, setup: &Setup, yardsticks: &[Yardstick], month: Month) -> Values {
    let from = usize::from(month.0 - setup.start.0);
    Horizon::ALL.map(|horizon| {
        let row = horizon.row(from, ensemble.months);
        yardsticks.iter().map(|one| one.values(ensemble, setup, from, row)).collect()
    })
}

fn differences(before: &Values, after: &Values) -> [Vec<Paired>; 2] {
    std::array::from_fn(|horizon| {
        before[horizon].iter().zip(&after[horizon]).map(|(b, a)| Paired::of(b, a)).collect()
    })
}

impl Measured {
    /// Answers that cannot be told from any other of the dilemma on any yardstick, by their places. Two are told apart
    /// where twice the 95 % interval of their difference lies to one side of zero: many are looked at.
    pub fn indistinct(&self) -> Vec<usize> {
        let answers = 0..self.answers.len();
        answers.filter(|&one| !self.others(one).any(|other| self.differ(one, other))).collect()
    }

    fn others(&self, one: usize) -> impl Iterator<Item = usize> {
        (0..self.answers.len()).filter(move |&other| other != one)
    }

    fn differ(&self, one: usize, other: usize) -> bool {
        let pairs = differences(&self.answers[one].values, &self.answers[other].values);
        pairs.iter().flatten().any(|pair| pair.spread.mean.abs() > 2.0 * pair.half_width())
    }
}
