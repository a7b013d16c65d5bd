//! What is asked on the World screen: of what is selected, and what is selected.

use crate::playthrough::Scope;
use crate::tui::action::{Action, Panel, Tab};
use crate::tui::app::World;
use crate::tui::overlays::why::{self, Subject};
use crate::tui::panels::news;

/// Carries out an action that asks or selects; returns what is to be explained.
pub fn in_world(world: &mut World, action: Action) -> Option<Subject> {
    match action {
        Action::Why => return asked(world),
        Action::Filter => {
            let kept = news::selected(world);
            (world.filter, world.panel) = (world.filter.next(), Panel::News);
            // What was selected stays so where it is still listed, or what came next before it.
            let listed = news::listed(world);
            world.news = kept.and_then(|kept| listed.iter().position(|at| *at <= kept)).unwrap_or(0);
        }
        // The second click on an entry asks about it.
        Action::PickNews(at) if (world.panel, world.news) == (Panel::News, at) => {
            return asked(world);
        }
        Action::PickNews(at) => (world.panel, world.news) = (Panel::News, at),
        Action::PickLab(at) if (world.panel, world.labs) == (Panel::Labs, at) => {
            return asked(world);
        }
        Action::PickLab(at) => (world.panel, world.labs) = (Panel::Labs, at),
        _ => {}
    }
    None
}

/// What is selected on the World screen; of a piece of news the month is looked at as well.
fn asked(world: &mut World) -> Option<Subject> {
    let subject = why::of_selected(world);
    if let Some(subject) = subject {
        follow(world, subject);
    }
    subject
}

/// Looks at the month of a piece of news, and keeps it selected in the list, which ends with that month.
pub fn follow(world: &mut World, subject: Subject) {
    let Subject::Event(at) = subject else { return };
    let month = world.snapshot.as_ref().and_then(|snapshot| snapshot.played.events.get(at)).map(|e| e.month);
    let Some(month) = month else { return };
    // Time is held while a month is looked at.
    world.playing = false;
    world.look_at(month);
    world.news = news::listed(world).iter().position(|listed| *listed == at).unwrap_or(0);
}

/// What `w` asks about on the other screens, as far as these do not say it themselves.
pub fn on_tab(world: &World, action: Action) -> Option<Subject> {
    let snapshot = world.snapshot.as_ref().filter(|_| action == Action::Why)?;
    match world.tab {
        Tab::Policy => Some(why::of_lever(snapshot, world.lever)),
        Tab::Adopters => {
            let cell = &world.adopters;
            let scope = Scope { region: Some(cell.region()), segment: Some(cell.segment()) };
            why::of_largest(snapshot, scope, world.grouping)
        }
        Tab::World | Tab::Labs | Tab::Compare | Tab::Evidence => None,
    }
}

/// Why nothing happens, as a notice.
pub fn not_now(why: &'static str) -> String {
    format!("Not now: {why}.")
}
