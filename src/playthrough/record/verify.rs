//! A record computed again, line by line.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::{Digest, Record, acts};
use crate::experiment::ensemble::Workers;
use crate::playthrough::Facts;
use crate::playthrough::course::Course;

/// A line that was computed again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recomputed {
    /// The line's name.
    pub name: String,
    /// Months played.
    pub months: u16,
    /// How often something was done in it.
    pub acts: usize,
    /// The digest of its history as recorded.
    pub recorded: Option<Digest>,
    /// The digest of its history as computed here.
    pub here: Digest,
}

/// Whether the bytes agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They do.
    Agrees,
    /// They do not.
    Differs,
    /// Nothing was recorded to compare with.
    Unknown,
}

impl Recomputed {
    /// Whether the bytes agree.
    pub fn verdict(&self) -> Verdict {
        match &self.recorded {
            None => Verdict::Unknown,
            Some(recorded) if recorded.agrees(&self.here) => Verdict::Agrees,
            Some(_) => Verdict::Differs,
        }
    }
}

impl Record {
    /// Computes every line again; the record must fit the facts.
    pub fn recompute(&self, facts: &Facts, workers: &Workers) -> Vec<Recomputed> {
        let opening = Course::opening(facts);
        let line = |i: usize| {
            let line = &self.lines.all()[i];
            let course = Course::replayed(&opening, &line.journal, facts);
            Recomputed {
                name: line.name.clone(),
                months: line.journal.months(),
                acts: acts(&line.journal),
                recorded: self.results.get(i).cloned().flatten(),
                here: Digest::of_history(course.history()),
            }
        };
        workers.install(|| (0..self.lines.all().len()).into_par_iter().map(line).collect())
    }
}
