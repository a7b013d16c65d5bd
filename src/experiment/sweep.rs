//! Sweeps: the runs of a study, each reduced to what is kept of it. A run that fails says why; the others go on.

mod models;
mod part;
mod pool;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

pub use part::{Part, PartError};
pub use pool::{InOrder, Window};

use self::models::Models;
use super::study::{RunId, Study};
use crate::model::history::History;
use crate::model::measure::{EndWorld, Evaluation, SeriesKey};
use crate::model::parameters::Parameters;
use crate::model::simulation::{Model, Simulation};

/// A run and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Which run.
    pub run: RunId,
    /// The values of its point, one a factor.
    pub factors: Vec<f64>,
    /// What is kept of it, or why it failed.
    pub outcome: Result<Sample, String>,
}

/// What is kept of one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// Class of the world in the last month.
    pub world: EndWorld,
    /// The series in the last month; NaN where there was nothing to measure.
    pub ends: Vec<f64>,
    /// The series in the months kept, series by series. Single precision, as in an ensemble.
    pub values: Vec<f32>,
}

impl Sample {
    /// It with its values at the end alone.
    pub fn without_values(self) -> Self {
        Self { values: Vec::new(), ..self }
    }

    /// What is kept of a history: these series, in these months (counted from the first).
    fn of(history: &History, parameters: &Parameters, series: &[SeriesKey], rows: &[usize]) -> Self {
        let evaluation = Evaluation::new(history, parameters);
        let last = history.months() - 1;
        let mut values = Vec::with_capacity(series.len() * rows.len());
        for key in series {
            values.extend(evaluation.values(key, rows.iter().copied()).map(|value| value as f32));
        }
        let ends = series.iter().map(|key| evaluation.value(key, last)).collect();
        Self { world: evaluation.counts(last).class(history.cast), ends, values }
    }
}

/// A study made ready to run.
#[derive(Debug)]
pub struct Sweep<'s> {
    study: &'s Study,
    /// The months kept of each scenario, counted from its first.
    rows: Vec<Vec<usize>>,
    models: Models,
}

impl<'s> Sweep<'s> {
    /// Makes a study ready.
    pub fn new(study: &'s Study) -> Self {
        let rows = |scenario: usize| {
            let start = study.scenarios[scenario].setup.start;
            study.months(scenario).into_iter().map(|month| usize::from(month.0 - start.0)).collect()
        };
        let rows = (0..study.scenarios.len()).map(rows).collect();
        Self { study, rows, models: Models::new(study) }
    }

    /// Does a run.
    ///
    /// # Panics
    /// If there are fewer runs.
    pub fn run(&self, index: u64) -> Record {
        let run = self.study.run(index);
        let outcome = guarded(|| self.sample(&run));
        Record { run, factors: self.study.values(run.point), outcome }
    }

    fn sample(&self, run: &RunId) -> Result<Sample, String> {
        let model = self.models.of(self.study, run)?;
        let history = Simulation::new(Arc::clone(&model), run.seed).run();
        Ok(self.kept(run, &model, &history))
    }

    fn kept(&self, run: &RunId, model: &Model, history: &History) -> Sample {
        let (series, rows) = (&self.study.series[run.scenario], &self.rows[run.scenario]);
        Sample::of(history, &model.setup().parameters, series, rows)
    }
}

/// Does something that may panic, which is then told like any other failure.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(told(panic.as_ref())))
}

fn told(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or(panic.downcast_ref::<&str>().copied());
    format!("the program panicked: {}", text.unwrap_or("no reason given"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::random::Seed;

    const TEXT: &str = "
        format = 1
        name = \"small\"
        scenarios = [\"two-worlds\", \"history\"]
        design = \"grid\"
        adopters = 200
        replicates = 2
        measures = [\"frontier_gap\", \"adoption_rate\"]
        [series]
        every = 12
        [[factors]]
        name = \"us.export_controls\"
        values = [0.0, 1.0]
        from = \"2026-01\"
    ";

    #[test]
    fn what_is_kept_of_a_run_is_what_its_history_says() {
        let study = Study::from_text("small.toml", TEXT).unwrap();
        let sweep = Sweep::new(&study);
        let mut seen = Vec::new();
        for index in 0..study.runs() {
            let Record { run, factors, outcome } = sweep.run(index);
            let sample = outcome.unwrap();
            let setup = study.setup(run.scenario, run.point).unwrap();
            let model = Arc::new(Model::new(setup.clone()));
            let history = Simulation::new(model, run.seed).run();
            let evaluation = Evaluation::new(&history, &setup.parameters);
            let months = study.months(run.scenario);
            let mut values = sample.values.iter();
            for (key, end) in study.series[run.scenario].iter().zip(&sample.ends) {
                for month in &months {
                    let wanted = evaluation.value(key, usize::from(month.0 - setup.start.0)) as f32;
                    assert_eq!(values.next().unwrap().to_bits(), wanted.to_bits());
                }
                let last = evaluation.value(key, history.months() - 1);
                assert_eq!(end.to_bits(), last.to_bits());
            }
            assert_eq!((values.next(), factors.len()), (None, 1));
            assert_eq!(sweep.run(index).run, run, "a run does not depend on what was run before");
            seen.push((run.scenario, run.point, run.replicate));
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 8);
        assert_eq!(sweep.run(0).run.seed, Seed(1).of_run(0));
    }

    #[test]
    fn a_run_that_cannot_be_is_a_record_with_its_error() {
        let mut study = Study::from_text("small.toml", TEXT).unwrap();
        study.factors[0].from = Some(study.scenarios[0].setup.end + 1);
        let Record { run, factors, outcome } = Sweep::new(&study).run(2);
        assert_eq!((run.index, factors.len()), (2, 1));
        assert!(outcome.unwrap_err().contains("us.export_controls"));
    }

    #[test]
    fn a_panic_is_told_like_any_other_failure() {
        assert_eq!(guarded(|| Ok(3)), Ok(3));
        assert_eq!(guarded::<u8>(|| Err("no".to_owned())), Err("no".to_owned()));
        let quiet = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let failed = guarded::<u8>(|| panic!("a lab without compute"));
        std::panic::set_hook(quiet);
        assert_eq!(failed, Err("the program panicked: a lab without compute".to_owned()));
    }
}
