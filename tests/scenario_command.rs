//! `weights scenario list, show, check, new`, seen from outside.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::{Command, Output};

use weights_of_nations::scenario::{built_ins, template};

fn weights(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_weights")).current_dir(folder).args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn list_names_every_built_in() {
    let output = weights(Path::new("."), &["scenario", "list"]);
    assert!(output.status.success());
    let list = text(&output.stdout);
    for name in built_ins() {
        assert!(list.lines().any(|line| line.split_whitespace().next() == Some(name)), "{name}");
    }
    assert!(list.lines().all(|line| line.chars().count() <= 90), "{list}");
}

#[test]
fn show_tells_all_that_a_scenario_sets() {
    for name in built_ins() {
        let output = weights(Path::new("."), &["scenario", "show", name]);
        assert!(output.status.success(), "{name}: {output:?}");
        let shown = text(&output.stdout);
        for part in ["Question", "Notice", "Try", "Levers", "Events", "Labs", "Role:", "Sources"] {
            assert!(shown.lines().any(|line| line.starts_with(part)), "{name} lacks {part}");
        }
        assert!(shown.lines().all(|line| line.chars().count() <= 100), "{name}");
    }
    let fifty = text(&weights(Path::new("."), &["scenario", "show", "fifty-states"]).stdout);
    let line = fifty.lines().position(|line| line.contains("us.state_regimes")).unwrap();
    let words = fifty.lines().skip(line).take(3).collect::<Vec<_>>().join(" ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words.contains("0, 1 from 2024-05, 2 from 2024-09, 3 from 2025-06, in a line to 50 in 2028-12"),
        "{words}"
    );
}

#[test]
fn new_writes_a_file_that_passes_and_never_overwrites() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    assert!(weights(folder.path(), &["scenario", "new", "my-world"]).status.success());
    assert_eq!(std::fs::read_to_string(at("my-world.toml")).unwrap(), template("my-world"));
    let checked = weights(folder.path(), &["scenario", "check", "my-world.toml"]);
    assert!(checked.status.success(), "{checked:?}");
    assert!(text(&checked.stdout).starts_with("my-world.toml: no mistakes\n"), "{checked:?}");

    std::fs::write(at("my-world.toml"), "mine").unwrap();
    let again = weights(folder.path(), &["scenario", "new", "my-world"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("`my-world.toml` is there already"), "{again:?}");
    assert_eq!(std::fs::read_to_string(at("my-world.toml")).unwrap(), "mine");

    for (name, why) in
        [("history", "built-in"), ("../up", "cannot name"), ("My World", "cannot name"), ("", "cannot name")]
    {
        let refused = weights(folder.path(), &["scenario", "new", name]);
        assert_eq!(refused.status.code(), Some(2), "{name}");
        assert!(text(&refused.stderr).contains(why), "{name}: {refused:?}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn the_files_of_the_built_ins_pass_as_files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut files = 0;
    let paths = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    for path in paths.filter(|path| path.is_file()) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(built_ins().contains(&name.as_str()), "{name} is not embedded");
        let output = weights(&folder, &["scenario", "check", &format!("{name}.toml")]);
        assert!(output.status.success(), "{name}: {output:?}");
        files += 1;
    }
    assert_eq!(files, built_ins().len());
}

#[test]
fn wrong_usage_gives_exit_code_2() {
    for args in [&["scenario"][..], &["scenario", "frob"], &["scenario", "show"], &["no-such-command"]] {
        assert_eq!(weights(Path::new("."), args).status.code(), Some(2), "{args:?}");
    }
}

/// The worked example of docs/scenarios.md is a file that passes, with the effect that the text tells.
#[test]
fn the_worked_example_of_the_document_passes() {
    let document = include_str!("../docs/scenarios.md");
    let start = document.find("```toml\n# worked example").unwrap() + "```toml\n".len();
    let example = &document[start..start + document[start..].find("```").unwrap()];
    let scenario = weights_of_nations::scenario::Scenario::from_text("nordic-lab", example)
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(scenario.setup.labs.len(), 12);
    assert_eq!(scenario.play_from.to_string(), "2025-09");
    assert!(scenario.setup.events.iter().all(|event| event.id != "llama4-delay"));
    assert_eq!(scenario.roles.len(), 6);
}

/// Every example of the document is read without mistakes, the shorter ones as children of `history`.
#[test]
fn the_examples_of_the_document_pass() {
    let document = include_str!("../docs/scenarios.md").replace("\r\n", "\n");
    let blocks: Vec<&str> =
        document.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(blocks.len() >= 8, "{} examples", blocks.len());
    for block in blocks {
        let is_whole = block.lines().any(|line| line.starts_with("format"));
        let head = if is_whole { "" } else { "format = 1\ntitle = \"Example\"\nextends = \"history\"\n" };
        let read = weights_of_nations::scenario::Scenario::from_text("example", &format!("{head}{block}"));
        assert!(read.is_ok(), "{block}\n{}", read.unwrap_err());
    }
}

/// All keys of the format.
const KEYS: &str = "format name title extends summary briefing question notice try sources time population levers \
                    events labs parameters roles starts play_from ends pinned adopters shape path from value id \
                    month kind lab size months mode label remove archetype bloc compute efficiency complement \
                    stance closed open capability licence capital income costs reactive goal targets measure op fact date address \
                    include dilemmas roles when until text precedent options cost effects blowback lever by to for event \
                    after chance";

#[test]
fn the_document_names_every_key_and_every_built_in() {
    let document = include_str!("../docs/scenarios.md");
    for name in KEYS.split_whitespace().chain(built_ins()) {
        assert!(document.contains(&format!("`{name}`")), "docs/scenarios.md does not explain `{name}`");
    }
}
