//! The digest of a study: whether two files ask for the same runs.

use super::Study;
use crate::experiment::design::Design;
use crate::model::digest::Digest;
use crate::scenario::Scenario;

/// Most points whose values go into a digest: the others follow from the design in the same way.
const MOST_POINTS: usize = 1 << 16;

impl Study {
    /// The digest of all that decides about the runs and what is kept of them: what the file says, in whatever order and
    /// with whatever remarks, what the scenarios amount to, and the points. Where the files stand does not matter.
    pub fn digest(&self) -> Digest {
        let told = format!(
            "{:?}{:?}{:?}{:?}{:?}{:?}{:?}",
            self.name, self.replicates, self.pairing, self.seed, self.adopters, self.series, self.kept
        );
        let scenario = |(i, scenario): (usize, &Scenario)| {
            let posterior = scenario.posterior.as_ref().map(|posterior| &posterior.digest);
            format!("{:?}{}{posterior:?}", scenario.name, self.scenario_digest(i))
        };
        let scenarios = self.scenarios.iter().enumerate().map(scenario);
        let factors = self
            .factors
            .iter()
            .map(|factor| format!("{:?}{:?}{:?}", factor.name, factor.from, factor.levels));
        let design = format!("{}{}", self.design.name(), self.points());
        // A list's points follow from nothing.
        let most = if matches!(self.design, Design::List(_)) { usize::MAX } else { MOST_POINTS };
        let texts =
            std::iter::once(told).chain(scenarios).chain(factors).chain([design]).map(String::into_bytes);
        let points = (0..self.points().min(most))
            .map(|point| self.values(point).into_iter().flat_map(f64::to_le_bytes).collect::<Vec<u8>>());
        Digest::of_parts(texts.chain(points))
    }

    /// The digest of what a scenario's runs start from before a factor is set.
    ///
    /// # Panics
    /// If there is no such scenario.
    pub fn scenario_digest(&self, scenario: usize) -> Digest {
        Digest::of_setup(&self.scenarios[scenario].setup)
    }
}
