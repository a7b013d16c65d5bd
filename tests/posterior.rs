//! Parameters drawn from a posterior, across the commands: one rule everywhere, said wherever numbers stand.

#[path = "support/program.rs"]
mod program;

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

use program::{text, weights};

const OWN: &str = "format = 1\nname = \"own\"\nuntil = \"2025-10\"\nparameters = [\"network_strength\", \"rent_weight\"]\n\
                   draws = [[0.2, 8.0], [2.0, 16.0], [4.0, 26.0]]\npoint = [1.5, 11.0]\n[made]\n[[marginals]]\n";

/// A posterior of three far-apart draws, in a file.
fn own() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("own.toml");
    std::fs::write(&path, OWN).expect("a file");
    let path = path.display().to_string();
    (folder, path)
}

fn run(more: &[&str]) -> String {
    text(&[&["run", "two-worlds", "--adopters", "300"], more].concat())
}

fn json(more: &[&str]) -> Value {
    serde_json::from_str(&run(&[&["--format", "json"], more].concat())).expect("JSON")
}

/// The mean of a series in the last month.
fn last(json: &Value, measure: &str, pair: &str) -> f64 {
    let all = json["series"].as_array().expect("series");
    let one = all.iter().find(|one| one["measure"] == measure && one["pair"] == pair).expect("the series");
    one["mean"].as_array().and_then(|months| months.last()).and_then(Value::as_f64).expect("a number")
}

#[test]
fn every_format_says_which_posterior_its_ranges_hold() {
    let told = run(&["--runs", "6"]);
    assert!(told.contains("chance and unknown parameters do (3 draws of the"), "{told}");
    let plain = run(&["--runs", "6", "--posterior", "none"]);
    assert!(plain.contains("ranges show what chance alone does"), "{plain}");
    let (drawn, fixed) = (json(&["--runs", "6"]), json(&["--runs", "6", "--posterior", "none"]));
    assert_eq!((&drawn["posterior"]["draws"], &fixed["posterior"]), (&Value::from(3), &Value::Null));
    assert!(drawn["series"] != fixed["series"]);
    let (_folder, path) = own();
    let (with, without) = (["--posterior", path.as_str()], ["--posterior", "none"]);
    let csv = |more: &[&str]| run(&[&["--runs", "6", "--format", "csv"], more].concat());
    let digest =
        json(&[&["--runs", "6"], &with[..]].concat())["posterior"]["digest"].as_str().map(str::to_owned);
    let ends = |csv: &str, end: &str| csv.lines().skip(1).all(|line| line.ends_with(end));
    assert!(ends(&csv(&with), &format!(",{}", digest.expect("a digest"))) && ends(&csv(&without), ",none"));
}

#[test]
fn threads_change_no_byte_of_drawn_runs() {
    let with = |jobs: &str| run(&["--runs", "7", "--format", "json", "--jobs", jobs]);
    assert_eq!(with("1"), with("2"));
}

#[test]
fn one_run_or_two_take_the_set_that_fits_best_which_the_defaults_are() {
    for runs in ["1", "2"] {
        let (drawn, fixed) = (json(&["--runs", runs]), json(&["--runs", runs, "--posterior", "none"]));
        assert_eq!(drawn["posterior"]["draws"], 0);
        assert!(drawn["series"] == fixed["series"], "{runs}");
    }
    let (_folder, path) = own();
    let point = json(&["--runs", "2", "--posterior", &path]);
    let set = ["--set", "network_strength=1.5", "--set", "rent_weight=11"];
    let set = json(&[&["--runs", "2", "--posterior", "none"], &set[..]].concat());
    assert!(point["series"] == set["series"]);
}

#[test]
fn what_is_set_is_not_drawn() {
    let (_folder, path) = own();
    let set = ["--runs", "5", "--set", "network_strength=1.5", "--set", "rent_weight=11"];
    let with = |posterior: &str| json(&[&set[..], &["--posterior", posterior]].concat());
    let (drawn, fixed) = (with(&path), with("none"));
    assert!(drawn["posterior"].is_null() && drawn["series"] == fixed["series"]);
}

