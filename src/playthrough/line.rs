//! The lines of a game: several courses of play that start from the same opening, each with a name.

use super::journal::{Entry, Journal};
use crate::model::calendar::Month;

/// A line's number; it stays the same as long as the line is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct LineId(pub u32);

/// One course of play.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its number.
    pub id: LineId,
    /// Its name.
    pub name: String,
    /// The month in which it left the line that it comes from; none for the first line.
    pub begun: Option<Month>,
    /// What was done in it.
    pub journal: Journal,
}

/// All lines of a game; one of them is in play.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    all: Vec<Line>,
    current: usize,
    next: u32,
}

/// So many lines may be kept.
pub const MOST_LINES: usize = 32;

impl Default for Lines {
    fn default() -> Self {
        let first = Line { id: LineId(0), name: "main".into(), begun: None, journal: Journal::default() };
        Self { all: vec![first], current: 0, next: 1 }
    }
}

impl Lines {
    /// All lines, the oldest first.
    pub fn all(&self) -> &[Line] {
        &self.all
    }

    /// The line in play.
    pub fn current(&self) -> &Line {
        &self.all[self.current]
    }

    /// The line with this number.
    pub fn get(&self, id: LineId) -> Option<&Line> {
        self.all.iter().find(|line| line.id == id)
    }

    /// The journal of the line in play.
    pub fn journal(&self) -> &Journal {
        &self.all[self.current].journal
    }

    pub(super) fn journal_mut(&mut self) -> &mut Journal {
        &mut self.all[self.current].journal
    }

    pub(super) fn set_journal(&mut self, journal: Journal) {
        self.all[self.current].journal = journal;
    }

    /// Writes an entry into the line in play; acts that had been taken back stay as a line of their own.
    pub(super) fn push(&mut self, entry: Entry, now: Month) {
        if let Some(lost) = self.journal_mut().push(entry) {
            let name = format!("{} until {now}", self.current().name);
            self.add(lost, now, name);
        }
    }

    /// Begins a line and puts it into play.
    pub(super) fn begin(&mut self, journal: Journal, month: Month, name: &str) -> bool {
        let name = name.trim();
        let name = if name.is_empty() { format!("line {}", self.next + 1) } else { name.to_owned() };
        let begun = self.add(journal, month, name);
        if begun {
            self.current = self.all.len() - 1;
        }
        begun
    }

    fn add(&mut self, journal: Journal, month: Month, name: String) -> bool {
        if self.all.len() >= MOST_LINES {
            return false;
        }
        self.all.push(Line { id: LineId(self.next), name, begun: Some(month), journal });
        self.next += 1;
        true
    }

    pub(super) fn switch(&mut self, id: LineId) -> bool {
        match self.all.iter().position(|line| line.id == id) {
            Some(place) if place != self.current => {
                self.current = place;
                true
            }
            _ => false,
        }
    }

    pub(super) fn rename(&mut self, id: LineId, name: &str) -> bool {
        let line = self.all.iter_mut().find(|line| line.id == id);
        let Some(line) = line.filter(|_| !name.trim().is_empty()) else { return false };
        name.trim().clone_into(&mut line.name);
        true
    }

    pub(super) fn remove(&mut self, id: LineId) -> bool {
        match self.all.iter().position(|line| line.id == id) {
            Some(place) if place != self.current => {
                self.all.remove(place);
                self.current -= usize::from(place < self.current);
                true
            }
            _ => false,
        }
    }
}
