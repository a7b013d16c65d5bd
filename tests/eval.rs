//! The command `eval` as a whole program: answers in order, at once, the same on any number of threads; bad
//! points told in their place.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_weights"));
    command.arg("eval").args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn answered(args: &[&str], input: &[u8]) -> Output {
    let mut child = program(args).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // A program that refuses its arguments reads nothing.
            let _ = stdin.write_all(input);
        });
        child.wait_with_output().unwrap()
    })
}

fn lines(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn input(points: &[Value]) -> Vec<u8> {
    points.iter().map(|point| format!("{point}\n")).collect::<String>().into_bytes()
}

const SMALL: [&str; 5] = ["history", "--adopters", "200", "--replicates", "3"];
const GAP: &str = "frontier_gap__pair_us_china";

#[test]
fn answers_come_in_order_and_are_the_same_on_any_number_of_threads() {
    let points: Vec<Value> = (0..40)
        .map(|i| {
            let level = f64::from(i % 5) / 4.0;
            json!({"id": i, "settings": {"us.export_controls@2026-01": level}, "replicates": 1 + i % 4,
                   "measures": [GAP, "adoption_share__bloc_china@2028-06"]})
        })
        .collect();
    let with = |jobs: &str| answered(&[&SMALL[..], &["--jobs", jobs]].concat(), &input(&points));
    let (one, three) = (with("1"), with("3"));
    assert_eq!(one.status.code(), Some(0), "{one:?}");
    assert_eq!(one.stdout, three.stdout);
    let answers = lines(&one);
    assert_eq!(answers.len(), 40);
    for (i, answer) in answers.iter().enumerate() {
        assert_eq!((&answer["id"], &answer["status"]), (&json!(i), &json!("ok")));
        assert_eq!(answer["replicates"], json!(1 + i % 4));
    }
    // Equal settings and replicates give equal answers wherever they stand; others do not.
    assert_eq!(answers[0]["measures"], answers[20]["measures"]);
    assert_ne!(answers[4]["measures"][GAP], answers[8]["measures"][GAP]);
}

#[test]
fn an_answer_agrees_with_run() {
    let run = Command::new(env!("CARGO_BIN_EXE_weights"))
        .args(["run", "history", "--adopters", "300", "--runs", "6", "--seed", "9", "--format", "json"])
        .args(["--set", "us.export_controls=tight@2026-01", "--set", "network_strength=3"])
        .output()
        .unwrap();
    let run: Value = serde_json::from_slice(&run.stdout).unwrap();
    let point = json!({"settings": {"us.export_controls@2026-01": "tight", "network_strength": 3}, "seed": 9,
                       "replicates": 6, "adopters": 300, "report": "spread", "series": [GAP]});
    let output = answered(&["history"], &input(&[point]));
    let answer = &lines(&output)[0];
    assert_eq!(answer["id"], json!(1), "a point without a name is called by its line");
    let series = run["series"].as_array().unwrap();
    assert_eq!(
        answer["measures"].as_object().unwrap().len(),
        series.len(),
        "all measures when none is named"
    );
    let gap =
        series.iter().find(|one| one["measure"] == "frontier_gap" && one["pair"] == "us-china").unwrap();
    for number in ["mean", "p10", "median", "p90"] {
        assert_eq!(answer["series"][GAP][number], gap[number], "{number}");
        assert_eq!(answer["measures"][GAP][number], gap[number].as_array().unwrap()[83], "{number}");
    }
    assert_eq!(answer["end_worlds"], run["end_worlds"]);
    assert_eq!(answer["months"], run["months"]);
}

#[test]
fn replicates_can_be_told_one_by_one_and_their_mean_is_the_mean() {
    let ask = |report: &str| json!({"report": report, "measures": [GAP], "series": ["market_index"], "replicates": 4});
    let output = answered(&SMALL, &input(&[ask("runs"), ask("mean")]));
    let answers = lines(&output);
    let runs: Vec<f64> =
        answers[0]["measures"][GAP].as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect();
    let mean = answers[1]["measures"][GAP].as_f64().unwrap();
    assert!((runs.iter().sum::<f64>() / 4.0 - mean).abs() < 2e-6, "{runs:?} {mean}");
    let series = answers[0]["series"]["market_index"].as_array().unwrap();
    assert_eq!((series.len(), series[0].as_array().unwrap().len()), (4, 84));
    assert_eq!(answers[0]["end_worlds"].as_array().unwrap().len(), 4);
}

#[test]
fn who_waits_for_an_answer_gets_it_at_once() {
    let mut child = program(&SMALL).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    // Each point is made from the answer before it: a program that waited for more would hang here.
    let mut level = 0.0;
    for i in 0..5 {
        writeln!(
            stdin,
            "{}",
            json!({"id": i, "settings": {"us.export_controls@2026-01": level}, "measures": [GAP]})
        )
        .unwrap();
        let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["id"], json!(i));
        level = answer["measures"][GAP].as_f64().unwrap().abs() % 1.0;
    }
    drop(stdin);
    assert!(answers.next().is_none());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_bad_point_is_told_in_its_place_and_the_rest_go_on() {
    let cases: [(&str, &str); 27] = [
        (
            "nonsense",
            "this is no JSON: it stops to be so at column 1, before `nonsense` a point is one object on one line",
        ),
        ("[1, 2]", "this is a list, not an object a point is one object"),
        (r#"{"seed": NaN}"#, "at column 10, before `NaN}` JSON has no NaN"),
        (r#"{"seed": 1,}"#, "before `}` keys and texts stand in double quotes"),
        (r#"{seed: 1}"#, "at column 2, before `seed: 1}` keys and texts stand in double quotes"),
        (r#"{"id": 7"#, "this is no JSON: it ends too soon close each text"),
        (r#"{"seed": 1, "seed": 2}"#, "the key `seed` stands twice give each key once"),
        (r#"{"setings": {}}"#, "did you mean `settings`?"),
        (r#"{"settings": []}"#, "`settings` is []; it must be an object"),
        (
            r#"{"settings": {"us.market_ban": 1, "us.market_ban": 0}}"#,
            "`settings`: the key `us.market_ban` stands twice give each key once",
        ),
        (r#"{"settings": {"us.export_contrls": 1}}"#, "did you mean `us.export_controls`?"),
        (r#"{"settings": {"us.export_controls": 1.5}}"#, "it must be from 0 to 1"),
        (r#"{"settings": {"us.export_controls": "tihgt"}}"#, "tight (0.75)"),
        (r#"{"settings": {"us.export_controls": true}}"#, "is true; it must be a number"),
        (r#"{"settings": {"us.export_controls": 1e999}}"#, "is not a number"),
        (r#"{"settings": {"us.export_controls@2031-01": 1}}"#, "2024-01 to 2030-12"),
        (r#"{"settings": {"us.export_controls@soon": 1}}"#, "YYYY-MM"),
        (r#"{"settings": {"labs.deepsek.compute": 0}}"#, "did you mean `deepseek`?"),
        (r#"{"seed": -1}"#, "`seed` is -1; it must be a whole number from 0 to 18446744073709551615"),
        (r#"{"replicates": 0}"#, "whole number from 1 to 10000"),
        (r#"{"adopters": 99.5}"#, "whole number from 100 to 1000000"),
        (r#"{"measures": "frontier_gap"}"#, "must be a list of names"),
        (r#"{"measures": ["fronteer_gap"]}"#, "did you mean `frontier_gap`?"),
        (r#"{"measures": ["market_index@2031-01"]}"#, "a month from 2024-01 to 2030-12"),
        (r#"{"series": ["lab_share__lab_deepsek"]}"#, "did you mean `lab_share__lab_deepseek`?"),
        (r#"{"report": "media"}"#, "it must be one of: mean, spread, runs"),
        (r#"{"replicates": 10000, "series": ["adoption_share"]}"#, "ask for fewer replicates"),
    ];
    let good = r#"{"measures": ["market_index"], "replicates": 1}"#;
    let mut text = format!("{good}\n\n");
    cases.iter().for_each(|(line, _)| text += &format!("{line}\n"));
    let mut bytes = text.into_bytes();
    bytes.extend_from_slice(b"{\"id\": \"caf\xe9\"}\n");
    bytes.extend(std::iter::repeat_n(b' ', 1_100_000));
    bytes.extend(format!("\n{good}").into_bytes());
    let output = answered(&SMALL, &bytes);
    assert_eq!(output.status.code(), Some(1), "{:?}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("29 of 31 points could not be evaluated"), "{told}");
    let answers = lines(&output);
    assert_eq!(answers.len(), cases.len() + 4);
    for ((line, expected), answer) in cases.iter().zip(&answers[1..]) {
        assert_eq!(answer["status"], "error", "{line}: {answer}");
        let told =
            format!("{} {}", answer["message"].as_str().unwrap(), answer["help"].as_str().unwrap_or(""));
        assert!(told.contains(expected), "{line}: {told}");
    }
    assert_eq!(answers[1]["id"], json!(3), "named by its line, blank ones counted");
    let [latin, long, last] = &answers[answers.len() - 3..] else { panic!("three more") };
    assert!(latin["message"].as_str().unwrap().contains("not UTF-8"), "{latin}");
    assert!(long["message"].as_str().unwrap().contains("longer than 1000000 bytes"), "{long}");
    assert_eq!((&last["status"], &last["measures"]), (&json!("ok"), &answers[0]["measures"]));
}

#[test]
fn names_come_back_as_they_were_given() {
    let ids = [r#""a \" b""#, "12345678901234567890123", r#"{"x":[1,null]}"#, "null"];
    let text: String =
        ids.iter().map(|id| format!("{{\"id\":{id},\"replicates\":1,\"measures\":[]}}\n")).collect();
    let output = answered(&SMALL, text.as_bytes());
    let out = String::from_utf8(output.stdout).unwrap();
    for (line, id) in out.lines().zip(ids) {
        assert!(line.starts_with(&format!("{{\"id\":{id},\"status\":\"ok\"")), "{line}");
    }
}

#[test]
fn no_points_are_no_mistake_and_wrong_arguments_are() {
    let none = answered(&SMALL, b"\n  \n");
    assert_eq!((none.status.code(), none.stdout.len()), (Some(0), 0));
    for (args, expected) in [
        (&["histry"][..], "did you mean `history`?"),
        (&["history", "--measure", "fronteer_gap"], "did you mean `frontier_gap`?"),
        (
            &["history", "--series", "frontier_gap__pair_us_chin"],
            "did you mean `frontier_gap__pair_us_china`?",
        ),
        (&["history", "--replicates", "0"], "from 1 to 10000"),
        (&["history", "--report", "all"], "possible values: mean, spread, runs"),
    ] {
        let output = answered(args, b"");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {told}");
        assert!(told.contains(expected) && output.stdout.is_empty(), "{args:?}: {told}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_ends_the_program_though_the_input_stays_open() {
    let mut child = program(&SMALL).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    writeln!(stdin, "{}", json!({"measures": ["market_index"]})).unwrap();
    answers.read_line(&mut first).unwrap();
    drop(answers);
    // The next answer finds nobody; the input is still open then.
    writeln!(stdin, "{}", json!({"measures": ["market_index"]})).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    drop(stdin);
}

#[cfg(unix)]
#[test]
fn input_that_cannot_be_read_fails() {
    let folder = std::fs::File::open(env!("CARGO_MANIFEST_DIR")).unwrap();
    let output = program(&SMALL).stdin(folder).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot be read after line 0"), "{output:?}");
}
