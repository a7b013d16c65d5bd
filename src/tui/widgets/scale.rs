//! Bars to both sides of nothing, upon one scale: what stands below each other can be compared.

/// A scale of some cells from a lowest to a highest value, nothing included; its axis takes a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    axis: usize,
    cells: usize,
    /// Cells a unit.
    unit: f64,
    ascii: bool,
}

impl Scale {
    /// The scale on which all these values have room.
    pub fn over(values: impl IntoIterator<Item = f64>, cells: usize, ascii: bool) -> Self {
        let finite = values.into_iter().filter(|value| value.is_finite());
        let (low, high) = finite.fold((0.0_f64, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
        let span = if high > low { high - low } else { 1.0 };
        let room = cells.saturating_sub(1);
        let left = (-low / span * room as f64).ceil() as usize;
        // A side that has something on it has a cell at least.
        let left = left.min(room.saturating_sub(usize::from(high > 0.0)));
        let fits = |value: f64, cells: usize| if value > 0.0 { cells as f64 / value } else { f64::INFINITY };
        let unit = fits(-low, left).min(fits(high, room - left));
        Self { axis: left, cells, unit: if unit.is_finite() { unit } else { 0.0 }, ascii }
    }

    /// A bar from the axis to a value; what is not nothing is seen.
    pub fn bar(&self, value: f64) -> String {
        let mut cells = self.empty();
        let length = if value.is_finite() { value.abs() * self.unit } else { 0.0 };
        let halves = ((length * 2.0).round() as usize).max(usize::from(value.abs() > 0.0 && length > 0.0));
        let (full, half) = (halves / 2, halves % 2 == 1);
        let (block, right_half, left_half) = match (self.ascii, value < 0.0) {
            (true, true) => ('=', '=', '='),
            (true, false) => ('#', '#', '#'),
            (false, _) => ('█', '▌', '▐'),
        };
        for i in 0..full + usize::from(half) {
            let (place, part) = if value < 0.0 {
                (self.axis.checked_sub(i + 1), left_half)
            } else {
                (Some(self.axis + 1 + i), right_half)
            };
            if let Some(cell) = place.and_then(|place| cells.get_mut(place)) {
                *cell = if i < full { block } else { part };
            }
        }
        cells.into_iter().collect()
    }

    /// A range from one value to another, with a middle.
    pub fn range(&self, low: f64, middle: f64, high: f64) -> String {
        let mut cells = self.empty();
        let place = |value: f64| {
            let at = (self.axis as f64 + value * self.unit).round();
            (at.max(0.0) as usize).min(self.cells.saturating_sub(1))
        };
        if self.cells > 0 && [low, middle, high].iter().all(|value| value.is_finite()) {
            let (line, dot) = if self.ascii { ('-', 'o') } else { ('━', '●') };
            let covered = place(low)..=place(high).max(place(low));
            let crosses = covered.contains(&self.axis);
            cells[covered].fill(line);
            if crosses {
                cells[self.axis] = if self.ascii { '+' } else { '┿' };
            }
            cells[place(middle)] = dot;
        }
        cells.into_iter().collect()
    }

    fn empty(&self) -> Vec<char> {
        let mut cells = vec![' '; self.cells];
        if let Some(axis) = cells.get_mut(self.axis) {
            *axis = if self.ascii { '|' } else { '│' };
        }
        cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_share_one_scale_and_one_axis() {
        let scale = Scale::over([-1.0, 2.0], 7, false);
        assert_eq!(scale.bar(2.0), "  │████");
        assert_eq!(scale.bar(-1.0), "██│    ");
        assert_eq!(scale.bar(0.25), "  │▌   ");
        assert_eq!(scale.bar(-0.25), " ▐│    ");
        assert_eq!(scale.bar(0.0), "  │    ");
        assert_eq!(scale.bar(f64::NAN), "  │    ");
        assert_eq!(Scale::over([-1.0, 2.0], 7, true).bar(-1.0), "==|    ");
    }

    #[test]
    fn what_is_not_nothing_is_seen_on_either_side() {
        let scale = Scale::over([-0.001, 5.0], 9, false);
        assert_eq!(scale.bar(-0.001), "▐│       ");
        let scale = Scale::over([-5.0, 0.001], 9, false);
        assert_eq!(scale.bar(0.001), "       │▌");
        assert_eq!(Scale::over([], 3, false).bar(1.0), "│  ");
        assert_eq!(Scale::over([1.0], 0, false).bar(1.0), "");
    }

    #[test]
    fn a_range_has_its_middle() {
        let scale = Scale::over([-2.0, 4.0], 7, false);
        assert_eq!(scale.range(-1.0, 1.0, 3.0), " ━┿●━━ ");
        assert_eq!(scale.range(f64::NAN, 1.0, 3.0), "  │    ");
    }
}
