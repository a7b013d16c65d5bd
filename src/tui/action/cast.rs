//! Actions of the sheet on which the player says whose part is played.

use crossterm::event::KeyCode as K;

use super::Place::Cast;
use super::{Action, Spec, spec};
use crate::tui::key::Key;
use crate::tui::overlays::cast::Act;

/// The entries, in the order of footer and help.
pub const SPECS: &[Spec] = &[
    spec(Action::Open, Cast, &[Key::plain(K::Enter)], "⏎", "begin", "Begin the game in the selected part."),
    spec(
        Action::Cast(Act::Dilemmas),
        Cast,
        &[Key::char('d')],
        "d",
        "dilemmas",
        "Have dilemmas come up that ask for an answer, or not.",
    ),
];
