//! Two ways on from a moment, compared future by future: the same seeds under both, so that what differs is
//! the doing of what was changed and of nothing else.

use std::sync::Arc;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::headline::{HEADLINES, Headline, headlines_of};
use super::lot::Lots;
use crate::experiment::ensemble::Workers;
use crate::experiment::paired::Paired;
use crate::model::calendar::Month;
use crate::model::history::History;
use crate::model::measure::{Counts, END_WORLDS, EndWorld};
use crate::model::random::Seed;
use crate::model::simulation::{Model, Simulation};
use crate::model::world::World;

/// One way on: a present, and the model by which it goes on.
#[derive(Clone, Debug)]
pub struct Way {
    /// The present.
    pub present: Arc<World>,
    /// Its history, for measures that look back.
    pub past: Arc<History>,
    /// By what it goes on.
    pub model: Arc<Model>,
}

impl Way {
    /// The way on from a simulation as it stands, under another model.
    pub fn from(simulation: &Simulation, model: Arc<Model>) -> Self {
        Self {
            present: Arc::new(simulation.world().clone()),
            past: Arc::new(simulation.history().clone()),
            model,
        }
    }

    /// The way that future `k` takes, by the parameters that it gets by lot.
    pub(super) fn drawn(&self, lots: &Lots, k: usize) -> Self {
        Self { model: lots.model(&self.model, k), ..self.clone() }
    }

    /// The whole history of one future, what is past included.
    pub(super) fn history(&self, seed: Seed) -> History {
        let (world, past) = (World::clone(&self.present), History::clone(&self.past));
        Simulation::resume(Arc::clone(&self.model), seed, world, past).run()
    }

    /// What is kept of future `k`.
    pub(super) fn run(&self, lots: &Lots, k: usize) -> Run {
        let way = self.drawn(lots, k);
        way.run_of(&way.history(lots.seed(k)))
    }

    /// What is kept of a history of this way.
    pub(super) fn run_of(&self, history: &History) -> Run {
        let from = self.past.months();
        let setup = self.model.setup();
        let last = history.months().saturating_sub(1);
        let world = Counts::of(history, last).class(setup.cast);
        let mut headlines = headlines_of(history, &setup.parameters);
        headlines.iter_mut().for_each(|months| drop(months.drain(..from.min(months.len()))));
        Run { headlines, world }
    }
}

/// What is kept of one future.
pub(super) struct Run {
    headlines: Vec<Vec<f64>>,
    world: EndWorld,
}

impl Run {
    /// The headline's last value; not-a-number where there is none.
    pub(super) fn last(&self, of: Headline) -> f64 {
        self.headlines[of.index()].last().copied().unwrap_or(f64::NAN)
    }
}

/// The difference that something makes to one headline, month by month.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Of what.
    pub of: Headline,
    /// 10 % of the pairs lie below, by month.
    pub low: Vec<f64>,
    /// Half of them do.
    pub median: Vec<f64>,
    /// 90 % do.
    pub high: Vec<f64>,
    /// Differences at the end, with the 95 % interval of their mean.
    pub end: Paired,
    /// Mean value at the end without and with the change.
    pub levels: [f64; 2],
}

impl Difference {
    /// Whether the band of 10 to 90 % at the end lies to one side of nothing.
    pub fn is_distinguishable(&self) -> bool {
        self.end.spread.p10 > 0.0 || self.end.spread.p90 < 0.0
    }

    /// The first month, counted from the first of the differences, from which the band of 10 to 90 % lies to
    /// one side of nothing, always the same side, up to the end; none where it does not at the end.
    pub fn distinguishable_from(&self) -> Option<usize> {
        let side = |(low, high): (&f64, &f64)| i8::from(*low > 0.0) - i8::from(*high < 0.0);
        let sides: Vec<i8> = self.low.iter().zip(&self.high).map(side).collect();
        let last = sides.last().copied().filter(|side| *side != 0)?;
        Some(sides.len() - sides.iter().rev().take_while(|side| **side == last).count())
    }
}

/// What something does, by paired futures.
#[derive(Clone, Debug, PartialEq)]
pub struct Contrast {
    /// First month of the differences.
    pub from: Month,
    /// How many pairs.
    pub pairs: usize,
    /// One for each of [`Headline::ALL`].
    pub differences: Vec<Difference>,
    /// Odds of the end worlds without and with it.
    pub odds: [[f64; END_WORLDS]; 2],
}

