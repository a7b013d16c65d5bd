//! Palette, help, explanations, tour, themes, archetypes, copies and the screen for being read aloud.

use super::*;
use crate::model::lever::{LEVERS, Lever};
use crate::tui::action::look::LookAct;
use crate::tui::action::{Action, Panel, Tab, actions};
use crate::tui::app::{Overlay, Question, Screen};
use crate::tui::numbers;
use crate::tui::picture::{self, Form};
use crate::tui::tour::STEPS;
use crate::tui::update::Opening;

impl Bench {
    /// Types a word, letter by letter.
    fn type_in(&mut self, word: &str) -> &mut Self {
        for c in word.chars() {
            self.input(&Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)));
        }
        self
    }

    fn aloud() -> Self {
        let mut bench = Self::new(Depth::None, Glyphs::Ascii);
        (bench.app.look.accessible, bench.app.look.motion) = (true, false);
        bench
    }
}

#[test]
fn the_palette_finds_by_the_beginnings_of_words() {
    let mut bench = Bench::playing();
    bench.press(":").type_in("chip exp");
    insta::assert_snapshot!("palette_80x24", bench.draw(80, 24));
    bench.press("enter");
    assert_eq!((bench.world().lever, bench.world().panel), (Lever::UsExportControls, Panel::Levers));
    assert_eq!(bench.app.overlay, None);
    bench.press("ctrl-p").type_in("lines lab");
    bench.press("enter");
    assert_eq!(bench.world().grouping, crate::playthrough::Grouping::Lab);
    bench.press("ctrl-p").type_in("xyzzy");
    assert!(bench.draw(80, 24).contains("Nothing here is called so."));
    bench.press("backspace backspace backspace backspace backspace esc");
    assert_eq!(bench.app.overlay, None);
}

#[test]
fn letters_typed_into_the_palette_do_nothing_else() {
    let mut bench = Bench::playing();
    let effects = bench.effects.len();
    bench.press(":").type_in("q.uy ?");
    assert_eq!(bench.effects.len(), effects);
    let Some(Overlay::Palette(state)) = &bench.app.overlay else { panic!("the palette is open") };
    assert_eq!(state.filter, "q.uy ?");
    bench.press("ctrl-c");
    assert_eq!(bench.effects.last(), Some(&Effect::Quit));
}

#[test]
fn every_lever_and_every_screen_is_in_the_palette() {
    let mut bench = Bench::playing();
    let names = |bench: &Bench| -> Vec<Action> {
        crate::tui::overlays::palette::entries(&bench.app, "").into_iter().map(|entry| entry.action).collect()
    };
    let found = names(&bench);
    for spec in &LEVERS {
        assert!(found.contains(&Action::Look(LookAct::Lever(spec.lever))), "{}", spec.name);
    }
    for tab in Tab::ALL {
        assert!(found.contains(&Action::Show(tab)), "{tab:?}");
    }
    // A lever is reached from every screen.
    bench.press("3 :").type_in("state ai");
    bench.press("enter");
    assert_eq!((bench.world().tab, bench.world().lever), (Tab::World, Lever::UsStateRegimes));
}

#[test]
fn what_cannot_be_done_says_why_and_stays() {
    let mut bench = Bench::playing();
    bench.press(":").type_in("take back the last");
    assert!(bench.draw(120, 36).contains("not now: there is nothing to take back"));
    bench.press("enter");
    assert_eq!(bench.app.notice.as_deref(), Some("Not now: there is nothing to take back."));
    assert!(matches!(bench.app.overlay, Some(Overlay::Palette(_))));
    assert!(bench.draw(120, 36).contains("Not now: there is nothing"));
    bench.press("down");
    assert_eq!(bench.app.notice, None);
}

