//! What the screen knows of games kept: whether this one is, and one to go on with.

use std::path::PathBuf;

use super::{App, Card};
use crate::model::calendar::Month;
use crate::playthrough::LineId;

/// Whether the game is kept while it is played.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saving {
    /// It is not.
    #[default]
    Off,
    /// It will be, from the first thing done on.
    Empty,
    /// It is, in this file.
    At(PathBuf),
    /// It could not be, for this reason.
    Failed(String),
}

/// A name being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameField {
    /// What it will name.
    pub of: Naming,
    /// What stands there.
    pub text: String,
}

/// What gets a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// A new line that begins in this month.
    Branch(Month),
    /// A line that is there.
    Rename(LineId),
}

/// Most characters of a name.
pub const LONGEST_NAME: usize = 32;

impl App {
    /// The rows of the start screen: the game to go on with, if there is one, and the scenarios.
    pub fn start_rows(&self) -> impl Iterator<Item = &Card> {
        self.resume.iter().chain(&self.cards)
    }

    /// The selected row of the start screen.
    pub fn selected_card(&self) -> Option<&Card> {
        self.start_rows().nth(self.start.selected)
    }

    /// Whether the selected row of the start screen is the game to go on with.
    pub fn selects_resume(&self) -> bool {
        self.resume.is_some() && self.start.selected == 0
    }
}
