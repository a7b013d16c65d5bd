//! Who contributed what to an outcome that came of several causes together (Shapley 1953): each cause's
//! contribution on being added, averaged over all orders in which they could have been added.
//!
//! Few causes are counted out; many are sampled by orders drawn at random (Castro, Gómez and Tejada 2009), each
//! order with its reverse unless asked otherwise (antithetic, Mitchell, Cooper, Frank and Holmes 2022). In every
//! order the contributions sum to what all causes together do, so their means do as well.

use std::collections::BTreeMap;

use crate::model::calendar::Month;
use crate::model::random::{Draws, Seed, Stream};

/// A set of players: whether each is in it.
pub type Coalition = Vec<bool>;

/// What each coalition is worth, in one world; several values at once.
pub struct Game<V> {
    players: usize,
    value: V,
    known: BTreeMap<Coalition, Vec<f64>>,
}

/// How contributions are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// From all coalitions.
    Exact,
    /// From so many orders drawn at random.
    Orders(usize),
    /// From so many orders drawn at random and the reverse of each.
    Pairs(usize),
}

impl Method {
    /// Sampled, unless it costs no more to try all coalitions beside those that leave one out or take one alone.
    pub fn affordable(self, players: usize) -> Self {
        let all =
            u32::try_from(players).ok().and_then(|bits| 1_usize.checked_shl(bits)).unwrap_or(usize::MAX);
        if all <= self.most_values(players) { Self::Exact } else { self }
    }

    /// The most coalitions that are valued, with those of one and of all but one.
    pub fn most_values(self, players: usize) -> usize {
        let inner = players.saturating_sub(3);
        match self {
            Self::Exact => 1 << players,
            Self::Orders(orders) => 2 + 2 * players + orders * inner,
            Self::Pairs(pairs) => 2 + 2 * players + 2 * pairs * inner,
        }
    }
}

impl<V: FnMut(&[bool]) -> Vec<f64>> Game<V> {
    /// A game of so many players; `value` is asked at most once for each coalition.
    pub fn new(players: usize, value: V) -> Self {
        Self { players, value, known: BTreeMap::new() }
    }

    /// What a coalition is worth.
    pub fn value(&mut self, coalition: &[bool]) -> Vec<f64> {
        if let Some(known) = self.known.get(coalition) {
            return known.clone();
        }
        let value = (self.value)(coalition);
        self.known.insert(coalition.to_vec(), value.clone());
        value
    }

    /// What all players together are worth.
    pub fn all(&mut self) -> Vec<f64> {
        self.value(&vec![true; self.players])
    }

    /// What nobody is worth.
    pub fn none(&mut self) -> Vec<f64> {
        self.value(&vec![false; self.players])
    }

    /// What is lost where one player alone is left out.
    pub fn without(&mut self, player: usize) -> Vec<f64> {
        let mut rest = vec![true; self.players];
        rest[player] = false;
        difference(&self.all(), &self.value(&rest))
    }

    /// What is won where one player alone is in.
    pub fn alone(&mut self, player: usize) -> Vec<f64> {
        let mut one = vec![false; self.players];
        one[player] = true;
        difference(&self.value(&one), &self.none())
    }

    /// Contributions, player by player; orders are drawn from the seed.
    pub fn contributions(&mut self, method: Method, seed: Seed) -> Vec<Vec<f64>> {
        let (orders, reversed) = match method {
            Method::Exact => return self.exact(),
            Method::Orders(orders) => (orders, false),
            Method::Pairs(pairs) => (pairs, true),
        };
        let all: Vec<Vec<usize>> = (0..orders)
            .map(|number| order(self.players, seed, number as u64))
            .flat_map(|order| {
                let back: Vec<usize> = order.iter().rev().copied().collect();
                if reversed { vec![order, back] } else { vec![order] }
            })
            .collect();
        let values = self.none().len();
        let mut sums = vec![vec![0.0; values]; self.players];
        for order in &all {
            for (sum, part) in sums.iter_mut().zip(self.along(order)) {
                add(sum, &part, 1.0 / all.len() as f64);
            }
        }
        sums
    }

