//! The month's releases: who has something to release, in which order, and what comes of it.

use super::{Model, Simulation};
use crate::model::bloc::{Access, BLOCS};
use crate::model::calendar::Month;
use crate::model::decision::{Chooser, Decision};
use crate::model::demand::{Demand, set_prices};
use crate::model::directive::{Act, on_release};
use crate::model::event::{Because, Event, EventKind};
use crate::model::forecast::Forecast;
use crate::model::lab::Mode;
use crate::model::offer::offer_index;
use crate::model::random::{Draws, Stream, normal, uniform};
use crate::model::release::{Candidate, burden, decide, offers_after, opportunity};
use crate::model::setup::{ScheduledKind, Setup};

impl Simulation {
    /// All labs with something to release decide, in this month's order. Returns the surprise by bloc.
    pub(super) fn release(&mut self, model: &Model, demand: &Demand, broke_through: &[bool]) -> [f64; BLOCS] {
        let setup = &model.setup;
        let mut surprise = [0.0; BLOCS];
        let mut candidates = self.candidates(model, broke_through);
        self.hold_back(setup, &mut candidates);
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

    /// Takes out and logs what the player has held back.
    fn hold_back(&mut self, setup: &Setup, candidates: &mut Vec<Candidate>) {
        let (month, events) = (self.world.month, &mut self.history.events);
        candidates.retain(|&Candidate { lab, capability, .. }| {
            let is_held = on_release(&setup.directives, month, lab) == Some(Act::Hold);
            if is_held {
                let kind = EventKind::Hold { lab, capability };
                events.push(Event { month, kind, because: Because::Player });
            }
            !is_held
        });
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
            let scheduled = scheduled_release(setup, world.month, lab);
            let load = burden(world, state, setup.labs[lab].size);
            let has_chance = broke_through[lab] || uniform(when) < opportunity(p, frontier, best, load);
            let is_better = best.is_none_or(|q| capability > q + p.release_threshold);
            if scheduled.is_some() || (!pinned && has_chance && is_better) {
                let given = match on_release(&setup.directives, world.month, lab) {
                    Some(Act::Release(mode)) => Some((mode, Chooser::Player)),
                    _ => scheduled.map(|mode| (mode, Chooser::Scenario)),
                };
                let candidate = Candidate { lab, capability, draw: uniform(what), given };
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
