//! Keyed random numbers: every draw is a pure function of (seed, stream, month, index).
//!
//! Philox 4x32 with ten rounds (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy
//! as 1, 2, 3"). Nothing is drawn in sequence, so a change in one place of the model disturbs no draw
//! anywhere else, and neither threads nor order can matter.

use std::convert::Infallible;

use super::calendar::Month;
use super::numeric::normal_quantile;

/// The seed of one simulation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Seed(pub u64);

impl Seed {
    /// The seed of run `k` of an ensemble, the same for every scenario, so that scenarios pair
    /// (finaliser of SplitMix64).
    pub fn of_run(self, k: u64) -> Self {
        let mut z = self.0.wrapping_add(k.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Self(z ^ (z >> 31))
    }
}

/// What a draw is for. Streams never share numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Stream {
    /// Tastes of adopters, drawn once.
    Tastes = 0,
    /// Breakthroughs and set-backs.
    Research = 1,
    /// Release opportunities, choices, training noise, order of labs.
    Releases = 2,
    /// Whether an adopter looks at the market this month, and what it then chooses.
    Adoption = 3,
    /// What the first adopters use in the first month.
    Start = 4,
    /// Which dilemmas come up when, and which consequences strike.
    Dilemmas = 16,
    /// What statistics draw on results: flipped signs, orders of causes. No simulation draws from it.
    Resampling = 17,
    /// The points of an experiment's design.
    Design = 32,
    /// The order in which an experiment's points are run.
    Order = 33,
    /// What a bootstrap draws again.
    Bootstrap = 34,
    /// The points of a calibration and their walks.
    Calibration = 35,
}

/// One block of Philox 4x32-10: four words from a counter and a key.
#[inline(always)]
pub fn philox(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    philox_wide(counter.map(|word| [word]), key).map(|[word]| word)
}

/// `W` blocks at once, word by word, so that the compiler can use vector instructions.
#[inline(always)]
pub fn philox_wide<const W: usize>(counter: [[u32; W]; 4], key: [u32; 2]) -> [[u32; W]; 4] {
    let ([mut c0, mut c1, mut c2, mut c3], [mut k0, mut k1]) = (counter, key);
    for _ in 0..10 {
        for i in 0..W {
            let p0 = u64::from(c0[i]) * 0xd251_1f53;
            let p1 = u64::from(c2[i]) * 0xcd9e_8d57;
            (c0[i], c2[i]) = ((p1 >> 32) as u32 ^ c1[i] ^ k0, (p0 >> 32) as u32 ^ c3[i] ^ k1);
            (c1[i], c3[i]) = (p1 as u32, p0 as u32);
        }
        k0 = k0.wrapping_add(0x9e37_79b9);
        k1 = k1.wrapping_add(0xbb67_ae85);
    }
    [c0, c1, c2, c3]
}

/// A number in the open interval (0, 1) from 32 random bits.
#[inline]
pub fn uniform(word: u32) -> f64 {
    (f64::from(word) + 0.5) * (1.0 / 4_294_967_296.0)
}

/// A standard normal number from 32 random bits, by inversion: one word moves it monotonously.
#[inline]
pub fn normal(word: u32) -> f64 {
    normal_quantile(uniform(word))
}

/// An exponential number of mean 1 from 32 random bits, by inversion.
#[inline]
pub fn exponential(word: u32) -> f64 {
    -libm::log1p(-uniform(word))
}

/// The draws of one stream in one month.
#[derive(Clone, Copy, Debug)]
pub struct Draws {
    key: [u32; 2],
    stream: u32,
    month: u32,
}

/// How many indices [`Draws::blocks`] serves at a time.
pub const WIDE: usize = 8;

/// How many neighbouring indices share a [`Draws::digits`] block.
pub const GROUP: usize = 32;

/// The four leading binary digits of one uniform number for each of [`GROUP`] neighbours, digit by digit:
/// bit `i` of word `d` is digit `d` of neighbour `i`.
pub type Digits = [u32; 4];

/// Number of leading digits that neighbours' uniforms take from their shared block.
pub const LEADING: u32 = 4;

/// The neighbours, as a bit mask, whose leading digits read as a number below `bound` (0 to 16).
#[inline(always)]
pub fn leading_below(digits: &Digits, bound: u32) -> u32 {
    if bound >= 1 << LEADING {
        return u32::MAX;
    }
    let (mut below, mut equal) = (0, u32::MAX);
    for (d, word) in digits.iter().enumerate() {
        if bound >> (LEADING - 1 - d as u32) & 1 == 1 {
            below |= equal & !word;
            equal &= word;
        } else {
            equal &= !word;
        }
    }
    below
}

/// The leading digits of one neighbour, as a number from 0 to 15.
#[inline(always)]
pub fn leading_of(digits: &Digits, neighbour: usize) -> u32 {
    digits.iter().fold(0, |number, word| number << 1 | (word >> neighbour & 1))
}

impl Draws {
    /// The draws of a stream in a month.
    pub fn new(seed: Seed, stream: Stream, month: Month) -> Self {
        Self { key: split(seed.0), stream: stream as u32, month: u32::from(month.0) }
    }

    /// Four words for an index.
    #[inline(always)]
    pub fn block(&self, index: u64) -> [u32; 4] {
        self.numbered_block(index, 0)
    }

    /// One word for an index; four neighbours share a block.
    #[inline]
    pub fn word(&self, index: u64) -> u32 {
        self.block(index / 4)[(index % 4) as usize]
    }

