//! What is asked on the World screen: of what is selected, and what is selected.

use crate::playthrough::Scope;
use crate::tui::action::{Action, Panel, Tab};
use crate::tui::app::World;
use crate::tui::overlays::why::{self, Subject};
use crate::tui::panels::news;

/// Carries out an action that asks or selects; returns what is to be explained.
pub fn in_world(world: &mut World, action: Action) -> Option<Subject> {
    match action {
        Action::Why => return why::of_selected(world),
        Action::Filter => {
            let kept = news::selected(world);
            (world.filter, world.panel) = (world.filter.next(), Panel::News);
            // What was selected stays so where it is still listed, or what came next before it.
            let listed = news::listed(world);
            world.news = kept.and_then(|kept| listed.iter().position(|at| *at <= kept)).unwrap_or(0);
        }
        // The second click on an entry asks about it.
        Action::PickNews(at) if (world.panel, world.news) == (Panel::News, at) => {
            return why::of_selected(world);
        }
        Action::PickNews(at) => (world.panel, world.news) = (Panel::News, at),
        Action::PickLab(at) if (world.panel, world.labs) == (Panel::Labs, at) => {
            return why::of_selected(world);
        }
        Action::PickLab(at) => (world.panel, world.labs) = (Panel::Labs, at),
        _ => {}
    }
    None
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
        Tab::World | Tab::Labs | Tab::Compare => None,
    }
}

/// Why nothing happens, as a notice.
pub fn not_now(why: &'static str) -> String {
    format!("Not now: {why}.")
}