#[test]
fn the_mouse_chooses_from_the_palette() {
    let mut bench = Bench::playing();
    bench.press(":").type_in("colours light");
    bench.draw(120, 36);
    let pick = Some(Action::Look(LookAct::Pick(0)));
    let row = bench.app.regions.iter().find(|r| r.click == pick).expect("a row").area;
    bench.click(row.x + 3, row.y);
    assert_eq!(bench.app.look.theme.name, ThemeName::Light);
    assert_eq!(bench.app.overlay, None);
}

#[test]
fn the_help_finds_words() {
    let mut bench = Bench::playing();
    bench.press("? /").type_in("lever small");
    let shown = bench.draw(80, 24);
    assert!(!shown.contains("Leave."), "{shown}");
    bench.press("backspace backspace backspace backspace backspace");
    insta::assert_snapshot!("help_filter_80x24", bench.draw(80, 24));
    bench.type_in("xyzzy");
    assert!(bench.draw(80, 24).contains("Nothing here holds these words."));
    // Esc clears the words first.
    bench.press("esc");
    assert!(bench.draw(80, 24).contains("What you see"));
    bench.press("esc");
    assert_eq!(bench.app.overlay, None);
}

#[test]
fn every_panel_explains_itself() {
    let mut bench = Bench::playing();
    bench.press("e");
    insta::assert_snapshot!("explain_120x60", bench.draw(120, 60));
    bench.press("e");
    assert_eq!(bench.app.overlay, None);
    for panel in Panel::ALL {
        let part = crate::tui::explain::panel(panel);
        assert_eq!(bench.world().panel, panel);
        bench.press("e");
        let shown = bench.draw(100, 24);
        let first = shown.lines().position(|line| line.contains(part.title) && !line.contains("──"));
        assert!(first.is_some_and(|row| row < 5), "{}: {shown}", part.title);
        bench.press("e tab");
    }
    for tab in Tab::ALL {
        let part = crate::tui::explain::tab(tab);
        assert!(part.seen.ends_with('.') && !part.title.is_empty());
    }
}

#[test]
fn the_tour_goes_over_the_real_screen() {
    let mut bench = Bench::start();
    bench.press("down down f2");
    let opening = Opening { scenario: "chip-wall".into(), role: None, dilemmas: false };
    assert_eq!(bench.effects.first(), Some(&Effect::Open(opening)));
    let step = |bench: &Bench| bench.app.tour.map(|tour| tour.step);
    // What is asked for is done, and the tour goes on by itself.
    for (i, keys) in ["g", "right right", "enter space", "w", "esc space u"].into_iter().enumerate() {
        assert_eq!(step(&bench), Some(i));
        insta::assert_snapshot!(format!("tour_{}_120x36", i + 1), bench.draw(120, 36));
        bench.press(keys);
    }
    assert_eq!(step(&bench), Some(5));
    bench.press("5");
    assert_eq!(step(&bench), None);
    assert!(bench.draw(120, 36).contains("That was the tour"));
}

#[test]
fn the_tour_can_be_read_through_and_left() {
    let mut bench = Bench::playing();
    bench.press("f2");
    for (w, h) in [(60, 18), (80, 24), (200, 60)] {
        let shown = bench.draw(w, h);
        assert!(shown.contains("1 of 6"), "{w}x{h}: {shown}");
    }
    for _ in &STEPS {
        bench.press("enter");
    }
    assert_eq!(bench.app.tour, None);
    bench.press("f2 esc");
    assert_eq!(bench.app.tour, None);
    assert!(matches!(bench.app.screen, Screen::World(_)), "esc left the tour, not the game");
}

#[test]
fn the_offer_can_be_taken_or_not() {
    let mut bench = Bench::start();
    bench.app.overlay = Some(Overlay::Question(Question::Tour));
    assert!(bench.draw(80, 24).contains("Six steps over the real screen"));
    bench.press("n");
    assert!(bench.app.overlay.is_none() && bench.app.tour.is_none());
    assert_eq!(bench.app.notice.as_deref(), Some("f2 starts the tour at any time."));
    bench.app.overlay = Some(Overlay::Question(Question::Tour));
    bench.press("y");
    assert!(bench.app.tour.is_some() && matches!(bench.app.screen, Screen::World(_)));
}

