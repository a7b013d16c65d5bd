//! Worldview files: from TOML text to a [`Worldview`], with all mistakes told at once.

use std::path::Path;

use super::{TEXTS, Worldview};
use crate::model::lever::LEVERS;
use crate::model::parameters::{self, Entry};
use crate::scenario::Reference;
use crate::scenario::document::{FileError, Format, document, format_of};
use crate::scenario::mistake::ScenarioError;
use crate::scenario::nearest::suggestion;
use crate::scenario::node::{Field, Node};
use crate::scenario::section;
use crate::scenario::source::{Kind, Source};

/// The newest version of the format that this program reads.
pub const FORMAT: i64 = 1;

const KIND: Kind = Kind::toml(
    "worldview",
    "check the path; `weights worldview list` names the built-in worldviews",
    "docs/worldviews.md shows what such a file looks like",
);

const TOP: [&str; 7] = ["format", "name", "title", "school", "argument", "sources", "parameters"];

impl Worldview {
    /// A built-in worldview.
    ///
    /// # Errors
    /// If there is none of this name.
    pub fn built_in(name: &str) -> Result<Self, FileError> {
        Source::carried(name, TEXTS)
            .ok_or_else(|| unknown(name))
            .and_then(read)
            .map_err(|error| FileError::new(&KIND, error))
    }

    /// The worldview that a user means by a name or a path: a built-in one first, else a file.
    ///
    /// # Errors
    /// If there is no such worldview or file, or with all the mistakes of the file.
    pub fn load(name_or_path: &str) -> Result<Self, FileError> {
        find(name_or_path).and_then(read).map_err(|error| FileError::new(&KIND, error))
    }

    /// The worldview that a file means by a name: a built-in one first, else a file by its path from the folder of that
    /// file. None if there is neither.
    ///
    /// # Errors
    /// With all the mistakes of the file.
    pub(crate) fn named_in(folder: &Path, name: &str) -> Option<Result<Self, ScenarioError>> {
        if let Some(source) = Source::carried(name, TEXTS) {
            return Some(read(source));
        }
        let path = folder.join(name);
        path.is_file().then(|| Source::file_of(&path, &KIND).and_then(read))
    }

    /// The worldview of a text, as if it stood in a file of this name.
    ///
    /// # Errors
    /// With all mistakes of the text.
    pub fn from_text(name: &str, text: &str) -> Result<Self, FileError> {
        read(Source::text(name, text)).map_err(|error| FileError::new(&KIND, error))
    }
}

fn find(name_or_path: &str) -> Result<Source, ScenarioError> {
    if let Some(source) = Source::carried(name_or_path, TEXTS) {
        return Ok(source);
    }
    let path = Path::new(name_or_path);
    let is_path = path.components().count() > 1 || path.extension().is_some() || path.exists();
    if is_path { Source::file_of(path, &KIND) } else { Err(unknown(name_or_path)) }
}

fn unknown(name: &str) -> ScenarioError {
    let help = format!("{}; or give the path of a .toml file", suggestion(name, &Worldview::built_ins()));
    ScenarioError::whole_file(name, "there is no built-in worldview of this name".to_owned(), Some(help))
}

fn read(source: Source) -> Result<Worldview, ScenarioError> {
    document(source, &KIND, |root| match format_of(root, "worldview", FORMAT) {
        Format::Newer => None,
        Format::Known | Format::Unclear => worldview(root),
    })
}

fn worldview(root: &Node<'_>) -> Option<Worldview> {
    root.only(&TOP);
    let name = root.need("name", "the worldview's name").and_then(|field| section::name(&field));
    let title = root.need("title", "the worldview's name for people").and_then(|field| field.text());
    let school = root.need("school", "whose thought it is").and_then(|field| field.text());
    let argument =
        root.need("argument", "why the world would work like this").and_then(|field| field.prose());
    let sources = root.need("sources", "where the argument can be read").and_then(|field| sources(&field));
    let parameters = root.need("parameters", "a table of what it sets; it may be empty");
    let parameters = parameters.and_then(|field| settings(&field));
    Some(Worldview {
        name: name?.to_owned(),
        title: title?.trim().to_owned(),
        school: school?.trim().to_owned(),
        argument: argument?.trim().replace('\n', " "),
        sources: sources?,
        parameters: parameters?,
    })
}

fn sources(field: &Field<'_>) -> Option<Vec<Reference>> {
    let must = "a list of { title = \"...\", date = \"...\", fact = \"...\" }";
    let items = field.items(must)?;
    if items.is_empty() {
        field.report(
            "there is no source: nobody can look up whose argument this is".to_owned(),
            Some("name at least one text of the school".to_owned()),
        );
    }
    Some(items.iter().filter_map(|item| section::head::source(item, must)).collect())
}

/// What `[parameters]` sets, in the order of the table of parameters.
fn settings(field: &Field<'_>) -> Option<Vec<(Entry, f64)>> {
    let table = field.table("a table: [parameters]")?;
    let mut set: Vec<(String, f64)> = Vec::new();
    for field in table.fields() {
        if is_of_a_scenario(field.key) {
            let message =
                format!("`{}` is no structural parameter, and a worldview sets nothing else", field.key);
            let help = "levers and labs belong in a scenario or in `--set`: a worldview says how the world works, not \
                        what is done in it";
            field.report_key(message, Some(help.to_owned()));
            continue;
        }
        section::parameters::parameter(&field, field.key, &mut |entry, value| {
            let name = entry.name();
            if set.iter().any(|(known, _)| *known == name) {
                let help = "keep one of the two: a name can be written with dots or in quotes, but only once";
                field.report_key(format!("`{name}` is set twice"), Some(help.to_owned()));
            }
            set.push((name, value));
        });
    }
    let value = |entry: &Entry| set.iter().find(|(name, _)| *name == entry.name()).map(|(_, value)| *value);
    Some(parameters::entries().filter_map(|entry| Some((entry, value(&entry)?))).collect())
}

/// Whether a key names a lever, all levers of a holder, or labs.
fn is_of_a_scenario(key: &str) -> bool {
    let head = key.split('.').next().unwrap_or(key);
    head == "labs" || LEVERS.iter().any(|spec| spec.name.split('.').next() == Some(head))
}
