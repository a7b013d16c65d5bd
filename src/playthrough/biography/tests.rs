//! Lives replayed are the lives lived.

use proptest::prelude::*;

use super::*;
use crate::model::appeal::Appeal;
use crate::model::lever::Lever;
use crate::model::setup::Setup;
use crate::model::sight::Seen;
use crate::playthrough::fixture;
use crate::playthrough::{Finding, Game, Inquiry};

/// A game with a lever moved, taken back, and moved again, and some months gone by.
fn played() -> Game {
    let mut game = fixture::game();
    game.set_lever(Lever::UsExportControls, Some(0.9));
    (0..9).for_each(|_| assert!(game.step()));
    game.set_lever(Lever::UsMarketBan, Some(1.0));
    (0..7).for_each(|_| assert!(game.step()));
    (0..4).for_each(|_| assert!(game.undo()));
    game.set_lever(Lever::UsOpenModelProgramme, Some(1.0));
    (0..12).for_each(|_| assert!(game.step()));
    game
}

fn life(game: &Game, adopter: usize) -> Biography {
    Biography::replayed(adopter, &game.material(), &|| true).expect("an adopter")
}

#[test]
fn the_last_choice_is_the_choice_of_the_world() {
    let game = played();
    let world = game.course().simulation().world();
    let last = Month(world.month.0 - 1);
    let mut switched = 0;
    for adopter in (0..world.population.len()).step_by(7) {
        let life = life(&game, adopter);
        assert_eq!(life.uses.last(), Some(&world.choices[adopter]), "{adopter}");
        assert_eq!(life.used(last), chosen_offer(world.choices[adopter]));
        assert_eq!(world.population.cell_of(adopter), Some(life.region.index() * 5 + life.segment.index()));
        switched += life.switches(last).count();
    }
    assert!(switched > 50, "{switched}");
}

#[test]
fn every_choice_follows_from_what_was_seen_and_the_draw() {
    let game = played();
    for adopter in (0..600).step_by(11) {
        let life = life(&game, adopter);
        let mut last = life.first;
        for look in &life.looks {
            assert_eq!(look.before, last, "{adopter}: looks follow upon one another");
            last = look.now;
            let odds: f64 = look.seen.iter().map(|seen| seen.probability).sum();
            assert!((odds - 1.0).abs() < 1e-9);
            // The draw falls into the part of the odds that belongs to the new offer; single precision.
            let place = chosen_offer(look.now).expect("looking ends in a choice");
            let below = |s: &&crate::model::sight::Seen| s.place < place;
            let from: f64 = look.seen.iter().filter(below).map(|s| s.probability).sum();
            let part = look.seen.iter().find(|s| s.place == place).expect("seen").probability;
            assert!(from - 1e-4 <= look.draw && look.draw <= from + part + 1e-4, "{adopter} {look:?}");
        }
        assert_eq!(Some(&last), life.uses.last());
    }
}

#[test]
fn a_choice_is_what_the_kernel_does_and_its_terms_add_up_to_demand() {
    terms_add_up(fixture::facts().setup);
}

#[test]
fn terms_that_are_off_by_default_add_up_too_and_are_told() {
    let mut setup = fixture::facts().setup;
    setup.levers.path_mut(Lever::UsStateRegimes).set_from(Month(0), 6.0);
    let p = &mut setup.parameters;
    (p.regulation_trust, p.demand_shift, p.satiation) = ([0.4; 5], [0.3; 5], 0.7);
    let seen = terms_add_up(setup);
    // Six regimes over American labs, 0.1 of them over Chinese and 0.35 over European ones.
    for (bloc, regimes) in [(Bloc::Us, 6.0), (Bloc::China, 0.6), (Bloc::Europe, 2.1)] {
        let rules = seen.iter().filter(|(of, _)| *of == bloc).map(|(_, seen)| seen.term(Appeal::Rules));
        let rules: Vec<f64> = rules.collect();
        assert!(!rules.is_empty(), "{bloc}");
        let expected = 0.4 * libm::log(1.0 + regimes);
        assert!(rules.iter().all(|utils| (utils - expected).abs() < 1e-12), "{bloc}: {rules:?}");
    }
}

