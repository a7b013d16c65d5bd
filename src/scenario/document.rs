//! A TOML text of some kind read as a whole: what every kind of file but a scenario, which has ancestors, shares.

use std::fmt;

use super::mistake::{ScenarioError, tell};
use super::node::Node;
use super::sheet::Sheet;
use super::source::{Kind, Source};

/// All that is wrong with a file of some kind. Its text is the full report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct FileError {
    noun: &'static str,
    error: ScenarioError,
}

impl FileError {
    pub(crate) const fn new(kind: &Kind, error: ScenarioError) -> Self {
        Self { noun: kind.noun, error }
    }

    /// What is wrong, for the report of a file that names this one.
    pub(crate) fn into_mistakes(self) -> ScenarioError {
        self.error
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        tell(f, self.noun, &self.error)
    }
}

/// Reads a text of some kind. `read` may return nothing only where it has reported a mistake.
pub fn document<T>(
    source: Source,
    kind: &Kind,
    read: impl FnOnce(&Node<'_>) -> Option<T>,
) -> Result<T, ScenarioError> {
    let sheet = Sheet::of(source, kind);
    let value = sheet.parse().and_then(|table| read(&Node::root(&sheet, &table)));
    sheet.verdict(())?;
    value.ok_or_else(ScenarioError::default)
}

/// What a text says of the version of its format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One that this program reads.
    Known,
    /// A later one.
    Newer,
    /// None, or none that could be; reported.
    Unclear,
}

/// The version of a text's format against the newest that this program reads; `it` is how the report calls the text.
/// All but a known one is reported.
pub fn format_of(root: &Node<'_>, it: &str, newest: i64) -> Format {
    let Some(field) = root.need("format", "the version of the file format: 1") else {
        return Format::Unclear;
    };
    match field.whole_in(1, i64::MAX) {
        Some(version) if version > newest => {
            let message = format!("this {it} is of format {version}; this program reads format {newest}");
            field.report(message, Some("a newer version of `weights` is needed to read it".to_owned()));
            Format::Newer
        }
        Some(_) => Format::Known,
        None => Format::Unclear,
    }
}
