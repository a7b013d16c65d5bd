//! Roles: docs/roles.md is of these roles and this model, and the command says what it should.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use weights_of_nations::experiment::ensemble::Workers;
use weights_of_nations::model::random::Seed;
use weights_of_nations::report::roles::{MARKS, mark, sample_digest};
use weights_of_nations::scenario::{Scenario, built_ins};

const REFRESH: &str =
    "refresh it by `cargo run --release -- roles --all --adopters 2500 --update docs/roles.md`";

fn document() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/roles.md");
    fs::read_to_string(path).expect("docs/roles.md").replace("\r\n", "\n")
}

fn scenarios() -> Vec<Scenario> {
    built_ins().into_iter().map(|name| Scenario::built_in(name).expect("a built-in scenario")).collect()
}

fn roles(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_weights"))
        .arg("roles")
        .args(arguments)
        .output()
        .expect("the program starts")
}

/// A file of which `text` gives the roles.
fn file(folder: &Path, text: &str) -> String {
    let path = folder.join("mine.toml");
    fs::write(&path, format!("format = 1\ntitle = \"Mine\"\nextends = \"history\"\n{text}")).expect("a file");
    path.display().to_string()
}

#[test]
fn the_document_tells_of_these_roles_and_this_model() {
    let digest = sample_digest(&scenarios(), Seed(1), &Workers::new(0).expect("threads")).expect("a sample");
    let wanted = mark(&digest);
    assert!(
        document().contains(&wanted),
        "docs/roles.md is of other roles or another model: {REFRESH} ({wanted})"
    );
}

#[test]
fn the_document_has_a_row_for_every_role_and_none_breaks_a_rule() {
    let document = document();
    let (_, rest) = document.split_once(MARKS.begin).expect("tables begin");
    let (tables, _) = rest.split_once(MARKS.end).expect("tables end");
    let mut sections = tables.split("\n### ").skip(1);
    for scenario in scenarios() {
        let section = sections.next().expect("a section for every scenario");
        assert!(section.starts_with(&format!("`{}`", scenario.name)), "{section}: {REFRESH}");
        let mut rows = section.lines().filter(|line| line.starts_with("| `"));
        for role in &scenario.roles {
            let row = rows.next().expect("a row for every role");
            assert!(row.starts_with(&format!("| `{}` ", role.id)), "{}: {row}: {REFRESH}", scenario.name);
            let cells: Vec<&str> = row.split(" | ").collect();
            let percent =
                |cell: &str| cell.trim_end_matches(" %").parse::<f64>().expect("a share in per cent");
            assert!(percent(cells[2]) <= 35.0 && percent(cells[3]) >= 60.0, "{}: {row}", scenario.name);
            let levers = cells[5].split(':').next().and_then(|count| count.parse::<usize>().ok());
            assert!(levers.is_some_and(|count| count >= 3), "{}: {row}", scenario.name);
        }
        assert_eq!(rows.next(), None, "{}: {REFRESH}", scenario.name);
    }
}

#[test]
fn a_role_that_is_no_game_fails_the_check() {
    let folder = tempfile::tempdir().expect("a folder");
    let easy = "[roles.easy]\nlevers = [\"row.public_compute\"]\ngoal = \"Do little.\"\n\
                targets = [{ measure = \"adoption_share\", bloc = \"us\", op = \">=\", value = 0.01 }]\n";
    let path = file(folder.path(), easy);
    let small = ["--role", "easy", "--runs", "8", "--adopters", "200"];
    let passed = roles(&[&[path.as_str()], &small[..]].concat());
    assert!(passed.status.success(), "{}", String::from_utf8_lossy(&passed.stderr));
    let text = String::from_utf8_lossy(&passed.stdout);
    assert!(text.contains("easy (easy)") && text.contains("doing nothing  100 %"), "{text}");
    let failed = roles(&[&[path.as_str(), "--check"], &small[..]].concat());
    assert_eq!(failed.status.code(), Some(1));
    let message = String::from_utf8_lossy(&failed.stderr);
    assert!(message.contains("easy of mine: doing nothing reaches the goal in more than 35 %"), "{message}");
    assert!(message.contains("fewer than 3 levers"), "{message}");
}

#[test]
fn the_same_seed_gives_the_same_bytes_for_any_number_of_threads() {
    let of = |jobs| {
        let output = roles(&[
            "two-worlds",
            "--role",
            "openai",
            "--runs",
            "8",
            "--adopters",
            "150",
            "--format",
            "json",
            "--jobs",
            jobs,
        ]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    };
    let text = of("1");
    assert_eq!(text, of("3"));
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let role = &json["roles"][0];
    assert_eq!((json["runs"].as_u64(), role["role"].as_str()), (Some(8), Some("openai")));
    assert_eq!(role["levers"].as_array().map(Vec::len), Some(3));
    assert!(role["targets"][0]["doing_nothing"]["median"].is_number());
}

#[test]
fn wrong_usage_is_told() {
    let unknown = roles(&["history", "--role", "chinese_government"]);
    assert_eq!(unknown.status.code(), Some(2));
    let message = String::from_utf8_lossy(&unknown.stderr);
    assert!(message.contains("did you mean `china_government`?"), "{message}");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("roles.md");
    fs::write(&path, "no marks").expect("a file");
    let refused = roles(&["history", "--update", &path.display().to_string()]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains(MARKS.begin));
}
