//! `weights config`, and settings that are refused.
#![cfg(feature = "tui")]
#![expect(clippy::unwrap_used, reason = "everything here is a test or a part of one")]

use std::path::Path;
use std::process::{Command, Output};

fn weights(home: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_weights"));
    command.args(arguments).env("XDG_CONFIG_HOME", home).env("XDG_STATE_HOME", home);
    command.output().unwrap()
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

/// Writes settings where the program looks for them.
fn set(home: &Path, settings: &str) {
    let folder = home.join("weights-of-nations");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("config.toml"), settings).unwrap();
}

#[cfg(unix)]
#[test]
fn the_path_is_in_the_users_configuration() {
    let home = tempfile::tempdir().unwrap();
    let output = weights(home.path(), &["config", "path"]);
    assert!(output.status.success());
    let expected = home.path().join("weights-of-nations").join("config.toml");
    assert_eq!(text(output.stdout), format!("{}\n", expected.display()));
}

#[cfg(unix)]
#[test]
fn the_template_is_taken_as_it_is() {
    let home = tempfile::tempdir().unwrap();
    let template = text(weights(home.path(), &["config", "template"]).stdout);
    for part in ["theme = \"dark\"", "futures = 100", "[keys]", "#step = [\".\"]", "deuteranopia"] {
        assert!(template.contains(part), "{part} in\n{template}");
    }
    set(home.path(), &template);
    let output = weights(home.path(), &["play", "two-worlds"]);
    assert!(text(output.stderr).starts_with("error: the screen needs a terminal"));
}

#[cfg(unix)]
#[test]
fn all_mistakes_are_told_at_once() {
    let home = tempfile::tempdir().unwrap();
    set(home.path(), "theme = \"drak\"\nfutures = 4\n\n[keys]\nstpe = [\".\"]\nundo = [\"hyper-u\"]\n");
    for arguments in [&["play"][..], &["play", "two-worlds"]] {
        let output = weights(home.path(), arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty());
        let report = text(output.stderr);
        for part in [
            "4 mistakes in the settings",
            "config.toml:1:9:",
            "there is no theme `drak`",
            "allowed: dark, light, deuteranopia, terminal, mono",
            "config.toml:2:11:",
            "a whole number from 8 to 1000",
            "config.toml:5:1:",
            "did you mean `step`?",
            "config.toml:6:9:",
            "there is no key `hyper-u`",
        ] {
            assert!(report.contains(part), "{part} in\n{report}");
        }
    }
    // Commands without a screen do not care.
    assert!(weights(home.path(), &["scenario", "list"]).status.success());
    assert!(weights(home.path(), &["config", "template"]).status.success());
}

#[test]
fn wrong_names_on_the_command_line_say_what_is_allowed() {
    let home = tempfile::tempdir().unwrap();
    for (arguments, expected) in [
        (["play", "--theme", "drak"], "one of dark, light, deuteranopia, terminal, mono is needed"),
        (["play", "--glyphs", "emoji"], "one of auto, ascii, block, braille is needed"),
        (["play", "--accessible=maybe", "--tour"], "true, false"),
    ] {
        let output = weights(home.path(), &arguments);
        assert_eq!(output.status.code(), Some(2));
        let report = text(output.stderr);
        assert!(report.contains(expected), "{report}");
    }
}
