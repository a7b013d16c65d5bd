//! Worldviews: every mistake gives its exact message, the built-in ones are whole, and commands simulate under them. The
//! files of `tests/invalid_worldviews` hold one mistake each, with the message beside them; `BLESS=1 cargo test --test
//! worldviews` rewrites the messages.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/program.rs"]
mod program;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use weights_of_nations::experiment::study::Study;
use weights_of_nations::model::lever::Lever;
use weights_of_nations::model::parameters::entries;
use weights_of_nations::report::findings::{Data, Finding, MARKS, mark, worldviews_mark};
use weights_of_nations::scenario::{DEFAULT, Scenario, Worldview};

use program::{text, weights};

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|found| found == ending));
    files.sort();
    files
}

fn all() -> Vec<Worldview> {
    Worldview::built_ins().into_iter().map(|name| Worldview::built_in(name).unwrap()).collect()
}

#[test]
fn every_mistake_gives_its_message() {
    let files = files("tests/invalid_worldviews", "toml");
    assert!(files.len() > 25, "{} files", files.len());
    let mut parted = Vec::new();
    for path in &files {
        let name = path.file_name().unwrap().to_string_lossy();
        let text = fs::read_to_string(path).unwrap().replace("\r\n", "\n");
        let Err(error) = Worldview::from_text(&name, &text) else { panic!("{name} is read") };
        let (actual, expected_path) = (format!("{error}\n"), path.with_extension("txt"));
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expected_path, &actual).unwrap();
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default().replace("\r\n", "\n");
        if actual != expected {
            parted.push(format!("{name}\nexpected:\n{expected}\nactual:\n{actual}"));
        }
    }
    assert!(parted.is_empty(), "{}", parted.join("\n"));
    for path in self::files("tests/invalid_worldviews", "txt") {
        assert!(path.with_extension("toml").is_file(), "{} has no file", path.display());
    }
}

#[test]
fn the_built_in_ones_are_the_files_and_whole() {
    let stems: Vec<String> = files("worldviews", "toml")
        .iter()
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let mut names = Worldview::built_ins();
    names.sort_unstable();
    assert_eq!(stems, names);
    for view in all() {
        let sentences = view.argument.matches(". ").count() + 1;
        assert!((3..=6).contains(&sentences), "{}: {sentences} sentences", view.name);
        assert!(view.sources.len() >= 2, "{}", view.name);
        for term in view.terms() {
            let name = format!("`{}`", term.name);
            assert!(view.argument.contains(&name), "the argument of {} does not speak of {name}", view.name);
        }
    }
}

#[test]
fn the_example_of_the_document_is_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/worldviews.md");
    let document = fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    let (_, from) = document.split_once("```toml\n").unwrap();
    let (example, _) = from.split_once("```").unwrap();
    let view = Worldview::from_text("example.toml", example).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(view.told(), ["worldview=price-decides", "price_sensitivity.enterprises=0.5"]);
}

#[test]
fn a_worldview_sets_its_parameters_and_nothing_else() {
    let setup = Scenario::built_in(DEFAULT).unwrap().setup;
    for view in all() {
        let mut under = setup.clone();
        view.put(&mut under);
        for entry in entries() {
            let set = view.parameters.iter().find(|(known, _)| known.name() == entry.name());
            let expected = set.map_or_else(|| entry.get(&setup.parameters), |(_, value)| *value);
            assert_eq!(entry.get(&under.parameters), expected, "{} {}", view.name, entry.name());
        }
        let given = view.parameters.iter().all(|(entry, _)| under.given.has(entry));
        assert!(given, "{}: what it sets counts as set", view.name);
        (under.parameters, under.given) = (setup.parameters.clone(), setup.given.clone());
        assert_eq!(under, setup, "{}", view.name);
        assert_eq!(view.parameters.is_empty(), view.name == "usual");
        for term in view.terms() {
            let mut without = setup.clone();
            view.put_without(term, &mut without);
            let differs = |entry: &weights_of_nations::model::parameters::Entry| {
                entry.get(&without.parameters) != entry.get(&setup.parameters)
            };
            assert!(entries().filter(differs).all(|entry| entry.family.name != term.name));
        }
    }
}

