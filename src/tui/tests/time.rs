//! Time as a place: looking, going there, branching, and what is kept.

use std::path::PathBuf;

use super::*;
use crate::model::lever::Lever;
use crate::playthrough::LineId;
use crate::tui::app::{NameField, Naming, Overlay, Question, Saving};
use crate::tui::update::Opening;

/// Six months on, a lever moved in the third.
fn played() -> Bench {
    let mut bench = Bench::playing();
    bench.press(". . right right enter . . . .");
    bench
}

fn now(bench: &Bench) -> Month {
    bench.world().snapshot.as_ref().map(|s| s.now).expect("a game")
}

fn lines(bench: &Bench) -> Vec<String> {
    let snapshot = bench.world().snapshot.as_ref().expect("a game");
    snapshot.lines.all().iter().map(|line| line.name.clone()).collect()
}

#[test]
fn any_month_can_be_looked_at_and_nothing_is_played_by_it() {
    let mut bench = played();
    assert_eq!((bench.world().cursor, bench.world().month_in_view()), (None, Month(21)));
    let effects = bench.effects.len();
    bench.press("[ [");
    assert_eq!((bench.world().cursor, bench.world().row_in_view()), (Some(Month(19)), Some(19)));
    assert!(bench.world().looks_back());
    bench.press("{ ]");
    assert_eq!(bench.world().cursor, Some(Month(8)));
    bench.press("home");
    assert_eq!((bench.world().cursor, bench.world().row_in_view()), (Some(Month(0)), Some(0)));
    bench.press("[ end ] ] }");
    assert_eq!((bench.world().month_in_view(), bench.world().row_in_view()), (Month(35), Some(21)));
    bench.press("} } } } } }");
    assert_eq!(bench.world().cursor, Some(Month(83)));
    bench.press("esc");
    assert_eq!((bench.world().cursor, bench.effects.len()), (None, effects));
}

#[test]
fn panels_are_of_the_month_looked_at() {
    let mut bench = played();
    let at_now = bench.draw(200, 60);
    bench.press("home } }");
    assert_eq!(bench.world().cursor, Some(Month(24)));
    bench.press("home }");
    let then = bench.draw(200, 60);
    assert!(then.contains("looking at Jan 2025"), "{then}");
    assert!(then.contains("in the month looked at") && then.contains("as seen from now"), "{then}");
    assert_ne!(at_now, then);
    let news = |frame: &str| frame.matches("Sep 25 ▎").count() + frame.matches("Oct 25 ▎").count();
    assert_eq!(news(&then), 0, "{then}");
    assert!(news(&at_now) > 0, "{at_now}");
}

#[test]
fn the_game_goes_to_the_month_looked_at_and_on_again() {
    let mut bench = played();
    let before = bench.world().snapshot.as_ref().map(|s| s.played.clone()).expect("a game");
    bench.press("[ [ [ enter");
    assert_eq!((now(&bench), bench.world().cursor), (Month(19), None));
    assert_eq!(bench.effects.last(), Some(&Effect::Game(Command::GoTo(Month(19)))));
    bench.press("] ] ] t");
    assert_eq!(now(&bench), Month(22));
    assert_eq!(bench.world().snapshot.as_ref().map(|s| s.played.clone()), Some(before));
    // Before play, and beyond what was ever played, there is only looking.
    let effects = bench.effects.len();
    bench.press("home enter t esc ] enter t");
    assert_eq!((bench.effects.len(), now(&bench)), (effects, Month(22)));
    assert!(bench.world().cursor.is_some());
}

#[test]
fn enter_applies_a_move_being_tried_before_it_goes_anywhere() {
    let mut bench = played();
    bench.press("right [ [ enter");
    assert_eq!(now(&bench), Month(22));
    assert!(!bench.world().is_trying() && bench.world().cursor.is_some());
    bench.press("right");
    assert_eq!(bench.world().cursor, None, "a lever is moved now");
}

#[test]
fn a_line_branches_off_with_a_name() {
    let mut bench = played();
    bench.press("[ [ [ b");
    let field = NameField { of: Naming::Branch(Month(19)), text: "from Aug 2025".into() };
    assert_eq!(bench.app.overlay, Some(Overlay::Name(field)));
    bench.press(&"backspace ".repeat(13));
    bench.press("q u i t space ?");
    assert!(bench.draw(80, 24).contains("Name: quit ?"), "keys write, and do nothing else");
    bench.press("backspace enter");
    assert_eq!((now(&bench), lines(&bench)), (Month(19), vec!["main".to_owned(), "quit".to_owned()]));
    bench.press("b esc b enter");
    assert_eq!(lines(&bench), ["main", "quit", "from Aug 2025"]);
}

