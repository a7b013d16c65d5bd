//! The commands `compare`, `completions` and `man` as a whole program: what they tell, sameness of bytes, wrong input.

#[path = "support/program.rs"]
mod program;

use std::fs;
use std::process::Command;

use serde_json::Value;
use weights_of_nations::model::lever::Lever;
use weights_of_nations::model::random::Seed;
use weights_of_nations::playthrough::record::{MODEL_VERSION, Record, Terms};
use weights_of_nations::playthrough::{Facts, Game, Headline};
use weights_of_nations::report::comparison::HEADER;
use weights_of_nations::scenario::Scenario;

use program::{text, weights};

fn refused(args: &[&str], expected: &[&str]) {
    let output = weights(args);
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{args:?}: {error}");
    assert!(output.stdout.is_empty(), "{args:?} wrote something");
    for part in expected {
        assert!(error.contains(part), "{args:?} does not say {part}: {error}");
    }
}

/// Export controls let go and made total, in small worlds.
fn controls<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let sides = ["--a", "us.export_controls=0@2026-01", "--b", "us.export_controls=1@2026-01"];
    let runs = if more.contains(&"--runs") { &[][..] } else { &["--runs", "12"] };
    [&["compare", "two-worlds"], &sides[..], &["--adopters", "300"], runs, more].concat()
}

fn series<'a>(json: &'a Value, name: &str) -> &'a Value {
    let all = json["series"].as_array().expect("series");
    all.iter().find(|one| one["series"] == name).unwrap_or_else(|| panic!("no {name}"))
}

fn numbers(json: &Value) -> Vec<f64> {
    json.as_array().expect("a list").iter().map(|value| value.as_f64().unwrap_or(f64::NAN)).collect()
}

#[test]
fn two_settings_are_compared_pair_by_pair_and_no_thread_changes_a_byte() {
    for format in ["table", "csv", "json"] {
        let with = |jobs: &str| text(&controls(&["--format", format, "--jobs", jobs]));
        assert_eq!(with("1"), with("3"), "{format}");
    }
    let table = text(&controls(&[]));
    for headline in Headline::ALL {
        let first = headline.title().split(' ').next().expect("a word");
        assert!(table.contains(first), "{}: {table}", headline.key());
    }
    for part in [
        "12 pairs of runs of 300 adopters",
        "First month in which B can be told from A",
        "all 15 together",
        "Odds of the world",
    ] {
        assert!(table.contains(part), "{part}: {table}");
    }
    assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
}

#[test]
fn json_and_csv_hold_what_is_promised() {
    let json: Value = serde_json::from_str(&text(&controls(&["--format", "json"]))).expect("JSON");
    for (key, value) in [("schema", 1), ("seed", 1), ("pairs", 12), ("joint_series", 15)] {
        assert_eq!(json[key], value, "{key}");
    }
    assert_eq!(json["a"]["settings"][0], "us.export_controls=0@2026-01");
    assert_eq!((&json["b"]["adopters"], json["months"].as_array().map(Vec::len)), (&300.into(), Some(84)));
    let lag = series(&json, "china_lag");
    let [a, b, mean, low, high] =
        ["mean_a", "mean_b", "mean", "low95", "high95"].map(|key| numbers(&lag[key]));
    let [band_low, band_high] = ["band_low", "band_high"].map(|key| numbers(&lag[key]));
    for row in 0..84 {
        assert!((b[row] - a[row] - mean[row]).abs() < 3e-6, "{row}");
        assert!(low[row] <= mean[row] && mean[row] <= high[row], "{row}");
        assert!(band_low[row] <= low[row] + 1e-6 && band_high[row] >= high[row] - 1e-6, "{row}");
        if row < 24 {
            assert_eq!(
                (mean[row], band_low[row], band_high[row]),
                (0.0, 0.0, 0.0),
                "nothing differs before 2026"
            );
        }
    }
    let first = lag["first_month"].as_str().expect("controls move China's lag").to_owned();
    let joint =
        lag["joint_first_month"].as_str().expect("so much that all measures together tell it").to_owned();
    assert!(first.as_str() >= "2026-01" && joint >= first, "{first} {joint}");
    let row =
        (band_low.iter().zip(&band_high)).position(|(low, high)| *low > 0.0 || *high < 0.0).expect("a month");
    assert_eq!(json["months"][row], first);
    assert!(
        lag["joint_first_month"].is_string()
            && series(&json, "markup:lab=meta").get("joint_first_month").is_none()
    );
    let odds = json["end_worlds"].as_array().expect("odds");
    let total: f64 = odds.iter().map(|world| world["change"].as_f64().expect("a number")).sum();
    assert!(odds.len() == 7 && total.abs() < 1e-5);
    let csv = text(&controls(&["--format", "csv"]));
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], HEADER);
    assert_eq!(lines.len() - 1, 84 * json["series"].as_array().map_or(0, Vec::len), "the same series");
    assert!(lines.iter().all(|line| line.split(',').count() == HEADER.split(',').count()));
    let [a, b] = ["a", "b"].map(|side| json[side]["digest"].as_str().expect("a digest").to_owned());
    let version = env!("CARGO_PKG_VERSION");
    let posterior = json["a"]["posterior"]["digest"].as_str().expect("a digest");
    assert_eq!(json["b"]["posterior"]["digest"], posterior);
    let of = format!(",{version},{MODEL_VERSION},two-worlds,{a},{posterior},two-worlds,{b},{posterior},1");
    assert!(a != b && lines[1..].iter().all(|line| line.ends_with(&of)), "{of}");
    assert_eq!((&json["version"], &json["model_version"]), (&version.into(), &MODEL_VERSION.into()));
}

