//! What an action does to the state of the screen, and what it asks of the world outside.

pub mod asking;
mod levers;
mod lines;
pub mod look;
mod mouse;
mod overlay;
pub mod pausing;
mod returning;
pub mod time;

use std::sync::Arc;

use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyEventKind};

use super::action::{Action, Panel, Tab};
use super::app::{App, Overlay, Question, SPEEDS, Screen, World};
use super::keymap;
use super::numbers::Table;
use super::overlays::end;
use super::overlays::help;
use super::overlays::predict::Guess;
use super::overlays::why;
use super::overlays::{asked, cast};
use super::panels::news;
use super::picture::Form;
use super::screens::{adopters, compare, evidence, labs, policy};
use super::sheet;
use super::tour;
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
    /// Go on with the game that was kept.
    Resume,
    /// Ask the game for something.
    Game(Command),
    /// End the game.
    Close,
    /// Leave the program.
    Quit,
    /// Hand the numbers of the chart to the terminal's clipboard.
    Copy(Table),
    /// Hand a text to the terminal's clipboard, and say so.
    CopyText {
        /// The text.
        text: String,
        /// What is said of it.
        notice: String,
    },
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
        Input::Mouse(event) => mouse::on_mouse(app, *event),
        _ => Vec::new(),
    }
}

