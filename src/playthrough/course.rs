//! A world on its way, with copies of itself at earlier months to go back to.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::futures::Futures;
use super::journal::{Entry, Journal};
use super::snapshot::Facts;
use crate::model::calendar::Month;
use crate::model::history::History;
use crate::model::setup::Play;
use crate::model::simulation::{Model, Simulation};

/// Every how many months a copy is kept; going back runs the months between again.
const KEEP_EVERY: u16 = 6;

/// A world on its way, and the futures seen from it.
#[derive(Clone, Debug)]
pub struct Course {
    simulation: Simulation,
    history: Arc<History>,
    kept: BTreeMap<Month, Arc<Simulation>>,
    /// The futures last seen; perhaps of an earlier state.
    pub futures: Option<Arc<Futures>>,
    /// The state of this course; futures with another mark are of an earlier state.
    pub state: u64,
    /// The state that the futures belong to.
    pub futures_of: u64,
}

impl Course {
    /// The world of a game when the player takes over.
    pub fn opening(facts: &Facts) -> Self {
        let model = Arc::new(Model::new(facts.setup.clone()));
        let simulation = Simulation::new(model, facts.seed);
        let mut course = Self {
            history: Arc::new(simulation.history().clone()),
            simulation,
            kept: BTreeMap::new(),
            futures: None,
            state: 1,
            futures_of: 0,
        };
        course.keep();
        course.run_to(facts.play_from.min(facts.setup.end + 1));
        course.keep();
        course
    }

    /// The world after all that a journal tells, from the opening on.
    pub fn replayed(opening: &Self, journal: &Journal, facts: &Facts) -> Self {
        let mut course = opening.clone();
        course.replay(journal, facts);
        course
    }

    /// Goes on from here by the rest of a journal, whose beginning has led here.
    fn replay(&mut self, journal: &Journal, facts: &Facts) {
        let mut month = facts.play_from;
        for (i, entry) in journal.done().iter().enumerate() {
            match entry {
                Entry::Month => {
                    if month == self.now() {
                        self.step();
                    }
                    month = month + 1;
                }
                Entry::Moves(_) | Entry::Choice { .. } | Entry::Direct(_) if month == self.now() => {
                    let so_far = Journal::of(journal.done()[..=i].to_vec());
                    self.set_play(&so_far.plan(facts));
                }
                _ => {}
            }
        }
    }

    /// The month that comes next.
    pub fn now(&self) -> Month {
        self.simulation.world().month
    }

    /// The simulation as it stands.
    pub fn simulation(&self) -> &Simulation {
        &self.simulation
    }

    /// What happened so far.
    pub fn history(&self) -> &Arc<History> {
        &self.history
    }

    fn keep(&mut self) {
        self.kept.insert(self.now(), Arc::new(self.simulation.clone()));
    }

    /// Lets months go by until `month` is the next to come.
    pub fn run_to(&mut self, month: Month) {
        while self.now() < month {
            self.simulation.step();
            if self.now().0.is_multiple_of(KEEP_EVERY) {
                self.keep();
            }
        }
        self.history = Arc::new(self.simulation.history().clone());
    }

    /// Lets a month go by.
    pub fn step(&mut self) {
        self.run_to(self.now() + 1);
    }

    /// Goes back to the month to which a journal leads. What it tells must have led here.
    pub fn rewind(&mut self, journal: &Journal, facts: &Facts) {
        let month = facts.play_from + journal.months();
        self.kept.retain(|at, _| *at <= month);
        if let Some((_, kept)) = self.kept.last_key_value() {
            self.simulation = Simulation::clone(kept);
        }
        self.replay(journal, facts);
        self.history = Arc::new(self.simulation.history().clone());
    }

    /// The same world, under other levers, events and directives from now on.
    pub fn set_play(&mut self, play: &Play) {
        let now = &self.simulation;
        if now.model().setup().play() != *play {
            let model = Arc::new(now.model().with(play.clone()));
            let (world, history) = (now.world().clone(), now.history().clone());
            self.simulation = Simulation::resume(model, now.seed(), world, history);
        }
    }

    /// The model that goes on under other levers, events and directives.
    pub fn model_under(&self, play: &Play) -> Arc<Model> {
        let model = self.simulation.model();
        if model.setup().play() == *play {
            return Arc::clone(model);
        }
        Arc::new(model.with(play.clone()))
    }

    /// Whether the futures here are those of this very state, and all of them.
    pub fn is_seen(&self) -> bool {
        self.is_fresh() && self.futures.as_ref().is_some_and(|futures| futures.complete())
    }

    /// Whether the futures here are those of this very state.
    pub fn is_fresh(&self) -> bool {
        self.futures_of == self.state
    }
}
