//! Roles put to the test: how often a goal is reached by doing nothing and by the best policy that a search
//! finds, and which of the role's levers matter to it.

mod influence;
mod policy;
mod search;
mod stage;

pub use influence::{Context, Influence, POINTS};
pub use policy::{Move, Policy, spend};
pub use stage::Outcome;

use super::ensemble::{EnsembleError, Progress, Workers};
use super::summary::{Spread, spread};
use crate::model::random::Seed;
use crate::scenario::{Role, Scenario};
use stage::Stage;

/// At most so often may doing nothing reach a built-in role's goal.
pub const IDLE_AT_MOST: f64 = 0.35;
/// At least so often must the best policy found reach it.
pub const BEST_AT_LEAST: f64 = 0.60;
/// At least so many of its levers must move a goal measure by [`POINTS`].
pub const LEVERS_AT_LEAST: usize = 3;
/// The most adopters of the runs by which policies are ranked and levers compared.
const SEARCH_ADOPTERS: usize = 2_500;
/// Runs from which shares are held to the marks as they are; smaller samples are allowed two standard errors.
const FULL_SAMPLE: usize = 200;

/// How roles are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trial {
    /// Seed of the runs by which a role is judged; the search has seeds of its own, drawn from it.
    pub seed: Seed,
    /// Number of runs by which a role is judged.
    pub runs: usize,
}

/// What was found of one role.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The role.
    pub role: Role,
    /// What comes of doing nothing.
    pub idle: Attempt,
    /// What comes of the best policy found.
    pub best: Attempt,
    /// That policy.
    pub policy: Policy,
    /// What the role's levers do to its goal measures, each moved over its range.
    pub influences: Vec<Influence>,
}

/// What came of a policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// Runs.
    pub runs: usize,
    /// Runs that reached the goal.
    pub reached: usize,
    /// Each target's measure over the runs.
    pub measures: Vec<Spread>,
}

impl Attempt {
    fn of(role: &Role, outcomes: &[Outcome]) -> Self {
        let reached = outcomes.iter().filter(|outcome| outcome.reached(role)).count();
        let across = |target: usize| spread(outcomes.iter().map(|outcome| outcome.values[target]));
        Self { runs: outcomes.len(), reached, measures: (0..role.targets.len()).map(across).collect() }
    }

    /// Share of the runs that reached the goal.
    pub fn share(&self) -> f64 {
        self.reached as f64 / self.runs as f64
    }

    /// How far a small sample's share may lie beyond a mark by chance.
    fn allowance(&self, mark: f64) -> f64 {
        if self.runs >= FULL_SAMPLE { 0.0 } else { 2.0 * (mark * (1.0 - mark) / self.runs as f64).sqrt() }
    }
}

/// A rule for built-in roles that one breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// Doing nothing reaches the goal too often.
    Idle,
    /// The best policy found reaches it too seldom.
    Best,
    /// Too few levers matter.
    Levers,
}

impl Finding {
    /// Levers that move a goal measure by [`POINTS`] or more.
    pub fn levers_that_matter(&self) -> impl Iterator<Item = &Influence> {
        self.influences.iter().filter(|influence| influence.matters())
    }

    /// The rules for built-in roles that it breaks.
    pub fn broken(&self) -> Vec<Broken> {
        let (idle, best) = (&self.idle, &self.best);
        let rules = [
            (Broken::Idle, idle.share() > IDLE_AT_MOST + idle.allowance(IDLE_AT_MOST)),
            (Broken::Best, best.share() < BEST_AT_LEAST - best.allowance(BEST_AT_LEAST)),
            (Broken::Levers, self.levers_that_matter().count() < LEVERS_AT_LEAST),
        ];
        rules.into_iter().filter(|(_, is_broken)| *is_broken).map(|(rule, _)| rule).collect()
    }
}

impl Trial {
    /// Tries one role of a scenario; nothing is found of a role without targets.
    ///
    /// # Errors
    /// If it was called off.
    pub fn of(
        &self,
        scenario: &Scenario,
        role: &Role,
        workers: &Workers,
        progress: &Progress,
    ) -> Result<Option<Finding>, EnsembleError> {
        if role.targets.is_empty() {
            return Ok(None);
        }
        let mut smaller = scenario.clone();
        smaller.setup.adopters = scenario.setup.adopters.min(SEARCH_ADOPTERS);
        let rehearsal = Stage::new(&smaller, role, self.search_seeds(), workers);
        let policy = search::best(&rehearsal, workers, progress)?;
        let influences = influence::all(&rehearsal, &policy, workers, progress)?;
        let outcomes =
            self.outcomes(scenario, role, &[Policy::default(), policy.clone()], workers, progress)?;
        let [idle, best] = [0, 1].map(|which| Attempt::of(role, &outcomes[which]));
        Ok(Some(Finding { role: role.clone(), idle, best, policy, influences }))
    }

    /// What comes of each of some policies, run by run.
    ///
    /// # Errors
    /// If it was called off.
    pub fn outcomes(
        &self,
        scenario: &Scenario,
        role: &Role,
        policies: &[Policy],
        workers: &Workers,
        progress: &Progress,
    ) -> Result<Vec<Vec<Outcome>>, EnsembleError> {
        let stage = Stage::new(scenario, role, self.seeds(), workers);
        stage.outcomes(policies, workers, progress)
    }

    /// About how many runs it takes to try a role, for a progress bar.
    pub fn total(&self, role: &Role) -> usize {
        let moves = 12 + 2 * role.levers.len();
        2 * self.runs + search::EFFORT * moves * self.search_runs()
    }

    fn seeds(&self) -> Vec<Seed> {
        (0..self.runs as u64).map(|k| self.seed.of_run(k)).collect()
    }

    /// Other seeds than those by which the policy found is judged.
    fn search_seeds(&self) -> Vec<Seed> {
        const APART: u64 = 1 << 32;
        (0..self.search_runs() as u64).map(|k| self.seed.of_run(APART + k)).collect()
    }

    fn search_runs(&self) -> usize {
        (self.runs / 8).clamp(8, 25)
    }
}

#[cfg(test)]
mod tests;
