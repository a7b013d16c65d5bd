//! Sequences of keys and of the mouse, and what they bring about.

use proptest::prelude::*;

use super::*;
use crate::model::bloc::{Bloc, Segment};
use crate::model::lever::{LEVERS, Lever};
use crate::playthrough::Grouping;
use crate::tui::action::{Panel, actions};
use crate::tui::app::{Overlay, Question, Screen};
use crate::tui::update::Opening;

const CONTROLS: Lever = Lever::UsExportControls;

#[test]
fn a_scenario_is_chosen_and_played() {
    let mut bench = Bench::start();
    bench.press("down down down up enter");
    assert_eq!(
        bench.effects,
        [Effect::Open(Opening { scenario: "two-worlds".into(), role: None, dilemmas: false })]
    );
    assert_eq!(bench.world().snapshot.as_ref().map(|s| s.now), Some(Month(16)));
}

#[test]
fn a_lever_moves_by_steps_and_the_futures_answer() {
    let mut bench = Bench::playing();
    let medians = |bench: &Bench| -> Vec<Vec<f64>> {
        bench.world().lines.iter().map(|line| line.points.clone()).collect()
    };
    let before = medians(&bench);
    bench.press("right right");
    assert_eq!(bench.world().value(CONTROLS), 0.45);
    assert_eq!(bench.world().given(CONTROLS), 0.35);
    assert!(bench.world().draft.is_none(), "the answer has come");
    assert_ne!(medians(&bench), before);
    assert!(bench.world().lines.iter().any(|line| !line.ghost.is_empty()), "the baseline stays as a ghost");
    bench.press("s-right left");
    assert!((bench.world().value(CONTROLS) - 0.41).abs() < 1e-12);
    bench.press("backspace");
    assert_eq!(bench.world().value(CONTROLS), 0.35);
    assert!(medians(&bench) == before);
}

#[test]
fn keys_pressed_before_the_answer_add_up() {
    let mut bench = Bench::playing();
    let right = Event::Key(KeyEvent::new(KeyCode::Right, KeyModifiers::NONE));
    // Effects are held back, as when the game is busy.
    (0..3).for_each(|_| drop(update::input(&mut bench.app, &right)));
    assert_eq!(bench.world().value(CONTROLS), 0.5);
    (0..30).for_each(|_| drop(update::input(&mut bench.app, &right)));
    assert_eq!(bench.world().value(CONTROLS), 1.0);
}

#[test]
fn a_count_moves_by_whole_units() {
    let mut bench = Bench::playing();
    bench.press("down right s-right");
    assert_eq!(
        (bench.world().lever, bench.world().value(Lever::UsStateRegimes)),
        (Lever::UsStateRegimes, 4.0)
    );
}

#[test]
fn named_settings_come_in_turn() {
    let mut bench = Bench::playing();
    let settings: Vec<f64> = (0..4)
        .map(|_| {
            bench.press("n");
            bench.world().value(CONTROLS)
        })
        .collect();
    assert_eq!(settings, [0.75, 1.0, 0.0, 0.35]);
}

#[test]
fn time_goes_by_and_comes_back() {
    let mut bench = Bench::playing();
    bench.press(". . right .");
    assert_eq!(bench.world().snapshot.as_ref().map(|s| s.now), Some(Month(19)));
    bench.press("u u");
    assert_eq!(bench.world().value(CONTROLS), 0.35);
    assert_eq!(bench.world().snapshot.as_ref().map(|s| s.now), Some(Month(18)));
    bench.press("space");
    assert!(bench.world().playing && bench.app.month_lasts().is_some());
    bench.press("+ + + space");
    assert!(!bench.world().playing && bench.world().speed == 4);
}

#[test]
fn play_stops_at_the_end() {
    let mut bench = Bench::playing();
    bench.press("space");
    for _ in 0..80 {
        bench.press(".");
    }
    assert!(bench.world().at_end() && !bench.world().playing);
    bench.press("esc");
    let effects = bench.effects.len();
    bench.press(". space right n");
    assert_eq!(bench.effects.len(), effects);
    let end = bench.draw(120, 36);
    assert!(end.contains("the end"));
    assert!(end.contains("This world: ") && end.contains("esc leads to the scenarios"), "{end}");
    assert!(!end.contains("futures that end so"));
}

#[test]
fn lever_keys_move_nothing_out_of_sight() {
    for key in ["right", "left", "s-right", "n", "backspace"] {
        let mut bench = Bench::playing();
        bench.press("tab tab");
        assert_eq!(bench.world().panel, Panel::Labs);
        let effects = bench.effects.len();
        bench.press(key);
        assert_eq!((bench.world().panel, bench.effects.len()), (Panel::Levers, effects), "{key}");
    }
}

