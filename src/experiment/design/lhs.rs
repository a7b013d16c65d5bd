//! Latin hypercubes (McKay, Beckman and Conover 1979): each of `n` equal parts of each dimension has one of `n` points.

use super::shuffle::Shuffle;
use crate::model::calendar::Month;
use crate::model::random::{Draws, Seed, Stream, uniform};

/// A Latin hypercube.
#[derive(Clone, Debug)]
pub struct LatinHypercube {
    points: usize,
    /// In which part of each dimension a point stands.
    parts: Vec<Shuffle>,
    places: Draws,
}

impl LatinHypercube {
    /// A Latin hypercube with this number of points and dimensions.
    pub fn new(dimensions: usize, points: usize, seed: Seed) -> Self {
        let part = |dimension| Shuffle::new(seed, Stream::Design, dimension as u16, points);
        let places = Draws::new(seed, Stream::Design, Month(u16::MAX));
        Self { points, parts: (0..dimensions).map(part).collect(), places }
    }

    /// Number of points.
    pub const fn points(&self) -> usize {
        self.points
    }

    /// A point: somewhere in its part of each dimension.
    pub fn point(&self, point: usize) -> Vec<f64> {
        let coordinate = |(dimension, shuffle): (usize, &Shuffle)| {
            let index = (dimension as u64) << 47 | point as u64;
            let place = uniform(self.places.block(index)[0]);
            ((shuffle.at(point) as f64 + place) / self.points as f64).min(1.0_f64.next_down())
        };
        self.parts.iter().enumerate().map(coordinate).collect()
    }
}
