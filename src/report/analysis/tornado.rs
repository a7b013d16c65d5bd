//! A tornado chart of letters: what a measure is on average where each factor is low, in between and high.

use super::{Analysis, bars};
use crate::experiment::analysis::{Finding, Plan};
use crate::experiment::sensitivity::swing::Swing;
use crate::report::numbers::{decimals, fixed, short};
use crate::report::table::Layout;

/// Columns before the bars, and of a number after them.
const NAME: usize = 26;
const NUMBER: usize = 9;

/// Bars about the mean, the most important factor first.
pub fn text(out: &mut String, analysis: &Analysis, finding: &Finding, layout: Layout) {
    let bars = bars(finding);
    if bars.is_empty() {
        return;
    }
    let words = match analysis.table.plan {
        Plan::Morris => {
            "Mean at the lower (l) and the higher end (h) of each factor's steps, all else the same"
        }
        Plan::Saltelli { .. } | Plan::Points => {
            "Mean where a factor is in its lowest (l), middle (m) and highest third (h), all else averaged"
        }
    };
    out.push('\n');
    layout.indented(out, "  ", "  ", words);
    out.push('\n');
    let axis =
        Axis::of(finding.mean, bars.iter().map(|(_, swing)| swing), layout.width - NAME - 2 - 2 * NUMBER);
    let times = analysis.scale(finding.measure).times;
    let decimals = decimals(times * axis.low.abs().max(axis.high.abs()));
    let fixed = |value: f64, decimals: usize| fixed(value * times, decimals);
    let head =
        format!("  {:NAME$}{:^width$}{:>NUMBER$}{:>NUMBER$}", "", "", "low", "high", width = axis.width);
    out.push_str(&head);
    out.push('\n');
    for (factor, swing) in bars {
        let name = short(analysis.factor(factor), NAME - 1);
        let (low, high) = (fixed(swing.low, decimals), fixed(swing.high, decimals));
        out.push_str(&format!("  {name:NAME$}{}{low:>NUMBER$}{high:>NUMBER$}\n", axis.bar(&swing)));
    }
    let (low, high) = (fixed(axis.low, decimals), fixed(axis.high, decimals));
    let width = axis.width.saturating_sub(low.len());
    out.push_str(&format!("  {:NAME$}{low}{high:>width$}\n", "from, to; | is the mean"));
}

/// Where values stand in a bar.
struct Axis {
    low: f64,
    high: f64,
    mean: f64,
    width: usize,
}

impl Axis {
    fn of<'a>(mean: f64, swings: impl Iterator<Item = &'a Swing>, width: usize) -> Self {
        let (low, high) = swings.fold((mean, mean), |(low, high), swing| {
            let ends = swing.ends();
            (low.min(ends.0), high.max(ends.1))
        });
        Self { low, high, mean, width }
    }

    fn column(&self, value: f64) -> usize {
        let part = (value - self.low) / (self.high - self.low);
        // Where nothing swings, all stands in the first column.
        if part.is_nan() { 0 } else { (part * (self.width - 1) as f64).round() as usize }
    }

    /// A bar from the mean to each class; a shorter one is drawn over a longer one.
    fn bar(&self, swing: &Swing) -> String {
        let mut cells = vec![' '; self.width];
        let centre = self.column(self.mean);
        let mut parts = vec![('l', swing.low), ('h', swing.high)];
        parts.extend(swing.middle.map(|middle| ('m', middle)));
        parts.sort_by(|a, b| (b.1 - self.mean).abs().total_cmp(&(a.1 - self.mean).abs()));
        for (letter, value) in parts {
            let column = self.column(value);
            cells[column.min(centre)..=column.max(centre)].fill(letter);
        }
        cells[centre] = '|';
        cells.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::sensitivity::Estimate;

    fn swing(low: f64, middle: Option<f64>, high: f64) -> Swing {
        let difference = Estimate { value: high - low, half_width: None };
        Swing { low, middle, high, difference }
    }

    #[test]
    fn bars_reach_from_the_mean_to_the_class() {
        let swings = [swing(0.0, None, 10.0), swing(8.0, Some(5.0), 2.0), swing(7.0, Some(3.0), 9.0)];
        let axis = Axis::of(5.0, swings.iter(), 11);
        let bars: Vec<String> = swings.iter().map(|swing| axis.bar(swing)).collect();
        assert_eq!(bars, ["lllll|hhhhh", "  hhh|lll  ", "   mm|llhh "]);
        assert_eq!(Axis::of(1.0, [swing(1.0, None, 1.0)].iter(), 5).bar(&swing(1.0, None, 1.0)), "|    ");
    }
}
