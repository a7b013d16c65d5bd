//! A playthrough to keep: what it starts from, what was done in each of its lines, and what came of it.
//!
//! A [`Record`] is written as a small TOML file or, its line in play alone, as a run code to copy by hand.
//! Playing it again gives the same bytes, which the digests of its results can tell.

mod bytes;
mod code;
mod digest;
mod read;
mod shelf;
#[cfg(test)]
mod tests;
mod verify;
mod write;

pub use code::{Code, CodeError, looks_like_code};
pub use digest::{Digest, NotADigest};
pub use read::LARGEST_RECORD;
pub use shelf::{Shelf, ShelfError};
pub use verify::{Recomputed, Verdict};

pub use crate::model::MODEL_VERSION;

use super::journal::{Entry, Journal};
use super::line::Lines;
use super::{Facts, Game, Snapshot};
use crate::model::calendar::Month;
use crate::model::random::Seed;
use crate::scenario::Scenario;

/// A playthrough to keep.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The program that wrote it.
    pub version: String,
    /// The version of the model's numbers that it was played with.
    pub model: u32,
    /// The scenario's name.
    pub scenario: String,
    /// What the scenario amounted to.
    pub digest: Digest,
    /// The month in which play begins.
    pub play_from: Month,
    /// Seed of the played world.
    pub seed: Seed,
    /// Number of adopters.
    pub adopters: usize,
    /// Whose part is played, by its name in the scenario; none for the observer.
    pub role: Option<String>,
    /// Whether dilemmas come up.
    pub dilemmas: bool,
    /// All lines; one of them is in play.
    pub lines: Lines,
    /// The digest of each line's history, where it is known.
    pub results: Vec<Option<Digest>>,
}

/// Why a playthrough cannot be played on here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// The model computes other numbers.
    #[error(
        "it was played with weights {version} (numbers of the model, version {model}); this program computes those of version {MODEL_VERSION}, and the same moves would give another history\n  help: play it with weights {version}"
    )]
    Model {
        /// The program that wrote it.
        version: String,
        /// Its version of the numbers.
        model: u32,
    },
    /// The scenario is another.
    #[error(
        "its scenario `{scenario}` is not the one of that name here: it has been changed since, or is another file\n  help: give the scenario file that was played with --scenario FILE"
    )]
    Scenario {
        /// The scenario's name.
        scenario: String,
    },
    /// Play begins in another month.
    #[error("its play begins in {recorded}, that of the scenario in {scenario}")]
    Start {
        /// As recorded.
        recorded: Month,
        /// As the scenario has it.
        scenario: Month,
    },
    /// The scenario has no such role.
    #[error("its scenario `{scenario}` has no role `{role}` here")]
    Role {
        /// The scenario's name.
        scenario: String,
        /// The role's name.
        role: String,
    },
    /// Something was done that cannot be done.
    #[error("its line `{line}` {what}")]
    Act {
        /// The line's name.
        line: String,
        /// What was done.
        what: String,
    },
    /// A line goes on after the scenario's end.
    #[error("its line `{line}` has more months than the scenario, which ends in {end}")]
    Length {
        /// The line's name.
        line: String,
        /// The scenario's last month.
        end: Month,
    },
    /// The history is another.
    #[error(
        "its moves give another history here than the one recorded (digest {here}, recorded {recorded})\n  help: `weights verify` tells more; if you have changed the moves by hand, take the lines `result = ...` out"
    )]
    Result {
        /// The digest computed here.
        here: Digest,
        /// As recorded.
        recorded: Digest,
    },
}

/// What a game of a scenario is started with.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// Seed of the played world.
    pub seed: Seed,
    /// How many futures are run.
    pub futures: usize,
    /// Number of adopters; none takes the scenario's.
    pub adopters: Option<usize>,
    /// Whose part is played, by its name in the scenario; none for the observer.
    pub role: Option<String>,
    /// Whether dilemmas come up.
    pub dilemmas: bool,
}

impl Facts {
    /// What a game of a scenario starts from; none where the scenario has no such role.
    pub fn of(scenario: &Scenario, terms: &Terms) -> Option<Self> {
        let role = match &terms.role {
            Some(id) => Some(scenario.roles.iter().find(|role| role.id == *id)?),
            None => None,
        };
        let mut setup = role.map_or_else(|| scenario.setup.clone(), |role| role.setup(scenario));
        setup.adopters = terms.adopters.unwrap_or(setup.adopters);
        Some(Self {
            name: scenario.name.clone(),
            title: scenario.title.clone(),
            briefing: scenario.briefing.clone(),
            question: scenario.question.clone(),
            play_from: scenario.play_from,
            seed: terms.seed,
            futures: terms.futures,
            posterior: scenario.posterior.clone(),
            setup,
            role: role.cloned(),
            dilemmas: if terms.dilemmas { scenario.dilemmas.clone() } else { Vec::new() },
        })
    }
}

