//! What an action does to the state of the screen, and what it asks of the world outside.

mod asking;
mod elsewhere;

use std::sync::Arc;

use crossterm::event::{
    Event as Input, KeyCode, KeyEvent, KeyEventKind, MouseButton, MouseEvent, MouseEventKind,
};

use super::action::{Action, Panel, Tab};
use super::app::{App, Overlay, Question, SPEEDS, Screen, World};
use super::keymap;
use super::nudge;
use super::overlays::predict::Guess;
use super::overlays::why;
use super::overlays::{asked, cast};
use super::overlays::{end, predict};
use super::panels::news;
use super::screens::{adopters, compare, labs, policy};
use super::sheet;
use super::widgets::slider;
use crate::model::lever::LEVERS;
use crate::playthrough::{Command, LeverMove, Snapshot};

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
    let Some(world) = app.world_mut() else { return };
    let known = world.snapshot.as_ref().and_then(|before| before.question.clone());
    let asks = snapshot.question.as_ref().filter(|question| known.as_ref() != Some(*question)).is_some();
    world.take(snapshot);
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
    keymap::action_of(key, &app.places()).map(|action| update(app, action)).unwrap_or_default()
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
    if let Some(overlay) = app.overlay.clone() {
        return in_overlay(app, overlay, action);
    }
    match action {
        Action::Help => app.overlay = Some(Overlay::Help(0)),
        Action::Tick => app.world_mut().into_iter().for_each(World::beat),
        Action::Quit if app.has_moves() => app.overlay = Some(Overlay::Question(Question::Quit)),
        Action::Quit => return vec![Effect::Quit],
        Action::WhyOf(subject) => app.overlay = Some(Overlay::Why(why::State::of(subject))),
        _ if app.hindrance(action).is_some() => {}
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
        (Overlay::Help(rows), _) if scrolled(rows).is_some() => {
            app.overlay = scrolled(rows).map(Overlay::Help)
        }
        (Overlay::Briefing(rows), _) if scrolled(rows).is_some() => {
            app.overlay = scrolled(rows).map(Overlay::Briefing);
        }
        (Overlay::End(rows), _) if scrolled(rows).is_some() => app.overlay = scrolled(rows).map(Overlay::End),
        (Overlay::End(_), Action::End | Action::Apply) => app.overlay = None,
        (Overlay::Predict(guess), action) => return predict::update(app, guess, action),
        (_, Action::Back | Action::Open | Action::PlayPause) => app.overlay = None,
        (Overlay::Help(_), Action::Help) | (Overlay::Briefing(_), Action::Briefing) => app.overlay = None,
        (_, Action::Help) => app.overlay = Some(Overlay::Help(0)),
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
    vec![Effect::Close]
}

fn in_world(app: &mut App, action: Action) -> Vec<Effect> {
    let (has_moves, motion) = (app.has_moves(), app.look.motion());
    if action == Action::OpenDraft {
        sheet::open(app);
        return Vec::new();
    }
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
        if let Some(subject) = world.why.take() {
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
        Action::PlayPause => world.playing = !world.playing,
        Action::Step if world.snapshot.is_some() && !world.waiting => {
            world.waiting = true;
            world.draft = None;
            return vec![Effect::Game(Command::Step)];
        }
        Action::Quarter if world.snapshot.is_some() && !world.waiting => {
            world.waiting = true;
            world.draft = None;
            return vec![Effect::Game(Command::Step); 3];
        }
        Action::AskAgain if world.is_asked() => {
            app.overlay = Some(Overlay::Asked(asked::State::new(false)));
        }
        Action::AskAgain => return vec![Effect::Game(Command::DelegateAll(false))],
        Action::Undo => {
            (world.playing, world.draft) = (false, None);
            return vec![Effect::Game(Command::Undo)];
        }
        Action::Redo => {
            (world.playing, world.draft) = (false, None);
            return vec![Effect::Game(Command::Redo)];
        }
        Action::Apply => {
            world.draft = None;
            return vec![Effect::Game(Command::Apply)];
        }
        Action::Show(tab) => world.tab = tab,
        Action::Faster => world.speed = (world.speed + 1).min(SPEEDS.len() - 1),
        Action::Slower => world.speed = world.speed.saturating_sub(1),
        Action::Grouping | Action::Region | Action::Segment => elsewhere::look(world, action),
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

/// Whether an action moves the selected lever, which may be out of sight while another panel is in focus.
const fn moves_selected(action: Action) -> bool {
    matches!(
        action,
        Action::Less
            | Action::More
            | Action::LittleLess
            | Action::LittleMore
            | Action::NextSetting
            | Action::Reset
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

/// Tries the move of a lever that an action asks for; a move already being tried keeps its months.
pub(super) fn move_lever(world: &mut World, action: Action) -> Vec<Effect> {
    let selected = world.lever;
    let nudge = |lever, by| Some(nudge::nudged(lever, world.value(lever), by));
    let (lever, value) = match action {
        Action::Less => (selected, nudge(selected, -5)),
        Action::More => (selected, nudge(selected, 5)),
        Action::LittleLess => (selected, nudge(selected, -1)),
        Action::LittleMore => (selected, nudge(selected, 1)),
        Action::NudgeLever(lever, steps) => (lever, nudge(lever, steps * 5)),
        Action::SlideLever(lever, ratio) => (lever, Some(nudge::at_ratio(lever, ratio))),
        Action::NextSetting => (selected, Some(nudge::next_setting(selected, world.value(selected)))),
        Action::Reset => (selected, None),
        Action::PickLever(lever) => {
            (world.lever, world.panel) = (lever, Panel::Levers);
            return Vec::new();
        }
        _ => return Vec::new(),
    };
    (world.lever, world.panel) = (lever, Panel::Levers);
    let wanted = value.unwrap_or_else(|| world.given(lever));
    let stays = if value.is_some() { wanted == world.value(lever) } else { !world.moved(lever) };
    if world.snapshot.is_none() || world.at_end() || stays || !world.holds(lever) {
        return Vec::new();
    }
    let Some(snapshot) = world.snapshot.as_ref().filter(|snapshot| snapshot.facts.holds(lever)) else {
        return Vec::new();
    };
    let now = snapshot.now;
    let tried = world.tried(lever).copied().filter(|_| value.is_some());
    let months = tried.map_or((now, None), |tried| (tried.from, tried.until));
    (world.draft, world.replay) = (Some((lever, wanted)), None);
    vec![Effect::Game(Command::TryOut(LeverMove { lever, from: months.0, value, until: months.1 }))]
}
