//! The sheet of a draft: to which value a lever shall go, from which month, at once or little by little.

use super::action::Action;
use super::app::{App, Overlay};
use super::nudge;
use super::update::{self, Effect};
use crate::model::calendar::Month;
use crate::playthrough::{Command, LeverMove};

/// A row of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The value aimed at.
    Value,
    /// The first month.
    From,
    /// At once, or little by little.
    Shape,
    /// When the value is reached.
    Until,
}

impl Field {
    /// All rows, in order.
    pub const ALL: [Self; 4] = [Self::Value, Self::From, Self::Shape, Self::Until];

    /// What it is called.
    pub const fn title(self) -> &'static str {
        ["Value", "From", "How", "Until"][self as usize]
    }
}

/// What the mouse can ask for on the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Go to a row.
    Pick(Field),
    /// Change a row by so many steps.
    Change(Field, i32),
}

/// A draft being edited.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    /// The move as it stands.
    pub step: LeverMove,
    /// The row in focus.
    pub field: Field,
}

/// How long a ramp is when it is first chosen, in months.
const RAMP: u16 = 12;

/// Opens the sheet on the selected lever.
pub fn open(app: &mut App) {
    let Some(world) = app.world_mut() else { return };
    let lever = world.lever;
    let mine = world.snapshot.as_ref().filter(|snapshot| snapshot.facts.holds(lever));
    let Some(now) = mine.map(|snapshot| snapshot.now) else { return };
    let fresh = LeverMove::step(lever, now, Some(world.value(lever)));
    let step = world.tried(lever).copied().unwrap_or(fresh);
    (world.playing, world.replay) = (false, None);
    world.read_lines(false);
    app.overlay = Some(Overlay::Draft(Sheet { step, field: Field::Value }));
}

/// Carries an action out while the sheet is open.
pub fn update(app: &mut App, mut sheet: Sheet, action: Action) -> Vec<Effect> {
    let row = Field::ALL.iter().position(|field| *field == sheet.field).unwrap_or(0);
    let Some((now, end)) =
        app.world().and_then(|world| world.snapshot.as_ref()).map(|s| (s.now, s.facts.setup.end))
    else {
        app.overlay = None;
        return Vec::new();
    };
    let before = sheet.step;
    match action {
        Action::Back | Action::OpenDraft => return close(app, Vec::new()),
        Action::Apply => {
            let trying = app.world().is_some_and(super::app::World::is_trying);
            let apply = if trying { vec![Effect::Game(Command::Apply)] } else { Vec::new() };
            return close(app, apply);
        }
        Action::Quit => {
            app.overlay = None;
            return update::update(app, Action::Quit);
        }
        Action::Up => sheet.field = Field::ALL[row.saturating_sub(1)],
        Action::Down => sheet.field = Field::ALL[(row + 1).min(Field::ALL.len() - 1)],
        Action::Less => sheet.change(sheet.field, -1, false, app, (now, end)),
        Action::More => sheet.change(sheet.field, 1, false, app, (now, end)),
        Action::LittleLess => sheet.change(sheet.field, -1, true, app, (now, end)),
        Action::LittleMore => sheet.change(sheet.field, 1, true, app, (now, end)),
        Action::NudgeLever(lever, by) if lever == sheet.step.lever => {
            sheet.change(Field::Value, by, false, app, (now, end));
        }
        Action::SlideLever(lever, ratio) if lever == sheet.step.lever => {
            sheet.field = Field::Value;
            sheet.step.value = Some(nudge::at_ratio(lever, ratio));
        }
        Action::NextSetting => {
            let value = nudge::next_setting(sheet.step.lever, sheet.aim(app));
            sheet.step.value = Some(value);
        }
        Action::Reset => (sheet.step.value, sheet.step.until) = (None, None),
        Action::Draft(Act::Pick(field)) => sheet.field = field,
        Action::Draft(Act::Change(field, by)) => {
            sheet.field = field;
            sheet.change(field, by, false, app, (now, end));
        }
        _ => {}
    }
    app.overlay = Some(Overlay::Draft(sheet));
    if sheet.step == before {
        return Vec::new();
    }
    if let Some(world) = app.world_mut() {
        world.draft = None;
    }
    vec![Effect::Game(Command::TryOut(sheet.step))]
}

fn close(app: &mut App, effects: Vec<Effect>) -> Vec<Effect> {
    app.overlay = None;
    effects
}

impl Sheet {
    /// The value aimed at; where the scenario's path is followed, the path's in the first month.
    pub fn aim(&self, app: &App) -> f64 {
        let given = || {
            let snapshot = app.world()?.snapshot.as_ref()?;
            Some(snapshot.facts.setup.levers.path(self.step.lever).value(self.step.from))
        };
        self.step.value.or_else(given).unwrap_or(self.step.lever.spec().default)
    }

    fn change(&mut self, field: Field, by: i32, other: bool, app: &App, (now, end): (Month, Month)) {
        let months = by * if other { 12 } else { 1 };
        let within = |month: Month, first: u16| {
            Month(month.0.saturating_add_signed(months as i16).clamp(first.min(end.0), end.0))
        };
        match field {
            Field::Value => {
                let hundredths = by * if other { 1 } else { 5 };
                self.step.value = Some(nudge::nudged(self.step.lever, self.aim(app), hundredths));
            }
            Field::From => {
                let length = self.step.until.map(|until| until - self.step.from);
                self.step.from = within(self.step.from, now.0);
                let until =
                    |length: i32| Month((i32::from(self.step.from.0) + length).max(0) as u16).min(end);
                self.step.until = length.map(until).filter(|until| *until > self.step.from);
            }
            Field::Shape => {
                let ramp = Month(self.step.from.0 + RAMP).min(end);
                let possible = ramp > self.step.from && self.step.value.is_some();
                self.step.until = (self.step.until.is_none() && possible).then_some(ramp);
            }
            Field::Until => {
                self.step.until = self.step.until.map(|until| within(until, self.step.from.0 + 1));
            }
        }
    }
}
