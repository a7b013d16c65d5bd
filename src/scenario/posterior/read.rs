//! Posterior files: from TOML text to a [`Posterior`], with all mistakes told at once.

use std::path::Path;

use super::{Posterior, Target};
use crate::model::digest::Digest;
use crate::scenario::document::{FileError, Format, document, format_of};
use crate::scenario::mistake::ScenarioError;
use crate::scenario::node::{Field, Node};
use crate::scenario::source::{Kind, Source};

/// The newest version of the format that this program reads and writes.
pub const FORMAT: i64 = 1;
/// Most draws and parameters of a file.
const MOST_DRAWS: usize = 10_000;
const MOST_PARAMETERS: usize = 100;

const KIND: Kind = Kind {
    largest: 20_000_000,
    ..Kind::toml(
        "posterior",
        "check the path; `weights calibrate` writes such a file",
        "`weights calibrate` writes such a file",
    )
};

const TOP: [&str; 8] = ["format", "name", "until", "parameters", "draws", "point", "made", "marginals"];

impl Posterior {
    /// The posterior of a file.
    ///
    /// # Errors
    /// If the file cannot be read, or with all its mistakes.
    pub fn load(path: &Path) -> Result<Self, FileError> {
        Source::file_of(path, &KIND).and_then(read).map_err(|error| FileError::new(&KIND, error))
    }

    /// The posterior of a text, as if it stood in a file of this name.
    ///
    /// # Errors
    /// With all mistakes of the text.
    pub fn from_text(name: &str, text: &str) -> Result<Self, FileError> {
        read(Source::text(name, text)).map_err(|error| FileError::new(&KIND, error))
    }
}

fn read(source: Source) -> Result<Posterior, ScenarioError> {
    let digest = Digest::of_text(&source.text).to_string();
    document(source, &KIND, |root| match format_of(root, "posterior", FORMAT) {
        Format::Known => posterior(root, digest),
        Format::Newer | Format::Unclear => None,
    })
}

fn posterior(root: &Node<'_>, digest: String) -> Option<Posterior> {
    root.only(&TOP);
    let name = root.need("name", "the posterior's name").and_then(|field| field.text());
    let until =
        root.need("until", "the last month of the observations it is fitted to").and_then(|f| f.month());
    let targets = root.need("parameters", "the names of the parameters, in the order of the draws");
    let targets = targets.and_then(|field| targets_of(&field));
    let draws = root.need("draws", "a list of draws, each a list of numbers");
    let draws = draws.zip(targets.as_deref()).and_then(|(field, targets)| draws_of(&field, targets));
    let point = root.need("point", "the values of the set that fits best, a number for each parameter");
    let point = point.zip(targets.as_deref()).and_then(|(field, targets)| draw(&field, targets));
    Some(Posterior {
        name: name?.to_owned(),
        until: until?,
        targets: targets?,
        draws: draws?,
        point: point?,
        digest,
    })
}

fn targets_of(field: &Field<'_>) -> Option<Vec<Target>> {
    let items = field.items("a list of names of parameters")?;
    if items.is_empty() || items.len() > MOST_PARAMETERS {
        field.wrong(&format!("a list of 1 to {MOST_PARAMETERS} names of parameters"));
        return None;
    }
    let mut targets: Vec<Target> = Vec::new();
    for item in &items {
        let name = item.text()?;
        let Some(target) = Target::find(name) else {
            item.report(format!("there is no parameter `{name}`"), Some(HELP.to_owned()));
            return None;
        };
        if targets.iter().any(|other| other.name() == target.name()) {
            item.report(format!("`{name}` stands twice"), Some("name each parameter once".to_owned()));
            return None;
        }
        targets.push(target);
    }
    Some(targets)
}

/// What helps where a parameter is not known.
pub const HELP: &str =
    "`weights explain` lists all names; a family that is multiplied as a whole has `*` after its name";

fn draws_of(field: &Field<'_>, targets: &[Target]) -> Option<Vec<Vec<f64>>> {
    let items = field.items("a list of draws, each a list of numbers")?;
    if items.is_empty() || items.len() > MOST_DRAWS {
        field.wrong(&format!("a list of 1 to {MOST_DRAWS} draws"));
        return None;
    }
    items.iter().map(|item| draw(item, targets)).collect()
}

fn draw(item: &Field<'_>, targets: &[Target]) -> Option<Vec<f64>> {
    let numbers = item.items("a list of numbers")?;
    if numbers.len() != targets.len() {
        let message = format!("a draw of {} numbers for {} parameters", numbers.len(), targets.len());
        item.report(
            message,
            Some("give one number for each name of `parameters`, in their order".to_owned()),
        );
        return None;
    }
    let each = numbers.iter().zip(targets);
    each.map(|(number, target)| number.number_in(target.bounds())).collect()
}
