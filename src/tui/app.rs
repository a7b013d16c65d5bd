//! The state of the screen. It holds what was handed to it and what the player looks at, never the world.

mod cursor;
mod kept;
mod replay;
mod world;

use std::time::Duration;

use ratatui::layout::Rect;

use super::action::{Action, Panel, Place, Tab};
use super::backtester::Known;
use super::capability::Glyphs;
use super::keymap::Keymap;
use super::overlays::end;
use super::overlays::predict::Guess;
use super::overlays::why;
use super::overlays::{asked, cast};
use super::overlays::{help, palette};
use super::region::Regions;
use super::screens::{adopters, compare, labs, policy};
use super::sheet::Sheet;
use super::theme::Theme;
use super::tour::Tour;
use super::update::{Effect, Opening, look, time};
use crate::model::calendar::Month;
use crate::model::lever::Lever;
use crate::playthrough::{Inquiry, LineId};

pub use kept::{LONGEST_NAME, NameField, Naming, Saving};
pub use replay::Replay;
pub use world::{SLOWEST, SPEEDS, World};

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
    /// Who can be played: the observer first, then the roles.
    pub parts: Vec<cast::Part>,
}

/// How things are drawn.
#[derive(Clone, Debug)]
pub struct Look {
    /// Colours.
    pub theme: Theme,
    /// Characters.
    pub glyphs: Glyphs,
    /// Whether labs are shown by their archetypes.
    pub archetypes: bool,
    /// Whether the screen is made for being read aloud: charts as sentences, no rules.
    pub accessible: bool,
    /// Whether things may move by themselves on the screen; else they wait for a key.
    pub motion: bool,
}

impl Look {
    /// The usual look with these colours and characters.
    pub fn new(theme: Theme, glyphs: Glyphs) -> Self {
        Self { theme, glyphs, archetypes: false, accessible: false, motion: true }
    }

    /// Whether only ASCII may be drawn.
    pub fn ascii(&self) -> bool {
        self.glyphs == Glyphs::Ascii
    }

    /// Whether things may change by themselves. Where neither colours nor signs are drawn, a reader may be
    /// listening who would be told of every change.
    pub fn motion(&self) -> bool {
        !(self.ascii() && self.theme.is_mono())
    }
}

/// What lies upon the screen and takes the keys first.
#[derive(Clone, Debug, PartialEq)]
pub enum Overlay {
    /// All keys, with sentences.
    Help(help::State),
    /// What the panels show; how many rows are scrolled away.
    Explain(u16),
    /// Everything that can be done, found by typing.
    Palette(palette::State),
    /// In which form is the screen to be saved?
    Save,
    /// The scenario's briefing.
    Briefing(u16),
    /// A question before something is lost.
    Question(Question),
    /// What the world became; how many rows are scrolled away.
    End(u16),
    /// What the moves being tried will do, in the player's eyes.
    Predict(Guess),
    /// A name being written.
    Name(NameField),
    /// The lines of play; the selected row.
    Lines(usize),
    /// Where the game is kept, and its run code.
    Saved,
    /// Whose part is played?
    Cast(cast::State),
    /// Something waits for an answer, or has been answered.
    Asked(asked::State),
    /// Why something is as it is.
    Why(why::State),
    /// The sheet of a draft.
    Draft(Sheet),
}

/// What is asked before it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Leave the program?
    Quit,
    /// Leave the game for the list of scenarios?
    Leave,
    /// Take the tour?
    Tour,
    /// Strike a line of play out?
    Remove(LineId),
}

