//! Political capital: what a role has earned, what its acts have cost, and what moves being tried would.

use super::journal::{Entry, Journal, LeverMove, moved};
use super::snapshot::Facts;
use crate::model::calendar::Month;
use crate::model::lever::LeverPaths;
use crate::scenario::{QUARTER, Role};

/// What a role can spend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Purse {
    /// Left after all acts.
    pub left: f64,
    /// What the moves being tried would cost.
    pub draft: f64,
    /// What comes in each quarter.
    pub income: f64,
    /// When it comes in next.
    pub next: Month,
}

impl Purse {
    /// Whether the moves being tried can be paid for.
    pub fn affords_draft(&self) -> bool {
        self.draft <= self.left + 1e-9
    }

    /// The purse of a role that spends capital, in the month to which a journal leads.
    pub fn of(role: &Role, journal: &Journal, draft: &[LeverMove], facts: &Facts) -> Self {
        let (mut month, mut spent) = (facts.play_from, 0.0);
        let mut levers = facts.setup.levers.clone();
        for entry in journal.done() {
            match entry {
                Entry::Month => month = month + 1,
                Entry::Moves(moves) => {
                    spent += cost(role, &levers, moves, facts);
                    levers = moved(&levers, &facts.setup.levers, moves, facts.setup.end);
                }
                Entry::Choice { dilemma, option } => spent += cost_of_choice(dilemma, *option, facts),
                Entry::Direct(_) | Entry::Delegate | Entry::Prediction(_) => {}
            }
        }
        let quarters = (month - facts.play_from) as u16 / QUARTER;
        Self {
            left: role.earned(facts.play_from, month) - spent,
            draft: cost(role, &levers, draft, facts),
            income: role.income,
            next: facts.play_from + (quarters + 1) * QUARTER,
        }
    }
}

/// What moves cost: for each by how far it takes the lever from where it would stand in its first month.
fn cost(role: &Role, levers: &LeverPaths, moves: &[LeverMove], facts: &Facts) -> f64 {
    let of = |step: &LeverMove| {
        let from = levers.path(step.lever).value(step.from);
        let to = step.value.unwrap_or_else(|| facts.setup.levers.path(step.lever).value(step.from));
        role.cost_of_move(step.lever, from, to)
    };
    moves.iter().map(of).sum()
}

fn cost_of_choice(dilemma: &str, option: usize, facts: &Facts) -> f64 {
    let known = facts.dilemmas.iter().find(|known| known.id == dilemma);
    known.and_then(|dilemma| dilemma.options.get(option)).map_or(0.0, |answer| answer.cost)
}
