//! Answers to a question.

use crossterm::event::KeyCode as K;

use super::Place::Question;
use super::{Action, Spec, spec};
use crate::tui::key::Key;

/// The entries, in the order of footer and help.
pub const SPECS: &[Spec] = &[
    spec(Action::Confirm, Question, &[Key::char('y'), Key::plain(K::Enter)], "y", "yes", "Yes."),
    spec(Action::Back, Question, &[Key::char('n'), Key::plain(K::Esc)], "n", "no", "No, go back."),
];
