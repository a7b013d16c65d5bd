//! A series against the model, row by row, on one scale.

use std::fmt::Write as _;

use super::Backtest;
use crate::experiment::backtest::Case;
use crate::scenario::observation::Observation;

/// Columns of the scale.
const WIDTH: usize = 48;

/// The series asked for, each with its rows drawn: `-` the model's middle 80 %, `o` its mean, `x` what was observed, `X`
/// where both fall together.
pub fn chart(backtest: &Backtest<'_>, series: &[usize]) -> String {
    let mut out = super::head(backtest);
    for &place in series {
        let one = &backtest.rows.series[place];
        // Writing to a string cannot fail.
        let _ = writeln!(out, "\n{} ({}), {}", one.title, one.id, one.unit);
        let _ = writeln!(out, "Measures: {}", one.meaning);
        let _ = writeln!(out, "Does not measure: {}", one.caveat);
        let _ = writeln!(out, "In the model: {}\n", one.observable.meaning());
        rows(&mut out, backtest, place);
    }
    out.push_str("\n- the model's middle 80 % of runs, o its mean, x observed, X both; from January 2024 on, nothing after it known.\n");
    out
}

fn rows(out: &mut String, backtest: &Backtest<'_>, series: usize) {
    let own = |case: &&Case| case.origin.is_none() && backtest.rows.rows[case.row].series == series;
    let cases: Vec<&Case> = backtest.cases.iter().filter(own).collect();
    let Some(scale) = Scale::of(backtest, &cases) else {
        out.push_str("There is nothing to draw.\n");
        return;
    };
    let _ = writeln!(out, "{:<19} {:>8} {:>8}  {}", "window", "observed", "model", scale.ends());
    for case in cases {
        let row = &backtest.rows.rows[case.row];
        let Some((told, _)) = case.forecasts[0] else { continue };
        let window = window(row);
        let bar = scale.bar(told.band, told.mean, row.value);
        let _ = writeln!(out, "{window:<19} {:>8.3} {:>8.3}  {}", row.value, told.mean, bar.trim_end());
    }
}

fn window(row: &Observation) -> String {
    let [from, to] = &row.written;
    if from == to { from.clone() } else { format!("{from} to {to}") }
}

/// What columns stand for.
struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    fn of(backtest: &Backtest<'_>, cases: &[&Case]) -> Option<Self> {
        let values = cases.iter().filter_map(|case| {
            let (told, _) = case.forecasts[0]?;
            Some([told.band.0, told.band.1, told.mean, backtest.rows.rows[case.row].value])
        });
        let values: Vec<f64> = values.flatten().collect();
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let room = if high > low { 0.0 } else { 0.5 };
        (!values.is_empty()).then_some(Self { low: low - room, high: high + room })
    }

    fn column(&self, value: f64) -> usize {
        let at = (value - self.low) / (self.high - self.low) * (WIDTH - 1) as f64;
        (at.round().max(0.0) as usize).min(WIDTH - 1)
    }

    fn ends(&self) -> String {
        let (low, high) = (format!("{:.2}", self.low), format!("{:.2}", self.high));
        format!("{low}{high:>width$}", width = WIDTH - low.len())
    }

    fn bar(&self, band: (f64, f64), mean: f64, observed: f64) -> String {
        let mut cells = vec![' '; WIDTH];
        cells[self.column(band.0)..=self.column(band.1)].fill('-');
        cells[self.column(mean)] = 'o';
        let at = self.column(observed);
        cells[at] = if cells[at] == 'o' { 'X' } else { 'x' };
        cells.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_shows_band_mean_and_observation() {
        let scale = Scale { low: 0.0, high: 47.0 };
        let bar = scale.bar((1.0, 5.0), 3.0, 7.0);
        assert_eq!(bar.trim_end(), " --o-- x");
        assert_eq!(scale.bar((1.0, 5.0), 3.0, 3.0).trim_end(), " --X--");
        assert_eq!(scale.ends().len(), WIDTH);
    }
}
