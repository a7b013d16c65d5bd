//! Bootstrap intervals: units of a design and replicates drawn again by keyed random numbers.
//!
//! Units (trajectories, blocks, points) and replicates are drawn independently of each other, whole rows and
//! whole columns at a time (the pigeonhole bootstrap, Owen 2007). So an interval holds what comes of the
//! choice of points and what comes of chance, whether or not points share their seeds; where replicates
//! differ much it errs on the wide side.

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use statrs::distribution::{ContinuousCDF as _, Normal};

use crate::model::calendar::Month;
use crate::model::random::{Draws, Seed, Stream};

/// One number for each point and replicate.
#[derive(Clone, Debug, PartialEq)]
pub struct Outputs {
    replicates: usize,
    values: Vec<f64>,
}

impl Outputs {
    /// Outputs point by point, the replicates of a point side by side.
    ///
    /// # Panics
    /// If there are no replicates, or not as many at each point.
    pub fn new(replicates: usize, values: Vec<f64>) -> Self {
        assert!(replicates > 0 && values.len().is_multiple_of(replicates), "each point has its replicates");
        Self { replicates, values }
    }

    /// Number of replicates at each point.
    pub fn replicates(&self) -> usize {
        self.replicates
    }

    /// The replicates of each point.
    pub fn points(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        self.values.chunks_exact(self.replicates)
    }

    /// Means over replicates, point by point.
    pub fn means(&self) -> Vec<f64> {
        self.points().map(|values| values.iter().sum::<f64>() / self.replicates as f64).collect()
    }

    /// Means over the replicates that were drawn, point by point.
    fn means_of(&self, drawn: &[usize]) -> Vec<f64> {
        let mean = |values: &[f64]| drawn.iter().map(|&r| values[r]).sum::<f64>() / drawn.len() as f64;
        self.points().map(mean).collect()
    }
}

/// A number and half the width of its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Half the width; none where nothing can be said.
    pub half_width: Option<f64>,
}

/// How intervals are made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Resampling {
    /// Seed of the draws.
    pub seed: Seed,
    /// How often to draw.
    pub resamples: usize,
    /// Probability that an interval is to hold the true value, between 0 and 1.
    pub level: f64,
}

/// Something that can be estimated from part of a design.
pub trait Estimator: Sync {
    /// Number of units that are drawn as a whole.
    fn units(&self) -> usize;
    /// The estimates by some units (numbers may repeat) and the outputs of all points. NaN where undefined.
    fn estimate(&self, outputs: &[f64], units: &[usize]) -> Vec<f64>;
}

/// Estimates with their intervals: the standard deviation of the estimate over resamples times the normal
/// quantile, as SALib has it.
pub fn estimates(estimator: &impl Estimator, outputs: &Outputs, plan: &Resampling) -> Vec<Estimate> {
    let units: Vec<usize> = (0..estimator.units()).collect();
    let known = estimator.estimate(&outputs.means(), &units);
    let means = outputs.means();
    let resamples: Vec<Vec<f64>> = (0..plan.resamples as u64)
        .into_par_iter()
        .map(|number| {
            let units = drawn(plan.seed, UNITS, number, units.len());
            if outputs.replicates == 1 {
                return estimator.estimate(&means, &units);
            }
            let replicates = drawn(plan.seed, REPLICATES, number, outputs.replicates);
            estimator.estimate(&outputs.means_of(&replicates), &units)
        })
        .collect();
    let quantile = normal_quantile(plan.level);
    let half = |place: usize| deviation(&resamples, place).map(|deviation| quantile * deviation);
    known.iter().enumerate().map(|(i, &value)| Estimate { value, half_width: half(i) }).collect()
}

