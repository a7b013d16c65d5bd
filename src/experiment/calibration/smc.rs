//! Sequential Monte Carlo: a cloud of parameter sets led from one law to another by small steps.
//!
//! Likelihood tempering (Neal 2001; Del Moral, Doucet and Jasra 2006): each step is as long as leaves half of the cloud's
//! effective size; the cloud is drawn again by weight and then moved by random-walk Metropolis steps of its own
//! covariance. Points live in the unit cube of their priors. All draws are keyed by step and particle, so that the cloud is
//! the same on any number of threads.

use rand::Rng as _;
use rayon::iter::{
    IndexedParallelIterator, IntoParallelRefIterator, IntoParallelRefMutIterator, ParallelIterator,
};

use super::matrix::{Lower, covariance};
use crate::experiment::ensemble::{EnsembleError, Progress, Workers};
use crate::model::calendar::Month;
use crate::model::random::{Draws, KeyedRng, Seed, Stream, normal, uniform};

/// Longest step: effective size that it leaves, as a share of the cloud.
const KEPT: f64 = 0.5;
/// Most random walks after a step.
pub const MOST_MOVES: usize = 60;
/// Numbers of draws that each step keeps for its walks.
const ROUNDS: u16 = 64;

/// A point and what simulation says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Particle<F> {
    /// Place in the unit cube of the priors.
    pub unit: Vec<f64>,
    /// What was simulated there.
    pub fit: F,
}

/// How a cloud is moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Walk {
    /// Seed of all draws.
    pub seed: Seed,
    /// Number of points.
    pub particles: usize,
    /// Metropolis steps of each point after each tempering step, at most [`MOST_MOVES`].
    pub moves: usize,
}

/// A cloud of points on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct Cloud<F> {
    /// Steps done since the prior.
    pub step: u16,
    /// How far from the law left to the law wanted, 0 to 1.
    pub temper: f64,
    /// Length of the random walk, in terms of the cloud's own covariance.
    pub stride: f64,
    /// Share of walks that were taken at the last step.
    pub acceptance: f64,
    /// The points, equally weighted.
    pub particles: Vec<Particle<F>>,
}

/// What simulation says of a point in the unit cube.
pub trait Simulate<F>: Fn(&[f64]) -> F + Sync {}
impl<F, T: Fn(&[f64]) -> F + Sync> Simulate<F> for T {}

impl<F> Cloud<F> {
    /// The points in the unit cube.
    pub fn units(&self) -> Vec<Vec<f64>> {
        self.particles.iter().map(|particle| particle.unit.clone()).collect()
    }

    /// Makes ready for a way to another law.
    pub fn set_out(&mut self) {
        self.temper = 0.0;
    }
}

impl<F: Clone + Send + Sync> Cloud<F> {
    /// Points drawn from the prior, `dimensions` numbers each.
    ///
    /// # Errors
    /// If it was called off.
    pub fn prior(
        walk: &Walk,
        dimensions: usize,
        simulate: &impl Simulate<F>,
        workers: &Workers,
        progress: &Progress,
    ) -> Result<Self, EnsembleError> {
        let units = (0..walk.particles).map(|particle| {
            let mut random = draws(walk, 0, 0).generator(particle as u64);
            (0..dimensions).map(|_| uniform(random.next_u32())).collect()
        });
        Self::at(0, 0.0, first_stride(dimensions), units.collect(), simulate, workers, progress)
    }

    /// A cloud taken up again where it stood: its points are simulated anew.
    ///
    /// # Errors
    /// If it was called off.
    pub fn at(
        step: u16,
        temper: f64,
        stride: f64,
        units: Vec<Vec<f64>>,
        simulate: &impl Simulate<F>,
        workers: &Workers,
        progress: &Progress,
    ) -> Result<Self, EnsembleError> {
        let one = |unit: &Vec<f64>| {
            (!progress.is_cancelled()).then(|| {
                let fit = simulate(unit);
                Particle { unit: unit.clone(), fit }
            })
        };
        let particles = workers
            .install(|| units.par_iter().with_max_len(1).map(one).collect::<Option<Vec<Particle<F>>>>());
        let particles = particles.ok_or(EnsembleError::Cancelled)?;
        Ok(Self { step, temper, stride, acceptance: f64::NAN, particles })
    }

