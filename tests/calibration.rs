//! Calibration as a whole: what was planted is found, the same bytes come of the same plan however it is run, and nothing
//! later than its last month is read.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/program.rs"]
mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use program::{text, weights};
use weights_of_nations::experiment::calibration::{Calibration, Fitted, Leg, Plan};
use weights_of_nations::experiment::ensemble::{Progress, Workers};
use weights_of_nations::experiment::observed::predict;
use weights_of_nations::model::random::Seed;
use weights_of_nations::model::setup::Setup;
use weights_of_nations::scenario::Scenario;
use weights_of_nations::scenario::observation::Observations;
use weights_of_nations::scenario::posterior::{Posterior, Target};

const PLAN: &str = r#"
format    = 1
name      = "planted"
until     = "2025-10"
adopters  = 500
runs      = 12
particles = 40
moves     = 3

[[parameters]]
name  = "openness_taste.developers"
range = [-1.5, 1.0]

[[parameters]]
name  = "trust_weight*"
range = [0.2, 1.6]

[[parameters]]
name  = "market_response"
range = [0.1, 3.0]
"#;

/// Observations as a world with these parameters would have them, known within two hundredths.
fn planted(plan: &Plan, setup: &Setup, truth: &[f64]) -> Observations {
    let mut rows = Observations::built_in().unwrap();
    rows.rows.retain(|row| row.scored);
    let mut world = Setup { adopters: 2000, ..setup.clone() };
    plan.free.iter().zip(truth).for_each(|(free, value)| free.target.set(&mut world, *value));
    let workers = Workers::new(2).unwrap();
    // Seeds that the calibration does not use.
    let runs = predict(&world, Seed(999), 60, &rows, &workers, &Progress::default()).unwrap();
    for (place, row) in rows.rows.iter_mut().enumerate() {
        let values: Vec<f64> = runs.column(place).into_iter().filter(|value| value.is_finite()).collect();
        row.value = values.iter().sum::<f64>() / values.len() as f64;
        row.band = Some((row.value - 0.02, row.value + 0.02));
    }
    rows
}

fn fitted(calibration: &Calibration) -> Fitted {
    let (workers, progress) = (Workers::new(2).unwrap(), Progress::default());
    let law = calibration.likelihood();
    let mut cloud = calibration.start(&workers, &progress).unwrap();
    calibration.lead(&mut cloud, &Leg::Posterior(&law), &workers, &progress).unwrap();
    let posterior = cloud.units();
    cloud.set_out();
    calibration.lead(&mut cloud, &Leg::Point(&law), &workers, &progress).unwrap();
    let point = calibration.point(&cloud, &law, &workers, &progress).unwrap();
    calibration.result(&posterior, &point)
}

#[test]
fn planted_parameters_are_found_within_their_intervals() {
    let plan = Plan::from_text("planted.toml", PLAN).unwrap();
    let setup = Scenario::built_in(&plan.scenario).unwrap().setup;
    let truth = [-0.4, 1.2, 1.8];
    let rows = planted(&plan, &setup, &truth);
    let found = fitted(&Calibration::new(plan.clone(), &setup, &rows));
    for (marginal, truth) in found.marginals.iter().zip(truth) {
        let (low, high) = marginal.interval;
        assert!((low..=high).contains(&truth), "{truth}: {marginal:?}");
        // Where the observations tell little, the point may lie anywhere in the interval.
        let span = marginal.prior.1 - marginal.prior.0;
        let near = (marginal.point - truth).abs() < 0.25 * span;
        assert!(near || marginal.width > 0.5, "{truth}: {marginal:?}");
    }
    // What the observations tell much of is told apart from what they tell little of.
    let [openness, trust, market] = [0, 1, 2].map(|place| found.marginals[place].width);
    assert!(openness < 0.5 && market < 0.5 && trust > 0.6, "{:#?}", found.marginals);
}

