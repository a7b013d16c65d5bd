//! The table of series, `data/series.toml`: what each measures, and what corresponds to it in the model.

use super::ObservedSeries;
use crate::model::observable::Observable;
use crate::scenario::document::{FileError, document};
use crate::scenario::node::Node;
use crate::scenario::section::name;
use crate::scenario::source::{Kind, Source};

const KIND: Kind = Kind::toml("table of series", "check the path", "write a [[series]] for each series");

const KEYS: [&str; 8] =
    ["id", "title", "unit", "group", "observable", "measures", "does_not_measure", "merged_into"];

/// The series of a text.
pub fn read(text: &str) -> Result<Vec<ObservedSeries>, FileError> {
    let source = Source::text("series.toml (built in)", text);
    document(source, &KIND, series).map_err(|error| FileError::new(&KIND, error))
}

/// All series, in the order of the file.
fn series(root: &Node<'_>) -> Option<Vec<ObservedSeries>> {
    root.only(&["series"]);
    let items = root.need("series", "[[series]]")?.items("[[series]]")?;
    let tables: Vec<Node<'_>> = items.iter().filter_map(|item| item.table("a series")).collect();
    let mut all: Vec<ObservedSeries> = Vec::new();
    for table in &tables {
        let one = one(table)?;
        if all.iter().any(|other| other.id == one.id) {
            table.report(format!("there are two series `{}`", one.id), None);
        }
        all.push(one);
    }
    let merged: Vec<Option<usize>> = tables.iter().map(|table| merged_into(table, &all)).collect();
    all.iter_mut().zip(merged).for_each(|(one, into)| one.merged_into = into);
    Some(all)
}

/// A series without what it is merged into.
fn one(table: &Node<'_>) -> Option<ObservedSeries> {
    table.only(&KEYS);
    let text = |key: &str| table.need(key, "of a series")?.text().map(str::to_owned);
    let names = Observable::ALL.map(Observable::name);
    let named = table.need("observable", "what corresponds to it in the model")?;
    let observable = Observable::from_name(named.one_of("observable", &names)?)?;
    let unit = text("unit")?;
    if unit != observable.unit() {
        table.report(format!("its unit is {unit}, that of its observable {}", observable.unit()), None);
    }
    Some(ObservedSeries {
        id: name(&table.need("id", "of a series")?)?.to_owned(),
        title: text("title")?,
        unit,
        meaning: text("measures")?,
        caveat: text("does_not_measure")?,
        observable,
        group: text("group")?,
        merged_into: None,
    })
}

/// The series that one is merged into: another, which is not merged itself.
fn merged_into(table: &Node<'_>, all: &[ObservedSeries]) -> Option<usize> {
    let field = table.field("merged_into")?;
    let wanted = field.text()?;
    let ids: Vec<&str> = all.iter().map(|series| series.id.as_str()).collect();
    let into = ids.iter().position(|id| *id == wanted);
    if into.is_none() {
        field.unknown_name("series", wanted, &ids);
    }
    into
}
