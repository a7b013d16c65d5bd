//! Actions on time: looking at a month, going there, the lines of play.

use crossterm::event::KeyCode as K;

use super::Place::{Cursor, Game};
use super::{Action, Spec, spec};
use crate::model::calendar::Month;
use crate::tui::key::Key;

/// What can be done with time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeAct {
    /// Look so many months further on, or back.
    By(i32),
    /// Look at the first month.
    First,
    /// Look at now again.
    Now,
    /// Look at this month.
    At(Month),
    /// Go to the month looked at.
    GoThere,
}

/// The entries of every screen of a game, in the order of footer and help.
pub const GAME: &[Spec] = &[
    spec(
        Action::Time(TimeAct::By(-1)),
        Game,
        &[Key::char('[')],
        "[ ]",
        "look",
        "Look at the month before or after: the chart, the labs and the news are of that month. A click on the chart does the same.",
    ),
    spec(
        Action::Time(TimeAct::By(1)),
        Game,
        &[Key::char(']')],
        "[ ]",
        "look",
        "Look at the month before or after: the chart, the labs and the news are of that month. A click on the chart does the same.",
    ),
    spec(Action::Time(TimeAct::By(-12)), Game, &[Key::char('{')], "{ }", "", "Look a year back or on."),
    spec(Action::Time(TimeAct::By(12)), Game, &[Key::char('}')], "{ }", "", "Look a year back or on."),
    spec(
        Action::Time(TimeAct::First),
        Game,
        &[Key::plain(K::Home)],
        "home end",
        "",
        "Look at the first month, or at now again.",
    ),
    spec(
        Action::Time(TimeAct::Now),
        Game,
        &[Key::plain(K::End)],
        "home end",
        "",
        "Look at the first month, or at now again.",
    ),
];

/// The entries while a month is looked at.
pub const CURSOR: &[Spec] = &[spec(
    Action::Time(TimeAct::GoThere),
    Cursor,
    &[Key::plain(K::Enter), Key::char('t')],
    "⏎",
    "go there",
    "Take the game to the month looked at: back in time, or on again as far as it has been played. Nothing is lost; U does again what came after.",
)];
