//! Sensitivity indices against closed forms, and against SALib's numbers on the same tables (tests/salib).

use std::f64::consts::PI;
use std::fs;
use std::path::Path;

use serde_json::Value;
use weights_of_nations::experiment::design::Saltelli;
use weights_of_nations::experiment::sensitivity::given::Points;
use weights_of_nations::experiment::sensitivity::morris::Steps;
use weights_of_nations::experiment::sensitivity::sobol::Crossed;
use weights_of_nations::experiment::sensitivity::swing::{Classes, swings};
use weights_of_nations::experiment::sensitivity::{
    Estimate, Outputs, Resampling, Scale, Sensitivity, Undefined, given, morris, sobol,
};
use weights_of_nations::model::calendar::Month;
use weights_of_nations::model::random::{Draws, Seed, Stream, uniform};

const PLAN: Resampling = Resampling { seed: Seed(1), resamples: 2000, level: 0.95 };
/// Agreement of point estimates with SALib's.
const CLOSE: f64 = 1e-9;

fn folder(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/salib").join(name);
    fs::read_to_string(path).expect("a file of tests/salib")
}

fn expected(name: &str) -> Value {
    let all: Value = serde_json::from_str(&folder("expected.json")).expect("JSON");
    all[name].clone()
}

/// Points and output of a table.
fn table(name: &str) -> (Vec<Vec<f64>>, Outputs) {
    let text = folder(&format!("{name}.csv"));
    let row = |line: &str| line.split(',').map(|cell| cell.parse().expect("a number")).collect();
    let mut rows: Vec<Vec<f64>> = text.lines().skip(1).map(row).collect();
    let outputs = rows.iter_mut().map(|row| row.pop().expect("an output")).collect();
    (rows, Outputs::new(1, outputs))
}

fn scales(expected: &Value) -> Vec<Scale> {
    let end = |bounds: &Value, place: usize| bounds[place].as_f64().expect("a bound");
    let bounds = expected["bounds"].as_array().expect("bounds").iter();
    bounds.map(|bounds| Scale::Range(end(bounds, 0), end(bounds, 1))).collect()
}

/// Compares an index of all factors; intervals are of random draws, so that only their size is compared.
fn agree(found: &Sensitivity, place: usize, expected: &Value, key: &str) {
    for (factor, indices) in found.factors.iter().enumerate() {
        let index = indices.as_ref().expect("a factor that varies")[place];
        agree_one(index, &expected[key][factor], &expected[format!("{key}_conf")][factor], key);
    }
}

fn agree_one(index: Estimate, value: &Value, conf: &Value, key: &str) {
    let value = value.as_f64().expect("a number");
    assert!((index.value - value).abs() < CLOSE, "{key}: {index:?}, SALib has {value}");
    if let Some(conf) = conf.as_f64() {
        let ratio = index.half_width.expect("an interval") / conf;
        // Two standard deviations over 2000 draws each differ by a few per cent.
        assert!(conf < 1e-9 || (0.85..1.15).contains(&ratio), "{key}: {index:?}, SALib has +- {conf}");
    }
}

#[test]
fn sobol_indices_are_those_of_salib() {
    for name in ["ishigami", "g_function"] {
        let ((points, outputs), expected) = (table(name), expected(name));
        let second_order = expected["second_order"] == true;
        let factors = points[0].len();
        let blocks = points.len() / Crossed::block(factors, second_order);
        let crossed = Crossed { factors, second_order, blocks };
        let found = sobol::analyse(&points, crossed, &outputs, &PLAN).expect("indices");
        agree(&found, 0, &expected, "S1");
        agree(&found, 1, &expected, "ST");
        assert_eq!(found.together.len(), if second_order { 3 } else { 0 });
        for pair in &found.together {
            let at = |key: &str| expected[key][pair.first][pair.second].clone();
            agree_one(pair.index, &at("S2"), &at("S2_conf"), "S2");
        }
    }
}

#[test]
fn elementary_effects_are_those_of_salib() {
    for name in ["morris_4", "morris_6"] {
        let ((points, outputs), expected) = (table(name), expected(name));
        let steps = Steps::of(&points, &scales(&expected)).expect("trajectories");
        let found = morris::analyse(&steps, &outputs, &PLAN).expect("indices");
        for (place, key) in ["mu", "mu_star", "sigma"].into_iter().enumerate() {
            agree(&found, place, &expected, key);
        }
    }
}

#[test]
fn shares_of_variance_from_given_points_are_those_of_salib_and_numpy() {
    let ((points, outputs), expected) = (table("given"), expected("given"));
    let found = given::analyse(&Points::of(&points).expect("points"), &outputs, &PLAN).expect("indices");
    for (factor, indices) in found.factors.iter().enumerate() {
        let indices = indices.as_ref().expect("a factor that varies");
        // SALib cuts strata anew in each resample, so that the interval is its own affair.
        agree_one(indices[0], &expected["S1"][factor], &Value::Null, "S1");
        agree_one(indices[1], &expected["SRRC"][factor], &Value::Null, "SRRC");
        let ratio = indices[0].half_width.expect("an interval")
            / expected["S1_conf"][factor].as_f64().expect("as it was written");
        assert!((0.75..1.33).contains(&ratio), "{factor}: {ratio}");
    }
    assert!((found.fit.expect("a fit") - expected["fit"].as_f64().expect("as it was written")).abs() < CLOSE);
}