#[test]
fn each_unit_has_rows_of_its_own_and_one_measure_is_not_all_together() {
    let table = text(&controls(&["--measure", "frontier:bloc=us", "--measure", "market_index"]));
    let place = |text: &str| table.find(text).unwrap_or_else(|| panic!("no {text}: {table}"));
    assert!(place("in orders of magnitude\n") < place("frontier: us"), "{table}");
    assert!(
        place("in hundredths of a log point, differences in hundredths\n") < place("market index  "),
        "{table}"
    );
    let one = text(&controls(&["--measure", "china_share"]));
    assert!(!one.contains("all 1 together") && one.contains("in per cent, differences in points\n"), "{one}");
}

#[test]
fn what_is_the_same_differs_by_nothing() {
    let small = ["--runs", "8", "--adopters", "300"];
    let same = text(&[&["compare", "two-worlds", "two-worlds"], &small[..]].concat());
    assert!(same.contains("No pair differs at all"), "{same}");
    assert!(same.contains("Not distinguishable from nothing in any month: American models;"), "{same}");
    assert!(same.contains("0 of 8 pairs end in two different worlds"), "{same}");
    // A lever without anything to act on.
    let idle = ["--set", "us.state_regimes=0", "--b", "us.federal_preemption=1@2026-01", "--format", "json"];
    let json: Value =
        serde_json::from_str(&text(&[&["compare", "two-worlds"], &small[..], &idle].concat())).expect("JSON");
    assert_eq!(json["pairs_without_difference"], 8);
    let first = |one: &Value| one["first_month"].is_null();
    assert!(json["series"].as_array().expect("series").iter().all(first));
    // Too few pairs tell nothing, and say so.
    let few = text(&controls(&["--runs", "5"])[..]);
    assert!(few.contains("fewer than 6 pairs"), "{few}");
}

#[test]
fn scenarios_that_differ_in_months_and_labs_are_compared_where_they_meet() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("short.toml");
    let text = "format = 1\nname = \"short\"\ntitle = \"Short\"\nsummary = \"Ends sooner\"\nextends = \"two-worlds\"\n[time]\nends = \"2027-06\"\n";
    fs::write(&file, text).expect("a file");
    let file = file.to_str().expect("a path");
    let output =
        weights(&["compare", "history", file, "--runs", "6", "--adopters", "300", "--format", "json"]);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    assert!(error.contains("A is of 2024-01 to 2030-12; compared are 2024-01 to 2027-06"), "{error}");
    let json: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(
        (json["months"].as_array().map(Vec::len), &json["b"]["scenario"]),
        (Some(42), &"short".into())
    );
}

