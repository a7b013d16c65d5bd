//! Texts that are broken at random never make the reader panic, and what it lets pass is valid.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use proptest::sample::Index;
use weights_of_nations::model::lab::MAX_LABS;
use weights_of_nations::model::lever::LEVERS;
use weights_of_nations::model::parameters;
use weights_of_nations::scenario::{ADOPTERS, Scenario, template};

/// A text that passes and uses every part of the format.
fn seed_texts() -> Vec<String> {
    let files = ["history", "two-worlds", "visual-tokens", "baked-values", "fifty-states"];
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let read = |name: &str| std::fs::read_to_string(folder.join(format!("{name}.toml"))).unwrap();
    files.into_iter().map(read).chain([template("mutant")]).collect()
}

const SCRAPS: [&str; 24] = [
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    "=",
    ",",
    ".",
    "\n",
    "#",
    "-1",
    "1e999",
    "nan",
    "\"2031-01\"",
    "true",
    "remove = true\n",
    "[[labs]]\n",
    "[[events]]\n",
    "\u{0}",
    "é中",
    "\"\"\"",
    "999999999999999999999",
    "0x_",
];

#[derive(Clone, Debug)]
enum Change {
    Delete(Index, u8),
    Insert(Index, usize),
    SwapLines(Index, Index),
    RepeatLine(Index, Index),
    Letter(Index, char),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (any::<Index>(), 1..20_u8).prop_map(|(at, count)| Change::Delete(at, count)),
        (any::<Index>(), 0..SCRAPS.len()).prop_map(|(at, scrap)| Change::Insert(at, scrap)),
        (any::<Index>(), any::<Index>()).prop_map(|(a, b)| Change::SwapLines(a, b)),
        (any::<Index>(), any::<Index>()).prop_map(|(a, b)| Change::RepeatLine(a, b)),
        (any::<Index>(), any::<char>()).prop_map(|(at, letter)| Change::Letter(at, letter)),
    ]
}

fn apply(text: &str, change: &Change) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let mut lines: Vec<&str> = text.lines().collect();
    if letters.is_empty() || lines.is_empty() {
        return text.to_owned();
    }
    match change {
        Change::Delete(at, count) => {
            let start = at.index(letters.len());
            let end = (start + usize::from(*count)).min(letters.len());
            letters.drain(start..end);
        }
        Change::Insert(at, scrap) => {
            let at = at.index(letters.len());
            letters.splice(at..at, SCRAPS[*scrap].chars());
        }
        Change::Letter(at, letter) => {
            let at = at.index(letters.len());
            letters[at] = *letter;
        }
        Change::SwapLines(a, b) => {
            let (a, b) = (a.index(lines.len()), b.index(lines.len()));
            lines.swap(a, b);
            return lines.join("\n");
        }
        Change::RepeatLine(a, b) => {
            let line = lines[a.index(lines.len())];
            lines.insert(b.index(lines.len()), line);
            return lines.join("\n");
        }
    }
    letters.into_iter().collect()
}

/// What a scenario that passes must be like.
fn check_valid(scenario: &Scenario) {
    let setup = &scenario.setup;
    assert!((ADOPTERS.0..=ADOPTERS.1).contains(&setup.adopters));
    assert!(!setup.labs.is_empty() && setup.labs.len() <= MAX_LABS);
    assert!(setup.start < setup.end && (setup.start..=setup.end).contains(&scenario.play_from));
    for lab in &setup.labs {
        assert!(lab.size > 0.0 && lab.compute.is_finite() && lab.efficiency.is_finite(), "{lab:?}");
        assert!(lab.closed.is_some() || lab.open.is_some(), "{lab:?}");
    }
    for event in &setup.events {
        assert!(event.lab < setup.labs.len() && event.month <= setup.end, "{event:?}");
    }
    for month in setup.start.0..=setup.end.0 {
        let values = setup.levers.values(weights_of_nations::model::calendar::Month(month));
        for (value, spec) in values.into_iter().zip(&LEVERS) {
            assert!((spec.range.0..=spec.range.1).contains(&value), "{} is {value}", spec.name);
        }
    }
    for entry in parameters::entries() {
        let (low, high) = entry.bounds();
        assert!((low..=high).contains(&entry.get(&setup.parameters)), "{}", entry.name());
    }
    for target in scenario.roles.iter().flat_map(|role| &role.targets) {
        assert!(target.series(&setup.labs).is_some(), "{target:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn broken_texts_are_refused_in_good_order(
        which in 0..6_usize, changes in prop::collection::vec(change(), 1..6),
    ) {
        let text = changes.iter().fold(seed_texts()[which].clone(), |text, change| apply(&text, change));
        match Scenario::from_text("mutant", &text) {
            Ok(scenario) => check_valid(&scenario),
            Err(error) => {
                prop_assert!(!error.mistakes.is_empty());
                let report = error.to_string();
                prop_assert!(!report.chars().any(|c| c.is_control() && c != '\n'), "{:?}", report);
            }
        }
    }

    #[test]
    fn any_text_is_refused_in_good_order(text in "\\PC{0,200}") {
        prop_assert!(Scenario::from_text("mutant", &text).is_err());
    }
}
