//! How many pairs of runs a comparison takes: so many, or as many as a wished precision needs.

use crate::experiment::ensemble::{Ensemble, EnsembleError, Plan, Progress, Workers};
use crate::experiment::models::Models;
use crate::experiment::paired::Paired;
use crate::model::measure::SeriesKey;
use crate::model::random::Seed;

/// How precisely the mean difference of a series at the end is to be known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precision {
    /// Place of the series among those kept.
    pub series: usize,
    /// Half the width of its 95 % interval, in the series' own unit.
    pub half_width: f64,
}

/// Pairs of runs of two models.
#[derive(Clone, Debug)]
pub struct Study {
    /// Seed of the runs.
    pub seed: Seed,
    /// Pairs at least.
    pub runs: usize,
    /// Pairs at most.
    pub most: usize,
    /// What is to be known how precisely; with nothing here the least number of pairs is run.
    pub wanted: Vec<Precision>,
}

/// Precision asks for a tenth more pairs than the last estimate says, so that few steps are needed.
const MARGIN: f64 = 1.1;
/// In one step pairs grow at most so many times.
const STEP: usize = 4;

impl Study {
    /// Simulates both models with the same seeds, until all that is wanted is known precisely enough or there are
    /// as many pairs as there may be.
    ///
    /// # Errors
    /// If it was called off.
    pub fn run(
        &self,
        models: [&Models; 2],
        series: &[[SeriesKey; 2]],
        workers: &Workers,
        progress: &Progress,
    ) -> Result<[Ensemble; 2], EnsembleError> {
        let plan = |side: usize, runs| Plan {
            seed: self.seed,
            runs,
            series: series.iter().map(|s| s[side]).collect(),
        };
        let first = |side: usize| {
            Ensemble::simulate_each(|k| models[side].of(k), &plan(side, self.runs), workers, progress)
        };
        let mut sides = [first(0)?, first(1)?];
        let together = models[0].runs_together().max(models[1].runs_together());
        while let Some(runs) = self.more(&sides, together) {
            for (side, ensemble) in sides.iter_mut().enumerate() {
                ensemble.grow(|k| models[side].of(k), &plan(side, runs), workers, progress)?;
            }
        }
        Ok(sides)
    }

    /// How many pairs to go on to; none where there are enough.
    fn more(&self, sides: &[Ensemble; 2], together: usize) -> Option<usize> {
        let done = sides[0].runs.len();
        let needed = |wanted: &Precision| {
            let [before, after] = sides.each_ref().map(|side| side.across(wanted.series, side.months - 1));
            needed(&Paired::over(&before, &after, together), wanted.half_width, done)
        };
        let needed = self.wanted.iter().filter_map(needed).max()?;
        let least = done + (done / 10).max(2);
        (done < self.most).then(|| needed.clamp(least, STEP * done.max(1)).min(self.most))
    }
}

/// How many pairs would make the interval narrow enough; none where it is, or where more pairs tell nothing.
fn needed(paired: &Paired, half_width: f64, done: usize) -> Option<usize> {
    if paired.pairs == 0 && done > 1 || paired.half_width() <= half_width {
        return None;
    }
    let ratio = paired.half_width() / half_width;
    Some((done as f64 * ratio * ratio * MARGIN).ceil() as usize)
}
