//! Records and codes: what is written reads as it was, slips are found, and nothing breaks the readers.

use std::fs;

use proptest::prelude::*;

use super::*;
use crate::model::lever::{LEVERS, Lever};
use crate::playthrough::fixture::{facts, game};
use crate::playthrough::journal::{LeverMove, Prediction};
use crate::playthrough::line::{Line, LineId};
use crate::playthrough::{HEADLINES, Headline};

/// A game with a bit of everything.
fn played() -> Game {
    let mut game = game();
    game.set_lever(Lever::UsExportControls, Some(0.45));
    (0..3).for_each(|_| assert!(game.step()));
    game.predict(Prediction { of: Headline::OpenShare, change: -0.025 });
    game.try_out(LeverMove {
        lever: Lever::ChinaChipProgramme,
        from: Month(22),
        value: Some(0.123_456_789),
        until: Some(Month(30)),
    });
    game.try_out(LeverMove::step(Lever::UsStateRegimes, Month(19), Some(12.0)));
    assert!(game.apply());
    (0..2).for_each(|_| assert!(game.step()));
    assert!(game.branch(Month(17), "\"quoted\" \\ line") && game.step());
    game.set_lever(Lever::UsExportControls, None);
    assert!(game.step() && game.undo() && game.undo());
    game
}

fn record() -> Record {
    Record::of(&played().snapshot())
}

#[test]
fn a_record_reads_as_it_is_written() {
    let record = record();
    let text = record.to_text();
    let again = Record::from_text("game.toml", &text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(again, record, "{text}");
    assert_eq!(again.to_text(), text);
    insta::assert_snapshot!(
        text.replace(env!("CARGO_PKG_VERSION"), "VERSION")
            .replace(&record.digest.to_string(), "DIGEST")
            .replace(&record.result().expect("a result").to_string(), "RESULT")
    );
}

#[test]
fn a_game_goes_on_from_its_record_and_from_its_code() {
    let before = played().snapshot();
    let resumed = record().resume(facts()).expect("it fits").snapshot();
    assert_eq!((&resumed.played, &resumed.lines), (&before.played, &before.lines));
    assert!(resumed.can_redo, "what was taken back can still be done again");
    let code = Code::read(&Record::of(&before).to_code()).expect("a code");
    assert_eq!(code.model, MODEL_VERSION);
}

#[test]
fn what_does_not_fit_is_refused_with_its_reason() {
    let fits = |change: fn(&mut Record)| {
        let mut record = record();
        change(&mut record);
        record.resume(facts()).map(|_| ()).map_err(|misfit| misfit.to_string())
    };
    let refused = |change, reason: &str| {
        let message = fits(change).expect_err("refused");
        assert!(message.contains(reason), "{message}");
    };
    assert_eq!(fits(|_| ()), Ok(()));
    refused(|record| record.model += 1, "the same moves would give another history");
    refused(|record| record.digest = Digest::of_text(""), "is not the one of that name here");
    refused(
        |record| record.play_from = Month(15),
        "its play begins in 2025-04, that of the scenario in 2025-05",
    );
    refused(|record| record.results[1] = Some(Digest::of_text("")), "its moves give another history here");
    let long = |record: &mut Record| {
        let journal = Journal::of(vec![Entry::Month; 69]);
        let line = Line { id: LineId(0), name: "long".into(), begun: None, journal };
        record.lines = Lines::of(vec![line], 0).expect("a line");
    };
    refused(long, "its line `long` has more months than the scenario, which ends in 2030-12");
}

#[test]
fn mistakes_are_told_with_their_place() {
    let text = record().to_text();
    let told = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        let error = Record::from_text("game.toml", &text.replacen(from, to, 1)).expect_err(to);
        error.to_string()
    };
    let cases = [
        ("format = 1", "format = 2", "this playthrough is of format 2; this program reads format 1"),
        ("format = 1\n", "", "the key `format` is missing"),
        (
            &format!("model = {MODEL_VERSION}"),
            "model = -1",
            "`model` is -1; it must be a whole number from 0",
        ),
        ("us.export_controls", "us.export_contrls", "did you mean `us.export_controls`?"),
        ("value = 0.45", "value = 7", "it must be a number from 0 to 1"),
        ("kind = \"move\"", "kind = \"mov\"", "did you mean `move`?"),
        ("month = \"2025-05\"", "month = \"2025-04\"", "entries stand in order of month"),
        ("name = \"main\"", "nmae = \"main\"", "did you mean `name`?"),
        ("in_play = true", "in_play = false", "0 lines are in play"),
        ("until = \"2026-07\"", "until = \"2025-05\"", "the month after the ramp begins"),
        ("with_previous = true", "with_previous = 1", "true or false, without quotes"),
        ("of = \"open_share\"", "of = \"open\"", "there is no quantity `open`"),
        ("now = \"2025-10\"", "now = \"2025-04\"", "the month in which play begins"),
        ("seed = 7", "seed = -7", "it must be a whole number from 0 to 18446744073709551615"),
        ("result = \"", "result = \"x", "32 hexadecimal digits"),
    ];
    for (from, to, reason) in cases {
        let message = told(from, to);
        assert!(message.contains(reason) && message.contains("game.toml"), "{from} -> {to}: {message}");
    }
    for text in ["", "# nothing\n", "no toml", "[[lines]]\n", "format = 1\nlines = []\n"] {
        assert!(!Record::from_text("game.toml", text).expect_err(text).to_string().is_empty());
    }
    let two = told("seed = 7", "seed = -7\nmore = 1");
    assert!(two.starts_with("2 mistakes in the playthrough"), "{two}");
}

