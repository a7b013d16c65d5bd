//! Sensitivity from any points: shares of variance by strata (Plischke, Borgonovo and Smith 2013) and
//! standardised rank regression coefficients (Iman and Conover 1979).
//!
//! `S1_j = sum over strata of (n_m / n) (mean_m - mean)^2 / V`: the variance between strata of factor `j` of
//! equal numbers of points, by the variance of all (divisor `n`). Their number is SALib's. A factor with few
//! values has a stratum for each. It errs upward: without any effect it is about `(strata - 1) / (n - 1)`.
//!
//! The coefficients are those of a linear regression of the ranks of outputs on the ranks of the factors,
//! all standardised. They are sound where effects are steady (rising or falling throughout), which their
//! `R^2` tells.

use super::bootstrap::{Estimate, Estimator, Outputs, Resampling, estimates};
use super::strata::{Strata, average_ranks};
use super::{Method, Sensitivity, Undefined, column_varies, varies};

/// The fewest points.
const LEAST: usize = 10;

/// Points prepared for estimates.
#[derive(Clone, Debug)]
pub struct Points {
    /// By factor that varies, its strata.
    strata: Vec<Strata>,
    /// By factor that varies, its ranks.
    ranks: Vec<Vec<f64>>,
    /// Of each factor, its position among those that vary.
    places: Vec<Option<usize>>,
    number: usize,
}

impl Points {
    /// Prepares points.
    ///
    /// # Errors
    /// If there are too few.
    pub fn of(points: &[Vec<f64>]) -> Result<Self, Undefined> {
        let (have, factors) = (points.len(), points.first().map_or(0, Vec::len));
        let need = least(factors);
        if have < need {
            return Err(Undefined::TooFew { have, need, what: "points" });
        }
        let varying: Vec<usize> = (0..factors).filter(|&factor| column_varies(points, factor)).collect();
        let column = |factor: &usize| points.iter().map(|point| point[*factor]).collect::<Vec<f64>>();
        let columns: Vec<Vec<f64>> = varying.iter().map(column).collect();
        let (parts, whole) = (parts(have), parts(have).max(have.isqrt()));
        let places = (0..factors).map(|factor| varying.iter().position(|known| *known == factor));
        Ok(Self {
            strata: columns.iter().map(|values| Strata::of(values, parts, whole)).collect(),
            ranks: columns.iter().map(|values| average_ranks(values)).collect(),
            places: places.collect(),
            number: have,
        })
    }
}

/// The fewest points from which indices of so many factors can be had.
pub fn least(factors: usize) -> usize {
    LEAST.max(2 * (factors + 1))
}

/// Number of strata for a number of points, as in SALib's `delta.analyze`.
fn parts(points: usize) -> usize {
    let n = points as f64;
    let exponent = 2.0 / (7.0 + libm::tanh((1500.0 - n) / 500.0));
    (libm::pow(n, exponent).ceil() as usize).min(48)
}

impl Estimator for Points {
    fn units(&self) -> usize {
        self.number
    }

    /// S1 and SRRC of each factor that varies, then the `R^2` of the regression.
    fn estimate(&self, outputs: &[f64], units: &[usize]) -> Vec<f64> {
        let firsts = self.strata.iter().map(|strata| between(strata, outputs, units));
        let (coefficients, fit) = match regression(&self.ranks, &average_ranks(outputs), units) {
            Some(regression) => regression,
            None => (vec![f64::NAN; self.ranks.len()], f64::NAN),
        };
        let indices = firsts.zip(coefficients).flat_map(|(first, coefficient)| [first, coefficient]);
        indices.chain([fit]).collect()
    }
}