    /// Contributions on being added in one order, player by player.
    fn along(&mut self, order: &[usize]) -> Vec<Vec<f64>> {
        let mut parts = vec![Vec::new(); self.players];
        let mut coalition = vec![false; self.players];
        let mut before = self.none();
        for &player in order {
            coalition[player] = true;
            let after = self.value(&coalition);
            parts[player] = difference(&after, &before);
            before = after;
        }
        parts
    }

    /// From all coalitions, weighed by how many orders each stands for.
    fn exact(&mut self) -> Vec<Vec<f64>> {
        let (n, values) = (self.players, self.none().len());
        let mut sums = vec![vec![0.0; values]; n];
        for set in 0..1_usize << n {
            let members: Coalition = (0..n).map(|i| set >> i & 1 == 1).collect();
            let without = self.value(&members);
            let weight =
                1.0 / (n as f64 * binomial(n - 1, members.iter().filter(|m| **m).count().min(n - 1)));
            for player in (0..n).filter(|i| !members[*i]) {
                let mut with = members.clone();
                with[player] = true;
                let part = difference(&self.value(&with), &without);
                add(&mut sums[player], &part, weight);
            }
        }
        sums
    }
}

/// Order `number` of the players, each order as likely as any other (Fisher and Yates).
fn order(players: usize, seed: Seed, number: u64) -> Vec<usize> {
    let draws = Draws::new(seed, Stream::Resampling, Month(1));
    let mut order: Vec<usize> = (0..players).collect();
    for last in (1..players).rev() {
        let word = u64::from(draws.word(number << 32 | last as u64));
        order.swap(last, ((word * (last as u64 + 1)) >> 32) as usize);
    }
    order
}

fn binomial(n: usize, k: usize) -> f64 {
    (0..k).fold(1.0, |product, i| product * (n - i) as f64 / (i + 1) as f64)
}

fn difference(after: &[f64], before: &[f64]) -> Vec<f64> {
    after.iter().zip(before).map(|(a, b)| a - b).collect()
}

