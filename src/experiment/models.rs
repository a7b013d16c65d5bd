//! The models of an ensemble: one for all runs, or one for each draw of a posterior.

use std::sync::{Arc, OnceLock};

use crate::model::setup::Setup;
use crate::model::simulation::Model;
use crate::scenario::Scenario;
use crate::scenario::posterior::{Posterior, RUNS_A_DRAW};

/// What an ensemble's runs are simulated by. Models are prepared when they are first asked for.
#[derive(Debug)]
pub struct Models {
    setup: Setup,
    posterior: Option<Arc<Posterior>>,
    /// One a draw that is in use; a single one where runs differ by chance alone.
    made: Vec<OnceLock<Arc<Model>>>,
    is_drawn: bool,
    /// The models of a similar setup, whose starts may serve here too.
    base: Option<Arc<Models>>,
}

impl Models {
    /// The models of so many runs: each draw of the posterior serves [`RUNS_A_DRAW`] of them. Where there are too few
    /// runs to tell parameters from chance, one model with the posterior's point serves all. A posterior that bears on
    /// nothing that is left open in the setup is left out.
    pub fn with(setup: Setup, posterior: Option<Arc<Posterior>>, runs: usize) -> Self {
        let posterior = posterior.filter(|posterior| posterior.bears_on(&setup));
        let is_drawn = posterior.is_some() && runs > RUNS_A_DRAW;
        let draws = posterior.as_ref().map_or(1, |known| known.draws.len());
        let made = if is_drawn { draws.min(runs.div_ceil(RUNS_A_DRAW)) } else { 1 };
        Self { setup, posterior, made: (0..made).map(|_| OnceLock::new()).collect(), is_drawn, base: None }
    }

    /// The models of a scenario's runs.
    pub fn of_scenario(scenario: &Scenario, runs: usize) -> Self {
        Self::with(scenario.setup.clone(), scenario.posterior.clone(), runs)
    }

    /// The models of so many runs of another setup, with the same draws; what starts from the same world as a model of
    /// `base` takes its start from there.
    pub fn beside(base: &Arc<Self>, setup: Setup, runs: usize) -> Self {
        Self { base: Some(Arc::clone(base)), ..Self::with(setup, base.posterior.clone(), runs) }
    }

    /// The setup from which all of them are made; parameters that draws move have their values of before in it.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The posterior from which the runs take parameters; none where they have those of the setup.
    pub fn posterior(&self) -> Option<&Posterior> {
        self.posterior.as_deref()
    }

    /// Number of draws in use in so many runs; 0 where runs differ by chance alone.
    pub fn draws(&self, runs: usize) -> usize {
        if self.is_drawn { self.made.len().min(runs.div_ceil(RUNS_A_DRAW)) } else { 0 }
    }

    /// So many runs in a row share a draw: what is independent of one another is not single runs but so many together.
    pub fn runs_together(&self) -> usize {
        if self.is_drawn { RUNS_A_DRAW } else { 1 }
    }

    /// The model of run `k`.
    pub fn of(&self, k: usize) -> &Arc<Model> {
        let place = k / self.runs_together() % self.made.len();
        self.made[place].get_or_init(|| {
            let setup = self.put(&self.setup, k);
            Arc::new(match &self.base {
                None => Model::new(setup),
                Some(base) => base.of(k).like(setup),
            })
        })
    }

    /// A model of run `k` for another setup, with the same draw; where it starts from the same world, that is not worked
    /// out again.
    pub fn like(&self, setup: &Setup, k: usize) -> Arc<Model> {
        let setup = self.put(setup, k);
        if self.of(k).setup() == &setup { Arc::clone(self.of(k)) } else { Arc::new(self.of(k).like(setup)) }
    }

    /// A setup with the parameters of run `k`.
    fn put(&self, setup: &Setup, k: usize) -> Setup {
        match &self.posterior {
            None => setup.clone(),
            Some(posterior) if self.is_drawn => posterior.put(setup, posterior.draw(k)),
            Some(posterior) => posterior.put(setup, &posterior.point),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Override, Scenario};

    const TEXT: &str = "
        format = 1
        name = \"two\"
        until = \"2025-10\"
        parameters = [\"network_strength\", \"rent_weight\"]
        draws = [[1.0, 10.0], [2.0, 12.0], [3.0, 14.0]]
        point = [1.5, 11.0]
        [made]
        [[marginals]]
    ";

    fn posterior() -> Arc<Posterior> {
        Arc::new(Posterior::from_text("two.toml", TEXT).unwrap())
    }

    fn history() -> Setup {
        Setup { adopters: 100, ..Scenario::built_in("history").unwrap().setup }
    }

    fn strengths(models: &Models, runs: usize) -> Vec<f64> {
        (0..runs).map(|k| models.of(k).setup().parameters.network_strength).collect()
    }

    #[test]
    fn two_runs_in_a_row_share_a_draw_and_draws_are_gone_through_again() {
        let models = Models::with(history(), Some(posterior()), 100);
        assert_eq!(strengths(&models, 8), [1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 1.0, 1.0]);
        assert_eq!((models.draws(100), models.draws(4), models.runs_together()), (3, 2, 2));
        // A smaller ensemble is the beginning of a larger one.
        assert_eq!(strengths(&Models::with(history(), Some(posterior()), 4), 4), [1.0, 1.0, 2.0, 2.0]);
    }

    #[test]
    fn a_run_or_two_take_the_point() {
        let models = Models::with(history(), Some(posterior()), 2);
        assert_eq!(strengths(&models, 2), [1.5, 1.5]);
        assert_eq!((models.draws(2), models.runs_together()), (0, 1));
    }

    #[test]
    fn what_somebody_has_set_keeps_its_value() {
        let mut setup = history();
        Override::parse("network_strength=0.5").unwrap().apply(&mut setup).unwrap();
        let models = Models::with(setup.clone(), Some(posterior()), 100);
        assert_eq!(strengths(&models, 4), [0.5; 4]);
        assert_eq!(models.of(2).setup().parameters.rent_weight, 12.0);
        Override::parse("rent_weight=9").unwrap().apply(&mut setup).unwrap();
        let fixed = Models::with(setup, Some(posterior()), 100);
        assert!(fixed.posterior().is_none() && fixed.draws(100) == 0, "nothing is left open");
    }
}
