//! The command `backtest` as a whole program.

#[path = "support/program.rs"]
mod program;

use program::{text, weights};
use serde_json::Value;

const SMALL: [&str; 5] = ["backtest", "--runs", "10", "--adopters", "300"];

fn with(args: &[&str]) -> String {
    text(&[&SMALL[..], args].concat())
}

#[test]
fn at_least_ten_series_are_scored_beside_three_rivals() {
    let report: Value = serde_json::from_str(&with(&["--format", "json"])).unwrap();
    let series = report["series"].as_array().unwrap();
    let all = series.iter().filter(|one| one["lead"].is_null()).filter(|one| {
        let names: Vec<&str> =
            one["scores"].as_array().unwrap().iter().map(|s| s["forecaster"].as_str().unwrap()).collect();
        names == ["model", "last_value", "linear_trend", "logistic_trend"]
    });
    assert!(all.count() >= 10, "{series:#?}");
    for one in series {
        for score in one["scores"].as_array().unwrap() {
            assert!(score["crps"].as_f64().unwrap() >= 0.0, "{one}");
            assert!((0.0..=1.0).contains(&score["coverage"].as_f64().unwrap()), "{one}");
        }
    }
    assert_eq!(report["agreement"]["votes"].as_array().unwrap().len(), 16);
}

#[test]
fn scores_are_those_of_the_forecasts_told() {
    let report: Value = serde_json::from_str(&with(&["--format", "json"])).unwrap();
    let mut checked = 0;
    for series in report["series"].as_array().unwrap().iter().filter(|one| one["lead"].is_null()) {
        for score in series["scores"].as_array().unwrap() {
            let own =
                report["forecasts"].as_array().unwrap().iter().filter(|forecast| {
                    forecast["series"] == series["series"] && forecast["origin"].is_null()
                });
            let crps: Vec<f64> = own
                .flat_map(|forecast| forecast["forecasters"].as_array().unwrap())
                .filter(|one| one["forecaster"] == score["forecaster"])
                .map(|one| one["crps"].as_f64().unwrap())
                .collect();
            let mean = crps.iter().sum::<f64>() / crps.len() as f64;
            assert!((mean - score["crps"].as_f64().unwrap()).abs() < 1e-5, "{series}");
            checked += 1;
        }
    }
    assert!(checked > 30, "{checked}");
}

#[test]
fn threads_change_no_byte_and_formats_agree() {
    assert_eq!(with(&["--jobs", "1"]), with(&["--jobs", "3"]));
    let report: Value = serde_json::from_str(&with(&["--format", "json"])).unwrap();
    let told: usize = report["forecasts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["forecasters"].as_array().unwrap().len())
        .sum();
    assert_eq!(with(&["--format", "csv"]).lines().count(), told + 1);
}

#[test]
fn only_what_lies_ahead_is_scored_after_a_month() {
    let told = with(&["--after", "2025-03", "--format", "csv"]);
    assert!(told.lines().count() > 20);
    assert!(told.lines().skip(1).all(|line| line.split(',').nth(1).unwrap() > "2025-03"), "{told}");
}

#[test]
fn a_series_is_drawn_row_by_row() {
    let told = with(&["--series", "enterprise-open"]);
    assert!(told.contains("In the model:") && told.contains("2025-06 to 2025-08"), "{told}");
    assert_eq!(told.lines().filter(|line| line.starts_with("20")).count(), 3, "{told}");
}

#[test]
fn wrong_input_is_told_with_a_way_out() {
    let refused = |args: &[&str]| {
        let output = weights(&[&SMALL[..], args].concat());
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    let told = refused(&["--series", "enterprise-opne"]);
    assert!(told.contains("did you mean `enterprise-open`"), "{told}");
    let told = refused(&["--data", "tests/invalid_data/no-such.csv"]);
    assert!(told.contains("no-such.csv"), "{told}");
    let told = refused(&["--posterior", "Cargo.toml"]);
    assert!(told.contains("Cargo.toml") && told.contains("format"), "{told}");
}

#[test]
fn every_form_says_what_it_is_of() {
    let report: Value = serde_json::from_str(&with(&["--format", "json"])).unwrap();
    let digest = |key: &str| report[key].as_str().unwrap().to_owned();
    assert_eq!(report["version"].as_str(), Some(env!("CARGO_PKG_VERSION")));
    let (table, csv) = (with(&[]), with(&["--format", "csv"]));
    for told in [digest("digest"), digest("observations")] {
        assert!(told.len() == 32 && table.contains(&told), "{told}: {table}");
        assert!(csv.lines().skip(1).all(|line| line.contains(&told)), "{told}");
    }
    assert!(
        csv.lines()
            .next()
            .unwrap()
            .ends_with(",version,model_version,scenario,digest,seed,posterior,observations")
    );
}
