//! Paired comparison of two setups: differences between runs of the same seed.

use statrs::distribution::{ContinuousCDF as _, StudentsT};

use super::split::{Split, means};
use super::summary::{Spread, spread};

/// Differences of a quantity between runs of two setups that share their seeds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paired {
    /// Runs in which both setups had a value.
    pub pairs: usize,
    /// Quantiles and mean of the differences.
    pub spread: Spread,
    /// 95 % interval of the mean difference, by Student's t; as wide as can be with fewer than two pairs.
    pub interval: (f64, f64),
    /// Where the differences come from, where several runs in a row share a draw of the parameters.
    pub split: Option<Split>,
    error: f64,
    /// What is independent of one another: runs, or draws of the parameters.
    units: usize,
}

/// To which side something moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// It grows.
    Up,
    /// It shrinks.
    Down,
}

/// Whether a number is nothing in so many decimals.
pub fn vanishes(value: f64, decimals: usize) -> bool {
    value.abs() < 0.5 * 0.1_f64.powi(decimals as i32)
}

impl Paired {
    /// Differences `after - before`, run by run; pairs in which either is NaN are left out.
    pub fn of(before: &[f64], after: &[f64]) -> Self {
        Self::at(before, after, 0.95)
    }

    /// The same with an interval of another confidence, as 0.99.
    pub fn at(before: &[f64], after: &[f64], confidence: f64) -> Self {
        Self::with(before.iter().zip(after).map(|(b, a)| a - b), confidence, 1)
    }

    /// Sums up differences that have been taken already; NaN is left out.
    pub fn of_differences(differences: impl IntoIterator<Item = f64>) -> Self {
        Self::with(differences, 0.95, 1)
    }

    /// The same where so many runs in a row share a draw of the parameters: the interval is that of independent draws.
    pub fn of_draws(differences: impl IntoIterator<Item = f64>, together: usize) -> Self {
        Self::with(differences, 0.95, together)
    }

    /// Differences `after - before`, run by run, where so many runs in a row share a draw of the parameters.
    pub fn over(before: &[f64], after: &[f64], together: usize) -> Self {
        Self::of_draws(before.iter().zip(after).map(|(b, a)| a - b), together)
    }

    fn with(differences: impl IntoIterator<Item = f64>, confidence: f64, together: usize) -> Self {
        let all: Vec<f64> = differences.into_iter().collect();
        let spread = spread(all.iter().copied().filter(|d| !d.is_nan()));
        let units = means(&all, together);
        let error = standard_error(&units);
        let half = quantile(units.len(), confidence).map_or(f64::INFINITY, |t| t * error);
        let interval = (spread.mean - half, spread.mean + half);
        let pairs = all.iter().filter(|d| !d.is_nan()).count();
        Self { pairs, spread, interval, split: Split::of(&all, together), error, units: units.len() }
    }

    /// Whether the interval lies to one side of zero.
    pub fn is_clear(&self) -> bool {
        self.interval.0 > 0.0 || self.interval.1 < 0.0
    }

    /// Probability that chance alone gives a mean as far from zero, by Student's t; 1 with fewer than two pairs.
    pub fn p_value(&self) -> f64 {
        let mean = self.spread.mean.abs();
        if self.units < 2 || mean == 0.0 || !mean.is_finite() {
            return 1.0;
        }
        if self.error == 0.0 {
            return 0.0;
        }
        let law = StudentsT::new(0.0, 1.0, (self.units - 1) as f64);
        law.map_or(1.0, |law| 2.0 * law.sf(mean / self.error))
    }

    /// To which side the mean goes where it is a finding: its interval lies to one side of zero, and it shows in the
    /// decimals that are worth showing. None where it is no finding.
    pub fn sign(&self, decimals: usize) -> Option<Sign> {
        let mean = self.spread.mean;
        let is_finding = self.is_clear() && !vanishes(mean, decimals);
        is_finding.then_some(if mean > 0.0 { Sign::Up } else { Sign::Down })
    }

    /// Standard error of the mean; infinite with fewer than two pairs.
    pub fn standard_error(&self) -> f64 {
        self.error
    }

    /// Share of the draws that agree on the sign, and share of the variance that comes of them; NaN where runs differ by
    /// chance alone.
    pub fn by_draws(&self) -> [f64; 2] {
        self.split.map_or([f64::NAN; 2], |split| [split.agreeing, split.from_parameters])
    }

    /// Half the width of the interval.
    pub fn half_width(&self) -> f64 {
        0.5 * (self.interval.1 - self.interval.0)
    }
}

fn standard_error(differences: &[f64]) -> f64 {
    let n = differences.len() as f64;
    let mean = differences.iter().sum::<f64>() / n;
    let squares: f64 = differences.iter().map(|d| (d - mean).powi(2)).sum();
    if differences.len() < 2 { f64::INFINITY } else { (squares / (n - 1.0) / n).sqrt() }
}

/// Student's t of the interval of a mean of so many numbers; none of fewer than two.
pub fn quantile(pairs: usize, confidence: f64) -> Option<f64> {
    let freedom = pairs.checked_sub(1).filter(|freedom| *freedom > 0)?;
    Some(StudentsT::new(0.0, 1.0, freedom as f64).ok()?.inverse_cdf(0.5 + 0.5 * confidence))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_students() {
        // scipy.stats.ttest_rel([2, 4, 6, 9], [1, 2, 3, 4]).confidence_interval(): mean 2.75, t 3.182446.
        let paired = Paired::of(&[1.0, 2.0, 3.0, 4.0], &[2.0, 4.0, 6.0, 9.0]);
        let standard_error = (8.75_f64 / 3.0 / 4.0).sqrt();
        assert_eq!((paired.pairs, paired.spread.mean), (4, 2.75));
        assert!((paired.half_width() - 3.182_446_305 * standard_error).abs() < 1e-6);
        assert!((paired.p_value() - 0.048_567).abs() < 1e-5, "{}", paired.p_value());
        assert!(paired.is_clear() && (paired.standard_error() - standard_error).abs() < 1e-12);
    }

    #[test]
    fn what_is_equal_differs_by_nothing_and_one_pair_says_nothing() {
        let same = Paired::of(&[1.0, f64::NAN, 3.0], &[1.0, 2.0, 3.0]);
        assert_eq!((same.pairs, same.interval), (2, (0.0, 0.0)));
        assert!(!same.is_clear());
        assert!(!Paired::of(&[1.0], &[2.0]).is_clear());
        let p = [&[1.0][..], &[1.0, 2.0], &[1.0, 2.0]].map(|before| {
            let after: Vec<f64> = before.iter().map(|value| value + 1.0).collect();
            Paired::of(before, &after).p_value()
        });
        assert_eq!((p, same.p_value()), ([1.0, 0.0, 0.0], 1.0));
    }
}
