//! What is looked at on the Adopters screen, and how it moves.

use std::sync::Arc;

use crate::model::bloc::{BLOCS, Bloc, CELLS, SEGMENTS, Segment, cell};
use crate::playthrough::{Biography, Finding, Inquiry, Roll, Snapshot};
use crate::tui::app::World;

/// What can be asked for here beside the actions of every screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The cell, or the adopter, to the left.
    Left,
    /// The cell, or the adopter, to the right.
    Right,
    /// Open what is selected.
    Open,
    /// Show the map, or the matrix again.
    Map,
    /// Go to an adopter by its number.
    Number,
    /// Select a cell; open it where it is selected.
    Cell(usize),
    /// Select an adopter of the cell; open it where it is selected.
    Adopter(usize),
    /// Select a look at the market, counted from the latest.
    Look(usize),
}

/// How far down the screen looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Level {
    /// All cells.
    #[default]
    Matrix,
    /// One cell.
    Cell,
    /// One adopter.
    Adopter,
}

/// What is looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// How far down.
    pub level: Level,
    /// Whether a small screen shows the map in the matrix's place.
    pub map: bool,
    /// The selected adopter, counted from the first of its cell.
    pub adopter: usize,
    /// The selected look at the market, counted from the latest.
    pub look: usize,
    /// Digits of a number being typed.
    pub typing: Option<String>,
    region: usize,
    segment: usize,
    roll: Option<Arc<Finding>>,
    life: Option<Arc<Finding>>,
}

impl State {
    /// The selected cell.
    pub fn cell(&self) -> usize {
        cell(self.region, self.segment)
    }

    /// The region of the selected cell.
    pub fn region(&self) -> Bloc {
        Bloc::ALL[self.region]
    }

    /// The segment of the selected cell.
    pub fn segment(&self) -> Segment {
        Segment::ALL[self.segment]
    }

    /// The adopters of the cell; none until they have been found.
    pub fn roll(&self) -> Option<&Roll> {
        match self.roll.as_deref() {
            Some(Finding::Adopters(roll)) if roll.cell == self.cell() => Some(roll),
            _ => None,
        }
    }

    /// The selected adopter's number among all; none until the cell is known.
    pub fn number(&self) -> Option<usize> {
        self.roll().map(|roll| roll.first + self.adopter.min(roll.len().saturating_sub(1)))
    }

    /// The life of the selected adopter; none until it has been found.
    pub fn life(&self) -> Option<&Biography> {
        match self.life.as_deref() {
            Some(Finding::Adopter(life)) if Some(life.adopter) == self.number() => Some(life),
            _ => None,
        }
    }

    /// Keeps what was found, so that it stays in sight until it has been found anew for the next month.
    pub fn take(&mut self, snapshot: &Snapshot) {
        let found = |inquiry: &Inquiry| snapshot.findings.get(inquiry).cloned();
        if let Some(roll) = found(&Inquiry::Adopters(self.cell())) {
            self.roll = Some(roll);
        }
        if let Some(life) = self.number().and_then(|number| found(&Inquiry::Adopter(number))) {
            self.life = Some(life);
        }
    }

    /// Whether esc leads one step back inside the screen.
    pub fn is_inside(&self) -> bool {
        self.level > Level::Matrix || self.map || self.typing.is_some()
    }

    /// One step back.
    pub fn back(&mut self) {
        match self.level {
            _ if self.typing.take().is_some() => {}
            Level::Adopter => (self.level, self.look) = (Level::Cell, 0),
            Level::Cell => self.level = Level::Matrix,
            Level::Matrix => self.map = false,
        }
    }

    /// A character of a number.
    pub fn typed(&mut self, c: char) {
        if let Some(digits) = self.typing.as_mut().filter(|digits| c.is_ascii_digit() && digits.len() < 7) {
            digits.push(c);
        }
    }

    /// Takes the last digit away.
    pub fn erase(&mut self) {
        if let Some(digits) = &mut self.typing {
            digits.pop();
        }
    }

    /// Goes to the number that was typed; numbers begin with 1.
    fn go_to_number(&mut self, digits: &str) {
        let last = self.roll().map_or(0, |roll| roll.len().saturating_sub(1));
        if let Ok(number) = digits.parse::<usize>() {
            (self.adopter, self.look) = (number.saturating_sub(1).min(last), 0);
        }
    }

    fn open(&mut self) {
        match self.level {
            Level::Matrix => (self.level, self.adopter) = (Level::Cell, 0),
            Level::Cell if self.roll().is_some_and(|roll| !roll.is_empty()) => {
                (self.level, self.look) = (Level::Adopter, 0);
            }
            Level::Cell | Level::Adopter => {}
        }
    }

    fn beside(&mut self, steps: isize) {
        match self.level {
            Level::Matrix => self.segment = by(self.segment, steps, SEGMENTS),
            Level::Cell => {
                let cell = by(self.cell(), steps, CELLS);
                (self.region, self.segment, self.adopter) = (cell / SEGMENTS, cell % SEGMENTS, 0);
            }
            Level::Adopter => {
                let adopters = self.roll().map_or(1, Roll::len);
                (self.adopter, self.look) = (by(self.adopter, steps, adopters), 0);
            }
        }
    }

    fn pick_cell(&mut self, cell: usize) {
        if self.cell() == cell {
            return self.open();
        }
        (self.region, self.segment) = (cell / SEGMENTS % BLOCS, cell % SEGMENTS);
    }

    fn pick_adopter(&mut self, adopter: usize) {
        let again = self.adopter == adopter;
        self.adopter = adopter;
        if again {
            self.open();
        }
    }
}

fn by(at: usize, steps: isize, length: usize) -> usize {
    at.saturating_add_signed(steps).min(length.saturating_sub(1))
}

/// Moves the selection up or down.
pub fn vertical(world: &mut World, steps: isize) {
    let Some(month) = month_in_view(world) else { return };
    let state = &mut world.adopters;
    match state.level {
        Level::Matrix => state.region = by(state.region, steps.signum(), BLOCS),
        Level::Cell => {
            let adopters = state.roll().map_or(1, Roll::len);
            state.adopter = by(state.adopter, steps, adopters);
        }
        Level::Adopter => {
            let looks = state.life().map_or(1, |life| life.looks_until(month).count());
            state.look = by(state.look, steps, looks);
        }
    }
}

/// Carries out what can be asked for here only.
pub fn carry_out(world: &mut World, act: Act) {
    let looks = month_in_view(world)
        .and_then(|month| world.adopters.life().map(|life| life.looks_until(month).count()))
        .unwrap_or(1);
    let state = &mut world.adopters;
    match act {
        Act::Left => state.beside(-1),
        Act::Right => state.beside(1),
        Act::Open => match state.typing.take() {
            Some(digits) => state.go_to_number(&digits),
            None => state.open(),
        },
        Act::Map => state.map = !state.map && state.level == Level::Matrix,
        Act::Number if state.level > Level::Matrix => state.typing = Some(String::new()),
        Act::Number => {}
        Act::Cell(cell) => state.pick_cell(cell.min(CELLS - 1)),
        Act::Adopter(adopter) => state.pick_adopter(adopter),
        Act::Look(look) => state.look = look.min(looks.saturating_sub(1)),
    }
    // What was found before may be of the cell or the adopter now in view.
    if let Some(snapshot) = world.snapshot.clone() {
        world.adopters.take(&snapshot);
    }
}

fn month_in_view(world: &World) -> Option<crate::model::calendar::Month> {
    world.row_in_view().zip(world.snapshot.as_ref()).map(|(row, snapshot)| snapshot.played.month(row))
}
