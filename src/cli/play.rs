//! `weights play`: the screen on one scenario.

use super::Failure;
use super::ensemble::{seed, whole_number};
use crate::scenario::{ADOPTERS, DEFAULT, Scenario};
use crate::tui::capability::Glyphs;
use crate::tui::config::{self, Config, FUTURES, GLYPHS};
use crate::tui::theme::ThemeName;
use crate::tui::{self, Options};

/// Play a scenario on the screen.
#[derive(Debug, Default, clap::Args)]
pub struct Args {
    /// A built-in scenario or a file; without one, the list is shown
    scenario: Option<String>,
    /// Whose part is played, by its name in the scenario; the observer without it
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
    /// Seed of the played world [default: 1]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = seed)]
    seed: Option<u64>,
    /// Number of adopters: 100 to 1000000 [default: the scenario's]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = whole_number(ADOPTERS.0, ADOPTERS.1))]
    adopters: Option<usize>,
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
/// If the settings or the scenario cannot be read, if there is no terminal, or if the screen fails.
pub fn run(args: &Args) -> Result<(), Failure> {
    // Mistakes in a file are shown before the screen is taken.
    let config = Config::load().map_err(|error| Failure::Input(error.into()))?;
    let scenario = args.scenario.as_deref().map(Scenario::load).transpose()?;
    if !tui::is_possible() {
        let name = args.scenario.as_deref().unwrap_or(DEFAULT);
        let advice = format!("the screen needs a terminal; to run it without one: weights run {name}");
        return Err(Failure::Input(anyhow::anyhow!(advice)));
    }
    if let (Some(scenario), Some(role)) = (&scenario, &args.role) {
        known_role(scenario, role)?;
    }
    let part = Options {
        role: args.role.clone(),
        dilemmas: args.dilemmas || (args.role.is_some() && !args.no_dilemmas),
        ..options(&args.look, config, scenario)
    };
    tui::run(part).map_err(Failure::Failed)
}

/// The command line before the settings.
fn options(look: &Look, config: Config, scenario: Option<Scenario>) -> Options {
    let mouse = look.mouse.unwrap_or(config.mouse) && !look.no_mouse;
    let glyphs =
        if look.ascii { Some(Glyphs::Ascii) } else { look.glyphs.map_or(config.glyphs, |level| level.0) };
    Options {
        scenario,
        seed: look.seed.unwrap_or(1),
        adopters: look.adopters,
        futures: look.futures.unwrap_or(config.futures),
        no_mouse: !mouse,
        glyphs,
        theme: look.theme.unwrap_or(config.theme),
        archetypes: look.archetypes.unwrap_or(config.archetypes),
        accessible: look.accessible.unwrap_or(config.accessible),
        keys: config.keys,
        tour: look.tour,
        ..Options::default()
    }
}

/// Says which roles there are where there is none of this name.
fn known_role(scenario: &Scenario, role: &str) -> Result<(), Failure> {
    if scenario.roles.iter().any(|known| known.id == role) {
        return Ok(());
    }
    let known: Vec<&str> = scenario.roles.iter().map(|role| role.id.as_str()).collect();
    let message = format!(
        "the scenario `{}` has no role `{role}`; its roles are: {}",
        scenario.name,
        if known.is_empty() { "none".to_owned() } else { known.join(", ") }
    );
    Err(Failure::Input(anyhow::anyhow!(message)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_counts_before_the_settings() {
        let text = "theme = \"light\"\nmouse = false\nfutures = 40\narchetypes = true\naccessible = true\nglyphs = \"block\"\n";
        let config = Config::read("config.toml", text).unwrap();
        let from_file = options(&Look::default(), config.clone(), None);
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
        let given = options(&look, config, None);
        assert_eq!((given.theme, given.futures, given.no_mouse), (ThemeName::Mono, 9, false));
        assert!(!given.archetypes && !given.accessible && given.glyphs.is_none());
    }
}
