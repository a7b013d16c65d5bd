//! What can be simulated by name: a scenario, or what was played of one, with settings put upon it.

use std::path::Path;
use std::sync::Arc;

use super::Failure;
use super::run::effective;
use super::saved;
use crate::model::setup::Setup;
use crate::playthrough::record::{Record, looks_like_code};
use crate::scenario::posterior::Posterior;
use crate::scenario::{Override, Scenario, Worldview};

/// A world to simulate.
#[derive(Clone, Debug)]
pub struct Side {
    /// The scenario's name.
    pub scenario: String,
    /// How reports speak of it, settings aside.
    pub title: String,
    /// Settings that were put upon it, as they were given.
    pub settings: Vec<String>,
    /// The world itself.
    pub setup: Setup,
    /// From whose draws its runs take parameters that nothing sets.
    pub posterior: Option<Arc<Posterior>>,
}

impl Side {
    /// The scenario of a name or a path, or the line in play of a playthrough's file or run code; `scenario` names
    /// the file of a played scenario that is not built in. The worldview goes before the settings.
    ///
    /// # Errors
    /// If there is none, it does not fit this program, or a setting does not fit it.
    pub fn load(
        name: &str,
        scenario: Option<&str>,
        worldview: Option<&Worldview>,
        settings: &[Override],
    ) -> Result<Self, Failure> {
        let mut side = if is_playthrough(name) { played(name, scenario)? } else { written(name)? };
        if let Some(worldview) = worldview {
            worldview.put(&mut side.setup);
            side.settings.extend(worldview.told());
        }
        for setting in settings {
            setting.apply(&mut side.setup)?;
        }
        side.settings.extend(effective(settings).map(|setting| setting.text().to_owned()));
        Ok(side)
    }
}

fn is_playthrough(name: &str) -> bool {
    let path = Path::new(name);
    if path.is_file() { Record::is_in(path) } else { looks_like_code(name) }
}

fn written(name: &str) -> Result<Side, Failure> {
    let Scenario { name, title, setup, posterior, .. } = Scenario::load(name)?;
    Ok(Side { scenario: name, title, settings: Vec::new(), setup, posterior })
}

fn played(name: &str, scenario: Option<&str>) -> Result<Side, Failure> {
    let saved = saved::load(name, scenario)?;
    // What does not give the recorded history here is refused before anything is simulated.
    let game = saved.record.resume(saved.facts(0)?).map_err(|misfit| saved.refused(&misfit))?;
    let snapshot = game.snapshot();
    let play = snapshot.journal.plan(&snapshot.facts);
    let setup = Setup {
        levers: play.levers,
        events: play.events,
        directives: play.directives,
        ..snapshot.facts.setup.clone()
    };
    let line = &snapshot.lines.current().name;
    let title = format!("{}, as played (line `{line}`)", snapshot.facts.title);
    let posterior = snapshot.facts.posterior.clone();
    Ok(Side { scenario: snapshot.facts.name.clone(), title, settings: Vec::new(), setup, posterior })
}
