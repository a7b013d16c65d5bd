//! The tables of docs/evidence.md: the back-test of the defaults, and what the calibration that is kept has found.

use std::process::Command;

use toml::{Table, Value};

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
