//! Settings read and refused.

use super::*;
use crate::tui::action::actions;
use crate::tui::key::Key;

fn refused(text: &str) -> String {
    Config::read("config.toml", text).expect_err("a mistake").to_string()
}

#[test]
fn the_template_says_the_defaults() {
    let template = template();
    assert_eq!(Config::read("config.toml", &template), Ok(Config::default()));
    let uncommented = |line: &str| match line.strip_prefix('#') {
        Some(rest) if line.contains(" = [") && !rest.starts_with(' ') => rest.to_owned(),
        _ => line.to_owned(),
    };
    let all: String = template.lines().map(|line| uncommented(line) + "\n").collect();
    assert_eq!(Config::read("config.toml", &all), Ok(Config::default()));
    for spec in actions() {
        assert!(all.contains(&format!("\n{} = [", spec.name())), "{}", spec.name());
    }
}

#[test]
fn an_empty_file_says_nothing() {
    for text in ["", "\n# nothing\n", "[keys]\n"] {
        assert_eq!(Config::read("config.toml", text), Ok(Config::default()), "{text:?}");
    }
}

#[test]
fn settings_are_taken() {
    let text = "theme = \"light\"\nglyphs = \"block\"\nmouse = false\nfutures = 40\narchetypes = true\n\
                [keys]\nstep = [\",\", \"ctrl-n\"]\nundo = \"f9\"\n";
    let config = Config::read("config.toml", text).unwrap();
    assert_eq!((config.theme, config.glyphs), (ThemeName::Light, Some(Glyphs::Block)));
    assert_eq!((config.mouse, config.futures, config.archetypes), (false, 40, true));
    let step = actions().find(|spec| spec.name() == "step").unwrap();
    assert_eq!(config.keys.keys(step), [Key::char(','), Key::ctrl('n')]);
    assert_eq!(config.keys.of("undo").as_deref(), Some("f9"));
}

#[test]
fn mistakes_are_told_with_place_and_help() {
    for (text, expected) in [
        (
            "theme = \"drak\"",
            vec!["config.toml:1:9", "there is no theme `drak`", "did you mean `dark`?", "deuteranopia"],
        ),
        ("\nglyphs = 3", vec!["config.toml:2:10", "auto, ascii, block, braille"]),
        ("mouse = \"yes\"", vec!["true or false"]),
        ("futures = 5", vec!["`futures` is 5", "a whole number from 8 to 1000"]),
        ("colour = 1", vec!["there is no key `colour`", "theme, glyphs"]),
        (
            "[keys]\nstpe = [\".\"]",
            vec!["config.toml:2:1", "there is no action `stpe`", "did you mean `step`?"],
        ),
        ("[keys]\nstep = []", vec!["a list of keys"]),
        ("[keys]\nstep = [\"hyper-x\"]", vec!["config.toml:2:9", "there is no key `hyper-x`", "pageup"]),
        ("[keys]\nstep = [\"ctrl-c\"]", vec!["always means the same"]),
        ("[keys]\nstep = [\"u\"]", vec!["the key `u` is taken by `undo`", "give `undo` another one"]),
        ("[keys]\nstep = [\"g\"]", vec!["the key `g` is taken by `grouping`"]),
        ("theme = ", vec!["config.toml:1", "not TOML"]),
    ] {
        let report = refused(text);
        for part in expected {
            assert!(report.contains(part), "{text}: {part} in\n{report}");
        }
    }
    assert!(refused("theme = 1\nfutures = 1").starts_with("2 mistakes in the settings"));
}

#[test]
fn keys_can_be_exchanged() {
    let text = "[keys]\nstep = [\"u\"]\nundo = [\".\"]\n";
    let config = Config::read("config.toml", text).unwrap();
    assert_eq!((config.keys.of("step"), config.keys.of("undo")), (Some("u".into()), Some(".".into())));
    // Two settings that clash are told once.
    assert_eq!(refused("[keys]\nstep = [\"f7\"]\nundo = [\"f7\"]\n").matches("is taken by").count(), 1);
}
