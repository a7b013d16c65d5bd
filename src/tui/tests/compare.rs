//! The Compare screen, predictions and the end, by keys and mouse.

use super::*;
use crate::playthrough::{Entry, Finding, Headline, Inquiry, LineId, Other, Prediction};
use crate::tui::app::{Overlay, Screen};
use crate::tui::region::Region;

/// A game of two lines that part in May 2025, the second in play.
fn two_lines() -> Bench {
    let mut bench = Bench::playing();
    bench.press("right right right enter . . .");
    bench.carry_out(vec![Effect::Game(Command::Branch(Month(16), "lifted".into()))]);
    bench.press("left left left left enter . .");
    bench
}

fn region(bench: &Bench, wanted: impl Fn(&Region) -> bool) -> (u16, u16) {
    let found = bench.app.regions.iter().rfind(|region| wanted(region)).expect("a place");
    (found.area.x, found.area.y)
}

#[test]
fn a_line_is_compared_with_nothing_moved_and_with_another() {
    let mut bench = two_lines();
    bench.press("c").find();
    let with = |bench: &Bench| bench.world().snapshot.as_ref().map(|s| bench.world().compare.sides(s));
    assert_eq!(with(&bench), Some((LineId(1), Other::Baseline)));
    for (w, h) in [(60, 18), (80, 24), (120, 36), (200, 60)] {
        let frame = bench.draw(w, h);
        assert!(frame.contains("nothing moved") && frame.contains("lifted"), "{frame}");
        assert!(frame.contains("distinguishable"), "{frame}");
    }
    // From the measures back over B to A.
    bench.press("tab tab tab tab down").find();
    assert_eq!(with(&bench), Some((LineId(1), Other::Line(LineId(0)))));
    let frame = bench.draw(120, 36);
    assert!(frame.contains("They part in May 2025; 60 futures"), "{frame}");
    bench.press("x").find();
    assert_eq!(with(&bench), Some((LineId(0), Other::Line(LineId(1)))));
    let inquiry = Inquiry::Compare(LineId(0), Other::Line(LineId(1)));
    let finding = bench.world().snapshot.as_ref().and_then(|s| s.findings.get(&inquiry).cloned());
    assert!(matches!(finding.as_deref(), Some(Finding::Comparison(_))));
    bench.press("esc");
    assert_eq!(bench.world().tab, crate::tui::action::Tab::World);
}

#[test]
fn measures_months_and_panels_are_chosen_by_keys_and_by_the_mouse() {
    let mut bench = two_lines();
    bench.press("5 down").find();
    assert!(bench.draw(120, 36).contains("European models  A less B"));
    bench.press("left");
    assert!(bench.draw(120, 36).contains("in Nov 2030; 0: at the end"));
    bench.press("0");
    assert!(bench.draw(120, 36).contains("What makes it up  in Dec 2030"));
    let act = crate::tui::screens::compare::Act::Pick(Headline::ChinaLag);
    let (x, y) = region(&bench, |r| r.click == Some(crate::tui::action::Action::Compare(act)));
    bench.click(x, y);
    let frame = bench.draw(120, 36);
    assert!(frame.contains("China's lag at the frontier  A less B, months"), "{frame}");
    assert!(frame.contains("no sum over"), "{frame}");
    bench.press("tab tab");
    assert!(bench.draw(80, 24).contains("B May 25") || bench.draw(80, 24).contains("A May 25"));
}

#[test]
fn compare_frames() {
    let mut bench = two_lines();
    bench.press("5").find();
    for (w, h) in [(80, 24), (120, 36)] {
        insta::assert_snapshot!(format!("compare_{w}x{h}"), bench.draw(w, h));
    }
    bench.press("tab");
    insta::assert_snapshot!("compare_parts_80x24", bench.draw(80, 24));
}

#[test]
fn what_is_said_before_is_shown_after() {
    let mut bench = Bench::playing();
    bench.press("p");
    assert_eq!(bench.app.overlay, None, "nothing is being tried");
    bench.press("right right p");
    assert!(matches!(bench.app.overlay, Some(Overlay::Predict(_))));
    insta::assert_snapshot!("predict_80x24", bench.draw(80, 24));
    bench.press("esc");
    assert!(bench.world().is_trying(), "the moves are still being tried");
    bench.press("p up up up up up up up up up down left left left");
    let frame = bench.draw(60, 18);
    assert!(frame.contains("Chinese models, −5 points in Dec 2030"), "{frame}");
    bench.press("enter").find();
    let done = bench.world().snapshot.as_ref().map(|s| s.journal.done().to_vec()).expect("a game");
    let said = Prediction { of: Headline::ChinaShare, change: -0.05 };
    assert_eq!(done[0], Entry::Prediction(said));
    assert!(matches!(done[1], Entry::Moves(_)) && done.len() == 2);
    let told = bench.draw(120, 36);
    assert!(told.contains("You said −5 points of Chinese models, the futures say"), "{told}");
    bench.press("esc");
    assert!(!bench.draw(120, 36).contains("You said") && bench.world().snapshot.is_some());
}