/// The list of scenarios.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// The selected row.
    pub selected: usize,
    /// How many rows of the briefing are scrolled away.
    pub scroll: u16,
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
    /// Whether time that runs stops at important news.
    pub pauses_at_news: bool,
    /// What is laid upon the screen once the overlay that is there has been answered.
    pub then: Option<Overlay>,
    /// The keys of all actions.
    pub keys: Keymap,
    /// Where the tour stands, if it is taken.
    pub tour: Option<Tour>,
    /// The scenarios that can be played.
    pub cards: Vec<Card>,
    /// A game to go on with, shown before the scenarios.
    pub resume: Option<Card>,
    /// Whether the game is kept while it is played.
    pub saving: Saving,
    /// The list of scenarios.
    pub start: Start,
    /// Which screen is shown.
    pub screen: Screen,
    /// What is known of the back-test, once in a session.
    pub evidence: Known,
    /// What lies upon it.
    pub overlay: Option<Overlay>,
    /// A line for the player in the place of the footer's keys, until the next key or for some seconds.
    pub notice: Option<String>,
    /// The slider held by the mouse.
    pub drag: Option<(Lever, Rect)>,
    /// The axis of time held by the mouse: its place, its first and its last month.
    pub scrub: Option<(Rect, Month, Month)>,
    /// What the last frame put where.
    pub regions: Regions,
}

impl App {
    /// The start screen over these scenarios.
    pub fn new(look: Look, cards: Vec<Card>) -> Self {
        Self {
            look,
            pauses_at_news: true,
            then: None,
            keys: Keymap::default(),
            tour: None,
            cards,
            resume: None,
            saving: Saving::default(),
            start: Start::default(),
            screen: Screen::Start,
            evidence: Known::default(),
            overlay: None,
            notice: None,
            drag: None,
            scrub: None,
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
            Some(Overlay::Palette(_)) => vec![Place::Palette, Place::Anywhere],
            Some(Overlay::Save) => vec![Place::Save],
            Some(Overlay::Cast(_)) => vec![Place::Cast, Place::Anywhere],
            Some(Overlay::Asked(_)) => vec![Place::Asked, Place::Anywhere],
            Some(Overlay::Why(_)) => vec![Place::Why, Place::Anywhere],
            Some(Overlay::Draft(_)) => vec![Place::Draft, Place::Anywhere],
            Some(Overlay::Predict(_)) => vec![Place::Predict],
            Some(Overlay::Name(_)) => vec![Place::Name],
            Some(Overlay::Lines(_)) => vec![Place::Lines, Place::Anywhere],
            Some(Overlay::Help(_)) => [vec![Place::Help], self.screen_places()].concat(),
            Some(Overlay::End(_)) => [vec![Place::End], self.screen_places()].concat(),
            Some(Overlay::Briefing(_) | Overlay::Explain(_) | Overlay::Saved) => self.screen_places(),
            None if self.tour.is_some() => [vec![Place::Tour], self.screen_places()].concat(),
            None => self.screen_places(),
        }
    }

    /// Where keys are looked up on the screen below any overlay.
    pub fn screen_places(&self) -> Vec<Place> {
        match &self.screen {
            Screen::Start => vec![Place::Start, Place::Anywhere],
            // In a list whose entries can be asked about enter asks; the key for going there is another one.
            Screen::World(world) if world.cursor.is_some() && world.is_reading() => {
                vec![world.tab.place(), Place::Game, Place::Cursor, Place::Anywhere]
            }
            Screen::World(world) if world.cursor.is_some() && !world.is_trying() => {
                vec![world.tab.place(), Place::Cursor, Place::Game, Place::Anywhere]
            }
            Screen::World(world) => vec![world.tab.place(), Place::Game, Place::Anywhere],
        }
    }

    /// Whether keys write into a field.
    pub fn is_typing(&self) -> bool {
        match &self.overlay {
            Some(Overlay::Palette(_) | Overlay::Name(_)) => true,
            Some(Overlay::Help(state)) => state.typing,
            Some(_) => false,
            None => self.world().is_some_and(World::is_typing),
        }
    }

    /// What is looked at and takes simulations to find, the most urgent first.
    pub fn wants(&self) -> Vec<Inquiry> {
        let Some(world) = self.world() else { return Vec::new() };
        if let Some(Overlay::Asked(state)) = &self.overlay {
            return state.wants();
        }
        if let Some(Overlay::Why(state)) = &self.overlay {
            return why::wants(*state, world);
        }
        let mut wanted = self.overlay_wants(world);
        wanted.extend(Self::tab_wants(world));
        wanted
    }

    /// What an overlay or a prediction shows that takes simulations to find.
    fn overlay_wants(&self, world: &World) -> Vec<Inquiry> {
        let mut wanted = world.reveal.wants();
        if let Some(Overlay::End(_)) = self.overlay {
            wanted.extend(end::wants(world));
        }
        wanted
    }

