//! Why? Asked by keys and by mouse of everything that can be asked about, and what is answered.

use super::*;
use crate::model::lever::Lever;
use crate::playthrough::{Cause, Group};
use crate::tui::action::{Action, Panel};
use crate::tui::app::Overlay;
use crate::tui::overlays::why::{State, Subject};
use crate::tui::panels::news::{self, Filter};

impl Bench {
    fn subject(&self) -> Subject {
        match &self.app.overlay {
            Some(Overlay::Why(state)) => state.subject,
            other => panic!("no answer but {other:?}"),
        }
    }

    fn explain(&mut self, subject: Subject) -> &mut Self {
        self.app.overlay = Some(Overlay::Why(State::of(subject)));
        self.find()
    }

    fn focus(&mut self, panel: Panel) -> &mut Self {
        while self.world().panel != panel {
            self.press("tab");
        }
        self
    }
}

/// A few months on, with a move of the player.
fn played() -> Bench {
    let mut bench = Bench::playing();
    bench.press("right right enter . . . .");
    bench
}

/// The release with the most options in doubt.
fn doubtful(bench: &Bench) -> usize {
    let decisions = &bench.world().snapshot.as_ref().expect("a game").played.decisions;
    let sure = |at: &usize| decisions[*at].prospects.iter().map(|p| p.probability).fold(0.0, f64::max);
    (0..decisions.len()).min_by(|a, b| sure(a).total_cmp(&sure(b))).expect("a release")
}

#[test]
fn a_lever_is_asked_for_its_last_move() {
    let mut bench = played();
    bench.press("w");
    assert_eq!(bench.subject(), Subject::Cause(Cause::Moves(0)));
    bench.press("right");
    assert_eq!(bench.subject(), Subject::Lever(Lever::UsStateRegimes), "never moved");
    bench.press("left");
    assert_eq!(bench.subject(), Subject::Cause(Cause::Moves(0)));
    bench.press("w");
    assert_eq!(bench.app.overlay, None);
    let mut untouched = Bench::playing();
    untouched.press("w");
    assert_eq!(untouched.subject(), Subject::Cause(Cause::Step(Lever::UsExportControls, Month(12))));
}

