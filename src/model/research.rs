//! Research: compute and algorithms grow, know-how spills over, breakthroughs and set-backs strike.

use super::bloc::BLOCS;
use super::event::{Because, Event, EventKind};
use super::lab::Lab;
use super::offer::offer_index;
use super::parameters::Parameters;
use super::random::{Draws, Seed, Stream, exponential, uniform};
use super::release::burden;
use super::setup::{ScheduledKind, Setup};
use super::world::World;

/// A lab's best split of effort between compute and efficiency research, and what it yields a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effort {
    /// Share of effort that goes to efficiency.
    pub efficiency_share: f64,
    /// Growth of compute (OOM).
    pub compute: f64,
    /// Growth of efficiency (OOM).
    pub efficiency: f64,
}

/// Growth `compute * sqrt(1 - e) + efficiency * sqrt(e)` at its highest: the maximiser in closed form.
pub fn best_effort(p: &Parameters, multiplier: f64) -> Effort {
    let compute = p.compute_growth * multiplier;
    let (c2, a2) = (compute * compute, p.algorithm_growth * p.algorithm_growth);
    let total = libm::sqrt(c2 + a2);
    Effort { efficiency_share: a2 / (c2 + a2), compute: c2 / total, efficiency: a2 / total }
}

/// How well a lab's compute can grow this month: chips, revenue, public compute, regulation.
pub fn compute_multiplier(setup: &Setup, world: &World, lab: usize) -> f64 {
    let (p, state) = (&setup.parameters, &world.labs[lab]);
    let b = state.bloc.index();
    let missing = world.policy.export_controls[b] * (1.0 - world.domestic_chips[b]);
    let chips = 1.0 - p.chip_dependence * missing;
    let revenue = 1.0 + p.revenue_feedback * (state.revenue_share - 1.0 / world.labs.len() as f64);
    let public = 1.0 + p.public_compute_effect * world.policy.public_compute[b];
    let burden = burden(world, state, setup.labs[lab].size);
    (chips * revenue * public / (1.0 + p.regulatory_drag * burden)).max(0.0)
}

/// One month of research in all labs. Returns the events; `broke_through` is set for labs with a breakthrough.
pub fn advance(
    setup: &Setup,
    world: &mut World,
    seed: Seed,
    keys: &[u64],
    broke_through: &mut [bool],
) -> Vec<Event> {
    let before = Before::of(world);
    let draws = Draws::new(seed, Stream::Research, world.month);
    let pinned = setup.pinned_until.is_some_and(|until| world.month < until);
    let mut events = Vec::new();
    for (lab, key) in keys.iter().enumerate() {
        let multiplier = compute_multiplier(setup, world, lab);
        grow(setup, world, lab, &before, multiplier);
        if !pinned {
            chance(setup, world, lab, draws.block(*key), &mut events);
        }
    }
    scheduled(setup, world, &mut events);
    for event in &events {
        if let EventKind::Breakthrough { lab, size } = event.kind {
            broke_through[lab] = true;
            share_breakthrough(&setup.parameters, world, lab, size);
        }
    }
    replace_chips(setup, world);
    events
}

/// What spill-over reads: the state before anybody's update.
struct Before {
    know_how: Option<f64>,
    frontier: f64,
    labs: Vec<Lab>,
    developers: Vec<f64>,
}

impl Before {
    fn of(world: &World) -> Self {
        let counts = world.developers();
        let total: u32 = counts.iter().sum();
        let share =
            |lab: usize| super::government::share(counts[offer_index(lab, super::bloc::Access::Open)], total);
        Self {
            know_how: world.labs.iter().filter_map(|lab| lab.disclosed).reduce(f64::max),
            frontier: world.frontier(),
            labs: world.labs.clone(),
            developers: (0..world.labs.len()).map(share).collect(),
        }
    }
}

