//! The defaults are the point of the calibration that is kept, which does not depend on them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use weights_of_nations::experiment::calibration::{Calibration, Leg, Plan, Walk};
use weights_of_nations::experiment::ensemble::{Progress, Workers};
use weights_of_nations::model::setup::Setup;
use weights_of_nations::report::calibration::{data_digest, posterior};
use weights_of_nations::scenario::Scenario;
use weights_of_nations::scenario::observation::Observations;
use weights_of_nations::scenario::posterior::{Posterior, Target};

const PLAN: &str = "calibration/history.toml";
const KEPT: &str = "calibration/observed-until-2025-10.toml";

#[test]
fn every_default_that_is_fitted_is_the_point_and_says_so() {
    let kept = Posterior::load(Path::new(KEPT)).unwrap();
    assert!((1..=12).contains(&kept.targets.len()));
    for (target, point) in kept.targets.iter().zip(&kept.point) {
        let Target::Parameter(entry) = target else { panic!("{} is no single parameter", target.name()) };
        assert_eq!(entry.default(), *point, "{}", entry.name());
        let source = entry.family.source;
        assert!(source.contains("observed-until-2025-10"), "{}: {source}", entry.name());
    }
}

#[test]
fn the_result_kept_is_of_the_plan_and_the_observations_that_are_kept() {
    let kept: toml::Table = fs::read_to_string(KEPT).unwrap().parse().unwrap();
    let plan = Plan::load(Path::new(PLAN)).unwrap();
    assert_eq!(kept["made"]["plan"].as_str(), Some(plan.digest.as_str()));
    let known = Observations::built_in().unwrap().until(plan.until);
    assert_eq!(kept["made"]["observations"].as_str(), Some(data_digest(&known).as_str()));
    assert!(plan.free.iter().all(|free| free.judged.is_some()), "every parameter says what stood before");
}

/// The file that a calibration of a setup with little effort writes.
fn file(plan: &Plan, setup: &Setup) -> String {
    let (workers, progress) = (Workers::new(2).unwrap(), Progress::default());
    let calibration = Calibration::new(plan.clone(), setup, &Observations::built_in().unwrap());
    let law = calibration.likelihood();
    let mut cloud = calibration.start(&workers, &progress).unwrap();
    calibration.lead(&mut cloud, &Leg::Posterior(&law), &workers, &progress).unwrap();
    let draws = cloud.units();
    let point = calibration.point(&cloud, &law, &workers, &progress).unwrap();
    posterior(&calibration, &calibration.result(&draws, &point))
}

#[test]
fn a_calibration_does_not_depend_on_the_defaults_of_what_it_fits() {
    let plan = Plan::load(Path::new(PLAN)).unwrap();
    let walk = Walk { particles: 8, moves: 1, ..plan.walk };
    let plan = Plan { adopters: 200, runs: 2, walk, ..plan };
    let setup = Scenario::built_in(&plan.scenario).unwrap().setup;
    let mut moved = setup.clone();
    for free in &plan.free {
        free.target.set(&mut moved, free.prior.quantile(0.9));
    }
    assert_ne!(setup.parameters, moved.parameters);
    let told = file(&plan, &setup);
    assert_eq!(told, file(&plan, &moved));
    // What is not fitted does make a difference: the test can fail.
    moved.parameters.licence_aversion = 0.0;
    moved.parameters.release_rate *= 2.0;
    assert_ne!(told, file(&plan, &moved));
}
