//! What a role's levers do to its goal measures: each moved over its range in the first month of play,
//! capital aside, and compared run by run with leaving it where it was.

use super::policy::{Move, Policy};
use super::stage::{Outcome, Stage};
use crate::experiment::ensemble::{EnsembleError, Progress, Workers};
use crate::experiment::paired::Paired;
use crate::model::directive::PRICE_SHADES;
use crate::model::lab::Mode;
use crate::model::measure::SeriesKey;
use crate::model::setup::Play;

/// By how much a lever must move a goal measure to matter: three points of a hundred.
pub const POINTS: f64 = 0.03;

/// What else is done in both worlds that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// Nothing.
    Idle,
    /// The best policy found.
    Best,
}

/// The strongest thing that one lever does to a goal measure.
#[derive(Clone, Debug)]
pub struct Influence {
    /// What is done.
    pub what: Move,
    /// Beside what.
    pub context: Context,
    /// Position of the target whose measure it moves most.
    pub target: usize,
    /// The difference that it makes.
    pub difference: Paired,
}

impl Influence {
    /// Whether it moves the measure by [`POINTS`] or more, beyond chance.
    pub fn matters(&self) -> bool {
        self.difference.spread.mean.abs() >= POINTS && self.difference.is_clear()
    }

    fn size(&self) -> f64 {
        self.difference.spread.mean.abs()
    }

    /// Whichever does more; of equals the first.
    fn stronger(self, other: Self) -> Self {
        if other.size() > self.size() { other } else { self }
    }
}

/// The influence of each of a role's levers, beside nothing or beside the best policy found, whichever is
/// more; a lab's levers are how it releases, its price, and holding back. Only measures on a scale from 0 to
/// 1 have points.
///
/// # Errors
/// If it was called off.
pub fn all(
    stage: &Stage<'_>,
    best: &Policy,
    workers: &Workers,
    progress: &Progress,
) -> Result<Vec<Influence>, EnsembleError> {
    let groups = groups(stage);
    let mut strongest: Vec<Option<Influence>> = vec![None; groups.len()];
    for (context, policy) in [(Context::Idle, &Policy::default()), (Context::Best, best)] {
        let mut plays = vec![policy.play(stage.role, stage.setup(), stage.play_from)];
        plays.extend(groups.iter().flatten().map(|&what| unlimited(stage, policy, what)));
        let outcomes = stage.played(plays, workers, progress)?;
        let (before, mut moved) = (&outcomes[0], outcomes[1..].iter());
        for (group, strongest) in groups.iter().zip(&mut strongest) {
            for (&what, after) in group.iter().zip(&mut moved) {
                for target in (0..stage.role.targets.len()).filter(|target| has_points(stage, *target)) {
                    let difference = difference(before, after, target);
                    let found = Influence { what, context, target, difference };
                    *strongest = Some(match strongest.take() {
                        Some(known) => known.stronger(found),
                        None => found,
                    });
                }
            }
        }
    }
    Ok(strongest.into_iter().flatten().collect())
}

fn difference(before: &[Outcome], after: &[Outcome], target: usize) -> Paired {
    let values = |outcomes: &[Outcome]| outcomes.iter().map(|o| o.values[target]).collect::<Vec<f64>>();
    Paired::of(&values(before), &values(after))
}

/// The ways to move each of a role's levers.
fn groups(stage: &Stage<'_>) -> Vec<Vec<Move>> {
    let (role, setup) = (stage.role, stage.setup());
    let mut groups = Vec::new();
    for &lever in &role.levers {
        let (low, high) = lever.spec().range;
        groups.push(vec![Move::Lever(lever, low), Move::Lever(lever, high)]);
    }
    if role.lab_in(&setup.labs).is_some() {
        let (low, high) = PRICE_SHADES;
        groups.push(Mode::ALL.map(|mode| Move::Mode(stage.play_from, mode)).to_vec());
        groups.push(vec![Move::Price(low), Move::Price(high)]);
        groups.push(vec![Move::Hold]);
    }
    groups
}

/// A policy and one move beside it, as if that cost nothing.
fn unlimited(stage: &Stage<'_>, policy: &Policy, what: Move) -> Play {
    let (role, setup, play_from) = (stage.role, stage.setup(), stage.play_from);
    match what {
        Move::Lever(lever, to) => {
            let mut play = policy.play(role, setup, play_from);
            play.levers.path_mut(lever).set_from(play_from, to);
            play
        }
        Move::Mode(..) => {
            // From the first month on to the end: no other mode later.
            let mut kept = policy.clone();
            kept.moves.retain(|known| !matches!(known, Move::Mode(..)));
            kept.and(what).play(role, setup, play_from)
        }
        Move::Price(_) | Move::Hold => policy.and(what).play(role, setup, play_from),
    }
}

/// Whether a target's measure is on a scale from 0 to 1.
fn has_points(stage: &Stage<'_>, target: usize) -> bool {
    let spec = SeriesKey::of(stage.role.targets[target].measure).spec();
    spec.unit == "share" || matches!(spec.name, "concentration" | "values_exposure")
}
