//! What the last frame put where: the mouse is a look-up in it.

use ratatui::layout::{Position, Rect};

use super::action::Action;
use crate::model::lever::Lever;

/// What a place on the screen answers to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Region {
    /// The place.
    pub area: Rect,
    /// What a click does.
    pub click: Option<Action>,
    /// The slider here; a click or a drag moves its lever.
    pub slider: Option<Lever>,
    /// What the wheel does when turned away from the hand and towards it.
    pub wheel: Option<(Action, Action)>,
}

/// All places of a frame; later ones lie upon earlier ones.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Regions(Vec<Region>);

impl Regions {
    /// A place that does something when clicked.
    pub fn click(&mut self, area: Rect, action: Action) {
        self.0.push(Region { area, click: Some(action), slider: None, wheel: None });
    }

    /// A slider.
    pub fn slider(&mut self, area: Rect, lever: Lever) {
        let wheel = Some((Action::NudgeLever(lever, 1), Action::NudgeLever(lever, -1)));
        self.0.push(Region { area, click: None, slider: Some(lever), wheel });
    }

    /// A place in which the wheel scrolls.
    pub fn wheel(&mut self, area: Rect, up: Action, down: Action) {
        self.0.push(Region { area, click: None, slider: None, wheel: Some((up, down)) });
    }

    /// A place that swallows clicks meant for what lies below.
    pub fn shield(&mut self, area: Rect) {
        self.0.push(Region { area, click: None, slider: None, wheel: None });
    }

    /// What a click at a place does, or which slider is there.
    pub fn at(&self, x: u16, y: u16) -> Option<Region> {
        let hit = |r: &&Region| r.area.contains(Position { x, y });
        let top = self.0.iter().rev().find(hit)?;
        if top.click.is_none() && top.slider.is_none() && top.wheel.is_some() {
            let below = |r: &&Region| hit(r) && r.click.is_some();
            return self.0.iter().rev().find(below).or(Some(top)).copied();
        }
        Some(*top)
    }

    /// What the wheel does at a place.
    pub fn wheel_at(&self, x: u16, y: u16) -> Option<(Action, Action)> {
        self.0.iter().rev().filter(|r| r.area.contains(Position { x, y })).find_map(|r| r.wheel)
    }

    /// All regions, for tests.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Region> {
        self.0.iter()
    }
}
