//! TEMPORARY: toy scenarios until the real ones land.

use super::app::Card;
use crate::model::bloc::Bloc;
use crate::model::calendar::Month;
use crate::model::lab::{LabSpec, OpenStart};
use crate::model::lever::{Lever, LeverPath, LeverPaths, Shape};
use crate::model::random::Seed;
use crate::model::setup::{ScheduledEvent, ScheduledKind, Setup};
use crate::playthrough::{Facts, Game};

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
        let open = |capability, licence| Some(OpenStart { capability, licence });
        let lab = |id: &str, bloc, compute, efficiency, complement, stance, size, closed, open| LabSpec {
            id: id.into(),
            name: id.into(),
            archetype: id.into(),
            bloc,
            compute,
            efficiency,
            complement,
            stance,
            size,
            closed,
            open,
        };
        let labs = vec![
            lab("OpenAI", Bloc::Us, 0.0, 0.0, 0.0, 0.2, 1.0, Some(0.0), None),
            lab("Anthropic", Bloc::Us, -0.15, -0.05, 0.0, 2.5, 0.8, Some(-0.25), None),
            lab("Google", Bloc::Us, 0.05, -0.15, 0.5, 0.4, 1.0, Some(-0.15), None),
            lab("Meta", Bloc::Us, -0.10, -0.20, 0.7, 0.0, 1.0, None, open(-0.75, 0.8)),
            lab("US open labs", Bloc::Us, -0.85, -0.45, 0.9, -0.8, 0.3, None, open(-1.2, 1.0)),
            lab("DeepSeek", Bloc::China, -0.65, -0.25, 0.3, -0.4, 0.2, None, open(-1.0, 1.0)),
            lab("Alibaba", Bloc::China, -0.40, -0.40, 0.9, 0.0, 0.7, None, open(-0.9, 0.8)),
            lab("Zhipu and Moonshot", Bloc::China, -0.65, -0.25, 0.1, 0.0, 0.3, Some(-0.85), None),
            lab("ByteDance", Bloc::China, -0.30, -0.55, 0.2, 0.9, 0.8, Some(-0.9), None),
            lab("Mistral", Bloc::Europe, -0.65, -0.15, 0.2, -0.2, 0.3, Some(-0.65), open(-0.7, 1.0)),
            lab("Sovereign labs", Bloc::Row, -0.95, -0.35, 0.3, -0.2, 0.3, None, open(-1.1, 1.0)),
        ];
        let mut levers = LeverPaths::default();
        *levers.path_mut(Lever::UsExportControls) =
            LeverPath::through(0.3, Shape::Step, &[(Month(0), 0.3), (Month(12), 0.35)]);
        let card = self.cards().into_iter().find(|c| c.name == name).unwrap();
        let mut setup = Setup { labs, levers, ..Setup::empty() };
        setup.events = vec![
            ScheduledEvent {
                id: "r1".into(),
                month: Month(12),
                lab: 5,
                kind: ScheduledKind::Breakthrough(0.5),
                label: "R1".into(),
            },
            ScheduledEvent {
                id: "g".into(),
                month: Month(19),
                lab: 0,
                kind: ScheduledKind::Setback(5),
                label: "gpt-oss".into(),
            },
        ];
        let facts = Facts {
            name: card.name,
            title: card.title,
            briefing: card.briefing,
            question: card.question,
            play_from: card.play_from,
            seed: Seed(self.seed),
            futures: self.futures,
            setup,
        };
        Ok(move || Game::new(facts))
    }
}
