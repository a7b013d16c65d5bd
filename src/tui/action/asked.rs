//! Actions of the sheet on which something waits for an answer.

use crossterm::event::KeyCode as K;

use super::Place::Asked;
use super::{Action, Spec, spec};
use crate::tui::key::Key;
use crate::tui::overlays::asked::Act;

/// The entries, in the order of footer and help.
pub const SPECS: &[Spec] = &[
    spec(
        Action::Asked(Act::Answer),
        Asked,
        &[Key::plain(K::Enter)],
        "⏎",
        "answer",
        "Give the selected answer; once it has been told what it does, go on.",
    ),
    spec(
        Action::Asked(Act::Cheaper),
        Asked,
        &[Key::plain(K::Left)],
        "←→",
        "price",
        "Shade the price of your lab's closed model down or up, from this month on.",
    ),
    spec(
        Action::Asked(Act::Dearer),
        Asked,
        &[Key::plain(K::Right)],
        "←→",
        "price",
        "Shade the price of your lab's closed model down or up, from this month on.",
    ),
    spec(
        Action::Asked(Act::LeaveAll),
        Asked,
        &[Key::char('D')],
        "D",
        "never ask",
        "Leave this release and all later ones to the lab; {ask-again} has you asked again.",
    ),
];
