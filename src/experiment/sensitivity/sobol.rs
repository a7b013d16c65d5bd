//! Variance-based indices from crossed samples: S1 (Saltelli and others 2010), ST (Jansen 1999), S2 (Saltelli 2002).
//!
//! A block holds the outputs of row `A`, of `AB_j` (row `A` with factor `j` of row `B`) for each factor, with
//! second order of `BA_j` (row `B` with factor `j` of row `A`), and of row `B`, in SALib's order. Outputs are
//! first centred and scaled by their standard deviation over all points; with `V` the variance (divisor `n`)
//! of the outputs of `A` and `B` together and means over blocks:
//!
//! - `S1_j = mean(B (AB_j - A)) / V`,
//! - `ST_j = mean((A - AB_j)^2) / (2 V)`,
//! - `S2_jk = mean(BA_j AB_k - A B) / V - S1_j - S1_k`.
//!
//! These are the estimators of SALib's `sobol.analyze`, the normalisation included: `S1` and `S2` depend on
//! where zero lies, so that without it the numbers differ.

use super::bootstrap::{Estimate, Estimator, Outputs, Resampling, estimates};
use super::{Method, Sensitivity, Together, Undefined, column_varies, varies};

/// The fewest blocks.
const LEAST: usize = 2;

/// The shape of a crossed sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crossed {
    /// Number of factors.
    pub factors: usize,
    /// Whether there are rows for second-order indices.
    pub second_order: bool,
    /// Number of whole blocks.
    pub blocks: usize,
}

impl Crossed {
    /// Points of one block.
    pub fn block(factors: usize, second_order: bool) -> usize {
        if second_order { 2 * factors + 2 } else { factors + 2 }
    }

    fn rows(&self) -> usize {
        Self::block(self.factors, self.second_order)
    }

    /// Pairs of factors of which there are second-order indices.
    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let factors = if self.second_order { self.factors } else { 0 };
        (0..factors).flat_map(move |j| (j + 1..factors).map(move |k| (j, k)))
    }
}

impl Estimator for Crossed {
    fn units(&self) -> usize {
        self.blocks
    }

    /// S1 and ST of each factor, then S2 of each pair.
    fn estimate(&self, outputs: &[f64], units: &[usize]) -> Vec<f64> {
        let outputs = normalised(outputs);
        let (rows, factors, n) = (self.rows(), self.factors, units.len() as f64);
        let blocks = || units.iter().map(|unit| &outputs[unit * rows..(unit + 1) * rows]);
        let (a, b) = (0, rows - 1);
        let mean = blocks().map(|y| y[a] + y[b]).sum::<f64>() / (2.0 * n);
        let squares = blocks().map(|y| (y[a] - mean).powi(2) + (y[b] - mean).powi(2)).sum::<f64>();
        let variance = squares / (2.0 * n);
        let mut sums = vec![0.0; 2 * factors];
        let mut crossed = vec![0.0; self.pairs().count()];
        for y in blocks() {
            for (j, sums) in sums.chunks_exact_mut(2).enumerate() {
                let change = y[1 + j] - y[a];
                sums[0] += y[b] * change;
                sums[1] += 0.5 * change * change;
            }
            for (sum, (j, k)) in crossed.iter_mut().zip(self.pairs()) {
                *sum += y[1 + factors + j] * y[1 + k] - y[a] * y[b];
            }
        }
        let mut indices: Vec<f64> = sums.iter().map(|sum| sum / n / variance).collect();
        let second = crossed.iter().zip(self.pairs());
        let second = second.map(|(sum, (j, k))| sum / n / variance - indices[2 * j] - indices[2 * k]);
        let second: Vec<f64> = second.collect();
        indices.extend(second);
        indices
    }
}

/// Outputs less their mean, in standard deviations.
fn normalised(outputs: &[f64]) -> Vec<f64> {
    let n = outputs.len() as f64;
    let mean = outputs.iter().sum::<f64>() / n;
    let deviation = (outputs.iter().map(|y| (y - mean).powi(2)).sum::<f64>() / n).sqrt();
    outputs.iter().map(|y| (y - mean) / deviation).collect()
}

/// Indices of a measure at the points of whole blocks.
///
/// # Errors
/// If there are too few blocks or outputs do not vary.
pub fn analyse(
    points: &[Vec<f64>],
    crossed: Crossed,
    outputs: &Outputs,
    plan: &Resampling,
) -> Result<Sensitivity, Undefined> {
    if crossed.blocks < LEAST {
        return Err(Undefined::TooFew { have: crossed.blocks, need: LEAST, what: "blocks" });
    }
    varies(&outputs.means())?;
    let all = estimates(&crossed, outputs, plan);
    let (firsts, seconds) = all.split_at(2 * crossed.factors);
    let known =
        |(factor, indices): (usize, &[Estimate])| column_varies(points, factor).then(|| indices.to_vec());
    let factors: Vec<Option<Vec<Estimate>>> = firsts.chunks(2).enumerate().map(known).collect();
    let pairs = crossed.pairs().zip(seconds);
    let pairs = pairs.filter(|((j, k), _)| factors[*j].is_some() && factors[*k].is_some());
    let together = pairs.map(|((first, second), index)| Together { first, second, index: *index }).collect();
    Ok(Sensitivity { method: Method::Sobol, factors, together, fit: None, floor: Vec::new() })
}
