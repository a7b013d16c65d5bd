//! Adopters as columns, sorted by cell; cells in the order of the cast of regions.

use super::bloc::{BLOCS, CELLS, SEGMENTS, cell};
use super::calendar::Month;
use super::numeric::normal_quantile;
use super::random::{Draws, Seed, Stream, normal};
use super::setup::Setup;

/// The fixed part of all adopters: where they live and what they like.
#[derive(Debug)]
pub struct Population {
    ranges: [(usize, usize); CELLS],
    /// exp(z / lambda) of each adopter's taste z for openness: multiplies an open offer inside its nest.
    pub open_factor: Vec<f32>,
    /// exp(z_b) of each adopter's affinity for each bloc: multiplies a nest.
    pub bloc_factor: Vec<[f32; BLOCS]>,
}

impl Population {
    /// Draws the tastes of all adopters of a simulation.
    pub fn new(setup: &Setup, seed: Seed) -> Self {
        let p = &setup.parameters;
        let draws = Draws::new(seed, Stream::Tastes, Month::FIRST);
        let by_nest = p.openness_taste_sd / p.nest_dissimilarity;
        let factor = |tastes: f64, sd: f64| super::numeric::exp(sd * tastes) as f32;
        let mut open_factor = Vec::with_capacity(setup.adopters);
        let mut bloc_factor = Vec::with_capacity(setup.adopters);
        for adopter in 0..setup.adopters as u64 {
            let (open, blocs) = tastes(draws.block(adopter));
            open_factor.push(factor(open, by_nest));
            let mut factors = [1.0; BLOCS];
            for (played, taste) in setup.cast.iter().zip(blocs) {
                factors[played.index()] = factor(taste, p.bloc_affinity_sd);
            }
            bloc_factor.push(factors);
        }
        Self { ranges: allocate(setup), open_factor, bloc_factor }
    }

    /// The adopters of a setup by cell, all with the mean taste.
    pub fn without_tastes(setup: &Setup) -> Self {
        Self {
            ranges: allocate(setup),
            open_factor: vec![1.0; setup.adopters],
            bloc_factor: vec![[1.0; BLOCS]; setup.adopters],
        }
    }

    /// Adopters of a cell: first, and one past the last.
    pub fn range(&self, cell: usize) -> (usize, usize) {
        self.ranges[cell]
    }

    /// Number of adopters of a cell.
    pub fn size(&self, cell: usize) -> usize {
        self.ranges[cell].1 - self.ranges[cell].0
    }

    /// Number of all adopters.
    pub fn len(&self) -> usize {
        self.open_factor.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.open_factor.is_empty()
    }

    /// The cell of an adopter.
    pub fn cell_of(&self, adopter: usize) -> Option<usize> {
        self.ranges.iter().position(|&(from, to)| (from..to).contains(&adopter))
    }
}

/// Five standard normal tastes from one block: openness, then four blocs. The affinities have 24 bits of
/// a word each, the taste for openness the eight bits that each of them leaves.
fn tastes(block: [u32; 4]) -> (f64, [f64; BLOCS]) {
    let open = block.iter().fold(0, |bits, word| bits << 8 | (word & 0xff));
    let by_24_bits = |word: u32| normal_quantile((f64::from(word >> 8) + 0.5) / 16_777_216.0);
    (normal(open), block.map(by_24_bits))
}

/// Weights of regions, scaled to sum to one.
pub fn region_weights(setup: &Setup) -> [f64; BLOCS] {
    let weights = setup.parameters.region_weight;
    let total: f64 = setup.cast.iter().map(|r| weights[r.index()]).sum();
    weights.map(|weight| weight / total)
}

/// Weights of all cells, `region_weight * segment_weight`, scaled to sum to one.
pub fn cell_weights(setup: &Setup) -> [f64; CELLS] {
    let (regions, segments) = (region_weights(setup), setup.parameters.segment_weight);
    let total: f64 = segments.iter().sum();
    std::array::from_fn(|c| regions[c / SEGMENTS] * (segments[c % SEGMENTS] / total))
}

/// Divides the adopters over the cells by largest remainder, ties by physical order.
fn allocate(setup: &Setup) -> [(usize, usize); CELLS] {
    let weights = cell_weights(setup);
    let order: Vec<usize> = setup
        .cast
        .iter()
        .flat_map(|region| (0..SEGMENTS).map(|segment| cell(region.index(), segment)))
        .collect();
    let exact = |c: usize| weights[c] * setup.adopters as f64;
    let mut sizes: [usize; CELLS] = std::array::from_fn(|c| exact(c) as usize);
    let missing = setup.adopters.saturating_sub(sizes.iter().sum());
    let mut by_remainder = order.clone();
    by_remainder.sort_by(|&a, &b| (exact(b) - exact(b).floor()).total_cmp(&(exact(a) - exact(a).floor())));
    for &c in by_remainder.iter().cycle().take(missing) {
        sizes[c] += 1;
    }
    let mut ranges = [(0, 0); CELLS];
    let mut next = 0;
    for c in order {
        ranges[c] = (next, next + sizes[c]);
        next += sizes[c];
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_share_out_all_adopters_in_proportion() {
        for adopters in [100, 997, 10_000] {
            let setup = Setup { adopters, ..Setup::empty() };
            let population = Population::new(&setup, Seed(1));
            let total: usize = (0..CELLS).map(|c| population.size(c)).sum();
            assert_eq!((total, population.len()), (adopters, adopters));
            for (c, weight) in cell_weights(&setup).into_iter().enumerate() {
                assert!((population.size(c) as f64 - weight * adopters as f64).abs() < 1.0);
            }
        }
    }

    #[test]
    fn an_adopter_takes_at_most_32_bytes() {
        let columns =
            size_of::<f32>() + size_of::<[f32; BLOCS]>() + size_of::<super::super::adoption::Choice>();
        assert!(columns <= 32, "{columns}");
    }
}