/// A game in which controls were made total, as the text of a file and as a run code.
fn played() -> (String, String) {
    let scenario = Scenario::built_in("two-worlds").expect("built in");
    let terms = Terms { seed: Seed(7), futures: 0, adopters: Some(400), role: None, dilemmas: false };
    let mut game = Game::new(Facts::of(&scenario, &terms).expect("the observer"));
    game.set_lever(Lever::UsExportControls, Some(1.0));
    (0..4).for_each(|_| assert!(game.step()));
    let record = Record::of(&game.snapshot());
    (record.to_text(), record.to_code())
}

#[test]
fn a_playthrough_is_compared_by_what_was_done_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let (record, code) = played();
    let file = folder.path().join("game.toml");
    fs::write(&file, &record).expect("a file");
    let file = file.to_str().expect("a path");
    let with = |b: &[&str]| {
        let json = text(
            &[&["compare", "two-worlds"], b, &["--runs", "6", "--adopters", "300", "--format", "json"]]
                .concat(),
        );
        let json: Value = serde_json::from_str(&json).expect("JSON");
        (series(&json, "china_lag")["mean"].clone(), json["b"]["title"].clone())
    };
    let (by_file, title) = with(&[file]);
    assert_eq!(title, "Two worlds, as played (line `main`)");
    assert_eq!(with(&[&code]).0, by_file);
    let (by_setting, _) = with(&["--b", "us.export_controls=1@2025-05"]);
    assert_eq!(by_file, by_setting, "the move is the setting");
    // One of another version of the model's numbers is refused.
    let newer =
        record.replace(&format!("model = {MODEL_VERSION}"), &format!("model = {}", MODEL_VERSION + 1));
    let other = folder.path().join("newer.toml");
    fs::write(&other, newer).expect("a file");
    refused(
        &["compare", "two-worlds", other.to_str().expect("a path")],
        &["newer.toml", &format!("numbers of the model, version {}", MODEL_VERSION + 1)],
    );
    let slip = code.replacen(|c: char| c.is_ascii_digit(), "Z", 3);
    refused(&["compare", "two-worlds", &slip], &["run code"]);
}

#[test]
fn pairs_are_added_until_the_interval_is_narrow_enough() {
    let precision = [
        "--precision",
        "2.5",
        "--measure",
        "china_share",
        "--measure",
        "adoption_share:access=open,region=row",
    ];
    let table = text(&controls(&precision));
    let words = table.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("was to be at most 2.5: reached after"), "{table}");
    let json: Value =
        serde_json::from_str(&text(&controls(&[&precision[..], &["--format", "json"]].concat())))
            .expect("JSON");
    assert_eq!((json["series"].as_array().map(Vec::len), &json["joint_series"]), (Some(2), &2.into()));
    assert!(json["pairs"].as_u64().is_some_and(|pairs| pairs > 12), "{}", json["pairs"]);
    let precision = &json["precision"];
    assert_eq!((&precision["wanted"], &precision["reached"]), (&2.5.into(), &true.into()));
    let share = series(&json, "china_share");
    let half = 50.0 * (numbers(&share["high95"])[83] - numbers(&share["low95"])[83]);
    assert!(
        half <= 2.5
            && (precision["half_widths"][0]["half_width"].as_f64().expect("a number") - half).abs() < 1e-3
    );
}

#[test]
fn a_precision_that_cannot_be_reached_is_told_with_what_was_and_fails() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("found.json");
    let file = file.to_str().expect("a path");
    let never = [
        "--precision",
        "0.001",
        "--measure",
        "china_share",
        "--max-runs",
        "20",
        "--format",
        "json",
        "-o",
        file,
    ];
    let output = weights(&controls(&never));
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{error}");
    // More than the most pairs would be needed, so they are not proposed.
    for part in
        ["0.001 was not reached with 20 pairs", "china_share:", "the most pairs, 10,000, would bring it to"]
    {
        assert!(error.contains(part), "{part}: {error}");
    }
    assert!(error.contains("help: give a larger --precision") && !error.contains("--max-runs"), "{error}");
    let near = weights(&controls(&["--precision", "0.5", "--measure", "china_share", "--max-runs", "20"]));
    let error = String::from_utf8_lossy(&near.stderr);
    assert!(error.contains("pairs would do") && error.contains("more --max-runs, up to 10000"), "{error}");
    let json: Value =
        serde_json::from_str(&fs::read_to_string(file).expect("written all the same")).expect("JSON");
    assert_eq!((&json["pairs"], &json["precision"]["reached"]), (&20.into(), &false.into()));
}

