//! The house rules of docs/architecture.md: who may import whom, and what the model may not touch.

use std::fs;
use std::path::{Path, PathBuf};

/// Floors from the ground up, and the floors below each that it may import.
const FLOORS: [(&str, &[&str]); 7] = [
    ("model", &[]),
    ("scenario", &["model"]),
    ("experiment", &["model", "scenario"]),
    ("playthrough", &["model", "scenario", "experiment"]),
    ("report", &["model", "scenario", "experiment", "playthrough"]),
    ("tui", &["model", "scenario", "experiment", "playthrough", "report"]),
    ("cli", &["model", "scenario", "experiment", "playthrough", "report", "tui"]),
];

fn sources(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).expect("the source folder").map(|e| e.expect("an entry").path()) {
        if entry.is_dir() {
            files.extend(sources(&entry));
        } else if entry.extension().is_some_and(|e| e == "rs") {
            files.push(entry);
        }
    }
    files.sort();
    files
}

fn all() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let named = |path: PathBuf| {
        let name = path.strip_prefix(&root).expect("below src").display().to_string().replace('\\', "/");
        (name, fs::read_to_string(&path).expect("readable source"))
    };
    sources(&root).into_iter().map(named).collect()
}

fn floor_of(file: &str) -> Option<&'static str> {
    let head = file.split('/').next()?.trim_end_matches(".rs");
    FLOORS.iter().map(|(name, _)| *name).find(|name| *name == head)
}

/// Code of a file without its tests and comments.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let end = text.find("#[cfg(test)]").unwrap_or(text.len());
    text[..end].lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"))
}

#[test]
fn imports_run_down_the_house() {
    for (file, text) in all() {
        let Some(floor) = floor_of(&file) else { continue };
        let allowed = FLOORS.iter().find(|(name, _)| *name == floor).map_or(&[][..], |(_, below)| below);
        for (i, line) in code(&text) {
            for (other, _) in FLOORS.iter().filter(|(name, _)| *name != floor && !allowed.contains(name)) {
                let imports = line.contains(&format!("crate::{other}"));
                assert!(!imports, "src/{file}:{}: {floor} may not import {other}: {line}", i + 1);
            }
        }
    }
}

#[test]
fn the_model_is_pure() {
    const FORBIDDEN: [&str; 9] = [
        "println!",
        "eprintln!",
        "print!(",
        "std::time",
        "std::fs",
        "std::thread",
        "std::env",
        "std::io",
        "HashMap",
    ];
    const PLATFORM_MATH: [&str; 10] = [
        ".powi(", ".exp()", ".ln()", ".powf(", ".log10()", ".log2()", ".tanh()", ".sin()", ".cos()",
        ".exp2()",
    ];
    for (file, text) in all().into_iter().filter(|(file, _)| floor_of(file) == Some("model")) {
        for (i, line) in code(&text) {
            for word in FORBIDDEN.iter().chain(&PLATFORM_MATH) {
                assert!(!line.contains(word), "src/{file}:{}: `{word}` in the model: {line}", i + 1);
            }
        }
    }
}

#[test]
fn widgets_know_no_word_of_the_domain() {
    for (file, text) in all().into_iter().filter(|(file, _)| file.starts_with("tui/widgets")) {
        for (i, line) in code(&text) {
            for floor in ["model", "scenario", "experiment", "playthrough", "report"] {
                assert!(!line.contains(&format!("crate::{floor}")), "src/{file}:{}: {line}", i + 1);
            }
        }
    }
}

#[test]
fn files_say_what_they_are_and_stay_small() {
    for (file, text) in all() {
        assert!(text.starts_with("//!"), "src/{file} does not open with what it is");
        assert!(!file.ends_with("mod.rs"), "src/{file}: use foo.rs beside foo/");
        let lines = code(&text).count();
        // The table of structural parameters is one table by design.
        let limit = if file == "model/parameters.rs" { 500 } else { 400 };
        assert!(lines <= limit, "src/{file} has {lines} lines of code: move a wall");
        assert!(!text.contains("mod tests {\n    #[ignore"), "src/{file} hides a test");
    }
}
