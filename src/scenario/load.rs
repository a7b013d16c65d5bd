//! From a name or a path to a scenario: the file, its ancestors, and all that is wrong with them.

mod include;

use std::path::{Path, PathBuf};

use super::Scenario;
use super::built_in;
use super::draft::Draft;
use super::mistake::{ScenarioError, printable};
use super::nearest::suggestion;
use super::node::{Field, Node};
use super::section;
use super::sheet::Sheet;
use super::source::{Origin, Source};
use crate::model::calendar::Month;

/// The newest version of the format that this program reads.
const FORMAT: i64 = 1;
/// Most ancestors of a file.
const LONGEST_CHAIN: usize = 16;

/// The scenario of a source.
pub fn scenario(source: Source) -> Result<Scenario, ScenarioError> {
    let mut reader = Reader { chain: Vec::new() };
    reader.read(source, |draft, sheet, extends| draft.finish(sheet, extends))
}

/// The source that a user means by a name or a path: built-in names first.
pub fn find(name_or_path: &str) -> Result<Source, ScenarioError> {
    if let Some(source) = Source::built_in(name_or_path) {
        return Ok(source);
    }
    let path = Path::new(name_or_path);
    let is_path = path.components().count() > 1 || path.extension().is_some() || path.exists();
    if is_path {
        return Source::file(path);
    }
    let with_ending = path.with_extension("toml");
    let names = built_in::names();
    let help = if with_ending.is_file() {
        format!("there is a file of that name: `{}`", with_ending.display())
    } else {
        format!("{}; or give the path of a .toml file", suggestion(name_or_path, &names))
    };
    let message = "there is no built-in scenario of this name".to_owned();
    Err(ScenarioError::whole_file(name_or_path, message, Some(help)))
}

/// Reads a file after its ancestors.
struct Reader {
    /// The files being read, the youngest first.
    chain: Vec<(Origin, String)>,
}

impl Reader {
    /// Reads a source over its ancestors and hands the draft on.
    fn read<T>(
        &mut self,
        source: Source,
        then: impl FnOnce(Draft, &Sheet, Option<String>) -> Result<T, ScenarioError>,
    ) -> Result<T, ScenarioError> {
        let own_name = own_name(&source);
        self.chain.push((identity(&source.origin), source.label.clone()));
        let sheet = Sheet::new(source);
        let Some(document) = sheet.parse() else {
            return Err(sheet.verdict(()).err().unwrap_or_default());
        };
        let root = Node::root(&sheet, &document);
        if !format(&root) {
            sheet.verdict(())?;
        }
        let extends = root.field("extends");
        let parent = extends.as_ref().map(|field| self.parent(field, &sheet));
        let mut draft = match parent {
            None => Draft::blank(),
            Some(Some(parent)) => self.ancestor(parent)?,
            Some(None) => {
                // Without the parent only what stands by itself can be judged.
                section::head::read(&root, &mut Draft::blank());
                let mut alone = Draft { ends: Month::LAST, ..Draft::blank() };
                section::levers::read(&root, &mut alone);
                section::parameters::read_structural(&root, &mut alone);
                sheet.verdict(Draft::blank())?
            }
        };
        draft.name = own_name;
        draft.apply(&root);
        include::read(&root, &sheet, &mut draft)?;
        section::dilemmas::read(&root, &mut draft);
        section::posterior::read(&root, &sheet, &mut draft)?;
        let extends = extends.and_then(|field| field.text()).map(str::to_owned);
        sheet.verdict(())?;
        then(draft, &sheet, extends)
    }

    fn ancestor(&mut self, source: Source) -> Result<Draft, ScenarioError> {
        // The closure is boxed by type, not by value: recursion ends at files without `extends`.
        let then = |draft: Draft, _: &Sheet, _: Option<String>| Ok(draft);
        self.read(source, then as fn(Draft, &Sheet, Option<String>) -> Result<Draft, ScenarioError>)
    }

    /// The source that `extends` names: a built-in scenario, or a file beside this one.
    fn parent(&self, field: &Field<'_>, sheet: &Sheet) -> Option<Source> {
        let name = field.text()?;
        if let Some(source) = Source::built_in(name).filter(|source| !self.is_being_read(source)) {
            return Some(source);
        }
        let Origin::File(own) = &sheet.source.origin else {
            field.wrong("the name of another built-in scenario");
            return None;
        };
        let path = beside(own, name);
        if Path::new(name).components().count() != 1 || !path.is_file() {
            let message = format!("there is no scenario `{name}` to extend");
            let help = suggestion(name, &built_in::names());
            field.report(message, Some(format!("{help}; or the name of a .toml file beside this one")));
            return None;
        }
        match Source::file(&path) {
            Ok(source) if self.is_being_read(&source) => {
                field.report(self.circle(&source), Some("a file cannot inherit from itself".to_owned()));
                None
            }
            Ok(_) if self.chain.len() >= LONGEST_CHAIN => {
                let help = "join some of the files into one".to_owned();
                field.report(format!("more than {LONGEST_CHAIN} files extend one another"), Some(help));
                None
            }
            Ok(source) => Some(source),
            Err(error) => {
                let why = error.mistakes.first().map_or_else(String::new, |mistake| mistake.message.clone());
                field.report(format!("the file `{}` cannot be extended: {why}", path.display()), None);
                None
            }
        }
    }

    fn is_being_read(&self, source: &Source) -> bool {
        let identity = identity(&source.origin);
        self.chain.iter().any(|(origin, _)| *origin == identity)
    }

    fn circle(&self, source: &Source) -> String {
        let start =
            self.chain.iter().position(|(origin, _)| *origin == identity(&source.origin)).unwrap_or(0);
        let labels = self.chain[start..].iter().map(|(_, label)| label.as_str());
        let circle: Vec<&str> = labels.chain([source.label.as_str()]).collect();
        format!("`extends` goes in a circle: {}", circle.join(" -> "))
    }
}

/// A file's path in a form in which two ways to one file are equal.
fn identity(origin: &Origin) -> Origin {
    match origin {
        Origin::File(path) => Origin::File(path.canonicalize().unwrap_or_else(|_| path.clone())),
        built_in @ Origin::BuiltIn(_) => built_in.clone(),
    }
}

fn beside(own: &Path, name: &str) -> PathBuf {
    let path = own.with_file_name(name);
    if path.extension().is_some_and(|ending| ending == "toml") { path } else { path.with_extension("toml") }
}

/// A scenario is called as its file, unless it says otherwise.
fn own_name(source: &Source) -> String {
    match &source.origin {
        Origin::BuiltIn(name) => (*name).to_owned(),
        Origin::File(path) => {
            path.file_stem().map_or_else(String::new, |stem| printable(&stem.to_string_lossy()))
        }
    }
}

/// Whether the version of the format is one that can be read on; a missing one is reported and read as 1.
fn format(root: &Node<'_>) -> bool {
    let Some(field) = root.need("format", "the version of the file format: 1") else { return true };
    match field.number("1, the version of the file format") {
        Some(version) if version > FORMAT as f64 => {
            let message = format!("this file is of format {version}; this program reads format {FORMAT}");
            field.report(message, Some("a newer version of `weights` is needed to read it".to_owned()));
            false
        }
        Some(version) if version != FORMAT as f64 => {
            field.wrong("1, the version of the file format");
            true
        }
        _ => true,
    }
}