#[test]
fn lines_are_listed_renamed_and_removed_after_a_question() {
    let mut bench = played();
    bench.press("b enter . . B");
    assert_eq!(bench.app.overlay, Some(Overlay::Lines(1)));
    let list = bench.draw(80, 24);
    assert!(list.contains("begun in") && list.contains("main") && list.contains("* from Nov 2025"), "{list}");
    bench.press("up r x enter");
    assert_eq!(lines(&bench)[0], "mainx");
    assert_eq!(bench.app.overlay, Some(Overlay::Lines(0)));
    bench.press("down d");
    assert_eq!(bench.app.overlay, Some(Overlay::Lines(1)), "the line in play stays");
    bench.press("up enter");
    assert_eq!((now(&bench), bench.app.overlay.is_none()), (Month(22), true));
    bench.press("B down d");
    assert_eq!(bench.app.overlay, Some(Overlay::Question(Question::Remove(LineId(1)))));
    assert!(bench.draw(80, 24).contains("would be lost"));
    bench.press("n down d y");
    assert_eq!(lines(&bench), ["mainx"]);
    bench.press("esc");
    assert_eq!(bench.app.overlay, None);
}

#[test]
fn the_mouse_looks_at_a_month_and_picks_lines() {
    let mut bench = played();
    bench.draw(120, 36);
    let region = *bench.app.regions.iter().find(|r| r.time.is_some()).expect("an axis of time");
    let (left, right) = (region.area.x, region.area.right() - 1);
    bench.click(left, region.area.y + 2);
    assert_eq!(bench.world().cursor, Some(Month(0)));
    bench.mouse(MouseEventKind::Down(MouseButton::Left), left + 5, region.area.y);
    bench.mouse(MouseEventKind::Drag(MouseButton::Left), right + 30, region.area.y + 30);
    assert_eq!(bench.world().cursor, Some(Month(83)));
    bench.mouse(MouseEventKind::Up(MouseButton::Left), 0, 0);
    bench.mouse(MouseEventKind::Drag(MouseButton::Left), left, region.area.y);
    assert_eq!(bench.world().cursor, Some(Month(83)), "let go, it stays");
    bench.mouse(MouseEventKind::ScrollUp, left + 5, region.area.y);
    assert_eq!(bench.world().cursor, Some(Month(82)));
    bench.press("end b enter B");
    bench.draw(80, 24);
    let pick = crate::tui::action::Action::Time(crate::tui::action::time::TimeAct::Pick(0));
    let row = bench.app.regions.iter().find(|r| r.click == Some(pick)).expect("a row").area;
    bench.click(row.x + 3, row.y);
    assert_eq!(bench.app.overlay, Some(Overlay::Lines(0)));
    bench.click(row.x + 3, row.y);
    assert_eq!(bench.world().snapshot.as_ref().map(|s| s.lines.current().id), Some(LineId(0)));
}

#[test]
fn the_moves_stand_on_the_axis_of_time() {
    let mut bench = Bench::playing();
    let axis = |frame: &str| frame.matches('◆').count();
    assert_eq!(axis(&bench.draw(120, 36)), 0);
    bench.press("right enter . . . . . . . . . . . . . . . . . . . . . . . .");
    assert_eq!(axis(&bench.draw(120, 36)), 1);
    bench.press("b backspace enter right enter . . . . . . . . . . . .");
    assert_eq!(axis(&bench.draw(120, 36)), 2);
}

#[test]
fn the_start_screen_offers_the_game_that_was_kept() {
    let mut bench = Bench::start();
    let mut card = bench.app.cards[1].clone();
    (card.title, card.summary) = ("Resume: Two worlds".into(), "Mar 2026, 3 moves, seed 7.".into());
    bench.app.resume = Some(card);
    let shown = bench.draw(80, 24);
    assert!(shown.contains("▸ Resume: Two worlds") && shown.contains("Mar 2026, 3 moves"), "{shown}");
    insta::assert_snapshot!("resume_80x24", shown);
    bench.press("down down up up enter");
    assert_eq!(bench.effects, [Effect::Resume]);
    let mut other = Bench::start();
    other.app.resume.clone_from(&bench.app.resume);
    other.press("down enter");
    assert_eq!(
        other.effects,
        [Effect::Open(Opening { scenario: "history".into(), role: None, dilemmas: false })]
    );
}