fn grow(setup: &Setup, world: &mut World, lab: usize, before: &Before, multiplier: f64) {
    let (p, old) = (&setup.parameters, &before.labs[lab]);
    let effort = best_effort(p, multiplier);
    let state = &mut world.labs[lab];
    state.efficiency_effort = effort.efficiency_share;
    if old.stall == 0 {
        let published = before.know_how.map_or(0.0, |best| (best - old.efficiency).max(0.0));
        let distilled = (before.frontier - old.capability()).max(0.0);
        state.efficiency += effort.efficiency
            + p.spillover_rate * published
            + p.distillation_rate * if distilled.is_finite() { distilled } else { 0.0 };
        state.compute += effort.compute;
    }
    state.efficiency += p.community_learning * before.developers[lab];
    state.stall = old.stall.saturating_sub(1);
}

fn chance(setup: &Setup, world: &mut World, lab: usize, words: [u32; 4], events: &mut Vec<Event>) {
    let (p, month) = (&setup.parameters, world.month);
    let state = &mut world.labs[lab];
    let reference = best_effort(p, 1.0).efficiency_share;
    let breakthrough = p.breakthrough_rate * state.efficiency_effort / reference;
    if uniform(words[0]) < breakthrough {
        let size = p.breakthrough_size * exponential(words[1]);
        state.efficiency += size;
        let kind = EventKind::Breakthrough { lab, size };
        events.push(Event { month, kind, because: Because::Chance(breakthrough) });
    }
    if state.stall == 0 && uniform(words[2]) < p.setback_rate {
        state.stall = p.setback_length.round() as u32;
        let kind = EventKind::Setback { lab, months: state.stall };
        events.push(Event { month, kind, because: Because::Chance(p.setback_rate) });
    }
}

fn scheduled(setup: &Setup, world: &mut World, events: &mut Vec<Event>) {
    let month = world.month;
    let due = setup.events.iter().enumerate().filter(|(_, event)| event.month == month);
    for (i, event) in due {
        let state = &mut world.labs[event.lab];
        let kind = match event.kind {
            ScheduledKind::Breakthrough(size) => {
                state.efficiency += size;
                EventKind::Breakthrough { lab: event.lab, size }
            }
            ScheduledKind::Setback(months) => {
                state.stall = state.stall.max(months);
                EventKind::Setback { lab: event.lab, months }
            }
            ScheduledKind::Release(_) => continue,
        };
        events.push(Event { month, kind, because: Because::Scheduled(i) });
    }
}

/// An idea that is published with open weights lifts all labs that are at work, those ahead included.
fn share_breakthrough(p: &Parameters, world: &mut World, by: usize, size: f64) {
    if !world.labs[by].mode.flagship_open() {
        return;
    }
    let others = world.labs.iter_mut().enumerate().filter(|(lab, state)| *lab != by && state.stall == 0);
    others.for_each(|(_, state)| state.efficiency += p.breakthrough_sharing * size);
}

fn replace_chips(setup: &Setup, world: &mut World) {
    let (p, policy) = (&setup.parameters, &world.policy);
    for b in 0..BLOCS {
        let room = (1.0 - world.domestic_chips[b] / p.domestic_chips_ceiling).max(0.0);
        let pull = 1.0 + p.domestic_chips_pull * policy.export_controls[b];
        world.domestic_chips[b] += p.domestic_chips_growth * policy.chip_programme[b] * pull * room;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effort_has_its_closed_form() {
        let p = Parameters { compute_growth: 0.0630, algorithm_growth: 0.0539, ..Parameters::default() };
        for (m, share, total) in
            [(1.0, 0.422_625, 0.082_911), (0.5, 0.745_411, 0.062_430), (0.0, 1.0, 0.0539)]
        {
            let effort = best_effort(&p, m);
            assert!((effort.efficiency_share - share).abs() < 5e-7, "{effort:?}");
            assert!((effort.compute + effort.efficiency - total).abs() < 5e-7, "{effort:?}");
        }
    }
}
