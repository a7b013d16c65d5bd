//! What the player may see of a game, handed out whole and never changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::futures::Futures;
use super::inquiry::{Finding, Inquiry};
use super::journal::{Journal, LeverMove};
use super::line::Lines;
use super::purse::Purse;
use super::question::Question;
use super::track::{Grouping, Scope, shares_of};
use crate::model::calendar::Month;
use crate::model::history::History;
use crate::model::lever::{Lever, LeverPaths};
use crate::model::measure::{Counts, EndWorld, months_behind};
use crate::model::random::Seed;
use crate::model::setup::Setup;
use crate::scenario::Role;
use crate::scenario::dilemma::Dilemma;
use crate::scenario::posterior::Posterior;

/// What stays the same throughout a game.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// The scenario's name in files.
    pub name: String,
    /// The scenario's title.
    pub title: String,
    /// What the player reads before play.
    pub briefing: String,
    /// The question asked.
    pub question: String,
    /// From this month on the player moves.
    pub play_from: Month,
    /// Seed of the played world.
    pub seed: Seed,
    /// How many futures are run.
    pub futures: usize,
    /// From whose draws futures take parameters that nothing else sets; none for those of the setup.
    pub posterior: Option<Arc<Posterior>>,
    /// What the world started from, with the scenario's lever paths.
    pub setup: Setup,
    /// Whose part is played; none for the observer, who may move everything.
    pub role: Option<Role>,
    /// What may come up and ask for an answer; empty where nothing is to be asked.
    pub dilemmas: Vec<Dilemma>,
}

impl Facts {
    /// Whether the player may move a lever.
    pub fn holds(&self, lever: Lever) -> bool {
        self.role.as_ref().is_none_or(|role| role.levers.contains(&lever))
    }

    /// The lab that the player decides for, by its position in the roster.
    pub fn lab(&self) -> Option<usize> {
        self.role.as_ref()?.lab_in(&self.setup.labs)
    }
}

/// A game in one moment.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// What never changes.
    pub facts: Arc<Facts>,
    /// Counts the changes of the game; results for another revision are older.
    pub revision: u64,
    /// The month that the player decides on: the first one not yet run.
    pub now: Month,
    /// Lever paths with the player's moves, those being tried included.
    pub levers: LeverPaths,
    /// Lever paths with the moves that have been applied.
    pub applied: LeverPaths,
    /// Moves being tried.
    pub draft: Vec<LeverMove>,
    /// Whether there is something to take back.
    pub can_undo: bool,
    /// Whether there is something to do again.
    pub can_redo: bool,
    /// What was done in the line in play.
    pub journal: Journal,
    /// All lines of the game.
    pub lines: Lines,
    /// The world as played.
    pub played: Arc<History>,
    /// The world as it would be had no lever been moved, where that differs.
    pub unmoved: Option<Arc<History>>,
    /// Futures of the world as played. While new ones are being run these may be of an earlier moment.
    pub futures: Option<Arc<Futures>>,
    /// Futures of the unmoved world.
    pub unmoved_futures: Option<Arc<Futures>>,
    /// Futures as they were before the last change of levers.
    pub before: Option<Arc<Futures>>,
    /// Answers that hold as the game stands.
    pub findings: BTreeMap<Inquiry, Arc<Finding>>,
    /// What waits for an answer before time goes on.
    pub question: Option<Arc<Question>>,
    /// What the role can spend; none for the observer and for roles that move no lever.
    pub purse: Option<Purse>,
    /// Whether `futures` belong to this very moment.
    pub fresh: bool,
}

impl Snapshot {
    /// Whether the last month has been run.
    pub fn at_end(&self) -> bool {
        self.now > self.facts.setup.end
    }

    /// Which world it became, once the last month has been run.
    pub fn outcome(&self) -> Option<EndWorld> {
        self.class_of(&self.played)
    }

    /// Which world it would have become had no lever been moved, where that was run beside it.
    pub fn unmoved_outcome(&self) -> Option<EndWorld> {
        self.unmoved.as_ref().and_then(|history| self.class_of(history))
    }

    fn class_of(&self, history: &History) -> Option<EndWorld> {
        let last = history.months().checked_sub(1).filter(|_| self.at_end())?;
        Some(Counts::of(history, last).class(self.facts.setup.cast))
    }
}

impl Snapshot {
    /// Shares of use in the played world, for every month one number for each group.
    pub fn shares(&self, scope: Scope, grouping: Grouping) -> Vec<Vec<f64>> {
        shares_of(&self.played, scope, grouping, &self.facts.setup.labs)
    }

    /// Capability of a lab's best model on the market, month by month (OOM).
    pub fn best_of(&self, lab: usize) -> Vec<f64> {
        let best = |row| self.played.best_where(row, |of, _| of == lab).unwrap_or(f64::NAN);
        (0..self.played.months()).map(best).collect()
    }

    /// How many months ago the best model of all labs was as good as this lab's best is now.
    pub fn months_behind(&self, lab: usize) -> Option<f64> {
        self.months_behind_at(lab, self.played.months().checked_sub(1)?)
    }

    /// The same as it stood in a row of the history.
    pub fn months_behind_at(&self, lab: usize, row: usize) -> Option<f64> {
        let own = self.played.best_where(row, |of, _| of == lab)?;
        let all = |row| self.played.best_where(row, |_, _| true).unwrap_or(f64::NEG_INFINITY);
        let leader: Vec<f64> = (0..=row).map(all).collect();
        Some(months_behind(&leader, row, own))
    }
}
