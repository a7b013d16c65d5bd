//! How sure it was what the world became: futures from the opening on under all that the player did, and the
//! same futures with nothing done; how often each reached the goal of the role that is played.

use std::sync::Arc;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::{GoOn, Material};
use crate::experiment::ensemble::Workers;
use crate::model::history::History;
use crate::model::measure::Evaluation;
use crate::model::setup::{Play, Setup};
use crate::playthrough::contrast::{Contrast, Run, Way, by_reference};
use crate::playthrough::lot::Lots;
use crate::scenario::Role;

/// What might have come of the opening.
#[derive(Clone, Debug, PartialEq)]
pub struct Ending {
    /// Nothing done against all that was done in the line in play, each in its month.
    pub contrast: Contrast,
    /// How often the role's goal was reached; none for the observer and for roles without targets.
    pub goal: Option<GoalOdds>,
}

/// How often a goal was reached: with nothing done, and with all that was done.
#[derive(Clone, Debug, PartialEq)]
pub struct GoalOdds {
    /// All targets together.
    pub reached: [f64; 2],
    /// Each target, in the role's order.
    pub targets: Vec<[f64; 2]>,
}

/// How many pairs are run.
const PAIRS: usize = 60;

/// Which targets of a role a history meets, each judged in its month.
pub fn targets_met(role: &Role, history: &History, setup: &Setup) -> Vec<bool> {
    let evaluation = Evaluation::new(history, &setup.parameters);
    let met = |target: &crate::scenario::Target| {
        target.side.holds(target.measured(&evaluation, history, setup), target.value)
    };
    role.targets.iter().map(met).collect()
}

pub(super) fn answer(material: &Material, workers: &Workers, go_on: GoOn<'_>) -> Option<Ending> {
    let (facts, opening) = (&material.facts, material.opening.simulation());
    let done = material.lines.journal().plan(facts);
    let way = |play: Play| Way::from(opening, Arc::new(opening.model().with(play)));
    let ways = [way(facts.setup.play()), way(done)];
    let role = facts.role.as_ref().filter(|role| !role.targets.is_empty());
    let lots = Lots::of(facts);
    let one = |way: &Way, k: usize| -> Met {
        let way = way.drawn(&lots, k);
        let history = way.history(lots.seed(k));
        let met = role.map(|role| targets_met(role, &history, &facts.setup)).unwrap_or_default();
        (way.run_of(&history), met)
    };
    let pair = |k: usize| go_on().then(|| ways.each_ref().map(|way| one(way, k)));
    let pairs: Option<Vec<[Met; 2]>> = workers.install(|| (0..PAIRS).into_par_iter().map(pair).collect());
    let (mut runs, mut met) = (Vec::new(), Vec::new());
    for [alone, done] in pairs? {
        runs.push([alone.0, done.0]);
        met.push([alone.1, done.1]);
    }
    let goal = role.map(|role| odds(role.targets.len(), &met));
    Some(Ending { contrast: Contrast::of_runs(facts.play_from, &by_reference(&runs), lots.together()), goal })
}

/// A run, and which targets it met.
type Met = (Run, Vec<bool>);

/// Shares of the runs that meet each target, and all of them.
fn odds(targets: usize, met: &[[Vec<bool>; 2]]) -> GoalOdds {
    let share = |holds: &dyn Fn(&Vec<bool>) -> bool| {
        [0, 1].map(|side| met.iter().filter(|pair| holds(&pair[side])).count() as f64 / met.len() as f64)
    };
    GoalOdds {
        reached: share(&|met| met.iter().all(|met| *met)),
        targets: (0..targets).map(|i| share(&|met| met[i])).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_reached_where_all_targets_are_met() {
        let met = [
            [vec![true, false], vec![true, true]],
            [vec![false, false], vec![true, false]],
            [vec![true, true], vec![true, true]],
            [vec![false, true], vec![false, true]],
        ];
        let odds = odds(2, &met);
        assert_eq!(odds.reached, [0.25, 0.5]);
        assert_eq!(odds.targets, [[0.5, 0.75], [0.5, 0.75]]);
    }
}
