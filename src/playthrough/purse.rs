//! Political capital: what a role has earned, what its acts have cost, and what moves being tried would.

use super::journal::{Entry, Journal, LeverMove, moved};
use super::snapshot::Facts;
use crate::model::calendar::Month;
use crate::model::lever::LeverPaths;
use crate::scenario::{QUARTER, Role, Step, counts};

/// What a role can spend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Purse {
    /// Left after all acts.
    pub left: f64,
    /// What the moves being tried would cost; below zero where they take back what was paid for this month.
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
        let mut account = Account::new(role, facts);
        journal.done().iter().for_each(|entry| account.take(entry));
        let quarters = (account.month - facts.play_from) as u16 / QUARTER;
        let decided = account.cost_of(&account.decided);
        let with_draft: Vec<LeverMove> = account.decided.iter().chain(draft).copied().collect();
        Self {
            left: role.earned(facts.play_from, account.month) - account.spent - decided,
            draft: account.cost_of(&with_draft) - decided,
            income: role.income,
            next: facts.play_from + (quarters + 1) * QUARTER,
        }
    }
}

/// What has been spent up to a month, and what is decided in it and can still be thought better of.
struct Account<'a> {
    role: &'a Role,
    facts: &'a Facts,
    month: Month,
    /// For all months before, and for answers.
    spent: f64,
    /// The levers as they stood before the month began.
    levers: LeverPaths,
    /// The moves of the month, in the order in which they were made.
    decided: Vec<LeverMove>,
}

impl<'a> Account<'a> {
    fn new(role: &'a Role, facts: &'a Facts) -> Self {
        let levers = facts.setup.levers.clone();
        Self { role, facts, month: facts.play_from, spent: 0.0, levers, decided: Vec::new() }
    }

    fn take(&mut self, entry: &Entry) {
        match entry {
            Entry::Month => {
                self.spent += self.cost_of(&self.decided);
                let setup = &self.facts.setup;
                self.levers = moved(&self.levers, &setup.levers, &self.decided, setup.end);
                self.decided.clear();
                self.month = self.month + 1;
            }
            Entry::Moves(moves) => self.decided.extend(moves),
            Entry::Choice { dilemma, option } => self.spent += cost_of_choice(dilemma, *option, self.facts),
            Entry::Direct(_) | Entry::Delegate | Entry::Prediction(_) => {}
        }
    }

    /// What moves of one month cost together: each by how far it takes the lever from where it would stand in
    /// its first month, those that a later one overtakes nothing.
    fn cost_of(&self, moves: &[LeverMove]) -> f64 {
        let setup = &self.facts.setup;
        let given = |step: &LeverMove| setup.levers.path(step.lever).value(step.from);
        let step_of = |step: &LeverMove| Step {
            month: step.from,
            lever: step.lever,
            to: step.value.unwrap_or_else(|| given(step)),
        };
        let steps: Vec<Step> = moves.iter().map(step_of).collect();
        let mut levers = self.levers.clone();
        let mut cost = 0.0;
        for (at, step) in steps.iter().enumerate().filter(|(at, _)| counts(&steps, *at)) {
            cost += self.role.cost_of_move(step.lever, levers.path(step.lever).value(step.month), step.to);
            levers = moved(&levers, &setup.levers, &moves[at..=at], setup.end);
        }
        cost
    }
}

fn cost_of_choice(dilemma: &str, option: usize, facts: &Facts) -> f64 {
    let known = facts.dilemmas.iter().find(|known| known.id == dilemma);
    known.and_then(|dilemma| dilemma.options.get(option)).map_or(0.0, |answer| answer.cost)
}
