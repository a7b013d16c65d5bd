//! One simulation: a world that goes on month by month and writes its history.

mod releases;

use std::sync::Arc;

use super::adoption::{Sweep, Tally, month_draws};
use super::bloc::{Access, BLOCS, CELLS};
use super::calendar::Month;
use super::decision::Decision;
use super::demand::{Demand, Market, Shares, Weights, attention, set_prices};
use super::directive;
use super::event::{Because, Event, EventKind};
use super::government::{Policy, effective, react};
use super::history::History;
use super::lever::{Lever, LeverPaths, LeverValues};
use super::offer::offer_index;
use super::parameters::Parameters;
use super::random::{Seed, name_key};
use super::research;
use super::setup::{Play, Setup};
use super::sight::Sight;
use super::standing;
use super::start::Start;
use super::vector::widest;
use super::world::World;

/// A setup made ready to simulate: all that does not depend on the seed. Share it between runs.
#[derive(Clone, Debug)]
pub struct Model {
    setup: Setup,
    start: Arc<Start>,
    lab_keys: Vec<u64>,
}

impl Model {
    /// Prepares a setup.
    pub fn new(setup: Setup) -> Self {
        let start = Arc::new(Start::new(&setup));
        let lab_keys = setup.labs.iter().map(|lab| name_key(&lab.id)).collect();
        Self { setup, start, lab_keys }
    }

    /// Prepares another setup. Where it starts from the same world as this one, that world is not worked out
    /// again, which takes about a millisecond.
    pub fn like(&self, setup: Setup) -> Self {
        if setup.starts_like(&self.setup) { Self { setup, ..self.clone() } } else { Self::new(setup) }
    }

    /// The setup.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The same model under other lever paths, for worlds that are already under way: the first month's
    /// choices stay as they were prepared.
    pub fn with_levers(&self, levers: LeverPaths) -> Self {
        self.with(Play { levers, ..self.setup.play() })
    }

    /// The same model with other parameters, for worlds that are already under way.
    pub fn with_parameters(&self, parameters: Parameters) -> Self {
        Self { setup: Setup { parameters, ..self.setup.clone() }, ..self.clone() }
    }

    /// The same model under other levers, events and directives, for worlds that are already under way.
    pub fn with(&self, play: Play) -> Self {
        let Play { levers, events, directives } = play;
        Self { setup: Setup { levers, events, directives, ..self.setup.clone() }, ..self.clone() }
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

    /// How a lab will release in the month to come if it is left to itself, with all four prospects; none
    /// if it will release nothing then. What the player has told it about that month's release is left
    /// out of account, so that an answer can be thought over; nothing here changes.
    pub fn release_to_come(&self, lab: usize) -> Option<Decision> {
        if self.is_over() {
            return None;
        }
        let (setup, month) = (self.model.setup(), self.world.month);
        let mut play = setup.play();
        play.directives.retain(|told| !told.is_on_release(month, lab));
        let mut ahead = Self {
            model: Arc::new(self.model.with(play)),
            seed: self.seed,
            world: self.world.clone(),
            history: History::new(setup, &self.world),
        };
        ahead.step();
        ahead.history.decisions.into_iter().find(|decision| decision.lab == lab)
    }

    /// Simulates one month.
    pub fn step(&mut self) {
        self.step_seen(&mut |_| {});
    }

    /// Simulates one month; `witness` is shown the market as its adopters see it, before anybody chooses.
    pub fn step_seen(&mut self, witness: &mut dyn FnMut(&Sight<'_>)) {
        let model = Arc::clone(&self.model);
        let (setup, p) = (&model.setup, &model.setup.parameters);
        self.set_policy(setup);
        let mut broke_through = vec![false; self.world.labs.len()];
        let events =
            research::advance(setup, &mut self.world, self.seed, &model.lab_keys, &mut broke_through);
        self.history.events.extend(events);
        self.shade_prices(setup);
        set_prices(&mut self.world, p);
        let demand = Demand::new(&self.world, p, &Shares::of(&self.world));
        let surprise = self.release(&model, &demand, &broke_through);
        self.adopt(setup, &demand, witness);
        self.look_around(setup, &surprise);
        self.history.record(&self.world);
        self.history.events.extend(standing::changes(&mut self.world, setup.cast));
        self.world.month = self.world.month + 1;
    }

    fn set_policy(&mut self, setup: &Setup) {
        let month = self.world.month;
        let path = setup.levers.values(month);
        self.history.events.extend(path_events(setup, month, &self.world.policy_moves));
        let before = effective(&path, &self.world.policy_moves);
        let events = react(&mut self.world, &before, setup);
        self.history.events.extend(events);
        self.world.levers = effective(&path, &self.world.policy_moves);
        self.world.policy = Policy::new(&self.world.levers, &setup.parameters, setup.cast);
    }

    /// Labs shade their prices as the player tells them to.
    fn shade_prices(&mut self, setup: &Setup) {
        let month = self.world.month;
        for (lab, shade) in self.world.price_shade.iter_mut().enumerate() {
            let to = directive::price_shade(&setup.directives, month, lab);
            let from = std::mem::replace(shade, to);
            if from != to {
                let (kind, because) = (EventKind::Price { lab, from, to }, Because::Player);
                self.history.events.push(Event { month, kind, because });
            }
        }
    }

    fn adopt(&mut self, setup: &Setup, demand: &Demand, witness: &mut dyn FnMut(&Sight<'_>)) {
        let (p, month, seed) = (&setup.parameters, self.world.month, self.seed);
        let weights = Weights::of(&self.world, demand);
        let chances: Vec<_> = (0..CELLS).map(|c| attention(&self.world, p, c)).collect();
        let draws = month_draws(seed, month);
        let (world, attention) = (&self.world, &chances[..]);
        witness(&Sight { world, parameters: p, demand, weights: &weights, attention, draws });
        let (mut choices, mut users, mut chosen) = (
            std::mem::take(&mut self.world.choices),
            std::mem::take(&mut self.world.users),
            std::mem::take(&mut self.world.chosen),
        );
        chosen.fill(0);
        let width = self.world.width();
        let market = Market::new(&self.world, p, &weights, demand.lambda());
        let mut tally = Tally { users: &mut users, chosen: &mut chosen, width };
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

/// Moves of levers by the scenario's path: steps, and whole ramps where they begin. Values are the ones in
/// force: what governments have added by themselves comes on top.
fn path_events(setup: &Setup, month: Month, added: &LeverValues) -> Vec<Event> {
    if month <= setup.start {
        return Vec::new();
    }
    let moves = Lever::all().filter_map(|lever| {
        let planned = setup.levers.path(lever).move_at(month)?;
        let (low, high) = lever.spec().range;
        let in_force = |value: f64| (value + added[lever.index()]).clamp(low, high);
        let (from, to) = (in_force(planned.from), in_force(planned.to));
        let kind = EventKind::Policy { lever, from, to, until: planned.until };
        (from != to).then_some(Event { month, kind, because: Because::Path })
    });
    moves.collect()
}
