//! The tables of docs/evidence.md: the back-test of the defaults, and what the calibration that is kept has found.

use std::process::Command;

use toml::{Table, Value};
use weights_of_nations::experiment::backtest::Agreement;
use weights_of_nations::experiment::calibration::Plan;
use weights_of_nations::experiment::ensemble::{Progress, Workers};
use weights_of_nations::experiment::observed::predict;
use weights_of_nations::model::random::Seed;
use weights_of_nations::scenario::observation::Observations;
use weights_of_nations::scenario::posterior::Target;
use weights_of_nations::scenario::{DEFAULT, Scenario};

use crate::tables::{number, table};

/// What `weights backtest` says.
pub fn backtest() -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_weights")).arg("backtest").output().expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    format!("```text\n{}\n```", text.trim_end())
}

/// The parameters of the posterior that is kept.
pub fn calibration() -> String {
    let text = crate::text("calibration/observed-until-2025-10.toml");
    let posterior: Table = text.parse().expect("TOML");
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let told = |value: &Value| number(value.as_float().expect("a number"));
    let pair = |value: &Value| {
        let ends = list(value);
        format!("{} to {}", told(&ends[0]), told(&ends[1]))
    };
    let points = list(&posterior["point"]);
    let marginals = list(&posterior["marginals"]);
    let rows = marginals.iter().zip(&points).map(|(marginal, point)| {
        let name = format!("`{}`", marginal["name"].as_str().expect("a name"));
        [
            name,
            pair(&marginal["prior"]),
            told(point),
            told(&marginal["mean"]),
            pair(&marginal["interval"]),
            told(&marginal["width"]),
        ]
    });
    table(["parameter", "prior", "point", "posterior mean", "90 % interval", "width"], rows)
}

/// Mechanisms that no plan fits: what stands beside the fitted ones, switched on.
const SILENT: [(&str, f64); 6] = [
    ("satiation", 0.25),
    ("demand_shift.developers", 0.25),
    ("demand_shift.developers", -0.25),
    ("breakthrough_sharing", 0.5),
    ("regulation_trust.developers", 0.5),
    ("regulation_trust.government", 0.5),
];
/// The size of a back-test.
const RUNS: usize = 100;

/// Votes in tolerance and distance of the defaults with some values put in their place.
fn score(values: &[(Target, f64)], rows: &Observations) -> [String; 2] {
    let mut setup = Scenario::built_in(DEFAULT).expect("the default scenario").setup;
    values.iter().for_each(|(target, value)| target.set(&mut setup, *value));
    let workers = Workers::new(2).expect("threads");
    let model = predict(&setup, Seed(1), RUNS, rows, &workers, &Progress::default()).expect("not called off");
    let agreement = Agreement::new(rows, &model);
    [format!("{:.0} %", 100.0 * agreement.share()), format!("{:.2}", agreement.loss())]
}

/// What each fitted parameter and each mechanism buys.
pub fn bought() -> String {
    let plan = Plan::load(&crate::path_of("calibration/history.toml")).expect("the plan");
    let rows = Observations::built_in().expect("the observations");
    let judged = plan.free.iter().filter_map(|free| Some((free.target.clone(), free.judged?)));
    let judged: Vec<(Target, f64)> = judged.collect();
    let row = |what: String, values: &[(Target, f64)]| {
        let [votes, distance] = score(values, &rows);
        [what, votes, distance]
    };
    let silent = SILENT.iter().map(|(name, value)| (Target::find(name).expect("a parameter"), *value));
    let one = |verb: &'static str| {
        move |one: &(Target, f64)| (format!("`{}` {verb} {}", one.0.name(), number(one.1)), one.clone())
    };
    let singles: Vec<(String, (Target, f64))> =
        judged.iter().map(one("back at")).chain(silent.collect::<Vec<_>>().iter().map(one("at"))).collect();
    let mut all =
        vec![row("the point".to_owned(), &[]), row("all at their judged values".to_owned(), &judged)];
    all.extend(singles.into_iter().map(|(what, value)| row(what, &[value])));
    table(["set", "votes in tolerance", "distance"], all.into_iter())
}
