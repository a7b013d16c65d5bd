//! V4, V7, V13, V14, V15, V20 and properties that hold in every run.

use std::sync::Arc;

use proptest::prelude::*;
use weights_of_nations::model::bloc::{Access, Bloc, Segment, cell};
use weights_of_nations::model::calendar::Month;
use weights_of_nations::model::event::EventKind;
use weights_of_nations::model::history::History;
use weights_of_nations::model::lever::{LEVERS, Lever};
use weights_of_nations::model::measure::{Evaluation, SeriesKey};
use weights_of_nations::model::parameters::Parameters;
use weights_of_nations::model::random::Seed;
use weights_of_nations::model::setup::Setup;
use weights_of_nations::model::simulation::{Model, Simulation};

use crate::support::{built_in, neutral, open_lab, run, setup, share, simulation};

fn with_lever(mut setup: Setup, lever: Lever, month: u16, value: f64) -> Setup {
    setup.levers.path_mut(lever).set_from(Month(month), value);
    setup
}

/// A history but for the lever values themselves and the news of their moves.
fn without_levers(mut history: History) -> History {
    history.rows.iter_mut().for_each(|row| row.levers = [0.0; 26]);
    history.events.retain(|event| !matches!(event.kind, EventKind::Policy { .. }));
    history
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn v4_v15_adopters_are_conserved_shares_add_up_and_nothing_open_is_recalled(
        seed in any::<u64>(),
        positions in proptest::collection::vec(0.0..=1.0_f64, LEVERS.len()),
        month in 0_u16..60,
    ) {
        let mut setup = built_in("history", 700);
        for (spec, position) in LEVERS.iter().zip(positions) {
            let (low, high) = spec.range;
            setup.levers.path_mut(spec.lever).set_from(Month(month), low + position * (high - low));
        }
        let mut simulation = simulation(setup, seed);
        let mut before = simulation.world().clone();
        while !simulation.is_over() {
            simulation.step();
            let world = simulation.world();
            prop_assert_eq!(world.users.iter().sum::<u32>(), 700);
            for (old, new) in before.offers.iter().zip(&world.offers) {
                if let Some(old) = old {
                    prop_assert!(new.is_some_and(|new| new.capability >= old.capability));
                }
            }
            for (old, new) in before.labs.iter().zip(&world.labs) {
                prop_assert!(new.disclosed >= old.disclosed);
            }
            before = world.clone();
        }
        let history = simulation.history();
        let evaluation = Evaluation::new(history, &simulation.model().setup().parameters);
        for row in 0..history.months() {
            let shares = Bloc::ALL.iter().flat_map(|b| Access::ALL.map(|a| (*b, a)));
            let total: f64 = shares
                .map(|(b, a)| evaluation.value(&SeriesKey::adoption_share(Some(b), Some(a), None, None), row))
                .sum();
            prop_assert!((total - 1.0).abs() < 1e-12);
        }
        for decision in &history.decisions {
            let total: f64 = decision.prospects.iter().map(|p| p.probability).sum();
            prop_assert!((total - 1.0).abs() < 1e-12);
            prop_assert!(decision.prospects.iter().all(|p| p.terms.iter().all(|t| t.is_finite())));
        }
    }
}

#[test]
fn v7_a_seed_is_a_world_and_another_seed_another() {
    let setup = built_in("tit-for-tat", 1_000);
    assert_eq!(run(setup.clone(), 11), run(setup.clone(), 11));
    assert_ne!(run(setup.clone(), 11), run(setup, 12));
}

