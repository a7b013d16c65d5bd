//! A lab's forecast: what shares its offers would have, by the same demand model as the adopters'.
//!
//! Current shares, no switching costs, no affinities; the taste for openness by three nodes. Rivals'
//! models stay; their prices follow the best open model.

use super::bloc::{Access, BLOCS, Bloc, CELLS, Segment, cell};
use super::demand::{Demand, NODES, Weights, hosting_log_price, markup};
use super::numeric::{exp, ln, pow};
use super::offer::{Offer, offer_index};
use super::parameters::Parameters;
use super::world::World;

const K: usize = NODES.len();

/// The offers that a lab would have.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The lab.
    pub lab: usize,
    /// Its closed and its open offer.
    pub offers: [Option<Offer>; 2],
    /// Mark-up of the closed one.
    pub markup: f64,
}

/// What would become of a lab's offers.
#[derive(Clone, Debug)]
pub struct Outlook {
    /// Share of its closed offer in each cell.
    pub closed: [f64; CELLS],
    /// Share of its open offer in each cell.
    pub open: [f64; CELLS],
    /// Its bloc's share of the open developer base, regions by weight; 0 where there is no such base.
    pub bloc_open_share: f64,
}

/// Weights of all labs' nests at one set of prices.
#[derive(Clone, Debug, Default)]
struct Nests {
    /// `(closed + open * factor)^lambda`, `[(cell * K + node) * labs + lab]`.
    weight: Vec<f64>,
    /// Part of it that is open, in developers' cells: `[(region * K + node) * labs + lab]`.
    open: Vec<f64>,
}

/// Forecasts of one month. Releases of other labs are taken up by [`Forecast::refresh`].
#[derive(Clone, Debug)]
pub struct Forecast {
    demand: Demand,
    weights: Weights,
    factors: [f64; K],
    cast: [Bloc; BLOCS],
    region_weight: [f64; BLOCS],
    costs: Vec<f64>,
    /// The best open model at which rivals' prices were set, and the nests at these prices.
    present: (Option<f64>, Nests),
    /// The same for the last other price level that was asked for.
    other: Option<(Option<f64>, Nests)>,
}

impl Forecast {
    /// The forecast at the offers and prices of a world.
    pub fn new(world: &World, demand: &Demand, p: &Parameters, cast: [Bloc; BLOCS]) -> Self {
        let mut forecast = Self {
            demand: demand.clone(),
            weights: Weights::default(),
            factors: NODES.map(|(z, _)| exp(z * p.openness_taste_sd / demand.lambda())),
            cast,
            region_weight: p.region_weight,
            costs: super::demand::log_costs(world, p),
            present: (None, Nests::default()),
            other: None,
        };
        forecast.refresh(world);
        forecast
    }

    /// Takes up offers and prices that have changed.
    pub fn refresh(&mut self, world: &World) {
        self.weights = Weights::of(world, &self.demand);
        let nests = self.nests(&self.weights.closed, &self.weights.open);
        self.present = (world.open_frontier(), nests);
        self.other = None;
    }

    /// What would become of a lab's offers if `best_open` were the best open model.
    pub fn outlook(
        &mut self,
        world: &World,
        p: &Parameters,
        place: Place,
        best_open: Option<f64>,
    ) -> Outlook {
        if best_open != self.present.0 && self.other.as_ref().is_none_or(|other| other.0 != best_open) {
            let nests = self.repriced(world, p, best_open);
            self.other = Some((best_open, nests));
        }
        let nests = match &self.other {
            Some((level, nests)) if best_open != self.present.0 && *level == best_open => nests,
            _ => &self.present.1,
        };
        self.with_place(world, p, nests, place)
    }

    /// Nests after rivals' mark-ups have followed the best open model.
    fn repriced(&self, world: &World, p: &Parameters, best_open: Option<f64>) -> Nests {
        let labs = world.labs.len();
        let change: Vec<f64> = (0..labs)
            .map(|lab| {
                let Some(offer) = world.offer(lab, Access::Closed) else { return 0.0 };
                let now = world.log_price[offer_index(lab, Access::Closed)];
                ln(1.0 + markup(p, offer.capability, best_open)) + self.costs[lab] - now
            })
            .collect();
        let closed: Vec<f64> = self
            .weights
            .closed
            .iter()
            .enumerate()
            .map(|(i, weight)| {
                let by_price = self.demand.price_sensitivity(i / labs) * change[i % labs];
                if by_price == 0.0 { *weight } else { weight * exp(-by_price / self.demand.lambda()) }
            })
            .collect();
        self.nests(&closed, &self.weights.open)
    }

