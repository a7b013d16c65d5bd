//! Demand: the utility of each offer in each cell, shared by adopters' choices and labs' forecasts.

use super::adoption::{Attention, Choice, ChoiceRule, Nests, chosen_offer};
use super::appeal::Attitude;
use super::bloc::{Access, BLOCS, CELLS, SEGMENTS, Segment};
use super::lab::MAX_LABS;
use super::need::Needs;
use super::numeric::{ExpAll, exp, ln, pow_f32};
use super::offer::{Offer, offer_access, offer_index, offer_lab};
use super::parameters::Parameters;
use super::population::Population;
use super::vector::widest;
use super::world::World;

/// Log price of open weights hosted by competitors, before differences of serving cost.
pub fn hosting_log_price(p: &Parameters) -> f64 {
    ln(1.0 + p.hosting_margin)
}

/// Mark-up of a closed model of capability `q` against the best open model.
pub fn markup(p: &Parameters, q: f64, best_open: Option<f64>) -> f64 {
    let rise = match best_open {
        Some(open) => p.markup_lead * (q - open).max(0.0),
        // Without any open rival the lead is without bound.
        None if p.markup_lead > 0.0 => f64::INFINITY,
        None => 0.0,
    };
    (p.markup_floor + rise).min(p.markup_ceiling)
}

/// A mark-up after the price has been shaded by so many log points.
pub fn shaded(markup: f64, shade: f64) -> f64 {
    if shade == 0.0 { markup } else { (1.0 + markup) * exp(shade) - 1.0 }
}

/// Log of each lab's serving cost relative to the mean lab: efficiency makes serving cheaper.
pub fn log_costs(world: &World, p: &Parameters) -> Vec<f64> {
    let mean = world.labs.iter().map(|lab| lab.efficiency).sum::<f64>() / world.labs.len() as f64;
    world.labs.iter().map(|lab| -p.cost_pass_through * (lab.efficiency - mean)).collect()
}

/// Sets prices and mark-ups of all offers on the market.
pub fn set_prices(world: &mut World, p: &Parameters) {
    let (best_open, costs) = (world.open_frontier(), log_costs(world, p));
    for (lab, cost) in costs.into_iter().enumerate() {
        if let Some(offer) = world.offer(lab, Access::Closed) {
            let (lead, shade) = (markup(p, offer.capability, best_open), world.price_shade[lab]);
            world.markup[lab] = shaded(lead, shade);
            world.log_price[offer_index(lab, Access::Closed)] = ln(1.0 + lead) + cost + shade;
        }
        world.log_price[offer_index(lab, Access::Open)] = hosting_log_price(p) + cost;
    }
}

/// Shares of offers in use: by cell, and among the world's developers.
#[derive(Clone, Debug)]
pub struct Shares {
    /// `[cell * places + place]`.
    pub cell: Vec<f64>,
    /// `[place]`.
    pub developers: Vec<f64>,
}

impl Shares {
    /// Shares by head count in a world.
    pub fn of(world: &World) -> Self {
        let scaled = |counts: &[u32], shares: &mut Vec<f64>| {
            let total: u32 = counts.iter().sum();
            let factor = if total == 0 { 0.0 } else { 1.0 / f64::from(total) };
            shares.extend(counts.iter().map(|&n| f64::from(n) * factor));
        };
        let places = world.offers.len();
        let (mut cell, mut developers) = (Vec::with_capacity(CELLS * places), Vec::with_capacity(places));
        (0..CELLS).for_each(|c| scaled(world.row(c), &mut cell));
        scaled(&world.developers(), &mut developers);
        Self { cell, developers }
    }
}

/// What the utility of any offer in a cell is made of, up to capability, price and licence.
#[derive(Clone, Debug)]
pub struct Demand {
    labs: usize,
    /// `[cell * places + place]`; minus infinity where an offer cannot be had.
    base: Vec<f64>,
    /// Price sensitivity by cell.
    price: [f64; CELLS],
    needs: Needs,
    licence: f64,
    lambda: f64,
}

impl Demand {
    /// Utilities in a month, with shares frozen as given.
    pub fn new(world: &World, p: &Parameters, shares: &Shares) -> Self {
        let places = world.offers.len();
        let price = std::array::from_fn(|c| {
            p.price_sensitivity[c % SEGMENTS] * p.price_sensitivity_multiplier[c / SEGMENTS]
        });
        let log_awareness = world.awareness.map(|row| row.map(ln));
        let mut base = Vec::with_capacity(CELLS * places);
        for c in 0..CELLS {
            for place in 0..places {
                let network = (1.0 - p.world_network_share) * shares.cell[c * places + place]
                    + p.world_network_share * shares.developers[place];
                let (lab, access) = (offer_lab(place), offer_access(place));
                let bloc = world.labs[lab].bloc;
                let attitude = Attitude::of(p, &world.policy, c, bloc, access, price[c]).sum();
                let known = log_awareness[c / SEGMENTS][bloc.index()];
                base.push(known + attitude + p.network_strength * network);
            }
        }
        Self {
            labs: world.labs.len(),
            base,
            price,
            needs: Needs::new(p, world.month, world.frontier()),
            licence: p.licence_aversion,
            lambda: p.nest_dissimilarity,
        }
    }

