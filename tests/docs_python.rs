//! docs/python.md shows what stands in examples/python, and `.ci/python` runs all of it.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Lines without what stands before them in all: an excerpt may be set in less.
fn plain(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).collect()
}

/// Blocks of code in Python and SQL, each with the mark before it.
fn blocks(document: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = document.lines().collect();
    let opens = |line: &str| line == "```python" || line == "```sql";
    let starts = (0..lines.len()).filter(|&i| opens(lines[i]));
    let block = |i: usize| {
        let code = lines[i + 1..].iter().take_while(|line| **line != "```");
        let mark = lines[i - 1].trim_start_matches("<!-- ").trim_end_matches(" -->").to_owned();
        (mark, code.copied().collect::<Vec<&str>>().join("\n"))
    };
    starts.map(block).collect()
}

#[test]
fn every_block_stands_in_the_file_that_it_names() {
    let document = fs::read_to_string(root().join("docs/python.md")).unwrap();
    let blocks = blocks(&document);
    assert!(blocks.len() >= 7, "{}", blocks.len());
    for (mark, code) in blocks {
        let file = root().join(&mark);
        assert!(mark.starts_with("examples/python/") && file.is_file(), "no mark before:\n{code}");
        let text = fs::read_to_string(file).unwrap();
        let (whole, part) = (plain(&text), plain(&code));
        assert!(whole.windows(part.len()).any(|lines| lines == part), "{mark} has no such lines:\n{code}");
    }
}

#[test]
fn every_example_is_told_and_run() {
    let document = fs::read_to_string(root().join("docs/python.md")).unwrap();
    let runner = fs::read_to_string(root().join(".ci/python")).unwrap();
    let entries = fs::read_dir(root().join("examples/python")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let scripts: Vec<String> = names.filter(|name| name.ends_with(".py")).collect();
    assert!(scripts.len() >= 6, "{scripts:?}");
    for name in scripts {
        assert!(document.contains(&format!("](../examples/python/{name})")), "{name} is not told of");
        let is_run = runner.contains(&format!("\nstep {name}"));
        assert!(is_run || name == "closed_loop.py", "{name} is not run");
    }
}