/// Row `i` of `2 d` numbers between 0 and 1.
fn row(i: usize, d: usize) -> Vec<f64> {
    let draws = Draws::new(Seed(11), Stream::Tastes, Month(0));
    (0..2 * d).map(|j| uniform(draws.word((i * 2 * d + j) as u64))).collect()
}

/// The points of a design of crossed rows.
fn crossed(blocks: usize, d: usize) -> Vec<Vec<f64>> {
    let design = Saltelli::new(d, blocks, true, Some(Seed(11)));
    (0..design.points()).map(|point| design.point(point)).collect()
}

fn ishigami(point: &[f64]) -> f64 {
    let [x, y, z] = [0, 1, 2].map(|j| PI * (2.0 * point[j] - 1.0));
    x.sin() + 7.0 * y.sin().powi(2) + 0.1 * z.powi(4) * x.sin()
}

/// S1, ST and S2 of the first and third factor in closed form (Ishigami and Homma 1990), with a = 7, b = 0.1.
fn ishigami_indices() -> ([f64; 3], [f64; 3], f64) {
    let (a, b) = (7.0, 0.1);
    let (one, two) = (0.5 * (1.0 + b * PI.powi(4) / 5.0_f64).powi(2), a * a / 8.0);
    let both = b * b * PI.powi(8) * (1.0 / 18.0 - 1.0 / 50.0);
    let all = one + two + both;
    ([one / all, two / all, 0.0], [(one + both) / all, two / all, both / all], both / all)
}

const A: [f64; 4] = [0.0, 1.0, 4.5, 9.0];

fn g_function(point: &[f64]) -> f64 {
    point.iter().zip(A).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
}

/// S1 and ST in closed form (Sobol' 1993), and S2 of the first two factors.
fn g_indices() -> ([f64; 4], [f64; 4], f64) {
    let parts = A.map(|a| 1.0 / 3.0 / (1.0_f64 + a).powi(2));
    let whole: f64 = parts.iter().map(|part| 1.0 + part).product();
    let all = whole - 1.0;
    let total = parts.map(|part| part * whole / (1.0 + part) / all);
    (parts.map(|part| part / all), total, parts[0] * parts[1] / all)
}

/// `within` is about twice the largest error of SALib's own numbers over a dozen scrambled samples of this size.
fn near(what: &str, index: Estimate, truth: f64, within: f64) {
    assert!((index.value - truth).abs() < within, "{what}: {index:?}, in closed form {truth}");
    let half = index.half_width.expect("an interval");
    assert!((index.value - truth).abs() < half + 1e-3, "{what}: {index:?} does not hold {truth}");
}

fn closed_form(f: fn(&[f64]) -> f64, first: &[f64], total: &[f64], pair: (usize, usize, f64)) {
    let (blocks, factors) = (1 << 12, first.len());
    let points = crossed(blocks, factors);
    let outputs = Outputs::new(1, points.iter().map(|point| f(point)).collect());
    let plan = Resampling { resamples: 200, ..PLAN };
    let found = sobol::analyse(&points, Crossed { factors, second_order: true, blocks }, &outputs, &plan);
    let found = found.expect("indices");
    for (factor, indices) in found.factors.iter().enumerate() {
        let indices = indices.as_ref().expect("a factor that varies");
        near("S1", indices[0], first[factor], 0.015);
        near("ST", indices[1], total[factor], 0.015);
    }
    let pairs = found.together.iter().map(|known| (known.first, known.second)).collect::<Vec<_>>();
    assert_eq!(pairs.len(), factors * (factors - 1) / 2);
    let place = pairs.iter().position(|known| *known == (pair.0, pair.1)).expect("the pair");
    near("S2", found.together[place].index, pair.2, 0.025);
}

#[test]
fn sobol_indices_are_those_of_the_closed_forms() {
    let (first, total, both) = ishigami_indices();
    assert!((first[0] - 0.3139).abs() < 1e-4 && (total[2] - 0.2437).abs() < 1e-4);
    closed_form(ishigami, &first, &total, (0, 2, both));
    let (first, total, both) = g_indices();
    closed_form(g_function, &first, &total, (0, 1, both));
}

