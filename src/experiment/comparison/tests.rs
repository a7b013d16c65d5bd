//! Comparisons of real simulations: nothing where nothing differs, what differs from its month on.

use std::sync::Arc;

use super::*;
use crate::experiment::ensemble::{Plan, Progress};
use crate::experiment::models::Models;
use crate::model::bloc::{Access, Bloc};
use crate::model::lever::Lever;
use crate::model::measure::Pair;
use crate::model::simulation::Model;
use crate::scenario::Scenario;

fn setup() -> Setup {
    Setup { adopters: 150, ..Scenario::built_in("two-worlds").unwrap().setup }
}

fn series() -> Vec<[SeriesKey; 2]> {
    let share = |bloc, access| SeriesKey::adoption_share(bloc, access, None, None);
    let gap = SeriesKey { pair: Some(Pair::UsChina), ..SeriesKey::of("frontier_gap") };
    let keys = [share(Some(Bloc::China), None), share(None, Some(Access::Open)), gap];
    keys.map(|key| [key, key]).to_vec()
}

fn study(runs: usize) -> Study {
    Study { seed: Seed(3), runs, most: runs, wanted: Vec::new() }
}

fn run(setups: [Setup; 2], study: &Study) -> [Ensemble; 2] {
    let models = setups.map(|setup| Models::with(setup, None, 1));
    let workers = Workers::new(2).unwrap();
    study.run(models.each_ref(), &series(), &workers, &Progress::default()).unwrap()
}

fn compare(setups: [Setup; 2], study: &Study) -> Comparison {
    let (start, end) = common_months(setups.each_ref()).unwrap();
    let setups = setups.map(|setup| Setup { end, ..setup });
    let sides = run(setups, study);
    Comparison::of(&sides, (start, 1), &[0, 1, 2], study.seed, &Workers::new(2).unwrap())
}

fn moved(lever: Lever, from: Month, value: f64) -> Setup {
    let mut setup = setup();
    setup.levers.path_mut(lever).set_from(from, value);
    setup
}

#[test]
fn a_lever_that_acts_on_nothing_makes_no_difference_at_all() {
    // There are no state laws to set aside on either side.
    let without_laws = moved(Lever::UsStateRegimes, Month::FIRST, 0.0);
    let mut after = without_laws.clone();
    after.levers.path_mut(Lever::UsFederalPreemption).set_from(Month(30), 1.0);
    let found = compare([without_laws, after], &study(12));
    assert_eq!((found.same, found.other_world), (12, 0));
    for series in &found.series {
        assert!(series.differences.iter().all(|paired| paired.pairs == 0 || paired.interval == (0.0, 0.0)));
        assert_eq!((series.band.first(), series.joint.as_ref().unwrap().first()), (None, None));
        assert_eq!(series.levels[0], series.levels[1]);
    }
    assert!(found.worlds.iter().all(|world| world.change() == 0.0 && !world.is_clear()));
}

#[test]
fn a_lever_that_acts_is_told_apart_after_its_month_and_never_before() {
    let from = Month(24);
    let setups = [0.0, 1.0].map(|value| moved(Lever::UsExportControls, from, value));
    let found = compare(setups, &study(24));
    assert_eq!(found.same, 0);
    for series in &found.series {
        let before = &series.differences[..usize::from(from.0)];
        assert!(before.iter().all(|paired| paired.pairs == 0 || paired.interval == (0.0, 0.0)));
    }
    let gap = &found.series[2];
    let (alone, joint) = (gap.band.first().unwrap(), gap.joint.as_ref().unwrap().first().unwrap());
    assert!(alone >= 24 && joint >= alone, "{alone} {joint}");
    assert!(gap.end().unwrap().spread.mean > 0.0, "controls make China's lag longer");
    for (row, paired) in gap.differences.iter().enumerate().filter(|(_, paired)| paired.pairs > 0) {
        let difference = gap.levels[1][row] - gap.levels[0][row];
        assert!((difference - paired.spread.mean).abs() < 1e-9, "{row}");
        let (low, high) = gap.band.edges[row];
        assert!(
            low <= paired.interval.0 + 1e-12 && high >= paired.interval.1 - 1e-12,
            "the band is the wider"
        );
    }
}

