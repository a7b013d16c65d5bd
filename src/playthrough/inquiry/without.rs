//! What something has done: futures from the month in which it came, with it and without it.

use std::sync::Arc;

use super::{GoOn, Material};
use crate::experiment::ensemble::Workers;
use crate::model::calendar::Month;
use crate::model::lever::{Lever, LeverPath, Shape};
use crate::model::setup::Play;
use crate::playthrough::contrast::{Contrast, Way};
use crate::playthrough::journal::{Entry, Journal};
use crate::playthrough::lot::Lots;

/// Something that has been done or has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// Moves of the player, an answer to a dilemma or a word to a lab: position of the entry in the journal.
    Moves(usize),
    /// A step of a lever on the scenario's path, in a month.
    Step(Lever, Month),
    /// A scheduled event: position in the setup.
    Event(usize),
    /// What governments that react did in a month by their rules.
    Answers(Month),
}

/// How many pairs are run.
const PAIRS: usize = 60;

impl Cause {
    pub(super) fn answer(self, material: &Material, workers: &Workers, go_on: GoOn<'_>) -> Option<Contrast> {
        let (facts, journal) = (&*material.facts, material.lines.journal());
        let with = journal.plan(facts);
        let mut without = with.clone();
        let month = match self {
            Self::Moves(entry) => {
                without = without_entry(journal, entry)?.plan(facts);
                self.month(journal, material)?
            }
            Self::Step(lever, month) => {
                let path = without.levers.path_mut(lever);
                *path = path.without_moves(facts.setup.start + 1, facts.setup.end, |gone| gone == month);
                month
            }
            Self::Event(place) => {
                without.events.get(place)?;
                without.events.remove(place).month
            }
            Self::Answers(month) => {
                let path = without.levers.path_mut(Lever::WorldReactiveGovernments);
                *path = without_month(path, month, facts.setup.end);
                month
            }
        };
        let simulation = material.before(month);
        let model = simulation.model();
        let way = |play: Play| Way::from(&simulation, Arc::new(model.with(play)));
        Contrast::run([&way(without), &way(with)], &Lots::of(facts), PAIRS, workers, go_on)
    }

    /// The month in which moves of the player were made.
    fn month(self, journal: &Journal, material: &Material) -> Option<Month> {
        let Self::Moves(entry) = self else { return None };
        let before = Journal::of(journal.done().get(..entry)?.to_vec());
        Some(material.facts.play_from + before.months())
    }
}

/// The journal without one entry; none where nothing was done there that moves the world.
fn without_entry(journal: &Journal, entry: usize) -> Option<Journal> {
    let mut done = journal.done().to_vec();
    matches!(done.get(entry)?, Entry::Moves(_) | Entry::Choice { .. } | Entry::Direct(_))
        .then(|| done.remove(entry))?;
    Some(Journal::of(done))
}

/// A path that is at nothing in one month.
fn without_month(path: &LeverPath, month: Month, end: Month) -> LeverPath {
    let later = (month.0 + 1..=end.0).map(Month).map(|at| (at, path.value(at)));
    let rest: Vec<(Month, f64)> = std::iter::once((month, 0.0)).chain(later).collect();
    let mut other = path.clone();
    other.continue_with(&LeverPath::through(0.0, Shape::Step, &rest));
    other
}
