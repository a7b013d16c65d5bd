//! What an action does to the state of the screen, and what it asks of the world outside.

mod asking;
mod levers;
pub mod look;

use std::sync::Arc;

use crossterm::event::{
    Event as Input, KeyCode, KeyEvent, KeyEventKind, MouseButton, MouseEvent, MouseEventKind,
};

use super::action::{Action, Panel, Tab};
use super::app::{App, Overlay, Question, SPEEDS, Screen, World};
use super::keymap;
use super::numbers::Table;
use super::overlays::help;
use super::overlays::predict::Guess;
use super::overlays::why;
use super::overlays::{asked, cast};
use super::overlays::{end, predict};
use super::panels::news;
use super::picture::Form;
use super::screens::{adopters, compare, labs, policy};
use super::sheet;
use super::tour;
use super::widgets::slider;
use crate::model::lever::LEVERS;
use crate::playthrough::{Command, Snapshot};
pub(super) use levers::move_lever;
use levers::moves_selected;

/// A game to be started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Name of the scenario.
    pub scenario: String,
    /// Whose part is played; none for the observer.
    pub role: Option<String>,
    /// Whether dilemmas come up.
    pub dilemmas: bool,
}

/// What the loop has to do for the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Start a game.
    Open(Opening),
    /// Ask the game for something.
    Game(Command),
    /// End the game.
    Close,
    /// Leave the program.
    Quit,
    /// Hand the numbers of the chart to the terminal's clipboard.
    Copy(Table),
    /// Save the screen in the current directory.
    Save(Form),
    /// Give the terminal back until continued.
    Suspend,
}

/// What comes from the terminal: a key, the mouse, a new size.
pub fn input(app: &mut App, event: &Input) -> Vec<Effect> {
    match event {
        Input::Key(key) => {
            app.notice = None;
            on_key(app, *key)
        }
        Input::Mouse(mouse) => on_mouse(app, *mouse),
        _ => Vec::new(),
    }
}

/// A new state of the game.
pub fn take(app: &mut App, snapshot: Arc<Snapshot>) {
    let archetypes = app.look.archetypes;
    let Some(world) = app.world_mut() else { return };
    let known = world.snapshot.as_ref().and_then(|before| before.question.clone());
    let asks = snapshot.question.as_ref().filter(|question| known.as_ref() != Some(*question)).is_some();
    world.take(snapshot, archetypes);
    let was_playing = world.playing;
    world.playing &= !world.is_asked();
    let is_told = matches!(&app.overlay, Some(Overlay::Asked(state)) if state.answered.is_some());
    if asks && !is_told {
        app.overlay = Some(Overlay::Asked(asked::State::new(was_playing)));
    }
    end::open_once(app);
}

fn on_key(app: &mut App, key: KeyEvent) -> Vec<Effect> {
    if keymap::is_suspend(key) {
        return vec![Effect::Suspend];
    }
    if app.is_typing() {
        if let Some(c) = keymap::character(key) {
            return update(app, Action::Type(c));
        }
        if key.code == KeyCode::Backspace && key.kind != KeyEventKind::Release {
            return update(app, Action::Erase);
        }
    }
    app.keys.action_of(key, &app.places()).map(|action| update(app, action)).unwrap_or_default()
}

fn on_mouse(app: &mut App, mouse: MouseEvent) -> Vec<Effect> {
    let (x, y) = (mouse.column, mouse.row);
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => {
            let Some(region) = app.regions.at(x, y) else { return Vec::new() };
            if let Some(lever) = region.slider {
                app.drag = Some((lever, region.area));
                return update(app, Action::SlideLever(lever, slider::ratio_at(region.area, x)));
            }
            region.click.map(|action| update(app, action)).unwrap_or_default()
        }
        MouseEventKind::Drag(MouseButton::Left) => match app.drag {
            Some((lever, area)) => update(app, Action::SlideLever(lever, slider::ratio_at(area, x))),
            None => Vec::new(),
        },
        MouseEventKind::Up(_) => {
            app.drag = None;
            Vec::new()
        }
        MouseEventKind::ScrollUp => wheel(app, x, y, true),
        MouseEventKind::ScrollDown => wheel(app, x, y, false),
        _ => Vec::new(),
    }
}

fn wheel(app: &mut App, x: u16, y: u16, up: bool) -> Vec<Effect> {
    let Some((away, towards)) = app.regions.wheel_at(x, y) else { return Vec::new() };
    update(app, if up { away } else { towards })
}

/// Carries an action out.
pub fn update(app: &mut App, action: Action) -> Vec<Effect> {
    let effects = look::take(app, action).unwrap_or_else(|| carry_out(app, action));
    tour::watch(app, action);
    effects
}

