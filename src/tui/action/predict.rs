//! Actions of the sheet on which the player says what moves will do.

use crossterm::event::KeyCode as K;

use super::Place::Predict;
use super::{Action, Spec, spec};
use crate::tui::key::Key;
use crate::tui::overlays::predict::Act;

/// The entries, in the order of footer and help.
pub const SPECS: &[Spec] = &[
    spec(
        Action::Confirm,
        Predict,
        &[Key::plain(K::Enter)],
        "⏎",
        "predict and apply",
        "Write the prediction down and apply the moves.",
    ),
    spec(
        Action::Guess(Act::Smaller),
        Predict,
        &[Key::plain(K::Left), Key::char('h'), Key::char('-')],
        "←→",
        "size",
        "Say a smaller or a larger change.",
    ),
    spec(
        Action::Guess(Act::Larger),
        Predict,
        &[Key::plain(K::Right), Key::char('l'), Key::char('+')],
        "←→",
        "size",
        "Say a smaller or a larger change.",
    ),
    spec(
        Action::Up,
        Predict,
        &[Key::plain(K::Up), Key::char('k')],
        "↑↓",
        "measure",
        "Choose what the prediction is about.",
    ),
    spec(
        Action::Down,
        Predict,
        &[Key::plain(K::Down), Key::char('j')],
        "↑↓",
        "measure",
        "Choose what the prediction is about.",
    ),
    spec(
        Action::Back,
        Predict,
        &[Key::plain(K::Esc), Key::char('p')],
        "esc",
        "cancel",
        "Say nothing; the moves are still being tried.",
    ),
];
