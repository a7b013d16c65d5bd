//! Playthroughs as files and run codes, through the whole program: replay, verify, code, and what is refused.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use weights_of_nations::model::lever::{LEVERS, Lever};
use weights_of_nations::model::random::{Seed, name_key};
use weights_of_nations::playthrough::record::{MODEL_VERSION, Record, Terms};
use weights_of_nations::playthrough::{Facts, Game};
use weights_of_nations::scenario::Scenario;

fn weights(state: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_weights"));
    command.args(args).env("XDG_STATE_HOME", state).output().expect("the program starts")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A small game with two lines, as a record.
fn record() -> Record {
    let scenario = Scenario::built_in("two-worlds").expect("built in");
    let terms = Terms { seed: Seed(7), futures: 0, adopters: Some(400), role: None, dilemmas: false };
    let mut game = Game::new(Facts::of(&scenario, &terms).expect("the observer"));
    game.set_lever(Lever::UsExportControls, Some(0.8));
    (0..4).for_each(|_| assert!(game.step()));
    let mut record = Record::of(&game.snapshot());
    let first = record.results.clone();
    assert!(game.branch(scenario.play_from + 2, "no controls"));
    game.set_lever(Lever::UsExportControls, Some(0.0));
    (0..9).for_each(|_| assert!(game.step()));
    let main = first[0].clone();
    record = Record::of(&game.snapshot());
    record.results[0] = main;
    record
}

#[test]
fn a_playthrough_is_told_verified_and_written_as_a_code() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("game.toml");
    fs::write(&file, record().to_text()).expect("a file");
    let file = file.to_str().expect("a path");
    let told = weights(folder.path(), &["replay", file, "--text"]);
    assert!(told.status.success(), "{}", err(&told));
    let text = out(&told);
    for part in [
        "seed 7, 400 adopters",
        "\"no controls\" of 2",
        "to 0.80",
        "to 0.00",
        "Not played to the end yet",
        "WN1-",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(
        out(&weights(folder.path(), &["replay", file])),
        text,
        "without a terminal it is told as text"
    );
    let verified: Vec<String> = ["1", "2"]
        .map(|jobs| {
            let verified = weights(folder.path(), &["verify", file, "--jobs", jobs]);
            assert_eq!(verified.status.code(), Some(0), "{}", err(&verified));
            out(&verified)
        })
        .to_vec();
    assert_eq!(verified[0], verified[1], "threads change no byte");
    assert!(verified[0].ends_with("the bytes agree\n") && verified[0].matches("agrees").count() == 2);
    let written = weights(folder.path(), &["code", file]);
    assert!(err(&written).contains("this line only; the file keeps all 2 lines"), "{}", err(&written));
    let code = out(&written);
    assert_eq!(err(&weights(folder.path(), &["code", code.trim()])), "", "a code has one line");
    let verified = weights(folder.path(), &["verify", code.trim()]);
    assert_eq!(verified.status.code(), Some(0), "{}", err(&verified));
    let again = out(&weights(folder.path(), &["replay", "--text", code.trim()]));
    assert!(again.contains("to 0.00") && again.contains(code.trim()), "{again}");
}

#[test]
fn what_does_not_agree_is_said_and_what_is_wrong_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let record = record();
    let text = record.to_text();
    let given = |name: &str, text: &str| {
        let file = folder.path().join(name);
        fs::write(&file, text).expect("a file");
        file.to_str().expect("a path").to_owned()
    };
    let refused = |args: &[&str], code: i32, reason: &str| {
        let output = weights(folder.path(), args);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {}", err(&output));
        assert!(err(&output).contains(reason), "{args:?}: {}", err(&output));
    };
    let moved = given("moved.toml", &text.replacen("value = 0.8", "value = 0.9", 1));
    refused(&["verify", &moved], 1, "the bytes do not agree");
    let moved = given("moved-here.toml", &text.replacen("value = 0.0", "value = 0.05", 1));
    refused(&["replay", &moved, "--text"], 2, "give another history here");
    let newer = given("newer.toml", &text.replacen(&format!("model = {MODEL_VERSION}"), "model = 9999", 1));
    for command in ["verify", "replay", "code"] {
        refused(&[command, &newer], 2, "the same moves would give another history");
    }
    let wrong = given("wrong.toml", &text.replacen("us.export_controls", "us.export_contrls", 1));
    refused(&["verify", &wrong], 2, "did you mean `us.export_controls`?");
    let own = given("own.toml", &text.replacen("two-worlds", "mine", 1));
    refused(&["verify", &own], 2, "--scenario FILE");
    refused(&["verify", "nothing.toml"], 2, "there is no such file");
    let code = record.to_code();
    let slip = code.replacen(&code[10..11], if &code[10..11] == "0" { "1" } else { "0" }, 1);
    refused(&["replay", &slip], 2, "slip");
    #[cfg(feature = "tui")]
    refused(&["play", "--resume"], 2, "no game has been kept yet");
}

/// The golden results and the names and order of the levers, on which run codes hang.
fn golden() -> u64 {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("golden files").map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "csv"));
    files.sort();
    let texts =
        files.iter().map(|path| fs::read_to_string(path).expect("a golden file").replace("\r\n", "\n"));
    let levers: Vec<&str> = LEVERS.iter().map(|spec| spec.name).collect();
    name_key(&format!("{}{}", texts.collect::<String>(), levers.join(",")))
}

/// The versions of the model's numbers stand in a file, each with the digest of its golden results. Where
/// these have changed, `MODEL_VERSION` is to be raised; `BLESS=1 cargo test --test playthrough` then adds it.
#[test]
fn the_model_version_is_raised_whenever_golden_results_change() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/model-versions.txt");
    let known = fs::read_to_string(&path).unwrap_or_default();
    let row = format!("{MODEL_VERSION} {:016x}", golden());
    let of_this = known.lines().find(|line| line.split(' ').next() == Some(&MODEL_VERSION.to_string()));
    match of_this {
        Some(line) => assert_eq!(
            line, row,
            "golden results have changed: raise MODEL_VERSION in src/model.rs, then BLESS=1 cargo test --test playthrough"
        ),
        None if std::env::var_os("BLESS").is_some() => {
            fs::write(&path, format!("{known}{row}\n")).expect("the file of versions");
        }
        None => panic!("version {MODEL_VERSION} is not on record: BLESS=1 cargo test --test playthrough"),
    }
}
