//! Milestones: what happened in a run for the first time, and how often, when and why over an ensemble.

use super::ensemble::Run;
use super::summary::quantile;
use crate::model::bloc::{Access, CELLS};
use crate::model::calendar::Month;
use crate::model::decision::{Chooser, Decision, Term};
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
    /// A lab whose best model was open kept the new one closed and opened a sibling.
    Retreats {
        /// The lab.
        lab: usize,
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
    /// The player.
    Player,
    /// Chance.
    Chance,
    /// A release decision: the term that spoke most for the choice.
    Term(Term),
    /// A government's rule.
    Rule(Rule),
    /// A release nearer to the best than the market expected of a lab with so little compute.
    Unexpected,
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
    /// How much hung on it, from 0 to 1: a stated judgement by which lists are ordered.
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
        EventKind::Release { .. } | EventKind::Hold { .. } | EventKind::Price { .. } => return None,
        EventKind::Flip { lab, to: Mode::Closed, .. } => What::Closes { lab },
        EventKind::Flip { lab, from, to: Mode::Dual } if from.flagship_open() => What::Retreats { lab },
        EventKind::Flip { lab, to, .. } => What::Opens { lab, sibling: to == Mode::Dual },
        EventKind::Breakthrough { lab, .. } => What::Breakthrough { lab },
        EventKind::Setback { lab, .. } => What::Setback { lab },
        EventKind::Shock { lab, .. } => What::Shock { lab },
        EventKind::Policy { lever, from, to, .. } => What::Policy { lever, up: to > from },
        EventKind::Overtake { race } => What::Overtake { race },
        EventKind::World { to, .. } => What::World { class: to },
    })
}

fn cause(event: &Event, history: &History) -> Cause {
    if let EventKind::Shock { .. } = event.kind {
        return Cause::Unexpected;
    }
    match event.because {
        Because::Scheduled(i) => Cause::Scheduled(i),
        Because::Path => Cause::Path,
        Because::Player => Cause::Player,
        Because::Chance(_) => Cause::Chance,
        Because::Rule { rule, .. } => Cause::Rule(rule),
        Because::Outcome(..) | Because::Shape(_) => Cause::Outcome,
        Because::Decision(i) => {
            let decision = history.decisions.get(i);
            if decision.is_some_and(|decision| decision.chosen_by == Chooser::Player) {
                return Cause::Player;
            }
            let reasons = decision.map(Decision::reasons).unwrap_or_default();
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
        EventKind::Policy { lever, from, to, .. } => {
            let (low, high) = lever.spec().range;
            (0.1 + 0.4 * (to - from).abs() / (high - low)).min(0.5)
        }
        EventKind::Release { .. } | EventKind::Hold { .. } | EventKind::Price { .. } => 0.0,
    }
}

/// Share of the world's use that ran on a lab's models in a month.
fn use_of(lab: usize, month: Month, history: &History, evaluation: &Evaluation<'_>) -> f64 {
    let row = usize::from(month.0 - history.start.0).min(history.months() - 1);
    let cells = 0..CELLS;
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
        What::Closes { .. } | What::Retreats { .. } => 1,
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
    /// The lab that acted, where one did.
    pub fn lab(&self) -> Option<usize> {
        match *self {
            Self::Opens { lab, .. }
            | Self::Closes { lab }
            | Self::Retreats { lab }
            | Self::Breakthrough { lab }
            | Self::Setback { lab }
            | Self::Shock { lab } => Some(lab),
            Self::Policy { .. } | Self::Overtake { .. } | Self::World { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::experiment::ensemble::{Ensemble, Plan, Progress, Workers};
    use crate::model::lever::Lever;
    use crate::model::random::Seed;
    use crate::model::setup::Setup;
    use crate::model::simulation::Model;
    use crate::scenario::Scenario;

    fn runs() -> Vec<Run> {
        let setup = Setup { adopters: 500, ..Scenario::built_in("history").unwrap().setup };
        let plan = Plan { seed: Seed(2), runs: 20, series: Vec::new() };
        let workers = Workers::new(0).unwrap();
        Ensemble::simulate(&Arc::new(Model::new(setup)), &plan, &workers, &Progress::default()).unwrap().runs
    }

    #[test]
    fn what_the_scenario_gives_happens_in_every_run_when_it_says() {
        let all = happenings(&runs());
        let find = |what| *all.iter().find(|happening| happening.what == what).unwrap();
        let ban = find(What::Policy { lever: Lever::UsGovernmentBan, up: true });
        assert_eq!((ban.share, ban.month, ban.cause), (1.0, Month(13), Cause::Path));
        // The fifth lab of the roster has no scheduled breakthrough, the sixth has R1 in January 2025.
        let leap = find(What::Breakthrough { lab: 5 });
        assert_eq!(leap.share, 1.0);
        assert!(matches!(leap.cause, Cause::Scheduled(_)));
        assert!(all.iter().all(|h| h.share > 0.0 && h.share <= 1.0 && h.importance <= h.share));
    }

    #[test]
    fn the_most_important_are_few_of_more_than_one_kind_and_in_order_of_time() {
        let runs = runs();
        let five = most_important(&runs, 5);
        assert_eq!(five.len(), 5);
        assert!(five.is_sorted_by_key(|happening| happening.month));
        for one in &five {
            assert!(five.iter().filter(|other| kind(&other.what) == kind(&one.what)).count() <= OF_A_KIND);
        }
        let least = five.iter().map(|h| h.importance).fold(f64::INFINITY, f64::min);
        let alike =
            |h: &Happening| five.iter().filter(|o| kind(&o.what) == kind(&h.what)).count() < OF_A_KIND;
        let missed = happenings(&runs).into_iter().filter(|h| !five.contains(h) && alike(h));
        assert!(missed.map(|h| h.importance).all(|importance| importance <= least));
    }

    #[test]
    fn a_turn_of_a_lab_between_open_and_closed_is_told_by_where_it_goes() {
        let flip = |from, to| what(&EventKind::Flip { lab: 1, from, to });
        let (closed, dual, open) = (Mode::Closed, Mode::Dual, Mode::OpenPermissive);
        assert_eq!(flip(closed, dual), Some(What::Opens { lab: 1, sibling: true }));
        assert_eq!(flip(closed, open), Some(What::Opens { lab: 1, sibling: false }));
        assert_eq!(flip(dual, open), Some(What::Opens { lab: 1, sibling: false }));
        assert_eq!(flip(open, closed), Some(What::Closes { lab: 1 }));
        assert_eq!(flip(open, dual), Some(What::Retreats { lab: 1 }));
    }
}
