//! A set of structural parameters, by name.

use std::collections::BTreeSet;

use super::Entry;

/// Some of the structural parameters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked(BTreeSet<(&'static str, usize)>);

impl Marked {
    /// Takes a parameter in.
    pub fn mark(&mut self, entry: Entry) {
        self.0.insert((entry.family.name, entry.index));
    }

    /// Whether a parameter is among them.
    pub fn has(&self, entry: &Entry) -> bool {
        self.0.contains(&(entry.family.name, entry.index))
    }
}
