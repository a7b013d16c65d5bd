//! What waits for the player's answer before time goes on: a release of the player's lab, or a dilemma.

use super::course::Course;
use super::dilemma::{Asked, Docket};
use super::journal::{Entry, Journal};
use super::snapshot::Facts;
use crate::model::calendar::Month;
use crate::model::decision::Decision;
use crate::scenario::dilemma::{Dilemma, OBSERVER};

/// A question that waits for an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Something has come up.
    Dilemma(Dilemma),
    /// The player's lab has a model to release this month: what it would do by itself, with the pay-off terms
    /// and the odds of every option.
    Release(Decision),
}

impl Question {
    /// What waits for an answer in the month to which a journal has led.
    pub fn pending(facts: &Facts, journal: &Journal, course: &Course) -> Option<Self> {
        if course.simulation().is_over() {
            return None;
        }
        dilemma(facts, journal, course).map(Self::Dilemma).or_else(|| release(facts, journal, course))
    }
}

/// What was done in the month that a journal has led to.
fn this_month(journal: &Journal) -> impl Iterator<Item = &Entry> {
    journal.done().iter().rev().take_while(|entry| **entry != Entry::Month)
}

fn dilemma(facts: &Facts, journal: &Journal, course: &Course) -> Option<Dilemma> {
    if facts.dilemmas.is_empty() || this_month(journal).any(|entry| matches!(entry, Entry::Choice { .. })) {
        return None;
    }
    let names: Vec<&str> = match &facts.role {
        Some(role) => [Some(role.id.as_str()), role.lab.as_deref()].into_iter().flatten().collect(),
        None => vec![OBSERVER],
    };
    let docket = Docket {
        dilemmas: &facts.dilemmas,
        labs: &facts.setup.labs,
        who: &names,
        play_from: facts.play_from,
        end: facts.setup.end,
        seed: facts.seed,
    };
    let setup = course.simulation().model().setup();
    docket.due(course.history(), &setup.parameters, &asked(journal, facts.play_from)).cloned()
}

/// The dilemmas that were answered, with their months.
fn asked(journal: &Journal, play_from: Month) -> Vec<Asked> {
    let mut month = play_from;
    let mut asked = Vec::new();
    for entry in journal.done() {
        match entry {
            Entry::Month => month = month + 1,
            Entry::Choice { dilemma, .. } => asked.push(Asked { id: dilemma.clone(), month }),
            _ => {}
        }
    }
    asked
}

fn release(facts: &Facts, journal: &Journal, course: &Course) -> Option<Question> {
    let lab = facts.lab()?;
    let month = course.now();
    let is_answer = |entry: &Entry| match entry {
        Entry::Direct(directive) => directive.is_on_release(month, lab),
        entry => *entry == Entry::Delegate,
    };
    if this_month(journal).any(is_answer) {
        return None;
    }
    course.simulation().release_to_come(lab).map(Question::Release)
}
