//! The program on a terminal, and what that terminal shows.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use vt100::{MouseProtocolMode, Parser};

const PATIENCE: Duration = Duration::from_secs(60);

/// A small game that answers quickly.
pub const SMALL: [&str; 8] =
    ["play", "two-worlds", "--as", "observer", "--adopters", "400", "--futures", "8"];

/// The program on a terminal, and what that terminal shows.
pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    pub shown: Arc<Mutex<Parser>>,
    settings_before: String,
    /// Settings and kept games of its own, so that the user's do not disturb; gone with the terminal. The
    /// program's current directory as well.
    pub state: Option<tempfile::TempDir>,
    reader: JoinHandle<()>,
    /// The terminal is to be closed: nobody reads any more.
    closed: Arc<AtomicBool>,
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn cells(n: u16) -> NonZero<u16> {
    NonZero::new(n).unwrap()
}

/// A home in which the tour has been offered.
pub fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("weights-of-nations");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("tour-offered"), "").unwrap();
    home
}

/// A program with the settings of the tests, in a home.
fn command(program: &str, home: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.args(arguments);
    command.cwd(home);
    for name in ["NO_COLOR", "LC_ALL", "LC_CTYPE", "WT_SESSION"] {
        command.env_remove(name);
    }
    for (name, value) in [("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("LANG", "C.UTF-8")] {
        command.env(name, value);
    }
    command.env("XDG_CONFIG_HOME", home);
    command.env("XDG_STATE_HOME", home);
    for (name, value) in variables {
        command.env(name, value);
    }
    command
}

impl Terminal {
    pub fn start(cols: u16, rows: u16, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        Self::start_in(home(), cols, rows, arguments, variables)
    }

    /// With settings and kept games that are there already. Another build than that of the tests is driven
    /// where `WEIGHTS_PROGRAM` says so.
    pub fn start_in(
        home: tempfile::TempDir,
        cols: u16,
        rows: u16,
        arguments: &[&str],
        variables: &[(&str, &str)],
    ) -> Self {
        let program = std::env::var("WEIGHTS_PROGRAM");
        let program = program.as_deref().unwrap_or(env!("CARGO_BIN_EXE_weights"));
        let command = command(program, home.path(), arguments, variables);
        Self::of(command, home, cols, rows)
    }

    /// A shell with job control, without marks of its own on the terminal.
    pub fn shell(cols: u16, rows: u16) -> Self {
        let home = home();
        std::fs::write(home.path().join("inputrc"), "set enable-bracketed-paste off\n").unwrap();
        let inputrc = home.path().join("inputrc");
        let variables = [("PS1", "$ "), ("ENV", ""), ("INPUTRC", inputrc.to_str().unwrap())];
        let command = command("/bin/sh", home.path(), &["-i"], &variables);
        Self::of(command, home, cols, rows)
    }

    fn of(command: CommandBuilder, home: tempfile::TempDir, cols: u16, rows: u16) -> Self {
        let pty = native_pty_system().openpty(size(cols, rows)).unwrap();
        let settings_before = settings(pty.master.as_ref());
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let shown = Arc::new(Mutex::new(Parser::new(cells(rows), cells(cols), 0)));
        let closed = Arc::new(AtomicBool::new(false));
        let mut output = pty.master.try_clone_reader().unwrap();
        let (screen, hung_up) = (Arc::clone(&shown), Arc::clone(&closed));
        let reader = std::thread::spawn(move || {
            let mut bytes = [0; 1 << 14];
            while let (Ok(n @ 1..), false) = (output.read(&mut bytes), hung_up.load(Ordering::Acquire)) {
                screen.lock().unwrap().process(&bytes[..n]);
            }
        });
        let keys = pty.master.take_writer().unwrap();
        Self { master: pty.master, keys, child, shown, settings_before, state: Some(home), reader, closed }
    }

    /// In a small game that answers quickly.
    pub fn playing(cols: u16, rows: u16) -> Self {
        let terminal = Self::start(cols, rows, &SMALL, &[]);
        terminal.wait_for("8 futures");
        terminal
    }

    pub fn press(&mut self, keys: &str) {
        self.try_to_press(keys.as_bytes()).unwrap();
    }

    /// As `press`, where the program may have ended.
    pub fn try_to_press(&mut self, keys: &[u8]) -> std::io::Result<()> {
        self.keys.write_all(keys)?;
        self.keys.flush()
    }

    pub fn text(&self) -> String {
        self.shown.lock().unwrap().screen().contents()
    }

    pub fn wait_until(&self, what: &str, done: impl Fn(&vt100::Screen) -> bool) {
        let start = Instant::now();
        while !done(self.shown.lock().unwrap().screen()) {
            assert!(start.elapsed() < PATIENCE, "waited in vain for {what}:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub fn wait_for(&self, text: &str) {
        self.wait_until(text, |screen| screen.contents().contains(text));
    }

    pub fn resize(&self, cols: u16, rows: u16) {
        self.shown.lock().unwrap().screen_mut().set_size(cells(rows), cells(cols));
        self.master.resize(size(cols, rows)).unwrap();
    }

    pub fn id(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    pub fn signal(&self, name: &str) {
        let id = self.id().to_string();
        assert!(Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
    }

    /// Whether the line settings are those of before the program.
    pub fn has_its_settings(&self) -> bool {
        settings(self.master.as_ref()) == self.settings_before
    }

    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Waits for the end of the process.
    fn status(&mut self) -> ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            if start.elapsed() > PATIENCE {
                self.child.kill().unwrap();
                panic!("it does not end:\n{}", self.text());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits for the end and looks at the terminal: nothing of the program may stay behind.
    pub fn ended(mut self) -> (ExitStatus, String) {
        let status = self.status();
        // All that was written has to be read before it can be judged.
        self.wait_until("the terminal given back", |screen| is_whole(screen) && self.reader.is_finished());
        assert!(self.has_its_settings(), "the line settings are as before");
        (status, self.text())
    }

    /// Leaves by the keys a player would use, wherever the program is.
    pub fn left(mut self) -> (ExitStatus, String) {
        let start = Instant::now();
        while !self.has_ended() {
            assert!(start.elapsed() < PATIENCE, "no way out:\n{}", self.text());
            let asked = self.text().contains("Leave the program?");
            // It may end at any moment: what it does not take then is no failure.
            for key in if asked { ["y"].as_slice() } else { &["\x1b", "q"] } {
                let _ = self.try_to_press(key.as_bytes());
                std::thread::sleep(Duration::from_millis(60));
            }
        }
        self.ended()
    }

    /// Ends the program as nothing can withstand.
    pub fn kill(mut self) {
        self.signal("KILL");
        self.status();
    }

    /// Closes the terminal under the program, as closing its window does; how the program ended.
    pub fn close(self) -> ExitStatus {
        let Self { master, keys, mut child, reader, closed, .. } = self;
        closed.store(true, Ordering::Release);
        // The reader looks up when the program draws.
        master.resize(size(91, 31)).unwrap();
        reader.join().unwrap();
        drop((keys, master));
        let start = Instant::now();
        loop {
            match child.try_wait().unwrap() {
                Some(status) => return status,
                None if start.elapsed() > PATIENCE => {
                    child.kill().unwrap();
                    panic!("it goes on without a terminal");
                }
                None => std::thread::sleep(Duration::from_millis(10)),
            }
        }
    }
}

pub fn is_whole(screen: &vt100::Screen) -> bool {
    !screen.alternate_screen()
        && !screen.hide_cursor()
        && !screen.bracketed_paste()
        && screen.mouse_protocol_mode() == MouseProtocolMode::None
}

/// The terminal's line settings: echo, line editing, signals.
fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().map(|t| (t.input_flags, t.output_flags, t.local_flags)))
}
