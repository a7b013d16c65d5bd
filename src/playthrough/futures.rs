//! Many futures of one present, and their spread.

use std::sync::Arc;

use super::track::{Grouping, Scope, Track};
use crate::model::calendar::Month;
use crate::model::lab::LabSpec;
use crate::model::measure::{END_WORLDS, EndWorld};

/// One future: its course after the present, and the class of world it ends in.
#[derive(Clone, Debug, PartialEq)]
pub struct Future {
    /// Who uses what, from the first month after the present.
    pub track: Track,
    /// The class at the end.
    pub world: EndWorld,
}

/// Futures that start from the same present.
#[derive(Clone, Debug, PartialEq)]
pub struct Futures {
    /// Their first month.
    pub from: Month,
    /// How many are wanted; fewer are here while they are being run.
    pub wanted: usize,
    /// The futures, in the order of their seeds.
    pub runs: Vec<Arc<Future>>,
}

/// The spread of one line: tenth, fiftieth and ninetieth percentile by month.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Spread {
    /// 10 % of the futures lie below.
    pub low: Vec<f64>,
    /// Half of them do.
    pub median: Vec<f64>,
    /// 90 % do.
    pub high: Vec<f64>,
}

impl Futures {
    /// Whether all futures are here.
    pub fn complete(&self) -> bool {
        self.runs.len() >= self.wanted
    }

    /// The spread of every group's share.
    pub fn spreads(&self, scope: Scope, grouping: Grouping, labs: &[LabSpec]) -> Vec<Spread> {
        let runs: Vec<Vec<Vec<f64>>> =
            self.runs.iter().map(|run| run.track.shares(scope, grouping, labs)).collect();
        let months = runs.iter().map(Vec::len).min().unwrap_or(0);
        let groups = grouping.groups(labs).len();
        let mut column = Vec::with_capacity(runs.len());
        let mut out = vec![Spread::default(); groups];
        for (group, spread) in out.iter_mut().enumerate() {
            for month in 0..months {
                column.clear();
                column.extend(runs.iter().map(|run| run[month][group]).filter(|share| share.is_finite()));
                column.sort_by(f64::total_cmp);
                spread.low.push(quantile(&column, 0.1));
                spread.median.push(quantile(&column, 0.5));
                spread.high.push(quantile(&column, 0.9));
            }
        }
        out
    }

    /// Share of the futures that end in each class of world.
    pub fn odds(&self) -> [f64; END_WORLDS] {
        let mut odds = [0.0; END_WORLDS];
        for run in &self.runs {
            odds[run.world.index()] += 1.0 / self.runs.len() as f64;
        }
        odds
    }
}

/// The quantile of sorted values, with straight lines between them; not-a-number where there are none.
fn quantile(sorted: &[f64], at: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let place = at * last as f64;
    let low = place.floor() as usize;
    let high = (low + 1).min(last);
    sorted[low] + (sorted[high] - sorted[low]) * place.fract()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_values() {
        assert_eq!(quantile(&[0.0, 1.0, 2.0], 0.5), 1.0);
        assert_eq!(quantile(&[0.0, 1.0], 0.25), 0.25);
        assert_eq!(quantile(&[4.0], 0.9), 4.0);
        assert!(quantile(&[], 0.5).is_nan());
    }

    #[test]
    fn odds_add_up() {
        let run = |world| Arc::new(Future { track: Track { first: Month(0), months: Vec::new() }, world });
        let worlds = [EndWorld::Contested, EndWorld::Contested, EndWorld::ChineseOpen, EndWorld::Sovereign];
        let futures = Futures { from: Month(0), wanted: 4, runs: worlds.map(run).to_vec() };
        let odds = futures.odds();
        assert_eq!(odds[EndWorld::Contested.index()], 0.5);
        assert_eq!(odds.iter().sum::<f64>(), 1.0);
    }
}
