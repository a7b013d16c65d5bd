//! The program in a real pseudo-terminal: it draws, answers, and gives the terminal back whole on every way out.
#![cfg(all(unix, feature = "tui"))]
#![expect(clippy::unwrap_used, reason = "everything here is a test or a part of one")]

use std::io::{Read, Write};
use std::num::NonZero;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use vt100::{MouseProtocolMode, Parser};

const PATIENCE: Duration = Duration::from_secs(60);

/// The program on a terminal, and what that terminal shows.
struct Terminal {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    shown: Arc<Mutex<Parser>>,
    settings_before: String,
    /// Settings and kept games of its own, so that the user's do not disturb; gone with the terminal.
    state: Option<tempfile::TempDir>,
    reader: JoinHandle<()>,
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn cells(n: u16) -> NonZero<u16> {
    NonZero::new(n).unwrap()
}

/// A home in which the tour has been offered.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("weights-of-nations");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("tour-offered"), "").unwrap();
    home
}

impl Terminal {
    fn start(cols: u16, rows: u16, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let pty = native_pty_system().openpty(size(cols, rows)).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_weights"));
        command.args(arguments);
        for name in ["NO_COLOR", "LC_ALL", "LC_CTYPE", "WT_SESSION"] {
            command.env_remove(name);
        }
        for (name, value) in [("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("LANG", "C.UTF-8")] {
            command.env(name, value);
        }
        let home = home();
        command.env("XDG_CONFIG_HOME", home.path());
        command.env("XDG_STATE_HOME", home.path());
        for (name, value) in variables {
            command.env(name, value);
        }
        let settings_before = settings(pty.master.as_ref());
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let shown = Arc::new(Mutex::new(Parser::new(cells(rows), cells(cols), 0)));
        let mut output = pty.master.try_clone_reader().unwrap();
        let screen = Arc::clone(&shown);
        let reader = std::thread::spawn(move || {
            let mut bytes = [0; 1 << 14];
            while let Ok(n @ 1..) = output.read(&mut bytes) {
                screen.lock().unwrap().process(&bytes[..n]);
            }
        });
        let keys = pty.master.take_writer().unwrap();
        Self { master: pty.master, keys, child, shown, settings_before, state: Some(home), reader }
    }

    /// In a small game that answers quickly.
    fn playing(cols: u16, rows: u16) -> Self {
        let arguments = ["play", "two-worlds", "--as", "observer", "--adopters", "400", "--futures", "8"];
        let terminal = Self::start(cols, rows, &arguments, &[]);
        terminal.wait_for("8 futures");
        terminal
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    fn text(&self) -> String {
        self.shown.lock().unwrap().screen().contents()
    }

    fn wait_until(&self, what: &str, done: impl Fn(&vt100::Screen) -> bool) {
        let start = Instant::now();
        while !done(self.shown.lock().unwrap().screen()) {
            assert!(start.elapsed() < PATIENCE, "waited in vain for {what}:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn wait_for(&self, text: &str) {
        self.wait_until(text, |screen| screen.contents().contains(text));
    }

    fn resize(&self, cols: u16, rows: u16) {
        self.shown.lock().unwrap().screen_mut().set_size(cells(rows), cells(cols));
        self.master.resize(size(cols, rows)).unwrap();
    }

    fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
    }

    /// Waits for the end and looks at the terminal: nothing of the program may stay behind.
    fn ended(mut self) -> (ExitStatus, String) {
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            if start.elapsed() > PATIENCE {
                self.child.kill().unwrap();
                panic!("it does not end:\n{}", self.text());
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        // All that was written has to be read before it can be judged.
        self.wait_until("the terminal given back", |screen| is_whole(screen) && self.reader.is_finished());
        assert_eq!(settings(self.master.as_ref()), self.settings_before, "the line settings are as before");
        (status, self.text())
    }
}

fn is_whole(screen: &vt100::Screen) -> bool {
    !screen.alternate_screen()
        && !screen.hide_cursor()
        && !screen.bracketed_paste()
        && screen.mouse_protocol_mode() == MouseProtocolMode::None
}

/// The terminal's line settings: echo, line editing, signals.
fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().map(|t| (t.input_flags, t.output_flags, t.local_flags)))
}

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

/// The files of games kept in a folder.
fn kept(state: &std::path::Path) -> Vec<std::path::PathBuf> {
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
    terminal.wait_until("the shell's screen", is_whole);
    terminal.signal("CONT");
    terminal.wait_until("the screen again", |s| {
        s.alternate_screen() && s.contents().contains("Who runs on what")
    });
    terminal.press("q");
    assert!(terminal.ended().0.success());
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