#[test]
fn themes_come_in_turn() {
    let mut bench = Bench::playing();
    bench.press("T");
    assert_eq!(bench.app.look.theme.name, ThemeName::Light);
    assert_eq!(bench.app.notice.as_deref(), Some("Colours: light."));
    let mut plain = Bench::new(Depth::None, Glyphs::Braille);
    plain.press("T");
    assert_eq!(plain.app.notice.as_deref(), Some("Not now: this terminal shows no colours."));
}

#[test]
fn archetypes_stand_for_names_everywhere() {
    let mut bench = Bench::playing();
    bench.press("right enter . . . . . . A g g g");
    let labs = crate::playthrough::fixture::facts().setup.labs;
    for keys in ["", "tab", "tab", "tab", "1", "2", "3", "4", "5", "e", "esc", "i"] {
        bench.press(keys);
        let shown = bench.draw(200, 60);
        for lab in &labs {
            assert!(!shown.contains(&lab.name), "{keys}: {} in {shown}", lab.name);
        }
    }
    bench.press("esc 1 A");
    assert!(bench.draw(200, 60).contains("DeepSeek"));
}

#[test]
fn the_numbers_of_the_chart_are_copied() {
    let mut bench = Bench::playing();
    bench.press("y");
    let Some(Effect::Copy(table)) = bench.effects.last().cloned() else { panic!("something is copied") };
    let rows: Vec<Vec<&str>> = table.text.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!((rows.len(), table.rows), (85, 84));
    assert!(rows.iter().all(|row| row.len() == 1 + 3 * bench.world().lines.len()));
    assert_eq!((rows[0][0], rows[1][0], rows[84][0]), ("month", "2024-01", "2030-12"));
    let line = &bench.world().lines[0];
    assert_eq!(rows[0][1], line.name);
    assert_eq!(rows[84][1], format!("{:.4}", line.points[83]));
    assert_eq!(rows[84][3], format!("{:.4}", line.band[83].1));
    assert_eq!(rows[1][2], "", "the past has no band");
    assert!(numbers::table(&World::default()).is_none());
}

#[test]
fn the_screen_is_saved_without_overwriting() {
    let mut bench = Bench::playing();
    bench.press("x");
    assert!(bench.draw(80, 24).contains("as a picture (SVG)"));
    bench.press("t");
    assert_eq!(bench.effects.last(), Some(&Effect::Save(Form::Text)));
    assert_eq!(bench.app.overlay, None);
    let folder = tempfile::tempdir().expect("a folder");
    let save = |form| picture::write(&bench.app, (80, 24), form, folder.path()).expect("a file");
    let names = [save(Form::Text), save(Form::Text), save(Form::Svg)];
    assert_eq!(
        names,
        [
            "weights-two-worlds-2025-05.txt",
            "weights-two-worlds-2025-05-2.txt",
            "weights-two-worlds-2025-05.svg"
        ]
    );
    let text = std::fs::read_to_string(folder.path().join(&names[0])).expect("a text");
    assert!(text.contains("Who runs on what") && text.lines().count() == 24);
    let svg = std::fs::read_to_string(folder.path().join(&names[2])).expect("a picture");
    assert!(svg.starts_with("<svg"));
}

#[test]
fn read_aloud_a_chart_is_sentences_and_nothing_is_drawn() {
    let mut bench = Bench::aloud();
    bench.press("enter right right");
    for (w, h) in [(60, 18), (120, 36), (200, 60)] {
        let shown = bench.draw(w, h);
        assert!(shown.is_ascii(), "{shown}");
        for drawn in ["---", "===", "___", "###", "|"] {
            assert!(!shown.contains(drawn), "{w}x{h}: {drawn} in\n{shown}");
        }
    }
    let shown = bench.draw(80, 24);
    assert!(shown.contains("Now is May 2025") && shown.contains(" at the end, from "), "{shown}");
    insta::assert_snapshot!("accessible_80x24", shown);
    assert!(!bench.app.look.motion);
}