#[test]
fn wrong_input_is_told_before_anything_is_simulated() {
    refused(&["compare", "two-wrlds", "history"], &["two-wrlds", "did you mean `two-worlds`?"]);
    refused(&["compare", "history", "nowhere.toml"], &["nowhere.toml", "no such file"]);
    refused(&["compare", "two-worlds"], &["nothing to compare", "--b us.export_controls=1@2026-01"]);
    refused(&controls(&["--measure", "chna_share"]), &["chna_share", "did you mean `china_share`?"]);
    refused(&controls(&["--measure", "adoption_share"]), &["no such series", "goes by bloc"]);
    refused(&controls(&["--b", "us.export_contrls=1"]), &["did you mean `us.export_controls`?"]);
    refused(&controls(&["--precision", "0"]), &["above 0"]);
    refused(&controls(&["--precision", "1", "--max-runs", "10"]), &["--max-runs 10", "--runs 12"]);
    refused(&controls(&["--max-runs", "10"]), &["--precision"]);
    refused(&controls(&["--precision", "1"]), &["of which measures", "--measure china_share"]);
    refused(&controls(&["-o", "no/such/folder/file.csv"]), &["cannot be written"]);
}

#[test]
fn shells_and_man_get_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = text(&["completions", shell]);
        assert!(script.contains("WEIGHTS_COMPLETE") && script.contains("weights"), "{shell}: {script}");
    }
    let page = text(&["man"]);
    assert!(page.starts_with(".ie") && page.contains("weights") && page.contains("Exit codes"), "{page}");
    let page = text(&["man", "compare"]);
    assert!(page.contains("weights\\-compare") && page.contains("precision"), "{page}");
    let synopsis = page.split(".SH DESCRIPTION").next().unwrap_or_default();
    assert!(synopsis.contains("SETTING") && synopsis.contains("HALF\\-WIDTH"), "{synopsis}");
    assert!(page.contains(".SH EXAMPLES") && page.contains(".SH \"EXIT STATUS\""), "{page}");
    let page = text(&["man", "checks", "run"]);
    assert!(
        page.contains("weights\\-checks\\-run") && page.contains("against") && page.contains(".SH FILES"),
        "{page}"
    );
    refused(&["man", "comparre"], &["did you mean `compare`?"]);
    refused(&["man", "checks", "ran"], &["did you mean `run`?", "commands of `weights checks`"]);
    refused(&["man", "run", "two-worlds"], &["`weights run` has no commands of its own"]);
    refused(&["completions", "cmd"], &["possible values", "bash"]);
    assert!(text(&["--help"]).contains("Exit codes"));
}

/// What the program offers a shell for the last of these words.
fn offered(words: &[&str]) -> Vec<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_weights"));
    command.args(["--", "weights"]).args(words).env("WEIGHTS_COMPLETE", "bash").env("_CLAP_IFS", "\n");
    command.env("_CLAP_COMPLETE_INDEX", words.len().to_string());
    let output = command.output().expect("the program starts");
    assert!(output.status.success(), "{words:?}: {output:?}");
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

#[test]
fn a_shell_is_offered_the_names_that_fit() {
    assert_eq!(offered(&["compa"]), ["compare"]);
    assert_eq!(offered(&["run", "two"]), ["two-worlds"]);
    assert_eq!(offered(&["explain", "us.exp"]), ["us.export_controls"]);
    assert_eq!(offered(&["run", "history", "--set", "us.exp"]), ["us.export_controls="]);
    assert_eq!(offered(&["compare", "history", "--measure", "china_sh"]), ["china_share"]);
    assert!(
        offered(&["eval", "history", "--measure", "frontier_gap"])
            .contains(&"frontier_gap__pair_us_china".to_owned())
    );
    assert_eq!(offered(&["man", "ch"]), ["check", "checks"]);
    // Of files only those that can be read, and folders.
    assert_eq!(offered(&["sweep", "experiments/what"]), ["experiments/what-matters.toml"]);
    assert!(offered(&["sweep", "README"]).is_empty());
}
