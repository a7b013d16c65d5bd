//! A random order of any number of items, of which each place can be computed by itself.
//!
//! The swap-or-not shuffle (Hoang, Morris and Rogaway 2012, "An enciphering scheme based on a card shuffle"): in
//! each round an item changes places with its partner, or does not, as a keyed bit of the pair says. Nothing is
//! kept but a key a round, however many items there are.

use crate::model::calendar::Month;
use crate::model::random::{Draws, Seed, Stream};

/// A random order of the numbers `0..count`.
#[derive(Clone, Debug)]
pub struct Shuffle {
    count: u64,
    seed: Seed,
    stream: Stream,
    /// Number of this order among those of the stream.
    number: u16,
    /// One number below `count` a round: the sum of partners.
    sums: Vec<u64>,
}

impl Shuffle {
    /// The `number`-th order of `count` items, fewer than 2^47, in a stream of random numbers.
    pub fn new(seed: Seed, stream: Stream, number: u16, count: usize) -> Self {
        let count = count as u64;
        let mut order = Self { count, seed, stream, number, sums: Vec::new() };
        let rounds = 32 + 6 * (u64::BITS - count.leading_zeros()) as u16;
        order.sums = (0..rounds).map(|round| order.sum(round)).collect();
        order
    }

    /// The number at a place.
    pub fn at(&self, place: usize) -> usize {
        let mut item = place as u64;
        for (round, sum) in self.sums.iter().enumerate() {
            let partner = (sum + self.count - item) % self.count;
            let pair = item.max(partner);
            if self.words(round as u16, pair)[0] & 1 == 1 {
                item = partner;
            }
        }
        item as usize
    }

    fn sum(&self, round: u16) -> u64 {
        // No pair has this number: a pair is below `count`.
        let [low, high, ..] = self.words(round, self.count);
        (u64::from(low) | u64::from(high) << 32) % self.count.max(1)
    }

    /// Random words of a pair in a round, which stands in the place of the month.
    fn words(&self, round: u16, pair: u64) -> [u32; 4] {
        Draws::new(self.seed, self.stream, Month(round)).block(u64::from(self.number) << 47 | pair)
    }
}
