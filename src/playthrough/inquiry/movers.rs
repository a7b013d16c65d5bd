//! What moves a lever, one hop before it: futures with each cause switched off and on, the same chance in both,
//! and how often and how far governments then move the lever.

use std::sync::Arc;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::lever::set;
use super::{GoOn, Material};
use crate::experiment::ensemble::Workers;
use crate::experiment::paired::Paired;
use crate::model::calendar::Month;
use crate::model::event::{Because, EventKind, Rule};
use crate::model::government::watches;
use crate::model::lever::Lever;
use crate::model::setup::Play;
use crate::playthrough::contrast::Way;
use crate::playthrough::lot::Lots;

/// A cause that can be switched off and on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The scenario's next step of the lever itself, in this month.
    Step(Month),
    /// All rules by which governments react.
    Rules,
    /// One rule: its part of what all rules do.
    Rule(Rule),
    /// A scheduled event that is to come, by the governments' rules: its position in the plan's events.
    Event(usize),
    /// Another lever at its highest against its lowest value, by the governments' rules.
    Lever(Lever),
}

/// What a cause does to the lever.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mover {
    /// The cause.
    pub by: By,
    /// Share of the futures in which the lever moves, without the cause and with it. Of a single rule: in
    /// which that rule moves it.
    pub moves: [f64; 2],
    /// Differences of the lever's value at the end, in its own unit. Of a single rule: of all its steps.
    pub change: Paired,
}

/// What moves a lever from now on.
#[derive(Clone, Debug, PartialEq)]
pub struct Movers {
    /// The causes, in the order of [`By`].
    pub all: Vec<Mover>,
    /// How many futures were run under each setting.
    pub pairs: usize,
    /// Whether governments do not react here, so that it was measured as if they did.
    pub supposed: bool,
}

impl Movers {
    /// What a cause does, if it was measured.
    pub fn of(&self, by: By) -> Option<&Mover> {
        self.all.iter().find(|mover| mover.by == by)
    }
}

/// How many futures are run under each setting.
const PAIRS: usize = 24;
/// So many of the events that come next are switched off.
const EVENTS: usize = 3;

/// A cause, with the plans under which it is off and on.
struct Switch {
    by: By,
    off: Play,
    on: Play,
}

/// Which rules can move a lever: none of one in a player's hand.
fn rules_on(lever: Lever, material: &Material) -> Vec<Rule> {
    let free = !material.facts.setup.in_hand.contains(&lever);
    let all = watches(material.played.simulation().history()).into_iter().filter(|_| free);
    all.filter(|watch| watch.moves.iter().any(|(of, _)| *of == lever)).map(|watch| watch.rule).collect()
}

/// The causes to be measured, and whether governments are supposed to react.
fn switches(lever: Lever, rules: &[Rule], material: &Material) -> (Vec<Switch>, bool) {
    let now = material.played.now();
    let reactive = Lever::WorldReactiveGovernments;
    let as_is = set(material, &[], lever);
    let supposed = !rules.is_empty() && as_is.levers.path(reactive).value(now) <= 0.0;
    let on = if supposed { set(material, &[(reactive, 1.0)], lever) } else { as_is };
    let with = |change: &dyn Fn(&mut Play)| {
        let mut play = on.clone();
        change(&mut play);
        play
    };
    let mut all = Vec::new();
    let end = material.facts.setup.end;
    let next = on.levers.path(lever).moves(now + 1, end).next();
    if let Some(month) = next {
        let off = with(&|play| {
            let path = play.levers.path_mut(lever);
            *path = path.without_moves(month, end, |gone| gone == month);
        });
        all.push(Switch { by: By::Step(month), off, on: on.clone() });
    }
    if rules.is_empty() {
        return (all, false);
    }
    let off = with(&|play| play.levers.path_mut(reactive).set_from(now, 0.0));
    all.push(Switch { by: By::Rules, off, on: on.clone() });
    let to_come = on.events.iter().enumerate().filter(|(_, event)| event.month >= now);
    for (place, _) in to_come.take(EVENTS) {
        let off = with(&|play| drop(play.events.remove(place)));
        all.push(Switch { by: By::Event(place), off, on: on.clone() });
    }
    let controls = Lever::UsExportControls;
    if rules.contains(&Rule::ControlsBite) && lever != controls {
        let (low, high) = controls.spec().range;
        let at = |value: f64| with(&|play| play.levers.path_mut(controls).set_from(now, value));
        all.push(Switch { by: By::Lever(controls), off: at(low), on: at(high) });
    }
    (all, supposed)
}

/// What is kept of one future: whether the lever moved, where it ended, and what each rule added.
struct Trace {
    moved: bool,
    end: f64,
    by_rule: Vec<f64>,
}

fn trace(way: &Way, lever: Lever, rules: &[Rule], k: usize, lots: &Lots) -> Trace {
    let history = way.drawn(lots, k).history(lots.seed(k));
    let (i, past) = (lever.index(), way.past.months());
    let value = |row: usize| history.rows[row].levers[i];
    let stands = past.checked_sub(1).map_or_else(|| value(0), value);
    let added = |rule: &Rule| {
        let by_it =
            history.events.iter().filter(|event| event.month >= way.present.month).map(|event| {
                match (&event.kind, &event.because) {
                    (EventKind::Policy { lever: of, from, to, .. }, Because::Rule { rule: by, .. })
                        if *of == lever && by == rule =>
                    {
                        to - from
                    }
                    _ => 0.0,
                }
            });
        by_it.sum()
    };
    Trace {
        moved: (past..history.months()).any(|row| (value(row) - stands).abs() > 1e-9),
        end: value(history.months() - 1),
        by_rule: rules.iter().map(added).collect(),
    }
}

