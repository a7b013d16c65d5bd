//! Actions of the Adopters screen.

use crossterm::event::KeyCode as K;

use super::Place::Adopters;
use super::{Action, Spec, spec};
use crate::tui::key::Key;
use crate::tui::screens::adopters::Act;

const BESIDE: &str =
    "Select the cell to the left or right. Inside a cell go to the next cell, at an adopter to the next one.";

/// The entries, in the order of footer and help.
pub const SPECS: &[Spec] = &[
    spec(
        Action::Adopters(Act::Open),
        Adopters,
        &[Key::plain(K::Enter)],
        "⏎",
        "open",
        "Open the selected cell; in a cell, open the selected adopter and read its life.",
    ),
    spec(
        Action::Adopters(Act::Left),
        Adopters,
        &[Key::plain(K::Left), Key::char('h')],
        "←→",
        "beside",
        BESIDE,
    ),
    spec(
        Action::Adopters(Act::Right),
        Adopters,
        &[Key::plain(K::Right), Key::char('l')],
        "←→",
        "beside",
        BESIDE,
    ),
    spec(
        Action::Adopters(Act::Map),
        Adopters,
        &[Key::char('m')],
        "m",
        "map",
        "Show the world map and the gauge of two worlds over the whole screen, or the cells again.",
    ),
    spec(
        Action::Adopters(Act::Number),
        Adopters,
        &[Key::char('g'), Key::char('#')],
        "g",
        "number",
        "In a cell, go to an adopter by its number: type it, then {adopters-open}.",
    ),
];
