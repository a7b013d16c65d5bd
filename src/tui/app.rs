//! The state of the screen. It holds what was handed to it and what the player looks at, never the world.

use std::sync::Arc;
use std::time::Duration;

use ratatui::layout::Rect;

use super::action::{Action, Panel, Place, Tab};
use super::capability::Glyphs;
use super::lines::{self, Line};
use super::region::Regions;
use super::screens::{adopters, compare, labs, policy};
use super::theme::Theme;
use super::widgets::time_chart::nice_top;
use crate::model::calendar::Month;
use crate::model::lever::{LEVERS, Lever};
use crate::playthrough::{Grouping, Inquiry, Scope, Snapshot};

/// A scenario as the start screen shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Name in files.
    pub name: String,
    /// Title.
    pub title: String,
    /// One line.
    pub summary: String,
    /// What the player reads before play.
    pub briefing: String,
    /// The question asked.
    pub question: String,
    /// What to watch, in lines.
    pub notice: Vec<String>,
    /// What to try, in lines.
    pub to_try: Vec<String>,
    /// From when on the player moves.
    pub play_from: Month,
}

/// How things are drawn.
#[derive(Clone, Debug)]
pub struct Look {
    /// Colours.
    pub theme: Theme,
    /// Characters.
    pub glyphs: Glyphs,
}

impl Look {
    /// Whether only ASCII may be drawn.
    pub fn ascii(&self) -> bool {
        self.glyphs == Glyphs::Ascii
    }
}

/// What lies upon the screen and takes the keys first.
#[derive(Clone, Debug, PartialEq)]
pub enum Overlay {
    /// All keys, with sentences; how many rows are scrolled away.
    Help(u16),
    /// The scenario's briefing.
    Briefing(u16),
    /// A question before something is lost.
    Question(Question),
}

/// What is asked before it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Leave the program?
    Quit,
    /// Leave the game for the list of scenarios?
    Leave,
}

/// The list of scenarios.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// The selected row.
    pub selected: usize,
    /// How many rows of the briefing are scrolled away.
    pub scroll: u16,
}

/// Months a second, by speed.
pub const SPEEDS: [u32; 4] = [1, 2, 4, 8];

/// The World screen.
#[derive(Clone, Debug)]
pub struct World {
    /// The game as last handed out; none while its history is being run.
    pub snapshot: Option<Arc<Snapshot>>,
    /// Which screen of the game is shown.
    pub tab: Tab,
    /// The Adopters screen.
    pub adopters: adopters::State,
    /// The Labs screen.
    pub labs_screen: labs::State,
    /// The Policy screen.
    pub policy: policy::State,
    /// The Compare screen.
    pub compare: compare::State,
    /// How offers are put into lines.
    pub grouping: Grouping,
    /// Whose use is looked at.
    pub scope: Scope,
    /// The selected lever.
    pub lever: Lever,
    /// The panel in focus.
    pub panel: Panel,
    /// How many rows of the news are scrolled away.
    pub news: usize,
    /// How many labs are scrolled away.
    pub labs: usize,
    /// Whether time runs.
    pub playing: bool,
    /// Position in [`SPEEDS`].
    pub speed: usize,
    /// A month has been asked for and has not come yet.
    pub waiting: bool,
    /// A lever's value that has been asked for and has not come yet.
    pub draft: Option<(Lever, f64)>,
    /// The lines of the chart, read from the snapshot.
    pub lines: Vec<Line>,
    /// Value at the chart's upper edge.
    pub top: f64,
}

impl Default for World {
    fn default() -> Self {
        Self {
            snapshot: None,
            tab: Tab::default(),
            adopters: adopters::State::default(),
            labs_screen: labs::State::default(),
            policy: policy::State::default(),
            compare: compare::State::default(),
            grouping: Grouping::default(),
            scope: Scope::default(),
            lever: LEVERS[0].lever,
            panel: Panel::Levers,
            news: 0,
            labs: 0,
            playing: false,
            speed: 1,
            waiting: false,
            draft: None,
            lines: Vec::new(),
            top: 1.0,
        }
    }
}

