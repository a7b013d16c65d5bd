//! Tables and values of a sheet, each with its place: what is asked of them is checked and reported here.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::nearest::suggestion;
use super::sheet::Sheet;
use crate::model::calendar::Month;

/// A table.
#[derive(Clone)]
pub struct Node<'a> {
    sheet: &'a Sheet,
    table: &'a DeTable<'a>,
    span: Range<usize>,
    path: String,
}

/// A key and its value.
#[derive(Clone)]
pub struct Field<'a> {
    sheet: &'a Sheet,
    /// The key as it stands.
    pub key: &'a str,
    key_span: Range<usize>,
    path: String,
    value: &'a Spanned<DeValue<'a>>,
}

impl<'a> Node<'a> {
    /// The whole sheet.
    pub fn root(sheet: &'a Sheet, table: &'a Spanned<DeTable<'a>>) -> Self {
        Self { sheet, table: table.get_ref(), span: 0..0, path: String::new() }
    }

    /// All keys, in order of name.
    pub fn fields(&self) -> impl Iterator<Item = Field<'a>> + '_ {
        self.table.iter().map(|(key, value)| {
            let name: &'a str = key.get_ref();
            let path = if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) };
            Field { sheet: self.sheet, key: name, key_span: key.span(), path, value }
        })
    }

    /// The value of a key, if it stands here.
    pub fn field(&self, key: &str) -> Option<Field<'a>> {
        self.fields().find(|field| field.key == key)
    }

    /// The value of a key; its absence is a mistake.
    pub fn need(&self, key: &str, meaning: &str) -> Option<Field<'a>> {
        let field = self.field(key);
        if field.is_none() {
            self.missing(key, meaning);
        }
        field
    }

    /// Reports that a key is missing.
    pub fn missing(&self, key: &str, meaning: &str) {
        let message = if self.path.is_empty() {
            format!("the key `{key}` is missing ({meaning})")
        } else {
            format!("`{}` lacks the key `{key}` ({meaning})", self.path)
        };
        self.report(message, Some(format!("add `{key} = ...`")));
    }

    /// Reports every key that is not among those allowed.
    pub fn only(&self, allowed: &[&str]) {
        for field in self.fields().filter(|field| !allowed.contains(&field.key)) {
            let message = match self.path.as_str() {
                "" => format!("there is no key `{}` at the top level", field.key),
                path => format!("there is no key `{}` in `{path}`", field.key),
            };
            field.report_key(message, Some(suggestion(field.key, allowed)));
        }
    }

    /// Reports a mistake of the table as a whole.
    pub fn report(&self, message: String, help: Option<String>) {
        if self.path.is_empty() {
            self.sheet.report_whole(&message, help.as_deref().unwrap_or(""));
        } else {
            self.sheet.report(&self.span, message, help);
        }
    }
}

impl<'a> Field<'a> {
    /// Reports a mistake of the value.
    pub fn report(&self, message: String, help: Option<String>) {
        self.sheet.report(&self.value.span(), message, help);
    }

    /// Reports that the value is not what it must be.
    pub fn wrong(&self, must: &str) {
        self.wrong_with(must, None);
    }

    /// Reports that the value is not what it must be, with a way to mend it.
    pub fn wrong_with(&self, must: &str, help: Option<String>) {
        self.report(format!("`{}` is {}; it must be {must}", self.path, self.written()), help);
    }

    /// Reports a mistake of the key.
    pub fn report_key(&self, message: String, help: Option<String>) {
        self.sheet.report(&self.key_span, message, help);
    }

    /// Reports that a name, given as key or as value, is not known.
    pub fn unknown_name(&self, kind: &str, name: &str, allowed: &[&str]) {
        let message = format!("there is no {kind} `{name}`");
        let help = Some(suggestion(name, allowed));
        if self.key.split('.').any(|part| part == name) {
            self.report_key(message, help);
        } else {
            self.report(message, help);
        }
    }

    /// Its name with those of the tables around it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The value as it stands in the file, shortened.
    fn written(&self) -> String {
        const LONGEST: usize = 40;
        let text = self.sheet.source.text.get(self.value.span()).unwrap_or_default();
        let line = text.lines().next().unwrap_or_default();
        match line.char_indices().nth(LONGEST) {
            Some((cut, _)) => format!("{}...", &line[..cut]),
            None if text.contains('\n') => format!("{line}..."),
            None => line.to_owned(),
        }
    }

    /// A number, whole or not; reported if it is none or not finite.
    pub fn number(&self, must: &str) -> Option<f64> {
        let number = self.plain_number().filter(|number| number.is_finite());
        if number.is_none() {
            self.wrong(must);
        }
        number
    }

    /// Whether the value is a table.
    pub fn is_table(&self) -> bool {
        self.value.get_ref().is_table()
    }

    fn plain_number(&self) -> Option<f64> {
        match self.value.get_ref() {
            DeValue::Integer(whole) => {
                i64::from_str_radix(whole.as_str(), whole.radix()).ok().map(|whole| whole as f64)
            }
            DeValue::Float(float) => float.as_str().parse().ok(),
            _ => None,
        }
    }

    /// A number within bounds.
    pub fn number_in(&self, (low, high): (f64, f64)) -> Option<f64> {
        let must = format!("a number from {} to {}", rounded(low), rounded(high));
        let number = self.number(&must)?;
        if !(low..=high).contains(&number) {
            self.wrong(&must);
            return None;
        }
        Some(number)
    }

