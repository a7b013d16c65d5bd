//! The search for a role's best policy: moves are tried alone, the best are put together one by one.
//!
//! Greedy and deterministic. Policies are ranked on a few seeds by a smooth stand-in for the share of runs
//! that reach the goal, since a share of few runs is too coarse to climb by.

use super::policy::{Move, Policy, moves_on};
use super::stage::{Outcome, Stage};
use crate::experiment::ensemble::{EnsembleError, Progress, Workers};
use crate::model::calendar::Month;
use crate::model::lab::Mode;

/// About how often each move is tried, for a progress bar.
pub const EFFORT: usize = 3;
/// The moves kept after each has been tried alone.
const KEPT: usize = 6;
/// The most moves of a policy.
const LONGEST: usize = 5;
/// A gain below this is not worth a move.
const LEAST_GAIN: f64 = 0.01;
/// Shades of the price that are tried (log points).
const SHADES: [f64; 4] = [-0.5, -0.25, 0.25, 0.5];

/// The best policy found for a role.
///
/// # Errors
/// If it was called off.
pub fn best(stage: &Stage<'_>, workers: &Workers, progress: &Progress) -> Result<Policy, EnsembleError> {
    let judge = Judge::new(stage, workers, progress)?;
    let mut climb = Climb { policy: Policy::default(), score: judge.idle };
    let alone: Vec<Policy> = moves(stage).into_iter().map(|first| climb.policy.and(first)).collect();
    let scores = judge.scores(&alone)?;
    let mut ranked: Vec<(f64, Move)> =
        scores.into_iter().zip(&alone).map(|(score, policy)| (score, policy.moves[0])).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    ranked.truncate(KEPT);
    let Some(&(score, first)) = ranked.first().filter(|(score, _)| *score > climb.score) else {
        return Ok(climb.policy);
    };
    climb = Climb { policy: climb.policy.and(first), score };
    while climb.policy.moves.len() < LONGEST {
        let longer = ranked.iter().filter(|(_, next)| !climb.policy.moves.contains(next));
        let longer = longer.map(|(_, next)| climb.policy.and(*next)).collect();
        if !climb.step(&judge, longer)? {
            break;
        }
    }
    // What is worth most may not be what should come first.
    for place in 1..climb.policy.moves.len() {
        let mut moves = climb.policy.moves.clone();
        moves[..=place].rotate_right(1);
        climb.step(&judge, vec![Policy { moves }])?;
    }
    Ok(climb.policy)
}

/// The moves that a role can make: each lever to each end of its range; each mode of release from the first
/// month of play and from the middle on; each shade of the price.
fn moves(stage: &Stage<'_>) -> Vec<Move> {
    let (setup, play_from) = (stage.setup(), stage.play_from);
    let mut moves = Vec::new();
    for &lever in &stage.role.levers {
        let (now, (low, high)) = (setup.levers.path(lever).value(play_from), lever.spec().range);
        let ends = [low, high]
            .into_iter()
            .filter(|end| *end != now || moves_on(setup.levers.path(lever), play_from));
        moves.extend(ends.map(|end| Move::Lever(lever, end)));
    }
    if stage.role.lab.is_some() {
        let middle = Month(play_from.0.midpoint(stage.role.due(setup.end).0));
        for from in [play_from, middle] {
            moves.extend(Mode::ALL.map(|mode| Move::Mode(from, mode)));
        }
        moves.extend(SHADES.map(Move::Price));
    }
    moves
}

/// The way up.
struct Climb {
    policy: Policy,
    score: f64,
}

impl Climb {
    /// Goes to the best of some policies if it is worth it; false if it stays.
    fn step(&mut self, judge: &Judge<'_>, policies: Vec<Policy>) -> Result<bool, EnsembleError> {
        let scores = judge.scores(&policies)?;
        let ranked = scores.into_iter().zip(policies);
        let top = ranked.reduce(|best, next| if next.0 > best.0 { next } else { best });
        match top.filter(|(score, _)| *score > self.score + LEAST_GAIN) {
            Some((score, policy)) => *self = Self { policy, score },
            None => return Ok(false),
        }
        Ok(true)
    }
}

/// Ranks policies.
struct Judge<'a> {
    stage: &'a Stage<'a>,
    workers: &'a Workers,
    progress: &'a Progress,
    /// Standard deviation of each target's measure when nothing is done.
    scales: Vec<f64>,
    /// The score of doing nothing.
    idle: f64,
}

impl<'a> Judge<'a> {
    fn new(
        stage: &'a Stage<'a>,
        workers: &'a Workers,
        progress: &'a Progress,
    ) -> Result<Self, EnsembleError> {
        let idle = stage.outcomes(&[Policy::default()], workers, progress)?.remove(0);
        let scales = (0..stage.role.targets.len()).map(|target| deviation(&idle, target)).collect();
        let mut judge = Self { stage, workers, progress, scales, idle: 0.0 };
        judge.idle = judge.score(&idle);
        Ok(judge)
    }

    fn scores(&self, policies: &[Policy]) -> Result<Vec<f64>, EnsembleError> {
        let outcomes = self.stage.outcomes(policies, self.workers, self.progress)?;
        Ok(outcomes.iter().map(|outcomes| self.score(outcomes)).collect())
    }

    /// Mean over runs of a smooth step at the goal, of the target that is farthest from being met.
    fn score(&self, outcomes: &[Outcome]) -> f64 {
        let one = |outcome: &Outcome| {
            let scaled =
                outcome.margins(self.stage.role).zip(&self.scales).map(|(margin, scale)| margin / scale);
            let worst =
                scaled.fold(f64::INFINITY, |worst, margin| if margin >= worst { worst } else { margin });
            if worst.is_nan() { 0.0 } else { 1.0 / (1.0 + libm::exp(-STEEPNESS * worst)) }
        };
        outcomes.iter().map(one).sum::<f64>() / outcomes.len() as f64
    }
}

/// How steep the smooth step is, in units of the idle standard deviation.
const STEEPNESS: f64 = 4.0;

/// Standard deviation of a target's measure; never so small that a step would be a cliff.
fn deviation(outcomes: &[Outcome], target: usize) -> f64 {
    const LEAST: f64 = 0.005;
    let values: Vec<f64> = outcomes.iter().map(|o| o.values[target]).filter(|v| !v.is_nan()).collect();
    let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (squares / values.len().max(1) as f64).sqrt().max(LEAST)
}