fn carry_out(app: &mut App, action: Action) -> Vec<Effect> {
    if let Some(overlay) = app.overlay.clone() {
        return in_overlay(app, overlay, action);
    }
    match action {
        Action::Help => app.overlay = Some(Overlay::Help(help::State::default())),
        Action::Tick => app.world_mut().into_iter().for_each(World::beat),
        Action::Quit if app.has_moves() => app.overlay = Some(Overlay::Question(Question::Quit)),
        Action::Quit => return vec![Effect::Quit],
        Action::WhyOf(subject) => app.overlay = Some(Overlay::Why(why::State::of(subject))),
        _ if app.hindrance(action).is_some() => {}
        Action::OpenDraft => sheet::open(app),
        _ => {
            return match app.screen {
                Screen::Start => in_start(app, action),
                Screen::World(_) => in_world(app, action),
            };
        }
    }
    Vec::new()
}

fn in_overlay(app: &mut App, overlay: Overlay, action: Action) -> Vec<Effect> {
    if let Overlay::Draft(sheet) = overlay {
        return sheet::update(app, sheet, action);
    }
    let scrolled = |rows: u16| match action {
        Action::Up => Some(rows.saturating_sub(1)),
        Action::Down => Some(rows.saturating_add(1)),
        Action::PageUp => Some(rows.saturating_sub(10)),
        Action::PageDown => Some(rows.saturating_add(10)),
        _ => None,
    };
    match (overlay, action) {
        (Overlay::Question(Question::Tour), _) => return look::answer_offer(app, action),
        (Overlay::Cast(state), _) => return cast::update(app, state, action),
        (Overlay::Asked(_), Action::Quit | Action::Help) => {
            app.overlay = None;
            return update(app, action);
        }
        (Overlay::Asked(state), _) => return asked::update(app, state, action),
        (Overlay::Question(Question::Quit), Action::Confirm | Action::Quit) => return vec![Effect::Quit],
        (Overlay::Question(Question::Leave), Action::Quit) => return vec![Effect::Quit],
        (Overlay::Question(Question::Leave), Action::Confirm) => {
            app.overlay = None;
            return leave(app);
        }
        (Overlay::Why(state), action) if !matches!(action, Action::Quit | Action::Help) => {
            why::update(app, state, action);
        }
        (Overlay::Question(_), Action::Back) => app.overlay = None,
        (Overlay::Question(_), _) => {}
        (Overlay::Briefing(rows), _) if scrolled(rows).is_some() => {
            app.overlay = scrolled(rows).map(Overlay::Briefing);
        }
        (Overlay::End(rows), _) if scrolled(rows).is_some() => app.overlay = scrolled(rows).map(Overlay::End),
        (Overlay::End(_), Action::End | Action::Apply) => app.overlay = None,
        (Overlay::Predict(guess), action) => return predict::update(app, guess, action),
        (_, Action::Back | Action::Open | Action::PlayPause) => app.overlay = None,
        (Overlay::Briefing(_), Action::Briefing) => app.overlay = None,
        (_, Action::Help) => app.overlay = Some(Overlay::Help(help::State::default())),
        (_, Action::Briefing) => app.overlay = Some(Overlay::Briefing(0)),
        (_, Action::Quit) => {
            app.overlay = None;
            return update(app, Action::Quit);
        }
        _ => {}
    }
    Vec::new()
}

fn in_start(app: &mut App, action: Action) -> Vec<Effect> {
    let last = app.cards.len().saturating_sub(1);
    let start = &mut app.start;
    match action {
        Action::Up => start.select(start.selected.saturating_sub(1)),
        Action::Down => start.select((start.selected + 1).min(last)),
        Action::PageUp => start.scroll = start.scroll.saturating_sub(5),
        Action::PageDown => start.scroll = start.scroll.saturating_add(5),
        // The second click on a scenario plays it.
        Action::PickScenario(i) if i <= last && start.selected != i => start.select(i),
        Action::Open | Action::PickScenario(_) => {
            let Some(card) = app.cards.get(start.selected) else { return Vec::new() };
            if card.parts.len() > 1 {
                app.overlay = Some(Overlay::Cast(cast::State::default()));
            } else {
                let opening = Opening { scenario: card.name.clone(), role: None, dilemmas: false };
                return app.open(opening);
            }
        }
        _ => {}
    }
    Vec::new()
}

fn leave(app: &mut App) -> Vec<Effect> {
    app.screen = Screen::Start;
    app.drag = None;
    app.tour = None;
    vec![Effect::Close]
}

