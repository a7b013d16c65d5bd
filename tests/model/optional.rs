//! Terms that are 0 by default: trust by regulation, good enough, demanding work, shared breakthroughs.

use weights_of_nations::model::bloc::{Bloc, Segment};
use weights_of_nations::model::calendar::Month;
use weights_of_nations::model::demand::{Demand, Shares, choice_probabilities};
use weights_of_nations::model::digest::Digest;
use weights_of_nations::model::forecast::{Forecast, Place};
use weights_of_nations::model::lever::{Lever, LeverPath};
use weights_of_nations::model::measure::{Evaluation, SeriesKey};
use weights_of_nations::model::offer::Offer;
use weights_of_nations::model::parameters::Parameters;
use weights_of_nations::model::setup::{ScheduledEvent, ScheduledKind};
use weights_of_nations::model::simulation::Simulation;

use crate::support::{built_in, closed_lab, neutral, one_cell, open_lab, run, setup, simulation};

const NOTHING: f64 = f64::NEG_INFINITY;

/// Parameters with all terms on that are 0 by default, in one cell and without tastes.
fn with_new_terms() -> Parameters {
    let mut p = Parameters {
        regulation_trust: [0.5; 5],
        satiation: 0.8,
        need: [-0.6; 5],
        need_growth: 0.4,
        demand_shift: [0.3; 5],
        price_sensitivity: [0.6; 5],
        ..neutral()
    };
    one_cell(&mut p);
    p
}

/// Simulations of a European and an American lab under state laws, and how many months they have run.
fn under_state_laws(parameters: Parameters, months: u16) -> Simulation {
    let labs = vec![closed_lab("a", Bloc::Us, -0.1), open_lab("b", Bloc::Europe, -0.5)];
    let mut setup = setup(parameters, labs, 1_000, 40);
    setup.levers.path_mut(Lever::UsStateRegimes).set_from(Month(0), 4.0);
    let mut simulation = simulation(setup, 6);
    simulation.run_until(Month(months));
    simulation
}

#[test]
fn new_terms_have_their_closed_form() {
    let (on, off) = (with_new_terms(), Parameters { regulation_trust: [0.0; 5], ..with_new_terms() });
    let simulation = under_state_laws(on.clone(), 30);
    let world = simulation.world();
    let utilities = |p: &Parameters| {
        let demand = Demand::new(world, p, &Shares::of(world));
        [0, 3].map(|place| demand.utility(0, place, &world.offers[place].expect("on the market"), 0.0))
    };
    // Laws of the 30th month: 4 regimes at home, 0.35 of them over European labs.
    let (with, without) = (utilities(&on), utilities(&off));
    assert!((with[0] - without[0] - 0.5 * libm::log(5.0)).abs() < 1e-12, "{with:?} {without:?}");
    assert!((with[1] - without[1] - 0.5 * libm::log(2.4)).abs() < 1e-12, "{with:?} {without:?}");
    // 2.5 years: one order of magnitude weighs 1 + 0.3 * 2.5 utils; good enough is -0.6 + 0.4 * 2.5 = 0.4, above
    // both models, so that need does not bind; at the start it is -0.6, below both.
    assert!((without[0] - without[1] - 1.75 * 0.4).abs() < 1e-12, "{without:?}");
    let simulation = under_state_laws(on, 0);
    let demand = Demand::new(simulation.world(), &off, &Shares::of(simulation.world()));
    let at = |capability| demand.utility(0, 3, &Offer { capability, licence: 1.0 }, 0.0);
    assert!((at(-0.1) - at(-0.5) - 0.2 * 0.4).abs() < 1e-12);
    assert!((at(-0.5) - at(-0.8) - (0.2 * 0.3 + 0.8 * 0.2)).abs() < 1e-12);
}

#[test]
fn a_labs_forecast_is_the_adopters_law_with_all_terms_on() {
    let p = with_new_terms();
    for month in [0, 7, 30] {
        let simulation = under_state_laws(p.clone(), month);
        let world = simulation.world();
        let demand = Demand::new(world, &p, &Shares::of(world));
        let mut forecast = Forecast::new(world, &demand, &p, Bloc::ALL);
        // The European lab would open a better model.
        let better = Offer { capability: 0.2, licence: 1.0 };
        let place = Place { lab: 1, offers: [None, Some(better)], markup: 0.0 };
        let outlook = forecast.outlook(world, &p, place, world.open_frontier());
        let utilities = [
            demand.utility(0, 0, &world.offers[0].expect("a closed model"), world.log_price[0]),
            NOTHING,
            NOTHING,
            demand.utility(0, 3, &better, world.log_price[3]),
        ];
        let expected = choice_probabilities(&utilities, 1.0)[3];
        assert!((outlook.open[0] - expected).abs() < 2e-6, "{month}: {} {expected}", outlook.open[0]);
    }
}

