//! The command `run` as a whole program: formats, sameness of bytes, outputs and wrong input.

#[path = "support/program.rs"]
mod program;

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use weights_of_nations::model::MODEL_VERSION;
use weights_of_nations::report::csv::HEADER;
use weights_of_nations::report::provenance::COLUMNS;
use weights_of_nations::scenario::built_ins;

use program::{text, weights};

fn small<'a>(scenario: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["run", scenario, "--runs", "3", "--adopters", "400"], more].concat()
}

#[test]
fn every_built_in_scenario_gives_whole_files() {
    for scenario in built_ins() {
        let csv = text(&small(scenario, &["--format", "csv"]));
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines[0], format!("{HEADER},{COLUMNS}"));
        assert_eq!(HEADER, "month,measure,unit,bloc,access,region,segment,lab,pair,p10,median,p90,mean");
        let months = lines.iter().filter(|line| line.contains(",market_index,")).count();
        assert!(months >= 84 && (lines.len() - 1).is_multiple_of(months), "{scenario}: {months} months");
        assert!(lines.iter().all(|line| line.split(',').count() == 19), "{scenario}");
        let json: Value = serde_json::from_str(&text(&small(scenario, &["--format", "json"]))).unwrap();
        assert_eq!(json["scenario"], scenario);
        let digest = json["digest"].as_str().unwrap();
        let posterior = json["posterior"]["digest"].as_str().unwrap();
        let of = format!(",{},{MODEL_VERSION},{scenario},{digest},1,{posterior}", env!("CARGO_PKG_VERSION"));
        assert!(lines[1..].iter().all(|line| line.ends_with(&of)), "{scenario}: each row says what it is of");
        let series = json["series"].as_array().unwrap();
        assert_eq!(series.len() * months, lines.len() - 1, "{scenario}: the formats hold the same series");
    }
}

#[test]
fn threads_change_no_byte_and_seeds_do() {
    for format in ["json", "csv", "table"] {
        let with =
            |jobs, seed| text(&small("two-worlds", &["--format", format, "--jobs", jobs, "--seed", seed]));
        assert_eq!(with("1", "7"), with("2", "7"), "{format}");
        assert_ne!(with("1", "7"), with("1", "8").replace("seed 8", "seed 7"), "{format}");
    }
}

fn series<'a>(json: &'a Value, wanted: &[(&str, &str)]) -> Vec<&'a Value> {
    let all = json["series"].as_array().expect("series");
    all.iter().filter(|one| wanted.iter().all(|(key, value)| one[key] == *value)).collect()
}

