//! The adoption workload: 10,000 adopters choose among 12 offers for 60 months, on the model's kernel and
//! in a plain hand-written loop with the same keyed draws, timed side by side.
//!
//! Adopter i lives in region i mod 6, first uses offer (i div 6) mod 12 and has price sensitivity
//! 0.5 + 4 h(i), h(i) = ((i * 2654435761) mod 2^32) / 2^32. Offer j has quality 0.25 j and price 0.1 j.
//! Each month an adopter looks with chance 0.2 and chooses by logit from quality, price and twice the
//! offer's share in its region at the start of the month. National shares are recorded every month.

use divan::Bencher;
use weights_of_nations::model::adoption::{Attention, Choice, ChoiceRule, Nests, Sweep, Tally, month_draws};
use weights_of_nations::model::calendar::Month;
use weights_of_nations::model::numeric::exp_f32;
use weights_of_nations::model::random::{Draws, Seed, Stream, uniform};
use weights_of_nations::model::vector::widest;

const OFFERS: usize = 12;
const REGIONS: usize = 6;
const MONTHS: u16 = 60;
const CHANCE: f64 = 0.2;
const NETWORK: f64 = 2.0;

fn main() {
    agreement();
    divan::main();
}

fn price_sensitivity(adopter: usize) -> f32 {
    let hash = (adopter as u64).wrapping_mul(2_654_435_761) % (1 << 32);
    (0.5 + 4.0 * (hash as f64 / (1_u64 << 32) as f64)) as f32
}

/// The workload's law of choice: twelve unrelated offers, so twelve nests of one.
struct Workload<'a> {
    /// exp(quality + network * share) by region and offer.
    weight: [[f32; OFFERS]; REGIONS],
    sensitivity: &'a [f32],
}

impl ChoiceRule for Workload<'_> {
    fn nests(&self) -> usize {
        OFFERS
    }

    #[inline(always)]
    fn weigh(&self, region: usize, adopter: usize, _: Choice, nests: &mut Nests) {
        let sensitivity = self.sensitivity[adopter];
        for (j, shared) in self.weight[region].iter().enumerate() {
            nests.weight[j] = shared * exp_f32(-sensitivity * 0.1 * j as f32);
            nests.closed[j] = 1.0;
        }
    }
}

/// Adopters sorted by region, as the kernel wants them.
struct Adopters {
    ranges: [(usize, usize); REGIONS],
    sensitivity: Vec<f32>,
    first: Vec<Choice>,
}

impl Adopters {
    fn new(count: usize) -> Self {
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by_key(|i| i % REGIONS);
        let mut ranges = [(0, 0); REGIONS];
        let mut next = 0;
        for (region, range) in ranges.iter_mut().enumerate() {
            let size = order.iter().filter(|i| *i % REGIONS == region).count();
            *range = (next, next + size);
            next += size;
        }
        Self {
            ranges,
            sensitivity: order.iter().map(|&i| price_sensitivity(i)).collect(),
            first: order.iter().map(|&i| (1 + 2 * (i / REGIONS % OFFERS)) as Choice).collect(),
        }
    }
}

fn on_kernel(adopters: &Adopters, seed: Seed) -> Vec<[f64; OFFERS]> {
    const WIDTH: usize = 2 * OFFERS + 1;
    let mut choices = adopters.first.clone();
    let (mut users, mut chosen) = (vec![0; REGIONS * WIDTH], vec![0; REGIONS * WIDTH]);
    for (region, &(from, to)) in adopters.ranges.iter().enumerate() {
        choices[from..to].iter().for_each(|&c| users[region * WIDTH + usize::from(c)] += 1);
    }
    let attention = vec![Attention::all(CHANCE); REGIONS];
    let mut table = Vec::new();
    for month in 0..=MONTHS {
        let share = |region: usize, j: usize| {
            let (from, to) = adopters.ranges[region];
            f64::from(users[region * WIDTH + 1 + 2 * j]) / (to - from) as f64
        };
        let national = |j| (0..REGIONS).map(|r| users[r * WIDTH + 1 + 2 * j]).sum::<u32>();
        table.push(std::array::from_fn(|j| f64::from(national(j)) / choices.len() as f64));
        if month == MONTHS {
            break;
        }
        let weight = |r, j: usize| (0.25 * j as f64 + NETWORK * share(r, j)).exp() as f32;
        let rule = Workload {
            weight: std::array::from_fn(|r| std::array::from_fn(|j| weight(r, j))),
            sensitivity: &adopters.sensitivity,
        };
        let mut tally = Tally { users: &mut users, chosen: &mut chosen, width: WIDTH };
        let draws = month_draws(seed, Month(month));
        let (rule, ranges, choices) = (&rule, &adopters.ranges, &mut choices);
        widest(Sweep { rule, ranges, choices, attention: &attention, draws, tally: &mut tally });
    }
    table
}