    /// Mean utility of an offer in a cell; minus infinity where it cannot be had.
    pub fn utility(&self, cell: usize, place: usize, offer: &Offer, log_price: f64) -> f64 {
        let mut utility = self.base[cell * 2 * self.labs + place]
            + self.needs.utility(cell % SEGMENTS, offer.capability)
            - self.price[cell] * log_price;
        if offer_access(place) == Access::Open {
            utility -= self.licence * (1.0 - offer.licence);
        }
        utility
    }

    /// What adopters ask of capability, counted from the best model before the month's releases.
    pub fn needs(&self) -> &Needs {
        &self.needs
    }

    /// Dissimilarity parameter of the nests.
    pub fn lambda(&self) -> f64 {
        self.lambda
    }

    /// Price sensitivity of a cell (utils per log price).
    pub fn price_sensitivity(&self, cell: usize) -> f64 {
        self.price[cell]
    }
}

/// Nodes and weights of the three-point Gauss-Hermite rule for a standard normal taste.
pub const NODES: [(f64, f64); 3] =
    [(0.0, 2.0 / 3.0), (1.732_050_807_568_877_2, 1.0 / 6.0), (-1.732_050_807_568_877_2, 1.0 / 6.0)];

/// Exponentiated utilities `exp(U / lambda - shift)` of all offers on the market, `[cell * labs + lab]`.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// Of closed offers; 0 where there is none.
    pub closed: Vec<f64>,
    /// Of open offers; 0 where there is none.
    pub open: Vec<f64>,
    /// What was taken off in each cell, so that the largest weight is 1.
    pub shift: Vec<f64>,
}

impl Weights {
    /// Weights of the offers of a world at its prices.
    pub fn of(world: &World, demand: &Demand) -> Self {
        let places = world.offers.len();
        let by_lambda = 1.0 / demand.lambda;
        let mut utilities = vec![f64::NEG_INFINITY; CELLS * places];
        let mut shifts = Vec::with_capacity(CELLS);
        for (c, row) in utilities.chunks_exact_mut(places).enumerate() {
            for (place, (utility, offer)) in row.iter_mut().zip(&world.offers).enumerate() {
                if let Some(offer) = offer {
                    *utility = demand.utility(c, place, offer, world.log_price[place]) * by_lambda;
                }
            }
            let top = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let shift = if top.is_finite() { top } else { 0.0 };
            row.iter_mut().for_each(|utility| *utility -= shift);
            shifts.push(shift);
        }
        widest(ExpAll(&mut utilities));
        Self {
            closed: utilities.iter().copied().step_by(2).collect(),
            open: utilities.iter().copied().skip(1).step_by(2).collect(),
            shift: shifts,
        }
    }
}

/// Choice probabilities of one adopter by the nested logit, in offer order.
///
/// `utilities` holds closed and open utility of each lab (minus infinity where there is none), tastes and
/// switching cost included; `lambda` is the dissimilarity parameter.
pub fn choice_probabilities(utilities: &[f64], lambda: f64) -> Vec<f64> {
    let top = utilities.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = utilities.iter().map(|u| libm::exp((u - top) / lambda)).collect();
    let nests: Vec<f64> = weights.chunks(2).map(|pair| pair.iter().sum()).collect();
    let total: f64 = nests.iter().map(|&nest| libm::pow(nest, lambda)).sum();
    let probability = |(i, weight): (usize, &f64)| {
        let nest = nests[i / 2];
        if nest > 0.0 { libm::pow(nest, lambda) / total * (weight / nest) } else { 0.0 }
    };
    weights.iter().enumerate().map(probability).collect()
}

/// Labs that are weighed at a time.
const LANES: usize = 8;

/// The choice rule of the model's adopters in one month: cell weights, tastes, staying with what one has.
#[derive(Debug)]
pub struct Market<'a> {
    population: &'a Population,
    labs: usize,
    padded: usize,
    closed: Vec<[f32; LANES]>,
    open: Vec<[f32; LANES]>,
    bloc: [[u8; LANES]; MAX_LABS / LANES],
    stay: [f32; SEGMENTS],
    lambda: f32,
}

