//! The ONE list of actions: keymap, footer and help are all read from it.

use crossterm::event::KeyCode;

use super::key::Key;
use crate::model::lever::Lever;

/// What the player can ask for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Action {
    /// Play the selected scenario.
    Open,
    /// Let time run, or hold it.
    PlayPause,
    /// One month.
    Step,
    /// Time runs faster.
    Faster,
    /// Time runs slower.
    Slower,
    /// Take the last lever move or month back.
    Undo,
    /// The row above.
    Up,
    /// The row below.
    Down,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// The selected lever down by a step.
    Less,
    /// The selected lever up by a step.
    More,
    /// The selected lever down by a small step.
    LittleLess,
    /// The selected lever up by a small step.
    LittleMore,
    /// The selected lever to its next named setting.
    NextSetting,
    /// The selected lever back to the scenario's path.
    Reset,
    /// Lines by the next grouping.
    Grouping,
    /// The next region.
    Region,
    /// The next segment.
    Segment,
    /// The next panel.
    NextPanel,
    /// The panel before.
    PreviousPanel,
    /// Show or hide the keys.
    Help,
    /// Show or hide the briefing.
    Briefing,
    /// One step back; never out of the program.
    Back,
    /// Leave the program, after a question where something would be lost.
    Quit,
    /// Yes, to the question asked.
    Confirm,
    /// Select a scenario in the list.
    PickScenario(usize),
    /// Select a lever.
    PickLever(Lever),
    /// Move a lever to a place in its range, 0 to 1.
    SlideLever(Lever, f64),
    /// Move a lever by so many steps.
    NudgeLever(Lever, i32),
    /// Put a panel into focus.
    Focus(Panel),
    /// Scroll a panel by so many rows.
    Scroll(Panel, i32),
}

/// The panels of the World screen, in the order in which they take the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// Policy levers.
    Levers,
    /// Odds of each end world.
    Worlds,
    /// The labs.
    Labs,
    /// What happened and why.
    News,
}

impl Panel {
    /// All panels, in order.
    pub const ALL: [Self; 4] = [Self::Levers, Self::Worlds, Self::Labs, Self::News];

    /// What its rule says.
    pub const fn title(self) -> &'static str {
        ["Levers", "Which world?", "Labs", "News"][self as usize]
    }
}

/// Where an action can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Everywhere.
    Anywhere,
    /// The list of scenarios.
    Start,
    /// The World screen.
    World,
    /// A question.
    Question,
}

/// An entry of the list.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// The action.
    pub action: Action,
    /// Where it can be asked for.
    pub place: Place,
    /// Its keys; the first is the one that is shown.
    pub keys: &'static [Key],
    /// How its keys are written; where two neighbours share a text they are shown once.
    pub shown: &'static str,
    /// A word or two for the footer; empty keeps it out of the footer.
    pub short: &'static str,
    /// A sentence for the help.
    pub sentence: &'static str,
}

const fn spec(
    action: Action,
    place: Place,
    keys: &'static [Key],
    shown: &'static str,
    short: &'static str,
    sentence: &'static str,
) -> Spec {
    Spec { action, place, keys, shown, short, sentence }
}

use KeyCode as K;
use Place::{Anywhere, Question, Start, World};

/// All actions that have a key, in the order of footer and help.
pub const ACTIONS: &[Spec] = &[
    spec(Action::Open, Start, &[Key::plain(K::Enter)], "⏎", "play", "Play the selected scenario."),
    spec(Action::PlayPause, World, &[Key::char(' ')], "space", "play", "Let time run, or hold it."),
    spec(Action::Step, World, &[Key::char('.')], ".", "month", "Move one month on."),
    spec(
        Action::Up,
        Anywhere,
        &[Key::plain(K::Up), Key::char('k')],
        "↑↓",
        "select",
        "Select the row above or below.",
    ),
    spec(
        Action::Down,
        Anywhere,
        &[Key::plain(K::Down), Key::char('j')],
        "↑↓",
        "select",
        "Select the row above or below.",
    ),
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
        Action::Undo,
        World,
        &[Key::char('u')],
        "u",
        "undo",
        "Take back the last move of a lever, or the last month.",
    ),
    spec(
        Action::NextSetting,
        World,
        &[Key::char('n')],
        "n",
        "setting",
        "Put the lever on its next named setting, as \"none\" or \"as in 2025\".",
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
    spec(Action::PreviousPanel, World, &[Key::plain(K::BackTab)], "shift tab", "", "Go to the panel before."),
    spec(
        Action::Faster,
        World,
        &[Key::char('+'), Key::char('=')],
        "+ -",
        "speed",
        "Let time run faster or slower.",
    ),
    spec(
        Action::Slower,
        World,
        &[Key::char('-'), Key::char('_')],
        "+ -",
        "speed",
        "Let time run faster or slower.",
    ),
    spec(Action::PageUp, Anywhere, &[Key::plain(K::PageUp)], "page ↑↓", "", "Move by a page."),
    spec(Action::PageDown, Anywhere, &[Key::plain(K::PageDown)], "page ↑↓", "", "Move by a page."),
    spec(Action::Briefing, World, &[Key::char('i')], "i", "briefing", "Read the scenario's briefing again."),
    spec(Action::Confirm, Question, &[Key::char('y'), Key::plain(K::Enter)], "y", "yes", "Yes."),
    spec(Action::Back, Question, &[Key::char('n'), Key::plain(K::Esc)], "n", "no", "No, go back."),
    spec(
        Action::Help,
        Anywhere,
        &[Key::char('?'), Key::plain(K::F(1))],
        "?",
        "help",
        "Show or hide this page.",
    ),
    spec(
        Action::Back,
        Anywhere,
        &[Key::plain(K::Esc)],
        "esc",
        "",
        "Go one step back. It never leaves the program.",
    ),
    spec(
        Action::Quit,
        Anywhere,
        &[Key::char('q'), Key::ctrl('c')],
        "q",
        "quit",
        "Leave. You are asked first where moves would be lost.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for (i, a) in ACTIONS.iter().enumerate() {
            for b in &ACTIONS[i + 1..] {
                let together = a.place == b.place
                    || (a.place != Question
                        && b.place != Question
                        && (a.place == Anywhere || b.place == Anywhere));
                let shared = a.keys.iter().any(|key| b.keys.contains(key));
                assert!(!(together && shared), "{:?} and {:?}", a.action, b.action);
            }
        }
    }

    #[test]
    fn every_action_is_explained() {
        for spec in ACTIONS {
            assert!(spec.sentence.ends_with('.') && spec.sentence.len() > 3, "{:?}", spec.action);
            assert!(!spec.keys.is_empty() && !spec.shown.is_empty(), "{:?}", spec.action);
        }
    }
}
