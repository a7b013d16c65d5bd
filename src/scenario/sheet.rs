//! A sheet is one TOML text being read, with all the mistakes found in it so far.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use toml::Spanned;
use toml::de::DeTable;

use super::mistake::{Mistake, Place, ScenarioError, printable};
use super::source::{Kind, SCENARIO, Source};

/// A text being read.
pub struct Sheet {
    /// The text and its name.
    pub source: Source,
    /// What helps where nothing stands in it.
    empty: &'static str,
    mistakes: RefCell<Vec<(usize, Mistake)>>,
    omitted: Cell<usize>,
}

/// Most mistakes of one text that are kept.
const KEPT: usize = 200;

impl Sheet {
    /// A scenario's sheet, on which nothing is wrong yet.
    pub fn new(source: Source) -> Self {
        Self::of(source, &SCENARIO)
    }

    /// A sheet of some kind.
    pub fn of(source: Source, kind: &Kind) -> Self {
        Self { source, empty: kind.empty, mistakes: RefCell::default(), omitted: Cell::default() }
    }

    /// The text as TOML; mistakes of syntax are reported here.
    pub fn parse(&self) -> Option<Spanned<DeTable<'_>>> {
        let text = &self.source.text;
        if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
            self.report_whole("the file is empty: no key stands in it", self.empty);
            return None;
        }
        let (table, errors) = DeTable::parse_recoverable(text);
        // One slip of syntax drags others after it: the first says what is wrong.
        let first = errors.iter().min_by_key(|error| error.span().map_or(0, |span| span.start));
        if let Some(error) = first {
            let message = format!("this is not TOML: {}", error.message().trim().replace('\n', ", "));
            match error.span() {
                Some(span) => self.report(&span, message, syntax_help(text, &span)),
                None => self.note(0, message, None, || None),
            }
        }
        errors.is_empty().then_some(table)
    }

    /// Notes a mistake at a place.
    pub fn report(&self, span: &Range<usize>, message: String, help: Option<String>) {
        self.note(span.start, message, help, || Some(Place::of(&self.source.text, span)));
    }

    /// Notes a mistake of the file as a whole.
    pub fn report_whole(&self, message: &str, help: &str) {
        self.note(0, message.to_owned(), Some(help.to_owned()), || None);
    }

    fn note(&self, at: usize, message: String, help: Option<String>, place: impl Fn() -> Option<Place>) {
        let mut found = self.mistakes.borrow_mut();
        if found.len() >= KEPT {
            self.omitted.set(self.omitted.get() + 1);
            return;
        }
        // Names in messages come from the file: they may hold anything.
        let (message, help) = (printable(&message), help.map(|help| printable(&help)));
        found.push((at, Mistake { file: self.source.label.clone(), place: place(), message, help }));
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
        Err(ScenarioError { mistakes, omitted: self.omitted.take() })
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
