//! Actions of the Labs screen.

use crossterm::event::KeyCode as K;

use super::Place::Labs;
use super::{Action, Spec, spec};
use crate::tui::key::Key;
use crate::tui::screens::labs::Act;

/// The entries, in the order of footer and help.
pub const SPECS: &[Spec] = &[
    spec(
        Action::Labs(Act::Focus),
        Labs,
        &[Key::plain(K::Tab), Key::plain(K::Right), Key::char('l')],
        "tab",
        "releases",
        "Go from the list of labs to the releases of the selected one, with the reasons of each; and back.",
    ),
    spec(
        Action::Labs(Act::Leave),
        Labs,
        &[Key::plain(K::Left), Key::char('h'), Key::plain(K::BackTab)],
        "←",
        "",
        "Go back from the releases to the list of labs.",
    ),
    spec(
        Action::Labs(Act::Frontier),
        Labs,
        &[Key::char('m')],
        "m",
        "frontier",
        "Show how many months each origin, and open and closed models, are behind the best model; or the labs again.",
    ),
    spec(
        Action::Labs(Act::Why),
        Labs,
        &[Key::char('w'), Key::plain(K::Enter)],
        "w",
        "why",
        "Ask why the selected release came out as it did.",
    ),
];
