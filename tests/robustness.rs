//! Policies over uncertain circumstances: a planted table with numbers worked out by hand, and what cannot be compared.

use weights_of_nations::experiment::analysis::odds::Odds;
use weights_of_nations::experiment::analysis::robustness::{Better, NotCompared, Robustness};
use weights_of_nations::experiment::analysis::{Column, Factor, Finding, Plan, Role, Table};
use weights_of_nations::experiment::sensitivity::{Outputs, Resampling, Scale, Undefined};
use weights_of_nations::model::measure::EndWorld;
use weights_of_nations::model::random::Seed;

fn factor(name: &str, role: Role, values: &[f64]) -> Factor {
    Factor { name: name.to_owned(), role, scale: Scale::Values(values.to_vec()) }
}

/// Three policies in two circumstances of the parameter and two replicates; pay-offs by policy:
///
/// | policy | trust 1, run 0 | trust 1, run 1 | trust 2, run 0 | trust 2, run 1 | mean | most regret |
/// | --- | --- | --- | --- | --- | --- | --- |
/// | 0.0 | 10 | 8 | 0 | 2 | 5 | 9 (against 9) |
/// | 0.5 | 6 | 6 | 6 | 6 | 6 | 4 (against 10) |
/// | 1.0 | 1 | 3 | 9 | 7 | 5 | 9 (against 10) |
fn planted() -> Table {
    let payoffs = [[[10.0, 8.0], [0.0, 2.0]], [[6.0, 6.0], [6.0, 6.0]], [[1.0, 3.0], [9.0, 7.0]]];
    let (levers, trusts) = ([0.0, 0.5, 1.0], [1.0, 2.0]);
    let mut points = Vec::new();
    let mut values = Vec::new();
    for (lever, payoffs) in levers.iter().zip(payoffs) {
        for (trust, runs) in trusts.iter().zip(payoffs) {
            points.push(vec![*lever, *trust]);
            values.extend(runs);
        }
    }
    let worlds = values
        .iter()
        .map(|&v: &f64| Some(if v > 5.0 { EndWorld::AmericanOpen } else { EndWorld::Contested }));
    Table {
        name: "planted".to_owned(),
        design: "grid".to_owned(),
        plan: Plan::Points,
        factors: vec![
            factor("us.open_model_programme", Role::Policy, &levers),
            factor("trust.us.china", Role::Uncertainty, &trusts),
        ],
        points,
        scenarios: vec!["two-worlds".to_owned()],
        replicates: 2,
        paired: true,
        worlds: worlds.collect(),
        measures: vec![Column { name: "payoff".to_owned(), values }],
    }
}

fn rows(found: &Robustness) -> Vec<(f64, f64, f64)> {
    found.policies.iter().map(|policy| (policy.expected, policy.worst_decile, policy.regret)).collect()
}

#[test]
fn the_planted_table_gives_the_numbers_worked_out_by_hand() {
    let found = Robustness::of(&planted(), &[0], 0, Better::High).expect("as it was written");
    assert_eq!((found.circumstances, found.left_out), (4, 0));
    // Sorted 0 2 8 10: a tenth of the way over three gaps is at 0.3, so 0 + 0.3 * 2. Sorted 1 3 7 9: 1 + 0.3 * 2.
    let expected = [(5.0, 0.6, 9.0), (6.0, 6.0, 4.0), (5.0, 1.6, 9.0)];
    for (found, expected) in rows(&found).into_iter().zip(expected) {
        assert!((found.1 - expected.1).abs() < 1e-12);
        assert_eq!((found.0, found.2), (expected.0, expected.2));
    }
    assert_eq!(found.best(), (6.0, 6.0, 4.0));
    // Means of the replicates: 5 and 5; 6 and 6; 5 and 5.
    assert_eq!(found.policies[0].error, Some(0.0));
}

#[test]
fn where_low_is_better_all_turns_round() {
    let found = Robustness::of(&planted(), &[0], 0, Better::Low).expect("as it was written");
    // Least in each circumstance: 1 3 0 2. Worst deciles from above: 10 - 0.6, 6, 9 - 0.6.
    let expected = [(5.0, 9.4, 9.0), (6.0, 6.0, 6.0), (5.0, 8.4, 9.0)];
    for (found, expected) in rows(&found).into_iter().zip(expected) {
        assert!((found.1 - expected.1).abs() < 1e-12, "{found:?}");
        assert_eq!((found.0, found.2), (expected.0, expected.2));
    }
    assert_eq!(found.best(), (5.0, 6.0, 6.0));
}

