//! What causes contributed, as a table with a chart of bars, CSV, JSON or a picture.

mod file;
mod picture;
mod table;

pub use file::{HEADER, csv, json};
pub use picture::svg;
pub use table::table;

use crate::experiment::attribution::{Shared, Study};
use crate::experiment::cause::{Cause, Kind};
use crate::model::calendar::Month;
use crate::model::setup::Setup;
use crate::report::numbers::plain;
use crate::report::provenance::Drawn;

/// Contributions, and what they are of.
#[derive(Clone, Debug)]
pub struct Attributed<'a> {
    /// The scenario's name.
    pub scenario: String,
    /// What it is, in words.
    pub title: String,
    /// Settings put upon it, as they were given.
    pub settings: Vec<String>,
    /// The scenario itself.
    pub setup: &'a Setup,
    /// How it was found out.
    pub study: &'a Study,
    /// The posterior from which runs took their parameters, if any.
    pub drawn: Option<Drawn>,
    /// Causes that were in all worlds.
    pub fixed: usize,
    /// What was found, measure by measure.
    pub shared: Vec<Shared>,
}

impl Attributed<'_> {
    /// What a player is called in files: `us.export_controls@2025-04`, `r1`; of several causes `us.export_controls`,
    /// `events:deepseek`, `releases:meta`.
    pub fn id(&self, player: usize) -> String {
        let causes = &self.study.players[player];
        match causes.as_slice() {
            [Cause::Step(lever, month)] => format!("{}@{month}", lever.name()),
            [Cause::Event(place)] => self.setup.events[*place].id.clone(),
            [Cause::Step(lever, _), ..] => lever.name().to_owned(),
            [first @ Cause::Event(place), ..] => {
                let lab = &self.setup.labs[self.setup.events[*place].lab].id;
                let kind = if first.kind(self.setup) == Kind::Release { "releases" } else { "events" };
                format!("{kind}:{lab}")
            }
            [] => "nothing".to_owned(),
        }
    }

    /// What a player is called in tables.
    pub fn label(&self, player: usize) -> String {
        let causes = &self.study.players[player];
        match causes.as_slice() {
            [Cause::Step(lever, month)] => {
                let path = self.setup.levers.path(*lever);
                let goal = path.move_at(*month);
                let (from, to) = goal.map_or((f64::NAN, f64::NAN), |goal| (goal.from, goal.to));
                let when = match goal.and_then(|goal| goal.until) {
                    Some(until) => format!("{month} to {until}"),
                    None => month.to_string(),
                };
                format!("{} {} to {}, {when}", lever.name(), plain(from, 2), plain(to, 2))
            }
            [Cause::Event(place)] => {
                let event = &self.setup.events[*place];
                format!("{} ({}, {})", event.label, self.setup.labs[event.lab].id, event.month)
            }
            _ => format!("{} ({})", self.id(player), causes.len()),
        }
    }

    /// What a player is called beside its bar: as in the table, without values and places.
    fn short_label(&self, player: usize) -> String {
        match self.study.players[player].as_slice() {
            [Cause::Event(place)] => self.setup.events[*place].label.clone(),
            _ => self.id(player),
        }
    }

    /// Kind and month of a player's first cause.
    fn first(&self, player: usize) -> Option<(Kind, Month)> {
        let first = self.study.players[player].first()?;
        Some((first.kind(self.setup), first.month(self.setup)))
    }
}

/// The name of a kind in files.
const fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Policy => "policy",
        Kind::Event => "event",
        Kind::Release => "release",
    }
}