impl Contrast {
    /// The difference made to a headline.
    pub fn of(&self, headline: Headline) -> &Difference {
        &self.differences[headline.index()]
    }

    /// Headlines by size of the median difference at the end against what counts as much, largest first.
    pub fn largest(&self) -> Vec<&Difference> {
        let mut all: Vec<&Difference> = self.differences.iter().filter(|d| d.end.pairs > 0).collect();
        let size = |d: &Difference| (d.end.spread.median / d.of.unit().scale()).abs();
        all.sort_by(|a, b| size(b).total_cmp(&size(a)));
        all
    }

    /// Runs pairs of futures, `without` the change and `with` it; none when it was called off.
    pub fn run(
        [without, with]: [&Way; 2],
        lots: &Lots,
        pairs: usize,
        workers: &Workers,
        go_on: &(dyn Fn() -> bool + Sync),
    ) -> Option<Self> {
        let run = |k: usize| go_on().then(|| [without.run(lots, k), with.run(lots, k)]);
        let runs: Option<Vec<[Run; 2]>> = workers.install(|| (0..pairs).into_par_iter().map(run).collect());
        let runs = runs?;
        Some(Self::of_runs(without.present.month, &by_reference(&runs), lots.together()))
    }

    /// The contrast of runs that have been done, pair by pair; so many in a row share a draw of the parameters.
    pub(super) fn of_runs(from: Month, runs: &[[&Run; 2]], together: usize) -> Self {
        let mut odds = [[0.0; END_WORLDS]; 2];
        for pair in runs {
            for (odds, run) in odds.iter_mut().zip(pair) {
                odds[run.world.index()] += 1.0 / runs.len() as f64;
            }
        }
        let differences = (0..HEADLINES).map(|i| difference(Headline::ALL[i], runs, together)).collect();
        Self { from, pairs: runs.len(), differences, odds }
    }
}

/// Pairs as [`Contrast::of_runs`] takes them.
pub(super) fn by_reference(runs: &[[Run; 2]]) -> Vec<[&Run; 2]> {
    runs.iter().map(|pair| pair.each_ref()).collect()
}

fn difference(of: Headline, runs: &[[&Run; 2]], together: usize) -> Difference {
    let months = runs.iter().flatten().map(|run| run.headlines[of.index()].len()).min().unwrap_or(0);
    let values = |side: usize, month: usize| -> Vec<f64> {
        runs.iter().map(|pair| pair[side].headlines[of.index()][month]).collect()
    };
    let paired: Vec<Paired> =
        (0..months).map(|month| Paired::over(&values(0, month), &values(1, month), together)).collect();
    let by_month = |pick: fn(&Paired) -> f64| paired.iter().map(pick).collect();
    let end = paired.last().copied().unwrap_or_else(|| Paired::of(&[], &[]));
    let level = |side| {
        let last = if months == 0 { Vec::new() } else { values(side, months - 1) };
        let finite: Vec<f64> = last.into_iter().filter(|value| value.is_finite()).collect();
        finite.iter().sum::<f64>() / finite.len() as f64
    };
    Difference {
        of,
        low: by_month(|p| p.spread.p10),
        median: by_month(|p| p.spread.median),
        high: by_month(|p| p.spread.p90),
        end,
        levels: [level(0), level(1)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_told_apart_from_the_month_in_which_its_band_leaves_nothing_for_good() {
        let from = |bands: &[(f64, f64)]| {
            let (low, high) = bands.iter().copied().unzip();
            let end = Paired::of(&[], &[]);
            let of = Headline::UsShare;
            Difference { of, low, high, median: Vec::new(), end, levels: [0.0; 2] }.distinguishable_from()
        };
        let (none, up, down) = ((-1.0, 1.0), (0.5, 1.0), (-2.0, -0.5));
        assert_eq!(from(&[none, up, none, up, up]), Some(3));
        assert_eq!(from(&[down, up, down, down]), Some(2), "a band that changes sides passes nothing");
        assert_eq!(from(&[up, up]), Some(0));
        assert_eq!(from(&[up, none]), None);
        assert_eq!(from(&[up, (0.0, 1.0)]), None, "a band that touches nothing holds it");
        assert_eq!(from(&[up, (f64::NAN, f64::NAN)]), None);
        assert_eq!(from(&[]), None);
    }
}
