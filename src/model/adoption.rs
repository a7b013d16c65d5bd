//! The adoption kernel: one month's pass over all adopters, the hot loop of the program.
//!
//! It knows three things: who looks at the market this month (a probability for each cell and present
//! choice), how attractive each nest of offers is to an adopter (a [`ChoiceRule`]), and how to draw from
//! that (one keyed uniform, by inverse cumulative distribution in the order of offers). The model and the
//! benchmark workload are two choice rules for this one kernel.

use super::calendar::Month;
use super::lab::MAX_LABS;
use super::random::{Draws, GROUP, LEADING, Seed, Stream, WIDE, leading_below, leading_of};
use super::vector::Work;

/// What an adopter uses: nothing, or one plus the index of an offer.
pub type Choice = u8;

/// The choice of those who use nothing yet.
pub const NONE: Choice = 0;

/// Number of different choices that tables have room for (a power of two).
pub const CHOICES: usize = 64;

/// The offer that a choice stands for.
pub fn chosen_offer(choice: Choice) -> Option<usize> {
    usize::from(choice).checked_sub(1)
}

/// Attractiveness of the nests to one adopter. A nest is a lab with two offers, closed first; where the
/// offers are unrelated, each is a nest of its own with the second place empty.
#[derive(Debug)]
pub struct Nests {
    /// Weight of each nest, `(closed + open)^lambda` for a nested logit, times what moves the whole nest.
    pub weight: [f32; MAX_LABS],
    /// Weight of the first offer inside its nest.
    pub closed: [f32; MAX_LABS],
    /// Weight of the second offer inside its nest.
    pub open: [f32; MAX_LABS],
}

impl Nests {
    /// Nests without weight.
    pub const EMPTY: Self = Self { weight: [0.0; MAX_LABS], closed: [0.0; MAX_LABS], open: [0.0; MAX_LABS] };
}

/// What a month's adopters see: a law of choice, up to the draw.
pub trait ChoiceRule {
    /// Number of nests in use.
    fn nests(&self) -> usize;

    /// Fills in the weights of the first [`ChoiceRule::nests`] nests for an adopter of a cell.
    fn weigh(&self, cell: usize, adopter: usize, present: Choice, nests: &mut Nests);
}

/// Chances of looking at the market this month, by present choice; in units of 2^-36.
#[derive(Clone, Debug)]
pub struct Attention {
    chances: [u64; CHOICES],
    /// For each present choice, a bound on the four leading digits of a number that leads to a look.
    bounds: [u32; CHOICES],
    /// The largest of these bounds.
    bound: u32,
}

const UNITS: u32 = 32 + LEADING;

impl Attention {
    /// The same chance for every present choice.
    pub fn all(chance: f64) -> Self {
        let units = in_units(chance);
        let bound = digits_bound(units);
        Self { chances: [units; CHOICES], bounds: [bound; CHOICES], bound }
    }

    /// Sets the chance for one present choice.
    pub fn set(&mut self, choice: Choice, chance: f64) {
        let units = in_units(chance);
        self.chances[usize::from(choice)] = units;
        self.bounds[usize::from(choice)] = digits_bound(units);
        self.bound = self.bound.max(digits_bound(units));
    }
}

impl Attention {
    /// The word for the choice of an adopter that looks at the market; none where it does not. These are the
    /// numbers of [`Sweep`], one adopter at a time.
    pub fn look(&self, adopter: usize, present: Choice, draws: Draws) -> Option<u32> {
        let leading = leading_of(&draws.digits((adopter / GROUP) as u64), adopter % GROUP);
        let [rest, word, ..] = draws.block(adopter as u64);
        let uniform = u64::from(leading) << 32 | u64::from(rest);
        (uniform < self.chances[usize::from(present) % CHOICES]).then_some(word)
    }
}

fn in_units(chance: f64) -> u64 {
    (chance.clamp(0.0, 1.0) * (1_u64 << UNITS) as f64) as u64
}

