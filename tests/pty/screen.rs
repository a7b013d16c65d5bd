//! What the screen shows and takes: a game, the mouse, colours, settings, the tour.

use std::process::Command;

use vt100::MouseProtocolMode;

use crate::terminal::{Terminal, home};

#[test]
fn a_game_from_the_start_screen_to_the_end() {
    let mut terminal = Terminal::start(120, 36, &[], &[]);
    terminal.wait_for("Scenarios");
    assert!(terminal.shown.lock().unwrap().screen().alternate_screen());
    terminal.press("\x1b[B");
    terminal.wait_for("▸ Two worlds");
    terminal.press("\r");
    terminal.wait_for("play as");
    terminal.press("\r");
    terminal.wait_for("Who runs on what");
    terminal.wait_for("100 futures");
    terminal.press("\x1b[C\x1b[C");
    terminal.wait_for("enter applies");
    terminal.press("\r");
    terminal.wait_for("moved from May 2025");
    terminal.press(" ");
    terminal.wait_for("Jul 2025");
    terminal.press(" ");
    terminal.wait_for("paused");
    terminal.resize(80, 24);
    terminal.wait_until("the narrow screen", |s| {
        s.contents().contains("─ Labs ─") && s.contents().contains("WoN")
    });
    terminal.press("\t\t");
    terminal.wait_for("OpenAI");
    terminal.press("q");
    terminal.wait_for("Leave the program?");
    terminal.press("y");
    let (status, left) = terminal.ended();
    assert!(status.success(), "{status:?}");
    assert!(!left.contains("Who runs on what"), "{left}");
}

#[test]
fn the_evidence_is_simulated_when_it_is_looked_at() {
    let mut terminal = Terminal::playing(120, 36);
    terminal.press("6");
    terminal.wait_for("downloads-cumulative");
    terminal.wait_for("Model better than last value in");
    terminal.press("\t/chip_d");
    terminal.wait_for("1 left");
    terminal.wait_for("By how much it moves outcomes of Dec 2030");
    terminal.press("\r");
    terminal.press("q");
    assert!(terminal.ended().0.success());
    // Whoever leaves before it is there waits for nothing.
    let mut terminal = Terminal::playing(80, 24);
    terminal.press("6q");
    assert!(terminal.ended().0.success());
}

#[test]
fn the_mouse_moves_a_lever_and_can_be_switched_off() {
    let mut terminal = Terminal::playing(120, 36);
    assert_ne!(terminal.shown.lock().unwrap().screen().mouse_protocol_mode(), MouseProtocolMode::None);
    let text = terminal.text();
    let (row, line) = text.lines().enumerate().find(|(_, line)| line.contains('●')).expect("a slider");
    let column = line.chars().position(|c| c == '●').expect("a handle");
    // Press and let go six cells further to the right.
    let (x, y) = (column + 1, row + 1);
    terminal.press(&format!("\x1b[<0;{x};{y}M\x1b[<32;{};{y}M\x1b[<0;{};{y}m", x + 6, x + 6));
    terminal.wait_for("enter applies");
    terminal.press("\r");
    terminal.wait_for("moved from May 2025");
    terminal.press("qy");
    assert!(terminal.ended().0.success());
    let still =
        ["play", "two-worlds", "--as", "observer", "--adopters", "400", "--futures", "8", "--no-mouse"];
    let mut terminal = Terminal::start(80, 24, &still, &[]);
    terminal.wait_for("8 futures");
    assert_eq!(terminal.shown.lock().unwrap().screen().mouse_protocol_mode(), MouseProtocolMode::None);
    terminal.press("q");
    assert!(terminal.ended().0.success());
}

#[test]
fn without_colour_there_are_still_marks() {
    let arguments = ["play", "two-worlds", "--as", "observer", "--adopters", "400", "--futures", "8"];
    let mut terminal = Terminal::start(80, 24, &arguments, &[("NO_COLOR", "1")]);
    terminal.wait_for("8 futures");
    {
        let shown = terminal.shown.lock().unwrap();
        let cells: Vec<_> = (0..24).flat_map(|y| (0..80).map(move |x| (y, x))).collect();
        let cell = |(y, x): &(u16, u16)| shown.screen().cell(*y, *x).unwrap();
        let plain = |at: &(u16, u16)| {
            cell(at).fgcolor() == vt100::Color::Default && cell(at).bgcolor() == vt100::Color::Default
        };
        assert!(cells.iter().all(plain));
        assert!(cells.iter().any(|at| cell(at).inverse()) && cells.iter().any(|at| cell(at).bold()));
    }
    terminal.press("q");
    assert!(terminal.ended().0.success());
}

