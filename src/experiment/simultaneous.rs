//! Simultaneous bands over months for the mean of paired differences, by flipping the signs of whole pairs.
//!
//! Were there no difference, each pair's differences would be as likely with the other sign. The largest
//! |t| over all months is therefore compared with what it is when signs are flipped at random, a pair with
//! all its months at once, which keeps the dependence between months (Westfall and Young 1993; Nichols and
//! Holmes 2002). The data as they stand count among the flips (Phipson and Smyth 2010), so that where
//! differences are symmetric a study of no difference finds a month in at most 5 % of cases, for any number
//! of pairs and any autocorrelation. Few pairs are flipped in every way there is.
//!
//! The same flips of the residuals (a multiplier bootstrap, Chernozhukov, Chetverikov and Kato 2013) give
//! the band its width where there is a difference; the wider of the two is taken.

use super::paired::Paired;
use crate::model::calendar::Month;
use crate::model::random::{Draws, Seed, Stream};

/// In so many studies of no difference may one be found.
pub const ERROR: f64 = 0.05;
/// How many ways of flipping signs are tried; all of them where there are no more.
const FLIPS: usize = 1000;
/// By so much must a statistic exceed another not to count as its equal.
const TIE: f64 = 1e-9;

/// Differences of one series: pair by pair, in each the months. NaN where there is no difference to take.
#[derive(Clone, Debug)]
pub struct Differences {
    months: usize,
    /// Pair by pair, in each the months.
    pairs: Vec<f64>,
    /// Pairs in a row that share a draw of the parameters.
    together: usize,
    /// What is independent: pairs, or the means of those that share a draw.
    values: Vec<f64>,
}

impl Differences {
    /// Differences of pairs, each with all its months.
    pub fn new(months: usize, values: Vec<f64>) -> Self {
        Self::of_draws(months, values, 1)
    }

    /// The same where so many pairs in a row share a draw of the parameters: they are flipped together.
    pub fn of_draws(months: usize, pairs: Vec<f64>, together: usize) -> Self {
        debug_assert!(months > 0 && pairs.len().is_multiple_of(months));
        let values = match together {
            0 | 1 => pairs.clone(),
            _ => pairs.chunks(months * together).flat_map(|draw| monthly_means(draw, months)).collect(),
        };
        Self { months, pairs, together, values }
    }

    /// How many independent ones there are: pairs, or draws.
    pub fn units(&self) -> usize {
        self.values.len() / self.months.max(1)
    }

    /// The differences in a month, pair by pair.
    fn in_month(&self, month: usize) -> impl Iterator<Item = f64> + '_ {
        self.pairs[month..].iter().step_by(self.months).copied()
    }

    /// The same, by what is independent.
    fn units_in_month(&self, month: usize) -> impl Iterator<Item = f64> + '_ {
        self.values[month..].iter().step_by(self.months).copied()
    }
}

/// The mean of each month over some pairs; NaN where none has a value.
fn monthly_means(pairs: &[f64], months: usize) -> Vec<f64> {
    let mean = |month: usize| {
        let column: Vec<f64> = pairs[month..].iter().step_by(months).copied().collect();
        super::split::means(&column, column.len()).first().copied().unwrap_or(f64::NAN)
    };
    (0..months).map(mean).collect()
}

/// Ways of flipping the signs of pairs, the same for all series of a study.
#[derive(Clone, Debug)]
pub struct Flips {
    ways: Vec<Vec<bool>>,
}

impl Flips {
    /// The ways of flipping so many pairs, the first of them to flip none.
    pub fn new(pairs: usize, seed: Seed) -> Self {
        // Flipping all pairs changes no |t|: half of the ways are enough, those that leave the last as it is.
        let free = pairs.saturating_sub(1);
        let all = u32::try_from(free).ok().and_then(|free| 1_usize.checked_shl(free));
        let ways = match all.filter(|all| *all <= FLIPS) {
            Some(all) => {
                (0..all).map(|way| (0..pairs).map(|k| k < free && way >> k & 1 == 1).collect()).collect()
            }
            None => (0..FLIPS)
                .map(|way| if way == 0 { vec![false; pairs] } else { drawn(pairs, way, seed) })
                .collect(),
        };
        Self { ways }
    }
}

fn drawn(pairs: usize, way: usize, seed: Seed) -> Vec<bool> {
    let draws = Draws::new(seed, Stream::Resampling, Month::FIRST);
    let first = (way as u64) << 32;
    let bit = |k: usize| draws.word(first + k as u64 / 32) >> (k % 32) & 1 == 1;
    (0..pairs).map(bit).collect()
}

/// The largest t² over months under each way of flipping: of the differences, and of what they have beside
/// their mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Largest {
    differences: Vec<f64>,
    residuals: Vec<f64>,
}

impl Largest {
    /// Of one series.
    pub fn of(differences: &Differences, flips: &Flips) -> Self {
        let moments = Moments::of(differences);
        // Nothing differs before that month, under any flip.
        let Some(first) = moments.iter().position(|month| month.square > 0.0) else {
            let ways = flips.ways.len();
            return Self { differences: vec![0.0; ways], residuals: vec![0.0; ways] };
        };
        let known: Vec<f64> = differences.values.iter().map(|d| if d.is_nan() { 0.0 } else { *d }).collect();
        let pairs = differences.units() as f64;
        let gaps = moments.iter().any(|month| month.n < pairs);
        let reading = Reading { differences, known, moments, first, gaps };
        let (differences, residuals) = flips.ways.iter().map(|way| reading.flipped(way)).unzip();
        Self { differences, residuals }
    }