fn digits_bound(units: u64) -> u32 {
    (units.div_ceil(1 << 32)) as u32
}

/// What a pass writes: users of each choice by cell, and choice events of the month.
#[derive(Debug)]
pub struct Tally<'a> {
    /// Choices in use a cell: [`Tally::width`] values a cell, `NONE` first.
    pub users: &'a mut [u32],
    /// Choices made this month, in the same shape.
    pub chosen: &'a mut [u32],
    /// Values a cell: offers plus one.
    pub width: usize,
}

/// A month's pass over all cells, as work for [`super::vector::widest`].
#[derive(Debug)]
pub struct Sweep<'a, 't, R> {
    /// The law of choice.
    pub rule: &'a R,
    /// Adopters of each cell: first, and one past the last.
    pub ranges: &'a [(usize, usize)],
    /// What each adopter uses.
    pub choices: &'a mut [Choice],
    /// Chances of looking at the market, by cell.
    pub attention: &'a [Attention],
    /// The month's draws.
    pub draws: Draws,
    /// What is counted.
    pub tally: &'a mut Tally<'t>,
}

impl<R: ChoiceRule> Work for Sweep<'_, '_, R> {
    type Output = ();

    #[inline(always)]
    fn call(mut self) {
        let mut scratch = Scratch::EMPTY;
        for cell in 0..self.ranges.len() {
            self.pass(cell, &mut scratch);
        }
    }
}

impl<R: ChoiceRule> Sweep<'_, '_, R> {
    /// Lets the adopters of one cell look at the market and choose. Shares were frozen in the rule before,
    /// so the order of adopters cannot matter.
    ///
    /// An adopter's uniform number for the look has its four leading binary digits from a block shared by
    /// 32 neighbours and the rest from its own block. Most are ruled out 32 at a time by the shared digits;
    /// only the others cost a block of their own. The number itself does not depend on the chances, so that
    /// a change in one place moves nobody elsewhere.
    #[inline(always)]
    fn pass(&mut self, cell: usize, scratch: &mut Scratch) {
        let (mut from, end) = self.ranges[cell];
        let (users, chosen) = cell_rows(self.tally, cell);
        while from < end {
            let to = (from - from % BATCH + BATCH).min(end);
            let batch = &mut self.choices[from..to];
            let count = find_lookers(from, batch, &self.attention[cell], self.draws, scratch);
            for &(adopter, word) in &scratch.lookers[..count] {
                let present = &mut batch[adopter as usize - from];
                self.rule.weigh(cell, adopter as usize, *present, &mut scratch.nests);
                let Some(next) = draw(&scratch.nests, self.rule.nests(), word) else { continue };
                users[usize::from(*present)] -= 1;
                users[usize::from(next)] += 1;
                chosen[usize::from(next)] += 1;
                *present = next;
            }
            from = to;
        }
    }
}

/// Adopters whose draws are made together, so that the processor can overlap them.
const BATCH: usize = 8 * GROUP;

/// Room for one batch, used again and again.
struct Scratch {
    adopters: [u32; BATCH],
    leading: [u32; BATCH],
    lookers: [(u32, u32); BATCH],
    nests: Nests,
}

impl Scratch {
    const EMPTY: Self =
        Self { adopters: [0; BATCH], leading: [0; BATCH], lookers: [(0, 0); BATCH], nests: Nests::EMPTY };
}

