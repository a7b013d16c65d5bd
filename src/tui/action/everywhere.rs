//! Actions that can be asked for everywhere.

use crossterm::event::KeyCode as K;

use super::Place::Anywhere;
use super::{Action, Spec, spec};
use crate::tui::key::Key;

/// The entries, in the order of footer and help.
pub const SPECS: &[Spec] = &[
    spec(
        Action::Up,
        Anywhere,
        &[Key::plain(K::Up), Key::char('k')],
        "↑↓",
        "select",
        "Select the row above or below.",
    ),
    spec(
        Action::Down,
        Anywhere,
        &[Key::plain(K::Down), Key::char('j')],
        "↑↓",
        "select",
        "Select the row above or below.",
    ),
    spec(Action::PageUp, Anywhere, &[Key::plain(K::PageUp)], "page ↑↓", "", "Move by a page."),
    spec(Action::PageDown, Anywhere, &[Key::plain(K::PageDown)], "page ↑↓", "", "Move by a page."),
    spec(
        Action::Help,
        Anywhere,
        &[Key::char('?'), Key::plain(K::F(1))],
        "?",
        "help",
        "Show or hide this page.",
    ),
    spec(
        Action::Back,
        Anywhere,
        &[Key::plain(K::Esc)],
        "esc",
        "",
        "Go one step back. It never leaves the program.",
    ),
    spec(
        Action::Quit,
        Anywhere,
        &[Key::char('q'), Key::ctrl('c')],
        "q",
        "quit",
        "Leave. You are asked first where moves would be lost.",
    ),
];
