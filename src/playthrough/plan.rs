//! What a journal makes of a scenario: lever paths, events and words to labs.

use super::journal::{Entry, Journal, LeverMove, moved};
use super::snapshot::Facts;
use crate::model::calendar::Month;
use crate::model::setup::{Play, Setup};
use crate::scenario::dilemma::Given;

impl Journal {
    /// The scenario's levers, events and directives with all that was done put upon them, in order.
    pub fn plan(&self, facts: &Facts) -> Play {
        self.plan_with(&[], facts)
    }

    /// The same with moves that are only being tried.
    pub fn plan_with(&self, draft: &[LeverMove], facts: &Facts) -> Play {
        let mut setup = facts.setup.clone();
        let mut month = facts.play_from;
        for entry in self.done() {
            match entry {
                Entry::Month => month = month + 1,
                Entry::Moves(moves) => move_levers(&mut setup, moves, facts),
                Entry::Choice { dilemma, option } => choose(&mut setup, dilemma, *option, month, facts),
                Entry::Direct(directive) => setup.directives.push(*directive),
                Entry::Delegate | Entry::Prediction(_) => {}
            }
        }
        move_levers(&mut setup, draft, facts);
        setup.play()
    }
}

fn move_levers(setup: &mut Setup, moves: &[LeverMove], facts: &Facts) {
    if !moves.is_empty() {
        setup.levers = moved(&setup.levers, &facts.setup.levers, moves, facts.setup.end);
    }
}

fn choose(setup: &mut Setup, dilemma: &str, option: usize, month: Month, facts: &Facts) {
    if let Some(dilemma) = facts.dilemmas.iter().find(|known| known.id == dilemma) {
        let given = Given { labs: &facts.setup.labs, month, end: facts.setup.end, seed: facts.seed };
        *setup = dilemma.consequences(option, &given).applied(setup);
    }
}