impl Record {
    /// The record of a game as it stands.
    pub fn of(snapshot: &Snapshot) -> Self {
        let facts = &snapshot.facts;
        let current = snapshot.lines.current().id;
        let result = |id| (id == current).then(|| Digest::of_history(&snapshot.played));
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            model: MODEL_VERSION,
            scenario: facts.name.clone(),
            digest: Digest::of_scenario(facts),
            play_from: facts.play_from,
            seed: facts.seed,
            adopters: facts.setup.adopters,
            role: facts.role.as_ref().map(|role| role.id.clone()),
            dilemmas: !facts.dilemmas.is_empty(),
            lines: snapshot.lines.clone(),
            results: snapshot.lines.all().iter().map(|line| result(line.id)).collect(),
        }
    }

    /// What a game of it starts from.
    ///
    /// # Errors
    /// If the scenario has no such role.
    pub fn facts(&self, scenario: &Scenario, futures: usize) -> Result<Facts, Misfit> {
        let terms = Terms {
            seed: self.seed,
            futures,
            adopters: Some(self.adopters),
            role: self.role.clone(),
            dilemmas: self.dilemmas,
        };
        let role = self.role.clone().unwrap_or_default();
        Facts::of(scenario, &terms).ok_or_else(|| Misfit::Role { scenario: scenario.name.clone(), role })
    }

    /// Whether it can be played on from these facts.
    ///
    /// # Errors
    /// With the reason why it cannot.
    pub fn fits(&self, facts: &Facts) -> Result<(), Misfit> {
        if self.model != MODEL_VERSION {
            return Err(Misfit::Model { version: self.version.clone(), model: self.model });
        }
        if !self.digest.agrees(&Digest::of_scenario(facts)) {
            return Err(Misfit::Scenario { scenario: self.scenario.clone() });
        }
        if self.play_from != facts.play_from {
            return Err(Misfit::Start { recorded: self.play_from, scenario: facts.play_from });
        }
        let end = facts.setup.end;
        let most = u16::try_from(end - facts.play_from + 1).unwrap_or(0);
        if let Some(line) = self.lines.all().iter().find(|line| line.journal.months_of_all() > most) {
            return Err(Misfit::Length { line: line.name.clone(), end });
        }
        let all = self.lines.all().iter().map(|line| (line, line.journal.whole()));
        for (line, journal) in all {
            if let Some(what) = journal.done().iter().find_map(|entry| strange(entry, facts)) {
                return Err(Misfit::Act { line: line.name.clone(), what });
            }
        }
        Ok(())
    }

    /// The game that goes on from it.
    ///
    /// # Errors
    /// If it does not fit the facts, or its moves give another history here than the one recorded.
    pub fn resume(&self, facts: Facts) -> Result<Game, Misfit> {
        self.fits(&facts)?;
        let game = Game::with_lines(facts, self.lines.clone());
        let here = Digest::of_history(game.course().history());
        match self.result() {
            Some(recorded) if !recorded.agrees(&here) => {
                Err(Misfit::Result { here, recorded: recorded.clone() })
            }
            _ => Ok(game),
        }
    }

    /// The digest of the history of the line in play, where it is known.
    pub fn result(&self) -> Option<&Digest> {
        let place = self.lines.all().iter().position(|line| line.id == self.lines.current().id)?;
        self.results.get(place)?.as_ref()
    }

    /// The month that the line in play has reached: the first one not yet run.
    pub fn now(&self) -> Month {
        self.play_from + self.lines.journal().months()
    }

    /// How often something was done in the line in play.
    pub fn acts(&self) -> usize {
        acts(self.lines.journal())
    }
}

/// What of an entry cannot have been done in a game of these facts, if anything.
fn strange(entry: &Entry, facts: &Facts) -> Option<String> {
    match entry {
        Entry::Month | Entry::Prediction(_) => None,
        Entry::Moves(moves) => {
            let step = moves.iter().find(|step| !facts.holds(step.lever))?;
            Some(format!("moves `{}`, a lever that its role does not hold", step.lever.name()))
        }
        Entry::Choice { dilemma, option } => {
            let known = facts.dilemmas.iter().find(|known| known.id == *dilemma);
            let answers = known.map_or(0, |known| known.options.len());
            (*option >= answers)
                .then(|| format!("gives answer {} to `{dilemma}`, which has {answers}", option + 1))
        }
        Entry::Direct(told) if facts.lab() == Some(told.lab) => None,
        Entry::Delegate if facts.lab().is_some() => None,
        Entry::Direct(_) | Entry::Delegate => {
            Some("decides for a lab that its role does not play".to_owned())
        }
    }
}

/// How often something was done in a line.
pub fn acts(journal: &Journal) -> usize {
    journal.done().iter().filter(|entry| entry.is_act()).count()
}

/// Whether anything has been done in any line, months that went by included.
pub fn is_worth_keeping(lines: &Lines) -> bool {
    let touched = |journal: &Journal| !journal.is_empty() || journal.can_redo();
    lines.all().len() > 1 || lines.all().iter().any(|line| touched(&line.journal))
}

/// Months that go by until one is reached, as entries.
fn months(from: Month, to: Month) -> impl Iterator<Item = Entry> {
    (from.0..to.0).map(|_| Entry::Month)
}
