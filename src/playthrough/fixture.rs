//! A small game for tests.

use super::{Facts, Game};
use crate::model::bloc::Bloc;
use crate::model::calendar::Month;
use crate::model::lab::{LabSpec, OpenStart};
use crate::model::lever::{Lever, LeverPath, Shape};
use crate::model::random::Seed;
use crate::model::setup::{ScheduledEvent, ScheduledKind, Setup};

fn lab(id: &str, bloc: Bloc, capability: f64, stance: f64, open: bool) -> LabSpec {
    LabSpec {
        id: id.to_lowercase(),
        name: id.into(),
        archetype: format!("Kind {}", &id[..1]),
        bloc,
        compute: capability / 2.0,
        efficiency: capability / 2.0,
        complement: 0.2,
        stance,
        size: 0.6,
        closed: (!open).then_some(capability),
        open: open.then_some(OpenStart { capability, licence: 1.0 }),
    }
}

/// The facts of a game of five labs and few adopters, played from May 2025 on.
pub fn facts() -> Facts {
    let mut setup = Setup::empty();
    setup.adopters = 600;
    setup.labs = vec![
        lab("OpenAI", Bloc::Us, 0.0, 0.2, false),
        lab("Meta", Bloc::Us, -0.4, 0.0, true),
        lab("DeepSeek", Bloc::China, -0.8, -0.4, true),
        lab("ByteDance", Bloc::China, -0.9, 0.9, false),
        lab("Mistral", Bloc::Europe, -0.7, -0.2, true),
    ];
    setup.events = vec![ScheduledEvent {
        id: "r1".into(),
        month: Month(12),
        lab: 2,
        kind: ScheduledKind::Breakthrough(0.55),
        label: "R1".into(),
    }];
    *setup.levers.path_mut(Lever::UsExportControls) =
        LeverPath::through(0.3, Shape::Step, &[(Month(0), 0.3), (Month(12), 0.35), (Month(40), 0.5)]);
    Facts {
        name: "two-worlds".into(),
        title: "Two worlds".into(),
        briefing: "First paragraph of the briefing.\n\nSecond paragraph.".into(),
        question: "Which models will the world run on?".into(),
        play_from: Month(16),
        seed: Seed(7),
        futures: 12,
        posterior: None,
        setup,
        role: None,
        dilemmas: Vec::new(),
    }
}

/// The game, with its history run.
pub fn game() -> Game {
    Game::new(facts())
}
