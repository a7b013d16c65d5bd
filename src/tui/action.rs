//! The ONE list of actions: keymap, footer, help and palette are all read from it.

mod adopters;
mod asked;
mod cast;
mod compare;
mod draft;
mod end;
mod everywhere;
mod evidence;
mod game;
mod labs;
pub mod look;
mod policy;
mod predict;
mod question;
mod start;
pub mod time;
mod why;
mod world;

use super::key::Key;
use super::overlays::why::Subject;
use super::overlays::{asked as asked_sheet, cast as cast_sheet};
use super::overlays::{end as ending, predict as guess};
use super::screens::{
    adopters as adopters_screen, compare as compare_screen, evidence as evidence_screen, labs as labs_screen,
    policy as policy_screen,
};
use super::sheet;
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
    /// Have time stop at important news, or not.
    PauseAtNews,
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
    /// Show a screen of the game.
    Show(Tab),
    /// Apply the moves being tried.
    Apply,
    /// Do again what was taken back.
    Redo,
    /// A character typed into a field.
    Type(char),
    /// Take the last character of a field away.
    Erase,
    /// Something with the look of the screen: palette, tour, themes, copies.
    Look(look::LookAct),
    /// Something with time: looking at a month, going there, lines of play.
    Time(time::TimeAct),
    /// Something on the sheet of parts.
    Cast(cast_sheet::Act),
    /// Something on the sheet that waits for an answer.
    Asked(asked_sheet::Act),
    /// A quarter of a year.
    Quarter,
    /// Look again at what waits for an answer, or be asked about releases again.
    AskAgain,
    /// Ask why, of what is selected.
    Why,
    /// Ask why, of this.
    WhyOf(Subject),
    /// Ask why of the neighbour: the next line, the next release.
    WhyNext,
    /// Ask why of the neighbour before.
    WhyBefore,
    /// Show the next kind of news.
    Filter,
    /// Select a piece of news.
    PickNews(usize),
    /// Select a row of the labs.
    PickLab(usize),
    /// Something on the Adopters screen.
    Adopters(adopters_screen::Act),
    /// Something on the Labs screen.
    Labs(labs_screen::Act),
    /// Something on the Policy screen.
    Policy(policy_screen::Act),
    /// Something on the Compare screen.
    Compare(compare_screen::Act),
    /// Something on the Evidence screen.
    Evidence(evidence_screen::Act),
    /// Show what the world became, or put it away.
    End,
    /// Go back from the end.
    Return(ending::Act),
    /// Say what the moves being tried will do.
    Predict,
    /// Something on the sheet for a prediction.
    Guess(guess::Act),
    /// Open the sheet of the selected lever's draft.
    OpenDraft,
    /// Something on the sheet of a draft.
    Draft(sheet::Act),
    /// Show the chart before and after the last change, by turns.
    Replay,
    /// A moment has passed in a replay.
    Tick,
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
    /// Every screen of a game.
    Game,
    /// The World screen.
    World,
    /// The Adopters screen.
    Adopters,
    /// The Labs screen.
    Labs,
    /// The Policy screen.
    Policy,
    /// The Compare screen.
    Compare,
    /// The Evidence screen.
    Evidence,
    /// The sheet of parts.
    Cast,
    /// The sheet that waits for an answer.
    Asked,
    /// A question.
    Question,
    /// The sheet for a prediction.
    Predict,
    /// The tour, upon a screen.
    Tour,
    /// The help.
    Help,
    /// The palette.
    Palette,
    /// The sheet on saving the screen.
    Save,
    /// A month being looked at.
    Cursor,
    /// The list of lines of play.
    Lines,
    /// A field for a name.
    Name,
    /// An answer to "Why?".
    Why,
    /// The sheet of a draft.
    Draft,
    /// The sheet at the end.
    End,
}

