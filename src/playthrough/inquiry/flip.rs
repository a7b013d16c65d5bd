//! What would have flipped a release: the smallest change of one lever, in the month of the decision, under
//! which another option would have been the likeliest.
//!
//! The world is brought to that month and the month is run anew with one lever elsewhere, all random numbers
//! the same. Every hundredth of the lever's range is tried (every whole unit of a count), the nearest first,
//! to both sides; between the first value that flips the decision and the last that does not, the interval
//! is halved. Each value reported has been run.

use std::sync::Arc;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::{GoOn, Material};
use crate::experiment::ensemble::Workers;
use crate::model::decision::Decision;
use crate::model::history::History;
use crate::model::lab::Mode;
use crate::model::lever::{LEVERS, Lever};
use crate::model::simulation::Simulation;
use crate::model::world::World;

/// A lever that would have flipped a decision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flip {
    /// Which lever.
    pub lever: Lever,
    /// Where it stood.
    pub from: f64,
    /// The value nearest to it at which the decision leans another way.
    pub to: f64,
    /// The likeliest option there.
    pub mode: Mode,
    /// How likely it is there.
    pub probability: f64,
}

impl Flip {
    /// The change, as a part of the lever's range.
    pub fn size(&self) -> f64 {
        let (low, high) = self.lever.spec().range;
        (self.to - self.from).abs() / (high - low)
    }
}

/// All levers that would have flipped a decision, each alone.
#[derive(Clone, Debug, PartialEq)]
pub struct FlipStudy {
    /// The option that was the likeliest.
    pub likeliest: Mode,
    /// The levers, the smallest change first.
    pub flips: Vec<Flip>,
    /// How many levers were tried.
    pub levers: usize,
    /// How often the month was run anew.
    pub runs: usize,
}

/// Into how many steps a lever's range is divided.
const STEPS: f64 = 100.0;
/// How often an interval is halved: to less than a ten-thousandth of the range.
const HALVINGS: usize = 7;

/// The likeliest option of a decision; of equal ones the more closed.
pub fn likeliest(decision: &Decision) -> Mode {
    let odds = |mode: Mode| decision.prospects[mode.index()].probability;
    Mode::ALL.into_iter().reduce(|a, b| if odds(b) > odds(a) { b } else { a }).unwrap_or(decision.chosen)
}

pub(super) fn answer(
    decision: usize,
    material: &Material,
    workers: &Workers,
    go_on: GoOn<'_>,
) -> Option<FlipStudy> {
    let decision = material.played.history().decisions.get(decision)?;
    let moment = Moment::of(&material.before(decision.month), decision.lab);
    let likeliest = likeliest(decision);
    let search = |i: usize| go_on().then(|| moment.search(LEVERS[i].lever, likeliest));
    let found: Option<Vec<(Option<Flip>, usize)>> =
        workers.install(|| (0..LEVERS.len()).into_par_iter().map(search).collect());
    let found = found?;
    let runs = found.iter().map(|(_, runs)| runs).sum();
    let mut flips: Vec<Flip> = found.into_iter().filter_map(|(flip, _)| flip).collect();
    flips.sort_by(|a, b| a.size().total_cmp(&b.size()).then(a.lever.cmp(&b.lever)));
    Some(FlipStudy { likeliest, flips, levers: LEVERS.len(), runs })
}

/// The month of a decision, to be run anew.
struct Moment {
    /// The simulation before the month, without its past.
    simulation: Simulation,
    lab: usize,
}

/// What came of a month run anew.
struct Outcome {
    /// The lever's value in force.
    value: f64,
    decision: Option<Decision>,
}

impl Moment {
    fn of(simulation: &Simulation, lab: usize) -> Self {
        let model = simulation.model();
        let history =
            History { start: simulation.world().month, ..History::new(model.setup(), simulation.world()) };
        let (world, seed) = (World::clone(simulation.world()), simulation.seed());
        Self { simulation: Simulation::resume(Arc::clone(model), seed, world, history), lab }
    }

    /// The month with a lever at a value of its path; as it was where there is none.
    fn run(&self, lever: Lever, value: Option<f64>) -> Outcome {
        let (model, world) = (self.simulation.model(), self.simulation.world());
        let model = match value {
            None => Arc::clone(model),
            Some(value) => {
                let mut levers = model.setup().levers.clone();
                levers.path_mut(lever).set_from(world.month, value);
                Arc::new(model.with_levers(levers))
            }
        };
        let (seed, history) = (self.simulation.seed(), self.simulation.history().clone());
        let mut simulation = Simulation::resume(model, seed, World::clone(world), history);
        simulation.step();
        let value = simulation.world().levers[lever.index()];
        let decision = simulation.history().decisions.iter().find(|d| d.lab == self.lab).cloned();
        Outcome { value, decision }
    }

