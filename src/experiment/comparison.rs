//! Two setups side by side, run by run with the same chances: how every series differs month by month, from when
//! on that can be told from nothing, and what becomes of the odds of the end worlds.

mod odds;
mod study;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

pub use odds::WorldOdds;
pub use study::{Precision, Study};

use super::ensemble::{Ensemble, Workers};
use super::paired::Paired;
use super::simultaneous::{Band, Differences, Flips, Largest, Moments, by_month};
use crate::model::calendar::Month;
use crate::model::lab::LabSpec;
use crate::model::measure::SeriesKey;
use crate::model::random::Seed;
use crate::model::setup::Setup;

/// The months that two setups have in common, both ends included; none where they have none.
pub fn common_months(setups: [&Setup; 2]) -> Option<(Month, Month)> {
    let [one, two] = setups;
    let (start, end) = (one.start.max(two.start), one.end.min(two.end));
    (start <= end).then_some((start, end))
}

/// A series on both sides: labs stand at different places in different rosters. None where the second roster
/// lacks the lab.
pub fn on_both_sides(key: SeriesKey, labs: [&[LabSpec]; 2]) -> Option<[SeriesKey; 2]> {
    let Some(place) = key.lab else { return Some([key, key]) };
    let id = &labs[0].get(place)?.id;
    let other = labs[1].iter().position(|lab| lab.id == *id)?;
    Some([key, SeriesKey { lab: Some(other), ..key }])
}

/// One series on both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesComparison {
    /// Which, on the first side.
    pub key: SeriesKey,
    /// Mean of each side by month, over the pairs in which both have a value.
    pub levels: [Vec<f64>; 2],
    /// Differences by month, the second side less the first.
    pub differences: Vec<Paired>,
    /// The band of the mean difference for all months of this series at once.
    pub band: Band,
    /// The band for all months of all series of the family at once; none for a series outside of it.
    pub joint: Option<Band>,
}

impl SeriesComparison {
    /// Differences in the last month.
    pub fn end(&self) -> Option<&Paired> {
        self.differences.last().filter(|paired| paired.pairs > 0)
    }

    /// Mean of both sides in the last month.
    pub fn end_levels(&self) -> [f64; 2] {
        self.levels.each_ref().map(|side| side.last().copied().unwrap_or(f64::NAN))
    }
}

/// Two setups side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// First month compared.
    pub start: Month,
    /// How many months.
    pub months: usize,
    /// Pairs of runs.
    pub pairs: usize,
    /// Pairs in which no kept series differs in any month.
    pub same: usize,
    /// The series.
    pub series: Vec<SeriesComparison>,
    /// Series that are told apart together.
    pub family: usize,
    /// Odds of each end world, by [`crate::model::measure::EndWorld::index`].
    pub worlds: Vec<WorldOdds>,
    /// Pairs that end in different worlds.
    pub other_world: usize,
}

impl Comparison {
    /// Compares two ensembles of the same seeds from a month on; `family` are the places of the series that are
    /// told apart together. Of runs in a row `together` share a draw of the parameters.
    pub fn of(
        sides: &[Ensemble; 2],
        (start, together): (Month, usize),
        family: &[usize],
        seed: Seed,
        workers: &Workers,
    ) -> Self {
        let reading = Reading::new(sides, start, together);
        let flips = Flips::new(reading.pairs.div_ceil(reading.together), seed);
        let alone: Vec<Alone> = workers.install(|| {
            let all = (0..sides[0].series.len()).into_par_iter();
            all.map(|place| Alone::of(&reading, place, &flips)).collect()
        });
        let joint = joint_critical(&alone, family);
        let series = alone.into_iter().enumerate().map(|(place, alone)| SeriesComparison {
            key: sides[0].series[place],
            band: Band::of(&alone.moments, alone.largest.critical()),
            joint: joint
                .filter(|_| family.contains(&place))
                .map(|critical| Band::of(&alone.moments, critical)),
            levels: alone.levels,
            differences: alone.differences,
        });
        let (before, after) = (&sides[0].runs[..reading.pairs], &sides[1].runs[..reading.pairs]);
        let worlds: Vec<_> = before.iter().zip(after).map(|(b, a)| [b.world, a.world]).collect();
        Self {
            start,
            months: reading.months,
            pairs: reading.pairs,
            same: (0..reading.pairs).filter(|pair| reading.is_same(*pair)).count(),
            series: series.collect(),
            family: family.len(),
            worlds: odds::odds(&worlds, together),
            other_world: worlds.iter().filter(|[b, a]| b != a).count(),
        }
    }

