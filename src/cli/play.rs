//! `weights play`: the screen on one scenario.

mod part;

use std::path::PathBuf;

use super::Failure;
use super::ensemble::{seed, whole_number};
use super::saved::{self, Saved};
use super::uncertainty::Uncertainty;
use crate::playthrough::record::Shelf;
use crate::scenario::{ADOPTERS, DEFAULT, Scenario};
use crate::tui::capability::Glyphs;
use crate::tui::config::{self, Config, FUTURES, GLYPHS};
use crate::tui::theme::ThemeName;
use crate::tui::{self, Kept, Options};

/// Play a scenario on the screen.
#[derive(Debug, Default, clap::Args)]
pub struct Args {
    /// A built-in scenario or a file; without one, the list is shown
    scenario: Option<String>,
    /// Go on with a game: the one kept last, or that of a file or run code
    #[arg(long, value_name = "FILE|CODE", num_args = 0..=1, default_missing_value = "", conflicts_with_all = ["seed", "adopters", "role", "dilemmas", "no_dilemmas"])]
    resume: Option<String>,
    /// Do not keep the game while it is played
    #[arg(long)]
    no_save: bool,
    /// Seed of the played world [default: 1]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = seed)]
    seed: Option<u64>,
    /// Number of adopters: 100 to 1000000 [default: the scenario's]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = whole_number(ADOPTERS.0, ADOPTERS.1))]
    adopters: Option<usize>,
    /// Whose part is played: a role by either of its names or their beginning, or observer; without it the
    /// screen asks
    #[arg(long = "as", value_name = "ROLE", requires = "scenario")]
    role: Option<String>,
    /// Have no dilemmas come up (for the observer they come only with --dilemmas)
    #[arg(long)]
    no_dilemmas: bool,
    /// Have dilemmas come up for the observer too
    #[arg(long, conflicts_with = "no_dilemmas")]
    dilemmas: bool,
    #[command(flatten)]
    look: Look,
}

/// How the screen is opened. What is not said is taken from the settings (`weights config path`).
#[derive(Debug, Default, clap::Args)]
pub struct Look {
    /// Number of futures: 8 to 1000 [default: 100]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = whole_number(FUTURES.0, FUTURES.1))]
    futures: Option<usize>,
    /// Colours: dark, light, deuteranopia (for red-green blindness), terminal (its own sixteen) or mono
    /// (none) [default: dark]
    #[arg(long, value_name = "NAME", value_parser = theme)]
    theme: Option<ThemeName>,
    /// Characters: auto, ascii, block or braille [default: auto, what the terminal seems to draw]
    #[arg(long, value_name = "LEVEL", value_parser = glyphs)]
    glyphs: Option<Level>,
    /// The same as --glyphs ascii
    #[arg(long, conflicts_with = "glyphs")]
    ascii: bool,
    /// Whether the mouse is taken [default: true]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    mouse: Option<bool>,
    /// Leave the mouse to the terminal
    #[arg(long, conflicts_with = "mouse")]
    no_mouse: bool,
    /// Show labs by their kind, not by company names
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    archetypes: Option<bool>,
    /// For being read aloud: ASCII, no colours, no motion, no rules, charts as sentences
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    accessible: Option<bool>,
    /// Begin with the tour: six steps over the real screen
    #[arg(long)]
    tour: bool,
    #[command(flatten)]
    uncertainty: Uncertainty,
}

/// A glyph level that was asked for; none is what the terminal seems to draw.
#[derive(Clone, Copy, Debug)]
struct Level(Option<Glyphs>);

fn theme(text: &str) -> Result<ThemeName, String> {
    let known = ThemeName::ALL.map(|(name, _)| name).join(", ");
    ThemeName::from_name(text).ok_or_else(|| format!("one of {known} is needed"))
}

fn glyphs(text: &str) -> Result<Level, String> {
    let known = GLYPHS.map(|(name, _)| name).join(", ");
    match config::glyphs_of(text) {
        None if text != "auto" => Err(format!("one of auto, {known} is needed")),
        level => Ok(Level(level)),
    }
}

