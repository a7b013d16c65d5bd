//! A lab's forecast: what shares its offers would have, by the same demand model as the adopters'.
//!
//! Current shares, no switching costs, no affinities; the taste for openness by three nodes. Rivals'
//! models stay; their prices follow the best open model.

use super::bloc::{Access, BLOCS, Bloc, CELLS, Segment, cell};
use super::demand::{Demand, NODES, Weights, hosting_log_price, markup};
use super::lab::MAX_LABS;
use super::numeric::{exp, ln, pow, pow_f32};
use super::offer::{Offer, offer_index};
use super::parameters::Parameters;
use super::vector::{Work, widest};
use super::world::World;

const K: usize = NODES.len();

/// The offers that a lab would have.
#[derive(Clone, Copy, Debug, PartialEq)]
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
    /// In single precision: an error of 1e-6 in rivals' weights is far below what chance does.
    weight: Vec<f32>,
    /// Part of it that is open, in developers' cells: `[(region * K + node) * labs + lab]`.
    open: Vec<f32>,
    /// Sum of the weights of all labs, `[cell * K + node]`.
    total: Vec<f64>,
    /// Sum of the open parts by bloc, `[region * K + node]`.
    open_by_bloc: Vec<[f64; BLOCS]>,
}

impl Nests {
    /// Sums up again after weights have changed.
    fn sum(&mut self, world: &World) {
        let labs = world.labs.len();
        let total = |row: &[f32]| row.iter().map(|w| f64::from(*w)).sum();
        self.total = self.weight.chunks_exact(labs).map(total).collect();
        let by_bloc = |row: &[f32]| {
            let mut sums = [0.0; BLOCS];
            row.iter().zip(&world.labs).for_each(|(part, lab)| sums[lab.bloc.index()] += f64::from(*part));
            sums
        };
        self.open_by_bloc = self.open.chunks_exact(labs).map(by_bloc).collect();
    }
}

