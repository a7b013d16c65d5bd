//! `weights explain`: every name has an entry with all its fields, and a mistyped one brings the nearest.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Read;
use std::process::{Command, Output, Stdio};

use weights_of_nations::model::lever::LEVERS;
use weights_of_nations::model::measure::{EndWorld, MEASURES};
use weights_of_nations::model::parameters::{self, FAMILIES};
use weights_of_nations::report::wording;
use weights_of_nations::scenario::LAB_FIELDS;

fn explain(name: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_weights")).arg("explain").args(name).output().unwrap()
}

fn told(name: &str) -> String {
    let output = explain(&[name]);
    assert!(output.status.success(), "{name}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The labels of the fields of an entry that have a text.
fn fields(text: &str) -> Vec<&str> {
    let lines = text.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    lines.filter(|line| line.len() > 12).map(|line| line[2..11].trim()).collect()
}

#[test]
fn a_lever_tells_all_its_fields() {
    for spec in &LEVERS {
        let text = told(spec.name);
        assert!(text.starts_with(&format!("{}: {}\n", spec.name, spec.title)));
        assert_eq!(
            fields(&text),
            [
                "kind", "held by", "unit", "default", "range", "settings", "history", "source", "example",
                "dynamics"
            ],
            "{text}"
        );
    }
}

#[test]
fn a_parameter_tells_all_its_fields() {
    // Every scalar, and the last member of every family.
    for family in FAMILIES {
        let entry = parameters::Entry { family, index: family.axes.len() - 1 };
        let text = told(&entry.name());
        assert_eq!(fields(&text), ["kind", "symbol", "unit", "default", "range", "source"], "{text}");
        let flowing = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flowing.contains(family.meaning) && flowing.contains(family.source), "{text}");
    }
}

#[test]
fn a_family_lists_its_members() {
    for family in FAMILIES.iter().filter(|family| family.axes.len() > 1) {
        let text = told(family.name);
        for index in 0..family.axes.len() {
            let entry = parameters::Entry { family, index };
            assert!(text.contains(&entry.name()), "{text}");
        }
    }
}

#[test]
fn groups_list_what_is_in_them() {
    assert_eq!(told("us").lines().count(), 11);
    assert_eq!(told("trust.europe").lines().count(), 4);
    assert!(told("labs").lines().count() >= LAB_FIELDS.len());
    assert_eq!(
        told("labs.mistral").lines().filter(|line| line.starts_with("  labs.")).count(),
        LAB_FIELDS.len()
    );
    assert!(told("labs.mistral.compute").contains("labs.mistral.compute"));
}

#[test]
fn without_a_name_everything_is_listed() {
    let output = explain(&[]);
    assert!(output.status.success());
    let list = String::from_utf8(output.stdout).unwrap();
    let names = LEVERS.iter().map(|spec| spec.name).chain(FAMILIES.iter().map(|family| family.name));
    for name in names {
        assert!(
            list.lines().any(|line| line.split_whitespace().next() == Some(name)),
            "{name} is not listed"
        );
    }
}

#[test]
fn a_mistyped_name_brings_the_nearest_and_exit_code_2() {
    let cases = [
        ("us.export_contrls", "us.export_controls"),
        ("export_controls", "us.export_controls"),
        ("network_strenght", "network_strength"),
        ("trust.us.chna", "trust.us.china"),
        ("labs.computer", "labs.compute"),
        ("adoption_shares", "adoption_share"),
        ("american_mix", "american_mixed"),
    ];
    for (typed, meant) in cases {
        let output = explain(&[typed]);
        assert_eq!(output.status.code(), Some(2), "{typed}");
        let report = String::from_utf8(output.stderr).unwrap();
        let help = format!("help: did you mean `{meant}`? `weights explain` lists all names");
        assert!(report.contains(&help), "{report}");
    }
    assert_eq!(explain(&["qqqqqqqqqqqq"]).status.code(), Some(2));
    assert_eq!(explain(&[""]).status.code(), Some(2));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_weights"))
        .arg("explain")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut report = String::new();
    child.stderr.take().unwrap().read_to_string(&mut report).unwrap();
    assert!(child.wait().unwrap().success(), "{report}");
    assert!(report.is_empty(), "{report}");
}

#[test]
fn measures_and_end_worlds_are_explained() {
    let flowing = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let list = flowing(String::from_utf8(explain(&[]).stdout).unwrap());
    for spec in MEASURES {
        let text = told(spec.name);
        assert_eq!(fields(&text), ["kind", "unit", "groups"], "{text}");
        assert!(flowing(text).contains(spec.meaning) && list.contains(spec.meaning), "{}", spec.name);
    }
    assert!(
        told("frontier_gap").contains("pair us-china, us-europe, closed-open"),
        "groups with their members"
    );
    for world in EndWorld::ALL {
        let text = flowing(told(world.key()));
        assert!(text.contains(wording::world(world)) && list.contains(wording::world(world)), "{text}");
    }
}

#[test]
fn the_document_of_results_names_every_measure_and_end_world() {
    let document = std::fs::read_to_string("docs/results.md").unwrap();
    for spec in MEASURES {
        let row = format!("| `{}` | {} |", spec.name, spec.unit);
        assert!(document.contains(&row), "docs/results.md lacks {row}");
    }
    for world in EndWorld::ALL {
        assert!(
            document.contains(&format!("| `{}` |", world.key())),
            "docs/results.md lacks {}",
            world.key()
        );
    }
}
