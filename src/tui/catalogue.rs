//! The scenarios that can be played, and the game that each starts.

use anyhow::Context;

use super::app::Card;
use crate::model::random::Seed;
use crate::playthrough::Facts;
use crate::scenario::{Scenario, built_ins};

/// Scenarios and what is the same for every game.
#[derive(Clone, Debug)]
pub struct Catalogue {
    scenarios: Vec<Scenario>,
    seed: Seed,
    futures: usize,
    adopters: Option<usize>,
}

impl Catalogue {
    /// The built-in scenarios, and `own` in front of them where it is none of these.
    ///
    /// # Errors
    /// If a built-in scenario is damaged.
    pub fn new(
        own: Option<&Scenario>,
        seed: u64,
        futures: usize,
        adopters: Option<usize>,
    ) -> anyhow::Result<Self> {
        let mut scenarios = Vec::new();
        for name in built_ins() {
            scenarios.push(Scenario::built_in(name).context("a built-in scenario is damaged")?);
        }
        if let Some(own) = own {
            match scenarios.iter_mut().find(|scenario| scenario.name == own.name) {
                // Overrides from the command line count.
                Some(scenario) => scenario.clone_from(own),
                None => scenarios.insert(0, own.clone()),
            }
        }
        Ok(Self { scenarios, seed: Seed(seed), futures, adopters })
    }

    /// What the start screen shows.
    pub fn cards(&self) -> Vec<Card> {
        let card = |scenario: &Scenario| Card {
            name: scenario.name.clone(),
            title: scenario.title.clone(),
            summary: scenario.summary.clone(),
            briefing: scenario.briefing.clone(),
            question: scenario.question.clone(),
            notice: scenario.notice.clone(),
            to_try: scenario.to_try.clone(),
            play_from: scenario.play_from,
        };
        self.scenarios.iter().map(card).collect()
    }

    /// What a game of a scenario starts from.
    ///
    /// # Errors
    /// If there is none of this name.
    pub fn facts(&self, name: &str) -> anyhow::Result<Facts> {
        let scenario = self.scenario(name).with_context(|| format!("there is no scenario `{name}`"))?;
        Ok(Facts::of(scenario, self.seed, self.futures, self.adopters))
    }

    /// The scenario of this name.
    pub fn scenario(&self, name: &str) -> Option<&Scenario> {
        self.scenarios.iter().find(|scenario| scenario.name == name)
    }

    /// How many futures are run.
    pub fn futures(&self) -> usize {
        self.futures
    }
}