#[test]
fn they_are_listed_and_shown() {
    let list = text(&["worldview", "list"]);
    for view in all() {
        assert!(list.contains(&view.name), "{list}");
        let shown = text(&["worldview", "show", &view.name]);
        for (entry, value) in &view.parameters {
            assert!(shown.contains(&format!("{value} in place of {}", entry.default())), "{shown}");
            assert!(shown.contains(&entry.name()), "{shown}");
        }
        assert!(shown.starts_with(&view.title), "{shown}");
    }
}

#[test]
fn what_is_not_there_is_refused_with_the_nearest() {
    for arguments in
        [&["worldview", "show", "safty-first"][..], &["run", "history", "--worldview", "safty-first"]]
    {
        let output = weights(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let report = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(report.contains("did you mean `safety-first`?"), "{report}");
    }
    let output = weights(&["findings", "--worldviews", "--worldview", "usual"]);
    assert_eq!(output.status.code(), Some(2));
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&text(
        &[arguments, &["--format", "json", "--runs", "2", "--adopters", "300"]].concat(),
    ))
    .unwrap()
}

fn settings(of: &Value) -> Vec<String> {
    of.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_run_under_a_worldview_is_a_run_with_its_settings() {
    let view = Worldview::built_in("diffusionist").unwrap();
    let under = json(&["run", "history", "--worldview", "diffusionist"]);
    assert_eq!(settings(&under["settings"]), view.told());
    let each: Vec<String> = view.told().into_iter().skip(1).collect();
    let set: Vec<&str> = each.iter().flat_map(|one| ["--set", one.as_str()]).collect();
    let with = json(&[&["run", "history"][..], &set].concat());
    assert_eq!(under["series"], with["series"]);
    let plain = json(&["run", "history"]);
    assert_ne!(under["series"], plain["series"]);
    let usual = json(&["run", "history", "--worldview", "usual"]);
    assert_eq!(usual["series"], plain["series"]);
    assert_eq!(settings(&usual["settings"]), ["worldview=usual"]);
    let back = json(&["run", "history", "--worldview", "rules-matter-little", "--set", "open_surcharge=0.8"]);
    let path = "worldviews/rules-matter-little.toml";
    let other = json(&["run", "history", "--worldview", path, "--set", "open_surcharge=0.1"]);
    assert_ne!(back["series"], other["series"], "settings go after the worldview");
    let table = text(&["run", "history", "--worldview", "safety-first", "--runs", "1", "--adopters", "200"]);
    assert!(table.contains("worldview=safety-first, "), "{table}");
}

#[test]
fn other_commands_take_it_too() {
    let compared = json(&["compare", "history", "--b", "us.market_ban=1", "--worldview", "sovereigntist"]);
    let told = Worldview::built_in("sovereigntist").unwrap().told();
    assert_eq!(settings(&compared["a"]["settings"]), told);
    assert_eq!(
        settings(&compared["b"]["settings"]),
        [told.clone(), vec!["us.market_ban=1".to_owned()]].concat()
    );
    let attributed = json(&["attribute", "history", "--worldview", "sovereigntist", "--causes", "events"]);
    assert_eq!(settings(&attributed["settings"]), told);
    let tested = json(&["backtest", "--worldview", "sovereigntist"]);
    assert_eq!(settings(&tested["settings"]), told);
    let found = text(&["findings", "--worldview", "sovereigntist", "--runs", "1", "--adopters", "100"]);
    assert!(found.contains("scenario `history` with worldview=sovereigntist, "), "{found}");
}

fn answer(arguments: &[&str]) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_weights"))
        .args(["eval", "history", "--replicates", "1", "--adopters", "200"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    program.stdin.take().unwrap().write_all(b"{}\n").unwrap();
    String::from_utf8(program.wait_with_output().unwrap().stdout).unwrap()
}

#[test]
fn points_are_evaluated_under_it() {
    let plain = answer(&[]);
    assert!(plain.contains("\"status\":\"ok\""), "{plain}");
    assert_eq!(answer(&["--worldview", "usual"]), plain);
    assert_ne!(answer(&["--worldview", "diffusionist"]), plain);
}

const EXPERIMENT: &str =
    "format = 1\nname = \"test\"\nscenarios = [\"history\"]\nreplicates = 1\nadopters = 200\n";

#[test]
fn an_experiment_names_its_worldview() {
    let plain = Study::from_text("test.toml", EXPERIMENT).unwrap();
    let text = format!("{EXPERIMENT}worldview = \"safety-first\"\n");
    let under = Study::from_text("test.toml", &text).unwrap();
    assert_ne!(under.digest(), plain.digest());
    let mut expected = plain.setup(0, 0).unwrap();
    Worldview::built_in("safety-first").unwrap().put(&mut expected);
    assert_eq!(under.setup(0, 0).unwrap(), expected);
    let folder = tempfile::tempdir().unwrap();
    fs::copy("worldviews/safety-first.toml", folder.path().join("mine.toml")).unwrap();
    let path = folder.path().join("test.toml");
    fs::write(&path, format!("{EXPERIMENT}worldview = \"mine.toml\"\n")).unwrap();
    assert_eq!(Study::load(&path).unwrap().digest(), under.digest(), "where it stands does not matter");
    fs::write(folder.path().join("mine.toml"), "format = 1\nname = \"mine\"\n").unwrap();
    let report = Study::load(&path).unwrap_err().to_string();
    assert!(report.contains("mine.toml") && report.contains("`school` is missing"), "{report}");
}

#[test]
fn findings_say_in_how_many_worldviews_they_hold() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("findings.json");
    let file = path.to_str().unwrap();
    let found = text(&["findings", "--worldviews", "--runs", "4", "--adopters", "100", "--data", file]);
    let kept = fs::read_to_string(&path).unwrap();
    let data = Data::read(&kept).unwrap();
    let count = |verdict: &str| found.matches(&format!(" {verdict}/5 |")).count();
    let holding = |n: usize| data.findings.iter().filter(|finding| finding.holds.len() == n).count();
    assert_eq!([1, 2, 3, 4, 5].map(holding), ["1", "2", "3", "4", "5"].map(count), "{found}");
    assert_eq!((data.text().unwrap(), data.runs, data.adopters), (kept, 4, 100));
    assert!(found.contains("**") && found.contains("/5 |"), "{found}");
    assert!(found.contains("| `usual` | ") && found.contains(&worldviews_mark()), "{found}");
    let usual = found.lines().find(|line| line.starts_with("| `usual` | ")).unwrap();
    assert!(usual.ends_with("| 0 | 0 |"), "{usual}");
    let plain = text(&["findings", "--runs", "4", "--adopters", "100"]);
    assert!(!plain.contains("/5") && !plain.contains("worldview"), "{plain}");
}

#[test]
fn the_document_is_of_these_worldviews() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/findings.md");
    let document = fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    let (_, tables) = document.split_once(MARKS.begin).unwrap();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/findings.json");
    let data = Data::read(&fs::read_to_string(data).unwrap()).unwrap();
    assert_eq!(data.worldviews, Worldview::built_ins());
    assert!(
        tables.contains(&mark(&data.digest)),
        "data/findings.json and docs/findings.md are of different models"
    );
    assert!(data.findings.iter().all(|one| one.holds.len() + one.fails.len() == data.worldviews.len()));
    let is_alone = |one: &&Finding| one.lever == Lever::UsExportControls.name() && one.given.is_empty();
    assert!(data.findings.iter().filter(is_alone).count() > 5);
    assert!(
        tables.contains(&worldviews_mark()),
        "docs/findings.md is of other worldviews: refresh it by the command that stands in it, and read whether its text \
         still holds"
    );
}
