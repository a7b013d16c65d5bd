//! What a calibration has found: a posterior sample, and for each parameter its middle, its interval, and how much of the
//! prior's width the data have left.

use super::file::Plan;
use super::matrix::covariance;
use crate::experiment::summary::quantile;

/// Probability of the intervals.
pub const LEVEL: f64 = 0.9;

/// What is known of one parameter after the data.
#[derive(Clone, Debug, PartialEq)]
pub struct Marginal {
    /// Name in files.
    pub name: String,
    /// Ends of the prior.
    pub prior: (f64, f64),
    /// Mean.
    pub mean: f64,
    /// The value of the set that fits best.
    pub point: f64,
    /// Standard deviation.
    pub deviation: f64,
    /// Interval of [`LEVEL`], equal tails.
    pub interval: (f64, f64),
    /// Width of that interval against that of the prior: near 1, the data say nothing of it.
    pub width: f64,
    /// The parameter that it goes with most closely, and their correlation.
    pub companion: Option<(String, f64)>,
}

/// A posterior sample and its marginals.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// Equally likely values, a line a draw, in the order of the plan's parameters.
    pub draws: Vec<Vec<f64>>,
    /// The parameters one by one.
    pub marginals: Vec<Marginal>,
}

impl Fitted {
    /// Of equally likely values in the order of a plan's parameters, and of the point.
    pub fn new(plan: &Plan, draws: Vec<Vec<f64>>, point: &[f64]) -> Self {
        let rows: Vec<&[f64]> = draws.iter().map(Vec::as_slice).collect();
        let covariance = covariance(&rows);
        let correlation =
            |i: usize, j: usize| covariance[i][j] / (covariance[i][i] * covariance[j][j]).sqrt();
        let marginals = (0..plan.free.len()).map(|place| {
            let mut values: Vec<f64> = draws.iter().map(|draw| draw[place]).collect();
            values.sort_by(f64::total_cmp);
            let prior = plan.free[place].prior;
            let interval = (quantile(&values, 0.5 - LEVEL / 2.0), quantile(&values, 0.5 + LEVEL / 2.0));
            let others = (0..plan.free.len()).filter(|other| *other != place);
            let companion =
                others.max_by(|a, b| correlation(place, *a).abs().total_cmp(&correlation(place, *b).abs()));
            Marginal {
                name: plan.free[place].target.name(),
                prior: (prior.low, prior.high),
                mean: mean(&draws, place),
                point: point[place],
                deviation: covariance[place][place].sqrt(),
                interval,
                width: (prior.share_below(interval.1) - prior.share_below(interval.0)) / LEVEL,
                companion: companion.map(|other| (plan.free[other].target.name(), correlation(place, other))),
            }
        });
        let marginals = marginals.collect();
        Self { draws, marginals }
    }
}

fn mean(draws: &[Vec<f64>], place: usize) -> f64 {
    draws.iter().map(|draw| draw[place]).sum::<f64>() / draws.len() as f64
}
