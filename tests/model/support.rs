//! Small worlds for tests: everything off but what a test is about.

use std::sync::Arc;

use weights_of_nations::model::bloc::{BLOCS, Bloc};
use weights_of_nations::model::calendar::Month;
use weights_of_nations::model::history::History;
use weights_of_nations::model::lab::{LabSpec, OpenStart};
use weights_of_nations::model::parameters::Parameters;
use weights_of_nations::model::random::Seed;
use weights_of_nations::model::setup::Setup;
use weights_of_nations::model::simulation::{Model, Simulation};
use weights_of_nations::scenario::Scenario;

/// Parameters under which offers differ in nothing but what a test sets: no tastes, trust, network,
/// costs, chance or learning; everybody adopted, nobody reconsiders, nobody releases.
pub fn neutral() -> Parameters {
    Parameters {
        trust: [[0.0; BLOCS]; BLOCS],
        awareness_start: [[1.0; BLOCS]; BLOCS],
        openness_taste: [0.0; 5],
        openness_taste_sd: 0.0,
        bloc_affinity_sd: 0.0,
        network_strength: 0.0,
        nest_dissimilarity: 1.0,
        switching_cost: [0.0; 5],
        price_sensitivity: [0.0; 5],
        quality_sensitivity: [1.0; 5],
        demand_shift: [0.0; 5],
        licence_aversion: 0.0,
        institution: [0.0; 5],
        adopted_start: [1.0; 5],
        adopted_start_multiplier: [1.0; 4],
        adoption_innovation: [0.0; 5],
        adoption_imitation: [0.0; 5],
        adoption_multiplier: [1.0; 4],
        reconsideration_rate: [0.0; 5],
        release_rate: 0.0,
        breakthrough_rate: 0.0,
        setback_rate: 0.0,
        training_noise: 0.0,
        spillover_rate: 0.0,
        distillation_rate: 0.0,
        community_learning: 0.0,
        revenue_feedback: 0.0,
        cost_pass_through: 0.0,
        ..Parameters::default()
    }
}

/// All adopters in one cell: American developers.
pub fn one_cell(parameters: &mut Parameters) {
    parameters.region_weight = [1.0, 0.0, 0.0, 0.0];
    parameters.segment_weight = [1.0, 0.0, 0.0, 0.0, 0.0];
}

/// A lab with one open model, otherwise nondescript.
pub fn open_lab(id: &str, bloc: Bloc, capability: f64) -> LabSpec {
    LabSpec {
        id: id.to_owned(),
        name: id.to_owned(),
        archetype: id.to_owned(),
        bloc,
        compute: 0.0,
        efficiency: capability,
        complement: 0.0,
        stance: 0.0,
        size: 1.0,
        closed: None,
        open: Some(OpenStart { capability, licence: 1.0 }),
    }
}

/// A lab with one closed model.
pub fn closed_lab(id: &str, bloc: Bloc, capability: f64) -> LabSpec {
    LabSpec { closed: Some(capability), open: None, ..open_lab(id, bloc, capability) }
}

/// A setup without policy.
pub fn setup(parameters: Parameters, labs: Vec<LabSpec>, adopters: usize, months: u16) -> Setup {
    let mut setup = Setup { parameters, labs, adopters, end: Month(months - 1), ..Setup::empty() };
    for lever in weights_of_nations::model::lever::Lever::all() {
        setup.levers.path_mut(lever).set_from(Month(0), 0.0);
    }
    setup
}

/// A built-in scenario's setup with a number of adopters.
pub fn built_in(name: &str, adopters: usize) -> Setup {
    let mut setup = Scenario::built_in(name).expect("a built-in scenario").setup;
    setup.adopters = adopters;
    setup
}

pub fn simulation(setup: Setup, seed: u64) -> Simulation {
    Simulation::new(Arc::new(Model::new(setup)), Seed(seed))
}

pub fn run(setup: Setup, seed: u64) -> History {
    simulation(setup, seed).run()
}

/// Users of each offer place over all cells, in a month.
pub fn users(history: &History, row: usize) -> Vec<u32> {
    let mut total = vec![0; history.width() - 1];
    for cell in 0..20 {
        total.iter_mut().zip(history.users(row, cell)).for_each(|(sum, n)| *sum += n);
    }
    total
}

/// Share of an offer place in all use, in a month.
pub fn share(history: &History, row: usize, place: usize) -> f64 {
    let users = users(history, row);
    f64::from(users[place]) / f64::from(users.iter().sum::<u32>())
}

/// Logistic function.
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// Mean and standard error.
pub fn mean_and_error(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
    (mean, (variance / n).sqrt())
}