/// The screens of a game, in the order of their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tab {
    /// The chart, the levers, the odds of end worlds, the labs, the news.
    #[default]
    World,
    /// Who runs whose models.
    Adopters,
    /// The labs, their frontier and their releases.
    Labs,
    /// Levers over time, and what each does.
    Policy,
    /// Two lines of play side by side.
    Compare,
    /// The model against published figures, and its parameters.
    Evidence,
}

impl Tab {
    /// All screens, in order.
    pub const ALL: [Self; 6] =
        [Self::World, Self::Adopters, Self::Labs, Self::Policy, Self::Compare, Self::Evidence];

    /// Name for people.
    pub const fn title(self) -> &'static str {
        ["World", "Adopters", "Labs", "Policy", "Compare", "Evidence"][self as usize]
    }

    /// Where its keys are looked up.
    pub const fn place(self) -> Place {
        [Place::World, Place::Adopters, Place::Labs, Place::Policy, Place::Compare, Place::Evidence]
            [self as usize]
    }
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

/// The lists, from the innermost place to the outermost.
const LISTS: &[&[Spec]] = &[
    start::SPECS,
    cast::SPECS,
    asked::SPECS,
    question::SPECS,
    predict::SPECS,
    look::TOUR,
    look::HELP,
    look::PALETTE,
    look::SAVE,
    why::SPECS,
    end::SPECS,
    draft::SPECS,
    world::SPECS,
    adopters::SPECS,
    labs::SPECS,
    policy::SPECS,
    compare::SPECS,
    evidence::SPECS,
    time::CURSOR,
    time::LINES,
    time::NAME,
    game::SPECS,
    look::GAME,
    look::EVERYWHERE,
    time::GAME,
    everywhere::SPECS,
];

/// All actions that have a key, in the order of footer and help.
pub fn actions() -> impl DoubleEndedIterator<Item = &'static Spec> {
    LISTS.iter().copied().flatten()
}

impl Action {
    /// The action as the settings name it, without what it is about: `next-panel`, `show-compare`.
    pub fn name(self) -> String {
        let code = format!("{self:?}");
        let code = code.strip_prefix("Look(").unwrap_or(&code);
        let mut name = String::new();
        for c in code.chars() {
            let apart = !name.is_empty() && !name.ends_with('-');
            match c {
                'A'..='Z' => name.extend(apart.then_some('-').into_iter().chain([c.to_ascii_lowercase()])),
                'a'..='z' | '0'..='9' => name.push(c),
                '-' => name.push_str(if apart { "-minus-" } else { "minus-" }),
                _ if apart => name.push('-'),
                _ => {}
            }
        }
        name.trim_end_matches('-').to_owned()
    }
}

impl Spec {
    /// The name of the entry in the settings. Where the same action stands in an outer place too, this one
    /// carries its own place: `question-back`.
    pub fn name(&self) -> String {
        let outer = actions().rfind(|other| other.action == self.action);
        let name = self.action.name();
        match outer {
            Some(outer) if outer.place != self.place => format!("{:?}-{name}", self.place).to_lowercase(),
            _ => name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things_in_one_place() {
        let all: Vec<_> = actions().collect();
        for (i, a) in all.iter().enumerate() {
            for b in &all[i + 1..] {
                let shared = a.keys.iter().any(|key| b.keys.contains(key));
                assert!(!(a.place == b.place && shared), "{:?} and {:?}", a.action, b.action);
            }
        }
    }

    #[test]
    fn every_entry_has_a_name_of_its_own() {
        let mut names: Vec<String> = actions().map(Spec::name).collect();
        for expected in
            ["step", "next-panel", "show-compare", "palette", "question-back", "back", "save-text"]
        {
            assert!(names.iter().any(|name| name == expected), "{expected} in {names:?}");
        }
        assert!(
            names
                .iter()
                .all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'))
        );
        names.sort();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count, "{names:?}");
    }

    #[test]
    fn every_action_is_explained() {
        for spec in actions() {
            assert!(spec.sentence.ends_with('.') && spec.sentence.len() > 3, "{:?}", spec.action);
            assert!(!spec.keys.is_empty() && !spec.shown.is_empty(), "{:?}", spec.action);
        }
    }
}
