//! Sobol' sequences (Sobol' 1967) with the direction numbers of Joe and Kuo (2008), in the order of Gray codes
//! (Antonov and Saleev 1979), scrambled by random lower triangular matrices and a digital shift (Matoušek 1998).
//!
//! The scrambling keeps all that is even about the sequence, is without bias, and takes the point 0 out of its corner.

use crate::model::calendar::Month;
use crate::model::random::{Draws, Seed, Stream};

/// Most dimensions for which there are direction numbers.
pub const MOST_DIMENSIONS: usize = 1000;

/// Direction numbers of dimensions 2 to 1000: see data/README.md.
const DIRECTION_NUMBERS: &str = include_str!("../../../data/joe-kuo-6.1000.txt");

/// Binary digits of a coordinate.
const DIGITS: usize = 32;

/// The first points of a Sobol' sequence.
#[derive(Clone, Debug)]
pub struct Sobol {
    points: usize,
    dimensions: Vec<Dimension>,
    /// Added to the whole number of a coordinate: half a last digit where the sequence is scrambled.
    half: f64,
}

/// One dimension: what each binary digit of a point's number adds to its coordinate, and the shift of all.
#[derive(Clone, Debug)]
struct Dimension {
    directions: [u32; DIGITS],
    shift: u32,
}

impl Sobol {
    /// The first `points` points in some dimensions, at most [`MOST_DIMENSIONS`] and 2^32 points; scrambled by a seed,
    /// or as the literature has them.
    pub fn new(dimensions: usize, points: usize, scramble: Option<Seed>) -> Self {
        let numbers = DIRECTION_NUMBERS.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
        let first = std::iter::once(Dimension::first());
        let plain = first.chain(numbers.map(Dimension::read)).take(dimensions);
        let dimensions = match scramble {
            None => plain.collect(),
            Some(seed) => plain.enumerate().map(|(i, plain)| plain.scrambled(seed, i as u64)).collect(),
        };
        Self { points, dimensions, half: if scramble.is_some() { 0.5 } else { 0.0 } }
    }

    /// Number of points.
    pub const fn points(&self) -> usize {
        self.points
    }

    /// A point.
    pub fn point(&self, point: usize) -> Vec<f64> {
        let gray = (point ^ (point >> 1)) as u32;
        let coordinate = |dimension: &Dimension| {
            (f64::from(dimension.whole(gray)) + self.half) * (1.0 / (1_u64 << DIGITS) as f64)
        };
        self.dimensions.iter().map(coordinate).collect()
    }
}

impl Dimension {
    /// The first dimension, that of van der Corput.
    fn first() -> Self {
        Self { directions: std::array::from_fn(|digit| 1 << (DIGITS - 1 - digit)), shift: 0 }
    }

    /// A further dimension from its line: number, degree `s` and inner coefficients `a` of a primitive polynomial, and
    /// the first `s` direction numbers.
    fn read(line: &str) -> Self {
        let numbers: Vec<u32> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        let (degree, inner, given) = (numbers[1] as usize, numbers[2], &numbers[3..]);
        let mut directions = [0; DIGITS];
        for digit in 0..DIGITS {
            directions[digit] = if digit < degree {
                given[digit] << (DIGITS - 1 - digit)
            } else {
                let oldest = directions[digit - degree];
                let between = (1..degree).filter(|k| inner >> (degree - 1 - k) & 1 == 1);
                between.fold(oldest ^ oldest >> degree, |sum, k| sum ^ directions[digit - k])
            };
        }
        Self { directions, shift: 0 }
    }

    /// The dimension scrambled: each digit gets a random sum of those before it, then all are shifted.
    fn scrambled(self, seed: Seed, number: u64) -> Self {
        let draws = Draws::new(seed, Stream::Design, Month(u16::MAX - 2));
        let word = |digit: usize| draws.word(number * (DIGITS as u64 + 1) + digit as u64);
        // Row by row: the digit itself, and a random choice of those above it.
        let rows: [u32; DIGITS] = std::array::from_fn(|digit| {
            let own = 1_u32 << (DIGITS - 1 - digit);
            let above = !(own | (own - 1));
            own | word(digit) & above
        });
        let mix = |direction: u32| {
            let digit = |(i, row): (usize, &u32)| ((direction & row).count_ones() & 1) << (DIGITS - 1 - i);
            rows.iter().enumerate().map(digit).sum()
        };
        Self { directions: self.directions.map(mix), shift: word(DIGITS) }
    }

    /// The coordinate of a point as a whole number, from the Gray code of its number.
    fn whole(&self, mut gray: u32) -> u32 {
        let mut whole = self.shift;
        while gray != 0 {
            whole ^= self.directions[gray.trailing_zeros() as usize];
            gray &= gray - 1;
        }
        whole
    }
}
