//! What an action does to the state of the screen, and what it asks of the world outside.

mod asking;
mod lines;
mod mouse;
pub mod time;

use std::sync::Arc;

use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyEventKind};

use super::action::{Action, Panel, Tab};
use super::app::{App, Overlay, Question, SPEEDS, Screen, World};
use super::keymap;
use super::nudge;
use super::overlays::why;
use super::overlays::{asked, cast};
use super::panels::news;
use super::screens::{adopters, compare, labs, policy};
use super::sheet;
use crate::model::bloc::{Bloc, Segment};
use crate::model::lever::LEVERS;
use crate::playthrough::{Command, Grouping, LeverMove, Snapshot};

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
    if let Overlay::Name(_) | Overlay::Lines(_) | Overlay::Saved = overlay {
        return lines::in_overlay(app, overlay, action);
    }
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
        (Overlay::Question(Question::Remove(line)), Action::Confirm) => return lines::remove(app, line),
        (Overlay::Question(Question::Remove(_)), Action::Back) => lines::list(app),
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

fn leave(app: &mut App) -> Vec<Effect> {
    app.screen = Screen::Start;
    (app.drag, app.scrub) = (None, None);
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
    let Some(world) = app.world_mut() else { return Vec::new() };
    let trying = world.is_trying();
    let in_tab = match world.tab {
        Tab::World => None,
        Tab::Adopters => Some(adopters::update as fn(&mut World, Action) -> _),
        Tab::Labs => Some(labs::update as _),
        Tab::Policy => Some(policy::update as _),
        Tab::Compare => Some(compare::update as _),
    };
    if let Some(in_tab) = in_tab.filter(|_| !of_game(action)) {
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
        Action::Briefing => app.overlay = Some(Overlay::Briefing(0)),
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
        Action::Undo | Action::Redo => {
            (world.playing, world.draft) = (false, None);
            return vec![Effect::Game(if action == Action::Undo { Command::Undo } else { Command::Redo })];
        }
        Action::Apply => {
            world.draft = None;
            return vec![Effect::Game(Command::Apply)];
        }
        _ => return browse(world, action, motion),
    }
    Vec::new()
}

/// Goes about the screens and panels, and moves levers.
fn browse(world: &mut World, action: Action, motion: bool) -> Vec<Effect> {
    match action {
        Action::Show(tab) => world.tab = tab,
        Action::Faster => world.speed = (world.speed + 1).min(SPEEDS.len() - 1),
        Action::Slower => world.speed = world.speed.saturating_sub(1),
        Action::Grouping | Action::Region | Action::Segment => look_elsewhere(world, action),
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

fn look_elsewhere(world: &mut World, action: Action) {
    match action {
        Action::Grouping => {
            world.grouping = match world.grouping {
                Grouping::BlocAccess => Grouping::Bloc,
                Grouping::Bloc => Grouping::Access,
                Grouping::Access => Grouping::Lab,
                Grouping::Lab => Grouping::BlocAccess,
            }
        }
        Action::Region => {
            let next = world.scope.region.map_or(0, |region| region.index() + 1);
            world.scope.region = Bloc::ALL.get(next).copied();
        }
        _ => {
            let next = world.scope.segment.map_or(0, |segment| segment.index() + 1);
            world.scope.segment = Segment::ALL.get(next).copied();
        }
    }
    world.read_lines(true);
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
    (world.draft, world.replay, world.cursor) = (Some((lever, wanted)), None, None);
    vec![Effect::Game(Command::TryOut(LeverMove { lever, from: months.0, value, until: months.1 }))]
}