const SMALL: &str = r#"
format    = 1
name      = "small"
until     = "2025-06"
adopters  = 200
runs      = 2
particles = 16
moves     = 2

[[parameters]]
name = "network_strength"
range = [0.0, 4.0]

[[parameters]]
name = "quality_sensitivity*"
range = [0.6, 1.5]
"#;

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("calibration").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("small.toml"), SMALL).unwrap();
    folder
}

fn path(folder: &Path, file: &str) -> String {
    folder.join(file).to_str().unwrap().to_owned()
}

#[test]
fn threads_and_being_cut_off_change_no_byte() {
    let folder = folder("bytes");
    let (plan, whole, cut) = (path(&folder, "small.toml"), path(&folder, "a.toml"), path(&folder, "b.toml"));
    let table = text(&["calibrate", &plan, "--out", &whole, "--jobs", "1"]);
    assert!(table.contains("network_strength") && table.contains("quality_sensitivity*"), "{table}");
    let expected = fs::read(&whole).unwrap();
    assert!(!Path::new(&path(&folder, "a.toml.part")).exists());

    let mut kills = 0;
    for attempt in 0..200_u64 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_weights"))
            .args(["calibrate", &plan, "--out", &cut, "--resume", "--jobs", "2"])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(60 + 35 * attempt));
        match child.try_wait().unwrap() {
            Some(status) => {
                assert!(status.success());
                break;
            }
            None => {
                child.kill().unwrap();
                child.wait().unwrap();
                kills += 1;
            }
        }
    }
    assert!(kills > 0, "it was done before it could be killed");
    assert_eq!(fs::read(&cut).unwrap(), expected);
}

/// The built-in observations with everything after a month told otherwise.
fn with_another_future(folder: &Path, after: &str) -> String {
    let all =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/observations.csv")).unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(all.as_bytes());
    let mut writer = csv::Writer::from_path(folder.join("future.csv")).unwrap();
    let mut changed = 0;
    for record in reader.records() {
        let mut cells: Vec<String> = record.unwrap().iter().map(str::to_owned).collect();
        if cells[0].starts_with("20") && cells[1].as_str() > after && cells[6] == "share" {
            (cells[4], cells[3], cells[5]) = ("0.9".into(), "0.95".into(), "0.99".into());
            changed += 1;
        }
        writer.write_record(&cells).unwrap();
    }
    writer.flush().unwrap();
    assert!(changed > 10, "{changed} rows changed");
    path(folder, "future.csv")
}

#[test]
fn nothing_after_the_last_month_is_read() {
    let folder = folder("until");
    let future = with_another_future(&folder, "2025-03");
    let (plan, a, b) = (path(&folder, "small.toml"), path(&folder, "a.toml"), path(&folder, "b.toml"));
    text(&["calibrate", &plan, "--until", "2025-03", "--out", &a]);
    text(&["calibrate", &plan, "--until", "2025-03", "--out", &b, "--data", &future]);
    assert_eq!(fs::read(&a).unwrap(), fs::read(&b).unwrap());
    // With observations up to June it does make a difference: the test can fail.
    text(&["calibrate", &plan, "--out", &a]);
    text(&["calibrate", &plan, "--out", &b, "--data", &future]);
    assert_ne!(fs::read(&a).unwrap(), fs::read(&b).unwrap());

    // Forecasts made at the end of March 2025, by a model fitted there and then, are the same whatever came after.
    let forecasts = |data: &[&str]| {
        let base = ["backtest", "--runs", "8", "--adopters", "200", "--refit", &plan, "--origins", "2025-03"];
        let told = text(&[&base[..], &["--format", "csv"], data].concat());
        let rows = told.lines().filter(|line| line.split(',').nth(3) == Some("2025-03"));
        let kept =
            rows.map(|line| line.split(',').enumerate().filter(|(i, _)| [0, 1, 4, 6, 7, 8].contains(i)));
        kept.map(|cells| cells.map(|(_, cell)| cell.to_owned()).collect::<Vec<_>>().join(","))
            .collect::<Vec<_>>()
    };
    let (as_it_was, otherwise) = (forecasts(&[]), forecasts(&["--data", &future]));
    assert!(as_it_was.len() > 20, "{as_it_was:#?}");
    assert_eq!(as_it_was, otherwise);
}