    /// One step from the law `from` towards the law `to`, both as logarithms of likelihoods of what was simulated. At the
    /// end `temper` is 1.
    ///
    /// # Errors
    /// If it was called off.
    pub fn advance(
        &mut self,
        walk: &Walk,
        from: &(impl Fn(&F) -> f64 + Sync),
        to: &(impl Fn(&F) -> f64 + Sync),
        simulate: &impl Simulate<F>,
        workers: &Workers,
        progress: &Progress,
    ) -> Result<(), EnsembleError> {
        self.step += 1;
        let gains: Vec<f64> = self.particles.iter().map(|p| to(&p.fit) - from(&p.fit)).collect();
        let length = longest_step(&gains, 1.0 - self.temper);
        self.temper = if length >= 1.0 - self.temper { 1.0 } else { self.temper + length };
        let weights = weights(&gains, length);
        let start = uniform(draws(walk, self.step, 0).word(0));
        self.particles = drawn(&weights, start).into_iter().map(|i| self.particles[i].clone()).collect();
        let temper = self.temper;
        let law = |fit: &F| (1.0 - temper) * from(fit) + temper * to(fit);
        self.walk(walk, &law, simulate, workers, progress)
    }

    /// Moves every point by random walks that leave the law as it is.
    fn walk(
        &mut self,
        walk: &Walk,
        law: &(impl Fn(&F) -> f64 + Sync),
        simulate: &impl Simulate<F>,
        workers: &Workers,
        progress: &Progress,
    ) -> Result<(), EnsembleError> {
        let units: Vec<&[f64]> = self.particles.iter().map(|p| p.unit.as_slice()).collect();
        let shape = Lower::root_of(&covariance(&units));
        let (step, stride) = (self.step, self.stride);
        let one = |(number, particle): (usize, &mut Particle<F>)| -> Option<usize> {
            let mut taken = 0;
            for round in 0..walk.moves {
                if progress.is_cancelled() {
                    return None;
                }
                let mut random = draws(walk, step, round as u16 + 1).generator(number as u64);
                let unit = proposal(&particle.unit, &shape, stride, &mut random);
                let fit = simulate(&unit);
                if libm::log(uniform(random.next_u32())) < law(&fit) - law(&particle.fit) {
                    *particle = Particle { unit, fit };
                    taken += 1;
                }
            }
            Some(taken)
        };
        let particles = &mut self.particles;
        let taken = workers.install(|| {
            particles.par_iter_mut().enumerate().with_max_len(1).map(one).collect::<Option<Vec<usize>>>()
        });
        let taken: usize = taken.ok_or(EnsembleError::Cancelled)?.iter().sum();
        self.acceptance = taken as f64 / (walk.moves * self.particles.len()) as f64;
        // Between a seventh and two fifths is a good rate in several dimensions.
        self.stride *= if self.acceptance < 0.15 {
            0.7
        } else if self.acceptance > 0.4 {
            1.3
        } else {
            1.0
        };
        Ok(())
    }
}

/// Roberts, Gelman and Gilks 1997.
fn first_stride(dimensions: usize) -> f64 {
    2.38 / (dimensions as f64).sqrt()
}

fn draws(walk: &Walk, step: u16, round: u16) -> Draws {
    Draws::new(walk.seed, Stream::Calibration, Month(step * ROUNDS + round))
}

/// A normal step, reflected at the walls of the unit cube, so that going is as likely as coming back.
fn proposal(unit: &[f64], shape: &Lower, stride: f64, random: &mut KeyedRng) -> Vec<f64> {
    let z: Vec<f64> = unit.iter().map(|_| normal(random.next_u32())).collect();
    let reflect = |x: f64| {
        let x = x.rem_euclid(2.0);
        if x > 1.0 { 2.0 - x } else { x }
    };
    unit.iter().zip(shape.times(&z)).map(|(x, step)| reflect(x + stride * step)).collect()
}

