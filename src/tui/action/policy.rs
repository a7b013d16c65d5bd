//! Actions of the Policy screen.

use crossterm::event::KeyCode as K;

use super::Place::Policy;
use super::{Action, Spec, spec};
use crate::tui::key::Key;
use crate::tui::screens::policy::Act;

/// The entries, in the order of footer and help.
pub const SPECS: &[Spec] = &[
    spec(
        Action::Policy(Act::NextView),
        Policy,
        &[Key::plain(K::Tab)],
        "tab",
        "page",
        "The next page on the lever: its effects, its causes and effects one step each way, what it is.",
    ),
    spec(
        Action::Less,
        Policy,
        &[Key::plain(K::Left), Key::char('h')],
        "←→",
        "try",
        "Try the lever a twentieth of its range lower or higher; the World screen shows the futures.",
    ),
    spec(
        Action::More,
        Policy,
        &[Key::plain(K::Right), Key::char('l')],
        "←→",
        "try",
        "Try the lever a twentieth of its range lower or higher; the World screen shows the futures.",
    ),
    spec(
        Action::LittleLess,
        Policy,
        &[Key::shift(K::Left), Key::char('H')],
        "shift ←→",
        "",
        "Try a hundredth of its range.",
    ),
    spec(
        Action::LittleMore,
        Policy,
        &[Key::shift(K::Right), Key::char('L')],
        "shift ←→",
        "",
        "Try a hundredth of its range.",
    ),
    spec(Action::OpenDraft, Policy, &[Key::char('m')], "m", "draft", DRAFT),
    spec(
        Action::NextSetting,
        Policy,
        &[Key::char('n')],
        "n",
        "setting",
        "Try the next named setting, as \"none\" or \"as in 2025\".",
    ),
    spec(
        Action::Policy(Act::Interplay),
        Policy,
        &[Key::char('x')],
        "x",
        "interplay",
        "Measure which other levers change what this one does.",
    ),
    spec(
        Action::Reset,
        Policy,
        &[Key::plain(K::Backspace), Key::char('0')],
        "⌫",
        "",
        "Put the lever back to where the scenario has it.",
    ),
    spec(
        Action::Policy(Act::PreviousView),
        Policy,
        &[Key::plain(K::BackTab)],
        "shift tab",
        "",
        "The page before.",
    ),
];

/// What the sheet of a draft is for.
pub const DRAFT: &str =
    "Draft a change of the lever: to which value, from which month, at once or little by little.";
