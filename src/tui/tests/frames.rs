//! Frames of every size, as text.

use super::*;
use crate::model::lever::Lever;
use crate::model::setup::ScheduledKind;
use crate::playthrough::Facts;
use crate::scenario::Reference;
use crate::scenario::dilemma::{self as consequence, Answer, Dilemma, OBSERVER};
use crate::scenario::{Role, Side, Target};
use crate::tui::action::actions;
use crate::tui::app::{Overlay, Question, Screen};
use crate::tui::key::Key;
use crate::tui::keymap::Keymap;
use crate::tui::layout::SMALLEST;
use crate::tui::overlays::asked;

/// A game some months on, with a lever moved, so that everything has something to show.
fn played() -> Bench {
    let mut bench = Bench::playing();
    bench.press("right right right right . . .");
    bench
}

/// The game that is played as somebody: a government with capital, or a lab that moves no lever.
fn played_as(lab: Option<&str>, dilemmas: Vec<Dilemma>) -> Bench {
    let mut bench = Bench::start();
    bench.press("enter");
    let target = Target {
        measure: "adoption_share",
        groups: vec![("bloc", "us".to_owned())],
        side: Side::AtLeast,
        value: 0.6,
        month: None,
    };
    let role = Role {
        id: "us_government".into(),
        title: "American government".into(),
        lab: lab.map(Into::into),
        levers: if lab.is_some() { vec![] } else { vec![Lever::UsExportControls, Lever::UsPublicCompute] },
        capital: 60.0,
        income: 6.0,
        costs: Vec::new(),
        reactive: false,
        goal: "Have American models carry more than three fifths of the world's use.".into(),
        targets: vec![target],
    };
    let facts = Facts { role: Some(role), dilemmas, ..fixture::facts() };
    bench.app.screen = Screen::World(Box::default());
    let mut game = Game::new(facts);
    game.project();
    update::take(&mut bench.app, Arc::new(game.snapshot()));
    bench.game = Some(game);
    bench
}

/// Something that comes up in the first month.
fn dilemma() -> Dilemma {
    let answer = |label: &str, cost| Answer {
        label: label.into(),
        text: format!("{label}, and say why."),
        cost,
        effects: vec![consequence::Effect {
            act: consequence::Act::Event { lab: "meta".into(), kind: ScheduledKind::Setback(3) },
            after: 1,
            chance: 1.0,
        }],
        blowback: Vec::new(),
    };
    Dilemma {
        id: "judge".into(),
        title: "A judge and a state's law".into(),
        text: "A company asks a court to stop a state's law before it takes effect.".into(),
        roles: vec![OBSERVER.into(), "us_government".into()],
        when: Vec::new(),
        from: Month(16),
        until: None,
        precedent: Reference {
            title: "A court".into(),
            date: "2024-10".into(),
            fact: "A judge stopped most of a law.".into(),
            address: None,
        },
        options: vec![answer("Argue against the law", 5.0), answer("Argue for the law", 0.0)],
    }
}

/// Screens and sheets of one game, each with the keys that lead to it from the one before.
const SCENES: &[(&str, &str)] = &[
    ("world", ""),
    ("world_worlds", "tab"),
    ("world_labs", "tab"),
    ("world_news", "tab"),
    ("world_looking", "tab [ ["),
    ("world_trying", "esc enter left left"),
    ("draft", "m"),
    ("predict", "esc p"),
    ("adopters", "esc esc 2"),
    ("adopters_map", "m"),
    ("adopters_cell", "m enter"),
    ("adopters_adopter", "enter"),
    ("labs", "3"),
    ("labs_releases", "tab"),
    ("labs_frontier", "tab m"),
    ("policy", "m 4"),
    ("policy_links", "tab"),
    ("policy_about", "tab"),
    ("compare", "tab 5"),
    ("help", "1 ?"),
    ("explain", "esc e"),
    ("palette", "esc :"),
    ("save", "esc x"),
    ("briefing", "esc i"),
    ("saved", "esc S"),
    ("name", "esc b"),
    ("lines", "enter B"),
    ("world_of_two_lines", "esc"),
    ("compare_of_two_lines", "right right enter . . 5"),
    ("question", "1 q"),
    ("why_share", "n tab w"),
    ("why_release", "esc tab w"),
    ("tour", "esc shift-tab shift-tab f2"),
];

/// All frames of a place: every size in colour, and the middle one without colour and in ASCII.
fn frames(bench: &mut Bench) -> String {
    let mut all = String::new();
    let looks = [
        ("colour", Depth::True, Glyphs::Braille, &[(60, 18), (80, 24), (120, 36), (200, 60)][..]),
        ("mono", Depth::None, Glyphs::Braille, &[(80, 24)][..]),
        ("ascii", Depth::None, Glyphs::Ascii, &[(80, 24)][..]),
    ];
    for (name, depth, glyphs, sizes) in looks {
        bench.app.look = Look::new(Theme::new(ThemeName::Dark, depth), glyphs);
        for (w, h) in sizes {
            let drawn = bench.draw(*w, *h);
            assert!(glyphs != Glyphs::Ascii || drawn.is_ascii(), "{name}: {drawn}");
            all.push_str(&format!("== {w}x{h} {name} {}\n{drawn}", "=".repeat(usize::from(*w) - 20)));
        }
    }
    bench.app.look = Look::new(Theme::new(ThemeName::Dark, Depth::True), Glyphs::Braille);
    all
}

