//! Every mistake in a scenario file gives its exact message and exit code 2. The files of `tests/invalid` hold
//! one mistake each, with the message beside them; `BLESS=1 cargo test --test scenario_invalid` rewrites the messages.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn check(folder: &Path, file: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_weights"));
    command.current_dir(folder).args(["scenario", "check", file]).output().unwrap()
}

/// What a refused file printed; it must have printed nothing else.
fn refusal(folder: &Path, file: &str) -> String {
    let output = check(folder, file);
    assert_eq!(output.status.code(), Some(2), "{file}: {output:?}");
    assert!(output.stdout.is_empty(), "{file}: {output:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn every_mistake_gives_its_message() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/invalid");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    assert!(files.len() > 80, "{} files", files.len());
    let mut parted = Vec::new();
    for path in &files {
        let actual = refusal(&folder, &path.file_name().unwrap().to_string_lossy());
        let expected_path = path.with_extension("txt");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expected_path, &actual).unwrap();
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default().replace("\r\n", "\n");
        if actual != expected {
            parted.push(format!("{}\nexpected:\n{expected}\nactual:\n{actual}", path.display()));
        }
    }
    assert!(parted.is_empty(), "{}", parted.join("\n"));
}

#[test]
fn every_message_has_its_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/invalid");
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        assert!(path.is_dir() || path.with_extension("toml").is_file(), "{} has no scenario", path.display());
    }
}

#[test]
fn what_is_no_text_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("folder.toml")).unwrap();
    fs::write(at("latin1.toml"), b"format = 1\ntitle = \"caf\xe9\"\n").unwrap();
    let large = fs::File::create(at("large.toml")).unwrap();
    large.set_len(100_000_000).unwrap();
    let cases = [
        (
            "folder.toml",
            "error: folder.toml: this is a directory; a scenario is a file\n  help: name a .toml file inside it\n",
        ),
        (
            "missing.toml",
            "error: missing.toml: there is no such file\n  help: check the path; `weights scenario list` names the \
             built-in scenarios\n",
        ),
        (
            "latin1.toml",
            "error: latin1.toml:2:13: the file is not UTF-8 text\n  2 | title = \"caf\u{fffd}\"\n    |             \
             ^\n  help: save it as UTF-8 in your editor\n",
        ),
        (
            "large.toml",
            "error: large.toml: the file is larger than 1 MB, the most that a scenario may have\n  help: a scenario is a \
             few pages of TOML; is this the right file?\n",
        ),
    ];
    for (file, expected) in cases {
        assert_eq!(refusal(folder.path(), file), expected);
    }
}

#[test]
fn an_unknown_name_brings_the_nearest() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mine.toml"), "").unwrap();
    let near = refusal(folder.path(), "two-wrlds");
    assert!(near.contains("did you mean `two-worlds`?"), "{near}");
    let file = refusal(folder.path(), "mine");
    assert!(file.contains("there is a file of that name: `mine.toml`"), "{file}");
}

#[test]
fn a_long_chain_is_refused_and_a_short_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let text = |parent: &str| format!("format = 1\ntitle = \"Link\"\nextends = \"{parent}\"\n");
    fs::write(folder.path().join("link0.toml"), text("history")).unwrap();
    for i in 1..40 {
        fs::write(folder.path().join(format!("link{i}.toml")), text(&format!("link{}", i - 1))).unwrap();
    }
    assert_eq!(check(folder.path(), "link10.toml").status.code(), Some(0));
    let refused = refusal(folder.path(), "link39.toml");
    assert!(refused.contains("more than 16 files extend one another"), "{refused}");
}

#[test]
fn an_inherited_target_after_the_end_is_a_mistake() {
    let folder = tempfile::tempdir().unwrap();
    let parent = "format = 1\ntitle = \"P\"\nextends = \"history\"\n[roles.me]\nlevers = [\"us.market_ban\"]\ngoal = \"G\"\n\
                  targets = [{ measure = \"market_index\", op = \">=\", value = 0, month = \"2029-01\" }]\n";
    fs::write(folder.path().join("parent.toml"), parent).unwrap();
    let child = "format = 1\ntitle = \"C\"\nextends = \"parent\"\n[time]\nends = \"2028-12\"\n";
    fs::write(folder.path().join("child.toml"), child).unwrap();
    assert_eq!(check(folder.path(), "parent.toml").status.code(), Some(0));
    let refused = refusal(folder.path(), "child.toml");
    assert!(refused.contains("the role `me` has a target later than 2028-12, the new end"), "{refused}");
}

#[test]
fn a_file_that_is_wrong_throughout_is_refused_in_good_time() {
    let folder = tempfile::tempdir().unwrap();
    let head = "format = 1\ntitle = \"T\"\nextends = \"history\"\n";
    let many = |line: &dyn Fn(usize) -> String| (0..20_000).map(line).collect::<String>();
    let cases = [
        ("keys", format!("{head}{}", many(&|i| format!("key{i} = {i}\n"))), "20000 mistakes"),
        ("syntax", format!("{head}{}", many(&|i| format!("key{i} {i}\n"))), "this is not TOML"),
        (
            "levers",
            format!("{head}[levers.us]\n{}", many(&|i| format!("lever{i} = {i}\n"))),
            "20000 mistakes",
        ),
        (
            "events",
            format!("{head}{}", many(&|i| format!("[[events]]\nid = \"e{i}\"\n"))),
            "more than the 200",
        ),
        ("labs", format!("{head}{}", many(&|i| format!("[[labs]]\nid = \"l{i}\"\n"))), "mistakes"),
        ("nested", format!("{head}x = {}", "[".repeat(100_000)), "this is not TOML"),
        ("tables", format!("{head}{} = 1\n", vec!["a"; 100_000].join(".")), "this is not TOML"),
        ("inline", format!("{head}x = {}", "{ a = ".repeat(100_000)), "this is not TOML"),
    ];
    for (name, text, expected) in cases {
        let file = format!("{name}.toml");
        fs::write(folder.path().join(&file), text).unwrap();
        let start = std::time::Instant::now();
        let report = refusal(folder.path(), &file);
        assert!(start.elapsed().as_secs() < 20, "{name} took {:?}", start.elapsed());
        assert!(report.contains(expected), "{name}: {}", report.chars().take(2000).collect::<String>());
        assert!(report.len() < 100_000, "{name}: {} bytes", report.len());
    }
}

#[test]
fn a_name_cannot_disturb_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let text = "format = 1\ntitle = \"T\"\nextends = \"history\"\n\"\\u001b[31m\\n\" = 1\n[[events]]\nid = \"\\u001b\"\n";
    fs::write(folder.path().join("escape.toml"), text).unwrap();
    let report = refusal(folder.path(), "escape.toml");
    assert!(report.chars().all(|c| c == '\n' || !c.is_control()), "{report:?}");
}
