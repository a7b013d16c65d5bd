//! The command `run` on a terminal: width, colours and NO_COLOR, and a progress bar on long work only.
#![cfg(unix)]

use std::io::Read;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

/// All that the program writes to a terminal of a width.
fn on_terminal(columns: u16, environment: &[(&str, &str)], args: &[&str]) -> String {
    let size = PtySize { rows: 40, cols: columns, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_weights"));
    command.args(args);
    command.env("TERM", "xterm-256color");
    command.env_remove("NO_COLOR");
    environment.iter().for_each(|(name, value)| command.env(name, value));
    let mut child = pair.slave.spawn_command(command).expect("the program starts");
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().expect("a reader");
    let mut written = Vec::new();
    // The end of a pseudo-terminal reads as an error on Linux.
    let mut part = [0; 4096];
    while let Ok(n @ 1..) = reader.read(&mut part) {
        written.extend_from_slice(&part[..n]);
    }
    assert!(child.wait().expect("the program ends").success());
    String::from_utf8_lossy(&written).into_owned()
}

const SMALL: [&str; 6] = ["run", "history", "--runs", "2", "--adopters", "300"];

#[test]
fn a_terminal_gets_colours_unless_they_are_not_wanted() {
    let coloured = on_terminal(100, &[], &SMALL);
    assert!(coloured.contains("\u{1b}[1m") && coloured.contains("\u{1b}[34m"), "{coloured}");
    let plain = on_terminal(100, &[("NO_COLOR", "1")], &SMALL);
    assert!(!plain.contains('\u{1b}'), "{plain}");
    assert!(
        plain.lines().any(|line| line.trim_end().len() > 72)
            && plain.lines().all(|line| line.trim_end().len() <= 80)
    );
}

#[test]
fn a_narrow_terminal_gets_shorter_lines() {
    let narrow = on_terminal(64, &[("NO_COLOR", "1")], &SMALL);
    for line in narrow.lines() {
        let length = line.trim_end().len();
        // A heading is one line whatever the width: the terminal breaks it.
        assert!(length <= 64 || !line.starts_with(' '), "{length}: {line}");
    }
}

#[test]
fn long_work_shows_how_far_it_is_and_short_work_does_not() {
    assert!(!on_terminal(80, &[], &SMALL).contains("runs  #"));
    // Seconds of work for one thread.
    let size = ["--runs", "150", "--adopters", "50000", "--jobs", "1"];
    let long = on_terminal(80, &[], &[&["run", "history"], size.as_slice()].concat());
    assert!(long.contains(" of 150 runs"), "{long}");
}