fn add(sum: &mut [f64], part: &[f64], weight: f64) {
    sum.iter_mut().zip(part).for_each(|(sum, part)| *sum += weight * part);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::paired::Paired;

    /// A game of seven players with synergies: 2 and 5 play the same part, 4 does nothing.
    fn planted(coalition: &[bool]) -> Vec<f64> {
        let of = |i: usize| f64::from(u8::from(coalition[i]));
        let twins = of(2) + of(5);
        let synergy = 3.0 * of(0) * twins + of(1) * of(3) * of(6) - 2.0 * of(2) * of(5);
        vec![10.0 + of(0) + 2.0 * of(1) + twins + synergy, of(0).max(of(6))]
    }
    const PLAYERS: usize = 7;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn the_axioms_hold_when_all_coalitions_are_tried_and_in_every_sample() {
        for method in [Method::Exact, Method::Orders(3), Method::Pairs(2)] {
            let mut game = Game::new(PLAYERS, planted);
            let parts = game.contributions(method, Seed(5));
            let whole = difference(&game.all(), &game.none());
            for value in 0..2 {
                let sum: f64 = parts.iter().map(|part| part[value]).sum();
                assert!(close(sum, whole[value]), "{method:?}: the parts make up the whole");
            }
            assert_eq!(parts[4], [0.0, 0.0], "{method:?}: who does nothing contributes nothing");
        }
        let exact = Game::new(PLAYERS, planted).contributions(Method::Exact, Seed(0));
        assert!(close(exact[2][0], exact[5][0]), "who plays the same part contributes the same");
        // By hand: 1 and half of each synergy of two, a third of that of three.
        assert!(close(exact[0][0], 1.0 + 1.5 * 2.0) && close(exact[2][0], 1.0 + 1.5 - 1.0));
        assert!(close(exact[1][0], 2.0 + 1.0 / 3.0) && close(exact[6][0], 1.0 / 3.0));
        assert!(close(exact[0][1], 0.5) && close(exact[6][1], 0.5));
    }

    #[test]
    fn what_adds_up_is_shared_out_as_it_is_by_any_order() {
        let weights = [3.0, -1.0, 0.0, 2.5];
        let value = |coalition: &[bool]| {
            vec![coalition.iter().zip(weights).map(|(there, w)| if *there { w } else { 0.0 }).sum()]
        };
        for method in [Method::Exact, Method::Orders(1), Method::Pairs(1)] {
            let mut game = Game::new(4, value);
            let parts = game.contributions(method, Seed(1));
            for (i, weight) in weights.into_iter().enumerate() {
                let ways = [parts[i][0], game.without(i)[0], game.alone(i)[0]];
                assert!(ways.iter().all(|way| close(*way, weight)), "{method:?} {i}: {ways:?}");
            }
        }
    }

    #[test]
    fn samples_agree_with_all_coalitions_and_their_intervals_hold_the_truth() {
        let exact = Game::new(PLAYERS, planted).contributions(Method::Exact, Seed(0));
        let mut held = 0;
        for study in 0..40 {
            let units: Vec<Vec<Vec<f64>>> = (0..60)
                .map(|k| Game::new(PLAYERS, planted).contributions(Method::Pairs(1), Seed(study).of_run(k)))
                .collect();
            for player in 0..PLAYERS {
                let estimate = Paired::of_differences(units.iter().map(|unit| unit[player][0]));
                let (low, high) = (estimate.interval.0 - 1e-9, estimate.interval.1 + 1e-9);
                held += usize::from((low..=high).contains(&exact[player][0]));
                assert!((estimate.spread.mean - exact[player][0]).abs() < 0.6, "{player}");
            }
        }
        assert!(held * 100 >= 90 * 40 * PLAYERS, "{held}");
    }

    #[test]
    fn an_order_with_its_reverse_tells_more_than_two_orders() {
        let variance = |method| {
            let parts = (0..400).map(|k| Game::new(PLAYERS, planted).contributions(method, Seed(k))[0][0]);
            let paired = Paired::of_differences(parts);
            paired.half_width() * paired.half_width()
        };
        assert!(variance(Method::Pairs(1)) < 0.5 * variance(Method::Orders(2)));
    }

    #[test]
    fn no_coalition_is_valued_twice_and_no_more_than_foretold() {
        for method in [Method::Exact, Method::Orders(3), Method::Pairs(2)] {
            let mut asked = Vec::new();
            let mut game = Game::new(PLAYERS, |coalition: &[bool]| {
                asked.push(coalition.to_vec());
                planted(coalition)
            });
            game.contributions(method, Seed(3));
            (0..PLAYERS).for_each(|player| {
                game.without(player);
                game.alone(player);
            });
            let most = method.most_values(PLAYERS);
            assert!(asked.len() <= most, "{method:?}: {} of {most}", asked.len());
            let times = asked.len();
            asked.sort();
            asked.dedup();
            assert_eq!(asked.len(), times);
        }
        assert_eq!([1, 2, 3].map(|few| Method::Pairs(1).affordable(few)), [Method::Exact; 3]);
        assert_eq!(Method::Pairs(1).affordable(4), Method::Pairs(1));
        assert_eq!(Method::Pairs(4).affordable(4), Method::Exact);
    }

    #[test]
    fn orders_are_equally_likely() {
        let mut counts = BTreeMap::new();
        for number in 0..6_000 {
            *counts.entry(order(3, Seed(2), number)).or_insert(0) += 1;
        }
        assert_eq!(counts.len(), 6);
        assert!(counts.values().all(|n| (870..1130).contains(n)), "{counts:?}");
    }
}
