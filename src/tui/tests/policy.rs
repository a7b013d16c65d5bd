//! The Policy screen, drafts and replays: sequences of keys, and frames.

use super::*;
use crate::model::lever::Lever;
use crate::playthrough::{Finding, Inquiry, LeverMove};
use crate::tui::action::Action;
use crate::tui::app::{Overlay, Replay};
use crate::tui::screens::policy::View;

const CONTROLS: Lever = Lever::UsExportControls;

/// On the Policy screen, with what it asks for answered.
fn policy() -> Bench {
    let mut bench = Bench::playing();
    bench.press("4");
    bench.answer();
    bench
}

impl Bench {
    /// Answers what is looked at.
    fn answer(&mut self) {
        let game = self.game.as_mut().expect("a game");
        game.inquire(&self.app.wants()).expect("threads");
        update::take(&mut self.app, Arc::new(game.snapshot()));
    }
}

#[test]
fn every_lever_opens_on_what_it_moves_most() {
    let mut bench = policy();
    let page = bench.draw(120, 36);
    assert!(page.contains("Chip export controls  United States"), "{page}");
    assert!(page.contains("Moves most: "), "{page}");
    let wanted = bench.app.wants();
    let neighbour = Inquiry::Lever(Lever::UsStateRegimes);
    assert_eq!(wanted, [Inquiry::Lever(CONTROLS), neighbour, Inquiry::Movers(CONTROLS)]);
    bench.press("down");
    assert_eq!(bench.world().lever, Lever::UsStateRegimes);
    assert!(bench.draw(80, 24).contains("State AI laws"));
}

#[test]
fn findings_say_in_how_many_worldviews_they_hold() {
    let mut bench = policy();
    let page = bench.draw(148, 60);
    assert!(page.contains("From 0.35 to 1.00 in Jan 2026, in the scenario history, by Dec 2030"), "{page}");
    assert!(page.contains("/5 China's lag at the frontier +"), "{page}");
    assert!(!page.contains("/5 Chinese models in the rest"), "another quantity: {page}");
    bench.press("left");
    let page = bench.draw(148, 60);
    assert!(page.contains("From 0.35 to 0.00 in Jan 2026"), "{page}");
    assert!(page.contains("/5 China's part of open downloads +"), "{page}");
    bench.press("esc down");
    bench.answer();
    let page = bench.draw(148, 60);
    assert!(page.contains("From 4 to 60 in Jan 2026"), "{page}");
}

#[test]
fn a_lever_without_effect_says_why() {
    let mut bench = policy();
    bench.press("down down");
    assert_eq!(bench.world().lever, Lever::UsFederalPreemption);
    bench.answer();
    assert_eq!(bench.app.wants()[1], Inquiry::Interplay(Lever::UsFederalPreemption));
    bench.answer();
    let page = bench.draw(120, 36);
    assert!(page.contains("Nearly inert here"), "{page}");
    assert!(page.contains("With state AI laws at 60 it would move"), "{page}");
}

#[test]
fn pages_turn_by_key_and_by_mouse() {
    let mut bench = policy();
    bench.draw(120, 36);
    bench.press("tab");
    assert_eq!(bench.world().policy.view, View::Links);
    let links = bench.draw(120, 36);
    assert!(links.contains("chips that Chinese labs"), "{links}");
    assert!(links.contains("=   governments do not") && links.contains("would act"), "{links}");
    assert_eq!(bench.app.wants()[1], Inquiry::Movers(CONTROLS));
    bench.answer();
    let links = bench.draw(200, 90);
    assert!(links.contains("the scenario's step") && links.contains("each cause"), "{links}");
    let why = bench.press("w").find().draw(200, 90);
    for told in [
        "What moves it from now on",
        "the scenario's step to 0.50",
        "(100% without)",
        "each cause off and on",
    ] {
        assert!(why.contains(told), "{told}: {why}");
    }
    bench.press("esc");
    bench.press("tab");
    assert!(bench.draw(120, 36).contains("A real example"));
    let tab = bench.app.regions.iter().find(|region| {
        region.click == Some(Action::Policy(crate::tui::screens::policy::Act::View(View::Effects)))
    });
    let area = tab.map(|region| region.area).expect("a tab");
    bench.click(area.x + 1, area.y);
    assert_eq!(bench.world().policy.view, View::Effects);
    bench.press("pagedown");
    assert_eq!(bench.world().policy.scroll, 5);
    bench.press("down");
    assert_eq!(bench.world().policy.scroll, 0);
}

