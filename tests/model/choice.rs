//! V1, V5, V8, V9, V18: the law of choice.

use weights_of_nations::model::bloc::{Access, Bloc};
use weights_of_nations::model::calendar::Month;
use weights_of_nations::model::demand::{Demand, Shares, choice_probabilities};
use weights_of_nations::model::forecast::{Forecast, Place};
use weights_of_nations::model::lab::LabSpec;
use weights_of_nations::model::offer::offer_index;
use weights_of_nations::model::parameters::Parameters;
use weights_of_nations::model::random::Seed;
use weights_of_nations::model::simulation::Simulation;

use crate::support::{
    built_in, closed_lab, logistic, neutral, one_cell, open_lab, run, setup, share, simulation,
};

const NOTHING: f64 = f64::NEG_INFINITY;

#[test]
fn v1a_equal_offers_share_the_market_equally() {
    let parameters = Parameters { reconsideration_rate: [1.0; 5], ..neutral() };
    let labs = ["a", "b", "c", "d"].map(|id| open_lab(id, Bloc::Us, 0.0)).to_vec();
    let n = 20_000;
    let history = run(setup(parameters, labs, n, 3), 1);
    let tolerance = 4.0 * (0.25 * 0.75 / n as f64).sqrt();
    for lab in 0..4 {
        let found = share(&history, 2, offer_index(lab, Access::Open));
        assert!((found - 0.25).abs() < tolerance, "lab {lab}: {found}");
    }
}

#[test]
fn v1b_two_models_follow_the_logit() {
    const EXPECTED: f64 = 0.731_058_578_630_004_9;
    let exact = choice_probabilities(&[0.0, NOTHING, -1.0, NOTHING], 1.0);
    assert!((exact[0] - EXPECTED).abs() < 1e-12, "{exact:?}");
    let parameters =
        Parameters { quality_sensitivity: [2.0; 5], reconsideration_rate: [1.0; 5], ..neutral() };
    let labs = vec![open_lab("a", Bloc::Us, 0.0), open_lab("b", Bloc::Us, -0.5)];
    let n = 40_000;
    let history = run(setup(parameters, labs, n, 2), 2);
    let tolerance = 4.0 * (EXPECTED * (1.0 - EXPECTED) / n as f64).sqrt();
    let found = share(&history, 1, offer_index(0, Access::Open));
    assert!((found - EXPECTED).abs() < tolerance, "{found}");
}

#[test]
fn v5_utility_rises_with_capability_and_falls_with_price_and_restriction() {
    let simulation = simulation(built_in("history", 1_000), 3);
    let world = simulation.world();
    let p = &simulation.model().setup().parameters;
    let demand = Demand::new(world, p, &Shares::of(world));
    let place = offer_index(world.labs.len() - 1, Access::Open);
    let offer = world.offers[place].expect("the last lab has an open model");
    for cell in 0..20 {
        let utility = |offer, price| demand.utility(cell, place, &offer, price);
        let base = utility(offer, 0.1);
        let better = weights_of_nations::model::offer::Offer { capability: offer.capability + 0.1, ..offer };
        let freer = weights_of_nations::model::offer::Offer { licence: offer.licence - 0.1, ..offer };
        assert!(utility(better, 0.1) > base, "cell {cell}");
        assert!(utility(offer, 0.2) < base, "cell {cell}");
        assert!(utility(freer, 0.1) < base, "cell {cell}");
    }
}

/// Two labs with an open model each, in one cell.
fn two_labs(gap: f64, parameters: Parameters, adopters: usize, months: u16) -> Simulation {
    let mut parameters = parameters;
    one_cell(&mut parameters);
    let labs: Vec<LabSpec> = vec![open_lab("a", Bloc::Us, 0.0), open_lab("b", Bloc::Us, -gap)];
    simulation(setup(parameters, labs, adopters, months), 4)
}

