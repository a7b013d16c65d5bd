//! The cells of one row, by column: what is asked of them is checked and reported with its place.

use std::ops::Range;

use csv::StringRecord;

use super::COLUMNS;
use crate::model::calendar::Month;
use crate::scenario::nearest::suggestion;
use crate::scenario::sheet::Sheet;

/// A row of a table.
pub struct Cells<'a> {
    sheet: &'a Sheet,
    record: &'a StringRecord,
}

/// The first byte of a record and its line; comments and empty lines before it belong to no record.
fn start(text: &str, record: &StringRecord) -> (usize, usize) {
    let position = record.position();
    let mut at = position.map_or(0, |p| usize::try_from(p.byte()).unwrap_or(0)).min(text.len());
    let mut line = position.map_or(1, |p| usize::try_from(p.line()).unwrap_or(1));
    loop {
        let rest = text[at..].trim_start_matches('\r');
        let end = rest.find('\n').map_or(rest.len(), |i| i + 1);
        if end == 0 || !(rest.starts_with('#') || rest.starts_with('\n')) {
            return (text.len() - rest.len(), line);
        }
        at = text.len() - rest.len() + end;
        line += 1;
    }
}

/// Where the line of a record stands in the text.
pub fn line_of(text: &str, record: &StringRecord) -> Range<usize> {
    let from = start(text, record).0;
    from..text[from..].find('\n').map_or(text.len(), |i| from + i)
}

/// Where a field of a record stands in the text, quotes included.
fn field_of(text: &str, record: &StringRecord, field: usize) -> Range<usize> {
    let (mut from, mut left, mut quoted) = (start(text, record).0, field, false);
    let first = from;
    for (i, byte) in text.as_bytes()[first..].iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b',' | b'\n' | b'\r' if !quoted => {
                if left == 0 || *byte != b',' {
                    return from..first + i;
                }
                (from, left) = (first + i + 1, left - 1);
            }
            _ => {}
        }
    }
    from..text.len()
}

impl<'a> Cells<'a> {
    /// The cells of a record.
    pub fn new(sheet: &'a Sheet, record: &'a StringRecord) -> Self {
        Self { sheet, record }
    }

    /// The line of the file, from 1.
    pub fn line(&self) -> usize {
        start(&self.sheet.source.text, self.record).1
    }

    /// Whether the row has a cell for every column.
    pub fn complete(&self) -> Option<()> {
        if self.record.len() == COLUMNS.len() {
            return Some(());
        }
        let text = &self.sheet.source.text;
        let message = format!("the row has {} columns, not {}", self.record.len(), COLUMNS.len());
        let help = format!("the columns are {}; put a text with a comma in quotes", COLUMNS.join(","));
        self.sheet.report(&line_of(text, self.record), message, Some(help));
        None
    }

    fn place(column: &str) -> usize {
        COLUMNS.iter().position(|name| *name == column).unwrap_or(COLUMNS.len())
    }

    /// A cell without the space around it.
    pub fn text(&self, column: &str) -> &'a str {
        self.record.get(Self::place(column)).unwrap_or_default().trim()
    }

    /// A cell for messages.
    pub fn shown(&self, column: &str) -> String {
        match self.text(column) {
            "" => "empty".to_owned(),
            text => format!("`{text}`"),
        }
    }

    /// Reports a mistake in a column.
    pub fn report<T>(&self, column: &str, message: String, help: &str) -> Option<T> {
        let place = field_of(&self.sheet.source.text, self.record, Self::place(column));
        self.sheet.report(&place, message, Some(help.to_owned()));
        None
    }

    /// A finite number.
    pub fn number(&self, column: &str) -> Option<f64> {
        let number = self.text(column).parse().ok().filter(|number: &f64| number.is_finite());
        let message = || format!("`{column}` is {}; it must be a number", self.shown(column));
        number.or_else(|| self.report(column, message(), "write it with a point, as 0.25"))
    }

    /// A month; one before the model's first is read as that one.
    pub fn month(&self, column: &str, latest: Option<Month>) -> Option<Month> {
        let text = self.text(column);
        let Some(month) = text.parse().ok().or_else(|| before_first(text)) else {
            let message =
                format!("`{column}` is {}; it must be a month from 2000-01 to 2099-12", self.shown(column));
            return self.report(column, message, "write it as 2025-05");
        };
        match latest {
            Some(latest) if month > latest => {
                let message =
                    format!("`{column}` is {month}; the last month of the built-in data is {latest}");
                self.report(column, message, "later figures belong in a file of your own")
            }
            _ => Some(month),
        }
    }

    /// One of a few words, as its place among them.
    pub fn one_of(&self, column: &str, allowed: &[&str]) -> Option<usize> {
        let place = allowed.iter().position(|word| *word == self.text(column));
        let message =
            || format!("`{column}` is {}; it must be one of: {}", self.shown(column), allowed.join(", "));
        place.or_else(|| self.report(column, message(), &suggestion(self.text(column), allowed)))
    }
}

/// The model's first month for a month of the years before it.
fn before_first(text: &str) -> Option<Month> {
    let (year, month) = text.split_once('-')?;
    let digits = |text: &str, n: usize| text.len() == n && text.bytes().all(|b| b.is_ascii_digit());
    let known = digits(year, 4) && digits(month, 2) && ("2000".."2024").contains(&year);
    (known && ("01"..="12").contains(&month)).then_some(Month::FIRST)
}
