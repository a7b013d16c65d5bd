//! The Adopters screen: from the matrix down to one adopter, with the map and the gauge.

use super::*;
use crate::model::bloc::{Bloc, Segment, cell};
use crate::tui::action::Action;
use crate::tui::screens::adopters::Level;

/// On the Adopters screen, some months on, with a lever moved.
fn on_screen() -> Bench {
    let mut bench = Bench::playing();
    bench.press("right right right right enter . . . 2");
    bench
}

/// Presses keys and has what is looked at found out.
fn press(bench: &mut Bench, keys: &str) {
    for key in keys.split_whitespace() {
        bench.press(key);
        // What is found may make the screen ask for more.
        for _ in 0..2 {
            find(bench);
        }
    }
}

fn find(bench: &mut Bench) {
    let wants = bench.app.wants();
    let game = bench.game.as_mut().expect("a game");
    game.inquire(&wants).expect("threads");
    update::take(&mut bench.app, Arc::new(game.snapshot()));
}

#[test]
fn the_matrix_at_every_size() {
    for (w, h) in [(60, 18), (80, 24), (120, 36), (200, 60)] {
        insta::assert_snapshot!(format!("adopters_{w}x{h}"), on_screen().draw(w, h));
    }
}

#[test]
fn a_small_screen_shows_the_map_by_a_key() {
    let mut bench = on_screen();
    bench.press("m");
    insta::assert_snapshot!("map_80x24", bench.draw(80, 24));
    bench.press("esc");
    assert!(!bench.world().adopters.map);
    let mut bench = Bench::new(Depth::None, Glyphs::Ascii);
    bench.press("enter . 2 m");
    insta::assert_snapshot!("map_ascii_80x24", bench.draw(80, 24));
    for (w, h) in [(60, 18), (120, 36), (200, 60)] {
        assert!(bench.draw(w, h).is_ascii(), "{w}x{h}");
    }
}

#[test]
fn every_region_is_labelled_on_the_map() {
    let mut bench = on_screen();
    for (w, h) in [(60, 18), (80, 24), (120, 36), (200, 60)] {
        bench.app.world_mut().expect("a game").adopters.map = true;
        let frame = bench.draw(w, h);
        for region in Bloc::ALL {
            assert!(frame.contains(&format!("{}: ", region.short())), "{w}x{h} {region}\n{frame}");
        }
    }
}

#[test]
fn a_cell_and_an_adopter_are_opened_and_left_again() {
    let mut bench = on_screen();
    press(&mut bench, "down right enter");
    let expected = cell(Bloc::China.index(), Segment::Enterprises.index());
    assert_eq!((bench.world().adopters.level, bench.world().adopters.cell()), (Level::Cell, expected));
    insta::assert_snapshot!("cell_80x24", bench.draw(80, 24));
    press(&mut bench, "down down enter");
    let state = &bench.world().adopters;
    assert_eq!((state.level, state.adopter), (Level::Adopter, 2));
    assert_eq!(state.life().map(|life| life.region), Some(Bloc::China));
    press(&mut bench, "esc esc");
    assert_eq!(bench.world().adopters.level, Level::Matrix);
    assert_eq!(bench.world().tab, crate::tui::action::Tab::Adopters);
    bench.press("esc");
    assert_eq!(bench.world().tab, crate::tui::action::Tab::World);
}

/// An adopter of the rest of the world's developers that changed over at least twice.
fn restless(bench: &mut Bench) {
    press(bench, "down down down enter");
    let roll = bench.world().adopters.roll().expect("a roll").clone();
    let often = |i: &usize| roll.changes(*i, Month(99)).len() >= 2;
    let number = (0..roll.len()).find(often).expect("somebody changed over") + 1;
    let digits: Vec<String> = number.to_string().chars().map(String::from).collect();
    press(bench, &format!("g x {} enter enter", digits.join(" ")));
    assert_eq!(bench.world().adopters.adopter + 1, number);
}

#[test]
fn one_adopter_by_its_number_with_all_that_it_saw() {
    let mut bench = on_screen();
    restless(&mut bench);
    assert_eq!(bench.world().adopters.level, Level::Adopter);
    for (w, h) in [(80, 24), (120, 36)] {
        insta::assert_snapshot!(format!("adopter_{w}x{h}"), bench.draw(w, h));
    }
    press(&mut bench, "down");
    assert_eq!(bench.world().adopters.look, 1);
    press(&mut bench, "right");
    assert_eq!(bench.world().adopters.look, 0, "another adopter begins with its latest look");
    for (w, h) in [(60, 18), (200, 60)] {
        assert!(bench.draw(w, h).contains("Its looks"), "{w}x{h}");
    }
}

#[test]
fn a_number_is_typed_erased_and_given_up() {
    let mut bench = on_screen();
    press(&mut bench, "enter g 1 2 backspace");
    assert!(bench.app.is_typing());
    assert_eq!(bench.world().adopters.typing.as_deref(), Some("1"));
    press(&mut bench, "q 9 9 9 enter");
    let state = &bench.world().adopters;
    assert!(!bench.app.is_typing() && bench.app.overlay.is_none());
    assert_eq!(Some(state.adopter + 1), state.roll().map(crate::playthrough::Roll::len));
    press(&mut bench, "g 3 esc");
    assert_eq!((bench.app.is_typing(), bench.world().adopters.level), (false, Level::Cell));
}

#[test]
fn the_share_of_the_leading_origin_is_asked_about() {
    use crate::tui::app::Overlay;
    use crate::tui::overlays::why::Subject;
    let mut bench = on_screen();
    bench.press("down down right w");
    let Some(Overlay::Why(state)) = bench.app.overlay else { panic!("no answer") };
    let Subject::Share { scope, month, .. } = state.subject else { panic!("{state:?}") };
    assert_eq!((scope.region, scope.segment), (Some(Bloc::Europe), Some(Segment::Enterprises)));
    assert_eq!(Some(month.0 + 1), bench.world().snapshot.as_ref().map(|s| s.now.0));
}

#[test]
fn the_mouse_opens_what_is_clicked_twice() {
    let mut bench = on_screen();
    bench.draw(80, 24);
    let wanted = Action::Adopters(crate::tui::screens::adopters::Act::Cell(7));
    let place = bench.app.regions.iter().find(|r| r.click == Some(wanted)).expect("a cell").area;
    bench.click(place.x + 1, place.y);
    assert_eq!((bench.world().adopters.cell(), bench.world().adopters.level), (7, Level::Matrix));
    bench.click(place.x + 1, place.y);
    assert_eq!(bench.world().adopters.level, Level::Cell);
}

#[test]
fn a_life_stays_in_sight_while_the_next_month_is_found() {
    let mut bench = on_screen();
    restless(&mut bench);
    let game = bench.game.as_mut().expect("a game");
    game.step();
    update::take(&mut bench.app, Arc::new(game.snapshot()));
    assert!(bench.world().adopters.life().is_some());
    let frame = bench.draw(80, 24);
    assert!(frame.contains("uses ") && !frame.contains("played again"), "{frame}");
}
