//! Storms: hundreds of new sizes at once, and thousands of random keys and movements of the mouse.

use portable_pty::ExitStatus;
use std::time::{Duration, Instant};

use crate::keeping::kept;
use crate::memory;
use crate::terminal::{SMALL, Terminal};

/// Numbers from a seed, the same on every run (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (x ^ (x >> 31)) % end
    }

    pub fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len() as u64) as usize]
    }

    /// Columns and rows of a terminal.
    pub fn size(&mut self) -> (u16, u16) {
        (1 + self.below(210) as u16, 1 + self.below(66) as u16)
    }
}

#[test]
fn a_storm_of_new_sizes_leaves_the_screen_right() {
    let arguments = ["play", "two-worlds", "--as", "observer", "--adopters", "2000", "--futures", "60"];
    let mut terminal = Terminal::start(120, 36, &arguments, &[]);
    terminal.wait_for("Who runs on what");
    let mut dice = Dice::new(11);
    for _ in 0..600 {
        let (cols, rows) = dice.size();
        terminal.resize(cols, rows);
        // Each move and each month sets the futures running anew.
        terminal
            .press(*dice.of(&["\x1b[C", "\x1b[D", "\x1b[B", "\r", ".", "u", "g", "\t", "r", "s", "[", "]"]));
        std::thread::sleep(Duration::from_micros(dice.below(4_000)));
    }
    terminal.resize(120, 36);
    // Now is looked at again, and the move that may be tried out is applied.
    for key in ["\x1b[F", "\r"] {
        terminal.press(key);
        std::thread::sleep(Duration::from_millis(50));
    }
    terminal.wait_until("a screen at rest", |s| {
        let text = s.contents();
        text.contains("60 futures") && !text.contains("of 60 futures") && !text.contains("enter applies")
    });
    let settled = settled(&terminal);
    assert!(settled.contains("Who runs on what") && settled.lines().count() <= 36, "{settled}");
    // Drawn anew it is the same, twice; how far lists are scrolled may hang on the size before.
    let anew = || {
        terminal.resize(100, 30);
        terminal.wait_until("the smaller screen", |s| s.contents().contains("Levers ─ Which world?"));
        terminal.resize(120, 36);
        self::settled(&terminal)
    };
    let first = anew();
    assert_eq!(first.lines().next(), settled.lines().next());
    assert_eq!(anew(), first);
    ended_well(terminal.left());
}

/// What the screen shows once it has not changed for a while.
fn settled(terminal: &Terminal) -> String {
    let (mut shown, mut since) = (terminal.text(), Instant::now());
    let start = Instant::now();
    while since.elapsed() < Duration::from_millis(600) {
        assert!(start.elapsed() < Duration::from_secs(60), "it never comes to rest:\n{shown}");
        std::thread::sleep(Duration::from_millis(20));
        let now = terminal.text();
        if now != shown {
            (shown, since) = (now, Instant::now());
        }
    }
    shown
}

/// Keys that write no character.
const KEYS: [&str; 22] = [
    "\r",
    "\x1b",
    "\t",
    "\x1b[Z",
    "\x1b[A",
    "\x1b[B",
    "\x1b[C",
    "\x1b[D",
    "\x1b[1;2C",
    "\x1b[1;2D",
    "\x1b[H",
    "\x1b[F",
    "\x1b[3~",
    "\x1b[5~",
    "\x1b[6~",
    "\x7f",
    "\x1bOQ",
    "\x10",
    "\x12",
    "\x13",
    "\x1c",
    "\x1b[200~a paste\r.q\x1b[201~",
];

/// The bytes of one random event, and how long a hand waits after it.
fn event(dice: &mut Dice) -> (String, Duration) {
    let now = Duration::ZERO;
    match dice.below(20) {
        0..=7 => {
            let key = *dice.of(&KEYS);
            // An escape at once followed by more would be another key.
            (key.into(), if key == "\x1b" { Duration::from_millis(2) } else { now })
        }
        8..=13 => match dice.below(95) as u8 + b' ' {
            // Leaving is tried at the end.
            b'q' => ("w".into(), now),
            letter => (char::from(letter).into(), now),
        },
        14..=18 => {
            let (x, y) = dice.size();
            let (to_x, to_y) = dice.size();
            (
                match dice.below(4) {
                    0 => format!("\x1b[<0;{x};{y}M\x1b[<32;{to_x};{to_y}M\x1b[<0;{to_x};{to_y}m"),
                    1 => format!("\x1b[<2;{x};{y}M\x1b[<2;{x};{y}m\x1b[<35;{to_x};{to_y}M"),
                    _ => format!("\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m"),
                },
                now,
            )
        }
        _ => {
            let (x, y) = dice.size();
            (format!("\x1b[<{};{x};{y}M", 64 + dice.below(2)), now)
        }
    }
}