/// Looks at every place of the screen, the sheets that wait for an answer included.
fn visit(mut look: impl FnMut(&str, &mut Bench)) {
    let mut start = Bench::start();
    look("start", start.press("down"));
    start.app.overlay = Some(Overlay::Question(Question::Tour));
    look("question_tour", &mut start);
    start.app.overlay = None;
    start.app.cards[1].parts.push(Part { title: "American government".into(), ..Part::observer() });
    look("cast", start.press("enter down"));
    let mut bench = played();
    for (name, keys) in SCENES {
        bench.press(keys).find();
        look(name, &mut bench);
    }
    let mut government = played_as(None, vec![dilemma()]);
    look("dilemma", &mut government);
    look("dilemma_told", government.press("enter").find());
    look("world_as_government", government.press("enter down down"));
    let mut lab = played_as(Some("deepseek"), Vec::new());
    look("world_as_lab", &mut lab);
    for _ in 0..40 {
        lab.press(".");
    }
    assert!(lab.world().is_asked(), "a lab has a new model now and then");
    lab.app.overlay = Some(Overlay::Asked(asked::State::new(false)));
    look("release", &mut lab);
}

#[test]
fn every_place_at_every_size() {
    visit(|name, bench| insta::assert_snapshot!(format!("all_{name}"), frames(bench)));
}

#[test]
fn keys_that_were_changed_are_shown_everywhere() {
    // Every entry has a key that no entry has by itself: letters of other scripts.
    let mut keys = Keymap::default();
    for (i, spec) in actions().enumerate() {
        let letter = char::from_u32(0x0400 + i as u32).expect("a letter");
        keys.set(spec, vec![Key::char(letter)]);
    }
    visit(|name, bench| {
        let own = std::mem::replace(&mut bench.app.keys, keys.clone());
        for (w, h) in [(80, 24), (120, 60), (200, 60)] {
            let drawn = bench.draw(w, h);
            for key in ["⏎", "⌫", "←→", "↑↓", "esc", "enter ", " tab ", "space ", "shift ", "page down"]
            {
                assert!(!drawn.contains(key), "{name}: {key} in {drawn}");
            }
        }
        bench.app.keys = own;
    });
}

#[test]
fn no_word_of_the_screen_is_cut_at_the_side_of_a_sheet() {
    let mut bench = played();
    let below = bench.draw(120, 36);
    let words: Vec<&str> = below.split_whitespace().collect();
    bench.press("q");
    let shown = bench.draw(120, 36);
    for line in shown.lines().skip(1) {
        let sides = line.split_once("Leave").map_or(line, |(before, _)| before);
        for word in sides.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic)) {
            assert!(words.contains(&word) || shown_on_sheet(word), "{word} in {line}");
        }
    }
}

/// The words of the question itself.
fn shown_on_sheet(word: &str) -> bool {
    "Leave the program The moves and months of this game would be lost y leave n stay esc closes yes no"
        .split_whitespace()
        .any(|own| own == word)
}

#[test]
fn plain_frames_are_plain() {
    let mut bench = Bench::new(Depth::None, Glyphs::Ascii);
    for (w, h) in [(60, 18), (80, 24), (120, 36), (200, 60)] {
        assert!(bench.draw(w, h).is_ascii());
    }
    bench.press("enter right right . ");
    for (w, h) in [(60, 18), (120, 36), (200, 60)] {
        let frame = bench.draw(w, h);
        let odd: String = frame.chars().filter(|c| !c.is_ascii()).collect();
        assert_eq!(odd, "", "{w}x{h}");
    }
    bench.press("?");
    assert!(bench.draw(120, 60).is_ascii());
}

#[test]
fn without_colour_no_cell_has_one() {
    use ratatui::style::Color;
    let mut bench = Bench::new(Depth::None, Glyphs::Braille);
    bench.press("enter right . tab");
    for (w, h) in [(80, 24), (120, 36)] {
        let buf = frame(&mut bench.app, w, h);
        assert!(buf.content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
    }
}

#[test]
fn a_terminal_too_small_is_told_so() {
    let mut bench = played();
    let narrow = bench.draw(SMALLEST.0 - 1, 30);
    assert!(narrow.contains("needs at least 60x18, this is 59x30"), "{narrow}");
    assert!(bench.draw(100, SMALLEST.1 - 1).contains("needs at least 60x18"));
    for (w, h) in (0..70).flat_map(|w| (0..22).map(move |h| (w, h))) {
        bench.draw(w, h);
    }
}

#[test]
fn the_band_opens_from_now() {
    let bench = played();
    let world = bench.world();
    let now = world.snapshot.as_ref().map(|s| s.played.months()).expect("a game");
    for line in world.lines.iter().filter(|line| !line.band.is_empty()) {
        assert!(line.band[..now - 1].iter().all(|edges| edges.0.is_nan()));
        assert_eq!(line.band[now - 1], (line.points[now - 1], line.points[now - 1]));
        assert!(line.band[now..].iter().all(|(low, high)| low <= high));
        assert_eq!(line.points.len(), 84);
    }
}