fn in_world(app: &mut App, action: Action) -> Vec<Effect> {
    let (has_moves, motion) = (app.has_moves(), app.look.motion());
    let Some(world) = app.world_mut() else { return Vec::new() };
    let trying = world.is_trying();
    let in_tab = match world.tab {
        Tab::World => None,
        Tab::Adopters => Some(adopters::update as fn(&mut World, Action) -> _),
        Tab::Labs => Some(labs::update as _),
        Tab::Policy => Some(policy::update as _),
        Tab::Compare => Some(compare::update as _),
    };
    // Inside the Adopters screen esc goes one step back first.
    let inside = action == Action::Back && world.tab == Tab::Adopters && world.adopters.is_inside();
    if let Some(in_tab) = in_tab.filter(|_| inside || !of_game(action)) {
        let effects = in_tab(world, action);
        let asked = world.why.take().or_else(|| asking::on_tab(world, action));
        if let Some(subject) = asked {
            app.overlay = Some(Overlay::Why(why::State::of(subject)));
        }
        return effects;
    }
    if world.panel != Panel::Levers && moves_selected(action) {
        world.panel = Panel::Levers;
        return Vec::new();
    }
    match action {
        Action::Back if world.reveal.is_open() => world.reveal.close(),
        Action::Back if trying => return vec![Effect::Game(Command::Drop)],
        Action::Back if world.tab != Tab::World => world.tab = Tab::World,
        Action::Back if has_moves => app.overlay = Some(Overlay::Question(Question::Leave)),
        Action::Back => return leave(app),
        Action::Briefing => app.overlay = Some(Overlay::Briefing(0)),
        Action::End => app.overlay = Some(Overlay::End(0)),
        Action::Predict => app.overlay = Some(Overlay::Predict(Guess::first(world))),
        Action::Why | Action::Filter | Action::PickNews(_) | Action::PickLab(_) => {
            let subject = asking::in_world(world, action);
            app.overlay = subject.map(|subject| Overlay::Why(why::State::of(subject)));
        }
        Action::Apply if !trying => {
            let subject = asking::in_world(world, Action::Why);
            app.overlay = subject.map(|subject| Overlay::Why(why::State::of(subject)));
        }
        Action::AskAgain if world.is_asked() => {
            app.overlay = Some(Overlay::Asked(asked::State::new(false)));
        }
        Action::AskAgain => return vec![Effect::Game(Command::DelegateAll(false))],
        Action::Show(tab) => world.tab = tab,
        _ if is_of_time(action) => return in_time(world, action),
        Action::Grouping | Action::Region | Action::Segment => look::look_elsewhere(world, action),
        Action::NextPanel => world.panel = panel_beside(world.panel, 1),
        Action::PreviousPanel => world.panel = panel_beside(world.panel, Panel::ALL.len() - 1),
        Action::Focus(panel) => world.panel = panel,
        Action::Up => scroll(world, world.panel, -1),
        Action::Down => scroll(world, world.panel, 1),
        Action::PageUp => scroll(world, world.panel, -5),
        Action::PageDown => scroll(world, world.panel, 5),
        Action::Scroll(panel, rows) => scroll(world, panel, rows),
        Action::Replay => world.swap(motion),
        _ => return move_lever(world, action),
    }
    Vec::new()
}

/// Whether an action lets time run, takes it back, or applies what is being tried.
const fn is_of_time(action: Action) -> bool {
    matches!(
        action,
        Action::PlayPause
            | Action::Step
            | Action::Quarter
            | Action::Undo
            | Action::Redo
            | Action::Apply
            | Action::Faster
            | Action::Slower
    )
}

fn in_time(world: &mut World, action: Action) -> Vec<Effect> {
    let months = match action {
        Action::PlayPause => {
            world.playing = !world.playing;
            return Vec::new();
        }
        Action::Faster => {
            world.speed = (world.speed + 1).min(SPEEDS.len() - 1);
            return Vec::new();
        }
        Action::Slower => {
            world.speed = world.speed.saturating_sub(1);
            return Vec::new();
        }
        Action::Step => 1,
        Action::Quarter => 3,
        _ => 0,
    };
    if months > 0 {
        if world.snapshot.is_none() || world.waiting {
            return Vec::new();
        }
        (world.waiting, world.draft) = (true, None);
        return vec![Effect::Game(Command::Step); months];
    }
    world.draft = None;
    world.playing &= action == Action::Apply;
    vec![Effect::Game(match action {
        Action::Undo => Command::Undo,
        Action::Redo => Command::Redo,
        _ => Command::Apply,
    })]
}

/// Whether an action means the same on every screen of a game.
const fn of_game(action: Action) -> bool {
    matches!(
        action,
        Action::Back
            | Action::Briefing
            | Action::End
            | Action::Predict
            | Action::PlayPause
            | Action::Step
            | Action::Quarter
            | Action::AskAgain
            | Action::Undo
            | Action::Redo
            | Action::Apply
            | Action::Show(_)
            | Action::Faster
            | Action::Slower
    )
}

fn panel_beside(panel: Panel, steps: usize) -> Panel {
    Panel::ALL[(panel as usize + steps) % Panel::ALL.len()]
}

fn scroll(world: &mut World, panel: Panel, rows: i32) {
    let by = |at: usize, last: usize| at.saturating_add_signed(rows as isize).min(last);
    let snapshot = world.snapshot.as_ref();
    match panel {
        Panel::Levers => world.lever = LEVERS[by(world.lever.index(), LEVERS.len() - 1)].lever,
        Panel::Labs => {
            let last = snapshot.map_or(0, |s| s.facts.setup.labs.len().saturating_sub(1));
            world.labs = by(world.labs, last);
        }
        Panel::News => {
            let last = news::listed(world).len().saturating_sub(1);
            world.news = by(world.news.min(last), last);
        }
        Panel::Worlds => {}
    }
}
