//! A sheet is one TOML text being read, with all the mistakes found in it so far.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::DeTable;

use super::mistake::{Mistake, Place, ScenarioError};
use super::source::Source;

/// A text being read.
pub struct Sheet {
    /// The text and its name.
    pub source: Source,
    mistakes: RefCell<Vec<(usize, Mistake)>>,
}

impl Sheet {
    /// A sheet on which nothing is wrong yet.
    pub fn new(source: Source) -> Self {
        Self { source, mistakes: RefCell::default() }
    }

    /// The text as TOML; mistakes of syntax are reported here.
    pub fn parse(&self) -> Option<Spanned<DeTable<'_>>> {
        let text = &self.source.text;
        if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
            self.report_whole(
                "the file is empty: no key stands in it",
                "`weights scenario new NAME` writes one",
            );
            return None;
        }
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let span = error.span().unwrap_or(0..0);
            let message = format!("this is not TOML: {}", error.message().trim().replace('\n', ", "));
            self.report(&span, message, syntax_help(text, &span));
        }
        errors.is_empty().then_some(table)
    }

    /// Notes a mistake at a place.
    pub fn report(&self, span: &Range<usize>, message: String, help: Option<String>) {
        let place = Some(Place::of(&self.source.text, span));
        let mistake = Mistake { file: self.source.label.clone(), place, message, help };
        self.mistakes.borrow_mut().push((span.start, mistake));
    }

    /// Notes a mistake of the file as a whole.
    pub fn report_whole(&self, message: &str, help: &str) {
        let file = self.source.label.clone();
        let mistake = Mistake { file, place: None, message: message.to_owned(), help: Some(help.to_owned()) };
        self.mistakes.borrow_mut().push((0, mistake));
    }

    /// The value, if nothing is wrong; else all that is, in the order of the text.
    pub fn verdict<T>(&self, value: T) -> Result<T, ScenarioError> {
        let mut found = self.mistakes.borrow_mut();
        if found.is_empty() {
            return Ok(value);
        }
        found.sort_by_key(|(start, _)| *start);
        let mut mistakes: Vec<Mistake> = found.drain(..).map(|(_, mistake)| mistake).collect();
        mistakes.dedup();
        Err(ScenarioError { mistakes })
    }
}

/// What a slip of syntax is most often, seen from its line.
fn syntax_help(text: &str, span: &Range<usize>) -> Option<String> {
    let start = text.get(..span.start)?.rfind('\n').map_or(0, |i| i + 1);
    let line = text[start..].lines().next()?;
    let value = line.split_once('=').map(|(_, value)| value.trim())?;
    let bare_month = value.len() == 7 && value.parse::<crate::model::calendar::Month>().is_ok();
    bare_month.then(|| format!("write a month in quotes: \"{value}\""))
}