    /// A whole number within bounds.
    pub fn whole_in(&self, low: i64, high: i64) -> Option<i64> {
        let whole = match self.value.get_ref() {
            DeValue::Integer(whole) => i64::from_str_radix(whole.as_str(), whole.radix()).ok(),
            _ => None,
        };
        let whole = whole.filter(|whole| (low..=high).contains(whole));
        if whole.is_none() {
            self.wrong(&format!("a whole number from {low} to {high}"));
        }
        whole
    }

    /// A whole number of 64 bits, in quotes where TOML cannot hold it.
    pub fn unsigned(&self) -> Option<u64> {
        let whole = match self.value.get_ref() {
            DeValue::Integer(whole) => u64::from_str_radix(whole.as_str(), whole.radix()).ok(),
            DeValue::String(text) => text.parse().ok(),
            _ => None,
        };
        if whole.is_none() {
            self.wrong(&format!("a whole number from 0 to {}", u64::MAX));
        }
        whole
    }

    /// A number, or a text that is not empty, as `--set` takes them.
    pub fn number_or_text(&self, must: &str) -> Option<String> {
        let number = self.plain_number().map(|number| number.to_string());
        let text = || self.value.get_ref().as_str().map(str::trim).filter(|text| !text.is_empty());
        let word = number.or_else(|| text().map(str::to_owned));
        if word.is_none() {
            self.wrong(must);
        }
        word
    }

    /// True or false.
    pub fn flag(&self) -> Option<bool> {
        let flag = self.value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong("true or false, without quotes");
        }
        flag
    }

    /// A text on one line that is not empty.
    pub fn text(&self) -> Option<&'a str> {
        self.text_without(char::is_control)
    }

    /// A text that is not empty, and may have several lines.
    pub fn prose(&self) -> Option<&'a str> {
        self.text_without(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
    }

    /// A text that is not empty, without characters that a terminal would obey.
    fn text_without(&self, refused: impl Fn(char) -> bool) -> Option<&'a str> {
        let text = self.filled_text()?;
        let Some(found) = text.chars().find(|c| refused(*c)) else { return Some(text) };
        let message = format!("`{}` holds the control character U+{:04X}", self.path, u32::from(found));
        let help = match found {
            '\n' | '\r' | '\t' => "write it on one line, without tabs",
            _ => "take it out: texts are shown in a terminal, which would obey it",
        };
        self.report(message, Some(help.to_owned()));
        None
    }

    fn filled_text(&self) -> Option<&'a str> {
        let text = self.value.get_ref().as_str().filter(|text| !text.trim().is_empty());
        if text.is_none() {
            self.wrong("a text in quotes, not empty");
        }
        text
    }

    /// One of a few words.
    pub fn one_of(&self, kind: &str, allowed: &[&str]) -> Option<&'a str> {
        let Some(text) = self.value.get_ref().as_str() else {
            self.wrong(&format!("one of: {}", allowed.join(", ")));
            return None;
        };
        if !allowed.contains(&text) {
            let message = format!("`{}`: there is no {kind} `{text}`", self.path);
            self.report(message, Some(suggestion(text, allowed)));
            return None;
        }
        Some(text)
    }

    /// A month.
    pub fn month(&self) -> Option<Month> {
        let month = self.value.get_ref().as_str().and_then(|text| text.parse().ok());
        if month.is_none() {
            self.wrong("a month in quotes, as \"2025-05\", from 2024-01 to 2099-12");
        }
        month
    }

    /// A month within a span of months, both ends included.
    pub fn month_in(&self, first: Month, last: Month) -> Option<Month> {
        let month = self.month()?;
        if !(first..=last).contains(&month) {
            let must = format!("a month from {first} to {last}, the scenario's horizon");
            self.wrong_with(&must, Some("the horizon stands under [time]: starts, ends".to_owned()));
            return None;
        }
        Some(month)
    }

    /// A table.
    pub fn table(&self, must: &str) -> Option<Node<'a>> {
        let table = self.value.get_ref().as_table();
        if table.is_none() {
            self.wrong(must);
        }
        let (sheet, path) = (self.sheet, self.path.clone());
        table.map(|table| Node { sheet, table, span: self.table_span(), path })
    }

    /// The value, if it is a table; nothing is reported if it is not.
    pub fn table_if_any(&self) -> Option<Node<'a>> {
        if self.is_table() { self.table("a table") } else { None }
    }

    /// Whether the value is a text.
    pub fn is_a_text(&self) -> bool {
        self.value.get_ref().is_str()
    }

    /// Whether the value is this text.
    pub fn is_text(&self, text: &str) -> bool {
        self.value.get_ref().as_str() == Some(text)
    }

    /// Where a table is shown: its header or its inline text.
    fn table_span(&self) -> Range<usize> {
        let span = self.value.span();
        let text = self.sheet.source.text.get(span.clone()).unwrap_or_default();
        let first_line = text.lines().next().map_or(0, str::len);
        span.start..span.start + first_line
    }

    /// A list: its items carry the list's name.
    pub fn items(&self, must: &str) -> Option<Vec<Field<'a>>> {
        let Some(array) = self.value.get_ref().as_array() else {
            self.wrong(must);
            return None;
        };
        let item = |value: &'a Spanned<DeValue<'a>>| Field { value, ..self.clone() };
        Some(array.iter().map(item).collect())
    }

    /// Whether the value is a list.
    pub fn is_list(&self) -> bool {
        self.value.get_ref().is_array()
    }

    /// A list of texts.
    pub fn texts(&self) -> Vec<String> {
        let items = self.items("a list of texts: [\"...\", \"...\"]").unwrap_or_default();
        items.iter().filter_map(Field::prose).map(str::to_owned).collect()
    }
}

/// A bound without the noise of its last binary digits.
fn rounded(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}
