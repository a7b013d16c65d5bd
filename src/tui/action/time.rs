//! Actions on time: looking at a month, going there, the lines of play.

use crossterm::event::KeyCode as K;

use super::Place::{Cursor, Game, Lines, Name};
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
    /// Begin a line of play where the player looks.
    Branch,
    /// Show the lines of play, or hide them.
    Lines,
    /// Show where the game is kept, and its run code.
    Saved,
    /// Select a line in the list.
    Pick(usize),
    /// Play the selected line.
    Switch,
    /// Give the selected line another name.
    Rename,
    /// Strike the selected line out.
    Remove,
    /// Take the name as it stands.
    Accept,
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
    spec(
        Action::Time(TimeAct::Branch),
        Game,
        &[Key::char('b')],
        "b",
        "branch",
        "Begin a new line of play in the month looked at, or now. What has been played stays in this one.",
    ),
    spec(
        Action::Time(TimeAct::Lines),
        Game,
        &[Key::char('B')],
        "B",
        "lines",
        "List the lines of play: go over to another, rename or remove it.",
    ),
    spec(
        Action::Time(TimeAct::Saved),
        Game,
        &[Key::char('S')],
        "S",
        "",
        "Show where this game is kept, and its run code to copy down.",
    ),
];

/// The entries of the list of lines.
pub const LINES: &[Spec] = &[
    spec(
        Action::Time(TimeAct::Switch),
        Lines,
        &[Key::plain(K::Enter)],
        "⏎",
        "play it",
        "Go over to the selected line.",
    ),
    spec(
        Action::Time(TimeAct::Rename),
        Lines,
        &[Key::char('r')],
        "r",
        "rename",
        "Give the selected line another name.",
    ),
    spec(
        Action::Time(TimeAct::Remove),
        Lines,
        &[Key::char('d'), Key::plain(K::Delete)],
        "d",
        "remove",
        "Strike the selected line out, after a question. The line in play stays.",
    ),
    spec(Action::Time(TimeAct::Lines), Lines, &[Key::char('B')], "B", "close", "Close the list."),
];

/// The entries of a field for a name.
pub const NAME: &[Spec] = &[
    spec(
        Action::Time(TimeAct::Accept),
        Name,
        &[Key::plain(K::Enter)],
        "⏎",
        "take it",
        "Take the name as it stands.",
    ),
    spec(Action::Back, Name, &[Key::plain(K::Esc)], "esc", "leave it", "Change nothing."),
];

/// The entries while a month is looked at.
pub const CURSOR: &[Spec] = &[spec(
    Action::Time(TimeAct::GoThere),
    Cursor,
    &[Key::plain(K::Enter), Key::char('t')],
    "t",
    "go there",
    "Take the game to the month looked at: back in time, or on again as far as it has been played. Nothing is lost; {redo} does again what came after.",
)];
