//! The game itself: the played world, the unmoved one beside it, and the journal.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::futures::Futures;
use super::journal::{Entry, Journal, Move};
use super::projection::{Answer, Branch, Wish, run};
use super::snapshot::{Facts, Snapshot};
use crate::model::calendar::Month;
use crate::model::history::History;
use crate::model::lever::{Lever, LeverPaths};
use crate::model::simulation::{Model, Simulation};

/// A world on its way, with copies of itself at earlier months to go back to, and the futures seen from it.
#[derive(Clone)]
struct Course {
    simulation: Simulation,
    history: Arc<History>,
    kept: BTreeMap<Month, Arc<Simulation>>,
    futures: Option<Arc<Futures>>,
    /// The state of this course; futures with another mark are of an earlier state.
    state: u64,
    futures_of: u64,
}

/// Every how many months a copy is kept; going back runs the months between again.
const KEEP_EVERY: u16 = 6;

impl Course {
    fn new(simulation: Simulation) -> Self {
        let mut course = Self {
            history: Arc::new(simulation.history().clone()),
            simulation,
            kept: BTreeMap::new(),
            futures: None,
            state: 1,
            futures_of: 0,
        };
        course.keep();
        course
    }

    fn now(&self) -> Month {
        self.simulation.world().month
    }

    fn keep(&mut self) {
        self.kept.insert(self.now(), Arc::new(self.simulation.clone()));
    }

    fn run_to(&mut self, month: Month) {
        while self.now() < month {
            self.simulation.step();
            if self.now().0.is_multiple_of(KEEP_EVERY) {
                self.keep();
            }
        }
        self.history = Arc::new(self.simulation.history().clone());
    }

    fn step(&mut self) {
        self.run_to(self.now() + 1);
    }

    /// Goes back to a month, by the lever paths given.
    fn rewind(&mut self, month: Month, levers: &LeverPaths) {
        self.kept.retain(|at, _| *at <= month);
        if let Some((_, kept)) = self.kept.last_key_value() {
            self.simulation = Simulation::clone(kept);
        }
        self.set_levers(levers);
        self.run_to(month);
    }

    /// The same world, under other levers from now on.
    fn set_levers(&mut self, levers: &LeverPaths) {
        let now = &self.simulation;
        if now.model().setup().levers != *levers {
            let model = Arc::new(now.model().with_levers(levers.clone()));
            let (world, history) = (now.world().clone(), now.history().clone());
            self.simulation = Simulation::resume(model, now.seed(), world, history);
        }
    }

    /// Whether the futures here are those of this very state, and all of them.
    fn is_seen(&self) -> bool {
        self.is_fresh() && self.futures.as_ref().is_some_and(|futures| futures.complete())
    }

    fn is_fresh(&self) -> bool {
        self.futures_of == self.state
    }

    fn wish(&self, branch: Branch, facts: &Facts) -> Wish {
        Wish {
            branch,
            revision: self.state,
            present: Arc::new(self.simulation.world().clone()),
            model: Arc::clone(self.simulation.model()),
            seed: facts.seed,
            runs: facts.futures,
        }
    }
}

/// A game in progress. It knows no thread and no terminal: it says which futures it wants and takes them.
pub struct Game {
    facts: Arc<Facts>,
    journal: Journal,
    levers: LeverPaths,
    played: Course,
    /// The same world with no lever moved; none while no lever has been moved.
    unmoved: Option<Course>,
    changes: u64,
}

impl Game {
    /// Starts a game: history up to the first month of play runs at once.
    pub fn new(facts: Facts) -> Self {
        let model = Arc::new(Model::new(facts.setup.clone()));
        let mut played = Course::new(Simulation::new(model, facts.seed));
        played.run_to(facts.play_from.min(facts.setup.end + 1));
        Self {
            levers: facts.setup.levers.clone(),
            facts: Arc::new(facts),
            journal: Journal::default(),
            played,
            unmoved: None,
            changes: 1,
        }
    }

    /// Counts the changes of the game.
    pub fn revision(&self) -> u64 {
        self.changes
    }

    /// What never changes.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Lets a month go by; false at the end.
    pub fn step(&mut self) -> bool {
        if self.played.now() > self.facts.setup.end {
            return false;
        }
        self.journal.month();
        self.for_both(|course, _| course.step());
        true
    }