#[test]
fn the_plan_of_a_lever_is_shown_and_what_replaces_it() {
    let mut bench = Bench::playing();
    for (w, h) in [(80, 24), (120, 36)] {
        assert!(bench.draw(w, h).contains("planned: 0.50 from May 2027"), "{w}x{h}");
    }
    // Moved there and back, the lever stands where it did, but the plan is gone until it is put back.
    bench.press("right left");
    assert_eq!(bench.world().value(CONTROLS), bench.world().given(CONTROLS));
    assert!(bench.draw(120, 36).contains("replaces 0.50 from May 2027"));
    bench.press("backspace");
    assert!(bench.draw(120, 36).contains("planned: 0.50 from May 2027"));
}

#[test]
fn the_chart_looks_elsewhere() {
    let mut bench = Bench::playing();
    bench.press("g r s");
    let world = bench.world();
    assert_eq!((world.grouping, world.scope.region), (Grouping::Bloc, Some(Bloc::Us)));
    assert_eq!(world.scope.segment, Some(Segment::Developers));
    bench.press("g g g r r r r s s s s s");
    let world = bench.world();
    assert_eq!((world.grouping, world.scope.region, world.scope.segment), (Grouping::BlocAccess, None, None));
}

#[test]
fn esc_steps_back_and_never_quits() {
    let mut bench = Bench::playing();
    bench.press("? esc");
    assert_eq!(bench.app.overlay, None);
    bench.press("esc");
    assert!(matches!(bench.app.screen, Screen::Start));
    bench.press("esc esc esc");
    assert!(!bench.effects.contains(&Effect::Quit));
}

#[test]
fn leaving_asks_where_something_would_be_lost() {
    let mut bench = Bench::playing();
    bench.press("right enter q");
    assert_eq!(bench.app.overlay, Some(Overlay::Question(Question::Quit)));
    bench.press("n esc");
    assert_eq!(bench.app.overlay, Some(Overlay::Question(Question::Leave)));
    bench.press("esc q x q y");
    assert_eq!(bench.effects.last(), Some(&Effect::Quit));
    let mut untouched = Bench::playing();
    untouched.press("q");
    assert_eq!(untouched.effects.last(), Some(&Effect::Quit));
}

#[test]
fn control_keys_suspend_and_quit() {
    let mut bench = Bench::playing();
    bench.press("ctrl-z right ctrl-c ctrl-c");
    assert!(bench.effects.contains(&Effect::Suspend));
    assert_eq!(bench.effects.last(), Some(&Effect::Quit));
}

#[test]
fn the_mouse_moves_a_slider() {
    let mut bench = Bench::playing();
    bench.draw(120, 36);
    let slider = |bench: &Bench, lever| {
        bench.app.regions.iter().find(|r| r.slider == Some(lever)).map(|r| r.area).expect("a slider")
    };
    let area = slider(&bench, Lever::UsFederalPreemption);
    bench.click(area.right() - 1, area.y);
    assert_eq!(bench.world().value(Lever::UsFederalPreemption), 1.0);
    assert_eq!(bench.world().lever, Lever::UsFederalPreemption);
    // Held, it follows the hand beyond its own place; let go, it stays.
    let down = MouseEventKind::Down(MouseButton::Left);
    bench.mouse(down, area.x, area.y);
    bench.mouse(MouseEventKind::Drag(MouseButton::Left), area.right() + 40, area.y + 9);
    assert_eq!(bench.world().value(Lever::UsFederalPreemption), 1.0);
    bench.mouse(MouseEventKind::Up(MouseButton::Left), 0, 0);
    bench.mouse(MouseEventKind::Drag(MouseButton::Left), area.x, area.y);
    assert_eq!(bench.world().value(Lever::UsFederalPreemption), 1.0);
    bench.mouse(MouseEventKind::ScrollDown, area.x, area.y);
    assert_eq!(bench.world().value(Lever::UsFederalPreemption), 0.95);
}

#[test]
fn the_mouse_reaches_what_keys_reach() {
    let mut bench = Bench::playing();
    let text = bench.draw(120, 36);
    let footer = text.lines().last().expect("a footer");
    let at = footer.find("month").expect("the key for a month");
    bench.click(u16::try_from(footer[..at].chars().count()).expect("a column"), 35);
    assert_eq!(bench.effects.last(), Some(&Effect::Game(Command::Step)));
    bench.draw(80, 24);
    let news =
        bench.app.regions.iter().find(|r| r.click == Some(crate::tui::action::Action::Focus(Panel::News)));
    let tab = news.expect("a tab").area;
    bench.click(tab.x, tab.y);
    assert_eq!(bench.world().panel, Panel::News);
}

