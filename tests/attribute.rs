//! The command `attribute` as a whole program: parts that add up, sameness of bytes, formats, wrong input.

#[path = "support/program.rs"]
mod program;

use serde_json::Value;
use weights_of_nations::report::attribution::HEADER;

use program::{text, weights};

fn refused(args: &[&str], expected: &[&str]) {
    let output = weights(args);
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{args:?}: {error}");
    for part in expected {
        assert!(error.contains(part), "{args:?} does not say {part}: {error}");
    }
}

/// Few small runs.
fn small<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let size = ["--runs", "6", "--adopters", "300", "--measure", "china_lag"];
    [&["attribute", "two-worlds"], &size[..], more].concat()
}

/// The causes of October 2024 and later.
fn late<'a>(more: &[&'a str]) -> Vec<&'a str> {
    small(&[&["--from", "2024-10"], more].concat())
}

#[test]
fn parts_add_up_and_no_thread_changes_a_byte() {
    let with = |format: &str, jobs: &str| text(&late(&["--format", format, "--jobs", jobs]));
    for format in ["table", "csv", "json", "svg"] {
        assert_eq!(with(format, "1"), with(format, "3"), "{format}");
    }
    let json: Value = serde_json::from_str(&with("json", "2")).expect("JSON");
    for (key, value) in [("schema", 1), ("runs", 6), ("adopters", 300), ("orders_per_run", 2)] {
        assert_eq!(json[key], value, "{key}");
    }
    let causes = json["causes"].as_array().expect("causes");
    assert!(causes.iter().any(|cause| cause["id"] == "us.export_controls@2025-04"), "{causes:?}");
    assert!(causes.iter().all(|cause| cause["month"].as_str().is_some_and(|month| month >= "2024-10")));
    let lag = &json["measures"][0];
    let number = |value: &Value| value.as_f64().expect("a number");
    let parts = lag["contributions"].as_array().expect("contributions");
    assert_eq!(parts.len(), causes.len());
    let sum: f64 = parts.iter().map(|part| number(&part["part"]["mean"])).sum();
    let whole = number(&lag["whole"]["mean"]);
    // Each number of the file is rounded to six decimals.
    assert!((sum - whole).abs() < 1e-6 * parts.len() as f64, "{sum} {whole}");
    assert!((number(&lag["with_causes"]) - number(&lag["without_causes"]) - whole).abs() < 2e-6);
    assert!(whole != 0.0 && parts.iter().all(|part| number(&part["part"]["standard_error"]) >= 0.0));
}

#[test]
fn each_format_holds_every_cause() {
    let json: Value = serde_json::from_str(&text(&late(&["--format", "json"]))).expect("JSON");
    let causes = json["causes"].as_array().expect("causes").len();
    let csv = text(&late(&["--format", "csv"]));
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!((lines[0], lines.len()), (HEADER, 2 + 3 * causes));
    assert!(lines.iter().all(|line| line.split(',').count() == HEADER.split(',').count()), "{csv}");
    let table = text(&late(&[]));
    for part in [
        "China's lag at the frontier",
        "without any of them",
        "left out",
        "alone",
        "others are in all worlds",
    ] {
        assert!(table.contains(part), "{part}: {table}");
    }
    assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
    let posterior = json["posterior"]["digest"].as_str().expect("a digest");
    let of = format!("two-worlds,{},1,{posterior}", json["digest"].as_str().expect("a digest"));
    assert!(lines[1..].iter().all(|line| line.ends_with(&of)), "{of}");
    let svg = text(&late(&["--format", "svg"]));
    assert!(svg.starts_with("<svg") && svg.ends_with("</svg>\n") && svg.matches("<rect").count() > 2);
}

#[test]
fn steps_can_be_taken_together_and_few_causes_are_counted_out() {
    let ids = |more: &[&str]| {
        let json: Value =
            serde_json::from_str(&text(&small(&[more, &["--format", "json"]].concat()))).expect("JSON");
        let causes = json["causes"].as_array().expect("causes").iter();
        let ids: Vec<String> = causes.map(|cause| cause["id"].as_str().expect("a name").to_owned()).collect();
        (ids, json["orders_per_run"].clone())
    };
    let (together, _) = ids(&["--together", "--from", "2024-01", "--causes", "policies,events,releases"]);
    for id in ["us.export_controls", "releases:meta", "r1"] {
        assert!(together.iter().any(|known| known == id), "{id}: {together:?}");
    }
    let (few, orders) = ids(&["--from", "2024-01", "--causes", "events"]);
    assert_eq!((few.len(), orders), (2, Value::Null), "{few:?}");
    let (added, _) = ids(&["--from", "2027-01", "--set", "china.public_compute=1@2027-03"]);
    assert_eq!(added, ["china.public_compute@2027-03"]);
}

#[test]
fn one_run_and_no_clear_cause_still_show_what_came_out() {
    let with = |runs: &str| {
        let size = ["--runs", runs, "--adopters", "300", "--measure", "china_lag"];
        text(&[&["attribute", "two-worlds", "--from", "2024-10"], &size[..]].concat())
    };
    let one = with("1");
    for part in ["1 run of 300 adopters", "One run allows no test", "all together", "|##"] {
        assert!(one.contains(part), "{part}: {one}");
    }
    assert!(!one.contains("distinguishable"), "{one}");
    let few = with("2");
    assert!(few.contains("all together") && few.contains("judged together (Holm's rule, 5 %)"), "{few}");
    assert!(few.lines().all(|line| line.chars().count() <= 80), "{few}");
    // No date is broken, and no bar is without its whole name.
    assert!(!few.contains("2024-\n") && !few.contains("2025-\n"), "{few}");
}

#[test]
fn a_government_that_reacts_is_a_cause_like_others() {
    let csv = text(&[
        "attribute",
        "tit-for-tat",
        "--runs",
        "4",
        "--adopters",
        "300",
        "--from",
        "2025-05",
        "--format",
        "csv",
    ]);
    assert!(csv.contains("\nworld.reactive_governments@2025-05,policy,2025-05,part,adoption_share"), "{csv}");
}

#[test]
fn wrong_input_is_told_before_anything_is_simulated() {
    refused(&["attribute", "two-wrlds"], &["did you mean `two-worlds`?"]);
    refused(&small(&["--measure", "chna_lag"]), &["did you mean `china_lag`?"]);
    refused(
        &small(&["--from", "2028-01"]),
        &["nothing to attribute to", "steps of levers", "--set LEVER=VALUE@MONTH"],
    );
    refused(&small(&["--orders", "3"]), &["an even number"]);
    refused(&small(&["--causes", "wars"]), &["possible values", "policies"]);
    refused(&small(&["--from", "soon"]), &["soon"]);
    refused(&small(&["-o", "no/such/folder/file.csv"]), &["cannot be written"]);
}
