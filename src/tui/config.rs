//! The player's settings: a TOML file in the user's configuration folder, read before the screen is taken.

mod keys;
mod template;
#[cfg(test)]
mod tests;

use std::fmt;
use std::io::ErrorKind;
use std::path::Path;

pub use template::template;

use super::capability::Glyphs;
use super::home;
use super::keymap::Keymap;
use super::theme::ThemeName;
use crate::scenario::{Field, Mistake, Node, Origin, ScenarioError, Sheet, Source, nearest};

/// Fewest and most futures.
pub const FUTURES: (usize, usize) = (8, 1000);

/// The settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Colours.
    pub theme: ThemeName,
    /// Characters; none takes what the terminal is found to be able to draw.
    pub glyphs: Option<Glyphs>,
    /// Whether the mouse is taken.
    pub mouse: bool,
    /// How many futures are run.
    pub futures: usize,
    /// Whether labs are shown by their archetypes.
    pub archetypes: bool,
    /// Whether the screen is made for being read aloud.
    pub accessible: bool,
    /// Whether time that runs stops at important news.
    pub pause_at_news: bool,
    /// Keys.
    pub keys: Keymap,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            theme: ThemeName::Dark,
            glyphs: None,
            mouse: true,
            futures: 100,
            archetypes: false,
            accessible: false,
            pause_at_news: true,
            keys: Keymap::default(),
        }
    }
}

/// Glyph levels as they are written; `auto` is none of them.
pub const GLYPHS: [(&str, Glyphs); 3] =
    [("ascii", Glyphs::Ascii), ("block", Glyphs::Block), ("braille", Glyphs::Braille)];

/// The glyph level of this name.
pub fn glyphs_of(name: &str) -> Option<Glyphs> {
    GLYPHS.iter().find(|(known, _)| *known == name).map(|(_, glyphs)| *glyphs)
}

/// All that is wrong with the settings. Its text is the full report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct ConfigError(Vec<Mistake>);

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.len() > 1 {
            writeln!(f, "{} mistakes in the settings\n", self.0.len())?;
        }
        for (i, mistake) in self.0.iter().enumerate() {
            write!(f, "{}{mistake}", if i == 0 { "" } else { "\n\n" })?;
        }
        Ok(())
    }
}

impl From<ScenarioError> for ConfigError {
    fn from(error: ScenarioError) -> Self {
        Self(error.mistakes)
    }
}

impl Config {
    /// The settings of this user; without a file, the defaults.
    ///
    /// # Errors
    /// With all the mistakes of the file, or if it cannot be read.
    pub fn load() -> Result<Self, ConfigError> {
        match home::config_file() {
            Some(path) => Self::load_file(&path),
            None => Ok(Self::default()),
        }
    }

    fn load_file(path: &Path) -> Result<Self, ConfigError> {
        let label = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => Self::read(&label, &text),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(ConfigError(vec![Mistake {
                file: label,
                place: None,
                message: format!("the settings cannot be read: {error}"),
                help: Some("mend the file, or move it away to have the defaults".to_owned()),
            }])),
        }
    }

    /// Settings from a text; `label` names it in reports.
    ///
    /// # Errors
    /// With all the mistakes of the text.
    pub fn read(label: &str, text: &str) -> Result<Self, ConfigError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
        let mut config = Self::default();
        if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
            return Ok(config);
        }
        let source = Source { origin: Origin::File(label.into()), label: label.to_owned(), text };
        let sheet = Sheet::new(source);
        if let Some(document) = sheet.parse() {
            config.take(&Node::root(&sheet, &document));
        }
        Ok(sheet.verdict(config)?)
    }

    fn take(&mut self, root: &Node<'_>) {
        root.only(&[
            "theme",
            "glyphs",
            "mouse",
            "futures",
            "archetypes",
            "accessible",
            "pause_at_news",
            "keys",
        ]);
        if let Some(name) = word(root, "theme", "theme", &ThemeName::ALL.map(|(name, _)| name)) {
            self.theme = ThemeName::from_name(name).unwrap_or(self.theme);
        }
        if let Some(name) = word(root, "glyphs", "glyph level", &["auto", "ascii", "block", "braille"]) {
            self.glyphs = glyphs_of(name);
        }
        for (key, flag) in [
            ("mouse", &mut self.mouse),
            ("archetypes", &mut self.archetypes),
            ("accessible", &mut self.accessible),
            ("pause_at_news", &mut self.pause_at_news),
        ] {
            *flag = root.field(key).and_then(|field| field.flag()).unwrap_or(*flag);
        }
        let (fewest, most) = (FUTURES.0 as i64, FUTURES.1 as i64);
        let futures = root.field("futures").and_then(|field| field.whole_in(fewest, most));
        self.futures = futures.and_then(|n| usize::try_from(n).ok()).unwrap_or(self.futures);
        let table = root.field("keys").and_then(|field| {
            field.table("a table: [keys], and below it lines such as step = [\".\", \"ctrl-n\"]")
        });
        if let Some(table) = table {
            self.keys = keys::read(&table);
        }
    }
}

/// One of a few words.
fn word<'a>(root: &Node<'a>, key: &str, kind: &str, allowed: &[&str]) -> Option<&'a str> {
    root.field(key).and_then(|field| field.one_of(kind, allowed))
}

/// How an unknown name of an action is mended.
fn which_action(field: &Field<'_>, names: &[String]) -> String {
    let near = nearest(field.key, names.iter().map(String::as_str));
    let asked = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    format!("{asked}`weights config template` lists all actions")
}