/// Weights after a step of this length, adding up to one.
fn weights(gains: &[f64], length: f64) -> Vec<f64> {
    let best = gains.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let raw: Vec<f64> = gains.iter().map(|gain| libm::exp(length * (gain - best))).collect();
    let sum: f64 = raw.iter().sum();
    raw.into_iter().map(|weight| weight / sum).collect()
}

/// The longest step up to `most` that keeps the effective size.
fn longest_step(gains: &[f64], most: f64) -> f64 {
    let size = |length: f64| 1.0 / weights(gains, length).iter().map(|w| w * w).sum::<f64>();
    let wanted = KEPT * gains.len() as f64;
    if size(most) >= wanted {
        return most;
    }
    let (mut short, mut long) = (0.0, most);
    for _ in 0..50 {
        let middle = 0.5 * (short + long);
        if size(middle) >= wanted { short = middle } else { long = middle }
    }
    // A step of nothing would never end.
    short.max(1e-9)
}

/// Systematic resampling: numbers of points, each about as often as its weight says, from one uniform number.
fn drawn(weights: &[f64], start: f64) -> Vec<usize> {
    let n = weights.len();
    let (mut place, mut sum) = (0, weights[0]);
    (0..n)
        .map(|i| {
            let at = (i as f64 + start) / n as f64;
            while sum < at && place + 1 < n {
                place += 1;
                sum += weights[place];
            }
            place
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal_cloud(jobs: usize) -> Cloud<Vec<f64>> {
        // Two numbers, uniform before; a normal likelihood with correlation; the fit is the point itself.
        let walk = Walk { seed: Seed(4), particles: 2000, moves: 6 };
        let (workers, progress) = (Workers::new(jobs).unwrap(), Progress::default());
        let simulate = |unit: &[f64]| unit.to_vec();
        let law = |x: &Vec<f64>| {
            let (a, b) = ((x[0] - 0.6) / 0.05, (x[1] - 0.4) / 0.05);
            -(a * a - 2.0 * 0.8 * a * b + b * b) / (2.0 * (1.0 - 0.64))
        };
        let mut cloud = Cloud::prior(&walk, 2, &simulate, &workers, &progress).unwrap();
        while cloud.temper < 1.0 {
            cloud.advance(&walk, &|_: &Vec<f64>| 0.0, &law, &simulate, &workers, &progress).unwrap();
        }
        cloud
    }

    #[test]
    fn a_normal_law_is_found_with_its_correlation() {
        let cloud = normal_cloud(2);
        let units: Vec<&[f64]> = cloud.particles.iter().map(|p| p.unit.as_slice()).collect();
        let mean = |d: usize| units.iter().map(|u| u[d]).sum::<f64>() / units.len() as f64;
        assert!((mean(0) - 0.6).abs() < 0.006 && (mean(1) - 0.4).abs() < 0.006, "{} {}", mean(0), mean(1));
        let covariance = covariance(&units);
        let deviation = |d: usize| covariance[d][d].sqrt();
        assert!((deviation(0) / 0.05 - 1.0).abs() < 0.1 && (deviation(1) / 0.05 - 1.0).abs() < 0.1);
        let correlation = covariance[1][0] / deviation(0) / deviation(1);
        assert!((correlation - 0.8).abs() < 0.05, "{correlation}");
    }

    #[test]
    fn threads_change_nothing() {
        assert_eq!(normal_cloud(1), normal_cloud(3));
    }

    #[test]
    fn resampling_keeps_weights_within_one_copy() {
        let drawn = drawn(&[0.1, 0.0, 0.55, 0.35], 0.3);
        assert_eq!(drawn.len(), 4);
        assert_eq!(drawn.iter().filter(|i| **i == 1).count(), 0);
        assert!((2..=3).contains(&drawn.iter().filter(|i| **i == 2).count()));
    }

    #[test]
    fn steps_keep_half_the_effective_size() {
        let gains: Vec<f64> = (0..200).map(|i| -f64::from(i)).collect();
        let length = longest_step(&gains, 1.0);
        let size = 1.0 / weights(&gains, length).iter().map(|w| w * w).sum::<f64>();
        assert!((size - 100.0).abs() < 0.01);
        assert!(longest_step(&[0.0; 8], 0.3) >= 0.3);
    }
}
