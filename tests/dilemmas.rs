//! The dilemmas that come with the program: whole, sourced, for everybody, and measured as docs/dilemmas.md says.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use weights_of_nations::experiment::dilemma::Study;
use weights_of_nations::experiment::ensemble::{Progress, Workers};
use weights_of_nations::model::random::Seed;
use weights_of_nations::model::setup::Setup;
use weights_of_nations::report::dilemmas::{Effects, MARKS, effects, json, mark, sample_digest};
use weights_of_nations::scenario::dilemma::{Answer, OBSERVER};
use weights_of_nations::scenario::{DEFAULT, Dilemma, Scenario};

const REFRESH: &str = "refresh it by `cargo run --release -- dilemmas --update docs/dilemmas.md --data data/dilemmas.json`, \
                       and read whether its text still holds";

fn scenario() -> Scenario {
    Scenario::built_in(DEFAULT).unwrap()
}

fn study(scenario: &Scenario, runs: usize) -> Study {
    Study { seed: Seed(1), runs, play_from: scenario.play_from }
}

fn workers() -> Workers {
    Workers::new(0).unwrap()
}

fn sentences(text: &str) -> usize {
    let ends = |word: &&str| word.ends_with(['.', '?', '!']);
    text.split_whitespace().filter(ends).count()
}

#[test]
fn there_are_dilemmas_for_everybody() {
    let scenario = scenario();
    assert!(scenario.dilemmas.len() >= 24, "{}", scenario.dilemmas.len());
    let asked = |who: &str| scenario.dilemmas.iter().filter(|dilemma| dilemma.asks(&[who])).count();
    for role in &scenario.roles {
        assert!(asked(&role.id) >= 5, "{}: {}", role.id, asked(&role.id));
    }
    for lab in &scenario.setup.labs {
        assert!(asked(&lab.id) >= 3, "{}: {}", lab.id, asked(&lab.id));
    }
    assert!(asked(OBSERVER) >= 24, "{}", asked(OBSERVER));
}

#[test]
fn each_is_told_in_a_few_plain_sentences_with_a_source() {
    let mut titles = BTreeSet::new();
    for dilemma in scenario().dilemmas {
        let Dilemma { id, title, text, precedent, options, .. } = &dilemma;
        assert!(titles.insert(title.clone()) && title.chars().count() <= 36, "{id}: {title}");
        assert!((2..=4).contains(&sentences(text)), "{id}: {} sentences", sentences(text));
        assert!(text.chars().count() <= 420, "{id}: {} letters", text.chars().count());
        let address = precedent.address.as_deref().unwrap();
        assert!(address.starts_with("https://"), "{id}: {address}");
        assert!(
            precedent.date.as_str() <= "2025-10" && precedent.date.len() == 7,
            "{id}: {}",
            precedent.date
        );
        assert!(precedent.fact.ends_with('.'), "{id}");
        for option in options {
            assert!(option.label.chars().count() <= 48, "{id}: {}", option.label);
            assert!(
                option.text.ends_with('.') && option.text.chars().count() <= 140,
                "{id}: {}",
                option.label
            );
        }
    }
}

/// Whether one answer does all that another does and no worse, for no more.
fn is_dominated(one: &Answer, by: &Answer) -> bool {
    one.effects == by.effects
        && by.cost <= one.cost
        && by.blowback.iter().all(|risk| one.blowback.contains(risk))
}

#[test]
fn no_answer_is_another_at_a_worse_price() {
    for dilemma in scenario().dilemmas {
        for (i, one) in dilemma.options.iter().enumerate() {
            for (j, other) in dilemma.options.iter().enumerate() {
                assert!(
                    i == j || !is_dominated(one, other),
                    "{}: {} by {}",
                    dilemma.id,
                    one.label,
                    other.label
                );
            }
        }
    }
}

#[test]
fn each_can_come_up_in_play() {
    let scenario = scenario();
    let setup = Setup { adopters: 400, ..scenario.setup.clone() };
    let mut bare = scenario.dilemmas.clone();
    bare.iter_mut().for_each(|dilemma| dilemma.options.clear());
    let measured = study(&scenario, 20).measure(&setup, &bare, &workers(), &Progress::default()).unwrap();
    assert_eq!(measured.len(), scenario.dilemmas.len(), "each has a month of play in its season");
    for one in measured {
        assert!(one.share >= 0.3, "`{}`: {}", scenario.dilemmas[one.dilemma].id, one.share);
    }
}

