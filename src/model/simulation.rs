//! One simulation: a world that goes on month by month and writes its history.

use std::sync::Arc;

use super::adoption::{Sweep, Tally, month_draws};
use super::bloc::{Access, BLOCS, CELLS};
use super::calendar::Month;
use super::decision::Decision;
use super::demand::{Demand, Market, Shares, Weights, attention, set_prices};
use super::event::{Because, Event, EventKind};
use super::forecast::Forecast;
use super::government::{Policy, effective, react};
use super::history::History;
use super::lab::Mode;
use super::lever::{Lever, LeverPaths, LeverValues};
use super::offer::offer_index;
use super::random::{Draws, Seed, Stream, name_key, normal, uniform};
use super::release::{Candidate, burden, decide, offers_after, opportunity};
use super::research;
use super::setup::{ScheduledKind, Setup};
use super::standing;
use super::start::Start;
use super::vector::widest;
use super::world::World;

/// A setup made ready to simulate: all that does not depend on the seed. Share it between runs.
#[derive(Clone, Debug)]
pub struct Model {
    setup: Setup,
    start: Start,
    lab_keys: Vec<u64>,
}

impl Model {
    /// Prepares a setup.
    pub fn new(setup: Setup) -> Self {
        let start = Start::new(&setup);
        let lab_keys = setup.labs.iter().map(|lab| name_key(&lab.id)).collect();
        Self { setup, start, lab_keys }
    }

    /// The setup.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The same model under other lever paths, for worlds that are already under way: the first month's
    /// choices stay as they were prepared.
    pub fn with_levers(&self, levers: LeverPaths) -> Self {
        Self { setup: Setup { levers, ..self.setup.clone() }, ..self.clone() }
    }
}

/// A simulation under way.
#[derive(Clone, Debug)]
pub struct Simulation {
    model: Arc<Model>,
    seed: Seed,
    world: World,
    history: History,
}

impl Simulation {
    /// A simulation before its first month.
    pub fn new(model: Arc<Model>, seed: Seed) -> Self {
        let world = model.start.world(&model.setup, seed);
        let history = History::new(&model.setup, &world);
        Self { model, seed, world, history }
    }

    /// A simulation that goes on from a world and its history, under another model or seed.
    pub fn resume(model: Arc<Model>, seed: Seed, world: World, history: History) -> Self {
        Self { model, seed, world, history }
    }

    /// The state between two months.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// What happened so far.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The model.
    pub fn model(&self) -> &Arc<Model> {
        &self.model
    }

    /// The seed.
    pub fn seed(&self) -> Seed {
        self.seed
    }

    /// Whether the last month has been simulated.
    pub fn is_over(&self) -> bool {
        self.world.month > self.model.setup.end
    }

    /// Goes on to the end and returns the history.
    pub fn run(mut self) -> History {
        while !self.is_over() {
            self.step();
        }
        self.history
    }

    /// Goes on until `month` is the next to come.
    pub fn run_until(&mut self, month: Month) {
        while !self.is_over() && self.world.month < month {
            self.step();
        }
    }

    /// Simulates one month.
    pub fn step(&mut self) {
        let model = Arc::clone(&self.model);
        let (setup, p) = (&model.setup, &model.setup.parameters);
        self.set_policy(setup);
        let mut broke_through = vec![false; self.world.labs.len()];
        let events =
            research::advance(setup, &mut self.world, self.seed, &model.lab_keys, &mut broke_through);
        self.history.events.extend(events);
        set_prices(&mut self.world, p);
        let demand = Demand::new(&self.world, p, &Shares::of(&self.world));
        let surprise = self.release(&model, &demand, &broke_through);
        self.adopt(setup, &demand);
        self.look_around(setup, &surprise);
        self.history.record(&self.world);
        self.history.events.extend(standing::changes(&mut self.world, setup.cast));
        self.world.month = self.world.month + 1;
    }

    fn set_policy(&mut self, setup: &Setup) {
        let month = self.world.month;
        let path = setup.levers.values(month);
        self.history.events.extend(path_events(setup, month, &path));
        let before = effective(&path, &self.world.policy_moves);
        let events = react(&mut self.world, &before, &setup.parameters, setup.cast);
        self.history.events.extend(events);
        self.world.levers = effective(&path, &self.world.policy_moves);
        self.world.policy = Policy::new(&self.world.levers, &setup.parameters, setup.cast);
    }

