//! Adopters as columns, sorted by cell; cells in the order of the cast of regions.

use super::bloc::{BLOCS, Bloc, CELLS, SEGMENTS, cell};
use super::calendar::Month;
use super::numeric::{exp, ln, normal_quantiles};
use super::random::{Draws, Seed, Stream, WIDE, uniform};
use super::setup::Setup;
use super::vector::{Work, widest};

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
        let sds = (p.openness_taste_sd / p.nest_dissimilarity, p.bloc_affinity_sd);
        let (open_factor, bloc_factor) =
            widest(TastesWork { draws, adopters: setup.adopters, sds, cast: setup.cast });
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

    /// The cell of an adopter.
    pub fn cell_of(&self, adopter: usize) -> Option<usize> {
        self.ranges.iter().position(|(from, to)| (*from..*to).contains(&adopter))
    }

    /// An adopter's own tastes (utils) where nests have dissimilarity `lambda`: for open weights, and for
    /// models of each bloc.
    pub fn tastes(&self, adopter: usize, lambda: f64) -> (f64, [f64; BLOCS]) {
        let openness = lambda * ln(f64::from(self.open_factor[adopter]));
        (openness, self.bloc_factor[adopter].map(|factor| ln(f64::from(factor))))
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
}

/// Draws the tastes of all adopters: standard deviations of openness (inside a nest) and of affinities.
struct TastesWork {
    draws: Draws,
    adopters: usize,
    sds: (f64, f64),
    cast: [Bloc; BLOCS],
}

impl Work for TastesWork {
    type Output = (Vec<f32>, Vec<[f32; BLOCS]>);

    #[inline(always)]
    fn call(self) -> Self::Output {
        let mut open_factor = Vec::with_capacity(self.adopters + WIDE);
        let mut bloc_factor = Vec::with_capacity(self.adopters + WIDE);
        for first in (0..self.adopters as u32).step_by(WIDE) {
            let words = self.draws.blocks(std::array::from_fn(|i| first + i as u32));
            open_factor.extend(factors(eight_bits_of_each(&words), self.sds.0));
            let mut blocs = [[1.0; BLOCS]; WIDE];
            for (played, word) in self.cast.iter().zip(words) {
                let mut by_24_bits = [0.0; WIDE];
                for (p, w) in by_24_bits.iter_mut().zip(word) {
                    *p = (f64::from(w >> 8) + 0.5) / 16_777_216.0;
                }
                for (own, factor) in blocs.iter_mut().zip(factors(by_24_bits, self.sds.1)) {
                    own[played.index()] = factor;
                }
            }
            bloc_factor.extend(blocs);
        }
        open_factor.truncate(self.adopters);
        bloc_factor.truncate(self.adopters);
        (open_factor, bloc_factor)
    }
}

/// `exp(sd * z)` of the standard normal tastes `z` at given quantiles.
#[inline(always)]
fn factors(quantiles: [f64; WIDE], sd: f64) -> [f32; WIDE] {
    let tastes = normal_quantiles(quantiles);
    let mut factors = [0.0; WIDE];
    for (factor, z) in factors.iter_mut().zip(tastes) {
        *factor = exp(sd * z) as f32;
    }
    factors
}

/// The uniform numbers of the taste for openness: the eight low bits of each of four words. The affinities
/// have the 24 high bits of a word each.
#[inline(always)]
fn eight_bits_of_each(words: &[[u32; WIDE]; 4]) -> [f64; WIDE] {
    std::array::from_fn(|i| uniform(words.iter().fold(0, |bits, word| bits << 8 | (word[i] & 0xff))))
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
    fn tastes_have_their_moments_and_do_not_depend_on_the_number_of_adopters() {
        let small = Population::new(&Setup { adopters: 997, ..Setup::empty() }, Seed(4));
        let large = Population::new(&Setup { adopters: 20_000, ..Setup::empty() }, Seed(4));
        assert_eq!(small.open_factor[..], large.open_factor[..997]);
        assert_eq!(small.bloc_factor[..], large.bloc_factor[..997]);
        let p = crate::model::parameters::Parameters::default();
        let moments = |values: &mut dyn Iterator<Item = f32>| {
            let logs: Vec<f64> = values.map(|v| libm::log(f64::from(v))).collect();
            let mean = logs.iter().sum::<f64>() / logs.len() as f64;
            let square = logs.iter().map(|z| z * z).sum::<f64>() / logs.len() as f64;
            (mean, libm::sqrt(square))
        };
        let (mean, sd) = moments(&mut large.open_factor.iter().copied());
        let expected = p.openness_taste_sd / p.nest_dissimilarity;
        assert!(mean.abs() < 0.05 && (sd / expected - 1.0).abs() < 0.03, "{mean} {sd}");
        for bloc in 0..BLOCS {
            let (mean, sd) = moments(&mut large.bloc_factor.iter().map(|f| f[bloc]));
            assert!(mean.abs() < 0.02 && (sd / p.bloc_affinity_sd - 1.0).abs() < 0.03, "{mean} {sd}");
        }
    }

    #[test]
    fn wide_instructions_give_the_same_bits() {
        let draws = Draws::new(Seed(9), Stream::Tastes, Month::FIRST);
        let work = || TastesWork { draws, adopters: 3_000, sds: (1.7, 0.4), cast: Bloc::ALL };
        let bits = |(open, blocs): (Vec<f32>, Vec<[f32; BLOCS]>)| -> Vec<u32> {
            open.into_iter().chain(blocs.into_iter().flatten()).map(f32::to_bits).collect()
        };
        assert_eq!(bits(work().call()), bits(widest(work())));
    }

    #[test]
    fn an_adopter_takes_at_most_32_bytes() {
        let columns =
            size_of::<f32>() + size_of::<[f32; BLOCS]>() + size_of::<super::super::adoption::Choice>();
        assert!(columns <= 32, "{columns}");
    }
}