    /// The month of a row.
    pub fn month(&self, row: usize) -> Month {
        self.start + row as u16
    }

    /// The last month.
    pub fn last(&self) -> Month {
        self.month(self.months.saturating_sub(1))
    }
}

/// What is kept of one series; its differences of all pairs are not.
struct Alone {
    levels: [Vec<f64>; 2],
    differences: Vec<Paired>,
    moments: Vec<Moments>,
    largest: Largest,
}

impl Alone {
    fn of(reading: &Reading<'_>, place: usize, flips: &Flips) -> Self {
        let differences = reading.differences(place);
        Self {
            levels: reading.levels(place),
            moments: Moments::of(&differences),
            largest: Largest::of(&differences, flips),
            differences: by_month(&differences),
        }
    }
}

fn joint_critical(alone: &[Alone], family: &[usize]) -> Option<f64> {
    let (first, rest) = family.split_first()?;
    let mut all = alone[*first].largest.clone();
    rest.iter().for_each(|place| all.join(&alone[*place].largest));
    Some(all.critical())
}

/// Two ensembles read from a common month on.
struct Reading<'a> {
    sides: &'a [Ensemble; 2],
    /// Row of the first common month in each.
    first: [usize; 2],
    months: usize,
    pairs: usize,
    together: usize,
}

impl<'a> Reading<'a> {
    fn new(sides: &'a [Ensemble; 2], start: Month, together: usize) -> Self {
        let first = sides.each_ref().map(|side| usize::from(start.0.saturating_sub(side.start.0)));
        let months = sides.iter().zip(first).map(|(side, first)| side.months.saturating_sub(first)).min();
        let pairs = sides.iter().map(|side| side.runs.len()).min();
        Self {
            sides,
            first,
            months: months.unwrap_or(0),
            pairs: pairs.unwrap_or(0),
            together: together.max(1),
        }
    }

    /// Values of a side's series in a run.
    fn track(&self, side: usize, run: usize, place: usize) -> &[f32] {
        &self.sides[side].track(run, place)[self.first[side]..][..self.months]
    }

    /// Values of both sides in a pair, month by month.
    fn pair(&self, pair: usize, place: usize) -> impl Iterator<Item = [f64; 2]> + '_ {
        let [before, after] = [0, 1].map(|side| self.track(side, pair, place));
        before.iter().zip(after).map(|(b, a)| [f64::from(*b), f64::from(*a)])
    }

    fn differences(&self, place: usize) -> Differences {
        let all =
            (0..self.pairs).flat_map(|pair| self.pair(pair, place)).map(|[before, after]| after - before);
        Differences::of_draws(self.months, all.collect(), self.together)
    }

    fn levels(&self, place: usize) -> [Vec<f64>; 2] {
        let (mut sums, mut counts) =
            ([vec![0.0; self.months], vec![0.0; self.months]], vec![0.0; self.months]);
        for pair in 0..self.pairs {
            for (month, values) in self.pair(pair, place).enumerate().filter(|(_, v)| !(v[0] - v[1]).is_nan())
            {
                counts[month] += 1.0;
                sums.iter_mut().zip(values).for_each(|(sums, value)| sums[month] += value);
            }
        }
        sums.map(|sums| sums.iter().zip(&counts).map(|(sum, n)| sum / n).collect())
    }

    fn is_same(&self, pair: usize) -> bool {
        let same = |place: usize| {
            let bits = |side: usize| self.track(side, pair, place).iter().map(|value| value.to_bits());
            bits(0).eq(bits(1))
        };
        (0..self.sides[0].series.len()).all(same)
    }
}

#[cfg(test)]
mod tests;