#[test]
fn real_studies_of_no_difference_find_one_in_at_most_five_of_a_hundred_cases() {
    const STUDIES: usize = 90;
    const PAIRS: usize = 8;
    // Runs with chances of their own on both sides: the same scenario, and not one pair alike.
    let seeds = [11, 12].map(|seed| Study { seed: Seed(seed), ..study(STUDIES * PAIRS) });
    let mut pool = seeds.map(|seed| run([setup(), setup()], &seed)[0].clone());
    let mut found = [0; 3];
    for _ in 0..STUDIES {
        let sides = pool
            .each_mut()
            .map(|side| Ensemble { runs: side.runs.split_off(side.runs.len() - PAIRS), ..side.clone() });
        let study = Comparison::of(&sides, (Month::FIRST, 1), &[], Seed(1), &Workers::new(2).unwrap());
        assert_eq!(study.same, 0);
        for (count, series) in found.iter_mut().zip(&study.series) {
            *count += usize::from(series.band.first().is_some());
        }
    }
    // 5 % of 90 are 4.5; at a true 5 % ten or more would come up once in 70 times.
    assert!(found.iter().all(|count| *count <= 10), "{found:?}");
}

#[test]
fn months_and_labs_that_only_one_side_has_are_left_out() {
    let mut shorter = setup();
    shorter.end = Month(40);
    assert_eq!(common_months([&setup(), &shorter]), Some((Month::FIRST, Month(40))));
    let later = Setup { start: Month(41), ..setup() };
    assert_eq!(common_months([&later, &shorter]), None);
    let found = compare([setup(), shorter], &study(6));
    assert_eq!((found.months, found.last(), found.same), (41, Month(40), 6));
    let mut without = setup();
    let gone = without.labs.remove(0);
    let labs = [setup().labs, without.labs];
    let on_both =
        |lab| on_both_sides(SeriesKey { lab: Some(lab), ..SeriesKey::of("markup") }, [&labs[0], &labs[1]]);
    assert_eq!((on_both(0), labs[0][0].id.as_str()), (None, gone.id.as_str()));
    assert_eq!(on_both(3).map(|keys| keys.map(|key| key.lab)), Some([Some(3), Some(2)]));
    // One side that starts later is read from its own first row.
    let plan = Plan { seed: Seed(3), runs: 6, series: series().iter().map(|s| s[0]).collect() };
    let whole = Ensemble::simulate(
        &Arc::new(Model::new(setup())),
        &plan,
        &Workers::new(2).unwrap(),
        &Progress::default(),
    )
    .unwrap();
    let cut =
        Comparison::of(&[whole.clone(), whole], (Month(10), 1), &[0], Seed(1), &Workers::new(1).unwrap());
    assert_eq!((cut.start, cut.months, cut.same), (Month(10), 74, 6));
}

#[test]
fn pairs_grow_until_the_interval_is_narrow_enough_or_there_may_be_no_more() {
    let setups = || [0.0, 1.0].map(|value| moved(Lever::UsExportControls, Month(24), value));
    let half_width = |found: &Comparison| found.series[0].end().unwrap().half_width();
    let first = half_width(&compare(setups(), &study(6)));
    let wanted = |half_width| vec![Precision { series: 0, half_width }];
    let more = Study { most: 400, wanted: wanted(0.5 * first), ..study(6) };
    let found = compare(setups(), &more);
    assert!(half_width(&found) <= 0.5 * first && found.pairs < 400, "{} pairs", found.pairs);
    let never = Study { most: 20, wanted: wanted(1e-9), ..study(6) };
    let found = compare(setups(), &never);
    assert!(found.pairs == 20 && half_width(&found) > 1e-9);
    // The pairs are the first of those that there would have been anyway.
    assert_eq!(compare(setups(), &study(20)), found);
}