#[test]
fn games_are_kept_in_files_of_their_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let shelf = Shelf::at(&folder.path().join("deep/er"));
    assert!(shelf.files().is_empty());
    let record = record();
    let (first, second) = (shelf.add(&record).expect("written"), shelf.add(&record).expect("written"));
    assert!(first.ends_with("two-worlds-1.toml") && second.ends_with("two-worlds-2.toml"));
    let mut later = record.clone();
    later.seed = Seed(u64::MAX);
    Shelf::replace(&first, &later).expect("replaced");
    assert_eq!(Record::load(&first).expect("whole"), later);
    assert_eq!(fs::read_dir(shelf.folder()).expect("a folder").count(), 2, "nothing else is left");
    assert_eq!(shelf.files().len(), 2);
    fs::write(folder.path().join("file"), "").expect("a file");
    let blocked = Shelf::at(&folder.path().join("file/below"));
    assert!(blocked.add(&record).expect_err("no folder").to_string().contains("cannot be written"));
}

#[test]
fn codes_of_other_versions_and_scenarios_are_refused() {
    let record = record();
    let code = Code::read(&record.to_code()).expect("a code");
    // The small game's scenario has the name of a built-in one and is none.
    assert_eq!(code.record(None), Err(CodeError::Changed("two-worlds".into())));
    let mut own = record.clone();
    own.scenario = "mine".into();
    let code = Code::read(&own.to_code()).expect("a code");
    assert_eq!(code.record(None), Err(CodeError::OwnScenario));
    let other = Scenario::built_in("history").expect("built in");
    assert_eq!(code.record(Some(&other)), Err(CodeError::OtherScenario("history".into())));
    let mut newer = record.clone();
    newer.model += 1;
    assert_eq!(Code::read(&newer.to_code()), Err(CodeError::Model(MODEL_VERSION + 1)));
    for (text, error) in [
        ("", CodeError::NotACode),
        ("WN", CodeError::NotACode),
        ("XX1-00000", CodeError::NotACode),
        ("WN2-00000", CodeError::Form('2')),
        ("WN1-", CodeError::Check),
        ("WN1-ÖÖÖÖÖ", CodeError::Check),
    ] {
        assert_eq!(Code::read(text), Err(error), "{text}");
    }
}

#[test]
fn a_code_is_read_as_people_write_it() {
    let code = record().to_code();
    let read = Code::read(&code);
    assert!(read.is_ok() && looks_like_code(&code), "{code}");
    let careless = code.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
    assert_eq!(Code::read(&careless.replacen("wnl", "wn1", 1)), read);
    assert!(!looks_like_code("two-worlds") && !looks_like_code("WN1.toml"));
}

/// A built-in scenario, quick to come by.
fn scenario() -> Scenario {
    Scenario::built_in("two-worlds").expect("built in")
}

