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
        Self {
            scenario,
            runs: all.runs,
            shares: all.shares(),
            errors: std::array::from_fn(error),
            factors: (0..table.factors.len()).map(|factor| strata(table, factor, &by_point)).collect(),
        }
    }
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
