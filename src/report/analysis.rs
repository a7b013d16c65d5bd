//! What a sweep found: sensitivity, swings, chance, odds and policies, as text, CSV, JSON, SALib's results or SVG.

mod csv;
mod json;
mod odds;
mod policies;
mod salib;
mod svg;
mod text;
mod tornado;

pub use csv::{HEADER, csv};
pub use json::json;
pub use salib::salib;
pub use svg::svg;
pub use text::text;

use crate::experiment::analysis::odds::Odds;
use crate::experiment::analysis::robustness::{Better, NotCompared, Robustness};
use crate::experiment::analysis::{Finding, Table};
use crate::experiment::sensitivity::swing::Swing;
use crate::experiment::sensitivity::{Resampling, Sensitivity};

/// What a sweep was looked at for, and what was found.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The sweep's results.
    pub table: Table,
    /// How intervals were made.
    pub plan: Resampling,
    /// By scenario and measure.
    pub findings: Vec<Finding>,
    /// By scenario.
    pub odds: Vec<Odds>,
    /// Policies by measure; none if not asked for.
    pub policies: Vec<Result<Robustness, NotCompared>>,
}

impl Analysis {
    fn scenario(&self, finding: &Finding) -> &str {
        &self.table.scenarios[finding.scenario]
    }

    fn measure(&self, finding: &Finding) -> &str {
        &self.table.measures[finding.measure].name
    }

    fn factor(&self, factor: usize) -> &str {
        &self.table.factors[factor].name
    }
}

/// Factors with a swing, the most important first: by their index, or where there is none by their swing.
fn bars(finding: &Finding) -> Vec<(usize, Swing)> {
    let order = match &finding.sensitivity {
        Ok(sensitivity) => sensitivity.by_importance(),
        Err(_) => {
            let width =
                |factor: &usize| finding.swings[*factor].map_or(0.0, |swing| swing.ends().1 - swing.ends().0);
            let mut order: Vec<usize> = (0..finding.swings.len()).collect();
            order.sort_by(|a, b| width(b).total_cmp(&width(a)));
            order
        }
    };
    order.into_iter().filter_map(|factor| finding.swings[factor].map(|swing| (factor, swing))).collect()
}

/// Factors that never vary.
fn constant(sensitivity: &Sensitivity) -> impl Iterator<Item = usize> + '_ {
    let none = |factor: &usize| sensitivity.factors[*factor].is_none();
    (0..sensitivity.factors.len()).filter(none)
}

/// What is better, in files.
const fn better(better: Better) -> &'static str {
    match better {
        Better::High => "high",
        Better::Low => "low",
    }
}

/// Decimals by which a number of this size has three digits.
fn decimals(size: f64) -> usize {
    if size <= 0.0 || !size.is_finite() {
        return 3;
    }
    (2.0 - libm::log10(size).floor()).clamp(0.0, 6.0) as usize
}

/// A number with so many decimals and no negative zero.
fn fixed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    if text.chars().any(|c| ('1'..='9').contains(&c)) { text } else { text.replace('-', "") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_three_digits_and_one_zero() {
        assert_eq!([0.0, 0.0123, 0.5, 7.0, 42.0, 1e9].map(decimals), [3, 4, 3, 2, 1, 0]);
        assert_eq!([fixed(-0.0001, 3), fixed(-0.25, 2), fixed(10.0, 0)], ["0.000", "-0.25", "10"]);
    }
}