impl World {
    /// Takes a new state of the game.
    pub fn take(&mut self, snapshot: Arc<Snapshot>) {
        if let Some((lever, value)) = self.draft
            && snapshot.levers.path(lever).value(snapshot.now) == value
        {
            self.draft = None;
        }
        if let Some(before) = &self.snapshot
            && before.now != snapshot.now
        {
            self.waiting = false;
        }
        self.playing &= !snapshot.at_end();
        let first = self.snapshot.as_ref().is_none_or(|before| before.futures.is_none());
        self.snapshot = Some(snapshot);
        self.read_lines(first);
    }

    /// Reads the lines anew; the upper edge of the chart stays where it is as long as it fits, unless
    /// something else is being looked at.
    pub fn read_lines(&mut self, other: bool) {
        let Some(snapshot) = &self.snapshot else { return };
        self.lines = lines::of(snapshot, self.scope, self.grouping);
        let highest = lines::highest(&self.lines);
        let wanted = nice_top(highest);
        if other || wanted > self.top || highest < 0.8 * self.top {
            self.top = wanted;
        }
    }

    /// Where a lever stands this month, a move under way included.
    pub fn value(&self, lever: Lever) -> f64 {
        match (self.draft, &self.snapshot) {
            (Some((moving, value)), _) if moving == lever => value,
            (_, Some(snapshot)) => snapshot.levers.path(lever).value(snapshot.now),
            _ => lever.spec().default,
        }
    }

    /// Whether moves are being tried.
    pub fn is_trying(&self) -> bool {
        self.snapshot.as_ref().is_some_and(|snapshot| !snapshot.draft.is_empty())
    }

    /// Where a lever stands this month without the moves being tried.
    pub fn applied(&self, lever: Lever) -> f64 {
        match &self.snapshot {
            Some(snapshot) => snapshot.applied.path(lever).value(snapshot.now),
            None => lever.spec().default,
        }
    }

    /// Where the scenario has a lever this month.
    pub fn given(&self, lever: Lever) -> f64 {
        match &self.snapshot {
            Some(snapshot) => snapshot.facts.setup.levers.path(lever).value(snapshot.now),
            None => lever.spec().default,
        }
    }

    /// The first month of the present move of a lever.
    pub fn moved_since(&self, lever: Lever) -> Option<Month> {
        let snapshot = self.snapshot.as_ref()?;
        let setup = &snapshot.facts.setup;
        let differs = |month: &Month| {
            snapshot.levers.path(lever).value(*month) != setup.levers.path(lever).value(*month)
        };
        (setup.start.0..=snapshot.now.0).rev().map(Month).take_while(differs).last()
    }

    /// Whether the player has a lever off the scenario's path, now or later.
    pub fn moved(&self, lever: Lever) -> bool {
        let Some(snapshot) = &self.snapshot else { return false };
        let (own, setup) = (snapshot.levers.path(lever), &snapshot.facts.setup);
        let given = setup.levers.path(lever);
        self.value(lever) != self.given(lever)
            || (snapshot.now.0..=setup.end.0).map(Month).any(|month| own.value(month) != given.value(month))
    }

    /// The scenario's next step of a lever after this month: when, and to which value.
    pub fn planned(&self, lever: Lever) -> Option<(Month, f64)> {
        let snapshot = self.snapshot.as_ref()?;
        let (setup, given) = (&snapshot.facts.setup, self.given(lever));
        let later = |(month, _): &(Month, f64)| *month > snapshot.now && *month <= setup.end;
        setup.levers.path(lever).steps().filter(later).find(|(_, value)| *value != given)
    }

    /// Whether the last month has been run.
    pub fn at_end(&self) -> bool {
        self.snapshot.as_ref().is_some_and(|snapshot| snapshot.at_end())
    }
}

/// Which screen is shown.
#[derive(Clone, Debug)]
pub enum Screen {
    /// The list of scenarios.
    Start,
    /// A game.
    World(Box<World>),
}