    /// Of two sets of series together.
    pub fn join(&mut self, other: &Self) {
        let larger = |own: &mut Vec<f64>, other: &[f64]| {
            own.iter_mut().zip(other).for_each(|(own, other)| *own = own.max(*other));
        };
        larger(&mut self.differences, &other.differences);
        larger(&mut self.residuals, &other.residuals);
    }

    /// The |t| that a month must exceed; infinite where there are too few pairs to tell anything (below 6).
    pub fn critical(&self) -> f64 {
        exceeded(&self.differences).max(exceeded(&self.residuals)).sqrt()
    }
}

/// The value that at most [`ERROR`] of all exceed or equal once a statistic lies above it.
fn exceeded(all: &[f64]) -> f64 {
    let mut sorted = all.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let beyond = (ERROR * sorted.len() as f64 + TIE).floor() as usize;
    if beyond == 0 { f64::INFINITY } else { sorted[beyond.min(sorted.len() - 1)] }
}

/// What flipping does not change of a month's differences.
#[derive(Clone, Copy, Debug, Default)]
pub struct Moments {
    /// Pairs that have a difference.
    n: f64,
    mean: f64,
    /// Sum of squares.
    square: f64,
    /// Sum of squares about the mean.
    residual: f64,
}

impl Moments {
    /// Of all months.
    pub fn of(differences: &Differences) -> Vec<Self> {
        (0..differences.months).map(|month| Self::in_month(differences, month)).collect()
    }

    fn in_month(differences: &Differences, month: usize) -> Self {
        let known = || differences.units_in_month(month).filter(|d| !d.is_nan());
        let n = known().count() as f64;
        let mean = if n > 0.0 { known().sum::<f64>() / n } else { 0.0 };
        let square = known().map(|d| d * d).sum();
        let residual: f64 = known().map(|d| (d - mean) * (d - mean)).sum();
        // What rounding leaves of a difference that is the same in all pairs is nothing.
        let residual = if residual <= 1e-20 * square { 0.0 } else { residual };
        Self { n, mean, square, residual }
    }
}

/// Differences made ready to be flipped.
struct Reading<'a> {
    differences: &'a Differences,
    /// The values with 0 where there is none.
    known: Vec<f64>,
    moments: Vec<Moments>,
    /// The first month in which anything differs.
    first: usize,
    /// Whether some pairs have no value in some months.
    gaps: bool,
}

impl Reading<'_> {
    /// The largest t² of differences and of residuals under one way of flipping.
    fn flipped(&self, way: &[bool]) -> (f64, f64) {
        let months = self.differences.months;
        let mut sums = vec![0.0; months - self.first];
        for (pair, flip) in self.known.chunks_exact(months).zip(way) {
            let sign = if *flip { -1.0 } else { 1.0 };
            sums.iter_mut().zip(&pair[self.first..]).for_each(|(sum, d)| *sum += sign * d);
        }
        let all = self.signs(way, |_| true);
        let (mut largest, mut residual) = (0.0_f64, 0.0_f64);
        for (i, sum) in sums.iter().enumerate() {
            let month = &self.moments[self.first + i];
            let here = |pair: usize| !self.differences.values[pair * months + self.first + i].is_nan();
            let signs = if self.gaps { self.signs(way, here) } else { all };
            largest = largest.max(t_square(*sum, month.n, month.square));
            residual = residual.max(t_square(sum - month.mean * signs, month.n, month.residual));
        }
        (largest, residual)
    }

    /// The sum of the signs of some pairs.
    fn signs(&self, way: &[bool], there: impl Fn(usize) -> bool) -> f64 {
        let sign = |(_, flip): (usize, &bool)| if *flip { -1.0 } else { 1.0 };
        way.iter().enumerate().filter(|(pair, _)| there(*pair)).map(sign).sum()
    }
}

/// Student's t² of `n` numbers from their sum and their sum of squares.
fn t_square(sum: f64, n: f64, square: f64) -> f64 {
    if n < 2.0 || square <= 0.0 {
        return 0.0;
    }
    let rest = n * square - sum * sum;
    if rest <= 1e-12 * n * square { f64::INFINITY } else { sum * sum * (n - 1.0) / rest }
}

/// A band over months for the mean difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Its edges, month by month; infinite where nothing can be told.
    pub edges: Vec<(f64, f64)>,
    /// Whether it lies to one side of nothing, month by month.
    pub clear: Vec<bool>,
}

impl Band {
    /// The band of a critical |t|.
    pub fn of(months: &[Moments], critical: f64) -> Self {
        let edges = months.iter().map(|month| month.edges(critical)).collect();
        let clear = |month: &Moments| {
            let sum = month.mean * month.n;
            t_square(sum, month.n, month.square) > critical * critical * (1.0 + TIE)
        };
        Self { edges, clear: months.iter().map(clear).collect() }
    }

    /// The first month in which there is a difference to be told.
    pub fn first(&self) -> Option<usize> {
        self.clear.iter().position(|clear| *clear)
    }
}

impl Moments {
    fn edges(&self, critical: f64) -> (f64, f64) {
        let error = (self.residual / (self.n - 1.0) / self.n).sqrt();
        let half = match self.n {
            n if n < 1.0 => f64::NAN,
            n if n < 2.0 || critical.is_infinite() => f64::INFINITY,
            _ => critical * error,
        };
        (self.mean - half, self.mean + half)
    }
}

/// Differences summed up month by month.
pub fn by_month(differences: &Differences) -> Vec<Paired> {
    let paired = |month| Paired::of_draws(differences.in_month(month), differences.together);
    (0..differences.months).map(paired).collect()
}

#[cfg(test)]
mod tests;
