//! What a player tells labs: it does what it says, and nothing where it says nothing new.

use proptest::prelude::*;
use weights_of_nations::model::bloc::{Access, Bloc};
use weights_of_nations::model::calendar::Month;
use weights_of_nations::model::decision::Chooser;
use weights_of_nations::model::directive::{Act, Directive, PRICE_SHADES};
use weights_of_nations::model::event::EventKind;
use weights_of_nations::model::history::History;
use weights_of_nations::model::lab::Mode;
use weights_of_nations::model::offer::offer_index;
use weights_of_nations::model::setup::Setup;

use crate::support::{built_in, closed_lab, neutral, open_lab, run, setup, simulation};

fn told(setup: &Setup, directives: Vec<Directive>) -> Setup {
    Setup { directives, ..setup.clone() }
}

/// A history without the note who chose.
fn whoever_chose(mut history: History) -> History {
    history.decisions.iter_mut().for_each(|decision| decision.chosen_by = Chooser::Lab);
    history
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn telling_labs_what_they_would_do_changes_nothing(seed in any::<u64>(), from in 0_u16..60) {
        let setup = built_in("history", 400);
        let alone = run(setup.clone(), seed);
        let chosen = alone.decisions.iter().filter(|decision| decision.month >= Month(from));
        let mut directives: Vec<_> = chosen
            .map(|d| Directive { month: d.month, lab: d.lab, act: Act::Release(d.chosen) })
            .collect();
        // Words about releases that do not come, and prices as they are, are words only.
        let releases = |month, lab| alone.decisions.iter().any(|d| d.month == month && d.lab == lab);
        for month in (from..84).map(Month).filter(|month| !releases(*month, 3)) {
            directives.push(Directive { month, lab: 3, act: Act::Hold });
            directives.push(Directive { month, lab: 3, act: Act::Price(0.0) });
        }
        let followed = run(told(&setup, directives), seed);
        let by_player = |d: &&_| matches!(d, weights_of_nations::model::decision::Decision { chosen_by: Chooser::Player, .. });
        let after = alone.decisions.iter().filter(|d| d.month >= Month(from)).count();
        prop_assert_eq!(followed.decisions.iter().filter(by_player).count(), after);
        prop_assert_eq!(whoever_chose(followed), whoever_chose(alone));
    }

    #[test]
    fn every_mode_can_be_told_and_the_odds_stay_the_labs_own(seed in any::<u64>(), lab in 0_usize..11, mode in 0_usize..4) {
        let (setup, mode) = (built_in("history", 400), Mode::ALL[mode]);
        let alone = run(setup.clone(), seed);
        let Some(first) = alone.decisions.iter().find(|d| d.lab == lab) else { return Ok(()) };
        let act = Act::Release(mode);
        let other = run(told(&setup, vec![Directive { month: first.month, lab, act }]), seed);
        let decision = other.decisions.iter().find(|d| d.lab == lab).expect("the same release");
        prop_assert_eq!((decision.chosen, decision.chosen_by), (mode, Chooser::Player));
        prop_assert_eq!((decision.month, decision.prospects), (first.month, first.prospects));
    }

    #[test]
    fn what_is_held_back_stays_back_and_later_chances_come(seed in any::<u64>(), lab in 0_usize..11) {
        let setup = built_in("history", 400);
        let alone = run(setup.clone(), seed);
        let Some(first) = alone.decisions.iter().find(|d| d.lab == lab) else { return Ok(()) };
        let directives = vec![Directive { month: first.month, lab, act: Act::Hold }];
        let mut held = simulation(told(&setup, directives), seed);
        held.run_until(first.month);
        let before = held.world().offers.clone();
        held.step();
        for access in Access::ALL {
            let place = offer_index(lab, access);
            prop_assert_eq!(held.world().offers[place], before[place]);
        }
        let history = held.run();
        let event = history.events.iter().find(|e| matches!(e.kind, EventKind::Hold { .. }));
        let capability = first.capability;
        prop_assert_eq!(event.map(|e| (e.month, e.kind.clone())), Some((first.month, EventKind::Hold { lab, capability })));
        let next = history.decisions.iter().find(|d| d.lab == lab);
        prop_assert!(next.is_none_or(|d| d.month > first.month && d.chosen_by == Chooser::Lab));
        // Next month's chance is drawn from the same number, and lagging makes it no smaller.
        let second = alone.decisions.iter().filter(|d| d.lab == lab).nth(1);
        if let Some(second) = second.filter(|second| second.month == first.month + 1) {
            prop_assert_eq!(next.map(|d| d.month), Some(second.month));
        }
    }

    #[test]
    fn the_month_to_come_is_as_foreseen_and_foreseeing_changes_nothing(seed in any::<u64>(), to in 0_u16..80) {
        let mut simulation = simulation(built_in("two-worlds", 400), seed);
        simulation.run_until(Month(to));
        for _ in 0..3 {
            let (world, history) = (simulation.world().month, simulation.history().clone());
            let foreseen: Vec<_> = (0..11).map(|lab| simulation.release_to_come(lab)).collect();
            prop_assert_eq!((simulation.world().month, simulation.history()), (world, &history));
            simulation.step();
            let decisions = &simulation.history().decisions[history.decisions.len()..];
            for (lab, foreseen) in foreseen.iter().enumerate() {
                prop_assert_eq!(decisions.iter().find(|d| d.lab == lab), foreseen.as_ref());
            }
        }
    }
}