#[test]
fn run_sweep_and_eval_draw_alike() {
    let (folder, path) = own();
    let wanted = last(&json(&["--runs", "5", "--posterior", &path]), "frontier_gap", "us-china");
    let close =
        |found: f64, who: &str| assert!((found - wanted).abs() < 2e-6, "{who}: {found}, run {wanted}");

    let name = "frontier_gap__pair_us_china";
    let file = folder.path().join("small.toml");
    let study = "format = 1\nname = \"small\"\nscenarios = [\"two-worlds\"]\nreplicates = 5\nadopters = 300\n\
                 measures = [\"frontier_gap\"]\nseries = \"none\"\n[posterior]\nfile = \"own.toml\"\n";
    std::fs::write(&file, study).expect("a file");
    let file = file.display().to_string();
    let lines = |more: &[&str]| {
        let lines = text(&[&["sweep", &file, "--format", "jsonl"], more].concat());
        lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect::<Vec<Value>>()
    };
    let swept = lines(&[]);
    let ends: Vec<f64> = swept.iter().map(|line| line["end"][name].as_f64().expect("a number")).collect();
    close(ends.iter().sum::<f64>() / 5.0, "sweep");
    assert!(swept.iter().all(|line| line["posterior"] != "none"));
    assert!(lines(&["--posterior", "none"]).iter().all(|line| line["posterior"] == "none"));

    let args = ["eval", "two-worlds", "--adopters", "300", "--posterior", &path];
    let mut eval = Command::new(env!("CARGO_BIN_EXE_weights"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // The second point sets what the posterior would draw: it is then of fixed parameters.
    let points = format!(
        "{{\"replicates\":5,\"measures\":[\"{name}\"]}}\n\
         {{\"replicates\":5,\"measures\":[\"{name}\"],\"settings\":{{\"network_strength\":1.5,\"rent_weight\":11}}}}\n"
    );
    eval.stdin.take().expect("a pipe").write_all(points.as_bytes()).expect("points are taken");
    let output = eval.wait_with_output().expect("it ends");
    let answers: Vec<Value> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    close(answers[0]["measures"][name].as_f64().expect("a number"), "eval");
    assert!(answers[0]["posterior"].is_string() && answers[1]["posterior"].is_null());
    let set =
        ["--runs", "5", "--posterior", "none", "--set", "network_strength=1.5", "--set", "rent_weight=11"];
    let wanted = last(&json(&set), "frontier_gap", "us-china");
    assert!((answers[1]["measures"][name].as_f64().expect("a number") - wanted).abs() < 2e-6);
}

#[test]
fn compare_and_attribute_say_how_far_signs_hang_on_parameters() {
    let compare = |more: &[&str]| {
        let levers = ["--a", "us.export_controls=0@2026-01", "--b", "us.export_controls=1@2026-01"];
        text(&[&["compare", "two-worlds", "--adopters", "300", "--runs", "24"], &levers[..], more].concat())
    };
    let table = compare(&[]);
    assert!(table.contains("How far parameters that are not known leave it open"), "{table}");
    assert!(table.contains("Of 12 draws of the parameters"), "{table}");
    assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
    let lag = ["--measure", "china_lag"];
    let json: Value =
        serde_json::from_str(&compare(&[&lag[..], &["--format", "json"]].concat())).expect("JSON");
    let series = &json["series"][0];
    let end = |key: &str| series[key].as_array().and_then(|months| months.last()).and_then(Value::as_f64);
    assert!(
        end("draws_agree").expect("a share") >= 0.9,
        "controls make China's lag longer in nearly all draws"
    );
    assert!((0.0..=1.0).contains(&end("from_parameters").expect("a share")));
    let robust = table.lines().find(|line| line.contains("robust ")).expect("a robust difference");
    assert!(robust.contains('%'));
    assert!(!compare(&["--posterior", "none"]).contains("draws"), "chance alone");

    let attribute = |more: &[&str]| {
        let small = ["attribute", "two-worlds", "--adopters", "300", "--runs", "6", "--from", "2025-01"];
        text(&[&small[..], &lag, more].concat())
    };
    assert!(attribute(&[]).contains("Intervals show what chance and unknown parameters do (3 draws"));
    let csv = attribute(&["--format", "csv"]);
    let head: Vec<&str> = csv.lines().next().expect("a head").split(',').collect();
    let place = head.iter().position(|column| *column == "from_parameters").expect("the column");
    let share = |line: &str| line.split(',').nth(place).and_then(|field| field.parse::<f64>().ok());
    let shares: Vec<f64> = csv.lines().skip(1).filter_map(share).collect();
    assert!(!shares.is_empty() && shares.iter().all(|share| (0.0..=1.0).contains(share)), "{csv}");
}

#[test]
fn a_wrong_posterior_is_refused_with_its_place() {
    let (folder, path) = own();
    std::fs::write(folder.path().join("own.toml"), OWN.replace("rent_weight", "rent_wieght"))
        .expect("a file");
    for command in
        [&["run", "two-worlds"][..], &["compare", "two-worlds", "history"], &["eval", "two-worlds"]]
    {
        let output = weights(&[command, &["--posterior", &path]].concat());
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains("own.toml:4:") && told.contains("rent_wieght"), "{told}");
    }
    let missing = weights(&["run", "two-worlds", "--posterior", "nowhere.toml"]);
    assert_eq!(missing.status.code(), Some(2));
}

/// A scenario in a file, like `two-worlds` but for its posterior.
fn without_posterior(folder: &std::path::Path) -> String {
    let path = folder.join("fixed.toml");
    let text = "format = 1\ntitle = \"Fixed\"\nextends = \"two-worlds\"\n[posterior]\nfile = \"none\"\n";
    std::fs::write(&path, text).expect("a file");
    path.display().to_string()
}

#[test]
fn each_side_of_a_comparison_says_its_own_posterior_and_the_draws_that_were_used() {
    let folder = tempfile::tempdir().expect("a folder");
    let fixed = without_posterior(folder.path());
    let sides = ["compare", &fixed, "two-worlds", "--adopters", "300", "--runs", "6"];
    let json = |more: &[&str]| -> Value {
        serde_json::from_str(&text(&[&sides[..], &["--format", "json"], more].concat())).expect("JSON")
    };
    let found = json(&[]);
    assert!(found["a"]["posterior"].is_null() && found["b"]["posterior"]["draws"] == 3);
    let table = text(&sides);
    assert!(table.replace('\n', " ").contains("chance alone does in A, and chance and unknown"), "{table}");
    // Pairs end where the precision is reached: no more draws than they took are told of.
    let precise = json(&["--measure", "china_share", "--precision", "100", "--max-runs", "60"]);
    assert_eq!((&precise["pairs"], &precise["b"]["posterior"]["draws"]), (&Value::from(6), &Value::from(3)));
}

#[test]
fn results_of_a_sweep_say_the_posterior_of_each_scenario() {
    let folder = tempfile::tempdir().expect("a folder");
    without_posterior(folder.path());
    let path = |name: &str| folder.path().join(name).display().to_string();
    let study = |replicates: usize| {
        let study = format!(
            "format = 1\nname = \"both\"\nscenarios = [\"two-worlds\", \"fixed\"]\nreplicates = {replicates}\n\
             adopters = 200\nmeasures = [\"frontier_gap\"]\nseries = \"none\"\ndesign = \"grid\"\n[[factors]]\n\
             name = \"us.export_controls\"\nvalues = [0.0, 1.0]\nfrom = \"2026-01\"\n"
        );
        let file = path(&format!("both-{replicates}.toml"));
        std::fs::write(&file, study).expect("a file");
        file
    };
    for line in text(&["sweep", &study(3), "--format", "jsonl"]).lines() {
        let line: Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(line["posterior"] == "none", line["scenario"] == "fixed", "{line}");
    }
    // Two replicates have the best-fitting set, and what is called chance is chance.
    for (replicates, is_told) in [(2, false), (3, true)] {
        let out = path(&format!("out-{replicates}"));
        text(&["sweep", &study(replicates), "--out", &out, "--format", "csv"]);
        let told = text(&["analyse", &out]).contains("Replicates took parameters");
        assert_eq!(told, is_told, "{replicates}");
    }
}
