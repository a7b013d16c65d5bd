//! The terminal screen.
//!
//! Keys and mouse become an [`action::Action`]; [`update`] changes the [`app::App`] and says what to ask of
//! the game; [`view`] draws the app and says what it put where. The game runs on threads of its own
//! ([`crate::playthrough::Session`]); its snapshots come in through the same channel as the keys.

pub mod action;
pub mod app;
pub mod capability;
pub mod catalogue;
mod event;
mod frame;
pub mod keymap;
pub mod layout;
pub mod lines;
mod overlays;
mod panels;
pub mod region;
mod run;
mod screens;
pub mod svg;
mod terminal;
#[cfg(test)]
mod tests;
pub mod theme;
pub mod update;
pub mod view;
pub mod widgets;
mod wording;

pub use frame::{frame, frame_text};

use app::{App, Look};
use capability::{Capability, Depth, Glyphs};
use catalogue::Catalogue;
use theme::{Theme, ThemeName};

/// How the screen is started.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The scenario to play at once; none shows the list.
    pub scenario: Option<String>,
    /// Seed of the played world.
    pub seed: u64,
    /// How many futures.
    pub futures: usize,
    /// Leave the mouse to the terminal.
    pub no_mouse: bool,
    /// Draw with ASCII only.
    pub ascii: bool,
    /// Draw without colour.
    pub mono: bool,
}

/// Opens the screen and runs it until the player leaves.
pub fn run(options: Options) -> anyhow::Result<()> {
    let catalogue = Catalogue { seed: options.seed, futures: options.futures };
    let app = App::new(look(&options, Capability::detect()), catalogue.cards());
    run::run(app, catalogue, options.scenario, !options.no_mouse)
}

fn look(options: &Options, capability: Capability) -> Look {
    let depth = if options.mono { Depth::None } else { capability.depth };
    let glyphs = if options.ascii { Glyphs::Ascii } else { capability.glyphs };
    Look { theme: Theme::new(ThemeName::Dark, depth), glyphs }
}