    /// All labs with something to release decide, in this month's order. Returns the surprise by bloc.
    fn release(&mut self, model: &Model, demand: &Demand, broke_through: &[bool]) -> [f64; BLOCS] {
        let setup = &model.setup;
        let mut surprise = [0.0; BLOCS];
        let candidates = self.candidates(model, broke_through);
        if candidates.is_empty() {
            return surprise;
        }
        let mut forecast = Forecast::new(&self.world, demand, &setup.parameters, setup.cast);
        for (i, candidate) in candidates.iter().enumerate() {
            if i > 0 {
                forecast.take_up(&self.world, candidates[i - 1].lab);
            }
            let decision = decide(setup, &self.world, &mut forecast, *candidate);
            let bloc = self.world.labs[candidate.lab].bloc;
            surprise[bloc.index()] += self.carry_out(setup, decision);
            set_prices(&mut self.world, &setup.parameters);
        }
        surprise
    }

    /// Labs with a model to release, in an order drawn anew each month.
    fn candidates(&self, model: &Model, broke_through: &[bool]) -> Vec<Candidate> {
        let (setup, world) = (&model.setup, &self.world);
        let p = &setup.parameters;
        let draws = Draws::new(self.seed, Stream::Releases, world.month);
        let pinned = setup.pinned_until.is_some_and(|until| world.month < until);
        let frontier = world.frontier();
        let mut candidates = Vec::new();
        for (lab, state) in world.labs.iter().enumerate() {
            let [when, what, noise, order] = draws.block(model.lab_keys[lab]);
            let best = world.best_of(lab);
            let capability = state.capability() + p.training_noise * normal(noise);
            let fixed = scheduled_release(setup, world.month, lab);
            let load = burden(world, p, state, setup.labs[lab].size, setup.cast);
            let has_chance = broke_through[lab] || uniform(when) < opportunity(p, frontier, best, load);
            let is_better = best.is_none_or(|q| capability > q + p.release_threshold);
            if fixed.is_some() || (!pinned && has_chance && is_better) {
                let candidate = Candidate { lab, capability, draw: uniform(what), pinned: fixed };
                candidates.push((order, candidate));
            }
        }
        candidates.sort_by_key(|(order, _)| *order);
        candidates.into_iter().map(|(_, candidate)| candidate).collect()
    }

    /// Puts a decision into effect and logs it. Returns the surprise that it caused.
    fn carry_out(&mut self, setup: &Setup, decision: Decision) -> f64 {
        let p = &setup.parameters;
        let (lab, mode, capability) = (decision.lab, decision.chosen, decision.capability);
        let surprise = self.surprise(setup, lab, capability);
        let offers = offers_after(&self.world, p, lab, mode, capability);
        for (access, offer) in Access::ALL.into_iter().zip(offers) {
            self.world.offers[offer_index(lab, access)] = offer;
        }
        let state = &mut self.world.labs[lab];
        let lag = match mode {
            Mode::Closed => None,
            Mode::Dual => Some(p.know_how_lag_dual),
            Mode::OpenRestricted => Some(p.know_how_lag_restricted),
            Mode::OpenPermissive => Some(p.know_how_lag_permissive),
        };
        let published = lag.map(|lag| state.efficiency - lag);
        state.disclosed = [state.disclosed, published].into_iter().flatten().reduce(f64::max);
        let from = std::mem::replace(&mut state.mode, mode);
        self.log_release(from, decision, surprise, p.market_response);
        surprise
    }

    fn log_release(&mut self, from: Mode, decision: Decision, surprise: f64, response: f64) {
        let (lab, mode, month) = (decision.lab, decision.chosen, decision.month);
        let because = Because::Decision(self.history.decisions.len());
        let mut log = |kind| self.history.events.push(Event { month, kind, because: because.clone() });
        log(EventKind::Release { lab, mode, capability: decision.capability });
        let flipped = (from == Mode::Closed) != (mode == Mode::Closed);
        if flipped || from.flagship_open() != mode.flagship_open() {
            log(EventKind::Flip { lab, from, to: mode });
        }
        if surprise > SHOCK {
            log(EventKind::Shock { lab, surprise, market: -response * surprise });
        }
        self.history.decisions.push(decision);
    }

    /// How much a release by a challenger of the leading bloc surprises; expectations adapt to it.
    fn surprise(&mut self, setup: &Setup, lab: usize, capability: f64) -> f64 {
        let (p, world) = (&setup.parameters, &mut self.world);
        if world.labs[lab].bloc == world.challenger_gap(setup.cast).0 {
            return 0.0;
        }
        let gap = (world.frontier() - capability).max(0.0);
        let most = world.labs.iter().map(|l| l.compute).fold(f64::NEG_INFINITY, f64::max);
        let cheapness = (most - world.labs[lab].compute).max(0.0);
        let surprise = (world.expected_gap - gap - p.surprise_tolerance).max(0.0) * cheapness;
        if surprise > 0.0 {
            world.expected_gap = gap;
        }
        surprise
    }