/// Writes down which of the adopters `first..first + choices.len()` look at the market, each with the
/// word for its choice. Returns their number. All lie within one batch.
#[inline(always)]
fn find_lookers(
    first: usize,
    choices: &[Choice],
    attention: &Attention,
    draws: Draws,
    scratch: &mut Scratch,
) -> usize {
    let end = first + choices.len();
    let Scratch { adopters, leading, lookers, .. } = scratch;
    let mut candidates = 0;
    for group in first / GROUP..end.div_ceil(GROUP) {
        let base = group * GROUP;
        let digits = draws.digits(group as u64);
        let mut mask = leading_below(&digits, attention.bound) & within_range(base, first, end);
        while mask != 0 {
            let neighbour = mask.trailing_zeros() as usize;
            let present = choices[base + neighbour - first];
            let digit = leading_of(&digits, neighbour);
            adopters[candidates % BATCH] = (base + neighbour) as u32;
            leading[candidates % BATCH] = digit;
            candidates += usize::from(digit < attention.bounds[usize::from(present) % CHOICES]);
            mask &= mask - 1;
        }
    }
    let mut count = 0;
    let chunks = adopters.as_chunks::<WIDE>().0.iter().zip(leading.as_chunks::<WIDE>().0);
    for (chunk, (adopters, leading)) in chunks.enumerate().take(candidates.div_ceil(WIDE)) {
        let [rests, words, ..] = draws.blocks(*adopters);
        for i in 0..WIDE.min(candidates - chunk * WIDE) {
            let uniform = u64::from(leading[i]) << 32 | u64::from(rests[i]);
            let present = choices[adopters[i] as usize - first];
            lookers[count % BATCH] = (adopters[i], words[i]);
            count += usize::from(uniform < attention.chances[usize::from(present) % CHOICES]);
        }
    }
    count
}

/// The draws of a month's pass.
pub fn month_draws(seed: Seed, month: Month) -> Draws {
    Draws::new(seed, Stream::Adoption, month)
}

/// The neighbours of a group that starts at `base` that lie in `first..end`, as a bit mask.
#[inline(always)]
fn within_range(base: usize, first: usize, end: usize) -> u32 {
    let from = first.saturating_sub(base);
    let to = (end - base).min(GROUP);
    let below = |n: usize| if n >= GROUP { u32::MAX } else { (1_u32 << n) - 1 };
    below(to) & !below(from)
}

#[inline(always)]
fn cell_rows<'a>(tally: &'a mut Tally<'_>, cell: usize) -> (&'a mut [u32], &'a mut [u32]) {
    let row = cell * tally.width..(cell + 1) * tally.width;
    (&mut tally.users[row.clone()], &mut tally.chosen[row])
}

/// Draws a choice from weights by one uniform word: nests in order, the closed offer before the open one.
/// None where nothing has weight.
#[inline(always)]
pub fn draw(nests: &Nests, count: usize, word: u32) -> Option<Choice> {
    // Before each nest, then past the last; branch-free where chance decides, since guesses would fail.
    let mut before = [f32::INFINITY; MAX_LABS + 1];
    before[0] = 0.0;
    let mut total = 0.0_f32;
    for (sums, weights) in before[1..].chunks_mut(4).zip(nests.weight[..count].chunks(4)) {
        // Sums within four nests do not wait for those before them.
        let mut here = 0.0;
        for (sum, weight) in sums.iter_mut().zip(weights) {
            here += weight;
            *sum = total + here;
        }
        total += here;
    }
    let place = (word >> 8) as f32 * (1.0 / 16_777_216.0) * total;
    let taken = before[1..].iter().filter(|&&sum| sum <= place).count();
    if taken < count {
        return Some(within(nests, taken, place - before[taken]));
    }
    // Rounding ran past the end: the last nest with weight is meant.
    let last = nests.weight[..count].iter().rposition(|&weight| weight > 0.0)?;
    Some(within(nests, last, nests.weight[last]))
}