/// A new state of the game.
pub fn take(app: &mut App, snapshot: Arc<Snapshot>) {
    let (archetypes, pauses) = (app.look.archetypes, app.pauses_at_news);
    let Some(world) = app.world_mut() else { return };
    let known = world.snapshot.as_ref().and_then(|before| before.question.clone());
    let asks = snapshot.question.as_ref().filter(|question| known.as_ref() != Some(*question)).is_some();
    let held = pausing::held_by(world, |world| world.take(snapshot, archetypes)).filter(|_| pauses);
    world.playing &= held.is_none();
    let was_playing = world.playing;
    world.playing &= !world.is_asked();
    let is_told = matches!(&app.overlay, Some(Overlay::Asked(state)) if state.answered.is_some());
    if asks && !is_told {
        app.overlay = Some(Overlay::Asked(asked::State::new(was_playing)));
    }
    if let Some(why) = held {
        app.notice = Some(why);
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

/// Carries an action out.
pub fn update(app: &mut App, action: Action) -> Vec<Effect> {
    let effects = look::take(app, action).unwrap_or_else(|| carry_out(app, action));
    tour::watch(app, action);
    effects
}

fn carry_out(app: &mut App, action: Action) -> Vec<Effect> {
    if let Some(overlay) = app.overlay.clone() {
        return overlay::update(app, overlay, action);
    }
    match action {
        Action::Help => app.overlay = Some(Overlay::Help(help::State::default())),
        Action::Tick => app.world_mut().into_iter().for_each(World::beat),
        Action::Quit if app.has_moves() => app.overlay = Some(Overlay::Question(Question::Quit)),
        Action::Quit => return vec![Effect::Quit],
        Action::PauseAtNews => pausing::switch(app),
        Action::WhyOf(subject) => app.overlay = Some(Overlay::Why(why::State::of(subject))),
        // Time waits for an answer: whoever wants it to go on is shown the question again.
        Action::PlayPause | Action::Step | Action::Quarter if app.world().is_some_and(World::is_asked) => {
            app.overlay = Some(Overlay::Asked(asked::State::new(false)));
        }
        _ if app.hindrance(action).is_some() => app.notice = app.hindrance(action).map(asking::not_now),
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

/// Asks whose part of a scenario is played; after what is being asked already.
pub fn ask_part(app: &mut App, scenario: &str, dilemmas: Option<bool>) {
    let Some(row) = app.start_rows().position(|card| card.name == scenario && card.parts.len() > 1) else {
        return;
    };
    app.start.select(row);
    let parts = Overlay::Cast(cast::State { dilemmas, ..cast::State::default() });
    match app.overlay {
        Some(_) => app.then = Some(parts),
        None => app.overlay = Some(parts),
    }
}

fn in_start(app: &mut App, action: Action) -> Vec<Effect> {
    let last = app.start_rows().count().saturating_sub(1);
    let start = &mut app.start;
    match action {
        Action::Up => start.select(start.selected.saturating_sub(1)),
        Action::Down => start.select((start.selected + 1).min(last)),
        Action::PageUp => start.scroll = start.scroll.saturating_sub(5),
        Action::PageDown => start.scroll = start.scroll.saturating_add(5),
        // The second click on a scenario plays it.
        Action::PickScenario(i) if i <= last && start.selected != i => start.select(i),
        Action::Open | Action::PickScenario(_) => {
            if app.selects_resume() {
                app.screen = Screen::World(Box::default());
                return vec![Effect::Resume];
            }
            let Some(card) = app.selected_card() else { return Vec::new() };
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

/// Out of the game, to the scenarios.
fn leave(app: &mut App) -> Vec<Effect> {
    app.screen = Screen::Start;
    (app.drag, app.scrub) = (None, None);
    app.tour = None;
    vec![Effect::Close]
}

/// One step back: out of what is being tried, to now, to the first screen, to the scenarios.
fn back(app: &mut App) -> Vec<Effect> {
    let has_moves = app.has_moves();
    let Some(world) = app.world_mut() else { return Vec::new() };
    // Inside the Adopters screen esc goes one step back first.
    if world.tab == Tab::Adopters && world.adopters.is_inside() {
        return adopters::update(world, Action::Back);
    }
    if world.tab == Tab::Evidence && world.evidence.is_inside() {
        return evidence::update(world, Action::Back);
    }
    if world.reveal.is_open() {
        world.reveal.close();
        return Vec::new();
    }
    if world.is_trying() {
        return vec![Effect::Game(Command::Drop)];
    }
    if world.cursor.is_some() {
        world.cursor = None;
    } else if world.tab != Tab::World {
        world.tab = Tab::World;
    } else if has_moves {
        app.overlay = Some(Overlay::Question(Question::Leave));
    } else {
        return leave(app);
    }
    Vec::new()
}

fn in_world(app: &mut App, action: Action) -> Vec<Effect> {
    match action {
        Action::Time(act) => return time::update(app, act),
        Action::Back => return back(app),
        Action::OpenDraft => {
            sheet::open(app);
            return Vec::new();
        }
        _ => {}
    }
    let motion = app.look.motion();
    if let Some(effects) = on_other_tab(app, action) {
        return effects;
    }
    let Some(world) = app.world_mut() else { return Vec::new() };
    let trying = world.is_trying();
    if world.panel != Panel::Levers && moves_selected(action) {
        world.panel = Panel::Levers;
        return Vec::new();
    }
    match action {
        Action::Briefing => app.overlay = Some(Overlay::Briefing(0)),
        Action::End => app.overlay = Some(Overlay::End(0)),
        Action::Predict => app.overlay = Some(Overlay::Predict(Guess::first(world))),
        Action::Why | Action::Filter | Action::PickNews(_) | Action::PickLab(_) => ask(app, action),
        Action::Apply if !trying => ask(app, Action::Why),
        Action::AskAgain if world.is_asked() => {
            app.overlay = Some(Overlay::Asked(asked::State::new(false)));
        }
        Action::AskAgain => return vec![Effect::Game(Command::DelegateAll(false))],
        _ => return browse(world, action, motion),
    }
    Vec::new()
}

/// Goes about the screens and panels, and moves levers.
fn browse(world: &mut World, action: Action, motion: bool) -> Vec<Effect> {
    match action {
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

/// What a screen other than the World does with an action of its own; none where it has none.
fn on_other_tab(app: &mut App, action: Action) -> Option<Vec<Effect>> {
    let world = app.world_mut()?;
    let in_tab = match world.tab {
        Tab::World => None,
        Tab::Adopters => Some(adopters::update as fn(&mut World, Action) -> _),
        Tab::Labs => Some(labs::update as _),
        Tab::Policy => Some(policy::update as _),
        Tab::Compare => Some(compare::update as _),
        Tab::Evidence => Some(evidence::update as _),
    };
    let in_tab = in_tab.filter(|_| !of_game(action))?;
    let effects = in_tab(world, action);
    let asked = world.why.take().or_else(|| asking::on_tab(world, action));
    if let Some(subject) = asked {
        app.overlay = Some(Overlay::Why(why::State::of(subject)));
    }
    Some(effects)
}

/// Selects on the World screen, or lays the answer to "Why?" upon it.
fn ask(app: &mut App, action: Action) {
    let subject = app.world_mut().and_then(|world| asking::in_world(world, action));
    app.overlay = subject.map(|subject| Overlay::Why(why::State::of(subject)));
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
