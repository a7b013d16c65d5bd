//! Actions on the sheet at the end.

use crossterm::event::KeyCode as K;

use super::Place::End;
use super::{Action, Spec, spec};
use crate::tui::key::Key;
use crate::tui::overlays::end::Act;

/// What the keys of turning points do.
const TURNING: &str = "Go back to the month of this turning point, before anything was done in it.";

/// The entries, in the order of footer and help.
pub const SPECS: &[Spec] = &[
    spec(
        Action::Return(Act::Go),
        End,
        &[Key::plain(K::Enter)],
        "⏎",
        "go back",
        "Go back to the chosen month, to try it another way. What was played stays: redo does it again.",
    ),
    spec(
        Action::Return(Act::By(-1)),
        End,
        &[Key::plain(K::Left), Key::char('h')],
        "←→",
        "month",
        "Choose the month to go back to, a month earlier or later.",
    ),
    spec(
        Action::Return(Act::By(1)),
        End,
        &[Key::plain(K::Right), Key::char('l')],
        "←→",
        "month",
        "Choose the month to go back to, a month earlier or later.",
    ),
    spec(
        Action::Return(Act::By(-12)),
        End,
        &[Key::shift(K::Left), Key::char('H')],
        "shift ←→",
        "",
        "Choose the month to go back to, a year earlier or later.",
    ),
    spec(
        Action::Return(Act::By(12)),
        End,
        &[Key::shift(K::Right), Key::char('L')],
        "shift ←→",
        "",
        "Choose the month to go back to, a year earlier or later.",
    ),
    spec(Action::Return(Act::Turning(0)), End, &[Key::char('1')], "1-9", "turning point", TURNING),
    spec(Action::Return(Act::Turning(1)), End, &[Key::char('2')], "1-9", "turning point", TURNING),
    spec(Action::Return(Act::Turning(2)), End, &[Key::char('3')], "1-9", "turning point", TURNING),
    spec(Action::Return(Act::Turning(3)), End, &[Key::char('4')], "1-9", "turning point", TURNING),
    spec(Action::Return(Act::Turning(4)), End, &[Key::char('5')], "1-9", "turning point", TURNING),
    spec(Action::Return(Act::Turning(5)), End, &[Key::char('6')], "1-9", "turning point", TURNING),
    spec(Action::Return(Act::Turning(6)), End, &[Key::char('7')], "1-9", "turning point", TURNING),
    spec(Action::Return(Act::Turning(7)), End, &[Key::char('8')], "1-9", "turning point", TURNING),
    spec(Action::Return(Act::Turning(8)), End, &[Key::char('9')], "1-9", "turning point", TURNING),
];