fn a_move(gone: u16) -> impl Strategy<Value = LeverMove> {
    let value = prop_oneof![
        Just(None),
        (0u32..=100).prop_map(|place| Some(f64::from(place) / 100.0)),
        (0.0..1.0f64).prop_map(Some),
    ];
    (0..LEVERS.len(), value, 0u16..9, 0u16..40).prop_map(move |(lever, ratio, later, ramp)| {
        let spec = &LEVERS[lever];
        let value = ratio.map(|ratio| spec.range.0 + ratio * (spec.range.1 - spec.range.0));
        let (now, from) = (Month(16 + gone), Month(16 + gone + later));
        let until = (ramp > 0).then(|| from + ramp);
        LeverMove { lever: spec.lever, from, value, until }.bounded(now)
    })
}

/// Any journal: in each month some things are done, and then it goes by.
fn journals() -> impl Strategy<Value = Journal> {
    let acts = |gone: u16| {
        let moves = proptest::collection::vec(a_move(gone), 1..4).prop_map(Entry::Moves);
        let expected = (0..HEADLINES, -1.0..1.0f64)
            .prop_map(|(of, change)| Entry::Prediction(Prediction { of: Headline::ALL[of], change }));
        proptest::collection::vec(prop_oneof![3 => moves, 1 => expected], 0..3)
    };
    let months = (0u16..12).prop_flat_map(move |count| (0..=count).map(acts).collect::<Vec<_>>());
    (months, 0usize..6).prop_map(|(months, undone)| {
        let all: Vec<Entry> = months.join(&[Entry::Month][..]);
        let mut journal = Journal::of(all);
        (0..undone).for_each(|_| drop(journal.undo()));
        journal
    })
}

fn record_of(journal: Journal, seed: u64) -> Record {
    let scenario = scenario();
    let terms = Terms { seed: Seed(seed), futures: 0, adopters: Some(400), role: None, dilemmas: false };
    let facts = Facts::of(&scenario, &terms).expect("the observer");
    let line = Line { id: LineId(0), name: "main".into(), begun: None, journal };
    Record {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        model: MODEL_VERSION,
        scenario: scenario.name.clone(),
        digest: Digest::of_scenario(&facts),
        play_from: facts.play_from,
        seed: facts.seed,
        adopters: facts.setup.adopters,
        role: None,
        dilemmas: false,
        lines: Lines::of(vec![line], 0).expect("a line"),
        results: vec![Some(Digest::of_text("any"))],
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_journal_comes_back_from_its_file_and_from_its_code(journal in journals(), seed in any::<u64>()) {
        let record = record_of(journal, seed);
        let text = record.to_text();
        let read = Record::from_text("game.toml", &text);
        prop_assert_eq!(read.as_ref().ok(), Some(&record), "{}\n{:?}", text, read);
        let (again, _) = Code::read(&record.to_code()).and_then(|code| code.record(None)).expect("a code");
        prop_assert_eq!(again.lines.journal().done(), record.lines.journal().done());
        prop_assert_eq!((again.seed, again.adopters), (record.seed, record.adopters));
        prop_assert_eq!(again.digest, record.digest);
    }

    #[test]
    fn a_slip_of_one_character_is_found(
        journal in journals(), place in any::<prop::sample::Index>(), letter in 0usize..32,
    ) {
        const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let code = record_of(journal, 3).to_code();
        let mut wrong = code.clone().into_bytes();
        let place = place.index(wrong.len());
        prop_assume!(wrong[place] != b'-' && wrong[place] != LETTERS[letter]);
        wrong[place] = LETTERS[letter];
        let wrong = String::from_utf8(wrong).expect("ASCII");
        prop_assert!(Code::read(&wrong).is_err(), "{} {}", code, wrong);
        // And one left out, or one too many.
        let mut short = code.clone();
        short.remove(place);
        let mut long = code.clone();
        long.insert(place, char::from(LETTERS[letter]));
        prop_assert!(Code::read(&short).is_err() && Code::read(&long).is_err());
    }

    #[test]
    fn no_text_breaks_the_readers(text in "\\PC{0,80}", cut in any::<prop::sample::Index>()) {
        drop(Record::from_text("any.toml", &text));
        drop(Code::read(&text));
        drop(Code::read(&format!("WN1-{text}")));
        let whole = record().to_text();
        let cut = cut.index(whole.len());
        if let Some(part) = whole.get(..cut) {
            drop(Record::from_text("any.toml", part));
            drop(Record::from_text("any.toml", &format!("{part}{text}")));
        }
    }
}