/// Forecasts of one month. Releases of other labs are taken up by [`Forecast::take_up`].
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
    /// The last answer: neighbouring options often come to the same offers.
    last: Option<(Place, Option<f64>, Outlook)>,
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
            last: None,
        };
        forecast.rebuild(world);
        forecast
    }

    /// Takes up a release by a lab: its own offers, and everybody's prices where these have followed.
    pub fn take_up(&mut self, world: &World, lab: usize) {
        if world.open_frontier() != self.present.0 {
            self.rebuild(world);
            return;
        }
        let labs = world.labs.len();
        let places = Access::ALL.map(|access| offer_index(lab, access));
        let offers = places.map(|place| world.offers[place]);
        let log_prices = places.map(|place| world.log_price[place]);
        let own = widest(OwnWork { forecast: self, lab, offers, log_prices });
        let nests = &mut self.present.1;
        for c in 0..CELLS {
            self.weights.closed[c * labs + lab] = own.closed[c];
            self.weights.open[c * labs + lab] = own.open_weight[c];
            for k in 0..K {
                nests.weight[(c * K + k) * labs + lab] = own.nest[c * K + k] as f32;
                if let Some(region) = developers_region(c) {
                    nests.open[(region * K + k) * labs + lab] = own.open[c * K + k] as f32;
                }
            }
        }
        self.present.1.sum(world);
        (self.other, self.last) = (None, None);
    }

    fn rebuild(&mut self, world: &World) {
        self.weights = Weights::of(world, &self.demand);
        let nests = self.nests_at(world, &self.weights.closed);
        self.present = (world.open_frontier(), nests);
        (self.other, self.last) = (None, None);
    }

    /// What would become of a lab's offers if `best_open` were the best open model.
    pub fn outlook(
        &mut self,
        world: &World,
        p: &Parameters,
        place: Place,
        best_open: Option<f64>,
    ) -> Outlook {
        if let Some((last, level, outlook)) = &self.last
            && (*last, *level) == (place, best_open)
        {
            return outlook.clone();
        }
        if best_open != self.present.0 && self.other.as_ref().is_none_or(|other| other.0 != best_open) {
            let nests = self.repriced(world, p, best_open);
            self.other = Some((best_open, nests));
        }
        let nests = match &self.other {
            Some((level, nests)) if best_open != self.present.0 && *level == best_open => nests,
            _ => &self.present.1,
        };
        let outlook = self.with_place(world, p, nests, place);
        self.last = Some((place, best_open, outlook.clone()));
        outlook
    }

    /// Nests after rivals' mark-ups have followed the best open model.
    fn repriced(&self, world: &World, p: &Parameters, best_open: Option<f64>) -> Nests {
        let labs = world.labs.len();
        let change: Vec<f64> = (0..labs)
            .map(|lab| {
                let Some(offer) = world.offer(lab, Access::Closed) else { return 0.0 };
                let now = world.log_price[offer_index(lab, Access::Closed)];
                let shade = world.price_shade[lab];
                ln(1.0 + markup(p, offer.capability, best_open)) + self.costs[lab] + shade - now
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
        self.nests_at(world, &closed)
    }

    fn nests_at(&self, world: &World, closed: &[f64]) -> Nests {
        let mut nests = widest(NestsWork { forecast: self, closed, open: &self.weights.open });
        nests.sum(world);
        nests
    }

    #[inline(always)]
    fn nests(&self, closed: &[f64], open: &[f64]) -> Nests {
        let (labs, lambda) = (closed.len() / CELLS, self.demand.lambda() as f32);
        let (weight, parts) = (vec![0.0; CELLS * K * labs], vec![0.0; BLOCS * K * labs]);
        let mut nests = Nests { weight, open: parts, ..Nests::default() };
        let (mut own_closed, mut own_open) = ([0.0_f32; MAX_LABS], [0.0_f32; MAX_LABS]);
        for c in 0..CELLS {
            for l in 0..labs {
                (own_closed[l], own_open[l]) = (closed[c * labs + l] as f32, open[c * labs + l] as f32);
            }
            for (k, factor) in self.factors.iter().enumerate() {
                let mut weight = [0.0_f32; MAX_LABS];
                let wide = labs.next_multiple_of(8).min(MAX_LABS);
                for i in 0..wide {
                    weight[i] = pow_f32(own_closed[i] + own_open[i] * *factor as f32, lambda);
                }
                nests.weight[(c * K + k) * labs..][..labs].copy_from_slice(&weight[..labs]);
                let Some(region) = developers_region(c) else { continue };
                let mut part = [0.0_f32; MAX_LABS];
                for i in 0..wide {
                    let open = own_open[i] * *factor as f32;
                    let share = weight[i] * (open / (own_closed[i] + open));
                    part[i] = if open > 0.0 { share } else { 0.0 };
                }
                nests.open[(region * K + k) * labs..][..labs].copy_from_slice(&part[..labs]);
            }
        }
        nests
    }

    fn with_place(&self, world: &World, p: &Parameters, nests: &Nests, place: Place) -> Outlook {
        let labs = world.labs.len();
        let cost = self.costs[place.lab];
        let prices = [ln(1.0 + place.markup) + cost, hosting_log_price(p) + cost];
        let own =
            widest(OwnWork { forecast: self, lab: place.lab, offers: place.offers, log_prices: prices });
        let mut outlook = Outlook { closed: [0.0; CELLS], open: [0.0; CELLS], bloc_open_share: 0.0 };
        let (mut base, bloc) = (OpenBase::default(), world.labs[place.lab].bloc);
        for region in self.cast {
            for segment in Segment::ALL {
                let c = cell(region.index(), segment.index());
                for (k, (_, node)) in NODES.iter().enumerate() {
                    let row = c * K + k;
                    let weight = own.nest[row];
                    let rivals =
                        (nests.total[row] - f64::from(nests.weight[row * labs + place.lab])).max(0.0);
                    let total = rivals + weight;
                    if total <= 0.0 {
                        continue;
                    }
                    let open = own.open[row];
                    outlook.closed[c] += node * (weight - open) / total;
                    outlook.open[c] += node * open / total;
                    if segment == Segment::Developers {
                        let row = region.index() * K + k;
                        let change = open - f64::from(nests.open[row * labs + place.lab]);
                        let scale = node * self.region_weight[region.index()] / total;
                        base.add(&nests.open_by_bloc[row], self.cast, bloc, change, scale);
                    }
                }
            }
        }
        outlook.bloc_open_share = base.share();
        outlook
    }

    /// Weights of a lab's nest for its offers at given log prices.
    #[inline(always)]
    fn own(&self, lab: usize, offers: [Option<Offer>; 2], log_prices: [f64; 2]) -> Own {
        let mut weights = [[0.0; CELLS]; 2];
        let by_lambda = 1.0 / self.demand.lambda();
        for ((row, offer), (i, price)) in weights.iter_mut().zip(&offers).zip(log_prices.iter().enumerate()) {
            let Some(offer) = offer else { continue };
            for (c, weight) in row.iter_mut().enumerate() {
                let utility = self.demand.utility(c, 2 * lab + i, offer, *price);
                *weight = utility * by_lambda - self.weights.shift[c];
            }
            for weight in row {
                *weight = exp(*weight);
            }
        }
        let [closed, open] = weights;
        let mut own = Own { closed, open_weight: open, nest: [0.0; CELLS * K], open: [0.0; CELLS * K] };
        for c in 0..CELLS {
            for (k, factor) in self.factors.iter().enumerate() {
                own.open[c * K + k] = open[c] * factor;
                own.nest[c * K + k] = closed[c] + open[c] * factor;
            }
        }
        for (nest, open) in own.nest.iter_mut().zip(&mut own.open) {
            let sum = *nest;
            *nest = pow(sum, self.demand.lambda());
            let part = *nest * (*open / sum);
            *open = if *open > 0.0 { part } else { 0.0 };
        }
        own
    }
}

struct NestsWork<'a> {
    forecast: &'a Forecast,
    closed: &'a [f64],
    open: &'a [f64],
}

