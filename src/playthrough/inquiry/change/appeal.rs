//! How attractive a group's models are, and which of their traits made the difference between two months.
//!
//! Appeal is the share of a scope's users who would choose the group if each of them chose afresh, bound to
//! nothing, by the model's own law of choice. Traits of the market (quality, price, bans ...) are put from
//! their earlier to their later state in every possible combination; a trait's part is what its coming
//! changes, on average over all orders in which the traits could have come (the Shapley value). The parts
//! add up to the difference exactly, and a trait that has not changed has no part.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::experiment::ensemble::Workers;
use crate::model::adoption::{ChoiceRule as _, NONE, Nests};
use crate::model::demand::{Demand, Market, Shares, Weights};
use crate::model::need::Needs;
use crate::model::offer::Offer;
use crate::model::parameters::Parameters;
use crate::model::world::World;
use crate::playthrough::inquiry::GoOn;
use crate::playthrough::track::Scope;

/// What can make a model more or less attractive from one month to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trait {
    /// Which models there are to choose from.
    Range,
    /// How capable they are.
    Quality,
    /// What they cost.
    Price,
    /// What their licences leave free.
    Licence,
    /// How many others use them.
    Popularity,
    /// Who has heard of them.
    Awareness,
    /// Bans.
    Bans,
    /// Public institutions' preference for models made at home.
    HomePreference,
    /// Public support of models sold abroad.
    Support,
    /// Trust that regulation of their makers brings.
    Rules,
    /// What the time's work asks of capability.
    Needs,
}

impl Trait {
    /// All traits, in order.
    pub const ALL: [Self; 11] = [
        Self::Range,
        Self::Quality,
        Self::Price,
        Self::Licence,
        Self::Popularity,
        Self::Awareness,
        Self::Bans,
        Self::HomePreference,
        Self::Support,
        Self::Rules,
        Self::Needs,
    ];

    /// Name for people.
    pub const fn title(self) -> &'static str {
        [
            "models on offer",
            "quality",
            "price",
            "licence",
            "popularity",
            "being known",
            "bans",
            "preference for home",
            "support for exports",
            "trust in rules",
            "demands of the work",
        ][self as usize]
    }
}

/// How attractive a group was before and after, and what made the difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Appeal {
    /// Share of the users who would choose the group afresh, before and after.
    pub shares: [f64; 2],
    /// What each trait that has changed did to it, the largest part first; they add up to the difference.
    pub traits: Vec<(Trait, f64)>,
    /// How many users were asked.
    pub asked: usize,
}

/// At most so many users are asked, spread evenly over the scope.
const MOST_ASKED: usize = 1_500;

pub(super) fn of(
    ends: &[World; 2],
    scope: Scope,
    own: &[bool],
    parameters: &Parameters,
    workers: &Workers,
    go_on: GoOn<'_>,
) -> Option<Appeal> {
    let markets = Markets::new(ends, scope, own, parameters);
    let changed: Vec<Trait> = Trait::ALL.into_iter().filter(|t| markets.differs(*t)).collect();
    let value = |later: usize| {
        let is_later = |of: Trait| changed.iter().position(|t| *t == of).is_some_and(|i| later >> i & 1 == 1);
        go_on().then(|| markets.share(&is_later))
    };
    let values: Option<Vec<f64>> =
        workers.install(|| (0..1 << changed.len()).into_par_iter().map(value).collect());
    let values = values?;
    let mut traits: Vec<(Trait, f64)> = changed.into_iter().zip(shapley(&values)).collect();
    traits.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
    let shares = [values[0], values[values.len() - 1]];
    Some(Appeal { shares, traits, asked: markets.asked.len() })
}

/// The Shapley value of each player of a game, from the values of all coalitions by bit mask.
pub fn shapley(values: &[f64]) -> Vec<f64> {
    let players = values.len().trailing_zeros() as usize;
    // The weight of a coalition of n others: n! (players - 1 - n)! / players!
    let mut weights = vec![1.0 / players.max(1) as f64; players];
    for n in 1..players {
        weights[n] = weights[n - 1] * n as f64 / (players - n) as f64;
    }
    let part = |player: usize| {
        let without = (0..values.len()).filter(|mask| mask >> player & 1 == 0);
        without
            .map(|mask| weights[mask.count_ones() as usize] * (values[mask | 1 << player] - values[mask]))
            .sum()
    };
    (0..players).map(part).collect()
}

/// The market of two months, and those who are asked to choose in it.
struct Markets<'a> {
    ends: &'a [World; 2],
    /// The later world without its adopters' choices, to be changed.
    bare: World,
    shares: [Shares; 2],
    own: &'a [bool],
    parameters: &'a Parameters,
    /// Cell and number of each user who is asked.
    asked: Vec<(usize, usize)>,
}