#[test]
fn unpaired_replicates_are_averaged_before_policies_are_compared() {
    let table = Table { paired: false, ..planted() };
    let found = Robustness::of(&table, &[0], 0, Better::High).expect("as it was written");
    // Means 9 1, 6 6, 2 8: regrets 7 (8 - 1), 3 (9 - 6), 7 (9 - 2).
    assert_eq!(found.circumstances, 2);
    assert_eq!(rows(&found).iter().map(|row| row.2).collect::<Vec<_>>(), [7.0, 3.0, 7.0]);
}

#[test]
fn a_circumstance_that_one_policy_lacks_is_left_out_for_all() {
    let mut table = planted();
    // Policy 1.0, trust 2, run 0.
    table.measures[0].values[10] = f64::NAN;
    let found = Robustness::of(&table, &[0], 0, Better::High).expect("as it was written");
    assert_eq!((found.circumstances, found.left_out), (3, 1));
    assert_eq!(rows(&found).iter().map(|row| row.2).collect::<Vec<_>>(), [5.0, 4.0, 9.0]);
    table.measures[0].values.fill(f64::NAN);
    assert_eq!(Robustness::of(&table, &[0], 0, Better::High), Err(NotCompared::NothingLeft(4)));
}

#[test]
fn what_cannot_be_compared_is_said() {
    let role = |role| {
        let mut table = planted();
        table.factors[0].role = role;
        table
    };
    let of = |table: &Table| Robustness::of(table, &[0], 0, Better::High).unwrap_err();
    assert_eq!(of(&role(Role::Uncertainty)), NotCompared::NoLevers);
    let mut same = planted();
    same.points.iter_mut().for_each(|point| point[0] = 0.5);
    assert_eq!(of(&same), NotCompared::OnePolicy("us.open_model_programme".to_owned()));
    let mut apart = planted();
    apart.points.iter_mut().enumerate().for_each(|(place, point)| point[1] = place as f64);
    let error = of(&apart).to_string();
    assert!(error.contains("6 points hold 3 policies (combinations of us.open_model_programme)"), "{error}");
}

#[test]
fn odds_are_counted_over_the_design_and_by_factor() {
    let mut table = planted();
    table.worlds[2] = None;
    let odds = Odds::of(&table, 0);
    let open = EndWorld::AmericanOpen.index();
    // 10 8 | - 2 | 6 6 | 6 6 | 1 3 | 9 7: eight of eleven are above five.
    assert_eq!((odds.runs, odds.shares[open]), (11, 8.0 / 11.0));
    assert!(odds.errors[open] > 0.1);
    let shares: Vec<f64> = odds.factors[0].iter().map(|stratum| stratum.shares[open]).collect();
    assert_eq!(shares, [2.0 / 3.0, 1.0, 0.5]);
    assert_eq!((odds.factors[1][0].from, odds.factors[1][1].to), (1.0, 2.0));
}

#[test]
fn a_block_with_a_failed_run_is_left_out_and_counted() {
    let plan = Resampling { seed: Seed(1), resamples: 50, level: 0.95 };
    let mut table = planted();
    // Three blocks of A, AB, B with one factor each would need three points a block; here two factors, four points.
    table.plan = Plan::Saltelli { second_order: false };
    let four: Vec<Vec<f64>> = table.points.iter().cycle().take(16).cloned().collect();
    let values: Vec<f64> = (0..32).map(|i| f64::from(i * i % 11)).collect();
    table.points = four;
    table.measures[0].values.clone_from(&values);
    let whole = Finding::of(&table, 0, 0, &plan);
    assert_eq!((whole.units, whole.left_out), (4, 0));
    table.measures[0].values[9] = f64::NAN;
    let less = Finding::of(&table, 0, 0, &plan);
    assert_eq!((less.units, less.left_out), (3, 1));
    let kept = [&values[..8], &values[16..]].concat();
    let mean = kept.iter().sum::<f64>() / 24.0;
    assert!((less.mean - mean).abs() < 1e-12);
    let mut without = table.clone();
    without.points.drain(4..8);
    without.measures[0].values = kept;
    assert_eq!(Finding::of(&without, 0, 0, &plan).sensitivity, less.sensitivity);
    table.measures[0].values.fill(0.25);
    assert_eq!(Finding::of(&table, 0, 0, &plan).sensitivity, Err(Undefined::Constant(0.25)));
    table.measures[0].values.fill(f64::NAN);
    let none = Finding::of(&table, 0, 0, &plan);
    assert!(matches!(none.sensitivity, Err(Undefined::TooFew { have: 0, .. })), "{:?}", none.sensitivity);
    assert_eq!(Outputs::new(2, vec![1.0, 3.0]).means(), [2.0]);
}
