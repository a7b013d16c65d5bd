//! The text of a scenario: from the program itself or from a file, of a sane size, and UTF-8.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::built_in;
use super::mistake::{Mistake, Place, ScenarioError};

/// Largest scenario file that is read, in bytes.
pub const LARGEST_FILE: u64 = 1_000_000;

/// Where a text comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The program itself, under this name.
    BuiltIn(&'static str),
    /// A file.
    File(PathBuf),
}

/// A text, and how to name it in a report.
#[derive(Clone, Debug)]
pub struct Source {
    /// Where it comes from.
    pub origin: Origin,
    /// How reports name it.
    pub label: String,
    /// The text.
    pub text: String,
}

/// How reports speak of files of a kind.
pub struct Kind {
    /// What such a file is called.
    pub noun: &'static str,
    /// What helps where there is no file.
    pub not_found: &'static str,
    /// What helps where nothing stands in it.
    pub empty: &'static str,
    /// What one looks like.
    pub form: &'static str,
    /// How its name ends.
    pub ending: &'static str,
    /// The most bytes that one may have.
    pub largest: u64,
}

/// Scenarios.
pub const SCENARIO: Kind = Kind::toml(
    "scenario",
    "check the path; `weights scenario list` names the built-in scenarios",
    "`weights scenario new NAME` writes one",
);

impl Kind {
    /// Such a file with its article.
    fn one(&self) -> String {
        let article = if self.noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        format!("{article} {}", self.noun)
    }

    /// A kind of TOML files.
    pub const fn toml(noun: &'static str, not_found: &'static str, empty: &'static str) -> Self {
        Self { noun, not_found, empty, form: "a few pages of TOML", ending: "toml", largest: LARGEST_FILE }
    }
}

impl Source {
    /// A built-in scenario's text.
    pub fn built_in(name: &str) -> Option<Self> {
        Self::carried(name, built_in::TEXTS)
    }

    /// A text that the program carries, of those of some kind: their names and texts.
    pub fn carried(name: &str, texts: &[(&'static str, &str)]) -> Option<Self> {
        let (name, text) = texts.iter().find(|(known, _)| *known == name)?;
        let label = format!("{name}.toml (built in)");
        Some(Self { origin: Origin::BuiltIn(name), label, text: (*text).to_owned() })
    }

    /// The text of a part of a built-in scenario, by the path at which it is included.
    pub fn part(path: &str) -> Option<Self> {
        let (path, text) = built_in::PARTS.iter().find(|(part, _)| *part == path)?;
        let label = format!("{path} (built in)");
        Some(Self { origin: Origin::BuiltIn(path), label, text: (*text).to_owned() })
    }

    /// A text, as if it stood in a file of this name.
    pub fn text(label: &str, text: &str) -> Self {
        Self { origin: Origin::File(label.into()), label: label.to_owned(), text: text.to_owned() }
    }

    /// The text of a scenario's file.
    pub fn file(path: &Path) -> Result<Self, ScenarioError> {
        Self::file_of(path, &SCENARIO)
    }

    /// The text of a file of some kind.
    pub fn file_of(path: &Path, kind: &Kind) -> Result<Self, ScenarioError> {
        let label = path.display().to_string();
        let refuse = |message: String, help: Option<String>| ScenarioError::whole_file(&label, message, help);
        let bytes = read(path, kind).map_err(|(message, help)| refuse(message, help))?;
        if bytes.len() as u64 > kind.largest {
            let help = format!("{} is {}; is this the right file?", kind.one(), kind.form);
            let most = kind.largest / 1_000_000;
            let message = format!("the file is larger than {most} MB, the most that {} may have", kind.one());
            return Err(refuse(message, Some(help)));
        }
        let text = String::from_utf8(bytes).map_err(|error| not_utf8(&label, &error))?;
        let text = text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned);
        Ok(Self { origin: Origin::File(path.to_owned()), label, text })
    }
}

type Refusal = (String, Option<String>);

/// The file's bytes, at most one more than allowed.
fn read(path: &Path, kind: &Kind) -> Result<Vec<u8>, Refusal> {
    if path.is_dir() {
        return Err((
            format!("this is a directory; {} is a file", kind.one()),
            Some(format!("name a .{} file inside it", kind.ending)),
        ));
    }
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => ("there is no such file".to_owned(), Some(kind.not_found.to_owned())),
        _ => (format!("the file cannot be read: {error}"), None),
    };
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(kind.largest + 1).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

fn not_utf8(label: &str, error: &std::string::FromUtf8Error) -> ScenarioError {
    let good = error.utf8_error().valid_up_to();
    let text = String::from_utf8_lossy(error.as_bytes());
    let mistake = Mistake {
        file: label.to_owned(),
        place: Some(Place::of(&text, &(good..good + '\u{fffd}'.len_utf8()))),
        message: "the file is not UTF-8 text".to_owned(),
        help: Some("save it as UTF-8 in your editor".to_owned()),
    };
    ScenarioError { mistakes: vec![mistake], omitted: 0 }
}