#[test]
fn a_breakthrough_behind_open_weights_lifts_those_at_work_by_its_share() {
    let efficiency = |sharing: f64, by: usize| {
        let labs = vec![
            closed_lab("closed", Bloc::Us, 0.0),
            open_lab("open", Bloc::China, -0.6),
            closed_lab("stalled", Bloc::Europe, -0.2),
        ];
        let mut setup = setup(Parameters { breakthrough_sharing: sharing, ..neutral() }, labs, 100, 4);
        let event = |lab, kind| ScheduledEvent {
            id: "event".into(),
            month: Month(1),
            lab,
            kind,
            label: "event".into(),
        };
        let stall = ScheduledEvent { month: Month(0), ..event(2, ScheduledKind::Setback(12)) };
        setup.events = vec![stall, event(by, ScheduledKind::Breakthrough(0.5))];
        let mut simulation = simulation(setup, 3);
        simulation.run_until(Month(3));
        [0, 1, 2].map(|lab| simulation.world().labs[lab].efficiency)
    };
    let gains = |by: usize| {
        let (without, with) = (efficiency(0.0, by), efficiency(0.4, by));
        [0, 1, 2].map(|lab| with[lab] - without[lab])
    };
    let open = gains(1);
    assert!((open[0] - 0.4 * 0.5).abs() < 1e-12 && open[1] == 0.0 && open[2] == 0.0, "{open:?}");
    // What stays behind an interface teaches nobody.
    assert_eq!(gains(0), [0.0; 3]);
}

#[test]
fn what_is_switched_off_leaves_every_history_as_it_was() {
    let digest = |change: fn(&mut Parameters)| {
        let mut setup = built_in("history", 600);
        setup.end = Month(30);
        change(&mut setup.parameters);
        Digest::of_history(&run(setup, 11))
    };
    let base = digest(|_| ());
    let idle: [fn(&mut Parameters); 2] =
        [|p| (p.need, p.need_growth) = ([-1.5; 5], 0.0), |p| p.need = [9.0; 5]];
    for change in idle {
        assert_eq!(digest(change), base);
    }
    let moving: [fn(&mut Parameters); 5] = [
        |p| p.regulation_trust = [0.5; 5],
        |p| p.satiation = 0.5,
        |p| p.demand_shift = [0.5; 5],
        |p| (p.satiation, p.need_growth) = (1.0, 0.2),
        |p| p.breakthrough_sharing = 0.3,
    ];
    for (i, change) in moving.into_iter().enumerate() {
        assert_ne!(digest(change), base, "{i}");
    }
}

#[test]
fn trusted_regulation_raises_the_share_of_the_regulated_in_institutions() {
    let american = |trust: f64, regimes: f64| {
        let mut setup = built_in("history", 2_000);
        setup.end = Month(23);
        setup.parameters.regulation_trust = [0.0, 0.0, trust, trust, trust];
        let path = setup.levers.path_mut(Lever::UsStateRegimes);
        *path = LeverPath::constant(regimes);
        let parameters = setup.parameters.clone();
        let history = run(setup, 12);
        let evaluation = Evaluation::new(&history, &parameters);
        let share = |segment| {
            let key = SeriesKey::adoption_share(Some(Bloc::Us), None, Some(Bloc::Row), Some(segment));
            evaluation.value(&key, 23)
        };
        [Segment::Government, Segment::Education, Segment::Health].map(share).iter().sum::<f64>()
    };
    // State laws reach American labs three times as far as European ones and ten times as far as Chinese ones.
    let (doubted, ignored, trusted) = (american(-1.0, 20.0), american(0.0, 20.0), american(1.0, 20.0));
    assert!(doubted + 0.05 < ignored && ignored + 0.05 < trusted, "{doubted} {ignored} {trusted}");
    assert!(american(1.0, 0.0) + 0.05 < trusted);
}