#[test]
fn a_posterior_can_be_read_back_and_put_into_a_scenario() {
    let folder = folder("posterior");
    let (plan, out) = (path(&folder, "small.toml"), path(&folder, "a.toml"));
    text(&["calibrate", &plan, "--out", &out]);
    let posterior = Posterior::load(Path::new(&out)).unwrap();
    assert_eq!((posterior.draws.len(), posterior.targets.len()), (16, 2));
    assert_eq!(posterior.until.to_string(), "2025-06");
    let base = Scenario::built_in("history").unwrap().setup;
    let put = posterior.put(&base, posterior.draw(2 * 17 + 1));
    assert_eq!(put.parameters.network_strength, posterior.draws[1][0]);
    let times = put.parameters.quality_sensitivity[2] / base.parameters.quality_sensitivity[2];
    assert!((times - posterior.draws[1][1]).abs() < 1e-12);
    assert_eq!(put.parameters.trust, base.parameters.trust);
}

#[test]
fn a_state_of_another_calibration_is_refused() {
    let folder = folder("state");
    let (plan, out) = (path(&folder, "small.toml"), path(&folder, "a.toml"));
    fs::write(path(&folder, "a.toml.part"), "nonsense").unwrap();
    let refused = |args: &[&str]| {
        let output = weights(&[&["calibrate", &plan, "--out", &out], args].concat());
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(refused(&[]).contains("--resume"), "{}", refused(&[]));
    assert!(refused(&["--resume"]).contains("is damaged"), "{}", refused(&["--resume"]));
    let state = "program = '0'\nplan = ''\nuntil = ''\nobservations = ''\nstep = 1\ntemper = 0.5\nstride = 1.0\nunits = []\nposterior = []\n";
    fs::write(path(&folder, "a.toml.part"), state).unwrap();
    assert!(refused(&["--resume"]).contains("the program's version differs"), "{}", refused(&["--resume"]));
}

#[test]
fn bad_plans_get_clear_messages() {
    let refusal = |from: &str, to: &str| {
        let text = PLAN.replacen(from, to, 1);
        assert_ne!(text, PLAN, "{from}");
        Plan::from_text("bad.toml", &text).unwrap_err().to_string()
    };
    for (from, to, told) in [
        ("name  = \"trust_weight*\"", "name  = \"trust_weigth*\"", "there is no parameter `trust_weigth*`"),
        ("range = [0.2, 1.6]", "range = [1.6, 0.2]", "two rising numbers"),
        ("range = [0.1, 3.0]", "range = [0.1, 30.0]", "it must be a number from 0 to 5"),
        ("until     = \"2025-10\"", "until     = \"2025-13\"", "2025-13"),
        ("particles = 40", "particles = 4", "from 8 to 10000"),
        ("runs      = 12", "runz      = 12", "there is no key `runz`"),
        ("name  = \"trust_weight*\"", "name  = \"market_response\"", "stands twice"),
        ("format    = 1", "format    = 2", "this program reads format 1"),
    ] {
        let message = refusal(from, to);
        assert!(message.contains(told), "{message}");
        assert!(message.contains("bad.toml"), "{message}");
    }
}

#[test]
fn names_of_parameters_are_told_apart_from_families() {
    assert!(Target::find("trust_weight").is_none() && Target::find("network_strength*").is_none());
    assert_eq!(Target::find("trust_weight*").unwrap().name(), "trust_weight*");
    assert_eq!(Target::find("trust.us.china").unwrap().name(), "trust.us.china");
    let (low, high) = Target::find("trust_weight*").unwrap().bounds();
    assert!(low == 0.0 && high > 1.9, "{low} {high}");
}
