//! Scenarios: from TOML text to a [`Setup`] and all that is told about it.
//!
//! ```text
//! text -> Sheet (TOML with places) -> Draft (ancestors first, then the file's own keys) -> Scenario
//! ```
//! Every mistake of a file is found at once and shown with its place. The format is described in
//! `docs/scenarios.md`.

mod built_in;
mod capital;
mod choice;
pub mod dilemma;
mod document;
mod draft;
mod lab_field;
mod load;
mod mistake;
mod nearest;
mod node;
pub mod observation;
pub mod posterior;
mod quantity;
mod record;
mod role;
mod section;
mod series_name;
mod sheet;
mod source;
mod wording;
pub mod worldview;

use std::path::Path;
use std::sync::Arc;

pub use built_in::template;
pub use capital::{DEFAULT_COST, QUARTER, Step, counts};
pub use choice::{Override, OverrideError};
pub use dilemma::Dilemma;
pub use document::FileError;
pub(crate) use document::{Format, document, format_of};
pub use lab_field::{LAB_FIELDS, LabField};
pub use mistake::{Mistake, Place, ScenarioError};
pub use nearest::{nearest, suggestion};
pub(crate) use node::{Field, Node};
pub use quantity::{Quantity, Refusal};
pub use record::Release;
pub use role::{Role, Side, Target, groups_of};
pub(crate) use role::{members, series_of};
pub(crate) use section::name as read_name;
pub(crate) use section::roles::groups as read_groups;
pub use series_name::{SeriesNameError, column_name, find_series, groups_of_series, series_name};
pub(crate) use sheet::Sheet;
pub use source::LARGEST_FILE;
#[cfg(feature = "tui")]
pub(crate) use source::Origin;
pub(crate) use source::{Kind, Source};
pub use wording::describe_path;
pub use worldview::Worldview;

use self::posterior::Posterior;
use crate::model::calendar::Month;
use crate::model::setup::Setup;

/// Fewest and most adopters of a simulation.
pub const ADOPTERS: (usize, usize) = (100, 1_000_000);
/// The latest end of a scenario: the model's growth assumptions are of this decade.
pub const LAST_END: Month = Month(27 * 12 - 1);
/// The scenario that is run where none is named.
pub const DEFAULT: &str = "history";

/// A world to simulate and what is told about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Name in files and on the command line.
    pub name: String,
    /// The scenario that it extends, if any.
    pub extends: Option<String>,
    /// Name for people.
    pub title: String,
    /// One line for lists.
    pub summary: String,
    /// What a player reads before play, in paragraphs.
    pub briefing: String,
    /// The question that the scenario asks.
    pub question: String,
    /// Things to notice.
    pub notice: Vec<String>,
    /// Things to try.
    pub to_try: Vec<String>,
    /// What the briefing rests on.
    pub sources: Vec<Reference>,
    /// The month in which the player takes over; before it history runs by itself.
    pub play_from: Month,
    /// What a simulation starts from.
    pub setup: Setup,
    /// From whose draws runs take parameters that nothing sets; none where they stay as they are.
    pub posterior: Option<Arc<Posterior>>,
    /// Who can be played.
    pub roles: Vec<Role>,
    /// What may come up in play.
    pub dilemmas: Vec<Dilemma>,
}

/// A source of facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Who published it, and what.
    pub title: String,
    /// When.
    pub date: String,
    /// What it says.
    pub fact: String,
    /// Where it stands.
    pub address: Option<String>,
}

impl Scenario {
    /// A built-in scenario.
    ///
    /// # Errors
    /// If there is none of this name.
    pub fn built_in(name: &str) -> Result<Self, ScenarioError> {
        match source::Source::built_in(name) {
            Some(source) => load::scenario(source),
            None => {
                let help = nearest::suggestion(name, &built_ins());
                let message = "there is no built-in scenario of this name".to_owned();
                Err(ScenarioError::whole_file(name, message, Some(help)))
            }
        }
    }

    /// The scenario that a user means by a name or a path: a built-in scenario first, else a file.
    ///
    /// # Errors
    /// If there is no such scenario or file, or with all the mistakes of the file.
    pub fn load(name_or_path: &str) -> Result<Self, ScenarioError> {
        load::scenario(load::find(name_or_path)?)
    }

    /// The scenario of a file.
    ///
    /// # Errors
    /// If the file cannot be read, or with all its mistakes.
    pub fn load_file(path: &Path) -> Result<Self, ScenarioError> {
        load::scenario(source::Source::file(path)?)
    }

    /// The scenario that a file means by a name: a built-in one first, else a file by its path from the folder of that
    /// file, with or without its ending. None if there is neither.
    ///
    /// # Errors
    /// With all the mistakes of the scenario.
    pub fn named_in(folder: &Path, name: &str) -> Option<Result<Self, ScenarioError>> {
        if built_ins().contains(&name) {
            return Some(Self::built_in(name));
        }
        let path = folder.join(name);
        let with_ending = path.with_extension("toml");
        let path = [path, with_ending].into_iter().find(|path| path.is_file())?;
        Some(Self::load_file(&path))
    }

    /// The scenario of a text, as if it stood in a file `NAME.toml` of the current directory.
    ///
    /// # Errors
    /// With all the mistakes of the text.
    pub fn from_text(name: &str, text: &str) -> Result<Self, ScenarioError> {
        let label = format!("{name}.toml");
        let origin = source::Origin::File(label.clone().into());
        load::scenario(source::Source { origin, label, text: text.to_owned() })
    }
}

/// Names of the built-in scenarios, in the order in which they are listed.
pub fn built_ins() -> Vec<&'static str> {
    built_in::names()
}

/// The record of releases that happened, by which scenarios pin history.
///
/// # Errors
/// If the record that the program carries is damaged.
pub fn recorded_releases() -> Result<Vec<Release>, ScenarioError> {
    record::read()
}

/// Whether a text can name a scenario: small letters, digits, `-`, `_`, a letter first, at most 40.
pub fn is_name(text: &str) -> bool {
    section::is_name(text)
}