    fn tab_wants(world: &World) -> Vec<Inquiry> {
        match world.tab {
            Tab::World => world.wants(),
            Tab::Adopters => adopters::wants(world),
            Tab::Labs => labs::wants(world),
            Tab::Policy => policy::wants(world),
            Tab::Compare => compare::wants(world),
            Tab::Evidence => Vec::new(),
        }
    }

    /// Whether a back-test is looked at that nobody has made yet.
    pub fn wants_evidence(&self) -> bool {
        matches!(self.evidence, Known::Nothing)
            && self.world().is_some_and(|world| world.tab == Tab::Evidence)
    }

    /// Begins a game.
    pub fn open(&mut self, opening: Opening) -> Vec<Effect> {
        self.screen = Screen::World(Box::default());
        vec![Effect::Open(opening)]
    }

    /// Whether leaving would lose moves.
    pub fn has_moves(&self) -> bool {
        let snapshot = self.world().and_then(|world| world.snapshot.as_ref());
        snapshot.is_some_and(|snapshot| snapshot.can_undo || !snapshot.draft.is_empty())
    }

    /// How long a month lasts while time runs.
    pub fn month_lasts(&self) -> Option<Duration> {
        let world = self.world().filter(|world| world.playing && self.overlay.is_none())?;
        Some(SLOWEST / SPEEDS[world.speed])
    }

    /// After how long a replay shows the other side.
    pub fn beat_lasts(&self) -> Option<Duration> {
        let world = self.world().filter(|world| world.tab == Tab::World && self.overlay.is_none())?;
        world.replay.filter(|replay| replay.left > 0).map(|_| replay::BEAT)
    }

    /// Why an action can do nothing now; none where it can.
    pub fn hindrance(&self, action: Action) -> Option<&'static str> {
        if let Action::Look(act) = action {
            return look::hindrance(self, act);
        }
        let world = self.world()?;
        match action {
            Action::Time(act) => time::hindrance(world, act),
            Action::Asked(act) => asked::hindrance(world, act),
            Action::PlayPause | Action::Step | Action::Quarter if world.at_end() => {
                Some("the last month has been reached")
            }
            Action::PlayPause | Action::Step | Action::Quarter if world.is_asked() => {
                Some("something waits for an answer first")
            }
            Action::Apply | Action::Predict | Action::PlayPause | Action::Step | Action::Quarter
                if !world.affords_draft() =>
            {
                Some("what is being tried costs more capital than is left")
            }
            Action::AskAgain if !world.is_asked() && !world.plays_lab() => {
                Some("nothing waits for an answer")
            }
            Action::Predict if !world.is_trying() => Some("nothing is being tried"),
            Action::End if !world.at_end() => Some("the last month has not been reached"),
            Action::Apply if !world.is_trying() && !world.is_reading() => Some("nothing is being tried"),
            Action::Redo if !world.snapshot.as_ref().is_some_and(|snapshot| snapshot.can_redo) => {
                Some("there is nothing to do again")
            }
            Action::Undo if !self.has_moves() => Some("there is nothing to take back"),
            Action::Faster if world.speed + 1 == SPEEDS.len() => Some("time runs at its fastest"),
            Action::Slower if world.speed == 0 => Some("time runs at its slowest"),
            Action::Reset if world.panel == Panel::Levers && !world.moved(world.lever) => {
                Some("the lever stands where the scenario has it")
            }
            Action::Replay if world.replay.is_none() && !world.has_before() => {
                Some("nothing has been changed yet")
            }
            Action::OpenDraft if world.snapshot.is_none() => Some("history is being run"),
            Action::OpenDraft if !world.holds(world.lever) => Some("others hold this lever"),
            Action::Less
            | Action::More
            | Action::LittleLess
            | Action::LittleMore
            | Action::NextSetting
            | Action::Reset
                if world.is_on_lever() && !world.holds(world.lever) =>
            {
                Some("this lever is in other hands")
            }
            Action::Less
            | Action::More
            | Action::LittleLess
            | Action::LittleMore
            | Action::NextSetting
            | Action::OpenDraft
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
