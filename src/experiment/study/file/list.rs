//! The points of another tool, from a text file: values apart by commas, semicolons, tabs or spaces, with the factors'
//! names in the first line or, as SALib writes its samples, without.

use std::ops::Range;

use super::super::{Factor, Levels, Target};
use super::Reader;
use crate::experiment::design::List;
use crate::scenario::{Field, Kind, Quantity, Refusal, ScenarioError, Sheet, Source, suggestion};

const KIND: Kind = Kind {
    noun: "list of points",
    not_found: "`file` is the path of a CSV file from the experiment's folder",
    empty: "write one line of values for each point",
    form: "a table of numbers",
    ending: "csv",
    largest: 200_000_000,
};

impl Reader {
    /// The list of the file that a field names.
    pub fn points_of(&self, field: &Field<'_>, factors: &[&Factor]) -> Option<List> {
        let path = self.folder.join(field.text()?);
        let source = self.noted(Source::file_of(&path, &KIND))?;
        self.noted(read(source, factors))
    }
}

fn read(source: Source, factors: &[&Factor]) -> Result<List, ScenarioError> {
    let sheet = Sheet::of(source, &KIND);
    let delimiter = delimiter(&sheet.source.text);
    let mut rows = rows(&sheet.source.text).peekable();
    let head = rows.peek().map(|row| cells(row, delimiter)).unwrap_or_default();
    let is_head = !head.is_empty() && head.iter().all(|cell| cell.text.parse::<f64>().is_err());
    let table = if is_head {
        rows.next();
        Columns { places: columns(&sheet, &head, factors), width: head.len() }
    } else {
        Columns { places: (0..factors.len()).map(Some).collect(), width: factors.len() }
    };
    let mut values = Vec::new();
    if rows.peek().is_none() {
        sheet.report_whole("there is no point in the file", KIND.empty);
    }
    // Also where a name is wrong, so that what is wrong further down is told with it.
    rows.for_each(|row| point(&sheet, &row, delimiter, &table, factors, &mut values));
    sheet.verdict(())?;
    Ok(List::new(factors.len(), values))
}

/// Which column holds each factor, if any does, and how many columns there are.
struct Columns {
    places: Vec<Option<usize>>,
    width: usize,
}

/// A line with something in it, and where it begins.
struct Row<'a> {
    start: usize,
    text: &'a str,
}

/// A value or name, and where it stands.
struct Cell<'a> {
    span: Range<usize>,
    text: &'a str,
}

/// The lines that are neither empty nor remarks.
fn rows(text: &str) -> impl Iterator<Item = Row<'_>> {
    let lines = text.split('\n').scan(0, |next, line| {
        let start = *next;
        *next += line.len() + 1;
        Some(Row { start, text: line })
    });
    lines.filter(|row| !row.text.trim().is_empty() && !row.text.starts_with('#'))
}

/// What stands between the values: the first of these that is found in the first line.
fn delimiter(text: &str) -> char {
    let first = rows(text).next().map_or("", |row| row.text.trim());
    [',', ';', '\t', ' '].into_iter().find(|delimiter| first.contains(*delimiter)).unwrap_or(',')
}

/// The cells of a line. Names and numbers hold no delimiters, so that quotes around them may simply fall.
fn cells<'a>(row: &Row<'a>, delimiter: char) -> Vec<Cell<'a>> {
    let mut start = row.start;
    let mut cells = Vec::new();
    for part in row.text.trim_end().split(delimiter) {
        let trimmed = part.trim();
        let at = start + (part.len() - part.trim_start().len());
        start += part.len() + delimiter.len_utf8();
        if !(trimmed.is_empty() && delimiter == ' ') {
            let text = trimmed.trim_matches('"');
            cells.push(Cell { span: at..at + trimmed.len(), text });
        }
    }
    cells
}

/// Which column holds each factor, by the names in the first line; reports what is wrong with these.
fn columns(sheet: &Sheet, head: &[Cell<'_>], factors: &[&Factor]) -> Vec<Option<usize>> {
    let names: Vec<&str> = factors.iter().map(|factor| factor.name.as_str()).collect();
    for (i, cell) in head.iter().enumerate() {
        let (message, help) = if !names.contains(&cell.text) {
            (format!("the experiment has no factor `{}`", cell.text), suggestion(cell.text, &names))
        } else if head[..i].iter().any(|before| before.text == cell.text) {
            (format!("there are two columns `{}`", cell.text), "take out one of them".to_owned())
        } else {
            continue;
        };
        sheet.report(&cell.span, message, Some(help));
    }
    let place = |name: &&str| head.iter().position(|cell| cell.text == *name);
    let (first, last) = (head.first(), head.last());
    let span = first.map_or(0, |cell| cell.span.start)..last.map_or(0, |cell| cell.span.end);
    for name in names.iter().filter(|name| place(name).is_none()) {
        let help = "the first line holds the name of each factor, or no name at all";
        sheet.report(&span, format!("there is no column for the factor `{name}`"), Some(help.to_owned()));
    }
    names.iter().map(place).collect()
}

/// Adds the values of a line in the order of the factors; what is wrong counts as nothing.
fn point(
    sheet: &Sheet,
    row: &Row<'_>,
    delimiter: char,
    columns: &Columns,
    factors: &[&Factor],
    values: &mut Vec<f64>,
) {
    let cells = cells(row, delimiter);
    if cells.len() != columns.width {
        let span = row.start..row.start + row.text.trim_end().len();
        let message = format!("values in this line: {}; columns: {}", cells.len(), columns.width);
        let help = format!("write one value for each factor in each line; factors: {}", factors.len());
        sheet.report(&span, message, Some(help));
        return;
    }
    for (column, factor) in columns.places.iter().zip(factors) {
        let Some(column) = column else { continue };
        let cell = &cells[*column];
        match value(cell.text, factor) {
            Ok(value) => values.push(value),
            Err((message, help)) => sheet.report(&cell.span, message, Some(help)),
        }
    }
}

/// A value of a factor, or what is wrong with it and how to mend it.
fn value(text: &str, factor: &Factor) -> Result<f64, (String, String)> {
    let name = &factor.name;
    let number = match &factor.target {
        Target::Quantity(quantity) => Quantity::number(quantity, text),
        Target::Adopters => text.parse().ok().filter(|number: &f64| number.fract() == 0.0).ok_or_else(|| {
            Refusal { message: format!("`{text}` is not a whole number"), help: String::new() }
        }),
    };
    let (low, high) = factor.bounds();
    let number = number.map_err(|Refusal { message, help }| {
        let bounds = format!("`{name}` takes a number from {low} to {high}");
        (message, if help.is_empty() { bounds } else { help })
    })?;
    match &factor.levels {
        Levels::Values(values) if !values.contains(&number) => {
            let allowed: Vec<String> = values.iter().map(f64::to_string).collect();
            let help = format!("its `values` are: {}", allowed.join(", "));
            Err((format!("{number} is not among the values of `{name}`"), help))
        }
        _ if !(low..=high).contains(&number) => Err((
            format!("{number} is out of range for `{name}`"),
            format!("it must be from {low} to {high}"),
        )),
        _ => Ok(number),
    }
}
