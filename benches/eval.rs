//! The bare engine beside the closed loop on the same points, in one run: `cargo bench --bench eval`.
//!
//! 60 points of 4 replicates in the default scenario at 1,000 adopters, each with a lever moved and six measures
//! read. The bare engine has its models made before and writes nothing; the loop reads its points as lines, makes
//! the models and writes the answers.

use std::hint::black_box;
use std::io::Cursor;
use std::sync::Arc;

use divan::Bencher;
use weights_of_nations::experiment::ensemble::{Ensemble, Plan, Progress, Workers};
use weights_of_nations::experiment::eval::{Counts, Defaults, Evaluator, Report, Selection, evaluate};
use weights_of_nations::model::random::Seed;
use weights_of_nations::model::simulation::Model;
use weights_of_nations::report::answer::line;
use weights_of_nations::scenario::{DEFAULT, Override, Scenario};

const POINTS: usize = 60;
const REPLICATES: usize = 4;
const ADOPTERS: usize = 1_000;
const MEASURES: [&str; 4] =
    ["frontier_gap*", "adoption_share__bloc_china", "adoption_share__access_open", "concentration"];

fn main() {
    divan::main();
}

fn scenario() -> Scenario {
    let mut scenario = Scenario::built_in(DEFAULT).expect("the default scenario");
    scenario.setup.adopters = ADOPTERS;
    scenario
}

fn selection(scenario: &Scenario) -> Selection {
    let mut selection = Selection::default();
    for name in MEASURES {
        selection.add_measure(name, &scenario.setup).expect("a measure");
    }
    selection
}

fn level(point: usize) -> f64 {
    point as f64 / POINTS as f64
}

/// The runs alone, on so many threads.
#[divan::bench(args = [1, 2], sample_count = 7, sample_size = 1)]
fn bare_engine(bencher: Bencher<'_, '_>, jobs: usize) {
    let scenario = scenario();
    let model = |point| {
        let mut setup = scenario.setup.clone();
        let setting = Override::parse(&format!("us.export_controls={}@2026-01", level(point)));
        setting.expect("a setting").apply(&mut setup).expect("a month of the scenario");
        Arc::new(Model::new(setup))
    };
    let models: Vec<Arc<Model>> = (0..POINTS).map(model).collect();
    let series = selection(&scenario).measures.iter().map(|one| one.key).collect();
    let plan = Plan { seed: Seed(1), runs: POINTS * REPLICATES, series };
    let workers = Workers::new(jobs).expect("worker threads");
    bencher.bench_local(|| {
        let model = |run: usize| &models[run / REPLICATES];
        let ensemble = Ensemble::simulate_each(model, &plan, &workers, &Progress::default());
        black_box(ensemble.expect("nobody calls it off"))
    });
}

/// The same points as lines in and lines out.
#[divan::bench(args = [1, 2], sample_count = 7, sample_size = 1)]
fn closed_loop(bencher: Bencher<'_, '_>, jobs: usize) {
    let scenario = scenario();
    let names = MEASURES.map(|name| format!("\"{name}\"")).join(",");
    let point = |point| {
        format!(
            "{{\"id\":{point},\"settings\":{{\"us.export_controls@2026-01\":{}}},\"measures\":[{names}]}}\n",
            level(point)
        )
    };
    let input: String = (0..POINTS).map(point).collect();
    let workers = Workers::new(jobs).expect("worker threads");
    let selection = Arc::new(Selection::default());
    let defaults = Defaults { seed: Seed(1), replicates: REPLICATES, selection, report: Report::Mean };
    bencher.bench_local(|| {
        let evaluator = Evaluator::new(&scenario, defaults.clone());
        let mut bytes = 0;
        let write = |text: &str| {
            bytes += text.len();
            Ok(())
        };
        let counts = evaluate(&evaluator, Cursor::new(input.clone()), &workers, line, write);
        assert_eq!(counts.expect("nothing fails"), Counts { answered: POINTS, refused: 0 });
        black_box(bytes)
    });
}
