//! `weights play`: the screen on one scenario.

use std::path::PathBuf;

use super::Failure;
use super::ensemble::{seed, whole_number};
use super::saved::{self, Saved};
use crate::playthrough::record::Shelf;
use crate::scenario::{ADOPTERS, DEFAULT, Scenario};
use crate::tui::theme::ThemeName;
use crate::tui::{self, Kept, Options};

/// Play a scenario on the screen.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A built-in scenario or a file; without one, the list is shown
    scenario: Option<String>,
    /// Go on with a game: the one kept last, or that of a file or run code
    #[arg(long, value_name = "FILE|CODE", num_args = 0..=1, default_missing_value = "", conflicts_with_all = ["seed", "adopters", "role", "dilemmas", "no_dilemmas"])]
    resume: Option<String>,
    /// Do not keep the game while it is played
    #[arg(long)]
    no_save: bool,
    /// Seed of the played world
    #[arg(long, value_name = "N", allow_negative_numbers = true, default_value_t = 1, value_parser = seed)]
    seed: u64,
    /// Number of adopters: 100 to 1000000 [default: the scenario's]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = whole_number(ADOPTERS.0, ADOPTERS.1))]
    adopters: Option<usize>,
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

/// How the screen is opened.
#[derive(Debug, clap::Args)]
pub struct Look {
    /// Number of futures: 8 to 1000
    #[arg(long, value_name = "N", allow_negative_numbers = true, default_value_t = 100, value_parser = whole_number(8, 1000))]
    futures: usize,
    /// Leave the mouse to the terminal
    #[arg(long)]
    no_mouse: bool,
    /// Draw with ASCII characters only
    #[arg(long)]
    ascii: bool,
    /// Colours: dark, light, terminal (its own sixteen) or mono (none)
    #[arg(long, default_value = "dark", value_parser = theme)]
    theme: ThemeName,
}

fn theme(text: &str) -> Result<ThemeName, String> {
    let known = ThemeName::ALL.map(|(name, _)| name).join(", ");
    ThemeName::from_name(text).ok_or_else(|| format!("one of {known} is needed"))
}

/// Opens the screen.
///
/// # Errors
/// If the scenario or the game cannot be read, if there is no terminal, or if the screen fails.
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
    let scenario = args.scenario.as_deref().map(Scenario::load).transpose()?;
    if !tui::is_possible() {
        let name = args.scenario.as_deref().unwrap_or(DEFAULT);
        let advice = format!("the screen needs a terminal; to run it without one: weights run {name}");
        return Err(Failure::Input(anyhow::anyhow!(advice)));
    }
    if let (Some(scenario), Some(role)) = (&scenario, &args.role) {
        known_role(scenario, role)?;
    }
    let options = Options {
        scenario,
        shelf: kept,
        role: args.role.clone(),
        dilemmas: args.dilemmas || (args.role.is_some() && !args.no_dilemmas),
        seed: args.seed,
        adopters: args.adopters,
        ..options(&args.look)
    };
    tui::run(options).map_err(Failure::Failed)
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
    saved.facts(look.futures)?;
    if !tui::is_possible() {
        let advice =
            "the screen needs a terminal; to read the playthrough without one: weights replay FILE --text";
        return Err(Failure::Input(anyhow::anyhow!(advice)));
    }
    let kept = Kept { record: saved.record, scenario: saved.scenario, keep_in };
    let options = Options { kept: Some(kept), shelf, ..options(look) };
    tui::run(options).map_err(Failure::Failed)
}

fn options(look: &Look) -> Options {
    Options {
        futures: look.futures,
        no_mouse: look.no_mouse,
        ascii: look.ascii,
        theme: look.theme,
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