#[test]
fn the_page_tries_applies_and_drops() {
    let mut bench = policy();
    bench.press("right right");
    assert_eq!(bench.world().value(CONTROLS), 0.45);
    assert!(bench.draw(120, 36).contains("Trying: was 0.35 → 0.45 from now"));
    assert!(bench.world().study(CONTROLS).is_some(), "its own draft leaves the study as it is");
    bench.press("esc");
    assert_eq!(bench.world().value(CONTROLS), 0.35);
    bench.press("right enter");
    assert!(!bench.world().is_trying() && bench.world().moved(CONTROLS));
    assert!(bench.draw(80, 24).contains("At 0.40; the scenario has 0.35"));
}

#[test]
fn a_draft_has_a_month_and_a_way() {
    let mut bench = Bench::playing();
    bench.press("m right right down right right right down right");
    let expected = LeverMove { lever: CONTROLS, from: Month(19), value: Some(0.45), until: Some(Month(31)) };
    assert_eq!(bench.world().tried(CONTROLS), Some(&expected));
    let sheet = bench.draw(80, 24);
    assert!(sheet.contains("was 0.35 → 0.45 from Aug 2025, ramp to Aug 2026"), "{sheet}");
    bench.press("down left");
    assert_eq!(bench.world().tried(CONTROLS).and_then(|step| step.until), Some(Month(30)));
    bench.press("esc");
    assert_eq!(bench.app.overlay, None);
    // Arrow keys go on from the draft and keep its months.
    bench.press("right");
    let kept = bench.world().tried(CONTROLS).expect("a draft");
    assert_eq!((kept.from, kept.until, bench.world().value(CONTROLS)), (Month(19), Some(Month(30)), 0.5));
    bench.press("m enter");
    assert!(bench.app.overlay.is_none() && !bench.world().is_trying());
    let path = bench.world().snapshot.as_ref().map(|s| s.applied.path(CONTROLS).clone()).expect("a game");
    assert_eq!([path.value(Month(18)), path.value(Month(30))], [0.35, 0.5]);
}

#[test]
fn the_sheet_answers_to_the_mouse_and_keeps_within_the_months() {
    let mut bench = Bench::playing();
    bench.press("m");
    bench.draw(80, 24);
    let slider = bench.app.regions.iter().rfind(|r| r.slider == Some(CONTROLS)).map(|r| r.area);
    let area = slider.expect("a slider");
    bench.click(area.right() - 1, area.y);
    assert_eq!(bench.world().value(CONTROLS), 1.0);
    bench.press("down left left");
    assert_eq!(bench.world().tried(CONTROLS).map(|step| step.from), Some(Month(16)), "not before now");
    for _ in 0..9 {
        bench.press("L");
    }
    assert_eq!(bench.world().tried(CONTROLS).map(|step| step.from), Some(Month(83)), "nor after the end");
    bench.press("down right");
    assert_eq!(bench.world().tried(CONTROLS).and_then(|step| step.until), None, "no room for a ramp");
    bench.press("backspace");
    assert!(matches!(bench.app.overlay, Some(Overlay::Draft(sheet)) if sheet.step.value.is_none()));
    assert!(bench.world().tried(CONTROLS).is_none());
}

