//! Actions of the Evidence screen.

use crossterm::event::KeyCode as K;

use super::Place::Evidence;
use super::{Action, Spec, spec};
use crate::tui::key::Key;
use crate::tui::screens::evidence::Act;

/// The entries, in the order of footer and help.
pub const SPECS: &[Spec] = &[
    spec(
        Action::Evidence(Act::NextView),
        Evidence,
        &[Key::plain(K::Tab), Key::plain(K::BackTab)],
        "tab",
        "page",
        "From published figures to the structural parameters, and back.",
    ),
    spec(
        Action::Evidence(Act::Earlier),
        Evidence,
        &[Key::plain(K::Left), Key::char('h')],
        "←→",
        "figure",
        "The series' published figure before or after: what the model says of it, and its source.",
    ),
    spec(
        Action::Evidence(Act::Later),
        Evidence,
        &[Key::plain(K::Right), Key::char('l')],
        "←→",
        "figure",
        "The series' published figure before or after: what the model says of it, and its source.",
    ),
    spec(
        Action::Evidence(Act::Filter),
        Evidence,
        &[Key::char('/')],
        "/",
        "find",
        "Leave only the parameters whose name or meaning holds your words; {back} shows all again.",
    ),
    spec(
        Action::Evidence(Act::Order),
        Evidence,
        &[Key::char('m')],
        "m",
        "order",
        "Put the parameters first on which outcomes depend most, or in the order of the table again.",
    ),
    spec(
        Action::Evidence(Act::Keep),
        Evidence,
        &[Key::plain(K::Enter)],
        "⏎",
        "",
        "End typing and keep what is left.",
    ),
];
