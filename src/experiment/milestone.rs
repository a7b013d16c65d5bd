//! Milestones: what happened in a run for the first time, and how often, when and why over an ensemble.

use super::ensemble::Run;
use super::summary::quantile;
use crate::model::bloc::{Access, Bloc};
use crate::model::calendar::Month;
use crate::model::decision::Term;
use crate::model::event::{Because, Event, EventKind, Race, Rule};
use crate::model::history::History;
use crate::model::lab::Mode;
use crate::model::lever::Lever;
use crate::model::measure::{EndWorld, Evaluation};
use crate::model::offer::offer_index;

/// What happened, without size and month, so that runs can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A lab that had kept all its models closed opened one, as a sibling or as its flagship.
    Opens {
        /// The lab.
        lab: usize,
        /// Whether only a sibling.
        sibling: bool,
    },
    /// A lab that had open models released closed only.
    Closes {
        /// The lab.
        lab: usize,
    },
    /// A lab's efficiency jumped.
    Breakthrough {
        /// The lab.
        lab: usize,
    },
    /// A lab stalled.
    Setback {
        /// The lab.
        lab: usize,
    },
    /// A lab's release shook the market.
    Shock {
        /// The lab.
        lab: usize,
    },
    /// A government raised or lowered a lever.
    Policy {
        /// The lever.
        lever: Lever,
        /// Whether up.
        up: bool,
    },
    /// Somebody overtook somebody.
    Overtake {
        /// In what.
        race: Race,
    },
    /// The world became one of a class.
    World {
        /// The class.
        class: EndWorld,
    },
}

/// The cause of a milestone, without numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The scenario scheduled it: position in its events.
    Scheduled(usize),
    /// The scenario's lever path.
    Path,
    /// Chance.
    Chance,
    /// A release decision: the term that spoke most for the choice.
    Term(Term),
    /// A government's rule.
    Rule(Rule),
    /// The sum of all that adopters and labs did.
    Outcome,
}

/// The first time that something happened in a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Milestone {
    /// What.
    pub what: What,
    /// When.
    pub month: Month,
    /// Because of what.
    pub cause: Cause,
    /// How much hung on it, 0 to 1; see [`weight`].
    pub weight: f64,
}

/// The first of everything that happened in a run. Releases that change nobody's habit are left out.
pub fn milestones(history: &History, evaluation: &Evaluation<'_>) -> Vec<Milestone> {
    let mut found: Vec<Milestone> = Vec::new();
    for event in &history.events {
        let Some(what) = what(&event.kind) else { continue };
        if found.iter().all(|earlier| earlier.what != what) {
            let weight = weight(event, history, evaluation);
            found.push(Milestone { what, month: event.month, cause: cause(event, history), weight });
        }
    }
    found
}

fn what(kind: &EventKind) -> Option<What> {
    Some(match *kind {
        EventKind::Release { .. } => return None,
        EventKind::Flip { lab, from: Mode::Closed, to } => What::Opens { lab, sibling: !to.flagship_open() },
        EventKind::Flip { lab, to: Mode::Closed, .. } => What::Closes { lab },
        // Between an open flagship and an open sibling.
        EventKind::Flip { lab, to, .. } => What::Opens { lab, sibling: !to.flagship_open() },
        EventKind::Breakthrough { lab, .. } => What::Breakthrough { lab },
        EventKind::Setback { lab, .. } => What::Setback { lab },
        EventKind::Shock { lab, .. } => What::Shock { lab },
        EventKind::Policy { lever, from, to } => What::Policy { lever, up: to > from },
        EventKind::Overtake { race } => What::Overtake { race },
        EventKind::World { to, .. } => What::World { class: to },
    })
}

fn cause(event: &Event, history: &History) -> Cause {
    match event.because {
        Because::Scheduled(i) => Cause::Scheduled(i),
        Because::Path => Cause::Path,
        Because::Chance(_) => Cause::Chance,
        Because::Rule { rule, .. } => Cause::Rule(rule),
        Because::Outcome(..) => Cause::Outcome,
        Because::Decision(i) => {
            let reasons = history.decisions.get(i).map(|decision| decision.reasons()).unwrap_or_default();
            let most = reasons.into_iter().max_by(|a, b| a.1.total_cmp(&b.1));
            most.map_or(Cause::Outcome, |(term, _)| Cause::Term(term))
        }
    }
}

/// How much hangs on an event: a stated judgement, from 0 to 1, that only orders a list. Changes of who
/// leads come first, then shocks, then a lab's turn between open and closed by the use that rests on the
/// lab, then what was scheduled or decided by governments by its size, then single strokes of luck.
fn weight(event: &Event, history: &History, evaluation: &Evaluation<'_>) -> f64 {
    match event.kind {
        EventKind::Overtake { race: Race::Frontier(..) | Race::AccessFrontier(_) } => 1.0,
        EventKind::Overtake { race: Race::OpenDevelopers(..) } => 0.9,
        EventKind::World { .. } => 0.8,
        EventKind::Shock { surprise, .. } => 0.5 + 0.3 * surprise.min(1.0),
        EventKind::Flip { lab, .. } => 0.25 + 0.75 * use_of(lab, event.month, history, evaluation),
        EventKind::Breakthrough { size, .. } => match event.because {
            Because::Scheduled(_) => 0.6,
            _ => (0.5 * size).min(0.4),
        },
        EventKind::Setback { months, .. } => match event.because {
            Because::Scheduled(_) => 0.4,
            _ => (0.02 * f64::from(months)).min(0.2),
        },
        EventKind::Policy { lever, from, to } => {
            let (low, high) = lever.spec().range;
            (0.1 + 0.4 * (to - from).abs() / (high - low)).min(0.5)
        }
        EventKind::Release { .. } => 0.0,
    }
}

