//! The scenarios that can be played, and the game that each starts.

use std::sync::Arc;

use anyhow::Context;

use super::app::Card;
use super::overlays::cast::Part;
use super::update::Opening;
use crate::model::random::Seed;
use crate::playthrough::{Facts, record::Terms};
use crate::scenario::posterior::Posterior;
use crate::scenario::{DEFAULT, Role, Scenario, built_ins};

/// Scenarios and what is the same for every game.
#[derive(Clone, Debug)]
pub struct Catalogue {
    scenarios: Vec<Scenario>,
    seed: Seed,
    futures: usize,
    adopters: Option<usize>,
}

impl Catalogue {
    /// The built-in scenarios, and `own` in front of them where it is none of these; with the posterior
    /// asked for in the place of theirs.
    ///
    /// # Errors
    /// If a built-in scenario is damaged.
    pub fn new(
        own: Option<&Scenario>,
        seed: u64,
        futures: usize,
        adopters: Option<usize>,
        posterior: Option<Option<Arc<Posterior>>>,
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
        if let Some(posterior) = posterior {
            scenarios.iter_mut().for_each(|scenario| scenario.posterior.clone_from(&posterior));
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
            parts: std::iter::once(Part::observer()).chain(scenario.roles.iter().map(part)).collect(),
        };
        self.scenarios.iter().map(card).collect()
    }

    /// What a game of a scenario starts from.
    ///
    /// # Errors
    /// If there is none of this name, or the scenario has no such role.
    pub fn facts(&self, opening: &Opening) -> anyhow::Result<Facts> {
        let name = &opening.scenario;
        let scenario = self.scenario(name).with_context(|| format!("there is no scenario `{name}`"))?;
        let terms = Terms {
            seed: self.seed,
            futures: self.futures,
            adopters: self.adopters,
            role: opening.role.clone(),
            dilemmas: opening.dilemmas,
        };
        let role = opening.role.as_deref().unwrap_or_default();
        Facts::of(scenario, &terms).with_context(|| format!("the scenario `{name}` has no role `{role}`"))
    }

    /// The scenario of this name.
    pub fn scenario(&self, name: &str) -> Option<&Scenario> {
        self.scenarios.iter().find(|scenario| scenario.name == name)
    }

    /// What is held against published figures: the default scenario, with as many adopters as games have; and its seed.
    pub fn tested(&self) -> Option<(Scenario, Seed)> {
        let mut scenario = self.scenario(DEFAULT)?.clone();
        scenario.setup.adopters = self.adopters.unwrap_or(scenario.setup.adopters);
        Some((scenario, self.seed))
    }

    /// How many futures are run.
    pub fn futures(&self) -> usize {
        self.futures
    }
}

/// A role as the sheet of parts shows it.
fn part(role: &Role) -> Part {
    let means = match &role.lab {
        Some(_) => "You decide how its models come out, and what the closed ones cost.".to_owned(),
        None => format!(
            "{} levers; political capital {:.0}, and {:.0} more each quarter.",
            role.levers.len(),
            role.capital,
            role.income
        ),
    };
    let mut title = role.title.clone();
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    Part { id: Some(role.id.clone()), title, goal: role.goal.clone(), means }
}
