//! One run of the default scenario, and ensembles of it on one and two threads: `cargo bench --bench ensemble`.

use std::sync::Arc;

use divan::{Bencher, black_box};
use weights_of_nations::experiment::ensemble::{Ensemble, Plan, Progress, Workers};
use weights_of_nations::experiment::summary::Summary;
use weights_of_nations::model::measure::catalogue;
use weights_of_nations::model::random::Seed;
use weights_of_nations::model::simulation::{Model, Simulation};
use weights_of_nations::scenario::{DEFAULT, Scenario};

fn main() {
    divan::main();
}

fn model() -> Arc<Model> {
    let setup = Scenario::built_in(DEFAULT).expect("the default scenario").setup;
    assert_eq!(setup.adopters, 10_000, "figures are quoted for 10,000 adopters");
    Arc::new(Model::new(setup))
}

/// The default scenario at 10,000 adopters, 84 months, on one core, without reading any series off it.
#[divan::bench(sample_count = 40)]
fn one_run(bencher: Bencher<'_, '_>) {
    let model = model();
    let mut k = 0;
    bencher.bench_local(|| {
        k += 1;
        Simulation::new(Arc::clone(&model), Seed(1).of_run(k)).run()
    });
}

/// 100 runs with every series of every file kept and summed up.
#[divan::bench(args = [1, 2], sample_count = 5, sample_size = 1)]
fn hundred_runs(bencher: Bencher<'_, '_>, jobs: usize) {
    let model = model();
    let series = catalogue(model.setup().labs.len());
    let plan = Plan { seed: Seed(1), runs: 100, series };
    let workers = Workers::new(jobs).expect("worker threads");
    bencher.bench_local(|| {
        let ensemble = Ensemble::simulate(&model, &plan, &workers, &Progress::default());
        black_box(Summary::of(&ensemble.expect("nobody calls it off"), &workers))
    });
}