    fn nests(&self, closed: &[f64], open: &[f64]) -> Nests {
        let (labs, lambda) = (closed.len() / CELLS, self.demand.lambda());
        let mut nests = Nests { weight: vec![0.0; CELLS * K * labs], open: vec![0.0; BLOCS * K * labs] };
        for c in 0..CELLS {
            let (closed, open) = (&closed[c * labs..(c + 1) * labs], &open[c * labs..(c + 1) * labs]);
            for (k, factor) in self.factors.iter().enumerate() {
                let row = (c * K + k) * labs;
                let weight = &mut nests.weight[row..row + labs];
                for i in 0..labs {
                    weight[i] = pow(closed[i] + open[i] * factor, lambda);
                }
                if let Some(region) = developers_region(c) {
                    let part = &mut nests.open[(region * K + k) * labs..][..labs];
                    for i in 0..labs {
                        part[i] = open_part(weight[i], closed[i], open[i] * factor);
                    }
                }
            }
        }
        nests
    }

    fn with_place(&self, world: &World, p: &Parameters, nests: &Nests, place: Place) -> Outlook {
        let labs = world.labs.len();
        let mut outlook = Outlook { closed: [0.0; CELLS], open: [0.0; CELLS], bloc_open_share: 0.0 };
        let mut base = OpenBase::default();
        for region in self.cast {
            for segment in Segment::ALL {
                let c = cell(region.index(), segment.index());
                let [closed, open] = self.own_weights(p, c, place);
                for (k, factor) in self.factors.iter().enumerate() {
                    let (mine, node) = (closed + open * factor, NODES[k].1);
                    let weight = pow(mine, self.demand.lambda());
                    let rivals = sum_without(&nests.weight[(c * K + k) * labs..][..labs], place.lab);
                    let total = rivals + weight;
                    if total <= 0.0 {
                        continue;
                    }
                    let own_open = open_part(weight, closed, open * factor);
                    outlook.closed[c] += node * (weight - own_open) / total;
                    outlook.open[c] += node * own_open / total;
                    if segment == Segment::Developers {
                        let parts = &nests.open[(region.index() * K + k) * labs..][..labs];
                        let scale = node * self.region_weight[region.index()] / total;
                        base.add(world, parts, place.lab, own_open, scale);
                    }
                }
            }
        }
        outlook.bloc_open_share = base.share();
        outlook
    }

    /// Weights of the lab's own offers in a cell.
    fn own_weights(&self, p: &Parameters, c: usize, place: Place) -> [f64; 2] {
        let cost = self.costs[place.lab];
        let prices = [ln(1.0 + place.markup) + cost, hosting_log_price(p) + cost];
        std::array::from_fn(|i| {
            let Some(offer) = &place.offers[i] else { return 0.0 };
            let utility = self.demand.utility(c, 2 * place.lab + i, offer, prices[i]);
            exp(utility / self.demand.lambda() - self.weights.shift[c])
        })
    }
}

/// The open developer base under one option: of the lab's bloc, and of all.
#[derive(Default)]
struct OpenBase {
    bloc: f64,
    all: f64,
}

impl OpenBase {
    fn add(&mut self, world: &World, parts: &[f64], lab: usize, own: f64, scale: f64) {
        let bloc = world.labs[lab].bloc;
        let (mut ours, mut all) = (0.0, 0.0);
        for (i, part) in parts.iter().enumerate() {
            let part = if i == lab { own } else { *part };
            all += part;
            if world.labs[i].bloc == bloc {
                ours += part;
            }
        }
        self.bloc += scale * ours;
        self.all += scale * all;
    }

    fn share(&self) -> f64 {
        if self.all > 0.0 { self.bloc / self.all } else { 0.0 }
    }
}

fn developers_region(c: usize) -> Option<usize> {
    (super::demand::segment_of(c) == Segment::Developers).then_some(c / Segment::ALL.len())
}

fn open_part(nest: f64, closed: f64, open: f64) -> f64 {
    if open > 0.0 { nest * (open / (closed + open)) } else { 0.0 }
}

fn sum_without(weights: &[f64], lab: usize) -> f64 {
    weights.iter().enumerate().filter(|(i, _)| *i != lab).map(|(_, w)| w).sum()
}
