//! What a simulation starts from: plain, valid data that a scenario produces.

use super::bloc::{BLOCS, Bloc};
use super::calendar::Month;
use super::directive::Directive;
use super::lab::{LabSpec, Mode};
use super::lever::{Lever, LeverPaths};
use super::parameters::{Entry, Marked, Parameters};

/// All that a simulation needs beside its seed.
#[derive(Clone, Debug, PartialEq)]
pub struct Setup {
    /// Structural parameters.
    pub parameters: Parameters,
    /// Those that somebody gave a value; where parameters are uncertain, these are not.
    pub given: Marked,
    /// Policy over time.
    pub levers: LeverPaths,
    /// The labs, at most [`super::lab::MAX_LABS`], ids all different.
    pub labs: Vec<LabSpec>,
    /// What is known to happen, in order of month.
    pub events: Vec<ScheduledEvent>,
    /// What a player tells labs to do; it goes before what the scenario schedules.
    pub directives: Vec<Directive>,
    /// Levers in a player's hand: governments that react leave them alone.
    pub in_hand: Vec<Lever>,
    /// Number of adopters.
    pub adopters: usize,
    /// First month; the initial data are of January 2024.
    pub start: Month,
    /// Last month simulated.
    pub end: Month,
    /// Until this month (exclusive) only scheduled releases, breakthroughs and set-backs happen: history is pinned.
    pub pinned_until: Option<Month>,
    /// Which bloc plays the part of each of [`Bloc::ALL`]. The identity except in tests of symmetry; it
    /// also fixes the order in which sums over regions are taken.
    pub cast: [Bloc; BLOCS],
}

impl Setup {
    /// A world with default parameters and levers and no labs.
    pub fn empty() -> Self {
        Self {
            parameters: Parameters::default(),
            given: Marked::default(),
            levers: LeverPaths::default(),
            labs: Vec::new(),
            events: Vec::new(),
            directives: Vec::new(),
            in_hand: Vec::new(),
            adopters: 10_000,
            start: Month::FIRST,
            end: Month(83),
            pinned_until: None,
            cast: Bloc::ALL,
        }
    }

    /// What of it can be changed in play, as it stands.
    pub fn play(&self) -> Play {
        let (levers, events) = (self.levers.clone(), self.events.clone());
        Play { levers, events, directives: self.directives.clone() }
    }

    /// Whether the world before the first month is the same as another setup's: all but later policy, what
    /// happens later, and how long it lasts.
    pub fn starts_like(&self, other: &Self) -> bool {
        let Self {
            parameters,
            given: _,
            levers,
            labs,
            events: _,
            directives: _,
            in_hand: _,
            adopters,
            start,
            end: _,
            pinned_until: _,
            cast,
        } = self;
        (adopters, start, cast) == (&other.adopters, &other.start, &other.cast)
            && levers.values(*start) == other.levers.values(*start)
            && labs == &other.labs
            && parameters == &other.parameters
    }

    /// Gives a parameter a value; range unchecked.
    pub fn give(&mut self, entry: Entry, value: f64) {
        entry.set(&mut self.parameters, value);
        self.given.mark(entry);
    }

    /// Number of months simulated, both ends included.
    pub fn months(&self) -> usize {
        usize::from(self.end.0 - self.start.0) + 1
    }
}

/// What a player can change of a setup while it runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Play {
    /// Policy over time.
    pub levers: LeverPaths,
    /// What is known to happen, in order of month.
    pub events: Vec<ScheduledEvent>,
    /// What labs are told to do.
    pub directives: Vec<Directive>,
}

/// Something that a scenario says will happen. It acts through the model's mechanisms.
#[derive(Clone, Debug, PartialEq)]
pub struct ScheduledEvent {
    /// Name in files.
    pub id: String,
    /// When.
    pub month: Month,
    /// Position of the lab in [`Setup::labs`].
    pub lab: usize,
    /// What.
    pub kind: ScheduledKind,
    /// Name for people: `R1`.
    pub label: String,
}

/// What can be scheduled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ScheduledKind {
    /// A jump of the lab's algorithmic efficiency (orders of magnitude); it also brings a chance to release.
    Breakthrough(f64),
    /// A stall of this many months.
    Setback(u32),
    /// A release that happened, in the mode that was chosen.
    Release(Mode),
}
