//! The Policy screen: each lever's path over time, what it does, what moves it, what it is.

mod about;
mod effects;
mod links;
mod list;
mod page;
pub mod rows;
mod standing;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::model::lever::{LEVERS, Lever};
use crate::playthrough::{Finding, Inquiry, Interplay, Movers};
use crate::tui::action::Action;
use crate::tui::app::{App, World};
use crate::tui::region::Regions;
use crate::tui::update::{self, Effect};

/// What can be asked for here beside the actions of every screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The next page on the lever.
    NextView,
    /// The page before.
    PreviousView,
    /// A certain page.
    View(View),
    /// Measure which other levers change what this one does.
    Interplay,
    /// Scroll the page by so many rows.
    Scroll(i16),
}

/// The pages on a lever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum View {
    /// What its whole range does to the headlines, the odds, and who gains.
    #[default]
    Effects,
    /// What moves it and what it moves, one step each way.
    Links,
    /// What it is.
    About,
}

impl View {
    /// All pages, in order.
    pub const ALL: [Self; 3] = [Self::Effects, Self::Links, Self::About];

    /// Name for people.
    pub const fn title(self) -> &'static str {
        ["Effects", "Causes and effects", "What it is"][self as usize]
    }
}

/// What is looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// The page shown, where there is no room for all.
    pub view: View,
    /// How many of its rows are scrolled away.
    pub scroll: u16,
    /// The lever whose interplay was asked for.
    pub asked: Option<Lever>,
}

/// What the screen shows that takes simulations to find: the selected lever first, then its neighbours.
pub fn wants(world: &World) -> Vec<Inquiry> {
    let held = !world.playing && !world.waiting && world.snapshot.is_some() && !world.at_end();
    if !held {
        return Vec::new();
    }
    let mut wanted = vec![Inquiry::Lever(world.lever)];
    let movers = Inquiry::Movers(world.lever);
    if world.policy.view == View::Links {
        wanted.push(movers.clone());
    }
    if wants_interplay(world) {
        wanted.push(Inquiry::Interplay(world.lever));
    }
    let at = world.lever.index();
    let beside = [at.checked_add(1), at.checked_sub(1)].into_iter().flatten();
    wanted.extend(beside.filter_map(|i| LEVERS.get(i)).map(|spec| Inquiry::Lever(spec.lever)));
    // Where there is room for all views, the causes are seen as well.
    if world.policy.view != View::Links {
        wanted.push(movers);
    }
    wanted
}

/// Whether it is to be measured what changes the lever's effect: where it was asked for, and where the lever
/// does next to nothing, which needs a reason.
fn wants_interplay(world: &World) -> bool {
    let inert = world.study(world.lever).is_some_and(|study| study.is_nearly_inert());
    inert || world.policy.asked == Some(world.lever)
}

/// What is known of the levers that change the selected one's effect.
fn interplay(world: &World) -> Option<&Interplay> {
    match &**world.snapshot.as_ref()?.findings.get(&Inquiry::Interplay(world.lever))? {
        Finding::Interplay(interplay) => Some(interplay),
        _ => None,
    }
}

/// What is known of what moves the selected lever.
fn movers(world: &World) -> Option<&Movers> {
    match &**world.snapshot.as_ref()?.findings.get(&Inquiry::Movers(world.lever))? {
        Finding::Movers(movers) => Some(movers),
        _ => None,
    }
}

/// Carries an action out.
pub fn update(world: &mut World, action: Action) -> Vec<Effect> {
    match action {
        Action::Up => select(world, -1),
        Action::Down => select(world, 1),
        Action::PageUp => scroll(world, -5),
        Action::PageDown => scroll(world, 5),
        Action::Policy(Act::Scroll(rows)) => scroll(world, rows),
        Action::Policy(Act::NextView) => turn(world, 1),
        Action::Policy(Act::PreviousView) => turn(world, View::ALL.len() - 1),
        Action::Policy(Act::View(view)) => (world.policy.view, world.policy.scroll) = (view, 0),
        Action::Policy(Act::Interplay) => {
            world.policy.asked = Some(world.lever);
            (world.policy.view, world.policy.scroll, world.playing) = (View::Links, 0, false);
        }
        Action::PickLever(lever) if lever != world.lever => {
            (world.lever, world.policy.scroll) = (lever, 0);
        }
        _ => return update::move_lever(world, action),
    }
    Vec::new()
}

fn select(world: &mut World, rows: isize) {
    let at = world.lever.index().saturating_add_signed(rows).min(LEVERS.len() - 1);
    (world.lever, world.policy.scroll) = (LEVERS[at].lever, 0);
}

fn scroll(world: &mut World, rows: i16) {
    world.policy.scroll = world.policy.scroll.saturating_add_signed(rows).min(200);
}

fn turn(world: &mut World, steps: usize) {
    let next = View::ALL[(world.policy.view as usize + steps) % View::ALL.len()];
    (world.policy.view, world.policy.scroll) = (next, 0);
}

/// Draws the body of the screen.
pub fn draw(app: &App, world: &World, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let list = match area.width {
        150.. => 48,
        100.. => 40,
        76.. => 29,
        _ => 0,
    };
    if list == 0 {
        return page::draw(app, world, area, buf, regions);
    }
    let columns = [Constraint::Length(list), Constraint::Length(2), Constraint::Fill(1)];
    let [left, _, right] = Layout::horizontal(columns).areas(area);
    list::draw(app, world, left, buf, regions);
    page::draw(app, world, right, buf, regions);
}