/// Opens the screen.
///
/// # Errors
/// If the settings, the scenario or the game cannot be read, if there is no terminal, or if the screen fails.
pub fn run(args: &Args) -> Result<(), Failure> {
    let shelf = Shelf::of_user();
    let kept = shelf.clone().filter(|_| !args.no_save);
    if let Some(which) = &args.resume {
        let scenario = args.scenario.as_deref();
        let saved = match which.as_str() {
            "" => saved::latest(shelf.as_ref(), scenario)?,
            which => saved::load(which, scenario)?,
        };
        let file = saved.file.clone();
        return open(saved, file, &args.look, kept);
    }
    // Mistakes in a file are shown before the screen is taken.
    let config = Config::load().map_err(|error| Failure::Input(error.into()))?;
    let scenario = args.scenario.as_deref().map(Scenario::load).transpose()?;
    if !tui::is_possible() {
        let name = args.scenario.as_deref().unwrap_or(DEFAULT);
        let advice = format!("the screen needs a terminal; to run it without one: weights run {name}");
        return Err(Failure::Input(anyhow::anyhow!(advice)));
    }
    let role = match (&scenario, &args.role) {
        (Some(scenario), Some(name)) => {
            part::named(scenario, name).map_err(|mistake| Failure::Input(anyhow::anyhow!(mistake)))?
        }
        _ => None,
    };
    let options = Options {
        shelf: kept,
        seed: args.seed.unwrap_or(1),
        adopters: args.adopters,
        dilemmas: args.dilemmas || (role.is_some() && !args.no_dilemmas),
        role,
        // The tour goes over a game in which all levers are free.
        asks_part: (args.role.is_none() && !args.look.tour).then(|| said(args)),
        ..options(&args.look, config, scenario)?
    };
    tui::run(options).map_err(Failure::Failed)
}

/// Whether dilemmas come up, as far as that was said.
fn said(args: &Args) -> Option<bool> {
    match (args.dilemmas, args.no_dilemmas) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

/// Opens the screen on a game that was kept; it is kept in `keep_in` as it goes on, else in a new file.
///
/// # Errors
/// If the game does not fit here, if there is no terminal, or if the screen fails.
pub fn open(
    saved: Saved,
    keep_in: Option<PathBuf>,
    look: &Look,
    shelf: Option<Shelf>,
) -> Result<(), Failure> {
    let config = Config::load().map_err(|error| Failure::Input(error.into()))?;
    saved.facts(look.futures.unwrap_or(config.futures))?;
    if !tui::is_possible() {
        let advice =
            "the screen needs a terminal; to read the playthrough without one: weights replay FILE --text";
        return Err(Failure::Input(anyhow::anyhow!(advice)));
    }
    let mut saved = saved;
    look.uncertainty.put(&mut saved.scenario.posterior)?;
    let kept = Kept { record: saved.record, scenario: saved.scenario, keep_in };
    let options = Options { kept: Some(kept), shelf, ..options(look, config, None)? };
    tui::run(options).map_err(Failure::Failed)
}

/// The command line before the settings.
fn options(look: &Look, config: Config, scenario: Option<Scenario>) -> Result<Options, Failure> {
    let mouse = look.mouse.unwrap_or(config.mouse) && !look.no_mouse;
    let glyphs =
        if look.ascii { Some(Glyphs::Ascii) } else { look.glyphs.map_or(config.glyphs, |level| level.0) };
    Ok(Options {
        scenario,
        posterior: look.uncertainty.asked()?,
        futures: look.futures.unwrap_or(config.futures),
        no_mouse: !mouse,
        glyphs,
        theme: look.theme.unwrap_or(config.theme),
        archetypes: look.archetypes.unwrap_or(config.archetypes),
        accessible: look.accessible.unwrap_or(config.accessible),
        pauses_at_news: config.pause_at_news,
        keys: config.keys,
        tour: look.tour,
        ..Options::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_counts_before_the_settings() {
        let text = "theme = \"light\"\nmouse = false\nfutures = 40\narchetypes = true\naccessible = true\nglyphs = \"block\"\n";
        let config = Config::read("config.toml", text).unwrap();
        let from_file = options(&Look::default(), config.clone(), None).unwrap();
        assert_eq!((from_file.theme, from_file.futures, from_file.no_mouse), (ThemeName::Light, 40, true));
        assert!(from_file.archetypes && from_file.accessible && from_file.glyphs == Some(Glyphs::Block));
        let look = Look {
            theme: Some(ThemeName::Mono),
            futures: Some(9),
            mouse: Some(true),
            archetypes: Some(false),
            accessible: Some(false),
            glyphs: Some(Level(None)),
            ..Look::default()
        };
        let given = options(&look, config, None).unwrap();
        assert_eq!((given.theme, given.futures, given.no_mouse), (ThemeName::Mono, 9, false));
        assert!(!given.archetypes && !given.accessible && given.glyphs.is_none());
    }
}