    fn adopt(&mut self, setup: &Setup, demand: &Demand) {
        let (p, month, seed) = (&setup.parameters, self.world.month, self.seed);
        let weights = Weights::of(&self.world, demand);
        let chances: Vec<_> = (0..CELLS).map(|c| attention(&self.world, p, c)).collect();
        let (mut choices, mut users, mut chosen) = (
            std::mem::take(&mut self.world.choices),
            std::mem::take(&mut self.world.users),
            std::mem::take(&mut self.world.chosen),
        );
        chosen.fill(0);
        let width = self.world.width();
        let market = Market::new(&self.world, p, &weights, demand.lambda());
        let mut tally = Tally { users: &mut users, chosen: &mut chosen, width };
        let draws = month_draws(seed, month);
        let ranges: [_; CELLS] = std::array::from_fn(|c| self.world.population.range(c));
        let (choices_of_all, attention) = (&mut choices, &chances);
        let sweep = Sweep {
            rule: &market,
            ranges: &ranges,
            choices: choices_of_all,
            attention,
            draws,
            tally: &mut tally,
        };
        widest(sweep);
        (self.world.choices, self.world.users, self.world.chosen) = (choices, users, chosen);
    }

    /// Awareness, revenue, expectations and the market after the month's choices.
    fn look_around(&mut self, setup: &Setup, surprise: &[f64; BLOCS]) {
        let p = &setup.parameters;
        let counts = self.world.counts();
        for region in setup.cast {
            for bloc in setup.cast {
                let (r, b) = (region.index(), bloc.index());
                let seen = p.awareness_growth * counts.share(Some(bloc), None, Some(region), None)
                    + p.awareness_surprise * surprise[b];
                let known = self.world.awareness[r][b];
                self.world.awareness[r][b] = known + (1.0 - known) * seen.min(1.0);
            }
        }
        self.share_revenue(setup);
        let gap = self.world.challenger_gap(setup.cast).1;
        let expected = self.world.expected_gap + p.expectation_speed * (gap - self.world.expected_gap);
        self.world.expected_gap = expected.min(p.expectation_ceiling);
        let total: f64 = setup.cast.iter().map(|b| surprise[b.index()]).sum();
        self.world.market_index = p.market_memory * self.world.market_index - p.market_response * total;
    }

    fn share_revenue(&mut self, setup: &Setup) {
        let p = &setup.parameters;
        let world = &mut self.world;
        let users = |place: usize| -> f64 {
            let of = |region: super::bloc::Bloc| {
                let cells = (0..super::bloc::SEGMENTS).map(|s| super::bloc::cell(region.index(), s));
                let count: u32 = cells.map(|c| world.row(c)[place]).sum();
                f64::from(count) * p.willingness_to_pay[region.index()]
            };
            setup.cast.into_iter().map(of).sum()
        };
        let revenue = |lab: usize| {
            let [closed, open] = Access::ALL.map(|access| users(offer_index(lab, access)));
            closed * world.markup[lab] + open * p.hosting_income_permissive
        };
        let revenues: Vec<f64> = (0..world.labs.len()).map(revenue).collect();
        let total: f64 = revenues.iter().sum();
        if total > 0.0 {
            for (lab, revenue) in world.labs.iter_mut().zip(revenues) {
                lab.revenue_share = 0.9 * lab.revenue_share + 0.1 * revenue / total;
            }
        }
    }
}

/// Surprise above which the market shakes and the news has it.
const SHOCK: f64 = 0.05;

/// The mode in which the scenario says that a lab releases in a month, if it does.
fn scheduled_release(setup: &Setup, month: Month, lab: usize) -> Option<Mode> {
    setup.events.iter().find_map(|event| match event.kind {
        ScheduledKind::Release(mode) if event.month == month && event.lab == lab => Some(mode),
        _ => None,
    })
}

/// Moves of levers by the scenario's path: steps, and the start of each ramp.
fn path_events(setup: &Setup, month: Month, now: &LeverValues) -> Vec<Event> {
    if month <= setup.start {
        return Vec::new();
    }
    let at = |back: u16| setup.levers.values(Month(month.0.saturating_sub(back)));
    let (last, earlier) = (at(1), at(2));
    let moved = Lever::all().filter(|lever| {
        let i = lever.index();
        // On a ramp the value moved last month too, by about as much.
        let step_before = last[i] - earlier[i];
        let step = now[i] - last[i];
        step != 0.0 && (step_before == 0.0 || (step - step_before).abs() > 1e-9)
    });
    moved
        .map(|lever| {
            let (from, to) = (last[lever.index()], now[lever.index()]);
            Event { month, kind: EventKind::Policy { lever, from, to }, because: Because::Path }
        })
        .collect()
}
