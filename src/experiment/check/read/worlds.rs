//! The worlds of a check: scenarios of its matrix with the settings of the check and of each side of its claim.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use super::super::Cell;
use super::super::variant::Variant;
use super::claims::{Side, settings};
use crate::scenario::{Field, Node, Override, Scenario, ScenarioError, built_ins, suggestion};

/// Most scenarios of a matrix.
const MOST_SCENARIOS: usize = 100;

/// Scenarios that have been read, and where others are sought.
pub struct Worlds<'a> {
    folder: PathBuf,
    usual: Option<Field<'a>>,
    read: RefCell<Vec<(String, Scenario)>>,
}

impl<'a> Worlds<'a> {
    /// Scenarios beside a file, and the matrix that it names at its top.
    pub fn new(folder: &Path, root: &Node<'a>) -> Self {
        Self { folder: folder.to_owned(), usual: root.field("scenarios"), read: RefCell::default() }
    }

    /// The scenarios of a check's matrix that could be read.
    pub fn known(&self, table: &Node<'a>) -> Vec<Scenario> {
        let list = table.field("scenarios").or_else(|| self.usual.clone()).filter(Field::is_list);
        let items = list.and_then(|list| list.items("a list")).unwrap_or_default();
        let read = self.read.borrow();
        let asked = read.iter().filter(|(name, _)| items.iter().any(|item| item.is_text(name)));
        asked.map(|(_, scenario)| scenario.clone()).collect()
    }

    /// The worlds of a check, scenario by scenario.
    pub fn cells(&self, table: &Node<'a>, sides: &[Side<'a>], adopters: Option<usize>) -> Option<Vec<Cell>> {
        let own = match table.field("settings") {
            Some(field) => settings(&field)?,
            None => Vec::new(),
        };
        let elsewhere = sides.iter().all(|side| side.scenario.is_some());
        let matrix = self.matrix(table, sides, elsewhere)?;
        let of_scenario = |name: &Field<'a>| {
            let scenario = if elsewhere { "" } else { name.text()? };
            let variant = |side: &Side<'a>| {
                let place = side.scenario.as_ref().unwrap_or(name);
                self.variant(place, &own, side, adopters)
            };
            let variants: Option<Vec<Variant>> = sides.iter().map(variant).collect();
            Some(Cell { scenario: scenario.to_owned(), variants: labelled(variants?, own.len()) })
        };
        // All of them, so that every mistake is found.
        let cells: Vec<Option<Cell>> = matrix.iter().map(of_scenario).collect();
        cells.into_iter().collect()
    }

    /// The scenarios of a check: its own, else those of the file; one place only where its sides name theirs.
    fn matrix(&self, table: &Node<'a>, sides: &[Side<'a>], elsewhere: bool) -> Option<Vec<Field<'a>>> {
        if elsewhere {
            if let Some(field) = table.field("scenarios") {
                let help = "leave it out, or the scenario of one side";
                let message = "both sides name their scenario: these are not simulated".to_owned();
                field.report_key(message, Some(help.to_owned()));
                return None;
            }
            return Some(sides.first()?.scenario.iter().cloned().collect());
        }
        let Some(field) = table.field("scenarios").or_else(|| self.usual.clone()) else {
            table.missing(
                "scenarios",
                "where it should hold: [\"history\"]; or give it for all at the top of the file",
            );
            return None;
        };
        let form = "a list of scenarios: [\"history\", \"two-worlds\"]";
        let items = field.items(form)?;
        if items.is_empty() || items.len() > MOST_SCENARIOS {
            field.wrong(&format!("a list of 1 to {MOST_SCENARIOS} scenarios"));
            return None;
        }
        let texts: Option<Vec<&str>> = items.iter().map(Field::text).collect();
        for (i, name) in texts?.iter().enumerate() {
            if items[..i].iter().any(|earlier| earlier.is_text(name)) {
                items[i]
                    .report(format!("the scenario `{name}` stands twice"), Some("name each once".to_owned()));
                return None;
            }
        }
        Some(items)
    }

    fn variant(
        &self,
        place: &Field<'a>,
        own: &[(Field<'a>, Override)],
        side: &Side<'a>,
        adopters: Option<usize>,
    ) -> Option<Variant> {
        let name = place.text()?;
        let mut setup = self.scenario(name, place)?.setup;
        setup.adopters = adopters.unwrap_or(setup.adopters);
        let mut texts = Vec::new();
        for (field, setting) in own.iter().chain(&side.settings) {
            if let Err(error) = setting.apply(&mut setup) {
                let message = format!("`{}` in the scenario `{name}`: {}", error.text, error.message);
                field.report(message, Some(error.help));
                return None;
            }
            texts.push(setting.text().to_owned());
        }
        Some(Variant { label: String::new(), scenario: name.to_owned(), settings: texts, setup })
    }

    /// A scenario by name, or by its path from the file.
    fn scenario(&self, name: &str, place: &Field<'a>) -> Option<Scenario> {
        let known = self.read.borrow().iter().find(|(known, _)| known == name).map(|(_, one)| one.clone());
        if known.is_some() {
            return known;
        }
        match self.load(name) {
            Ok(scenario) => {
                self.read.borrow_mut().push((name.to_owned(), scenario.clone()));
                Some(scenario)
            }
            Err((message, help)) => {
                place.report(message, Some(help));
                None
            }
        }
    }

    fn load(&self, name: &str) -> Result<Scenario, (String, String)> {
        let found = Scenario::named_in(&self.folder, name).ok_or_else(|| {
            let help =
                format!("{}; or the path of a .toml file from this one", suggestion(name, &built_ins()));
            (format!("there is no scenario `{name}`"), help)
        })?;
        found.map_err(|error| broken(name, &error))
    }
}

fn broken(name: &str, error: &ScenarioError) -> (String, String) {
    let first = error.mistakes.first();
    let why = first.map_or_else(String::new, |mistake| format!(": {}", mistake.message));
    (
        format!("the scenario `{name}` cannot be used{why}"),
        "`weights scenario check` tells all of it".to_owned(),
    )
}

/// Names variants by what sets them apart: their scenario where it differs, and the settings of their side.
fn labelled(mut variants: Vec<Variant>, own: usize) -> Vec<Variant> {
    if variants.len() < 2 {
        return variants;
    }
    let differ = variants.iter().any(|variant| variant.scenario != variants[0].scenario);
    for variant in &mut variants {
        let scenario = differ.then_some(variant.scenario.as_str());
        let parts: Vec<&str> =
            scenario.into_iter().chain(variant.settings[own..].iter().map(String::as_str)).collect();
        variant.label = if parts.is_empty() { "as it is".to_owned() } else { parts.join(", ") };
    }
    variants
}