/// Share of the world's use that ran on a lab's models in a month.
fn use_of(lab: usize, month: Month, history: &History, evaluation: &Evaluation<'_>) -> f64 {
    let row = usize::from(month.0 - history.start.0).min(history.months() - 1);
    let cells = 0..crate::model::bloc::CELLS;
    let on = |c: usize| Access::ALL.map(|a| history.users(row, c)[offer_index(lab, a)]).iter().sum::<u32>();
    let users: u32 = cells.clone().map(on).sum();
    let all: u32 = cells.map(|c| evaluation.counts(row).total(c)).sum();
    if all > 0 { f64::from(users) / f64::from(all) } else { 0.0 }
}

/// Something that happened in some of the runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Happening {
    /// What.
    pub what: What,
    /// Share of the runs in which it happened.
    pub share: f64,
    /// Median month of its first time, over those runs.
    pub month: Month,
    /// Its most frequent cause.
    pub cause: Cause,
    /// Share of the runs in which it happened times what hung on it: the order of the list.
    pub importance: f64,
}

/// How many of one kind a list of the most important may hold, so that it tells of more than one matter.
const OF_A_KIND: usize = 2;

/// The `n` most important things that happened over an ensemble, by [`Happening::importance`], at most two
/// of a kind, in order of their months.
pub fn most_important(runs: &[Run], n: usize) -> Vec<Happening> {
    let mut all = happenings(runs);
    all.sort_by(|a, b| b.importance.total_cmp(&a.importance));
    let mut chosen: Vec<Happening> = Vec::new();
    for one in all {
        let alike = |other: &&Happening| kind(&other.what) == kind(&one.what);
        if chosen.len() < n && chosen.iter().filter(alike).count() < OF_A_KIND {
            chosen.push(one);
        }
    }
    chosen.sort_by_key(|happening| happening.month);
    chosen
}

fn kind(what: &What) -> u8 {
    match what {
        What::Opens { .. } => 0,
        What::Closes { .. } => 1,
        What::Breakthrough { .. } => 2,
        What::Setback { .. } => 3,
        What::Shock { .. } => 4,
        What::Policy { .. } => 5,
        What::Overtake { .. } => 6,
        What::World { .. } => 7,
    }
}

/// All that happened over an ensemble, in the order in which runs first saw it.
pub fn happenings(runs: &[Run]) -> Vec<Happening> {
    let mut seen: Vec<(What, Vec<&Milestone>)> = Vec::new();
    for milestone in runs.iter().flat_map(|run| &run.milestones) {
        match seen.iter_mut().find(|(what, _)| *what == milestone.what) {
            Some((_, times)) => times.push(milestone),
            None => seen.push((milestone.what, vec![milestone])),
        }
    }
    seen.into_iter().map(|(what, times)| together(what, &times, runs.len())).collect()
}

fn together(what: What, times: &[&Milestone], runs: usize) -> Happening {
    let mut months: Vec<f64> = times.iter().map(|m| f64::from(m.month.0)).collect();
    months.sort_by(f64::total_cmp);
    let month = Month(quantile(&months, 0.5).floor() as u16);
    let share = times.len() as f64 / runs as f64;
    let total: f64 = times.iter().map(|m| m.weight).sum();
    Happening { what, share, month, cause: most_frequent(times), importance: total / runs as f64 }
}

/// The cause of most; of equals, the one seen first.
fn most_frequent(times: &[&Milestone]) -> Cause {
    let mut counts: Vec<(Cause, usize)> = Vec::new();
    for milestone in times {
        match counts.iter_mut().find(|(cause, _)| *cause == milestone.cause) {
            Some((_, n)) => *n += 1,
            None => counts.push((milestone.cause, 1)),
        }
    }
    let most = counts.into_iter().reduce(|a, b| if b.1 > a.1 { b } else { a });
    most.map_or(Cause::Outcome, |(cause, _)| cause)
}

impl What {
    /// Who acted, where it was a lab or a government.
    pub fn lab(&self) -> Option<usize> {
        match *self {
            Self::Opens { lab, .. }
            | Self::Closes { lab }
            | Self::Breakthrough { lab }
            | Self::Setback { lab }
            | Self::Shock { lab } => Some(lab),
            Self::Policy { .. } | Self::Overtake { .. } | Self::World { .. } => None,
        }
    }

    /// The bloc that moved ahead, where one did.
    pub fn leader(&self) -> Option<Bloc> {
        match *self {
            Self::Overtake { race: Race::Frontier(leader, _) | Race::OpenDevelopers(leader, _) } => {
                Some(leader)
            }
            _ => None,
        }
    }
}
