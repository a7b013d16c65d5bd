//! Where the spread of an ensemble comes from: from chance, or from parameters that are not known.

/// What can be said of numbers of which so many in a row share a draw of the parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    /// Number of draws.
    pub draws: usize,
    /// Share of the draws whose mean has the sign of the mean of all; NaN where that is zero.
    pub agreeing: f64,
    /// Share of the variance that comes of the draws, the rest being chance; NaN where nothing varies. By the method of
    /// moments for random effects (Searle, Casella and McCulloch 1992), not below zero.
    pub from_parameters: f64,
}

/// From this share of draws on a sign is called robust.
pub const ROBUST: f64 = 0.9;

impl Split {
    /// Of numbers, `together` in a row of one draw; NaN where there is none. None where each stands for itself.
    pub fn of(values: &[f64], together: usize) -> Option<Self> {
        if together < 2 {
            return None;
        }
        let groups: Vec<Vec<f64>> =
            values.chunks(together).map(known).filter(|group| !group.is_empty()).collect();
        let all: Vec<f64> = groups.concat();
        let mean = mean(&all);
        let agrees = |group: &&Vec<f64>| self::mean(group) * mean > 0.0;
        let agreeing = groups.iter().filter(agrees).count() as f64 / groups.len() as f64;
        Some(Self {
            draws: groups.len(),
            agreeing: if mean == 0.0 { f64::NAN } else { agreeing },
            from_parameters: from_groups(&groups, together),
        })
    }

    /// Whether so many draws agree on the sign that it may be called robust.
    pub fn is_robust(&self) -> bool {
        self.agreeing >= ROBUST
    }
}

/// The means of numbers of which so many in a row belong together; NaN is left out.
pub fn means(values: &[f64], together: usize) -> Vec<f64> {
    values.chunks(together.max(1)).map(known).filter(|group| !group.is_empty()).map(|g| mean(&g)).collect()
}

fn known(values: &[f64]) -> Vec<f64> {
    values.iter().copied().filter(|value| !value.is_nan()).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The share of the variance between groups, from those that are whole.
fn from_groups(groups: &[Vec<f64>], size: usize) -> f64 {
    let whole: Vec<&Vec<f64>> = groups.iter().filter(|group| group.len() == size).collect();
    let n = whole.len() as f64;
    let means: Vec<f64> = whole.iter().map(|group| mean(group)).collect();
    let grand = mean(&means);
    let between = means.iter().map(|one| (one - grand).powi(2)).sum::<f64>() * size as f64 / (n - 1.0);
    let about = |(group, mean): (&&Vec<f64>, &f64)| group.iter().map(|v| (v - mean).powi(2)).sum::<f64>();
    let within = whole.iter().zip(&means).map(about).sum::<f64>() / (n * (size as f64 - 1.0));
    let parameters = ((between - within) / size as f64).max(0.0);
    parameters / (parameters + within)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::calendar::Month;
    use crate::model::random::{Draws, Seed, Stream, uniform};

    #[test]
    fn the_split_of_a_few_numbers_by_hand() {
        // Groups (1, 3), (5, 7), (-2, 0): means 2, 6, -1; between 2·(24.667)/2 = 24.667, within 6/3 = 2.
        let split = Split::of(&[1.0, 3.0, 5.0, 7.0, -2.0, 0.0], 2).unwrap();
        let parameters = (74.0 / 3.0 - 2.0) / 2.0;
        assert_eq!(split.draws, 3);
        assert!((split.agreeing - 2.0 / 3.0).abs() < 1e-12 && !split.is_robust());
        assert!((split.from_parameters - parameters / (parameters + 2.0)).abs() < 1e-12);
    }

    #[test]
    fn single_runs_have_no_split_and_what_does_not_vary_has_no_share() {
        assert_eq!(Split::of(&[1.0, 2.0], 1), None);
        let same = Split::of(&[0.0; 6], 2).unwrap();
        assert!(same.agreeing.is_nan() && same.from_parameters.is_nan() && !same.is_robust());
        let gaps = Split::of(&[f64::NAN, f64::NAN, 1.0, f64::NAN, 1.0, 2.0], 2).unwrap();
        assert_eq!((gaps.draws, gaps.agreeing), (2, 1.0));
    }

    #[test]
    fn planted_shares_are_found() {
        let draws = Draws::new(Seed(9), Stream::Research, Month(0));
        for planted in [0.0, 0.25, 0.8] {
            // Uniform numbers have variance 1/12 each: the share is that of the squares of their weights.
            let (parameter, chance) = (f64::sqrt(planted), f64::sqrt(1.0 - planted));
            let value =
                |k: u64| parameter * uniform(draws.word(k / 2)) + chance * uniform(draws.word(1 << 32 | k));
            let values: Vec<f64> = (0..40_000).map(value).collect();
            let found = Split::of(&values, 2).unwrap().from_parameters;
            assert!((found - planted).abs() < 0.02, "{planted}: {found}");
        }
    }
}