#[test]
fn the_document_and_the_data_tell_of_this_model_and_these_dilemmas() {
    let scenario = scenario();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/dilemmas.md");
    let document = fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    let digest = sample_digest(&scenario, &study(&scenario, 1), &workers()).unwrap();
    assert!(document.contains(&mark(&digest)), "docs/dilemmas.md is of another model: {REFRESH}");
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/dilemmas.json");
    let data: Effects = serde_json::from_str(&fs::read_to_string(data).unwrap()).unwrap();
    assert_eq!(data.digest, digest, "data/dilemmas.json is of another model: {REFRESH}");
    assert_eq!(data.dilemmas.len(), scenario.dilemmas.len());
    for (dilemma, entry) in scenario.dilemmas.iter().zip(&data.dilemmas) {
        assert!(document.contains(&format!("(`{}`)", dilemma.id)), "{}: {REFRESH}", dilemma.id);
        assert_eq!(dilemma.id, entry.id);
        let labels = |dilemma: &Dilemma| dilemma.options.iter().map(|o| o.label.clone()).collect::<Vec<_>>();
        assert_eq!(labels(dilemma), entry.answers.iter().map(|a| a.label.clone()).collect::<Vec<_>>());
        let all = entry.answers.iter().flat_map(|answer| answer.year.iter().chain(&answer.end));
        for difference in all.clone() {
            assert!(data.measures.iter().any(|measure| measure.name == difference.measure), "{}", entry.id);
            assert!(difference.is_clear());
        }
        assert!(all.count() > 0, "{}: no answer does anything clear", entry.id);
    }
}

#[test]
fn what_an_answer_does_is_measured_against_a_world_without_it() {
    let scenario = scenario();
    let setup = Setup { adopters: 400, ..scenario.setup.clone() };
    let idle = |option: &Answer| option.effects.is_empty() && option.blowback.is_empty();
    let mut dilemmas = scenario.dilemmas.clone();
    dilemmas.retain(|dilemma| dilemma.options.iter().any(idle));
    dilemmas.truncate(1);
    let measured = study(&scenario, 6).measure(&setup, &dilemmas, &workers(), &Progress::default()).unwrap();
    let [one] = measured.as_slice() else { panic!("one dilemma was measured") };
    for (option, outcome) in dilemmas[0].options.iter().zip(&one.answers) {
        let moves = outcome.differences.iter().flatten().any(|pair| pair.spread.mean != 0.0);
        assert_eq!(moves, !idle(option), "{}", option.label);
    }
    let whole = effects(&scenario, &study(&scenario, 6), &[], "none");
    let read: weights_of_nations::report::dilemmas::Effects =
        serde_json::from_str(&json(&whole).unwrap()).unwrap();
    assert_eq!(read, whole);
}

#[test]
fn the_command_measures_a_file_of_ones_own() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let removed: String = scenario()
        .dilemmas
        .iter()
        .skip(1)
        .map(|dilemma| format!("[[dilemmas]]\nid = \"{}\"\nremove = true\n", dilemma.id))
        .collect();
    let text = format!("format = 1\ntitle = \"Mine\"\nextends = \"two-worlds\"\n{removed}");
    fs::write(at("mine.toml"), text).unwrap();
    fs::write(at("doc.md"), format!("before\n{}\nold\n{}\nafter\n", MARKS.begin, MARKS.end)).unwrap();
    let run = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_weights"));
        let size = ["dilemmas", "mine.toml", "--runs", "3", "--adopters", "200"];
        command.current_dir(folder.path()).args(size).args(more).output().unwrap()
    };
    let output = run(&["--update", "doc.md", "--data", "data.json"]);
    assert!(output.status.success() && output.stdout.is_empty(), "{output:?}");
    let document = fs::read_to_string(at("doc.md")).unwrap();
    assert!(
        document.starts_with("before\n") && document.ends_with("after\n") && !document.contains("\nold\n")
    );
    assert!(
        document.contains("(`chip-smuggling`)") && document.contains("3 runs of 200 adopters"),
        "{document}"
    );
    let data = fs::read_to_string(at("data.json")).unwrap();
    assert!(data.starts_with("{\"schema\":1,\"scenario\":\"mine\""), "{data}");
    let shown = run(&["--format", "json"]);
    let printed: serde_json::Value = serde_json::from_slice(&shown.stdout).unwrap();
    assert_eq!(printed["dilemmas"][0]["answers"].as_array().unwrap().len(), 3);
    fs::write(at("doc.md"), "no marks").unwrap();
    assert_eq!(run(&["--update", "doc.md"]).status.code(), Some(2));
}
