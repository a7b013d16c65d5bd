//! What the player may see of a game, handed out whole and never changed.

use std::sync::Arc;

use super::futures::Futures;
use super::track::Track;
use crate::model::calendar::Month;
use crate::model::decision::Decision;
use crate::model::event::Event;
use crate::model::lab::{LabSpec, Mode};
use crate::model::lever::LeverPaths;
use crate::model::setup::ScheduledEvent;

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
    /// First month of the world.
    pub start: Month,
    /// From this month on the player moves.
    pub play_from: Month,
    /// Last month.
    pub end: Month,
    /// Seed of the played world.
    pub seed: u64,
    /// Number of adopters.
    pub adopters: usize,
    /// How many futures are run.
    pub futures: usize,
    /// The labs.
    pub labs: Vec<LabSpec>,
    /// What the scenario says will happen.
    pub events: Vec<ScheduledEvent>,
    /// The scenario's lever paths.
    pub levers: LeverPaths,
}

/// A lab in one month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LabMonth {
    /// How it released last.
    pub mode: Mode,
    /// Capability of its best model on the market (OOM).
    pub best: f64,
}

/// The course of a world so far.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Record {
    /// Who used what, month by month.
    pub track: Track,
    /// The labs, month by month.
    pub labs: Vec<Vec<LabMonth>>,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// Release decisions with their reasons.
    pub decisions: Vec<Decision>,
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
    /// Lever paths with the player's moves.
    pub levers: LeverPaths,
    /// Whether there is something to take back.
    pub can_undo: bool,
    /// Number of moves of levers in the journal.
    pub moves: usize,
    /// The world as played.
    pub played: Arc<Record>,
    /// The world as it would be had no lever been moved, where that differs.
    pub unmoved: Option<Arc<Record>>,
    /// Futures of the world as played. While new ones are being run these may be of an earlier moment.
    pub futures: Option<Arc<Futures>>,
    /// Futures of the unmoved world.
    pub unmoved_futures: Option<Arc<Futures>>,
    /// Whether `futures` belong to this very moment.
    pub fresh: bool,
}

impl Snapshot {
    /// Whether the last month has been run.
    pub fn at_end(&self) -> bool {
        self.now > self.facts.end
    }
}

/// Growth of the frontier before the first month on record (OOM a month).
const EARLIER_GROWTH: f64 = 0.094;

impl Snapshot {
    /// How many months ago the best model of all labs was as good as this lab's best is now.
    pub fn months_behind(&self, lab: usize) -> f64 {
        let months = &self.played.labs;
        let Some(own) = months.last().and_then(|labs| labs.get(lab)).map(|lab| lab.best) else { return 0.0 };
        let mut best = f64::NEG_INFINITY;
        let frontier: Vec<f64> = months
            .iter()
            .map(|labs| {
                best = labs.iter().map(|lab| lab.best).filter(|b| b.is_finite()).fold(best, f64::max);
                best
            })
            .collect();
        let reached = frontier.partition_point(|level| *level < own);
        let ago = (frontier.len() - 1).saturating_sub(reached) as f64;
        match reached.checked_sub(1) {
            None => ago + (frontier[0] - own).max(0.0) / EARLIER_GROWTH,
            Some(before) if reached < frontier.len() => {
                let (low, high) = (frontier[before], frontier[reached]);
                ago + (high - own) / (high - low)
            }
            Some(_) => 0.0,
        }
    }
}
