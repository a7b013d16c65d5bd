//! `include`: files of dilemmas that a scenario takes in.

use std::path::{Component, Path};

use super::super::draft::Draft;
use super::super::mistake::ScenarioError;
use super::super::node::{Field, Node};
use super::super::section;
use super::super::sheet::Sheet;
use super::super::source::{Origin, Source};
use super::format;

/// Most files that one file may include.
const MOST: usize = 20;

/// Reads the dilemmas of the files that a scenario includes. The scenario's own mistakes come first: what a file
/// says hangs on the labs and roles of the scenario.
pub fn read(root: &Node<'_>, sheet: &Sheet, draft: &mut Draft) -> Result<(), ScenarioError> {
    let Some(field) = root.field("include") else { return Ok(()) };
    let items = field.items("a list of files: [\"dilemmas/chips.toml\"]").unwrap_or_default();
    if items.len() > MOST {
        let message = format!("{} files, more than the {MOST} that a file may include", items.len());
        field.report_key(message, Some("join some of the files into one".to_owned()));
    }
    let sources: Vec<Source> = items.iter().take(MOST).filter_map(|item| source(item, sheet)).collect();
    sheet.verdict(())?;
    sources.into_iter().try_for_each(|source| dilemmas(source, draft))
}

/// The file that an entry names: a part of a built-in scenario, or a file in or below this one's folder.
fn source(item: &Field<'_>, sheet: &Sheet) -> Option<Source> {
    let name = item.text()?;
    let found = match &sheet.source.origin {
        Origin::BuiltIn(_) => Source::part(name),
        Origin::File(own) => {
            let path = own.with_file_name("").join(name);
            let is_below = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
            if is_below && path.is_file() {
                match Source::file(&path) {
                    Ok(source) => Some(source),
                    Err(error) => {
                        let why = error.mistakes.first().map_or("", |mistake| mistake.message.as_str());
                        item.report(format!("the file `{name}` cannot be included: {why}"), None);
                        return None;
                    }
                }
            } else {
                None
            }
        }
    };
    if found.is_none() {
        let help = "name a file in the folder of this one, or below it, as \"dilemmas/mine.toml\"";
        item.report(format!("there is no file `{name}` to include"), Some(help.to_owned()));
    }
    found
}

fn dilemmas(source: Source, draft: &mut Draft) -> Result<(), ScenarioError> {
    let sheet = Sheet::new(source);
    if let Some(document) = sheet.parse() {
        let root = Node::root(&sheet, &document);
        root.only(&["format", "dilemmas"]);
        if format(&root) {
            section::dilemmas::read(&root, draft);
        }
    }
    sheet.verdict(())
}
