//! The Labs screen: the frontier, what labs have, releases and their reasons.

use super::*;
use crate::tui::action::{Action, Tab};
use crate::tui::app::Overlay;
use crate::tui::overlays::why::Subject;

fn on_screen() -> Bench {
    let mut bench = Bench::playing();
    bench.press(". . . . . . . . . . . . . . . . 3");
    bench
}

#[test]
fn labs_at_every_size() {
    for (w, h) in [(60, 18), (80, 24), (120, 36), (200, 60)] {
        let mut bench = on_screen();
        bench.press("down down");
        insta::assert_snapshot!(format!("labs_screen_{w}x{h}"), bench.draw(w, h));
    }
}

#[test]
fn the_frontier_in_months_behind() {
    let mut bench = on_screen();
    bench.press("m");
    for (w, h) in [(80, 24), (120, 36)] {
        insta::assert_snapshot!(format!("frontier_{w}x{h}"), bench.draw(w, h));
    }
    bench.press("m");
    assert!(!bench.world().labs_screen.frontier);
}

#[test]
fn releases_are_selected_and_explained() {
    let mut bench = on_screen();
    bench.press("down down tab");
    let releases = |bench: &Bench| {
        let snapshot = bench.world().snapshot.clone().expect("a game");
        snapshot.played.decisions.iter().filter(|d| d.lab == 2).count()
    };
    assert!(releases(&bench) >= 2, "{}", releases(&bench));
    bench.press("down");
    assert_eq!(bench.world().labs_screen.release, 1);
    insta::assert_snapshot!("lab_reasons_80x24", bench.draw(80, 24));
    let snapshot = bench.world().snapshot.clone().expect("a game");
    let places = (0..snapshot.played.decisions.len()).filter(|i| snapshot.played.decisions[*i].lab == 2);
    let second = places.rev().nth(1).expect("two releases");
    for key in ["w", "enter"] {
        bench.press(key);
        let asked = match &bench.app.overlay {
            Some(Overlay::Why(state)) => Some(state.subject),
            _ => None,
        };
        assert_eq!(asked, Some(Subject::Release(second)), "{key}");
        bench.press("esc");
    }
    bench.press("pagedown pagedown pagedown pagedown");
    assert_eq!(bench.world().labs_screen.release, releases(&bench) - 1);
    bench.press("left down");
    let state = &bench.world().labs_screen;
    assert_eq!((state.lab, state.release, state.in_releases), (3, 0, false));
    bench.press("esc");
    assert_eq!(bench.world().tab, Tab::World);
}

#[test]
fn the_mouse_selects_labs_and_releases() {
    let mut bench = on_screen();
    bench.draw(120, 36);
    let wanted = Action::Labs(crate::tui::screens::labs::Act::Lab(4));
    let place = bench.app.regions.iter().find(|r| r.click == Some(wanted)).expect("a lab").area;
    bench.click(place.x + 3, place.y);
    assert_eq!(bench.world().labs_screen.lab, 4);
    let mut plain = Bench::new(Depth::None, Glyphs::Ascii);
    plain.press("enter . . 3 tab");
    for (w, h) in [(60, 18), (80, 24), (120, 36), (200, 60)] {
        assert!(plain.draw(w, h).is_ascii(), "{w}x{h}");
    }
}
