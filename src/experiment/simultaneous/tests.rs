//! The band's promise, kept: exactly where it can be counted out, and on many studies of no difference.

use super::*;
use crate::model::random::normal;

/// What becomes of a normal number.
type Tail = fn(f64) -> f64;

const STUDIES: u64 = 500;
const MONTHS: usize = 40;

/// Numbers of a study that nothing else draws.
fn draw(study: u64, pair: usize, month: usize) -> f64 {
    normal(Draws::new(Seed(study), Stream::Research, Month(month as u16)).word(pair as u64))
}

/// Autocorrelated differences about nothing, as simulations have them: the same until a month, then apart.
fn null_study(study: u64, pairs: usize, memory: f64, tail: Tail) -> Differences {
    let mut values = Vec::with_capacity(pairs * MONTHS);
    for pair in 0..pairs {
        let mut level = 0.0;
        for month in 0..MONTHS {
            if month >= 6 {
                level = memory * level + (1.0 - memory * memory).sqrt() * draw(study, pair, month);
            }
            values.push(tail(level));
        }
    }
    Differences::new(MONTHS, values)
}

fn finds(differences: &Differences, seed: u64) -> bool {
    let critical = Largest::of(differences, &Flips::new(differences.units(), Seed(seed))).critical();
    Band::of(&Moments::of(differences), critical).first().is_some()
}

#[test]
fn a_study_of_no_difference_finds_one_in_at_most_five_of_a_hundred_cases() {
    let tails: [(&str, Tail); 3] = [
        ("normal", |x| x),
        ("heavy", |x| x * x * x),
        ("few differ", |x| if x.abs() > 1.0 { x } else { 0.0 }),
    ];
    for (pairs, memory) in [(8, 0.9), (12, 0.0), (16, 0.98)] {
        for (name, tail) in tails {
            let studies: Vec<Differences> =
                (0..STUDIES).map(|s| null_study(s, pairs, memory, tail)).collect();
            let found = studies.iter().enumerate().filter(|(s, study)| finds(study, *s as u64)).count();
            let share = found as f64 / STUDIES as f64;
            // Three standard errors of a share of 5 % of so many studies.
            let most = ERROR + 3.0 * (ERROR * (1.0 - ERROR) / STUDIES as f64).sqrt();
            assert!(share <= most, "{name}, {pairs} pairs, memory {memory}: {share}");
            let pointwise = |study: &Differences| by_month(study).iter().any(Paired::is_clear);
            let loose = studies.iter().filter(|study| pointwise(study)).count() as f64 / STUDIES as f64;
            assert!(loose > 0.1, "month by month, {name}: {loose}; then this test could not fail");
        }
    }
}

#[test]
fn of_all_signs_that_the_same_differences_could_have_had_at_most_one_in_twenty_is_found() {
    // Under no difference all of these were equally likely: the error is counted out, not estimated.
    let (mut total, mut most) = (0, 0);
    for (pairs, expected) in [(5, 0), (6, 1), (7, 3), (9, 12), (10, 25)] {
        let study = null_study(77, pairs, 0.8, |x| x);
        let flips = Flips::new(pairs, Seed(0));
        let found = flips.ways.iter().filter(|way| {
            let signed = study.values.chunks(MONTHS).zip(way.iter());
            let signed =
                signed.flat_map(|(pair, flip)| pair.iter().map(move |d| if *flip { -d } else { *d }));
            finds(&Differences::new(MONTHS, signed.collect()), 0)
        });
        let found = found.count();
        assert_eq!(flips.ways.len(), 1 << (pairs - 1));
        assert!(found <= expected, "{pairs} pairs: {found} of {}", flips.ways.len());
        assert!(20 * expected <= flips.ways.len());
        total += found;
        most += expected;
    }
    // The test uses up much of what it may: it does not keep its word by finding nothing.
    assert!(total * 3 >= most, "{total} of {most}");
}

