//! CSV: one row per month, measure and group, and what it is of.

use std::fmt::Write as _;

use super::{Groups, Outcome, provenance, rounded};
use crate::experiment::summary::Spread;

/// The first line of rows without what they are of; [`provenance::COLUMNS`] follow in a file.
pub const HEADER: &str = "month,measure,unit,bloc,access,region,segment,lab,pair,p10,median,p90,mean";

/// The whole file. A missing value is an empty field.
pub fn csv(outcome: &Outcome<'_>) -> String {
    let of = provenance::fields(
        &outcome.scenario.name,
        &outcome.scenario.setup,
        outcome.seed,
        outcome.drawn.as_ref(),
    );
    table(outcome, |_| true, &format!(",{}", provenance::COLUMNS), &of)
}

/// The rows of the months (counted from the first) that are wanted, without what they are of.
pub fn rows(outcome: &Outcome<'_>, wanted: impl Fn(usize) -> bool) -> String {
    table(outcome, wanted, "", "")
}

fn table(outcome: &Outcome<'_>, wanted: impl Fn(usize) -> bool, columns: &str, of: &str) -> String {
    let summary = &outcome.summary;
    let labels: Vec<String> = summary
        .series
        .iter()
        .map(|series| label(&Groups::of(&series.key, &outcome.scenario.setup.labs), series.key.spec()))
        .collect();
    let mut out = format!("{HEADER}{columns}\n");
    for row in (0..summary.months).filter(|row| wanted(*row)) {
        let month = summary.month(row).to_string();
        for (series, label) in summary.series.iter().zip(&labels) {
            out.push_str(&month);
            out.push_str(label);
            write_spread(&mut out, &series.spreads[row]);
            out.push_str(of);
            out.push('\n');
        }
    }
    out
}

/// The fields between month and numbers. They are names of the program or ids of labs, which hold neither
/// commas nor quotes.
pub(super) fn label(groups: &Groups<'_>, spec: &crate::model::measure::MeasureSpec) -> String {
    let Groups { bloc, access, region, segment, lab, pair } = groups;
    let (lab, pair) = (lab.unwrap_or_default(), pair.unwrap_or_default());
    format!(",{},{},{bloc},{access},{region},{segment},{lab},{pair}", spec.name, spec.unit)
}

fn write_spread(out: &mut String, spread: &Spread) {
    for value in [spread.p10, spread.median, spread.p90, spread.mean] {
        out.push(',');
        if !value.is_nan() {
            // Writing to a string cannot fail.
            let _ = write!(out, "{}", rounded(value));
        }
    }
}