#[test]
fn leaving_says_honestly_what_would_be_lost() {
    let mut bench = played();
    let asked = |bench: &mut Bench, saving: Saving| {
        bench.app.saving = saving;
        bench.press("q");
        let frame = bench.draw(80, 24);
        bench.press("n");
        frame
    };
    assert!(asked(&mut bench, Saving::Off).contains("would be lost"));
    assert!(asked(&mut bench, Saving::Failed("full".into())).contains("it could not be kept"));
    let kept = Saving::At(PathBuf::from("/state/two-worlds-1.toml"));
    assert!(asked(&mut bench, kept.clone()).contains("Nothing is lost"));
    bench.press("right");
    assert!(asked(&mut bench, kept).contains("only the move being tried"));
}

#[test]
fn the_sheet_of_what_is_kept_shows_file_and_code() {
    let mut bench = played();
    bench.app.saving = Saving::At(PathBuf::from("/state/weights-of-nations/playthroughs/two-worlds-1.toml"));
    bench.press("S");
    for (w, h) in [(60, 18), (80, 24), (120, 36)] {
        let shown = bench.draw(w, h);
        assert!(shown.contains("two-worlds-1.toml") && shown.contains("WN1-"), "{shown}");
    }
    bench.press("esc");
    bench.app.saving = Saving::Off;
    bench.press("S");
    assert!(bench.draw(80, 24).contains("This game is not kept"));
    bench.press("S");
    assert_eq!(bench.app.overlay, None);
}

#[test]
fn frames_of_looking_and_of_lines() {
    let mut bench = played();
    bench.press("{");
    for (w, h) in [(60, 18), (80, 24), (120, 36), (200, 60)] {
        insta::assert_snapshot!(format!("looking_{w}x{h}"), bench.draw(w, h));
    }
    bench.press("end [ b");
    insta::assert_snapshot!("branch_80x24", bench.draw(80, 24));
    bench.press("enter B");
    for (w, h) in [(60, 18), (120, 36)] {
        insta::assert_snapshot!(format!("lines_{w}x{h}"), bench.draw(w, h));
    }
    let mut plain = Bench::new(Depth::None, Glyphs::Ascii);
    plain.press("enter . . right enter . . [ [");
    let looking = plain.draw(80, 24);
    assert!(looking.is_ascii() && looking.contains('!'), "{looking}");
    insta::assert_snapshot!("looking_ascii_80x24", looking);
    for keys in ["b", "esc B", "esc S"] {
        plain.press(keys);
        assert!(plain.draw(80, 24).is_ascii(), "{keys}");
    }
    let mut mono = Bench::new(Depth::None, Glyphs::Braille);
    mono.press("enter . . [ [");
    let buf = frame(&mut mono.app, 80, 24);
    use ratatui::style::Color;
    assert!(buf.content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
}

#[test]
fn moving_a_lever_while_looking_back_moves_it_now() {
    let mut bench = played();
    bench.press("[ [ right enter");
    let snapshot = bench.world().snapshot.as_ref().expect("a game");
    assert_eq!(
        (now(&bench), snapshot.levers.path(Lever::UsExportControls).value(Month(21))),
        (Month(22), 0.45)
    );
}

#[test]
fn the_run_code_says_that_it_is_of_one_line_only() {
    let mut bench = Bench::playing();
    bench.press("right enter . . S");
    assert!(!bench.draw(120, 36).contains("this line only"));
    bench.press("esc b enter . right enter S");
    assert_eq!(bench.app.overlay, Some(Overlay::Saved));
    let shown = bench.draw(120, 36);
    assert!(shown.contains("this line only; the file keeps all 2 lines"), "{shown}");
    bench.press("y");
    let Some(Effect::CopyText { text, notice }) = bench.effects.last() else { panic!("{:?}", bench.effects) };
    assert!(text.starts_with("WN1-") && notice.contains("this line only; the file keeps all 2 lines"));
    assert_eq!(bench.app.overlay, Some(Overlay::Saved));
}