impl<'a> Markets<'a> {
    fn new(ends: &'a [World; 2], scope: Scope, own: &'a [bool], parameters: &'a Parameters) -> Self {
        let after = &ends[1];
        let in_cell = |cell: usize| {
            let (from, to) = after.population.range(cell);
            (from..to).map(move |adopter| (cell, adopter))
        };
        let uses = |(_, adopter): &(usize, usize)| after.choices[*adopter] != NONE;
        let users: Vec<(usize, usize)> = scope.cells().flat_map(in_cell).filter(uses).collect();
        let every = users.len().div_ceil(MOST_ASKED).max(1);
        Self {
            ends,
            bare: World { choices: Vec::new(), ..after.clone() },
            shares: [0, 1].map(|i| Shares::of(&ends[i])),
            own,
            parameters,
            asked: users.into_iter().step_by(every).collect(),
        }
    }

    /// Whether a trait is not the same in both months.
    fn differs(&self, of: Trait) -> bool {
        let [a, b] = self.ends;
        let both = || a.offers.iter().zip(&b.offers).filter_map(|(a, b)| a.zip(*b));
        match of {
            Trait::Range => a.offers.iter().zip(&b.offers).any(|(a, b)| a.is_some() != b.is_some()),
            Trait::Quality => both().any(|(a, b)| a.capability != b.capability),
            Trait::Licence => both().any(|(a, b)| a.licence != b.licence),
            Trait::Price => a.log_price != b.log_price,
            Trait::Popularity => {
                (&self.shares[0].cell, &self.shares[0].developers)
                    != (&self.shares[1].cell, &self.shares[1].developers)
            }
            Trait::Awareness => a.awareness != b.awareness,
            Trait::Bans => a.policy.ban != b.policy.ban,
            Trait::HomePreference => a.policy.sovereignty != b.policy.sovereignty,
            Trait::Support => a.policy.stack != b.policy.stack,
            Trait::Rules => {
                let counts = self.parameters.regulation_trust.iter().any(|utils| *utils != 0.0);
                counts && a.policy.assurance != b.policy.assurance
            }
            Trait::Needs => {
                let best = a.frontier();
                Needs::new(self.parameters, a.month, best) != Needs::new(self.parameters, b.month, best)
            }
        }
    }

    /// Share of those asked who would choose the group, with some traits as they are later.
    fn share(&self, is_later: &impl Fn(Trait) -> bool) -> f64 {
        let end = |of: Trait| usize::from(is_later(of));
        let of = |t: Trait| &self.ends[end(t)];
        let mut world = self.bare.clone();
        world.offers = (0..self.own.len()).map(|place| self.offer(place, is_later)).collect();
        world.log_price = (0..self.own.len()).map(|place| self.log_price(place, end(Trait::Price))).collect();
        world.awareness = of(Trait::Awareness).awareness;
        world.policy.ban = of(Trait::Bans).policy.ban;
        world.policy.sovereignty = of(Trait::HomePreference).policy.sovereignty;
        world.policy.stack = of(Trait::Support).policy.stack;
        world.policy.assurance = of(Trait::Rules).policy.assurance;
        world.month = of(Trait::Needs).month;
        let demand = Demand::new(&world, self.parameters, &self.shares[end(Trait::Popularity)]);
        let weights = Weights::of(&world, &demand);
        let market = Market::new(&world, self.parameters, &weights, demand.lambda());
        let mut nests = Nests::EMPTY;
        let chance = |&(cell, adopter): &(usize, usize)| {
            market.weigh(cell, adopter, NONE, &mut nests);
            self.chance(&nests)
        };
        self.asked.iter().map(chance).sum::<f64>() / self.asked.len() as f64
    }

    /// The chance that an adopter with these weights chooses the group.
    fn chance(&self, nests: &Nests) -> f64 {
        let labs = self.own.len() / 2;
        let (mut own, mut all) = (0.0, 0.0);
        for lab in 0..labs {
            let [weight, closed, open] =
                [nests.weight[lab], nests.closed[lab], nests.open[lab]].map(f64::from);
            if closed + open > 0.0 {
                let kept = f64::from(u8::from(self.own[2 * lab])) * closed
                    + f64::from(u8::from(self.own[2 * lab + 1])) * open;
                own += weight * kept / (closed + open);
                all += weight;
            }
        }
        if all > 0.0 { own / all } else { 0.0 }
    }

    fn offer(&self, place: usize, is_later: &impl Fn(Trait) -> bool) -> Option<Offer> {
        let offers = [0, 1].map(|i| self.ends[i].offers[place]);
        offers[usize::from(is_later(Trait::Range))]?;
        // What is on the market in one of the two months only has the traits that it has then.
        let of = |t: Trait| {
            let i = usize::from(is_later(t));
            offers[i].or(offers[1 - i])
        };
        Some(Offer { capability: of(Trait::Quality)?.capability, licence: of(Trait::Licence)?.licence })
    }

    fn log_price(&self, place: usize, wanted: usize) -> f64 {
        let has = |i: usize| self.ends[i].offers[place].is_some();
        let i = if has(wanted) || !has(1 - wanted) { wanted } else { 1 - wanted };
        self.ends[i].log_price[place]
    }
}
