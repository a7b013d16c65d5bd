//! Published figures in words: values by their unit, windows, tolerances.

use crate::scenario::observation::{Observation, Status};
use crate::tui::wording::signed_with;

/// A value in the unit of its series.
pub fn value(unit: &str, value: f64) -> String {
    match unit {
        "share" | "probability" if value == 0.0 => "0%".to_owned(),
        "share" | "probability" if value.abs() < 0.0995 => format!("{:.1}%", value * 100.0),
        "share" | "probability" => format!("{:.0}%", value * 100.0),
        "months" => format!("{value:.1}").replace('-', "−"),
        "year" => format!("{value:.2}"),
        _ => format!("{value:.3}").replace('-', "−"),
    }
}

/// What stands behind the values of a unit.
pub const fn noun(unit: &str) -> &'static str {
    match unit.as_bytes() {
        b"months" => " months",
        _ => "",
    }
}

/// A range of values.
pub fn range(unit: &str, (low, high): (f64, f64)) -> String {
    format!("{} to {}", value(unit, low), value(unit, high))
}

/// An error, in the unit of its series, as `weights backtest` writes it.
pub fn error(value: f64) -> String {
    signed_with(value, 3)
}

/// A score, as `weights backtest` writes it.
pub fn score(value: f64) -> String {
    format!("{value:.3}")
}

/// The months that a figure covers: `Oct 2024`, `Oct to Dec 2024`.
pub fn window(row: &Observation) -> String {
    let [from, to] = row.written.each_ref().map(|text| month(text));
    match (&from, &to) {
        _ if from == to => from,
        (from, to) if from.get(3..) == to.get(3..) => format!("{} to {to}", from.get(..3).unwrap_or(from)),
        _ => format!("{from} to {to}"),
    }
}

/// `Oct 2024` of `2024-10`. Windows may begin before the first month of the model.
fn month(written: &str) -> String {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (year, month) = written.split_once('-').unwrap_or((written, ""));
    let name = month.parse::<usize>().ok().and_then(|month| NAMES.get(month.wrapping_sub(1)));
    name.map_or_else(|| written.to_owned(), |name| format!("{name} {year}"))
}

/// How a figure came to be, in words.
pub const fn status(status: Status) -> &'static str {
    match status {
        Status::Sourced => "read in the source",
        Status::SourcedSecondary => "told by a page that quotes the source",
        Status::Derived => "worked out from the source's data",
        Status::Assumed => "an assumption, of no source",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::observation::Observations;

    #[test]
    fn values_are_told_by_their_unit() {
        assert_eq!([value("share", 0.19), value("share", 0.012)], ["19%", "1.2%"]);
        assert_eq!([value("months", -1.25), value("year", 2025.5)], ["−1.2", "2025.50"]);
        assert_eq!(range("probability", (0.5, 1.0)), "50% to 100%");
        assert_eq!([error(-0.0143), error(0.0001)], ["−0.014", "0.000"]);
    }

    #[test]
    fn every_window_is_said_in_months() {
        let rows = Observations::built_in().unwrap();
        for row in &rows.rows {
            let said = window(row);
            assert!(said.contains(" 202") && !said.contains('-'), "{said}");
        }
        let first = rows.rows.iter().find(|row| row.written == ["2023-10", "2023-12"]).unwrap();
        assert_eq!(window(first), "Oct to Dec 2023");
    }
}
