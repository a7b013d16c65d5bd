//! The record of releases that happened, from `data/record.toml`, by which scenarios pin history.

use super::mistake::ScenarioError;
use super::node::{Field, Node};
use super::section::name;
use super::sheet::Sheet;
use super::source::{Origin, Source};
use crate::model::calendar::Month;
use crate::model::lab::Mode;

/// The last month of the record.
pub const LAST_MONTH: Month = Month(21);

const TEXT: &str = include_str!("../../data/record.toml");

/// A release that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Name in files.
    pub id: String,
    /// When.
    pub month: Month,
    /// The lab's id.
    pub lab: String,
    /// How, as judged from licence and from what the lab kept closed.
    pub mode: Mode,
    /// The model.
    pub model: String,
    /// Who published it, and what.
    pub source: String,
    /// The source's address.
    pub address: String,
    /// Why the mode is as it is, where that is not plain.
    pub note: Option<String>,
}

/// The record, in order of month.
pub fn read() -> Result<Vec<Release>, ScenarioError> {
    let origin = Origin::BuiltIn("record");
    let source = Source { origin, label: "record.toml (built in)".to_owned(), text: TEXT.to_owned() };
    let sheet = Sheet::new(source);
    let mut releases = Vec::new();
    if let Some(document) = sheet.parse() {
        releases = rows(&Node::root(&sheet, &document));
    }
    sheet.verdict(releases)
}

fn rows(root: &Node<'_>) -> Vec<Release> {
    root.only(&["sources", "releases"]);
    let sources = root.need("sources", "tables of title and address").and_then(|field| field.table("tables"));
    let items = root.need("releases", "[[releases]]").and_then(|field| field.items("[[releases]]"));
    let (Some(sources), Some(items)) = (sources, items) else { return Vec::new() };
    let tables = items.iter().filter_map(|item| item.table("a release"));
    let mut releases: Vec<Release> = tables.filter_map(|table| release(&table, &sources)).collect();
    releases.sort_by(|a, b| (a.month, &a.lab).cmp(&(b.month, &b.lab)));
    releases
}

fn release(table: &Node<'_>, sources: &Node<'_>) -> Option<Release> {
    table.only(&["id", "month", "lab", "mode", "model", "source", "address", "note"]);
    let need = |key| table.need(key, "of a release");
    let month = need("month")?.month_in(Month::FIRST, LAST_MONTH)?;
    let mode = need("mode")?.one_of("release mode", &Mode::ALL.map(Mode::key))?;
    let source_field = need("source")?;
    let source = source_field.text()?;
    let Some(entry) = sources.field(source).and_then(|field| field.table("a source")) else {
        source_field.report(format!("there is no source `{source}`"), None);
        return None;
    };
    let title = entry.need("title", "of a source")?.text()?;
    let address = table.field("address").or_else(|| entry.need("address", "of a source"))?.text()?;
    Some(Release {
        id: name(&need("id")?)?.to_owned(),
        month,
        lab: name(&need("lab")?)?.to_owned(),
        mode: Mode::from_key(mode)?,
        model: need("model")?.text()?.to_owned(),
        source: title.to_owned(),
        address: address.to_owned(),
        note: table.field("note").as_ref().and_then(Field::text).map(str::to_owned),
    })
}
