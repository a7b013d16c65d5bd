//! Findings: docs/findings.md is of this model, every lever does something, and adopters' number does not.

use std::fs;
use std::path::Path;
use std::process::Command;

use weights_of_nations::experiment::effect::{INDICATORS, Study};
use weights_of_nations::experiment::ensemble::{Progress, Workers};
use weights_of_nations::model::calendar::Month;
use weights_of_nations::model::lever::Lever;
use weights_of_nations::model::random::Seed;
use weights_of_nations::model::setup::Setup;
use weights_of_nations::report::adopters::{SIZES, Sizes};
use weights_of_nations::report::findings::{MARKS, mark, sample_digest};
use weights_of_nations::scenario::{DEFAULT, Scenario};

const FROM: Month = Month(24);
const REFRESH: &str = "refresh it by the command that stands in it, and read whether its text still holds";

fn setup() -> Setup {
    Scenario::built_in(DEFAULT).expect("the default scenario").setup
}

fn workers() -> Workers {
    Workers::new(0).expect("threads")
}

fn document() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/findings.md");
    fs::read_to_string(path).expect("docs/findings.md").replace("\r\n", "\n")
}

#[test]
fn the_document_tells_of_this_model() {
    let digest = sample_digest(&setup(), Seed(1), FROM, &workers()).expect("a sample");
    assert!(document().contains(&mark(&digest)), "docs/findings.md is of another model: {REFRESH}");
}

#[test]
fn the_document_speaks_of_every_lever() {
    let document = document();
    let (before, rest) = document.split_once(MARKS.begin).expect("tables begin");
    let (tables, after) = rest.split_once(MARKS.end).expect("tables end");
    for lever in Lever::all() {
        let name = format!("`{}`", lever.name());
        assert!(tables.contains(&name), "no row for {name}: {REFRESH}");
        assert!(before.contains(&name) || after.contains(&name), "no word on how {name} works");
    }
}

#[test]
fn every_lever_has_an_effect_somewhere() {
    let study = Study { seed: Seed(1), runs: 2, from: FROM };
    let setup = Setup { adopters: 2_000, ..setup() };
    let idle = study.without_effect(&setup, &workers()).expect("runs");
    let names: Vec<&str> = idle.iter().map(|lever| lever.name()).collect();
    assert!(names.is_empty(), "nothing anywhere changes when these are moved to their ends: {names:?}");
}

#[test]
fn the_number_of_adopters_changes_no_mean_beyond_monte_carlo_error() {
    let study = Study { seed: Seed(1), runs: 60, from: FROM };
    let sizes = Sizes::measure(&setup(), &study, &workers(), &Progress::default()).expect("runs");
    for size in [0, 2] {
        for (place, indicator) in INDICATORS.iter().enumerate() {
            let paired = sizes.difference(size, place);
            // 22 intervals are looked at: twice the 95 % interval lies four standard errors out.
            let bound = 2.0 * paired.half_width();
            let mean = paired.spread.mean;
            assert!(
                mean.abs() <= bound,
                "{} at {} adopters: {mean:+.4}, bound {bound:.4}",
                indicator.title,
                SIZES[size]
            );
        }
    }
}

#[test]
fn the_command_updates_a_document_between_its_marks() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("findings.md");
    let update = || {
        Command::new(env!("CARGO_BIN_EXE_weights"))
            .args(["findings", "--runs", "2", "--adopters", "200", "--update"])
            .arg(&path)
            .output()
            .expect("the program starts")
    };
    fs::write(&path, "no marks").expect("a file");
    let refused = update();
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains(MARKS.begin));
    fs::write(&path, format!("before\n{}\nold\n{}\nafter\n", MARKS.begin, MARKS.end)).expect("a file");
    let done = update();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let text = fs::read_to_string(&path).expect("the document");
    assert!(text.starts_with("before\n") && text.ends_with("after\n") && !text.contains("old\n"), "{text}");
    assert!(text.contains("2 runs of 200 adopters"), "{text}");
}
