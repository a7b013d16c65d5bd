//! An hour of play, compressed: the memory that the program holds stays flat.

use std::time::{Duration, Instant};

use crate::memory;
use crate::storm::{Dice, ended_well};
use crate::terminal::Terminal;

/// A player does something every two seconds.
const ACTS_OF_AN_HOUR: usize = 1800;
/// Scenarios played one after the other.
const SCENARIOS: usize = 12;

/// What a player does on the screens of a game: keys, and afterwards the keys that bring back to the World
/// screen.
const ACTS: [(&str, &str); 22] = [
    ("\x1b[C\x1b[C\x1b[C", "\r"),
    ("\x1b[B\x1b[C\x1b[C", "\r"),
    ("\x1b[B\x1b[B\x1b[D\x1b[D", "\r"),
    ("\x1b[C\x1b[C", "u"),
    ("n", "\r"),
    ("p\x1b[C\x1b[C", "\r"),
    (" ", " "),
    ("++ ", " "),
    (">", ""),
    (".", ""),
    ("w\x1b[C", "w"),
    ("\tw", "w\x1b[Z"),
    ("uuu", "U"),
    ("[[[[", "\r"),
    ("{", "\r"),
    ("bother\r", ""),
    ("v", "v"),
    ("grsf", "grs"),
    ("2\x1b[C\x1b[B\r", "1"),
    ("3\x1b[B\x1b[B\r", "1"),
    ("4\x1b[B\x1b[B", "1"),
    ("5\x1b[B", "1"),
];

/// Plays a scenario from the list: so many acts, and back to the list. The most KiB that were in memory while
/// it was played.
fn play(terminal: &mut Terminal, number: usize, acts: usize, dice: &mut Dice) -> Option<u64> {
    terminal.press(&"\x1b[A".repeat(20));
    terminal.press(&"\x1b[B".repeat(number));
    terminal.press("\r");
    terminal.wait_for("play as");
    terminal.press("\r");
    terminal.wait_until("a game", |s| s.contents().contains("Who runs on what"));
    let mut most = None;
    for _ in 0..acts {
        let (keys, back) = *dice.of(&ACTS);
        for keys in [keys, back] {
            terminal.press(keys);
            std::thread::sleep(Duration::from_millis(50 + dice.below(400)));
        }
        most = most.max(memory::resident(terminal.id()));
    }
    let start = Instant::now();
    while !terminal.text().contains("Scenarios ─") {
        assert!(start.elapsed() < Duration::from_secs(60), "no way back:\n{}", terminal.text());
        terminal.press(if terminal.text().contains("Leave this game?") { "y" } else { "\x1b" });
        std::thread::sleep(Duration::from_millis(150));
    }
    most
}

#[test]
#[ignore = "takes a quarter of an hour; docs/performance.md says how to run it"]
fn an_hour_of_play_leaves_the_memory_flat() {
    let mut terminal = Terminal::start(120, 36, &[], &[]);
    terminal.wait_for("Scenarios");
    let mut dice = Dice::new(3);
    let (start, mut held) = (Instant::now(), Vec::new());
    println!("| played | minutes of the clock | most MiB while playing | MiB afterwards |");
    println!("| --- | --- | --- | --- |");
    for number in 0..SCENARIOS {
        // Once a game has been kept, going on with it is offered first.
        let place = number + usize::from(number > 0);
        let most = play(&mut terminal, place, ACTS_OF_AN_HOUR / SCENARIOS, &mut dice);
        let (Some(most), Some(after)) = (most, memory::resident(terminal.id())) else {
            return memory::not_measured();
        };
        let (played, clock) = ((number + 1) * 60 / SCENARIOS, start.elapsed().as_secs_f64() / 60.0);
        let [most_mib, after_mib] = [most, after].map(|kib| kib as f64 / 1024.0);
        println!("| {played} min | {clock:.1} | {most_mib:.1} | {after_mib:.1} |");
        held.push(most);
    }
    let (early, late) = held.split_at(SCENARIOS / 2);
    let most = |part: &[u64]| part.iter().copied().max().unwrap();
    assert!(most(late) < most(early) * 5 / 4, "KiB in memory: {held:?}");
    ended_well(terminal.left());
}
