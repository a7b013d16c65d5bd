//! Which dilemma comes up in a game, and when: once each, one at a time, with months of rest between.

use crate::model::calendar::Month;
use crate::model::history::History;
use crate::model::lab::LabSpec;
use crate::model::measure::Evaluation;
use crate::model::parameters::Parameters;
use crate::model::random::{Draws, Seed, Stream, name_key};
use crate::scenario::dilemma::Dilemma;

/// Fewest months between two dilemmas.
pub const REST: u16 = 6;
/// Most months that are added to the rest by chance.
const MORE: u32 = 8;
/// Fewest months of play before the first dilemma.
const SETTLING: u16 = 3;
/// Most months that are added to these by chance.
const MORE_SETTLING: u32 = 4;
/// Months at the end in which nothing is asked any more, since no answer could show what it does.
pub const CLOSING: u16 = 12;

/// The dilemmas of a game, and whom to ask.
#[derive(Clone, Copy, Debug)]
pub struct Docket<'a> {
    /// All dilemmas of the scenario.
    pub dilemmas: &'a [Dilemma],
    /// The labs of the game.
    pub labs: &'a [LabSpec],
    /// The names to which the player answers: a role, a lab, or [`crate::scenario::dilemma::OBSERVER`].
    pub who: &'a [&'a str],
    /// The first month of play.
    pub play_from: Month,
    /// The last month.
    pub end: Month,
    /// The game's seed.
    pub seed: Seed,
}

/// A dilemma that has come up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its name in files.
    pub id: String,
    /// The month that the player was to decide on.
    pub month: Month,
}

impl<'a> Docket<'a> {
    /// The dilemma that comes up in the month after the last one of a history, if any does. Of several that could, the
    /// seed picks one. The same history, seed and past questions give the same answer.
    pub fn due(&self, history: &History, parameters: &Parameters, asked: &[Asked]) -> Option<&'a Dilemma> {
        let month = history.month(history.months());
        let row = history.months().checked_sub(1)?;
        if month < self.next(asked) || month + CLOSING > self.end {
            return None;
        }
        let is_open = |dilemma: &&Dilemma| {
            dilemma.asks(self.who)
                && dilemma.is_in_season(month)
                && asked.iter().all(|earlier| earlier.id != dilemma.id)
        };
        let open: Vec<&Dilemma> = self.dilemmas.iter().filter(is_open).collect();
        if open.is_empty() {
            return None;
        }
        let evaluation = Evaluation::new(history, parameters);
        let holding = open.into_iter().filter(|dilemma| dilemma.holds(&evaluation, row, self.labs));
        holding.min_by_key(|dilemma| (self.draw(1, name_key(&dilemma.id)), &dilemma.id))
    }

    /// The first month in which the next dilemma may come up.
    fn next(&self, asked: &[Asked]) -> Month {
        let draw = self.draw(2, asked.len() as u64);
        match asked.iter().map(|earlier| earlier.month).max() {
            Some(last) => last + REST + (draw % (MORE + 1)) as u16,
            None => self.play_from + SETTLING + (draw % (MORE_SETTLING + 1)) as u16,
        }
    }

    /// A number of the game's seed for a purpose; purpose 0 is what strikes.
    fn draw(&self, purpose: u16, index: u64) -> u32 {
        Draws::new(self.seed, Stream::Dilemmas, Month(purpose)).word(index)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::setup::Setup;
    use crate::model::simulation::{Model, Simulation};
    use crate::scenario::Scenario;
    use crate::scenario::dilemma::Given;

    /// All that comes up in a game in which the first answer is always given.
    fn played(scenario: &Scenario, who: &str, seed: u64) -> Vec<Asked> {
        let setup = Setup { adopters: 300, ..scenario.setup.clone() };
        let who = [who];
        let docket = Docket {
            dilemmas: &scenario.dilemmas,
            labs: &setup.labs,
            who: &who,
            play_from: scenario.play_from,
            end: setup.end,
            seed: Seed(seed),
        };
        let mut asked: Vec<Asked> = Vec::new();
        let mut simulation = Simulation::new(Arc::new(Model::new(setup.clone())), Seed(seed));
        simulation.run_until(scenario.play_from);
        while !simulation.is_over() {
            let history = simulation.history();
            if let Some(dilemma) = docket.due(history, &setup.parameters, &asked) {
                let month = simulation.world().month;
                assert_eq!(docket.due(history, &setup.parameters, &asked), Some(dilemma));
                let given = Given { labs: &setup.labs, month, end: setup.end, seed: Seed(seed) };
                let after = dilemma.consequences(0, &given).applied(simulation.model().setup());
                let (world, past) = (simulation.world().clone(), simulation.history().clone());
                simulation = Simulation::resume(Arc::new(Model::new(after)), Seed(seed), world, past);
                asked.push(Asked { id: dilemma.id.clone(), month });
            }
            simulation.step();
        }
        asked
    }

    #[test]
    fn a_game_sees_a_handful_each_once_with_rest_between() {
        for name in ["history", "two-worlds"] {
            let scenario = Scenario::built_in(name).unwrap();
            let roles = scenario.roles.iter().map(|role| role.id.as_str());
            let labs = scenario.setup.labs.iter().map(|lab| lab.id.as_str());
            for (who, seed) in roles.chain(labs).chain(["observer"]).zip(1..) {
                let asked = played(&scenario, who, seed);
                let ids: std::collections::BTreeSet<&str> = asked.iter().map(|one| one.id.as_str()).collect();
                assert_eq!(ids.len(), asked.len(), "{name} {who}: {asked:?}");
                assert!(asked.windows(2).all(|two| two[1].month - two[0].month >= i32::from(REST)));
                assert!(asked.iter().all(|one| one.month >= scenario.play_from + SETTLING));
                assert!(asked.iter().all(|one| one.month + CLOSING <= scenario.setup.end));
                assert!((2..=9).contains(&asked.len()), "{name} {who}: {asked:?}");
            }
        }
    }

    #[test]
    fn seeds_differ_in_what_comes_up_and_one_seed_does_not() {
        let scenario = Scenario::built_in("history").unwrap();
        let once = played(&scenario, "us_government", 5);
        assert_eq!(once, played(&scenario, "us_government", 5));
        assert_ne!(once, played(&scenario, "us_government", 6));
        for one in &once {
            let dilemma = scenario.dilemmas.iter().find(|dilemma| dilemma.id == one.id).unwrap();
            assert!(dilemma.roles.iter().any(|role| role == "us_government"), "{}", one.id);
            assert!(dilemma.is_in_season(one.month));
        }
        assert_eq!(played(&scenario, "nobody", 5), []);
    }

    #[test]
    fn a_condition_that_fails_keeps_a_dilemma_away() {
        let mut scenario = Scenario::built_in("history").unwrap();
        scenario.dilemmas.retain(|dilemma| dilemma.id == "chip-smuggling");
        assert_eq!(played(&scenario, "us_government", 5).len(), 1);
        scenario.dilemmas[0].when[0].value = -1.0;
        assert_eq!(played(&scenario, "us_government", 5), []);
    }
}
