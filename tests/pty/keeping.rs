//! Games made by the screen: kept on every way out, resumed, told again, verified.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::terminal::Terminal;

/// The files of games kept in a folder.
pub fn kept(state: &Path) -> Vec<PathBuf> {
    let folder = state.join("weights-of-nations/playthroughs");
    std::fs::read_dir(folder).map_or(Vec::new(), |all| all.map(|entry| entry.unwrap().path()).collect())
}

#[test]
fn a_game_is_kept_on_every_way_out_and_resumed() {
    for way in ["quit", "signal"] {
        let mut terminal = Terminal::playing(100, 30);
        let state = terminal.state.take().unwrap();
        terminal.press("\x1b[C\r.");
        terminal.wait_for("Jun 2025");
        terminal.press(".");
        terminal.wait_for("Jul 2025");
        if way == "quit" {
            terminal.press("q");
            terminal.wait_for("kept");
            terminal.press("y");
        } else {
            terminal.signal("TERM");
        }
        terminal.ended();
        let files = kept(state.path());
        assert_eq!(files.len(), 1, "{way}");
        let text = std::fs::read_to_string(&files[0]).unwrap();
        assert!(text.contains("now = \"2025-07\"") && text.contains("us.export_controls"), "{way}: {text}");
        let path = state.path().to_str().unwrap();
        let mut again = Terminal::start(100, 30, &[], &[("XDG_STATE_HOME", path)]);
        again.wait_for("Resume: Two worlds");
        again.press("\r");
        again.wait_for("Who runs on what");
        again.wait_for("Jul 2025");
        again.press("q");
        again.wait_for("Leave the program?");
        again.press("y");
        assert!(again.ended().0.success());
        let mut once_more = Terminal::start(100, 30, &["play", "--resume"], &[("XDG_STATE_HOME", path)]);
        once_more.wait_for("Jul 2025");
        once_more.press("S");
        once_more.wait_for("WN1-");
        once_more.press("S");
        once_more.wait_until("the sheet closed", |screen| !screen.contents().contains("WN1-"));
        once_more.press("qy");
        assert!(once_more.ended().0.success());
        assert_eq!(kept(state.path()).len(), 1, "it is kept in the same file");
    }
}

/// The program without a screen: what it writes, if it succeeds.
fn weights(state: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_weights"));
    let output = command.args(arguments).env("XDG_STATE_HOME", state).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{arguments:?}: {}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

/// Lets months of 2025 go by: a month is asked for when the one before is there.
fn months(terminal: &mut Terminal, names: &[&str]) {
    for name in names {
        terminal.press(".");
        terminal.wait_for(&format!("Two worlds  {name} 2025"));
    }
}

/// Tries a move out and applies it, each once the screen shows it.
fn move_lever(terminal: &mut Terminal, keys: &str) {
    terminal.press(keys);
    terminal.wait_for("⏎ apply");
    terminal.press("\r");
    terminal.wait_until("the move applied", |screen| !screen.contents().contains("⏎ apply"));
}

/// Plays a game by keys that has a bit of everything: moves, a prediction, time, going back, two lines.
fn play(terminal: &mut Terminal) {
    terminal.press("\x1b[C\x1b[C");
    terminal.wait_for("enter applies");
    terminal.press("p");
    terminal.wait_for("predict and apply");
    terminal.press("\x1b[C\r");
    terminal.wait_for("moved from May 2025");
    months(terminal, &["Jun", "Jul", "Aug"]);
    // Another lever, and back in time: what was done last is undone and done again.
    move_lever(terminal, "\x1b[B\x1b[B\x1b[C");
    months(terminal, &["Sep"]);
    terminal.press("u");
    terminal.wait_for("Two worlds  Aug 2025");
    terminal.press("U");
    terminal.wait_for("Two worlds  Sep 2025");
    terminal.press("[[");
    terminal.press("b");
    terminal.wait_for("take it");
    terminal.press(", the other way\r");
    // The first row names the line of play, where there is more than one, before the month.
    terminal.wait_for("Jul 2025  ‖");
    move_lever(terminal, "\x1b[C\x1b[C\x1b[C");
    terminal.press(">");
    terminal.wait_for("Oct 2025  ‖");
}

#[test]
fn a_game_made_by_the_screen_is_verified_on_one_thread_and_on_two() {
    let mut terminal = Terminal::playing(120, 36);
    let state = terminal.state.take().unwrap();
    play(&mut terminal);
    terminal.press("q");
    terminal.wait_for("Leave the program?");
    terminal.press("y");
    assert!(terminal.ended().0.success());
    let files = kept(state.path());
    assert_eq!(files.len(), 1);
    let file = files[0].to_str().unwrap();
    let verified = ["1", "2"].map(|jobs| weights(state.path(), &["verify", file, "--jobs", jobs]));
    assert_eq!(verified[0], verified[1], "threads change no byte");
    assert!(verified[0].ends_with("the bytes agree\n"), "{}", verified[0]);
    assert_eq!(verified[0].matches("agrees").count(), 2, "both lines: {}", verified[0]);
    let told = weights(state.path(), &["replay", file, "--text"]);
    assert!(told.contains("the other way") && told.contains("WN1-"), "{told}");
    let code = weights(state.path(), &["code", file]);
    let of_code = weights(state.path(), &["verify", code.trim(), "--jobs", "2"]);
    assert!(of_code.ends_with("the bytes agree\n"), "{of_code}");
}

#[test]
fn a_game_killed_half_way_is_resumed_where_it_was_kept() {
    let mut terminal = Terminal::playing(100, 30);
    let state = terminal.state.take().unwrap();
    terminal.press("\x1b[C\r");
    months(&mut terminal, &["Jun", "Jul"]);
    let text = |files: &[PathBuf]| files.first().map(std::fs::read_to_string);
    terminal.wait_until(
        "the game written down",
        |_| matches!(text(&kept(state.path())), Some(Ok(text)) if text.contains("now = \"2025-07\"")),
    );
    terminal.kill();
    let path = state.path().to_str().unwrap();
    let variables = [("XDG_STATE_HOME", path)];
    let mut again = Terminal::start(100, 30, &["play", "--resume"], &variables);
    again.wait_for("Jul 2025");
    again.wait_for("0.55 was 0.50");
    again.press(".");
    again.wait_for("Aug 2025");
    again.press("q");
    again.wait_for("Leave the program?");
    again.press("y");
    assert!(again.ended().0.success());
    let files = kept(state.path());
    assert_eq!(files.len(), 1, "it is kept in the same file");
    let verified = weights(state.path(), &["verify", files[0].to_str().unwrap()]);
    assert!(verified.ends_with("the bytes agree\n"), "{verified}");
}
