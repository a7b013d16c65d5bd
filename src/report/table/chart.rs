//! A chart of letters: one bar a year, cut in proportion to use by origin and access.

use console::Style;

use super::Layout;
use crate::experiment::summary::Summary;
use crate::model::bloc::{Access, Bloc};
use crate::model::measure::SeriesKey;

/// Columns before a bar.
const MARGIN: usize = 12;

/// One bar a year's end, and before them one for the first month; under them what the letters mean.
pub fn bars(summary: &Summary, layout: Layout) -> String {
    let mut out = String::new();
    let last = summary.months - 1;
    let ends = (0..summary.months)
        .filter(|&row| row == 0 || row == last || summary.month(row).month_of_year() == 12);
    for row in ends {
        let bar = bar(summary, row, layout);
        out.push_str(&format!("  {}  {bar}\n", summary.month(row).label()));
    }
    let legend = "U/u United States, C/c China, E/e Europe, R/r rest of the world. Capitals stand for closed \
                  models, small letters for open ones.";
    let indent = " ".repeat(MARGIN);
    layout.indented(&mut out, &indent, &indent, legend);
    out
}

/// Parts of a bar, in order: closed and open models of each bloc.
fn parts() -> impl Iterator<Item = (Bloc, Access)> {
    Bloc::ALL.into_iter().flat_map(|bloc| Access::ALL.map(|access| (bloc, access)))
}

fn bar(summary: &Summary, row: usize, layout: Layout) -> String {
    let share = |(bloc, access)| {
        let key = SeriesKey::adoption_share(Some(bloc), Some(access), None, None);
        let value = summary.find(&key).map_or(0.0, |series| series.spreads[row].median);
        if value.is_nan() { 0.0 } else { value }
    };
    let shares: Vec<f64> = parts().map(share).collect();
    let lengths = apportion(&shares, layout.width - MARGIN);
    parts().zip(lengths).map(|(part, length)| stretch(part, length, layout)).collect()
}

fn stretch((bloc, access): (Bloc, Access), length: usize, layout: Layout) -> String {
    let letter = match bloc {
        Bloc::Us => "U",
        Bloc::China => "C",
        Bloc::Europe => "E",
        Bloc::Row => "R",
    };
    let colour = Style::new().force_styling(layout.colour);
    let colour = match bloc {
        Bloc::Us => colour.blue(),
        Bloc::China => colour.red(),
        Bloc::Europe => colour.yellow(),
        Bloc::Row => colour.green(),
    };
    match access {
        _ if length == 0 => String::new(),
        Access::Closed => colour.reverse().apply_to(letter.repeat(length)).to_string(),
        Access::Open => colour.apply_to(letter.to_lowercase().repeat(length)).to_string(),
    }
}

/// Whole lengths that sum to `total`, in proportion to `shares` (largest remainders; of equals the first).
fn apportion(shares: &[f64], total: usize) -> Vec<usize> {
    let sum: f64 = shares.iter().sum();
    if sum <= 0.0 {
        return vec![0; shares.len()];
    }
    let exact: Vec<f64> = shares.iter().map(|share| share / sum * total as f64).collect();
    let mut lengths: Vec<usize> = exact.iter().map(|length| length.floor() as usize).collect();
    let mut by_remainder: Vec<usize> = (0..shares.len()).collect();
    by_remainder.sort_by(|&a, &b| exact[b].fract().total_cmp(&exact[a].fract()));
    let missing = total - lengths.iter().sum::<usize>();
    by_remainder.into_iter().take(missing).for_each(|part| lengths[part] += 1);
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_full_and_in_proportion() {
        assert_eq!(apportion(&[0.5, 0.25, 0.25], 10), [5, 3, 2]);
        assert_eq!(apportion(&[0.2, 0.2], 7), [4, 3]);
        assert_eq!(apportion(&[0.0, 0.0], 7), [0, 0]);
    }
}