#[test]
fn the_last_change_is_shown_again_by_turns() {
    let mut bench = Bench::playing();
    let effects = bench.effects.len();
    bench.press("v");
    assert!(bench.world().replay.is_none() && bench.effects.len() == effects, "nothing to show yet");
    let points = |bench: &Bench| bench.world().lines.iter().map(|l| l.points.clone()).collect::<Vec<_>>();
    let before = points(&bench);
    bench.press("right right right right enter");
    let after = points(&bench);
    assert_ne!(before, after);
    bench.press("v");
    assert!(points(&bench) == before && bench.app.beat_lasts().is_some());
    assert!(
        bench.draw(80, 24).contains("Before  the last change") || bench.draw(80, 24).contains(" Before ")
    );
    for side in [&after, &before, &after, &after] {
        update::update(&mut bench.app, Action::Tick);
        assert!(points(&bench) == *side);
    }
    assert!(bench.world().replay.is_none() && bench.app.beat_lasts().is_none());
    bench.press("v v");
    assert!(bench.world().replay.is_none(), "the same key ends it");
}

#[test]
fn without_motion_each_press_shows_the_other_side() {
    let mut bench = Bench::new(Depth::None, Glyphs::Ascii);
    bench.press("enter right right v");
    assert_eq!(bench.world().replay, Some(Replay { before: true, left: 0 }));
    assert!(bench.app.beat_lasts().is_none());
    bench.press("v");
    assert_eq!(bench.world().replay, Some(Replay { before: false, left: 0 }));
    bench.press("v right");
    assert_eq!(bench.world().replay, None, "a new move ends it");
}

#[test]
fn the_world_screen_says_what_the_selected_lever_moves_most() {
    let mut bench = Bench::playing();
    bench.curious = true;
    bench.press("right esc");
    assert_eq!(bench.app.wants(), [Inquiry::Lever(CONTROLS)]);
    for (w, h) in [(80, 24), (120, 36)] {
        let frame = bench.draw(w, h);
        assert!(frame.contains("hole range") || frame.contains("Nearly inert here: "), "{frame}");
    }
    bench.press("space");
    assert!(bench.app.wants().is_empty(), "time runs");
}

#[test]
fn the_ghost_is_labelled() {
    let mut bench = Bench::playing();
    bench.press("right right right right right right right right right");
    for (w, h) in [(80, 24), (120, 36), (200, 60)] {
        assert!(bench.draw(w, h).contains("without your moves"), "{w}x{h}: {}", bench.draw(w, h));
    }
}

#[test]
fn policy_screen() {
    let mut bench = policy();
    for (w, h) in [(60, 18), (80, 24), (120, 36), (200, 60)] {
        insta::assert_snapshot!(format!("policy_{w}x{h}"), bench.draw(w, h));
    }
    bench.press("tab");
    insta::assert_snapshot!("policy_links_120x36", bench.draw(120, 36));
    bench.press("tab");
    insta::assert_snapshot!("policy_about_80x24", bench.draw(80, 24));
    bench.press("m right down right right down right");
    for (w, h) in [(60, 18), (80, 24), (120, 36)] {
        insta::assert_snapshot!(format!("draft_{w}x{h}"), bench.draw(w, h));
    }
}

#[test]
fn the_plain_screen_is_plain_here_as_well() {
    let mut bench = Bench::new(Depth::None, Glyphs::Ascii);
    bench.press("enter 4");
    bench.answer();
    for (w, h) in [(60, 18), (80, 24), (120, 36), (200, 60)] {
        for key in ["tab", "tab", "tab", "right", "m", "esc"] {
            bench.press(key);
            let frame = bench.draw(w, h);
            let odd: String = frame.chars().filter(|c| !c.is_ascii()).collect();
            assert_eq!(odd, "", "{w}x{h} {key}");
            assert!(!frame.contains('?') || frame.contains("? help"), "{frame}");
        }
    }
}

#[test]
fn findings_are_of_their_kind() {
    let bench = policy();
    let snapshot = bench.world().snapshot.as_ref().expect("a game");
    let found = snapshot.findings.get(&Inquiry::Lever(CONTROLS)).map(|finding| &**finding);
    assert!(matches!(found, Some(Finding::Lever(_))));
}
