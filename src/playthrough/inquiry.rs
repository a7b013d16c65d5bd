//! Questions about a game that take simulations to answer: asked by what the screen shows, answered on
//! threads of their own, and dropped as soon as nobody looks at the answer any more.

mod lever;
mod without;

use std::sync::Arc;

pub use lever::LeverStudy;
pub use without::Cause;

use super::contrast::Contrast;
use super::course::Course;
use super::journal::{Journal, LeverMove};
use super::line::Lines;
use super::snapshot::Facts;
use crate::experiment::ensemble::Workers;
use crate::model::lever::Lever;

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Inquiry {
    /// What a move of the player, a step of the scenario or a scheduled event has done.
    Without(Cause),
    /// What a lever would do from now on, moved over its whole range.
    Lever(Lever),
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// To [`Inquiry::Without`].
    Contrast(Contrast),
    /// To [`Inquiry::Lever`].
    Lever(LeverStudy),
}

/// What an answer hangs on; while this stays the same the answer holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Basis {
    journal: Journal,
    draft: Vec<LeverMove>,
    lines: Option<Lines>,
}

/// All that answers are made from: the game at one moment.
#[derive(Clone, Debug)]
pub struct Material {
    /// What never changes.
    pub facts: Arc<Facts>,
    /// The world when the player took over.
    pub opening: Arc<Course>,
    /// The world as played.
    pub played: Arc<Course>,
    /// All lines.
    pub lines: Lines,
    /// Moves being tried.
    pub draft: Vec<LeverMove>,
}

impl Material {
    /// The world of the line in play in an earlier month, before anything was done in it.
    pub fn at(&self, month: crate::model::calendar::Month) -> Course {
        let months = u16::try_from(month - self.facts.play_from).unwrap_or(0);
        let mut course = Course::clone(&self.played);
        course.rewind(&self.lines.journal().up_to(months), &self.facts);
        course
    }
}

/// Whether the answer is still wanted.
pub type GoOn<'a> = &'a (dyn Fn() -> bool + Sync);

impl Inquiry {
    /// What its answer hangs on. Months that go by do not touch what is asked about the past.
    pub(super) fn basis(&self, journal: &Journal, draft: &[LeverMove], _lines: &Lines) -> Basis {
        match self {
            Self::Without(_) => Basis { journal: journal.clone(), draft: Vec::new(), lines: None },
            Self::Lever(_) => Basis { journal: journal.clone(), draft: draft.to_vec(), lines: None },
        }
    }

    /// Finds the answer; none when it was called off or there is nothing to be asked.
    pub fn answer(&self, material: &Material, workers: &Workers, go_on: GoOn<'_>) -> Option<Finding> {
        match self {
            Self::Without(cause) => cause.answer(material, workers, go_on).map(Finding::Contrast),
            Self::Lever(lever) => lever::answer(*lever, material, workers, go_on).map(Finding::Lever),
        }
    }
}
