//! What each design promises, for any size and seed.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{Axis, Block, Design, Grid, LatinHypercube, Morris, Point, Saltelli, Shuffle, Sobol};
use crate::model::random::{Seed, Stream};

/// Which of so many equal parts each point's coordinate lies in.
fn parts(points: &[Vec<f64>], dimension: usize, parts: usize) -> Vec<usize> {
    points.iter().map(|point| (point[dimension] * parts as f64) as usize).collect()
}

fn points(design: &Design) -> Vec<Vec<f64>> {
    let one = |i| match design.point(i) {
        Point::Unit(coordinates) | Point::Given(coordinates) => coordinates,
    };
    (0..design.points()).map(one).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_shuffle_has_each_number_once(seed: u64, number: u16, count in 1_usize..300) {
        let order = Shuffle::new(Seed(seed), Stream::Order, number, count);
        let numbers: BTreeSet<usize> = (0..count).map(|place| order.at(place)).collect();
        prop_assert_eq!(numbers, (0..count).collect());
    }

    #[test]
    fn each_part_of_each_dimension_has_one_point_of_a_latin_hypercube(
        seed: u64, dimensions in 1_usize..6, count in 1_usize..200,
    ) {
        let lhs = points(&Design::Lhs(LatinHypercube::new(dimensions, count, Seed(seed))));
        for dimension in 0..dimensions {
            let mut parts = parts(&lhs, dimension, count);
            parts.sort_unstable();
            prop_assert_eq!(parts, (0..count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn elementary_intervals_have_one_point_each_of_a_scrambled_sequence(seed: u64, m in 0_u32..8) {
        let count = 1_usize << m;
        let sobol = points(&Design::Sobol(Sobol::new(40, count, Some(Seed(seed)))));
        for dimension in 0..40 {
            let distinct: BTreeSet<usize> = parts(&sobol, dimension, count).into_iter().collect();
            prop_assert_eq!(distinct.len(), count, "dimension {}", dimension);
        }
        // The first two dimensions are a net: intervals of every shape have one point.
        for a in 0..=m {
            let (wide, high) = (1 << a, 1 << (m - a));
            let across = parts(&sobol, 0, wide).into_iter().zip(parts(&sobol, 1, high));
            prop_assert_eq!(across.collect::<BTreeSet<_>>().len(), count, "{} by {}", wide, high);
        }
        prop_assert!(sobol.iter().flatten().all(|x| 0.0 < *x && *x < 1.0));
    }

    #[test]
    fn each_step_of_a_trajectory_moves_one_dimension_by_the_step(
        seed: u64, dimensions in 1_usize..8, trajectories in 1_usize..8, half in 1_usize..5,
    ) {
        let morris = Morris::new(dimensions, trajectories, 2 * half, Seed(seed));
        let (step, all) = (morris.step(), points(&Design::Morris(morris.clone())));
        prop_assert_eq!(all.len(), trajectories * (dimensions + 1));
        for trajectory in all.chunks(dimensions + 1) {
            let mut moved = BTreeSet::new();
            for pair in trajectory.windows(2) {
                let differs = |i: &usize| pair[0][*i] != pair[1][*i];
                let differing: Vec<usize> = (0..dimensions).filter(differs).collect();
                prop_assert_eq!(differing.len(), 1);
                let way = (pair[0][differing[0]] - pair[1][differing[0]]).abs();
                prop_assert!((way - step).abs() < 1e-12);
                moved.insert(differing[0]);
            }
            prop_assert_eq!(moved.len(), dimensions);
            let level = |x: f64| x * (2 * half - 1) as f64;
            let on_grid = |x: &f64| (0.0..=1.0).contains(x) && (level(*x) - level(*x).round()).abs() < 1e-9;
            prop_assert!(trajectory.iter().flatten().all(on_grid));
        }
    }

    #[test]
    fn rows_of_the_saltelli_design_take_their_columns_from_the_base_matrices(
        seed: u64, dimensions in 1_usize..7, m in 0_u32..5, second_order: bool,
    ) {
        let base = 1_usize << m;
        let saltelli = Saltelli::new(dimensions, base, second_order, Some(Seed(seed)));
        let matrices = Sobol::new(2 * dimensions, base, Some(Seed(seed)));
        prop_assert_eq!(saltelli.points(), base * (if second_order { 2 } else { 1 } * dimensions + 2));
        for point in 0..saltelli.points() {
            let (block, row) = saltelli.block(point);
            let (a, b) = {
                let mut a = matrices.point(row);
                let b = a.split_off(dimensions);
                (a, b)
            };
            for (i, value) in saltelli.point(point).into_iter().enumerate() {
                let from_a = match block {
                    Block::A => true,
                    Block::B => false,
                    Block::AB(column) => i != column,
                    Block::BA(column) => i == column,
                };
                prop_assert_eq!(value, if from_a { a[i] } else { b[i] });
            }
        }
    }

    #[test]
    fn a_grid_has_every_combination_once(levels in proptest::collection::vec((1_usize..6, any::<bool>()), 0..5)) {
        let axis = |(levels, ends): &(usize, bool)| if *ends { Axis::Ends(*levels) } else { Axis::Middles(*levels) };
        let grid = Grid::new(levels.iter().map(axis).collect());
        let count: usize = levels.iter().map(|(levels, _)| levels).product();
        let bits = |point: Vec<f64>| point.into_iter().map(f64::to_bits).collect::<Vec<_>>();
        let distinct: BTreeSet<Vec<u64>> = (0..grid.points()).map(|i| bits(grid.point(i))).collect();
        prop_assert_eq!((grid.points(), distinct.len()), (count, count));
        for (dimension, (levels, ends)) in levels.iter().enumerate() {
            let column: BTreeSet<u64> = (0..count).map(|i| grid.point(i)[dimension].to_bits()).collect();
            prop_assert_eq!(column.len(), *levels);
            let both = [0.0_f64, 1.0].iter().all(|end| column.contains(&end.to_bits()));
            prop_assert_eq!(both, *ends && *levels > 1);
        }
    }
}

#[test]
fn every_place_of_a_shuffle_is_as_likely_as_any_other() {
    let mut counts = [[0_i32; 5]; 5];
    for seed in 0..5_000 {
        let order = Shuffle::new(Seed(seed), Stream::Order, 0, 5);
        (0..5).for_each(|place| counts[place][order.at(place)] += 1);
    }
    // Binomial with mean 1000 and standard deviation 28.
    assert!(counts.iter().flatten().all(|count| (count - 1_000).abs() < 5 * 28), "{counts:?}");
}

#[test]
fn a_morris_design_uses_all_levels_alike() {
    let morris = Morris::new(3, 2_000, 4, Seed(1));
    let mut counts = [[0_i32; 4]; 3];
    for point in (0..morris.points()).step_by(4) {
        for (count, x) in counts.iter_mut().zip(morris.point(point)) {
            count[(x * 3.0).round() as usize] += 1;
        }
    }
    // Binomial with mean 500 and standard deviation 19.
    assert!(counts.iter().flatten().all(|count| (count - 500).abs() < 5 * 19), "{counts:?}");
}

#[test]
fn the_sequence_is_that_of_joe_and_kuo() {
    let sobol = Sobol::new(1000, 1 << 14, None);
    assert_eq!(sobol.point(0), vec![0.0; 1000]);
    assert_eq!(sobol.point(1), vec![0.5; 1000]);
    // Point 12345 as scipy 1.17 has it: scipy.stats.qmc.Sobol(d=1000, scramble=False, bits=32).
    let expected = [
        (0, 0.640_930_175_781_25),
        (1, 0.813_415_527_343_75),
        (2, 0.160_339_355_468_75),
        (9, 0.429_626_464_843_75),
        (39, 0.948_181_152_343_75),
        (255, 0.588_073_730_468_75),
        (499, 0.944_641_113_281_25),
        (999, 0.131_042_480_468_75),
    ];
    let point = sobol.point(12_345);
    for (dimension, value) in expected {
        assert_eq!(point[dimension], value, "dimension {dimension}");
    }
}

#[test]
fn scrambling_is_without_bias_and_by_seed() {
    let first = |seed| Sobol::new(3, 8, Some(Seed(seed))).point(0);
    let mean: f64 = (0..2_000).map(|seed| first(seed)[2]).sum::<f64>() / 2_000.0;
    assert!((mean - 0.5).abs() < 5.0 * 0.289 / 2_000_f64.sqrt(), "{mean}");
    assert_ne!(first(1), first(2));
}

/// Rows 8 to 31 of `SALib.sample.sobol.sample(problem, 4, calc_second_order=True, scramble=False)` of SALib 1.6 for three
/// factors from 0 to 1, in quarters.
const SALIB_SECOND_ORDER: [[u8; 3]; 24] = [
    [2, 2, 2],
    [2, 2, 2],
    [2, 2, 2],
    [2, 2, 2],
    [2, 2, 2],
    [2, 2, 2],
    [2, 2, 2],
    [2, 2, 2],
    [3, 1, 1],
    [1, 1, 1],
    [3, 3, 1],
    [3, 1, 3],
    [3, 3, 3],
    [1, 1, 3],
    [1, 3, 1],
    [1, 3, 3],
    [1, 3, 3],
    [3, 3, 3],
    [1, 1, 3],
    [1, 3, 1],
    [1, 1, 1],
    [3, 3, 1],
    [3, 1, 3],
    [3, 1, 1],
];
/// The last rows of the same with `calc_second_order=False`.
const SALIB_FIRST_ORDER: [[u8; 3]; 10] = [
    [3, 1, 1],
    [1, 1, 1],
    [3, 3, 1],
    [3, 1, 3],
    [1, 3, 3],
    [1, 3, 3],
    [3, 3, 3],
    [1, 1, 3],
    [1, 3, 1],
    [3, 1, 1],
];

#[test]
fn the_rows_are_laid_out_as_salib_does() {
    let quarters = |row: [u8; 3]| row.map(|quarters| f64::from(quarters) / 4.0).to_vec();
    let second = Saltelli::new(3, 4, true, None);
    assert!((0..8).all(|row| second.point(row) == [0.0; 3]));
    for (row, expected) in SALIB_SECOND_ORDER.into_iter().enumerate() {
        assert_eq!(second.point(row + 8), quarters(expected), "row {}", row + 8);
    }
    let first = Saltelli::new(3, 4, false, None);
    for (row, expected) in SALIB_FIRST_ORDER.into_iter().enumerate() {
        assert_eq!(first.point(row + 10), quarters(expected), "row {}", row + 10);
    }
}

#[test]
fn designs_stay_what_they_were() {
    let seed = Seed(3);
    let last = |design: Design| match design.point(design.points() - 1) {
        Point::Unit(point) | Point::Given(point) => point,
    };
    let found = [
        last(Design::Lhs(LatinHypercube::new(3, 20, seed))),
        last(Design::Sobol(Sobol::new(3, 20, Some(seed)))),
        last(Design::Morris(Morris::new(3, 5, 4, seed))),
        last(Design::Saltelli(Saltelli::new(3, 8, true, Some(seed)))),
    ];
    let order: Vec<usize> = (0..8).map(|place| Shuffle::new(seed, Stream::Order, 0, 8).at(place)).collect();
    insta::assert_debug_snapshot!((found, order));
}
