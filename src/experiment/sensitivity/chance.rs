//! How much of the variance is chance: replicates of the same point beside differences between points.

use super::bootstrap::Outputs;

/// What chance does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// Share of the variance of single runs that lies between replicates of the same point.
    pub of_run: f64,
    /// Share of the variance of the points' means over replicates that chance leaves in them.
    pub of_mean: f64,
}

/// Parts the variance into that between points and that between replicates (one-way analysis of variance,
/// random effects). Replicates that share their seed across points shift all points alike, which moves no
/// difference between points: with `paired` that part is not counted as left in the means. None with a
/// single replicate or point, or where nothing varies.
pub fn chance(outputs: &Outputs, paired: bool) -> Option<Chance> {
    let (points, replicates) = (outputs.points().len() as f64, outputs.replicates() as f64);
    if replicates < 2.0 || points < 2.0 {
        return None;
    }
    let means = outputs.means();
    let mean = means.iter().sum::<f64>() / points;
    let between = means.iter().map(|m| (m - mean).powi(2)).sum::<f64>() / (points - 1.0);
    let deviations = outputs.points().zip(&means).flat_map(|(ys, m)| ys.iter().map(move |y| y - m));
    let within_squares: f64 = deviations.map(|d| d * d).sum();
    let within = within_squares / (points * (replicates - 1.0));
    let residual = if paired {
        let shared: f64 = shifts(outputs, mean).iter().map(|shift| shift * shift).sum();
        ((within_squares - points * shared) / ((points - 1.0) * (replicates - 1.0))).max(0.0)
    } else {
        within
    };
    let of_points = (between - residual / replicates).max(0.0);
    let total = of_points + within;
    let share = |part: f64, whole: f64| if whole > 0.0 { (part / whole).min(1.0) } else { 0.0 };
    (total > 0.0).then(|| Chance {
        of_run: share(within, total),
        of_mean: share(residual / replicates, between.max(residual / replicates)),
    })
}

/// By replicate, how far it lies from the mean of all on average.
fn shifts(outputs: &Outputs, mean: f64) -> Vec<f64> {
    let points = outputs.points().len() as f64;
    let sum = |replicate: usize| outputs.points().map(|values| values[replicate]).sum::<f64>();
    (0..outputs.replicates()).map(|replicate| sum(replicate) / points - mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::calendar::Month;
    use crate::model::random::{Draws, Seed, Stream, normal};

    fn noise(seed: u64, index: u64) -> f64 {
        normal(Draws::new(Seed(seed), Stream::Tastes, Month(0)).word(index))
    }

    fn planted(shift: f64, residual: f64) -> Outputs {
        let (points, replicates) = (2000, 10);
        let values = (0..points).flat_map(|p| {
            (0..replicates).map(move |r| {
                2.0 * noise(1, p) + shift * noise(2, r) + residual * noise(3, p * replicates + r)
            })
        });
        Outputs::new(replicates as usize, values.collect())
    }

    #[test]
    fn planted_shares_are_found() {
        // Points 4, chance 1: a fifth of a run; of the mean 0.1 / 4.1. Within three standard errors of 2,000 points.
        let found = chance(&planted(0.0, 1.0), false).unwrap();
        assert!((found.of_run - 0.2).abs() < 0.016, "{found:?}");
        assert!((found.of_mean - 0.1 / 4.1).abs() < 0.002, "{found:?}");
    }

    #[test]
    fn what_paired_replicates_share_is_not_left_in_the_means() {
        let outputs = planted(3.0, 1.0);
        let (paired, apart) = (chance(&outputs, true).unwrap(), chance(&outputs, false).unwrap());
        assert!((paired.of_mean - 0.1 / 4.1).abs() < 0.002, "{paired:?}");
        assert!(apart.of_mean > 5.0 * paired.of_mean && paired.of_run > 0.4, "{apart:?} {paired:?}");
    }

    #[test]
    fn a_table_by_hand() {
        // Points (1, 3) and (5, 7): within 2, between 8, so points 8 - 2 / 2 = 7.
        let outputs = Outputs::new(2, vec![1.0, 3.0, 5.0, 7.0]);
        let apart = chance(&outputs, false).unwrap();
        assert_eq!((apart.of_run, apart.of_mean), (2.0 / 9.0, 1.0 / 8.0));
        // Both replicates differ by 2 at both points: all of it is shared.
        assert_eq!(chance(&outputs, true).unwrap().of_mean, 0.0);
        assert_eq!(chance(&Outputs::new(1, vec![1.0, 2.0]), true), None);
        assert_eq!(chance(&Outputs::new(2, vec![1.0; 4]), true), None);
    }
}
