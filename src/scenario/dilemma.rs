//! Dilemmas: what may come up in play, what may be answered, and what each answer brings about.

mod consequence;

use std::fmt;

pub use consequence::{Consequences, Given};

use super::Reference;
use super::role::{Side, series_of};
use crate::model::calendar::Month;
use crate::model::lab::LabSpec;
use crate::model::lever::{Change, Lever};
use crate::model::measure::{Evaluation, SeriesKey};
use crate::model::setup::ScheduledKind;

/// The name under which one who plays nobody in particular is asked.
pub const OBSERVER: &str = "observer";

/// Something that may come up in play and asks for an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Dilemma {
    /// Name in files.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// What happened, and what is asked.
    pub text: String,
    /// Who is asked: names of roles, ids of labs, or [`OBSERVER`].
    pub roles: Vec<String>,
    /// What must hold at the end of the month before; all of it.
    pub when: Vec<Condition>,
    /// The first month in which it may come up.
    pub from: Month,
    /// The last month in which it may come up; none for the last of the scenario.
    pub until: Option<Month>,
    /// Where something like it happened.
    pub precedent: Reference,
    /// The answers: two or three.
    pub options: Vec<Answer>,
}

/// A measure on one side of a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// Which measure: a name of the model's table of measures.
    pub measure: &'static str,
    /// Of which groups, as in a role's target.
    pub groups: Vec<(&'static str, String)>,
    /// Which side.
    pub side: Side,
    /// Of what.
    pub value: f64,
}

/// One way to answer a dilemma.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// What is done, in a few words.
    pub label: String,
    /// What is done, in a sentence.
    pub text: String,
    /// Political capital that it takes; what it brings, if negative.
    pub cost: f64,
    /// What follows for certain.
    pub effects: Vec<Effect>,
    /// What may follow against the intention.
    pub blowback: Vec<Effect>,
}

/// One consequence of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// What happens.
    pub act: Act,
    /// Months after the answer.
    pub after: u16,
    /// The chance that it happens at all, from 0 to 1.
    pub chance: f64,
}

/// What a consequence does.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// A lever's path changes.
    Lever {
        /// Which lever.
        lever: Lever,
        /// How.
        change: Change,
        /// For how many months; none for good.
        months: Option<u16>,
    },
    /// Something happens at a lab.
    Event {
        /// The lab's id.
        lab: String,
        /// What.
        kind: ScheduledKind,
    },
}

impl Dilemma {
    /// Whether one of these names is asked.
    pub fn asks(&self, names: &[&str]) -> bool {
        self.roles.iter().any(|role| names.contains(&role.as_str()))
    }

    /// Whether it may come up in a month as far as the calendar goes.
    pub fn is_in_season(&self, month: Month) -> bool {
        self.from <= month && self.until.is_none_or(|until| month <= until)
    }

    /// Whether all its conditions hold in a row of a history.
    pub fn holds(&self, evaluation: &Evaluation<'_>, row: usize, labs: &[LabSpec]) -> bool {
        self.when.iter().all(|condition| condition.holds(evaluation, row, labs))
    }

    /// All consequences of all answers.
    pub fn effects(&self) -> impl Iterator<Item = &Effect> {
        self.options.iter().flat_map(|option| option.effects.iter().chain(&option.blowback))
    }

    /// The labs that a condition or a consequence names.
    pub fn labs(&self) -> impl Iterator<Item = &str> {
        let conditions = self.when.iter().filter_map(Condition::lab);
        conditions.chain(self.effects().filter_map(|effect| effect.act.lab()))
    }
}

impl Condition {
    /// The series to look at; none if it names a lab that is not there.
    pub fn series(&self, labs: &[LabSpec]) -> Option<SeriesKey> {
        series_of(self.measure, &self.groups, labs)
    }

    /// Whether it holds in a row of a history; what is not measured there does not hold.
    pub fn holds(&self, evaluation: &Evaluation<'_>, row: usize, labs: &[LabSpec]) -> bool {
        let measured = self.series(labs).map_or(f64::NAN, |key| evaluation.value(&key, row));
        self.side.holds(measured, self.value)
    }

    /// The lab that it names, if any.
    pub fn lab(&self) -> Option<&str> {
        self.groups.iter().find(|(group, _)| *group == "lab").map(|(_, lab)| lab.as_str())
    }
}

impl Act {
    /// The lab to which it happens, if any.
    pub fn lab(&self) -> Option<&str> {
        match self {
            Self::Lever { .. } => None,
            Self::Event { lab, .. } => Some(lab),
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.measure)?;
        for (_, member) in &self.groups {
            write!(f, " {member}")?;
        }
        let sign = if self.side == Side::AtLeast { "at least" } else { "at most" };
        write!(f, " {sign} {}", self.value)
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.act {
            Act::Lever { lever, change, months } => {
                match change {
                    Change::By(part) => write!(f, "`{}` {part:+}", lever.name())?,
                    Change::To(goal) => write!(f, "`{}` to {goal}", lever.name())?,
                }
                if let Some(months) = months {
                    write!(f, " for {}", in_months(*months))?;
                }
            }
            Act::Event { lab, kind: ScheduledKind::Breakthrough(size) } => {
                write!(f, "a breakthrough of {size} orders of magnitude at `{lab}`")?;
            }
            Act::Event { lab, kind: ScheduledKind::Setback(months) } => {
                write!(f, "a set-back of {months} months at `{lab}`")?;
            }
            Act::Event { lab, kind: ScheduledKind::Release(mode) } => {
                write!(f, "a release by `{lab}`: {}", mode.title())?;
            }
        }
        if self.after > 0 {
            write!(f, ", after {}", in_months(self.after))?;
        }
        if self.chance < 1.0 {
            write!(f, ", with a chance of {:.0} %", 100.0 * self.chance)?;
        }
        Ok(())
    }
}

fn in_months(months: u16) -> String {
    if months == 1 { "1 month".to_owned() } else { format!("{months} months") }
}