#[test]
fn the_band_holds_a_true_difference_in_all_months_at_once() {
    let course = |month: usize| 0.4 * month as f64 / MONTHS as f64;
    let holds = |s: u64| {
        let mut study = null_study(s + 5_000, 20, 0.9, |x| x);
        for (i, value) in study.values.iter_mut().enumerate() {
            *value += course(i % MONTHS);
        }
        let critical = Largest::of(&study, &Flips::new(20, Seed(s))).critical();
        let band = Band::of(&Moments::of(&study), critical);
        band.edges.iter().enumerate().skip(6).all(|(m, (low, high))| (*low..=*high).contains(&course(m)))
    };
    let held = (0..400).filter(|s| holds(*s)).count() as f64 / 400.0;
    assert!(held >= 0.915, "{held}");
}

#[test]
fn a_difference_is_found_when_it_begins() {
    let mut study = null_study(3, 30, 0.5, |x| 0.2 * x);
    for (i, value) in study.values.iter_mut().enumerate() {
        *value += if i % MONTHS >= 30 { 1.0 } else { 0.0 };
    }
    let critical = Largest::of(&study, &Flips::new(30, Seed(1))).critical();
    let band = Band::of(&Moments::of(&study), critical);
    assert!(critical > 2.045, "wider than one month alone: {critical}");
    assert_eq!(band.first(), Some(30));
    let together =
        band.edges.iter().zip(&band.clear).all(|((low, high), clear)| *clear == (*low > 0.0 || *high < 0.0));
    assert!(together, "a month is told apart where the band leaves nothing");
}

#[test]
fn what_is_the_same_is_never_told_apart_and_what_always_differs_is() {
    let same = Differences::new(4, vec![0.0; 80]);
    let largest = Largest::of(&same, &Flips::new(20, Seed(1)));
    let band = Band::of(&Moments::of(&same), largest.critical());
    assert_eq!((band.first(), band.edges[3]), (None, (0.0, 0.0)));
    let always = Differences::new(2, [0.0, 0.1].repeat(20));
    let critical = Largest::of(&always, &Flips::new(20, Seed(1))).critical();
    let band = Band::of(&Moments::of(&always), critical);
    assert_eq!(band.first(), Some(1));
    assert!((band.edges[1].0 - 0.1).abs() < 1e-12 && (band.edges[1].1 - 0.1).abs() < 1e-12);
    // A single pair of many that differs proves nothing.
    let once = Differences::new(1, (0..20).map(|k| if k == 3 { 5.0 } else { 0.0 }).collect());
    let critical = Largest::of(&once, &Flips::new(20, Seed(1))).critical();
    assert_eq!(Band::of(&Moments::of(&once), critical).first(), None);
}

#[test]
fn few_pairs_tell_nothing_and_missing_values_are_left_out() {
    let few = Differences::new(1, vec![1.0, 1.1, 0.9, 1.0, 1.2]);
    let critical = Largest::of(&few, &Flips::new(5, Seed(1))).critical();
    assert!(critical.is_infinite());
    let band = Band::of(&Moments::of(&few), critical);
    assert_eq!((band.first(), band.edges[0]), (None, (f64::NEG_INFINITY, f64::INFINITY)));
    let nan = f64::NAN;
    let gaps =
        Differences::new(2, [nan, 1.0, nan, 1.1, nan, 0.9, nan, 1.2, nan, nan, nan, 0.8, nan, 1.0].to_vec());
    let critical = Largest::of(&gaps, &Flips::new(7, Seed(1))).critical();
    let band = Band::of(&Moments::of(&gaps), critical);
    assert!(band.edges[0].0.is_nan() && !band.clear[0]);
    assert_eq!((band.first(), by_month(&gaps)[1].pairs), (Some(1), 6));
}

#[test]
fn together_series_need_more_than_alone() {
    let flips = Flips::new(16, Seed(9));
    let each: Vec<Largest> = (0..8).map(|s| Largest::of(&null_study(s, 16, 0.9, |x| x), &flips)).collect();
    let mut joint = each[0].clone();
    each.iter().for_each(|largest| joint.join(largest));
    assert!(each.iter().all(|largest| largest.critical() <= joint.critical()));
    assert!(joint.critical() > each.iter().map(Largest::critical).fold(0.0, f64::max));
}
