//! Small pictures of numbers in one row: a sparkline and a horizontal bar.

/// A sparkline of `width` cells over `values`, from `low` to `high`; each cell shows the last value it covers.
pub fn sparkline(values: &[f64], low: f64, high: f64, width: usize, ascii: bool) -> String {
    const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    const PLAIN: [char; 8] = ['_', '_', '.', '.', '-', '-', '=', '='];
    if values.is_empty() || width == 0 {
        return " ".repeat(width);
    }
    let span = if high > low { high - low } else { 1.0 };
    (0..width)
        .map(|cell| {
            let last = ((cell + 1) * values.len()).div_ceil(width).clamp(1, values.len()) - 1;
            let value = values[last];
            if !value.is_finite() {
                return ' ';
            }
            let level = ((value - low) / span * 7.0).round().clamp(0.0, 7.0) as usize;
            if ascii { PLAIN[level] } else { BLOCKS[level] }
        })
        .collect()
}

/// A bar of `share` of `width` cells, to an eighth of a cell.
pub fn bar(share: f64, width: usize, ascii: bool) -> String {
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    let eighths = (share * width as f64 * 8.0).round() as usize;
    if ascii {
        return "#".repeat((eighths + 4) / 8);
    }
    // The smallest share that is not nothing stays visible.
    let eighths = if share > 0.0 { eighths.max(1) } else { 0 };
    format!("{}{}", "█".repeat(eighths / 8), PARTS[eighths % 8])
}

/// The same bar running to the left, to half a cell.
pub fn bar_left(share: f64, width: usize, ascii: bool) -> String {
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    let halves = (share * width as f64 * 2.0).round() as usize;
    if ascii {
        return "#".repeat(halves.div_ceil(2));
    }
    let halves = if share > 0.0 { halves.max(1) } else { 0 };
    format!("{}{}", if halves % 2 == 1 { "▐" } else { "" }, "█".repeat(halves / 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_to_the_left_is_as_long_as_its_share() {
        assert_eq!(bar_left(0.5, 5, false), "▐██");
        assert_eq!(bar_left(0.0, 5, false), "");
        assert_eq!(bar_left(0.001, 5, false), "▐");
        assert_eq!(bar_left(1.0, 3, true), "###");
    }

    #[test]
    fn a_sparkline_rises_with_its_values() {
        assert_eq!(sparkline(&[0.0, 0.5, 1.0], 0.0, 1.0, 3, false), "▁▅█");
        assert_eq!(sparkline(&[0.0, 1.0], 0.0, 1.0, 4, false), "▁▁██");
        assert_eq!(sparkline(&[], 0.0, 1.0, 3, false), "   ");
        assert_eq!(sparkline(&[1.0, f64::NAN], 1.0, 1.0, 2, false), "▁ ");
    }

    #[test]
    fn a_bar_is_as_long_as_its_share() {
        assert_eq!(bar(1.0, 3, false), "███");
        assert_eq!(bar(0.5, 3, false), "█▌");
        assert_eq!(bar(0.0, 3, false), "");
        assert_eq!(bar(0.001, 3, false), "▏");
        assert_eq!(bar(0.5, 4, true), "##");
        assert_eq!(bar(f64::NAN, 3, false), "");
    }
}
