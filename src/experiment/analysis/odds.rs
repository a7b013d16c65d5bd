//! Odds of end worlds over a design: as a whole, and where a factor is low or high.

use super::Table;
use crate::experiment::sensitivity::column_varies;
use crate::experiment::sensitivity::strata::Strata;
use crate::model::measure::{END_WORLDS, EndWorld};

/// Strata of a factor; it has one for each value where there are no more than [`WHOLE`].
const PARTS: usize = 3;
const WHOLE: usize = 5;

/// How often runs end in each class of world.
#[derive(Clone, Debug, PartialEq)]
pub struct Odds {
    /// Place of the scenario.
    pub scenario: usize,
    /// Runs that are counted.
    pub runs: usize,
    /// Share of these, by [`EndWorld::index`].
    pub shares: [f64; END_WORLDS],
    /// Standard errors of the shares, of the choice of points and of chance.
    pub errors: [f64; END_WORLDS],
    /// 95 % intervals of the shares, within 0 and 1.
    pub intervals: [(f64, f64); END_WORLDS],
    /// By factor, the odds in each of its strata; none for a factor that never varies.
    pub factors: Vec<Vec<Stratum>>,
}

/// The odds where a factor is within bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Stratum {
    /// Lowest value of the factor in it.
    pub from: f64,
    /// Highest value.
    pub to: f64,
    /// Runs that are counted.
    pub runs: usize,
    /// Share of these, by [`EndWorld::index`]; NaN without runs.
    pub shares: [f64; END_WORLDS],
}

/// Counts worlds.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    runs: usize,
    worlds: [usize; END_WORLDS],
}

impl Tally {
    fn of(worlds: impl Iterator<Item = Option<EndWorld>>) -> Self {
        worlds.flatten().fold(Self::default(), |mut tally, world| {
            tally.runs += 1;
            tally.worlds[world.index()] += 1;
            tally
        })
    }

    fn shares(&self) -> [f64; END_WORLDS] {
        self.worlds.map(|count| count as f64 / self.runs as f64)
    }
}

impl Odds {
    /// Counts the worlds of a scenario's runs; runs that failed are left out.
    pub fn of(table: &Table, scenario: usize) -> Self {
        let points = table.points.len();
        let world = |point: usize, replicate: usize| table.worlds[table.run(scenario, point, replicate)];
        let at = |point: usize| Tally::of((0..table.replicates).map(move |r| world(point, r)));
        let along = |replicate: usize| Tally::of((0..points).map(move |p| world(p, replicate)));
        let all = Tally::of((0..points).flat_map(|p| (0..table.replicates).map(move |r| world(p, r))));
        let [by_point, by_replicate] =
            [(0..points).map(at).collect::<Vec<_>>(), (0..table.replicates).map(along).collect()];
        let error = |place: usize| {
            (error_of(&by_point, place).powi(2) + error_of(&by_replicate, place).powi(2)).sqrt()
        };
        let (shares, errors) = (all.shares(), std::array::from_fn(error));
        let seen = by_point.iter().filter(|tally| tally.runs > 0).count();
        Self {
            scenario,
            runs: all.runs,
            shares,
            errors,
            intervals: std::array::from_fn(|place| interval(shares[place], errors[place], seen)),
            factors: (0..table.factors.len()).map(|factor| strata(table, factor, &by_point)).collect(),
        }
    }
}

/// Quantile of the standard normal distribution for intervals of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// Wilson's interval (1927) of a share with a standard error: that of as many independent draws as have this error;
/// of a share that never varies, of as many as there are points.
fn interval(share: f64, error: f64, points: usize) -> (f64, f64) {
    let draws = if error > 0.0 { share * (1.0 - share) / (error * error) } else { points as f64 };
    // A share that varies between points though their mean is 0 or 1 there is none.
    let draws = draws.max(1.0);
    let z = Z * Z / draws;
    let middle = (share + 0.5 * z) / (1.0 + z);
    let half = Z * (share * (1.0 - share) / draws + 0.25 * z / draws).sqrt() / (1.0 + z);
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

/// Standard error of the mean of a share over tallies; zero where there is but one.
fn error_of(tallies: &[Tally], world: usize) -> f64 {
    let shares: Vec<f64> = tallies.iter().filter(|t| t.runs > 0).map(|t| t.shares()[world]).collect();
    let n = shares.len() as f64;
    if n < 2.0 {
        return 0.0;
    }
    let mean = shares.iter().sum::<f64>() / n;
    (shares.iter().map(|share| (share - mean).powi(2)).sum::<f64>() / (n - 1.0) / n).sqrt()
}

fn strata(table: &Table, factor: usize, by_point: &[Tally]) -> Vec<Stratum> {
    if !column_varies(&table.points, factor) {
        return Vec::new();
    }
    let values: Vec<f64> = table.points.iter().map(|point| point[factor]).collect();
    let strata = Strata::of(&values, PARTS, WHOLE);
    let mut tallies = vec![Tally::default(); strata.len()];
    for (tally, &stratum) in by_point.iter().zip(&strata.of_point) {
        let sum = &mut tallies[stratum];
        sum.runs += tally.runs;
        sum.worlds.iter_mut().zip(tally.worlds).for_each(|(sum, count)| *sum += count);
    }
    let stratum = |(tally, &(from, to)): (&Tally, &(f64, f64))| Stratum {
        from,
        to,
        runs: tally.runs,
        shares: tally.shares(),
    };
    tallies.iter().zip(&strata.bounds).map(stratum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_stay_within_what_shares_can_be() {
        // statsmodels' proportion_confint(18, 20, method="wilson"): 0.698966, 0.972134.
        let error = (0.9_f64 * 0.1 / 20.0).sqrt();
        let (low, high) = interval(0.9, error, 7);
        assert!((low - 0.698_966).abs() < 1e-6 && (high - 0.972_134).abs() < 1e-6, "{low} {high}");
        // (10, 10) gives 0.722467 to 1.
        let (low, high) = interval(1.0, 0.0, 10);
        assert!((low - 0.722_467).abs() < 1e-6 && (high - 1.0).abs() < 1e-12, "{low} {high}");
        let (low, high) = interval(0.667, 0.373, 4);
        assert!(low > 0.0 && high < 1.0 && high - low > 0.5, "{low} {high}");
    }
}
