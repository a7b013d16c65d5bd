//! What a role's levers do to its goal measures: each moved over its range in the first month of play,
//! capital aside, and compared run by run with doing nothing.

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

/// The strongest thing that one lever does to a goal measure.
#[derive(Clone, Debug)]
pub struct Influence {
    /// What is done.
    pub what: Move,
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
}

/// The influence of each of a role's levers; a lab's levers are how it releases, its price, and holding
/// back. Only measures on a scale from 0 to 1 have points.
///
/// # Errors
/// If it was called off.
pub fn all(
    stage: &Stage<'_>,
    workers: &Workers,
    progress: &Progress,
) -> Result<Vec<Influence>, EnsembleError> {
    let groups = groups(stage);
    let moves: Vec<Move> = groups.iter().flatten().copied().collect();
    let mut plays = vec![stage.setup().play()];
    plays.extend(moves.iter().map(|&what| unlimited(stage, what)));
    let outcomes = stage.played(plays, workers, progress)?;
    let mut found = Vec::new();
    let mut place = 1;
    for group in groups {
        let ways = group.iter().zip(&outcomes[place..]).flat_map(|(&what, moved)| {
            let compared = (0..stage.role.targets.len()).filter(|target| has_points(stage, *target));
            compared.map(move |target| (what, target, moved)).collect::<Vec<_>>()
        });
        let influences = ways.map(|(what, target, moved)| influence(what, target, &outcomes[0], moved));
        found.extend(influences.reduce(|a, b| if size(&b) > size(&a) { b } else { a }));
        place += group.len();
    }
    Ok(found)
}

fn size(influence: &Influence) -> f64 {
    influence.difference.spread.mean.abs()
}

fn influence(what: Move, target: usize, idle: &[Outcome], moved: &[Outcome]) -> Influence {
    let [before, after] =
        [idle, moved].map(|outcomes| outcomes.iter().map(|o| o.values[target]).collect::<Vec<f64>>());
    Influence { what, target, difference: Paired::of(&before, &after) }
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

/// A move as if it cost nothing.
fn unlimited(stage: &Stage<'_>, what: Move) -> Play {
    match what {
        Move::Lever(lever, to) => {
            let mut play = stage.setup().play();
            play.levers.path_mut(lever).set_from(stage.play_from, to);
            play
        }
        Move::Mode(..) | Move::Price(_) | Move::Hold => {
            Policy { moves: vec![what] }.play(stage.role, stage.setup(), stage.play_from)
        }
    }
}

/// Whether a target's measure is on a scale from 0 to 1.
fn has_points(stage: &Stage<'_>, target: usize) -> bool {
    let spec = SeriesKey::of(stage.role.targets[target].measure).spec();
    spec.unit == "share" || matches!(spec.name, "concentration" | "values_exposure")
}