/// Share of the variance between strata.
fn between(strata: &Strata, outputs: &[f64], units: &[usize]) -> f64 {
    let n = units.len() as f64;
    let mean = units.iter().map(|&unit| outputs[unit]).sum::<f64>() / n;
    let mut sums = vec![(0.0, 0.0); strata.len()];
    let mut squares = 0.0;
    for &unit in units {
        let deviation = outputs[unit] - mean;
        let (count, sum) = &mut sums[strata.of_point[unit]];
        (*count, *sum) = (*count + 1.0, *sum + deviation);
        squares += deviation * deviation;
    }
    let between: f64 =
        sums.iter().filter(|(count, _)| *count > 0.0).map(|(count, sum)| sum * sum / count).sum();
    between / squares
}

/// Standardised coefficients of a linear regression and the share of variance that it explains; none where
/// columns depend on each other.
fn regression(columns: &[Vec<f64>], outputs: &[f64], units: &[usize]) -> Option<(Vec<f64>, f64)> {
    let standardised = |column: &[f64]| {
        let n = units.len() as f64;
        let mean = units.iter().map(|&unit| column[unit]).sum::<f64>() / n;
        let deviation = (units.iter().map(|&unit| (column[unit] - mean).powi(2)).sum::<f64>() / n).sqrt();
        units.iter().map(|&unit| (column[unit] - mean) / deviation).collect::<Vec<f64>>()
    };
    let columns: Vec<Vec<f64>> = columns.iter().map(|column| standardised(column)).collect();
    let outputs = standardised(outputs);
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>() / a.len() as f64;
    let matrix: Vec<Vec<f64>> =
        columns.iter().map(|a| columns.iter().map(|b| product(a, b)).collect()).collect();
    let right: Vec<f64> = columns.iter().map(|a| product(a, &outputs)).collect();
    let coefficients = solve(matrix, &right)?;
    let fit = coefficients.iter().zip(&right).map(|(b, r)| b * r).sum();
    Some((coefficients, fit))
}

/// Solves a system with a symmetric positive definite matrix, by Cholesky's decomposition.
fn solve(mut matrix: Vec<Vec<f64>>, right: &[f64]) -> Option<Vec<f64>> {
    let n = right.len();
    for i in 0..n {
        for j in 0..=i {
            let sum: f64 = matrix[i][j] - (0..j).map(|k| matrix[i][k] * matrix[j][k]).sum::<f64>();
            if i == j {
                // Diagonal elements start at 1: what is left of one is the part that others do not explain.
                // Not above the bound, rather than below it, so that NaN is none either.
                let is_free = sum > 1e-10;
                matrix[i][i] = is_free.then(|| sum.sqrt())?;
            } else {
                matrix[i][j] = sum / matrix[j][j];
            }
        }
    }
    let mut solution = right.to_vec();
    for i in 0..n {
        let sum: f64 = (0..i).map(|k| matrix[i][k] * solution[k]).sum();
        solution[i] = (solution[i] - sum) / matrix[i][i];
    }
    for i in (0..n).rev() {
        let sum: f64 = (i + 1..n).map(|k| matrix[k][i] * solution[k]).sum();
        solution[i] = (solution[i] - sum) / matrix[i][i];
    }
    Some(solution)
}

/// Indices of a measure.
///
/// # Errors
/// If outputs do not vary, or factors move together.
pub fn analyse(points: &Points, outputs: &Outputs, plan: &Resampling) -> Result<Sensitivity, Undefined> {
    varies(&outputs.means())?;
    let mut all = estimates(points, outputs, plan);
    let fit = all.pop().map(|fit| fit.value).filter(|fit| !fit.is_nan()).ok_or(Undefined::Collinear)?;
    let known: Vec<&[Estimate]> = all.chunks(Method::Given.indices().len()).collect();
    let floor = |place: &Option<usize>| {
        place.map_or(0.0, |place| (points.strata[place].len() - 1) as f64 / (points.number - 1) as f64)
    };
    Ok(Sensitivity {
        method: Method::Given,
        factors: points.places.iter().map(|place| place.map(|place| known[place].to_vec())).collect(),
        together: Vec::new(),
        fit: Some(fit),
        floor: points.places.iter().map(floor).collect(),
    })
}
