//! Actions of the World screen.

use crossterm::event::KeyCode as K;

use super::Place::World;
use super::{Action, Spec, Tab, spec};
use crate::tui::key::Key;

/// The entries, in the order of footer and help.
pub const SPECS: &[Spec] = &[
    spec(
        Action::NextPanel,
        World,
        &[Key::plain(K::Tab)],
        "tab",
        "panel",
        "Go to the next panel: levers, end worlds, labs, news.",
    ),
    spec(
        Action::Less,
        World,
        &[Key::plain(K::Left), Key::char('h')],
        "←→",
        "move",
        "Move the lever by a twentieth of its range; the futures answer at once. From another panel, go to the levers first.",
    ),
    spec(
        Action::More,
        World,
        &[Key::plain(K::Right), Key::char('l')],
        "←→",
        "move",
        "Move the lever by a twentieth of its range; the futures answer at once. From another panel, go to the levers first.",
    ),
    spec(
        Action::LittleLess,
        World,
        &[Key::shift(K::Left), Key::char('H')],
        "shift ←→",
        "",
        "Move the lever by a hundredth of its range.",
    ),
    spec(
        Action::LittleMore,
        World,
        &[Key::shift(K::Right), Key::char('L')],
        "shift ←→",
        "",
        "Move the lever by a hundredth of its range.",
    ),
    spec(
        Action::NextSetting,
        World,
        &[Key::char('n')],
        "n",
        "setting",
        "Put the lever on its next named setting, as \"none\" or \"as in 2025\".",
    ),
    spec(Action::OpenDraft, World, &[Key::char('m')], "m", "draft", super::policy::DRAFT),
    spec(
        Action::Replay,
        World,
        &[Key::char('v')],
        "v",
        "before/after",
        "Show the chart before and after the last change by turns. Without motion each press shows the other.",
    ),
    spec(
        Action::Reset,
        World,
        &[Key::plain(K::Backspace), Key::char('0')],
        "⌫",
        "",
        "Put the lever back to where the scenario has it.",
    ),
    spec(
        Action::Grouping,
        World,
        &[Key::char('g')],
        "g",
        "lines",
        "Draw lines by origin and access, by origin, by access, or by lab.",
    ),
    spec(
        Action::Region,
        World,
        &[Key::char('r')],
        "r",
        "region",
        "Look at the world, or at one region of it.",
    ),
    spec(
        Action::Segment,
        World,
        &[Key::char('s')],
        "s",
        "who",
        "Look at all adopters, or at one kind: developers, enterprises, government, education, health.",
    ),
    spec(
        Action::Filter,
        World,
        &[Key::char('f')],
        "f",
        "filter",
        "Show all the news, or only releases, policy, markets, or changes of the lead.",
    ),
    spec(Action::PreviousPanel, World, &[Key::plain(K::BackTab)], "shift tab", "", "Go to the panel before."),
    spec(
        Action::Show(Tab::Compare),
        World,
        &[Key::char('c')],
        "c",
        "compare",
        "Compare this line with another one, or with nothing moved.",
    ),
];
