//! What is to be known before the indices of a measure are trusted.

use crate::experiment::analysis::Finding;
use crate::experiment::sensitivity::{Estimate, Method, Sensitivity};
use crate::report::numbers::percent;

/// Part of chance in the means from which indices are of chance as much as of factors.
const CHANCE: f64 = 0.1;
/// Half the width of an interval of a share of variance from which it tells next to nothing.
const WIDE: f64 = 0.5;
/// How far from 0 to 1 an estimate of a share of variance may lie.
const SLACK: f64 = 0.1;

/// Warnings, in sentences.
pub fn of(finding: &Finding) -> Vec<String> {
    let Ok(sensitivity) = &finding.sensitivity else { return Vec::new() };
    let mut all = Vec::new();
    if finding.chance.is_some_and(|chance| chance.of_mean > CHANCE) {
        all.push(format!(
            "Chance is more than {} of the variance of the means: the indices tell of chance as well as of factors, \
             and more replicates are needed.",
            percent(CHANCE, 0)
        ));
    }
    let loose = loose(sensitivity);
    if loose > 0 {
        let share = if loose == 1 {
            "1 of the indices lies".to_owned()
        } else {
            format!("{loose} of the indices lie")
        };
        all.push(format!(
            "{share} outside of 0 to 1 or {} an interval wider than ±{WIDE}: these say nothing about factors yet; more \
             points are needed.",
            if loose == 1 { "has" } else { "have" }
        ));
    }
    all
}

/// Shares of variance that cannot be such, or are not known.
fn loose(sensitivity: &Sensitivity) -> usize {
    let shares = match sensitivity.method {
        Method::Morris => 0,
        Method::Sobol => 2,
        // The other indices of given points are correlations.
        Method::Given => 1,
    };
    let is_loose = |index: &&Estimate| {
        let wide = index.half_width.is_some_and(|half| half > WIDE);
        wide || !(-SLACK..=1.0 + SLACK).contains(&index.value)
    };
    let indices = sensitivity.factors.iter().flatten().flat_map(|indices| indices.iter().take(shares));
    indices.filter(is_loose).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::sensitivity::chance::Chance;

    fn finding(indices: &[(f64, f64)], of_mean: f64) -> Finding {
        let estimate = |&(value, half): &(f64, f64)| Estimate { value, half_width: Some(half) };
        let factor = indices.iter().map(estimate).collect();
        let sensitivity = Sensitivity {
            method: Method::Sobol,
            factors: vec![Some(factor), None],
            together: Vec::new(),
            fit: None,
            floor: Vec::new(),
        };
        Finding {
            scenario: 0,
            measure: 0,
            units: 8,
            left_out: 0,
            mean: 0.4,
            chance: Some(Chance { of_run: 0.5, of_mean }),
            sensitivity: Ok(sensitivity),
            swings: vec![None; 2],
        }
    }

    #[test]
    fn what_chance_made_is_warned_of() {
        assert_eq!(of(&finding(&[(0.3, 0.1), (0.4, 0.2)], 0.05)), [""; 0]);
        let told = of(&finding(&[(-1.594, 4.09), (6.124, 12.266)], 1.0));
        assert!(
            told[0].starts_with("Chance is more than 10 %") && told[1].starts_with("2 of the indices lie"),
            "{told:?}"
        );
        assert!(of(&finding(&[(0.3, 0.1), (0.4, 0.6)], 0.0))[0].starts_with("1 of the indices lies"));
    }
}