#[test]
fn the_end_opens_itself_once() {
    let mut bench = Bench::playing();
    bench.press("E");
    assert_eq!(bench.app.overlay, None);
    bench.press("right right p left left enter");
    for _ in 0..70 {
        bench.press(".");
    }
    assert_eq!(bench.app.overlay, Some(Overlay::End(0)));
    assert!(bench.draw(120, 36).contains("finding out"));
    bench.find();
    for (w, h) in [(80, 24), (120, 36)] {
        insta::assert_snapshot!(format!("end_{w}x{h}"), bench.draw(w, h));
    }
    let whole = bench.draw(120, 80);
    for part in ["How sure was that?", "Five axes", "Turning points", "Your predictions", "Direction right"] {
        assert!(whole.contains(part), "{part}: {whole}");
    }
    assert!(!whole.contains("finding out"), "{whole}");
    bench.press("pagedown esc");
    assert_eq!(bench.app.overlay, None);
    assert!(bench.draw(120, 36).contains("This world: "));
    bench.press("E");
    assert_eq!(bench.app.overlay, Some(Overlay::End(0)));
    bench.draw(120, 36);
    let (x, y) = region(&bench, |r| r.click == Some(crate::tui::action::Action::Back));
    bench.click(x, y);
    bench.press("u .");
    assert!(bench.app.overlay.is_none() && matches!(bench.app.screen, Screen::World(_)));
}

/// At the end, after moves in two months, with all of it found out.
fn ended() -> Bench {
    let mut bench = Bench::playing();
    bench.press(". . right right enter . right right enter");
    for _ in 0..70 {
        bench.press(".");
    }
    assert!(matches!(bench.app.overlay, Some(Overlay::End(_))));
    bench.find();
    bench
}

#[test]
fn one_goes_back_from_the_end_by_key_and_by_mouse() {
    use crate::tui::action::Action;
    use crate::tui::overlays::end::{Act, month_of_return, turning};
    let now = |bench: &Bench| bench.world().snapshot.as_ref().map(|snapshot| snapshot.now).expect("a game");
    let made = |bench: &Bench, at| turning(bench.world().snapshot.as_ref().expect("a game"), at);
    let mut bench = ended();
    // The strongest turning point is offered; the arrows choose another month.
    let offered = month_of_return(bench.world()).expect("a month");
    assert!([Month(18), Month(19)].contains(&offered));
    let shown = bench.draw(80, 24);
    assert!(shown.contains(&format!("go back to ◂ {}", offered.label())), "{shown}");
    bench.press("right left left enter");
    assert_eq!((now(&bench), &bench.app.overlay), (Month(offered.0 - 1), &None));
    assert!(bench.app.notice.as_ref().is_some_and(|notice| notice.starts_with("Back in ")));
    // At the end again the sheet opens by itself once more, and by number it goes to a turning point.
    for _ in 0..90 {
        bench.press("U");
    }
    assert!(matches!(bench.app.overlay, Some(Overlay::End(_))));
    bench.press("9");
    assert!(bench.world().at_end() && bench.app.notice.as_ref().is_some_and(|n| n.contains("no such")));
    bench.find();
    let second = made(&bench, 1).expect("two turning points");
    bench.press("2");
    assert_eq!(now(&bench), second);
    let mut bench = ended();
    let first = made(&bench, 0).expect("a turning point");
    bench.draw(120, 80);
    let (x, y) = region(&bench, |r| r.click == Some(Action::Return(Act::Turning(0))));
    bench.click(x, y);
    assert_eq!(now(&bench), first);
}

#[test]
fn new_screens_are_plain_where_they_must_be() {
    let mut bench = Bench::new(Depth::None, Glyphs::Ascii);
    bench.press("enter right right p left enter 5").find();
    for (w, h) in [(60, 18), (80, 24), (120, 36), (200, 60)] {
        let frame = bench.draw(w, h);
        let odd: String = frame.chars().filter(|c| !c.is_ascii()).collect();
        assert_eq!(odd, "", "{w}x{h}");
    }
    bench.press("esc esc 1 right p");
    assert!(bench.draw(80, 24).is_ascii());
    bench.press("esc esc");
    for _ in 0..70 {
        bench.press(".");
    }
    assert!(matches!(bench.app.overlay, Some(Overlay::End(_))));
    assert!(bench.draw(80, 24).is_ascii());
    let buf = frame(&mut bench.app, 120, 36);
    let plain = |cell: &ratatui::buffer::Cell| cell.fg == ratatui::style::Color::Reset;
    assert!(buf.content.iter().all(plain));
}