impl Work for NestsWork<'_> {
    type Output = Nests;

    #[inline(always)]
    fn call(self) -> Nests {
        self.forecast.nests(self.closed, self.open)
    }
}

struct OwnWork<'a> {
    forecast: &'a Forecast,
    lab: usize,
    offers: [Option<Offer>; 2],
    log_prices: [f64; 2],
}

impl Work for OwnWork<'_> {
    type Output = Own;

    #[inline(always)]
    fn call(self) -> Own {
        self.forecast.own(self.lab, self.offers, self.log_prices)
    }
}

/// One lab's nest under one set of offers, `[cell * K + node]` but for the bare weights.
struct Own {
    closed: [f64; CELLS],
    open_weight: [f64; CELLS],
    nest: [f64; CELLS * K],
    /// The open offer's part of the nest's weight.
    open: [f64; CELLS * K],
}

/// The open developer base under one option: of the lab's bloc, and of all.
#[derive(Default)]
struct OpenBase {
    bloc: f64,
    all: f64,
}

impl OpenBase {
    fn add(&mut self, parts: &[f64; BLOCS], cast: [Bloc; BLOCS], bloc: Bloc, change: f64, scale: f64) {
        let all: f64 = cast.iter().map(|b| parts[b.index()]).sum();
        self.bloc += scale * (parts[bloc.index()] + change).max(0.0);
        self.all += scale * (all + change).max(0.0);
    }

    fn share(&self) -> f64 {
        if self.all > 0.0 { self.bloc / self.all } else { 0.0 }
    }
}

fn developers_region(c: usize) -> Option<usize> {
    (super::demand::segment_of(c) == Segment::Developers).then_some(c / Segment::ALL.len())
}