/// The whole state of the screen.
#[derive(Clone, Debug)]
pub struct App {
    /// How things are drawn.
    pub look: Look,
    /// The scenarios that can be played.
    pub cards: Vec<Card>,
    /// The list of scenarios.
    pub start: Start,
    /// Which screen is shown.
    pub screen: Screen,
    /// What lies upon it.
    pub overlay: Option<Overlay>,
    /// The slider held by the mouse.
    pub drag: Option<(Lever, Rect)>,
    /// What the last frame put where.
    pub regions: Regions,
}

impl App {
    /// The start screen over these scenarios.
    pub fn new(look: Look, cards: Vec<Card>) -> Self {
        Self {
            look,
            cards,
            start: Start::default(),
            screen: Screen::Start,
            overlay: None,
            drag: None,
            regions: Regions::default(),
        }
    }

    /// The game, if one is shown.
    pub fn world(&self) -> Option<&World> {
        match &self.screen {
            Screen::World(world) => Some(world),
            Screen::Start => None,
        }
    }

    /// The game, if one is shown, to change.
    pub fn world_mut(&mut self) -> Option<&mut World> {
        match &mut self.screen {
            Screen::World(world) => Some(world),
            Screen::Start => None,
        }
    }

    /// Where keys are looked up, the innermost place first.
    pub fn places(&self) -> Vec<Place> {
        match &self.overlay {
            Some(Overlay::Question(_)) => vec![Place::Question],
            Some(Overlay::Help(_) | Overlay::Briefing(_)) | None => self.screen_places(),
        }
    }

    /// Where keys are looked up on the screen below any overlay.
    pub fn screen_places(&self) -> Vec<Place> {
        match &self.screen {
            Screen::Start => vec![Place::Start, Place::Anywhere],
            Screen::World(world) => vec![world.tab.place(), Place::Game, Place::Anywhere],
        }
    }

    /// Whether keys write into a field.
    pub fn is_typing(&self) -> bool {
        false
    }

    /// What is looked at and takes simulations to find, the most urgent first.
    pub fn wants(&self) -> Vec<Inquiry> {
        let Some(world) = self.world() else { return Vec::new() };
        match world.tab {
            Tab::World => Vec::new(),
            Tab::Adopters => adopters::wants(world),
            Tab::Labs => labs::wants(world),
            Tab::Policy => policy::wants(world),
            Tab::Compare => compare::wants(world),
        }
    }

    /// Whether leaving would lose moves.
    pub fn has_moves(&self) -> bool {
        let snapshot = self.world().and_then(|world| world.snapshot.as_ref());
        snapshot.is_some_and(|snapshot| snapshot.can_undo || !snapshot.draft.is_empty())
    }

    /// How long a month lasts while time runs.
    pub fn month_lasts(&self) -> Option<Duration> {
        let world = self.world().filter(|world| world.playing && self.overlay.is_none())?;
        Some(Duration::from_secs(1) / SPEEDS[world.speed])
    }

    /// Why an action can do nothing now; none where it can.
    pub fn hindrance(&self, action: Action) -> Option<&'static str> {
        let world = self.world()?;
        match action {
            Action::PlayPause | Action::Step if world.at_end() => Some("the last month has been reached"),
            Action::Apply if !world.is_trying() => Some("nothing is being tried"),
            Action::Redo if !world.snapshot.as_ref().is_some_and(|snapshot| snapshot.can_redo) => {
                Some("there is nothing to do again")
            }
            Action::Undo if !self.has_moves() => Some("there is nothing to take back"),
            Action::Faster if world.speed + 1 == SPEEDS.len() => Some("time runs at its fastest"),
            Action::Slower if world.speed == 0 => Some("time runs at its slowest"),
            Action::Reset if world.panel == Panel::Levers && !world.moved(world.lever) => {
                Some("the lever stands where the scenario has it")
            }
            Action::Less | Action::More | Action::LittleLess | Action::LittleMore | Action::NextSetting
                if world.at_end() =>
            {
                Some("the last month has been reached")
            }
            _ => None,
        }
    }
}

impl Start {
    /// Selects a row, with its briefing at the top.
    pub fn select(&mut self, row: usize) {
        (self.selected, self.scroll) = (row, 0);
    }
}
