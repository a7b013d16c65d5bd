//! Trajectories for elementary effects (Morris 1991): from point to point one dimension moves by the same step.

use rand::Rng as _;

use crate::model::calendar::Month;
use crate::model::random::{Draws, KeyedRng, Seed, Stream};

/// Random trajectories on a grid of an even number of levels. A trajectory has one point more than there are
/// dimensions; its points follow one another.
#[derive(Clone, Debug)]
pub struct Morris {
    dimensions: usize,
    trajectories: usize,
    levels: usize,
    draws: Draws,
}

impl Morris {
    /// So many trajectories over a grid of `levels` levels, an even number of them.
    pub fn new(dimensions: usize, trajectories: usize, levels: usize, seed: Seed) -> Self {
        let draws = Draws::new(seed, Stream::Design, Month(u16::MAX - 1));
        Self { dimensions, trajectories, levels, draws }
    }

    /// Number of points.
    pub const fn points(&self) -> usize {
        self.trajectories * (self.dimensions + 1)
    }

    /// Number of trajectories.
    pub const fn trajectories(&self) -> usize {
        self.trajectories
    }

    /// Number of levels of each dimension.
    pub const fn levels(&self) -> usize {
        self.levels
    }

    /// The step by which a dimension moves, up or down, as a part of its length: p / 2(p - 1) for p levels. Every
    /// level is then as likely as any other.
    pub fn step(&self) -> f64 {
        self.levels as f64 / (2.0 * (self.levels - 1) as f64)
    }

    /// A point.
    pub fn point(&self, point: usize) -> Vec<f64> {
        let (trajectory, moved) = (point / (self.dimensions + 1), point % (self.dimensions + 1));
        let mut random = self.draws.generator(trajectory as u64);
        let half = self.levels / 2;
        // Each dimension goes from a level of the lower half to its partner in the upper, or back.
        let starts: Vec<(usize, bool)> =
            (0..self.dimensions).map(|_| (below(&mut random, half), below(&mut random, 2) == 1)).collect();
        let order = order(&mut random, self.dimensions);
        let mut levels: Vec<usize> =
            starts.iter().map(|(low, down)| low + usize::from(*down) * half).collect();
        for &dimension in &order[..moved] {
            let (low, down) = starts[dimension];
            levels[dimension] = low + usize::from(!down) * half;
        }
        levels.into_iter().map(|level| level as f64 / (self.levels - 1) as f64).collect()
    }
}

/// A random order of the numbers below `count`.
fn order(random: &mut KeyedRng, count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    for last in (1..count).rev() {
        order.swap(last, below(random, last + 1));
    }
    order
}

/// A random number below `count`.
fn below(random: &mut KeyedRng, count: usize) -> usize {
    // The bias is below count / 2^64.
    ((u128::from(random.next_u64()) * count as u128) >> 64) as usize
}
