//! Worldviews: named, sourced sets of structural parameters, each the argument of a school of thought.

mod read;

use super::Reference;
use crate::model::parameters::{Entry, FAMILIES, Family};
use crate::model::setup::Setup;

pub use read::FORMAT;

/// How a school of thought takes the world to work. It sets structural parameters and nothing else: what is done in
/// that world is policy, and stands in scenarios.
#[derive(Clone, Debug)]
pub struct Worldview {
    /// Name in files and on the command line.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Whose thought it is.
    pub school: String,
    /// Why the world would work like this, each sentence tied to what it sets.
    pub argument: String,
    /// Where the argument can be read.
    pub sources: Vec<Reference>,
    /// What it sets, in the order of the table of parameters.
    pub parameters: Vec<(Entry, f64)>,
}

macro_rules! texts {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../worldviews/", $name, ".toml")))),+]
    };
}

/// Name and text of the built-in worldviews, in the order in which they are listed.
const TEXTS: &[(&str, &str)] =
    texts!["usual", "rules-matter-little", "safety-first", "sovereigntist", "diffusionist"];

impl Worldview {
    /// Names of the built-in worldviews, in the order in which they are listed.
    pub fn built_ins() -> Vec<&'static str> {
        TEXTS.iter().map(|(name, _)| *name).collect()
    }

    /// Puts what it sets into a setup; all else stays.
    pub fn put(&self, setup: &mut Setup) {
        self.parameters.iter().for_each(|(entry, value)| setup.give(*entry, *value));
    }

    /// The families of parameters of which it sets something: the terms of its argument.
    pub fn terms(&self) -> Vec<&'static Family> {
        let is_set =
            |family: &&Family| self.parameters.iter().any(|(entry, _)| entry.family.name == family.name);
        FAMILIES.iter().filter(is_set).collect()
    }

    /// Puts what it sets into a setup, but for one term.
    pub fn put_without(&self, term: &Family, setup: &mut Setup) {
        let rest = self.parameters.iter().filter(|(entry, _)| entry.family.name != term.name);
        rest.for_each(|(entry, value)| setup.give(*entry, *value));
    }

    /// Its name and what it sets, one setting a text, as reports tell what was set from outside.
    pub fn told(&self) -> Vec<String> {
        let settings = self.parameters.iter().map(|(entry, value)| format!("{}={value}", entry.name()));
        std::iter::once(format!("worldview={}", self.name)).chain(settings).collect()
    }
}
