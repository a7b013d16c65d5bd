//! TEMPORARY: toy scenarios until the real ones land.

use super::app::Card;
use crate::model::bloc::Bloc;
use crate::model::calendar::Month;
use crate::model::lab::LabSpec;
use crate::model::lever::{Lever, LeverPath, LeverPaths, Shape};
use crate::model::setup::{ScheduledEvent, ScheduledKind};
use crate::playthrough::{Engine, Facts, Game};

/// Scenarios.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// Seed.
    pub seed: u64,
    /// Futures.
    pub futures: usize,
}

impl Catalogue {
    /// Cards.
    pub fn cards(&self) -> Vec<Card> {
        ["History", "Two worlds", "China's game", "Fifty states", "Chip wall", "Open gates", "No DeepSeek", "Visual tokens", "Sovereign AI", "European champion", "Closed frontier", "Tit for tat", "Baked values"]
            .iter()
            .map(|t| Card {
                name: t.to_lowercase(),
                title: (*t).to_owned(),
                summary: "The thought experiment of May 2025: one world on American open models, one on Chinese.".into(),
                briefing: "In May 2025 two states of the world are on the table. In one the world runs on American open models; in the other on Chinese ones.\n\nYou see the adoption of models by courts, schools and clinics, by developers and enterprises, in four regions. Levers stand where they stood. Move them and the futures answer.".into(),
                question: "Which models will the world run on at the end of 2030?".into(),
                play_from: Month(16),
            })
            .collect()
    }

    /// Game.
    pub fn game(&self, name: &str) -> anyhow::Result<impl FnOnce() -> Game + Send + 'static> {
        let lab = |id: &str, bloc| LabSpec { id: id.into(), name: id.into(), archetype: id.into(), bloc, compute: 0., efficiency: 0., complement: 0., stance: 0., size: 1., closed: None, open: None };
        let labs = vec![lab("OpenAI", Bloc::Us), lab("Anthropic", Bloc::Us), lab("Google", Bloc::Us), lab("Meta", Bloc::Us), lab("US open labs", Bloc::Us), lab("DeepSeek", Bloc::China), lab("Alibaba", Bloc::China), lab("Zhipu and Moonshot", Bloc::China), lab("ByteDance", Bloc::China), lab("Mistral", Bloc::Europe), lab("Sovereign labs", Bloc::Row)];
        let mut levers = LeverPaths::default();
        *levers.path_mut(Lever::UsExportControls) = LeverPath::through(0.3, Shape::Step, &[(Month(0), 0.3), (Month(12), 0.35)]);
        let card = self.cards().into_iter().find(|c| c.name == name).unwrap();
        let facts = Facts {
            name: card.name, title: card.title, briefing: card.briefing, question: card.question,
            start: Month(0), play_from: card.play_from, end: Month(83), seed: self.seed, adopters: 10_000, futures: self.futures,
            labs: labs.clone(),
            events: vec![ScheduledEvent { id: "r1".into(), month: Month(12), lab: 5, kind: ScheduledKind::Breakthrough(0.5), label: "R1".into() }, ScheduledEvent { id: "g".into(), month: Month(19), lab: 0, kind: ScheduledKind::Setback(5), label: "gpt-oss".into() }],
            levers: levers.clone(),
        };
        let seed = self.seed;
        Ok(move || Game::new(facts, Engine::new(labs, levers, seed)))
    }
}
