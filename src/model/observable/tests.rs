//! Observables on small histories made by hand.

use std::sync::Arc;

use super::*;
use crate::model::bloc::{Access, BLOCS, CELLS, Segment, cell};
use crate::model::decision::{Chooser, Decision, Prospect, TERMS};
use crate::model::history::{History, Row};
use crate::model::lab::{MODES, Mode};
use crate::model::lever::LeverPaths;
use crate::model::offer::{Offer, offer_access, offer_index, offer_lab};
use crate::model::parameters::Parameters;

/// Lab 0 is American and plays OpenAI's part, labs 1 and 2 are Chinese.
const LABS: [Bloc; 3] = [Bloc::Us, Bloc::China, Bloc::China];
const PLACES: usize = 2 * LABS.len();

fn row() -> Row {
    Row {
        users: vec![0; CELLS * (PLACES + 1)],
        offers: vec![None; PLACES],
        log_price: vec![0.0; PLACES],
        markup: vec![1.0; LABS.len()],
        compute: vec![0.0; LABS.len()],
        efficiency: vec![0.0; LABS.len()],
        mode: vec![Mode::Closed; LABS.len()],
        awareness: [[1.0; BLOCS]; BLOCS],
        domestic_chips: [0.0; BLOCS],
        market_index: 0.0,
        levers: LeverPaths::default().values(Month::FIRST),
        downloads: [0; BLOCS],
        developer_choices: vec![0; PLACES],
    }
}

/// A history of so many months in which nothing is used.
fn history(months: usize) -> History {
    History {
        start: Month::FIRST,
        lab_blocs: LABS.to_vec(),
        lab_ids: Arc::from(["openai", "panda", "tiger"].map(str::to_owned)),
        cast: Bloc::ALL,
        cell_size: vec![100; CELLS],
        rows: vec![row(); months],
        events: Vec::new(),
        decisions: Vec::new(),
    }
}

fn value(observable: Observable, history: &History, from: u16, to: u16) -> f64 {
    observable.read(&Evaluation::new(history, &Parameters::default()), Month(from), Month(to))
}

/// Lets so many adopters of a cell use an offer.
fn put(row: &mut Row, region: Bloc, segment: Segment, place: usize, users: u32) {
    row.users[cell(region.index(), segment.index()) * (PLACES + 1) + 1 + place] = users;
}

/// Lets developers outside China choose, by offer place, and counts the open ones as downloads.
fn choose(row: &mut Row, choices: [u32; PLACES]) {
    row.developer_choices = choices.to_vec();
    for (place, n) in choices.into_iter().enumerate().filter(|(p, _)| offer_access(*p) == Access::Open) {
        row.downloads[LABS[offer_lab(place)].index()] += n;
    }
}

fn release(history: &mut History, month: u16, lab: usize, chosen: Mode) {
    history.decisions.push(Decision {
        month: Month(month),
        lab,
        capability: 1.0,
        before: Mode::Closed,
        chosen,
        chosen_by: Chooser::Lab,
        prospects: [Prospect { terms: [0.0; TERMS], probability: 0.25 }; MODES],
    });
}

const OPEN_US: usize = offer_index(0, Access::Open);
const CLOSED_US: usize = offer_index(0, Access::Closed);
const OPEN_CHINA: usize = offer_index(1, Access::Open);

#[test]
fn flows_are_summed_over_the_window_before_they_are_divided() {
    let mut history = history(3);
    choose(&mut history.rows[0], [50, 10, 0, 0, 0, 0]);
    choose(&mut history.rows[1], [40, 10, 0, 20, 10, 10]);
    assert_eq!(value(Observable::ChinaDownloads, &history, 0, 1), 0.6);
    assert_eq!(value(Observable::ChinaDownloads, &history, 1, 1), 0.75);
    assert_eq!(value(Observable::ChinaRouter, &history, 0, 1), 40.0 / 150.0);
    assert!(value(Observable::ChinaDownloads, &history, 2, 2).is_nan(), "nobody chose anything");
}

#[test]
fn a_cut_keeps_the_offers_chosen_most() {
    let mut history = history(1);
    choose(&mut history.rows[0], [50, 30, 0, 20, 5, 1]);
    let parameters = Parameters::default();
    let evaluation = Evaluation::new(&history, &parameters);
    let window = read::Window::new(&evaluation, Month(0), Month(0)).unwrap();
    let china = |bloc: Bloc, _: bool| bloc == Bloc::China;
    assert_eq!(window.choices(3, china), 0.2);
    assert_eq!(window.choices(2, china), 0.0);
    assert_eq!(window.choices(3, |_, open| open), 0.5);
    // The model of three labs has six offers: nine of them are all.
    assert_eq!(
        value(Observable::ChinaRouterTop, &history, 0, 0),
        value(Observable::ChinaRouter, &history, 0, 0)
    );
}