    /// The four words of [`WIDE`] indices, word by word: those of [`Draws::block`] of each.
    #[inline(always)]
    pub fn blocks(&self, indices: [u32; WIDE]) -> [[u32; WIDE]; 4] {
        philox_wide([indices, [0; WIDE], [self.month; WIDE], [self.stream; WIDE]], self.key)
    }

    /// The shared leading digits of a group of neighbours, `GROUP * group ..`.
    #[inline(always)]
    pub fn digits(&self, group: u64) -> Digits {
        self.numbered_block(group, 1)
    }

    /// A generator of any number of words for an index, for the distributions of `rand_distr`.
    pub fn generator(self, index: u64) -> KeyedRng {
        KeyedRng { draws: self, index, next: 0, block: [0; 4] }
    }

    #[inline(always)]
    fn numbered_block(&self, index: u64, number: u32) -> [u32; 4] {
        let [low, high] = split(index);
        philox([low, high, self.month | number << 16, self.stream], self.key)
    }
}

fn split(x: u64) -> [u32; 2] {
    [x as u32, (x >> 32) as u32]
}

/// A short sequence of words that belongs to one (seed, stream, month, index); at most 2^18 words.
#[derive(Debug)]
pub struct KeyedRng {
    draws: Draws,
    index: u64,
    next: u32,
    block: [u32; 4],
}

impl rand::TryRng for KeyedRng {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let lane = (self.next % 4) as usize;
        if lane == 0 {
            self.block = self.draws.numbered_block(self.index, self.next / 4);
        }
        self.next += 1;
        Ok(self.block[lane])
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let low = u64::from(self.try_next_u32()?);
        Ok(low | u64::from(self.try_next_u32()?) << 32)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(4) {
            let word = self.try_next_u32()?.to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        Ok(())
    }
}

/// A stable 64-bit key for a name (FNV-1a), by which a lab's draws are its own whatever its place in a file.
pub fn name_key(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng as _;

    #[test]
    fn philox_gives_the_published_vectors() {
        // Random123, kat_vectors.
        assert_eq!(philox([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(
            philox([u32::MAX; 4], [u32::MAX; 2]),
            [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
        );
        assert_eq!(
            philox([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    struct Blocks(Draws, [u32; WIDE]);

    impl super::super::vector::Work for Blocks {
        type Output = [[u32; WIDE]; 4];
        #[inline(always)]
        fn call(self) -> Self::Output {
            self.0.blocks(self.1)
        }
    }

    #[test]
    fn many_blocks_are_the_blocks_one_by_one() {
        let draws = Draws::new(Seed(7), Stream::Adoption, Month(3));
        let indices = std::array::from_fn(|i| 1_000_003 * i as u32);
        for blocks in [draws.blocks(indices), super::super::vector::widest(Blocks(draws, indices))] {
            for (i, index) in indices.into_iter().enumerate() {
                assert_eq!(blocks.map(|word| word[i]), draws.block(u64::from(index)), "{i}");
            }
        }
    }

    #[test]
    fn leading_digits_compare_as_numbers() {
        let digits = Draws::new(Seed(7), Stream::Adoption, Month(3)).digits(11);
        for bound in 0..=16 {
            let mask = leading_below(&digits, bound);
            for neighbour in 0..GROUP {
                let below = leading_of(&digits, neighbour) < bound;
                assert_eq!(mask >> neighbour & 1 == 1, below, "{bound} {neighbour}");
            }
        }
    }

    #[test]
    fn keyed_numbers_stay_what_they_were() {
        // Computed apart from this program, from the published algorithm.
        let draws = Draws::new(Seed(1), Stream::Research, Month(12));
        let words = draws.block(name_key("deepseek"));
        assert_eq!(words, [3_268_697_307, 3_881_145_725, 3_082_617_103, 1_388_183_507]);
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} {b}");
        close(uniform(words[0]), 0.7610528980148956);
        close(normal(words[1]), 1.3026312453390787);
        close(exponential(words[2]), 1.2648831573529056);
    }

    #[test]
    fn streams_months_indices_and_seeds_differ() {
        let word = |seed, stream, month, index| Draws::new(Seed(seed), stream, Month(month)).word(index);
        let base = word(1, Stream::Adoption, 5, 9);
        for other in [
            word(2, Stream::Adoption, 5, 9),
            word(1, Stream::Releases, 5, 9),
            word(1, Stream::Adoption, 6, 9),
            word(1, Stream::Adoption, 5, 10),
        ] {
            assert_ne!(base, other);
        }
        assert_ne!(Seed(1).of_run(0), Seed(1).of_run(1));
    }

    #[test]
    fn distributions_of_rand_work_on_it_and_have_the_right_moments() {
        use rand_distr::{Distribution as _, StandardNormal};
        let draws = Draws::new(Seed(3), Stream::Tastes, Month(0));
        let n = 40_000;
        let by_library: f64 = (0..n)
            .map(|i| {
                let z: f64 = StandardNormal.sample(&mut draws.generator(i));
                z
            })
            .sum::<f64>()
            / n as f64;
        let own: Vec<f64> = (0..n).map(|i| normal(draws.word(i))).collect();
        let mean = own.iter().sum::<f64>() / n as f64;
        let square = own.iter().map(|z| z * z).sum::<f64>() / n as f64;
        assert!(by_library.abs() < 0.02 && mean.abs() < 0.02 && (square - 1.0).abs() < 0.03);
        let mut generator = draws.generator(5);
        assert_eq!(generator.next_u32(), draws.block(5)[0]);
    }
}
