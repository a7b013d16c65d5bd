//! Summaries of an ensemble: quantiles and means by series and month, and the odds of the worlds.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::ensemble::{Ensemble, Workers};
use crate::model::calendar::Month;
use crate::model::measure::{END_WORLDS, SeriesKey};

/// The middle and the width of a quantity over runs. NaN where no run had anything to measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// A tenth of the runs lie below.
    pub p10: f64,
    /// Half of the runs lie below.
    pub median: f64,
    /// A tenth of the runs lie above.
    pub p90: f64,
    /// Arithmetic mean.
    pub mean: f64,
}

/// Quantile of sorted numbers at `p` from 0 to 1, by linear interpolation between order statistics at
/// `1 + (n - 1) p` (type 7 of Hyndman and Fan 1996, the default of R and NumPy). NaN of none.
pub fn quantile(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let at = p * last as f64;
    let below = (at.floor() as usize).min(last);
    let above = (below + 1).min(last);
    sorted[below] + (at - below as f64) * (sorted[above] - sorted[below])
}

/// Spread of numbers over runs. Runs with nothing to measure (NaN) are left out.
pub fn spread(values: impl IntoIterator<Item = f64>) -> Spread {
    let mut known: Vec<f64> = values.into_iter().filter(|value| !value.is_nan()).collect();
    spread_of(&mut known)
}

fn spread_of(known: &mut [f64]) -> Spread {
    let Some(&first) = known.first() else {
        return Spread { p10: f64::NAN, median: f64::NAN, p90: f64::NAN, mean: f64::NAN };
    };
    // Much of a file is constant (groups that nobody is in): no need to sort those.
    if known.iter().all(|value| *value == first) {
        return Spread { p10: first, median: first, p90: first, mean: first };
    }
    // Summed in order of the runs, so that it is the same for every sorting method.
    let mean = known.iter().sum::<f64>() / known.len() as f64;
    let [p10, median, p90] = deciles(known);
    Spread { p10, median, p90, mean }
}

/// [`quantile`] at 0.1, 0.5 and 0.9, by putting in place only the order statistics that it needs.
fn deciles(values: &mut [f64]) -> [f64; 3] {
    let last = values.len() - 1;
    let below = |p: f64| (p * last as f64).floor() as usize;
    let (low, middle, high) = (below(0.1), below(0.5), below(0.9));
    let order = f64::total_cmp;
    values.select_nth_unstable_by(middle, order);
    // Below and above the middle, which itself stays where it is.
    if low < middle {
        values[..middle].select_nth_unstable_by(low, order);
    }
    if high > middle {
        values[middle + 1..].select_nth_unstable_by(high - middle - 1, order);
    }
    let at = |p: f64, from: usize| {
        let next = values[from + 1..].iter().copied().fold(f64::INFINITY, f64::min);
        let next = if from < last { next } else { values[from] };
        values[from] + (p * last as f64 - from as f64) * (next - values[from])
    };
    [at(0.1, low), at(0.5, middle), at(0.9, high)]
}

/// One series, summed up month by month.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesSummary {
    /// Which.
    pub key: SeriesKey,
    /// Month by month.
    pub spreads: Vec<Spread>,
}

/// An ensemble summed up.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// First month.
    pub start: Month,
    /// Number of months.
    pub months: usize,
    /// Number of runs.
    pub runs: usize,
    /// The series, in the order of the ensemble.
    pub series: Vec<SeriesSummary>,
    /// Share of runs that end in each class of world, by [`crate::model::measure::EndWorld::index`].
    pub worlds: [f64; END_WORLDS],
}

impl Summary {
    /// Sums up an ensemble.
    pub fn of(ensemble: &Ensemble, workers: &Workers) -> Self {
        let series = workers.install(|| {
            (0..ensemble.series.len()).into_par_iter().map(|place| summarise(ensemble, place)).collect()
        });
        let mut worlds = [0.0; END_WORLDS];
        for run in &ensemble.runs {
            worlds[run.world.index()] += 1.0 / ensemble.runs.len() as f64;
        }
        let (start, months, runs) = (ensemble.start, ensemble.months, ensemble.runs.len());
        Self { start, months, runs, series, worlds }
    }

    /// A series, if it was kept.
    pub fn find(&self, key: &SeriesKey) -> Option<&SeriesSummary> {
        self.series.iter().find(|series| series.key == *key)
    }

    /// The month of a row.
    pub fn month(&self, row: usize) -> Month {
        self.start + row as u16
    }
}

fn summarise(ensemble: &Ensemble, place: usize) -> SeriesSummary {
    let mut columns = vec![Vec::with_capacity(ensemble.runs.len()); ensemble.months];
    for run in 0..ensemble.runs.len() {
        for (column, &value) in columns.iter_mut().zip(ensemble.track(run, place)) {
            if !value.is_nan() {
                column.push(f64::from(value));
            }
        }
    }
    let spreads = columns.iter_mut().map(|column| spread_of(column)).collect();
    SeriesSummary { key: ensemble.series[place], spreads }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_type_seven() {
        // numpy.quantile([1, 2, 4, 8], [0.1, 0.5, 0.9])
        let sorted = [1.0, 2.0, 4.0, 8.0];
        let expected = [1.3, 3.0, 6.8];
        for (p, wanted) in [0.1, 0.5, 0.9].into_iter().zip(expected) {
            assert!((quantile(&sorted, p) - wanted).abs() < 1e-12, "{p}");
        }
        assert_eq!((quantile(&sorted, 0.0), quantile(&sorted, 1.0)), (1.0, 8.0));
        assert_eq!(quantile(&[3.0], 0.9), 3.0);
        assert!(quantile(&[], 0.5).is_nan());
    }

    #[test]
    fn spreads_are_the_quantiles_of_sorted_numbers_for_any_number_of_runs() {
        for n in 1..60_u64 {
            let values: Vec<f64> = (0..n).map(|i| (i * 7919 % 31) as f64 * 0.37).collect();
            let mut sorted = values.clone();
            sorted.sort_by(f64::total_cmp);
            let Spread { p10, median, p90, .. } = spread(values);
            let expected = [0.1, 0.5, 0.9].map(|p| quantile(&sorted, p));
            assert_eq!([p10, median, p90], expected, "{n} runs");
        }
    }

    #[test]
    fn runs_without_a_value_are_left_out() {
        let some = spread([f64::NAN, 1.0, 3.0, f64::NAN]);
        assert_eq!((some.median, some.mean), (2.0, 2.0));
        let none = spread([f64::NAN, f64::NAN]);
        assert!(none.median.is_nan() && none.mean.is_nan());
        let same = spread([0.1, 0.1, 0.1]);
        assert_eq!((same.p10, same.mean), (0.1, 0.1));
    }
}