#[test]
fn json_holds_what_schema_one_promises() {
    let settings = ["--format", "json", "--seed", "3", "--set", "us.export_controls=0.5@2026-01"];
    let json: Value = serde_json::from_str(&text(&small("history", &settings))).unwrap();
    for (key, value) in [("schema", 1), ("seed", 3), ("runs", 3), ("adopters", 400)] {
        assert_eq!(json[key], value, "{key}");
    }
    assert_eq!(json["program"], "weights");
    assert_eq!(json["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(json["settings"][0], "us.export_controls=0.5@2026-01");
    let months = json["months"].as_array().unwrap();
    assert_eq!((months.len(), &months[0], &months[83]), (84, &"2024-01".into(), &"2030-12".into()));
    let odds = json["end_worlds"].as_object().unwrap();
    let total: f64 = odds.values().map(|share| share.as_f64().unwrap()).sum();
    assert!(odds.len() == 7 && (total - 1.0).abs() < 1e-5, "{odds:?}");
    for one in json["series"].as_array().unwrap() {
        for column in ["p10", "median", "p90", "mean"] {
            assert_eq!(one[column].as_array().unwrap().len(), 84, "{one}");
        }
        assert!(one["unit"].is_string());
    }
}

#[test]
fn every_bloc_and_access_has_its_share_in_total_by_region_and_by_segment_and_shares_sum_to_one() {
    let json: Value = serde_json::from_str(&text(&small("history", &["--format", "json"]))).unwrap();
    let (blocs, access) = (["us", "china", "europe", "row"], ["closed", "open"]);
    let segments = ["developers", "enterprises", "government", "education", "health"];
    let everywhere = [("all", "all")].into_iter();
    let groups = everywhere.chain(blocs.map(|r| (r, "all"))).chain(segments.map(|s| ("all", s)));
    for (region, segment) in groups {
        let mut total = 0.0;
        for (bloc, access) in blocs.into_iter().flat_map(|b| access.map(|a| (b, a))) {
            let wanted = [
                ("measure", "adoption_share"),
                ("bloc", bloc),
                ("access", access),
                ("region", region),
                ("segment", segment),
            ];
            let found = series(&json, &wanted);
            assert_eq!(found.len(), 1, "{wanted:?}");
            total += found[0]["mean"][83].as_f64().unwrap();
        }
        assert!((total - 1.0).abs() < 1e-5, "{region} {segment}: {total}");
    }
    for (measure, pair) in [
        ("frontier_gap", "us-china"),
        ("frontier_gap", "us-europe"),
        ("frontier_gap", "closed-open"),
        ("download_share", "china-us"),
    ] {
        assert_eq!(series(&json, &[("measure", measure), ("pair", pair)]).len(), 1, "{measure} {pair}");
    }
    for measure in ["lab_share", "frontier", "markup"] {
        assert!(!series(&json, &[("measure", measure), ("lab", "deepseek")]).is_empty(), "{measure}");
    }
}

#[test]
fn the_table_is_plain_text_of_eighty_columns_and_tells_all_parts() {
    for scenario in built_ins() {
        let table = text(&small(scenario, &[]));
        assert!(table.is_ascii() && !table.contains('\u{1b}'), "{scenario}: escapes in\n{table}");
        assert!(table.lines().all(|line| line.len() <= 80), "{scenario}: too wide\n{table}");
        for part in [
            &format!("({scenario})"),
            "3 runs of 400 adopters",
            "no forecast",
            "Who the world's users rely on",
            "How it comes to that",
            "How far the best models stand apart",
            "What the world looks like at the end",
            "The most important events",
        ] {
            assert!(table.contains(part), "{scenario}: no `{part}` in\n{table}");
        }
    }
}

#[test]
fn a_report_names_what_was_run_and_by_which_program() {
    let twice = ["--set", "us.export_controls=0", "--set", "us.export_controls=1"];
    let once = ["--set", "us.export_controls=1"];
    assert_eq!(
        text(&small("two-worlds", &twice)),
        text(&small("two-worlds", &once)),
        "the first is replaced"
    );
    let json: Value =
        serde_json::from_str(&text(&small("two-worlds", &[&once[..], &["--format", "json"]].concat())))
            .unwrap();
    let digest = json["digest"].as_str().unwrap();
    let line =
        format!("weights {} (model version {MODEL_VERSION}), digest {digest}.", env!("CARGO_PKG_VERSION"));
    assert!(text(&small("two-worlds", &once)).contains(&line), "{line}");
    assert!(!text(&small("two-worlds", &[])).contains(digest), "another world has another digest");
    let long = text(&["--version"]);
    assert!(long.contains(&format!("model version {MODEL_VERSION}, digest of golden results ")), "{long}");
    assert_eq!(text(&["-V"]).lines().count(), 1);
}

#[test]
fn full_pre_emption_is_the_same_as_no_state_laws() {
    // The numbers alone: worlds that were set in another way have another digest.
    let with = |more: &[&str]| -> Vec<String> {
        let csv = text(&small("fifty-states", &[&["--format", "csv"], more].concat()));
        csv.lines().map(|line| line.split(',').take(13).collect::<Vec<_>>().join(",")).collect()
    };
    let preempted = with(&["--set", "us.federal_preemption=1"]);
    assert_eq!(preempted, with(&["--set", "us.state_regimes=0"]));
    assert_ne!(preempted, with(&[]));
}

#[test]
fn without_a_command_and_a_terminal_the_default_scenario_is_told() {
    let output = weights(&[]);
    let (table, note) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{note}");
    assert!(table.contains("(history)") && table.contains("100 runs"), "{table}");
    assert!(note.contains("no screen") && note.lines().count() == 1, "{note}");
}

#[test]
fn wrong_input_ends_with_code_two_and_says_how_to_mend_it() {
    let cases: [(&[&str], &str); 11] = [
        (&["run"], "<SCENARIO>"),
        (&["run", "histori"], "history"),
        (&["run", "history", "--runs", "0"], "a whole number from 1 to 10000 is needed"),
        (&["run", "history", "--runs", "many"], "--runs"),
        (&["run", "history", "--adopters", "99"], "a whole number from 100 to 1000000 is needed"),
        (&["run", "history", "--jobs", "0"], "--jobs"),
        (&["run", "history", "--seed", "-1"], "--seed"),
        (&["run", "history", "--format", "yaml"], "json"),
        (&["run", "history", "--set", "us.export_control=1"], "us.export_controls"),
        (&["run", "history", "--set", "us.export_controls=0.5@2031-01"], "2030-12"),
        (&["run", "history", "--output", "no/such/folder/x.csv"], "no/such/folder"),
    ];
    for (args, expected) in cases {
        let output = weights(args);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {error}");
        assert!(error.contains(expected), "{args:?}: {error}");
        assert!(output.stdout.is_empty() && !error.contains("panicked"), "{args:?}: {error}");
    }
}

#[test]
fn a_path_that_cannot_be_written_fails_before_the_work() {
    let folder = tempfile::tempdir().unwrap();
    let started = Instant::now();
    let path = folder.path().join("missing").join("out.csv");
    for path in [path.as_path(), folder.path()] {
        let path = path.to_str().unwrap();
        let output =
            weights(&["run", "history", "--runs", "10000", "--adopters", "1000000", "--output", path]);
        assert_eq!(output.status.code(), Some(2));
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains(path) && !told.contains("os error"), "{told}");
    }
    assert!(started.elapsed() < Duration::from_secs(20), "it simulated first");
}

#[test]
fn a_file_holds_what_standard_output_would_and_replaces_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("out.json");
    fs::write(&file, "old").unwrap();
    let args = small("history", &["--format", "json"]);
    let to_file = [args.as_slice(), &["--output", file.to_str().unwrap()]].concat();
    assert_eq!(text(&to_file), "");
    assert_eq!(fs::read_to_string(&file).unwrap(), text(&args));
    let left: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["out.json"], "nothing else is left in the folder");
}