    /// Moves a lever from this month on; no value puts it back on the scenario's path.
    pub fn set_lever(&mut self, lever: Lever, value: Option<f64>) {
        let (month, (low, high)) = (self.played.now(), lever.spec().range);
        let value = value.filter(|value| value.is_finite()).map(|value| value.clamp(low, high));
        let mut journal = self.journal.clone();
        journal.lever(Move { month, lever, value });
        if month <= self.facts.setup.end
            && journal.applied_to(&self.facts.setup.levers, self.facts.setup.end) != self.levers
        {
            self.journal = journal;
            self.apply_moves();
        }
    }

    /// Takes the last move or month back; false where there is nothing to take back.
    pub fn undo(&mut self) -> bool {
        match self.journal.undo() {
            None => return false,
            // A move is undone in the month in which it was made, before it has moved anything.
            Some(Entry::Lever(_)) => self.apply_moves(),
            Some(Entry::Month) => {
                let month = Month(self.played.now().0 - 1);
                self.for_both(|course, levers| course.rewind(month, levers));
            }
        }
        true
    }

    fn for_both(&mut self, mut change: impl FnMut(&mut Course, &LeverPaths)) {
        self.changes += 1;
        change(&mut self.played, &self.levers);
        self.played.state = self.changes;
        if let Some(unmoved) = &mut self.unmoved {
            change(unmoved, &self.facts.setup.levers);
            unmoved.state = self.changes;
        }
    }

    /// Puts the levers where the journal says, and divides or joins the two worlds.
    fn apply_moves(&mut self) {
        let levers = self.journal.applied_to(&self.facts.setup.levers, self.facts.setup.end);
        if levers == self.levers {
            return;
        }
        self.levers = levers;
        self.changes += 1;
        if self.levers == self.facts.setup.levers {
            if let Some(unmoved) = self.unmoved.take() {
                self.played = unmoved;
            }
            return;
        }
        if self.unmoved.is_none() {
            self.unmoved = Some(self.played.clone());
        }
        self.played.set_levers(&self.levers);
        self.played.state = self.changes;
    }

    /// The futures still wanted for this moment.
    pub fn wishes(&self) -> Vec<Wish> {
        if self.played.now() > self.facts.setup.end || self.facts.futures == 0 {
            return Vec::new();
        }
        let played = Some((Branch::Played, &self.played));
        let unmoved = self.unmoved.as_ref().map(|course| (Branch::Unmoved, course));
        let wanted = played.into_iter().chain(unmoved).filter(|(_, course)| !course.is_seen());
        wanted.map(|(branch, course)| course.wish(branch, &self.facts)).collect()
    }

    /// Takes futures in; those of an earlier moment are refused.
    pub fn take(&mut self, answer: Answer) -> bool {
        let course = match answer.branch {
            Branch::Played => Some(&mut self.played),
            Branch::Unmoved => self.unmoved.as_mut(),
        };
        let Some(course) = course.filter(|course| course.state == answer.revision) else { return false };
        course.futures = Some(answer.futures);
        course.futures_of = answer.revision;
        true
    }

    /// Runs all wanted futures here and now.
    pub fn project(&mut self) {
        for wish in self.wishes() {
            let runs = (0..wish.runs).filter_map(|k| run(&wish, k, || true)).map(Arc::new).collect();
            let futures = Futures { from: wish.present.month, wanted: wish.runs, runs };
            self.take(Answer { branch: wish.branch, revision: wish.revision, futures: Arc::new(futures) });
        }
    }

    /// The game as it stands.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            facts: Arc::clone(&self.facts),
            revision: self.changes,
            now: self.played.now(),
            levers: self.levers.clone(),
            can_undo: !self.journal.is_empty(),
            moves: self.journal.moves().count(),
            played: Arc::clone(&self.played.history),
            unmoved: self.unmoved.as_ref().map(|course| Arc::clone(&course.history)),
            futures: self.played.futures.clone(),
            unmoved_futures: self.unmoved.as_ref().and_then(|course| course.futures.clone()),
            fresh: self.played.is_fresh(),
        }
    }
}
