//! Questions about a game that take simulations to answer: asked by what the screen shows, answered on
//! threads of their own, and dropped as soon as nobody looks at the answer any more.

mod change;
mod compare;
mod ending;
mod flip;
mod hop;
mod interplay;
mod lever;
mod movers;
mod without;

use std::sync::Arc;

pub use change::{Appeal, Change, Flow, SharePart, Trait};
pub use compare::{Comparison, Other};
pub use ending::{Ending, GoalOdds, targets_met};
pub use flip::{Flip, FlipStudy};
pub use hop::{Hop, HopUnit};
pub use interplay::{Interplay, Partner};
pub use lever::{Gain, HopEffect, LeverStudy, points};
pub use movers::{By, Mover, Movers};
pub use without::Cause;

use super::biography::{Biography, Roll};
use super::contrast::Contrast;
use super::course::Course;
use super::journal::{Journal, LeverMove};
use super::line::{LineId, Lines};
use super::snapshot::Facts;
use super::track::{Group, Scope};
use crate::experiment::ensemble::Workers;
use crate::model::calendar::Month;
use crate::model::lever::Lever;
use crate::model::simulation::Simulation;

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Inquiry {
    /// What a move of the player, a step of the scenario or a scheduled event has done.
    Without(Cause),
    /// What a lever would do from now on, moved over its whole range.
    Lever(Lever),
    /// What one line has that another has not.
    Compare(LineId, Other),
    /// How sure it was what the world became, from the opening on, under the player's moves and without.
    Ending,
    /// What each adopter of a cell used, month by month.
    Adopters(usize),
    /// One adopter: its tastes, every look at the market, and what it saw.
    Adopter(usize),
    /// The smallest change of one lever by which a release decision would have leaned another way: its
    /// position in the history's list of decisions.
    Flip(usize),
    /// What moved a group's share of use over the twelve months up to this one.
    Change(Scope, Group, Month),
    /// Which other levers change what a lever does.
    Interplay(Lever),
    /// What moves a lever, how often and how far.
    Movers(Lever),
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// To [`Inquiry::Without`].
    Contrast(Contrast),
    /// To [`Inquiry::Adopters`].
    Adopters(Roll),
    /// To [`Inquiry::Adopter`].
    Adopter(Biography),
    /// To [`Inquiry::Flip`].
    Flip(FlipStudy),
    /// To [`Inquiry::Change`].
    Change(Change),
    /// To [`Inquiry::Compare`].
    Comparison(Box<Comparison>),
    /// To [`Inquiry::Ending`].
    Ending(Ending),
    /// To [`Inquiry::Lever`].
    Lever(Box<LeverStudy>),
    /// To [`Inquiry::Interplay`].
    Interplay(Box<Interplay>),
    /// To [`Inquiry::Movers`].
    Movers(Box<Movers>),
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

    /// The world of the line in play when a month was about to pass, with all that was done in it.
    pub fn before(&self, month: Month) -> Simulation {
        if month >= self.facts.play_from {
            let months = u16::try_from(month - self.facts.play_from).unwrap_or(0);
            let mut course = Course::clone(&self.played);
            course.rewind(&self.lines.journal().through(months), &self.facts);
            return course.simulation().clone();
        }
        let opening = self.opening.simulation();
        let mut simulation = Simulation::new(Arc::clone(opening.model()), opening.seed());
        simulation.run_until(month);
        simulation
    }
}

/// Whether the answer is still wanted.
pub type GoOn<'a> = &'a (dyn Fn() -> bool + Sync);

impl Inquiry {
    /// What its answer hangs on. Months that go by do not touch what is asked about the past.
    pub(super) fn basis(
        &self,
        journal: &Journal,
        draft: &[LeverMove],
        lines: &Lines,
        facts: &Facts,
    ) -> Basis {
        match self {
            Self::Compare(line, other) => {
                let (journal, lines) = compare::basis(*line, *other, lines, facts);
                Basis { journal, draft: Vec::new(), lines }
            }
            Self::Adopters(_) | Self::Adopter(_) => {
                Basis { journal: journal.clone(), draft: Vec::new(), lines: None }
            }
            Self::Without(_) | Self::Flip(_) | Self::Change(..) | Self::Ending => {
                Basis { journal: journal.without_idle_end(), draft: Vec::new(), lines: None }
            }
            // What is tried with the lever itself does not touch what its whole range does.
            Self::Lever(lever) | Self::Interplay(lever) | Self::Movers(lever) => {
                let draft = draft.iter().filter(|step| step.lever != *lever).copied().collect();
                Basis { journal: journal.clone(), draft, lines: None }
            }
        }
    }

    /// Finds the answer; none when it was called off or there is nothing to be asked.
    pub fn answer(&self, material: &Material, workers: &Workers, go_on: GoOn<'_>) -> Option<Finding> {
        match self {
            Self::Without(cause) => cause.answer(material, workers, go_on).map(Finding::Contrast),
            Self::Compare(line, other) => {
                let comparison = compare::answer(*line, *other, material, workers, go_on);
                comparison.map(|comparison| Finding::Comparison(Box::new(comparison)))
            }
            Self::Ending => ending::answer(material, workers, go_on).map(Finding::Ending),
            Self::Flip(decision) => flip::answer(*decision, material, workers, go_on).map(Finding::Flip),
            Self::Change(scope, group, month) => {
                change::answer((*scope, *group), *month, material, workers, go_on).map(Finding::Change)
            }
            Self::Adopters(cell) => Roll::replayed(*cell, material, go_on).map(Finding::Adopters),
            Self::Adopter(adopter) => Biography::replayed(*adopter, material, go_on).map(Finding::Adopter),
            Self::Lever(lever) => {
                lever::answer(*lever, material, workers, go_on).map(Box::new).map(Finding::Lever)
            }
            Self::Interplay(lever) => {
                interplay::answer(*lever, material, workers, go_on).map(Box::new).map(Finding::Interplay)
            }
            Self::Movers(lever) => {
                movers::answer(*lever, material, workers, go_on).map(Box::new).map(Finding::Movers)
            }
        }
    }
}
