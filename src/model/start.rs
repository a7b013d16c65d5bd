//! The start: the world of January 2024, before its first month is simulated.

use std::sync::Arc;

use super::adoption::{ChoiceRule as _, NONE, Nests, draw};
use super::bloc::{CELLS, SEGMENTS, Segment};
use super::demand::{Demand, Market, NODES, Shares, Weights, set_prices};
use super::government::Policy;
use super::lab::{Lab, Mode};
use super::numeric::{exp, pow};
use super::offer::Offer;
use super::population::Population;
use super::random::{Draws, Seed, Stream};
use super::setup::Setup;
use super::world::{Standings, World};

/// What a setup implies for the first month whatever the seed: the shift of the taste for openness, by
/// cell, at which the open share is the one observed, and the shares that go with it.
#[derive(Clone, Debug)]
pub struct Start {
    shift: [f64; CELLS],
    shares: Shares,
}

const PASSES: usize = 3;
const HALVINGS: usize = 20;
const WIDEST_SHIFT: f64 = 8.0;

impl Start {
    /// Works out the start of a setup, in three passes: shares make utilities, utilities make shares.
    pub fn new(setup: &Setup) -> Self {
        let population = Population::without_tastes(setup);
        let world = bare_world(setup, Arc::new(population));
        let places = world.offers.len();
        let mut start = Self {
            shift: [0.0; CELLS],
            shares: Shares { cell: vec![0.0; CELLS * places], developers: vec![0.0; places] },
        };
        for _ in 0..PASSES {
            let demand = Demand::new(&world, &setup.parameters, &start.shares);
            let weights = Weights::of(&world, &demand);
            for c in 0..CELLS {
                let shift = matching_shift(setup, &world, &weights, c);
                start.shift[c] = shift;
                let row = cell_shares(setup, &weights, c, shift);
                start.shares.cell[c * places..(c + 1) * places].copy_from_slice(&row);
            }
            start.shares.developers = world_developers(setup, &world, &start.shares.cell);
        }
        start
    }

    /// The world before its first month: adopters' tastes and first choices drawn from the seed.
    pub fn world(&self, setup: &Setup, seed: Seed) -> World {
        let mut world = bare_world(setup, Arc::new(Population::new(setup, seed)));
        let demand = Demand::new(&world, &setup.parameters, &self.shares);
        let mut weights = Weights::of(&world, &demand);
        let labs = world.labs.len();
        for (i, open) in weights.open.iter_mut().enumerate() {
            *open *= exp(self.shift[i / labs] / demand.lambda());
        }
        let draws = Draws::new(seed, Stream::Start, setup.start);
        let mut choices = std::mem::take(&mut world.choices);
        let market = Market::new(&world, &setup.parameters, &weights, demand.lambda());
        let mut nests = Nests::EMPTY;
        for c in 0..CELLS {
            let (from, _) = world.population.range(c);
            let first_users = &mut choices[from..from + adopted_at_start(setup, &world, c)];
            for (i, choice) in first_users.iter_mut().enumerate() {
                market.weigh(c, from + i, NONE, &mut nests);
                *choice = draw(&nests, labs, draws.word((from + i) as u64)).unwrap_or(NONE);
            }
        }
        world.choices = choices;
        world.recount();
        world
    }
}

/// How many adopters of a cell use a model from the start: the first ones, since tastes are in no order.
fn adopted_at_start(setup: &Setup, world: &World, cell: usize) -> usize {
    let p = &setup.parameters;
    let share = p.adopted_start[cell % SEGMENTS] * p.adopted_start_multiplier[cell / SEGMENTS];
    let size = world.population.size(cell);
    ((share * size as f64).round() as usize).min(size)
}

