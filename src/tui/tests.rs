//! The screen driven by keys and mouse, and its frames.

mod adopters;
mod compare;
mod evidence;
mod frames;
mod keys;
mod labs;
mod look;
mod pausing;
mod policy;
mod time;
mod why;

use std::sync::Arc;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::action::Tab;
use super::app::{App, Card, Look, World};
use super::capability::{Depth, Glyphs};
use super::overlays::cast::Part;
use super::theme::{Theme, ThemeName};
use super::update::{self, Effect};
use super::{frame, frame_text};
use crate::model::calendar::Month;
use crate::playthrough::{Command, Game, fixture};

/// The screen with a game behind it that answers at once.
struct Bench {
    app: App,
    game: Option<Game>,
    /// Effects that reach beyond the game.
    effects: Vec<Effect>,
    /// Whether the World screen's inquiries are answered as well.
    curious: bool,
    /// Whether futures and answers come only with `settle`, as they come later in the program.
    slow: bool,
}

fn cards() -> Vec<Card> {
    let card = |name: &str, title: &str, from| Card {
        name: name.into(),
        title: title.into(),
        summary: format!("One line on {title}."),
        briefing: "First paragraph of the briefing.\n\nSecond paragraph.".into(),
        question: "Which models will the world run on?".into(),
        notice: vec!["The share of open models abroad.".into()],
        to_try: vec!["Lift the controls.".into(), "Ban Chinese models.".into()],
        play_from: Month(from),
        parts: vec![Part::observer()],
    };
    vec![
        card("history", "History", 0),
        card("two-worlds", "Two worlds", 16),
        card("chip-wall", "Chip wall", 16),
    ]
}

impl Bench {
    fn new(depth: Depth, glyphs: Glyphs) -> Self {
        let look = Look::new(Theme::new(ThemeName::Dark, depth), glyphs);
        Self { app: App::new(look, cards()), game: None, effects: Vec::new(), curious: false, slow: false }
    }

    fn start() -> Self {
        Self::new(Depth::True, Glyphs::Braille)
    }

    /// In a game, its futures run.
    fn playing() -> Self {
        let mut bench = Self::start();
        bench.press("enter");
        bench
    }

    /// Presses keys, named by words.
    fn press(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            let (code, modifiers) = key(name);
            self.input(&Event::Key(KeyEvent::new(code, modifiers)));
        }
        self
    }

    fn mouse(&mut self, kind: MouseEventKind, column: u16, row: u16) {
        let modifiers = KeyModifiers::NONE;
        self.input(&Event::Mouse(MouseEvent { kind, column, row, modifiers }));
    }

    fn click(&mut self, column: u16, row: u16) {
        self.mouse(MouseEventKind::Down(MouseButton::Left), column, row);
        self.mouse(MouseEventKind::Up(MouseButton::Left), column, row);
    }

    fn input(&mut self, event: &Event) {
        let effects = update::input(&mut self.app, event);
        self.carry_out(effects);
    }

    /// Answers what is looked at and not known yet, as the game's threads do.
    fn find(&mut self) -> &mut Self {
        let wanted = self.app.wants();
        let Some(game) = &mut self.game else { return self };
        let open: Vec<_> = wanted.into_iter().filter(|inquiry| !game.has_found(inquiry)).collect();
        if !open.is_empty() {
            game.inquire(&open).expect("threads");
            let snapshot = Arc::new(game.snapshot());
            update::take(&mut self.app, snapshot);
        }
        self
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match &effect {
                Effect::Open(_) => self.game = Some(fixture::game()),
                Effect::Close => self.game = None,
                Effect::Game(command) => self.ask(command.clone()),
                Effect::Resume => self.game = Some(fixture::game()),
                Effect::Quit
                | Effect::Suspend
                | Effect::Copy(_)
                | Effect::CopyText { .. }
                | Effect::Save(_) => {}
            }
            if !self.slow {
                self.settle();
            } else if let Some(game) = &self.game {
                update::take(&mut self.app, Arc::new(game.snapshot()));
            }
            self.effects.push(effect);
        }
    }

    /// Runs the futures and answers what is looked at.
    fn settle(&mut self) {
        let Some(game) = &mut self.game else { return };
        game.project();
        // On the World screen what a lever does stands beside the chart: only where a test asks for it.
        let tab = self.app.world().map(|world| world.tab);
        let mut wanted = self.app.wants();
        if tab == Some(Tab::Policy) {
            // The neighbours of a lever are looked at only where a test asks for them.
            wanted.truncate(1);
        }
        if self.curious || self.app.overlay.is_some() || tab != Some(Tab::World) {
            game.inquire(&wanted).expect("threads");
        }
        update::take(&mut self.app, Arc::new(game.snapshot()));
    }

    fn ask(&mut self, command: Command) {
        let game = self.game.as_mut().expect("a game");
        game.carry_out(command);
    }

    fn world(&self) -> &World {
        self.app.world().expect("the World screen")
    }

    fn draw(&mut self, width: u16, height: u16) -> String {
        drop(frame(&mut self.app, width, height));
        frame_text(&self.app, width, height)
    }
}

fn key(name: &str) -> (KeyCode, KeyModifiers) {
    let plain = KeyModifiers::NONE;
    match name {
        "enter" => (KeyCode::Enter, plain),
        "esc" => (KeyCode::Esc, plain),
        "space" => (KeyCode::Char(' '), plain),
        "tab" => (KeyCode::Tab, plain),
        "up" => (KeyCode::Up, plain),
        "down" => (KeyCode::Down, plain),
        "left" => (KeyCode::Left, plain),
        "right" => (KeyCode::Right, plain),
        "s-right" => (KeyCode::Right, KeyModifiers::SHIFT),
        "pageup" => (KeyCode::PageUp, plain),
        "pagedown" => (KeyCode::PageDown, plain),
        "backspace" => (KeyCode::Backspace, plain),
        "shift-tab" => (KeyCode::BackTab, plain),
        "f2" => (KeyCode::F(2), plain),
        "ctrl-p" => (KeyCode::Char('p'), KeyModifiers::CONTROL),
        "home" => (KeyCode::Home, plain),
        "end" => (KeyCode::End, plain),
        "delete" => (KeyCode::Delete, plain),
        "ctrl-c" => (KeyCode::Char('c'), KeyModifiers::CONTROL),
        "ctrl-z" => (KeyCode::Char('z'), KeyModifiers::CONTROL),
        _ => (KeyCode::Char(name.chars().next().expect("a key")), plain),
    }
}