    /// The smallest change of a lever that flips the decision, and how often the month was run.
    fn search(&self, lever: Lever, from: Mode) -> (Option<Flip>, usize) {
        let at = self.simulation.model().setup().levers.path(lever).value(self.simulation.world().month);
        let now = self.run(lever, None).value;
        let mut runs = 1;
        let mut try_at = |value: f64| {
            runs += 1;
            self.flip(lever, now, value, from)
        };
        let found =
            ladder(lever, at).find_map(|(before, value)| try_at(value).map(|flip| (before, value, flip)));
        let Some((mut quiet, mut value, mut flip)) = found else { return (None, runs) };
        for _ in 0..if is_count(lever) { 0 } else { HALVINGS } {
            let middle = 0.5 * (quiet + value);
            match try_at(middle) {
                Some(nearer) => (value, flip) = (middle, nearer),
                None => quiet = middle,
            }
        }
        (Some(flip), runs)
    }

    /// The flip at a value, if it is one. Where the lab would release nothing there is no decision to flip.
    fn flip(&self, lever: Lever, now: f64, value: f64, from: Mode) -> Option<Flip> {
        let outcome = self.run(lever, Some(value));
        let decision = outcome.decision?;
        let mode = likeliest(&decision);
        let probability = decision.prospects[mode.index()].probability;
        (mode != from).then_some(Flip { lever, from: now, to: outcome.value, mode, probability })
    }
}

fn is_count(lever: Lever) -> bool {
    let (low, high) = lever.spec().range;
    high - low > 1.0
}

/// The values to try, the nearest first, each with the value one step nearer.
fn ladder(lever: Lever, at: f64) -> impl Iterator<Item = (f64, f64)> {
    let (low, high) = lever.spec().range;
    let step = if is_count(lever) { 1.0 } else { (high - low) / STEPS };
    let side = move |sign: f64| {
        let value = move |n: usize| (at + sign * n as f64 * step).clamp(low, high);
        (1..).map(move |n| (value(n - 1), value(n))).take_while(|(before, value)| before != value)
    };
    let (mut up, mut down) = (side(1.0), side(-1.0));
    let mut turn = 0_u32;
    std::iter::from_fn(move || {
        turn += 1;
        if turn % 2 == 1 { up.next().or_else(|| down.next()) } else { down.next().or_else(|| up.next()) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playthrough::fixture;
    use crate::playthrough::{Finding, Inquiry};

    #[test]
    fn the_ladder_reaches_both_ends_nearest_first() {
        let rungs: Vec<(f64, f64)> = ladder(Lever::UsExportControls, 0.975).collect();
        assert_eq!(rungs.len(), 3 + 98);
        assert!((rungs[0].1 - 0.985).abs() < 1e-12 && (rungs[1].1 - 0.965).abs() < 1e-12);
        assert_eq!(rungs.iter().map(|r| r.1).fold(0.0, f64::max), 1.0);
        assert_eq!(rungs.iter().map(|r| r.1).fold(1.0, f64::min), 0.0);
        assert!(ladder(Lever::UsStateRegimes, 3.0).all(|(a, b)| (a - b).abs() == 1.0));
    }

    #[test]
    fn the_month_run_anew_is_the_month_that_was() {
        let mut game = fixture::game();
        game.set_lever(Lever::UsExportControls, Some(0.9));
        (0..20).for_each(|_| assert!(game.step()));
        game.set_lever(Lever::UsFederalPreemption, Some(0.7));
        (0..20).for_each(|_| assert!(game.step()));
        let material = game.material();
        let decisions = &game.course().history().decisions;
        assert!(decisions.iter().any(|d| d.month >= material.facts.play_from));
        for decision in decisions {
            let moment = Moment::of(&material.before(decision.month), decision.lab);
            assert_eq!(moment.run(Lever::UsExportControls, None).decision.as_ref(), Some(decision));
        }
    }

    #[test]
    fn a_flip_flips_and_a_step_less_does_not() {
        let mut game = fixture::game();
        (0..30).for_each(|_| assert!(game.step()));
        let count = game.course().history().decisions.len();
        let inquiries: Vec<Inquiry> = (0..count).step_by(3).map(Inquiry::Flip).collect();
        game.inquire(&inquiries).expect("threads");
        let (material, snapshot) = (game.material(), game.snapshot());
        let mut found = 0;
        for inquiry in &inquiries {
            let (Inquiry::Flip(d), Some(Finding::Flip(study))) =
                (inquiry, snapshot.findings.get(inquiry).map(AsRef::as_ref))
            else {
                panic!("no answer to {inquiry:?}");
            };
            let decision = &snapshot.played.decisions[*d];
            assert_eq!(study.likeliest, likeliest(decision));
            assert!(study.flips.windows(2).all(|pair| pair[0].size() <= pair[1].size()));
            let moment = Moment::of(&material.before(decision.month), decision.lab);
            for flip in study.flips.iter().take(2) {
                found += 1;
                let leaning =
                    |value| moment.run(flip.lever, Some(value)).decision.map(|d| super::likeliest(&d));
                assert_eq!(leaning(flip.to), Some(flip.mode));
                assert_ne!(flip.mode, study.likeliest);
                let (low, high) = flip.lever.spec().range;
                let least = if is_count(flip.lever) { 1.0 } else { (high - low) / 1e4 };
                let nearer = flip.to - (flip.to - flip.from).signum() * least;
                assert_ne!(leaning(nearer), Some(flip.mode), "{flip:?}");
            }
        }
        assert!(found > 0, "some decision can be flipped");
    }
}