#[test]
fn a_model_made_from_a_like_one_runs_as_one_made_anew() {
    let setup = built_in("history", 500);
    let base = Model::new(setup.clone());
    let lever = Lever::UsExportControls;
    let mut parameters = setup.clone();
    parameters.parameters.network_strength = 3.0;
    let mut labs = setup.clone();
    labs.labs[5].compute = -0.1;
    let worlds = [
        with_lever(setup.clone(), lever, 24, 1.0),
        with_lever(setup.clone(), lever, 0, 1.0),
        with_lever(setup.clone(), Lever::UsMarketBan, 0, 1.0),
        Setup { adopters: 600, ..setup.clone() },
        Setup { end: Month(40), ..setup },
        parameters,
        labs,
    ];
    for (i, world) in worlds.into_iter().enumerate() {
        let model = Arc::new(base.like(world.clone()));
        assert_eq!(Simulation::new(model, Seed(4)).run(), run(world, 4), "world {i}");
    }
}

#[test]
fn v13_full_preemption_is_the_same_world_as_no_state_laws() {
    let base = built_in("history", 2_000);
    let full = with_lever(
        with_lever(base.clone(), Lever::UsStateRegimes, 0, 30.0),
        Lever::UsFederalPreemption,
        0,
        1.0,
    );
    let none = with_lever(base, Lever::UsStateRegimes, 0, 0.0);
    assert_eq!(without_levers(run(full, 3)), without_levers(run(none, 3)));
}

#[test]
fn v14_a_total_ban_empties_its_cell_at_once() {
    let mut setup = built_in("history", 5_000);
    setup.parameters.ban_disutility = 1e6;
    let banned = with_lever(setup, Lever::UsGovernmentBan, 24, 1.0);
    let history = run(banned.clone(), 4);
    let evaluation = Evaluation::new(&history, &banned.parameters);
    let key = SeriesKey::adoption_share(Some(Bloc::China), None, Some(Bloc::Us), Some(Segment::Government));
    let series = evaluation.series(&key);
    assert!(series[..24].iter().any(|&share| share > 0.0), "some used Chinese models before");
    assert!(series[24..].iter().all(|&share| share == 0.0), "{series:?}");
}

#[test]
fn v20_sampling_error_halves_with_four_times_the_adopters() {
    let parameters = Parameters { reconsideration_rate: [0.2; 5], ..neutral() };
    let labs = vec![open_lab("a", Bloc::Us, 0.0), open_lab("b", Bloc::China, -0.5)];
    let deviation = |adopters| {
        let setup = setup(parameters.clone(), labs.clone(), adopters, 12);
        let values: Vec<f64> = (0..200).map(|seed| share(&run(setup.clone(), seed), 11, 1)).collect();
        let mean = values.iter().sum::<f64>() / 200.0;
        (values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 199.0).sqrt()
    };
    let ratio = deviation(1_000) / deviation(4_000);
    assert!((1.5..2.5).contains(&ratio), "{ratio}");
}

#[test]
fn an_inert_change_moves_no_adopter() {
    // Guidance against Ascend chips where there are no Chinese stack exports; pre-emption of no laws.
    let base = with_lever(built_in("history", 2_000), Lever::ChinaStackExport, 0, 0.0);
    let base = with_lever(base, Lever::UsStateRegimes, 0, 0.0);
    let plain = without_levers(run(base.clone(), 8));
    for lever in [Lever::UsAscendGuidance, Lever::UsFederalPreemption] {
        assert_eq!(
            plain,
            without_levers(run(with_lever(base.clone(), lever, 10, 1.0), 8)),
            "{}",
            lever.name()
        );
    }
}

#[test]
fn a_local_change_moves_nobody_before_it_acts() {
    let base = built_in("history", 2_000);
    let (plain, changed) = (run(base.clone(), 9), run(with_lever(base, Lever::UsMarketBan, 40, 1.0), 9));
    assert_eq!(plain.rows[..40], changed.rows[..40]);
    let us = cell(Bloc::Us.index(), Segment::Developers.index());
    assert_ne!(plain.users(40, us), changed.users(40, us));
    // In that month the ban is felt by Americans alone: elsewhere the same adopters do the same.
    for region in [Bloc::China, Bloc::Europe, Bloc::Row] {
        for segment in Segment::ALL {
            let c = cell(region.index(), segment.index());
            assert_eq!(plain.users(40, c), changed.users(40, c), "cell {c}");
        }
    }
}
