//! Which months of the series are kept.

use crate::model::calendar::Month;

/// Which months of the series are kept; where any are, the last of the run is among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptMonths {
    /// None: only the values at the end of each run are kept.
    None,
    /// Every so many months from a month on, the first of the run if none is given.
    Every {
        /// How many months apart.
        every: u16,
        /// The first.
        from: Option<Month>,
    },
}

impl KeptMonths {
    /// All months.
    pub const ALL: Self = Self::Every { every: 1, from: None };

    /// The months kept of a run from `start` to `end`, in order.
    pub fn of(self, start: Month, end: Month) -> Vec<Month> {
        let Self::Every { every, from } = self else { return Vec::new() };
        let first = from.map_or(start, |from| from.max(start));
        let mut months: Vec<Month> = (first.0..=end.0).step_by(usize::from(every)).map(Month).collect();
        if months.last() != Some(&end) {
            months.push(end);
        }
        months
    }
}
