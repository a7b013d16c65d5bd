//! The command `analyse` as a whole program: on results of sweeps, on planted results, and on what is none.

#[path = "support/program.rs"]
mod program;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;
use weights_of_nations::report::analysis::HEADER;
use weights_of_nations::report::place::Marks;

use program::{text, weights};

/// A text on one line, however it was wrapped.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// What a refusal says.
fn refusal(args: &[&str]) -> String {
    let output = weights(args);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{args:?}: {error}");
    assert!(output.stdout.is_empty(), "{args:?}");
    error
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn path(dir: &TempDir, name: &str) -> String {
    dir.path().join(name).display().to_string()
}

/// Does the runs of an experiment.
fn sweep(experiment: &str, out: &str, more: &[&str]) {
    text(&[&["sweep", experiment, "--out", out], more].concat());
}

const MARKS: Marks = Marks { begin: "<!-- example: begin -->", end: "<!-- example: end -->" };

#[test]
fn the_example_of_the_document_comes_out_as_it_says() {
    let dir = TempDir::new().expect("as it was written");
    let out = path(&dir, "programmes");
    sweep(&root("experiments/robust-programmes.toml").display().to_string(), &out, &[]);
    let found = text(&["analyse", &out, "--maximise"]);
    let file = root("docs/analysis.md");
    let document = fs::read_to_string(&file).expect("as it was written").replace("\r\n", "\n");
    let fresh = MARKS.put(&document, &format!("```text\n{found}```\n")).expect("as it was written");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&file, &fresh).expect("as it was written");
    }
    let help =
        "docs/analysis.md shows another output: `BLESS=1 cargo test --test analyse`, and read it again";
    assert_eq!(fs::read_to_string(&file).expect("as it was written").replace("\r\n", "\n"), fresh, "{help}");

    // CSV holds the same runs, and threads change no byte of any format.
    let csv = path(&dir, "as-csv");
    sweep(&root("experiments/robust-programmes.toml").display().to_string(), &csv, &["--format", "csv"]);
    assert_eq!(text(&["analyse", &csv, "--maximise"]), found);
    for format in ["csv", "json", "salib"] {
        let with = |jobs| text(&["analyse", &out, "--minimise", "--format", format, "--jobs", jobs]);
        assert_eq!(with("1"), with("3"), "{format}");
    }
    let rows = text(&["analyse", &out, "--maximise", "--format", "csv"]);
    assert_eq!(rows.lines().next(), Some(HEADER));
    assert!(rows.lines().all(|line| line.split(',').count() == 15), "{rows}");
    let json: Value = serde_json::from_str(&text(&["analyse", &out, "--maximise", "--format", "json"]))
        .expect("as it was written");
    let policies = json["policies"][0]["policies"].as_array().expect("as it was written");
    assert_eq!((policies.len(), &json["policies"][0]["circumstances"]), (6, &Value::from(40)));
    for column in ["expected", "worst_decile", "regret"] {
        assert!(policies.iter().any(|policy| policy["best"][column] == true), "{column}");
    }
    let shares = json["end_worlds"][0]["shares"].as_object().expect("as it was written");
    assert!(
        (shares.values().map(|share| share.as_f64().expect("as it was written")).sum::<f64>() - 1.0).abs()
            < 1e-5
    );
    what_can_be_chosen(&out);
}

/// Levers can be chosen unless it is asked otherwise.
fn what_can_be_chosen(out: &str) {
    let policies = |more: &[&str]| {
        let all = [&["analyse", out, "--maximise", "--format", "json"], more].concat();
        let json: Value = serde_json::from_str(&text(&all)).expect("as it was written");
        json["policies"][0].clone()
    };
    assert_eq!(
        policies(&["--uncertain", "us.export_controls"])["policies"]
            .as_array()
            .expect("as it was written")
            .len(),
        3
    );
    assert_eq!(
        policies(&["--policy", "trust.row.china"])["policies"].as_array().expect("as it was written").len(),
        24
    );
    let none = policies(&["--uncertain", "us.export_controls", "--uncertain", "us.open_model_programme"]);
    assert!(
        none["undefined"]
            .as_str()
            .expect("as it was written")
            .contains("no factor of this sweep is a policy lever"),
        "{none}"
    );
    let error = refusal(&["analyse", out, "--maximise", "--policy", "us.export_control"]);
    assert!(error.contains("did you mean `us.export_controls`?"), "{error}");
    // Which factors can be chosen matters only where policies are compared.
    let error = refusal(&["analyse", out, "--policy", "us.export_controls"]);
    assert!(error.contains("--maximise|--minimise"), "{error}");
    let error = refusal(&["analyse", out, "--measure", "adoption_shares"]);
    assert!(error.contains("did you mean `adoption_share"), "{error}");
    let error = refusal(&["analyse", out, "--scenario", "utopia"]);
    assert!(error.contains("they are of: two-worlds"), "{error}");
}