/// The program under the storm; whoever happens on the way out is led in again.
struct Storm {
    terminal: Terminal,
    starts: usize,
    /// KiB in memory, at each rest.
    memory: Vec<u64>,
}

impl Storm {
    fn start() -> Self {
        Self { terminal: Terminal::playing(120, 36), starts: 1, memory: Vec::new() }
    }

    /// After a proper end, the program is started again where the game was kept.
    fn again(mut self) -> Self {
        let home = self.terminal.state.take().unwrap();
        ended_well(self.terminal.ended());
        let terminal = Terminal::start_in(home, 120, 36, &SMALL, &[]);
        terminal.wait_for("8 futures");
        Self { terminal, starts: self.starts + 1, memory: self.memory }
    }

    /// Whether a click goes to the word for leaving, in the last row: each start anew takes its time.
    fn leads_out(&self, bytes: &str) -> bool {
        let rows = self.terminal.shown.lock().unwrap().screen().size().0;
        bytes.starts_with("\x1b[<") && bytes.contains(&format!(";{rows}"))
    }

    /// Waits until all that was sent has been answered: a size too small is answered by words.
    fn rest(mut self, number: u64) -> Self {
        let (cols, rows) = (50 + (number % 10) as u16, 10 + (number / 10 % 8) as u16);
        self.terminal.resize(cols, rows);
        let said = format!("this is {cols}x{rows}");
        let start = Instant::now();
        while !self.terminal.text().replace('\n', " ").contains(&said) {
            if self.terminal.has_ended() {
                return self.again();
            }
            assert!(start.elapsed() < Duration::from_secs(60), "no answer:\n{}", self.terminal.text());
            std::thread::sleep(Duration::from_millis(5));
        }
        self.memory.extend(memory::resident(self.terminal.id()));
        self
    }

    /// After a quarter of the storm the memory is flat: a kilobyte an event would be seen.
    fn holds_no_more_than_early(&self) {
        if self.memory.is_empty() {
            return memory::not_measured();
        }
        let early = self.memory[self.memory.len() / 4];
        let late = self.memory[self.memory.len() / 4..].iter().max().unwrap();
        assert!(*late < early + 12 * 1024, "KiB in memory: {:?}", self.memory);
    }
}

pub fn ended_well((status, left): (ExitStatus, String)) {
    assert!(status.success() && !left.contains("panicked"), "{status:?}: {left}");
}

/// Seed and number of the events; `WEIGHTS_STORM=SEED,EVENTS` asks for others.
fn asked_for(events: u64) -> (u64, u64) {
    let text = std::env::var("WEIGHTS_STORM").unwrap_or_default();
    let mut numbers = text.split(',').map(|number| number.trim().parse().ok());
    (numbers.next().flatten().unwrap_or(7), numbers.next().flatten().unwrap_or(events))
}

#[test]
fn twenty_thousand_random_keys_and_clicks_leave_the_terminal_whole() {
    let (seed, events) = asked_for(20_000);
    eprintln!("again with: WEIGHTS_STORM={seed},{events} cargo test --test pty twenty_thousand");
    let mut dice = Dice::new(seed);
    let mut storm = Storm::start();
    for i in 1..=events {
        let (mut bytes, pause) = event(&mut dice);
        if storm.leads_out(&bytes) {
            bytes = "\t".into();
        }
        if storm.terminal.try_to_press(bytes.as_bytes()).is_err() {
            storm = storm.again();
        }
        // Now and then there is time for a frame.
        std::thread::sleep(pause + Duration::from_micros(dice.below(600)));
        if dice.below(50) == 0 {
            let (cols, rows) = dice.size();
            storm.terminal.resize(cols, rows);
        }
        if i % 250 == 0 {
            storm = storm.rest(i / 250);
            let (cols, rows) = dice.size();
            storm.terminal.resize(cols, rows);
        }
    }
    eprintln!("started {} times; KiB in memory at each rest: {:?}", storm.starts, storm.memory);
    storm.holds_no_more_than_early();
    storm.terminal.resize(120, 36);
    let state = storm.terminal.state.take().unwrap();
    ended_well(storm.terminal.left());
    assert!(!kept(state.path()).is_empty(), "the storm reached the game");
}