impl<'a> Market<'a> {
    /// The market of a month.
    pub fn new(world: &'a World, p: &Parameters, weights: &Weights, lambda: f64) -> Self {
        let labs = world.labs.len();
        let padded = labs.next_multiple_of(LANES);
        let pad = |values: &[f64]| {
            let mut out = vec![[0.0_f32; LANES]; CELLS * padded / LANES];
            for (i, value) in values.iter().enumerate() {
                // Weights that nobody can ever draw are left out: tiny numbers are slow.
                let value = if *value < 1e-30 { 0.0 } else { *value as f32 };
                out.as_flattened_mut()[i / labs * padded + i % labs] = value;
            }
            out
        };
        let mut bloc = [[0; LANES]; MAX_LABS / LANES];
        let blocs = bloc.as_flattened_mut().iter_mut().zip(&world.labs);
        blocs.for_each(|(b, lab)| *b = lab.bloc.index() as u8);
        Self {
            population: &world.population,
            labs,
            padded,
            closed: pad(&weights.closed),
            open: pad(&weights.open),
            bloc,
            stay: p.switching_cost.map(|kappa| exp(kappa / lambda) as f32),
            lambda: lambda as f32,
        }
    }
}

impl ChoiceRule for Market<'_> {
    fn nests(&self) -> usize {
        self.labs
    }

    #[inline(always)]
    fn weigh(&self, cell: usize, adopter: usize, present: Choice, nests: &mut Nests) {
        let row = cell * self.padded / LANES..(cell + 1) * self.padded / LANES;
        let factor = self.population.open_factor[adopter];
        let blocs = &self.population.bloc_factor[adopter];
        let (own_closed, own_open) = (nests.closed.as_chunks_mut().0, nests.open.as_chunks_mut().0);
        let shared = self.closed[row.clone()].iter().zip(&self.open[row]);
        for ((closed, open), shared) in own_closed.iter_mut().zip(own_open.iter_mut()).zip(shared) {
            (*closed, *open) = (*shared.0, shared.1.map(|weight| weight * factor));
        }
        if let Some(place) = chosen_offer(present) {
            let kind = if place.is_multiple_of(2) { own_closed } else { own_open };
            kind.as_flattened_mut()[place / 2 % MAX_LABS] *= self.stay[cell % SEGMENTS];
        }
        let chunks = self.padded / LANES;
        let sums = nests.closed.as_chunks::<LANES>().0.iter().zip(nests.open.as_chunks::<LANES>().0);
        let targets = nests.weight.as_chunks_mut::<LANES>().0.iter_mut().zip(&self.bloc);
        for ((closed, open), (weight, bloc)) in sums.zip(targets).take(chunks) {
            let affinity = bloc.map(|b| blocs[usize::from(b) % BLOCS]);
            for i in 0..LANES {
                weight[i] = pow_f32(closed[i] + open[i], self.lambda) * affinity[i];
            }
        }
    }
}

/// Chances that adopters of a cell look at the market: first adoption for those who use nothing,
/// reconsideration for the others, sooner where their model is banned.
pub fn attention(world: &World, p: &Parameters, cell: usize) -> Attention {
    let (region, segment) = (cell / SEGMENTS, cell % SEGMENTS);
    let size = world.population.size(cell).max(1) as f64;
    let adopted = f64::from(world.users_in(cell)) / size;
    let first = (p.adoption_innovation[segment] + p.adoption_imitation[segment] * adopted)
        * p.adoption_multiplier[region];
    let mut attention = Attention::all(p.reconsideration_rate[segment]);
    attention.set(super::adoption::NONE, first);
    for (lab, state) in world.labs.iter().enumerate() {
        let ban = world.policy.ban[region][state.bloc.index()][segment];
        if ban > p.reconsideration_rate[segment] {
            for access in Access::ALL {
                attention.set(1 + offer_index(lab, access) as Choice, ban);
            }
        }
    }
    attention
}

/// The segment of a cell.
pub const fn segment_of(cell: usize) -> Segment {
    Segment::ALL[cell % SEGMENTS]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markups_follow_the_lead_over_open_models() {
        let p = Parameters::default();
        assert_eq!(markup(&p, 1.0, Some(2.0)), p.markup_floor);
        assert!((markup(&p, 1.0, Some(0.5)) - (p.markup_floor + 0.5 * p.markup_lead)).abs() < 1e-12);
        assert_eq!(markup(&p, 9.0, Some(0.0)), p.markup_ceiling);
        assert_eq!(markup(&p, 0.0, None), p.markup_ceiling);
        let flat = Parameters { markup_lead: 0.0, ..p };
        assert_eq!(markup(&flat, 0.0, None), flat.markup_floor);
    }
}
