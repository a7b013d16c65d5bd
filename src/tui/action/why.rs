//! Actions upon an answer to "Why?".

use crossterm::event::KeyCode as K;

use super::Place::Why;
use super::{Action, Spec, spec};
use crate::tui::key::Key;

/// The entries, in the order of footer and help.
pub const SPECS: &[Spec] = &[
    spec(
        Action::WhyBefore,
        Why,
        &[Key::plain(K::Left), Key::char('h')],
        "←→",
        "other",
        "Ask the same of the line, the release or the lever beside it.",
    ),
    spec(
        Action::WhyNext,
        Why,
        &[Key::plain(K::Right), Key::char('l')],
        "←→",
        "other",
        "Ask the same of the line, the release or the lever beside it.",
    ),
    spec(Action::Up, Why, &[Key::plain(K::Up), Key::char('k')], "↑↓", "read", "Read on, or go back up."),
    spec(Action::Down, Why, &[Key::plain(K::Down), Key::char('j')], "↑↓", "read", "Read on, or go back up."),
    spec(
        Action::Back,
        Why,
        &[Key::plain(K::Esc), Key::char('w'), Key::plain(K::Enter)],
        "esc",
        "close",
        "Close the answer.",
    ),
];
