//! Behaviour checks: what a model must show, as data: a measure, a matrix of scenarios, and a claim about it.

mod claim;
mod measurand;
mod movement;
mod read;
mod stored;
mod variant;

pub use claim::{Claim, Finding, Statistic};
pub use measurand::{Measurand, WORLD};
pub use movement::{Comparison, Move, compare};
pub use stored::{Key, Stored, StoredError};
pub use variant::Variant;

use std::sync::Arc;

use super::ensemble::{Ensemble, EnsembleError, Plan, Progress, Workers};
use crate::model::measure::SeriesKey;
use crate::model::random::Seed;
use crate::model::setup::Setup;
use crate::model::simulation::Model;

/// The checks of a file.
#[derive(Clone, Debug)]
pub struct Suite {
    /// Name for people.
    pub title: String,
    /// The checks, in the order of the file; names all different.
    pub checks: Vec<Check>,
}

/// One check.
#[derive(Clone, Debug)]
pub struct Check {
    /// Its name in the file.
    pub name: String,
    /// Why it should hold.
    pub why: String,
    /// What that rests on, if anything is given.
    pub source: Option<String>,
    /// What is measured.
    pub measurand: Measurand,
    /// What is claimed of it.
    pub claim: Claim,
    /// Runs of each variant.
    pub runs: usize,
    /// Seed; variants are paired run by run.
    pub seed: Seed,
    /// One for each scenario of the matrix.
    pub cells: Vec<Cell>,
}

/// A check in one scenario.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The scenario, as the file names it.
    pub scenario: String,
    /// What is simulated, in the order in which the claim speaks of it.
    pub variants: Vec<Variant>,
}

/// What came out of a check in one scenario.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Position of the check.
    pub check: usize,
    /// Position of the scenario in its matrix.
    pub cell: usize,
    /// The measure, run by run, of each variant.
    pub values: Vec<Vec<f64>>,
    /// What was found, one for each part of the claim.
    pub findings: Vec<Finding>,
}

impl Outcome {
    /// Whether the claim holds.
    pub fn holds(&self) -> bool {
        self.findings.iter().all(|finding| finding.holds)
    }
}

/// Where the values of an ensemble go: the place among outcomes, and the variant.
struct Wish<'a> {
    check: &'a Check,
    outcome: usize,
    variant: usize,
}

/// An ensemble that several checks share.
struct Shared<'a> {
    setup: &'a Setup,
    seed: Seed,
    runs: usize,
    wishes: Vec<Wish<'a>>,
}

impl Suite {
    /// Runs to be done in all, for a progress bar.
    pub fn total(&self) -> usize {
        self.shared().iter().map(|shared| shared.runs).sum()
    }

    /// The ensembles that the checks need: one for each world and seed, with the most runs that are asked for.
    fn shared(&self) -> Vec<Shared<'_>> {
        let mut all: Vec<Shared<'_>> = Vec::new();
        let cells = self.checks.iter().flat_map(|check| check.cells.iter().map(move |cell| (check, cell)));
        for (outcome, (check, cell)) in cells.enumerate() {
            for (variant, Variant { setup, .. }) in cell.variants.iter().enumerate() {
                let wish = Wish { check, outcome, variant };
                match all.iter_mut().find(|known| known.seed == check.seed && known.setup == setup) {
                    Some(known) => {
                        known.runs = known.runs.max(check.runs);
                        known.wishes.push(wish);
                    }
                    None => {
                        let (seed, runs) = (check.seed, check.runs);
                        all.push(Shared { setup, seed, runs, wishes: vec![wish] });
                    }
                }
            }
        }
        all
    }

    /// Simulates what the checks need, each world once, and judges them. In the order of the file, scenario by
    /// scenario.
    ///
    /// # Errors
    /// If it was called off.
    pub fn run(&self, workers: &Workers, progress: &Progress) -> Result<Vec<Outcome>, EnsembleError> {
        let mut outcomes = self.empty_outcomes();
        for shared in self.shared() {
            let series = shared.series();
            let plan = Plan { seed: shared.seed, runs: shared.runs, series };
            let model = Arc::new(Model::new(shared.setup.clone()));
            let ensemble = Ensemble::simulate(&model, &plan, workers, progress)?;
            for Wish { check, outcome, variant } in shared.wishes {
                let values = check.measurand.values(&ensemble, shared.setup, check.runs);
                outcomes[outcome].values[variant] = values;
            }
        }
        for outcome in &mut outcomes {
            let check = &self.checks[outcome.check];
            outcome.findings = check.claim.judge(&check.cells[outcome.cell].variants, &outcome.values);
        }
        Ok(outcomes)
    }

    fn empty_outcomes(&self) -> Vec<Outcome> {
        let cells = self.checks.iter().enumerate().flat_map(|(check, one)| {
            let cells = one.cells.iter().enumerate();
            cells.map(move |(cell, of)| (check, cell, of.variants.len()))
        });
        let outcome = |(check, cell, variants)| Outcome {
            check,
            cell,
            values: vec![Vec::new(); variants],
            findings: Vec::new(),
        };
        cells.map(outcome).collect()
    }
}

impl Shared<'_> {
    /// The series that its checks read, each once.
    fn series(&self) -> Vec<SeriesKey> {
        let mut series = Vec::new();
        let keys = self.wishes.iter().filter_map(|wish| wish.check.measurand.series(&self.setup.labs));
        for key in keys {
            if !series.contains(&key) {
                series.push(key);
            }
        }
        series
    }
}