/// The taste shift at which a cell's forecast open share is the observed one; 0 where foreign closed
/// models cannot be had, since the observations are of open markets.
fn matching_shift(setup: &Setup, world: &World, weights: &Weights, c: usize) -> f64 {
    if world.policy.closed_border[c / SEGMENTS] {
        return 0.0;
    }
    let wanted = setup.parameters.open_share_start[c % SEGMENTS];
    let (mut low, mut high) = (-WIDEST_SHIFT, WIDEST_SHIFT);
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        let row = cell_shares(setup, weights, c, middle);
        let open: f64 = row.iter().skip(1).step_by(2).sum();
        if open < wanted { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// Forecast shares of all offers in a cell (three-point rule over the taste for openness).
fn cell_shares(setup: &Setup, weights: &Weights, c: usize, shift: f64) -> Vec<f64> {
    let p = &setup.parameters;
    let (lambda, labs) = (p.nest_dissimilarity, weights.closed.len() / CELLS);
    let mut shares = vec![0.0; 2 * labs];
    for (z, node) in NODES {
        let factor = exp((z * p.openness_taste_sd + shift) / lambda);
        let pairs = (0..labs).map(|l| (weights.closed[c * labs + l], weights.open[c * labs + l] * factor));
        let pairs: Vec<(f64, f64)> = pairs.collect();
        let nests: Vec<f64> = pairs.iter().map(|(closed, open)| pow(closed + open, lambda)).collect();
        let total: f64 = nests.iter().sum();
        for (l, (closed, open)) in pairs.into_iter().enumerate() {
            if closed + open > 0.0 && total > 0.0 {
                let per_weight = node * nests[l] / total / (closed + open);
                shares[2 * l] += per_weight * closed;
                shares[2 * l + 1] += per_weight * open;
            }
        }
    }
    shares
}

fn world_developers(setup: &Setup, world: &World, cell_shares: &[f64]) -> Vec<f64> {
    let places = world.offers.len();
    let mut users = vec![0.0; places];
    for region in setup.cast {
        let c = super::bloc::cell(region.index(), Segment::Developers.index());
        let adopted = adopted_at_start(setup, world, c) as f64;
        users.iter_mut().zip(&cell_shares[c * places..]).for_each(|(sum, share)| *sum += adopted * share);
    }
    let total: f64 = users.iter().sum();
    users.iter().map(|n| if total > 0.0 { n / total } else { 0.0 }).collect()
}

/// The world at the start with nobody using anything.
fn bare_world(setup: &Setup, population: Arc<Population>) -> World {
    let p = &setup.parameters;
    let labs: Vec<Lab> = setup.labs.iter().map(|spec| first_state(setup, spec)).collect();
    let offers = setup.labs.iter().flat_map(|spec| {
        let closed = spec.closed.map(|capability| Offer { capability, licence: 1.0 });
        let open = spec.open.map(|open| Offer { capability: open.capability, licence: open.licence });
        [closed, open]
    });
    let offers: Vec<_> = offers.collect();
    let levers = setup.levers.values(setup.start);
    let mut world = World {
        month: setup.start,
        log_price: vec![0.0; offers.len()],
        markup: vec![0.0; labs.len()],
        price_shade: vec![0.0; labs.len()],
        awareness: p.awareness_start,
        domestic_chips: [p.domestic_chips_start; super::bloc::BLOCS],
        expected_gap: 0.0,
        market_index: 0.0,
        policy_moves: [0.0; super::lever::LEVER_COUNT],
        policy: Policy::new(&levers, p, setup.cast),
        levers,
        choices: vec![NONE; population.len()],
        users: Vec::new(),
        chosen: vec![0; CELLS * (offers.len() + 1)],
        standings: Standings::default(),
        labs,
        offers,
        population,
    };
    world.expected_gap = world.challenger_gap(setup.cast).1.min(p.expectation_ceiling);
    set_prices(&mut world, p);
    world.recount();
    world
}

fn first_state(setup: &Setup, spec: &super::lab::LabSpec) -> Lab {
    let mode = match (spec.closed, spec.open) {
        (_, None) => Mode::Closed,
        (Some(_), Some(_)) => Mode::Dual,
        (None, Some(open)) if open.licence < 1.0 => Mode::OpenRestricted,
        (None, Some(_)) => Mode::OpenPermissive,
    };
    Lab {
        bloc: spec.bloc,
        compute: spec.compute,
        efficiency: spec.efficiency,
        efficiency_effort: 0.0,
        mode,
        disclosed: spec.open.map(|_| spec.efficiency - setup.parameters.know_how_lag_restricted),
        revenue_share: 1.0 / setup.labs.len() as f64,
        stall: 0,
    }
}