#[test]
fn a_click_upon_a_sheet_does_not_reach_below() {
    let mut bench = Bench::playing();
    bench.press("?");
    bench.draw(120, 36);
    let effects = bench.effects.len();
    for y in 6..30 {
        bench.click(60, y);
    }
    assert_eq!(bench.effects.len(), effects);
}

#[test]
fn help_explains_every_action_of_the_screen() {
    let mut bench = Bench::playing();
    bench.press("?");
    let help = bench.draw(120, 60);
    for spec in actions().filter(|s| s.place == crate::tui::action::Place::World) {
        let start: String = spec.sentence.chars().take(20).collect();
        assert!(help.contains(&start), "{:?}", spec.action);
    }
    assert!(help.contains("there is nothing to take back"));
}

#[test]
fn every_lever_can_be_reached() {
    let mut bench = Bench::playing();
    for spec in &LEVERS {
        assert_eq!(bench.world().lever, spec.lever);
        let shown = bench.draw(80, 24);
        let title: String = spec.title.chars().take(20).collect();
        assert!(shown.contains(&format!("▸ {title}")), "{}", spec.name);
        bench.press("down");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn no_keys_break_it(
        keys in proptest::collection::vec(0usize..24, 1..40),
        clicks in proptest::collection::vec((0u16..130, 0u16..40), 1..8),
        w in 0u16..210, h in 0u16..64,
    ) {
        const KEYS: [&str; 24] = ["enter", "esc", "space", "tab", "up", "down", "left", "right", "s-right",
            "pageup", "pagedown", "backspace", "g", "r", "s", "n", "u", ".", "+", "-", "?", "i", "y", "0"];
        let mut bench = Bench::start();
        for key in keys {
            bench.press(KEYS[key]);
        }
        bench.draw(w, h);
        for (x, y) in clicks {
            let quit = bench.app.regions.at(x, y).and_then(|r| r.click) == Some(crate::tui::action::Action::Quit);
            if !quit {
                bench.click(x, y);
            }
            bench.draw(w, h);
        }
        for region in bench.app.regions.iter() {
            prop_assert!(region.area.right() <= w && region.area.bottom() <= h, "{region:?} in {w}x{h}");
        }
    }
}

/// A number drawn from a seed: the same keys on every run.
fn draw_of(i: u64, what: u64, below: usize) -> usize {
    let mut x = i.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ what.wrapping_mul(0xD1B5_4A32_D192_ED03);
    x ^= x >> 31;
    x = x.wrapping_mul(0x94D0_49BB_1331_11EB);
    ((x ^ (x >> 29)) % below as u64) as usize
}

#[test]
fn twenty_thousand_random_keys_and_clicks_at_changing_sizes_break_nothing() {
    const KEYS: [&str; 12] = [
        "enter",
        "esc",
        "tab",
        "up",
        "down",
        "left",
        "right",
        "pageup",
        "pagedown",
        "backspace",
        "home",
        "end",
    ];
    let letters: Vec<char> = (' '..='~').collect();
    let mut bench = Bench { slow: true, ..Bench::start() };
    let (mut w, mut h) = (120, 36);
    let mut largest = 0;
    for i in 0..20_000 {
        match draw_of(i, 0, 10) {
            0..=3 => drop(bench.press(KEYS[draw_of(i, 1, KEYS.len())])),
            4..=6 => {
                let letter = letters[draw_of(i, 1, letters.len())];
                bench.input(&Event::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE)));
            }
            7 | 8 => bench.click(draw_of(i, 1, 210) as u16, draw_of(i, 2, 66) as u16),
            _ => bench.mouse(MouseEventKind::ScrollDown, draw_of(i, 1, 210) as u16, draw_of(i, 2, 66) as u16),
        }
        if draw_of(i, 3, 50) == 0 {
            (w, h) = (draw_of(i, 4, 210) as u16, draw_of(i, 5, 66) as u16);
        }
        if i % 20 == 0 {
            // Most frames are drawn before the answers are there, or with those of a while ago.
            if i % 100 == 0 {
                bench.settle();
            }
            bench.draw(w, h);
            let regions = &bench.app.regions;
            assert!(
                regions.iter().all(|r| r.area.right() <= w && r.area.bottom() <= h),
                "event {i}: {w}x{h}"
            );
        }
        // What a game keeps has a bound: lines of play and answers are not piled up.
        if let Some(snapshot) = bench.app.world().and_then(|world| world.snapshot.as_ref()) {
            largest = largest.max(snapshot.lines.all().len());
            assert!(snapshot.findings.len() <= 256, "event {i}: {} answers kept", snapshot.findings.len());
        }
        bench.effects.clear();
    }
    assert!(largest > 1, "the keys reached the lines of play");
    assert!(largest <= crate::playthrough::MOST_LINES);
}
