//! Political capital: what it costs a role to move its levers, and what it has left after a list of moves.

use super::role::Role;
use crate::model::calendar::Month;
use crate::model::lever::{Lever, LeverPaths};

/// What it costs to move a lever over its whole range where a role says nothing of it.
pub const DEFAULT_COST: f64 = 40.0;
/// Months of a quarter, counted from the first month of play.
pub const QUARTER: u16 = 3;

/// A lever put to a value, which it keeps until it is moved again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// When.
    pub month: Month,
    /// The lever.
    pub lever: Lever,
    /// Its new value.
    pub to: f64,
}

/// Whether a step costs anything, of steps in the order in which they were decided within one month: one that
/// a later step of the same lever overtakes, from the same month on or from an earlier one, was never felt.
/// What is paid in a month is so the net change against what stood before the month began.
pub fn counts(steps: &[Step], at: usize) -> bool {
    let step = steps[at];
    !steps[at + 1..].iter().any(|later| later.lever == step.lever && later.month <= step.month)
}

impl Role {
    /// What it costs to move a lever over its whole range.
    pub fn cost_of(&self, lever: Lever) -> f64 {
        let known = self.costs.iter().find(|(priced, _)| *priced == lever);
        known.map_or(DEFAULT_COST, |(_, cost)| *cost)
    }

    /// What it costs to move a lever from one value to another: in proportion to the distance.
    pub fn cost_of_move(&self, lever: Lever, from: f64, to: f64) -> f64 {
        let (low, high) = lever.spec().range;
        self.cost_of(lever) * (to - from).abs() / (high - low)
    }

    /// What it has had to spend by a month: its capital at the start, and the income of each full quarter.
    pub fn earned(&self, play_from: Month, month: Month) -> f64 {
        let quarters = usize::try_from(month - play_from).unwrap_or(0) / usize::from(QUARTER);
        self.capital + self.income * quarters as f64
    }

    /// What the moves up to a month have cost. `levers` are the paths of the scenario, from which a moved
    /// lever departs; of several moves of a lever in one month the last counts (see [`counts`]).
    pub fn spent(&self, levers: &LeverPaths, steps: &[Step], month: Month) -> f64 {
        let mut steps: Vec<Step> = steps.iter().copied().filter(|step| step.month <= month).collect();
        steps.sort_by_key(|step| step.month);
        let mut paths = levers.clone();
        let counted = (0..steps.len()).filter(|i| counts(&steps, *i)).map(|i| steps[i]);
        counted
            .map(|step| {
                let path = paths.path_mut(step.lever);
                let cost = self.cost_of_move(step.lever, path.value(step.month), step.to);
                path.set_from(step.month, step.to);
                cost
            })
            .sum()
    }

    /// What it has left in a month after its moves; below zero where they were more than it could afford.
    pub fn capital_left(&self, play_from: Month, levers: &LeverPaths, steps: &[Step], month: Month) -> f64 {
        self.earned(play_from, month) - self.spent(levers, steps, month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    fn role(costs: Vec<(Lever, f64)>) -> Role {
        let roles = Scenario::built_in("history").unwrap().roles;
        let role = roles.into_iter().find(|role| !role.levers.is_empty()).unwrap();
        Role { capital: 50.0, income: 10.0, costs, ..role }
    }

    fn step(month: u16, lever: Lever, to: f64) -> Step {
        Step { month: Month(month), lever, to }
    }

    #[test]
    fn a_move_costs_in_proportion_to_its_way_over_the_range() {
        let role = role(vec![(Lever::UsStateRegimes, 120.0)]);
        assert_eq!(role.cost_of_move(Lever::UsStateRegimes, 0.0, 30.0), 60.0);
        assert_eq!(role.cost_of_move(Lever::UsStateRegimes, 30.0, 0.0), 60.0);
        assert_eq!(role.cost_of_move(Lever::UsPublicCompute, 0.25, 0.75), DEFAULT_COST / 2.0);
    }

    #[test]
    fn income_comes_with_each_full_quarter() {
        let role = role(Vec::new());
        let earned = |month| role.earned(Month(16), Month(month));
        assert_eq!([0, 16, 18, 19, 21, 22].map(earned), [50.0, 50.0, 50.0, 60.0, 60.0, 70.0]);
    }

    #[test]
    fn moves_depart_from_the_path_and_the_last_of_a_month_counts() {
        let role = role(Vec::new());
        let mut paths = LeverPaths::default();
        let lever = Lever::UsPublicCompute;
        paths.path_mut(lever).set_from(Month(10), 0.5);
        let steps = [step(20, lever, 0.0), step(12, lever, 1.0), step(12, lever, 0.75)];
        let left = |month| role.capital_left(Month(12), &paths, &steps, Month(month));
        // 0.5 to 0.75 costs 10; 0.75 to 0 costs 30, with two quarters' income before.
        assert_eq!([11, 12, 15, 19, 20].map(left), [50.0, 40.0, 50.0, 60.0, 30.0]);
        let later = [step(20, lever, 1.0), step(15, lever, 0.75), step(15, Lever::UsStackExport, 0.0)];
        assert_eq!([0, 1, 2].map(|at| counts(&later, at)), [false, true, true]);
        let back = [step(12, lever, 1.0), step(12, lever, 0.5)];
        assert_eq!(role.spent(&paths, &back, Month(80)), 0.0, "a move thought better of costs nothing");
    }
}
