//! Actions on the sheet of a draft.

use crossterm::event::KeyCode as K;

use super::Place::Draft;
use super::{Action, Spec, spec};
use crate::tui::key::Key;

/// The entries, in the order of footer and help.
pub const SPECS: &[Spec] = &[
    spec(
        Action::Apply,
        Draft,
        &[Key::plain(K::Enter)],
        "⏎",
        "apply",
        "Apply the draft and close the sheet. {back} closes it and leaves the draft as it is being tried.",
    ),
    spec(
        Action::Less,
        Draft,
        &[Key::plain(K::Left), Key::char('h')],
        "←→",
        "change",
        "Change the row: the value by a twentieth, a date by a month, at once or little by little.",
    ),
    spec(
        Action::More,
        Draft,
        &[Key::plain(K::Right), Key::char('l')],
        "←→",
        "change",
        "Change the row: the value by a twentieth, a date by a month, at once or little by little.",
    ),
    spec(
        Action::LittleLess,
        Draft,
        &[Key::shift(K::Left), Key::char('H')],
        "shift ←→",
        "fine, year",
        "Change the value by a hundredth, or a date by a year.",
    ),
    spec(
        Action::LittleMore,
        Draft,
        &[Key::shift(K::Right), Key::char('L')],
        "shift ←→",
        "fine, year",
        "Change the value by a hundredth, or a date by a year.",
    ),
    spec(Action::NextSetting, Draft, &[Key::char('n')], "n", "setting", "Aim at the next named setting."),
    spec(
        Action::Reset,
        Draft,
        &[Key::plain(K::Backspace), Key::char('0')],
        "⌫",
        "scenario",
        "Follow the scenario's path again from the chosen month on.",
    ),
];
