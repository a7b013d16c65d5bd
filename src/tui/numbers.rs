//! The numbers of the chart as text for a spreadsheet: a row a month, three columns a line.

use std::fmt::Write;

use super::app::World;
use super::widgets::text::count;
use super::wording;

/// Numbers of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Tab-separated, with a row of names.
    pub text: String,
    /// How many months.
    pub rows: usize,
    /// Of what.
    pub what: String,
}

impl Table {
    /// What has been handed over, in a line.
    pub fn notice(&self) -> String {
        let months = count(self.rows, "month");
        format!("Copied {months} of '{}' as a table, if the terminal allows.", self.what)
    }
}

/// The chart of the World screen; none while there is nothing on it.
pub fn table(world: &World) -> Option<Table> {
    let setup = &world.snapshot.as_ref()?.facts.setup;
    if world.lines.is_empty() {
        return None;
    }
    let mut text = String::from("month");
    for line in &world.lines {
        let name = line.name.replace('\t', " ");
        // Writing to a string cannot fail.
        let _ = write!(text, "\t{name}\t{name} low\t{name} high");
    }
    text.push('\n');
    let rows = setup.months();
    for row in 0..rows {
        let _ = write!(text, "{}", setup.start + row as u16);
        for line in &world.lines {
            let value = line.points.get(row).copied().unwrap_or(f64::NAN);
            let (low, high) = line.band.get(row).copied().unwrap_or((f64::NAN, f64::NAN));
            for number in [value, low, high] {
                text.push('\t');
                if number.is_finite() {
                    let _ = write!(text, "{number:.4}");
                }
            }
        }
        text.push('\n');
    }
    let what =
        format!("adoption shares {}, {}", wording::grouping(world.grouping), wording::scope(world.scope));
    Some(Table { text, rows, what })
}