/// Standard deviation of one estimate over the resamples in which it is defined.
fn deviation(resamples: &[Vec<f64>], place: usize) -> Option<f64> {
    let values = || resamples.iter().map(|resample| resample[place]).filter(|value| value.is_finite());
    let n = values().count();
    // Where most resamples say nothing, the rest is no fair sample of what might have been.
    if n < 2 || 2 * n < resamples.len() {
        return None;
    }
    let mean = values().sum::<f64>() / n as f64;
    let squares: f64 = values().map(|value| (value - mean).powi(2)).sum();
    Some((squares / (n - 1) as f64).sqrt())
}

/// How many standard deviations to either side hold the probability `level` of a normal number.
fn normal_quantile(level: f64) -> f64 {
    Normal::standard().inverse_cdf(0.5 + level / 2.0)
}

/// What is drawn, as the key that a draw's month would be.
const UNITS: Month = Month(0);
const REPLICATES: Month = Month(1);

/// `n` numbers below `n`, drawn with replacement.
fn drawn(seed: Seed, what: Month, resample: u64, n: usize) -> Vec<usize> {
    let draws = Draws::new(seed, Stream::Bootstrap, what);
    let blocks = n.div_ceil(4) as u64;
    let words = (0..blocks).flat_map(|block| draws.block(resample * blocks + block));
    // The high half of a product: no division, and a bias below n / 2^32.
    words.take(n).map(|word| ((u64::from(word) * n as u64) >> 32) as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mean over units that are points.
    struct Mean(usize);

    impl Estimator for Mean {
        fn units(&self) -> usize {
            self.0
        }
        fn estimate(&self, outputs: &[f64], units: &[usize]) -> Vec<f64> {
            vec![units.iter().map(|&unit| outputs[unit]).sum::<f64>() / units.len() as f64, f64::NAN]
        }
    }

    fn noise(stream: u64, index: u64) -> f64 {
        crate::model::random::normal(Draws::new(Seed(stream), Stream::Tastes, Month(0)).word(index))
    }

    const PLAN: Resampling = Resampling { seed: Seed(1), resamples: 2000, level: 0.95 };

    #[test]
    fn the_interval_of_a_mean_is_that_of_theory() {
        let values: Vec<f64> = (0..400).map(|i| noise(3, i)).collect();
        let mean = values.iter().sum::<f64>() / 400.0;
        let deviation = (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / 400.0).sqrt();
        let [estimate, undefined] = estimates(&Mean(400), &Outputs::new(1, values), &PLAN)[..] else {
            panic!("two estimates")
        };
        let theory = 1.959_964 * deviation / 20.0;
        assert!((estimate.value - mean).abs() < 1e-12);
        assert!((estimate.half_width.unwrap() / theory - 1.0).abs() < 0.05, "{estimate:?} {theory}");
        assert_eq!(undefined.half_width, None);
    }

    #[test]
    fn chance_that_all_points_share_is_in_the_interval() {
        // Each replicate shifts all points alike: the spread of points says nothing of it.
        let replicates = 30;
        let shift = |r| 5.0 * noise(5, r);
        let values = (0..200).flat_map(|p| (0..replicates).map(move |r| noise(4, p) + shift(r)));
        let outputs = Outputs::new(replicates as usize, values.collect());
        let half = estimates(&Mean(200), &outputs, &PLAN)[0].half_width.unwrap();
        let theory = 1.96 * (1.0_f64 / 200.0 + 25.0 / 30.0).sqrt();
        assert!((half / theory - 1.0).abs() < 0.25, "{half} {theory}");
    }

    #[test]
    fn draws_are_even_and_do_not_depend_on_threads() {
        let mut counts = [0; 10];
        (0..5000).flat_map(|k| drawn(Seed(9), UNITS, k, 10)).for_each(|i| counts[i] += 1);
        assert!(counts.iter().all(|count| (4700..5300).contains(count)), "{counts:?}");
        let outputs = Outputs::new(2, (0..100).map(|i| noise(1, i)).collect());
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| estimates(&Mean(50), &outputs, &PLAN)[0].half_width.unwrap().to_bits())
        };
        assert_eq!(on(1), on(3));
    }
}