/// The offer inside a nest at a place `rest` along the nest's weight.
#[inline(always)]
fn within(nests: &Nests, nest: usize, rest: f32) -> Choice {
    let (closed, open) = (nests.closed[nest], nests.open[nest]);
    let is_open = (open > 0.0) & (rest * (closed + open) >= closed * nests.weight[nest]);
    (1 + 2 * nest + usize::from(is_open)) as Choice
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nests(pairs: &[(f32, f32)]) -> Nests {
        let mut nests = Nests::EMPTY;
        for (i, &(closed, open)) in pairs.iter().enumerate() {
            (nests.closed[i], nests.open[i], nests.weight[i]) = (closed, open, closed + open);
        }
        nests
    }

    #[test]
    fn draws_follow_the_weights() {
        let nests = nests(&[(1.0, 3.0), (0.0, 2.0), (2.0, 0.0)]);
        let mut counts = [0_u32; 7];
        let n = 80_000_u32;
        for i in 0..n {
            let choice = draw(&nests, 3, i * (u32::MAX / n)).expect("there is weight");
            counts[usize::from(choice)] += 1;
        }
        for (choice, share) in [(1, 0.125), (2, 0.375), (3, 0.0), (4, 0.25), (5, 0.25), (6, 0.0)] {
            assert!((f64::from(counts[choice]) / f64::from(n) - share).abs() < 1e-3, "{choice}: {counts:?}");
        }
    }

    /// A nested logit over three labs, with weights that differ by adopter.
    struct Rule;

    impl ChoiceRule for Rule {
        fn nests(&self) -> usize {
            3
        }

        #[inline(always)]
        fn weigh(&self, cell: usize, adopter: usize, present: Choice, nests: &mut Nests) {
            for i in 0..8 {
                let taste = (adopter % 97) as f32 * 0.03 + i as f32 * 0.2 + cell as f32 * 0.1;
                nests.closed[i] = taste;
                nests.open[i] = 2.0 - 0.3 * taste + f32::from(present) * 0.01;
                nests.weight[i] = super::super::numeric::pow_f32(nests.closed[i] + nests.open[i], 0.6);
            }
        }
    }

    /// Two cells of uneven size swept for some months, plainly or with wide instructions.
    fn swept(wide: bool) -> (Vec<Choice>, Vec<u32>) {
        let (mut choices, ranges) = (vec![NONE; 1_000], [(0, 333), (333, 1_000)]);
        let (mut users, mut chosen) = (vec![0; 14], vec![0; 14]);
        (users[0], users[7]) = (333, 667);
        let mut attention = [Attention::all(0.3), Attention::all(0.05)];
        attention[1].set(3, 1.0);
        for month in 0..12 {
            let sweep = Sweep {
                rule: &Rule,
                ranges: &ranges,
                choices: &mut choices,
                attention: &attention,
                draws: month_draws(Seed(3), Month(month)),
                tally: &mut Tally { users: &mut users, chosen: &mut chosen, width: 7 },
            };
            if wide { super::super::vector::widest(sweep) } else { sweep.call() }
        }
        (choices, users)
    }

    #[test]
    fn wide_instructions_move_the_same_adopters() {
        assert_eq!(swept(true), swept(false));
    }

    #[test]
    fn a_pass_counts_whom_it_moves_and_looks_as_often_as_it_should() {
        let (choices, users) = swept(true);
        for (cell, (from, to)) in [(0, 333), (333, 1_000)].into_iter().enumerate() {
            for choice in 0..7 {
                let found = choices[from..to].iter().filter(|&&c| usize::from(c) == choice).count();
                assert_eq!(users[cell * 7 + choice] as usize, found, "cell {cell}, choice {choice}");
            }
        }
        // Twelve months at 0.3 leave 0.7^12 without an offer, at 0.05 0.95^12.
        for (cell, size, chance) in [(0, 333.0, 0.3_f64), (1, 667.0, 0.05)] {
            let expected = size * (1.0 - chance).powi(12);
            let error = 4.0 * (expected + 1.0).sqrt();
            assert!(
                (f64::from(users[cell * 7]) - expected).abs() < error,
                "cell {cell}: {}",
                users[cell * 7]
            );
        }
    }

    #[test]
    fn an_offer_without_weight_is_never_drawn() {
        let nests = nests(&[(0.0, 0.0), (1.0, 0.0), (0.0, 0.0)]);
        for word in [0, 1, u32::MAX / 2, u32::MAX] {
            assert_eq!(draw(&nests, 3, word), Some(3));
        }
        assert_eq!(draw(&Nests::EMPTY, 3, 9), None);
    }
}