#[test]
fn a_small_terminal_is_told_what_is_needed() {
    let mut terminal =
        Terminal::start(50, 12, &["play", "two-worlds", "--as", "observer", "--adopters", "400"], &[]);
    terminal.wait_for("needs at least 60x18, this is 50x12");
    terminal.resize(80, 24);
    terminal.wait_for("Who runs on what");
    terminal.press("q");
    assert!(terminal.ended().0.success());
}

#[test]
fn mistakes_in_the_settings_are_shown_before_the_screen_is_taken() {
    let home = home();
    let file = home.path().join("weights-of-nations/config.toml");
    std::fs::write(&file, "theme = \"dark\"\n[keys]\nstep = [\"u\"]\n").unwrap();
    let variables = [("XDG_CONFIG_HOME", home.path().to_str().unwrap())];
    let terminal = Terminal::start(100, 30, &["play", "two-worlds", "--as", "observer"], &variables);
    let (status, left) = terminal.ended();
    assert_eq!(status.exit_code(), 2);
    let left = left.replace('\n', "");
    for part in
        ["config.toml:3:8", "`keys.step`", "the key `u` is taken by `undo`", "help: choose another key"]
    {
        assert!(left.contains(part), "{part} in {left}");
    }
}

#[test]
fn the_first_run_offers_the_tour_and_only_the_first() {
    let home = tempfile::tempdir().unwrap();
    let variables = [("XDG_STATE_HOME", home.path().to_str().unwrap())];
    let arguments = ["play", "two-worlds", "--as", "observer", "--adopters", "400", "--futures", "8"];
    let mut terminal = Terminal::start(120, 36, &arguments, &variables);
    terminal.wait_for("A first look around?");
    terminal.press("y");
    terminal.wait_for("1 of 6");
    terminal.press("g");
    terminal.wait_for("2 of 6");
    terminal.press("\x1bq");
    terminal.press("q");
    assert!(terminal.ended().0.success());
    let mut terminal = Terminal::start(120, 36, &arguments, &variables);
    terminal.wait_for("8 futures");
    assert!(!terminal.text().contains("A first look around?"));
    terminal.press("q");
    assert!(terminal.ended().0.success());
}

#[test]
fn the_settings_shape_the_screen() {
    let home = home();
    let file = home.path().join("weights-of-nations/config.toml");
    std::fs::write(&file, "glyphs = \"ascii\"\narchetypes = true\n[keys]\nquit = \"Q\"\n").unwrap();
    let variables = [("XDG_CONFIG_HOME", home.path().to_str().unwrap())];
    let arguments = ["play", "two-worlds", "--as", "observer", "--adopters", "400", "--futures", "8"];
    let mut terminal = Terminal::start(120, 36, &arguments, &variables);
    terminal.wait_for("8 futures");
    terminal.wait_for("Chinese eff");
    assert!(terminal.text().is_ascii() && terminal.text().contains("Q quit"), "{}", terminal.text());
    terminal.press("y");
    terminal.wait_for("Copied 84 months of 'adoption shares");
    terminal.press("Q");
    assert!(terminal.ended().0.success());
}

#[test]
fn where_there_is_no_screen_it_says_what_to_do_instead() {
    let advice = "the screen needs a terminal; to run it without one: weights run two-worlds";
    let output = Command::new(env!("CARGO_BIN_EXE_weights")).args(["play", "two-worlds"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert_eq!(String::from_utf8(output.stderr).unwrap().trim(), format!("error: {advice}"));
    let (status, left) =
        Terminal::start(80, 24, &["play", "two-worlds", "--as", "observer"], &[("TERM", "dumb")]).ended();
    assert_eq!(status.exit_code(), 2);
    assert!(left.replace('\n', "").contains("weights run two-worlds"), "{left}");
}