/// Runs a setup for 30 months and compares each choice with the kernel's, and its terms with demand. Returns the
/// offers seen, each with its bloc.
fn terms_add_up(setup: Setup) -> Vec<(Bloc, Seen)> {
    let mut all = Vec::new();
    let model = Arc::new(crate::model::simulation::Model::new(setup));
    let mut simulation = Simulation::new(Arc::clone(&model), crate::model::random::Seed(5));
    let lambda = model.setup().parameters.nest_dissimilarity;
    for _ in 0..30 {
        let mut expected = simulation.world().choices.clone();
        simulation.step_seen(&mut |sight: &Sight<'_>| {
            for (adopter, choice) in expected.iter_mut().enumerate() {
                let Some(look) = sight.choosing(adopter) else { continue };
                *choice = look.now;
                let cell = sight.world.population.cell_of(adopter).expect("a cell");
                let (open, affinity) = sight.world.population.tastes(adopter, lambda);
                for seen in &look.seen {
                    let (place, offer) = (seen.place, sight.world.offers[seen.place].expect("an offer"));
                    let bloc = sight.world.labs[place / 2].bloc;
                    let mut utility = sight.demand.utility(cell, place, &offer, sight.world.log_price[place]);
                    utility += affinity[bloc.index()];
                    utility += if place % 2 == 1 { open } else { 0.0 };
                    utility += seen.term(Appeal::Habit);
                    assert!((utility - seen.utility()).abs() < 1e-9, "{adopter} {place}");
                    all.push((bloc, *seen));
                }
            }
        });
        assert!(expected == simulation.world().choices, "{}", simulation.world().month);
    }
    all
}

#[test]
fn the_roll_of_a_cell_has_every_life() {
    let game = played();
    let now = game.course().now();
    for cell in [0, 7, 19] {
        let roll = Roll::replayed(cell, &game.material(), &|| true).expect("a cell");
        for i in (0..roll.len()).step_by(5) {
            let life = life(&game, roll.first + i);
            for month in (0..now.0).map(Month) {
                assert_eq!(roll.used(i, month), life.used(month));
            }
            let changes: Vec<Month> = life.switches(now).map(|look| look.month).collect();
            assert_eq!(roll.changes(i, now), changes);
        }
    }
}

#[test]
fn what_was_called_off_or_is_not_there_has_no_answer() {
    let game = fixture::game();
    assert!(Biography::replayed(1, &game.material(), &|| false).is_none());
    assert!(Biography::replayed(600, &game.material(), &|| true).is_none());
    assert!(Roll::replayed(1, &game.material(), &|| false).is_none());
}

#[test]
fn a_biography_is_asked_for_and_holds_until_a_month_goes_by() {
    let mut game = fixture::game();
    let inquiry = Inquiry::Adopter(17);
    game.inquire(std::slice::from_ref(&inquiry)).expect("threads");
    let finding = game.snapshot().findings.get(&inquiry).cloned();
    assert!(matches!(finding.as_deref(), Some(Finding::Adopter(life)) if life.adopter == 17));
    game.step();
    assert!(!game.has_found(&inquiry));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn lives_are_the_same_under_any_moves(
        lever in 0usize..26,
        ratio in 0.0f64..1.0,
        months in 1usize..20,
        adopter in 0usize..600,
    ) {
        let mut game = fixture::game();
        let lever = crate::model::lever::LEVERS[lever].lever;
        let (low, high) = lever.spec().range;
        game.step();
        game.set_lever(lever, Some(low + ratio * (high - low)));
        (0..months).for_each(|_| assert!(game.step()));
        let life = life(&game, adopter);
        prop_assert_eq!(life.uses.last(), Some(&game.course().simulation().world().choices[adopter]));
    }
}
