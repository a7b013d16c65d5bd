//! The tour: six steps over the real screen, each done when the player has done it.

use super::action::{Action, Tab};
use super::app::{App, Screen};

/// Where the tour stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tour {
    /// Position in [`STEPS`].
    pub step: usize,
}

/// The real thing that a step is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The chart of the World screen.
    Chart,
    /// The levers.
    Levers,
    /// What happened and why.
    News,
    /// The first row.
    Header,
}

/// A step of the tour.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// In a few words.
    pub title: &'static str,
    /// What is seen and what to do; `{name}` stands for the key of the action of that name.
    pub text: &'static str,
    /// Beside what it is told.
    pub target: Target,
    /// Whether the player has done it, seen right after an action.
    done: fn(&App, Action) -> bool,
}

/// All steps, in order.
pub const STEPS: [Step; 6] = [
    Step {
        title: "What the chart shows",
        text: "Whose models the world runs on: as played up to now, then the middle of many futures, with a band that holds eight of ten. Press {grouping} to draw other lines.",
        target: Target::Chart,
        done: |_, action| matches!(action, Action::Grouping | Action::Region | Action::Segment),
    },
    Step {
        title: "Move a lever and watch",
        text: "Choose a lever with {up} and {down}, move it with {less} and {more}. The futures answer at once; the faint lines are the world without your move.",
        target: Target::Levers,
        done: |app, _| app.world().is_some_and(|world| world.is_trying() || world.draft.is_some()),
    },
    Step {
        title: "Apply it, and let time run",
        text: "So far you only try. {apply} applies what you try; then {play-pause} lets time run and holds it, and {step} takes one month.",
        target: Target::Header,
        done: |app, action| {
            let free = app.world().is_some_and(|world| !world.is_trying() && world.draft.is_none());
            free && matches!(action, Action::PlayPause | Action::Step)
        },
    },
    Step {
        title: "Why?",
        text: "Everything that happens has its reasons. Press {why}: it answers for what is selected, a piece of news, a lab's release, a lever's last move.",
        target: Target::News,
        done: |_, action| matches!(action, Action::Why | Action::WhyOf(_)),
    },
    Step {
        title: "Take it back",
        text: "Nothing is lost: {undo} takes moves and months back, {redo} does them again. What you try another time begins where you went back to.",
        target: Target::Header,
        done: |_, action| matches!(action, Action::Undo),
    },
    Step {
        title: "Try the other way, and compare",
        text: "Would another way have been better? {time-branch} begins a second line of play beside this one; {show-compare} compares the two, run with the same chances. From the list of scenarios you can also play as a government or a lab.",
        target: Target::Header,
        done: |_, action| matches!(action, Action::Show(Tab::Compare)),
    },
];

impl Tour {
    /// The step the tour is at.
    pub fn now(self) -> &'static Step {
        &STEPS[self.step.min(STEPS.len() - 1)]
    }
}

/// The text of a step with the keys as they are set.
pub fn text(app: &App, step: &Step) -> String {
    app.keys.fill(step.text)
}

/// Begins the tour on the World screen; in the list of scenarios the caller opens one first.
pub fn start(app: &mut App) {
    app.tour = Some(Tour::default());
    if let Screen::World(world) = &mut app.screen {
        world.tab = Tab::World;
    }
}

/// Goes on, or ends.
pub fn go_on(app: &mut App) {
    let Some(tour) = &mut app.tour else { return };
    tour.step += 1;
    if tour.step >= STEPS.len() {
        app.tour = None;
        let key = |name: &str| app.keys.of(name).unwrap_or_default();
        app.notice = Some(format!(
            "That was the tour; {} shows all keys, {} the tour again.",
            key("help"),
            key("tour")
        ));
    }
}

/// Looks whether an action has done what the step asks for.
pub fn watch(app: &mut App, action: Action) {
    if app.tour.is_some_and(|tour| (tour.now().done)(app, action)) {
        go_on(app);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::action::{Spec, actions};

    #[test]
    fn steps_name_keys_that_exist() {
        let names: Vec<String> = actions().map(Spec::name).collect();
        for step in &STEPS {
            for part in step.text.split('{').skip(1) {
                let name = part.split('}').next().unwrap_or_default();
                assert!(names.iter().any(|known| known == name), "{name}");
            }
        }
    }
}
