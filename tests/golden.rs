//! Golden runs: a small ensemble of every built-in scenario gives, to the byte, what it gave before.
//!
//! A change of the model that is meant is put on record by `BLESS=1 cargo test --test golden`. On a
//! failure the actual results stand in `tests/golden/actual/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use weights_of_nations::experiment::ensemble::{Ensemble, Plan, Progress, Workers};
use weights_of_nations::experiment::milestone::most_important;
use weights_of_nations::experiment::summary::Summary;
use weights_of_nations::model::bloc::Bloc;
use weights_of_nations::model::measure::{SeriesKey, catalogue};
use weights_of_nations::model::random::{Seed, name_key};
use weights_of_nations::model::setup::Setup;
use weights_of_nations::model::simulation::Model;
use weights_of_nations::report::{Outcome, csv};
use weights_of_nations::scenario::{Scenario, built_ins};

const RUNS: usize = 4;
const ADOPTERS: usize = 1_000;

/// The series whose values at the end of each year are kept in full; of all others only a digest is.
fn is_main(key: &SeriesKey) -> bool {
    let worldwide = key.region.is_none() && key.segment.is_none() && key.lab.is_none();
    match key.name() {
        "adoption_share" => worldwide && key.bloc.is_some() && key.access.is_some(),
        "values_exposure" => key.bloc.is_none(),
        "download_share" | "frontier_gap" => key.pair.is_some(),
        "domestic_chips" => key.bloc == Some(Bloc::China),
        "lab_share" | "frontier" | "markup" | "open_releases" => false,
        _ => worldwide,
    }
}

fn golden(name: &str) -> String {
    let mut scenario = Scenario::built_in(name).expect("a built-in scenario");
    scenario.setup = Setup { adopters: ADOPTERS, ..scenario.setup };
    let model = Arc::new(Model::new(scenario.setup.clone()));
    let plan = Plan { seed: Seed(1), runs: RUNS, series: catalogue(scenario.setup.labs.len()) };
    let workers = Workers::new(0).expect("threads");
    let ensemble = Ensemble::simulate(&model, &plan, &workers, &Progress::default()).expect("runs");
    let summary = Summary::of(&ensemble, &workers);
    let important = most_important(&ensemble.runs, 5);
    let whole =
        Outcome { scenario: &scenario, settings: Vec::new(), seed: 1, drawn: None, summary, important };
    let digest = name_key(&csv::rows(&whole, |_| true));
    let mut main = whole.clone();
    main.summary.series.retain(|series| is_main(&series.key));
    let yearly = csv::rows(&main, |row| whole.summary.month(row).month_of_year() == 12);
    let worlds = format!("{:?}", whole.summary.worlds);
    format!("{yearly}# end worlds: {worlds}\n# digest of all series and months: {digest:016x}\n")
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn first_difference(expected: &str, actual: &str) -> String {
    let pair = expected.lines().zip(actual.lines()).find(|(a, b)| a != b);
    pair.map_or("their lengths differ".to_owned(), |(a, b)| format!("was {a}\nis  {b}"))
}

#[test]
fn built_in_scenarios_give_what_they_gave() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut failures = Vec::new();
    for name in built_ins() {
        let (path, actual) = (folder().join(format!("{name}.csv")), golden(name));
        if bless {
            fs::write(&path, &actual).expect("a golden file");
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        if expected != actual {
            let kept = folder().join("actual");
            fs::create_dir_all(&kept).expect("a folder for actual results");
            fs::write(kept.join(format!("{name}.csv")), &actual).expect("an actual result");
            failures.push(format!("{name}: {}", first_difference(&expected, &actual)));
        }
    }
    assert!(
        failures.is_empty(),
        "{}\nactual results stand in tests/golden/actual; if the change is meant: BLESS=1 cargo test --test golden",
        failures.join("\n")
    );
}

#[test]
fn there_is_no_golden_file_without_its_scenario() {
    for entry in fs::read_dir(folder()).expect("golden files").map(|entry| entry.expect("an entry").path()) {
        if entry.extension().is_some_and(|extension| extension == "csv") {
            let name = entry.file_stem().expect("a name").to_string_lossy().into_owned();
            assert!(built_ins().contains(&name.as_str()), "tests/golden/{name}.csv belongs to no scenario");
        }
    }
}
