//! A game that was kept, to go on with.

use std::path::PathBuf;

use super::app::Card;
use super::catalogue::Catalogue;
use super::overlays::cast::Part;
use crate::playthrough::record::{Record, Shelf};
use crate::scenario::Scenario;

/// A game that was kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// What was done in it.
    pub record: Record,
    /// Its scenario.
    pub scenario: Scenario,
    /// The file in which it is kept as it goes on; none keeps it in a new one.
    pub keep_in: Option<PathBuf>,
}

impl Kept {
    /// The game that was kept last, if it can be gone on with here.
    pub fn latest(shelf: &Shelf, catalogue: &Catalogue) -> Option<Self> {
        // What cannot be read or does not fit is not offered; `weights play --resume` says why.
        let file = shelf.files().into_iter().next()?;
        let record = Record::load(&file).ok()?;
        let scenario = catalogue.scenario(&record.scenario)?.clone();
        let facts = record.facts(&scenario, 0).ok()?;
        record.fits(&facts).ok()?;
        Some(Self { record, scenario, keep_in: Some(file) })
    }

    /// What the start screen shows of it.
    pub fn card(&self) -> Card {
        let (record, scenario) = (&self.record, &self.scenario);
        let moves = match record.acts() {
            1 => "1 move".to_owned(),
            moves => format!("{moves} moves"),
        };
        let lines = match record.lines.all().len() {
            1 => String::new(),
            lines => format!(", \"{}\" of {lines} lines", record.lines.current().name),
        };
        let role = record.role.as_ref().and_then(|id| scenario.roles.iter().find(|role| role.id == *id));
        let part = role.map(|role| format!(", as {}", role.title)).unwrap_or_default();
        let now = record.now();
        let at = if now > scenario.setup.end { "played to the end".to_owned() } else { now.label() };
        Card {
            name: scenario.name.clone(),
            title: format!("Resume: {}", scenario.title),
            summary: format!("{at}, {moves}{part}{lines}, seed {}.", record.seed.0),
            briefing: scenario.briefing.clone(),
            question: scenario.question.clone(),
            notice: Vec::new(),
            to_try: Vec::new(),
            play_from: now.min(scenario.setup.end),
            parts: vec![Part::observer()],
        }
    }
}
