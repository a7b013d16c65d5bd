//! Progress of long work, with its rate and the time left: a bar on a terminal, or lines for a log.

use std::io::{IsTerminal as _, Write};
use std::time::{Duration, Instant};

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

/// Work that ends sooner shows no bar.
pub const PATIENCE: Duration = Duration::from_millis(800);

/// How progress is told, on standard error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Shown {
    /// A bar, and a word at the end; only on a terminal
    #[default]
    Bar,
    /// A line with each tenth of the work, and a word at the end; also where there is no terminal, as in a job's log
    Lines,
    /// Nothing but what needs to be known
    None,
}

impl Shown {
    /// Whether somebody wants to be told what was done.
    pub fn is_watched(self) -> bool {
        match self {
            Self::Bar => std::io::stderr().is_terminal(),
            Self::Lines => true,
            Self::None => false,
        }
    }

    /// Tells it whoever wants to know.
    pub fn tell(self, text: &str) {
        if self.is_watched() {
            // A closed stderr is no reason to fail.
            let _ = writeln!(std::io::stderr(), "{text}");
        }
    }
}

/// Work of so many pieces, some of which had been done before it began.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    from: u64,
    all: u64,
}

impl Pace {
    /// For work that begins with so many pieces done.
    pub const fn new(from: u64, all: u64) -> Self {
        Self { from, all }
    }

    /// Rate and time left, once so many pieces are done, those before included, and so much time has gone by. The rate
    /// is that of all pieces done since the start: what had been done before, and how often somebody looked, does not
    /// count.
    pub fn told(self, done: u64, elapsed: Duration) -> String {
        let fresh = done.saturating_sub(self.from);
        if fresh == 0 || elapsed.is_zero() {
            return "time left not known yet".to_owned();
        }
        let rate = fresh as f64 / elapsed.as_secs_f64();
        let left = duration(self.all.saturating_sub(done) as f64 / rate);
        match rate {
            fast if fast >= 9.95 => format!("{fast:.0} a second  {left} left"),
            slow if slow >= 0.995 => format!("{slow:.1} a second  {left} left"),
            slower => format!("{:.1} a minute  {left} left", 60.0 * slower),
        }
    }

    /// A bar of it, at the place where it began. It hides itself where standard error is no terminal.
    pub fn bar(self, started: Instant, what: &str) -> ProgressBar {
        let bar = ProgressBar::with_draw_target(Some(self.all), ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template(&format!("{{pos}} of {{len}} {what}  {{bar:30}}  {{pace}}"));
        let pace = move |state: &ProgressState, out: &mut dyn std::fmt::Write| {
            // Writing to a string cannot fail.
            let _ = out.write_str(&self.told(state.pos(), started.elapsed()));
        };
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.with_style(style.with_key("pace", pace).progress_chars("##-")).with_position(self.from)
    }
}

/// Seconds in words.
pub fn duration(seconds: f64) -> String {
    match seconds {
        s if s < 100.0 => format!("{s:.0} s"),
        s if s < 6000.0 => format!("{:.0} min", s / 60.0),
        s if s < 360_000.0 => format!("{:.1} h", s / 3600.0),
        s => format!("{:.1} days", s / 86_400.0),
    }
}

/// Progress of work that counts its pieces itself.
pub struct Meter {
    shown: Shown,
    pace: Pace,
    started: Instant,
    bar: Option<ProgressBar>,
    done: u64,
    what: &'static str,
}

impl Meter {
    /// For so much work, so much of which is done.
    pub fn new(shown: Shown, done: u64, all: u64, what: &'static str) -> Self {
        Self { shown, pace: Pace::new(done, all), started: Instant::now(), bar: None, done, what }
    }

    /// One more piece is done.
    pub fn advance(&mut self) {
        self.done += 1;
        match self.shown {
            Shown::None => {}
            Shown::Lines => {
                if let Some(line) = tenth(self.done, self.pace, self.what, self.started.elapsed()) {
                    self.shown.tell(&line);
                }
            }
            Shown::Bar => {
                if self.bar.is_none() && self.started.elapsed() >= PATIENCE {
                    self.bar = Some(self.pace.bar(self.started, self.what));
                }
                if let Some(bar) = &self.bar {
                    bar.set_position(self.done);
                }
            }
        }
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// The line of a piece with which another tenth of all is done.
fn tenth(done: u64, pace: Pace, what: &str, elapsed: Duration) -> Option<String> {
    let tenths = |done: u64| 10 * done / pace.all.max(1);
    let is_new = tenths(done) > tenths(done - 1);
    let percent = 10 * tenths(done);
    is_new.then(|| format!("{percent} %: {done} of {} {what}  {}", pace.all, pace.told(done, elapsed)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_is_right_with_the_first_look() {
        let fresh = Pace::new(0, 3300);
        assert_eq!(fresh.told(67, Duration::from_millis(944)), "71 a second  46 s left");
        assert_eq!(fresh.told(0, Duration::from_secs(3)), "time left not known yet");
        let slow = Pace::new(0, 100);
        assert_eq!(slow.told(10, Duration::from_secs(4)), "2.5 a second  36 s left");
        assert_eq!(slow.told(1, Duration::from_secs(60)), "1.0 a minute  99 min left");
    }

    #[test]
    fn what_had_been_done_before_makes_nothing_faster() {
        let resumed = Pace::new(460, 3300);
        assert_eq!(resumed.told(523, Duration::from_millis(800)), "79 a second  35 s left");
        assert_eq!(resumed.told(460, Duration::from_secs(1)), "time left not known yet");
        assert_eq!(resumed.told(3300, Duration::from_secs(40)), "71 a second  0 s left");
    }

    #[test]
    fn a_bar_shows_that_pace_however_late_it_is_first_drawn() {
        let started = Instant::now();
        let bar = Pace::new(460, 3300).bar(started, "runs");
        assert_eq!((bar.position(), bar.length()), (460, Some(3300)));
    }

    #[test]
    fn there_is_a_line_with_each_tenth_and_none_between() {
        let lines = |from: u64, all: u64| -> Vec<String> {
            let pace = Pace::new(from, all);
            let line = |done| tenth(done, pace, "runs", Duration::from_secs(1));
            let short = |line: String| line.split("  ").next().unwrap_or_default().to_owned();
            (from + 1..=all).filter_map(line).map(short).collect()
        };
        assert_eq!(lines(0, 3300).len(), 10);
        assert_eq!(lines(0, 3300)[0], "10 %: 330 of 3300 runs");
        assert_eq!(
            lines(2500, 3300),
            ["80 %: 2640 of 3300 runs", "90 %: 2970 of 3300 runs", "100 %: 3300 of 3300 runs"]
        );
        assert_eq!(lines(0, 3), ["30 %: 1 of 3 runs", "60 %: 2 of 3 runs", "100 %: 3 of 3 runs"]);
    }
}