#[test]
fn a_crossing_is_a_date_and_a_late_one_where_there_is_none() {
    let mut history = history(4);
    for (month, (us, china)) in [(30, 10), (30, 20), (30, 31), (30, 5)].into_iter().enumerate() {
        put(&mut history.rows[month], Bloc::Europe, Segment::Developers, OPEN_US, us);
        put(&mut history.rows[month], Bloc::Row, Segment::Developers, OPEN_CHINA, china);
        // Developers in China count nowhere.
        put(&mut history.rows[month], Bloc::China, Segment::Developers, OPEN_CHINA, 100);
    }
    assert_eq!(value(Observable::ChinaPasses, &history, 3, 3), 2024.0 + 2.5 / 12.0);
    let never = value(Observable::ChinaPasses, &history, 0, 1);
    assert!((never - (2025.0 + 1.5 / 12.0)).abs() < 1e-9, "{never}: twelve months after February 2024");
}

#[test]
fn stocks_are_means_over_the_window_of_the_cells_they_name() {
    let mut history = history(2);
    for (month, open) in [(0, 10), (1, 30)] {
        put(&mut history.rows[month], Bloc::Us, Segment::Enterprises, OPEN_US, open);
        put(&mut history.rows[month], Bloc::Us, Segment::Enterprises, CLOSED_US, 100 - open);
        put(&mut history.rows[month], Bloc::Us, Segment::Developers, OPEN_CHINA, 100);
        put(&mut history.rows[month], Bloc::China, Segment::Health, OPEN_CHINA, 90);
        put(&mut history.rows[month], Bloc::China, Segment::Education, CLOSED_US, 10);
    }
    assert_eq!(value(Observable::OpenUsEnterprises, &history, 0, 1), 0.2);
    assert_eq!(value(Observable::ChinaAbroad, &history, 0, 1), 0.5);
    assert_eq!(value(Observable::ChinaAtHome, &history, 0, 1), 0.9);
    assert!(value(Observable::UsInUsGovernment, &history, 0, 1).is_nan(), "no government uses anything");
    put(&mut history.rows[1], Bloc::Us, Segment::Government, CLOSED_US, 3);
    put(&mut history.rows[1], Bloc::Us, Segment::Government, OPEN_CHINA, 1);
    assert_eq!(value(Observable::UsInUsGovernment, &history, 0, 1), 0.75);
}

#[test]
fn gaps_and_growth_follow_the_best_models() {
    let mut history = history(5);
    let offer = |capability| Some(Offer { capability, licence: 1.0 });
    for month in 0..5 {
        history.rows[month].offers[CLOSED_US] = offer(0.1 * month as f64);
        history.rows[month].offers[OPEN_CHINA] = offer(0.1 * month as f64 - 0.2);
    }
    let near = |observable, from, to, expected: f64| {
        let found = value(observable, &history, from, to);
        assert!((found - expected).abs() < 1e-9, "{observable:?}: {found}, not {expected}");
    };
    near(Observable::LagChina, 2, 4, 2.0);
    near(Observable::LagOpen, 4, 4, 2.0);
    near(Observable::FrontierGrowth, 0, 4, 0.1);
    assert!(value(Observable::LagEurope, &history, 0, 4).is_nan(), "there is no European model");
    assert!(value(Observable::FrontierGrowth, &history, 4, 4).is_nan(), "one month has no growth");
}

#[test]
fn releases_count_in_their_window_and_by_bloc() {
    let mut history = history(6);
    release(&mut history, 1, 1, Mode::OpenPermissive);
    release(&mut history, 2, 2, Mode::Closed);
    release(&mut history, 3, 0, Mode::Closed);
    release(&mut history, 4, 0, Mode::Dual);
    history.rows[5].mode[1] = Mode::OpenPermissive;
    assert_eq!(value(Observable::OpenReleasesChina, &history, 0, 5), 0.5);
    assert_eq!(value(Observable::OpenReleasesChina, &history, 2, 5), 0.0);
    assert_eq!(value(Observable::OpenReleasesUs, &history, 0, 5), 0.5);
    assert!(value(Observable::OpenReleasesEurope, &history, 0, 5).is_nan());
    assert_eq!(value(Observable::OpenLabsChina, &history, 5, 5), 0.5);
    assert_eq!(value(Observable::OpenLabsChina, &history, 4, 5), 0.25);
    assert_eq!(value(Observable::OpenAiOpened, &history, 3, 3), 0.0);
    assert_eq!(value(Observable::OpenAiOpened, &history, 4, 5), 1.0);
    history.lab_ids = Arc::from(["lion", "panda", "tiger"].map(str::to_owned));
    assert!(value(Observable::OpenAiOpened, &history, 4, 5).is_nan(), "nobody plays that part");
}

#[test]
fn the_market_is_read_at_its_lowest_and_no_window_reaches_past_the_history() {
    let mut history = history(3);
    (history.rows[1].market_index, history.rows[2].market_index) = (-0.2, -0.1);
    assert_eq!(value(Observable::MarketLow, &history, 0, 2), -0.2);
    assert_eq!(value(Observable::MarketLow, &history, 2, 2), -0.1);
    for observable in Observable::ALL {
        assert!(value(observable, &history, 1, 3).is_nan(), "{observable:?}");
        assert!(value(observable, &history, 2, 1).is_nan(), "{observable:?}");
    }
}

#[test]
fn names_are_all_different_and_lead_back() {
    for observable in Observable::ALL {
        assert_eq!(Observable::from_name(observable.name()), Some(observable));
        assert!(observable.meaning().ends_with('.') && !observable.unit().is_empty());
    }
    assert_eq!(Observable::from_name("china"), None);
}
