//! Every way out and back: signals, Ctrl-Z and `fg`, a panic, a closed terminal.

use vt100::MouseProtocolMode;

use crate::keeping::kept;
use crate::terminal::{SMALL, Terminal, is_whole};

#[test]
fn signals_end_it_and_are_passed_on() {
    for name in ["TERM", "HUP", "INT"] {
        let terminal = Terminal::playing(80, 24);
        terminal.signal(name);
        let (status, _) = terminal.ended();
        assert!(status.signal().is_some(), "SIG{name}: {status:?}");
    }
}

#[test]
fn a_stopped_program_comes_back_whole() {
    let mut terminal = Terminal::playing(80, 24);
    terminal.press("\x1a");
    terminal.wait_until("the shell's screen", |screen| is_whole(screen) && terminal.has_its_settings());
    terminal.signal("CONT");
    terminal.wait_until("the screen again", |s| {
        s.alternate_screen() && s.contents().contains("Who runs on what") && !terminal.has_its_settings()
    });
    terminal.press("q");
    assert!(terminal.ended().0.success());
}

/// As it is done by hand: Ctrl-Z, a command of the shell's, `fg`, more than once.
#[test]
fn a_shell_stops_it_and_fetches_it_back() {
    let mut shell = Terminal::shell(100, 30);
    shell.wait_for("$ ");
    let program = env!("CARGO_BIN_EXE_weights");
    shell.press(&format!("'{program}' {}\r", SMALL.join(" ")));
    shell.wait_for("8 futures");
    for round in ["one", "two"] {
        shell.press("\x1b[C\x1a");
        shell.wait_until("the shell's screen", is_whole);
        // What is typed is echoed and the shell answers: the line is its own again.
        shell.press(&format!("echo =$((20 + 1))={round}=\r"));
        shell.wait_for(&format!("=21={round}="));
        assert!(shell.text().contains(&format!("echo =$((20 + 1))={round}=")), "echoed: {}", shell.text());
        shell.press("fg\r");
        shell.wait_until("the screen again", |s| {
            s.alternate_screen() && s.hide_cursor() && s.contents().contains("8 futures")
        });
        assert_ne!(shell.shown.lock().unwrap().screen().mouse_protocol_mode(), MouseProtocolMode::None);
        shell.wait_for("enter applies");
    }
    shell.press("\x1b");
    shell.wait_until("the move dropped", |s| !s.contents().contains("enter applies"));
    shell.press("q");
    shell.wait_until("the shell's screen", is_whole);
    shell.press("echo left with $?\r");
    shell.wait_for("left with 0");
    shell.press("exit\r");
    assert!(shell.ended().0.success());
}

#[test]
fn a_closed_terminal_ends_it_and_the_game_is_kept() {
    let mut terminal = Terminal::playing(90, 30);
    let state = terminal.state.take().unwrap();
    terminal.press("\x1b[C\r.");
    terminal.wait_for("Jun 2025");
    let status = terminal.close();
    assert!(!status.success(), "{status:?}");
    let files = kept(state.path());
    assert_eq!(files.len(), 1);
    assert!(std::fs::read_to_string(&files[0]).unwrap().contains("now = \"2025-06\""));
}

/// Debug builds fail on request: F12 where the screen is drawn, F11 on another thread.
#[cfg(debug_assertions)]
#[test]
fn a_panic_on_any_thread_gives_the_terminal_back() {
    for (key, message) in [("\x1b[24~", "asked to fail"), ("\x1b[23~", "asked to fail elsewhere")] {
        let mut terminal = Terminal::playing(100, 30);
        terminal.press(key);
        let (status, left) = terminal.ended();
        assert!(!status.success());
        assert!(left.contains(message), "the message is to be read: {left}");
    }
}

#[test]
fn control_c_leaves_an_untouched_game() {
    let mut terminal = Terminal::playing(80, 24);
    terminal.press("\x03");
    assert!(terminal.ended().0.success());
}
