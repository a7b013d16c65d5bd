//! V16, V17: measures of worlds whose value is known.

use weights_of_nations::model::bloc::{Access, Bloc, SEGMENTS};
use weights_of_nations::model::history::History;
use weights_of_nations::model::measure::{Evaluation, SeriesKey};
use weights_of_nations::model::offer::offer_index;

use crate::support::{neutral, open_lab, setup, simulation};

/// A one-month history in which each adopter uses the lab that `lab_of` says, by cell and place in it.
fn world_of(lab_of: impl Fn(usize, usize) -> usize) -> History {
    let labs = Bloc::ALL.map(|bloc| open_lab(bloc.key(), bloc, 0.0)).to_vec();
    let setup = setup(neutral(), labs, 4_000, 1);
    let simulation = simulation(setup.clone(), 1);
    let mut world = simulation.world().clone();
    for cell in 0..20 {
        let (from, to) = world.population.range(cell);
        for (i, choice) in world.choices[from..to].iter_mut().enumerate() {
            *choice = 1 + offer_index(lab_of(cell, i), Access::Open) as u8;
        }
    }
    world.recount();
    let mut history = History::new(&setup, &world);
    history.record(&world);
    history
}

fn value(history: &History, key: &SeriesKey) -> f64 {
    let parameters = weights_of_nations::model::parameters::Parameters::default();
    Evaluation::new(history, &parameters).value(key, 0)
}

#[test]
fn v16_four_equal_labs_have_a_concentration_of_a_quarter() {
    // One segment's cells may not divide by four; the whole population does.
    let total = std::cell::Cell::new(0);
    let history = world_of(|_, _| {
        total.set(total.get() + 1);
        total.get() % 4
    });
    assert!((value(&history, &SeriesKey::of("concentration")) - 0.25).abs() < 1e-12);
}

#[test]
fn v17_values_exposure_is_one_on_the_most_distant_models_and_nothing_at_home() {
    let us = SeriesKey { region: Some(Bloc::Us), ..SeriesKey::of("values_exposure") };
    let china = Bloc::China.index();
    let foreign = world_of(|_, _| china);
    assert!((value(&foreign, &us) - 1.0).abs() < 1e-12);
    let by_china = SeriesKey { bloc: Some(Bloc::China), ..us };
    assert_eq!(value(&foreign, &by_china), value(&foreign, &us));
    let home = world_of(|cell, _| cell / SEGMENTS);
    assert_eq!(value(&home, &us), 0.0);
}