fn plain_loop(count: usize, seed: Seed) -> Vec<[f64; OFFERS]> {
    let mut offer: Vec<u8> = (0..count).map(|i| (i / REGIONS % OFFERS) as u8).collect();
    let sensitivity: Vec<f32> = (0..count).map(price_sensitivity).collect();
    let mut table = Vec::new();
    for month in 0..=MONTHS {
        let mut users = [[0_u32; OFFERS]; REGIONS];
        offer.iter().enumerate().for_each(|(i, &j)| users[i % REGIONS][usize::from(j)] += 1);
        let sizes: [f64; REGIONS] = std::array::from_fn(|r| f64::from(users[r].iter().sum::<u32>()));
        let national = |j| users.iter().map(|row: &[u32; OFFERS]| row[j]).sum::<u32>();
        table.push(std::array::from_fn(|j| f64::from(national(j)) / count as f64));
        if month == MONTHS {
            break;
        }
        let draws = Draws::new(seed, Stream::Adoption, Month(month));
        let base: [[f32; OFFERS]; REGIONS] = std::array::from_fn(|r| {
            std::array::from_fn(|j| (0.25 * j as f64 + NETWORK * f64::from(users[r][j]) / sizes[r]) as f32)
        });
        for i in 0..count {
            let [look, word, ..] = draws.block(i as u64);
            if uniform(look) >= CHANCE {
                continue;
            }
            let mut weights = [0.0_f32; OFFERS];
            let mut total = 0.0;
            for (j, weight) in weights.iter_mut().enumerate() {
                *weight = (base[i % REGIONS][j] - sensitivity[i] * 0.1 * j as f32).exp();
                total += *weight;
            }
            let mut rest = uniform(word) as f32 * total;
            let mut taken = OFFERS - 1;
            for (j, weight) in weights.iter().enumerate() {
                rest -= weight;
                if rest < 0.0 {
                    taken = j;
                    break;
                }
            }
            offer[i] = taken as u8;
        }
    }
    table
}

/// Both programs do the same work: their shares of month 60, averaged over 20 seeds, agree.
fn agreement() {
    let adopters = Adopters::new(10_000);
    let mean = |run: &dyn Fn(Seed) -> Vec<[f64; OFFERS]>| -> [f64; OFFERS] {
        let last: Vec<_> = (0..20).map(|k| run(Seed(5).of_run(k))[usize::from(MONTHS)]).collect();
        std::array::from_fn(|j| last.iter().map(|row| row[j]).sum::<f64>() / 20.0)
    };
    let (kernel, plain) =
        (mean(&|seed| on_kernel(&adopters, seed)), mean(&|seed| plain_loop(10_000, Seed(seed.0 ^ 1))));
    let worst = kernel.iter().zip(&plain).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    println!("month-60 shares, kernel against plain loop, 20 seeds: largest difference {worst:.5}");
    assert!(worst < 0.006, "the two programs disagree: {kernel:?} {plain:?}");
}

#[divan::bench(args = [10_000, 1_000_000], sample_count = 15, sample_size = 1)]
fn kernel(bencher: Bencher<'_, '_>, count: usize) {
    let adopters = Adopters::new(count);
    let months = count * usize::from(MONTHS);
    bencher.counter(divan::counter::ItemsCount::new(months)).bench(|| on_kernel(&adopters, Seed(1)));
}

#[divan::bench(args = [10_000, 1_000_000], sample_count = 15, sample_size = 1)]
fn plain(bencher: Bencher<'_, '_>, count: usize) {
    let months = count * usize::from(MONTHS);
    bencher.counter(divan::counter::ItemsCount::new(months)).bench(|| plain_loop(count, Seed(1)));
}