#[cfg(unix)]
#[test]
fn links_and_devices_are_written_through() {
    let folder = tempfile::tempdir().unwrap();
    let (file, link) = (folder.path().join("file.csv"), folder.path().join("link.csv"));
    fs::write(&file, "old").unwrap();
    std::os::unix::fs::symlink(&file, &link).unwrap();
    let args = small("history", &["--format", "csv"]);
    text(&[args.as_slice(), &["--output", link.to_str().unwrap()]].concat());
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&file).unwrap().starts_with(HEADER));
    assert_eq!(text(&[args.as_slice(), &["--output", "/dev/stdout"]].concat()), text(&args));
    assert_eq!(text(&[args.as_slice(), &["--output", "-"]].concat()), text(&args));
    fs::remove_file(&file).unwrap();
    let dangling = weights(&[args.as_slice(), &["--output", link.to_str().unwrap()]].concat());
    assert_eq!(dangling.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&dangling.stderr).contains("a link to a file that is not there"));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink() && !file.exists());
}

#[test]
fn one_run_claims_no_range_and_a_replaced_setting_is_noted() {
    let settings = ["--set", "us.market_ban=1@2026-01", "--set", "us.market_ban=none@2026-01"];
    let output = weights(&[&["run", "history", "--runs", "1", "--adopters", "400"], &settings[..]].concat());
    let table = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && !table.contains("8 runs in 10"), "{table}");
    assert!(!table.contains("the range") && !table.contains("months ("), "{table}");
    let note = "note: `us.market_ban=1@2026-01` is replaced by the later `us.market_ban=none@2026-01`\n";
    assert_eq!(String::from_utf8_lossy(&output.stderr), note);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_weights"))
        .args(small("history", &["--format", "csv"]))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && error.is_empty(), "{error}");
}

/// The odds of end worlds that README quotes, by the commands that it quotes.
#[test]
fn the_readme_quotes_the_odds_that_its_commands_give() {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let odds = |settings: &[&str]| {
        let settings: Vec<&str> = settings.iter().flat_map(|setting| ["--set", setting]).collect();
        let json = text(&[&["run", "two-worlds", "--format", "json"], &settings[..]].concat());
        let json: Value = serde_json::from_str(&json).unwrap();
        move |world: &str| (100.0 * json["end_worlds"][world].as_f64().unwrap()).round()
    };
    let alone = odds(&[]);
    let quoted = format!(
        "American closed in {} of 100 runs, American mixed in {}, American open in {}, Chinese open in none",
        alone("american_closed"),
        alone("american_mixed"),
        alone("american_open"),
    );
    assert!(readme.contains(&quoted) && alone("chinese_open") == 0.0, "README does not say: {quoted}");
    let american = odds(&["us.open_model_programme=1@2025-06"])("american_open");
    let levers = [
        "china.public_compute=1@2025-06",
        "china.open_model_programme=1@2025-06",
        "china.stack_export=1@2025-06",
        "us.export_controls=0@2025-06",
        "us.state_regimes=50@2025-06",
    ];
    assert!(readme.contains(&format!("--set {}", levers.join(" --set "))), "README has another command");
    let quoted =
        format!("American open to {american}; Chinese open comes to {} only", odds(&levers)("chinese_open"));
    assert!(readme.contains(&quoted), "README does not say: {quoted}");
}