#[test]
fn a_release_can_be_foreseen_while_it_is_held_back_and_none_after_the_end() {
    let setup = built_in("history", 400);
    let first = run(setup.clone(), 7).decisions.into_iter().find(|d| d.lab == 5).expect("a release");
    let hold = Directive { month: first.month, lab: 5, act: Act::Hold };
    let mut simulation = simulation(told(&setup, vec![hold]), 7);
    simulation.run_until(first.month);
    assert_eq!(simulation.release_to_come(5), Some(first));
    simulation.run_until(Month(84));
    assert_eq!(simulation.release_to_come(5), None);
}

/// Two labs in a world in which nothing is researched, learned or released, and prices matter.
fn still(shade: f64) -> Setup {
    let mut parameters = neutral();
    parameters.price_sensitivity = [1.0; 5];
    parameters.reconsideration_rate = [0.5; 5];
    (parameters.compute_growth, parameters.algorithm_growth) = (1e-9, 1e-9);
    let labs = vec![closed_lab("closed", Bloc::Us, 0.2), open_lab("open", Bloc::China, 0.0)];
    let directives = vec![
        Directive { month: Month(3), lab: 0, act: Act::Price(shade) },
        Directive { month: Month(6), lab: 0, act: Act::Price(0.0) },
    ];
    Setup { directives, ..setup(parameters, labs, 4_000, 10) }
}

#[test]
fn a_shade_shifts_the_price_by_exactly_so_much_while_it_holds() {
    let alone = run(still(0.0), 3);
    for shade in [-0.5, -0.2, 0.1, 0.5] {
        let shaded = run(still(shade), 3);
        for row in 0..10 {
            let expected = if (3..6).contains(&row) { shade } else { 0.0 };
            let [one, other] = [&alone, &shaded].map(|history| &history.rows[row]);
            let shift = other.log_price[0] - one.log_price[0];
            assert!((shift - expected).abs() < 1e-12, "{row}: {shift}");
            assert_eq!(one.log_price[1..], other.log_price[1..]);
            let markup = (1.0 + one.markup[0]) * libm::exp(expected) - 1.0;
            assert!((other.markup[0] - markup).abs() < 1e-12);
        }
        let moves = shaded.events.iter().filter(|e| matches!(e.kind, EventKind::Price { .. })).count();
        assert_eq!(moves, 2);
        let users = |history: &History| crate::support::share(history, 5, 0);
        assert_eq!(users(&shaded) > users(&alone), shade < 0.0, "who sells for less sells more");
    }
    assert_eq!(run(still(9.0), 3), run(still(PRICE_SHADES.1), 3));
}

#[test]
fn a_lab_values_its_options_at_the_price_that_it_takes() {
    let setup = built_in("history", 400);
    let first = run(setup.clone(), 7).decisions.into_iter().find(|d| d.lab == 0).expect("a release");
    let act = Act::Price(-0.5);
    let cheap = run(told(&setup, vec![Directive { month: first.month, lab: 0, act }]), 7);
    let cheap = cheap.decisions.into_iter().find(|d| d.lab == 0).expect("the same release");
    assert_eq!((cheap.month, cheap.capability), (first.month, first.capability));
    let closed = |d: &weights_of_nations::model::decision::Decision| d.prospects[0].terms[0];
    assert_ne!(closed(&cheap), closed(&first));
}
