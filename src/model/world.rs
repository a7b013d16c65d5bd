//! The world: all that is true in one month. Cheap to clone: what never changes is shared.

use std::sync::Arc;

use super::adoption::{Choice, chosen_offer};
use super::bloc::{Access, BLOCS, Bloc, CELLS, Segment, cell};
use super::calendar::Month;
use super::government::Policy;
use super::lab::Lab;
use super::lever::LeverValues;
use super::measure::EndWorld;
use super::offer::{Offer, offer_access, offer_index, offer_lab};
use super::population::Population;

/// The state of a simulation between two months.
#[derive(Clone, Debug)]
pub struct World {
    /// The month that comes next.
    pub month: Month,
    /// Labs, in the order of the roster.
    pub labs: Vec<Lab>,
    /// Offers on the market, two places a lab ([`offer_index`]).
    pub offers: Vec<Option<Offer>>,
    /// Log price of each offer place (marginal cost of an average lab = 0).
    pub log_price: Vec<f64>,
    /// Mark-up of each lab's closed offer over its marginal cost.
    pub markup: Vec<f64>,
    /// By how much a player has each lab shade the price of its closed offer (log points).
    pub price_shade: Vec<f64>,
    /// Awareness of models of a bloc in a region, `[region][bloc]`.
    pub awareness: [[f64; BLOCS]; BLOCS],
    /// Share of missing chips that each bloc replaces at home.
    pub domestic_chips: [f64; BLOCS],
    /// Gap that the market expects between the leading bloc and its challenger (OOM).
    pub expected_gap: f64,
    /// Market index of AI hardware and labs (log points).
    pub market_index: f64,
    /// What governments have added to the lever paths.
    pub policy_moves: LeverValues,
    /// Lever values of the last month simulated.
    pub levers: LeverValues,
    /// What they meant.
    pub policy: Policy,
    /// Who the adopters are.
    pub population: Arc<Population>,
    /// What each adopter uses.
    pub choices: Vec<Choice>,
    /// Users by cell and choice ([`World::width`] values a cell, non-adopters first).
    pub users: Vec<u32>,
    /// Choices made in the last month, in the same shape.
    pub chosen: Vec<u32>,
    /// Who leads in what, as far as it is settled.
    pub standings: Standings,
}

/// A leader that is settled, and a challenger that has led for some months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing<T> {
    /// The settled leader.
    pub leader: Option<T>,
    challenger: Option<T>,
    months: u32,
}

impl<T> Default for Standing<T> {
    fn default() -> Self {
        Self { leader: None, challenger: None, months: 0 }
    }
}

impl<T: Copy + PartialEq> Standing<T> {
    /// Takes note of this month's leader. Returns the old leader where a new one has held for `hold` months.
    pub fn note(&mut self, now: T, hold: u32) -> Option<T> {
        if self.leader.is_none() {
            self.leader = Some(now);
        }
        if self.leader == Some(now) {
            (self.challenger, self.months) = (None, 0);
            return None;
        }
        self.months = if self.challenger == Some(now) { self.months + 1 } else { 1 };
        self.challenger = Some(now);
        if self.months < hold {
            return None;
        }
        (self.challenger, self.months) = (None, 0);
        self.leader.replace(now)
    }
}

/// Standings that make events when they change.
#[derive(Clone, Debug, Default)]
pub struct Standings {
    /// Bloc with the best model.
    pub frontier: Standing<Bloc>,
    /// Kind of access of the best model.
    pub access: Standing<Access>,
    /// Bloc with most of the open developer base.
    pub developers: Standing<Bloc>,
    /// Class of the world.
    pub class: Standing<EndWorld>,
}

impl World {
    /// Values a cell in [`World::users`]: offer places plus one for non-adopters.
    pub fn width(&self) -> usize {
        self.offers.len() + 1
    }

    /// Adopters in use in a cell.
    pub fn users_in(&self, cell: usize) -> u32 {
        self.row(cell).iter().sum()
    }

    /// Users of each offer place in a cell.
    pub fn row(&self, cell: usize) -> &[u32] {
        let width = self.width();
        &self.users[cell * width + 1..(cell + 1) * width]
    }

    /// The offer at a place, if it is on the market.
    pub fn offer(&self, lab: usize, access: Access) -> Option<Offer> {
        self.offers[offer_index(lab, access)]
    }

    /// Capability of a lab's best model on the market, if any (OOM).
    pub fn best_of(&self, lab: usize) -> Option<f64> {
        let capability = |access| self.offer(lab, access).map(|offer| offer.capability);
        [capability(Access::Closed), capability(Access::Open)].into_iter().flatten().reduce(f64::max)
    }

    /// Best capability on the market among the offers that `wanted` picks by lab and access.
    pub fn best_where(&self, wanted: impl Fn(&Lab, Access) -> bool) -> Option<f64> {
        self.offers
            .iter()
            .enumerate()
            .filter(|(place, _)| wanted(&self.labs[offer_lab(*place)], offer_access(*place)))
            .filter_map(|(_, offer)| offer.map(|o| o.capability))
            .reduce(f64::max)
    }

    /// Best capability on the market (OOM); minus infinity where there is nothing.
    pub fn frontier(&self) -> f64 {
        self.best_where(|_, _| true).unwrap_or(f64::NEG_INFINITY)
    }

    /// Best open capability on the market, if any.
    pub fn open_frontier(&self) -> Option<f64> {
        self.best_where(|_, access| access == Access::Open)
    }

    /// The leading bloc and its lead over the best of the others (0 where there are no others); ties go
    /// to the first of `cast`.
    pub fn challenger_gap(&self, cast: [Bloc; BLOCS]) -> (Bloc, f64) {
        let best = |bloc: Bloc| self.best_where(|lab, _| lab.bloc == bloc);
        let mut leader = (cast[0], f64::NEG_INFINITY);
        for bloc in cast {
            if let Some(q) = best(bloc).filter(|q| *q > leader.1) {
                leader = (bloc, q);
            }
        }
        let second = cast.into_iter().filter(|b| *b != leader.0).filter_map(best).reduce(f64::max);
        (leader.0, second.map_or(0.0, |q| leader.1 - q))
    }

    /// Users of each offer place among the world's developers.
    pub fn developers(&self) -> Vec<u32> {
        let mut total = vec![0; self.offers.len()];
        for region in Bloc::ALL {
            let row = self.row(cell(region.index(), Segment::Developers.index()));
            total.iter_mut().zip(row).for_each(|(sum, n)| *sum += n);
        }
        total
    }

    /// Counts users anew from the adopters' choices.
    pub fn recount(&mut self) {
        let width = self.width();
        self.users = vec![0; CELLS * width];
        for c in 0..CELLS {
            let (from, to) = self.population.range(c);
            for &choice in &self.choices[from..to] {
                self.users[c * width + chosen_offer(choice).map_or(0, |offer| offer + 1)] += 1;
            }
        }
    }
}
