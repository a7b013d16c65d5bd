//! The terminal screen.
//!
//! Keys and mouse become an [`action::Action`]; [`update`] changes the [`app::App`] and says what to ask of
//! the game; [`view`] draws the app and says what it put where. The game runs on threads of its own
//! ([`crate::playthrough::Session`]); its snapshots come in through the same channel as the keys.

pub mod action;
pub mod app;
mod archetypes;
mod backtester;
pub mod capability;
pub mod catalogue;
pub mod config;
mod event;
mod explain;
mod frame;
pub mod home;
mod keeper;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod lines;
mod measured;
mod nudge;
pub mod numbers;
mod observed;
mod overlays;
mod panels;
pub mod picture;
mod readings;
pub mod region;
mod resume;
mod run;
mod screens;
mod sheet;
pub mod svg;
mod terminal;
#[cfg(test)]
mod tests;
pub mod theme;
pub mod tour;
pub mod update;
pub mod view;
pub mod widgets;
mod wording;

pub use frame::{frame, frame_text};
pub use resume::Kept;

use std::sync::Arc;

use app::{App, Look, Screen};
use app::{Overlay, Question};
use capability::{Capability, Depth, Glyphs};
use catalogue::Catalogue;
use keymap::Keymap;
use run::First;
use theme::{Theme, ThemeName};
use update::Opening;

use crate::model::lever::Lever;
use crate::playthrough::Game;
use crate::playthrough::record::Shelf;
use crate::scenario::Scenario;
use crate::scenario::posterior::Posterior;

/// How the screen is started.
#[derive(Clone, Debug)]
pub struct Options {
    /// The scenario to play at once; none shows the list.
    pub scenario: Option<Scenario>,
    /// A game that was kept, to go on with at once.
    pub kept: Option<Kept>,
    /// Where games are kept while they are played; none keeps them nowhere.
    pub shelf: Option<Shelf>,
    /// Whose part is played; none for the observer.
    pub role: Option<String>,
    /// Whether dilemmas come up.
    pub dilemmas: bool,
    /// Whether it is asked first whose part of the scenario is played, and whether dilemmas come up, if that was said.
    pub asks_part: Option<Option<bool>>,
    /// Whether time that runs stops at important news.
    pub pauses_at_news: bool,
    /// Seed of the played world.
    pub seed: u64,
    /// Number of adopters; none takes the scenario's.
    pub adopters: Option<usize>,
    /// How many futures are run.
    pub futures: usize,
    /// From whose draws futures take parameters that nothing sets, if it is not the scenario's choice.
    pub posterior: Option<Option<Arc<Posterior>>>,
    /// Leave the mouse to the terminal.
    pub no_mouse: bool,
    /// Characters; none takes what the terminal is found to be able to draw.
    pub glyphs: Option<Glyphs>,
    /// Labs by their archetypes.
    pub archetypes: bool,
    /// ASCII, no colours, no motion, no rules, charts as sentences.
    pub accessible: bool,
    /// Keys.
    pub keys: Keymap,
    /// Begin with the tour.
    pub tour: bool,
    /// Which palette is used; without colours in the terminal it is always the one of modifiers only.
    pub theme: ThemeName,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            scenario: None,
            kept: None,
            shelf: None,
            role: None,
            dilemmas: false,
            asks_part: None,
            pauses_at_news: true,
            seed: 1,
            adopters: None,
            futures: 100,
            posterior: None,
            no_mouse: false,
            glyphs: None,
            archetypes: false,
            accessible: false,
            keys: Keymap::default(),
            tour: false,
            theme: ThemeName::Dark,
        }
    }
}

/// Whether the screen can be opened: a person sits before a terminal that can place its cursor.
pub fn is_possible() -> bool {
    capability::is_interactive()
}

/// Opens the screen and runs it until the player leaves. Ask [`is_possible`] first.
///
/// # Errors
/// If the terminal cannot be taken or is lost, or if a part of the program fails; the terminal is whole
/// again in every case.
pub fn run(options: Options) -> anyhow::Result<()> {
    let Options { scenario, kept, seed, futures, adopters, posterior, .. } = &options;
    let own = kept.as_ref().map(|kept| &kept.scenario).or(scenario.as_ref());
    let catalogue = Catalogue::new(own, *seed, *futures, *adopters, posterior.clone())?;
    let mut app = App::new(look(&options, Capability::detect()), catalogue.cards());
    app.keys = options.keys.clone();
    app.pauses_at_news = options.pauses_at_news;
    if options.tour {
        tour::start(&mut app);
    } else if home::is_first_run() {
        app.overlay = Some(Overlay::Question(Question::Tour));
    }
    let remembered = home::remember_offer();
    app.notice = remembered.err().map(|error| format!("The tour will be offered again: {error}"));
    let open = options.scenario.map(|scenario| Opening {
        scenario: scenario.name,
        role: options.role,
        dilemmas: options.dilemmas,
    });
    let has_roles =
        |opening: &Opening| app.cards.iter().any(|c| c.name == opening.scenario && c.parts.len() > 1);
    let first = match (options.kept, open, options.asks_part) {
        (Some(kept), ..) => First::Kept(Box::new(kept)),
        (None, Some(opening), Some(dilemmas)) if has_roles(&opening) => {
            First::Part(opening.scenario, dilemmas)
        }
        (None, Some(opening), _) => First::Game(opening),
        (None, None, _) => First::List,
    };
    run::run(app, catalogue, first, options.shelf, !options.no_mouse)
}

/// The screen in a game of the scenario, some months on and with all its futures run, without a terminal:
/// for pictures and for tests. Levers are moved in the first month of play.
///
/// # Errors
/// If a built-in scenario is damaged.
pub fn still(options: &Options, moves: &[(Lever, f64)], months: usize) -> anyhow::Result<App> {
    let Options { scenario, seed, futures, adopters, posterior, .. } = options;
    let catalogue = Catalogue::new(scenario.as_ref(), *seed, *futures, *adopters, posterior.clone())?;
    let capability = Capability { depth: Depth::True, glyphs: Glyphs::Braille };
    let mut app = App::new(look(options, capability), catalogue.cards());
    if let Some(scenario) = scenario {
        let (role, dilemmas) = (options.role.clone(), options.dilemmas);
        let opening = Opening { scenario: scenario.name.clone(), role, dilemmas };
        let mut game = Game::new(catalogue.facts(&opening)?);
        for (lever, value) in moves {
            game.set_lever(*lever, Some(*value));
        }
        (0..months).for_each(|_| {
            game.step();
        });
        game.project();
        app.screen = Screen::World(Box::default());
        update::take(&mut app, Arc::new(game.snapshot()));
    }
    Ok(app)
}

fn look(options: &Options, capability: Capability) -> Look {
    let Options { accessible, archetypes, .. } = *options;
    let theme = if accessible { ThemeName::Mono } else { options.theme };
    let glyphs = if accessible { Glyphs::Ascii } else { options.glyphs.unwrap_or(capability.glyphs) };
    let theme = Theme::new(theme, capability.depth);
    Look { theme, glyphs, archetypes, accessible, motion: !accessible }
}