/// Starts a two-lab simulation again with a given share of the first lab.
fn restarted(simulation: &Simulation, share: f64) -> Simulation {
    let mut world = simulation.world().clone();
    let n = world.choices.len();
    for (i, choice) in world.choices.iter_mut().enumerate() {
        // Spread over the physical order, so that tastes and shares are unrelated.
        let first = (i * 7_919 % n) < (share * n as f64) as usize;
        *choice = 1 + offer_index(usize::from(!first), Access::Open) as u8;
    }
    world.recount();
    let model = std::sync::Arc::clone(simulation.model());
    Simulation::resume(model, Seed(9), world, simulation.history().clone())
}

#[test]
fn v8_inertia_and_network_follow_their_recursion() {
    let parameters = Parameters {
        network_strength: 1.5,
        switching_cost: [0.7; 5],
        reconsideration_rate: [0.1; 5],
        ..neutral()
    };
    let mut simulation = restarted(&two_labs(0.3, parameters, 40_000, 60), 0.4);
    let mut s = 0.4;
    let mut worst = 0.0_f64;
    for row in 0..60 {
        simulation.step();
        let d = 0.3 + 1.5 * (2.0 * s - 1.0);
        s += 0.1 * ((1.0 - s) * logistic(d - 0.7) - s * logistic(-d - 0.7));
        worst = worst.max((share(simulation.history(), row, 1) - s).abs());
    }
    assert!(worst < 0.01, "largest error {worst}");
}

#[test]
fn v9_strong_networks_have_two_equilibria_and_weak_ones_one() {
    for (strength, start, expected) in
        [(1.5, 0.9, 0.5), (1.5, 0.1, 0.5), (3.0, 0.8, 0.929_280), (3.0, 0.2, 0.070_720)]
    {
        let parameters =
            Parameters { network_strength: strength, reconsideration_rate: [0.5; 5], ..neutral() };
        let mut simulation = restarted(&two_labs(0.0, parameters, 40_000, 80), start);
        simulation.run_until(Month(80));
        let last: f64 = (70..80).map(|row| share(simulation.history(), row, 1)).sum::<f64>() / 10.0;
        assert!((last - expected).abs() < 0.015, "strength {strength} from {start}: {last}");
    }
    // The fixed point itself: m = tanh(1.5 m).
    let mut m: f64 = 0.5;
    for _ in 0..500 {
        m = libm::tanh(1.5 * m);
    }
    assert!(((1.0 + m) / 2.0 - 0.929_280).abs() < 1e-6, "{m}");
}

#[test]
fn v18_forecasts_integrate_over_tastes_by_three_nodes() {
    let mut parameters = Parameters { openness_taste_sd: 1.0, reconsideration_rate: [1.0; 5], ..neutral() };
    one_cell(&mut parameters);
    let labs = vec![open_lab("open", Bloc::Us, 0.0), closed_lab("closed", Bloc::Us, -1.0)];
    let n = 100_000;
    let mut simulation = simulation(setup(parameters, labs, n, 3), 5);
    let (world, p) = (simulation.world(), &simulation.model().setup().parameters);
    let demand = Demand::new(world, p, &Shares::of(world));
    let mut forecast = Forecast::new(world, &demand, p, Bloc::ALL);
    let place = Place { lab: 0, offers: [None, world.offers[1]], markup: 0.0 };
    let outlook = forecast.outlook(world, p, place, world.open_frontier());
    assert!((outlook.open[0] - 0.697_978).abs() < 1e-6, "{}", outlook.open[0]);
    simulation.run_until(Month(3));
    let found = share(simulation.history(), 2, 1);
    let tolerance = 4.0 * (0.7 * 0.3 / n as f64).sqrt();
    assert!((found - 0.696_735).abs() < tolerance, "{found}");
}

#[test]
fn v18c_two_equal_offers_of_one_lab_gain_only_what_the_nest_allows() {
    let probabilities = choice_probabilities(&[0.0, 0.0, 0.0, NOTHING], 0.6);
    assert!((probabilities[0] + probabilities[1] - 0.602_499).abs() < 1e-6, "{probabilities:?}");
    let two = libm::pow(2.0, 0.6);
    assert!((probabilities[0] + probabilities[1] - two / (1.0 + two)).abs() < 1e-12);
}
