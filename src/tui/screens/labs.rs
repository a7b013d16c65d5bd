//! The Labs screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::playthrough::Inquiry;
use crate::tui::action::Action;
use crate::tui::app::{App, World};
use crate::tui::region::Regions;
use crate::tui::update::Effect;

/// What can be asked for here beside the actions of every screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {}

/// What is looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {}

/// What the screen shows that takes simulations to find.
pub fn wants(_world: &World) -> Vec<Inquiry> {
    Vec::new()
}

/// Carries an action out.
pub fn update(_world: &mut World, _action: Action) -> Vec<Effect> {
    Vec::new()
}

/// Draws the body of the screen.
pub fn draw(_app: &App, _world: &World, _area: Rect, _buf: &mut Buffer, _regions: &mut Regions) {}
