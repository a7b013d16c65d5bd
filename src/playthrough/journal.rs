//! The journal of a game: every move in its month, from which the whole game can be played again.

use crate::model::calendar::Month;
use crate::model::lever::{Lever, LeverPath, LeverPaths, Shape};

/// A lever set to a value from a month on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Move {
    /// The first month in which it holds.
    pub month: Month,
    /// Which lever.
    pub lever: Lever,
    /// The value, or none: back to the scenario's path.
    pub value: Option<f64>,
}

/// One line of the journal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Entry {
    /// A lever was moved.
    Lever(Move),
    /// A month went by.
    Month,
}

/// All that was done, in order.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Journal(Vec<Entry>);

impl Journal {
    /// Writes a month.
    pub fn month(&mut self) {
        self.0.push(Entry::Month);
    }

    /// Writes a move. Moves of one lever in one go are one move.
    pub fn lever(&mut self, new: Move) {
        match self.0.last_mut() {
            Some(Entry::Lever(last)) if last.lever == new.lever && last.month == new.month => *last = new,
            _ => self.0.push(Entry::Lever(new)),
        }
    }

    /// Strikes the last line out.
    pub fn undo(&mut self) -> Option<Entry> {
        self.0.pop()
    }

    /// Whether nothing has been done.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The moves of levers, in order.
    pub fn moves(&self) -> impl Iterator<Item = &Move> {
        self.0.iter().filter_map(|entry| match entry {
            Entry::Lever(the_move) => Some(the_move),
            Entry::Month => None,
        })
    }

    /// The scenario's paths with all moves made upon them.
    pub fn applied_to(&self, given: &LeverPaths, end: Month) -> LeverPaths {
        let mut paths = given.clone();
        for step in self.moves() {
            match step.value {
                Some(value) => paths.path_mut(step.lever).set_from(step.month, value),
                None => {
                    let rest = rest_of(given.path(step.lever), step.month, end);
                    paths.path_mut(step.lever).continue_with(&rest);
                }
            }
        }
        // Moves that change no month are no moves: the path is the scenario's own again.
        for step in self.moves() {
            let (path, original) = (paths.path_mut(step.lever), given.path(step.lever));
            if (0..=end.0).map(Month).all(|month| path.value(month) == original.value(month)) {
                path.clone_from(original);
            }
        }
        paths
    }
}

/// A path from a month on, month by month.
fn rest_of(path: &LeverPath, from: Month, end: Month) -> LeverPath {
    let mut steps = vec![(from, path.value(from))];
    for month in (from.0 + 1..=end.0).map(Month) {
        if path.value(month) != path.value(Month(month.0 - 1)) {
            steps.push((month, path.value(month)));
        }
    }
    LeverPath::through(path.value(from), Shape::Step, &steps)
}
