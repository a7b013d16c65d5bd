//! Actions of the list of scenarios.

use crossterm::event::KeyCode as K;

use super::Place::Start;
use super::{Action, Spec, spec};
use crate::tui::key::Key;

/// The entries, in the order of footer and help.
pub const SPECS: &[Spec] =
    &[spec(Action::Open, Start, &[Key::plain(K::Enter)], "⏎", "play", "Play the selected scenario.")];
