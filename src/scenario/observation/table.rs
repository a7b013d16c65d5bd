//! A table of observations in CSV: every row checked, every mistake told with its place.

mod cells;

use csv::{ReaderBuilder, StringRecord};

use super::{Observation, ObservedSeries, Status, Trust};
use crate::model::calendar::Month;
use crate::scenario::mistake::ScenarioError;
use crate::scenario::nearest::nearest;
use crate::scenario::sheet::Sheet;
use crate::scenario::source::Source;
use cells::Cells;

/// The columns of a table, in their order.
pub const COLUMNS: [&str; 13] = [
    "from",
    "to",
    "series",
    "value",
    "low",
    "high",
    "unit",
    "trust",
    "scored",
    "status",
    "source_title",
    "source_address",
    "note",
];

/// Status of rows that nobody has checked; they stay out.
const UNVERIFIED: &str = "from_memory_unverified";

/// The rows of a text, or all that is wrong with them; `latest` is the last month that they may have.
pub fn read(
    source: Source,
    series: &[ObservedSeries],
    latest: Option<Month>,
) -> Result<Vec<Observation>, ScenarioError> {
    let sheet = Sheet::of(source, &super::OBSERVATIONS);
    let mut rows = Vec::new();
    if let Some(records) = records(&sheet) {
        let cells = records.iter().map(|record| Cells::new(&sheet, record));
        rows = cells.filter_map(|cells| observation(&cells, series, latest)).collect();
    }
    sheet.verdict(rows)
}

/// The records below the head; none where the text is no such table, which is reported.
fn records(sheet: &Sheet) -> Option<Vec<StringRecord>> {
    let text = &sheet.source.text;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    // The text is UTF-8 and rows may have any length: nothing that the reader minds is left.
    let Some(head) = records.next().and_then(Result::ok) else {
        let help = format!("the first line is: {}", COLUMNS.join(","));
        sheet.report_whole("the file is empty: no row stands in it", &help);
        return None;
    };
    if !head.iter().eq(COLUMNS) {
        let help = Some(format!("the first line is: {}", COLUMNS.join(",")));
        let found = format!("the columns are {}", head.iter().collect::<Vec<_>>().join(","));
        sheet.report(&cells::line_of(text, &head), found, help);
        return None;
    }
    Some(records.filter_map(Result::ok).collect())
}

/// The observation of a row; none where something is wrong with it, which is reported.
fn observation(cells: &Cells<'_>, series: &[ObservedSeries], latest: Option<Month>) -> Option<Observation> {
    cells.complete()?;
    let (from, to) = (cells.month("from", latest)?, cells.month("to", latest)?);
    if cells.text("to") < cells.text("from") {
        let message = format!("`to` is {}, before `from`, {}", cells.text("to"), cells.text("from"));
        return cells.report("to", message, "`from` is the first month of the window, `to` the last");
    }
    let ids: Vec<&str> = series.iter().map(|series| series.id.as_str()).collect();
    let Some(place) = ids.iter().position(|id| *id == cells.text("series")) else {
        let message = format!("`series` is {}; there is no such series", cells.shown("series"));
        return cells.report("series", message, &known(cells.text("series"), &ids));
    };
    let value = value(cells, &series[place])?;
    let band = band(cells, value)?;
    let status = status(cells)?;
    let trust = Trust::ALL[cells.one_of("trust", &Trust::ALL.map(Trust::key))?];
    let scored = cells.one_of("scored", &["yes", "no"])? == 0;
    if scored && band.is_none() {
        let message = "`scored` is yes, but `low` and `high` are empty: a scored row needs a band".to_owned();
        return cells.report(
            "scored",
            message,
            "give both, or write scored = no: the row is then only drawn",
        );
    }
    sourced(cells, status, trust)?;
    Some(Observation {
        series: place,
        from,
        to,
        written: ["from", "to"].map(|column| cells.text(column).to_owned()),
        value,
        band,
        trust,
        scored,
        status,
        source_title: cells.text("source_title").to_owned(),
        source_address: cells.text("source_address").to_owned(),
        note: cells.text("note").to_owned(),
        line: cells.line(),
    })
}

/// The series that is meant, or all that there are.
fn known(name: &str, ids: &[&str]) -> String {
    let near = nearest(name, ids.iter().copied());
    near.map_or_else(
        || format!("the series are: {}", ids.join(", ")),
        |near| format!("did you mean `{near}`?"),
    )
}

/// The figure, in the unit of its series.
fn value(cells: &Cells<'_>, series: &ObservedSeries) -> Option<f64> {
    if cells.text("unit") != series.unit {
        let message =
            format!("`unit` is {}, but `{}` is measured in: {}", cells.shown("unit"), series.id, series.unit);
        return cells.report("unit", message, "convert the value, and write the unit as it stands here");
    }
    let value = cells.number("value")?;
    if matches!(series.unit.as_str(), "share" | "probability") && !(0.0..=1.0).contains(&value) {
        let message = format!("`value` is {value}; a {} is a number from 0 to 1", series.unit);
        return cells.report("value", message, "divide per cent by 100");
    }
    Some(value)
}

/// The band around the figure; nothing where the row is wrong.
#[expect(clippy::option_option, reason = "a row without a band is right, a row with a wrong one is not")]
fn band(cells: &Cells<'_>, value: f64) -> Option<Option<(f64, f64)>> {
    let (low, high) = match (cells.text("low"), cells.text("high")) {
        ("", "") => return Some(None),
        ("", _) => {
            return cells.report("low", "`low` is empty, but `high` is not".to_owned(), "give both or none");
        }
        (_, "") => {
            return cells.report("high", "`high` is empty, but `low` is not".to_owned(), "give both or none");
        }
        _ => (cells.number("low")?, cells.number("high")?),
    };
    if !(low..=high).contains(&value) {
        let message = format!("the band, `low` {low} to `high` {high}, does not hold `value` {value}");
        return cells.report("low", message, "`low` is at most the value, `high` at least");
    }
    Some(Some((low, high)))
}

fn status(cells: &Cells<'_>) -> Option<Status> {
    if cells.text("status") == UNVERIFIED {
        let message = format!("`status` is {UNVERIFIED}: figures that nobody has checked stay out");
        return cells.report("status", message, "find the figure in a source, or take the row out");
    }
    Some(Status::ALL[cells.one_of("status", &Status::ALL.map(Status::key))?])
}

/// Whether the row says where its figure is from; an assumption must say why, and is of low trust.
fn sourced(cells: &Cells<'_>, status: Status, trust: Trust) -> Option<()> {
    let assumed = status == Status::Assumed;
    if cells.text("source_title").is_empty() {
        let (message, help) = if assumed {
            ("`source_title` is empty: an assumption says why it is made", "write the reason there")
        } else {
            ("`source_title` is empty: a figure needs its source", "write who published it, and what")
        };
        return cells.report("source_title", message.to_owned(), help);
    }
    let address = cells.text("source_address");
    if !assumed && !["https://", "http://"].iter().any(|scheme| address.starts_with(scheme)) {
        let message = format!(
            "`source_address` is {}: a figure needs the address of its source",
            cells.shown("source_address")
        );
        let help = "write an address that begins with https://, or status = assumed for a judgement";
        return cells.report("source_address", message, help);
    }
    if assumed && trust != Trust::Low {
        let message = format!("`trust` is {}, but the row is an assumption", cells.text("trust"));
        return cells.report("trust", message, "an assumption is of low trust");
    }
    Some(())
}
