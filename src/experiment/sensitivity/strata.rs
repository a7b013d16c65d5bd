//! Strata of a factor: points sorted by its values and cut into parts of about equal size, equal values together.

/// A factor's values in strata.
#[derive(Clone, Debug, PartialEq)]
pub struct Strata {
    /// By point, the number of its stratum.
    pub of_point: Vec<usize>,
    /// By stratum, its lowest and highest value.
    pub bounds: Vec<(f64, f64)>,
}

impl Strata {
    /// Cuts values into `parts` at most; one for each distinct value where there are no more than `whole`.
    pub fn of(values: &[f64], parts: usize, whole: usize) -> Self {
        let ranks = average_ranks(values);
        let mut distinct: Vec<f64> = values.to_vec();
        distinct.sort_by(f64::total_cmp);
        distinct.dedup();
        let number = |place: usize| {
            if distinct.len() <= whole {
                return distinct.partition_point(|known| *known < values[place]);
            }
            // Rank r belongs to part j if j n / parts < r <= (j + 1) n / parts; doubled, so that it is whole.
            let doubled = (2.0 * ranks[place]) as usize;
            (doubled * parts).div_ceil(2 * values.len()) - 1
        };
        Self::numbered(values, (0..values.len()).map(number).collect())
    }

    /// Leaves out numbers that no point has.
    fn numbered(values: &[f64], of_point: Vec<usize>) -> Self {
        let mut numbers = of_point.clone();
        numbers.sort_unstable();
        numbers.dedup();
        let mut bounds = vec![(f64::INFINITY, f64::NEG_INFINITY); numbers.len()];
        let place = |number: &usize| numbers.partition_point(|known| known < number);
        let of_point: Vec<usize> = of_point.iter().map(place).collect();
        for (&stratum, &value) in of_point.iter().zip(values) {
            let (low, high) = bounds[stratum];
            bounds[stratum] = (low.min(value), high.max(value));
        }
        Self { of_point, bounds }
    }

    /// Thirds, or the values themselves where there are at most three.
    pub fn thirds(values: &[f64]) -> Self {
        Self::of(values, 3, 3)
    }

    /// Number of strata.
    pub fn len(&self) -> usize {
        self.bounds.len()
    }

    /// Whether there are no points.
    pub fn is_empty(&self) -> bool {
        self.bounds.is_empty()
    }
}

/// Ranks from 1; equal values share the mean of their ranks.
pub fn average_ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut below = 0;
    for same in order.chunk_by(|&a, &b| values[a] == values[b]) {
        let mean = below as f64 + 0.5 * (same.len() + 1) as f64;
        same.iter().for_each(|&place| ranks[place] = mean);
        below += same.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_their_rank() {
        // scipy.stats.rankdata([3, 1, 3, 2, 3])
        assert_eq!(average_ranks(&[3.0, 1.0, 3.0, 2.0, 3.0]), [4.0, 1.0, 4.0, 2.0, 4.0]);
        assert!(average_ranks(&[]).is_empty());
    }

    #[test]
    fn strata_are_about_equal_and_keep_equal_values_together() {
        let thirds = Strata::thirds(&[5.0, 1.0, 4.0, 2.0, 3.0, 6.0]);
        assert_eq!(thirds.of_point, [2, 0, 1, 0, 1, 2]);
        assert_eq!(thirds.bounds, [(1.0, 2.0), (3.0, 4.0), (5.0, 6.0)]);
        let values = Strata::thirds(&[0.0, 1.0, 0.0, 0.35]);
        assert_eq!((values.len(), values.of_point), (3, vec![0, 2, 0, 1]));
        let lopsided = Strata::of(&[0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 3.0], 3, 3);
        assert_eq!(lopsided.of_point, [0, 0, 0, 0, 0, 1, 1, 1]);
        assert_eq!(Strata::thirds(&[2.0, 2.0]).len(), 1);
    }
}
