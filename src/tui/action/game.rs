//! Actions that hold on every screen of a game.

use crossterm::event::KeyCode as K;

use super::Place::Game;
use super::{Action, Spec, Tab, spec};
use crate::tui::key::Key;

/// The entries, in the order of footer and help.
pub const SPECS: &[Spec] = &[
    spec(
        Action::Why,
        Game,
        &[Key::char('w')],
        "w",
        "why",
        "Ask why, of what is selected: a piece of news, a lab's latest release, a lever's last move; from the odds, of the largest line.",
    ),
    spec(Action::PlayPause, Game, &[Key::char(' ')], "space", "play", "Let time run, or hold it."),
    spec(Action::Step, Game, &[Key::char('.')], ".", "month", "Move one month on."),
    spec(
        Action::Undo,
        Game,
        &[Key::char('u')],
        "u",
        "undo",
        "Take back the last move of a lever, or the last month.",
    ),
    spec(
        Action::Faster,
        Game,
        &[Key::char('+'), Key::char('=')],
        "+ -",
        "speed",
        "Let time run faster or slower.",
    ),
    spec(
        Action::Slower,
        Game,
        &[Key::char('-'), Key::char('_')],
        "+ -",
        "speed",
        "Let time run faster or slower.",
    ),
    spec(Action::Briefing, Game, &[Key::char('i')], "i", "briefing", "Read the scenario's briefing again."),
    spec(
        Action::Quarter,
        Game,
        &[Key::char('>')],
        ">",
        "",
        "Move a quarter of a year on; what asks for an answer stops time before.",
    ),
    spec(
        Action::AskAgain,
        Game,
        &[Key::char('a')],
        "a",
        "answer",
        "Look again at what waits for an answer; as a lab, be asked about releases again.",
    ),
    spec(
        Action::Apply,
        Game,
        &[Key::plain(K::Enter)],
        "⏎",
        "apply",
        "Apply the moves being tried; until then {back} drops them.",
    ),
    spec(Action::Redo, Game, &[Key::char('U'), Key::ctrl('r')], "U", "redo", "Do again what was taken back."),
    spec(
        Action::Show(Tab::World),
        Game,
        &[Key::char('1')],
        "1-5",
        "screens",
        "The World screen: the chart, levers, odds, labs and news.",
    ),
    spec(
        Action::Show(Tab::Adopters),
        Game,
        &[Key::char('2')],
        "1-5",
        "screens",
        "The Adopters screen: who runs whose models.",
    ),
    spec(
        Action::Show(Tab::Labs),
        Game,
        &[Key::char('3')],
        "1-5",
        "screens",
        "The Labs screen: the frontier, every release and its reasons.",
    ),
    spec(
        Action::Show(Tab::Policy),
        Game,
        &[Key::char('4')],
        "1-5",
        "screens",
        "The Policy screen: what each lever does, over time.",
    ),
    spec(
        Action::Show(Tab::Compare),
        Game,
        &[Key::char('5')],
        "1-5",
        "screens",
        "The Compare screen: two lines of play side by side.",
    ),
    spec(
        Action::Predict,
        Game,
        &[Key::char('p')],
        "p",
        "predict",
        "Before you apply moves, say what they will do; you are shown later how it came out.",
    ),
    spec(
        Action::End,
        Game,
        &[Key::char('E')],
        "E",
        "the end",
        "What the world became, and how sure that was.",
    ),
];