#[test]
fn the_largest_line_is_asked_for_and_then_the_next() {
    let mut bench = played();
    bench.press("r").focus(Panel::Worlds).press("w");
    let lines: Vec<Group> = bench.world().lines.iter().map(|line| line.group).collect();
    let group = |bench: &Bench| match bench.subject() {
        Subject::Share { scope, group, month } => {
            assert_eq!((scope, month), (bench.world().scope, Month(19)));
            group
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(group(&bench), lines[0]);
    bench.press("right");
    assert_eq!(group(&bench), lines[1]);
    bench.press("left left");
    assert_eq!(group(&bench), lines[lines.len() - 1]);
}

#[test]
fn a_lab_is_asked_for_its_latest_release() {
    let mut bench = played();
    bench.focus(Panel::Labs).press("down enter");
    let Subject::Release(at) = bench.subject() else { panic!("a release") };
    let decisions = bench.world().snapshot.as_ref().expect("a game").played.decisions.clone();
    let lab = decisions[at].lab;
    assert!(decisions[at + 1..].iter().all(|later| later.lab != lab));
    bench.press("left");
    let Subject::Release(before) = bench.subject() else { panic!("a release") };
    assert!(before < at && decisions[before].lab == lab);
}

#[test]
fn news_are_selected_filtered_and_asked_about() {
    let mut bench = played();
    let listed = news::listed(bench.world());
    bench.focus(Panel::News).press("down down w");
    assert_eq!(bench.subject(), Subject::Event(listed[2]));
    bench.press("right");
    assert_eq!(bench.subject(), Subject::Event(listed[3]));
    bench.press("esc end f f");
    assert_eq!(bench.world().filter, Filter::Policy);
    let shown = bench.draw(120, 36);
    assert!(shown.contains("only policy"), "{shown}");
    assert!(shown.contains("controls, 0.35 → 0.45"), "{shown}");
    assert!(!shown.contains("flagship"), "{shown}");
    assert!(bench.draw(80, 24).contains("News: policy"));
    bench.press("w");
    let Subject::Event(at) = bench.subject() else { panic!("a piece of news") };
    assert_eq!(at, news::listed(bench.world())[0]);
    assert!(bench.find().draw(120, 36).contains("Your move of May 2025"));
    bench.press("esc f f f");
    assert_eq!(bench.world().filter, Filter::All);
}

#[test]
fn a_piece_of_news_leads_to_its_month_and_its_why() {
    let mut bench = played();
    let listed = news::listed(bench.world());
    let month =
        |bench: &Bench, at: usize| bench.world().snapshot.as_ref().expect("a game").played.events[at].month;
    let early = listed.iter().rposition(|at| month(&bench, *at) < Month(14)).expect("history has news");
    bench.focus(Panel::News);
    for _ in 0..early {
        bench.press("down");
    }
    bench.press("enter");
    assert_eq!(bench.subject(), Subject::Event(listed[early]));
    let then = month(&bench, listed[early]);
    assert_eq!(bench.world().cursor, Some(then));
    assert_eq!(news::selected(bench.world()), Some(listed[early]), "it stays selected");
    // The neighbour, later, is gone to with its month.
    bench.press("left");
    let later = listed[early - 1];
    assert_eq!(bench.subject(), Subject::Event(later));
    assert_eq!(bench.world().cursor, Some(month(&bench, later)));
    bench.press("esc");
    assert_eq!(bench.app.overlay, None);
    let looked = bench.world().cursor.expect("the month stays looked at");
    assert!(bench.draw(120, 36).contains(&format!("looking at {}", looked.label())));
    bench.press("down enter");
    assert_eq!(bench.subject(), Subject::Event(listed[early]), "enter asks, it does not go there");
    assert_eq!(bench.world().snapshot.as_ref().map(|s| s.now), Some(Month(20)));
    bench.press("esc end");
    assert_eq!(bench.world().cursor, None);
}

#[test]
fn a_click_selects_and_the_second_asks() {
    let mut bench = played();
    bench.draw(120, 36);
    for action in [Action::PickNews(1), Action::PickLab(2)] {
        let region = bench.app.regions.iter().find(|r| r.click == Some(action)).expect("a row").area;
        bench.click(region.x + 9, region.y);
        assert_eq!(bench.app.overlay, None, "{action:?}");
        bench.draw(120, 36);
        let region = bench.app.regions.iter().find(|r| r.click == Some(action)).expect("a row").area;
        bench.click(region.x + 9, region.y);
        assert!(matches!(bench.app.overlay, Some(Overlay::Why(_))), "{action:?}");
        bench.press("esc");
    }
}

#[test]
fn enter_applies_moves_before_it_asks() {
    let mut bench = Bench::playing();
    bench.press("right").focus(Panel::News).press("enter");
    assert!(bench.app.overlay.is_none() && !bench.world().is_trying());
    bench.press("enter");
    assert!(matches!(bench.app.overlay, Some(Overlay::Why(_))));
}

#[test]
fn other_screens_ask_as_well() {
    let mut bench = played();
    bench.press("4 w");
    assert_eq!(bench.subject(), Subject::Cause(Cause::Moves(0)));
    bench.press("esc 2 w");
    let Subject::Share { scope, .. } = bench.subject() else { panic!("a share") };
    assert!(scope.region.is_some() && scope.segment.is_some());
}

#[test]
fn an_answer_is_waited_for_in_words() {
    let mut bench = played();
    let release = Subject::Release(doubtful(&bench));
    let subjects = [release, Subject::Cause(Cause::Moves(0)), Subject::Lever(Lever::UsStateRegimes)];
    for subject in subjects {
        bench.app.overlay = Some(Overlay::Why(State::of(subject)));
        // The page is longer than the screen; its end is read as well.
        let pages = [bench.draw(120, 60), bench.press("pagedown pagedown pagedown").draw(120, 60)].concat();
        assert!(pages.contains("Finding out"), "{pages}");
        let pages = [bench.find().draw(120, 60), bench.press("pagedown pagedown").draw(120, 60)].concat();
        assert!(!pages.contains("Finding out"), "{pages}");
    }
}

#[test]
fn every_piece_of_news_has_an_answer_at_every_size() {
    let mut bench = played();
    (0..24).for_each(|_| {
        bench.press(".");
    });
    let events = bench.world().snapshot.as_ref().expect("a game").played.events.len();
    for at in (0..events).step_by(events / 12) {
        bench.app.overlay = Some(Overlay::Why(State::of(Subject::Event(at))));
        for (w, h) in [(60, 18), (80, 24), (120, 36), (200, 60)] {
            let frame = bench.draw(w, h);
            assert!(frame.contains("Why?"), "{frame}");
            assert!(!frame.contains("NaN") && !frame.contains("not in the line"), "{frame}");
        }
    }
}

#[test]
fn frames_of_answers() {
    let mut bench = played();
    let release = Subject::Release(doubtful(&bench));
    bench.explain(release);
    insta::assert_snapshot!("why_release_120x36", bench.draw(120, 36));
    insta::assert_snapshot!("why_release_80x24", bench.draw(80, 24));
    bench.press("pagedown pagedown");
    insta::assert_snapshot!("why_release_further_80x24", bench.draw(80, 24));
    bench.press("esc").focus(Panel::Worlds).press("w").find();
    insta::assert_snapshot!("why_share_120x36", bench.draw(120, 36));
    insta::assert_snapshot!("why_share_80x24", bench.draw(80, 24));
    bench.explain(Subject::Cause(Cause::Moves(0)));
    insta::assert_snapshot!("why_move_120x36", bench.draw(120, 36));
    insta::assert_snapshot!("why_move_80x24", bench.draw(80, 24));
    bench.explain(Subject::Cause(Cause::Event(0)));
    insta::assert_snapshot!("why_event_60x18", bench.draw(60, 18));
    bench.press("esc").focus(Panel::News).press("f f down");
    insta::assert_snapshot!("news_of_policy_120x36", bench.draw(120, 36));
}

#[test]
fn plain_answers_are_plain() {
    let mut bench = Bench::new(Depth::None, Glyphs::Ascii);
    bench.press("enter right right enter . . . .");
    let release = Subject::Release(doubtful(&bench));
    for subject in [release, Subject::Cause(Cause::Moves(0)), Subject::Cause(Cause::Event(0))] {
        bench.explain(subject);
        for (w, h) in [(60, 18), (80, 24), (120, 36), (200, 60)] {
            let odd: String = bench.draw(w, h).chars().filter(|c| !c.is_ascii()).collect();
            assert_eq!(odd, "", "{w}x{h}");
            let buf = frame(&mut bench.app, w, h);
            let reset = ratatui::style::Color::Reset;
            assert!(buf.content.iter().all(|cell| cell.fg == reset && cell.bg == reset));
        }
    }
    insta::assert_snapshot!("why_event_ascii_80x24", bench.draw(80, 24));
}