#[test]
fn given_points_find_the_shares_of_the_closed_forms() {
    let points: Vec<Vec<f64>> = (0..4096).map(|i| row(i, 4)[..4].to_vec()).collect();
    let plan = Resampling { resamples: 100, ..PLAN };
    let shares = |f: fn(&[f64]) -> f64| {
        let outputs = Outputs::new(1, points.iter().map(|point| f(point)).collect());
        let found = given::analyse(&Points::of(&points).expect("as it was written"), &outputs, &plan)
            .expect("as it was written");
        found
            .factors
            .iter()
            .map(|indices| indices.as_ref().expect("as it was written")[0].value)
            .collect::<Vec<f64>>()
    };
    // Strata of finite width lose a little, chance adds a little.
    for (found, truth) in shares(ishigami).iter().zip(ishigami_indices().0) {
        assert!((found - truth).abs() < 0.03, "{found} {truth}");
    }
    for (found, truth) in shares(g_function).iter().zip(g_indices().0) {
        assert!((found - truth).abs() < 0.03, "{found} {truth}");
    }
}

#[test]
fn morris_ranks_the_factors_of_the_g_function() {
    let (points, outputs) = table("morris_6");
    let steps = Steps::of(&points, &vec![Scale::Range(0.0, 1.0); 4]).expect("as it was written");
    let found = morris::analyse(&steps, &outputs, &PLAN).expect("as it was written");
    assert_eq!(found.by_importance(), [0, 1, 2, 3]);
    let bars = swings(&Classes::steps(&steps, 4), &outputs, &PLAN);
    for (bar, indices) in bars.iter().zip(&found.factors) {
        // A step is 0.6 of the range, so that the means at its ends differ by 0.6 mu.
        let (difference, mu) = (
            bar.expect("as it was written").difference.value,
            indices.as_ref().expect("as it was written")[0].value,
        );
        assert!((difference - 0.6 * mu).abs() < 1e-12);
    }
}

#[test]
fn what_cannot_be_told_is_said() {
    let (points, outputs) = table("morris_4");
    let constant = Outputs::new(1, vec![0.3; points.len()]);
    let scales = scales(&expected("morris_4"));
    let steps = Steps::of(&points, &scales).expect("as it was written");
    assert_eq!(morris::analyse(&steps, &constant, &PLAN), Err(Undefined::Constant(0.3)));
    let error = Steps::of(&points[..9], &scales).unwrap_err();
    assert_eq!(
        error.to_string(),
        "they need at least 2 trajectories whose runs all have a value, and here are 1; give the experiment more trajectories"
    );
    let mut shuffled = points.clone();
    shuffled.swap(1, 7);
    assert!(matches!(Steps::of(&shuffled, &scales), Err(Undefined::NoTrajectory { .. })));
    let two_points: Vec<Vec<f64>> = points[..2].to_vec();
    assert!(matches!(Points::of(&two_points), Err(Undefined::TooFew { have: 2, need: 10, .. })));
    let line: Vec<Vec<f64>> = (0..40).map(|i| vec![f64::from(i), 2.0 * f64::from(i)]).collect();
    let rising = Outputs::new(1, (0..40).map(f64::from).collect());
    assert_eq!(
        given::analyse(&Points::of(&line).expect("as it was written"), &rising, &PLAN),
        Err(Undefined::Collinear)
    );
    drop(outputs);
}

#[test]
fn a_factor_that_never_varies_has_no_index_and_disturbs_no_other() {
    let (points, outputs) = table("given");
    let more: Vec<Vec<f64>> = points.iter().map(|p| vec![p[0], 7.0, p[1], p[2], p[3]]).collect();
    let of = |points: &[Vec<f64>]| {
        given::analyse(&Points::of(points).expect("as it was written"), &outputs, &PLAN)
            .expect("as it was written")
    };
    let (mut with, without) = (of(&more), of(&points));
    assert_eq!(with.by_importance().last(), Some(&1));
    assert_eq!(with.factors.remove(1), None);
    assert_eq!(with.factors, without.factors);

    let (points, outputs) = table("morris_4");
    let scales = scales(&expected("morris_4"));
    let fixed: Vec<Vec<f64>> = points
        .chunks(5)
        .flat_map(|trajectory| {
            let more = trajectory.iter().chain([&trajectory[4]]);
            more.map(|p| vec![p[0], p[1], 7.0, p[2], p[3]]).collect::<Vec<_>>()
        })
        .collect();
    let repeated = outputs.points().map(|y| y[0]).collect::<Vec<f64>>();
    let repeated = repeated.chunks(5).flat_map(|ys| [ys, &ys[4..]].concat()).collect();
    let wide = [&scales[..2], &[Scale::Values(vec![7.0])], &scales[2..]].concat();
    let steps = Steps::of(&fixed, &wide).expect("as it was written");
    let mut with = morris::analyse(&steps, &Outputs::new(1, repeated), &PLAN).expect("as it was written");
    let without = morris::analyse(&Steps::of(&points, &scales).expect("as it was written"), &outputs, &PLAN)
        .expect("as it was written");
    assert_eq!(with.factors.remove(2), None);
    assert_eq!(with.factors, without.factors);
}