#[test]
fn no_jargon_stands_on_the_screen() {
    const JARGON: [&str; 7] = ["oom", "hhi", "logit", "shapley", "nest", "utils", "ensemble"];
    let mut bench = Bench::playing();
    bench.press("right enter . . .");
    let mut texts: Vec<String> = actions().map(|spec| spec.sentence.to_owned()).collect();
    for spec in &LEVERS {
        texts.extend([spec.title, spec.meaning, spec.dynamics].map(str::to_owned));
    }
    for tab in ["1", "2", "3", "4", "5"] {
        bench.press(tab);
        texts.push(bench.draw(200, 60));
        for overlay in ["e", "?"] {
            bench.press(overlay);
            texts.push(bench.draw(200, 60));
            bench.press("esc");
        }
    }
    for step in &STEPS {
        texts.push(step.text.to_owned());
    }
    for text in texts {
        let lower = text.to_lowercase();
        for word in lower.split(|c: char| !c.is_alphanumeric()) {
            assert!(!JARGON.contains(&word), "{word} in {text}");
        }
    }
}

#[test]
fn every_panel_explains_itself_first() {
    let mut bench = Bench::playing();
    let first = |bench: &mut Bench| {
        bench.press("?");
        let help = bench.draw(120, 60);
        bench.press("esc");
        let after = help.split("What you see").nth(1).map(str::to_owned).unwrap_or_else(|| panic!("{help}"));
        after.lines().nth(1).map(str::to_owned).expect("a line")
    };
    for title in ["Levers:", "Which world?:", "Labs:", "News:"] {
        let told = first(&mut bench);
        assert!(told.contains(title), "{title}: {told}");
        bench.press("tab");
    }
    let pages = [
        ("2", "Regions and kinds of adopters:"),
        ("enter", "A cell:"),
        ("3", "Labs and the selected one:"),
        ("tab", "Releases:"),
        ("4", "Effects:"),
        ("tab", "Causes and effects:"),
        ("tab", "What it is:"),
        ("5", "Measures at the end:"),
        ("tab", "What makes it up:"),
        ("tab", "Moves:"),
        ("tab", "A and B:"),
    ];
    for (key, title) in pages {
        bench.press(key);
        let told = first(&mut bench);
        assert!(told.contains(title), "{title}: {told}");
    }
    bench.press("e");
    let told = bench.draw(120, 60);
    for title in ["A and B", "Difference", "Measures at the end", "What makes it up", "Moves"] {
        assert!(told.contains(title), "{title}: {told}");
    }
}

#[test]
fn a_scenario_named_at_the_start_asks_whose_part_is_played() {
    use crate::tui::overlays::cast;
    let mut bench = Bench::start();
    let role = Part {
        id: Some("us_government".into()),
        title: "The American government".into(),
        ..Part::observer()
    };
    bench.app.cards[1].parts.push(role);
    update::ask_part(&mut bench.app, "two-worlds", Some(false));
    let state = cast::State { selected: 0, dilemmas: Some(false) };
    assert_eq!(bench.app.overlay, Some(Overlay::Cast(state)));
    assert!(bench.draw(80, 24).contains("Two worlds: play as"));
    bench.press("down enter");
    let opening =
        Opening { scenario: "two-worlds".into(), role: Some("us_government".into()), dilemmas: false };
    assert_eq!(bench.effects.last(), Some(&Effect::Open(opening)));
    // Where the tour is offered it is asked afterwards.
    let mut first = Bench::start();
    first.app.cards.clone_from(&bench.app.cards);
    first.app.overlay = Some(Overlay::Question(Question::Tour));
    update::ask_part(&mut first.app, "two-worlds", None);
    assert_eq!(first.app.overlay, Some(Overlay::Question(Question::Tour)));
    first.press("n");
    assert!(matches!(first.app.overlay, Some(Overlay::Cast(_))));
}
