//! Actions of the Compare screen.

use crossterm::event::KeyCode as K;

use super::Place::Compare;
use super::{Action, Spec, spec};
use crate::tui::key::Key;
use crate::tui::screens::compare::Act;

/// The entries, in the order of footer and help.
pub const SPECS: &[Spec] = &[
    spec(
        Action::Compare(Act::NextFocus),
        Compare,
        &[Key::plain(K::Tab)],
        "tab",
        "part",
        "Go round the parts: side A, side B, measures, what makes the difference up, moves.",
    ),
    spec(
        Action::Compare(Act::PreviousFocus),
        Compare,
        &[Key::plain(K::BackTab)],
        "shift tab",
        "",
        "Go to the part before.",
    ),
    spec(
        Action::Compare(Act::Later(-1)),
        Compare,
        &[Key::plain(K::Left), Key::char('h')],
        "←→",
        "month",
        "Look at the month before or after, for what makes the difference up; on a side, choose another line.",
    ),
    spec(
        Action::Compare(Act::Later(1)),
        Compare,
        &[Key::plain(K::Right), Key::char('l')],
        "←→",
        "month",
        "Look at the month before or after, for what makes the difference up; on a side, choose another line.",
    ),
    spec(
        Action::Compare(Act::Later(-12)),
        Compare,
        &[Key::shift(K::Left), Key::char('H')],
        "shift ←→",
        "",
        "A year earlier or later.",
    ),
    spec(
        Action::Compare(Act::Later(12)),
        Compare,
        &[Key::shift(K::Right), Key::char('L')],
        "shift ←→",
        "",
        "A year earlier or later.",
    ),
    spec(
        Action::Compare(Act::AtEnd),
        Compare,
        &[Key::char('0'), Key::plain(K::End)],
        "0",
        "end",
        "Look at the last month again.",
    ),
    spec(Action::Compare(Act::Swap), Compare, &[Key::char('x')], "x", "swap", "Let the sides change places."),
];