pub(super) fn answer(
    lever: Lever,
    material: &Material,
    workers: &Workers,
    go_on: GoOn<'_>,
) -> Option<Movers> {
    let simulation = material.played.simulation();
    if simulation.is_over() {
        return None;
    }
    let rules = rules_on(lever, material);
    let lots = Lots::of(&material.facts);
    let together = lots.together();
    let (switches, supposed) = switches(lever, &rules, material);
    let mut all = Vec::new();
    for Switch { by, off, on } in switches {
        let ways = [off, on].map(|play| Way::from(simulation, Arc::new(simulation.model().with(play))));
        let run = |k: usize| go_on().then(|| ways.each_ref().map(|way| trace(way, lever, &rules, k, &lots)));
        let runs: Option<Vec<[Trace; 2]>> = workers.install(|| (0..PAIRS).into_par_iter().map(run).collect());
        let runs = runs?;
        all.push(mover(by, &runs, together));
        if by == By::Rules {
            all.extend(rules.iter().enumerate().map(|(i, rule)| of_rule(*rule, i, &runs, together)));
        }
    }
    Some(Movers { all, pairs: PAIRS, supposed })
}

fn share(runs: &[[Trace; 2]], holds: impl Fn(&[Trace; 2]) -> bool) -> f64 {
    runs.iter().filter(|pair| holds(pair)).count() as f64 / runs.len() as f64
}

fn mover(by: By, runs: &[[Trace; 2]], together: usize) -> Mover {
    let ends = [0, 1].map(|side| runs.iter().map(|pair| pair[side].end).collect::<Vec<f64>>());
    let moves = [0, 1].map(|side| share(runs, |pair| pair[side].moved));
    Mover { by, moves, change: Paired::over(&ends[0], &ends[1], together) }
}

/// A single rule's part: with all rules off it moves nothing.
fn of_rule(rule: Rule, i: usize, runs: &[[Trace; 2]], together: usize) -> Mover {
    let added = [0, 1].map(|side| runs.iter().map(|pair| pair[side].by_rule[i]).collect::<Vec<f64>>());
    let moves = [0, 1].map(|side| share(runs, |pair| pair[side].by_rule[i] != 0.0));
    Mover { by: By::Rule(rule), moves, change: Paired::over(&added[0], &added[1], together) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playthrough::{Finding, Game, Inquiry, fixture};

    fn movers(game: &mut Game, lever: Lever) -> Movers {
        let inquiry = Inquiry::Movers(lever);
        game.inquire(std::slice::from_ref(&inquiry)).expect("threads");
        match game.snapshot().findings.get(&inquiry).map(|finding| &**finding) {
            Some(Finding::Movers(movers)) => (**movers).clone(),
            other => panic!("no movers: {other:?}"),
        }
    }

    #[test]
    fn a_step_of_the_scenario_moves_its_lever_in_every_future() {
        let found = movers(&mut fixture::game(), Lever::UsExportControls);
        let step = found.of(By::Step(Month(40))).expect("the step to 0.5");
        assert_eq!((step.change.pairs, found.pairs), (24, 24));
        assert!(found.supposed, "governments do not react here");
        assert!(step.change.spread.mean > 0.0 && step.moves[1] == 1.0);
    }

    #[test]
    fn rules_move_nothing_when_they_are_off_and_their_parts_are_what_was_added() {
        let mut game = fixture::game();
        game.set_lever(Lever::WorldReactiveGovernments, Some(1.0));
        let found = movers(&mut game, Lever::ChinaChipProgramme);
        assert!(!found.supposed);
        let rules = found.of(By::Rules).expect("all rules");
        assert_eq!(rules.moves[0], 0.0);
        let one = found.of(By::Rule(Rule::ControlsBite)).expect("the rule");
        assert_eq!(one.moves[0], 0.0);
        assert!((one.change.spread.mean - rules.change.spread.mean).abs() < 1e-9, "it is the only rule");
        // Controls at their highest set the rule off, at their lowest they do not unless the rules raise them.
        let controls = found.of(By::Lever(Lever::UsExportControls)).expect("the lever");
        assert_eq!(controls.moves[1], 1.0);
        assert!(controls.moves[0] < 1.0 && controls.change.is_clear());
    }

    #[test]
    fn what_nothing_moves_has_no_causes() {
        let found = movers(&mut fixture::game(), Lever::UsStateRegimes);
        assert!(found.all.is_empty() && !found.supposed);
    }

    #[test]
    fn events_to_come_are_switched_off_where_rules_follow_them() {
        let mut facts = fixture::facts();
        facts.setup.events[0].month = Month(30);
        let mut game = Game::new(facts);
        game.set_lever(Lever::WorldReactiveGovernments, Some(1.0));
        let found = movers(&mut game, Lever::UsOpenModelProgramme);
        let event = found.of(By::Event(0)).expect("the event");
        assert!(event.moves.iter().all(|share| (0.0..=1.0).contains(share)));
        assert!(event.change.spread.mean >= 0.0, "a leap of a Chinese lab is no reason to do less");
    }
}
