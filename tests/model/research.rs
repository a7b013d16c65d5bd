//! V10, V22: research.

use weights_of_nations::model::bloc::Bloc;
use weights_of_nations::model::calendar::Month;
use weights_of_nations::model::parameters::Parameters;

use crate::support::{built_in, neutral, open_lab, setup, simulation};

#[test]
fn v10_an_isolated_lab_grows_by_the_closed_form() {
    let parameters = Parameters { compute_growth: 0.0630, algorithm_growth: 0.0539, ..neutral() };
    let mut simulation = simulation(setup(parameters, vec![open_lab("a", Bloc::Us, 0.0)], 100, 12), 1);
    simulation.run_until(Month(12));
    let lab = &simulation.world().labs[0];
    let total = libm::sqrt(0.0630 * 0.0630 + 0.0539 * 0.0539);
    assert!((lab.compute - 12.0 * 0.0630 * 0.0630 / total).abs() < 1e-12, "{}", lab.compute);
    assert!((lab.efficiency - 12.0 * 0.0539 * 0.0539 / total).abs() < 1e-12, "{}", lab.efficiency);
    assert!((lab.compute - 0.574_448).abs() < 5e-7 && (lab.efficiency - 0.420_482).abs() < 5e-7);
}

#[test]
fn v22_equal_labs_stay_equal_where_nothing_tells_them_apart() {
    let mut setup = built_in("history", 2_000);
    let p = &mut setup.parameters;
    p.network_strength = 0.0;
    p.revenue_feedback = 0.0;
    p.spillover_rate = 0.0;
    p.distillation_rate = 0.0;
    p.community_learning = 0.0;
    p.breakthrough_rate = 0.0;
    p.setback_rate = 0.0;
    p.ai_act_regimes = 0.0;
    setup.events.clear();
    let regimes = weights_of_nations::model::lever::Lever::UsStateRegimes;
    setup.levers.path_mut(regimes).set_from(Month(0), 0.0);
    for lab in &mut setup.labs {
        (lab.compute, lab.efficiency, lab.size) = (-0.3, -0.2, 0.5);
    }
    let mut simulation = simulation(setup, 2);
    simulation.run_until(Month(84));
    let labs = &simulation.world().labs;
    for bloc in Bloc::ALL {
        let levels: Vec<(f64, f64)> =
            labs.iter().filter(|lab| lab.bloc == bloc).map(|lab| (lab.compute, lab.efficiency)).collect();
        assert!(levels.windows(2).all(|pair| pair[0] == pair[1]), "{bloc}: {levels:?}");
    }
}