const SMALL: &str = "
format = 1
name = \"small\"
scenarios = [\"two-worlds\", \"history\"]
adopters = 200
replicates = 2
series = \"none\"
measures = [{ measure = \"adoption_share\", access = \"open\" }, { measure = \"frontier_gap\", pair = \"us-china\" }]
[[factors]]
name = \"network_strength\"
range = [1, 3.5]
[[factors]]
name = \"us.export_controls\"
values = [\"none\", 0.35, \"tight\", 1.0]
from = \"2026-01\"
";

#[test]
fn designs_of_trajectories_and_blocks_are_looked_at_by_their_own_methods() {
    let dir = TempDir::new().expect("as it was written");
    let designs = [
        ("morris", "design = \"morris\"\ntrajectories = 6\n", vec!["mu", "mu_conf", "mu_star", "sigma"]),
        (
            "saltelli",
            "design = \"saltelli\"\nbase = 8\nsecond_order = true\n",
            vec!["S1", "S1_conf", "ST", "ST_conf", "S2", "S2_conf"],
        ),
        ("sobol", "design = \"sobol\"\npoints = 16\n", vec!["S1", "SRRC"]),
    ];
    for (name, design, keys) in designs {
        let (file, out) = (path(&dir, &format!("{name}.toml")), path(&dir, name));
        fs::write(&file, format!("{design}{SMALL}")).expect("as it was written");
        sweep(&file, &out, &[]);
        let salib: Value =
            serde_json::from_str(&text(&["analyse", &out, "--format", "salib"])).expect("as it was written");
        let results = salib["results"].as_array().expect("as it was written");
        assert_eq!((results.len(), &salib["problem"]["num_vars"]), (4, &Value::from(2)), "{name}");
        for (key, result) in keys.iter().flat_map(|key| results.iter().map(move |result| (key, result))) {
            assert_eq!(result["Si"][*key].as_array().map(Vec::len), Some(2), "{name} {key}: {result}");
        }
        let svg = path(&dir, "chart.svg");
        let told = text(&["analyse", &out, "--scenario", "history", "--maximise", "--svg", &svg]);
        assert!(
            told.contains("history: adoption_share__access_open") && !told.contains("two-worlds:"),
            "{told}"
        );
        assert!(told.lines().all(|line| line.chars().count() <= 80), "{told}");
        // Trajectories on few levels may meet a circumstance with all four values of the lever.
        let apart = flat(&told).contains("does not cross policies with what is not known");
        assert!(apart || name == "morris", "{told}");
        let svg = fs::read_to_string(svg).expect("as it was written");
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n") && !svg.contains("NaN"), "{svg}");
        assert!(svg.contains("network_strength") && svg.matches("font-weight").count() == 2, "{svg}");
    }
}

/// A results directory planted by hand.
fn planted(dir: &TempDir, name: &str, experiment: &str, points: usize, rows: &str) -> String {
    let out = dir.path().join(name);
    fs::create_dir(&out).expect("as it was written");
    let runs = rows.lines().count() - 1;
    let manifest = format!(
        "format = 1\nprogram = \"weights\"\nversion = \"0.1.0\"\nmodel_version = 1\ndigest = \"abc\"\nseed = 1\n\
         points = {points}\nreplicates = 1\nruns = {runs}\nfailed = 0\nfiles = [\"runs.csv\"]\n[[scenarios]]\n\
         name = \"planted\"\ndigest = \"abc\"\nfirst = \"2024-01\"\nlast = \"2030-12\"\nmonths_kept = 0\nseries = 1\n\
         [experiment]\nname = \"{name}\"\n{experiment}"
    );
    fs::write(out.join("manifest.toml"), manifest).expect("as it was written");
    fs::write(out.join("runs.csv"), rows).expect("as it was written");
    out.display().to_string()
}

/// Ishigami's function at the points of tests/salib, as if it were a sweep; some of its runs failed.
fn ishigami(dir: &TempDir, name: &str, failed: &[usize], change: impl Fn(f64) -> String) -> String {
    let table = fs::read_to_string(root("tests/salib/ishigami.csv")).expect("as it was written");
    let mut rows = "run,point,scenario,replicate,seed,status,error,x1,x2,x3,world,y\n".to_owned();
    let mut points = 0;
    // In an order that is not that of the points.
    for (point, line) in table.lines().skip(1).enumerate().collect::<Vec<_>>().into_iter().rev() {
        let (factors, y) = line.rsplit_once(',').expect("as it was written");
        let (status, world, y) = match failed.contains(&point) {
            true => ("failed,\"no, not this\"", "", String::new()),
            false => ("ok,", "contested", change(y.parse().expect("as it was written"))),
        };
        rows.push_str(&format!("{points},{point},planted,0,1,{status},{factors},{world},{y}\n"));
        points += 1;
    }
    let factor = |name: &str| {
        format!(
            "[[experiment.factors]]\nname = \"{name}\"\nrange = [-3.141592653589793, 3.141592653589793]\n"
        )
    };
    let factors = ["x1", "x2", "x3"].map(factor).concat();
    let experiment = format!("design = \"saltelli\"\nsecond_order = true\n{factors}");
    planted(dir, name, &experiment, points, &rows)
}

#[test]
fn results_of_a_known_function_give_the_indices_of_salib() {
    let dir = TempDir::new().expect("as it was written");
    let out = ishigami(&dir, "whole", &[], |y| y.to_string());
    let found: Value =
        serde_json::from_str(&text(&["analyse", &out, "--format", "salib"])).expect("as it was written");
    let expected: Value = serde_json::from_str(
        &fs::read_to_string(root("tests/salib/expected.json")).expect("as it was written"),
    )
    .expect("as it was written");
    for key in ["S1", "ST"] {
        for factor in 0..3 {
            let [found, wanted] = [&found["results"][0]["Si"][key], &expected["ishigami"][key]]
                .map(|values| values[factor].as_f64().expect("as it was written"));
            assert!((found - wanted).abs() < 1e-9, "{key} {factor}: {found} {wanted}");
        }
    }
    assert_eq!(found["results"][0]["Si"]["S2"][2][2], Value::Null);
    let told = flat(&text(&["analyse", &out, "--maximise"]));
    assert!(told.contains("planted: y (2030-12)"), "{told}");
    assert!(told.contains("(model version 1), seed 1, digest of the experiment abc."), "{told}");
    assert!(told.contains("With one run a point, chance and factors cannot be told apart"), "{told}");
    assert!(told.contains("No table of policies: no factor of this sweep is a policy lever"), "{told}");
}

#[test]
fn a_failed_run_takes_its_block_with_it_and_that_is_said() {
    let dir = TempDir::new().expect("as it was written");
    let out = ishigami(&dir, "torn", &[9, 17, 20], |y| y.to_string());
    let told = flat(&text(&["analyse", &out]));
    assert!(told.contains("3 runs failed"), "{told}");
    assert!(told.contains("over 62 blocks of points. 2 blocks of points left out"), "{told}");
}

#[test]
fn an_output_that_does_not_vary_has_no_index_and_no_nan() {
    let dir = TempDir::new().expect("as it was written");
    let out = ishigami(&dir, "still", &[], |_| "0.25".to_owned());
    let told = flat(&text(&["analyse", &out, "--maximise"]));
    assert!(told.contains("No indices: it is 0.25 in every run"), "{told}");
    for format in ["table", "csv", "json", "salib"] {
        let told = text(&["analyse", &out, "--format", format]);
        assert!(!told.contains("NaN"), "{format}: {told}");
    }
    let none = ishigami(&dir, "none", &[], |_| String::new());
    let told = flat(&text(&["analyse", &none]));
    assert!(
        told.contains("No indices: they need at least 2 blocks whose runs all have a value, and here are 0"),
        "{told}"
    );
}

#[test]
fn what_is_no_results_directory_is_refused_with_a_way_out() {
    let dir = TempDir::new().expect("as it was written");
    let at = |name: &str| path(&dir, name);
    assert!(refusal(&["analyse", &at("nowhere")]).contains("there is no such directory"));
    fs::create_dir(at("empty")).expect("as it was written");
    assert!(refusal(&["analyse", &at("empty")]).contains("`weights sweep EXPERIMENT --out DIR` makes one"));
    fs::write(dir.path().join("empty/runs.journal"), "").expect("as it was written");
    assert!(refusal(&["analyse", &at("empty")]).contains("--resume` completes it"));
    fs::write(dir.path().join("empty/manifest.toml"), "format = 1\n").expect("as it was written");
    assert!(refusal(&["analyse", &at("empty")]).contains("is no manifest of the results of a sweep"));

    let change = |name: &str, from: &str, to: &str| {
        let out = ishigami(&dir, name, &[], |y| y.to_string());
        let manifest = Path::new(&out).join("manifest.toml");
        let text = fs::read_to_string(&manifest).expect("as it was written");
        assert!(text.contains(from), "{text}");
        fs::write(manifest, text.replacen(from, to, 1)).expect("as it was written");
        refusal(&["analyse", &out])
    };
    assert!(change("newer", "format = 1", "format = 9").contains("this program reads format 1"));
    assert!(change("part", "files =", "shard = \"2/7\"\nfiles =").contains("`weights merge"));
    assert!(change("gone", "runs.csv", "runs.parquet").contains("runs.parquet cannot be read"));
    assert!(change("short", "runs = 512", "runs = 600").contains("has 512 rows, and the manifest says 600"));
    assert!(change("nothing", "replicates = 1", "replicates = 0").contains("has 512 rows"));
    assert!(change("other", "name = \"planted\"", "name = \"two-worlds\"").contains("is of another sweep"));
    assert!(change("factor", "name = \"x2\"", "name = \"x9\"").contains("it has no column `x9`"));
}
